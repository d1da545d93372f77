//! Hostile names, in every place where CSDL has a name: they become Rust that parses, in files that every
//! file system can hold, with no two items of one name in one place.

use std::collections::BTreeSet;

use codegen::Diagnostics;
use syn::ext::IdentExt;
use tests::docs;
use tests::input::Input;

use super::random::Random;
use super::repeat::repeat;

/// Parts of names.
const PIECES: &[&str] = &[
    "3d",
    "0",
    "_",
    "__",
    "-",
    ".",
    " ",
    "a",
    "A",
    "name",
    "Name",
    "NAME",
    "model",
    "Fields",
    "Key",
    "Any",
    "Type",
    "Action",
    "Parameters",
    "Properties",
    "Collection",
    "Unrecognized",
    "unnamed",
    "marker",
    "runtime",
    "mod",
    "lib",
    "con",
    "self",
    "Self",
    "super",
    "crate",
    "fn",
    "gen",
    "async",
    "r#x",
    "true",
    "Option",
    "String",
    "Vec",
    "None",
    "Default",
    "T",
    "P",
    "new",
    "send",
    "by",
    "id",
    "é",
    "e\u{301}",
    "\u{301}",
    "ﬁ",
    "ß",
    "ẞ",
    "İ",
    "ı",
    "ǅ",
    "漢字",
    "ひらがな",
    "😀",
    "\u{200d}",
    "\u{200b}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{2028}",
    "·",
    "٣",
    "²",
    "ª",
    "𝒳",
    "‿",
    "!",
    "#",
    "$",
    "*/",
    "//",
    "\"",
    "\\",
    "`",
    "{",
    "}",
    "'a",
];

/// A document by its names.
#[derive(Clone, Debug)]
struct Case {
    names: Vec<String>,
    is_graph: bool,
}

fn name(random: &mut Random) -> String {
    match random.below(40) {
        0 => random.pick(PIECES).repeat(300),
        1 => String::new(),
        _ => (0..=random.below(3)).map(|_| *random.pick(PIECES)).collect(),
    }
}

fn case(random: &mut Random) -> Case {
    // Fewer names than places, so that names collide.
    let pool: Vec<String> = (0..3 + random.below(20)).map(|_| name(random)).collect();
    Case { names: (0..PLACES).map(|_| random.pick(&pool).clone()).collect(), is_graph: random.below(2) == 0 }
}

/// How many names the document has.
const PLACES: usize = 40;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The document, each `#n#` replaced by a name.
fn document(names: &[String]) -> String {
    let mut text = DOCUMENT.to_owned();
    for (index, name) in names.iter().enumerate() {
        text = text.replace(&format!("#{index}#"), &escaped(name));
    }
    text
}

const DOCUMENT: &str = r##"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="N.#0#" Alias="#1#" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<EntityType Name="#2#"><Key><PropertyRef Name="#3#"/><PropertyRef Name="#4#" Alias="#5#"/></Key>
<Property Name="#3#" Type="Edm.Int32" Nullable="false"/><Property Name="#4#" Type="Edm.String" Nullable="false"/>
<Property Name="#6#" Type="N.#0#.#7#"/><NavigationProperty Name="#8#" Type="N.#0#.#2#"/>
<NavigationProperty Name="#9#" Type="Collection(N.#0#.#10#)"/></EntityType>
<EntityType Name="#10#" BaseType="N.#0#.#2#"><Property Name="#11#" Type="Edm.Date"/></EntityType>
<EntityType Name="#12#" BaseType="N.#0#.#2#"/>
<ComplexType Name="#13#"><Property Name="#14#" Type="Edm.Int32"/><Property Name="#15#" Type="Collection(N.#0#.#13#)"/>
</ComplexType><ComplexType Name="#16#" BaseType="N.#0#.#13#"/>
<EnumType Name="#7#" IsFlags="true"><Member Name="#17#" Value="1"/><Member Name="#18#" Value="2"/></EnumType>
<TypeDefinition Name="#19#" UnderlyingType="Edm.Decimal"/>
<Term Name="#20#" Type="Edm.String"/>
<Action Name="#21#" IsBound="true"><Parameter Name="#22#" Type="N.#0#.#2#"/><Parameter Name="#23#" Type="Edm.String"/>
<Parameter Name="#24#" Type="N.#0#.#19#" Nullable="false"/></Action>
<Action Name="#21#" IsBound="true"><Parameter Name="#22#" Type="Collection(N.#0#.#2#)"/>
<Parameter Name="#23#" Type="Edm.String"/></Action>
<Action Name="#25#" IsBound="true"><Parameter Name="#22#" Type="N.#0#.#13#"/><Parameter Name="#26#" Type="N.#0#.#13#"/>
</Action>
<Action Name="#27#"><Parameter Name="#28#" Type="Edm.String"/></Action>
<Function Name="#29#" IsBound="true"><Parameter Name="#22#" Type="N.#0#.#2#"/><Parameter Name="#30#" Type="Edm.Int32"/>
<Parameter Name="#31#" Type="Collection(Edm.String)"/><ReturnType Type="N.#0#.#13#"/></Function>
<Function Name="#32#"><Parameter Name="#33#" Type="Edm.Guid"/><ReturnType Type="Collection(N.#0#.#10#)"/></Function>
<EntityContainer Name="#34#"><EntitySet Name="#35#" EntityType="N.#0#.#2#"/><Singleton Name="#36#" Type="N.#0#.#10#"/>
<ActionImport Name="#37#" Action="N.#0#.#27#"/><FunctionImport Name="#38#" Function="N.#0#.#32#"/></EntityContainer>
</Schema>
<Schema Namespace="N.#39#" xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="#2#"/></Schema>
</edmx:DataServices></edmx:Edmx>"##;

