//! The lists that `$select`, `$orderby` and `$expand` hold.

use crate::request::query_option::QueryOption;
use crate::request::text::split;

use super::{Expression, ExpressionError, parse};

/// An item of `$orderby`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OrderItem {
    pub(crate) expression: Expression,
    /// In which the expression's spans are.
    pub(crate) text: String,
    pub(crate) is_descending: bool,
}

/// An item of `$expand`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ExpandItem<'t> {
    /// The names between the slashes; `*` for everything.
    pub(crate) path: Vec<&'t str>,
    /// The options in the parentheses.
    pub(crate) options: Vec<ItemOption<'t>>,
    /// The parentheses are not closed, or something follows them.
    pub(crate) is_unbalanced: bool,
}

/// An option of an item of `$expand`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ItemOption<'t> {
    /// As written.
    pub(crate) name: &'t str,
    /// `None` for one that the table does not have.
    pub(crate) option: Option<QueryOption>,
    /// Empty where there is no `=`.
    pub(crate) value: &'t str,
}

/// The paths of `$select`, each as its names.
pub(crate) fn select_items(text: &str) -> Vec<Vec<&str>> {
    items(text, ',').map(path).collect()
}

/// The expressions of `$orderby` with their directions.
pub(crate) fn order_items(text: &str) -> Result<Vec<OrderItem>, ExpressionError> {
    let item = |text: &str| {
        let text = text.trim();
        let (expression, direction) = text.rsplit_once(char::is_whitespace).unwrap_or((text, ""));
        let (text, is_descending) = match direction.to_ascii_lowercase().as_str() {
            "asc" => (expression, false),
            "desc" => (expression, true),
            _ => (text, false),
        };
        Ok(OrderItem { expression: parse(text)?, text: text.to_owned(), is_descending })
    };
    split(text, ',', true).into_iter().map(item).collect()
}

/// The items of `$expand` with their nested options.
pub(crate) fn expand_items(text: &str) -> Vec<ExpandItem<'_>> {
    items(text, ',').map(expand_item).collect()
}

fn expand_item(text: &str) -> ExpandItem<'_> {
    let Some((names, rest)) = text.split_once('(') else {
        return ExpandItem { path: path(text), options: Vec::new(), is_unbalanced: false };
    };
    let inner = rest.trim_end().strip_suffix(')');
    let options = items(inner.unwrap_or(rest), ';').map(|option| {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        let name = name.trim();
        ItemOption { name, option: QueryOption::from_name(name), value: value.trim() }
    });
    ExpandItem { path: path(names), options: options.collect(), is_unbalanced: inner.is_none() }
}

/// What stands between the separators, without empty items.
fn items(text: &str, separator: char) -> impl Iterator<Item = &str> {
    split(text, separator, true).into_iter().map(str::trim).filter(|item| !item.is_empty())
}

/// The names between the slashes, without empty ones.
fn path(text: &str) -> Vec<&str> {
    text.split('/').map(str::trim).filter(|name| !name.is_empty()).collect()
}
