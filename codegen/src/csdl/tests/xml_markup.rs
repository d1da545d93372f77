//! What can be wrong with the tags of XML.

use expect_test::expect;

use super::{check, check_schema};

// S7: malformed XML; the rest of the document is read all the same
#[test]
fn tags() {
    check_schema(
        "<ComplexType Name=\"A\"Abstract=\"true\"/>\n<ComplexTyp Name=\"B\"/>",
        expect![[r#"
        error[malformed-xml]: malformed tag: expected white space between attributes
         --> test.csdl:2:22
          |
        2 | <ComplexType Name="A"Abstract="true"/>
          |                      ^

        warning[unknown-element]: unknown element `ComplexTyp` in `Schema`
         --> test.csdl:3:1
          |
        3 | <ComplexTyp Name="B"/>
          | ^^^^^^^^^^^ ignored, with everything inside it
          |
          = help: did you mean `ComplexType`?

    "#]],
    );
    check_schema(
        "<ComplexType Name/>\n<ComplexType Name=A/>\n<ComplexType =\"A\"/>",
        expect![[r#"
            error[malformed-xml]: malformed tag: expected `=` after the attribute name
             --> test.csdl:2:18
              |
            2 | <ComplexType Name/>
              |                  ^

            error[malformed-xml]: malformed tag: expected a quoted attribute value
             --> test.csdl:3:19
              |
            3 | <ComplexType Name=A/>
              |                   ^

            error[malformed-xml]: malformed tag: expected an attribute name
             --> test.csdl:4:14
              |
            4 | <ComplexType ="A"/>
              |              ^

        "#]],
    );
    check_schema(
        "<ComplexType Name=\"A\" Name=\"B\"/>",
        expect![[r#"
        error[duplicate-attribute]: duplicate attribute `Name`
         --> test.csdl:2:23
          |
        2 | <ComplexType Name="A" Name="B"/>
          |              ----     ^^^^
          |              |
          |              the first one is used

    "#]],
    );
    check_schema(
        "<ComplexType Name=\"a<b\"/>\n<1/>\n<a:b:c/>",
        expect![[r#"
        warning[invalid-name]: `a<b` is not a valid name
         --> test.csdl:2:20
          |
        2 | <ComplexType Name="a<b"/>
          |                    ^^^ used as it is
          |
          = help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`

        error[malformed-xml]: `<` in an attribute value has to be written as `&lt;`
         --> test.csdl:2:21
          |
        2 | <ComplexType Name="a<b"/>
          |                     ^

        error[malformed-xml]: `1` is not an element name
         --> test.csdl:3:1
          |
        3 | <1/>
          | ^^

        warning[unknown-element]: unknown element `1` in `Schema`
         --> test.csdl:3:1
          |
        3 | <1/>
          | ^^ ignored, with everything inside it

        error[malformed-xml]: `a:b:c` is not an element name
         --> test.csdl:4:1
          |
        4 | <a:b:c/>
          | ^^^^^^

        error[undeclared-prefix]: namespace prefix `a` is not declared
         --> test.csdl:4:1
          |
        4 | <a:b:c/>
          | ^^^^^^
          |
          = help: declare it with an `xmlns:` attribute on this element or around it

        warning[foreign-namespace]: 1 element of the namespace `a` not read
         --> test.csdl:4:1
          |
        4 | <a:b:c/>
          | ^^^^^^ the first of them

    "#]],
    );
}

// S7
#[test]
fn nesting() {
    check_schema(
        "<ComplexType Name=\"A\">\n<Property Name=\"a\" Type=\"Edm.String\">\n</ComplexType>",
        expect![[r#"
        error[unclosed-element]: element `Property` is not closed
         --> test.csdl:3:1
          |
        3 | <Property Name="a" Type="Edm.String">
          | ^^^^^^^^^
          |
         ::: test.csdl:4:1
          |
        4 | </ComplexType>
          | ------------- closes an enclosing element

    "#]],
    );
    check_schema(
        "<ComplexType Name=\"A\"></ComplexTyp>\n</EntityType>",
        expect![[r#"
        error[unopened-element]: end tag `ComplexTyp` closes no open element
         --> test.csdl:2:23
          |
        2 | <ComplexType Name="A"></ComplexTyp>
          | ------------          ^^^^^^^^^^^^
          | |
          | `ComplexType` is open here

        error[unopened-element]: end tag `EntityType` closes no open element
         --> test.csdl:3:1
          |
        3 | </EntityType>
          | ^^^^^^^^^^^^
          |
         ::: test.csdl:1:100
          |
        1 | <edmx:Edmx Version="4.01" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="NS" xmlns="http...
          |                                                                                                    ------- `Schema` is open here

    "#]],
    );
    check(
        "<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">\n<ComplexType Name=\"A\">",
        expect![[r#"
        warning[bare-schema]: the document is a bare `Schema`
         --> test.csdl:1:1
          |
        1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
          | ^^^^^^^ read as the content of `edmx:DataServices`

        error[unclosed-element]: the document ends before element `ComplexType` is closed
         --> test.csdl:2:1
          |
        2 | <ComplexType Name="A">
          | ^^^^^^^^^^^^          - it ends here

    "#]],
    );
    check(
        "<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\"/>x<Schema Namespace=\"b\"/>",
        expect![[r#"
            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:1:1
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>x<Schema Namespace="b"/>
              | ^^^^^^^ read as the content of `edmx:DataServices`

            error[malformed-xml]: text outside of the root element
             --> test.csdl:1:72
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>x<Schema Namespace="b"/>
              |                                                                        ^

            error[malformed-xml]: XML allows one root element
             --> test.csdl:1:73
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"/>x<Schema Namespace="b"/>
              | ------- the first one                                                   ^^^^^^^
              |
              = help: put the schemas into one `edmx:DataServices` in an `edmx:Edmx`, or into separate files

        "#]],
    );
}

// S7
#[test]
fn unfinished_markup() {
    let schema = "<Schema Namespace=\"a\" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">";
    check(
        &format!("{schema}\n<ComplexType Name=\"A\"/>\n<!-- "),
        expect![[r#"
            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:1:1
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              | ^^^^^^^ read as the content of `edmx:DataServices`

            error[malformed-xml]: comment not closed: `-->` not found before end of input
             --> test.csdl:3:1
              |
            3 | <!-- 
              | ^

        "#]],
    );
    check(
        &format!("{schema}\n<ComplexType Name=\"A"),
        expect![[r#"
            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:1:1
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              | ^^^^^^^ read as the content of `edmx:DataServices`

            error[malformed-xml]: attribute value not closed: `"` not found before end of input
             --> test.csdl:2:1
              |
            2 | <ComplexType Name="A
              | ^

        "#]],
    );
    check(
        &format!("{schema}\n<![CDATA["),
        expect![[r#"
            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:1:1
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              | ^^^^^^^ read as the content of `edmx:DataServices`

            error[malformed-xml]: CDATA not closed: `]]>` not found before end of input
             --> test.csdl:2:1
              |
            2 | <![CDATA[
              | ^

        "#]],
    );
    check(
        &format!("{schema}\n<!x>"),
        expect![[r#"
            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:1:1
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm">
              | ^^^^^^^ read as the content of `edmx:DataServices`

            error[malformed-xml]: unknown or missed symbol in markup
             --> test.csdl:2:1
              |
            2 | <!x>
              | ^

        "#]],
    );
    check(
        &format!("{schema}<"),
        expect![[r#"
            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:1:1
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"><
              | ^^^^^^^ read as the content of `edmx:DataServices`

            error[malformed-xml]: tag not closed: `>` not found before end of input
             --> test.csdl:1:71
              |
            1 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"><
              |                                                                       ^

        "#]],
    );
}
