//! Complex and entity types as items.

use std::sync::Arc;

use crate::model::ids::StructuredId;
use crate::model::{KeyPart, Meta, Model, NavigationProperty, Nullability, Property, StructuredKind, TypeRef};
use crate::source::Span;

use super::fields::access;
use super::{Declared, Lowering};
use crate::plan::docs;
use crate::plan::docs::facets;
use crate::plan::items::{
    DerivedItem, FieldItem, KeyItem, KeyPartItem, RustType, Settable, Shape, ShapeKind, StructItem, TypePath, Value,
    code, words,
};
use crate::plan::naming::names;
use crate::plan::naming::names::Identifier;
use crate::plan::naming::scope::{NameRequest, NameScope};
use crate::plan::types;

/// A structural or a navigation property, on its way to a field.
pub(crate) struct PropertyMember<'a> {
    declared_by: StructuredId,
    /// How many types of the lineage come before that one.
    rank: usize,
    /// Whether the slice keeps it.
    is_kept: bool,
    /// Among the structural or the navigation properties of that type.
    index: usize,
    name: &'a str,
    ty: &'a TypeRef,
    default_value: Option<&'a str>,
    meta: &'a Meta,
    span: Span,
    is_navigation: bool,
}

impl<'a> PropertyMember<'a> {
    fn structural(declared_by: StructuredId, rank: usize, index: usize, property: &'a Property) -> Self {
        let Property { name, ty, default_value, meta, span } = property;
        let default_value = default_value.as_deref();
        let (span, is_kept, is_navigation) = (*span, true, false);
        Self { declared_by, rank, is_kept, index, name, ty, default_value, meta, span, is_navigation }
    }

    fn navigation(declared_by: StructuredId, rank: usize, index: usize, property: &'a NavigationProperty) -> Self {
        let NavigationProperty { name, ty, meta, span, .. } = property;
        let (span, default_value, is_kept, is_navigation) = (*span, None, true, true);
        Self { declared_by, rank, is_kept, index, name, ty, default_value, meta, span, is_navigation }
    }

    fn schema_path(&self, model: &Model) -> String {
        let owner = model.full_name(&model.structured_type(self.declared_by).name);
        format!("{owner}/{}", self.name)
    }

    fn name_request(&self, model: &Model) -> NameRequest {
        let request = NameRequest::new(names::field(self.name), self.schema_path(model), Some(self.span));
        let request = request.or_as_written(names::other_snake(self.name));
        NameRequest { rank: self.rank, is_kept: self.is_kept, ..request }
    }
}

impl<'a> Lowering<'a> {
    /// A structured type with all its inherited properties and the request methods on it.
    pub(crate) fn struct_item(&mut self, id: StructuredId, path: TypePath) -> StructItem {
        let ty = self.model.structured_type(id);
        let schema_name = self.model.full_name(&ty.name);
        let kind = if ty.kind == StructuredKind::Entity { "Entity type " } else { "Complex type " };
        let position = Shape { kind: ShapeKind::One(Value::Structured(path.clone())), nullable: false };
        let collection = Shape {
            kind: ShapeKind::Many { value: Value::Structured(path.clone()), nullable_items: false },
            nullable: false,
        };
        let fields = self.fields(id);
        StructItem {
            docs: docs::docs_or(&ty.meta, [words(kind), code(&*schema_name), words(".")]),
            is_open: ty.is_open,
            base: self.hierarchy.base(id).and_then(|base| self.paths.structured.get(&base).cloned()),
            derived: self.derived_items(id),
            aliases: self.model.namespace(ty.name.namespace).aliases.iter().map(ToString::to_string).collect(),
            any: self.any_item(id),
            tokens: self.paths.tokens.get(&id).filter(|_| !fields.is_empty()).cloned(),
            fields,
            constants: self.constants_of_type(id),
            shared: None,
            key: self.key_item(id),
            surface: self.surface(id, position),
            collection_surface: self.collection_surface(id, collection),
            path,
            schema_name,
        }
    }

    fn derived_items(&self, id: StructuredId) -> Vec<DerivedItem> {
        let derived = self.hierarchy.derived(id).iter();
        let paths = derived.filter_map(|id| self.paths.structured.get(id).cloned());
        paths.map(|path| DerivedItem { path, features: Vec::new() }).collect()
    }

    /// The fields of a type; shared with an ancestor where both have the same fields.
    fn fields(&mut self, id: StructuredId) -> Arc<[FieldItem]> {
        let owner = self.hierarchy.owner(id);
        if owner != id
            && let Some(path) = self.paths.structured.get(&id)
            && let Some(owner) = self.paths.structured.get(&owner)
        {
            self.same_fields.insert(path.clone(), owner.clone());
        }
        if let Some(fields) = self.fields.get(&owner) {
            return Arc::clone(fields);
        }
        let fields = self.own_fields(owner);
        self.fields.insert(owner, Arc::clone(&fields));
        fields
    }

