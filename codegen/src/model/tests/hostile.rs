//! S7: documents made to take long. Each test would run for minutes or overflow the stack where a pass is quadratic
//! or recurses.

use std::fmt::Write as _;

use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::model::ids::StructuredId;

use super::{resolved, sources};

fn resolve_schema(content: &str) -> (Model, Diagnostics) {
    let sources = sources(&[&format!(r#"<Schema Namespace="a">{content}</Schema>"#)]);
    let mut diagnostics = Diagnostics::default();
    let model = resolved(&sources, &mut diagnostics);
    (model, diagnostics)
}

/// `count` times what `line` makes of each number.
fn repeat(count: usize, line: impl Fn(usize) -> String) -> String {
    let mut content = String::new();
    for number in 0..count {
        let _ = writeln!(content, "{}", line(number));
    }
    content
}

#[test]
fn s3_a_hundred_thousand_levels_of_inheritance() {
    let types = repeat(100_000, |level| {
        let base = if level == 0 { String::new() } else { format!(r#" BaseType="a.T{}""#, level - 1) };
        format!(
            r#"<EntityType Name="T{level}"{base}><Key><PropertyRef Name="p0"/></Key><Property Name="p{level}" Type="Edm.Int32"/></EntityType>"#
        )
    });
    let (model, diagnostics) = resolve_schema(&types);
    assert_eq!(model.structured.len(), 100_000);
    assert!(!diagnostics.has_errors());
}

#[test]
fn s7_a_walk_up_a_long_chain_visits_what_declares_something() {
    let types = repeat(50_000, |level| {
        let base = if level == 0 { String::new() } else { format!(r#" BaseType="a.T{}""#, level - 1) };
        let property = if level % 25_000 == 0 {
            r#"<Property Name="p"#.to_owned() + &format!(r#"{level}" Type="Edm.Int32"/>"#)
        } else {
            String::new()
        };
        let key = if level == 0 { r#"<Key><PropertyRef Name="p0"/></Key>"# } else { "" };
        format!(r#"<EntityType Name="T{level}"{base}>{key}{property}</EntityType>"#)
    });
    let bound = r#"<Action Name="act" IsBound="true"><Parameter Name="on" Type="a.T10"/></Action>"#;
    let (model, _) = resolve_schema(&format!("{types}{bound}"));
    let last = StructuredId(49_999);
    let lineage: Vec<u32> = model.lineage(last).map(|(id, _)| id.0).collect();
    assert_eq!(lineage, [49_999, 25_000, 10, 0]);
    assert_eq!(model.key_of(last).map(|(id, key)| (id.0, key.len())), Some((0, 1)));
    assert_eq!(model.bases_first().len(), 50_000);
}

#[test]
fn s7_a_long_cycle() {
    let types =
        repeat(100_000, |level| format!(r#"<ComplexType Name="T{level}" BaseType="a.T{}"/>"#, (level + 1) % 100_000));
    let (_, diagnostics) = resolve_schema(&types);
    assert_eq!(diagnostics.errors(), 1);
}

#[test]
fn s7_many_unknown_types_beside_many_known_ones() {
    let types = repeat(20_000, |number| {
        format!(r#"<ComplexType Name="Type{number}"><Property Name="x" Type="a.Tipe{number}"/></ComplexType>"#)
    });
    let (model, _) = resolve_schema(&types);
    assert_eq!(model.structured.len(), 20_000);
}

#[test]
fn s7_many_targets_in_one_large_type() {
    let properties = repeat(50_000, |number| format!(r#"<Property Name="p{number:05}" Type="Edm.Int32"/>"#));
    let blocks = repeat(50_000, |number| {
        format!(r#"<Annotations Target="a.T/p{number:05}"><Annotation Term="Core.Computed"/></Annotations>"#)
    });
    let (_, diagnostics) = resolve_schema(&format!(r#"<ComplexType Name="T">{properties}</ComplexType>{blocks}"#));
    assert!(diagnostics.sorted().iter().all(|fault| fault.code() == "too-many-references"));
}

#[test]
fn s7_many_targets_of_many_overloads() {
    let overloads = repeat(20_000, |number| {
        format!(
            r#"<Function Name="f"><Parameter Name="p{number}" Type="Edm.Int32"/><ReturnType Type="Edm.Int32"/></Function>"#
        )
    });
    let blocks = repeat(20_000, |_| {
        r#"<Annotations Target="a.f"><Annotation Term="Core.Description" String="text"/></Annotations>"#.to_owned()
    });
    let imports = repeat(20_000, |number| format!(r#"<FunctionImport Name="f{number}" Function="a.f"/>"#));
    let container = format!(r#"<EntityContainer Name="C">{imports}</EntityContainer>"#);
    let (model, diagnostics) = resolve_schema(&format!("{overloads}{blocks}{container}"));
    assert_eq!(model.operations.len(), 20_000);
    let codes: Vec<_> = diagnostics.sorted().iter().map(|fault| fault.code()).collect();
    assert_eq!(codes, ["too-many-references"]);
}

#[test]
fn s7_containers_that_multiply() {
    let containers = repeat(20_000, |number| {
        let extends = if number == 0 { String::new() } else { format!(r#" Extends="a.C{}""#, number - 1) };
        format!(
            r#"<EntityContainer Name="C{number}"{extends}><EntitySet Name="S{number}" EntityType="a.T"/></EntityContainer>"#
        )
    });
    let (_, diagnostics) = resolve_schema(&format!(r#"<EntityType Name="T"/>{containers}"#));
    assert_eq!(diagnostics.errors(), 1);
}
