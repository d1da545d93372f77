//! `Edm.EntityType`: an entity of whatever type.

use expect_test::{Expect, expect};

const DESK: &str = r#"<Schema Namespace="Desk">
  <EntityType Name="Incident"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="false"/>
    <NavigationProperty Name="Parent" Type="Edm.EntityType"/><NavigationProperty Name="Links" Type="Collection(Edm.EntityType)"/></EntityType>
  <EntityContainer Name="C"><EntitySet Name="Incidents" EntityType="Desk.Incident"/></EntityContainer>
</Schema>"#;

fn check(line: &str, expected: Expect) {
    super::check_service(DESK, None, line, expected);
}

#[test]
fn casts_lead_to_every_entity_type() {
    check(
        "GET /Incidents('a')/Parent/Desk.Incident/Links",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Incident)
        key Id='a' -> Desk.Incident
        navigation Parent -> Edm.EntityType
        cast -> Desk.Incident
        navigation Links -> Collection(Edm.EntityType)"#]],
    );
    check(
        "GET /Incidents('a')/Links/Desk.Incident/b",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Incident)
        key Id='a' -> Desk.Incident
        navigation Links -> Collection(Edm.EntityType)
        cast -> Collection(Desk.Incident)
        key Id=b -> Desk.Incident"#]],
    );
    check(
        "GET /$entity/Desk.Incident/Parent",
        expect![[r#"
        GET
        Entity -> Edm.EntityType
        cast -> Desk.Incident
        navigation Parent -> Edm.EntityType"#]],
    );
}

#[test]
fn keys_have_one_part_without_a_name() {
    check(
        "GET /Incidents('a')/Links('b')/Desk.Incident",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Incident)
        key Id='a' -> Desk.Incident
        navigation Links -> Collection(Edm.EntityType)
        key ?='b' -> Edm.EntityType
        cast -> Desk.Incident"#]],
    );
    check(
        "GET /Incidents/a/Links/b/$ref",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Incident)
        key Id=a -> Desk.Incident
        navigation Links -> Collection(Edm.EntityType)
        key ?=b -> Edm.EntityType
        Ref -> Edm.EntityType"#]],
    );
}
