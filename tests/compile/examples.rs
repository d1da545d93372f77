//! The examples that rustdoc finds in generated crates: those of the front page compile, and it finds no others. Metadata that
//! smuggles examples into documentation meets two walls, either of which is enough, that keep them from being compiled and run.

use std::fs;
use std::path::PathBuf;

use codegen::Generated;
use codegen::output::File;
use tests::docs;
use tests::files;
use tests::hostile::{Place, document};
use tests::input::{Input, config};
use tests::package::Packages;

/// The start of the names of files that smuggled code would write.
const TRACE: &str = "ran-pwned-";

/// Ways to make rustdoc take `code` for an example.
fn smuggled(code: &str, way: usize) -> String {
    let filler = |letter: char, count: usize| letter.to_string().repeat(count);
    match way % 7 {
        0 => format!("x\n```\n{code}\n```\ny"),
        // Wrapping between words puts the fence first on a line, whatever precedes it.
        1 => format!("{} ~~~rust {code}//{} ~~~ {}", filler('x', 99), filler('y', 99), filler('z', 99)),
        2 => format!("`{} ```rust {code}//{} ``` {}`", filler('x', 97), filler('y', 99), filler('z', 99)),
        3 => format!("`` x ` z ``\n\n    {code}\n\n`"),
        4 => format!("x\u{2028}```\r{code}\u{85}```"),
        5 => format!("&#96;&#96;&#96;\n{code}\n&#96;&#96;&#96;\n- \n\n      {code}"),
        _ => format!("# Examples\n\n\t{code}\n<pre>\n\n    {code}\n"),
    }
}

/// A document in which every string smuggles code that leaves a trace.
pub(crate) fn text() -> String {
    let mut count = 0;
    document(|place| {
        count += 1;
        let code = format!("std::fs::write(\"{TRACE}{count}\",\"\").unwrap();");
        match place {
            // A name with dots would be read as a qualified name.
            Place::Name => format!("n{count}{}", smuggled(&code.replace(".unwrap()", ""), count)),
            Place::Description | Place::Value => smuggled(&code, count),
        }
    })
}

fn input(package: &str) -> Input {
    Input::of_documents(package, [("examples.csdl", text().into_bytes())])
}

/// Takes the first wall away: rustdoc looks for examples in documentation from metadata.
fn show_metadata(file: &mut File) {
    if file.path == "src/lib.rs" {
        file.text = file.text.replace("#[cfg(not(doctest))]\n", "");
    }
}

/// Writes an example into the documentation of all structs, as if text from metadata had become one.
fn add_examples(file: &mut File) {
    let example = format!("/// ```\n/// std::fs::write(\"{TRACE}seen\", \"\").unwrap();\n/// ```");
    if !file.path.starts_with("src/runtime/") {
        file.text = file.text.replace("\npub struct ", &format!("\n{example}\npub struct "));
    }
}

/// The package without one of its walls.
fn changed(package: &str, change: fn(&mut File)) -> Generated {
    let (mut generated, _) = input(package).generate();
    let before = generated.files.clone();
    generated.files.iter_mut().for_each(change);
    assert_ne!(generated.files, before);
    generated
}

#[test]
fn all_of_it_is_text() {
    let (generated, _) = input("hostile").generate();
    assert_eq!(docs::faults_of_crate(&generated), Vec::<String>::new());
    let shown: String = docs::of_crate(&generated).into_iter().map(|(_, doc)| docs::visible(&doc.markdown)).collect();
    assert!(shown.matches(TRACE).count() > 30, "{shown}");
}

/// The files that smuggled code has written, in the folders of the packages, where rustdoc runs code.
fn traces(packages: &Packages) -> Vec<PathBuf> {
    let folders = ["hostile-shown", "hostile-hidden"].map(|package| packages.folder().join(package));
    let files = folders.iter().flat_map(|folder| files::below(folder).into_iter().map(|path| folder.join(path)));
    files.filter(|path| path.to_string_lossy().contains(TRACE)).collect()
}

/// The crates whose front pages are compiled: those of the goldens, which have features, keys and capabilities of all kinds.
fn with_front_pages() -> Vec<Input> {
    let folder = files::workspace().join("tests/golden");
    let cases = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let inputs = cases.map(|case| {
        let package = format!("front-{}", case.file_name().unwrap().to_str().unwrap());
        let manifest = case.join("codegen.toml");
        let mut input = if manifest.exists() {
            Input::of_manifest(&manifest)
        } else {
            let names = files::below(&case).into_iter().filter(|path| path.ends_with(".csdl"));
            let documents: Vec<_> = names.map(|name| (name.clone(), fs::read(case.join(name)).unwrap())).collect();
            Input::of_documents(&package, documents.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())))
        };
        // All packages of the workspace have one runtime.
        input.config.runtime = config(&package).runtime;
        input.config.package.name = package;
        input
    });
    let inputs: Vec<Input> = inputs.collect();
    assert!(inputs.len() > 3, "{inputs:?}");
    inputs
}

// One run of cargo tests both: what is ours compiles, and nothing of the metadata is found.
#[test]
fn nothing_in_metadata_is_compiled_or_run() {
    let mut packages = Packages::shared(env!("CARGO_TARGET_TMPDIR"), "examples");
    packages.add("hostile-shown", &changed("hostile-shown", show_metadata));
    packages.add("hostile-hidden", &changed("hostile-hidden", add_examples));
    let with_front_pages = with_front_pages();
    for input in &with_front_pages {
        packages.add(&input.config.package.name, &input.generate().0);
    }
    traces(&packages).iter().for_each(|stale| fs::remove_file(stale).unwrap());
    let tested = packages.cargo(&["test", "--doc", "--features", "testing", "--", "--skip", "src/runtime/"], "");
    let is_example = |line: &&str| line.starts_with("test ") && line.contains(" (line ");
    let examples: Vec<&str> = tested.lines().filter(is_example).collect();
    // Those of the front pages are of the root itself, not of a module in it.
    let foreign: Vec<_> = examples.iter().filter(|line| !line.contains("/src/lib.rs - (line ")).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
    let passed = |end: &str| examples.iter().filter(|line| line.ends_with(end)).count();
    let (compiled, crates) = (passed(" - compile ... ok"), 2 + with_front_pages.len());
    // The test with a fake is the only example that runs.
    assert_eq!(passed(") ... ok"), crates, "{tested}");
    assert_eq!(compiled + crates, examples.len(), "{tested}");
    assert!(compiled >= 3 * crates, "{tested}");
    assert_eq!(tested.matches("test result: ok. ").count(), crates, "{tested}");
    // The runtime's own examples are found.
    assert!(!tested.contains(" 0 filtered out"), "{tested}");
    assert_eq!(traces(&packages), Vec::<PathBuf>::new());
}
