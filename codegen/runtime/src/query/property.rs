//! Properties as places of their own: what `At::property` leads to.

use crate::edm::scalar::Scalar;
use crate::query::access::Access;
use crate::query::index::Index;
use crate::query::path::Path;
use crate::query::token::{Complex, Complexes, Nav, Navs, Prop, Props, StreamProp, Token};
use crate::value::read_by_download::ReadByDownload;
use crate::value::shape::{Many, Value};
use crate::value::structured::Structured;

/// A property of what is at `B`, which can be addressed by itself
/// ([URL Conventions 4.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a property of the type at this position",
    label = "it takes one property of its own type, or one further on: `u.address.city`"
)]
pub trait Addressed<B> {
    /// The shape of the property.
    type Shape;

    #[doc(hidden)]
    fn push(url: &mut String);
}

macro_rules! addressed {
    ($($token:ident<$value:ident: $bound:ident> $shape:ty;)*) => {$(
        impl<B, P: Path<Base = B>, I: Index, $value: $bound, A: Access> Addressed<B> for $token<P, I, $value, A> {
            type Shape = $shape;

            fn push(url: &mut String) {
                <Self as Token>::push(url);
            }
        }
    )*};
}

addressed! {
    Prop<V: Scalar> A::Shape<Value<V>>;
    Props<V: Scalar> Many<A::Item<V>>;
    Complex<T: Structured> A::Shape<T>;
    Complexes<T: Structured> Many<A::Object<T>>;
    StreamProp<S: Scalar> ReadByDownload;
    Nav<T: Structured> T;
    Navs<T: Structured> Many<T>;
}
