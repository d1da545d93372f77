//! CSDL 4 to 13: what is read of documents without fault.

use expect_test::expect;

use super::{check, check_schema};

// S1, S2
#[test]
fn documents() {
    check(
        r##"<?xml version="1.0" encoding="utf-8"?>
<!-- a comment -->
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" xmlns="http://docs.oasis-open.org/odata/ns/edm">
  <edmx:Reference Uri="core.xml">
    <edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"><Annotation Term="A.B" Bool="true"/></edmx:Include>
    <edmx:IncludeAnnotations TermNamespace="org.example" Qualifier="Tablet" TargetNamespace="com.example"/>
    <Annotation Term="A.C"/>
  </edmx:Reference>
  <edmx:DataServices>
    <Schema Namespace="a.b" Alias="self"><Annotation Term="Core.DefaultNamespace"/></Schema>
    <Schema Namespace="c"/>
  </edmx:DataServices>
</edmx:Edmx>"##,
        expect![[r#"
            document version 4.0
              reference core.xml
                @A.C
                include Org.OData.Core.V1 as Core
                  @A.B = Bool "true"
                include annotations org.example #Tablet on com.example
              schema a.b as self
                @Core.DefaultNamespace
              schema c
        "#]],
    );
}

// S1, S3
#[test]
fn structured_types() {
    check_schema(
        r##"<EntityType Name="Base" Abstract="true" OpenType="true" HasStream="true">
  <Key><PropertyRef Name="id"/><PropertyRef Name="address/street" Alias="street"/></Key>
  <Property Name="id" Type="Edm.String" Nullable="false" MaxLength="36" Unicode="false"><Annotation Term="Core.Key"/></Property>
  <Property Name="amount" Type="Edm.Decimal" Precision="10" Scale="floating" DefaultValue=" 0.0 "/>
  <Property Name="place" Type="Edm.GeographyPoint" SRID="variable"/>
  <Property Name="tags" Type="Collection(Edm.String)" MaxLength="max"/>
  <NavigationProperty Name="parent" Type="NS.Derived" Partner="children" Nullable="false">
    <ReferentialConstraint Property="parentId" ReferencedProperty="id"><Annotation Term="A.B"/></ReferentialConstraint>
    <OnDelete Action="Cascade"><Annotation Term="A.C"/></OnDelete>
    <Annotation Term="A.D"/>
  </NavigationProperty>
  <NavigationProperty Name="children" Type="Collection(NS.Derived)" ContainsTarget="1"/>
  <Annotation Term="A.E"/>
</EntityType>
<EntityType Name="Derived" BaseType="NS.Base"/>
<ComplexType Name="Address" BaseType="NS.Other" Abstract="false" OpenType="0"><Property Name="street" Type="Edm.String"/></ComplexType>"##,
        expect![[r#"
            document version 4.01
              schema NS
                entity Base abstract open stream
                  @A.E
                  key id, address/street as street
                  property id: Edm.String nullable=false max_length=36 unicode=false
                    @Core.Key
                  property amount: Edm.Decimal precision=10 scale=floating = " 0.0 "
                  property place: Edm.GeographyPoint srid=variable
                  property tags: Collection(Edm.String) max_length=max
                  navigation parent: NS.Derived nullable=false partner children
                    @A.D
                    constraint parentId -> id
                      @A.B
                    on delete Cascade
                      @A.C
                  navigation children: Collection(NS.Derived) contains
                entity Derived : NS.Base
                complex Address : NS.Other
                  property street: Edm.String
        "#]],
    );
}

// S1, S4
#[test]
fn enumerations_and_type_definitions() {
    check_schema(
        r##"<EnumType Name="Color" UnderlyingType="Edm.Int16" IsFlags="true">
  <Member Name="Red" Value="1"/><Member Name="Blue" Value="-2"><Annotation Term="A.B"/></Member><Member Name="Green"/>
  <Annotation Term="A.C"/>
</EnumType>
<EnumType Name="Empty"/>
<TypeDefinition Name="Money" UnderlyingType="Edm.Decimal" Precision="9" Scale="2"><Annotation Term="A.D"/></TypeDefinition>"##,
        expect![[r#"
            document version 4.01
              schema NS
                enum Color : Edm.Int16 flags
                  @A.C
                  member Red = 1
                  member Blue = -2
                    @A.B
                  member Green
                enum Empty
                type Money: Edm.Decimal precision=9 scale=2
                  @A.D
        "#]],
    );
}

// S1, S6
#[test]
fn operations() {
    check_schema(
        r##"<Action Name="approve" IsBound="true" EntitySetPath="order/items">
  <Parameter Name="order" Type="NS.Order" Nullable="false"><Annotation Term="A.B"/></Parameter>
  <ReturnType Type="Collection(NS.Item)" Nullable="true"><Annotation Term="A.C"/></ReturnType>
  <Annotation Term="A.D"/>
</Action>
<Action Name="reset"/>
<Function Name="top" IsComposable="true"><Parameter Name="n" Type="Edm.Int32"/><ReturnType Type="Edm.String" MaxLength="10"/></Function>"##,
        expect![[r#"
            document version 4.01
              schema NS
                action approve path order/items bound
                  @A.D
                  parameter order: NS.Order nullable=false
                    @A.B
                  returns Collection(NS.Item) nullable=true
                    @A.C
                action reset
                function top composable
                  parameter n: Edm.Int32
                  returns Edm.String max_length=10
        "#]],
    );
}

// S1, S2
#[test]
fn containers() {
    check_schema(
        r##"<EntityContainer Name="Service" Extends="Other.Service">
  <EntitySet Name="orders" EntityType="NS.Order" IncludeInServiceDocument="false">
    <NavigationPropertyBinding Path="items/NS.Special/product" Target="products"/><Annotation Term="A.B"/>
  </EntitySet>
  <Singleton Name="me" Type="NS.User" Nullable="true"><NavigationPropertyBinding Path="manager" Target="users"/></Singleton>
  <ActionImport Name="reset" Action="NS.reset" EntitySet="orders"><Annotation Term="A.C"/></ActionImport>
  <FunctionImport Name="top" Function="NS.top" IncludeInServiceDocument="true"/>
  <Annotation Term="A.D"/>
</EntityContainer>"##,
        expect![[r#"
            document version 4.01
              schema NS
                container Service extends Other.Service
                  @A.D
                  set orders: NS.Order listed=false
                    @A.B
                    bind items/NS.Special/product -> products
                  singleton me: NS.User nullable=true
                    bind manager -> users
                  import action reset = NS.reset in orders
                    @A.C
                  import function top = NS.top listed=true
        "#]],
    );
}

// S1, S2
#[test]
fn terms_and_annotations() {
    check_schema(
        r##"<Term Name="Tags" Type="Collection(Edm.String)" Nullable="false" MaxLength="9" BaseTerm="NS.Base" AppliesTo="Property EntityType" DefaultValue=""><Annotation Term="A.B"/></Term>
<Annotations Target="NS.Order/items" Qualifier="Tablet"><Annotation Term="A.C" Qualifier="x" String="a"/></Annotations>"##,
        expect![[r#"
            document version 4.01
              schema NS
                term Tags: Collection(Edm.String) nullable=false max_length=9 base NS.Base applies to Property EntityType = ""
                  @A.B
                annotations NS.Order/items#Tablet
                  @A.C#x = String "a"
        "#]],
    );
}

// S5: names are kept as they are written, whatever script they are in
#[test]
fn names() {
    check_schema(
        r##"<ComplexType Name="Größe_名前"><Property Name="type" Type=" NS.T "/><Property Name="&#x41;b" Type="Collection( NS.T )"/></ComplexType>"##,
        expect![[r#"
            document version 4.01
              schema NS
                complex Größe_名前
                  property type: NS.T
                  property Ab: Collection(NS.T)
        "#]],
    );
}
