//! Parts of hostile documents.

use std::fmt::Write as _;

/// A key and its property.
pub(crate) const KEY: &str =
    r#"<Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/>"#;

/// As many characters as an identifier has at most, so that anything behind them is cut.
pub(crate) fn cut() -> String {
    "x".repeat(120)
}

/// The lines that `line` makes of the numbers from 0 to `count`.
pub(crate) fn repeat(count: usize, line: impl Fn(usize) -> String) -> String {
    let mut content = String::new();
    for number in 0..count {
        let _ = writeln!(content, "{}", line(number));
    }
    content
}

/// A document of these schemas.
pub(crate) fn document(schemas: &str) -> String {
    format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>{schemas}</edmx:DataServices></edmx:Edmx>"#
    )
}

/// The schema of a namespace.
pub(crate) fn schema(namespace: &str, content: &str) -> String {
    format!(r#"<Schema Namespace="{namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">{content}</Schema>"#)
}

/// A document with the namespace `a`.
pub(crate) fn one(content: &str) -> String {
    document(&schema("a", content))
}

pub(crate) fn container(content: &str) -> String {
    format!(r#"<EntityContainer Name="C">{content}</EntityContainer>"#)
}

pub(crate) fn property(name: &str) -> String {
    format!(r#"<Property Name="{name}" Type="Edm.String"/>"#)
}

pub(crate) fn required(name: &str) -> String {
    format!(r#"<Property Name="{name}" Type="Edm.String" Nullable="false"/>"#)
}

/// A property of that type.
pub(crate) fn property_of(name: &str, ty: &str) -> String {
    format!(r#"<Property Name="{name}" Type="{ty}"/>"#)
}

pub(crate) fn navigation(name: &str) -> String {
    format!(r#"<NavigationProperty Name="{name}" Type="a.T0"/>"#)
}

/// A function, bound where its first parameter is to be its binding parameter.
pub(crate) fn function(name: &str, is_bound: bool, parameters: &str) -> String {
    format!(r#"<Function Name="{name}" IsBound="{is_bound}">{parameters}<ReturnType Type="Edm.String"/></Function>"#)
}

pub(crate) fn parameter(name: &str, ty: &str) -> String {
    format!(r#"<Parameter Name="{name}" Type="{ty}"/>"#)
}

pub(crate) fn description(text: &str) -> String {
    format!(r#"<Annotation Term="Org.OData.Core.V1.Description" String="{text}"/>"#)
}

/// Types `T0`, `T1`, …, each of which derives from the one before, with what `content` makes of their numbers.
pub(crate) fn chain(count: usize, content: impl Fn(usize) -> String) -> String {
    repeat(count, |number| {
        let (base, key) = match number {
            0 => (String::new(), KEY),
            _ => (format!(r#" BaseType="a.T{}""#, number - 1), ""),
        };
        format!(r#"<EntityType Name="T{number}"{base}>{key}{}</EntityType>"#, content(number))
    })
}

/// A type `T0` with `content`, and `count` types that derive from it, with `own`.
pub(crate) fn fan(count: usize, content: &str, own: &str) -> String {
    let derived = |number| format!(r#"<EntityType Name="T{}" BaseType="a.T0">{own}</EntityType>"#, number + 1);
    format!(r#"<EntityType Name="T0">{KEY}{content}</EntityType>{}"#, repeat(count, derived))
}

/// Alternate keys of one property each.
pub(crate) fn alternate_keys(count: usize) -> String {
    let key = |number| {
        format!(
            r#"<Record><PropertyValue Property="Key"><Collection><Record><PropertyValue Property="Name" PropertyPath="p{number}"/><PropertyValue Property="Alias" String="p{number}"/></Record></Collection></PropertyValue></Record>"#
        )
    };
    let keys = repeat(count, key);
    format!(r#"<Annotation Term="Org.OData.Core.V1.AlternateKeys"><Collection>{keys}</Collection></Annotation>"#)
}

/// A document whose one namespace has many aliases, and many types.
pub(crate) fn aliases(count: usize) -> String {
    let include = |number| format!(r#"<edmx:Include Namespace="a" Alias="alias{number}"/>"#);
    let reference = format!(r#"<edmx:Reference Uri="x.xml">{}</edmx:Reference>"#, repeat(count, include));
    let ty = |number| format!(r#"<ComplexType Name="T{number}">{}</ComplexType>"#, property("p"));
    one(&repeat(count, ty)).replacen("<edmx:DataServices>", &format!("{reference}<edmx:DataServices>"), 1)
}
