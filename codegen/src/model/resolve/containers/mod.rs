//! Entity containers (CSDL 13).

mod children;
mod extends;
mod imports;
