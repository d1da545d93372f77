//! Links to entities that exist, made together with what they lead from (`@odata.bind`, [JSON Format 8.5](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).

use serde_json::value::to_raw_value;

use super::references::{Addressable, address};
use crate::http::error::Error;
use crate::query::access::CanBeSet;
use crate::query::change::{Change, Within};
use crate::query::index::Index;
use crate::query::path::{Item, Path, Root};
use crate::query::token::{Nav, Navs, Token};
use crate::value::argument::Argument;
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
    /// That `U` is the property's type or derives from it is checked when the program is built.
    ///
    /// # Errors
    ///
    /// When a request to the entity could not be sent.
    pub fn bind<N: Navigation<T>, U: Structured>(
        mut self,
        property: impl FnOnce(Item<Root<T>>) -> N,
        entity: &impl Addressable<U>,
    ) -> Result<Self, Error> {
        const { assert!(U::TYPE.derives_from(N::Target::TYPE), "the entity is of another type than the property's") }
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
    /// That `V` is the property's type or derives from it is checked when the program is built.
    #[must_use]
    pub fn bind<T, V: Structured>(self, entity: &impl Addressable<V>) -> Change<T>
    where
        P: Within<T>,
    {
        const { assert!(V::TYPE.derives_from(U::TYPE), "the entity is of another type than the property's") }
        let id = address(entity).map_or_else(Argument::fault, |id| Argument::of(&id));
        Change::annotation::<Self>(BIND, id)
    }
}

impl<P: Path, I: Index, U: Structured, A: CanBeSet> Navs<P, I, U, A> {
    /// Adds these entities to those that the navigation property leads to.
    ///
    /// That `V` is the property's type or derives from it is checked when the program is built.
    #[must_use]
    pub fn bind<'a, T, V: Structured, E: Addressable<V> + 'a>(
        self,
        entities: impl IntoIterator<Item = &'a E>,
    ) -> Change<T>
    where
        P: Within<T>,
    {
        const { assert!(V::TYPE.derives_from(U::TYPE), "the entity is of another type than the property's") }
        let ids: Result<Vec<String>, _> = entities.into_iter().map(address).collect();
        Change::annotation::<Self>(BIND, ids.map_or_else(Argument::fault, |ids| Argument::of(&ids)))
    }
}
