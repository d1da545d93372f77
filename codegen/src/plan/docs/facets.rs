//! Facets as sentences of the documentation (CSDL 7.2).

use crate::model::{Facets, Model, Nature, Nullability, Scale, Type, TypeRef};

use crate::plan::docs;
use crate::plan::items::{Docs, Piece, code, words};

/// Adds sentences for the facets and the default value of a property, or of a type definition.
pub(crate) fn add(docs: &mut Docs, model: &Model, ty: &TypeRef, default_value: Option<&str>) {
    let mut sentences: Vec<Vec<Piece>> = Vec::new();
    if !ty.collection && ty.nullable == Nullability::NonNullable {
        sentences.push(vec![words("Not null.")]);
    }
    if let Some(facets) = &ty.facets {
        let primitive = match ty.ty {
            Type::Definition(id) => model.type_definition(id).underlying.ty,
            Type::Primitive(_) | Type::Structured(_) | Type::Enum(_) | Type::Abstract(_) | Type::Unresolved => ty.ty,
        };
        if let Type::Primitive(primitive) = primitive {
            let nature = primitive.rust_type().nature();
            sentences.extend(length(nature, facets).map(|sentence| vec![words(sentence)]));
            sentences.extend(digits(nature, facets).map(|sentence| vec![words(sentence)]));
        }
        sentences.extend(facets.srid.as_ref().map(|srid| vec![words("SRID: "), code(&**srid), words(".")]));
        if facets.unicode == Some(false) {
            sentences.push(vec![words("ASCII only.")]);
        }
    }
    match default_value {
        Some("") => sentences.push(vec![words("Default: the empty string.")]),
        Some(value) => sentences.push(vec![words("Default: "), code(value), words(".")]),
        None => {}
    }
    if !sentences.is_empty() {
        docs::remark(docs, sentences.join(&words(" ")));
    }
}

fn length(nature: Nature, facets: &Facets) -> Option<String> {
    let length = facets.max_length?;
    let unit = if nature == Nature::Bytes { "byte" } else { "character" };
    let plural = if length == 1 { "" } else { "s" };
    Some(format!("At most {length} {unit}{plural}."))
}

fn digits(nature: Nature, facets: &Facets) -> Option<String> {
    match nature {
        Nature::Decimal => digits_of_number(facets),
        Nature::Time => digits_of_second(facets),
        Nature::Text | Nature::Bytes | Nature::Integer | Nature::Float | Nature::Other => None,
    }
}

fn counted(digits: u64) -> String {
    if digits == 1 { "1 digit".to_owned() } else { format!("{digits} digits") }
}

fn digits_of_second(facets: &Facets) -> Option<String> {
    facets.precision.map(|precision| match precision {
        0 => "Whole seconds.".to_owned(),
        _ => format!("Seconds with at most {} after the point.", counted(precision)),
    })
}

