//! What lies between a request and the transport: small policies, each with one method, in a fixed order.
//!
//! | | policy | what it does |
//! |---|---|---|
//! | 1 | [`call`] | merges the headers, starts the time limits; in the end tells success from error |
//! | 2 | call policies | the caller's own, around the whole call ([`Policy`](policy::Policy)) |
//! | 3 | [`repeatable`] | marks the request as one of Repeatable Requests, where the service knows them |
//! | 4 | [`retry`] | sends again what failed and may be repeated, and waits in between |
//! | 5 | [`redirects`] | follows redirects, and keeps secrets from other hosts |
//! | 6 | attempt policies | the caller's own, around everything that is sent |
//! | 7 | [`sign_in`] | adds the credential, where the host is trusted with it |
//! | 8 | [`limiter`] | waits until no more requests are under way than the service bears |
//!
//! Behind them is the transport. What is not used costs nothing: only the caller's own policies are reached through pointers.

pub(crate) mod budget;
pub(crate) mod call;
pub(crate) mod headers;
pub(crate) mod limiter;
pub(crate) mod message;
pub(crate) mod options;
pub(crate) mod policy;
pub(crate) mod random;
pub(crate) mod redirect;
pub(crate) mod redirects;
pub(crate) mod repeatable;
pub(crate) mod repetition;
pub(crate) mod retry;
pub(crate) mod retry_after;
pub(crate) mod sign_in;
pub(crate) mod template;
pub(crate) mod trace;
