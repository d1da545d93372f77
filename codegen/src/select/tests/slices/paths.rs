//! Request lines and paths as roots.

use expect_test::expect;

use super::{check, faults};
use crate::diagnostics::Diagnostics;
use crate::select::tests::{SERVICE, document, model};
use crate::select::{Select, slice};

#[test]
fn a_request_line_keeps_what_it_walks() {
    check(
        &["GET /reports/getCounts"],
        expect![[r#"
        entity type svc.core.entity: it is the base type of entity type svc.reporting.root
        entity type svc.reporting.count: function svc.reporting.getCounts(root: svc.reporting.root) -> Collection(svc.reporting.count) returns it
        enumeration type svc.reporting.feature: it is the type of the property `feature` of complex type svc.reporting.row
        function svc.reporting.getCounts(root: svc.reporting.root) -> Collection(svc.reporting.count): `GET /reports/getCounts` asks for it
        entity type svc.reporting.root: it is the type of the singleton `reports`, and `GET /reports/getCounts` asks for it
        complex type svc.reporting.row: it is the type of the property `rows` of entity type svc.reporting.count
        entity container svc.core.Service
          singleton reports: svc.reporting.root
    "#]],
    );
    check(
        &["GET /users/{id}/messages?$top=1"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        entity type svc.core.message: it is the target of the navigation property `messages` of entity type svc.core.user
        entity type svc.core.user: it is the type of the entity set `users`, and `GET /users/{id}/messages?$top=1` asks for it
          navigation property manager: svc.core.user
          navigation property messages: Collection(svc.core.message)
        entity container svc.core.Service
          entity set users: svc.core.user
    "#]],
    );
}

#[test]
fn a_request_line_keeps_the_overload_that_it_calls() {
    check(
        &["POST https://h.example/v1.0/me/reset"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        action svc.core.reset(b: svc.core.user): `POST https://h.example/v1.0/me/reset` asks for it
        entity type svc.core.user: it is the type of the singleton `me`, and `POST https://h.example/v1.0/me/reset` asks for it
          navigation property manager: svc.core.user
        entity container svc.core.Service
          singleton me: svc.core.user
    "#]],
    );
    check(
        &["GET /nearest(to='x')"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        function svc.core.nearest(to: Edm.String) -> svc.core.user: the import `nearest` calls it, and `GET /nearest(to='x')` asks for it
        entity type svc.core.user: function svc.core.nearest(to: Edm.String) -> svc.core.user returns it
          navigation property manager: svc.core.user
        entity container svc.core.Service
          import nearest
    "#]],
    );
}

#[test]
fn the_expand_of_a_request_line_is_walked() {
    check(
        &["GET /me/messages?$expand=attachments($select=id;$expand=c.fileAttachment/item($levels=2))"],
        expect![[r#"
            complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
              navigation property owner: svc.core.user
            entity type svc.core.attachment: it is the target of the navigation property `attachments` of entity type svc.core.message
            complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
            type definition svc.core.bytes: it is the type of the property `size` of entity type svc.core.item
            entity type svc.core.entity: it is the base type of entity type svc.core.user
            entity type svc.core.fileAttachment: `GET /me/messages?$expand=attachments($select=id;$expand=c.fileAttachment/item($levels=2))` asks for it
              navigation property item: svc.core.item
            entity type svc.core.item: it is the target of the navigation property `item` of entity type svc.core.fileAttachment
              navigation property children: Collection(svc.core.item)
            enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
            enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
            entity type svc.core.message: it is the target of the navigation property `messages` of entity type svc.core.user
              navigation property attachments: Collection(svc.core.attachment)
            entity type svc.core.user: it is the type of the singleton `me`, and `GET /me/messages?$expand=attachments($select=id;$expand=c.fileAttachment/item($levels=2))` asks for it
              navigation property manager: svc.core.user
              navigation property messages: Collection(svc.core.message)
              navigation property drive: svc.core.item
            entity container svc.core.Service
              singleton me: svc.core.user
        "#]],
    );
}

// [URL Conventions 5.1] options may be written without their `$`, and in any case (4.01).
#[test]
fn expand_has_any_case_and_may_lack_its_sign() {
    for expand in ["$expand", "Expand", "EXPAND"] {
        let include = vec![format!("GET /me?{expand}=manager({expand}=messages)")];
        let mut diagnostics = Diagnostics::default();
        let model = model(&[&document(SERVICE)]);
        let selection = slice(&model, &Select { include, ..Select::default() }, &mut diagnostics);
        let names: Vec<&str> = selection
            .navigation
            .iter()
            .filter_map(|(ty, index)| model.structured_type(*ty).navigation.get(*index))
            .map(|property| &*property.name)
            .collect();
        assert!(names.contains(&"manager") && names.contains(&"messages"), "{expand}: {names:?}");
    }
}

// S7
#[test]
fn the_depth_of_an_expand_is_bounded() {
    let faults_at = |depth: usize| {
        let include =
            format!("GET /me?$expand={}manager{}", "manager($expand=".repeat(depth - 1), ")".repeat(depth - 1));
        let mut diagnostics = Diagnostics::default();
        slice(&model(&[&document(SERVICE)]), &Select { include: vec![include], ..Select::default() }, &mut diagnostics);
        faults(&diagnostics)
    };
    assert_eq!(faults_at(64), "");
    for depth in [65, 20_000] {
        let faults = faults_at(depth);
        assert!(faults.starts_with("Error nested-too-deeply: include `GET /me?$expand="), "{faults}");
        assert!(faults.ends_with("`: `$expand` nests deeper than 64 levels; \n"), "{faults}");
    }
}

#[test]
fn a_path_keeps_what_matches() {
    check(
        &["/reports/*"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        action svc.core.archive(b: svc.reporting.root): `/reports/*` asks for it
        complex type svc.core.body: action svc.core.reset(b: svc.core.entity) -> svc.core.body returns it
        entity type svc.core.entity: it is the base type of entity type svc.reporting.root
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        enumeration type svc.core.mode: it is the type of the parameter `mode` of function svc.core.view(b: svc.core.entity, start: Edm.DateTimeOffset, mode?: svc.core.mode) -> Edm.Boolean
        action svc.core.reset(b: svc.core.entity) -> svc.core.body: `/reports/*` asks for it
        entity type svc.core.user: function svc.reporting.getUsers(root: svc.reporting.root) -> Collection(svc.core.user) returns it
          navigation property manager: svc.core.user
        function svc.core.view(b: svc.core.entity, start: Edm.DateTimeOffset, mode?: svc.core.mode) -> Edm.Boolean: `/reports/*` asks for it
        entity type svc.reporting.count: function svc.reporting.getCounts(root: svc.reporting.root) -> Collection(svc.reporting.count) returns it
        enumeration type svc.reporting.feature: it is the type of the property `feature` of complex type svc.reporting.row
        function svc.reporting.getCounts(root: svc.reporting.root) -> Collection(svc.reporting.count): `/reports/*` asks for it
        function svc.reporting.getUsers(root: svc.reporting.root) -> Collection(svc.core.user): `/reports/*` asks for it
        entity type svc.reporting.root: it is the type of the singleton `reports`, and `/reports/*` asks for it
        complex type svc.reporting.row: it is the type of the property `rows` of entity type svc.reporting.count
        entity container svc.core.Service
          singleton reports: svc.reporting.root
    "#]],
    );
}

#[test]
fn keys_may_stand_in_a_path_or_be_left_out() {
    check(
        &["/users/{id}/messages"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        entity type svc.core.message: it is the target of the navigation property `messages` of entity type svc.core.user
        entity type svc.core.user: it is the type of the entity set `users`, and `/users/{id}/messages` asks for it
          navigation property manager: svc.core.user
          navigation property messages: Collection(svc.core.message)
        entity container svc.core.Service
          entity set users: svc.core.user
    "#]],
    );
}

#[test]
fn a_path_walks_derived_types_that_it_names() {
    check(
        &["/me/**/item"],
        expect![[r#"
        entity container svc.core.Service
        Error include-matches-nothing: include `/me/**/item` matches nothing; nothing matches the segment `item`
    "#]],
    );
    check(
        &["/me/messages/attachments/c.file*/item"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        entity type svc.core.attachment: it is the target of the navigation property `attachments` of entity type svc.core.message
        complex type svc.core.body: it is the type of the property `body` of entity type svc.core.message
        type definition svc.core.bytes: it is the type of the property `size` of entity type svc.core.item
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        entity type svc.core.fileAttachment: `/me/messages/attachments/c.file*/item` asks for it
          navigation property item: svc.core.item
        entity type svc.core.item: it is the target of the navigation property `item` of entity type svc.core.fileAttachment
          navigation property children: Collection(svc.core.item)
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        entity type svc.core.message: it is the target of the navigation property `messages` of entity type svc.core.user
          navigation property attachments: Collection(svc.core.attachment)
        entity type svc.core.user: it is the type of the singleton `me`, and `/me/messages/attachments/c.file*/item` asks for it
          navigation property manager: svc.core.user
          navigation property messages: Collection(svc.core.message)
          navigation property drive: svc.core.item
        entity container svc.core.Service
          singleton me: svc.core.user
    "#]],
    );
    check(
        &["/users/{id}/delta"],
        expect![[r#"
        entity container svc.core.Service
        Error include-matches-nothing: include `/users/{id}/delta` matches nothing; nothing matches the segment `delta`
    "#]],
    );
    check(
        &["/users/delta"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        function svc.core.delta(b: Collection(svc.core.user)) -> Collection(svc.core.user): `/users/delta` asks for it
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        entity type svc.core.user: it is the type of the entity set `users`, and `/users/delta` asks for it
          navigation property manager: svc.core.user
        entity container svc.core.Service
          entity set users: svc.core.user
    "#]],
    );
}

#[test]
fn a_path_keeps_all_overloads_of_an_import() {
    check(
        &["/nearest"],
        expect![[r#"
        complex type svc.core.address: it is the type of the property `address` of entity type svc.core.user
          navigation property owner: svc.core.user
        entity type svc.core.entity: it is the base type of entity type svc.core.user
        enumeration type svc.core.kind: it is the type of the property `kind` of complex type svc.core.address
        enumeration type svc.core.level: it is the type of the property `level` of entity type svc.core.user
        function svc.core.nearest(to: Edm.String) -> svc.core.user: the import `nearest` calls it, and `/nearest` asks for it
        function svc.core.nearest() -> svc.core.user: the import `nearest` calls it, and `/nearest` asks for it
        entity type svc.core.user: function svc.core.nearest(to: Edm.String) -> svc.core.user returns it
          navigation property manager: svc.core.user
        entity container svc.core.Service
          import nearest
    "#]],
    );
}

#[test]
fn a_path_that_leads_nowhere_is_an_error() {
    check(
        &["/me/mesages/*"],
        expect![[r#"
        entity container svc.core.Service
        Error include-matches-nothing: include `/me/mesages/*` matches nothing; nothing matches the segment `mesages`; did you mean `messages`?
    "#]],
    );
}