fn digits_of_number(facets: &Facets) -> Option<String> {
    let scale = match facets.scale {
        Some(Scale::Fixed(0)) => Some("without decimal places".to_owned()),
        Some(Scale::Fixed(scale)) if facets.precision.is_some() => Some(format!("{scale} of them after the point")),
        Some(Scale::Fixed(scale)) => Some(format!("{} after the point", counted(scale))),
        Some(Scale::Variable) => Some("any number of them after the point".to_owned()),
        Some(Scale::Floating) | None => None,
    };
    match (facets.precision, facets.scale, scale) {
        (Some(precision), _, Some(scale)) => Some(format!("At most {}, {scale}.", counted(precision))),
        (Some(precision), ..) => Some(format!("At most {}.", counted(precision))),
        (None, Some(Scale::Fixed(0)), _) => Some("A whole number.".to_owned()),
        (None, Some(Scale::Fixed(_)), Some(scale)) => Some(format!("At most {scale}.")),
        (None, ..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::add;
    use crate::model::{Facets, Model, Nullability, Primitive, Scale, Type, TypeRef};
    use crate::plan::items::{Block, Docs, Piece, words};

    /// Paragraphs with `|` between them, and code between `‹` and `›`.
    fn said(docs: &Docs) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Code(code) => format!("‹{code}›"),
            Piece::Link(target) => format!("{target:?}"),
        };
        let block = |block: &Block| match block {
            Block::Paragraph(pieces) | Block::Item(pieces) => pieces.iter().map(piece).collect(),
            Block::Heading(heading) => (*heading).to_owned(),
            Block::Example(lines) | Block::Program(lines) => lines.iter().map(|line| line.text()).collect(),
        };
        docs.blocks.iter().map(block).collect::<Vec<String>>().join("|")
    }

    fn check(primitive: Primitive, facets: Facets, expected: &str) {
        let ty = TypeRef {
            ty: Type::Primitive(primitive),
            collection: false,
            nullable: Nullability::Nullable,
            facets: Some(Box::new(facets)),
        };
        let mut docs = Docs::default();
        add(&mut docs, &Model::default(), &ty, None);
        assert_eq!(said(&docs), expected);
    }

    #[test]
    fn facets_are_sentences() {
        let none = Facets::default;
        let decimal = |precision, scale| Facets { precision, scale, ..none() };
        check(Primitive::String, none(), "");
        check(Primitive::String, Facets { max_length: Some(30), ..none() }, "At most 30 characters.");
        check(
            Primitive::String,
            Facets { max_length: Some(1), unicode: Some(false), ..none() },
            "At most 1 character. ASCII only.",
        );
        check(Primitive::Binary, Facets { max_length: Some(2), ..none() }, "At most 2 bytes.");
        check(
            Primitive::Decimal,
            decimal(Some(9), Some(Scale::Fixed(2))),
            "At most 9 digits, 2 of them after the point.",
        );
        check(Primitive::Decimal, decimal(Some(9), Some(Scale::Fixed(0))), "At most 9 digits, without decimal places.");
        check(
            Primitive::Decimal,
            decimal(Some(9), Some(Scale::Variable)),
            "At most 9 digits, any number of them after the point.",
        );
        check(Primitive::Decimal, decimal(Some(1), None), "At most 1 digit.");
        check(Primitive::Decimal, decimal(None, Some(Scale::Fixed(1))), "At most 1 digit after the point.");
        check(Primitive::Decimal, decimal(None, Some(Scale::Fixed(0))), "A whole number.");
        check(Primitive::Decimal, decimal(None, Some(Scale::Floating)), "");
        check(Primitive::DateTimeOffset, decimal(Some(7), None), "Seconds with at most 7 digits after the point.");
        check(Primitive::Duration, decimal(Some(0), None), "Whole seconds.");
        check(Primitive::GeographyPoint, Facets { srid: Some("4326".into()), ..none() }, "SRID: ‹4326›.");
    }

    // A default value is hostile input.
    #[test]
    fn what_is_not_null_and_what_is_meant_without_a_value() {
        let ty = |collection, nullable| TypeRef {
            ty: Type::Primitive(Primitive::String),
            collection,
            nullable,
            facets: None,
        };
        let says = |ty: TypeRef, default| {
            let mut docs = Docs { blocks: vec![Block::Paragraph(vec![words("Name.")])], deprecated: None };
            add(&mut docs, &Model::default(), &ty, default);
            said(&docs)
        };
        assert_eq!(says(ty(false, Nullability::NonNullable), None), "Name.|Not null.");
        assert_eq!(says(ty(true, Nullability::NonNullable), None), "Name.");
        assert_eq!(says(ty(false, Nullability::Nullable), Some("")), "Name.|Default: the empty string.");
        assert_eq!(says(ty(false, Nullability::Nullable), Some("a`\n/b")), "Name.|Default: ‹a`\n/b›.");
    }
}
