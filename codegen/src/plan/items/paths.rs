//! Where types lie.

use std::fmt;

use crate::plan::naming::names::Identifier;

/// Where a generated type lies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TypePath {
    pub(crate) module: Identifier,
    pub(crate) ident: Identifier,
}

impl TypePath {
    /// A type of the runtime.
    pub(crate) fn of_runtime(name: &str) -> Self {
        Self { module: Identifier::joined(&[RUNTIME]), ident: Identifier::joined(&[name]) }
    }

    /// The module of generated types; `None` for a type of the runtime.
    pub(crate) fn generated_module(&self) -> Option<&str> {
        (self.module != RUNTIME).then_some(&self.module)
    }
}

/// The module of the runtime, a name that no namespace gets.
const RUNTIME: &str = "runtime";

impl fmt::Display for TypePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.module, self.ident)
    }
}
