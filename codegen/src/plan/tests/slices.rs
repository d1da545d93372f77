//! Names do not depend on the slice: what a slice holds is called as in the whole crate, and growing it renames nothing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the counts are what these tests are for")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::model::{Child, Model};
use crate::plan::items::{Crate, Item, Method, MethodStep, StructItem, Surface};
use crate::plan::lower;
use crate::select::{self, NavigationPolicy, Select};
use crate::source::Sources;
use crate::source::decode::decode;

/// Names of the crate, by what each is the name of.
type Names = BTreeMap<String, String>;

fn names(plan: &Crate) -> Names {
    let mut names = Names::new();
    methods(&mut names, "client", &plan.service.methods);
    for module in &plan.modules {
        names.insert(format!("namespace {}", module.namespace), module.ident.to_string());
        for placed in &module.items {
            match &placed.item {
                Item::Struct(item) => structure(&mut names, item),
                Item::Enum(item) => {
                    names.insert(format!("type {}", item.schema_name), item.path.to_string());
                    for variant in &item.variants {
                        names
                            .insert(format!("member {}/{}", item.schema_name, variant.wire), variant.ident.to_string());
                    }
                }
                Item::Newtype(item) => _ = names.insert(format!("type {}", item.schema_name), item.path.to_string()),
                Item::Action(_) => {}
            }
        }
    }
    plan.value_surfaces
        .iter()
        .for_each(|surface| self::surface(&mut names, &format!("{:?}", surface.position), surface));
    names
}

fn structure(names: &mut Names, item: &StructItem) {
    let name = &item.schema_name;
    names.insert(format!("type {name}"), item.path.to_string());
    for field in &*item.fields {
        names.insert(format!("property {name}/{}", field.wire), field.ident.to_string());
    }
    if let Some(key) = &item.key {
        names.insert(format!("key {name}"), key.path.to_string());
        for part in &key.parts {
            names.insert(format!("key {name}/{}", part.wire), part.ident.to_string());
        }
    }
    if let Some(any) = &item.any {
        names.insert(format!("any {name}"), any.path.to_string());
        for one in &any.alternatives {
            names.insert(format!("any {name}/{}", one.path), one.ident.to_string());
        }
    }
    if let Some(shared) = &item.shared {
        names.insert(format!("marker {name}"), shared.marker.to_string());
        if shared.marker_field.is_some() {
            names.insert(format!("structure {name}"), shared.structure.to_string());
        }
    }
    if let Some(tokens) = item.tokens.as_ref().filter(|_| item.shared.is_none()) {
        names.insert(format!("tokens {name}"), tokens.to_string());
    }
    surface(names, name, &item.surface);
    surface(names, &format!("Collection({name})"), &item.collection_surface);
}

fn surface(names: &mut Names, at: &str, surface: &Surface) {
    methods(names, at, &surface.methods);
}

fn methods(names: &mut Names, at: &str, methods: &[Method]) {
    for method in methods {
        let (step, parameters) = match &method.step {
            MethodStep::Segment(segment) => (segment.clone(), &[][..]),
            MethodStep::Key { parts, kind } => {
                let wires: Vec<&str> = parts.iter().map(|part| part.wire.as_str()).collect();
                (format!("{kind:?} {}", wires.join(",")), parts.as_slice())
            }
            MethodStep::Function { segment, parameters } => (segment.clone(), parameters.as_slice()),
            MethodStep::Action { segment, parameters } => {
                if let (Some(parameters), Some(operation)) = (parameters, &method.operation) {
                    names.insert(format!("parameters of {operation}"), parameters.path.to_string());
                }
                (segment.clone(), &[][..])
            }
        };
        let parameters: Vec<&str> = parameters.iter().map(|parameter| parameter.ident.as_str()).collect();
        let operation = method.operation.as_deref().unwrap_or_default();
        names.insert(
            format!("method of {at}: {step} {operation} {}", parameters.len()),
            format!("{}({})", method.ident, parameters.join(", ")),
        );
    }
}

/// Numbers that look like chance, from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

/// What slices can ask for: members of the container with a step further, types, operations.
fn includes(model: &Model) -> Vec<String> {
    let mut includes = Vec::new();
    for child in model.containers.first().into_iter().flat_map(|container| container.children()) {
        let name = child.name();
        includes.push(format!("/{name}"));
        let (Child::EntitySet(_, _) | Child::Singleton(_, _)) = child else { continue };
        includes.push(format!("/{name}/*"));
        includes.push(format!("/{name}/*/*"));
        includes.push(format!("GET /{name}"));
    }
    includes.extend(model.structured.iter().map(|ty| model.full_name(&ty.name)));
    includes.extend(model.enums.iter().map(|ty| model.full_name(&ty.name)));
    includes.extend(model.operations.iter().map(|operation| model.full_name(&operation.name)));
    includes
}

fn planned(model: &Model, config: &Config) -> Option<Names> {
    let mut diagnostics = Diagnostics::default();
    let selection = select::slice(model, &config.select, &mut diagnostics);
    let plan = lower(model, &selection, config, &mut diagnostics).filter(|_| !diagnostics.has_errors());
    plan.map(|plan| names(&plan))
}

