//! `Edm.EntityType`: an entity of whatever type, not a plain value.

use expect_test::expect;

#[test]
fn a_navigation_property_to_any_entity_leads_to_an_entity() {
    let schema = r#"<Schema Namespace="Desk">
<EntityType Name="Incident"><Key><PropertyRef Name="Id"/></Key><Property Name="Id" Type="Edm.String" Nullable="false"/>
<NavigationProperty Name="Parent" Type="Edm.EntityType"/><NavigationProperty Name="Links" Type="Collection(Edm.EntityType)"/></EntityType>
<Function Name="Find" IsBound="true"><Parameter Name="at" Type="Edm.EntityType"/><ReturnType Type="Edm.EntityType"/></Function>
<EntityContainer Name="C"><EntitySet Name="Incidents" EntityType="Desk.Incident"/></EntityContainer>
</Schema>"#;
    super::check(
        schema,
        &super::config(""),
        |line| line.contains("Entity"),
        expect![[r#"
        parent = Parent: runtime::Entity?
        links = Links: runtime::Entity*?
        fn links() = Links -> runtime::Entity*
        fn parent() = Parent -> runtime::Entity
        at runtime::Entity
        fn find() = Desk.Find() -> runtime::Entity?
    "#]],
    );
}
