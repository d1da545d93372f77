//! S5: documents of our own that attack names, comments and shapes; the crates made of them compile.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use codegen::{Config, Generated, Unqualified};
use syn::visit::Visit;
use tests::docs;
use tests::files;
use tests::input::Input;
use tests::package::Packages;

use super::examples;

const DOCUMENTS: [&str; 6] = ["digits", "docs", "shapes", "twins", "values", "words"];

/// Names of 500 characters that differ at the end, and a description of 10,000.
fn endless() -> String {
    let name = |last: &str| format!("{}{last}", "longName".repeat(62));
    let mut schema = String::new();
    for last in ["A", "B", "aB", "Ab"] {
        let name = name(last);
        let text = "All work and no play. ".repeat(500);
        schema += &format!(
            "<EntityType Name=\"{name}\"><Key><PropertyRef Name=\"{name}\"/></Key>\
             <Property Name=\"{name}\" Type=\"Edm.Int32\" Nullable=\"false\">\
             <Annotation Term=\"Org.OData.Core.V1.Description\" String=\"{text}\"/></Property>\
             <NavigationProperty Name=\"{name}Nav\" Type=\"{name}.{name}\"/></EntityType>\
             <EnumType Name=\"{name}Enum\"><Member Name=\"{name}\"/></EnumType>"
        )
        .replace(&format!("{name}.{name}"), &format!("Nasty.Long.{name}"));
    }
    format!(
        "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\"><edmx:DataServices>\
         <Schema Namespace=\"Nasty.Long\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{schema}</Schema>\
         </edmx:DataServices></edmx:Edmx>"
    )
}

/// The document with the options by which it is generated: both conventions of URLs are used.
fn inputs() -> Vec<(&'static str, Input)> {
    let read = |name: &'static str| files::read(&format!("tests/compile/nasty/{name}.csdl"));
    let mut documents: Vec<_> = DOCUMENTS.iter().map(|name| (*name, read(name))).collect();
    documents.push(("endless", endless()));
    documents.push(("examples", examples::text()));
    let input = |(index, (name, text)): (usize, (&'static str, String))| {
        let package = format!("nasty-{name}");
        let mut input = Input::of_documents(&package, [(format!("{name}.csdl").as_str(), text.into_bytes())]);
        if index % 2 == 0 {
            graph_profile(&mut input.config);
        }
        (name, input)
    };
    documents.into_iter().enumerate().map(input).collect()
}

fn graph_profile(config: &mut Config) {
    config.service.unqualified_operations = Unqualified::All;
    config.service.empty_parentheses = false;
    config.service.key_as_segment = true;
}

fn packages() -> Packages {
    let mut packages = Packages::shared(env!("CARGO_TARGET_TMPDIR"), "nasty");
    for (name, input) in inputs() {
        let (generated, _) = input.generate();
        packages.add(&format!("nasty-{name}"), &generated);
    }
    packages
}

// S5: type-checks without a warning, its documentation too, whose links all lead somewhere.
#[test]
fn nasty_documents_become_crates_that_compile() {
    let packages = packages();
    let checked = packages.cargo(&["check"], "");
    assert!(!checked.contains("warning"), "{checked}");
    let documented = packages.cargo(&["doc", "--no-deps", "--lib"], "");
    assert!(!documented.contains("warning"), "{documented}");
    assert_eq!(links_to_nowhere(&packages.documentation()), Vec::<String>::new());
}

/// The links to a section of the page of `At` that is not there; rustdoc does not look for sections.
fn links_to_nowhere(folder: &Path) -> Vec<String> {
    const LINK: &str = "struct.At.html#";
    let mut missing = Vec::new();
    let mut found = 0;
    for (name, _) in inputs() {
        let folder = folder.join(format!("nasty_{}", name.replace('-', "_")));
        let positions = fs::read_to_string(folder.join("struct.At.html")).unwrap();
        for page in files::below(&folder).into_iter().filter(|page| page.ends_with(".html")) {
            let text = fs::read_to_string(folder.join(&page)).unwrap();
            for link in text.split(LINK).skip(1).filter_map(|rest| rest.split('"').next()) {
                found += 1;
                if !positions.contains(&format!("id=\"{link}\"")) {
                    missing.push(format!("{name}: {page}: {link}"));
                }
            }
        }
    }
    assert!(found > 20, "{found} links");
    missing
}

// Documentation is hostile input.
#[test]
fn documentation_is_text() {
    for (name, input) in inputs() {
        assert_eq!(docs::faults_of_crate(&input.generate().0), Vec::<String>::new(), "{name}");
    }
}

/// The names of what generated files declare, that of the runtime excepted.
#[derive(Default)]
struct Declared(BTreeSet<String>);

impl Declared {
    fn of(generated: &Generated) -> Self {
        let mut declared = Self::default();
        let is_ours = |path: &str| path.ends_with(".rs") && !path.starts_with("src/runtime/");
        for file in generated.files.iter().filter(|file| is_ours(&file.path)) {
            declared.visit_file(&syn::parse_file(&file.text).unwrap());
        }
        declared
    }

    fn add(&mut self, name: &syn::Ident) {
        self.0.insert(name.to_string());
    }
}

impl<'ast> Visit<'ast> for Declared {
    /// Private modules are files, whose names no program says.
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if matches!(item.vis, syn::Visibility::Public(_)) {
            self.add(&item.ident);
        }
    }

    /// The parameters of an action have no line in the manifest.
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.add(&item.ident);
        let docs = item.attrs.iter().filter_map(|attribute| attribute.meta.require_name_value().ok());
        let is_of_action =
            docs.map(|doc| quote::quote!(#doc).to_string()).any(|doc| doc.contains("The parameters of the action"));
        if !is_of_action {
            syn::visit::visit_item_struct(self, item);
        }
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.add(&item.ident);
        syn::visit::visit_item_enum(self, item);
    }

    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.add(&item.ident);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        field.ident.iter().for_each(|name| self.add(name));
    }

    fn visit_variant(&mut self, variant: &'ast syn::Variant) {
        self.add(&variant.ident);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(&item.sig.ident);
    }
}

