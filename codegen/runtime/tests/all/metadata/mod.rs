//! What metadata says about types, as far as the runtime knows it.

mod any_entity;
