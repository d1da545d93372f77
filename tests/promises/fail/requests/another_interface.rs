//! Code that was generated for another runtime is one error, which says what to do.

odata_runtime::private::generated_for! { interface 0:

mod missing;

pub use missing::Nothing;

}

fn main() {}
