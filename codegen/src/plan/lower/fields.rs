//! When properties can be set.

use std::collections::BTreeSet;

use crate::model::ids::StructuredId;
use crate::model::{Meta, Primitive, Type};

use super::Lowering;
use crate::plan::items::Settable;

/// The properties of a type that are parts of its key.
pub(crate) struct KeyProperties<'a> {
    pub(crate) names: BTreeSet<&'a str>,
    /// Whether these are all parts: one may be a property of a complex value.
    pub(crate) is_whole: bool,
}

impl<'a> Lowering<'a> {
    /// The properties of a type that are parts of its key.
    pub(crate) fn key_properties(&self, id: StructuredId) -> KeyProperties<'a> {
        let (_, key) = self.model.key_of(id).unwrap_or((id, &[]));
        let parts = key.iter().filter_map(|part| match part.path.as_slice() {
            [only] => Some(&**only),
            _ => None,
        });
        let names: BTreeSet<&str> = parts.collect();
        KeyProperties { is_whole: names.len() == key.len(), names }
    }
}

/// When a property can be set.
pub(crate) fn access(ty: Type, meta: &Meta, is_key: bool) -> Settable {
    let meta = meta.get();
    if meta.computed || meta.read_only || ty == Type::Primitive(Primitive::Stream) {
        Settable::Never
    } else if meta.immutable || is_key {
        Settable::Once
    } else {
        Settable::Always
    }
}
