//! Redfish: collection resources and actions of vendors.

use expect_test::{Expect, expect};

const RACK: &str = r#"<Schema Namespace="Resource"><EntityType Name="Resource" Abstract="true"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="false"/></EntityType>
  <EntityType Name="ResourceCollection" Abstract="true"/></Schema>
<Schema Namespace="SystemCollection"><EntityType Name="SystemCollection" BaseType="Resource.ResourceCollection"><NavigationProperty Name="Members" Type="Collection(System.System)"/></EntityType></Schema>
<Schema Namespace="SessionCollection"><EntityType Name="SessionCollection" BaseType="Resource.ResourceCollection"><NavigationProperty Name="Members" Type="Collection(Session.Session)"/></EntityType></Schema>
<Schema Namespace="Session"><EntityType Name="Session" BaseType="Resource.Resource"><Property Name="UserName" Type="Edm.String"/></EntityType></Schema>
<Schema Namespace="System"><EntityType Name="System" BaseType="Resource.Resource" Abstract="true"/>
  <Action Name="Reset" IsBound="true"><Parameter Name="System" Type="System.v1_0_0.Actions"/></Action></Schema>
<Schema Namespace="System.v1_0_0"><EntityType Name="System" BaseType="System.System"><Property Name="Actions" Type="System.v1_0_0.Actions"/></EntityType>
  <ComplexType Name="Actions"><Property Name="Oem" Type="System.v1_0_0.OemActions"/></ComplexType><ComplexType Name="OemActions" OpenType="true"/></Schema>
<Schema Namespace="Contoso"><Action Name="Ping" IsBound="true"><Parameter Name="System" Type="System.v1_0_0.OemActions"/></Action>
  <Action Name="Pong" IsBound="true"><Parameter Name="System" Type="Contoso.v1_0_0.OemActions"/></Action></Schema>
<Schema Namespace="Contoso.v1_0_0"><ComplexType Name="OemActions"/></Schema>
<Schema Namespace="Root"><EntityContainer Name="C"><Singleton Name="Systems" Type="SystemCollection.SystemCollection"/><Singleton Name="Sessions" Type="SessionCollection.SessionCollection"/></EntityContainer></Schema>"#;

fn check(line: &str, expected: Expect) {
    super::check_service(RACK, None, line, expected);
}

#[test]
fn items_stand_below_collection_resources_by_their_identifiers() {
    check(
        "GET /redfish/v1/Systems/{id}",
        expect![[r#"
        GET
        Singleton(0) -> SystemCollection.SystemCollection
        member {id} -> System.System"#]],
    );
    check(
        "GET /redfish/v1/Systems/437/Id",
        expect![[r#"
        GET
        Singleton(0) -> SystemCollection.SystemCollection
        member 437 -> System.System
        property Id -> Edm.String"#]],
    );
    check(
        "GET /redfish/v1/Systems/Members",
        expect![[r#"
        GET
        Singleton(0) -> SystemCollection.SystemCollection
        navigation Members -> Collection(System.System)"#]],
    );
    check(
        "PATCH /redfish/v1/Systems/437",
        expect![[r#"
        PATCH
        Singleton(0) -> SystemCollection.SystemCollection
        member 437 -> System.System"#]],
    );
}

#[test]
fn collection_resources_take_new_items() {
    check(
        "POST /redfish/v1/Sessions",
        expect![[r#"
        POST
        Singleton(1) -> SessionCollection.SessionCollection
        members -> Collection(Session.Session)"#]],
    );
    check(
        "GET /redfish/v1/Sessions",
        expect![[r#"
        GET
        Singleton(1) -> SessionCollection.SessionCollection"#]],
    );
}

#[test]
fn actions_stand_below_actions_and_those_of_vendors_below_oem() {
    check(
        "POST /redfish/v1/Systems/437/Actions/System.Reset",
        expect![[r#"
        POST
        Singleton(0) -> SystemCollection.SystemCollection
        member 437 -> System.System
        implicit cast -> System.v1_0_0.System
        property Actions -> System.v1_0_0.Actions
        call System.Reset() -> nothing
        note: `Actions` belongs to System.v1_0_0.System"#]],
    );
    check(
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Ping",
        expect![[r#"
        POST
        Singleton(0) -> SystemCollection.SystemCollection
        member 437 -> System.System
        implicit cast -> System.v1_0_0.System
        property Actions -> System.v1_0_0.Actions
        property Oem -> System.v1_0_0.OemActions
        call Contoso.Ping() -> nothing
        note: `Actions` belongs to System.v1_0_0.System"#]],
    );
    check(
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Pong",
        expect![[r#"
            POST
            Singleton(0) -> SystemCollection.SystemCollection
            member 437 -> System.System
            implicit cast -> System.v1_0_0.System
            property Actions -> System.v1_0_0.Actions
            property Oem -> System.v1_0_0.OemActions
            implicit cast -> Contoso.v1_0_0.OemActions
            call Contoso.Pong() -> nothing
            note: `Actions` belongs to System.v1_0_0.System"#]],
    );
    check(
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Nope",
        expect![[r#"
            POST
            Singleton(0) -> SystemCollection.SystemCollection
            member 437 -> System.System
            implicit cast -> System.v1_0_0.System
            property Actions -> System.v1_0_0.Actions
            property Oem -> System.v1_0_0.OemActions
            OpenProperty("Contoso.Nope") -> Edm.Untyped
            note: `Actions` belongs to System.v1_0_0.System
            note: `Contoso.Nope` is not declared; did you mean `Contoso.Pong`?"#]],
    );
    check(
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Pongs",
        expect![[r#"
        POST
        Singleton(0) -> SystemCollection.SystemCollection
        member 437 -> System.System
        implicit cast -> System.v1_0_0.System
        property Actions -> System.v1_0_0.Actions
        property Oem -> System.v1_0_0.OemActions
        OpenProperty("Contoso.Pongs") -> Edm.Untyped
        note: `Actions` belongs to System.v1_0_0.System
        note: `Contoso.Pongs` is not declared; did you mean `Contoso.Pong`?"#]],
    );
}

// A vendor's action is suggested even where it is bound to another type, and where nothing is open.
#[test]
fn actions_of_vendors_are_suggested() {
    let closed = RACK.replace(" OpenType=\"true\"", "");
    super::check_service(
        &closed,
        None,
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Nope",
        expect![[r#"
        Contoso.Nope: System.v1_0_0.OemActions has no `Contoso.Nope`
        nearest: Contoso.Pong, Contoso.Ping"#]],
    );
    super::check_service(
        &closed,
        None,
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Pung",
        expect![[r#"
        Contoso.Pung: System.v1_0_0.OemActions has no `Contoso.Pung`
        nearest: Contoso.Ping, Contoso.Pong"#]],
    );
}
