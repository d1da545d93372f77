//! References to entities: which ones a navigation property leads to (`$ref`).

use http::Method;

use super::at::At;
use super::body::Body;
use super::call::Request;
use super::field::{Ref, Slot};
use super::object::{Structured, TypeInfo};
use super::path::{NoFields, Path};
use super::request_error::RequestError;
use super::{Error, Many, Nothing};

/// A reference to an entity: an [`Instance`](super::Instance) of it has nothing but
/// [`entity_id`](super::Instance::entity_id) (JSON Format §14).
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Reference {}

impl Structured for Reference {
    type Fields<P: Path> = NoFields;
    const TYPE: &'static TypeInfo = &TypeInfo { name: "$ref", ..TypeInfo::EMPTY };

    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::None
    }

    fn get(&self, _: usize) -> Ref<'_> {
        Ref::None
    }
}

impl<T: Structured> At<T> {
    /// Which entity a single-valued navigation property leads to, without the entity itself
    /// ([Protocol 11.2.9](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Structured};
    /// # async fn example<T: Structured>(manager: At<T>, ada: &At<T>) -> Result<(), Error> {
    /// let manager_id = manager.clone().reference().await?.entity_id().map(String::from);
    /// manager.clone().link(ada).await?;
    /// manager.unlink().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn reference(self) -> At<Reference> {
        self.segment("$ref")
    }

    /// Makes a single-valued navigation property lead to this entity (`PUT …/$ref`,
    /// [Protocol 11.4.7.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// That `U` is the property's type or derives from it is checked when the program is built.
    pub fn link<U: Structured>(self, entity: &At<U>) -> Request<Nothing> {
        const { assert!(U::TYPE.derives_from(T::TYPE), "the entity is of another type than the navigation property's") }
        self.send_link(Method::PUT, entity)
    }

    /// Takes the entity out of the relation by which this position found it (`DELETE …/$ref`,
    /// [Protocol 11.4.7.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)); the entity itself stays.
    pub fn unlink(self) -> Request<Nothing> {
        self.reference().delete()
    }
}

impl<T: Structured> At<Many<T>> {
    /// Which entities a navigation property leads to, without the entities themselves
    /// ([Protocol 11.2.9](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn references(self) -> At<Many<Reference>> {
        self.segment("$ref")
    }

    /// Adds an entity that exists to those that a navigation property leads to (`POST …/$ref`,
    /// [Protocol 11.4.7.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// That `U` is the property's type or derives from it is checked when the program is built.
    pub fn link<U: Structured>(self, entity: &At<U>) -> Request<Nothing> {
        const { assert!(U::TYPE.derives_from(T::TYPE), "the entity is of another type than the navigation property's") }
        self.send_link(Method::POST, entity)
    }

    /// Takes an entity out of those that a navigation property leads to (`DELETE …/$ref?$id=…`,
    /// [Protocol 11.4.7.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)); the entity itself stays.
    ///
    /// Where the service wants it by key instead: `members().by_id("ada").unlink()`.
    pub fn unlink<U: Structured>(self, entity: &At<U>) -> Request<Nothing> {
        const { assert!(U::TYPE.derives_from(T::TYPE), "the entity is of another type than the navigation property's") }
        let mut target = self.references().into_target();
        match address(entity) {
            Ok(id) => target.query_option("$id", &id),
            Err(fault) => target.fail(fault),
        }
        Request::new(Method::DELETE, target, Body::empty())
    }
}

impl<S> At<S> {
    /// The absolute URL of the position: what names an entity to the service.
    ///
    /// # Errors
    ///
    /// When a request to it could not be sent.
    pub fn url(&self) -> Result<String, Error> {
        self.as_target().address()
    }

    fn send_link<U>(self, method: Method, entity: &At<U>) -> Request<Nothing> {
        let mut target = self.segment::<Nothing>("$ref").into_target();
        let body = address(entity).map(|id| serde_json::json!({ "@odata.id": id }).to_string());
        let body = target.body(body);
        Request::new(method, target, body)
    }
}

/// The URL of an entity that another request names.
pub(super) fn address<U>(entity: &At<U>) -> Result<String, RequestError> {
    entity.url().map_err(|error| RequestError::new(format!("the entity has no address: {error}")))
}
