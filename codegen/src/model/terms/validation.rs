//! `Org.OData.Validation.V1`, as sentences for documentation.

use crate::csdl::ast::Annotation;
use crate::model::term::ValidationTerm;

use super::values::Reader;

/// Reads one of the terms.
pub(super) fn read<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    term: ValidationTerm,
    annotation: &'a Annotation<'a>,
    to: &mut Vec<Box<str>>,
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
            let values = records.into_iter().filter_map(|fields| reader.literal(fields.get("Value")?));
            listed("One of: ", values.map(|(is_string, text)| quoted(is_string, text)))
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
    to.extend(sentence.map(Into::into));
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
