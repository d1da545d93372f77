//! What is at a position of the service: one value, many, or nothing.

use std::marker::PhantomData;

use super::cast::Polymorphic;
use super::field::Field;
use super::instance::Instance;
use super::json::decode;
use super::json::decode_error::{DecodeError, DecodeOptions};
use super::page::{self, Page};
use super::structured::Structured;
use crate::edm::scalar::Scalar;
use crate::query::projection::Projection;

/// What a request gives back, as a type: a structured type itself, [`Many`], [`Value`],
/// [`Nullable`] or [`Nothing`].
pub trait Shape: 'static {
    /// What a caller gets.
    type Output: Send;

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

    /// Reads a body that may hold null, or nothing.
    ///
    /// # Errors
    /// The body is not what the schema promises.
    fn decode_nullable(body: &[u8], options: DecodeOptions) -> Result<Option<Self::Output>, DecodeError> {
        match body.trim_ascii() {
            b"" | b"null" => Ok(None),
            body => Self::decode_with(body, options).map(Some),
        }
    }
}

/// What the items of [`Many`] can be: a structured type, [`Value`], or [`Nullable`] of them.
pub trait Element: 'static {
    /// An item.
    type Item: Send + 'static;

    #[doc(hidden)]
    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError>;
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

/// A value of a structured type, read as a [projection](crate::query::Projection) `R` of it.
#[derive(Debug)]
pub struct As<R>(PhantomData<fn() -> R>);

/// The result of an operation without result.
#[derive(Debug)]
pub struct Nothing(());

impl<T: Structured> Shape for T {
    type Output = Instance<T>;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Instance<T>, DecodeError> {
        let mut instance = Instance::default();
        decode::entity(body, &mut instance, options)?;
        Ok(instance)
    }
}

impl<E: Element> Shape for Many<E> {
    type Output = Page<E::Item>;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Self::Output, DecodeError> {
        E::page(body, options)
    }
}

impl<S: Scalar> Shape for Value<S> {
    type Output = S;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<S, DecodeError> {
        let mut value: Option<S> = None;
        page::envelope(body, value.slot(), options)?;
        value.ok_or_else(|| DecodeError::null_value(S::EDM.into()))
    }

    fn decode_nullable(body: &[u8], options: DecodeOptions) -> Result<Option<S>, DecodeError> {
        if body.trim_ascii().is_empty() {
            return Ok(None);
        }
        let mut value: Option<S> = None;
        page::envelope(body, value.slot(), options)?;
        Ok(value)
    }
}

impl<S: Shape> Shape for Nullable<S> {
    type Output = Option<S::Output>;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<Self::Output, DecodeError> {
        S::decode_nullable(body, options)
    }

    fn no_content() -> Option<Self::Output> {
        Some(None)
    }
}

impl Shape for Nothing {
    type Output = ();

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
}

impl<T: Polymorphic<Any: Send>> Shape for Any<T> {
    type Output = T::Any;

    fn decode_with(body: &[u8], options: DecodeOptions) -> Result<T::Any, DecodeError> {
        let instance = T::decode_with(body, options)?;
        instance.into_any_with(options).map_err(DecodeError::from)
    }
}

impl<T: Polymorphic<Any: Send>> Element for Any<T> {
    type Item = T::Any;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError> {
        page::decode_any(body, options)
    }
}

impl<R: Projection> Shape for As<R> {
    type Output = R;

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
}

impl<S: Scalar> Element for Nullable<Value<S>> {
    type Item = Option<S>;

    fn page(body: &[u8], options: DecodeOptions) -> Result<Page<Self::Item>, DecodeError> {
        page::decode(body, options)
    }
}

/// A shape that is one instance of a structured type, or a collection of them.
pub trait Instances {
    /// The type of the instance, or of the items.
    type Item: Structured;
    /// The same shape with instances of another type.
    type Cast<U: Structured>;
    #[doc(hidden)]
    const IS_COLLECTION: bool;
}

impl<T: Structured> Instances for T {
    type Item = T;
    type Cast<U: Structured> = U;
    const IS_COLLECTION: bool = false;
}

impl<T: Structured> Instances for Many<T> {
    type Item = T;
    type Cast<U: Structured> = Many<U>;
    const IS_COLLECTION: bool = true;
}

/// The shape of a collection: [`Many`].
#[diagnostic::on_unimplemented(
    message = "there is one `{Self}` at this position, and `filter` and `order_by` are for collections",
    label = "this position does not lead to a collection",
    note = "a single entity takes `select` and `expand`; to filter the related entities that come with it: \
            `.expand(|p| p.reports.filter(|r| r.name.eq(\"Ada\")))`"
)]
pub trait IsMany {}

impl<E> IsMany for Many<E> {}
