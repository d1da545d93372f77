//! Type facets (CSDL 7.2), checked and parsed.

use crate::csdl::ast::{self, Text};
use crate::diagnostics::Diagnostic;
use crate::model::types::{Facets, Scale};

use crate::model::resolve::Faults;

/// The facets that say something; `None` where none does.
pub(in crate::model::resolve) fn read(written: &ast::Facets<'_>, faults: &mut Faults<'_>) -> Option<Box<Facets>> {
    let max_length = match &written.max_length {
        Some(text) if text.value != "max" => number("MaxLength", "a positive number or `max`", text, faults),
        _ => None,
    };
    let precision = written.precision.as_ref().and_then(|text| number("Precision", "a number", text, faults));
    let scale = written.scale.as_ref().and_then(|text| match &*text.value {
        "variable" | "Variable" => Some(Scale::Variable),
        "floating" => Some(Scale::Floating),
        _ => number("Scale", "a number, `variable` or `floating`", text, faults).map(Scale::Fixed),
    });
    if let (Some(precision), Some(Scale::Fixed(digits)), Some(text)) = (precision, scale, &written.scale)
        && digits > precision
    {
        let fault = format!("Scale {digits} is greater than Precision {precision}");
        faults.push(
            Diagnostic::warning("invalid-facet", text.span, fault)
                .label("digits after the point are a part of all digits")
                .help("both are kept as they are"),
        );
    }
    let srid = written.srid.as_ref().and_then(|text| match &*text.value {
        "variable" => Some(text.value.as_ref().into()),
        digits => number("SRID", "a number or `variable`", text, faults).map(|_| digits.into()),
    });
    let facets = Facets { max_length, precision, scale, srid, unicode: written.unicode };
    (facets != Facets::default()).then(|| Box::new(facets))
}

fn number(facet: &str, expected: &str, text: &Text<'_>, faults: &mut Faults<'_>) -> Option<u64> {
    let number = text.value.trim().parse().ok();
    if number.is_none() {
        let fault = format!("{facet} is {expected}, not `{}`", text.value);
        faults.push(Diagnostic::warning("invalid-facet", text.span, fault).help("the facet is ignored"));
    }
    number
}

/// What the first says, and where it says nothing, the second.
pub(in crate::model::resolve) fn overlay(first: Option<Box<Facets>>, second: Option<&Facets>) -> Option<Box<Facets>> {
    let Some(second) = second else { return first };
    let first = first.map_or_else(Facets::default, |facets| *facets);
    Some(Box::new(Facets {
        max_length: first.max_length.or(second.max_length),
        precision: first.precision.or(second.precision),
        scale: first.scale.or(second.scale),
        srid: first.srid.or_else(|| second.srid.clone()),
        unicode: first.unicode.or(second.unicode),
    }))
}
