//! `$expand`: navigation properties with their own options
//! ([Protocol 11.2.5.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).

use std::fmt;
use std::marker::PhantomData;

use crate::query::condition::Condition;
use crate::query::filter::raw;
use crate::query::index::Index;
use crate::query::list::{List, Parts};

use crate::query::options::{COUNT, EXPAND, LEVELS, ORDER_BY, Options, SELECT, SKIP, TOP};
use crate::query::path::{Item, Marker, Nested, Path};
use crate::query::select::{Ordering, Selection};
use crate::query::token::{Nav, Navs, Token};
use crate::url::address::push_segment_text;
use crate::url::text::Text;
use crate::value::structured::Structured;

/// `$expand` at the place `B`, as the list that it is.
#[derive(Debug)]
pub struct Expanding<B>(PhantomData<fn() -> B>);

/// A navigation property that leads to one entity: its kind in an [`Expansion`].
#[derive(Clone, Copy, Debug)]
pub struct One;

/// A navigation property that leads to many entities: its kind in an [`Expansion`].
#[derive(Clone, Copy, Debug)]
pub struct Several;

/// A navigation property, at the place `B`, to be expanded with options: to one `T` or to several, as `K` says.
pub struct Expansion<B, T, K> {
    text: Box<Text>,
    /// Where the options begin, once there are any.
    options: Option<usize>,
    kind: Marker<(B, T, K)>,
}

/// What can be expanded.
pub trait Expand: Sized {
    /// The place where it is found.
    type Base: Path;
    /// The type of the entities.
    type Type: Structured;
    /// [`One`] or [`Several`].
    type Kind;

    #[doc(hidden)]
    fn expansion(self) -> Expansion<Self::Base, Self::Type, Self::Kind>;
}

type ExpansionOf<X> = Expansion<<X as Expand>::Base, <X as Expand>::Type, <X as Expand>::Kind>;
type ItemOf<X> = Item<Nested<<X as Expand>::Base, <X as Expand>::Type>>;
type NestedOf<X> = Nested<<X as Expand>::Base, <X as Expand>::Type>;

impl<B: Path, T: Structured, K> Expand for Expansion<B, T, K> {
    type Base = B;
    type Type = T;
    type Kind = K;

    fn expansion(self) -> Self {
        self
    }
}

impl<B: Path, T: Structured, K> Expansion<B, T, K> {
    fn with(mut self, write: impl FnOnce(Options, &mut Text)) -> Self {
        let start = *self.options.get_or_insert_with(|| {
            self.text.url.push('(');
            self.text.url.len()
        });
        write(Options::nested(start, <Nested<B, T> as Path>::SCOPE), &mut self.text);
        self
    }

    /// Goes on in the path: `/$ref`, `/$count`, a type cast. The options come after it.
    fn then<U, L>(mut self, write: impl FnOnce(&mut String)) -> Expansion<B, U, L> {
        match self.options {
            None => write(&mut self.text.url),
            Some(start) => {
                let options = self.text.url.split_off(start - 1);
                write(&mut self.text.url);
                self.options = Some(self.text.url.len() + 1);
                self.text.url.push_str(&options);
            }
        }
        Expansion { text: self.text, options: self.options, kind: PhantomData }
    }

    fn finish(self) -> Box<Text> {
        let mut text = self.text;
        if self.options.is_some() {
            text.url.push(')');
        }
        text
    }
}

impl<B: Path, T: Structured, K> Parts<Expanding<B>> for Expansion<B, T, K> {
    fn push(self, list: &mut List<'_>) {
        list.next().append(self.finish(), false);
    }
}

macro_rules! expandable {
    ($($token:ident $kind:ident)*) => {$(
        impl<P: Path, I: Index, T: Structured, A: 'static> Expand for $token<P, I, T, A> {
            type Base = P::Base;
            type Type = T;
            type Kind = $kind;

            fn expansion(self) -> Expansion<P::Base, T, $kind> {
                let mut text = Text::new();
                <Self as Token>::push(&mut text.url);
                Expansion { text, options: None, kind: PhantomData }
            }
        }

        impl<B, P: Path<Base = B>, I: Index, T: 'static, A: 'static> Parts<Expanding<B>> for $token<P, I, T, A> {
            fn push(self, list: &mut List<'_>) {
                <Self as Token>::push(&mut list.next().url);
            }
        }
    )*};
}

expandable!(Nav One Navs Several);

