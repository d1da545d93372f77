//! The Rust paths of types and operations, for `codegen list`.

use std::collections::BTreeMap;

use crate::model::{Model, Operation};

use super::items::{Crate, Item, Surface, TypePath};
use super::naming::overload::overload_path;

/// The Rust paths of types and operations, relative to the crate.
#[derive(Debug, Default)]
pub(crate) struct RustPaths(BTreeMap<String, String>);

impl RustPaths {
    /// Looks through the whole plan.
    pub(crate) fn new(plan: &Crate) -> Self {
        let mut index = Self::default();
        for method in &plan.service.methods {
            if let Some(operation) = &method.operation {
                index.0.insert(operation.clone(), format!("Client::{}", method.ident));
            }
        }
        for placed in plan.modules.iter().flat_map(|module| &module.items) {
            match &placed.item {
                Item::Struct(ty) => {
                    index.ty(&ty.schema_name, &ty.path);
                    let path = ty.path.to_string();
                    index.surface(&ty.surface, &ty.schema_name, &format!("At<{path}>"));
                    index.surface(&ty.collection_surface, &ty.schema_name, &format!("At<Many<{path}>>"));
                }
                Item::Enum(ty) => index.ty(&ty.schema_name, &ty.path),
                Item::Newtype(ty) => index.ty(&ty.schema_name, &ty.path),
                Item::Action(_) => {}
            }
        }
        index
    }

    /// The path of a type: `microsoft_graph::User`.
    pub(crate) fn type_path(&self, schema_name: &str) -> Option<&str> {
        self.0.get(schema_name).map(String::as_str)
    }

    /// The method that calls an overload: `At<microsoft_graph::User>::send_mail`.
    pub(crate) fn operation_path(&self, model: &Model, operation: &Operation) -> Option<&str> {
        self.0.get(&overload_path(model, operation)).map(String::as_str)
    }

    fn ty(&mut self, schema_name: &str, path: &TypePath) {
        self.0.insert(schema_name.to_owned(), path.to_string());
    }

    /// Derived types have the methods of their ancestors too; the one at the binding type itself is shown.
    fn surface(&mut self, surface: &Surface, schema_name: &str, position: &str) {
        for method in &surface.methods {
            let Some(operation) = &method.operation else { continue };
            if is_bound_to(operation, schema_name) || !self.0.contains_key(operation) {
                self.0.insert(operation.clone(), format!("{position}::{}", method.ident));
            }
        }
    }
}

fn is_bound_to(overload: &str, schema_name: &str) -> bool {
    let binding = overload.split_once('(').map_or("", |(_, types)| types);
    let binding = binding.strip_prefix("Collection(").unwrap_or(binding);
    binding.strip_prefix(schema_name).is_some_and(|rest| rest.starts_with([',', ')']))
}
