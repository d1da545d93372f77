//! What is at a position of the service: one value, many, or nothing.

use std::marker::PhantomData;

use crate::edm::scalar::Scalar;
use crate::query::projection::Projection;
pub(crate) use crate::value::content::Content;
use crate::value::field::Field;
use crate::value::inheritance::cast::{Alternatives, Polymorphic};
use crate::value::instance::Instance;
use crate::value::json::decode::{self, without_mark};
use crate::value::json::decode_error::{DecodeError, DecodeOptions};
use crate::value::kept::extras::Extras;
use crate::value::kept::misfit::{Misfit, Misfits};
use crate::value::page::{self, Page};
use crate::value::structured::{Object, Structured};

/// What a request gives back, as a type: a structured type itself, [`Many`], [`Value`],
/// [`Nullable`], [`Maybe`] or [`Nothing`]. [`ReadByDownload`](crate::ReadByDownload) is not one.
pub trait Shape: 'static {
    /// What a caller gets.
    type Output: Send;

    /// The shape of the same where there may be nothing: what `optional()` reads, and what `send()` finds in a body.
    type Optional: Shape;

    #[doc(hidden)]
    const CONTENT: Content = Content::Value;

    /// Reads the body of a successful response.
    ///
    /// # Errors
    /// The body is not what the schema promises.
    fn decode(body: &[u8]) -> Result<Self::Output, DecodeError> {
        Self::decode_with(body, DecodeOptions::default())
    }

    /// Reads the body of a successful response as strictly as the options say.
    ///
    /// # Errors
    /// The body is not what the schema promises.
    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Self::Output, DecodeError>;

    /// What `204 No Content` means, or `None` where it is an error.
    #[must_use]
    fn no_content() -> Option<Self::Output> {
        None
    }

    /// What `404 Not Found` means, or `None` where it is an error.
    #[must_use]
    fn not_found() -> Option<Self::Output> {
        None
    }

    /// Reads a body that may hold null, or nothing.
    ///
    /// # Errors
    /// The body is not what the schema promises.
    fn decode_nullable(body: &[u8], options: DecodeOptions) -> Result<Option<Self::Output>, DecodeError> {
        match without_mark(body).trim_ascii() {
            b"" | b"null" => Ok(None),
            _ => Self::decode_with(body, options).map(Some),
        }
    }

    /// Whether what is read has a property of this name.
    #[doc(hidden)]
    fn declares(_: &str) -> bool {
        false
    }

    /// The output with the control information that stands beside it.
    #[doc(hidden)]
    fn with_control(output: Self::Output, _: &Extras) -> Result<Self::Output, DecodeError> {
        Ok(output)
    }

    /// What is not of the type that the schema declares, in what was read leniently.
    #[doc(hidden)]
    fn misfits(_: &Self::Output) -> Vec<Misfit<'_>> {
        Vec::new()
    }

    /// Keeps the entity tag of the answer's header, if the output is an entity.
    #[doc(hidden)]
    fn keep_etag(_: &mut Self::Output, _: &str) {}
}

/// What the items of [`Many`] can be: a structured type, [`Value`], or [`Nullable`] of them.
pub trait Element: 'static {
    /// An item.
    type Item: Send + 'static;

    #[doc(hidden)]
    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError>;

    /// The instance that an item is.
    #[doc(hidden)]
    fn object(_: &Self::Item) -> Option<&dyn Object> {
        None
    }
}

/// A collection. Its output is a [`Page`].
#[derive(Debug)]
pub struct Many<E>(PhantomData<fn() -> E>);

/// A value of a type from which others derive, read as its own type: an [`Alternatives`](crate::Alternatives).
///
/// As the items of a collection, `Many<Any<T>>`, they are decoded into their types at once, which
/// is quicker than [`Instance::into_any`] on each; the same it is not: an item that is not what
/// the schema promises of its type fails the page.
///
/// ```no_run
/// # use generated::At;
/// # use odata_runtime::{Any, Error, Many, Polymorphic};
/// # async fn example<T: Polymorphic<Any: Send>>(members: At<Many<T>>) -> Result<(), Error> {
/// let page = members.read_as::<Many<Any<T>>>().await?;
/// for member in page.value {
///     let _any: T::Any = member;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Any<T>(PhantomData<fn() -> T>);