/// Options of navigation properties and of those that have options already.
macro_rules! options {
    (of any { $($body:tt)* }) => {
        impl<P: Path, I: Index, T: Structured, A: 'static> Nav<P, I, T, A> { $($body)* }
        impl<P: Path, I: Index, T: Structured, A: 'static> Navs<P, I, T, A> { $($body)* }
        impl<B: Path, T: Structured, K> Expansion<B, T, K> { $($body)* }
    };
    (of several { $($body:tt)* }) => {
        impl<P: Path, I: Index, T: Structured, A: 'static> Navs<P, I, T, A> { $($body)* }
        impl<B: Path, T: Structured> Expansion<B, T, Several> { $($body)* }
    };
}

options!(of any {
    /// `$select`: the properties that are wanted, in addition to those of earlier calls.
    #[must_use]
    pub fn select<L: Parts<Selection<NestedOf<Self>>>>(self, properties: impl FnOnce(ItemOf<Self>) -> L) -> ExpansionOf<Self> {
        let properties = properties(Item::NEW);
        self.expansion().with(|options, text| options.parts(text, SELECT, properties))
    }

    /// `$select` as OData writes it.
    #[must_use]
    pub fn select_raw(self, properties: &str) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.raw(text, SELECT, properties))
    }

    /// `$expand`: navigation properties of the entities that are wanted, in addition to those of earlier calls.
    #[must_use]
    pub fn expand<L: Parts<Expanding<NestedOf<Self>>>>(self, properties: impl FnOnce(ItemOf<Self>) -> L) -> ExpansionOf<Self> {
        let properties = properties(Item::NEW);
        self.expansion().with(|options, text| options.parts(text, EXPAND, properties))
    }

    /// `$expand` as OData writes it.
    #[must_use]
    pub fn expand_raw(self, properties: &str) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.raw(text, EXPAND, properties))
    }

    /// `$levels`: how often the property is followed from what it leads to.
    #[must_use]
    pub fn levels(self, levels: u32) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.set(text, LEVELS, levels))
    }

    /// `$levels=max`: the property is followed from what it leads to as often as the service allows.
    #[must_use]
    pub fn levels_max(self) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.set(text, LEVELS, "max"))
    }

    /// `/$ref`: references to the entities instead of the entities.
    #[must_use]
    pub fn reference(self) -> ExpansionOf<Self> {
        self.expansion().then(|url| url.push_str("/$ref"))
    }

    /// Only entities of a derived type, whose properties can be named in the options that follow.
    ///
    /// That `U` derives from the type of the entities is checked when the program is built.
    #[must_use]
    pub fn cast<U: Structured>(self) -> Expansion<<Self as Expand>::Base, U, <Self as Expand>::Kind> {
        const { assert!(U::TYPE.derives_from(T::TYPE), "the type does not derive from that of the entities") }
        self.expansion().then(|url| {
            url.push('/');
            push_segment_text(url, U::TYPE.name);
        })
    }
});

options!(of several {
    /// `$filter`: only entities of which the condition is true, and those of earlier calls too.
    #[must_use]
    pub fn filter<O: Condition>(self, condition: impl FnOnce(ItemOf<Self>) -> O) -> ExpansionOf<Self> {
        let condition = condition(Item::NEW);
        self.expansion().with(|options, text| options.filter(text, condition))
    }

    /// `$filter` as OData writes it.
    #[must_use]
    pub fn filter_raw(self, condition: &str) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.filter(text, raw::<bool>(condition)))
    }

    /// `$orderby`: what the entities are ordered by, after what earlier calls said.
    #[must_use]
    pub fn order_by<L: Parts<Ordering<NestedOf<Self>>>>(self, order: impl FnOnce(ItemOf<Self>) -> L) -> ExpansionOf<Self> {
        let order = order(Item::NEW);
        self.expansion().with(|options, text| options.parts(text, ORDER_BY, order))
    }

    /// `$orderby` as OData writes it.
    #[must_use]
    pub fn order_by_raw(self, order: &str) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.raw(text, ORDER_BY, order))
    }

    /// `$top`: at most so many entities.
    #[must_use]
    pub fn top(self, count: u32) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.set(text, TOP, count))
    }

    /// `$skip`: not the first so many entities.
    #[must_use]
    pub fn skip(self, count: u32) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.set(text, SKIP, count))
    }

    /// `$count=true`: the number of the entities comes too.
    #[must_use]
    pub fn with_count(self) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.set(text, COUNT, "true"))
    }

    /// `$search`: only entities that match the expression, as the service understands it.
    #[must_use]
    pub fn search(self, expression: &str) -> ExpansionOf<Self> {
        self.expansion().with(|options, text| options.search(text, expression))
    }

    /// `/$count`: the number of the entities instead of the entities.
    #[must_use]
    pub fn count_only(self) -> ExpansionOf<Self> {
        self.expansion().then(|url| url.push_str("/$count"))
    }
});

impl<B, T, K> fmt::Debug for Expansion<B, T, K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expansion").field(&self.text.url).finish()
    }
}
