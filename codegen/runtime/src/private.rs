//! What only emitted code names. It may change with every version: nothing here is for callers.

pub use crate::__generated_for as generated_for;
pub use crate::__request_options as request_options;
pub use crate::__standard_traits as standard_traits;
pub use crate::request::connection::Connection;
pub use crate::request::references::Addressable;
pub use crate::request::step;
pub use crate::request::target::Target;

/// Holds the items of a generated crate, if they were generated for this interface of the runtime. Otherwise they give way to one
/// error, in place of one for each name that has changed.
#[macro_export]
#[doc(hidden)]
macro_rules! __generated_for {
    (interface 1: $($items:tt)*) => { $($items)* };
    (interface $other:literal: $($items:tt)*) => {
        compile_error!(concat!(
            "this crate was generated for interface ",
            $other,
            " of its runtime, and the `odata-runtime` that it depends on has interface 1: generate the crate again with the \
             codegen of the same release as the runtime, or depend on the runtime of the release that generated it"
        ));
    };
}
