//! Syntax trees of the output, made directly: nothing of it is tokenised and parsed.
//!
//! One constructor a production of Rust's grammar, named as the reference names it, and holding only what the output
//! uses. They nest as the code does: leaf `let`s first, then one expression that looks like the code it makes.
//!
//! ```text
//! implementation(                                        impl Default for User {
//!     Some(path(&["Default"])),                              #[inline]
//!     name,                                                  fn default() -> Self {
//!     vec![function("default")                                   Self { id: None }
//!         .inline()                                          }
//!         .returns(type_path(&["Self"]))                 }
//!         .body(struct_expression(path(&["Self"]), fields, None))],
//! )
//! ```
//!
//! `quote!` would be shorter to write. What it makes are tokens, and the printer needs a tree: to parse the tokens of Graph
//! v1.0 takes three times as long as to print them, and longer than a whole run takes now.

mod attributes;
mod expressions;
mod functions;
mod generics;
mod items;
mod types;

pub(super) use attributes::{
    attribute, cfg, documentation, gated, inner, lint, list_attribute, named, nested, with_attributes, word,
    word_attribute,
};
pub(super) use expressions::{
    arm, array, associated, attributed, call, dereference, discard, double, field, field_at, integer, match_expression,
    method_call, number_pattern, path_expression, reference, reference_mut, single, struct_expression, text, tuple,
    tuple_pattern, wildcard,
};
pub(super) use functions::{function, parameter, receiver, receiver_mut, receiver_ref};
pub(super) use generics::{generic_associated_type, over};
pub(super) use items::{
    alias, associated_constant, associated_type, constant, enumeration, field_definition, implementation, macro_call,
    module_declaration, public_constant, public_module, reexport, structure, tuple_structure, tuple_variant,
    unit_variant, use_declaration, use_glob, use_group, use_name, use_path, use_rename,
};
pub(super) use types::{
    borrowed, borrowed_mut, generic, implementor, lifetime_argument, number_argument, path, path_with, slice, statics,
    trait_object, tuple_type, type_path,
};

use proc_macro2::{Ident, Span};

/// An identifier: one of the plan, which cannot hold an invalid one, or one that is written here.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
