//! Derived types: the tables of a type, and the enumeration of a type with its derived types.

use syn::{Expr, ImplItem, Item, Type};

use crate::plan::items::{Alternative, AnyItem, DerivedItem, TypePath};

use super::nodes::{
    arm, array, associated, associated_constant, associated_type, attributed, borrowed, borrowed_mut, call, cfg,
    dereference, documentation, enumeration, function, gated, generic, ident, implementation, lifetime_argument,
    match_expression, number_pattern, parameter, path, path_expression, path_with, receiver, receiver_mut,
    receiver_ref, reference, reference_mut, slice, statics, trait_object, tuple_pattern, tuple_variant, type_path,
    wildcard,
};
use super::tokens;

/// The table of the type that another one derives from.
pub(super) fn base(base: &TypePath, from: &str) -> Expr {
    let table = associated(tokens::path(base, from), &["runtime", "Structured"], "TYPE");
    call(path(&["Some"]), [table])
}

/// That a type derives from another one, for the compiler.
pub(super) fn derives(derived: &TypePath, base: &TypePath) -> Item {
    let base = associated_type("Base", tokens::path(base, &derived.module));
    implementation(Some(path(&["runtime", "Derives"])), type_path(&[&derived.ident]), vec![base])
}

/// The table of types that derive from a type, if there are any.
pub(super) fn table(derived: &[DerivedItem], from: &str) -> Option<ImplItem> {
    let of = |derived: &DerivedItem| {
        let of = path_with(&["runtime", "Derived", "of"], [tokens::path(&derived.path, from)]);
        attributed(cfg(&derived.features), call(of, []))
    };
    (!derived.is_empty()).then(|| constant(reference(array(derived.iter().map(of)))))
}

/// The constant of that table.
pub(super) fn constant(table: Expr) -> ImplItem {
    associated_constant("DERIVED", statics(slice(type_path(&["runtime", "Derived"]))), table)
}

/// The enumeration of a type and those that derive from it.
pub(super) fn any(item: &AnyItem, base: &TypePath) -> [Item; 5] {
    let name = || type_path(&[&item.path.ident]);
    let base = || type_path(&[&base.ident]);
    let into_base = function("into_base")
        .attributes(vec![documentation("The same instance as one of the base type, which loses nothing.")])
        .inline()
        .public()
        .takes([receiver()])
        .returns(generic(&["runtime", "Instance"], [base()]))
        .body(call(path(&["runtime", "Alternatives", "into_base"]), [this()]));
    [
        definition(item),
        implementation(None, name(), vec![into_base]),
        implementation(Some(path(&["runtime", "Polymorphic"])), base(), vec![associated_type("Any", name())]),
        alternatives(item, name(), base()),
        debug(name()),
    ]
    .map(|part| gated(&item.features, part))
}

fn this() -> Expr {
    path_expression(path(&["self"]))
}

fn definition(item: &AnyItem) -> Item {
    let mut base_docs = Some(tokens::attributes(&item.base_docs));
    let variants = item.alternatives.iter().map(|alternative| {
        let instance = generic(&["runtime", "Instance"], [tokens::path(&alternative.path, &item.path.module)]);
        let docs = base_docs.take().unwrap_or_default();
        tuple_variant(docs, ident(&alternative.ident), generic(&["Box"], [instance]))
    });
    enumeration(tokens::attributes(&item.docs), ident(&item.path.ident), variants)
}

/// What the runtime asks of the enumeration.
fn alternatives(item: &AnyItem, name: Type, base: Type) -> Item {
    let empty =
        |alternative: &Alternative| call(path(&["Self", &alternative.ident]), [call(path(&["Box", "default"]), [])]);
    let numbered = item.alternatives.iter().enumerate().skip(1);
    let numbered = numbered.map(|(index, alternative)| arm(number_pattern(index), empty(alternative)));
    let otherwise = item.alternatives.first().map(|first| arm(wildcard(), empty(first)));
    let arguments = [parameter(ident("alternative"), type_path(&["usize"]))];
    let choice = match_expression(path_expression(path(&["alternative"])), numbered.chain(otherwise));
    let object = || trait_object(&["runtime", "Object"]);
    let get = function("object").inline().takes([receiver_ref()]).returns(borrowed(object()));
    let get_mut = function("object_mut").inline().takes([receiver_mut()]).returns(borrowed_mut(object()));
    let items = vec![
        associated_type("Base", base),
        function("empty").inline().takes(arguments).returns(type_path(&["Self"])).body(choice),
        get.body(each_instance(item, reference)),
        get_mut.body(each_instance(item, reference_mut)),
    ];
    implementation(Some(path(&["runtime", "Alternatives"])), name, items)
}

/// The instance that the enumeration holds, whichever it is, borrowed.
fn each_instance(item: &AnyItem, borrow: fn(Expr) -> Expr) -> Expr {
    let instance = || path_expression(path(&["instance"]));
    let arms = item.alternatives.iter().map(|alternative| {
        let held = tuple_pattern(path(&["Self", &alternative.ident]), "instance");
        arm(held, borrow(dereference(dereference(instance()))))
    });
    match_expression(this(), arms)
}

fn debug(name: Type) -> Item {
    let formatter = generic(&["std", "fmt", "Formatter"], [lifetime_argument("_")]);
    let object = call(path(&["runtime", "Alternatives", "object"]), [this()]);
    let arguments = [object, path_expression(path(&["f"]))];
    let fmt = function("fmt")
        .inline()
        .takes([receiver_ref(), parameter(ident("f"), borrowed_mut(formatter))])
        .returns(type_path(&["std", "fmt", "Result"]))
        .body(call(path(&["std", "fmt", "Debug", "fmt"]), arguments));
    implementation(Some(path(&["std", "fmt", "Debug"])), name, vec![fmt])
}
