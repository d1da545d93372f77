//! `Org.OData.Capabilities.V1`, as terms of their own and as fields of `NavigationRestrictions`.

use crate::csdl::ast::Expression;
use crate::model::term::CapabilityTerm;
use crate::model::vocab::{Access, Capabilities, Permission};

use super::Extras;
use super::permissions::permissions;
use super::values::{Reader, written_path};

/// The restrictions that `NavigationPropertyRestriction` has fields for.
const OF_NAVIGATION: [CapabilityTerm; 10] = [
    CapabilityTerm::FilterRestrictions,
    CapabilityTerm::SearchRestrictions,
    CapabilityTerm::SortRestrictions,
    CapabilityTerm::TopSupported,
    CapabilityTerm::SkipSupported,
    CapabilityTerm::SelectSupport,
    CapabilityTerm::InsertRestrictions,
    CapabilityTerm::UpdateRestrictions,
    CapabilityTerm::DeleteRestrictions,
    CapabilityTerm::ReadRestrictions,
];

/// Reads one of the terms.
pub(super) fn read<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    term: CapabilityTerm,
    value: Option<&'a Expression<'a>>,
    to: &mut Capabilities,
    extras: &mut Extras<'a>,
) {
    match term {
        CapabilityTerm::NavigationRestrictions => extras.navigation = value,
        CapabilityTerm::SkipSupported => to.skip_supported = reader.tag(value),
        CapabilityTerm::TopSupported => to.top_supported = reader.tag(value),
        CapabilityTerm::BatchSupported => to.batch_supported = to.batch_supported.or(reader.tag(value)),
        CapabilityTerm::BatchSupport => {
            let Some(fields) = reader.record(value) else { return };
            to.batch_supported = reader.flag(fields, "Supported").or(to.batch_supported);
            if let Some(formats) = fields.get("SupportedFormats") {
                to.batch_formats = reader.strings(Some(formats)).into_iter().map(Box::from).collect();
            }
        }
        CapabilityTerm::KeyAsSegmentSupported => to.key_as_segment = reader.tag(value),
        CapabilityTerm::QuerySegmentSupported => to.query_by_post = reader.tag(value),
        CapabilityTerm::FilterRestrictions => to.filterable = flag(reader, value, "Filterable"),
        CapabilityTerm::SortRestrictions => to.sortable = flag(reader, value, "Sortable"),
        CapabilityTerm::ExpandRestrictions => to.expandable = flag(reader, value, "Expandable"),
        CapabilityTerm::SearchRestrictions => to.searchable = flag(reader, value, "Searchable"),
        CapabilityTerm::CountRestrictions => to.countable = flag(reader, value, "Countable"),
        CapabilityTerm::SelectSupport => to.select_supported = flag(reader, value, "Supported"),
        CapabilityTerm::InsertRestrictions => {
            to.insertable = write(reader, value, "Insertable", Access::Insert, &mut to.permissions);
        }
        CapabilityTerm::UpdateRestrictions => {
            to.updatable = write(reader, value, "Updatable", Access::Update, &mut to.permissions);
        }
        CapabilityTerm::DeleteRestrictions => {
            to.deletable = write(reader, value, "Deletable", Access::Delete, &mut to.permissions);
        }
        CapabilityTerm::OperationRestrictions => {
            let fields = reader.record(value);
            permissions(reader, fields, Access::Call, &mut to.permissions);
        }
        CapabilityTerm::ReadRestrictions => {
            let Some(fields) = reader.record(value) else { return };
            to.readable = reader.flag(fields, "Readable");
            if let Some(by_key) = fields.get("ReadByKeyRestrictions") {
                let by_key = reader.record(Some(by_key));
                permissions(reader, by_key, Access::Read, &mut to.permissions);
            }
            permissions(reader, Some(fields), Access::Read, &mut to.permissions);
        }
    }
}

/// One Boolean field of a restriction.
fn flag<'a>(reader: &mut Reader<'_, '_, 'a>, value: Option<&'a Expression<'a>>, name: &'static str) -> Option<bool> {
    let fields = reader.record(value)?;
    reader.flag(fields, name)
}

/// Whether a restriction allows to write, and what permits it.
fn write<'a>(
    reader: &mut Reader<'_, '_, 'a>,
    value: Option<&'a Expression<'a>>,
    name: &'static str,
    access: Access,
    to: &mut Vec<Permission>,
) -> Option<bool> {
    let fields = reader.record(value)?;
    let is_allowed = reader.flag(fields, name);
    permissions(reader, Some(fields), access, to);
    is_allowed
}

/// The restrictions of `NavigationRestrictions`, by navigation property path.
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
        for term in OF_NAVIGATION {
            if let Some(value) = fields.get(term.name()) {
                read(reader, term, Some(value), &mut capabilities, &mut Extras::default());
            }
        }
        if capabilities != Capabilities::default() {
            found.push((path, capabilities));
        }
    }
    found
}