/// A primitive value, an enumeration member or a value of a type definition, which JSON wraps in
/// an object with the one member `value` ([JSON Format 11](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
///
/// ```
/// use odata_runtime::{Nullable, Shape, Value};
///
/// assert_eq!(Value::<i64>::decode(br#"{"value": 5}"#)?, 5);
/// assert_eq!(Nullable::<Value<i64>>::decode(br#"{"value": null}"#)?, None);
/// # Ok::<(), odata_runtime::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct Value<S>(PhantomData<fn() -> S>);

/// What may be null: an `Option`. `204 No Content` is `None` ([Protocol 11.2.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
#[derive(Debug)]
pub struct Nullable<S>(PhantomData<fn() -> S>);

/// What may not be there: an `Option`, which is `None` for null, for `204 No Content` and for `404 Not Found`. It is what `optional()`
/// reads.
///
/// ```
/// use odata_runtime::{Maybe, Shape, Value};
///
/// assert_eq!(Maybe::<Value<i64>>::decode(br#"{"value": 5}"#)?, Some(5));
/// assert_eq!(Maybe::<Value<i64>>::no_content(), Some(None));
/// assert_eq!(Maybe::<Value<i64>>::not_found(), Some(None));
/// # Ok::<(), odata_runtime::DecodeError>(())
/// ```
#[derive(Debug)]
pub struct Maybe<S>(PhantomData<fn() -> S>);

/// A value of a structured type, read as a [projection](crate::query::Projection) `R` of it.
#[derive(Debug)]
pub struct As<R>(PhantomData<fn() -> R>);

/// The result of an operation without result.
#[derive(Debug)]
pub struct Nothing(());

impl<T: Structured> Shape for T {
    type Output = Instance<T>;
    type Optional = Maybe<T>;

    const CONTENT: Content = Content::Instance;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Instance<T>, DecodeError> {
        let mut instance = Instance::default();
        decode::entity(body, &mut instance, options)?;
        Ok(instance)
    }

    fn declares(property: &str) -> bool {
        T::TYPE.properties.contains(&property)
    }

    fn misfits(instance: &Instance<T>) -> Vec<Misfit<'_>> {
        instance.misfits()
    }

    fn keep_etag(instance: &mut Instance<T>, etag: &str) {
        instance.side_mut().etag = Some(etag.into());
    }
}

impl<E: Element> Shape for Many<E> {
    type Output = Page<E::Item>;
    type Optional = Maybe<Self>;

    const CONTENT: Content = Content::Items;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Self::Output, DecodeError> {
        E::page(body, options)
    }

    fn with_control(page: Self::Output, control: &Extras) -> Result<Self::Output, DecodeError> {
        if control.is_empty() { Ok(page) } else { page.with_control(control.clone()) }
    }

    fn misfits(page: &Self::Output) -> Vec<Misfit<'_>> {
        page.misfits_of(E::object)
    }
}

impl<S: Scalar> Shape for Value<S> {
    type Output = S;
    type Optional = Maybe<Self>;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<S, DecodeError> {
        let mut value: Option<S> = None;
        page::envelope(body, value.slot(), options)?;
        value.ok_or_else(|| DecodeError::null_value(S::EDM.into()))
    }

    fn decode_nullable(body: &[u8], options: DecodeOptions) -> Result<Option<S>, DecodeError> {
        if without_mark(body).trim_ascii().is_empty() {
            return Ok(None);
        }
        let mut value: Option<S> = None;
        page::envelope(body, value.slot(), options)?;
        Ok(value)
    }
}

impl<S: Shape> Shape for Nullable<S> {
    type Output = Option<S::Output>;
    type Optional = Maybe<S>;