/// Compares slices that grow with the whole crate; tells how many names were compared.
fn check(name: &str, sources: &Sources, slices: u64) -> usize {
    let mut diagnostics = Diagnostics::default();
    let model = crate::resolve(sources, &mut diagnostics, &mut crate::unwatched);
    let Some(model) = model else { return 0 };
    let mut config = super::config("");
    let Some(whole) = planned(&model, &config) else { return 0 };
    let includes = includes(&model);
    if includes.is_empty() {
        return 0;
    }
    let mut compared = 0;
    for seed in 1..=slices {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let policies = [NavigationPolicy::Path, NavigationPolicy::Kept, NavigationPolicy::All];
        let navigation = policies[chance.below(3)];
        let mut include = Vec::new();
        for size in [1, 3, 12] {
            while include.len() < size {
                include.push(includes[chance.below(includes.len())].clone());
            }
            config.select = Select { include: include.clone(), navigation, ..Select::default() };
            let Some(slice) = planned(&model, &config) else { continue };
            for (what, ident) in &slice {
                if let Some(expected) = whole.get(what) {
                    assert_eq!(ident, expected, "{name}: {what}, with {include:?} and {navigation:?}");
                    compared += 1;
                }
            }
        }
    }
    compared
}

fn sample(schemas: &str) -> Sources {
    let mut sources = Sources::new();
    sources.add("sample.csdl", crate::request::tests::document(schemas)).unwrap();
    sources
}

// S8
#[test]
fn names_do_not_depend_on_the_slice() {
    assert!(check("service", &sample(crate::request::tests::SERVICE), 100) > 1_000);
}

/// Each kind of name that another one can push aside, where only one of both is kept.
#[test]
fn what_is_left_out_takes_its_name() {
    const TWINS: &str = r#"<Schema Namespace="a.b"><ComplexType Name="X"/></Schema><Schema Namespace="a_b"><ComplexType Name="X"/></Schema>
<Schema Namespace="t">
<EntityType Name="Base"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32" Nullable="false"/>
<NavigationProperty Name="fooBar" Type="t.A"/><NavigationProperty Name="foo_bar" Type="t.B"/></EntityType>
<EntityType Name="Aa" BaseType="t.Base"><NavigationProperty Name="FooBar" Type="t.C"/></EntityType>
<EntityType Name="A"/><EntityType Name="B"/><EntityType Name="C"/><EntityType Name="a"/><EntityType Name="AnyBase"/><EntityType Name="BaseKey"/>
<Function Name="detail" IsBound="true"><Parameter Name="at" Type="t.Base"/><Parameter Name="date" Type="Edm.Date"/><ReturnType Type="Edm.Int32"/></Function>
<Function Name="detail" IsBound="true"><Parameter Name="at" Type="t.Base"/><Parameter Name="period" Type="Edm.String"/><ReturnType Type="Edm.String"/></Function>
<Action Name="run" IsBound="true"><Parameter Name="at" Type="t.A"/><Parameter Name="x" Type="Edm.Int32"/></Action>
<Action Name="Run" IsBound="true"><Parameter Name="at" Type="t.A"/><Parameter Name="x" Type="Edm.Int32"/></Action>
<Function Name="look" IsBound="true"><Parameter Name="at" Type="Edm.String"/><ReturnType Type="Edm.Int32"/></Function>
<Function Name="Look" IsBound="true"><Parameter Name="at" Type="Edm.String"/><ReturnType Type="Edm.Int32"/></Function>
<EntityContainer Name="C"><EntitySet Name="bases" EntityType="t.Base"/><EntitySet Name="Bases" EntityType="t.Aa"/><Singleton Name="BASES" Type="t.A"/></EntityContainer>
</Schema>"#;
    assert!(check("twins", &sample(TWINS), 300) > 2_000);
}

// S8
#[test]
fn names_of_the_corpus_do_not_depend_on_the_slice() {
    let Some(root) = std::env::var_os("ODATA_CORPUS").map(PathBuf::from) else {
        eprintln!("skipped: set ODATA_CORPUS to the corpus of schemas");
        return;
    };
    let index = std::fs::read_to_string(root.join("INDEX.tsv")).unwrap();
    let rows = index.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let files: Vec<PathBuf> = rows.filter(|row| row.get(1) == Some(&"v4")).map(|row| root.join(row[0])).collect();
    let is_redfish = |file: &Path| file.components().any(|part| part.as_os_str() == Path::new("redfish-dmtf"));
    let (redfish, others): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(|file| is_redfish(file));
    let mut compared = 0;
    for files in others.chunks(1).chain([redfish.as_slice()]) {
        let mut sources = Sources::new();
        let mut bytes = 0;
        for file in files {
            let text = decode(std::fs::read(file).unwrap()).unwrap();
            bytes += text.len();
            sources.add(file.display().to_string(), text).unwrap();
        }
        let slices = if bytes > 1_000_000 { 8 } else { 4 };
        compared += check(&files[0].display().to_string(), &sources, slices);
    }
    println!("{compared} names of slices are those of the whole crates");
    assert!(compared > 10_000);
}
