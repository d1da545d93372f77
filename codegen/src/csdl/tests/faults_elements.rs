//! Elements and attributes that are unknown, misplaced, missing or too many.

use expect_test::expect;

use super::{check, check_expression, check_schema};

// S1
#[test]
fn unknown_elements_and_attributes() {
    check_schema(
        r##"<EntityTyp Name="A"><Key/></EntityTyp>
<Association Name="B"/>
<ComplexType Name="C" Absract="true"><Property Name="p" Type="Edm.String" nullable="false" FixedLength="true"/></ComplexType>"##,
        expect![[r#"
            warning[unknown-element]: unknown element `EntityTyp` in `Schema`
             --> test.csdl:2:1
              |
            2 | <EntityTyp Name="A"><Key/></EntityTyp>
              | ^^^^^^^^^^ ignored, with everything inside it
              |
              = help: did you mean `EntityType`?

            warning[unknown-element]: unknown element `Association` in `Schema`
             --> test.csdl:3:1
              |
            3 | <Association Name="B"/>
              | ^^^^^^^^^^^^ ignored, with everything inside it
              |
              = help: this is an element of OData 1 to 3

            warning[unknown-attribute]: unknown attribute `Absract` on `ComplexType`
             --> test.csdl:4:23
              |
            4 | <ComplexType Name="C" Absract="true"><Property Name="p" Type="Edm.String" nullable="false" FixedLength="true"/></ComplexType>
              |                       ^^^^^^^ not read
              |
              = help: did you mean `Abstract`?

            warning[unknown-attribute]: unknown attribute `nullable` on `Property`
             --> test.csdl:4:75
              |
            4 | <ComplexType Name="C" Absract="true"><Property Name="p" Type="Edm.String" nullable="false" FixedLength="true"/></ComplexType>
              |                                                                           ^^^^^^^^ not read
              |
              = help: did you mean `Nullable`?

            warning[unknown-attribute]: unknown attribute `FixedLength` on `Property`
             --> test.csdl:4:92
              |
            4 | <ComplexType Name="C" Absract="true"><Property Name="p" Type="Edm.String" nullable="false" FixedLength="true"/></ComplexType>
              |                                                                                            ^^^^^^^^^^^ not read
              |
              = help: this is an attribute of OData 1 to 3

        "#]],
    );
}

// S1
#[test]
fn misplaced_elements() {
    check_schema(
        r##"<Property Name="a" Type="Edm.String"/>
<EntityType Name="E"><Member Name="b"/><String>c</String></EntityType>
<edmx:Edmx Version="4.0"/>"##,
        expect![[r#"
            warning[misplaced-element]: `Property` is not allowed in `Schema`
             --> test.csdl:2:1
              |
            2 | <Property Name="a" Type="Edm.String"/>
              | ^^^^^^^^^ ignored, with everything inside it
              |
              = help: it is allowed in `ComplexType`, `EntityType`

            warning[misplaced-element]: `Member` is not allowed in `EntityType`
             --> test.csdl:3:22
              |
            3 | <EntityType Name="E"><Member Name="b"/><String>c</String></EntityType>
              |                      ^^^^^^^ ignored, with everything inside it
              |
              = help: it is allowed in `EnumType`

            warning[misplaced-element]: `String` is not allowed in `EntityType`
             --> test.csdl:3:40
              |
            3 | <EntityType Name="E"><Member Name="b"/><String>c</String></EntityType>
              |                                        ^^^^^^^ ignored, with everything inside it

            warning[misplaced-element]: `Edmx` is not allowed in `Schema`
             --> test.csdl:4:1
              |
            4 | <edmx:Edmx Version="4.0"/>
              | ^^^^^^^^^^ ignored, with everything inside it
              |
              = help: it is allowed as the root element only

        "#]],
    );
    check(
        "<Edmx Version=\"4.0\" xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\"><Schema/><DataServices/></Edmx>",
        expect![[r#"
            error[misplaced-element]: `Schema` is not allowed in `Edmx`
             --> test.csdl:1:70
              |
            1 | <Edmx Version="4.0" xmlns="http://docs.oasis-open.org/odata/ns/edmx"><Schema/><DataServices/></Edmx>
              |                                                                      ^^^^^^^ ignored, with everything inside it
              |
              = help: it is allowed in `ConceptualModels`, `DataServices`

        "#]],
    );
    check_expression(
        "<String>a<Null/>b</String>",
        expect![[r#"
        warning[misplaced-element]: `Null` is not allowed in `String`
         --> test.csdl:2:33
          |
        2 | <Annotation Term="T.T"><String>a<Null/>b</String></Annotation>
          |                                 ^^^^^ ignored, with everything inside it

    "#]],
    );
}

// S1
#[test]
fn text_where_none_is_allowed() {
    check_schema(
        "<EntityType Name=\"E\">a &amp; b<!-- c -->d</EntityType>",
        expect![[r#"
        warning[unexpected-text]: `EntityType` takes no text
         --> test.csdl:2:22
          |
        2 | <EntityType Name="E">a &amp; b<!-- c -->d</EntityType>
          |                      ^^^^^^^^^^^^^^^^^^^^ not read

    "#]],
    );
}

// S1
#[test]
fn foreign_namespaces() {
    check_schema(
        r##"<EntityType Name="E" sap:label="x" xmlns:sap="http://www.sap.com/Protocols/SAPData">
  <Property Name="a" Type="Edm.String" sap:label="x" xml:lang="en"/><sap:note>text<Property/></sap:note><none xmlns=""/>
</EntityType>"##,
        expect![[r#"
            warning[foreign-namespace]: 1 element and 2 attributes of the namespace `http://www.sap.com/Protocols/SAPData` not read
             --> test.csdl:2:22
              |
            2 | <EntityType Name="E" sap:label="x" xmlns:sap="http://www.sap.com/Protocols/SAPData">
              |                      ^^^^^^^^^ the first of them

            warning[foreign-namespace]: 1 attribute of the namespace `http://www.w3.org/XML/1998/namespace` not read
             --> test.csdl:3:54
              |
            3 |   <Property Name="a" Type="Edm.String" sap:label="x" xml:lang="en"/><sap:note>text<Property/></sap:note><none xmlns=""/>
              |                                                      ^^^^^^^^ the first of them

            warning[foreign-namespace]: 1 element without a namespace not read
             --> test.csdl:3:105
              |
            3 |   <Property Name="a" Type="Edm.String" sap:label="x" xml:lang="en"/><sap:note>text<Property/></sap:note><none xmlns=""/>
              |                                                                                                         ^^^^^ the first of them

        "#]],
    );
}

// S1
#[test]
fn wrong_namespaces() {
    check_schema(
        "<edmx:EntityType Name=\"E\"/><ComplexType edmx:Name=\"C\"/>",
        expect![[r#"
        warning[wrong-namespace]: `EntityType` belongs to the namespace `edm`
         --> test.csdl:2:1
          |
        2 | <edmx:EntityType Name="E"/><ComplexType edmx:Name="C"/>
          | ^^^^^^^^^^^^^^^^
          |
          = help: the namespace is `http://docs.oasis-open.org/odata/ns/edm`

        warning[wrong-namespace]: attribute `Name` is written without a prefix in CSDL
         --> test.csdl:2:41
          |
        2 | <edmx:EntityType Name="E"/><ComplexType edmx:Name="C"/>
          |                                         ^^^^^^^^^ read as if it had none

    "#]],
    );
}

// S7
#[test]
fn missing_namespaces() {
    let schema = |body: &str| format!("<Schema xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">{body}</Schema>");
    check(
        &schema("<Annotations Target=\"a.b\"/>"),
        expect![[r#"
        warning[bare-schema]: the document is a bare `Schema`
         --> test.csdl:1:1
          |
        1 | <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotations Target="a.b"/></Schema>
          | ^^^^^^^ read as the content of `edmx:DataServices`

        warning[missing-attribute]: `Schema` lacks the attribute `Namespace`
         --> test.csdl:1:1
          |
        1 | <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotations Target="a.b"/></Schema>
          | ^^^^^^^ left out of the model

    "#]],
    );
    check(
        &schema("<ComplexType Name=\"a\"/>"),
        expect![[r#"
        warning[bare-schema]: the document is a bare `Schema`
         --> test.csdl:1:1
          |
        1 | <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="a"/></Schema>
          | ^^^^^^^ read as the content of `edmx:DataServices`

        error[missing-attribute]: `Schema` lacks the attribute `Namespace`
         --> test.csdl:1:1
          |
        1 | <Schema xmlns="http://docs.oasis-open.org/odata/ns/edm"><ComplexType Name="a"/></Schema>
          | ^^^^^^^ left out of the model

    "#]],
    );
}

// S7
#[test]
fn missing_attributes() {
    check_schema(
        r##"<EntityType/>
<EntityType Name="E"><Property Name="a"/><NavigationProperty Type="NS.E"/></EntityType>
<Annotations/>"##,
        expect![[r#"
            error[missing-attribute]: `EntityType` lacks the attribute `Name`
             --> test.csdl:2:1
              |
            2 | <EntityType/>
              | ^^^^^^^^^^^

            warning[missing-attribute]: `Property` lacks the attribute `Type`
             --> test.csdl:3:22
              |
            3 | <EntityType Name="E"><Property Name="a"/><NavigationProperty Type="NS.E"/></EntityType>
              |                      ^^^^^^^^^ left out of the model

            error[missing-attribute]: `NavigationProperty` lacks the attribute `Name`
             --> test.csdl:3:42
              |
            3 | <EntityType Name="E"><Property Name="a"/><NavigationProperty Type="NS.E"/></EntityType>
              |                                          ^^^^^^^^^^^^^^^^^^^

            warning[missing-attribute]: `Annotations` lacks the attribute `Target`
             --> test.csdl:4:1
              |
            4 | <Annotations/>
              | ^^^^^^^^^^^^ left out of the model

        "#]],
    );
}

// S7
#[test]
fn repeated_elements() {
    check_schema(
        r##"<EntityType Name="E">
  <Key><PropertyRef Name="a"/></Key>
  <Key/>
  <NavigationProperty Name="n" Type="NS.E"><OnDelete Action="None"/><OnDelete Action="Cascade"/></NavigationProperty>
</EntityType>
<Action Name="a"><ReturnType Type="Edm.String"/><ReturnType Type="Edm.Int32"/></Action>"##,
        expect![[r#"
            warning[repeated-element]: `EntityType` has more than one `Key`
             --> test.csdl:4:3
              |
            4 |   <Key/>
              |   ^^^^ the first key is used
              |
             ::: test.csdl:3:3
              |
            3 |   <Key><PropertyRef Name="a"/></Key>
              |   ---- the first one

            warning[missing-element]: `Key` lacks the element `PropertyRef`
             --> test.csdl:4:3
              |
            4 |   <Key/>
              |   ^^^^ an empty key is ignored

            warning[repeated-element]: `NavigationProperty` has more than one `OnDelete`
             --> test.csdl:5:69
              |
            5 |   <NavigationProperty Name="n" Type="NS.E"><OnDelete Action="None"/><OnDelete Action="Cascade"/></NavigationProperty>
              |                                                              ----   ^^^^^^^^^ the first one is used
              |                                                              |
              |                                                              the first one

            warning[repeated-element]: `Action` has more than one `ReturnType`
             --> test.csdl:7:49
              |
            7 | <Action Name="a"><ReturnType Type="Edm.String"/><ReturnType Type="Edm.Int32"/></Action>
              |                  ----------- the first one      ^^^^^^^^^^^ the first one is used

        "#]],
    );
}
