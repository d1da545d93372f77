//! The methods that lead from a collection to an item by its key.

use std::sync::Arc;

use crate::model::ids::StructuredId;
use crate::model::{Type, TypeRef};

use super::items::{ParameterItem, Presence, Shape, ShapeKind, Step, Value, code, words};
use super::lower::Lowering;
use super::lower_methods::{Draft, tell_apart};
use super::names::Identifier;
use super::scope::Wish;
use super::{docs, names, types};

/// A key of an entity type: name and type of each part.
type Parts<'a> = Vec<(&'a str, &'a TypeRef)>;

impl Lowering<'_> {
    /// A method for the key and for every alternate key.
    pub(super) fn key_drafts(&self, id: StructuredId) -> Vec<Draft> {
        let key = self.key_draft(id);
        key.into_iter().chain(self.alternate_key_drafts(id)).collect()
    }

    /// `by_id`, `by_order_id_and_product_id`: the key as the nearest declaring type has it.
    fn key_draft(&self, id: StructuredId) -> Option<Draft> {
        let (_, key) = self.model.key_of(id)?;
        let parts: Option<Parts<'_>> = key.iter().map(|part| Some((&*part.name, part.ty.as_ref()?))).collect();
        let draft = self.draft(id, &parts?, false)?;
        let full_name = self.model.full_name(&self.model.structured_type(id).name);
        let Wish { preferred, span, .. } = &*draft.wish;
        let preferred = preferred.iter().cloned().chain([Identifier::joined(&["by_entity_key"])]).collect();
        let wish = Wish { preferred, schema_path: format!("{full_name}/$Key()"), span: *span };
        Some(Draft { wish: Arc::new(wish), ..draft })
    }

    /// `by_user_principal_name`: `Core.AlternateKeys` of the type and its ancestors.
    fn alternate_key_drafts(&self, id: StructuredId) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (owner, ty) in self.model.lineage(id) {
            for key in &ty.meta.get().alternate_keys {
                let parts: Option<Parts<'_>> =
                    key.iter().map(|(name, path)| Some((&**name, self.at_path(owner, path)?))).collect();
                drafts.extend(parts.and_then(|parts| self.draft(id, &parts, true)));
            }
        }
        drafts
    }

    fn draft(&self, id: StructuredId, key: &Parts<'_>, is_alternate: bool) -> Option<Draft> {
        let path = self.paths.structured.get(&id)?;
        let ty = self.model.structured_type(id);
        let mut parts: Vec<ParameterItem> = key.iter().map(|(name, ty)| self.key_parameter(name, ty)).collect();
        tell_apart(&mut parts);
        let names: Vec<&str> = parts.iter().map(|part| part.ident.trim_matches('_')).collect();
        let by = Identifier::joined(&["by_", &names.join("_and_")]);
        let full_name = self.model.full_name(&ty.name);
        let wires: Vec<&str> = key.iter().map(|(name, _)| *name).collect();
        let wish = Wish {
            preferred: vec![by.clone(), Identifier::joined(&[&by, "_key"])],
            schema_path: format!("{full_name}/$Key({})", wires.join(",")),
            span: Some(ty.span),
        };
        let line = format!("GET {}", self.key_line(&parts, is_alternate));
        let key = if is_alternate { "The item with this alternate key." } else { "The item with this key." };
        let mut docs = docs::plain([words(key)]);
        docs::remark(&mut docs, [code(line)]);
        let answer = Shape { kind: ShapeKind::One(Value::Structured(path.clone())), nullable: false };
        Some(Draft {
            wish: Arc::new(wish),
            docs: Arc::new(docs),
            step: Step::Key { parts, is_alternate },
            answer,
            operation: None,
        })
    }

    fn key_parameter(&self, name: &str, ty: &TypeRef) -> ParameterItem {
        ParameterItem {
            ident: names::snake(name),
            wire: name.to_owned(),
            value: types::value(&self.paths, self.model, ty.ty),
            collection: false,
            nullable_items: false,
            presence: Presence::Required,
        }
    }

    /// The key as the request line shows it behind that of the collection (U2, U3).
    fn key_line(&self, parts: &[ParameterItem], is_alternate: bool) -> String {
        match parts {
            [single] if !is_alternate && self.config.service.key_as_segment => format!("…/{{{}}}", single.wire),
            [single] if !is_alternate => format!("…({{{}}})", single.wire),
            parts => {
                let parts: Vec<String> = parts.iter().map(|part| format!("{0}={{{0}}}", part.wire)).collect();
                format!("…({})", parts.join(","))
            }
        }
    }

    /// The type of the property that a path from an entity type leads to.
    fn at_path(&self, id: StructuredId, path: &str) -> Option<&TypeRef> {
        let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let mut properties = self.model.lineage(id).flat_map(|(_, ty)| &ty.properties);
        let ty = &properties.find(|property| *property.name == *first)?.ty;
        match (rest, ty.ty) {
            (None, _) => Some(ty),
            (Some(rest), Type::Structured(inner)) => self.at_path(inner, rest),
            (Some(_), _) => None,
        }
    }
}
