//! The methods that lead from a collection to an item by its key.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::ids::StructuredId;
use crate::model::{Model, TypeRef};

use super::Lowering;
use super::methods::{MethodDraft, tell_apart};
use crate::plan::items::{MethodStep, ParameterItem, Presence, Shape, ShapeKind, Value, code, words};
use crate::plan::naming::names;
use crate::plan::naming::names::Identifier;
use crate::plan::naming::scope::NameRequest;
use crate::plan::{docs, types};

/// A key of an entity type: name and type of each part.
pub(crate) type Parts<'a> = Vec<(&'a str, &'a TypeRef)>;

/// The properties of types, inherited ones among them, by name.
type Properties<'a> = BTreeMap<StructuredId, BTreeMap<&'a str, &'a TypeRef>>;

impl<'a> Lowering<'a> {
    /// A method for the key and for every alternate key.
    pub(crate) fn key_drafts(&mut self, id: StructuredId) -> Vec<MethodDraft> {
        let key = self.key_draft(id);
        key.into_iter().chain(self.alternate_key_drafts(id)).collect()
    }

    /// `by_id`, `by_order_id_and_product_id`: the key as the nearest declaring type has it.
    fn key_draft(&self, id: StructuredId) -> Option<MethodDraft> {
        let (_, key) = self.model.key_of(id)?;
        let parts: Option<Parts<'_>> = key.iter().map(|part| Some((&*part.name, part.ty.as_ref()?))).collect();
        let draft = self.draft(id, &parts?, false)?;
        let full_name = self.model.full_name(&self.model.structured_type(id).name);
        let NameRequest { preferred, span, .. } = &*draft.name_request;
        let preferred = preferred.iter().cloned().chain([Identifier::joined(&["by_entity_key"])]).collect();
        let name_request = NameRequest { preferred, schema_path: format!("{full_name}/$Key()"), span: *span };
        Some(MethodDraft { name_request: Arc::new(name_request), ..draft })
    }

    /// `by_user_principal_name`: `Core.AlternateKeys` of the type and its ancestors.
    fn alternate_key_drafts(&mut self, id: StructuredId) -> Vec<MethodDraft> {
        let mut drafts = Vec::new();
        for (owner, ty) in self.model.lineage(id) {
            if !ty.meta.get().alternate_keys.is_empty() {
                let keys = self.alternate_keys(owner);
                drafts.extend(keys.iter().filter_map(|parts| self.draft(id, parts, true)));
            }
        }
        drafts
    }

    /// The alternate keys that a type declares, those with unknown parts left out.
    fn alternate_keys(&mut self, owner: StructuredId) -> Arc<Vec<Parts<'a>>> {
        let model = self.model;
        let keys = self.alternate_keys.entry(owner).or_insert_with(|| {
            let mut properties = Properties::new();
            let declared = &model.structured_type(owner).meta.get().alternate_keys;
            let parts = declared.iter().filter_map(|key| {
                key.iter().map(|(name, path)| Some((&**name, at_path(model, &mut properties, owner, path)?))).collect()
            });
            Arc::new(parts.collect())
        });
        Arc::clone(keys)
    }

    fn draft(&self, id: StructuredId, key: &Parts<'_>, is_alternate: bool) -> Option<MethodDraft> {
        let path = self.paths.structured.get(&id)?;
        let ty = self.model.structured_type(id);
        let mut parts: Vec<ParameterItem> = key.iter().map(|(name, ty)| self.key_parameter(name, ty)).collect();
        tell_apart(&mut parts);
        let names: Vec<&str> = parts.iter().map(|part| part.ident.trim_matches('_')).collect();
        let by = Identifier::joined(&["by_", &names.join("_and_")]);
        let full_name = self.model.full_name(&ty.name);
        let wires: Vec<&str> = key.iter().map(|(name, _)| *name).collect();
        let name_request = NameRequest {
            preferred: vec![by.clone(), Identifier::joined(&[&by, "_key"])],
            schema_path: format!("{full_name}/$Key({})", wires.join(",")),
            span: Some(ty.span),
        };
        let line = format!("GET {}", self.key_line(&parts, is_alternate));
        let key = if is_alternate { "The item with this alternate key." } else { "The item with this key." };
        let mut docs = docs::plain([words(key)]);
        docs::remark(&mut docs, [code(line)]);
        let answer = Shape { kind: ShapeKind::One(Value::Structured(path.clone())), nullable: false };
        Some(MethodDraft {
            name_request: Arc::new(name_request),
            docs: Arc::new(docs),
            step: MethodStep::Key { parts, is_alternate },
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

    /// The key as the request line shows it, after the collection (U2, U3).
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
}

/// The type of the property that a path from an entity type leads to.
fn at_path<'a>(
    model: &'a Model,
    properties: &mut Properties<'a>,
    start: StructuredId,
    path: &str,
) -> Option<&'a TypeRef> {
    let mut ty = None;
    let mut owner = Some(start);
    for step in path.split('/') {
        let id = owner?;
        let named = properties.entry(id).or_insert_with(|| {
            let declared = model.lineage(id).flat_map(|(_, ty)| &ty.properties);
            declared.map(|property| (&*property.name, &property.ty)).collect()
        });
        let found: &TypeRef = named.get(step)?;
        owner = found.ty.structured();
        ty = Some(found);
    }
    ty
}
