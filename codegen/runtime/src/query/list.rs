//! What `select`, `expand` and `order_by` take: one thing, a tuple, an array or a vector of them.

use crate::url::text::Text;

/// A list that is being written.
#[derive(Debug)]
pub struct List<'a> {
    text: &'a mut Text,
    is_empty: bool,
}

impl<'a> List<'a> {
    pub(crate) fn new(text: &'a mut Text) -> Self {
        Self { text, is_empty: true }
    }

    /// Where the next part of the list is written.
    #[inline]
    pub(crate) fn next(&mut self) -> &mut Text {
        if !std::mem::replace(&mut self.is_empty, false) {
            self.text.url.push(',');
        }
        self.text
    }
}

/// A part of a list of `L`, or several.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a part of `{L}`",
    label = "it takes properties of its own type: one, a tuple, an array or a vector of them"
)]
pub trait Parts<L> {
    #[doc(hidden)]
    fn push(self, list: &mut List<'_>);
}

impl<L, X: Parts<L>> Parts<L> for Vec<X> {
    fn push(self, list: &mut List<'_>) {
        self.into_iter().for_each(|part| part.push(list));
    }
}

impl<L, X: Parts<L>, const N: usize> Parts<L> for [X; N] {
    fn push(self, list: &mut List<'_>) {
        self.into_iter().for_each(|part| part.push(list));
    }
}

impl<L, X: Parts<L>> Parts<L> for Option<X> {
    fn push(self, list: &mut List<'_>) {
        self.into_iter().for_each(|part| part.push(list));
    }
}

macro_rules! tuples {
    ($($part:ident)*) => {
        tuples!(@ [] $($part)*);
    };
    (@ [$($done:ident)*] $next:ident $($rest:ident)*) => {
        impl<LIST, $($done: Parts<LIST>,)* $next: Parts<LIST>> Parts<LIST> for ($($done,)* $next,) {
            #[inline]
            #[allow(non_snake_case, reason = "the parts are called as their types")]
            fn push(self, list: &mut List<'_>) {
                let ($($done,)* $next,) = self;
                $($done.push(list);)*
                $next.push(list);
            }
        }

        tuples!(@ [$($done)* $next] $($rest)*);
    };
    (@ [$($done:ident)*]) => {};
}

tuples!(A B C D E F G H I J K L M N O P Q R S T);
