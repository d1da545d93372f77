//! The tests that need no name of their own on the command line, as one program: each program that is linked takes seconds.

#[path = "../bounds/main.rs"]
mod bounds;
#[path = "../compile/main.rs"]
mod compile;
#[path = "../derived/main.rs"]
mod derived;
#[path = "../e2e/main.rs"]
mod e2e;
#[path = "../memory/main.rs"]
mod memory;
#[path = "../metadata/main.rs"]
mod metadata;
