//! Kinds of answers.

/// What kind of answer a shape expects.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// One instance of a structured type.
    Instance,
    /// A collection.
    Items,
    /// A value.
    Value,
    /// A text, which may be empty.
    Text,
    /// Nothing is read.
    Nothing,
}
