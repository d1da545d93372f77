//! The methods that lead from a collection to an item by its key.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::ids::StructuredId;
use crate::model::{Model, TypeRef};

use super::Lowering;
use super::methods::{MethodDraft, tell_apart};
use crate::plan::items::{KeyKind, MethodStep, ParameterItem, Piece, Presence, Shape, ShapeKind, Value, code, words};
use crate::plan::naming::names;
use crate::plan::naming::names::Identifier;
use crate::plan::naming::scope::NameRequest;
use crate::plan::{docs, types};

/// A key of an entity type: name and type of each part.
pub(crate) type Parts<'a> = Vec<(&'a str, &'a TypeRef)>;

/// The properties of types, inherited ones among them, by name.
type Properties<'a> = BTreeMap<StructuredId, BTreeMap<&'a str, &'a TypeRef>>;

impl<'a> Lowering<'a> {
    /// A method for the key, for what of it has to be given below the entity that it repeats, and for every alternate key.
    pub(crate) fn key_drafts(&mut self, id: StructuredId) -> Vec<MethodDraft> {
        let key = self.key_draft(id);
        key.into_iter().chain(self.free_key_drafts(id)).chain(self.alternate_key_drafts(id)).collect()
    }

    /// `by_item_no`: the key without the parts that a referential constraint fixes (URL Conventions 4.3.3).
    fn free_key_drafts(&self, id: StructuredId) -> Vec<MethodDraft> {
        let Some((_, key)) = self.model.key_of(id) else { return Vec::new() };
        let full_name = self.model.full_name(&self.model.structured_type(id).name);
        let mut drafts = Vec::new();
        for free in self.constraints.of_type(self.model, id) {
            let parts = key.iter().filter(|part| free.contains(&part.name));
            let parts: Option<Parts<'_>> = parts.map(|part| Some((&*part.name, part.ty.as_ref()?))).collect();
            let Some(mut draft) = parts.and_then(|parts| self.draft(id, &parts, KeyKind::Free)) else { continue };
            let schema_path = format!("{full_name}/$KeyBelow({})", free.join(","));
            draft.name_request = Arc::new(NameRequest { schema_path, ..(*draft.name_request).clone() });
            let fixed = key.iter().filter(|part| !free.contains(&part.name));
            let fixed: Vec<Piece> = fixed.flat_map(|part| [words(", "), code(&*part.name)]).skip(1).collect();
            let mut docs = docs::plain(
                [words("The item with this key, below the entity that gives the rest of it: ")]
                    .into_iter()
                    .chain(fixed)
                    .chain([words(".")]),
            );
            docs.blocks.extend(draft.docs.blocks.iter().skip(1).cloned());
            draft.docs = Arc::new(docs);
            drafts.push(draft);
        }
        drafts
    }

    /// `by_id`, `by_order_id_and_product_id`: the key as the nearest declaring type has it.
    fn key_draft(&self, id: StructuredId) -> Option<MethodDraft> {
        let (_, key) = self.model.key_of(id)?;
        let parts: Option<Parts<'_>> = key.iter().map(|part| Some((&*part.name, part.ty.as_ref()?))).collect();
        let draft = self.draft(id, &parts?, KeyKind::Whole)?;
        let full_name = self.model.full_name(&self.model.structured_type(id).name);
        let mut name_request = (*draft.name_request).clone();
        name_request.preferred.push(Identifier::joined(&["by_entity_key"]));
        name_request.schema_path = format!("{full_name}/$Key()");
        Some(MethodDraft { name_request: Arc::new(name_request), ..draft })
    }

    /// `by_user_principal_name`: `Core.AlternateKeys` of the type and its ancestors. Some services repeat those of base types
    /// and the key itself; of keys with the same parts, the most derived one is taken.
    fn alternate_key_drafts(&mut self, id: StructuredId) -> Vec<MethodDraft> {
        let key = self.model.key_of(id).map_or(&[][..], |(_, key)| key);
        let mut seen = BTreeSet::from([key.iter().map(|part| &*part.name).collect::<BTreeSet<&str>>()]);
        let mut drafts = Vec::new();
        for (owner, ty) in self.model.lineage(id) {
            if ty.meta.get().alternate_keys.is_empty() {
                continue;
            }
            for parts in self.alternate_keys(owner).iter() {
                if seen.insert(parts.iter().map(|(name, _)| *name).collect()) {
                    drafts.extend(self.draft(id, parts, KeyKind::Alternate));
                }
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

    fn draft(&self, id: StructuredId, key: &Parts<'_>, kind: KeyKind) -> Option<MethodDraft> {
        let path = self.paths.structured.get(&id)?;
        let ty = self.model.structured_type(id);
        let mut parts: Vec<ParameterItem> = key.iter().map(|(name, ty)| self.key_parameter(name, ty)).collect();
        tell_apart(&mut parts);
        let names: Vec<&str> = parts.iter().map(|part| part.ident.trim_matches('_')).collect();
        let by = Identifier::joined(&["by_", &names.join("_and_")]);
        let full_name = self.model.full_name(&ty.name);
        let wires: Vec<&str> = key.iter().map(|(name, _)| *name).collect();
        let preferred = vec![by.clone(), Identifier::joined(&[&by, "_key"])];
        let schema_path = format!("{full_name}/$Key({})", wires.join(","));
        let name_request = NameRequest::new(preferred, schema_path, Some(ty.span));
        let line = format!("GET {}", self.key_line(&parts, kind));
        let key = match kind {
            KeyKind::Whole | KeyKind::Free => "The item with this key.",
            KeyKind::Alternate => "The item with this alternate key.",
        };
        let mut docs = docs::plain([words(key)]);
        docs::remark(&mut docs, [code(line)]);
        let answer = Shape { kind: ShapeKind::One(Value::Structured(path.clone())), nullable: false };
        Some(MethodDraft {
            name_request: Arc::new(name_request),
            docs: Arc::new(docs),
            step: MethodStep::Key { parts, kind },
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
    fn key_line(&self, parts: &[ParameterItem], kind: KeyKind) -> String {
        match parts {
            [single] if kind != KeyKind::Alternate && self.config.service.key_as_segment => {
                format!("…/{{{}}}", single.wire)
            }
            [single] if kind != KeyKind::Alternate => format!("…({{{}}})", single.wire),
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
