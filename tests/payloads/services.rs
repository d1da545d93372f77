//! The files of bodies, each with the schema that it refers to.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use codegen::{Diagnostics, Sources};
use tests::input::{Input, config};

use crate::action;
use crate::bodies::{self, Row, mentioned, type_name};
use crate::driver::{Case, Shape};

/// A file of bodies and the crate for it.
pub(crate) struct Service {
    pub(crate) file: &'static str,
    pub(crate) package: &'static str,
    pub(crate) cases: Vec<Case>,
    /// Bodies whose type no schema here declares.
    pub(crate) untyped: usize,
    /// The schema, sliced to the types that occur.
    pub(crate) input: Input,
    /// The structured types that occur, with their Rust paths.
    pub(crate) types: BTreeMap<String, String>,
}

pub(crate) fn all(root: &Path) -> Vec<Service> {
    vec![
        graph(root, "graph-v1.0.jsonl", "payloads-graph-v1", "csdl/msgraph/v1.0-Prod.csdl"),
        graph(root, "graph-beta.jsonl", "payloads-graph-beta", "csdl/msgraph/beta-USNat.csdl"),
        named(root, "redfish-mockups.jsonl", "payloads-redfish", folder(root, "csdl/redfish-dmtf")),
        named(root, "olingo-json.jsonl", "payloads-olingo", OLINGO.map(|file| document(root, file)).to_vec()),
        lodata(root),
    ]
}

type Documents = Vec<(String, String)>;

/// The documents that declare types of Olingo's bodies; others in that folder declare the same names again.
const OLINGO: [&str; 2] = ["csdl/olingo4/fit~V40~demoMetadata.xml", "csdl/olingo4/server-core-ext~trippin.xml"];