    fn own_fields(&mut self, id: StructuredId) -> Arc<[FieldItem]> {
        let members = self.members(id);
        let declared: Vec<Option<Declared>> =
            members.iter().map(|member| member.is_kept.then(|| self.declared(member))).collect();
        let request = |(member, declared): (&PropertyMember<'_>, &Option<Declared>)| match declared {
            Some(declared) => Arc::clone(&declared.name_request),
            None => Arc::new(member.name_request(self.model)),
        };
        let name_requests: Vec<Arc<NameRequest>> = members.iter().zip(&declared).map(request).collect();
        let scope = NameScope { reserved: &[], pins: Some(&self.config.names), ignore_case: false };
        let idents = scope.decide(&name_requests, self.diagnostics);
        let key = self.key_properties(id);
        let fields = members.into_iter().zip(&declared).zip(idents);
        fields
            .filter_map(|((member, declared), ident)| {
                let is_key = key.names.contains(member.name);
                let access = access(member.ty.ty, member.meta, is_key);
                let field = self.field(id, &member, declared.as_ref()?, ident, access);
                Some(FieldItem { is_key: is_key && key.is_whole, ..field })
            })
            .collect()
    }

    /// What does not depend on the type that has the member.
    fn declared(&mut self, member: &PropertyMember<'_>) -> Declared {
        let declaration = (member.declared_by, member.is_navigation, member.index);
        if let Some(declared) = self.declared.get(&declaration) {
            return declared.clone();
        }
        let name_request = member.name_request(self.model);
        let mut docs = docs::docs(member.meta);
        facets::add(&mut docs, self.model, member.ty, member.default_value);
        let summary = Arc::new(docs::summary(&docs));
        let declared = Declared { name_request: Arc::new(name_request), docs: Arc::new(docs), summary };
        self.declared.insert(declaration, declared.clone());
        declared
    }

    /// The properties that a value of the type may hold, and those that the slice leaves out: ancestors' first, structural
    /// before navigation.
    pub(crate) fn members(&self, id: StructuredId) -> Vec<PropertyMember<'a>> {
        let model: &'a Model = self.model;
        let mut lineage: Vec<_> = model.lineage(id).collect();
        lineage.reverse();
        let mut members = Vec::new();
        for (rank, (owner, ty)) in lineage.into_iter().enumerate() {
            let structural = ty.properties.iter().enumerate();
            members
                .extend(structural.map(|(index, property)| PropertyMember::structural(owner, rank, index, property)));
            members.extend(ty.navigation.iter().enumerate().map(|(index, property)| {
                let is_kept = self.selection.navigation.contains(&(owner, index));
                PropertyMember { is_kept, ..PropertyMember::navigation(owner, rank, index, property) }
            }));
        }
        members
    }

    fn field(
        &self,
        owner: StructuredId,
        member: &PropertyMember<'_>,
        declared: &Declared,
        ident: Identifier,
        access: Settable,
    ) -> FieldItem {
        let is_said_elsewhere = member.declared_by != owner && self.paths.structured.contains_key(&member.declared_by);
        FieldItem {
            docs: Arc::clone(if is_said_elsewhere { &declared.summary } else { &declared.docs }),
            ident,
            wire: member.name.to_owned(),
            value: types::value(&self.paths, self.model, member.ty.ty),
            collection: member.ty.collection,
            is_navigation: member.is_navigation,
            // A collection property is never null by the standard; services that say nothing of it send null all the same.
            nullable: member.is_navigation || member.ty.nullable != Nullability::NonNullable,
            // Entities are never null (CSDL 8).
            nullable_items: !member.is_navigation
                && types::nullable_items(member.ty, self.config, || member.schema_path(self.model)),
            access,
            is_key: false,
        }
    }

    fn key_item(&mut self, id: StructuredId) -> Option<KeyItem> {
        let path = self.paths.keys.get(&id)?.clone();
        let ty = self.model.structured_type(id);
        let schema_name = self.model.full_name(&ty.name);
        let name_requests: Vec<NameRequest> = ty
            .key
            .iter()
            .map(|part| {
                let schema_path = format!("{schema_name}/$Key/{}", part.name);
                let request = NameRequest::new(vec![names::snake(&part.name)], schema_path, Some(ty.span));
                request.or_as_written(names::other_snake(&part.name))
            })
            .collect();
        let scope = NameScope { reserved: &[], pins: Some(&self.config.names), ignore_case: false };
        let idents = scope.decide(&name_requests, self.diagnostics);
        let parts = ty.key.iter().zip(idents).map(|(part, ident)| self.key_part(part, ident)).collect();
        Some(KeyItem { path, schema_name, parts })
    }

    fn key_part(&self, part: &KeyPart, ident: Identifier) -> KeyPartItem {
        let value = part
            .ty
            .as_ref()
            .map_or(Value::BuiltIn(RustType::String), |ty| types::value(&self.paths, self.model, ty.ty));
        KeyPartItem { ident, wire: part.name.to_string(), value }
    }
}
