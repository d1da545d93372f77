//! Creating, changing and deleting what is at a position.

use http::Method;
use serde::Serialize;

use crate::edm::scalar::Scalar;
use crate::http::body::Body;
use crate::query::change::Change;
use crate::request::call::Request;
use crate::request::target::Target;
use crate::url::request_error::RequestError;
use crate::value::instance::Instance;
use crate::value::kept::difference;
use crate::value::payload::{Payload, Purpose, Sent, SentItems, Wrapped};
use crate::{Nullable, Shape, Structured, Value};

/// What is at a property with a primitive value, a member of an enumeration or a value of a type definition.
pub trait OneValue: Shape {
    /// The type of its value, where it is not null.
    type Value: Scalar;
}

impl<S: Scalar> OneValue for Value<S> {
    type Value = S;
}

impl<S: Scalar> OneValue for Nullable<Value<S>> {
    type Value = S;
}

impl Target {
    /// `POST` of an entity.
    pub fn create<T: Structured, R>(self, body: &Instance<T>) -> Request<R> {
        self.send_json(Method::POST, &Sent::new(body, Purpose::Create))
    }

    /// `PATCH` of these properties.
    pub fn update<T: Structured, R>(self, changes: &[Change<T>]) -> Request<R> {
        self.send_json(Method::PATCH, &Change::object(changes))
    }

    /// `PATCH` of what can be changed.
    pub fn update_with<T: Structured, R>(self, body: &Instance<T>) -> Request<R> {
        self.send_json(Method::PATCH, &Sent::new(body, Purpose::Update))
    }

    /// `PATCH` of what was changed since the instance was read, if that still is what the service has.
    pub fn save<T: Structured, R>(mut self, instance: &Instance<T>) -> Request<R> {
        if let Some(etag) = instance.etag() {
            self.set_header("If-Match", &etag);
        }
        match difference::since_read(instance) {
            Ok(changes) if changes.is_empty() => Request::needless(Method::PATCH, self),
            Ok(changes) => self.send_json(Method::PATCH, &changes),
            Err(fault) => {
                self.fail(fault);
                Request::needless(Method::PATCH, self)
            }
        }
    }

    /// `PUT` of what can be changed.
    pub fn replace<T: Structured, R>(self, body: &Instance<T>) -> Request<R> {
        self.send_json(Method::PUT, &Sent::new(body, Purpose::Update))
    }

    /// `PATCH` of what can be set when an entity is created.
    pub fn upsert<T: Structured, R>(self, body: &Instance<T>) -> Request<R> {
        self.send_json(Method::PATCH, &Sent::new(body, Purpose::Create))
    }

    /// `POST` of the content of a media entity.
    pub fn create_media<R>(self, content: Body, content_type: &str) -> Request<R> {
        self.send_content(Method::POST, content, content_type)
    }

    /// `PUT` of the value of a property.
    pub fn set<R>(self, value: &impl Payload) -> Request<R> {
        self.send_json(Method::PUT, &Wrapped(Sent::new(value, Purpose::Update)))
    }

    /// `POST` of an item to a collection of values.
    pub fn append<R>(self, item: &impl Payload) -> Request<R> {
        match Sent::new(item, Purpose::Create) {
            object if object.is_object() => self.send_json(Method::POST, &object),
            value => self.send_json(Method::POST, &Wrapped(value)),
        }
    }

    /// `PUT` of all items of a collection of values.
    pub fn replace_all<R>(self, items: &[impl Payload]) -> Request<R> {
        self.send_json(Method::PUT, &Wrapped(SentItems(items, Purpose::Create)))
    }

    /// `DELETE`.
    pub fn delete<R>(self) -> Request<R> {
        Request::new(Method::DELETE, self, Body::empty())
    }

    fn send_json<R>(mut self, method: Method, body: &impl Serialize) -> Request<R> {
        let body = self.json(body);
        Request::new(method, self, body)
    }

    /// Content by a method of this name.
    pub fn send_by<R>(mut self, method: &str, content: Body, content_type: &str) -> Request<R> {
        let method = Method::from_bytes(method.as_bytes()).unwrap_or_else(|_| {
            self.fail(RequestError::new(format!("`{}` is not a method of HTTP", method.escape_debug())));
            Method::POST
        });
        self.send_content(method, content, content_type)
    }

    pub(crate) fn send_content<R>(mut self, method: Method, content: Body, content_type: &str) -> Request<R> {
        self.set_header("Content-Type", content_type);
        Request::new(method, self, content)
    }
}