fn document(root: &Path, file: &str) -> (String, String) {
    (file.to_owned(), read(&root.join(file)))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folder(root: &Path, folder: &str) -> Documents {
    let below = tests::files::below(&root.join(folder));
    below.into_iter().map(|file| (file.clone(), read(&root.join(folder).join(&file)))).collect()
}

/// Bodies of Graph's documentation, whose rows name type and shape.
fn graph(root: &Path, file: &'static str, package: &'static str, document: &str) -> Service {
    let rows = bodies::rows(root, file);
    let named = rows.iter().filter_map(|row| row.text("type"));
    let actions = named.filter_map(|name| name.strip_prefix("action:").map(str::to_owned)).collect();
    let (text, overloads) = action::declare(&read(&root.join(document)), &actions);
    let case = |row: &Row| {
        let (name, body) = (row.text("type")?, row.value());
        let type_name = match name.strip_prefix("action:") {
            Some(name) => action::choose(&overloads, name, &body)?.type_name.clone(),
            None => name,
        };
        let shape = match row.text("shape")?.as_str() {
            "object" | "action parameters" => Shape::Object,
            "single wrapped in value" => Shape::Wrapped,
            "primitive in value" => Shape::Value,
            "single, declared collection" if body.get("value").is_none() => Shape::Object,
            _ => Shape::Collection,
        };
        let is_true = row.text("verdict").as_deref() == Some("ok");
        Some(Case { id: row.text("id")?, type_name, shape, is_true, body: row.body().to_owned() })
    };
    service(file, package, vec![("schema.csdl".to_owned(), text)], &rows, case)
}

/// Bodies that name their type.
fn named(root: &Path, file: &'static str, package: &'static str, documents: Documents) -> Service {
    service(file, package, documents, &bodies::rows(root, file), |row| {
        let name = row.text("odata_type")?;
        let is_collection = name.starts_with("Collection(");
        let shape = if is_collection { Shape::Collection } else { Shape::Object };
        Some(case(row, type_name(&name).to_owned(), shape))
    })
}

fn case(row: &Row, type_name: String, shape: Shape) -> Case {
    let id = row.text("id").unwrap_or_default();
    Case { id, type_name, shape, is_true: false, body: row.body().to_owned() }
}

/// The namespace of all of lodata's schemas.
const LODATA: &str = "com.example.odata";

/// Bodies that name their entity set in the context, each in the schema of a test class of its own.
fn lodata(root: &Path) -> Service {
    let file = "lodata-snapshots.jsonl";
    let mut documents: BTreeMap<String, (String, String)> = BTreeMap::new();
    for (name, text) in folder(root, "csdl/lodata") {
        let class = class(&name);
        let is_metadata = name.contains("test_metadata") || !documents.contains_key(&class);
        if is_metadata {
            let text = text.replace(LODATA, &format!("{LODATA}.{class}"));
            documents.insert(class, (name, text));
        }
    }
    let sets: BTreeMap<String, BTreeMap<String, String>> =
        documents.iter().map(|(class, (_, text))| (class.clone(), entity_sets(text))).collect();
    let case = |row: &Row| {
        let context = row.text("odata_context")?;
        let (set, is_single) = match context.rsplit('#').next()?.strip_suffix("/$entity") {
            Some(set) => (set.to_owned(), true),
            None => (context.rsplit('#').next()?.to_owned(), false),
        };
        let set = set.split('(').next()?.to_owned();
        let is_property = !is_single && context.rsplit('#').next()?.contains(")/");
        let sets = sets.get(&class(&row.text("id")?))?;
        let type_name = sets.get(&set).filter(|_| !is_property)?;
        Some(case(row, type_name.clone(), if is_single { Shape::Object } else { Shape::Collection }))
    };
    let documents = documents.clone().into_values().collect();
    service(file, "payloads-lodata", documents, &bodies::rows(root, file), case)
}

/// The test class in a file's name: `…/KeyedCollectionTest__test_metadata__1.xml`.
fn class(name: &str) -> String {
    let name = name.rsplit(['/', '~']).next().unwrap_or_default();
    name.split("__").next().unwrap_or_default().to_owned()
}

/// Entity sets and the names of their types.
fn entity_sets(document: &str) -> BTreeMap<String, String> {
    let value = |element: &str, name: &str| {
        let (_, value) = element.split_once(&format!("{name}=\""))?;
        Some(value.split('"').next()?.to_owned())
    };
    let elements = document.split("<EntitySet ").skip(1).filter_map(|element| element.split('>').next());
    elements
        .filter_map(|element| {
            Some((value(element, " Name").or(value(element, "Name"))?, value(element, "EntityType")?))
        })
        .collect()
}

/// Slices the schema to the types of the bodies.
fn service(
    file: &'static str,
    package: &'static str,
    documents: Documents,
    rows: &[Row],
    case: impl Fn(&Row) -> Option<Case>,
) -> Service {
    let mut input = Input { sources: Sources::new(), config: config(package), directory: Default::default() };
    for (path, text) in documents {
        input.sources.add(path, text).expect("a document of less than 4 GiB");
    }
    let known = structured(&input);
    let is_known = |case: &Case| known.contains_key(&case.type_name) || case.type_name.starts_with("Edm.");
    let cases: Vec<_> = rows.iter().filter_map(&case).filter(is_known).collect();
    let mut names = BTreeSet::new();
    for case in &cases {
        names.insert(case.type_name.clone());
        mentioned(&serde_json::from_str(&case.body).unwrap(), &mut names);
    }
    input.config.select.include = names.into_iter().filter(|name| known.contains_key(name)).collect();
    let mut types = structured(&input);
    types.retain(|name, _| cases.iter().any(|case| case.type_name == *name));
    Service { file, package, untyped: rows.len() - cases.len(), cases, input, types }
}

/// The structured types of a slice, with their Rust paths.
fn structured(input: &Input) -> BTreeMap<String, String> {
    let mut diagnostics = Diagnostics::default();
    let entries = codegen::list(&input.sources, &input.config, None, &mut diagnostics);
    let entries = entries.unwrap_or_else(|| panic!("{}", codegen::render(&input.sources, &diagnostics, false)));
    let structured = entries.into_iter().filter(|entry| entry.kind == "entity type" || entry.kind == "complex type");
    structured.filter_map(|entry| Some((entry.schema_name, entry.rust_path?))).collect()
}
