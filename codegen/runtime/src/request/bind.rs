//! Links to entities that exist, made together with what they lead from (`@odata.bind`, [JSON Format 8.5](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).

use serde_json::value::to_raw_value;

use crate::http::fault::error::Error;
use crate::query::access::CanBeSet;
use crate::query::change::{Change, Within};
use crate::query::index::Index;
use crate::query::path::{Item, Path, Root};
use crate::query::token::{Nav, Navs, Token};
use crate::request::read::references::{Addressable, address};
use crate::value::argument::Argument;
use crate::value::inheritance::derives::IsA;
use crate::value::instance::Instance;
use crate::value::structured::Structured;

const BIND: &str = "@odata.bind";

/// A navigation property of a `T`.
pub trait Navigation<T>: Token {
    /// The type of the entities that it leads to.
    type Target: Structured;

    #[doc(hidden)]
    const MANY: bool;
}

impl<T: Structured, I: Index, U: Structured, A: 'static> Navigation<T> for Nav<Root<T>, I, U, A> {
    type Target = U;
    const MANY: bool = false;
}

impl<T: Structured, I: Index, U: Structured, A: 'static> Navigation<T> for Navs<Root<T>, I, U, A> {
    type Target = U;
    const MANY: bool = true;
}

impl<T: Structured> Instance<T> {
    /// The same value with a navigation property that leads to an entity that exists, for `create` and `upsert`. Of a
    /// collection, each call adds one.
    ///
    /// `U` has to be the property's type or one that derives from it.
    ///
    /// # Errors
    ///
    /// When a request to the entity could not be sent.
    pub fn bind<N: Navigation<T>, U: IsA<N::Target, D>, D>(
        mut self,
        property: impl FnOnce(Item<Root<T>>) -> N,
        entity: &impl Addressable<U>,
    ) -> Result<Self, Error> {
        let _: N = property(Item::NEW);
        let name = format!("{}{BIND}", N::NAME);
        let id = address(entity)?;
        let bound = if N::MANY {
            let mut ids: Vec<String> = self.annotations().decode(&name).ok().flatten().unwrap_or_default();
            ids.push(id);
            to_raw_value(&ids)
        } else {
            to_raw_value(&id)
        };
        if let Ok(bound) = bound {
            self.annotations_mut().remove(&name);
            self.annotations_mut().add(name.into(), bound);
        }
        Ok(self)
    }
}

impl<P: Path, I: Index, U: Structured, A: CanBeSet> Nav<P, I, U, A> {
    /// Makes the navigation property lead to this entity.
    ///
    /// `V` has to be the property's type or one that derives from it.
    #[must_use]
    pub fn bind<T, V: IsA<U, D>, D>(self, entity: &impl Addressable<V>) -> Change<T>
    where
        P: Within<T>,
    {
        let id = address(entity).map_or_else(Argument::fault, |id| Argument::of(&id));
        Change::annotation::<Self>(BIND, id)
    }
}

impl<P: Path, I: Index, U: Structured, A: CanBeSet> Navs<P, I, U, A> {
    /// Adds these entities to those that the navigation property leads to.
    ///
    /// `V` has to be the property's type or one that derives from it.
    #[must_use]
    pub fn bind<'a, T, V: IsA<U, D>, D, E: Addressable<V> + 'a>(
        self,
        entities: impl IntoIterator<Item = &'a E>,
    ) -> Change<T>
    where
        P: Within<T>,
    {
        let ids: Result<Vec<String>, _> = entities.into_iter().map(address).collect();
        Change::annotation::<Self>(BIND, ids.map_or_else(Argument::fault, |ids| Argument::of(&ids)))
    }
}
