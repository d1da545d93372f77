//! Which stage may use which in `codegen/src`.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::Visit;

use super::{Source, assert_none, sources, words};

/// For each stage, the other modules of the crate that its files may name.
const MAY_USE: &[(&str, &[&str])] = &[
    ("printable", &[]),
    ("printer", &[]),
    ("source", &["diagnostics"]),
    ("diagnostics", &["printable", "source"]),
    ("csdl", &["diagnostics", "printable", "source"]),
    ("input", &["csdl", "diagnostics", "source"]),
    ("model", &["csdl::ast", "diagnostics", "printable", "source"]),
    ("request", &["model", "diagnostics", "printable", "source"]),
    ("select", &["model", "request", "diagnostics", "printable", "source"]),
    ("config", &["select", "plan::naming::names", "diagnostics", "source"]),
    ("plan", &["config", "model", "request::query_option", "select", "diagnostics", "printable", "source"]),
    ("snippet", &["config", "model", "request", "select", "plan", "printer", "diagnostics", "printable", "source"]),
    ("emit", &["printable", "plan::items"]),
    ("output", &["config::Runtime", "emit::SourceFile", "emit::Syntax", "emit::lists", "plan::items", "printer"]),
];

/// Crates and modules of the standard library that only these files or folders may name.
const DOORS: &[(&str, &[&str])] = &[
    ("quick_xml", &["csdl/xml/reader.rs"]),
    ("heck", &["plan/naming/case.rs"]),
    ("quote", &["emit/nodes/attributes.rs"]),
    ("syn", &["emit/", "output/format.rs", "printer.rs", "snippet/layout.rs"]),
    ("prettyplease", &["printer.rs"]),
    ("annotate_snippets", &["diagnostics/render.rs"]),
    ("clap", &["cli/"]),
    ("strsim", &["diagnostics/suggest.rs"]),
    ("toml", &["config/"]),
    ("encoding_rs", &["source/decode.rs"]),
    ("std::fs", &["cli/", "main.rs", "output/write.rs", "output/write/"]),
    ("std::net", &[]),
    ("std::process", &["cli/", "main.rs"]),
    ("std::env", &["cli/", "main.rs"]),
];

/// A path that a file names, with `crate::`, `self::` and `super::` resolved.
type Path = Vec<String>;

/// Collects every path of a file outside of its tests.
struct Paths {
    module: Path,
    /// The modules that the file declares: what a path begins with if it begins with no crate.
    modules: BTreeSet<String>,
    found: BTreeSet<Path>,
}

impl Paths {
    /// The paths of a file below the folder of its crate's sources.
    fn of(source: &Source, root: &str) -> BTreeSet<Path> {
        let inside = source.path.trim_start_matches(root).trim_end_matches(".rs");
        let module = inside.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).map(str::to_owned);
        let modules = source.syntax.items.iter().filter_map(|item| match item {
            syn::Item::Mod(item) => Some(item.ident.to_string()),
            _ => None,
        });
        let mut paths = Self { module: module.collect(), modules: modules.collect(), found: BTreeSet::new() };
        paths.visit_file(&source.syntax);
        paths.found
    }

    fn add(&mut self, path: Path) {
        let mut resolved = self.module.clone();
        let mut is_local = false;
        for part in path {
            match part.as_str() {
                "crate" => (resolved, is_local) = (Vec::new(), true),
                "self" => is_local = true,
                "super" => {
                    resolved.pop();
                    is_local = true;
                }
                _ if is_local => resolved.push(part),
                _ if self.modules.contains(&part) => {
                    resolved.push(part);
                    is_local = true;
                }
                _ => (resolved, is_local) = (vec![format!("::{part}")], true),
            }
        }
        self.found.insert(resolved);
    }

    fn tree(&mut self, prefix: &Path, tree: &syn::UseTree) {
        let extended = |ident: &syn::Ident| [prefix.clone(), vec![ident.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.tree(&extended(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.add(extended(&name.ident)),
            syn::UseTree::Rename(rename) => self.add(extended(&rename.ident)),
            syn::UseTree::Glob(_) => self.add(prefix.clone()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.tree(prefix, tree)),
        }
    }

    /// Paths in the arguments of macros, except those of `quote!`, which belong to the output.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Path = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => path.push(ident.to_string()),
                TokenTree::Punct(colon) if colon.as_char() == ':' => continue,
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
            if path.first().is_some_and(|first| first != "crate" && first != "super" && first != "std") {
                path.clear();
            } else if path.len() == 3 {
                self.add(std::mem::take(&mut path));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&Vec::new(), &item.tree);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            return;
        }
        self.module.push(item.ident.to_string());
        syn::visit::visit_item_mod(self, item);
        self.module.pop();
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.visit_path(&call.path);
        if !call.path.is_ident("quote") {
            self.tokens(call.tokens.clone());
        }
    }
}

/// The files of the stages, without their tests.
fn files() -> Vec<Source> {
    let mut files = sources("codegen/src/");
    files.retain(|source| !source.path.contains("/tests/") && !source.path.ends_with("/tests.rs"));
    assert!(files.len() > 80, "{} files", files.len());
    files
}

fn starts_with(path: &Path, prefix: &str) -> bool {
    let prefix: Vec<_> = prefix.split("::").collect();
    path.len() >= prefix.len() && path.iter().zip(prefix).all(|(part, expected)| part == expected)
}

