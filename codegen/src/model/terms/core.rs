//! `Org.OData.Core.V1`.

use crate::csdl::ast::Expression;
use crate::model::term::CoreTerm;
use crate::model::vocab::{MetaData, Revision, RevisionKind};

use super::Extras;
use super::values::{Fields, Reader, written_path};

/// Reads one of the terms.
pub(super) fn read<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    term: CoreTerm,
    value: Option<&'a Expression<'a>>,
    meta: &mut MetaData,
    extras: &mut Extras<'a>,
) {
    match term {
        CoreTerm::Description => meta.description = reader.string(value).map(Into::into),
        CoreTerm::LongDescription => meta.long_description = reader.string(value).map(Into::into),
        CoreTerm::ODataVersions => meta.odata_versions = reader.string(value).map(Into::into),
        CoreTerm::Computed => meta.computed = reader.tag(value).unwrap_or_default(),
        CoreTerm::Immutable => meta.immutable = reader.tag(value).unwrap_or_default(),
        CoreTerm::Permissions => {
            let members = reader.members(value).unwrap_or_default();
            meta.read_only = !members.is_empty() && members.iter().all(|member| matches!(*member, "Read" | "None"));
        }
        CoreTerm::Revisions => {
            let records = reader.records(value);
            meta.revisions = records.into_iter().map(|fields| revision(reader, fields)).collect();
        }
        CoreTerm::AlternateKeys => {
            let records = reader.records(value);
            meta.alternate_keys = records.into_iter().map(|fields| alternate_key(reader, fields)).collect();
        }
        CoreTerm::Example => {
            let fields = reader.record(value);
            let example = fields.and_then(|fields| reader.literal(fields.get("Value")?));
            meta.example = example.map(|(_, text)| text.into());
        }
        // Read where it names an allowed value.
        CoreTerm::SymbolicName => {}
        CoreTerm::OptionalParameter => extras.optional = true,
        CoreTerm::DefaultNamespace => extras.default_namespace = reader.tag(value),
    }
}

fn revision<'a>(reader: &mut Reader<'_, '_, 'a>, fields: Fields<'a>) -> Revision {
    let mut text = |name| fields.get(name).and_then(|value| reader.scalar(Some(value))).map(Into::into);
    let [version, description, date, removal_date] = ["Version", "Description", "Date", "RemovalDate"].map(&mut text);
    let kind = fields.get("Kind").and_then(|value| Some((value, reader.members(Some(value))?)));
    let kind = match kind.as_ref().map(|(value, members)| (value, members.as_slice())) {
        Some((_, ["Added"])) => RevisionKind::Added,
        Some((_, ["Modified"])) => RevisionKind::Modified,
        Some((_, ["Deprecated"])) | None => RevisionKind::Deprecated,
        Some((value, _)) => {
            reader.wrong(value.span, "`Added`, `Modified` or `Deprecated`");
            RevisionKind::Modified
        }
    };
    Revision { kind, version, description, date, removal_date }
}

/// The name in a key predicate and the path of each part.
fn alternate_key<'a>(reader: &mut Reader<'_, '_, 'a>, fields: Fields<'a>) -> Vec<(Box<str>, Box<str>)> {
    let mut parts = Vec::new();
    for part in reader.records(fields.get("Key")) {
        let Some(path) = part.get("Name").and_then(written_path) else { continue };
        let alias = part.get("Alias").and_then(|alias| reader.string(Some(alias)));
        let name = alias.unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path));
        parts.push((name.into(), path.into()));
    }
    parts
}
