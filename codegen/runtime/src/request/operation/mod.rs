//! Requests that a service goes on working at after it has answered
//! ([Protocol 11.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).

pub(crate) mod enclosed;
pub(crate) mod monitor;
pub(crate) mod pace;
pub(crate) mod running;
pub(crate) mod state;
pub(crate) mod verdict;
