//! Namespaces, aliases and the names of types.

use expect_test::expect;

use super::check;

pub(super) const NAMES: &[&str] = &[
    r#"
<edmx:Reference Uri="https://example.com/base.xml"><edmx:Include Namespace="base"/></edmx:Reference>
<Schema Namespace="a" Alias="b">
  <ComplexType Name="Base" BaseType="base.T"/>
  <ComplexType Name="Uses">
    <Property Name="known" Type="a.Bose"/>
    <Property Name="prefix" Type="aa.Base"/>
    <Property Name="foreign" Type="far.T"/>
    <Property Name="bare" Type="Int32"/>
  </ComplexType>
  <EntityType Name="Base"/>
</Schema>
<Schema Namespace="b" Alias="x"/>
<Schema Namespace="c" Alias="x"/>
"#,
    r#"<Schema Namespace="d" Alias="far"><ComplexType Name="T"/></Schema>"#,
];

#[test]
fn names() {
    check(
        NAMES,
        expect![[r#"
            warning[missing-document]: the document `https://example.com/base.xml` is referenced and not among the inputs
             --> a:2:22
              |
            2 | <edmx:Reference Uri="https://example.com/base.xml"><edmx:Include Namespace="base"/></edmx:Reference><edmx:DataServices>
              |                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 1 reference into `base`
              |
             ::: a:4:38
              |
            4 |   <ComplexType Name="Base" BaseType="base.T"/>
              |                                      ------ first used here
              |
              = help: add it to the inputs: `--metadata <copy of https://example.com/base.xml>`
              = help: values of its types are kept as JSON, and base types in it are left out

            warning[invalid-alias]: `b` cannot be an alias
              --> a:3:30
               |
             3 | <Schema Namespace="a" Alias="b">
               |                              ^ of `a`
               |
              ::: a:13:20
               |
            13 | <Schema Namespace="b" Alias="x"/>
               |                    - this document declares a namespace of that name
               |
               = help: the alias is ignored; choose another name

            warning[unresolved-type]: there is no type `a.Bose`
             --> a:6:34
              |
            6 |     <Property Name="known" Type="a.Bose"/>
              |                                  ^^^^^^ 1 reference to it
              |
              = help: did you mean `Base`?
              = help: its values are kept as JSON; types that derive from it lack what it has

            warning[unknown-namespace]: `aa` is neither a namespace nor an alias of this document
             --> a:7:35
              |
            7 |     <Property Name="prefix" Type="aa.Base"/>
              |                                   ^^^^^^^ 1 reference with it
              |
              = help: include its document by an `edmx:Reference`, and add that to the inputs; until then values of its types are kept as JSON

            warning[foreign-alias]: alias `far` is declared in another document only
             --> a:8:36
              |
            8 |     <Property Name="foreign" Type="far.T"/>
              |                                    ^^^^^ 1 reference with it
              |
              = help: an alias holds in its own document; the meaning that it has there is taken

            warning[unqualified-name]: `Int32` stands without its namespace
             --> a:9:33
              |
            9 |     <Property Name="bare" Type="Int32"/>
              |                                 ^^^^^ 1 reference to it
              |
              = help: taken for the type of that name in the same schema, or else for the one in `Edm`

            warning[duplicate-type]: type `Base` is declared twice
              --> a:11:21
               |
            11 |   <EntityType Name="Base"/>
               |                     ^^^^ declared again here
               |
              ::: a:4:22
               |
             4 |   <ComplexType Name="Base" BaseType="base.T"/>
               |                      ---- first declared here
               |
               = help: the first declaration is taken

            warning[duplicate-alias]: alias `x` stands for two namespaces
              --> a:14:30
               |
            14 | <Schema Namespace="c" Alias="x"/>
               |                              ^ here for `c`
               |
              ::: a:13:30
               |
            13 | <Schema Namespace="b" Alias="x"/>
               |                              - first declared here, for `b`
               |
               = help: the first one is taken; give the other an alias of its own

        "#]],
    );
}
