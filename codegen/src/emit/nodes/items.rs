//! Items, and what stands in them.

use proc_macro2::{Ident, TokenTree};
use syn::{
    Attribute, ConstModifiers, Expr, Field, FieldModifiers, Fields, FieldsNamed, FieldsUnnamed, Generics, ImplItem,
    ImplItemConst, ImplItemType, ImplModifiers, Item, ItemConst, ItemEnum, ItemImpl, ItemMacro, ItemMod, ItemStruct,
    ItemType, ItemUse, Macro, MacroDelimiter, Path, Type, TypeModifiers, UseGlob, UseGroup, UseName, UsePath,
    UseRename, UseTree, Variant, Visibility, WhereClausePlacement,
};

use super::ident;

fn public() -> Visibility {
    Visibility::Public(<syn::Token![pub]>::default())
}

/// `pub struct Name { fields }`
pub(in crate::emit) fn structure(
    attributes: Vec<Attribute>,
    name: Ident,
    fields: impl IntoIterator<Item = Field>,
) -> Item {
    Item::Struct(ItemStruct {
        attrs: attributes,
        vis: public(),
        struct_token: <syn::Token![struct]>::default(),
        ident: name,
        generics: Generics::default(),
        fields: Fields::Named(FieldsNamed {
            brace_token: syn::token::Brace::default(),
            named: fields.into_iter().collect(),
        }),
        semi_token: None,
    })
}

/// `pub struct Name(pub T);`
pub(in crate::emit) fn tuple_structure(attributes: Vec<Attribute>, name: Ident, ty: Type) -> Item {
    Item::Struct(ItemStruct {
        attrs: attributes,
        vis: public(),
        struct_token: <syn::Token![struct]>::default(),
        ident: name,
        generics: Generics::default(),
        fields: unnamed(public(), ty),
        semi_token: Some(<syn::Token![;]>::default()),
    })
}

/// `(T)`, or `(pub T)`
fn unnamed(visibility: Visibility, ty: Type) -> Fields {
    let field = Field {
        attrs: Vec::new(),
        vis: visibility,
        modifiers: FieldModifiers::default(),
        ident: None,
        colon_token: None,
        ty,
        default: None,
    };
    Fields::Unnamed(FieldsUnnamed { paren_token: syn::token::Paren::default(), unnamed: [field].into_iter().collect() })
}

/// `pub type Name = T;`
pub(in crate::emit) fn alias(attributes: Vec<Attribute>, name: Ident, target: Type) -> Item {
    Item::Type(ItemType {
        attrs: attributes,
        vis: public(),
        modifiers: TypeModifiers::default(),
        type_token: <syn::Token![type]>::default(),
        ident: name,
        generics: Generics::default(),
        eq_token: <syn::Token![=]>::default(),
        ty: Box::new(target),
        where_clause_placement: WhereClausePlacement::Early,
        semi_token: <syn::Token![;]>::default(),
    })
}

/// `pub enum Name { variants }`
pub(in crate::emit) fn enumeration(
    attributes: Vec<Attribute>,
    name: Ident,
    variants: impl IntoIterator<Item = Variant>,
) -> Item {
    Item::Enum(ItemEnum {
        attrs: attributes,
        vis: public(),
        enum_token: <syn::Token![enum]>::default(),
        ident: name,
        generics: Generics::default(),
        brace_token: syn::token::Brace::default(),
        variants: variants.into_iter().collect(),
    })
}

/// `Name`
pub(in crate::emit) fn unit_variant(attributes: Vec<Attribute>, name: Ident) -> Variant {
    Variant { attrs: attributes, ident: name, fields: Fields::Unit, discriminant: None }
}

/// `Name(T)`
pub(in crate::emit) fn tuple_variant(attributes: Vec<Attribute>, name: Ident, ty: Type) -> Variant {
    Variant { attrs: attributes, ident: name, fields: unnamed(Visibility::Inherited, ty), discriminant: None }
}

/// `pub name: T`
pub(in crate::emit) fn field_definition(attributes: Vec<Attribute>, name: Ident, ty: Type) -> Field {
    Field {
        attrs: attributes,
        vis: public(),
        modifiers: FieldModifiers::default(),
        ident: Some(name),
        colon_token: Some(<syn::Token![:]>::default()),
        ty,
        default: None,
    }
}

/// `impl trait_path for T { items }`, or `impl T { items }`
pub(in crate::emit) fn implementation(trait_path: Option<Path>, ty: Type, items: Vec<ImplItem>) -> Item {
    Item::Impl(ItemImpl {
        attrs: Vec::new(),
        modifiers: ImplModifiers::default(),
        unsafety: None,
        impl_token: <syn::Token![impl]>::default(),
        generics: Generics::default(),
        trait_: trait_path.map(|path| (path, <syn::Token![for]>::default())),
        self_ty: Box::new(ty),
        brace_token: syn::token::Brace::default(),
        items,
    })
}

