//! Positions in the graph of a service.

use std::fmt;
use std::marker::PhantomData;

use http::Method;

use super::action::{self, Argument};
use super::body::Body;
use super::call::{Request, request_options};
use super::error::Error;
use super::key::EntityKey;
use super::literal::Literal;
use super::paging::{Items, Pages};
use super::request::{Outgoing, Target};
use super::response::{Response, ResponseFuture};
use super::{Many, Nullable, Page, Shape, Structured};

/// A position in the graph of a service: a path, and the shape `S` of what is found there.
///
/// It costs nothing until it is awaited, which sends `GET` and decodes the response: an entity, a value, or
/// the first [`Page`] of a collection. Generated methods lead from one position to the next; those defined
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
    pub(super) target: Target,
    shape: PhantomData<fn() -> S>,
}

impl<S> At<S> {
    #[inline]
    pub(super) fn new(target: Target) -> Self {
        Self { target, shape: PhantomData }
    }

    /// One segment further: a property, a navigation property, a type cast, `$ref`, `$count`.
    ///
    /// The name becomes exactly one segment, whatever characters it holds; an empty one, `.` and `..` make the request fail.
    #[inline]
    pub fn segment<R>(mut self, name: &str) -> At<R> {
        self.target.segment(name);
        At::new(self.target)
    }

    /// The result of a function bound to this position, by the name that the service expects in URLs.
    ///
    /// Literals stand in the path, JSON values ([`Literal::json`]) behind parameter aliases.
    #[inline]
    pub fn function<R>(mut self, name: &str, parameters: &[(&str, Literal)]) -> At<R> {
        self.target.function(name, parameters);
        At::new(self.target)
    }

    /// A call of an action bound to this position, by the name that the service expects in URLs.
    #[inline]
    pub fn action<'a, R>(self, name: &str, parameters: impl IntoIterator<Item = (&'a str, Argument)>) -> Request<R> {
        let parameters: Vec<_> = parameters.into_iter().collect();
        action::call(self.target, name, (!parameters.is_empty()).then_some(parameters))
    }

    /// The same position, read as another shape: for what the metadata gets wrong.
    #[inline]
    pub fn read_as<R>(self) -> At<R> {
        At::new(self.target)
    }

    pub(super) fn as_target(&self) -> &Target {
        &self.target
    }

    pub(super) fn into_target(self) -> Target {
        self.target
    }

    fn outgoing(self) -> Result<Outgoing, Error> {
        self.target.into_outgoing(Method::GET, Body::empty())
    }
}

request_options!(At);

impl<S: Shape> At<Nullable<S>> {
    /// The same position, its value taken as one that is not null: leads on to what that has, after a composable function say
    /// ([URL Conventions 4.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)). When it is awaited,
    /// a null is an error.
    #[inline]
    pub fn not_null(self) -> At<S> {
        self.read_as()
    }
}

impl<T: Structured> At<T> {
    /// The same value as one of a derived type, whose members can be reached from here (URL Conventions §4.11).
    ///
    /// That `U` derives from `T` is checked when the program is built.
    #[inline]
    pub fn cast<U: Structured>(self) -> At<U> {
        const { assert!(U::TYPE.derives_from(T::TYPE), "the type does not derive from that of the position") }
        self.segment(U::TYPE.name)
    }
}

impl<S: Shape> At<S> {
    /// Sends `GET` and gives status and headers with the decoded body.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    pub fn send(self) -> impl Future<Output = Result<Response<S::Output>, Error>> + Send + use<S> {
        ResponseFuture::<S>::new(self.outgoing()).with_head()
    }
}

impl<S: Shape> IntoFuture for At<S> {
    type Output = Result<S::Output, Error>;
    type IntoFuture = ResponseFuture<S>;

    fn into_future(self) -> ResponseFuture<S> {
        ResponseFuture::new(self.outgoing())
    }
}

impl<S, T> At<S>
where
    S: Shape<Output = Page<T>>,
{
    /// The pages of the collection, as a stream that follows next links.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self.outgoing(), S::decode_with)
    }

    /// The items of all pages, as a stream that follows next links.
    pub fn items(self) -> Items<T> {
        Items::new(self.pages())
    }
}

impl<T> At<Many<T>> {
    /// The item of the collection that has this key.
    #[inline]
    pub fn by_key(mut self, key: impl EntityKey) -> At<T> {
        self.target.key(&key.to_key());
        At::new(self.target)
    }

    /// Those items of the collection that are of a derived type (URL Conventions §4.11).
    ///
    /// That `U` derives from `T` is checked when the program is built.
    #[inline]
    pub fn cast<U: Structured>(self) -> At<Many<U>>
    where
        T: Structured,
    {
        const { assert!(U::TYPE.derives_from(T::TYPE), "the type does not derive from that of the items") }
        self.segment(U::TYPE.name)
    }
}

impl<S> Clone for At<S> {
    fn clone(&self) -> Self {
        Self::new(self.target.clone())
    }
}

impl<S> fmt::Debug for At<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("At").field(&self.target.describe()).finish()
    }
}
