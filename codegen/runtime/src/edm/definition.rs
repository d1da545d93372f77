//! Type definitions.

use super::scalar::Scalar;

/// A type definition: the values of another type under a name of their own
/// ([CSDL 11](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)). In queries it has all that its underlying
/// type has. Implemented by emitted code only.
pub trait Definition: Scalar {
    /// The type whose values it has.
    type Underlying: Scalar;
}