/// `const NAME: T = value;` in an implementation.
pub(in crate::emit) fn associated_constant(name: &str, ty: Type, value: Expr) -> ImplItem {
    constant_of_type(Vec::new(), Visibility::Inherited, name, ty, value)
}

/// `pub const NAME: T = value;` in an implementation.
pub(in crate::emit) fn public_constant(attributes: Vec<Attribute>, name: &str, ty: Type, value: Expr) -> ImplItem {
    constant_of_type(attributes, public(), name, ty, value)
}

fn constant_of_type(attributes: Vec<Attribute>, visibility: Visibility, name: &str, ty: Type, value: Expr) -> ImplItem {
    ImplItem::Const(ImplItemConst {
        attrs: attributes,
        vis: visibility,
        modifiers: ConstModifiers::default(),
        const_token: <syn::Token![const]>::default(),
        ident: ident(name),
        generics: Generics::default(),
        colon_token: <syn::Token![:]>::default(),
        ty,
        eq_token: <syn::Token![=]>::default(),
        expr: value,
        semi_token: <syn::Token![;]>::default(),
    })
}

/// `type Name = T;` in an implementation.
pub(in crate::emit) fn associated_type(name: &str, ty: Type) -> ImplItem {
    ImplItem::Type(ImplItemType {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: TypeModifiers::default(),
        type_token: <syn::Token![type]>::default(),
        ident: ident(name),
        generics: Generics::default(),
        eq_token: <syn::Token![=]>::default(),
        ty,
        semi_token: <syn::Token![;]>::default(),
    })
}

/// `pub const NAME: T = value;`
pub(in crate::emit) fn constant(attributes: Vec<Attribute>, name: &str, ty: Type, value: Expr) -> Item {
    Item::Const(ItemConst {
        attrs: attributes,
        vis: public(),
        modifiers: ConstModifiers::default(),
        const_token: <syn::Token![const]>::default(),
        ident: ident(name),
        generics: Generics::default(),
        colon_token: <syn::Token![:]>::default(),
        ty: Box::new(ty),
        eq_token: <syn::Token![=]>::default(),
        expr: Box::new(value),
        semi_token: <syn::Token![;]>::default(),
    })
}

/// `mod name;`
pub(in crate::emit) fn module_declaration(name: &str) -> Item {
    module(Visibility::Inherited, name)
}

/// `pub mod name;`
pub(in crate::emit) fn public_module(name: &str) -> Item {
    module(public(), name)
}

fn module(visibility: Visibility, name: &str) -> Item {
    Item::Mod(ItemMod {
        attrs: Vec::new(),
        vis: visibility,
        unsafety: None,
        mod_token: <syn::Token![mod]>::default(),
        ident: ident(name),
        content: None,
        semi: Some(<syn::Token![;]>::default()),
    })
}

/// `use tree;`
pub(in crate::emit) fn use_declaration(attributes: Vec<Attribute>, tree: UseTree) -> Item {
    import(attributes, Visibility::Inherited, tree)
}

/// `pub use tree;`
pub(in crate::emit) fn reexport(tree: UseTree) -> Item {
    import(Vec::new(), public(), tree)
}

fn import(attributes: Vec<Attribute>, visibility: Visibility, tree: UseTree) -> Item {
    Item::Use(ItemUse {
        attrs: attributes,
        vis: visibility,
        use_token: <syn::Token![use]>::default(),
        leading_colon: None,
        tree,
        semi_token: <syn::Token![;]>::default(),
    })
}

/// `name::tree` in a `use`.
pub(in crate::emit) fn use_path(name: &str, tree: UseTree) -> UseTree {
    UseTree::Path(UsePath { ident: ident(name), colon2_token: <syn::Token![::]>::default(), tree: Box::new(tree) })
}

/// `name` in a `use`.
pub(in crate::emit) fn use_name(name: &str) -> UseTree {
    UseTree::Name(UseName { ident: ident(name) })
}

/// `*` in a `use`.
pub(in crate::emit) fn use_glob() -> UseTree {
    UseTree::Glob(UseGlob { star_token: <syn::Token![*]>::default() })
}

/// `name as rename` in a `use`.
pub(in crate::emit) fn use_rename(name: &str, rename: &str) -> UseTree {
    UseTree::Rename(UseRename { ident: ident(name), as_token: <syn::Token![as]>::default(), rename: ident(rename) })
}

/// `{a, b}` in a `use`.
pub(in crate::emit) fn use_group(trees: impl IntoIterator<Item = UseTree>) -> UseTree {
    UseTree::Group(UseGroup { brace_token: syn::token::Brace::default(), items: trees.into_iter().collect() })
}

/// `path!(argument);`
pub(in crate::emit) fn macro_call(path: Path, argument: Ident) -> Item {
    let mac = Macro {
        path,
        bang_token: <syn::Token![!]>::default(),
        delimiter: MacroDelimiter::Paren(syn::token::Paren::default()),
        tokens: TokenTree::from(argument).into(),
    };
    Item::Macro(ItemMacro { attrs: Vec::new(), ident: None, mac, semi_token: Some(<syn::Token![;]>::default()) })
}
