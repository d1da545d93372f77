//! What tokens say of properties: their names in queries are those of the fields.

use crate::model::ids::StructuredId;
use crate::model::{Meta, Primitive, Type};

use super::items::{Access, TypePath};
use super::lower::Lowering;

impl Lowering<'_> {
    /// The struct of a type's tokens, if it has any.
    pub(super) fn tokens_path(&self, id: StructuredId) -> Option<TypePath> {
        let path = self.paths.tokens.get(&id)?;
        (!self.members(id).is_empty()).then(|| path.clone())
    }

    /// When a property of a type can be set.
    pub(super) fn access(&self, owner: StructuredId, name: &str, ty: Type, meta: &Meta) -> Access {
        let meta = meta.get();
        let key = self.model.key_of(owner).map(|(_, key)| key).unwrap_or_default();
        let is_key = key.iter().any(|part| matches!(part.path.as_slice(), [only] if **only == *name));
        if meta.computed || meta.read_only || ty == Type::Primitive(Primitive::Stream) {
            Access::Never
        } else if meta.immutable || is_key {
            Access::Once
        } else {
            Access::Always
        }
    }
}
