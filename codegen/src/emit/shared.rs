//! Types that share a struct: the alias and the marker of each.

use syn::{Expr, Item, Path};

use crate::plan::items::{Link, Piece, StructItem, words};

use super::nodes::{
    alias as type_alias, array, associated_constant, enumeration, ident, implementation, path, path_expression,
    reference, struct_expression, text, type_path,
};
use super::{derived, tokens};

/// A type that shares a struct: the alias for the struct, and the marker with the table of the type. Seen from the module `from`.
pub(super) fn alias(item: &StructItem, from: &str) -> Vec<Item> {
    let Some(shared) = &item.shared else { return Vec::new() };
    let marker = || type_path(&[&shared.marker.ident]);
    let link = Piece::Link(Link::Type(item.path.ident.clone()));
    let docs = tokens::paragraph([words("Tells "), link, words(" from other types with its properties.")]);
    let structure = tokens::path_over(&shared.structure, from, marker());
    let fields = ["name", "open", "base", "aliases"].into_iter().zip(identity(item, from));
    let info = info(fields, path(&["runtime", "TypeInfo", "EMPTY"]));
    let constant = associated_constant("TYPE", type_path(&["runtime", "TypeInfo"]), info);
    let constants = std::iter::once(constant).chain(derived::table(&item.derived, from)).collect();
    vec![
        type_alias(tokens::attributes(&item.docs), ident(&item.path.ident), structure),
        enumeration(docs, ident(&shared.marker.ident), []),
        implementation(Some(path(&["runtime", "Distinct"])), marker(), constants),
    ]
}

/// The part of a type's table that it does not share: name, whether it is open, table of the base type, aliases of the namespace.
pub(super) fn identity(item: &StructItem, from: &str) -> [Option<Expr>; 4] {
    let open = item.is_open.then(|| path_expression(path(&["true"])));
    let base = item.base.as_ref().map(|base| derived::base(base, from));
    let aliases = (!item.aliases.is_empty()).then(|| texts(item.aliases.iter()));
    [Some(text(&item.schema_name)), open, base, aliases]
}

/// `&["a", "b"]`
pub(super) fn texts<'a>(texts: impl Iterator<Item = &'a String>) -> Expr {
    reference(array(texts.map(|wire| text(wire))))
}

/// A table of these fields, the others as in `rest`.
pub(super) fn info(fields: impl IntoIterator<Item = (&'static str, Option<Expr>)>, rest: Path) -> Expr {
    let fields = fields.into_iter().filter_map(|(name, value)| Some((ident(name), value?)));
    struct_expression(path(&["runtime", "TypeInfo"]), fields, Some(path_expression(rest)))
}
