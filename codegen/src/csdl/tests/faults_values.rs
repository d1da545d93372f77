//! Names, values and expressions that are not what they should be.

use expect_test::expect;

use super::{check, check_expression, check_schema};

// S7
#[test]
fn invalid_values() {
    check_schema(
        r##"<ComplexType Name="C" Abstract="True" OpenType="yes">
  <Property Name="a" Type="Edm.String" MaxLength="Max"/>
  <Property Name="b" Type="Edm.String" MaxLength="-1"/>
  <Property Name="c" Type="Edm.Decimal" Scale="big" Precision=""/>
  <Property Name="d" Type="Collection(Edm.String"/>
  <Property Name="e" Type="Collection()"/>
</ComplexType>
<EnumType Name="E"><Member Name="a" Value="0x1"/><Member Name="b" Value="9223372036854775808"/></EnumType>"##,
        expect![[r#"
            warning[invalid-value]: `Abstract` is written `True`
             --> test.csdl:2:33
              |
            2 | <ComplexType Name="C" Abstract="True" OpenType="yes">
              |                                 ^^^^ read as `true`

            warning[invalid-value]: `yes` is not a value of `OpenType`
             --> test.csdl:2:49
              |
            2 | <ComplexType Name="C" Abstract="True" OpenType="yes">
              |                                                 ^^^ expected `true` or `false`
              |
              = help: the attribute is ignored, as if it was not written

            warning[invalid-value]: `MaxLength` is written `Max`
             --> test.csdl:3:51
              |
            3 |   <Property Name="a" Type="Edm.String" MaxLength="Max"/>
              |                                                   ^^^ read as `max`

            warning[invalid-value]: `-1` is not a value of `MaxLength`
             --> test.csdl:4:51
              |
            4 |   <Property Name="b" Type="Edm.String" MaxLength="-1"/>
              |                                                   ^^ expected a whole number, or `max`
              |
              = help: the attribute is ignored, as if it was not written

            warning[invalid-value]: `big` is not a value of `Scale`
             --> test.csdl:5:48
              |
            5 |   <Property Name="c" Type="Edm.Decimal" Scale="big" Precision=""/>
              |                                                ^^^ expected a whole number, or `floating` or `variable`
              |
              = help: the attribute is ignored, as if it was not written

            warning[invalid-value]: `` is not a value of `Precision`
             --> test.csdl:5:64
              |
            5 |   <Property Name="c" Type="Edm.Decimal" Scale="big" Precision=""/>
              |                                                                ^ expected a whole number
              |
              = help: the attribute is ignored, as if it was not written

            warning[invalid-value]: `Collection(Edm.String` is not a value of `Type`
             --> test.csdl:6:28
              |
            6 |   <Property Name="d" Type="Collection(Edm.String"/>
              |                            ^^^^^^^^^^^^^^^^^^^^^ expected a type's name, or `Collection(` name `)`
              |
              = help: the whole text is taken for the name of a type

            warning[empty-name]: `Type` of `Property` is empty
             --> test.csdl:7:39
              |
            7 |   <Property Name="e" Type="Collection()"/>
              |                                       ^ taken for a type that is not declared

            warning[invalid-value]: `Value` is written `0x1`
             --> test.csdl:9:44
              |
            9 | <EnumType Name="E"><Member Name="a" Value="0x1"/><Member Name="b" Value="9223372036854775808"/></EnumType>
              |                                            ^^^ read as `1`

            warning[invalid-value]: `9223372036854775808` is not a value of `Value`
             --> test.csdl:9:74
              |
            9 | <EnumType Name="E"><Member Name="a" Value="0x1"/><Member Name="b" Value="9223372036854775808"/></EnumType>
              |                                                                          ^^^^^^^^^^^^^^^^^^^ expected a whole number of 64 bits
              |
              = help: the attribute is ignored, as if it was not written

        "#]],
    );
}

// S5, S7
#[test]
fn invalid_names() {
    check_schema(
        r##"<EntityType Name="1st"/>
<EntityType Name=""/>
<EntityType Name="a-b&#x202e;"/>"##,
        expect![[r#"
            warning[invalid-name]: `1st` is not a valid name
             --> test.csdl:2:19
              |
            2 | <EntityType Name="1st"/>
              |                   ^^^ used as it is
              |
              = help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`

            error[empty-name]: `Name` of `EntityType` is empty
             --> test.csdl:3:19
              |
            3 | <EntityType Name=""/>
              |                   ^

            warning[invalid-name]: `a-b\u{202e}` is not a valid name
             --> test.csdl:4:19
              |
            4 | <EntityType Name="a-b&#x202e;"/>
              |                   ^^^^^^^^^^^ used as it is
              |
              = help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`

        "#]],
    );
    check(
        r##"<Schema Namespace="a..b" Alias="c.d" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>"##,
        expect![[r#"
            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:1:1
              |
            1 | <Schema Namespace="a..b" Alias="c.d" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>
              | ^^^^^^^ read as the content of `edmx:DataServices`

            warning[invalid-name]: `a..b` is not a valid name
             --> test.csdl:1:20
              |
            1 | <Schema Namespace="a..b" Alias="c.d" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>
              |                    ^^^^ used as it is
              |
              = help: a namespace is one or more identifiers with dots between

            warning[invalid-name]: `c.d` is not a valid name
             --> test.csdl:1:33
              |
            1 | <Schema Namespace="a..b" Alias="c.d" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>
              |                                 ^^^ used as it is
              |
              = help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`

        "#]],
    );
}

// S1
#[test]
fn invalid_expressions() {
    check_expression(
        "<Int>one</Int>",
        expect![[r#"
        warning[invalid-constant]: `one` is not a constant of kind `Int`
         --> test.csdl:2:29
          |
        2 | <Annotation Term="T.T"><Int>one</Int></Annotation>
          |                             ^^^ kept as it is written

    "#]],
    );
    check_expression(
        "<Int>1</Int><Int>2</Int>",
        expect![[r#"
        warning[operand-count]: `Annotation` takes at most one expression, and has 2
         --> test.csdl:2:1
          |
        2 | <Annotation Term="T.T"><Int>1</Int><Int>2</Int></Annotation>
          | ^^^^^^^^^^^ the first one is used

    "#]],
    );
    check_expression(
        "<Eq><Path>a</Path></Eq>",
        expect![[r#"
        warning[operand-count]: `Eq` takes 2 expressions, and has 1
         --> test.csdl:2:24
          |
        2 | <Annotation Term="T.T"><Eq><Path>a</Path></Eq></Annotation>
          |                        ^^^

    "#]],
    );
    check_expression(
        "<If><Bool>true</Bool></If>",
        expect![[r#"
        warning[operand-count]: `If` takes 2 to 3 expressions, and has 1
         --> test.csdl:2:24
          |
        2 | <Annotation Term="T.T"><If><Bool>true</Bool></If></Annotation>
          |                        ^^^

    "#]],
    );
    check_expression(
        "<Cast><Path>a</Path></Cast>",
        expect![[r#"
        warning[missing-attribute]: `Cast` lacks the attribute `Type`
         --> test.csdl:2:24
          |
        2 | <Annotation Term="T.T"><Cast><Path>a</Path></Cast></Annotation>
          |                        ^^^^^ left out of the model

    "#]],
    );
    check_schema(
        "<Annotation Term=\"A.B\" Int=\"1\" Boolean=\"true\"/>",
        expect![[r#"
        warning[unknown-attribute]: unknown attribute `Boolean` on `Annotation`
         --> test.csdl:2:32
          |
        2 | <Annotation Term="A.B" Int="1" Boolean="true"/>
          |                                ^^^^^^^ not read

    "#]],
    );
}

// S6
#[test]
fn unreadable_operations() {
    check_schema(
        r##"<Action Name="a"><Parameter Name="p"/></Action><Function Name="f"><Parameter Name="p" Type="Edm.String"/></Function>"##,
        expect![[r#"
            warning[unreadable-operation]: operation `a` is left out
             --> test.csdl:2:15
              |
            2 | <Action Name="a"><Parameter Name="p"/></Action><Function Name="f"><Parameter Name="p" Type="Edm.String"/></Function>
              |               ^ the type of a parameter or of the result is missing

            warning[missing-attribute]: `Parameter` lacks the attribute `Type`
             --> test.csdl:2:18
              |
            2 | <Action Name="a"><Parameter Name="p"/></Action><Function Name="f"><Parameter Name="p" Type="Edm.String"/></Function>
              |                  ^^^^^^^^^^ left out of the model

            warning[missing-element]: `Function` lacks the element `ReturnType`
             --> test.csdl:2:48
              |
            2 | <Action Name="a"><Parameter Name="p"/></Action><Function Name="f"><Parameter Name="p" Type="Edm.String"/></Function>
              |                                                ^^^^^^^^^ read as if it returned nothing

        "#]],
    );
}
