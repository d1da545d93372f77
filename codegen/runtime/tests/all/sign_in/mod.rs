//! Tokens: how long they are kept, who shares them, and what answers with 401 ask for.

mod azure;
mod challenges;
mod claims;
mod kept;
mod secret;
mod shared;
mod support;
