//! Operations, containers and annotations.

use expect_test::expect;

use super::check;

pub(super) const SERVICE: &[&str] = &[r#"
<Schema Namespace="a">
  <EntityType Name="Keyless"/>
  <Function Name="f" IsBound="true"><ReturnType Type="Edm.Int32"/></Function>
  <Action Name="act"><Parameter Name="p" Type="Edm.Int32"/><Parameter Name="p" Type="Edm.Int32"/></Action>
  <Action Name="act"/>
  <Action Name="act"/>
  <EntityContainer Name="Service" Extends="a.Sarvice">
    <EntitySet Name="All" EntityType="a.Keyless"/>
    <Singleton Name="All" Type="a.Keyless"/>
    <Singleton Name="Number" Type="Edm.Int32"/>
    <ActionImport Name="act" Action="a.akt"/>
  </EntityContainer>
  <EntityContainer Name="Service"/>
  <EntityContainer Name="Loop" Extends="a.Loop"/>
</Schema>
"#];

pub(super) const ANNOTATIONS: &[&str] = &[r#"
<Schema Namespace="a">
  <ComplexType Name="Item">
    <Annotation Term="Core.Description" Int="1"/>
    <Annotation Term="Core.Description" String="again"/>
  </ComplexType>
  <Annotations Target="a.Itm"/>
</Schema>
"#];

#[test]
fn service() {
    check(
        SERVICE,
        expect![[r#"
        warning[missing-binding-parameter]: `f` is bound and has no parameter to bind
         --> a:4:19
          |
        4 |   <Function Name="f" IsBound="true"><ReturnType Type="Edm.Int32"/></Function>
          |                   ^ `IsBound` is true
          |
          = help: it is taken for unbound; the first parameter of a bound operation is the binding parameter

        warning[duplicate-parameter]: parameter `p` is declared twice
         --> a:5:77
          |
        5 |   <Action Name="act"><Parameter Name="p" Type="Edm.Int32"/><Parameter Name="p" Type="Edm.Int32"/></Action>
          |                                       - first declared here                 ^ declared again here
          |
          = help: the first declaration is taken

        warning[ambiguous-overload]: action `act` is declared with other parameters already
         --> a:6:17
          |
        6 |   <Action Name="act"/>
          |                 ^^^ same binding type
          |
         ::: a:5:17
          |
        5 |   <Action Name="act"><Parameter Name="p" Type="Edm.Int32"/><Parameter Name="p" Type="Edm.Int32"/></Action>
          |                 --- first declared here
          |
          = help: both are kept; overloads of an action differ by their binding type alone

        warning[duplicate-overload]: overload of `act` is declared twice
         --> a:7:17
          |
        7 |   <Action Name="act"/>
          |                 ^^^ same binding type and parameter names
          |
         ::: a:6:17
          |
        6 |   <Action Name="act"/>
          |                 --- first declared here
          |
          = help: the first declaration is taken

        warning[unresolved-container]: there is no entity container `a.Sarvice`
         --> a:8:44
          |
        8 |   <EntityContainer Name="Service" Extends="a.Sarvice">
          |                                            ^^^^^^^^^ extended here
          |
          = help: did you mean `Service`?
          = help: the container is taken to extend nothing

        warning[missing-key]: entity set `All` has entities without a key
         --> a:9:39
          |
        9 |     <EntitySet Name="All" EntityType="a.Keyless"/>
          |                                       ^^^^^^^^^ `a.Keyless` has no key
          |
         ::: a:3:3
          |
        3 |   <EntityType Name="Keyless"/>
          |   ----------- declared here
          |
          = help: its entities cannot be addressed one by one

        warning[duplicate-container-child]: `All` is declared twice in its container
          --> a:10:22
           |
        10 |     <Singleton Name="All" Type="a.Keyless"/>
           |                      ^^^ declared again here
           |
          ::: a:9:22
           |
         9 |     <EntitySet Name="All" EntityType="a.Keyless"/>
           |                      --- first declared here
           |
           = help: the first declaration is taken

        warning[invalid-entity-type]: the type of `Number` is not an entity type
          --> a:11:36
           |
        11 |     <Singleton Name="Number" Type="Edm.Int32"/>
           |                                    ^^^^^^^^^ not a declared entity type
           |
           = help: its values are kept as JSON

        warning[unresolved-operation]: action import `act` has no unbound action `a.akt`
          --> a:12:38
           |
        12 |     <ActionImport Name="act" Action="a.akt"/>
           |                                      ^^^^^ no such action
           |
           = help: did you mean `act`?
           = help: the import is left without an operation

        warning[duplicate-container]: entity container `Service` is declared twice
          --> a:14:26
           |
        14 |   <EntityContainer Name="Service"/>
           |                          ^^^^^^^ declared again here
           |
          ::: a:8:26
           |
         8 |   <EntityContainer Name="Service" Extends="a.Sarvice">
           |                          ------- first declared here
           |
           = help: the first declaration is taken

        error[cyclic-extends]: entity container `Loop` extends itself
          --> a:15:41
           |
        15 |   <EntityContainer Name="Loop" Extends="a.Loop"/>
           |                                         ^^^^^^ this container leads back here
           |
           = help: remove one of these `Extends` attributes

    "#]],
    );
}

#[test]
fn annotations() {
    check(
        ANNOTATIONS,
        expect![[r#"
        warning[invalid-annotation-value]: value of `Core.Description` has the wrong form
         --> a:4:46
          |
        4 |     <Annotation Term="Core.Description" Int="1"/>
          |                                              ^ expected a string
          |
          = help: the value is left out

        warning[duplicate-annotation]: term `Core.Description` is applied twice to one element
         --> a:5:23
          |
        5 |     <Annotation Term="Core.Description" String="again"/>
          |                       ^^^^^^^^^^^^^^^^ applied again here
          |
         ::: a:4:23
          |
        4 |     <Annotation Term="Core.Description" Int="1"/>
          |                       ---------------- first applied here
          |
          = help: the first one is taken; another one needs a `Qualifier`

        warning[unresolved-target]: annotation target `a.Itm` does not exist
         --> a:7:24
          |
        7 |   <Annotations Target="a.Itm"/>
          |                        ^^^^^ no `Itm` there
          |
          = help: did you mean `Item`?
          = help: its annotations are left out

    "#]],
    );
}
