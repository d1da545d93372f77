//! What only emitted code names. It may change with every version: nothing here is for callers.

pub use crate::__generated_for as generated_for;
pub use crate::__request_options as request_options;
pub use crate::__standard_traits as standard_traits;
pub use crate::edm::definition::Definition;
pub use crate::edm::enums::EnumInfo;
pub use crate::request::client::connection::Connection;
pub use crate::request::read::references::Addressable;
pub use crate::request::step;
pub use crate::request::target::Target;
pub use crate::value::field::{Field, ObjectField, ObjectsField, Ref, Slot};
pub use crate::value::field_scalar::{ScalarField, ScalarsField};
pub use crate::value::inheritance::derived::Derived;
pub use crate::value::inheritance::derives::{Derives, IsA};
pub use crate::value::instances::{Instances, IsMany, OneInstance};
pub use crate::value::parameter::{arguments, given};
pub use crate::value::payload::Erased;
pub use crate::value::shape::{As, Element};
pub use crate::value::structured::{Distinct, Object, TypeInfo};

/// What queries are made of, with what only emitted code names of it.
pub mod query {
    pub use crate::query::index::*;
    pub use crate::query::path::{It, Nested, NoFields, Step, Through, Tokens, Variable};
    pub use crate::query::projection::field::{Missing, Projected};
    pub use crate::query::projection::{Field, Picks};
    pub use crate::query::*;
}

/// Holds the items of a generated crate, if they were generated for this interface of the runtime. Otherwise they give way to one
/// error, in place of one for each name that has changed.
#[macro_export]
#[doc(hidden)]
macro_rules! __generated_for {
    (interface 3: $($items:tt)*) => { $($items)* };
    (interface $other:literal: $($items:tt)*) => {
        compile_error!(concat!(
            "this crate was generated for interface ",
            $other,
            " of its runtime, and the `odata-runtime` that it depends on has interface 3: generate the crate again with the \
             codegen of the same release as the runtime, or depend on the runtime of the release that generated it"
        ));
    };
}
