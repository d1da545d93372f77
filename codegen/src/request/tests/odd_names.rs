//! Names that are not identifiers: with dots, parentheses, blanks or a colon.

use expect_test::{Expect, expect};

const DESK: &str = r#"<Schema Namespace="Desk" Alias="D">
  <ComplexType Name="Values$"><Property Name="Source" Type="Edm.String"/></ComplexType>
  <EntityType Name="Base.Item"><Key><PropertyRef Name="Rec Id"/></Key><Property Name="Rec Id" Type="Edm.String" Nullable="false"/>
    <Property Name="Owner Name" Type="Edm.String"/><NavigationProperty Name="Bill To" Type="Desk.Base.Item"/>
    <NavigationProperty Name="Lines (2)" Type="Collection(Desk.Base.Item)"/></EntityType>
  <EntityType Name="Sub.Item" BaseType="D.Base.Item"/>
  <Function Name="Item.Copy" IsBound="true"><Parameter Name="it" Type="Desk.Base.Item"/><Parameter Name="The Values" Type="Desk.Values$"/><ReturnType Type="Desk.Base.Item"/></Function>
  <Function Name="Copy" IsBound="true"><Parameter Name="it" Type="Desk.Base.Item"/><ReturnType Type="Edm.Int32"/></Function>
  <Function Name="Of_(2)" IsBound="true"><Parameter Name="it" Type="Desk.Base.Item"/><Parameter Name="list" Type="Edm.String"/><ReturnType Type="Desk.Base.Item"/></Function>
  <Function Name="Of_" IsBound="true"><Parameter Name="it" Type="Desk.Base.Item"/><ReturnType Type="Edm.Int32"/></Function>
  <Function Name="Look.Up"><ReturnType Type="Desk.Base.Item"/></Function>
  <Action Name="Item.Reset" IsBound="true"><Parameter Name="it" Type="Desk.Base.Item"/></Action>
  <EntityContainer Name="C"><EntitySet Name="Items" EntityType="Desk.Base.Item"/><FunctionImport Name="Look.Up" Function="Desk.Look.Up"/>
    <EntitySet Name="Old:" EntityType="D.Sub.Item"/></EntityContainer>
</Schema>"#;

fn check(line: &str, expected: Expect) {
    super::check_service(DESK, None, line, expected);
}

#[test]
fn names_with_dots() {
    check(
        "GET /Items('a')/Desk.Item.Copy(The Values=null)",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        call Desk.Item.Copy(The Values=null) -> Desk.Base.Item"#]],
    );
    check(
        "GET /Items('a')/D.Copy()",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        call Desk.Copy() -> Edm.Int32"#]],
    );
    check(
        "POST /Items('a')/Item.Reset",
        expect![[r#"
        POST
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        call Desk.Item.Reset() -> nothing"#]],
    );
    check(
        "GET /Items('a')/Desk.Sub.Item/Owner%20Name",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        cast -> Desk.Sub.Item
        property Owner Name -> Edm.String"#]],
    );
    check(
        "GET /Look.Up()",
        expect![[r#"
        GET
        call Desk.Look.Up() -> Desk.Base.Item"#]],
    );
    check(
        "GET /Items('a')/Item.Nope()",
        expect![[r#"
        Item.Nope(): Desk.Base.Item has no `Item.Nope`
        nearest: "#]],
    );
}

#[test]
fn names_with_parentheses() {
    check(
        "GET /Items('a')/Desk.Of_%282%29(list='x')/Desk.Of_()",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        call Desk.Of_(2)(list='x') -> Desk.Base.Item
        call Desk.Of_() -> Edm.Int32"#]],
    );
    check(
        "GET /Items('a')/Of_(2)(list='x')",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        call Desk.Of_(2)(list='x') -> Desk.Base.Item"#]],
    );
    check(
        "GET /Items('a')/Lines%20%282%29('b')",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        navigation Lines (2) -> Collection(Desk.Base.Item)
        key Rec Id='b' -> Desk.Base.Item"#]],
    );
}

#[test]
fn names_with_blanks_and_colons() {
    check(
        "GET /Items(Rec Id='a')/Bill%20To",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(Desk.Base.Item)
        key Rec Id='a' -> Desk.Base.Item
        navigation Bill To -> Desk.Base.Item"#]],
    );
    check(
        "GET /Old:('a')/Bill%20To",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(Desk.Sub.Item)
        key Rec Id='a' -> Desk.Sub.Item
        navigation Bill To -> Desk.Base.Item"#]],
    );
    check(
        "GET /Old:/$count",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(Desk.Sub.Item)
        Count -> Edm.Int32"#]],
    );
}
