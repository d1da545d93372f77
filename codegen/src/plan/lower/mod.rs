//! From model and slice to the plan.

mod actions;
mod claims;
mod constants;
mod derived;
mod enums;
mod fields;
mod keys;
mod methods;
mod structs;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{BatchFormat, Config};
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::model::constraints::Constraints;
use crate::model::ids::{OperationId, StructuredId};
use crate::select::Selection;

use super::docs::front::Facts;
use super::hierarchy::Hierarchy;
use super::items::{
    ActionItem, BatchItem, Crate, Docs, FieldItem, Item, Module, PackageItem, PlacedItem, ServiceItem, TypePath, code,
    words,
};
use super::lower::keys::Parts;
use super::lower::methods::MethodDraft;
use super::naming::names;
use super::naming::names::Identifier;
use super::naming::paths;
use super::naming::paths::Paths;
use super::naming::scope::{NameRequest, NameScope};
use super::overloads::Bound;
use super::{docs, features, sharing, size, unmatched};

/// The input of the lowering, the names that were decided before it, and what is shared between items.
pub(super) struct Lowering<'a> {
    pub(super) model: &'a Model,
    pub(super) selection: &'a Selection,
    pub(super) config: &'a Config,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) paths: Paths,
    pub(super) hierarchy: Hierarchy,
    pub(super) bound: Bound,
    pub(super) constraints: Constraints,
    /// The parameters of actions that have any.
    pub(super) actions: BTreeMap<OperationId, Arc<ActionItem>>,
    /// What types that inherit a property share, by the declaring type, whether it is a navigation property, and its index.
    pub(super) declared: BTreeMap<(StructuredId, bool, usize), Declared>,
    /// The fields of types that do not share the fields of another type.
    pub(super) fields: BTreeMap<StructuredId, Arc<[FieldItem]>>,
    /// For types that share the fields of an ancestor: that ancestor.
    pub(super) same_fields: BTreeMap<TypePath, TypePath>,
    /// The methods of navigation properties, by the declaring type and the index, and of bound operations.
    pub(super) navigation: BTreeMap<(StructuredId, usize), MethodDraft>,
    pub(super) operations: BTreeMap<OperationId, MethodDraft>,
    /// The alternate keys of types that declare any.
    pub(super) alternate_keys: BTreeMap<StructuredId, Arc<Vec<Parts<'a>>>>,
}

/// What a property becomes wherever it is inherited.
#[derive(Clone)]
pub(super) struct Declared {
    pub(super) name_request: Arc<NameRequest>,
    pub(super) docs: Arc<Docs>,
    /// The docs at types that inherit the property: the declaring type has all of them.
    pub(super) summary: Arc<Docs>,
}

