//! Documents of other versions, and files that are not CSDL at all.

use expect_test::expect;

use super::check;

// S1
#[test]
fn versions() {
    let edmx = |attributes: &str| {
        format!("<Edmx {attributes} xmlns=\"http://docs.oasis-open.org/odata/ns/edmx\"><DataServices/></Edmx>")
    };
    check(
        &edmx("Version=\"4.1\""),
        expect![[r#"
        warning[edmx-version]: `Version` is `4.1`
         --> test.csdl:1:16
          |
        1 | <Edmx Version="4.1" xmlns="http://docs.oasis-open.org/odata/ns/edmx"><DataServices/></Edmx>
          |                ^^^ read as `4.01`

    "#]],
    );
    check(
        &edmx(""),
        expect![[r#"
        warning[edmx-version]: `Edmx` lacks the attribute `Version`
         --> test.csdl:1:1
          |
        1 | <Edmx  xmlns="http://docs.oasis-open.org/odata/ns/edmx"><DataServices/></Edmx>
          | ^^^^^ read as `4.01`

    "#]],
    );
    check(
        &edmx("Version=\"4.0\"").replace("<DataServices/>", ""),
        expect![[r#"
        warning[missing-element]: `Edmx` lacks the element `DataServices`
         --> test.csdl:1:1
          |
        1 | <Edmx Version="4.0" xmlns="http://docs.oasis-open.org/odata/ns/edmx"></Edmx>
          | ^^^^^ this document declares nothing

    "#]],
    );
    check(
        &edmx("Version=\"4.0\"").replace("<DataServices/>", "<Runtime/>"),
        expect![[r#"
        warning[missing-element]: `Runtime` in place of `DataServices`
         --> test.csdl:1:70
          |
        1 | <Edmx Version="4.0" xmlns="http://docs.oasis-open.org/odata/ns/edmx"><Runtime/></Edmx>
          |                                                                      ^^^^^^^^ the schemas in its `ConceptualModels` are read

    "#]],
    );
}

// S7: OData 2 and 3
#[test]
fn old_versions() {
    check(
        r##"<edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">
  <edmx:DataServices m:DataServiceVersion="3.0" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><Schema/></edmx:DataServices>
</edmx:Edmx>"##,
        expect![[r#"
            error[odata-version]: this is metadata of OData 3.0; only OData 4.0 and 4.01 are read
             --> test.csdl:1:1
              |
            1 | <edmx:Edmx Version="1.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx">
              | ^^^^^^^^^^ in a namespace of OData 1 to 3
              |
              = help: look for an OData 4 version of the service, often at another address
              = help: or convert the document first, with the stylesheet `V2-to-V4-CSDL.xsl` that OASIS publishes

        "#]],
    );
    check(
        r##"<Schema Namespace="a" xmlns="http://schemas.microsoft.com/ado/2008/09/edm"><Nonsense/></Schema>"##,
        expect![[r#"
        error[odata-version]: this is metadata of OData 2.0; only OData 4.0 and 4.01 are read
         --> test.csdl:1:1
          |
        1 | <Schema Namespace="a" xmlns="http://schemas.microsoft.com/ado/2008/09/edm"><Nonsense/></Schema>
          | ^^^^^^^ in a namespace of OData 1 to 3
          |
          = help: look for an OData 4 version of the service, often at another address
          = help: or convert the document first, with the stylesheet `V2-to-V4-CSDL.xsl` that OASIS publishes

    "#]],
    );
    check(
        r##"<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="a" xmlns="http://schemas.microsoft.com/ado/2009/11/edm"/><Nonsense/></edmx:DataServices></edmx:Edmx>"##,
        expect![[r#"
            error[odata-version]: this is metadata of OData 3.0; only OData 4.0 and 4.01 are read
             --> test.csdl:2:1
              |
            2 | <Schema Namespace="a" xmlns="http://schemas.microsoft.com/ado/2009/11/edm"/><Nonsense/></edmx:DataServices></edmx:Edmx>
              | ^^^^^^^ in a namespace of OData 1 to 3
              |
              = help: look for an OData 4 version of the service, often at another address
              = help: or convert the document first, with the stylesheet `V2-to-V4-CSDL.xsl` that OASIS publishes

        "#]],
    );
    check(
        r##"<edmx:Edmx Version="4.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><edmx:DataServices/></edmx:Edmx>"##,
        expect![[r#"
            warning[wrong-namespace]: `Edmx` of OData 4 belongs to the namespace `http://docs.oasis-open.org/odata/ns/edmx`
             --> test.csdl:1:1
              |
            1 | <edmx:Edmx Version="4.0" xmlns:edmx="http://schemas.microsoft.com/ado/2007/06/edmx"><edmx:DataServices/></edmx:Edmx>
              | ^^^^^^^^^^ this is the namespace of OData 1 to 3

        "#]],
    );
}

// S7: files that are not CSDL XML at all
#[test]
fn other_documents() {
    check(
        "",
        expect![[r#"
            error[empty-document]: the document is empty
            --> test.csdl:1:1

        "#]],
    );
    check(
        " \n",
        expect![[r#"
            error[empty-document]: the document is empty
            --> test.csdl:2:1

        "#]],
    );
    check(
        r##"{"$Version": "4.01"}"##,
        expect![[r#"
            error[csdl-json]: this is JSON, not CSDL XML
            --> test.csdl:1:1
             = help: ask the service for XML: `GET $metadata` with the header `Accept: application/xml`

        "#]],
    );
    check(
        "Not found",
        expect![[r#"
            error[not-csdl]: this is not XML
            --> test.csdl:1:1
             = help: CSDL XML starts with the element `edmx:Edmx`

        "#]],
    );
    check(
        "<!-- nothing -->",
        expect![[r#"
            error[not-csdl]: the document has no root element
            --> test.csdl:1:1

        "#]],
    );
    check(
        "<html><body/></html>",
        expect![[r#"
            error[not-csdl]: the root element is not `edmx:Edmx`
            --> test.csdl:1:1
             = help: this is a web page, such as a service shows before one signs in

        "#]],
    );
    check(
        "<service xmlns=\"http://www.w3.org/2007/app\"/>",
        expect![[r#"
            error[not-csdl]: the root element is not `edmx:Edmx`
            --> test.csdl:1:1
             = help: this is a service document; the metadata is at `$metadata` below its address

        "#]],
    );
    check(
        "<Edmx Version=\"4.0\"/>",
        expect![[r#"
        error[not-csdl]: the root element is `Edmx`, not `edmx:Edmx`
         --> test.csdl:1:1
          |
        1 | <Edmx Version="4.0"/>
          | ^^^^^
          |
          = help: the namespace should be `http://docs.oasis-open.org/odata/ns/edmx`

    "#]],
    );
}
