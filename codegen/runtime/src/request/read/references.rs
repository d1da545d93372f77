//! References to entities: which ones a navigation property leads to (`$ref`).

use http::Method;

use crate::Error;
use crate::http::body::Body;
use crate::query::path::{NoFields, Path};
use crate::request::call::Request;
use crate::request::target::Target;
use crate::url::request_error::RequestError;
use crate::value::field::{Ref, Slot};
use crate::value::structured::{Structured, TypeInfo};

/// A reference to an entity: an [`Instance`](crate::Instance) of it has nothing but
/// [`entity_id`](crate::Instance::entity_id) ([JSON Format 14](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
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

/// What has a URL by which other requests name it: a position that leads to an entity of type `T`.
pub trait Addressable<T> {
    /// The absolute URL.
    ///
    /// # Errors
    ///
    /// When a request to it could not be sent.
    fn url(&self) -> Result<String, Error>;
}

impl Target {
    /// `PUT` of `$ref` with an entity that exists, or `POST` where there are several.
    pub fn add_reference<T, R>(mut self, to_several: bool, entity: &impl Addressable<T>) -> Request<R> {
        let method = if to_several { Method::POST } else { Method::PUT };
        self.segment("$ref");
        let body = address(entity).map(|id| serde_json::json!({ "@odata.id": id }).to_string());
        let body = self.body(body);
        Request::new(method, self, body)
    }

    /// `DELETE` of `$ref` to one of several entities.
    pub fn remove_reference<T, R>(mut self, entity: &impl Addressable<T>) -> Request<R> {
        self.segment("$ref");
        match address(entity) {
            Ok(id) => self.query_option("$id", &id),
            Err(fault) => self.fail(fault),
        }
        Request::new(Method::DELETE, self, Body::empty())
    }
}

/// The URL of an entity that another request names.
pub(crate) fn address<T>(entity: &impl Addressable<T>) -> Result<String, RequestError> {
    entity.url().map_err(|error| RequestError::new(format!("the entity has no address: {error}")))
}
