//! Creating, changing and deleting what is at a position.

use http::Method;
use serde::Serialize;

use super::at::At;
use super::body::Body;
use super::call::Request;
use super::change::Change;
use super::instance::Instance;
use super::path::{Item, Root};
use super::payload::{Payload, Purpose, Sent, SentItems, Wrapped};
use super::scalar::Scalar;
use super::{Element, Many, Nothing, Nullable, Shape, Structured, Value};

impl<T: Structured> At<Many<T>> {
    /// Creates an entity in the collection (`POST`,
    /// [Protocol 11.4.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)) and gives it as the
    /// service has stored it; [`Request::minimal`] asks for no answer.
    ///
    /// The body holds what is set in it but for what only the service sets (`Core.Computed`, `Core.Permissions`). Entities in its
    /// navigation properties are created with it; an entity of a derived type is made one of the collection's by
    /// [`Instance::upcast`].
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Instance, Many, Structured};
    /// # async fn example<T: Structured>(people: At<Many<T>>, ada: T) -> Result<(), Error> {
    /// let created: Instance<T> = people.clone().create(ada).await?;
    /// let address = people.create(T::default()).minimal().send().await?;
    /// println!("{:?}", address.location());
    /// # Ok(())
    /// # }
    /// ```
    pub fn create(self, body: impl Into<Instance<T>>) -> Request<T> {
        self.send_object(Method::POST, &body.into(), Purpose::Create)
    }

    /// Creates a media entity, whose content is all that is sent (`POST`,
    /// [Protocol 11.4.8.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn create_media(self, content: impl Into<Body>, content_type: &str) -> Request<T> {
        self.send_content(Method::POST, content.into(), content_type)
    }
}

impl<T: Structured> At<T> {
    /// Changes these properties and nothing else (`PATCH`,
    /// [Protocol 11.4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). The answer is what is
    /// stored then, where the service sends it.
    ///
    /// `person.update(|p| [p.job_title.set("CTO"), p.mobile_phone.null(), p.manager.bind(&ada)])`
    pub fn update<C: IntoIterator<Item = Change<T>>>(
        self,
        changes: impl FnOnce(Item<Root<T>>) -> C,
    ) -> Request<Nullable<T>> {
        let changes: Vec<Change<T>> = changes(Item::NEW).into_iter().collect();
        self.send_json(Method::PATCH, &Change::object(&changes))
    }

    /// Changes what the body holds and nothing else (`PATCH`,
    /// [Protocol 11.4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). The answer is what is
    /// stored then, where the service sends it.
    ///
    /// Properties that are not set stay as they are; one that is to become null is set so by [`Instance::set_null`]. What cannot be
    /// changed (`Core.Computed`, `Core.Immutable`, `Core.Permissions`) is not sent.
    pub fn update_with(self, body: impl Into<Instance<T>>) -> Request<Nullable<T>> {
        self.send_object(Method::PATCH, &body.into(), Purpose::Update)
    }

    /// Puts the body in place of what is there (`PUT`,
    /// [Protocol 11.4.5](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)): properties that are not set
    /// get their defaults.
    pub fn replace(self, body: impl Into<Instance<T>>) -> Request<Nullable<T>> {
        self.send_object(Method::PUT, &body.into(), Purpose::Update)
    }

    /// Changes what is there, or creates it under this address (`PATCH`,
    /// [Protocol 11.4.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)): 201 tells that it was created.
    ///
    /// With `if_none_match("*")` it is created or else left alone, with `if_match("*")` changed or else not created.
    pub fn upsert(self, body: impl Into<Instance<T>>) -> Request<Nullable<T>> {
        self.send_object(Method::PATCH, &body.into(), Purpose::Create)
    }
}

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

impl<V: OneValue> At<V> {
    /// Sets the property (`PUT`,
    /// [Protocol 11.4.9.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Value};
    /// # async fn example(title: At<Value<String>>) -> Result<(), Error> {
    /// title.clone().set("Dr.").await?;
    /// title.delete().await?; // null
    /// # Ok(())
    /// # }
    /// ```
    pub fn set(self, value: impl Into<V::Value>) -> Request<Nothing> {
        let value = value.into();
        self.send_json(Method::PUT, &Wrapped(Sent::new(&value, Purpose::Update)))
    }
}

impl<E: Element<Item: Payload>> At<Many<E>> {
    /// Adds an item to a collection of primitive or complex values (`POST`,
    /// [Protocol 11.4.9.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn append(self, item: impl Into<E::Item>) -> Request<Nothing> {
        let item = item.into();
        match Sent::new(&item, Purpose::Create) {
            object if object.is_object() => self.send_json(Method::POST, &object),
            value => self.send_json(Method::POST, &Wrapped(value)),
        }
    }

    /// Puts the items in place of all that the collection holds (`PUT`,
    /// [Protocol 11.4.9.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn replace_all<I: Into<E::Item>>(self, items: impl IntoIterator<Item = I>) -> Request<Nothing> {
        let items: Vec<E::Item> = items.into_iter().map(Into::into).collect();
        self.send_json(Method::PUT, &Wrapped(SentItems(&items, Purpose::Create)))
    }
}

impl<S> At<S> {
    /// Deletes the entity, or makes the property null (`DELETE`,
    /// [Protocol 11.4.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn delete(self) -> Request<Nothing> {
        Request::new(Method::DELETE, self.into_target(), Body::empty())
    }

    pub(super) fn send_json<R>(self, method: Method, body: &impl Serialize) -> Request<R> {
        let mut target = self.into_target();
        let body = target.json(body);
        Request::new(method, target, body)
    }

    pub(super) fn send_content<R>(self, method: Method, content: Body, content_type: &str) -> Request<R> {
        let mut target = self.into_target();
        target.set_header("Content-Type", content_type);
        Request::new(method, target, content)
    }

    fn send_object<T: Structured, R>(self, method: Method, body: &Instance<T>, purpose: Purpose) -> Request<R> {
        self.send_json(method, &Sent::new(body, purpose))
    }
}
