//! Enumeration types.

use syn::Item;

use crate::plan::items::{Docs, EnumItem, Identifier, Variant};

use super::lists::Lists;
use super::nodes::{
    arm, array, associated_constant, borrowed, call, documentation, enumeration, function, generic, ident,
    implementation, integer, list_attribute, macro_call, match_expression, path, path_expression, receiver_ref,
    reference, statics, struct_expression, text, tuple, tuple_pattern, tuple_variant, type_path, unit_variant,
    wildcard, word,
};
use super::{Syntax, runtime_import, tokens, with_lists};

/// An enumeration type with a variant for members that the schema does not declare.
pub(super) fn complete(item: &EnumItem) -> impl Iterator<Item = Syntax<'_>> {
    let long = [definition, table].map(|part| with_lists(item.variants.len(), move |lists| part(item, lists)));
    let [definition, table] = long;
    [Syntax::item(runtime_import()), definition, table, Syntax::item(traits(item))].into_iter()
}

fn traits(item: &EnumItem) -> Item {
    let name = ident(&item.path.ident);
    macro_call(path(&["runtime", "standard_traits"]), name)
}

/// A mark, which stands for the members in a frame.
fn mark() -> Variant {
    Variant { ident: Identifier::joined(&["Mark"]), wire: "mark".to_owned(), value: 0, docs: Docs::default() }
}

fn definition(item: &EnumItem, lists: &Lists) -> Item {
    let mut attributes = tokens::attributes(&item.docs);
    attributes.push(list_attribute("derive", [word("Clone")]));
    let mark = mark();
    let variants = lists.take(item.variants.iter(), &mark).into_iter();
    let declared = variants.map(|(_, variant)| unit_variant(tokens::attributes(&variant.docs), ident(&variant.ident)));
    let docs = documentation("A member that the schema does not declare, as received.");
    let text = generic(&["Box"], [type_path(&["str"])]);
    let unrecognized = tuple_variant(vec![docs], ident(&item.unrecognized), text);
    enumeration(attributes, ident(&item.path.ident), declared.chain([unrecognized]))
}

fn table(item: &EnumItem, lists: &Lists) -> Item {
    let mark = mark();
    let member = |(_, variant): (usize, &Variant)| {
        let value = path_expression(path(&["Self", &variant.ident]));
        tuple([text(&variant.wire), integer(variant.value), value])
    };
    let members = lists.take(item.variants.iter(), &mark);
    let unrecognized = || path(&["Self", &item.unrecognized]);
    let fields = [
        ("name", text(&item.schema_name)),
        ("members", reference(array(members.into_iter().map(member)))),
        ("unrecognized", path_expression(unrecognized())),
    ];
    let fields = fields.into_iter().map(|(name, value)| (ident(name), value));
    let info = generic(&["runtime", "EnumInfo"], [type_path(&["Self"])]);
    let value = reference(struct_expression(path(&["runtime", "EnumInfo"]), fields, None));
    let received = call(path(&["Some"]), [path_expression(path(&["text"]))]);
    let others = (!item.variants.is_empty()).then(|| arm(wildcard(), path_expression(path(&["None"]))));
    let arms = [arm(tuple_pattern(unrecognized(), "text"), received)].into_iter().chain(others);
    let text_of_unrecognized = function("unrecognized")
        .inline()
        .takes([receiver_ref()])
        .returns(tokens::option(borrowed(type_path(&["str"]))))
        .body(match_expression(path_expression(path(&["self"])), arms));
    let items = vec![associated_constant("INFO", statics(info), value), text_of_unrecognized];
    implementation(Some(path(&["runtime", "EnumType"])), type_path(&[&item.path.ident]), items)
}