    const CONTENT: Content = S::CONTENT;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Self::Output, DecodeError> {
        S::decode_nullable(body, options)
    }

    fn no_content() -> Option<Self::Output> {
        Some(None)
    }

    fn declares(property: &str) -> bool {
        S::declares(property)
    }

    fn misfits(output: &Self::Output) -> Vec<Misfit<'_>> {
        output.as_ref().map(S::misfits).unwrap_or_default()
    }

    fn keep_etag(output: &mut Self::Output, etag: &str) {
        if let Some(output) = output {
            S::keep_etag(output, etag);
        }
    }
}

impl<S: Shape> Shape for Maybe<S> {
    type Output = Option<S::Output>;
    type Optional = Self;

    const CONTENT: Content = S::CONTENT;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Self::Output, DecodeError> {
        S::decode_nullable(body, options)
    }

    fn no_content() -> Option<Self::Output> {
        Some(None)
    }

    fn not_found() -> Option<Self::Output> {
        Some(None)
    }

    fn misfits(output: &Self::Output) -> Vec<Misfit<'_>> {
        output.as_ref().map(S::misfits).unwrap_or_default()
    }

    fn keep_etag(output: &mut Self::Output, etag: &str) {
        if let Some(output) = output {
            S::keep_etag(output, etag);
        }
    }
}

impl Shape for Nothing {
    type Output = ();
    type Optional = Maybe<Self>;

    const CONTENT: Content = Content::Nothing;

    fn decode_with(_: &[u8], _: DecodeOptions) -> Result<(), DecodeError> {
        Ok(())
    }

    fn no_content() -> Option<()> {
        Some(())
    }
}

impl<T: Structured> Element for T {
    type Item = Instance<T>;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError> {
        page::decode(body, options)
    }

    fn object(item: &Instance<T>) -> Option<&dyn Object> {
        Some(item)
    }
}

impl<T: Polymorphic<Any: Send>> Shape for Any<T> {
    type Output = T::Any;
    type Optional = Maybe<Self>;

    const CONTENT: Content = Content::Instance;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<T::Any, DecodeError> {
        let instance = T::decode_with(body, options)?;
        instance.into_any_with(options).map_err(DecodeError::from)
    }

    fn misfits(any: &T::Any) -> Vec<Misfit<'_>> {
        Misfits::of(any.object())
    }

    fn keep_etag(any: &mut T::Any, etag: &str) {
        any.object_mut().side_mut().etag = Some(etag.into());
    }
}

impl<T: Polymorphic<Any: Send>> Element for Any<T> {
    type Item = T::Any;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError> {
        page::decode_any(body, options)
    }

    fn object(item: &T::Any) -> Option<&dyn Object> {
        Some(item.object())
    }
}

impl<R: Projection> Shape for As<R> {
    type Output = R;
    type Optional = Maybe<Self>;

    const CONTENT: Content = Content::Instance;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<R, DecodeError> {
        let instance = R::Of::decode_with(body, options)?;
        R::read(instance, options).map_err(|missing| missing.at("$"))
    }
}

impl<R: Projection> Element for As<R> {
    type Item = R;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<R>, DecodeError> {
        let page = <R::Of as Element>::page(body, options)?;
        page.try_map(|index, item| R::read(item, options).map_err(|missing| missing.at(&format!("$.value[{index}]"))))
    }
}

impl<S: Scalar> Element for Value<S> {
    type Item = S;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError> {
        page::decode(body, options)
    }
}

impl<T: Structured> Element for Nullable<T> {
    type Item = Option<Instance<T>>;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError> {
        page::decode(body, options)
    }

    fn object(item: &Option<Instance<T>>) -> Option<&dyn Object> {
        item.as_ref().map(|item| item as &dyn Object)
    }
}

impl<S: Scalar> Element for Nullable<Value<S>> {
    type Item = Option<S>;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError> {
        page::decode(body, options)
    }
}