#[test]
fn stages_use_only_those_before_them() {
    let mut faults = Vec::new();
    for source in files() {
        let stage = source.path.trim_start_matches("codegen/src/").split('/').next().unwrap().trim_end_matches(".rs");
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == stage) else { continue };
        for path in
            Paths::of(&source, "codegen/src/").iter().filter(|path| !path.is_empty() && !path[0].starts_with("::"))
        {
            let is_module = MAY_USE.iter().any(|(name, _)| *name == path[0]) || path[0] == "cli";
            let is_allowed = path[0] == stage || allowed.iter().any(|prefix| starts_with(path, prefix));
            if is_module && !is_allowed {
                faults.push(format!("{}: `{stage}` may not use `{}`", source.path, path.join("::")));
            }
        }
    }
    assert_none(&faults, "each stage sees only what the line of data hands it");
}

#[test]
fn every_stage_has_a_rule() {
    let stages: BTreeSet<_> = files()
        .iter()
        .map(|source| source.path.trim_start_matches("codegen/src/").split('/').next().unwrap().to_owned())
        .map(|name| name.trim_end_matches(".rs").to_owned())
        .filter(|name| !matches!(name.as_str(), "lib" | "main" | "cli"))
        .collect();
    let with_rule: BTreeSet<_> = MAY_USE.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(stages, with_rule);
}

#[test]
fn each_library_has_one_door() {
    let mut faults = Vec::new();
    for source in files() {
        let inside = source.path.trim_start_matches("codegen/src/");
        for path in Paths::of(&source, "codegen/src/") {
            let outside = path.join("::");
            let Some(outside) = outside.strip_prefix("::") else { continue };
            for (name, doors) in DOORS {
                let is_named = outside == *name || outside.starts_with(&format!("{name}::"));
                if is_named && !doors.iter().any(|door| inside.starts_with(door)) {
                    faults.push(format!("{}: `{outside}` may be named in {doors:?} only", source.path));
                }
            }
        }
    }
    assert_none(&faults, "a library is used behind one door");
}

/// The rooms that match on the tables of terms, built-in types and query options: a wildcard there would give a new line of
/// a table a meaning that nobody has decided.
#[test]
fn tables_are_matched_in_full() {
    let lib = sources("codegen/src/lib.rs").pop().unwrap();
    for room in ["model", "request", "plan", "snippet", "emit"] {
        let is_held = lib.syntax.items.iter().any(|item| match item {
            syn::Item::Mod(item) if item.ident == room => item.attrs.iter().any(|attribute| {
                attribute.to_token_stream().to_string().replace(' ', "") == "#[deny(clippy::wildcard_enum_match_arm)]"
            }),
            _ => false,
        });
        assert!(is_held, "{room}: `lib.rs` denies `clippy::wildcard_enum_match_arm`");
    }
    let mut faults = Vec::new();
    for source in files().iter().filter(|source| source.text.contains("wildcard_enum_match_arm")) {
        if source.path != lib.path {
            faults.push(source.path.clone());
        }
    }
    assert_none(&faults, "no file allows wildcards for itself");
}

/// The rooms of the runtime, each a floor that may use those before it.
const FLOORS: [&str; 7] = ["url", "edm", "value", "query", "http", "request", "testing"];

/// What a file of the runtime may use of a floor above its own: a structured type names the tokens of its properties, a shape
/// may be a projection, and users find all that queries are made of in one module.
const UPWARDS: &[(&str, &str)] = &[
    ("query/mod.rs", "request::bind::Navigation"),
    ("query/mod.rs", "request::read::query::Queried"),
    ("value/inheritance/entity.rs", "query::path::NoFields"),
    ("value/inheritance/entity.rs", "query::path::Path"),
    ("value/shape.rs", "query::projection::Projection"),
    ("value/structured.rs", "query::path::Path"),
    ("value/structured.rs", "query::path::Tokens"),
];

#[test]
fn the_runtime_is_built_of_floors() {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for source in sources("codegen/runtime/src/") {
        let inside = source.path.trim_start_matches("codegen/runtime/src/");
        let Some(floor) = inside.split_once('/').and_then(|(room, _)| floor(room)) else { continue };
        for path in Paths::of(&source, "codegen/runtime/src/") {
            let Some(other) = path.first().and_then(|room| self::floor(room)) else { continue };
            let named = path.join("::");
            if UPWARDS.contains(&(inside, named.as_str())) {
                used.insert((inside.to_owned(), named));
            } else if other > floor {
                faults.push(format!("(\"{inside}\", \"{named}\"),"));
            }
        }
    }
    assert_none(&faults, "a room of the runtime uses only those below it");
    assert_eq!(used.len(), UPWARDS.len(), "an exception is no longer needed: {used:?}");
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|name| *name == room)
}

/// `unreachable_pub` reports what is public and out of reach: it is a lint of every package (`tests/tidy/agreement.rs`), and a
/// warning fails the checks.
#[test]
fn nothing_is_public_that_cannot_be_reached() {
    assert!(tests::files::read(".ci/run").contains("cargo clippy --workspace --all-targets -- -D warnings"));
    let mut faults = Vec::new();
    for source in sources("codegen/src/") {
        words::idents(source.text.parse().unwrap(), &mut |ident| {
            if ident == "unreachable_pub" {
                faults.push(format!("{}:{}", source.path, ident.span().start().line));
            }
        });
    }
    assert_none(&faults, "no code of the generator is exempt from `unreachable_pub`");
}
