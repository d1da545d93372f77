//! What enumeration types with `IsFlags="true"` have beyond others.

use syn::Item;

use crate::plan::items::EnumItem;

use super::nodes::{
    array, associated_type, call, function, generic, ident, implementation, parameter, path, path_expression, receiver,
    type_path,
};

/// `Layers::Primer | Layers::Coat`: only the crate of a type can implement an operator for it.
pub(super) fn union(item: &EnumItem) -> Item {
    let flags = || generic(&["runtime", "Flags"], [type_path(&["Self"])]);
    let both = array(["self", "other"].map(|operand| path_expression(path(&[operand]))));
    let bitor = function("bitor")
        .inline()
        .takes([receiver(), parameter(ident("other"), type_path(&["Self"]))])
        .returns(flags())
        .body(call(path(&["runtime", "Flags", "from"]), [both]));
    let items = vec![associated_type("Output", flags()), bitor];
    implementation(Some(path(&["std", "ops", "BitOr"])), type_path(&[&item.path.ident]), items)
}
