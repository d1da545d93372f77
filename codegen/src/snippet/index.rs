//! What the plan calls things, by what the schema calls them.

use std::collections::BTreeMap;

use crate::model::{Model, Type};
use crate::plan::items::{
    Crate, EnumItem, Item, Method, MethodStep, NewtypeItem, Shape, ShapeKind, StructItem, Surface, TypePath, Value,
};
use crate::plan::types;

/// The plan, by name.
#[derive(Debug)]
pub(super) struct PlanIndex<'a> {
    plan: &'a Crate,
    structs: BTreeMap<&'a TypePath, &'a StructItem>,
    enums: BTreeMap<&'a TypePath, &'a EnumItem>,
    newtypes: BTreeMap<&'a TypePath, &'a NewtypeItem>,
    /// Qualified by the namespace or an alias of it.
    schema_names: BTreeMap<String, &'a TypePath>,
}

impl<'a> PlanIndex<'a> {
    pub(super) fn new(plan: &'a Crate) -> Self {
        let mut index = Self {
            plan,
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            newtypes: BTreeMap::new(),
            schema_names: BTreeMap::new(),
        };
        for placed in plan.modules.iter().flat_map(|module| &module.items) {
            match &placed.item {
                Item::Struct(item) => {
                    index.structs.insert(&item.path, item);
                    index.schema_names.insert(item.schema_name.clone(), &item.path);
                    let short = item.schema_name.rsplit('.').next().unwrap_or_default();
                    let aliases = item.aliases.iter().map(|alias| (format!("{alias}.{short}"), &item.path));
                    index.schema_names.extend(aliases);
                }
                Item::Enum(item) => {
                    index.enums.insert(&item.path, item);
                    index.schema_names.insert(item.schema_name.clone(), &item.path);
                }
                Item::Newtype(item) => {
                    index.newtypes.insert(&item.path, item);
                    index.schema_names.insert(item.schema_name.clone(), &item.path);
                }
                Item::Action(_) => {}
            }
        }
        index
    }

    /// The structured type of that qualified name, whatever its case, and the name as it is declared.
    pub(super) fn structure_of(&self, name: &str) -> Option<(&str, &'a StructItem)> {
        let exact = self.schema_names.get_key_value(name);
        let mut names = self.schema_names.iter();
        let found = exact.or_else(|| names.find(|(declared, _)| declared.eq_ignore_ascii_case(name)));
        found.and_then(|(declared, path)| Some((declared.as_str(), *self.structs.get(path)?)))
    }

    /// The Rust type of a single value.
    pub(super) fn rust_type(&self, model: &Model, ty: Type) -> Value {
        let path = |name| self.schema_names.get(model.full_name(name).as_str()).map(|path| (*path).clone());
        let generated = match ty {
            Type::Primitive(_) | Type::Abstract(_) | Type::Unresolved => None,
            Type::Structured(id) => path(&model.structured_type(id).name).map(Value::Structured),
            Type::Definition(id) => path(&model.type_definition(id).name).map(Value::Newtype),
            Type::Enum(id) => {
                let ty = model.enum_type(id);
                path(&ty.name).map(if ty.is_flags { Value::Flags } else { Value::Enum })
            }
        };
        generated.unwrap_or_else(|| types::built_in(ty))
    }

    pub(super) fn structure(&self, path: &TypePath) -> Option<&'a StructItem> {
        self.structs.get(path).copied()
    }

    pub(super) fn enumeration(&self, path: &TypePath) -> Option<&'a EnumItem> {
        self.enums.get(path).copied()
    }

    pub(super) fn newtype(&self, path: &TypePath) -> Option<&'a NewtypeItem> {
        self.newtypes.get(path).copied()
    }

    /// A method of the client: of an entity set or a singleton without `operation`, else of an import.
    pub(super) fn entry(&self, segment: &str, operation: Option<&str>) -> Option<&'a Method> {
        self.plan.service.methods.iter().find(|method| is(method, segment, operation))
    }

    /// An entity set of that type, by its name in the schema.
    pub(super) fn set_of(&self, path: &TypePath) -> Option<&'a str> {
        let is_set = |method: &&Method| matches!(&method.answer.kind, ShapeKind::Many { value: Value::Structured(its), .. } if its == path);
        self.plan.service.methods.iter().filter(is_set).find_map(|method| match &method.step {
            MethodStep::Segment(segment) => Some(segment.as_str()),
            MethodStep::Key { .. } | MethodStep::Function { .. } | MethodStep::Action { .. } => None,
        })
    }

    /// The method that goes to a navigation property.
    pub(super) fn navigation(&self, at: &Shape, segment: &str) -> Option<&'a Method> {
        self.methods(at).iter().find(|method| is(method, segment, None))
    }

    /// The method that calls an overload.
    pub(super) fn operation(&self, at: &Shape, overload: &str) -> Option<&'a Method> {
        self.methods(at).iter().find(|method| method.operation.as_deref() == Some(overload))
    }

    /// The method that goes to an item by a key of these parts.
    pub(super) fn key(&self, at: &Shape, names: &[&str]) -> Option<&'a Method> {
        self.methods(at).iter().find(|method| match &method.step {
            MethodStep::Key { parts, .. } => {
                parts.len() == names.len() && parts.iter().all(|part| names.contains(&part.wire.as_str()))
            }
            MethodStep::Segment(_) | MethodStep::Function { .. } | MethodStep::Action { .. } => false,
        })
    }

    /// The methods that a position has of its own.
    fn methods(&self, at: &Shape) -> &'a [Method] {
        let surface: Option<&Surface> = match &at.kind {
            ShapeKind::One(Value::Structured(path)) => self.structure(path).map(|item| &item.surface),
            ShapeKind::Many { value: Value::Structured(path), .. } => {
                self.structure(path).map(|item| &item.collection_surface)
            }
            ShapeKind::Nothing | ShapeKind::One(_) | ShapeKind::Many { .. } => {
                self.plan.value_surfaces.iter().find(|surface| surface.position == *at)
            }
        };
        surface.map_or(&[], |surface| surface.methods.as_slice())
    }
}

/// Whether the method adds this segment, for this operation or for none.
fn is(method: &Method, segment: &str, operation: Option<&str>) -> bool {
    let its_segment = match &method.step {
        MethodStep::Segment(segment) | MethodStep::Function { segment, .. } | MethodStep::Action { segment, .. } => {
            segment
        }
        MethodStep::Key { .. } => return false,
    };
    its_segment == segment && method.operation.as_deref() == operation
}
