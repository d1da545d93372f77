//! The fields of projections: which types fit which properties.

use crate::edm::scalar::Scalar;
use crate::query::access::NeverNull;
use crate::query::index::Index;
use crate::query::path::Path;
use crate::query::projection::{Picks, Projection};
use crate::query::token::{Complex, Complexes, Nav, Navs, Prop, Props, StreamProp, Token};
use crate::value::expanded::Expanded;
use crate::value::instance::Instance;
use crate::value::json::decode_error::{DecodeError, DecodeOptions};
use crate::value::shape::Many;

/// A type that a field of a projection can have, for the property `K`.
#[diagnostic::on_unimplemented(
    message = "a field of type `{Self}` does not fit the property",
    label = "not the type for this property",
    note = "a property that is never null is a value of its type, one that can be null an `Option`, a collection a `Vec`; a complex \
            or a navigation property is a projection",
    note = "the property is `{K}`"
)]
pub trait Projected<K: Token>: Sized {
    /// What the type of the schema has for the property.
    type Found;

    #[doc(hidden)]
    fn pick(picks: &mut Picks<'_, '_>);

    #[doc(hidden)]
    fn read(found: Option<Self::Found>, is_null: bool, options: DecodeOptions) -> Result<Self, Missing>;
}

/// A property that a projection needs, and that did not come as it should.
#[derive(Debug)]
pub struct Missing {
    path: String,
    why: Why,
}

#[derive(Debug)]
enum Why {
    Absent(bool),
    Undecodable(DecodeError),
}

impl Missing {
    fn new(is_null: bool) -> Self {
        Self { path: String::new(), why: Why::Absent(is_null) }
    }

    pub(crate) fn within(mut self, name: &str) -> Self {
        self.path.insert_str(0, &format!(".{name}"));
        self
    }

    fn at_index(mut self, index: usize) -> Self {
        self.path.insert_str(0, &format!("[{index}]"));
        self
    }

    /// The error, of what was found at this path.
    pub(crate) fn at(self, path: &str) -> DecodeError {
        let path = format!("{path}{}", self.path);
        match self.why {
            Why::Absent(true) => DecodeError::mismatch(&path, "a value, which the projection needs", "null"),
            Why::Absent(false) => DecodeError::mismatch(
                &path,
                "a value, which the projection selects",
                "nothing: the service left it out",
            ),
            Why::Undecodable(error) => error.below(&path),
        }
    }
}

impl From<DecodeError> for Missing {
    fn from(error: DecodeError) -> Self {
        Self { path: String::new(), why: Why::Undecodable(error) }
    }
}

/// A collection, which is empty where null stands for it.
fn many<F>(found: Option<Vec<F>>, is_null: bool) -> Result<Vec<F>, Missing> {
    match found {
        Some(all) => Ok(all),
        None if is_null => Ok(Vec::new()),
        None => Err(Missing::new(false)),
    }
}

fn read_all<R: Projection>(all: Vec<Instance<R::Of>>, options: DecodeOptions) -> Result<Vec<R>, Missing> {
    let items = all.into_iter().enumerate();
    items.map(|(index, item)| R::read(item, options).map_err(|missing| missing.at_index(index))).collect()
}

/// The same of items that can be null.
fn read_some<R: Projection>(
    all: Vec<Option<Instance<R::Of>>>,
    options: DecodeOptions,
) -> Result<Vec<Option<R>>, Missing> {
    let items = all.into_iter().enumerate();
    let read = items.map(|(index, item)| {
        let read = item.map(|item| R::read(item, options)).transpose();
        read.map_err(|missing| missing.at_index(index))
    });
    read.collect()
}

macro_rules! projected {
    ($([$($generics:tt)*] $type:ty: $token:ident<$value:ty, $access:ident> of $found:ty, |$picks:ident| $pick:expr, |$field:ident, $null:ident, $options:ident| $read:expr;)*) => {$(
        impl<P: Path, I: Index, $($generics)*> Projected<$token<P, I, $value, $access>> for $type {
            type Found = $found;

            fn pick($picks: &mut Picks<'_, '_>) {
                $pick;
            }

            fn read($field: Option<$found>, $null: bool, $options: DecodeOptions) -> Result<Self, Missing> {
                $read
            }
        }
    )*};
}

projected! {
    [V: Scalar, A: NeverNull] V: Prop<V, A> of V,
        |picks| picks.select::<Prop<P, I, V, A>>(), |found, is_null, _options| found.ok_or_else(|| Missing::new(is_null));
    [V: Scalar, A: 'static] Option<V>: Prop<V, A> of V,
        |picks| picks.select::<Prop<P, I, V, A>>(), |found, _is_null, _options| Ok(found);
    [V: Scalar, A: 'static] Option<V>: StreamProp<V, A> of V,
        |picks| picks.select::<StreamProp<P, I, V, A>>(), |found, _is_null, _options| Ok(found);
    [V: Scalar, A: 'static] Vec<V>: Props<V, A> of Vec<V>,
        |picks| picks.select::<Props<P, I, V, A>>(), |found, is_null, _options| many(found, is_null);
    [V: Scalar, A: 'static] Vec<Option<V>>: Props<V, A> of Vec<Option<V>>,
        |picks| picks.select::<Props<P, I, V, A>>(), |found, is_null, _options| many(found, is_null);
    [R: Projection, A: NeverNull] R: Complex<R::Of, A> of Box<Instance<R::Of>>,
        |picks| picks.select::<Complex<P, I, R::Of, A>>(), |found, is_null, options| match found {
            Some(value) => R::read(*value, options),
            None => Err(Missing::new(is_null)),
        };
    [R: Projection, A: 'static] Option<R>: Complex<R::Of, A> of Box<Instance<R::Of>>,
        |picks| picks.select::<Complex<P, I, R::Of, A>>(),
        |found, _is_null, options| found.map(|value| R::read(*value, options)).transpose();
    [R: Projection, A: 'static] Vec<R>: Complexes<R::Of, A> of Vec<Instance<R::Of>>,
        |picks| picks.select::<Complexes<P, I, R::Of, A>>(),
        |found, is_null, options| read_all(many(found, is_null)?, options);
    [R: Projection, A: 'static] Vec<Option<R>>: Complexes<R::Of, A> of Vec<Option<Instance<R::Of>>>,
        |picks| picks.select::<Complexes<P, I, R::Of, A>>(),
        |found, is_null, options| read_some(many(found, is_null)?, options);
    [R: Projection, A: 'static] R: Nav<R::Of, A> of Expanded<R::Of>,
        |picks| picks.expand::<Nav<P, I, R::Of, A>, R>(), |found, is_null, options| match found {
            Some(value) => R::read(value.decode_with(options)?, options),
            None => Err(Missing::new(is_null)),
        };
    [R: Projection, A: 'static] Option<R>: Nav<R::Of, A> of Expanded<R::Of>,
        |picks| picks.expand::<Nav<P, I, R::Of, A>, R>(), |found, _is_null, options| match found {
            Some(value) => R::read(value.decode_with(options)?, options).map(Some),
            None => Ok(None),
        };
    [R: Projection, A: 'static] Vec<R>: Navs<R::Of, A> of Expanded<Many<R::Of>>,
        |picks| picks.expand::<Navs<P, I, R::Of, A>, R>(), |found, is_null, options| match found {
            Some(value) => read_all(value.decode_with(options)?.value, options),
            None => many(None, is_null),
        };
}
