//! `$select` and `$orderby`: which properties, and in which order.

use std::fmt;
use std::marker::PhantomData;

use crate::query::filter::{Expr, Level};
use crate::query::index::Index;
use crate::query::list::{List, Parts};
use crate::query::operand::Operand;
use crate::query::path::Path;
use crate::query::token::{Complex, Complexes, Nav, Navs, Prop, Props, StreamProp, Token};
use crate::url::text::Text;

/// `$select` at the place `B`, as the list that it is.
#[derive(Debug)]
pub struct Selection<B>(PhantomData<fn() -> B>);

/// `$orderby` at the place `B`, as the list that it is.
#[derive(Debug)]
pub struct Ordering<B>(PhantomData<fn() -> B>);

macro_rules! selected {
    ($($token:ident)*) => {$(
        impl<B, P: Path<Base = B>, I: Index, T: 'static, A: 'static> Parts<Selection<B>> for $token<P, I, T, A> {
            #[inline]
            fn push(self, list: &mut List<'_>) {
                <Self as Token>::push(&mut list.next().url);
            }
        }

        impl<P: Path, I: Index, T: 'static, A: 'static> $token<P, I, T, A> {
            /// The property as one of those that are selected, so that different ones fit in one vector.
            #[must_use]
            pub fn selected(self) -> Selected<P::Base> {
                let mut url = String::new();
                <Self as Token>::push(&mut url);
                Selected { url, base: PhantomData }
            }
        }
    )*};
}

selected!(Prop Props Complex Complexes StreamProp Nav Navs);

/// A property that is selected, whichever it is.
pub struct Selected<B> {
    url: String,
    base: PhantomData<fn() -> B>,
}

impl<B> Parts<Selection<B>> for Selected<B> {
    fn push(self, list: &mut List<'_>) {
        list.next().url.push_str(&self.url);
    }
}

impl<B> fmt::Debug for Selected<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Selected").field(&self.url).finish()
    }
}

/// What items are ordered by: an expression, and whether the greatest comes first.
pub struct Order<B> {
    text: Box<Text>,
    base: PhantomData<fn() -> B>,
}

impl<B> Order<B> {
    fn new<V>(expression: impl Operand<V>, end: &str) -> Self {
        let mut text = expression.begin(Level::Or);
        text.url.push_str(end);
        Self { text, base: PhantomData }
    }
}

impl<B> Parts<Ordering<B>> for Order<B> {
    fn push(self, list: &mut List<'_>) {
        list.next().append(self.text, false);
    }
}

/// By the value of an expression, the least first.
impl<B, V> Parts<Ordering<B>> for Expr<V> {
    fn push(self, list: &mut List<'_>) {
        Operand::append(self, list.next(), Level::Or);
    }
}

impl<B, P: Path<Base = B>, I: Index, T: 'static, A: 'static> Parts<Ordering<B>> for Prop<P, I, T, A> {
    fn push(self, list: &mut List<'_>) {
        Operand::append(self, list.next(), Level::Or);
    }
}

impl<P: Path, I: Index, V: 'static, A: 'static> Prop<P, I, V, A> {
    /// `asc`: the least first, and null before it.
    #[must_use]
    pub fn asc(self) -> Order<P::Base> {
        Order::new(self, "%20asc")
    }

    /// `desc`: the greatest first, and null after the least.
    #[must_use]
    pub fn desc(self) -> Order<P::Base> {
        Order::new(self, "%20desc")
    }
}

impl<V> Expr<V> {
    /// `asc`: the least first, and null before it.
    #[must_use]
    pub fn asc<B>(self) -> Order<B> {
        Order::new(self, "%20asc")
    }

    /// `desc`: the greatest first, and null after the least.
    #[must_use]
    pub fn desc<B>(self) -> Order<B> {
        Order::new(self, "%20desc")
    }
}

impl<B> fmt::Debug for Order<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Order").field(&self.text.url).finish()
    }
}
