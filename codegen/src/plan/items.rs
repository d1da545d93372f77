//! The output as data: every name is final, every type mapped. [`emit`](crate::emit) turns it into tokens and decides nothing.

mod batch;
mod constants;
mod docs;
mod paths;

use crate::config::Runtime;
use std::sync::Arc;

pub(crate) use crate::model::RustType;
pub(crate) use batch::BatchItem;
pub(crate) use constants::{ConstantItem, ConstantValue, NewtypeItem};
pub(crate) use docs::{Block, CodeLine, Docs, Link, Piece, code, fits_in_code, odata_name, words};
pub(crate) use paths::TypePath;

pub(crate) use super::naming::names::Identifier;

/// The generated crate.
#[derive(Debug)]
pub(crate) struct Crate {
    pub(crate) package: PackageItem,
    pub(crate) service: ServiceItem,
    /// One per namespace with anything in it, by identifier.
    pub(crate) modules: Vec<Module>,
    /// The methods of positions whose values are not structured: primitive, enumeration and untyped ones.
    pub(crate) value_surfaces: Vec<Surface>,
    /// Cargo features of the namespaces: one for each, or an empty list.
    pub(crate) features: Vec<Feature>,
}

/// A Cargo feature that enables a namespace.
#[derive(Debug)]
pub(crate) struct Feature {
    pub(crate) name: String,
    /// The features of the namespaces that it needs.
    pub(crate) enables: Vec<String>,
}

/// The package's own data.
#[derive(Debug)]
pub(crate) struct PackageItem {
    pub(crate) name: String,
    pub(crate) version: String,
    /// The name by which Rust code refers to the crate.
    pub(crate) crate_name: String,
    pub(crate) runtime: Runtime,
    pub(crate) docs: Docs,
}

/// Where a client starts.
#[derive(Debug)]
pub(crate) struct ServiceItem {
    /// Ends in `/`; empty where the manifest names none.
    pub(crate) root: String,
    pub(crate) key_as_segment: bool,
    pub(crate) empty_parentheses: bool,
    pub(crate) plain_base64: bool,
    pub(crate) client_request_id: bool,
    pub(crate) eventual_consistency: bool,
    pub(crate) query_by_post: bool,
    pub(crate) scopes: Vec<String>,
    pub(crate) batch: BatchItem,
    pub(crate) docs: Docs,
    /// Entity sets, singletons and imports.
    pub(crate) methods: Vec<Method>,
}

/// One namespace.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) ident: Identifier,
    pub(crate) namespace: String,
    pub(crate) docs: Docs,
    /// The features that have to be enabled for it to be there.
    pub(crate) features: Vec<String>,
    /// By file stem; items without a file of their own come first.
    pub(crate) items: Vec<PlacedItem>,
}

/// One type, and where it is written.
#[derive(Debug)]
pub(crate) struct PlacedItem {
    /// The stem of its file; `None` for an item that is written in the file of the module.
    pub(crate) file: Option<Identifier>,
    pub(crate) item: Item,
}

/// One type, with its key, its tokens and its methods.
#[derive(Debug)]
pub(crate) enum Item {
    Struct(Box<StructItem>),
    Enum(EnumItem),
    Newtype(NewtypeItem),
    Action(Arc<ActionItem>),
}

impl Item {
    /// Where its type lies.
    pub(crate) fn path(&self) -> &TypePath {
        match self {
            Self::Struct(item) => &item.path,
            Self::Enum(item) => &item.path,
            Self::Newtype(item) => &item.path,
            Self::Action(item) => &item.path,
        }
    }

    pub(crate) fn as_struct(&self) -> Option<&StructItem> {
        match self {
            Self::Struct(item) => Some(item),
            Self::Enum(_) | Self::Newtype(_) | Self::Action(_) => None,
        }
    }

    /// The types that the module exports of it, without an enumeration of alternatives.
    pub(crate) fn exports(&self) -> impl Iterator<Item = &TypePath> {
        std::iter::once(self.path()).chain(self.as_struct().into_iter().flat_map(StructItem::companions))
    }

    /// The names of all types that are written with it.
    pub(crate) fn idents(&self) -> impl Iterator<Item = &Identifier> {
        let any = self.as_struct().and_then(|item| item.any.as_ref());
        self.exports().chain(any.map(|any| &any.path)).map(|path| &path.ident)
    }
}

