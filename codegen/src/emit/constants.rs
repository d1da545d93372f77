//! Values that a schema names, as constants of the type that declares them.

use syn::{Expr, ImplItem, Item, Type};

use crate::plan::items::{ConstantItem, ConstantValue, RustType, TypePath};

use super::nodes::{call, double, implementation, integer, public_constant, single, statics, text, type_path};
use super::tokens;

/// How many constants one implementation has: a longer one takes the printer long.
const MOST: usize = 100;

/// The constants of a type.
pub(super) fn constants<'a>(path: &'a TypePath, constants: &'a [ConstantItem]) -> impl Iterator<Item = Item> + 'a {
    constants.chunks(MOST).map(|chunk| {
        let items = chunk.iter().map(|item| constant(item, &path.module)).collect();
        implementation(None, type_path(&[&path.ident]), items)
    })
}

fn constant(item: &ConstantItem, module: &str) -> ImplItem {
    let (bare, value) = match &item.value {
        ConstantValue::Text(value) => (statics(type_path(&["str"])), text(value)),
        ConstantValue::Integer(ty, value) => (type_path(&[ty.name()]), integer(*value)),
        ConstantValue::Single(value) => (type_path(&[RustType::F32.name()]), single(*value)),
        ConstantValue::Double(value) => (type_path(&[RustType::F64.name()]), double(*value)),
    };
    let (ty, value) = wrapped(item, bare, value, module);
    public_constant(tokens::attributes(&item.docs), &item.ident, ty, value)
}

/// The constant as a value of its type definition, if it is one.
fn wrapped(item: &ConstantItem, bare: Type, value: Expr, module: &str) -> (Type, Expr) {
    match &item.wrapped_in {
        Some(path) => (tokens::path(path, module), call(tokens::constructor(path, module), [value])),
        None => (bare, value),
    }
}
