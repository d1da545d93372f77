//! Whole runs of the program, from documents to files, and how the cost grows when the schema doubles.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tests::files::workspace;

use crate::gnu_time::{self, Cost};
use crate::{GRAPH, Subject};

/// The number of runs, of which the best counts.
const ROUNDS: usize = 3;

/// Enough input for a round: the clock counts hundredths of a second.
const BYTES_A_ROUND: u64 = 2_000_000;

/// The size at which growth ends.
const LARGEST: u64 = 50_000_000;

/// The program in its release build.
struct Program(PathBuf);

impl Program {
    fn build() -> Self {
        let status = Command::new(env!("CARGO"))
            .args(["build", "--release", "--offline", "-q", "-p", "codegen"])
            .current_dir(workspace())
            .status()
            .expect("cargo runs");
        assert!(status.success(), "the program is built");
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder lies in the target folder");
        Self(target.join("release").join("codegen"))
    }

    /// One run with these documents, which writes into a new folder below `folder`.
    fn cost(&self, documents: &[PathBuf], container: Option<&str>, folder: &Path) -> Cost {
        // The shell adds up the runs; each run writes a new folder.
        const LOOP: &str = r#"n=$0; out=$1; shift; while [ "$n" -gt 0 ]; do "$@" --out "$out/$n"; n=$((n-1)); done"#;
        let bytes: u64 = documents.iter().map(|file| fs::metadata(file).map_or(0, |data| data.len())).sum();
        let runs = (BYTES_A_ROUND / bytes.max(1)).clamp(1, 200);
        let round = |number: usize| {
            let out = folder.join(format!("{bytes}-{number}"));
            let cost = gnu_time::cost("sh", |command| {
                command.args(["-c", LOOP, &runs.to_string()]).arg(&out).arg(&self.0);
                command.args(["generate", "-q", "--profile", "graph", "--package", "measured", "--metadata"]);
                command.args(documents).args(container.map(|name| format!("--container={name}")));
            });
            Cost { cpu: cost.cpu / runs as f64, ..cost }
        };
        let best = (0..ROUNDS).map(round).min_by(|a, b| a.cpu.total_cmp(&b.cpu));
        best.expect("there are rounds")
    }
}

/// Prints the cost of whole runs, and how it grows with the schema.
pub(crate) fn measure(subjects: &[Subject], corpus: Option<&Path>, folder: &Path) {
    if !gnu_time::is_installed() {
        return;
    }
    let program = Program::build();
    // Files are removed at the end only: file systems create files slowly after many were removed.
    let folder = &folder.join("whole");
    for Subject { name, files, .. } in subjects {
        let Cost { cpu, megabytes } = program.cost(files, None, folder);
        println!("{name}: a whole run: {cpu:.2} CPU s, {megabytes:.0} MB");
    }
    let metadata = workspace().join("metadata");
    let mut real = vec![metadata.join("microsoft.graph.csdl"), metadata.join("Microsoft.AAD.Reporting.csdl")];
    real.extend(corpus.map(|root| root.join(GRAPH)));
    for (index, document) in real.iter().enumerate() {
        // Each document is repeated until the next larger one takes over.
        let until = real.get(index + 1).map_or(LARGEST, |next| fs::metadata(next).expect("it is there").len());
        growth(&program, document, until, folder);
    }
    fs::remove_dir_all(folder).expect("the folder is ours");
}

/// Doubles the schema repeatedly: the same types again in other namespaces.
fn growth(program: &Program, document: &Path, until: u64, folder: &Path) {
    let text = fs::read_to_string(document).expect("the document can be read");
    let name = document.file_stem().unwrap_or_default().to_string_lossy();
    let input = folder.join(&*name);
    let (mut copies, mut documents, mut last) = (1, Vec::new(), None::<f64>);
    fs::create_dir_all(&input).expect("a folder can be made");
    loop {
        for copy in documents.len()..copies {
            let path = input.join(format!("{copy}.csdl"));
            fs::write(&path, copied(&text, copy)).expect("a document can be written");
            documents.push(path);
        }
        let kilobytes = (text.len() * copies) as f64 / 1e3;
        // With a second container, one would have to be chosen; the entity sets of the first are enough.
        let container = container(&text).map(|name| format!("copy0.{name}"));
        let Cost { cpu, megabytes } = program.cost(&documents, container.as_deref(), folder);
        let ratio = last.map_or(String::new(), |last| format!(", {:.2} times half as much", cpu / last));
        println!("{name} {copies} times, {kilobytes:.0} kB: {:.1} CPU ms, {megabytes:.0} MB{ratio}", cpu * 1e3);
        if (text.len() * copies) as u64 >= until {
            break;
        }
        (copies, last) = (copies * 2, Some(cpu));
    }
}

/// The namespaces that a document declares, without those below another one.
fn namespaces(text: &str) -> Vec<&str> {
    let mut names = values(text, "<Schema ", "Namespace=\"");
    names.sort_unstable();
    names.dedup_by(|name, before| name.starts_with(&format!("{before}.")));
    names
}

/// The full name of the entity container, if there is one.
fn container(text: &str) -> Option<String> {
    let name = *values(text, "<EntityContainer ", "Name=\"").first()?;
    let (before, _) = text.split_once("<EntityContainer ")?;
    let namespace = *values(before, "<Schema ", "Namespace=\"").last()?;
    Some(format!("{namespace}.{name}"))
}

/// The values of an attribute of all elements that begin so.
fn values<'a>(text: &'a str, element: &str, attribute: &str) -> Vec<&'a str> {
    let tags = text.split(element).skip(1).filter_map(|rest| rest.split('>').next());
    tags.filter_map(|tag| tag.split(attribute).nth(1)?.split('"').next()).collect()
}

/// The document with its namespaces and aliases below `copyN`.
fn copied(text: &str, copy: usize) -> String {
    let mut copied = text.replace("Alias=\"", &format!("Alias=\"copy{copy}"));
    for namespace in namespaces(text) {
        for before in ["\"", "("] {
            copied = copied.replace(&format!("{before}{namespace}"), &format!("{before}copy{copy}.{namespace}"));
        }
    }
    copied
}
