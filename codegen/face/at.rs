//! Positions in the graph of a service.

use std::fmt;
use std::marker::PhantomData;

use odata_runtime::private::{Addressable, Instances, IsA, OneInstance, Target, Unsent, request_options, step};
use odata_runtime::query::{self, Addressed, Item, Root};
use odata_runtime::{
    self as runtime, Argument, Arguments, Body, Error, Instance, Items, Literal, Many, Nothing, Nullable, Page, Pages,
    Reference, Request, Response, ResponseFuture, Sent, Shape, Structured,
};

/// A position in the graph of a service: a path, and the shape `S` of what is found there.
///
/// It costs nothing until it is awaited, which sends `GET` and decodes the response: an entity, a value, or
/// the first [`Page`](runtime::Page) of a collection. Generated methods lead from one position to the next; those defined
/// here reach what the metadata does not tell.
///
/// ```no_run
/// # async fn example(client: generated::runtime::Client) -> Result<(), generated::runtime::Error> {
/// use generated::runtime::{At, Many, Nothing, Value};
///
/// let tags: At<Many<Value<String>>> = client.at::<Nothing>("products").segment("tags");
/// let first = tags.clone().query_option("$top", "5").await?;
/// let mut all = tags.items();
/// while let Some(tag) = all.try_next().await? {
///     println!("{tag}");
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a position does nothing until it is awaited or sent"]
pub struct At<S> {
    target: Target,
    shape: PhantomData<fn() -> S>,
}

/// A position at this target.
#[inline]
pub(super) fn position<S>(target: Target) -> At<S> {
    At { target, shape: PhantomData }
}

impl<S> At<S> {
    /// One segment further: a property, a navigation property, a type cast, `$ref`, `$count`.
    ///
    /// The name becomes exactly one segment, whatever characters it holds; an empty one, `.` and `..` make the request fail.
    #[inline]
    pub fn segment<R>(self, name: &str) -> At<R> {
        position(step::segment(self.target, name))
    }

    /// The result of a function bound to this position, by the name that the service expects in URLs.
    ///
    /// Literals stand in the path, JSON values ([`Literal::json`](runtime::Literal::json)) behind parameter aliases.
    #[inline]
    pub fn function<R>(self, name: &str, parameters: &[(&str, Literal)]) -> At<R> {
        position(step::function(self.target, name, parameters))
    }

    /// A call of an action bound to this position, by the name that the service expects in URLs.
    #[inline]
    pub fn action<'a, R>(self, name: &str, parameters: impl IntoIterator<Item = (&'a str, Argument)>) -> Request<R> {
        step::call(self.target, name, parameters.into_iter().collect())
    }

    /// A call of the action that is at this position itself: at the target that the service advertises
    /// ([`Instance::operation_target`](runtime::Instance::operation_target)). It takes the parameters of a generated action, `()`, or
    /// names with values.
    ///
    /// ```no_run
    /// # async fn example(client: generated::runtime::Client) -> Result<(), generated::runtime::Error> {
    /// use generated::runtime::{Argument, Nothing};
    ///
    /// let reset = client.link::<Nothing>("/redfish/v1/Systems/1/Actions/ComputerSystem.Reset");
    /// reset.call_action::<Nothing>([("ResetType", Argument::of("On"))]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn call_action<R>(self, parameters: impl Arguments) -> Request<R> {
        step::call_action(self.target, &parameters)
    }

    /// The same position, read as another shape: for what the metadata gets wrong.
    #[inline]
    pub fn read_as<R>(self) -> At<R> {
        position(self.target)
    }

    /// The value of a parameter alias, which expressions of the request use as [`alias`](query::alias)
    /// ([URL Conventions 5.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    pub fn alias(self, name: &str, value: impl runtime::Parameter) -> Self {
        position(self.target.alias(name, value))
    }

    /// Deletes the entity, or makes the property null (`DELETE`,
    /// [Protocol 11.4.5](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn delete(self) -> Request<Nothing> {
        self.target.delete()
    }

    /// Sends this content by any method, for what has no method of its own: `PATCH` of a stream, `POST …/$query`
    /// ([Protocol 11.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). The answer has the shape of
    /// the position; [`Request::read_as`](runtime::Request::read_as) gives it another one.
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Page, Instance, Many, Structured};
    /// # async fn example<T: Structured>(products: At<Many<T>>) -> Result<(), Error> {
    /// let query = products.segment::<Many<T>>("$query");
    /// let page: Page<Instance<T>> = query.send_content("POST", "$filter=Price gt 5", "text/plain").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn send_content(self, method: &str, content: impl Into<Body>, content_type: &str) -> Request<S> {
        self.target.send_by(method, content.into(), content_type)
    }

    /// The absolute URL of the position: what names an entity to the service.
    ///
    /// # Errors
    ///
    /// When a request to it could not be sent.
    pub fn url(&self) -> Result<String, Error> {
        self.target.address()
    }
}

