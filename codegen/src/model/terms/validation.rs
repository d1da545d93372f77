//! `Org.OData.Validation.V1`, as sentences for documentation.

use crate::csdl::ast::Annotation;
use crate::model::term::{CoreTerm, Term, ValidationTerm};
use crate::model::vocab::{MetaData, NamedValue};

use super::values::{Fields, Reader};

/// Reads one of the terms.
pub(super) fn read<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    term: ValidationTerm,
    annotation: &'a Annotation<'a>,
    meta: &mut MetaData,
) {
    let value = annotation.value.as_ref();
    let sentence = match term {
        ValidationTerm::Pattern => reader.string(value).map(|pattern| format!("Pattern {pattern}")),
        ValidationTerm::Minimum => {
            reader.scalar(value).map(|least| format!("Minimum {least}{}", exclusive(annotation)))
        }
        ValidationTerm::Maximum => {
            reader.scalar(value).map(|greatest| format!("Maximum {greatest}{}", exclusive(annotation)))
        }
        ValidationTerm::MultipleOf => reader.scalar(value).map(|factor| format!("Multiple of {factor}")),
        ValidationTerm::MinItems => reader.scalar(value).map(|count| format!("At least {}", items(count))),
        ValidationTerm::MaxItems => reader.scalar(value).map(|count| format!("At most {}", items(count))),
        ValidationTerm::AllowedValues => {
            let records = reader.records(value);
            let values = records.into_iter().filter_map(|fields| allowed_value(reader, fields, &mut meta.named_values));
            listed("One of: ", values)
        }
        ValidationTerm::DerivedTypeConstraint => {
            let types = reader.strings(value);
            listed("Of type: ", types.into_iter().map(str::to_owned))
        }
        ValidationTerm::Constraint => {
            let fields = reader.record(value);
            let message = fields.and_then(|fields| fields.get("FailureMessage"));
            message.and_then(|message| reader.string(Some(message))).map(str::to_owned)
        }
    };
    meta.validation.extend(sentence.map(Into::into));
}

/// An allowed value as the documentation lists it. A value with a name is also kept.
fn allowed_value<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    fields: Fields<'a>,
    named_values: &mut Vec<NamedValue>,
) -> Option<String> {
    let (is_string, value) = reader.literal(fields.get("Value")?)?;
    let said = quoted(is_string, value);
    let named = reader.nested(fields, Term::Core(CoreTerm::SymbolicName));
    let Some((annotation, name)) = named.and_then(|found| Some((found, reader.string(found.value.as_ref())?))) else {
        return Some(said);
    };
    let description = reader.nested(fields, Term::Core(CoreTerm::Description));
    let description = description.and_then(|found| reader.string(found.value.as_ref()));
    named_values.push(NamedValue {
        name: name.into(),
        value: value.into(),
        is_string,
        description: description.map(Into::into),
        span: annotation.span,
    });
    Some(format!("{said} ({name})"))
}

/// The remark for an annotation with `Validation.Exclusive`.
fn exclusive(annotation: &Annotation<'_>) -> &'static str {
    let is_exclusive = |nested: &Annotation<'_>| nested.term.value.rsplit('.').next() == Some("Exclusive");
    if annotation.annotations.iter().any(is_exclusive) { " (exclusive)" } else { "" }
}

fn items(count: &str) -> String {
    format!("{count} {}", if count == "1" { "item" } else { "items" })
}

fn quoted(is_string: bool, text: &str) -> String {
    if is_string { format!("\"{text}\"") } else { text.to_owned() }
}

fn listed(start: &str, values: impl Iterator<Item = String>) -> Option<String> {
    let list = values.collect::<Vec<_>>().join(", ");
    (!list.is_empty()).then(|| format!("{start}{list}"))
}
