//! `Org.OData.Capabilities.V1`, as terms of their own and as fields of `NavigationRestrictions`.

use crate::csdl::ast::Expression;
use crate::model::vocab::{Access, Capabilities};

use super::Term;
use super::permissions::permissions;
use super::values::{Reader, written_path};

/// The restrictions that `NavigationPropertyRestriction` has fields for.
const OF_NAVIGATION: [&str; 10] = [
    "FilterRestrictions",
    "SearchRestrictions",
    "SortRestrictions",
    "TopSupported",
    "SkipSupported",
    "SelectSupport",
    "InsertRestrictions",
    "UpdateRestrictions",
    "DeleteRestrictions",
    "ReadRestrictions",
];

/// Reads one of the terms.
pub(super) fn read<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    term: Term,
    value: Option<&'a Expression<'a>>,
    to: &mut Capabilities,
) {
    match term {
        Term::SkipSupported => to.skip_supported = reader.tag(value),
        Term::TopSupported => to.top_supported = reader.tag(value),
        Term::KeyAsSegmentSupported => to.key_as_segment = reader.tag(value),
        _ => restriction(reader, term, value, to),
    }
}

/// The terms whose value is a record.
fn restriction<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    term: Term,
    value: Option<&'a Expression<'a>>,
    to: &mut Capabilities,
) {
    let Some(fields) = reader.record(value) else { return };
    let access = match term {
        Term::FilterRestrictions => return to.filterable = reader.flag(fields, "Filterable"),
        Term::SortRestrictions => return to.sortable = reader.flag(fields, "Sortable"),
        Term::ExpandRestrictions => return to.expandable = reader.flag(fields, "Expandable"),
        Term::SearchRestrictions => return to.searchable = reader.flag(fields, "Searchable"),
        Term::CountRestrictions => return to.countable = reader.flag(fields, "Countable"),
        Term::SelectSupport => return to.select_supported = reader.flag(fields, "Supported"),
        Term::InsertRestrictions => {
            to.insertable = reader.flag(fields, "Insertable");
            Access::Insert
        }
        Term::UpdateRestrictions => {
            to.updatable = reader.flag(fields, "Updatable");
            Access::Update
        }
        Term::DeleteRestrictions => {
            to.deletable = reader.flag(fields, "Deletable");
            Access::Delete
        }
        Term::OperationRestrictions => Access::Call,
        _ => {
            to.readable = reader.flag(fields, "Readable");
            if let Some(by_key) = fields.get("ReadByKeyRestrictions") {
                let by_key = reader.record(Some(by_key));
                permissions(reader, by_key, Access::Read, &mut to.permissions);
            }
            Access::Read
        }
    };
    permissions(reader, Some(fields), access, &mut to.permissions);
}

/// What `NavigationRestrictions` says of which navigation property paths.
pub(super) fn restricted_navigation<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    value: &'a Expression<'a>,
) -> Vec<(&'a str, Capabilities)> {
    let Some(fields) = reader.record(Some(value)) else { return Vec::new() };
    let Some(restricted) = fields.get("RestrictedProperties") else { return Vec::new() };
    let mut found = Vec::new();
    for fields in reader.records(Some(restricted)) {
        let Some(path) = fields.get("NavigationProperty").and_then(written_path) else { continue };
        let mut capabilities = Capabilities::default();
        for name in OF_NAVIGATION {
            if let (Some(value), Some(term)) = (fields.get(name), Term::capability(name)) {
                read(reader, term, Some(value), &mut capabilities);
            }
        }
        if capabilities != Capabilities::default() {
            found.push((path, capabilities));
        }
    }
    found
}
