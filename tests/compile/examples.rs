//! Metadata that smuggles examples for rustdoc into documentation. Two walls, either of which is enough, keep them from being
//! compiled and run.

use std::fs;
use std::path::PathBuf;

use codegen::Generated;
use codegen::output::File;
use tests::docs;
use tests::files;
use tests::hostile::{Place, document};
use tests::input::Input;
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

#[test]
fn nothing_in_metadata_is_compiled_or_run() {
    let mut packages = Packages::shared(env!("CARGO_TARGET_TMPDIR"), "examples");
    packages.add("hostile-shown", &changed("hostile-shown", show_metadata));
    packages.add("hostile-hidden", &changed("hostile-hidden", add_examples));
    traces(&packages).iter().for_each(|stale| fs::remove_file(stale).unwrap());
    let tested = packages.cargo(&["test", "--doc", "--", "--skip", "src/runtime/"], "");
    assert_eq!(tested.matches("test result: ok. 0 passed").count(), 2, "{tested}");
    // The runtime's own examples are found.
    assert!(!tested.contains(" 0 filtered out"), "{tested}");
    assert_eq!(traces(&packages), Vec::<PathBuf>::new());
}