/// The Rust type of a single value, before `Option`, `Vec` and the like.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    /// A type of the standard library or of `runtime::edm`.
    BuiltIn(RustType),
    Enum(TypePath),
    Flags(TypePath),
    Newtype(TypePath),
    Structured(TypePath),
}

/// A complex or entity type.
#[derive(Debug)]
pub(crate) struct StructItem {
    pub(crate) path: TypePath,
    pub(crate) schema_name: String,
    pub(crate) docs: Docs,
    pub(crate) is_open: bool,
    /// The nearest ancestor that is generated.
    pub(crate) base: Option<TypePath>,
    /// The generated types whose `base` this is.
    pub(crate) derived: Vec<DerivedItem>,
    /// The aliases of the namespace.
    pub(crate) aliases: Vec<String>,
    /// The type with all that derive from it, where instances of them can arrive.
    pub(crate) any: Option<AnyItem>,
    /// Inherited ones first. A type that declares no fields shares those of its base type.
    pub(crate) fields: Arc<[FieldItem]>,
    /// Values that the schema names.
    pub(crate) constants: Vec<ConstantItem>,
    /// The struct that it shares with other types, if any.
    pub(crate) shared: Option<SharedItem>,
    /// The key type that this type declares.
    pub(crate) key: Option<KeyItem>,
    /// The tokens of the properties for queries; none where there are no properties.
    pub(crate) tokens: Option<TypePath>,
    pub(crate) surface: Surface,
    pub(crate) collection_surface: Surface,
}

impl StructItem {
    /// Whether the struct of its values is written in its file, and not in that of another type.
    pub(crate) fn defines_struct(&self) -> bool {
        self.shared.as_ref().is_none_or(|shared| shared.marker_field.is_some())
    }

    fn companions(&self) -> impl Iterator<Item = &TypePath> {
        let shared = self.shared.as_ref();
        let structure = shared.map(|shared| &shared.structure).filter(|_| self.defines_struct());
        let marker = shared.map(|shared| &shared.marker);
        let tokens = self.tokens.as_ref().filter(|_| self.defines_struct());
        let key = self.key.as_ref().map(|key| &key.path);
        structure.into_iter().chain(marker).chain(tokens).chain(key)
    }
}

/// A struct that types of the same fields and methods share, and the marker of this type.
#[derive(Debug)]
pub(crate) struct SharedItem {
    /// The struct, which takes the marker as an argument.
    pub(crate) structure: TypePath,
    /// The marker of this type.
    pub(crate) marker: TypePath,
    /// The field that holds the marker; only at the type that defines the struct.
    pub(crate) marker_field: Option<Identifier>,
}

/// A type that derives from another one.
#[derive(Debug)]
pub(crate) struct DerivedItem {
    pub(crate) path: TypePath,
    /// The features that have to be enabled for it to be there.
    pub(crate) features: Vec<String>,
}

/// A type and those that derive from it, as an enumeration.
#[derive(Debug)]
pub(crate) struct AnyItem {
    pub(crate) path: TypePath,
    pub(crate) docs: Docs,
    /// The docs of the first alternative, which also holds instances of types that are not generated.
    pub(crate) base_docs: Docs,
    /// The type itself; then those in [`StructItem::derived`], each before those that derive from it.
    pub(crate) alternatives: Vec<Alternative>,
    /// The features that have to be enabled for all alternatives to be there.
    pub(crate) features: Vec<String>,
}

/// One of the types of an [`AnyItem`].
#[derive(Debug)]
pub(crate) struct Alternative {
    pub(crate) ident: Identifier,
    pub(crate) path: TypePath,
}

/// A property as a field.
#[derive(Debug)]
pub(crate) struct FieldItem {
    pub(crate) ident: Identifier,
    pub(crate) wire: String,
    pub(crate) value: Value,
    pub(crate) collection: bool,
    /// A navigation property, whose value is there only where it was asked for.
    pub(crate) is_navigation: bool,
    /// Whether null may stand for the property.
    pub(crate) nullable: bool,
    /// Whether null may stand for an item of the collection.
    pub(crate) nullable_items: bool,
    pub(crate) access: Settable,
    /// Whether it is a part of the key of the type.
    pub(crate) is_key: bool,
    /// Shared by the types that inherit the property.
    pub(crate) docs: Arc<Docs>,
}

/// When a property can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Settable {
    Always,
    /// When its owner is created, and not afterwards: a part of the key, `Core.Immutable`.
    Once,
    /// By the service alone: `Core.Computed`, read-only ones, streams.
    Never,
}

