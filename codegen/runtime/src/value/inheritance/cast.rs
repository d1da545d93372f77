//! Derived types: the type of an instance, and the types that it can be read as.

use std::error::Error;
use std::fmt;

use crate::value::inheritance::convert;
use crate::value::inheritance::derived::{derives_by_name, is_named, position};
use crate::value::instance::Instance;
use crate::value::json::decode_error::{DecodeError, DecodeOptions};
use crate::value::structured::{Object, Structured};

/// A type from which others derive, whose instances can be matched exhaustively
/// ([`Instance::into_any`]).
///
/// Implemented by emitted code only.
pub trait Polymorphic: Structured {
    /// The type itself and all that derive from it, as an enumeration.
    type Any: Alternatives<Base = Self> + 'static;
}

/// An enumeration of a type and all types that derive from it: `AnyDirectoryObject`.
///
/// Implemented by emitted code only.
pub trait Alternatives: Sized {
    /// The type from which the others derive.
    type Base: Structured;

    /// An empty instance: of the base type for 0, then of those in [`Structured::DERIVED`], each
    /// before those that derive from it.
    #[doc(hidden)]
    fn empty(alternative: usize) -> Self;

    /// The instance, whatever its type.
    fn object(&self) -> &dyn Object;

    /// The instance, whatever its type, to be changed.
    fn object_mut(&mut self) -> &mut dyn Object;

    /// The instance as one of the base type. Nothing is lost: what that type does not declare
    /// becomes extras, and `@odata.type` tells the type.
    #[must_use]
    fn into_base(mut self) -> Instance<Self::Base> {
        let mut base = Instance::default();
        convert::upcast(&mut base, self.object_mut());
        base
    }
}

impl<T: Structured> Instance<T> {
    /// Whether this is an instance of `U` or of a type that derives from `U`, by what
    /// `@odata.type` says ([JSON Format 4.5.3](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)). Without one it is of the type as which it was
    /// received.
    ///
    /// The name is recognised with `#` and without, qualified by the namespace in whatever case
    /// or by an alias, and behind the URL of a metadata document.
    #[must_use]
    pub fn is_a<U: Structured>(&self) -> bool {
        T::TYPE.derives_from(U::TYPE) || {
            let name = self.type_name();
            is_named(U::TYPE, &name) || derives_by_name::<U>(&name)
        }
    }

    /// This as an instance of `U`, a type that derives from `T`. What was decoded is moved, not
    /// decoded again.
    ///
    /// ```
    /// # use odata_runtime::private::{Derived, Field, Ref, Slot, TypeInfo};
    /// # use odata_runtime::Structured;
    /// # #[derive(Default)]
    /// # pub struct Animal { pub name: Option<String> }
    /// # impl Structured for Animal {
    /// #     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
    /// #     const TYPE: &'static TypeInfo =
    /// #         &TypeInfo { name: "Zoo.Animal", properties: &["name"], ..TypeInfo::EMPTY };
    /// #     const DERIVED: &'static [Derived] = &[Derived::of::<Bird>()];
    /// #     fn slot(&mut self, index: usize) -> Slot<'_> {
    /// #         match index { 0 => self.name.slot(), _ => Slot::None }
    /// #     }
    /// #     fn get(&self, index: usize) -> Ref<'_> {
    /// #         match index { 0 => self.name.get(), _ => Ref::None }
    /// #     }
    /// # }
    /// # #[derive(Default)]
    /// # pub struct Bird { pub name: Option<String>, pub wingspan: Option<f64> }
    /// # impl Structured for Bird {
    /// #     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
    /// #     const TYPE: &'static TypeInfo = &TypeInfo {
    /// #         name: "Zoo.Bird",
    /// #         properties: &["name", "wingspan"],
    /// #         base: Some(Animal::TYPE),
    /// #         ..TypeInfo::EMPTY
    /// #     };
    /// #     fn slot(&mut self, index: usize) -> Slot<'_> {
    /// #         match index { 0 => self.name.slot(), 1 => self.wingspan.slot(), _ => Slot::None }
    /// #     }
    /// #     fn get(&self, index: usize) -> Ref<'_> {
    /// #         match index { 0 => self.name.get(), 1 => self.wingspan.get(), _ => Ref::None }
    /// #     }
    /// # }
    /// use odata_runtime::Instance;
    ///
    /// let text = r##"{"@odata.type":"#Zoo.Bird","name":"Pip","wingspan":0.25}"##;
    /// let animal: Instance<Animal> = serde_json::from_str(text)?;
    /// assert_eq!(animal.name.as_deref(), Some("Pip"));
    /// assert!(animal.is_a::<Bird>());
    ///
    /// let bird = animal.cast::<Bird>()?;
    /// assert_eq!(bird.wingspan, Some(0.25));
    /// let animal: Instance<Animal> = bird.upcast();
    /// assert_eq!(serde_json::to_string(&animal)?, text);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// It is not an instance of `U`, or what it has beyond the properties of `T` is not what the
    /// schema promises of a `U`. The error holds the instance as it was.
    pub fn cast<U: Structured>(self) -> Result<Instance<U>, CastError<T>> {
        self.cast_with(DecodeOptions::default())
    }

