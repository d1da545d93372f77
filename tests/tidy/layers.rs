//! Who may use whom in `codegen/src`.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::Visit;

use super::{Source, assert_none, sources};

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
    ("output", &["emit::Make", "emit::Syntax", "emit::lists", "plan::items", "printer"]),
];

/// Crates and modules of the standard library that only these files or folders may name.
const DOORS: &[(&str, &[&str])] = &[
    ("quick_xml", &["csdl/xml/reader.rs"]),
    ("heck", &["plan/naming/names.rs"]),
    ("quote", &[]),
    ("syn", &["emit/", "output/format.rs", "printer.rs", "snippet/layout.rs"]),
    ("prettyplease", &["printer.rs"]),
    ("annotate_snippets", &["diagnostics/render.rs"]),
    ("clap", &["cli/"]),
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
    fn of(source: &Source) -> BTreeSet<Path> {
        let inside = source.path.trim_start_matches("codegen/src/").trim_end_matches(".rs");
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

    /// Paths in the arguments of macros; what stands behind `quote!` is the output's, not ours.
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
        for path in Paths::of(&source).iter().filter(|path| !path.is_empty() && !path[0].starts_with("::")) {
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
        for path in Paths::of(&source) {
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

#[test]
fn the_runtime_names_only_its_own_folder() {
    let mut faults = Vec::new();
    for source in sources("codegen/runtime/") {
        for (number, line) in source.text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            // A macro is expanded elsewhere, and finds the runtime where every crate re-exports it.
            if code.replace("$crate::", "").contains("crate::") {
                faults.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    assert_none(&faults, "the runtime is copied into other crates and uses `super::` paths only");
}

#[test]
fn restricted_visibility_is_the_rule() {
    let (mut open, mut restricted) = (0, 0);
    for source in files() {
        for word in source.text.split_whitespace() {
            match word {
                "pub" => open += 1,
                "pub(crate)" | "pub(super)" => restricted += 1,
                _ => {}
            }
        }
    }
    assert!(open * 3 < restricted, "{open} items are `pub`, {restricted} are `pub(crate)` or `pub(super)`");
}
