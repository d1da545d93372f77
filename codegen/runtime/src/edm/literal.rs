//! Primitive values as URLs write them.

use std::borrow::Cow;

use super::primitive::Primitive;
use crate::url::literal::Literal;

/// The literal of a primitive value, by the name of its type.
pub(crate) fn literal_of(edm: &'static str, value: Primitive<'_>) -> Literal {
    match value {
        Primitive::Boolean(value) => Literal::from(value),
        Primitive::Signed(value) => Literal::from(value),
        Primitive::Unsigned(value) => Literal::bare(value.to_string()),
        Primitive::Single(value) => Literal::from(value),
        Primitive::Double(value) => Literal::from(value),
        Primitive::Text(text) => text_literal(edm, text),
        Primitive::Members(names) => Literal::enumeration(edm, names),
        Primitive::Json(json) | Primitive::Collection(json, _) => json_literal(edm, json.get()),
    }
}

fn text_literal(edm: &str, text: Cow<'_, str>) -> Literal {
    match edm {
        "Edm.Binary" => Literal::binary(text),
        "Edm.Duration" => Literal::duration(text),
        "Edm.Date" | "Edm.DateTimeOffset" | "Edm.Decimal" | "Edm.Double" | "Edm.Guid" | "Edm.Int64" | "Edm.Single"
        | "Edm.TimeOfDay" => Literal::bare(text),
        _ => Literal::string(text),
    }
}

/// A number in JSON is one in a URL; everything else that comes as JSON stays JSON.
fn json_literal(edm: &str, json: &str) -> Literal {
    if edm == "Edm.Decimal" {
        return Literal::bare(json.trim_matches('"'));
    }
    match serde_json::from_str::<&serde_json::value::RawValue>(json) {
        Ok(raw) => Literal::json(raw),
        Err(_) => Literal::string(json),
    }
}