/// A name as it is within others: `by_foo_2` has that of `Foo_2`.
fn canonical(name: &str) -> String {
    name.replace('_', "").to_lowercase()
}

/// Whether a name ends in the number that a second one of its kind gets: `lib_2`.
fn is_numbered(name: &str) -> bool {
    let (stem, number) = name.rsplit_once('_').unwrap_or_default();
    !stem.is_empty() && number.parse::<u32>().is_ok_and(|number| number >= 2)
}

// S5: each rename is reported with the line of the manifest that pins another name, and that line works.
#[test]
fn every_rename_is_a_warning_with_its_pin() {
    const PIN: &str = "to choose the name, add under `[names]` in the manifest: ";
    let mut count = 0;
    for (name, mut input) in inputs() {
        let (generated, rendered) = input.generate();
        let renames = rendered.matches("[renamed]").count();
        let pins: Vec<&str> = rendered.lines().filter_map(|line| line.split_once(PIN)).map(|(_, pin)| pin).collect();
        assert_eq!(pins.len(), renames, "{name}\n{rendered}");
        // Messages cut the longest names.
        let whole: Vec<&str> = pins.iter().copied().filter(|pin| !pin.ends_with('…')).collect();
        let names: toml::Table = whole.join("\n").parse().unwrap();
        // What was numbered was renamed; the names of `examples` end in numbers themselves.
        if whole.len() == pins.len() && name != "examples" {
            let pinned: Vec<String> = names.values().filter_map(toml::Value::as_str).map(canonical).collect();
            let is_pinned = |declared: &str| pinned.iter().any(|name| canonical(declared).ends_with(name));
            let declared = Declared::of(&generated);
            let silent: Vec<_> = declared.0.iter().filter(|name| is_numbered(name) && !is_pinned(name)).collect();
            assert_eq!(silent, Vec::<&String>::new(), "{name}: numbered without a warning");
            count += declared.0.iter().filter(|declared| is_numbered(declared)).count();
        }
        input.config.names.extend(names.iter().map(|(path, name)| (path.clone(), name.as_str().unwrap().to_owned())));
        let (_, rendered) = input.generate();
        assert!(!rendered.contains("[name-matches-nothing]"), "{name}: a pin of a warning names nothing\n{rendered}");
        let left = rendered.matches("[renamed]").count();
        assert!(left <= renames - names.len(), "{name}: {left} of {renames} renames are left\n{rendered}");
    }
    assert!(count > 50, "{count} numbered names");
}