/// Makes the plan of the generated crate; `None` where it would be larger than may be written.
pub(crate) fn lower(
    model: &Model,
    selection: &Selection,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Crate> {
    let hierarchy = Hierarchy::new(model, selection);
    let bound = Bound::new(model, selection);
    if !size::check(model, selection, &hierarchy, &bound, &config.limits, diagnostics) {
        return None;
    }
    unmatched::report(model, config, diagnostics);
    let paths = paths::decide(model, selection, &hierarchy, &config.names, diagnostics);
    let mut lowering = Lowering {
        model,
        selection,
        config,
        diagnostics,
        paths,
        hierarchy,
        bound,
        constraints: Constraints::new(model),
        declared: BTreeMap::new(),
        fields: BTreeMap::new(),
        same_fields: BTreeMap::new(),
        navigation: BTreeMap::new(),
        operations: BTreeMap::new(),
        alternate_keys: BTreeMap::new(),
        actions: BTreeMap::new(),
    };
    lowering.actions = lowering.action_items();
    let service = lowering.service();
    let modules = lowering.modules();
    let value_surfaces = lowering.value_surfaces();
    let mut plan = Crate { package: package(config), service, modules, value_surfaces, features: Vec::new() };
    features::assign(&mut plan);
    docs::positions::add(&mut plan);
    let facts = Facts::new(model, selection.container, &lowering.paths);
    plan.package.docs = docs::front::page(&plan, &facts);
    Some(plan)
}

fn package(config: &Config) -> PackageItem {
    let name = &config.package.name;
    PackageItem {
        name: name.clone(),
        version: config.package.version.clone(),
        crate_name: name.replace('-', "_"),
        runtime: config.runtime.clone(),
        docs: Docs::default(),
    }
}

impl Lowering<'_> {
    fn service(&mut self) -> ServiceItem {
        let methods = self.entry_methods();
        let docs = match self.selection.container {
            Some(id) => docs::docs(&self.model.container(id).meta),
            None => Docs::default(),
        };
        ServiceItem {
            root: self.config.service.root.clone().unwrap_or_default(),
            key_as_segment: self.config.service.key_as_segment,
            empty_parentheses: self.config.service.empty_parentheses,
            plain_base64: self.config.values.plain_base64,
            client_request_id: self.config.service.client_request_id,
            eventual_consistency: self.config.service.eventual_consistency,
            query_by_post: self.takes_query_by_post(),
            scopes: self.config.service.scopes.clone(),
            batch: self.batch(),
            docs,
            methods,
        }
    }

    /// Whether the metadata says that the service takes the query of a read as a body.
    fn takes_query_by_post(&self) -> bool {
        let known = self.selection.container.map(|id| &self.model.container(id).meta.get().capabilities);
        known.and_then(|known| known.query_by_post) == Some(true)
    }

    /// How batches are sent by the manifest, else by the metadata.
    fn batch(&self) -> BatchItem {
        let config = &self.config.batch;
        let known = self.selection.container.map(|id| &self.model.container(id).meta.get().capabilities);
        let formats: &[Box<str>] = known.map_or(&[], |known| &known.batch_formats);
        let takes = |media_type: &str| formats.iter().any(|format| format.starts_with(media_type));
        let is_multipart = match config.format {
            Some(format) => format == BatchFormat::Multipart,
            None => takes("multipart/mixed") && !takes("application/json"),
        };
        BatchItem {
            is_supported: known.and_then(|known| known.batch_supported) != Some(false),
            is_multipart,
            limit: config.limit,
            has_rooted_urls: config.rooted_urls,
        }
    }

    fn modules(&mut self) -> Vec<Module> {
        let mut items: BTreeMap<Identifier, Vec<Item>> = BTreeMap::new();
        let structured: Vec<_> = self.paths.structured.iter().map(|(id, path)| (*id, path.clone())).collect();
        for (id, path) in structured {
            let module = path.module.clone();
            let item = Item::Struct(Box::new(self.struct_item(id, path)));
            items.entry(module).or_default().push(item);
        }
        let enums: Vec<_> = self.paths.enums.iter().map(|(id, path)| (*id, path.clone())).collect();
        for (id, path) in enums {
            let module = path.module.clone();
            let item = Item::Enum(self.enum_item(id, path));
            items.entry(module).or_default().push(item);
        }
        let definitions: Vec<_> = self.paths.definitions.iter().map(|(id, path)| (*id, path.clone())).collect();
        for (id, path) in definitions {
            let module = path.module.clone();
            let item = Item::Newtype(self.newtype_item(id, path));
            items.entry(module).or_default().push(item);
        }
        for action in self.actions.values() {
            items.entry(action.path.module.clone()).or_default().push(Item::Action(Arc::clone(action)));
        }
        sharing::decide(&mut items, &self.same_fields, &self.paths.shared);
        let namespaces: Vec<_> = self.paths.modules.iter().map(|(id, ident)| (*id, ident.clone())).collect();
        let mut modules: Vec<Module> = namespaces
            .into_iter()
            .map(|(id, ident)| {
                let namespace = self.model.namespace(id);
                let items = self.place(items.remove(&ident).unwrap_or_default());
                Module {
                    namespace: namespace.name.to_string(),
                    docs: docs::docs_or(&namespace.meta, [words("Namespace "), code(&*namespace.name), words(".")]),
                    features: Vec::new(),
                    ident,
                    items,
                }
            })
            .collect();
        modules.sort_by(|a, b| a.ident.cmp(&b.ident));
        modules
    }

    /// A file for each type, its name unique even where the file system ignores case. Aliases get no file.
    fn place(&mut self, items: Vec<Item>) -> Vec<PlacedItem> {
        let (aliases, rest): (Vec<Item>, Vec<Item>) = items.into_iter().partition(sharing::is_alias);
        let name_requests: Vec<NameRequest> = rest
            .iter()
            .map(|item| {
                let ident = &item.path().ident;
                NameRequest::new(vec![names::file_stem(ident)], ident.to_string(), None)
            })
            .collect();
        // Where a script has no case, a type and its file's module would meet in one namespace.
        let types = aliases.iter().chain(&rest).flat_map(Item::idents).map(Identifier::as_str);
        let types = types.filter(|name| names::is_snake(name));
        // Aliases name the runtime.
        let reserved: Vec<&str> = types.chain((!aliases.is_empty()).then_some("runtime")).collect();
        let scope = NameScope { reserved: &reserved, pins: None, ignore_case: true };
        let stems = scope.decide(&name_requests, self.diagnostics).into_iter().map(Some);
        let rest = rest.into_iter().zip(stems).map(|(item, file)| PlacedItem { file, item });
        let mut placed: Vec<PlacedItem> =
            aliases.into_iter().map(|item| PlacedItem { file: None, item }).chain(rest).collect();
        placed.sort_by(|a, b| (&a.file, a.item.path()).cmp(&(&b.file, b.item.path())));
        placed
    }
}