    /// [`Instance::cast`], as strict as the options say.
    ///
    /// # Errors
    /// Those of [`Instance::cast`].
    pub fn cast_with<U: Structured>(mut self, options: DecodeOptions) -> Result<Instance<U>, CastError<T>> {
        let mut to = Instance::default();
        if T::TYPE.derives_from(U::TYPE) {
            convert::upcast(&mut to, &mut self);
            return Ok(to);
        }
        let done = if self.is_a::<U>() {
            convert::downcast(&mut to, &mut self, options)
        } else {
            Err(DecodeError::mismatch("$", U::TYPE.name, &self.type_name()))
        };
        match done {
            Ok(()) => Ok(to),
            Err(error) => Err(CastError { instance: Box::new(self), error }),
        }
    }

    /// A copy of this as an instance of `U`, if it is one.
    ///
    /// # Errors
    /// What it has beyond the properties of `T` is not what the schema promises of a `U`.
    pub fn as_a<U: Structured>(&self) -> Result<Option<Instance<U>>, DecodeError> {
        let cast = self.is_a::<U>().then(|| self.clone().cast());
        cast.transpose().map_err(DecodeError::from)
    }

    /// This as an instance of a type that `T` derives from, which a property or a collection of
    /// that type takes. Nothing is lost: what that type does not declare becomes extras, and
    /// `@odata.type` tells the type ([JSON Format 4.5.3](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
    ///
    /// That `T` derives from `B` is checked when the program is built.
    #[must_use]
    pub fn upcast<B: Structured>(mut self) -> Instance<B> {
        const { assert!(T::TYPE.derives_from(B::TYPE), "the type does not derive from the one that is asked for") }
        let mut base = Instance::default();
        convert::upcast(&mut base, &mut self);
        base
    }
}

impl<T: Polymorphic> Instance<T> {
    /// This as what it really is, to be matched. One of a derived type that the schema does not
    /// declare, or that was not generated, is kept whole as one of the base type.
    ///
    /// # Errors
    /// What it has beyond the properties of `T` is not what the schema promises of its type. The
    /// error holds the instance as it was.
    pub fn into_any(self) -> Result<T::Any, CastError<T>> {
        self.into_any_with(DecodeOptions::default())
    }

    /// [`Instance::into_any`], as strict as the options say.
    ///
    /// # Errors
    /// Those of [`Instance::into_any`].
    pub fn into_any_with(mut self, options: DecodeOptions) -> Result<T::Any, CastError<T>> {
        let mut any = T::Any::empty(alternative::<T::Any>(&self.type_name()));
        match convert::downcast(any.object_mut(), &mut self, options) {
            Ok(()) => Ok(any),
            Err(error) => Err(CastError { instance: Box::new(self), error }),
        }
    }
}

/// Which alternative is the type that has this name: the base type if no alternative has.
pub(crate) fn alternative<A: Alternatives>(name: &str) -> usize {
    let is_base = name == A::Base::TYPE.name;
    let found = if is_base { None } else { position(A::Base::DERIVED, name) };
    found.map_or(0, |derived| derived + 1)
}

/// An instance is not of the type that was asked for, or does not fit the schema.
pub struct CastError<T> {
    instance: Box<Instance<T>>,
    error: DecodeError,
}

impl<T> CastError<T> {
    /// The instance, as it was.
    #[must_use]
    pub fn into_instance(self) -> Instance<T> {
        *self.instance
    }

    /// What is wrong, and where.
    #[must_use]
    pub fn decode_error(&self) -> &DecodeError {
        &self.error
    }
}

impl<T> From<CastError<T>> for DecodeError {
    fn from(error: CastError<T>) -> Self {
        error.error
    }
}

impl<T: Structured> fmt::Debug for CastError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { instance, error } = self;
        f.debug_struct("CastError").field("instance", instance).field("error", error).finish()
    }
}

impl<T> fmt::Display for CastError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<T: Structured> Error for CastError<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}