/// Generates; returns whether the document was accepted.
fn run(case: Case) -> bool {
    let mut input = Input::of_documents("fuzz", [("fuzz.csdl", document(&case.names).into_bytes())]);
    if case.is_graph {
        input.config.service.unqualified_operations = codegen::Unqualified::All;
        input.config.service.key_as_segment = true;
    }
    let mut diagnostics = Diagnostics::default();
    let Some(generated) = codegen::generate(&input.sources, &input.config, &mut diagnostics) else {
        let rendered = codegen::render(&input.sources, &diagnostics, false);
        assert!(diagnostics.has_errors() && !rendered.contains("[internal]"), "{rendered}");
        return false;
    };
    let mut paths = BTreeSet::new();
    for file in &generated.files {
        assert!(paths.insert(file.path.to_lowercase()), "twice: {}", file.path);
        let mut parts = file.path.split('/');
        assert!(parts.all(|part| !part.is_empty() && part.is_ascii() && part.len() < 256), "{}", file.path);
    }
    for file in docs::made_of_metadata(&generated) {
        let syntax =
            syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
        check_items(&file.path, &syntax.items);
    }
    true
}

/// Checks that the declarations of a file, of each type and of each implementation have different names.
fn check_items(path: &str, items: &[syn::Item]) {
    let mut declared = Vec::new();
    for item in items {
        match item {
            syn::Item::Struct(item) => {
                declared.push(&item.ident);
                distinct(path, item.fields.iter().filter_map(|field| field.ident.as_ref()));
            }
            syn::Item::Enum(item) => {
                declared.push(&item.ident);
                distinct(path, item.variants.iter().map(|variant| &variant.ident));
            }
            syn::Item::Type(item) => declared.push(&item.ident),
            syn::Item::Mod(item) => declared.push(&item.ident),
            syn::Item::Use(item) => exported(&item.tree, &mut declared),
            syn::Item::Impl(item) => {
                let functions = item.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(function) => Some(&function.sig),
                    _ => None,
                });
                distinct(path, functions.clone().map(|function| &function.ident));
                functions.for_each(|function| distinct(path, parameters(function)));
            }
            _ => {}
        }
    }
    distinct(path, declared);
}

fn exported<'a>(tree: &'a syn::UseTree, names: &mut Vec<&'a syn::Ident>) {
    match tree {
        syn::UseTree::Path(path) => exported(&path.tree, names),
        syn::UseTree::Name(name) if name.ident != "self" => names.push(&name.ident),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| exported(tree, names)),
        _ => {}
    }
}

fn parameters(function: &syn::Signature) -> impl Iterator<Item = &syn::Ident> {
    function.inputs.iter().filter_map(|input| match input {
        syn::FnArg::Typed(syn::PatType { pat, .. }) => match &**pat {
            syn::Pat::Ident(name) => Some(&name.ident),
            _ => None,
        },
        _ => None,
    })
}

fn distinct<'a>(path: &str, names: impl IntoIterator<Item = &'a syn::Ident>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name.unraw()), "{path}: two have the name `{name}`");
    }
}

// S5
#[test]
fn every_name_becomes_one_of_rust() {
    repeat("identifiers", case, run);
}
