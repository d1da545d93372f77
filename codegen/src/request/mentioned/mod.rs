//! What the query options of a request name, looked up in the model: an option, a name or a literal that cannot be right
//! is an error, and what no type describes is noted.

mod expression;
mod functions;
mod items;
mod literal;
mod path;

pub(crate) use items::DEEPEST_EXPANSION;

use std::collections::BTreeSet;

use crate::diagnostics::suggest;
use crate::model::graph::Members;
use crate::model::ids::StructuredId;
use crate::model::{Primitive, Type};

use super::query_option::{AppliesTo, QueryOption};
use super::segment::placeholder;
use super::{Position, ResolveError, ResolvedRequest, StepKind};

/// What the query options of a request name.
#[derive(Debug, Default)]
pub(crate) struct Mentioned {
    /// Navigation properties: the declaring type and the position in its `navigation`.
    pub(crate) navigation: BTreeSet<(StructuredId, usize)>,
    /// Those that `*` stands for.
    pub(crate) starred: BTreeSet<(StructuredId, usize)>,
    /// The types of casts.
    pub(crate) casts: BTreeSet<StructuredId>,
    /// For each query option, in their order: what keeps it from being typed.
    pub(crate) untyped: Vec<Vec<String>>,
    /// Names that open types do not declare and that are like declared ones.
    pub(crate) undeclared: Vec<ResolveError>,
    /// `$expand` nests more deeply than it was read.
    pub(crate) is_too_deep: bool,
}

/// What an expression is, as far as the model tells.
type Place = Position;

fn one(ty: Type) -> Place {
    Position { ty, collection: false }
}

fn primitive(ty: Primitive) -> Place {
    one(Type::Primitive(ty))
}

type Read<T> = Result<T, ResolveError>;

/// Reads the options of one request.
struct Reader<'r, 'm> {
    members: &'r Members<'m>,
    mentioned: Mentioned,
    /// What keeps the option that is read from being typed.
    reasons: Vec<String>,
    /// What the expression is about.
    item: Option<Place>,
    /// The variables of lambda expressions.
    variables: Vec<(String, Option<Place>)>,
    /// The names that `$compute` defines.
    computed: Vec<String>,
    /// `$apply` may define any name.
    is_transformed: bool,
}

/// Options of the standard that have no method: services make the values, or the runtime sets them itself.
const WITHOUT_METHOD: [&str; 4] = ["$deltatoken", "$format", "$index", "$skiptoken"];

/// Reads the query options of a request.
pub(super) fn read(members: &Members<'_>, request: &ResolvedRequest) -> Read<Mentioned> {
    let of_resource =
        |kind: &StepKind| !matches!(kind, StepKind::Ref | StepKind::Value | StepKind::Count | StepKind::Query);
    let at = request.steps.iter().rev().find(|step| of_resource(&step.kind)).and_then(|step| step.after);
    let is_reference = request.steps.last().is_some_and(|step| step.kind == StepKind::Ref);
    let value_of = |wanted: QueryOption| {
        request
            .query
            .iter()
            .find(|(name, _)| QueryOption::from_name(name) == Some(wanted))
            .map(|(_, value)| value.as_str())
    };
    let mut reader = Reader {
        members,
        mentioned: Mentioned::default(),
        reasons: Vec::new(),
        item: None,
        variables: Vec::new(),
        computed: value_of(QueryOption::Compute).map(items::computed_names).unwrap_or_default(),
        is_transformed: value_of(QueryOption::Apply).is_some(),
    };
    let mut seen = Vec::new();
    for (name, value) in &request.query {
        let in_option = |mut error: ResolveError| {
            error.segment.get_or_insert_with(|| name.clone());
            error
        };
        let option = QueryOption::from_name(name);
        if let Some(option) = option {
            if seen.contains(&option) {
                return Err(in_option(ResolveError::new(None, format!("`{}` is given twice", option.name()))));
            }
            seen.push(option);
        }
        match option {
            Some(option) => reader.option(option, value, at, is_reference).map_err(in_option)?,
            None => reader.unknown_option(name).map_err(in_option)?,
        }
        let reasons = std::mem::take(&mut reader.reasons);
        reader.mentioned.untyped.push(reasons);
    }
    Ok(reader.mentioned)
}

