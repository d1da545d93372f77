//! Query options of a request: what is wanted of what is found there
//! ([Protocol 11.2.5](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).

use crate::query::expand::Expanding;
use crate::query::filter::raw;
use crate::query::list::Parts;
use crate::query::operand::Operand;
use crate::query::options::{APPLY, COMPUTE, COUNT, EXPAND, Name, ORDER_BY, Options, SELECT, SKIP, TOP};
use crate::query::projection::{Projection, project};
use crate::query::property::Addressed;
use crate::query::select::{Ordering, Selection};
use crate::request::target::Target;
use crate::url::address::push_query_text;
use crate::url::text::Text;
use crate::value::parameter::Parameter;
use crate::value::shape::{Any, As, Many, Maybe, Nullable};
use crate::value::structured::Structured;

/// What is found at a position whose query options can name properties: a structured type, or many of it.
#[diagnostic::on_unimplemented(
    message = "nothing with properties is at this position",
    label = "a structured type, or many of it, is needed for this; options as text are `query_option`, `filter_raw` and the like"
)]
pub trait Queried {
    /// The type that has the properties.
    type Type: Structured;
    /// The same with a projection of the type.
    type As<R: Projection>;
}

impl<T: Structured> Queried for T {
    type Type = T;
    type As<R: Projection> = As<R>;
}

impl<T: Structured> Queried for Any<T> {
    type Type = T;
    type As<R: Projection> = As<R>;
}

impl<P: Projection> Queried for As<P> {
    type Type = P::Of;
    type As<R: Projection> = As<R>;
}

impl<S: Queried> Queried for Nullable<S> {
    type Type = S::Type;
    type As<R: Projection> = Nullable<S::As<R>>;
}

impl<S: Queried> Queried for Maybe<S> {
    type Type = S::Type;
    type As<R: Projection> = Maybe<S::As<R>>;
}

impl<E: Queried> Queried for Many<E> {
    type Type = E::Type;
    type As<R: Projection> = Many<E::As<R>>;
}

impl Target {
    /// Goes on in the query.
    #[inline]
    fn with(mut self, write: impl FnOnce(Options, &mut Text)) -> Self {
        self.query(write);
        self
    }

    /// The value of a parameter alias.
    pub fn alias(self, name: &str, value: impl Parameter) -> Self {
        let mut option = String::from("@");
        push_query_text(&mut option, name.trim_start_matches('@'));
        option.push('=');
        self.with(|options, text| {
            let mut literal = Text::new();
            literal.literal(&value.literal());
            options.set(text, Name::other(&option), &literal.url);
            literal.url.clear();
            text.append(literal, false);
        })
    }

    /// `$select`.
    #[inline]
    pub fn select<P>(self, properties: impl Parts<Selection<P>>) -> Self {
        self.with(|options, text| options.parts(text, SELECT, properties))
    }

    /// `$select` as text.
    pub fn select_raw(self, properties: &str) -> Self {
        self.with(|options, text| options.raw(text, SELECT, properties))
    }

    /// `$expand`.
    #[inline]
    pub fn expand<P>(self, properties: impl Parts<Expanding<P>>) -> Self {
        self.with(|options, text| options.parts(text, EXPAND, properties))
    }

    /// `$expand` as text.
    pub fn expand_raw(self, properties: &str) -> Self {
        self.with(|options, text| options.raw(text, EXPAND, properties))
    }

    /// `$select` and `$expand` of what a projection needs.
    pub fn project<R: Projection>(self) -> Self {
        self.with(project::<R>)
    }

    /// `$compute` as text.
    pub fn compute(self, expressions: &str) -> Self {
        self.with(|options, text| options.raw(text, COMPUTE, expressions))
    }

    /// `$filter`.
    #[inline]
    pub fn filter(self, condition: impl Operand<bool>) -> Self {
        self.with(|options, text| options.filter(text, condition))
    }

    /// `$filter` as text.
    pub fn filter_raw(self, condition: &str) -> Self {
        self.with(|options, text| options.filter(text, raw::<bool>(condition)))
    }

    /// `$orderby`.
    pub fn order_by<P>(self, order: impl Parts<Ordering<P>>) -> Self {
        self.with(|options, text| options.parts(text, ORDER_BY, order))
    }

    /// `$orderby` as text.
    pub fn order_by_raw(self, order: &str) -> Self {
        self.with(|options, text| options.raw(text, ORDER_BY, order))
    }

    /// `$top`.
    pub fn top(self, count: u32) -> Self {
        self.with(|options, text| options.set(text, TOP, count))
    }

    /// `$skip`.
    pub fn skip(self, count: u32) -> Self {
        self.with(|options, text| options.set(text, SKIP, count))
    }

    /// `$search` as text.
    pub fn search(self, expression: &str) -> Self {
        self.with(|options, text| options.search(text, expression))
    }

    /// `$count=true`.
    pub fn count(self) -> Self {
        self.with(|options, text| options.set(text, COUNT, "true"))
    }

    /// `$apply` as text.
    pub fn apply(self, transformations: &str) -> Self {
        let mut value = String::new();
        push_query_text(&mut value, transformations);
        self.with(|options, text| options.set(text, APPLY, &value))
    }

    /// `/$count`, with `$filter` and `$search` alone.
    pub fn count_only(mut self) -> Self {
        self.segment("$count");
        self.query(|options, text| options.keep(text, &["$filter", "$search"]));
        self.header("Accept", "text/plain, application/json");
        self
    }

    /// The property that `A` stands for.
    pub fn property<B, A: Addressed<B>>(mut self) -> Self {
        let mut path = String::new();
        A::push(&mut path);
        self.encoded_segments(&path);
        self
    }
}
