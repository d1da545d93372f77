//! What an update takes: one change, a tuple of them, or whatever gives them one after the other.

use crate::query::change::Change;

/// One change of a `T`, or several: a change, a tuple, an array, a vector, an iterator.
///
/// `K` tells tuples from what can be iterated over; it is never named.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a change of a `{T}`, nor several of them",
    label = "an update takes what `set`, `null` and `bind` of its properties give: one, a tuple or an iterator of them",
    note = "write `.update(|p| (p.name.set(\"Ada\"), p.phone.null()))`"
)]
pub trait Changes<T, K> {
    #[doc(hidden)]
    fn into_list(self) -> Vec<Change<T>>;
}

/// What can be iterated over.
#[derive(Debug)]
pub enum Iterated {}

/// A tuple of as many parts.
#[derive(Debug)]
pub enum Tupled<K> {
    #[doc(hidden)]
    Never(std::convert::Infallible, std::marker::PhantomData<K>),
}

impl<T, I: IntoIterator<Item = Change<T>>> Changes<T, Iterated> for I {
    fn into_list(self) -> Vec<Change<T>> {
        self.into_iter().collect()
    }
}

/// The change alone.
impl<T> IntoIterator for Change<T> {
    type Item = Self;
    type IntoIter = std::iter::Once<Self>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self)
    }
}

macro_rules! tuples {
    (@ [$($done:ident $kind:ident)*]) => {};
    (@ [$($done:ident $kind:ident)*] $next:ident $next_kind:ident $($rest:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<CHANGED, $($done: Changes<CHANGED, $kind>, $kind,)* $next: Changes<CHANGED, $next_kind>, $next_kind>
            Changes<CHANGED, Tupled<($($kind,)* $next_kind,)>> for ($($done,)* $next,)
        {
            #[allow(non_snake_case, reason = "the parts are called as their types")]
            fn into_list(self) -> Vec<Change<CHANGED>> {
                let ($($done,)* $next,) = self;
                let mut list = Vec::new();
                $(list.extend($done.into_list());)*
                list.extend($next.into_list());
                list
            }
        }

        tuples!(@ [$($done $kind)* $next $next_kind] $($rest)*);
    };
}

tuples!(@ [] A KA B KB C KC D KD E KE F KF G KG H KH I KI J KJ L KL M KM);