impl Reader<'_, '_> {
    /// Notes what keeps the option from being typed.
    fn untyped(&mut self, reason: String) {
        if !self.has_reasons_enough() && !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
    }

    /// Whether there are as many reasons as anybody reads.
    fn has_reasons_enough(&self) -> bool {
        const MOST: usize = 5;
        self.reasons.len() >= MOST
    }

    fn option(&mut self, option: QueryOption, value: &str, at: Option<Position>, is_reference: bool) -> Read<()> {
        let name = option.name();
        match option.applies_to() {
            AppliesTo::ExpandItem => {
                return Err(ResolveError::new(None, format!("`{name}` stands in an item of `$expand`, not beside it")));
            }
            AppliesTo::References if !is_reference => {
                return Err(ResolveError::new(None, format!("`{name}` applies to `$ref`")));
            }
            AppliesTo::Resource | AppliesTo::Collection | AppliesTo::References => {}
        }
        self.value_at(option, value, at)
    }

    /// The value of an option of what is at a place.
    fn value_at(&mut self, option: QueryOption, value: &str, at: Option<Position>) -> Read<()> {
        if option.applies_to() == AppliesTo::Collection && at.is_some_and(|at| !at.collection) {
            self.untyped(format!("`{}` applies to collections, and this is not one", option.name()));
        }
        self.value(option, value, at.map(|at| one(at.ty)))
    }

    /// The value of an option that is about `place`.
    fn value(&mut self, option: QueryOption, value: &str, place: Option<Place>) -> Read<()> {
        match option {
            QueryOption::Filter => self.condition_about(value, place),
            QueryOption::OrderBy => self.order(value, place),
            QueryOption::Select => self.select(value, place),
            QueryOption::Expand => self.expand(value, place),
            QueryOption::Top | QueryOption::Skip | QueryOption::Levels => {
                let is_number = value.trim().parse::<u32>().is_ok() || option == QueryOption::Levels && value == "max";
                self.known_value(option, value, is_number, "a number")
            }
            QueryOption::Count => {
                if value == "false" {
                    self.untyped("`false` is what a request means without it".to_owned());
                }
                self.known_value(option, value, matches!(value, "true" | "false"), "`true` or `false`")
            }
            QueryOption::Search
            | QueryOption::Compute
            | QueryOption::Apply
            | QueryOption::SchemaVersion
            | QueryOption::Id => Ok(()),
        }
    }

    fn known_value(&mut self, option: QueryOption, value: &str, is_known: bool, wanted: &str) -> Read<()> {
        let is_letter = value.len() == 1 && value.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_known {
            Ok(())
        } else if placeholder(value).is_some() || is_letter {
            self.untyped(format!("`{value}` stands for a value"));
            Ok(())
        } else {
            Err(ResolveError::new(None, format!("the value of `{}` is {wanted}, not `{value}`", option.name())))
        }
    }

    /// An option that the table does not have.
    fn unknown_option(&mut self, name: &str) -> Read<()> {
        let known = || QueryOption::ALL.iter().map(|option| option.name()).chain(WITHOUT_METHOD);
        if WITHOUT_METHOD.contains(&name) {
            self.untyped(format!("no method sets `{name}`"));
        } else if name.starts_with('@') {
            self.untyped(format!("`{name}` is the value of a parameter alias"));
        } else if name.starts_with('$') {
            let message = format!("`{name}` is not a query option");
            let error = ResolveError::new(None, message.clone()).near(name, known());
            if !error.nearest.is_empty() {
                return Err(error);
            }
            self.untyped(format!("{message} of the standard"));
        } else {
            let near = suggest::nearest(name, known().map(|known| known.trim_start_matches('$')));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `${near}`?"));
            self.untyped(format!("`{name}` is not an option of the standard but the service's own{hint}"));
        }
        Ok(())
    }
}
