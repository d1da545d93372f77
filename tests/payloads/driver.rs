//! The program that is compiled against a generated crate and takes its bodies.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use tests::package::Packages;

use crate::services::Service;

/// The part of the program that all crates share; a table of the crate's types comes before it.
const PROGRAM: &str = include_str!("program.txt");

/// Where in a body the value of the type is.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Object,
    Collection,
    /// A primitive value, or a collection of them, in the member `value`.
    Value,
    /// An object in the member `value`, which only documentation shows.
    Wrapped,
}

/// A body with its type and form.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) type_name: String,
    pub(crate) shape: Shape,
    /// Whether the corpus says that it conforms to its schema.
    pub(crate) is_true: bool,
    pub(crate) body: String,
}

/// The outcome for a body.
pub(crate) enum Outcome {
    Same,
    /// An error with the place and the type.
    Refused(String),
    /// Another JSON value, or an error without place and type.
    Changed(String),
}

/// What the programs need beside the crates.
const OF_THE_PROGRAM: &str = "\n[dev-dependencies]\nserde = \"1\"\n\
                              serde_json = { version = \"1\", features = [\"float_roundtrip\", \"raw_value\"] }\n";

/// Generates and compiles all crates with their programs, and gives the outcome of every case.
pub(crate) fn run(services: &[Service]) -> Vec<Vec<Outcome>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("payloads");
    let mut packages = Packages::new(&folder);
    for service in services {
        let (mut generated, _) = service.input.generate();
        for manifest in generated.files.iter_mut().filter(|file| file.path == "Cargo.toml") {
            manifest.text += OF_THE_PROGRAM;
        }
        packages.add(service.package, &generated);
        let examples = folder.join(service.package).join("examples");
        fs::create_dir_all(&examples).expect("the folder can be made");
        fs::write(examples.join(format!("{}.rs", service.package)), program(service))
            .expect("a program can be written");
    }
    packages.cargo(&["build", "--examples"], "");
    services.iter().map(|service| outcomes(&folder, service)).collect()
}

fn program(service: &Service) -> String {
    let krate = service.package.replace('-', "_");
    let mut table = String::new();
    for (name, path) in &service.types {
        let path = path.strip_prefix("crate::").unwrap_or(path);
        writeln!(table, "    ({name:?}, object::<{krate}::{path}>, objects::<{krate}::{path}>),").unwrap();
    }
    PROGRAM.replace("CRATE", &krate).replace("    TABLE\n", &table)
}

fn outcomes(folder: &Path, service: &Service) -> Vec<Outcome> {
    let mut cases = String::new();
    for case in &service.cases {
        let shape = match case.shape {
            Shape::Object => "object",
            Shape::Collection => "collection",
            Shape::Value => "value",
            Shape::Wrapped => "wrapped",
        };
        writeln!(cases, "{}\t{shape}\t{}", case.type_name, case.body).unwrap();
    }
    let file = folder.join(format!("{}.cases", service.package));
    fs::write(&file, cases).expect("the cases can be written");
    let program = folder.join("target/debug/examples").join(service.package);
    let output = Command::new(program).arg(&file).output().expect("the program runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {error}", service.package);
    let lines = String::from_utf8(output.stdout).expect("outcomes are text");
    lines.lines().map(outcome).collect()
}

fn outcome(line: &str) -> Outcome {
    match line.split_once('\t') {
        None => Outcome::Same,
        Some(("refused", error)) => Outcome::Refused(error.to_owned()),
        Some((_, what)) => Outcome::Changed(what.to_owned()),
    }
}
