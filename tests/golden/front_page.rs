//! What the front page of a crate shows of a service: only what its metadata allows.

use tests::input::Input;

/// The README of a crate with one entity type, and this container.
fn front_page(container: &str) -> String {
    let document = format!(
        r#"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
        <Schema Namespace="S" xmlns="http://docs.oasis-open.org/odata/ns/edm">
          <EntityType Name="Thing">
            <Key><PropertyRef Name="id"/></Key>
            <Property Name="id" Type="Edm.Guid" Nullable="false"/>
            <Property Name="size" Type="Edm.Int32"/>
            <Property Name="fullName" Type="Edm.String"/>
            <NavigationProperty Name="parts" Type="Collection(S.Thing)"/>
          </EntityType>
          <Function Name="find"><Parameter Name="text" Type="Edm.String" Nullable="false"/>
            <Parameter Name="limit" Type="Edm.Int32"/><ReturnType Type="Edm.Int32"/></Function>
          <Function Name="near"><Parameter Name="at" Type="Edm.GeographyPoint" Nullable="false"/><ReturnType Type="Edm.Int32"/></Function>
          <Function Name="all"><ReturnType Type="Collection(S.Thing)" Nullable="false"/></Function>
          {container}
        </Schema></edmx:DataServices></edmx:Edmx>"#
    );
    let (generated, _) = Input::of_documents("shop", [("s.csdl", document.into_bytes())]).generate();
    generated.files.into_iter().find(|file| file.path == "README.md").unwrap().text
}

/// An annotation by a term of the capabilities vocabulary.
fn restriction(term: &str, property: &str) -> String {
    format!(
        "<Annotation Term=\"Org.OData.Capabilities.V1.{term}\"><Record><PropertyValue Property=\"{property}\" Bool=\"false\"/>\
         </Record></Annotation>"
    )
}

fn things(annotations: &[(&str, &str)]) -> String {
    let annotations: String = annotations.iter().map(|(term, property)| restriction(term, property)).collect();
    set("things", &annotations)
}

fn set(name: &str, annotations: &str) -> String {
    format!("<EntitySet Name=\"{name}\" EntityType=\"S.Thing\">{annotations}</EntitySet>")
}

/// Checks which texts the front page of a service with these children has, and which it lacks.
fn check(children: &str, has: &[&str], lacks: &[&str]) {
    let page = front_page(&format!("<EntityContainer Name=\"C\">{children}</EntityContainer>"));
    has.iter().for_each(|text| assert!(page.contains(text), "no {text} for {children}\n{page}"));
    lacks.iter().for_each(|text| assert!(!page.contains(text), "{text} for {children}\n{page}"));
}

#[test]
fn an_entity_set_is_read_and_written() {
    let reading = [
        "let page = client.things().await?;",
        ".filter(|t| t.full_name.eq(\"…\"))",
        ".select(|t| (t.id, t.full_name))",
        ".expand(|t| t.parts)",
        ".items();",
    ];
    let writing = [
        "async fn write(client: &Client, id: shop::edm::Guid)",
        ".create(shop::s::Thing {",
        "full_name: Some(\"…\".into()),",
        "client.things().by_id(id);",
        "position.clone().update(|t| [t.full_name.set(\"…\")]).await?;",
        "position.delete().await?;",
    ];
    check(&things(&[]), &[&reading[..], &writing].concat(), &["The result of a function"]);
}

#[test]
fn what_the_service_refuses_is_not_shown() {
    let not_insertable = ("InsertRestrictions", "Insertable");
    let not_updatable = ("UpdateRestrictions", "Updatable");
    let not_deletable = ("DeleteRestrictions", "Deletable");
    check(&things(&[("FilterRestrictions", "Filterable")]), &[".select("], &[".filter("]);
    check(&things(&[("ExpandRestrictions", "Expandable")]), &[".filter("], &[".expand("]);
    check(&things(&[("SelectSupport", "Supported")]), &[".filter("], &[".select("]);
    check(&things(&[not_insertable]), &["position.clone().update("], &[".create("]);
    check(&things(&[not_updatable]), &[".create(", "position.delete()"], &[".update("]);
    check(&things(&[not_deletable]), &["position.update("], &[".delete()"]);
    check(&things(&[not_insertable, not_updatable, not_deletable]), &["## Reading"], &["## Writing"]);
    let unreadable = set("a", &restriction("ReadRestrictions", "Readable"));
    check(&(unreadable + &things(&[])), &["client.things().await?"], &["client.a()"]);
}

#[test]
fn what_is_deprecated_is_not_shown() {
    let deprecation = "<Annotation Term=\"Org.OData.Core.V1.Revisions\"><Collection><Record><PropertyValue Property=\"Kind\" \
                       EnumMember=\"Org.OData.Core.V1.RevisionKind/Deprecated\"/></Record></Collection></Annotation>";
    check(&(set("a", deprecation) + &things(&[])), &["client.things().await?"], &["client.a()"]);
}

#[test]
fn the_best_entry_point_is_shown() {
    let singleton = "<Singleton Name=\"best\" Type=\"S.Thing\"/>";
    let [find, near] = ["find", "near"].map(|name| format!("<FunctionImport Name=\"{name}\" Function=\"S.{name}\"/>"));
    check(
        &format!("{singleton}{find}{}", things(&[])),
        &["client.things().await?", "client.find(\"…\", None)"],
        &["best"],
    );
    // The collection that the singleton leads to; what leads on from no entity set is not written.
    check(singleton, &["let page = client.best().parts().await?;"], &["## Writing", "The result of a function"]);
    check(&find, &["let answer = client.find(\"…\", None).await?;"], &["let page", "client.path"]);
    let all = "<FunctionImport Name=\"all\" Function=\"S.all\"/>";
    check(all, &["client.all().await?", "client.all().items();"], &[".filter(", ".select(", ".expand(", "let answer"]);
    check(&near, &["client.path::<shop::s::Thing>(\"…\")"], &["near("]);
    assert!(front_page("").contains("client.path::<shop::s::Thing>(\"…\")"));
}
