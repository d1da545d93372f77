//! Names as roots, and what else decides about a slice.

use expect_test::expect;

use super::{check, check_all, faults, strings};
use crate::diagnostics::Diagnostics;
use crate::select::tests::{SERVICE, document, model};
use crate::select::{NavigationPolicy, Select, slice};

#[test]
fn names_keep_types_operations_and_namespaces() {
    check(
        &["svc.reporting"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        action svc.core.archive(b: svc.reporting.root): it is bound to entity type svc.reporting.root, whose namespace is asked for
        entity type svc.core.entity: it is the base type of entity type svc.reporting.count
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        entity type svc.core.user: function svc.reporting.getUsers(root: svc.reporting.root) -> Collection(svc.core.user) returns it
          navigation property manager: svc.core.user
        entity type svc.reporting.count: `svc.reporting` asks for it
        enumeration type svc.reporting.feature: `svc.reporting` asks for it
        function svc.reporting.getCounts(root: svc.reporting.root) -> Collection(svc.reporting.count): `svc.reporting` asks for it
        function svc.reporting.getUsers(root: svc.reporting.root) -> Collection(svc.core.user): `svc.reporting` asks for it
        entity type svc.reporting.root: `svc.reporting` asks for it
        complex type svc.reporting.row: `svc.reporting` asks for it
        enumeration type svc.reporting.unused: `svc.reporting` asks for it
        entity container svc.core.Service
          singleton reports: svc.reporting.root
    "#]],
    );
    check(
        &["c.address", "*.purge"],
        expect![[r#"
        complex type svc.core.address: `c.address` asks for it
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        action svc.core.purge(): `*.purge` asks for it
        entity container svc.core.Service
          import purge
    "#]],
    );
    check(
        &["r.unu*", "c.*item*"],
        expect![[r#"
        type definition svc.core.bytes: it is the type of the property `size` of entity type svc.core.item
        entity type svc.core.entity: it is the base type of entity type svc.core.item
        entity type svc.core.item: `c.*item*` asks for it
          navigation property children: Collection(svc.core.item)
        enumeration type svc.reporting.unused: `r.unu*` asks for it
        entity container svc.core.Service
    "#]],
    );
    check(
        &["svc.core.usr", "messages", "row", "x.*"],
        expect![[r#"
        entity container svc.core.Service
        Error include-matches-nothing: include `svc.core.usr` matches nothing; did you mean `svc.core.user`?; `codegen list` shows all names
        Error include-matches-nothing: include `messages` matches nothing; did you mean `svc.core.message`?; `codegen list` shows all names
        Error include-matches-nothing: include `row` matches nothing; did you mean `svc.reporting.row`?; `codegen list` shows all names
        Error include-matches-nothing: include `x.*` matches nothing; `codegen list` shows all names
    "#]],
    );
}

#[test]
fn a_namespace_with_all_below_it_is_the_namespace() {
    let model = model(&[&document(SERVICE)]);
    let kept = |include: &str| {
        let select = Select { include: strings(&[include]), ..Select::default() };
        let selection = slice(&model, &select, &mut Diagnostics::default());
        let operations: Vec<_> = selection.operations.into_keys().collect();
        (selection.structured.into_keys().collect::<Vec<_>>(), operations, selection.entity_sets, selection.singletons)
    };
    assert_eq!(kept("svc.core.*"), kept("svc.core"));
    assert_eq!(kept("r.*"), kept("svc.reporting"));
}

#[test]
fn navigation_follows_the_policy() {
    let select = |navigation| Select { include: strings(&["c.message"]), navigation, ..Select::default() };
    check_all(
        select(NavigationPolicy::Path),
        expect![[r#"
        complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
        entity type svc.core.entity: it is the base type of entity type svc.core.message
        entity type svc.core.message: `c.message` asks for it
        entity container svc.core.Service
    "#]],
    );
    check_all(
        select(NavigationPolicy::Kept),
        expect![[r#"
        complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
        entity type svc.core.entity: it is the base type of entity type svc.core.message
        entity type svc.core.message: `c.message` asks for it
        entity container svc.core.Service
    "#]],
    );
    check_all(
        select(NavigationPolicy::All),
        expect![[r#"
        entity type svc.core.attachment: it is the target of the navigation property `attachments` of entity type svc.core.message
        complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
        entity type svc.core.entity: it is the base type of entity type svc.core.message
        entity type svc.core.message: `c.message` asks for it
          navigation property attachments: Collection(svc.core.attachment)
        entity container svc.core.Service
    "#]],
    );
    let both = strings(&["c.message", "c.attachment"]);
    check_all(
        Select { include: both, ..Select::default() },
        expect![[r#"
        entity type svc.core.attachment: `c.attachment` asks for it
        complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
        entity type svc.core.entity: it is the base type of entity type svc.core.message
        entity type svc.core.message: `c.message` asks for it
          navigation property attachments: Collection(svc.core.attachment)
        entity container svc.core.Service
    "#]],
    );
}

#[test]
fn excluded_types_are_not_pulled_in() {
    let select = |include: &[&str], exclude: &[&str]| Select {
        include: strings(include),
        exclude: strings(exclude),
        ..Select::default()
    };
    check_all(
        select(&["svc.reporting"], &["svc.core.*", "*.getUsers"]),
        expect![[r#"
        entity type svc.reporting.count: `svc.reporting` asks for it
        enumeration type svc.reporting.feature: `svc.reporting` asks for it
        function svc.reporting.getCounts(root: svc.reporting.root) -> Collection(svc.reporting.count): `svc.reporting` asks for it
        entity type svc.reporting.root: `svc.reporting` asks for it
        complex type svc.reporting.row: `svc.reporting` asks for it
        enumeration type svc.reporting.unused: `svc.reporting` asks for it
        entity container svc.core.Service
          singleton reports: svc.reporting.root
    "#]],
    );
    check_all(
        select(&["GET /me/messages"], &["c.message"]),
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        entity type svc.core.user: it is the type of the singleton `me`, and `GET /me/messages` asks for it
          navigation property manager: svc.core.user
        entity container svc.core.Service
          singleton me: svc.core.user
        Warning include-excluded: include `GET /me/messages` needs `svc.core.message`, which an exclude takes out; 
    "#]],
    );
    check_all(
        select(&["c.body"], &["c.bdy", "/me"]),
        expect![[r#"
        complex type svc.core.body: `c.body` asks for it
        entity container svc.core.Service
        Warning exclude-matches-nothing: exclude `c.bdy` matches nothing; did you mean `svc.core.body`?
        Error exclude-not-a-name: exclude `/me` is a path or a request line; exclude takes types, operations and namespaces by name, for instance `Ns.Type` or `*.Type`
    "#]],
    );
}

#[test]
fn nothing_included_keeps_everything() {
    let model = model(&[&document(SERVICE)]);
    let mut diagnostics = Diagnostics::default();
    let selection = slice(&model, &Select::default(), &mut diagnostics);
    let navigation: usize = model.structured.iter().map(|ty| ty.navigation.len()).sum();
    assert_eq!(selection.structured.len(), model.structured.len());
    assert_eq!(selection.enums.len(), model.enums.len());
    assert_eq!(selection.operations.len(), model.operations.len());
    assert_eq!(selection.navigation.len(), navigation);
    assert_eq!((selection.entity_sets.len(), selection.singletons.len(), selection.imports.len()), (2, 2, 2));
    assert_eq!(faults(&diagnostics), "");
}
