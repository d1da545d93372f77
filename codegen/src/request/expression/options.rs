//! The lists that `$select`, `$orderby` and `$expand` hold.

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
pub(crate) struct ExpandItem {
    /// The names between the slashes; `*` for everything.
    pub(crate) path: Vec<String>,
    /// The options in the parentheses, with their values.
    pub(crate) options: Vec<(String, String)>,
}

/// The paths of `$select`, each as its names.
pub(crate) fn select_items(text: &str) -> Vec<Vec<String>> {
    let items = split(text, ',', true).into_iter().map(str::trim).filter(|item| !item.is_empty());
    items.map(|item| item.split('/').map(str::to_owned).collect()).collect()
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
pub(crate) fn expand_items(text: &str) -> Vec<ExpandItem> {
    let items = split(text, ',', true).into_iter().map(str::trim).filter(|item| !item.is_empty());
    items.map(expand_item).collect()
}

fn expand_item(text: &str) -> ExpandItem {
    let (path, options) = text.split_once('(').unwrap_or((text, ""));
    let options = options.trim_end().strip_suffix(')').unwrap_or(options);
    let options = split(options, ';', true).into_iter().filter_map(|option| {
        let (name, value) = option.split_once('=')?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    });
    ExpandItem { path: path.trim().split('/').map(str::to_owned).collect(), options: options.collect() }
}
