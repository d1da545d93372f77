//! What can be wrong with references, document types and namespaces in XML.

use expect_test::expect;

use super::{check, check_schema};

// S7
#[test]
fn references() {
    check_schema(
        "<Annotation Term=\"A.B\" String=\"&copy; R&D &#0; &#x1F600;\"/>\n<Annotation Term=\"A.B\"><String>&nbsp;\u{1}</String></Annotation>",
        expect![[r#"
            error[unknown-entity]: entity `&copy;` is not known
             --> test.csdl:2:32
              |
            2 | <Annotation Term="A.B" String="&copy; R&D &#0; &#x1F600;"/>
              |                                ^^^^^^
              |
              = help: only `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` and character numbers such as `&#x20;` are read

            error[malformed-xml]: `&` does not begin a reference to a character; write `&amp;` for the character itself
             --> test.csdl:2:40
              |
            2 | <Annotation Term="A.B" String="&copy; R&D &#0; &#x1F600;"/>
              |                                        ^
              |
              = note: the same at test.csdl:2:43

            error[unknown-entity]: entity `&nbsp;` is not known
             --> test.csdl:3:32
              |
            3 | <Annotation Term="A.B"><String>&nbsp;␁</String></Annotation>
              |                                ^^^^^^
              |
              = help: only `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` and character numbers such as `&#x20;` are read

            error[malformed-xml]: XML does not allow this control character
             --> test.csdl:3:38
              |
            3 | <Annotation Term="A.B"><String>&nbsp;␁</String></Annotation>
              |                                      ^

        "#]],
    );
}

// S7: DTD and entity bombs
#[test]
fn document_types() {
    check(
        r##"<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotation Term="A.B" String="&lol2;&x;"/></Schema>"##,
        expect![[r#"
            error[doctype]: document type declarations are refused
             --> test.csdl:2:1
              |
            2 | <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
              | ^^^^^^^^^ entities that it may declare are not expanded
              |
              = help: CSDL needs none: remove it

            warning[bare-schema]: the document is a bare `Schema`
             --> test.csdl:3:1
              |
            3 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotation Term="A.B" String="&lol2;&x;"/></Schema>
              | ^^^^^^^ read as the content of `edmx:DataServices`

            error[unknown-entity]: entity `&lol2;` is not known
             --> test.csdl:3:102
              |
            3 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotation Term="A.B" String="&lol2;&x;"/></Schema>
              |                                                                                                      ^^^^^^
              |
              = help: only `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` and character numbers such as `&#x20;` are read

            error[unknown-entity]: entity `&x;` is not known
             --> test.csdl:3:108
              |
            3 | <Schema Namespace="a" xmlns="http://docs.oasis-open.org/odata/ns/edm"><Annotation Term="A.B" String="&lol2;&x;"/></Schema>
              |                                                                                                            ^^^
              |
              = help: only `&amp;`, `&apos;`, `&gt;`, `&lt;`, `&quot;` and character numbers such as `&#x20;` are read

        "#]],
    );
}

// S7
#[test]
fn prefixes() {
    check(
        r##"<edmx:Edmx Version="4.0"><edmx:DataServices><x:Schema/><x:Schema x:y="1"/></edmx:DataServices></edmx:Edmx>"##,
        expect![[r#"
            error[undeclared-prefix]: namespace prefix `edmx` is not declared
             --> test.csdl:1:1
              |
            1 | <edmx:Edmx Version="4.0"><edmx:DataServices><x:Schema/><x:Schema x:y="1"/></edmx:DataServices></edmx:Edmx>
              | ^^^^^^^^^^
              |
              = help: declare `xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"`

            error[undeclared-prefix]: namespace prefix `x` is not declared
             --> test.csdl:1:45
              |
            1 | <edmx:Edmx Version="4.0"><edmx:DataServices><x:Schema/><x:Schema x:y="1"/></edmx:DataServices></edmx:Edmx>
              |                                             ^^^^^^^^^
              |
              = help: declare it with an `xmlns:` attribute on this element or around it

            warning[foreign-namespace]: 2 elements of the namespace `x` not read
             --> test.csdl:1:45
              |
            1 | <edmx:Edmx Version="4.0"><edmx:DataServices><x:Schema/><x:Schema x:y="1"/></edmx:DataServices></edmx:Edmx>
              |                                             ^^^^^^^^^ the first of them

        "#]],
    );
}
