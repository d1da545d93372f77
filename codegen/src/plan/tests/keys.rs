//! The methods that lead to an item by its key.

use expect_test::{Expect, expect};

fn check(schemas: &str, expected: Expect) {
    let shows = |line: &str| line.contains("fn by_") || line.trim_start().starts_with("at ");
    super::check(schemas, &super::config(""), shows, expected);
}

/// Some services repeat the alternate keys of base types, one key twice, and the key itself.
// S9
#[test]
fn each_alternate_key_has_one_method_however_often_it_is_annotated() {
    let key = |names: &[&str]| {
        let parts = names.iter().map(|name| format!(r#"<Record><PropertyValue Property="Alias" String="{name}"/><PropertyValue Property="Name" PropertyPath="{name}"/></Record>"#));
        let parts: String = parts.collect();
        format!(r#"<Record><PropertyValue Property="Key"><Collection>{parts}</Collection></PropertyValue></Record>"#)
    };
    let keys = |keys: &[String]| {
        format!(
            r#"<Annotation Term="OData.Community.Keys.V1.AlternateKeys"><Collection>{}</Collection></Annotation>"#,
            keys.concat()
        )
    };
    let base = keys(&[key(&["Name"])]);
    let derived = keys(&[key(&["Name"]), key(&["Name"]), key(&["Id"]), key(&["Code", "Name"]), key(&["Name", "Code"])]);
    check(
        &format!(
            r#"<Schema Namespace="m">
<EntityType Name="Base"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.Guid" Nullable="false"/>
<Property Name="Name" Type="Edm.String"/><Property Name="Code" Type="Edm.Int32"/>{base}</EntityType>
<EntityType Name="Derived" BaseType="m.Base">{derived}</EntityType>
</Schema>"#
        ),
        expect![[r#"
            at m::Base*
            fn by_id(id: edm::Guid) = {key} -> m::Base
            fn by_name(name: String) = {key} -> m::Base
            at m::Derived*
            fn by_code_and_name(code: i32, name: String) = {key} -> m::Derived
            fn by_id(id: edm::Guid) = {key} -> m::Derived
            fn by_name(name: String) = {key} -> m::Derived
        "#]],
    );
}

#[test]
fn the_key_that_a_derived_type_declares_is_its_own() {
    check(
        r#"<Schema Namespace="m">
<EntityType Name="Principal"><Key><PropertyRef Name="ownerid"/></Key><Property Name="ownerid" Type="Edm.Guid" Nullable="false"/></EntityType>
<EntityType Name="User" BaseType="m.Principal"><Key><PropertyRef Name="userid"/></Key><Property Name="userid" Type="Edm.Guid" Nullable="false"/></EntityType>
<EntityType Name="Admin" BaseType="m.User"/>
</Schema>"#,
        expect![[r#"
            warning[redeclared-key]: `User` has a key although it inherits one
            at m::Admin*
            fn by_userid(userid: edm::Guid) = {key} -> m::Admin
            at m::Principal*
            fn by_ownerid(ownerid: edm::Guid) = {key} -> m::Principal
            at m::User*
            fn by_userid(userid: edm::Guid) = {key} -> m::User
        "#]],
    );
}

/// URL Conventions 4.3.3: what a referential constraint fixes may be left out.
// S10
#[test]
fn parts_of_keys_that_a_constraint_fixes_may_be_left_out() {
    check(
        crate::request::tests::ORDERS,
        expect![[r#"
        at k::Gift
        at k::Gift*
        fn by_no(no: i32) = {key} -> k::Gift
        fn by_order_id_and_no(order_id: i32, no: i32) = {key} -> k::Gift
        at k::Item
        at k::Item*
        fn by_no(no: i32) = {key} -> k::Item
        fn by_order_id_and_no(order_id: i32, no: i32) = {key} -> k::Item
        at k::Line
        at k::Line*
        fn by_line(line: String) = {key} -> k::Line
        fn by_order_id_and_no_and_line(order_id: i32, no: i32, line: String) = {key} -> k::Line
        at k::Order
        at k::Order*
        fn by_id(id: i32) = {key} -> k::Order
    "#]],
    );
}
