//! Complex and entity types.

use proc_macro2::Ident;
use syn::{Expr, Field, FnArg, ImplItem, Item, Path, Stmt, Type};

use crate::plan::items::{FieldItem, Link, Piece, Settable, StructItem, Surface, Value, odata_name, words};

use super::lists::Lists;
use super::nodes::{
    arm, associated_constant, discard, field, field_definition, function, generic, generic_associated_type, ident,
    implementation, lifetime_argument, list_attribute, match_expression, method_call, named, number_pattern, over,
    parameter, path, path_expression, receiver_mut, receiver_ref, reference, statics, struct_expression, structure,
    type_path, use_declaration, use_group, use_name, use_path, use_rename, wildcard, word,
};
use super::{Syntax, constants, derived, fields, key, methods, shared, tokens, with_lists};

/// A type: its struct, its table for the runtime, its key, the requests that start at it.
pub(super) fn complete(item: &StructItem) -> impl Iterator<Item = Syntax<'_>> {
    let alias = item.shared.iter().flat_map(|_| shared::alias(item, &item.path.module));
    let own = item.defines_struct().then(|| own(item)).into_iter().flatten();
    let fields = item.tokens.iter().filter(|_| item.defines_struct()).flat_map(|tokens| fields::fields(item, tokens));
    let any = item.any.iter().flat_map(|any| derived::any(any, &item.path));
    let key = item.key.iter().flat_map(|key| key::key(key, &item.path.module));
    let surfaces =
        [&item.surface, &item.collection_surface].into_iter().flat_map(|surface| self::surface(item, surface));
    let base = item.base.iter().map(|base| derived::derives(&item.path, base));
    let beginning = std::iter::once_with(imports).chain(alias).chain(base).map(Syntax::item);
    let constants = constants::constants(&item.path, &item.constants).map(Syntax::item);
    beginning.chain(own).chain(constants).chain(fields).chain(any.chain(key).chain(surfaces).map(Syntax::item))
}

/// The struct and what is implemented for it.
fn own(item: &StructItem) -> [Syntax<'_>; 3] {
    let count = item.fields.len();
    let names = ListedFields::of(item);
    [
        with_lists(count, move |lists| definition(item, lists)),
        with_lists(count, move |lists| table(item, &names, lists)),
        with_lists(count, move |lists| default(item, lists)),
    ]
}

/// The properties that the table of a type lists: looked for once, not for each piece of a long list.
struct ListedFields<'a> {
    all: Vec<&'a FieldItem>,
    non_nullable: Vec<&'a FieldItem>,
    read_only: Vec<&'a FieldItem>,
    immutable: Vec<&'a FieldItem>,
    keys: Vec<&'a FieldItem>,
}

impl<'a> ListedFields<'a> {
    fn of(item: &'a StructItem) -> Self {
        Self {
            all: item.fields.iter().collect(),
            non_nullable: item.fields.iter().filter(|field| !field.nullable).collect(),
            read_only: item.fields.iter().filter(|field| field.access == Settable::Never).collect(),
            immutable: item.fields.iter().filter(|field| field.access == Settable::Once).collect(),
            keys: item.fields.iter().filter(|field| field.is_key).collect(),
        }
    }
}

fn surface<'a>(item: &'a StructItem, surface: &'a Surface) -> Box<dyn Iterator<Item = Item> + 'a> {
    let module = &item.path.module;
    if item.shared.is_some() && item.defines_struct() {
        let methods = methods::shared_surface(surface, module, || this(item));
        return Box::new(methods.map(|methods| over(PARAMETER, None, methods)));
    }
    Box::new(methods::surface(surface, module))
}

/// The type parameter of a shared struct, for which the marker of a type stands.
const PARAMETER: &str = "T";

/// The struct, over its parameter if it has one.
fn this(item: &StructItem) -> Type {
    match &item.shared {
        Some(shared) => generic(&[&shared.structure.ident], [type_path(&[PARAMETER])]),
        None => type_path(&[&item.path.ident]),
    }
}

/// An implementation for the struct: for all types that share it, where there are several.
fn implement(item: &StructItem, trait_path: Path, bound: Option<Path>, items: Vec<ImplItem>) -> Item {
    let implementation = implementation(Some(trait_path), this(item), items);
    if item.shared.is_some() { over(PARAMETER, bound, implementation) } else { implementation }
}

fn imports() -> Item {
    let reason = [word("unused_imports"), named("reason", "a type without properties needs less")];
    let names = use_group([use_rename("self", "runtime"), use_rename("Field", "_"), use_name("query")]);
    let names = use_path("internal", names);
    use_declaration(vec![list_attribute("allow", reason)], use_path("crate", use_path("runtime", names)))
}

fn definition(item: &StructItem, lists: &Lists) -> Item {
    let mark = fields::mark();
    let fields = lists.take(item.fields.iter(), &mark).into_iter();
    let fields = fields.map(|(_, field)| definition_of(field, &item.path.module));
    let Some(shared) = &item.shared else {
        return structure(tokens::attributes(&item.docs), ident(&item.path.ident), fields);
    };
    let marker = shared.marker_field.iter().map(|name| {
        let hidden = list_attribute("doc", [word("hidden")]);
        field_definition(
            vec![hidden],
            ident(name),
            generic(&["std", "marker", "PhantomData"], [type_path(&[PARAMETER])]),
        )
    });
    let docs = tokens::paragraph([
        words("The properties of "),
        Piece::Link(Link::Type(item.path.ident.clone())),
        words(", and of types that derive from it and add none."),
    ]);
    let structure = structure(docs, ident(&shared.structure.ident), fields.chain(marker));
    over(PARAMETER, None, structure)
}

