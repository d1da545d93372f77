//! Paths and types.

use proc_macro2::{Literal, Span};
use syn::{
    AngleBracketedGenericArguments, Expr, GenericArgument, Lifetime, Path, PathArguments, PathSegment, TraitBound,
    TraitBoundModifiers, Type, TypeImplTrait, TypeParamBound, TypePath, TypeReference, TypeSlice, TypeTraitObject,
    TypeTuple,
};

use super::expressions::literal;
use super::ident;

/// `a::b::C`
pub(in crate::emit) fn path(segments: &[&str]) -> Path {
    Path { leading_colon: None, segments: segments.iter().map(|segment| plain(segment)).collect() }
}

/// `a::b::C<arguments>`; as an expression, `a::b::C::<arguments>`.
pub(in crate::emit) fn path_with(segments: &[&str], arguments: impl IntoIterator<Item = impl Into<Argument>>) -> Path {
    let mut path = path(segments);
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(AngleBracketedGenericArguments {
            colon2_token: None,
            lt_token: <syn::Token![<]>::default(),
            args: arguments.into_iter().map(|argument| argument.into().0).collect(),
            gt_token: <syn::Token![>]>::default(),
        });
    }
    path
}

fn plain(name: &str) -> PathSegment {
    PathSegment { ident: ident(name), arguments: PathArguments::None }
}

/// What stands between angle brackets.
pub(in crate::emit) struct Argument(GenericArgument);

impl From<Type> for Argument {
    fn from(ty: Type) -> Self {
        Self(GenericArgument::Type(ty))
    }
}

/// `'name` between angle brackets.
pub(in crate::emit) fn lifetime_argument(name: &str) -> Argument {
    Argument(GenericArgument::Lifetime(lifetime(name)))
}

/// `1` between angle brackets.
pub(in crate::emit) fn number_argument(number: usize) -> Argument {
    Argument(GenericArgument::Const(Expr::Lit(literal(Literal::usize_unsuffixed(number)))))
}

fn lifetime(name: &str) -> Lifetime {
    Lifetime { apostrophe: Span::call_site(), ident: ident(name) }
}

/// `a::b::C` as a type.
pub(in crate::emit) fn type_path(segments: &[&str]) -> Type {
    of(path(segments))
}

/// `a::b::C<arguments>` as a type.
pub(in crate::emit) fn generic(segments: &[&str], arguments: impl IntoIterator<Item = impl Into<Argument>>) -> Type {
    of(path_with(segments, arguments))
}

fn of(path: Path) -> Type {
    Type::Path(TypePath { attrs: Vec::new(), qself: None, path })
}

/// `&T`
pub(in crate::emit) fn borrowed(target: Type) -> Type {
    reference(None, None, target)
}

/// `&mut T`
pub(in crate::emit) fn borrowed_mut(target: Type) -> Type {
    reference(None, Some(<syn::Token![mut]>::default()), target)
}

/// `&'static T`
pub(in crate::emit) fn statics(target: Type) -> Type {
    reference(Some(lifetime("static")), None, target)
}

fn reference(lifetime: Option<Lifetime>, mutability: Option<syn::Token![mut]>, target: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: <syn::Token![&]>::default(),
        lifetime,
        mutability,
        elem: Box::new(target),
    })
}

/// `dyn a::b::C`
pub(in crate::emit) fn trait_object(segments: &[&str]) -> Type {
    Type::TraitObject(TypeTraitObject {
        attrs: Vec::new(),
        dyn_token: Some(<syn::Token![dyn]>::default()),
        bounds: [trait_bound(path(segments))].into_iter().collect(),
    })
}

/// `impl bound`
pub(in crate::emit) fn implementor(bound: Path) -> Type {
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: <syn::Token![impl]>::default(),
        bounds: [trait_bound(bound)].into_iter().collect(),
    })
}

/// `a::b::C` as what a type has to implement.
pub(super) fn trait_bound(path: Path) -> TypeParamBound {
    TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: TraitBoundModifiers::default(),
        maybe: None,
        path,
    })
}

/// `[T]`
pub(in crate::emit) fn slice(element: Type) -> Type {
    Type::Slice(TypeSlice { attrs: Vec::new(), bracket_token: syn::token::Bracket::default(), elem: Box::new(element) })
}

/// `(A, B)`
pub(in crate::emit) fn tuple_type(elements: impl IntoIterator<Item = Type>) -> Type {
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: syn::token::Paren::default(),
        elems: elements.into_iter().collect(),
    })
}