request_options!(At);

impl<S: Shape> At<Nullable<S>> {
    /// The same position, its value taken as one that is not null: leads on to what that has, after a composable function say
    /// ([URL Conventions 4.5.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)). When it is awaited,
    /// a null is an error.
    #[inline]
    pub fn not_null(self) -> At<S> {
        position(self.target)
    }
}

impl<S: OneInstance> At<S> {
    /// A property of what is here, or one further on: `u.address.city`. A property that can be null answers with an `Option`.
    pub fn property<A: Addressed<Root<S::Type>>>(
        self,
        property: impl FnOnce(Item<Root<S::Type>>) -> A,
    ) -> At<A::Shape> {
        _ = property(Item::default());
        position(self.target.property::<Root<S::Type>, A>())
    }

    /// Changes these properties and nothing else (`PATCH`,
    /// [Protocol 11.4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). The answer is what is
    /// stored then, where the service sends it.
    ///
    /// It takes one change, a tuple of them, or an iterator over them:
    /// `person.update(|p| (p.job_title.set("CTO"), p.mobile_phone.null(), p.manager.bind(&ada)))`
    pub fn update<C: query::Changes<S::Type, K>, K>(
        self,
        changes: impl FnOnce(Item<Root<S::Type>>) -> C,
    ) -> Request<Nullable<S::Type>> {
        self.target.update(&changes(Item::default()).into_list())
    }

    /// Changes what the body holds and nothing else (`PATCH`,
    /// [Protocol 11.4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). The answer is what is
    /// stored then, where the service sends it.
    ///
    /// Properties that are not set stay as they are; one that is to become null is set so by [`Instance::set_null`](runtime::Instance::set_null). What cannot be
    /// changed (`Core.Computed`, `Core.Immutable`, `Core.Permissions`) is not sent. Of an instance that was read, all of it is sent:
    /// [`save`](Self::save) sends what was changed.
    pub fn update_with(self, body: impl Into<Instance<S::Type>>) -> Request<Nullable<S::Type>> {
        self.target.update_with(&body.into())
    }

    /// Changes what was changed in the instance since it was read, and nothing else (`PATCH`,
    /// [Protocol 11.4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)): null where a field became `None`.
    /// The [table](runtime::Instance#saving-changes) tells what is sent of what. The answer is what is stored then, where the service sends it.
    ///
    /// The entity tag that came with the instance goes as `If-Match`, so that the change of another is not overwritten:
    /// [`Error::is_precondition_failed`](runtime::Error::is_precondition_failed). [`Request::if_match`](runtime::Request::if_match) takes its
    /// place; `if_match("*")` overwrites. Where nothing was changed, nothing is sent, and the answer is `None`.
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Structured};
    /// # async fn example<T: Structured>(ada: At<T>, change: fn(&mut T)) -> Result<(), Error> {
    /// let mut read = ada.clone().await?;
    /// change(&mut read); // read.job_title = Some("CTO".into());
    /// ada.save(&read).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn save(self, instance: &Instance<S::Type>) -> Request<Nullable<S::Type>> {
        self.target.save(instance)
    }

    /// Replaces the entity or the value by the body (`PUT`,
    /// [Protocol 11.4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)): properties that are not set
    /// get their defaults.
    pub fn replace(self, body: impl Into<Instance<S::Type>>) -> Request<Nullable<S::Type>> {
        self.target.replace(&body.into())
    }

    /// Changes the entity, or creates it under this address (`PATCH`,
    /// [Protocol 11.4.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)): 201 tells that it was created.
    ///
    /// With `if_none_match("*")` it is created or else left alone, with `if_match("*")` changed or else not created.
    pub fn upsert(self, body: impl Into<Instance<S::Type>>) -> Request<Nullable<S::Type>> {
        self.target.upsert(&body.into())
    }

    /// Which entity a single-valued navigation property leads to, without the entity itself
    /// ([Protocol 11.2.8](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
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

    /// Takes the entity out of the relation by which this position found it (`DELETE …/$ref`,
    /// [Protocol 11.4.6.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)); the entity itself stays.
    pub fn unlink(self) -> Request<Nothing> {
        self.reference().delete()
    }
}

impl<S: Instances> At<S> {
    /// The same instance as one of a derived type, whose members can be reached from here; of a collection, those items that
    /// are of the derived type ([URL Conventions 4.11](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
    ///
    /// That `U` derives from the declared type is checked when the program is built.
    #[inline]
    pub fn cast<U: Structured>(self) -> At<S::Cast<U>> {
        const { assert!(U::TYPE.derives_from(S::Item::TYPE), "the type does not derive from that of the position") }
        position(step::cast(self.target, U::TYPE.name))
    }