fn definition_of(field: &FieldItem, module: &str) -> Field {
    field_definition(
        tokens::field_attributes(&field.docs, odata_name(&field.ident, &field.wire)),
        ident(&field.ident),
        field_type(field, module),
    )
}

fn field_type(field: &FieldItem, module: &str) -> Type {
    if let (true, Value::Structured(_)) = (field.is_navigation, &field.value) {
        let target = tokens::value(&field.value, module);
        let shape = if field.collection { generic(&["runtime", "Many"], [target]) } else { target };
        return tokens::option(generic(&["runtime", "Expanded"], [shape]));
    }
    let item = tokens::item(&field.value, field.collection && field.nullable_items, module);
    tokens::option(match (&field.value, field.collection) {
        (_, true) => generic(&["Vec"], [item]),
        (Value::Structured(_), false) => generic(&["Box"], [item]),
        (_, false) => item,
    })
}

fn table(item: &StructItem, names: &ListedFields<'_>, lists: &Lists) -> Item {
    let info = type_path(&["runtime", "TypeInfo"]);
    let constant = associated_constant("TYPE", statics(info), reference(info_of(item, names, lists)));
    let derived = match &item.shared {
        Some(_) => Some(derived::constant(path_expression(path(&[PARAMETER, "DERIVED"])))),
        None => derived::table(&item.derived, &item.path.module),
    };
    let slot = access(item, lists, "slot", receiver_mut(), "Slot");
    let get = access(item, lists, "get", receiver_ref(), "Ref");
    let fields = generic_associated_type("Fields", "P", path(&["query", "Path"]), fields::name(item));
    let items = [constant].into_iter().chain(derived).chain([fields, slot, get]).collect();
    implement(item, path(&["runtime", "Structured"]), Some(path(&["runtime", "Distinct"])), items)
}

/// What the runtime knows of the type; of types that share a struct, what they have in common.
fn info_of(item: &StructItem, names: &ListedFields<'_>, lists: &Lists) -> Expr {
    let mark = fields::mark();
    let wires = |fields: &[&FieldItem]| {
        let fields = lists.take(fields.iter().copied(), &mark);
        shared::texts(fields.into_iter().map(|(_, field)| &field.wire))
    };
    let any = |fields: &[&FieldItem]| (!fields.is_empty()).then(|| wires(fields));
    let [name, open, base, aliases] =
        if item.shared.is_some() { [const { None }; 4] } else { shared::identity(item, &item.path.module) };
    let fields = [
        ("name", name),
        ("properties", Some(wires(&names.all))),
        ("non_nullable", any(&names.non_nullable)),
        ("read_only", any(&names.read_only)),
        ("immutable", any(&names.immutable)),
        ("keys", any(&names.keys)),
        ("open", open),
        ("base", base),
        ("aliases", aliases),
    ];
    let rest = if item.shared.is_some() { path(&[PARAMETER, "TYPE"]) } else { path(&["runtime", "TypeInfo", "EMPTY"]) };
    shared::info(fields, rest)
}

/// The function `name` of the table: what `field.name()` gives for the field of an index, or else `None`.
fn access(item: &StructItem, lists: &Lists, name: &str, receiver: FnArg, result: &str) -> ImplItem {
    let this = || path_expression(path(&["self"]));
    let index = || path_expression(path(&["index"]));
    let none = path_expression(path(&["runtime", result, "None"]));
    let function = function(name)
        .inline()
        .takes([receiver, parameter(ident("index"), type_path(&["usize"]))])
        .returns(generic(&["runtime", result], [lifetime_argument("_")]));
    if item.fields.is_empty() {
        return function.block(vec![discard(index()), Stmt::Expr(none, None)]);
    }
    let mark = fields::mark();
    let arms = lists.take(item.fields.iter(), &mark).into_iter().map(|(index, item)| {
        let value = method_call(field(this(), ident(&item.ident)), name, []);
        arm(number_pattern(index), value)
    });
    function.body(match_expression(index(), arms.chain([arm(wildcard(), none)])))
}

fn default(item: &StructItem, lists: &Lists) -> Item {
    let none = |field: &FieldItem| -> (Ident, Expr) { (ident(&field.ident), path_expression(path(&["None"]))) };
    let marker = item.shared.iter().filter_map(|shared| shared.marker_field.as_ref());
    let marker = marker.map(|name| (ident(name), path_expression(path(&["std", "marker", "PhantomData"]))));
    let mark = fields::mark();
    let fields = lists.take(item.fields.iter(), &mark).into_iter();
    let fields = fields.map(|(_, field)| none(field)).chain(marker);
    let value = struct_expression(path(&["Self"]), fields, None);
    let default = function("default").inline().returns(type_path(&["Self"])).body(value);
    implement(item, path(&["Default"]), None, vec![default])
}
