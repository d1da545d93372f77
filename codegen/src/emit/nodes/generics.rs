//! Items over a type parameter.

use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, ImplItem, Item, ItemImpl, ItemStruct, Path, Type, TypeParam};

use super::ident;
use super::items::associated_type;
use super::types::trait_bound;

/// `<name>`, or `<name: bound>`
fn parameters(name: &str, bound: Option<Path>) -> Generics {
    let colon_token = bound.as_ref().map(|_| <syn::Token![:]>::default());
    let bounds = bound.into_iter().map(trait_bound);
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
    if let Item::Struct(ItemStruct { generics, .. }) | Item::Impl(ItemImpl { generics, .. }) = &mut item {
        *generics = parameters(name, bound);
    }
    item
}

/// `type Name<parameter: bound> = T;` in an implementation.
pub(in crate::emit) fn generic_associated_type(name: &str, parameter: &str, bound: Path, ty: Type) -> ImplItem {
    let mut item = associated_type(name, ty);
    if let ImplItem::Type(item) = &mut item {
        item.generics = parameters(parameter, Some(bound));
    }
    item
}
