//! Enumeration types and type definitions as items.

use crate::model::ids::{EnumId, TypeDefinitionId};

use super::Lowering;
use crate::plan::docs;
use crate::plan::docs::facets;
use crate::plan::items::{EnumItem, NewtypeItem, TypePath, Variant, code, words};
use crate::plan::naming::names;
use crate::plan::naming::names::Identifier;
use crate::plan::naming::scope::{NameRequest, NameScope};
use crate::plan::types;

impl Lowering<'_> {
    /// An enumeration type, its variants named in one scope with the one that keeps unknown members.
    pub(crate) fn enum_item(&mut self, id: EnumId, path: TypePath) -> EnumItem {
        let ty = self.model.enum_type(id);
        let schema_name = self.model.full_name(&ty.name);
        let name_requests: Vec<NameRequest> = ty
            .members
            .iter()
            .map(|member| {
                let schema_path = format!("{schema_name}/{}", member.name);
                let request = NameRequest::new(vec![names::variant(&member.name)], schema_path, Some(member.span));
                request.or_as_written(names::other_variant(&member.name))
            })
            .collect();
        let scope = NameScope { reserved: &[UNRECOGNIZED], pins: Some(&self.config.names), ignore_case: false };
        let idents = scope.decide(&name_requests, self.diagnostics);
        let variants = ty
            .members
            .iter()
            .zip(idents)
            .map(|(member, ident)| Variant {
                ident,
                wire: member.name.to_string(),
                value: member.value,
                docs: docs::docs(&member.meta),
            })
            .collect();
        EnumItem {
            path,
            docs: docs::docs_or(&ty.meta, [words("Enumeration type "), code(&*schema_name), words(".")]),
            schema_name,
            is_flags: ty.is_flags,
            variants,
            unrecognized: Identifier::joined(&[UNRECOGNIZED]),
        }
    }

    /// A type definition.
    pub(crate) fn newtype_item(&mut self, id: TypeDefinitionId, path: TypePath) -> NewtypeItem {
        let ty = self.model.type_definition(id);
        let schema_name = self.model.full_name(&ty.name);
        let mut docs = docs::docs_or(&ty.meta, [words("Type definition "), code(&*schema_name), words(".")]);
        facets::add(&mut docs, self.model, &ty.underlying, None);
        let value = types::value(&self.paths, self.model, ty.underlying.ty);
        let constants = self.constants_of_definition(id);
        NewtypeItem { path, docs, schema_name, value, constants }
    }
}

/// The variant for members that the schema does not declare.
const UNRECOGNIZED: &str = "Unrecognized";
