//! Query options as links of the chain: typed where everything in them is known, else as text.

use crate::plan::items::{Shape, ShapeKind, StructItem, Value};
use crate::request::expression::{
    ErrorKind, ExpandItem, Expression, ExpressionError, ItemOption, expand_items, order_items, parse, select_items,
};
use crate::request::query_option::{AppliesTo, QueryOption};

use super::scope::{ExpressionScope, Sort};
use super::{Chain, Snippets};

/// As many parts as a tuple of the runtime's lists has.
const WIDEST: usize = 20;

/// As many literals, paths and calls as a typed expression has: each operator nests the expression once more, and compilers
/// and formatters take a stack frame or more for each level.
const LARGEST: usize = 500;

/// How an option is written.
enum Link {
    Typed(String),
    /// A part of it, or all, is text.
    Text(String),
}

impl<'a> Snippets<'a> {
    /// A link for each option; `untyped` is what keeps each from being typed.
    pub(super) fn query(&self, query: &[(&(String, String), &[String])], is_complete: bool, chain: &mut Chain) {
        for ((name, value), untyped) in query {
            let mut reasons = untyped.to_vec();
            let option = QueryOption::from_name(name);
            if is_complete && option.is_some() {
                reasons.push("a call takes its options as text".to_owned());
            }
            let link = option.filter(|_| !is_complete);
            let link = link.and_then(|option| self.option(option, value, chain, &mut reasons));
            let link = link.unwrap_or_else(|| Link::Text(format!(".query_option({name:?}, {value:?})")));
            let (Link::Typed(text) | Link::Text(text)) = &link;
            chain.link(text.clone());
            if let Link::Text(_) = link {
                chain.notes.push(as_text(name, &reasons));
            }
        }
    }

    /// The link for a system query option, if the position has a method for it.
    fn option(&self, option: QueryOption, value: &str, chain: &mut Chain, reasons: &mut Vec<String>) -> Option<Link> {
        let at = chain.at.as_ref()?;
        if option.applies_to() == AppliesTo::Collection && !matches!(at.kind, ShapeKind::Many { .. }) {
            return None;
        }
        let item = self.queried(at);
        match option {
            QueryOption::Select => {
                let typed = self.typed(item?, chain, reasons, |scope| scope.select(value));
                Some(typed.unwrap_or_else(|| Link::Text(format!(".select_raw({value:?})"))))
            }
            QueryOption::Expand => {
                let typed = self.typed(item?, chain, reasons, |scope| scope.expand(value));
                Some(typed.unwrap_or_else(|| Link::Text(format!(".expand_raw({value:?})"))))
            }
            QueryOption::Filter => {
                let typed = item.and_then(|item| self.typed(item, chain, reasons, |scope| scope.filter(value)));
                Some(typed.unwrap_or_else(|| Link::Text(format!(".filter_raw({value:?})"))))
            }
            QueryOption::OrderBy => {
                let typed = item.and_then(|item| self.typed(item, chain, reasons, |scope| scope.order_by(value)));
                Some(typed.unwrap_or_else(|| Link::Text(format!(".order_by_raw({value:?})"))))
            }
            QueryOption::Top => number(value).map(|count| Link::Typed(format!(".top({count})"))),
            QueryOption::Skip => number(value).map(|count| Link::Typed(format!(".skip({count})"))),
            QueryOption::Count => (value == "true").then(|| Link::Typed(".count()".to_owned())),
            QueryOption::Search => Some(Link::Typed(format!(".search({value:?})"))),
            QueryOption::Compute => item.map(|_| Link::Typed(format!(".compute({value:?})"))),
            QueryOption::Apply => Some(Link::Typed(format!(".apply({value:?})"))),
            QueryOption::SchemaVersion => item.map(|_| Link::Typed(format!(".schema_version({value:?})"))),
            QueryOption::Levels | QueryOption::Id => None,
        }
    }

    /// The type whose properties a query at the position is about.
    fn queried(&self, at: &Shape) -> Option<&'a StructItem> {
        let (ShapeKind::One(value) | ShapeKind::Many { value, .. }) = &at.kind else { return None };
        let Value::Structured(path) = value else { return None };
        self.index.structure(path)
    }

    /// Runs `make`, and keeps what it needs before the statement if it makes something.
    fn typed(
        &self,
        item: &'a StructItem,
        chain: &mut Chain,
        reasons: &mut Vec<String>,
        make: impl FnOnce(&mut ExpressionScope<'_, 'a>) -> Option<String>,
    ) -> Option<Link> {
        let mut scope = ExpressionScope::new(self, item, chain.lets.clone());
        let link = make(&mut scope);
        if let Some(limit) = scope.limit.take().filter(|limit| !reasons.contains(limit)) {
            reasons.push(limit);
        }
        if let Some(part) = scope.untyped_part.take().filter(|_| reasons.is_empty() && link.is_some()) {
            reasons.push(format!("`{part}` has no typed form"));
        }
        let link = link?;
        chain.lets = scope.lets;
        chain.notes.extend(scope.notes);
        Some(if scope.has_text { Link::Text(link) } else { Link::Typed(link) })
    }
}

/// The note that an option, or a part of it, is text.
fn as_text(name: &str, reasons: &[String]) -> String {
    let why = if reasons.is_empty() { "it has no typed form".to_owned() } else { reasons.join("; ") };
    format!("`{name}` is given as text: {why}")
}

/// The number that an option like `$top` has.
fn number(value: &str) -> Option<u32> {
    value.trim().parse().ok()
}

