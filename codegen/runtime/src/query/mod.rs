//! Queries: properties as tokens, expressions over them, options.

pub(crate) mod access;
pub(crate) mod change;
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
pub(crate) mod projection_field;
pub(crate) mod property;
pub(crate) mod select;
pub(crate) mod token;

pub use self::access::{Access, CanBeNull, CanBeSet, Computed, Fixed, NeverNull, NullItems, Optional, Required};
pub use self::change::Within;
pub use self::expand::{Expand, Expanding, Expansion, One, Several};
pub use self::filter::{Expr, Filter, Level, alias, raw};
pub use self::functions::{max_date_time, min_date_time, now};
pub use self::lambda::{Collection, Renamed};
pub use self::list::{List, Parts};
pub use self::operand::{Each, Given, Operand};
pub use self::operators::{Additive, Number};
pub use self::path::{CanReachNull, Cast, Item, Path, Root};
pub use self::projection::Projection;
pub use self::property::Addressed;
pub use self::select::{Order, Ordering, Selected, Selection};
pub use self::token::{Complex, Complexes, Nav, Navs, Prop, Props, StreamProp, Token};
pub use crate::request::bind::Navigation;
pub use crate::request::query::Queried;
pub use crate::url::text::Text;
