//! Primitive values as URLs write them.

use std::borrow::Cow;

use super::primitive::Primitive;
use crate::url::literal::Literal;

/// The literal of a primitive value, by the name of its type.
pub(crate) fn literal_of(edm: &'static str, value: Primitive<'_>) -> Literal {
    match value {
        Primitive::Boolean(value) => Literal::from(value),
        Primitive::Signed(value) | Primitive::Long(value) => Literal::from(value),
        Primitive::Unsigned(value) => Literal::bare(value.to_string()),
        Primitive::Single(value) => Literal::from(value),
        Primitive::Double(value) => Literal::from(value),
        Primitive::Text(text) => text_literal(edm, text),
        Primitive::Members(names) => Literal::enumeration(edm, names),
        Primitive::Bytes(text) => Literal::binary(text.replace('+', "-").replace('/', "_")),
        Primitive::Decimal(json) => Literal::bare(json.get().trim_matches('"')),
        Primitive::Json(json) | Primitive::Collection(json, _) => json_literal(json.get()),
    }
}

fn text_literal(edm: &str, text: Cow<'_, str>) -> Literal {
    match edm {
        "Edm.Duration" => Literal::duration(text),
        "Edm.Date" | "Edm.DateTimeOffset" | "Edm.Decimal" | "Edm.Double" | "Edm.Guid" | "Edm.Int64" | "Edm.Single"
        | "Edm.TimeOfDay" => Literal::bare(text),
        _ => Literal::string(text),
    }
}

/// What comes as JSON stays JSON.
fn json_literal(json: &str) -> Literal {
    match serde_json::from_str::<&serde_json::value::RawValue>(json) {
        Ok(raw) => Literal::json(raw),
        Err(_) => Literal::string(json),
    }
}
