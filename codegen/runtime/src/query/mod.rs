//! Queries: properties as tokens, expressions over them, options.

pub(crate) mod access;
pub(crate) mod change;
pub(crate) mod changes;
pub(crate) mod condition;
pub(crate) mod definition;
pub(crate) mod expand;
pub(crate) mod filter;
pub(crate) mod functions;
pub(crate) mod index;
pub(crate) mod lambda;
pub(crate) mod list;
pub(crate) mod operand;
pub(crate) mod operators;
pub(crate) mod options;
pub(crate) mod path;
pub(crate) mod projection;
pub(crate) mod property;
pub(crate) mod select;
pub(crate) mod token;

pub use crate::query::access::{
    Access, CanBeNull, CanBeSet, Computed, Fixed, NeverNull, NullItems, Optional, Required,
};
pub use crate::query::change::Within;
pub use crate::query::changes::Changes;
pub use crate::query::condition::Condition;
pub use crate::query::definition::{HasDate, HasTime, Instant, Length, Textual};
pub use crate::query::expand::{Expand, Expanding, Expansion, One, Several};
pub use crate::query::filter::{Expr, Filter, Level, alias, raw};
pub use crate::query::functions::{max_date_time, min_date_time, now};
pub use crate::query::lambda::{Collection, Renamed};
pub use crate::query::list::{List, Parts};
pub use crate::query::operand::{Each, Given, Operand};
pub use crate::query::operators::{Additive, Number};
pub use crate::query::path::{CanReachNull, Cast, Item, Path, Root};
pub use crate::query::projection::Projection;
pub use crate::query::property::Addressed;
pub use crate::query::select::{Order, Ordering, Selected, Selection};
pub use crate::query::token::{Complex, Complexes, Nav, Navs, Prop, Props, StreamProp, Token};
pub use crate::request::bind::Navigation;
pub use crate::request::read::query::Queried;
pub use crate::url::text::Text;