/// A key as a type.
#[derive(Debug)]
pub(crate) struct KeyItem {
    pub(crate) path: TypePath,
    /// The entity type whose key this is.
    pub(crate) schema_name: String,
    pub(crate) parts: Vec<KeyPartItem>,
}

/// One part of a key.
#[derive(Debug)]
pub(crate) struct KeyPartItem {
    pub(crate) ident: Identifier,
    pub(crate) wire: String,
    pub(crate) value: Value,
}

/// An enumeration type.
#[derive(Debug)]
pub(crate) struct EnumItem {
    pub(crate) path: TypePath,
    pub(crate) schema_name: String,
    pub(crate) is_flags: bool,
    pub(crate) docs: Docs,
    pub(crate) variants: Vec<Variant>,
    /// The name of the variant that keeps what the schema does not declare.
    pub(crate) unrecognized: Identifier,
}

/// A member as a variant.
#[derive(Debug)]
pub(crate) struct Variant {
    pub(crate) ident: Identifier,
    pub(crate) wire: String,
    pub(crate) value: i64,
    pub(crate) docs: Docs,
}

/// The parameters of an action as a type.
#[derive(Debug, PartialEq)]
pub(crate) struct ActionItem {
    pub(crate) path: TypePath,
    pub(crate) docs: Docs,
    pub(crate) parameters: Vec<ActionParameterItem>,
    /// Values of parameters that the schema names.
    pub(crate) constants: Vec<ConstantItem>,
}

/// A parameter of an action as a field.
#[derive(Debug, PartialEq)]
pub(crate) struct ActionParameterItem {
    pub(crate) parameter: ParameterItem,
    pub(crate) docs: Docs,
}

/// Request methods on one kind of position.
#[derive(Debug)]
pub(crate) struct Surface {
    pub(crate) position: Shape,
    pub(crate) methods: Vec<Method>,
    /// The features that have to be enabled for the position to be there.
    pub(crate) features: Vec<String>,
}

/// What is at a position, or what a request answers with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shape {
    pub(crate) kind: ShapeKind,
    /// An answer of 204 means null.
    pub(crate) nullable: bool,
}

/// The forms of [`Shape`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ShapeKind {
    Nothing,
    One(Value),
    Many { value: Value, nullable_items: bool },
}

/// A method that goes on from a position, or from the client.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) ident: Identifier,
    /// Shared by the types that inherit the method.
    pub(crate) docs: Arc<Docs>,
    pub(crate) step: MethodStep,
    pub(crate) answer: Shape,
    /// The overload that it calls, as annotation targets write it: `Ns.op(Ns.Type,Edm.String)`.
    pub(crate) operation: Option<String>,
    /// The features that have to be enabled for the types that it names to be there.
    pub(crate) features: Vec<String>,
    /// The type whose struct this type shares has the same method, which serves all types that share it.
    pub(crate) is_shared: bool,
}

/// What a method adds to the URL.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum MethodStep {
    /// A segment as it stands: an entity set, a singleton, a navigation property.
    Segment(String),
    /// The key of an item of a collection.
    Key { parts: Vec<ParameterItem>, kind: KeyKind },
    /// A function call.
    Function { segment: String, parameters: Vec<ParameterItem> },
    /// An action call; without parameters where it has none.
    Action { segment: String, parameters: Option<Arc<ActionItem>> },
}

/// Which key of an item is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// All parts of the declared key.
    Whole,
    /// Those parts of it that no referential constraint fixes.
    Free,
    /// An alternate key, all of whose parts are named.
    Alternate,
}

/// A parameter that the caller passes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ParameterItem {
    pub(crate) ident: Identifier,
    pub(crate) wire: String,
    pub(crate) value: Value,
    pub(crate) collection: bool,
    pub(crate) nullable_items: bool,
    pub(crate) presence: Presence,
}

/// Whether a parameter may be left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Required,
    /// Nothing given is sent as null.
    Nullable,
    /// Nothing given is not sent (`Core.OptionalParameter`, U11).
    Optional,
    /// The same, and null is something that can be given.
    OptionalOrNull,
}

impl Presence {
    /// How many `Option`s are around the value.
    pub(crate) fn options(self) -> usize {
        usize::from(self != Self::Required) + usize::from(self == Self::OptionalOrNull)
    }
}
