//! Items over a type parameter.

use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::{
    GenericParam, Generics, ImplItem, ImplItemType, Item, Path, TraitBound, TraitBoundModifiers, Type, TypeModifiers,
    TypeParam, TypeParamBound, Visibility,
};

use super::ident;

/// `<name>`, or `<name: bound>`
fn parameters(name: &str, bound: Option<Path>) -> Generics {
    let colon_token = bound.as_ref().map(|_| <syn::Token![:]>::default());
    let bounds = bound.into_iter().map(|path| {
        TypeParamBound::Trait(TraitBound {
            paren_token: None,
            lifetimes: None,
            modifiers: TraitBoundModifiers::default(),
            maybe: None,
            path,
        })
    });
    let parameter =
        TypeParam { attrs: Vec::new(), ident: ident(name), colon_token, bounds: bounds.collect(), default: None };
    Generics {
        lt_token: Some(<syn::Token![<]>::default()),
        params: Punctuated::from_iter([GenericParam::Type(parameter)]),
        gt_token: Some(<syn::Token![>]>::default()),
        where_clause: None,
    }
}

/// `struct Name<P> { … }` of `struct Name { … }`, and likewise of an implementation.
pub(in crate::emit) fn over(name: &str, bound: Option<Path>, mut item: Item) -> Item {
    match &mut item {
        Item::Struct(item) => item.generics = parameters(name, bound),
        Item::Impl(item) => item.generics = parameters(name, bound),
        _ => {}
    }
    item
}

/// `type Name<parameter: bound> = T;` in an implementation.
pub(in crate::emit) fn generic_associated_type(name: Ident, parameter: &str, bound: Path, ty: Type) -> ImplItem {
    ImplItem::Type(ImplItemType {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: TypeModifiers::default(),
        type_token: <syn::Token![type]>::default(),
        ident: name,
        generics: parameters(parameter, Some(bound)),
        eq_token: <syn::Token![=]>::default(),
        ty,
        semi_token: <syn::Token![;]>::default(),
    })
}
