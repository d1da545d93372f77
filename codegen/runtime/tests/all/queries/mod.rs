//! Query options.

mod change;
mod filter;
mod hostile;
mod lists;
mod projection;
mod sample;
