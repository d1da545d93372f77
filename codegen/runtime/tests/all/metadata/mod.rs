//! What metadata says of types, as far as the runtime knows it.

mod any_entity;
