//! Request lines against the small service.

mod addressing;
mod any_entity;
mod keys;
mod odd_names;
mod operations;
mod redfish;

use expect_test::Expect;

use crate::csdl;
use crate::diagnostics::Diagnostics;
use crate::model::describe::{collection_of, item_name, type_name};
use crate::model::ids::Item;
use crate::model::{Model, resolve};
use crate::request::{Argument, Predicate, Resolver, Step, StepKind, Value};
use crate::source::Sources;

/// One line a step, then the query and the notes; or the error.
fn check(line: &str, expected: Expect) {
    check_below(None, line, expected);
}

fn check_below(root: Option<&str>, line: &str, expected: Expect) {
    check_service(SERVICE, root, line, expected);
}

fn check_service(schemas: &str, root: Option<&str>, line: &str, expected: Expect) {
    let model = model(&[&document(schemas)]);
    let resolver = Resolver::new(&model, model.containers.first(), root);
    let text = match resolver.resolve(line) {
        Ok(request) => {
            let steps = request.steps.iter().map(|step| self::step(&model, step));
            let query = request.query.iter().map(|(name, value)| format!("?{name}={value}"));
            let notes = request.notes.iter().map(|note| format!("note: {}", note.text));
            let lines: Vec<String> =
                [request.method.clone()].into_iter().chain(steps).chain(query).chain(notes).collect();
            lines.join("\n")
        }
        Err(error) => {
            let segment = error.segment.as_deref().unwrap_or("-");
            format!("{segment}: {error}\nnearest: {}", error.nearest.join(", "))
        }
    };
    expected.assert_eq(&text);
}

fn step(model: &Model, step: &Step) -> String {
    let kind = match &step.kind {
        StepKind::Key(predicates) => {
            let predicates: Vec<String> = predicates.iter().map(predicate).collect();
            format!("key {}", predicates.join(", "))
        }
        StepKind::Item(item) => format!("item {}", value(item)),
        StepKind::Members { item: Some(item), .. } => format!("member {}", value(item)),
        StepKind::Members { item: None, .. } => "members".to_owned(),
        StepKind::Navigation { ty, index } => {
            format!("navigation {}", model.structured_type(*ty).navigation[*index].name)
        }
        StepKind::Property { ty, index } => format!("property {}", model.structured_type(*ty).properties[*index].name),
        StepKind::Cast { implicit, .. } => (if *implicit { "implicit cast" } else { "cast" }).to_owned(),
        StepKind::Operation { operation, arguments } | StepKind::Import { operation, arguments, .. } => {
            let parameters = &model.operation(*operation).parameters;
            let arguments: Vec<String> = arguments
                .iter()
                .map(|Argument { parameter, value: given }| format!("{}={}", parameters[*parameter].name, value(given)))
                .collect();
            format!("call {}({})", item_name(model, Item::Operation(*operation)), arguments.join(", "))
        }
        StepKind::EntitySet(_)
        | StepKind::Singleton(_)
        | StepKind::OpenProperty(_)
        | StepKind::ItemPath(_)
        | StepKind::Ref
        | StepKind::Value
        | StepKind::Count
        | StepKind::Each
        | StepKind::Filter(_)
        | StepKind::Query
        | StepKind::Metadata
        | StepKind::Batch
        | StepKind::All
        | StepKind::Entity
        | StepKind::CrossJoin(_) => format!("{:?}", step.kind),
    };
    match step.after {
        Some(at) => format!("{kind} -> {}", collection_of(type_name(model, at.ty), at.collection)),
        None => format!("{kind} -> nothing"),
    }
}

fn predicate(Predicate { name, value: given, .. }: &Predicate) -> String {
    format!("{}={}", name.as_deref().unwrap_or("?"), value(given))
}

fn value(value: &Value) -> String {
    match value {
        Value::Placeholder(name) => format!("{{{name}}}"),
        Value::Alias { name, value } => format!("@{name} is {value:?}"),
        Value::Quoted(text) => format!("'{text}'"),
        Value::Bare(text) => text.clone(),
    }
}

/// The model of some documents, which have to be without errors.
pub(crate) fn model(documents: &[&str]) -> Model {
    let mut sources = Sources::new();
    for (index, text) in documents.iter().enumerate() {
        sources.add(format!("{index}.csdl"), *text);
    }
    let mut diagnostics = Diagnostics::default();
    let documents = csdl::parse(&sources, &mut diagnostics);
    let model = resolve(&documents, &mut diagnostics);
    let errors: Vec<_> = diagnostics.sorted().into_iter().map(|one| one.message().to_owned()).collect();
    assert!(!diagnostics.has_errors(), "{errors:#?}");
    model
}

/// A document around schemas.
pub(crate) fn document(schemas: &str) -> String {
    format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>{}</edmx:DataServices></edmx:Edmx>"#,
        schemas.replace("<Schema ", r#"<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" "#)
    )
}

/// A service with all that slices and request lines can meet.
pub(crate) const SERVICE: &str = include_str!("service.xml");

/// Entities whose keys repeat those of the entities that contain them.
pub(crate) const ORDERS: &str = r#"<Schema Namespace="K">
<EntityType Name="Order"><Key><PropertyRef Name="ID"/></Key><Property Name="ID" Type="Edm.Int32" Nullable="false"/>
<NavigationProperty Name="Items" Type="Collection(K.Item)" ContainsTarget="true" Partner="Order"/>
<NavigationProperty Name="Old" Type="Collection(K.Item)"/></EntityType>
<EntityType Name="Item"><Key><PropertyRef Name="OrderID"/><PropertyRef Name="No"/></Key>
<Property Name="OrderID" Type="Edm.Int32" Nullable="false"/><Property Name="No" Type="Edm.Int32" Nullable="false"/>
<NavigationProperty Name="Order" Type="K.Order" Nullable="false"><ReferentialConstraint Property="OrderID" ReferencedProperty="ID"/></NavigationProperty>
<NavigationProperty Name="Lines" Type="Collection(K.Line)" ContainsTarget="true"/></EntityType>
<EntityType Name="Gift" BaseType="K.Item"/>
<EntityType Name="Line"><Key><PropertyRef Name="OrderID"/><PropertyRef Name="No"/><PropertyRef Name="Line"/></Key>
<Property Name="OrderID" Type="Edm.Int32" Nullable="false"/><Property Name="No" Type="Edm.Int32" Nullable="false"/><Property Name="Line" Type="Edm.String" Nullable="false"/>
<NavigationProperty Name="Item" Type="K.Item" Nullable="false" Partner="Lines"><ReferentialConstraint Property="OrderID" ReferencedProperty="OrderID"/><ReferentialConstraint Property="No" ReferencedProperty="No"/></NavigationProperty></EntityType>
<EntityContainer Name="C"><EntitySet Name="Orders" EntityType="K.Order"/><EntitySet Name="Items" EntityType="K.Item"/></EntityContainer>
</Schema>"#;