    /// Makes a single-valued navigation property lead to this entity (`PUT …/$ref`), or adds the entity to those that a
    /// collection-valued one leads to (`POST …/$ref`)
    /// ([Protocol 11.4.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// `U` has to be the property's type or one that derives from it.
    pub fn link<U: IsA<S::Item, D>, D>(self, entity: &At<U>) -> Request<Nothing> {
        self.target.add_reference(S::IS_COLLECTION, entity)
    }
}

impl<S: Shape> At<S> {
    /// The same position, where there may be nothing: `None` for 204
    /// ([Protocol 11.2.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)), for 404 and for null. Without
    /// this, 204 is an error ([`Error::is_absent`](runtime::Error::is_absent)), and so is 404.
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Structured};
    /// # async fn example<T: Structured>(manager: At<T>) -> Result<(), Error> {
    /// match manager.optional().await? {
    ///     Some(_manager) => println!("has a manager"),
    ///     None => println!("has none"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn optional(self) -> At<S::Optional> {
        position(self.target)
    }

    /// Sends `GET` and gives status and headers, and the decoded body if there is one.
    ///
    /// # Errors
    ///
    /// See [`Error`](runtime::Error).
    pub fn send(self) -> impl Future<Output = Result<Response<Sent<S>>, Error>> + Send + use<S> {
        self.target.send::<S>()
    }
}

impl<S: Shape> IntoFuture for At<S> {
    type Output = Result<S::Output, Error>;
    type IntoFuture = ResponseFuture<S>;

    fn into_future(self) -> ResponseFuture<S> {
        self.target.response()
    }
}

impl<S, T> At<S>
where
    S: Shape<Output = Page<T>>,
{
    /// The pages of the collection, as a stream that follows next links.
    pub fn pages(self) -> Pages<T> {
        self.target.pages::<S, T>()
    }

    /// The items of all pages, as a stream that follows next links.
    pub fn items(self) -> Items<T> {
        self.pages().into_items()
    }
}

impl<T: Structured> At<Many<T>> {
    /// Creates an entity in the collection (`POST`,
    /// [Protocol 11.4.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)) and gives it as the
    /// service has stored it; [`Request::minimal`](runtime::Request::minimal) asks for no answer.
    ///
    /// The body holds what is set in it but for what only the service sets (`Core.Computed`, `Core.Permissions`). Entities in its
    /// navigation properties are created with it; an entity of a derived type is made one of the collection's by
    /// [`Instance::upcast`](runtime::Instance::upcast).
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
        self.target.create(&body.into())
    }

    /// The item of the collection that an instance is: by its key, or by the link that came with it where its key is not known.
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Many, Structured};
    /// # async fn example<T: Structured>(people: At<Many<T>>, change: fn(&mut T)) -> Result<(), Error> {
    /// for mut person in people.clone().await?.value {
    ///     change(&mut person);
    ///     people.clone().by_instance(&person).save(&person).await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn by_instance(self, instance: &Instance<T>) -> At<T> {
        position(self.target.by_instance(instance))
    }

    /// Creates a media entity, whose content is all that is sent (`POST`,
    /// [Protocol 11.4.7.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn create_media(self, content: impl Into<Body>, content_type: &str) -> Request<T> {
        self.target.create_media(content.into(), content_type)
    }

    /// Which entities a navigation property leads to, without the entities themselves
    /// ([Protocol 11.2.8](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn references(self) -> At<Many<Reference>> {
        self.segment("$ref")
    }

    /// Takes an entity out of those that a navigation property leads to (`DELETE …/$ref?$id=…`,
    /// [Protocol 11.4.6.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)); the entity itself stays.
    ///
    /// Where the service wants it by key instead: `members().by_id("ada").unlink()`.
    pub fn unlink_entity<U: IsA<T, D>, D>(self, entity: &At<U>) -> Request<Nothing> {
        self.target.remove_reference(entity)
    }
}

impl<S> Addressable<S> for At<S> {
    fn url(&self) -> Result<String, Error> {
        self.target.entity_address()
    }
}

impl<S> Unsent for At<S> {
    type Shape = S;

    fn into_request(self) -> (runtime::http::Method, Target, Body) {
        (runtime::http::Method::GET, self.target, Body::empty())
    }
}

impl<S> Clone for At<S> {
    fn clone(&self) -> Self {
        position(self.target.clone())
    }
}

impl<S> fmt::Debug for At<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("At").field(&self.target.describe()).finish()
    }
}

/// The target of a position, for emitted methods.
pub(super) fn into_target<S>(at: At<S>) -> Target {
    at.target
}
