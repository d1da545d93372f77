//! Query options as links of the chain: typed where everything in them is known, else as text.

use crate::plan::items::{Shape, ShapeKind, StructItem, Value};
use crate::request::expression::{
    ExpandItem, Expression, ExpressionError, expand_items, order_items, parse, select_items,
};

use super::scope::{Scope, Sort};
use super::{Chain, Snippets};

/// As many parts as a tuple of the runtime's lists has.
const WIDEST: usize = 20;

/// As many literals, paths and calls as a typed expression has: each operator nests the expression once more, and compilers
/// and formatters take a stack frame or more for each level.
const LARGEST: usize = 500;

/// System query options that 4.01 lets stand without `$`.
const SYSTEM: [&str; 8] = ["$select", "$expand", "$filter", "$orderby", "$top", "$skip", "$search", "$count"];

impl<'a> Snippets<'a> {
    /// A link for each option.
    pub(super) fn query(&self, query: &[&(String, String)], is_complete: bool, chain: &mut Chain) {
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in query {
            let option = system(name);
            let is_first = option.as_ref().is_none_or(|option| !seen.contains(option));
            let link = option.as_deref().filter(|_| is_first && !is_complete);
            let link = link.and_then(|option| self.option(option, value, chain));
            chain.link(link.unwrap_or_else(|| format!(".query_option({name:?}, {value:?})")));
            seen.extend(option);
        }
    }

    /// The link for a system query option, if the position has a method for it.
    fn option(&self, option: &str, value: &str, chain: &mut Chain) -> Option<String> {
        let at = chain.at.as_ref()?;
        let is_many = matches!(at.kind, ShapeKind::Many { .. });
        let item = self.queried(at);
        match option {
            "$top" | "$skip" if is_many => {
                value.trim().parse::<u32>().ok().map(|count| format!(".{}({count})", option.trim_start_matches('$')))
            }
            "$count" if is_many && value == "true" => Some(".count()".to_owned()),
            "$search" if is_many => Some(format!(".search({value:?})")),
            "$select" | "$expand" => {
                let item = item?;
                let method = option.trim_start_matches('$');
                let typed = self.typed(item, chain, |scope| scope.list(method, value));
                Some(typed.unwrap_or_else(|| format!(".{method}_raw({value:?})")))
            }
            "$filter" if is_many => {
                let typed = item.and_then(|item| self.typed(item, chain, |scope| scope.filter(value)));
                Some(typed.unwrap_or_else(|| format!(".filter_raw({value:?})")))
            }
            "$orderby" if is_many => {
                let typed = item.and_then(|item| self.typed(item, chain, |scope| scope.order_by(value)));
                Some(typed.unwrap_or_else(|| format!(".order_by_raw({value:?})")))
            }
            _ => None,
        }
    }

    /// The type whose properties a query at the position is about.
    fn queried(&self, at: &Shape) -> Option<&'a StructItem> {
        match &at.kind {
            ShapeKind::One(Value::Structured(path)) | ShapeKind::Many { value: Value::Structured(path), .. } => {
                self.index.structure(path)
            }
            _ => None,
        }
    }

    /// Runs `make`, and keeps what it needs before the statement if it makes something.
    fn typed(
        &self,
        item: &'a StructItem,
        chain: &mut Chain,
        make: impl FnOnce(&mut Scope<'_, 'a>) -> Option<String>,
    ) -> Option<String> {
        let mut scope = Scope::new(self, item, chain.lets.clone());
        let link = make(&mut scope);
        chain.notes.extend(scope.limit.take());
        let link = link?;
        chain.lets = scope.lets;
        chain.notes.extend(scope.notes);
        Some(link)
    }
}

/// The name of a system query option as the standard writes it; `None` for any other.
fn system(name: &str) -> Option<String> {
    let bare = name.trim_start_matches('$').to_ascii_lowercase();
    let option = format!("${bare}");
    let is_known = SYSTEM.contains(&option.as_str());
    is_known.then_some(option)
}

impl<'a> Scope<'_, 'a> {
    fn filter(&mut self, value: &str) -> Option<String> {
        let expression = self.read(parse(value))?;
        let condition = self.typable(&expression).and_then(|expression| self.condition(expression, value))?;
        Some(format!(".filter(|{}| {condition})", self.item()))
    }

    /// What was read, if it does not nest too deeply.
    fn read<T>(&mut self, parsed: Result<T, ExpressionError>) -> Option<T> {
        if let Err(error) = &parsed
            && error.is_too_deep
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

    fn order_by(&mut self, value: &str) -> Option<String> {
        let items = self.read(order_items(value)).filter(|items| items.len() <= WIDEST)?;
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

    /// `select` or `expand`.
    fn list(&mut self, method: &str, value: &str) -> Option<String> {
        let parts = if method == "select" { self.selected(value)? } else { self.expanded(value)? };
        Some(format!(".{method}(|{}| {})", self.item(), tuple(parts)?))
    }

    fn selected(&mut self, value: &str) -> Option<Vec<String>> {
        let items = Some(select_items(value)).filter(|items| items.len() <= WIDEST)?;
        let part = |path: &Vec<String>| {
            let names: Vec<&str> = path.iter().map(String::as_str).collect();
            self.token(&names).filter(|term| term.field.is_some()).map(|term| term.text)
        };
        items.iter().map(part).collect()
    }

    fn expanded(&mut self, value: &str) -> Option<Vec<String>> {
        let items = Some(expand_items(value)).filter(|items| items.len() <= WIDEST)?;
        items.iter().map(|item| self.expansion(item)).collect()
    }

    fn expansion(&mut self, item: &ExpandItem) -> Option<String> {
        let mut names: Vec<&str> = item.path.iter().map(String::as_str).collect();
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
            _ => return None,
        };
        let mut text = term.text;
        if let Some(derived) = cast {
            text += &format!(".cast::<{}>()", self.snippets.names.path(&derived.path));
        }
        text += end;
        for (name, value) in &item.options {
            let mut nested = self.expanded_in(cast.unwrap_or(target))?;
            let option = system(name).unwrap_or_else(|| name.clone());
            let link = nested.nested(&option, value, is_many);
            self.leave_expanded(nested);
            text += &link.or_else(|| raw(&option, value, is_many))?;
        }
        Some(text)
    }

    /// An option of an expanded property.
    fn nested(&mut self, option: &str, value: &str, is_many: bool) -> Option<String> {
        let count = || value.trim().parse::<u32>().ok();
        match option {
            "$select" | "$expand" => self.list(option.trim_start_matches('$'), value),
            "$levels" if value == "max" => Some(".levels_max()".to_owned()),
            "$levels" => count().map(|levels| format!(".levels({levels})")),
            _ if !is_many => None,
            "$filter" => self.filter(value),
            "$orderby" => self.order_by(value),
            "$top" | "$skip" => count().map(|count| format!(".{}({count})", option.trim_start_matches('$'))),
            "$count" if value == "true" => Some(".with_count()".to_owned()),
            "$search" => Some(format!(".search({value:?})")),
            _ => None,
        }
    }
}

/// An option of an expanded property as text.
fn raw(option: &str, value: &str, is_many: bool) -> Option<String> {
    let method = match option {
        "$select" => "select_raw",
        "$expand" => "expand_raw",
        "$filter" if is_many => "filter_raw",
        "$orderby" if is_many => "order_by_raw",
        _ => return None,
    };
    Some(format!(".{method}({value:?})"))
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
