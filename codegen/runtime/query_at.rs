//! Positions with query options: what is wanted of what is found there
//! ([Protocol 11.2.5](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).

use super::at::At;
use super::expand::Expanding;
use super::filter::raw;
use super::list::Parts;
use super::object::Structured;
use super::operand::{Given, Operand};
use super::path::{Item, Root};
use super::projection::{Projection, project};
use super::property::Addressed;
use super::query_options::{APPLY, COMPUTE, COUNT, EXPAND, Name, ORDER_BY, Options, SELECT, SKIP, TOP};
use super::scalar::Scalar;
use super::select::{Ordering, Selection};
use super::shape::{Any, As, Many, Nullable, Value};
use super::text::Text;
use super::url::push_query_text;

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

impl<E: Queried> Queried for Many<E> {
    type Type = E::Type;
    type As<R: Projection> = Many<E::As<R>>;
}

impl<S> At<S> {
    #[inline]
    fn with(mut self, write: impl FnOnce(Options, &mut Text)) -> Self {
        self.target.query(write);
        self
    }

    /// The value of a parameter alias, which expressions of the request use as [`alias`](super::query::alias)
    /// ([URL Conventions 5.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    pub fn alias<V: Scalar>(self, name: &str, value: impl Given<V>) -> Self {
        let mut option = String::from("@");
        push_query_text(&mut option, name.trim_start_matches('@'));
        option.push('=');
        self.with(|options, text| {
            let mut literal = Text::new();
            value.push_literal(&mut literal);
            options.set(text, Name::other(&option), &literal.url);
            literal.url.clear();
            text.append(literal, false);
        })
    }
}

impl<S: Queried> At<S> {
    /// `$select`: the properties that are wanted, in addition to those of earlier calls.
    #[inline]
    pub fn select<L: Parts<Selection<Root<S::Type>>>>(self, properties: impl FnOnce(Item<Root<S::Type>>) -> L) -> Self {
        let properties = properties(Item::NEW);
        self.with(|options, text| options.parts(text, SELECT, properties))
    }

    /// `$select` as OData writes it: `"id,displayName"`.
    pub fn select_raw(self, properties: &str) -> Self {
        self.with(|options, text| options.raw(text, SELECT, properties))
    }

    /// `$expand`: the navigation properties that are wanted, in addition to those of earlier calls, with their own
    /// options: `u.manager.select(|m| m.id)`.
    #[inline]
    pub fn expand<L: Parts<Expanding<Root<S::Type>>>>(self, properties: impl FnOnce(Item<Root<S::Type>>) -> L) -> Self {
        let properties = properties(Item::NEW);
        self.with(|options, text| options.parts(text, EXPAND, properties))
    }

    /// `$expand` as OData writes it: `"manager($select=id)"`.
    pub fn expand_raw(self, properties: &str) -> Self {
        self.with(|options, text| options.raw(text, EXPAND, properties))
    }

    /// The same, had as a struct of just the properties that are wanted, which [`projection!`](crate::projection) makes:
    /// `$select` and `$expand` of what it needs.
    pub fn project<R: Projection<Of = S::Type>>(self) -> At<S::As<R>> {
        self.with(project::<R>).read_as()
    }

    /// `$compute` as OData writes it: `"price mul quantity as total"`
    /// ([URL Conventions 5.1.8](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    pub fn compute(self, expressions: &str) -> Self {
        self.with(|options, text| options.raw(text, COMPUTE, expressions))
    }
}

impl<T: Structured> At<T> {
    /// A property of what is here, or one further on: `u.address.city`. A property that can be null answers with an `Option`.
    pub fn property<A: Addressed<Root<T>>>(mut self, property: impl FnOnce(Item<Root<T>>) -> A) -> At<A::Shape> {
        _ = property(Item::NEW);
        let mut path = String::new();
        A::push(&mut path);
        self.target.encoded_segments(&path);
        At::new(self.target)
    }
}

impl<E> At<Many<E>> {
    /// `$filter`: only items of which the condition is true, and those of earlier calls too.
    #[inline]
    pub fn filter<O: Operand<bool>>(self, condition: impl FnOnce(Item<Root<E::Type>>) -> O) -> Self
    where
        E: Queried,
    {
        let condition = condition(Item::NEW);
        self.with(|options, text| options.filter(text, condition))
    }

    /// `$filter` as OData writes it: `"startswith(displayName,'A')"`.
    pub fn filter_raw(self, condition: &str) -> Self {
        self.with(|options, text| options.filter(text, raw::<bool>(condition)))
    }

    /// `$orderby`: what the items are ordered by, after what earlier calls said.
    pub fn order_by<L: Parts<Ordering<Root<E::Type>>>>(self, order: impl FnOnce(Item<Root<E::Type>>) -> L) -> Self
    where
        E: Queried,
    {
        let order = order(Item::NEW);
        self.with(|options, text| options.parts(text, ORDER_BY, order))
    }

    /// `$orderby` as OData writes it: `"displayName desc"`.
    pub fn order_by_raw(self, order: &str) -> Self {
        self.with(|options, text| options.raw(text, ORDER_BY, order))
    }

    /// `$top`: at most so many items, on all pages together.
    pub fn top(self, count: u32) -> Self {
        self.with(|options, text| options.set(text, TOP, count))
    }

    /// `$skip`: not the first so many items.
    pub fn skip(self, count: u32) -> Self {
        self.with(|options, text| options.set(text, SKIP, count))
    }

    /// `$search`: only items that match the expression, as the service understands it: `"\"displayName:Ada\" OR mountain"`.
    pub fn search(self, expression: &str) -> Self {
        self.with(|options, text| options.search(text, expression))
    }

    /// `$count=true`: the number of all items comes with the first page, as [`Page::count`](super::Page::count).
    pub fn count(self) -> Self {
        self.with(|options, text| options.set(text, COUNT, "true"))
    }

    /// `$apply` as OData writes it: `"groupby((country),aggregate(amount with sum as total))"`
    /// ([Data Aggregation 3](https://docs.oasis-open.org/odata/odata-data-aggregation-ext/v4.0/odata-data-aggregation-ext-v4.0.html)).
    pub fn apply(self, transformations: &str) -> Self {
        let mut value = String::new();
        push_query_text(&mut value, transformations);
        self.with(|options, text| options.set(text, APPLY, &value))
    }

    /// `/$count`: the number of items alone, of those that `$filter` and `$search` leave. Other system query options are dropped
    /// ([Protocol 11.2.10](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn count_only(mut self) -> At<Value<i64>> {
        self.target.segment("$count");
        self.target.query(|options, text| options.keep(text, &["$filter", "$search"]));
        self.target.header("Accept", "text/plain, application/json");
        At::new(self.target)
    }
}
