//! From a request line to what it addresses: `GET /users/{id}/messages?$top=5`, step by step.
//!
//! The reading is liberal, because such lines are pasted from documentation: any host, any version prefix, templates
//! with `{id}`, keys in parentheses or as segments, operations qualified or not, with or without parentheses. Whatever
//! was guessed stands in the [`Note`]s.

use crate::diagnostics::suggest;
use crate::model::Type;
use crate::model::graph::Position;
use crate::model::ids::{OperationId, StructuredId};

mod call;
pub(crate) mod expression;
mod key_value;
mod keys;
pub(crate) mod literal;
mod mentioned;
mod open;
mod operations;
pub(crate) mod query_option;
mod redfish;
mod resolver;
mod segment;
mod service_root;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod text;
mod walk;

pub(crate) use mentioned::{DEEPEST_EXPANSION, Mentioned};
pub(crate) use resolver::Resolver;

/// A request line that the model knows.
#[derive(Debug)]
pub(crate) struct ResolvedRequest {
    /// In upper case; `GET` where the line has none.
    pub(crate) method: String,
    pub(crate) steps: Vec<Step>,
    /// The query options, decoded, without those that became arguments of a step.
    pub(crate) query: Vec<(String, String)>,
    /// What was guessed.
    pub(crate) notes: Vec<Note>,
    /// The names of the segments, as written.
    pub(crate) written: Vec<String>,
    /// Segments that open types do not declare and that are like declared names.
    pub(crate) undeclared: Vec<ResolveError>,
}

/// One step of the path.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) kind: StepKind,
    /// Where the request is after the step; `None` for what has no type: an action without a result, `$batch`.
    pub(crate) after: Option<Position>,
}

/// What a step does. Positions in the container and in a type count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StepKind {
    EntitySet(usize),
    Singleton(usize),
    Import {
        index: usize,
        operation: OperationId,
        arguments: Vec<Argument>,
    },
    /// One entity of a collection.
    Key(Vec<Predicate>),
    /// One item of an ordered collection of complex or primitive values (4.01).
    Item(Value),
    /// The declaring type and the position in its `navigation`.
    Navigation {
        ty: StructuredId,
        index: usize,
    },
    /// The items of a Redfish collection resource, which the line leaves out: one of them by its identifier, or all, to
    /// which it adds one. The declaring type and the position in its `navigation`.
    Members {
        ty: StructuredId,
        index: usize,
        item: Option<Value>,
    },
    /// The declaring type and the position in its `properties`.
    Property {
        ty: StructuredId,
        index: usize,
    },
    /// To a derived type; `implicit` where the line leaves it out.
    Cast {
        ty: StructuredId,
        implicit: bool,
    },
    /// A bound operation.
    Operation {
        operation: OperationId,
        arguments: Vec<Argument>,
    },
    /// An undeclared property of an open type, or anything below one.
    OpenProperty(String),
    /// Microsoft Graph's addressing of an item by its path below another: `root:/a/b:`.
    ItemPath(String),
    Ref,
    Value,
    Count,
    /// `$each` (4.01).
    Each,
    /// `$filter(…)` (4.01).
    Filter(String),
    /// `$query`: the query options stand in the body.
    Query,
    Metadata,
    Batch,
    All,
    Entity,
    CrossJoin(String),
}

/// One part of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Predicate {
    /// The name of the part; `None` where the entity type declares no key.
    pub(crate) name: Option<Box<str>>,
    pub(crate) ty: Type,
    pub(crate) value: Value,
}

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Argument {
    /// The position among the parameters of the operation.
    pub(crate) parameter: usize,
    pub(crate) value: Value,
}

/// A value in a URL, decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// `{name}` or `<name>`, quoted or not.
    Placeholder(String),
    /// `@name`, with what the query says about it.
    Alias { name: String, value: Option<Box<Value>> },
    /// `'text'`, without its quotes.
    Quoted(String),
    /// Anything else: a number, a GUID, a key as a segment.
    Bare(String),
}

/// Something that was guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub(crate) kind: NoteKind,
    pub(crate) text: String,
}

/// What was guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteKind {
    /// Leading segments were taken for the service root.
    ServiceRoot,
    /// The name has other letters in upper case.
    Case,
    /// The member belongs to a derived type, and the line has no cast.
    ImplicitCast,
    /// An open type, or an undeclared one, lets any name pass.
    OpenProperty,
    /// An action by a method other than POST, or a function by a method other than GET.
    Method,
    /// A required parameter is not given.
    MissingParameter,
    /// The type does not declare this key.
    UndeclaredKey,
    /// A segment behind a collection is taken for a key, although it is nearly a name.
    Key,
    /// A parameter stands among the query options.
    FromQuery,
    /// The content of what is not a media entity by the schema.
    NoStream,
}

/// Where and why a request line leads nowhere.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ResolveError {
    /// The segment that is at fault, as written; `None` where the line as a whole is.
    pub(crate) segment: Option<String>,
    pub(crate) message: String,
    /// Names that would be right at that segment, the most alike first.
    pub(crate) nearest: Vec<String>,
}

impl ResolveError {
    fn new(segment: Option<&str>, message: String) -> Self {
        Self { segment: segment.map(str::to_owned), message, nearest: Vec::new() }
    }

    /// Adds the candidates most alike to `written`.
    fn near<'a>(mut self, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        const SHOWN: usize = 3;
        self.nearest = suggest::nearest_few(written, candidates, SHOWN).into_iter().map(str::to_owned).collect();
        self
    }
}

impl std::fmt::Display for ResolveError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl ResolvedRequest {
    /// What the request is about; `None` for what has no type.
    pub(crate) fn result(&self) -> Option<Position> {
        self.steps.last().and_then(|step| step.after)
    }
}
