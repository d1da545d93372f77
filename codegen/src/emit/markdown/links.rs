//! Links to items of the generated crate.

use super::Reader;
use crate::plan::items::Link;

/// A link, or the name of the item alone where the reader knows no items.
pub(super) fn markdown(reader: Reader, link: &Link) -> String {
    let (shown, target) = match link {
        Link::Type(ident) => (ident.to_string(), None),
        Link::Runtime(name) => ((*name).to_owned(), None),
        Link::Entry(method) => (format!("Client::{method}"), Some(format!("crate::Client::{method}"))),
        Link::Position { ident, is_collection, has_section } => {
            let shape = if *is_collection { format!("Many<{ident}>") } else { ident.to_string() };
            let section = if *has_section { section(&shape) } else { String::new() };
            (format!("At<{shape}>"), Some(format!("crate::At{section}")))
        }
    };
    match (reader, target) {
        (Reader::File, _) => format!("`{shown}`"),
        (Reader::Rustdoc, None) => format!("[`{shown}`]"),
        (Reader::Rustdoc, Some(target)) => format!("[`{shown}`]({target})"),
    }
}

/// Where the page of `At` shows the methods of positions of this shape.
fn section(shape: &str) -> String {
    let shape = shape.replace('<', "%3C").replace('>', "%3E");
    format!("#impl-At%3C{shape}%3E")
}
