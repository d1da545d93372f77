//! Types and their members.

use expect_test::expect;

use super::check;

pub(super) const TYPES: &[&str] = &[r#"
<Schema Namespace="a">
  <ComplexType Name="Loop" BaseType="a.Back"/>
  <ComplexType Name="Back" BaseType="a.Loop"/>
  <TypeDefinition Name="Turn" UnderlyingType="a.Turn"/>
  <ComplexType Name="None" BaseType="Edm.String"/>
  <EntityType Name="Item">
    <Key><PropertyRef Name="ID"/><PropertyRef Name="in/id"/><PropertyRef Name="id"/></Key>
    <Property Name="id" Type="Edm.Decimal" Precision="2" Scale="3"/>
    <Property Name="in" Type="a.In"/>
    <Property Name="in" Type="a.In"/>
    <Property Name="whole" Type="a.Item"/>
    <NavigationProperty Name="text" Type="Edm.String"/>
  </EntityType>
  <ComplexType Name="In"><Property Name="id" Type="Edm.Int32"/></ComplexType>
  <EntityType Name="Sub" BaseType="a.Item">
    <Key><PropertyRef Name="id"/></Key>
    <Property Name="in" Type="a.In"/>
  </EntityType>
  <ComplexType Name="Media"><Property Name="all" Type="Collection(Edm.Stream)"/></ComplexType>
</Schema>
"#];

pub(super) const ENUMS: &[&str] = &[r#"
<Schema Namespace="a">
  <EnumType Name="Empty"/>
  <EnumType Name="Twice"><Member Name="x"/><Member Name="x"/></EnumType>
  <EnumType Name="Text" UnderlyingType="Edm.String"><Member Name="x"/></EnumType>
  <EnumType Name="Small" UnderlyingType="Edm.Byte"><Member Name="x" Value="256"/></EnumType>
  <EnumType Name="Flags" IsFlags="true"><Member Name="x"/><Member Name="y" Value="-1"/></EnumType>
</Schema>
"#];

#[test]
fn types() {
    check(
        TYPES,
        expect![[r#"
            error[cyclic-base-type]: type `Loop` derives from itself
             --> a:3:38
              |
            3 |   <ComplexType Name="Loop" BaseType="a.Back"/>
              |                                      ^^^^^^ this base type leads back here
              |
             ::: a:4:38
              |
            4 |   <ComplexType Name="Back" BaseType="a.Loop"/>
              |                                      ------ by way of `Back`
              |
              = help: remove one of these base types

            error[cyclic-type-definition]: type definition `Turn` underlies itself
             --> a:5:47
              |
            5 |   <TypeDefinition Name="Turn" UnderlyingType="a.Turn"/>
              |                                               ^^^^^^ this type leads back here
              |
              = help: let one of them be based on a primitive type

            warning[invalid-base-type]: `Edm.String` cannot be a base type
             --> a:6:38
              |
            6 |   <ComplexType Name="None" BaseType="Edm.String"/>
              |                                      ^^^^^^^^^^ not a declared entity type or complex type
              |
              = help: the type is taken to have no base type

            warning[unresolved-key-property]: key property `ID` does not exist in `Item`
             --> a:8:29
              |
            8 |     <Key><PropertyRef Name="ID"/><PropertyRef Name="in/id"/><PropertyRef Name="id"/></Key>
              |                             ^^ no such property
              |
              = help: did you mean `id`?
              = help: it is taken for a string in key predicates

            warning[missing-key-alias]: key property `in/id` lies in a complex property and has no alias
             --> a:8:53
              |
            8 |     <Key><PropertyRef Name="ID"/><PropertyRef Name="in/id"/><PropertyRef Name="id"/></Key>
              |                                                     ^^^^^ `Alias` is missing
              |
              = help: it is named `id` in key predicates

            warning[duplicate-key-part]: the key of `Item` has two parts named `id`
             --> a:8:80
              |
            8 |     <Key><PropertyRef Name="ID"/><PropertyRef Name="in/id"/><PropertyRef Name="id"/></Key>
              |                                                                                ^^ named like another part
              |
              = help: this part is ignored; an `Alias` gives it a name of its own

            warning[invalid-facet]: Scale 3 is greater than Precision 2
             --> a:9:65
              |
            9 |     <Property Name="id" Type="Edm.Decimal" Precision="2" Scale="3"/>
              |                                                                 ^ digits after the point are a part of all digits
              |
              = help: both are kept as they are

            warning[duplicate-property]: property `in` is declared twice
              --> a:11:21
               |
            11 |     <Property Name="in" Type="a.In"/>
               |                     ^^ declared again here
               |
              ::: a:10:21
               |
            10 |     <Property Name="in" Type="a.In"/>
               |                     -- first declared here
               |
               = help: the first declaration is taken

            warning[property-of-entity-type]: property `whole` has an entity type
              --> a:12:34
               |
            12 |     <Property Name="whole" Type="a.Item"/>
               |                                  ^^^^^^ an entity type
               |
               = help: only a navigation property may lead to entities; it is read as a complex value

            warning[invalid-navigation-type]: navigation property `text` does not lead to an entity type
              --> a:13:43
               |
            13 |     <NavigationProperty Name="text" Type="Edm.String"/>
               |                                           ^^^^^^^^^^ not an entity type
               |
               = help: its values are kept as JSON

            warning[redeclared-key]: `Sub` has a key although it inherits one
              --> a:17:5
               |
            17 |     <Key><PropertyRef Name="id"/></Key>
               |     ^^^^ a key of its own
               |
               = help: this key is taken for the type and those that derive from it, as real services do

            warning[redeclared-property]: property `in` is inherited from `a.Item` already
              --> a:18:21
               |
            18 |     <Property Name="in" Type="a.In"/>
               |                     ^^ declared again here
               |
              ::: a:10:21
               |
            10 |     <Property Name="in" Type="a.In"/>
               |                     -- first declared here
               |
               = help: the inherited property is taken

            warning[collection-of-streams]: a collection holds values of `Edm.Stream`, which are streams
              --> a:20:67
               |
            20 |   <ComplexType Name="Media"><Property Name="all" Type="Collection(Edm.Stream)"/></ComplexType>
               |                                                                   ^^^^^^^^^^ streams cannot be used in collections
               |
               = help: its items are taken for strings, such as URLs: bytes cannot be downloaded from an item of a collection

        "#]],
    );
}

#[test]
fn enums() {
    check(
        ENUMS,
        expect![[r#"
        warning[empty-enum]: enumeration type `Empty` has no members
         --> a:3:19
          |
        3 |   <EnumType Name="Empty"/>
          |                   ^^^^^
          |
          = help: its values are kept as JSON

        warning[duplicate-member]: member `x` is declared twice
         --> a:4:58
          |
        4 |   <EnumType Name="Twice"><Member Name="x"/><Member Name="x"/></EnumType>
          |                                        -                 ^ declared again here
          |                                        |
          |                                        first declared here
          |
          = help: the first declaration is taken

        warning[invalid-underlying-type]: `Edm.String` cannot underlie an enumeration type
         --> a:5:41
          |
        5 |   <EnumType Name="Text" UnderlyingType="Edm.String"><Member Name="x"/></EnumType>
          |                                         ^^^^^^^^^^ expected Edm.Byte, Edm.SByte, Edm.Int16, Edm.Int32 or Edm.Int64
          |
          = help: Edm.Int32 is assumed

        warning[member-out-of-range]: `x` is 256, out of the range of Edm.Byte
         --> a:6:52
          |
        6 |   <EnumType Name="Small" UnderlyingType="Edm.Byte"><Member Name="x" Value="256"/></EnumType>
          |                                                    ^^^^^^^ the first of 1 such in `Small`
          |
          = help: the value is kept; give the type a wider `UnderlyingType`

        warning[flags-without-values]: flags `Flags` have members without a value
         --> a:7:19
          |
        7 |   <EnumType Name="Flags" IsFlags="true"><Member Name="x"/><Member Name="y" Value="-1"/></EnumType>
          |                   ^^^^^
          |
          = help: such a member counts one more than the member before it

        warning[negative-flag]: flag `y` has the negative value -1
         --> a:7:73
          |
        7 |   <EnumType Name="Flags" IsFlags="true"><Member Name="x"/><Member Name="y" Value="-1"/></EnumType>
          |                                                                         ^
          |
          = help: the value is kept; values of flags should be combinations of bits

    "#]],
    );
}
