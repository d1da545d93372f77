//! The query options of positions.

use odata_runtime::private::{IsMany, step};
use odata_runtime::query::{Condition, Expanding, Item, Ordering, Parts, Projection, Queried, Root, Selection};
use odata_runtime::{EntityKey, Many, Value};

use super::at::{At, into_target, position};

impl<S: Queried> At<S> {
    /// `$select`: the properties that are wanted, in addition to those of earlier calls.
    #[inline]
    pub fn select<L: Parts<Selection<Root<S::Type>>>>(self, properties: impl FnOnce(Item<Root<S::Type>>) -> L) -> Self {
        position(into_target(self).select(properties(Item::default())))
    }

    /// `$select` as OData writes it: `"id,displayName"`.
    pub fn select_raw(self, properties: &str) -> Self {
        position(into_target(self).select_raw(properties))
    }

    /// `$expand`: the navigation properties that are wanted, in addition to those of earlier calls, with their own
    /// options: `u.manager.select(|m| m.id)`.
    #[inline]
    pub fn expand<L: Parts<Expanding<Root<S::Type>>>>(self, properties: impl FnOnce(Item<Root<S::Type>>) -> L) -> Self {
        position(into_target(self).expand(properties(Item::default())))
    }

    /// `$expand` as OData writes it: `"manager($select=id)"`.
    pub fn expand_raw(self, properties: &str) -> Self {
        position(into_target(self).expand_raw(properties))
    }

    /// Reads into a struct of just the properties that are wanted, which [`projection!`](odata_runtime::projection) makes:
    /// `$select` and `$expand` of what it needs.
    pub fn project<R: Projection<Of = S::Type>>(self) -> At<S::As<R>> {
        position(into_target(self).project::<R>())
    }

    /// `$filter` of a collection: only items of which the condition is true, and those of earlier calls too.
    ///
    /// Conditions are made of methods: `eq`, `ne`, `lt`, `le`, `gt` and `ge` compare, `and` and `or` join, and so do `&` and `|`. The
    /// operators `==` and `&&` give a `bool` of Rust, which says nothing of items.
    #[inline]
    pub fn filter<O: Condition>(self, condition: impl FnOnce(Item<Root<S::Type>>) -> O) -> Self
    where
        S: IsMany,
    {
        position(into_target(self).filter(condition(Item::default())))
    }

    /// `$orderby` of a collection: what the items are ordered by, properties or expressions, after what earlier calls said.
    pub fn order_by<L: Parts<Ordering<Root<S::Type>>>>(self, order: impl FnOnce(Item<Root<S::Type>>) -> L) -> Self
    where
        S: IsMany,
    {
        position(into_target(self).order_by(order(Item::default())))
    }

    /// `$compute` as OData writes it: `"price mul quantity as total"`
    /// ([URL Conventions 5.1.10](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    pub fn compute(self, expressions: &str) -> Self {
        position(into_target(self).compute(expressions))
    }

    /// `$schemaversion`: the version of the schema that the answer follows, or `*` for the current one
    /// ([Protocol 11.2.12](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn schema_version(self, version: &str) -> Self {
        self.query_option("$schemaversion", version)
    }
}

impl<E> At<Many<E>> {
    /// `$filter` as OData writes it: `"startswith(displayName,'A')"`.
    pub fn filter_raw(self, condition: &str) -> Self {
        position(into_target(self).filter_raw(condition))
    }

    /// `$orderby` as OData writes it: `"displayName desc"`.
    pub fn order_by_raw(self, order: &str) -> Self {
        position(into_target(self).order_by_raw(order))
    }

    /// `$top`: at most so many items, on all pages together.
    pub fn top(self, count: u32) -> Self {
        position(into_target(self).top(count))
    }

    /// `$skip`: not the first so many items.
    pub fn skip(self, count: u32) -> Self {
        position(into_target(self).skip(count))
    }

    /// `$search`: only items that match the expression, as the service understands it: `"\"displayName:Ada\" OR mountain"`.
    pub fn search(self, expression: &str) -> Self {
        position(into_target(self).search(expression))
    }

    /// `$count=true`: the number of all items comes with the first page, as [`Page::count`](odata_runtime::Page::count).
    pub fn count(self) -> Self {
        position(into_target(self).count())
    }

    /// `$apply` as OData writes it: `"groupby((country),aggregate(amount with sum as total))"`
    /// ([Data Aggregation 3](https://docs.oasis-open.org/odata/odata-data-aggregation-ext/v4.0/odata-data-aggregation-ext-v4.0.html)).
    pub fn apply(self, transformations: &str) -> Self {
        position(into_target(self).apply(transformations))
    }

    /// `/$count`: the number of items alone, of those that `$filter` and `$search` leave. Other system query options are dropped
    /// ([Protocol 11.2.10](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn count_only(self) -> At<Value<i64>> {
        position(into_target(self).count_only())
    }

    /// The item of the collection that has this key.
    #[inline]
    pub fn by_key(self, key: impl EntityKey) -> At<E> {
        position(step::entity_key(into_target(self), &key))
    }
}