impl<'a> ExpressionScope<'_, 'a> {
    fn filter(&mut self, value: &str) -> Option<String> {
        let expression = self.read(parse(value))?;
        let condition = self.typable(&expression).and_then(|expression| self.condition(expression, value))?;
        Some(format!(".filter(|{}| {condition})", self.item()))
    }

    /// What was read, if it does not nest too deeply.
    fn read<T>(&mut self, parsed: Result<T, ExpressionError>) -> Option<T> {
        if let Err(error) = &parsed
            && error.kind == ErrorKind::TooDeep
        {
            self.reach_limit(&error.to_string());
        }
        parsed.ok()
    }

    /// The expression, if it is not too large.
    fn typable<'e>(&mut self, expression: &'e Expression) -> Option<&'e Expression> {
        let size = expression.size();
        if size > LARGEST {
            self.reach_limit(&format!(
                "it has {size} literals, paths and calls, more than the {LARGEST} that are typed"
            ));
            return None;
        }
        Some(expression)
    }

    fn is_not_too_wide(&mut self, items: usize) -> Option<()> {
        if items > WIDEST {
            self.reach_limit(&format!("it has {items} items, more than the {WIDEST} that are typed"));
        }
        (items <= WIDEST).then_some(())
    }

    fn order_by(&mut self, value: &str) -> Option<String> {
        let items = self.read(order_items(value))?;
        self.is_not_too_wide(items.len())?;
        let mut parts = Vec::new();
        for item in &items {
            let expression = self.typable(&item.expression)?;
            let term = self.term(expression, &item.text)?;
            matches!(term.sort, Sort::Scalar(_)).then_some(())?;
            parts.push(match (item.is_descending, term.field) {
                (true, _) => format!("{}.desc()", term.receiver()),
                (false, Some(_)) => term.text,
                (false, None) => format!("{}.asc()", term.receiver()),
            });
        }
        Some(format!(".order_by(|{}| {})", self.item(), tuple(parts)?))
    }

    fn select(&mut self, value: &str) -> Option<String> {
        let items = select_items(value);
        self.is_not_too_wide(items.len())?;
        let mut parts = Vec::new();
        for names in &items {
            parts.push(self.token(names).filter(|term| term.field.is_some())?.text);
        }
        Some(format!(".select(|{}| {})", self.item(), tuple(parts)?))
    }

    fn expand(&mut self, value: &str) -> Option<String> {
        let items = expand_items(value);
        self.is_not_too_wide(items.len())?;
        let parts = items.into_iter().map(|item| self.expansion(item)).collect::<Option<Vec<_>>>()?;
        Some(format!(".expand(|{}| {})", self.item(), tuple(parts)?))
    }

    fn expansion(&mut self, item: ExpandItem<'_>) -> Option<String> {
        let ExpandItem { path: mut names, options, .. } = item;
        let end = match names.last() {
            Some(&"$ref") => ".reference()",
            Some(&"$count") => ".count_only()",
            _ => "",
        };
        if !end.is_empty() {
            names.pop();
        }
        // A cast behind the property is one of the entities that it leads to.
        let derived = names.split_last().filter(|(last, rest)| last.contains('.') && !rest.is_empty());
        let (cast, names) = match derived {
            Some((name, names)) => (Some(self.derived(name)?), names.to_vec()),
            None => (None, names),
        };
        let term = self.token(&names).filter(|term| term.field.is_some_and(|field| field.is_navigation))?;
        let (is_many, target) = match term.sort {
            Sort::Object(target) => (false, target),
            Sort::Objects(target) => (true, target),
            Sort::Scalar(_) | Sort::Scalars(_) => return None,
        };
        let mut text = term.text;
        if let Some(derived) = cast {
            text += &format!(".cast::<{}>()", self.snippets.names.path(&derived.path));
        }
        text += end;
        for ItemOption { option, value, .. } in options {
            let option = option.filter(|option| is_many || option.applies_to() != AppliesTo::Collection)?;
            let mut nested = self.expanded_in(cast.unwrap_or(target))?;
            let link = nested.nested(option, value);
            self.leave_expanded(nested);
            text += &link?;
        }
        Some(text)
    }

    fn as_text(&mut self, link: String) -> Option<String> {
        self.has_text = true;
        Some(link)
    }

    /// An option of an expanded property, as text where its value is not known.
    fn nested(&mut self, option: QueryOption, value: &str) -> Option<String> {
        match option {
            QueryOption::Select => self.select(value).or_else(|| self.as_text(format!(".select_raw({value:?})"))),
            QueryOption::Expand => self.expand(value).or_else(|| self.as_text(format!(".expand_raw({value:?})"))),
            QueryOption::Filter => self.filter(value).or_else(|| self.as_text(format!(".filter_raw({value:?})"))),
            QueryOption::OrderBy => self.order_by(value).or_else(|| self.as_text(format!(".order_by_raw({value:?})"))),
            QueryOption::Levels if value == "max" => Some(".levels_max()".to_owned()),
            QueryOption::Levels => number(value).map(|levels| format!(".levels({levels})")),
            QueryOption::Top => number(value).map(|count| format!(".top({count})")),
            QueryOption::Skip => number(value).map(|count| format!(".skip({count})")),
            QueryOption::Count => (value == "true").then(|| ".with_count()".to_owned()),
            QueryOption::Search => Some(format!(".search({value:?})")),
            QueryOption::Compute | QueryOption::Apply | QueryOption::SchemaVersion | QueryOption::Id => None,
        }
    }
}

/// One part, or a tuple of several.
fn tuple(parts: Vec<String>) -> Option<String> {
    match parts.as_slice() {
        [] => None,
        [single] => Some(single.clone()),
        parts if parts.len() <= WIDEST => Some(format!("({})", parts.join(", "))),
        _ => None,
    }
}
