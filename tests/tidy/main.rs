//! Rules of the code that the compiler does not check.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod agreement;
mod conformance;
mod invariants;
mod layers;
mod prose;
mod reserved;
mod size;
mod words;

use syn::visit::Visit;
use tests::files;

/// A source file of ours.
struct Source {
    path: String,
    text: String,
    syntax: syn::File,
}

/// All files of ours: without generated files, build output and version control.
fn paths() -> Vec<String> {
    let root = files::workspace();
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&root).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_str().unwrap().to_owned();
        if ["target", "generated", ".git"].contains(&name.as_str()) {
            continue;
        }
        if entry.file_type().unwrap().is_dir() {
            paths.extend(files::below(&entry.path()).into_iter().map(|path| format!("{name}/{path}")));
        } else {
            paths.push(name);
        }
    }
    paths.sort();
    paths
}

/// The Rust files below this folder of the workspace.
fn sources(folder: &str) -> Vec<Source> {
    let paths = paths().into_iter().filter(|path| path.starts_with(folder) && path.ends_with(".rs"));
    paths
        // The programs of compile-fail tests do not have to be tidy.
        .filter(|path| !path.starts_with("tests/promises/fail/"))
        .map(|path| {
            let text = files::read(&path);
            let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
            Source { path, text, syntax }
        })
        .collect()
}

/// Fails with all faults at once.
fn assert_none(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}\n{}", faults.join("\n"));
}

/// Calls `each` with every function of a file.
fn functions(file: &syn::File, each: &mut dyn FnMut(&syn::Signature, &syn::Block)) {
    struct Functions<'e>(&'e mut dyn FnMut(&syn::Signature, &syn::Block));
    impl<'ast> Visit<'ast> for Functions<'_> {
        fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
            (self.0)(&item.sig, &item.block);
            syn::visit::visit_item_fn(self, item);
        }

        fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
            (self.0)(&item.sig, &item.block);
            syn::visit::visit_impl_item_fn(self, item);
        }
    }
    Functions(each).visit_file(file);
}
