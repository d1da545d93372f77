//! Changes of single properties, as an update sends them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::ser::{Error as _, Serialize, SerializeMap, Serializer};

use crate::edm::scalar::Scalar;
use crate::query::access::{CanBeNull, CanBeSet};
use crate::query::index::Index;
use crate::query::operand::Given;
use crate::query::path::{Cast, Path, Root, Step};
use crate::query::token::{Complex, Complexes, Prop, Props, StreamProp, Token};
use crate::value::argument::Argument;
use crate::value::instance::Instance;
use crate::value::payload::{Purpose, Sent, SentItems};
use crate::value::structured::Structured;

/// A property of a `T` with the value that it is to have.
///
/// Made by the tokens of the properties: `|u| [u.job_title.set("CTO"), u.mobile_phone.null()]`.
pub struct Change<T> {
    /// From the entity to the property, by the names in the schema.
    path: Vec<Cow<'static, str>>,
    value: Argument,
    of: PhantomData<fn() -> T>,
}

impl<T> Change<T> {
    fn new(path: Vec<&'static str>, value: Argument) -> Self {
        Self { path: path.into_iter().map(Cow::Borrowed).collect(), value, of: PhantomData }
    }

    /// An annotation of the property that goes by this name.
    pub(crate) fn annotation<K: Token>(term: &str, value: Argument) -> Self {
        let mut change = Self::new(K::names(), value);
        if let Some(name) = change.path.last_mut() {
            name.to_mut().push_str(term);
        }
        change
    }

    /// The names of the property and of the complex ones that it is in, from the outermost on.
    #[must_use]
    pub fn path(&self) -> &[Cow<'static, str>] {
        &self.path
    }

    /// All changes as one JSON object, those within a complex property as one value of it. What is set twice has the later value.
    #[must_use]
    pub fn object(changes: &[Self]) -> Argument {
        let all: Vec<Part<'_>> = changes.iter().map(|change| (change.path.as_slice(), &change.value)).collect();
        Argument::of(&Level(&all))
    }

    /// The value, as JSON text; `None` where it cannot be written as JSON.
    #[must_use]
    pub fn json(&self) -> Option<&str> {
        self.value.json()
    }
}

impl<T> fmt::Debug for Change<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change").field("path", &self.path.join("/")).field("value", &self.value.json()).finish()
    }
}

/// A place whose properties belong to the value of the entity itself: complex properties lead on, navigation properties do not.
#[diagnostic::on_unimplemented(
    message = "the property belongs to another entity",
    label = "an update changes the properties of one entity and of its complex values"
)]
pub trait Within<T> {}

impl<T> Within<T> for Root<T> {}
impl<T, P: Within<T>, I, U> Within<T> for Step<P, I, U> {}
impl<T, P: Within<T>, U> Within<T> for Cast<P, U> {}

fn change<K: Token, T>(value: Argument) -> Change<T> {
    Change::new(K::names(), value)
}

impl<P: Path, I: Index, V: Scalar, A: 'static> Prop<P, I, V, A> {
    /// Sets the property.
    #[must_use]
    pub fn set<T>(self, value: impl Given<V>) -> Change<T>
    where
        A: CanBeSet,
        P: Within<T>,
    {
        change::<Self, T>(value.argument())
    }
}

/// What an update sets with other properties. A stream has it never: the compiler says instead what to write.
#[diagnostic::on_unimplemented(
    message = "a stream is not set with other properties",
    label = "the content of a stream is written by a request of its own",
    note = "write `.property(|p| p.photo).upload(content, \"image/png\")`"
)]
pub trait SetWithOthers {
    #[doc(hidden)]
    fn change<T>() -> Change<T>;
}

impl<P: Path, I: Index, V: Scalar, A: 'static> StreamProp<P, I, V, A> {
    #[doc(hidden)]
    pub fn set<T>(self, _content: impl Sized) -> Change<T>
    where
        Self: SetWithOthers,
    {
        Self::change()
    }
}

impl<P: Path, I: Index, V: Scalar, A: 'static> Props<P, I, V, A> {
    /// Sets the property to a collection of these values.
    #[must_use]
    pub fn set<T, G: Given<V>>(self, values: impl IntoIterator<Item = G>) -> Change<T>
    where
        A: CanBeSet,
        P: Within<T>,
    {
        let values: Vec<Argument> = values.into_iter().map(|value| value.argument()).collect();
        change::<Self, T>(Argument::of(&values))
    }
}

impl<P: Path, I: Index, U: Structured, A: 'static> Complex<P, I, U, A> {
    /// Sets the property to a complex value, of which only the properties that are set are sent.
    #[must_use]
    pub fn set<T>(self, value: impl Into<Instance<U>>) -> Change<T>
    where
        A: CanBeSet,
        P: Within<T>,
    {
        change::<Self, T>(Argument::of(&Sent::new(&value.into(), Purpose::Update)))
    }
}

impl<P: Path, I: Index, U: Structured, A: 'static> Complexes<P, I, U, A> {
    /// Sets the property to a collection of these values.
    #[must_use]
    pub fn set<T>(self, values: impl IntoIterator<Item: Into<Instance<U>>>) -> Change<T>
    where
        A: CanBeSet,
        P: Within<T>,
    {
        let values: Vec<Instance<U>> = values.into_iter().map(Into::into).collect();
        change::<Self, T>(Argument::of(&SentItems(&values, Purpose::Create)))
    }
}

macro_rules! nulls {
    ($($token:ident)*) => {$(
        impl<P: Path, I: Index, V: 'static, A: 'static> $token<P, I, V, A> {
            /// Sets the property to null.
            #[must_use]
            pub fn null<T>(self) -> Change<T>
            where
                A: CanBeSet + CanBeNull,
                P: Within<T>,
            {
                change::<Self, T>(Argument::of(&()))
            }
        }
    )*};
}

nulls!(Prop Complex);

/// What is left of a path, and the value at its end.
type Part<'a> = (&'a [Cow<'static, str>], &'a Argument);

struct Level<'a>(&'a [Part<'a>]);

impl Serialize for Level<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(parts) = self;
        let mut map = serializer.serialize_map(None)?;
        let mut done: Vec<&Cow<'_, str>> = Vec::new();
        for (path, _) in *parts {
            let Some(name) = path.first().filter(|name| !done.contains(name)) else { continue };
            done.push(name);
            let mut inner: Vec<Part<'_>> = Vec::new();
            let same = parts.iter().filter(|(path, _)| path.first() == Some(name));
            for (path, value) in same {
                let rest = path.get(1..).unwrap_or_default();
                if rest.is_empty() {
                    inner.clear();
                }
                inner.push((rest, value));
            }
            match inner.as_slice() {
                [([], value)] => map.serialize_entry(name, value)?,
                [([], _), ..] => {
                    return Err(S::Error::custom(format!("`{name}` is set as a whole and in part")));
                }
                inner => map.serialize_entry(name, &Level(inner))?,
            }
        }
        map.end()
    }
}
