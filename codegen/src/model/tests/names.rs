//! S2, S5: namespaces, aliases, references.

use expect_test::expect;

use super::check;

#[test]
fn s2_schema_alias_and_include_alias() {
    check(
        &[
            r#"<edmx:Reference Uri="b.xml"><edmx:Include Namespace="shop.base" Alias="base"/></edmx:Reference>
<Schema Namespace="shop" Alias="self">
<ComplexType Name="A"><Property Name="own" Type="self.A"/><Property Name="full" Type="shop.A"/></ComplexType>
<ComplexType Name="B" BaseType="base.B"/>
</Schema>"#,
            r#"<Schema Namespace="shop.base" Alias="self"><ComplexType Name="B"><Property Name="b" Type="Collection(self.B)"/></ComplexType></Schema>"#,
        ],
        expect![[r#"
            namespace shop alias self
            namespace shop.base alias base alias self
            complex shop.A
              own: shop.A?
              full: shop.A?
            complex shop.B: shop.base.B
            complex shop.base.B
              b: Collection(shop.base.B~)
        "#]],
    );
}

#[test]
fn s2_alias_of_another_document_is_tolerated() {
    check(
        &[
            r#"<Schema Namespace="a"><ComplexType Name="A"><Property Name="x" Type="other.B"/><Property Name="y" Type="other.B"/></ComplexType></Schema>"#,
            r#"<Schema Namespace="b" Alias="other"><ComplexType Name="B"/></Schema>"#,
        ],
        expect![[r#"
            warning[foreign-alias] a:1 `other.B`: alias `other` is declared in another document only
                here: 2 references with it
                help: an alias holds in its own document; the meaning that it has there is taken
            namespace a
            namespace b alias other
            complex a.A
              x: b.B?
              y: b.B?
            complex b.B
        "#]],
    );
}

#[test]
fn s2_alias_that_documents_use_differently_does_not_leak() {
    check(
        &[
            r#"<Schema Namespace="a" Alias="self"><ComplexType Name="T"><Property Name="x" Type="self.T"/></ComplexType></Schema>"#,
            r#"<Schema Namespace="b" Alias="self"><ComplexType Name="T"><Property Name="x" Type="self.T"/></ComplexType></Schema>"#,
            r#"<Schema Namespace="c"><ComplexType Name="T"><Property Name="x" Type="self.T"/></ComplexType></Schema>"#,
        ],
        expect![[r#"
            warning[unknown-namespace] c:1 `self.T`: `self` is neither a namespace nor an alias of this document
                here: 1 reference with it
                help: include its document by an `edmx:Reference`, and add that to the inputs; until then values of its types are kept as JSON
            namespace a alias self
            namespace b alias self
            namespace c
            complex a.T
              x: a.T?
            complex b.T
              x: b.T?
            complex c.T
              x: unresolved?
        "#]],
    );
}

#[test]
fn s2_aliases_that_cannot_be() {
    check(
        &[
            r#"<Schema Namespace="a" Alias="b"><ComplexType Name="A"><Property Name="x" Type="b.B"/></ComplexType></Schema>
<Schema Namespace="b" Alias="Edm"><ComplexType Name="B"><Property Name="x" Type="Edm.Int32"/></ComplexType></Schema>
<Schema Namespace="c" Alias="x"/>
<Schema Namespace="d" Alias="x"/>"#,
        ],
        expect![[r#"
            warning[invalid-alias] a:1 `b`: `b` cannot be an alias
                here: of `a`
                a:2 `b`: this document declares a namespace of that name
                help: the alias is ignored; choose another name
            warning[invalid-alias] a:2 `Edm`: `Edm` cannot be an alias
                here: reserved by the standard
                help: the alias is ignored; choose another name
            warning[duplicate-alias] a:4 `x`: alias `x` stands for two namespaces
                here: here for `d`
                a:3 `x`: first declared here, for `c`
                help: the first one is taken; give the other an alias of its own
            namespace a
            namespace b
            namespace c alias x
            namespace d
            complex a.A
              x: b.B?
            complex b.B
              x: Edm.Int32?
        "#]],
    );
}

#[test]
fn s2_documents_that_are_not_given_are_told_once() {
    check(
        &[
            r#"<edmx:Reference Uri="http://example.com/Base.xml"><edmx:Include Namespace="Base"/><edmx:Include Namespace="Base.v1" Alias="v1"/></edmx:Reference>
<edmx:Reference Uri="http://example.com/Org.OData.Core.V1.xml"><edmx:Include Namespace="Org.OData.Core.V1" Alias="Core"/></edmx:Reference>
<Schema Namespace="a">
<EntityType Name="A" BaseType="Base.Item"><Property Name="x" Type="v1.Value"/><Property Name="y" Type="v1.Value"/></EntityType>
<Annotations Target="v1.Value"><Annotation Term="Core.Description" String="not applied"/></Annotations>
</Schema>"#,
        ],
        expect![[r#"
            warning[missing-document] a:1 `http://example.com/Base.xml`: the document `http://example.com/Base.xml` is referenced and not among the inputs
                here: 4 references into `Base`, `Base.v1`
                a:4 `Base.Item`: first used here
                help: add it to the inputs: `--metadata <copy of http://example.com/Base.xml>`
                help: values of its types are kept as JSON, and base types in it are left out
            namespace a
            entity a.A
              x: unresolved?
              y: unresolved?
        "#]],
    );
}

#[test]
fn s7_unknown_names_and_what_was_meant() {
    check(
        &[r#"<Schema Namespace="micro.graph" Alias="graph">
<ComplexType Name="user">
<Property Name="a" Type="graph.usr"/>
<Property Name="b" Type="graph.User"/>
<Property Name="c" Type="grap.user"/>
<Property Name="d" Type="Edm.string"/>
<Property Name="e" Type="graph.usr"/>
</ComplexType>
</Schema>"#],
        expect![[r#"
            warning[unresolved-type] a:3 `graph.usr`: there is no type `micro.graph.usr`
                here: 2 references to it
                help: did you mean `user`?
                help: its values are kept as JSON; types that derive from it lack what it has
            warning[unresolved-type] a:4 `graph.User`: there is no type `micro.graph.User`
                here: 1 reference to it
                help: did you mean `user`?
                help: its values are kept as JSON; types that derive from it lack what it has
            warning[unknown-namespace] a:5 `grap.user`: `grap` is neither a namespace nor an alias of this document
                here: 1 reference with it
                help: did you mean `graph`?
                help: include its document by an `edmx:Reference`, and add that to the inputs; until then values of its types are kept as JSON
            warning[unresolved-type] a:6 `Edm.string`: there is no type `Edm.string`
                here: 1 reference to it
                help: did you mean `String`?
                help: its values are kept as JSON; types that derive from it lack what it has
            namespace micro.graph alias graph
            complex micro.graph.user
              a: unresolved?
              b: unresolved?
              c: unresolved?
              d: unresolved?
              e: unresolved?
        "#]],
    );
}

#[test]
fn s7_names_without_namespace() {
    check(
        &[r#"<Schema Namespace="a"><ComplexType Name="A">
<Property Name="a" Type="A"/><Property Name="b" Type="DateTimeOffset"/><Property Name="c" Type="DateTimeOffset"/><Property Name="d" Type="None"/>
</ComplexType></Schema>"#],
        expect![[r#"
            warning[unqualified-name] a:2 `A`: `A` stands without its namespace
                here: 1 reference to it
                help: taken for the type of that name in the same schema, or else for the one in `Edm`
            warning[unqualified-name] a:2 `DateTimeOffset`: `DateTimeOffset` stands without its namespace
                here: 2 references to it
                help: taken for the type of that name in the same schema, or else for the one in `Edm`
            warning[unresolved-type] a:2 `None`: there is no type `None`
                here: 1 reference to it
                help: its values are kept as JSON; types that derive from it lack what it has
            namespace a
            complex a.A
              a: a.A?
              b: Edm.DateTimeOffset?
              c: Edm.DateTimeOffset?
              d: unresolved?
        "#]],
    );
}

#[test]
fn s5_longest_namespace_and_names_shared_by_namespaces_and_types() {
    check(
        &[r#"<Schema Namespace="ms.graph" Alias="graph">
<EntityType Name="security"><Property Name="a" Type="ms.graph.security.alert"/><Property Name="b" Type="ms.graph.alert"/></EntityType>
<ComplexType Name="alert"/>
<Annotations Target="ms.graph.security"><Annotation Term="Core.Description" String="of the type"/></Annotations>
</Schema>
<Schema Namespace="ms.graph.security"><ComplexType Name="alert"/><ComplexType Name="security"/>
<Annotations Target="ms.graph.security/a"><Annotation Term="Core.Description" String="of the property"/></Annotations>
<Annotations Target="ms.graph.security.security"><Annotation Term="Core.Description" String="of the namesake"/></Annotations>
</Schema>"#],
        expect![[r#"
            namespace ms.graph alias graph
            namespace ms.graph.security
            entity ms.graph.security
              # description "of the type"
              a: ms.graph.security.alert?
                # description "of the property"
              b: ms.graph.alert?
            complex ms.graph.alert
            complex ms.graph.security.alert
            complex ms.graph.security.security
              # description "of the namesake"
        "#]],
    );
}

#[test]
fn s7_duplicate_types_of_any_kind() {
    check(
        &[
            r#"<Schema Namespace="a"><EntityType Name="T"/><ComplexType Name="T"/><EnumType Name="T"/><TypeDefinition Name="T" UnderlyingType="Edm.Int32"/></Schema>
<Schema Namespace="a"><EntityType Name="T"/><EntityType Name="U"/></Schema>"#,
        ],
        expect![[r#"
            warning[duplicate-type] a:1 `T`: type `T` is declared twice
                here: declared again here
                a:1 `T`: first declared here
                help: the first declaration is taken
            warning[duplicate-type] a:1 `T`: type `T` is declared twice
                here: declared again here
                a:1 `T`: first declared here
                help: the first declaration is taken
            warning[duplicate-type] a:1 `T`: type `T` is declared twice
                here: declared again here
                a:1 `T`: first declared here
                help: the first declaration is taken
            warning[duplicate-type] a:2 `T`: type `T` is declared twice
                here: declared again here
                a:1 `T`: first declared here
                help: the first declaration is taken
            namespace a
            entity a.T
            entity a.U
        "#]],
    );
}

#[test]
fn s2_the_same_namespace_in_several_documents() {
    check(
        &[
            r#"<Schema Namespace="a" Alias="one"><ComplexType Name="A"><Property Name="b" Type="one.B"/></ComplexType></Schema>"#,
            r#"<Schema Namespace="a" Alias="two"><ComplexType Name="B"><Property Name="a" Type="two.A"/></ComplexType></Schema>"#,
        ],
        expect![[r#"
            namespace a alias one alias two
            complex a.A
              b: a.B?
            complex a.B
              a: a.A?
        "#]],
    );
}

/// The full name is matched whole, never cut at its last dot.
#[test]
fn names_with_dots_and_parentheses_are_found_wherever_they_are_written() {
    check(
        &[r#"<Schema Namespace="Erp.Cars" Alias="Cars">
<EntityType Name="Config.Base"/>
<EntityType Name="Config" BaseType="Cars.Config.Base"><Property Name="a.b" Type="Erp.Cars.Kind.Of"/></EntityType>
<TypeDefinition Name="Kind.Of" UnderlyingType="Edm.String"/>
<Function Name="Config.Copy"><Parameter Name="x" Type="Cars.Kind.Of"/><ReturnType Type="Erp.Cars.Config"/></Function>
<Function Name="Of_(2)" IsBound="true"><Parameter Name="x" Type="Cars.Config"/><ReturnType Type="Edm.Int32"/></Function>
<EntityContainer Name="Main.Store"><FunctionImport Name="Copy" Function="Erp.Cars.Config.Copy"/></EntityContainer>
<EntityContainer Name="More" Extends="Erp.Cars.Main.Store"/>
<Annotations Target="Erp.Cars.Config.Copy"><Annotation Term="Core.Description" String="copies"/></Annotations>
<Annotations Target="Cars.Config.Copy(Cars.Kind.Of)/x"><Annotation Term="Core.Description" String="the kind"/></Annotations>
<Annotations Target="Cars.Of_(2)"><Annotation Term="Core.Description" String="two"/></Annotations>
<Annotations Target="Cars.Of_(2)(Erp.Cars.Config)/x"><Annotation Term="Core.Description" String="bound"/></Annotations>
<Annotations Target="Erp.Cars.Config/a.b"><Annotation Term="Core.Description" String="ab"/></Annotations>
<Annotations Target="Erp.Cars.Main.Store/Copy"><Annotation Term="Core.Description" String="import"/></Annotations>
</Schema>"#],
        expect![[r#"
            warning[invalid-name] a:2 `Config.Base`: `Config.Base` is not a valid name
                here: used as it is
                help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`
            warning[invalid-name] a:3 `a.b`: `a.b` is not a valid name
                here: used as it is
                help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`
            warning[invalid-name] a:4 `Kind.Of`: `Kind.Of` is not a valid name
                here: used as it is
                help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`
            warning[invalid-name] a:5 `Config.Copy`: `Config.Copy` is not a valid name
                here: used as it is
                help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`
            warning[invalid-name] a:6 `Of_(2)`: `Of_(2)` is not a valid name
                here: used as it is
                help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`
            warning[invalid-name] a:7 `Main.Store`: `Main.Store` is not a valid name
                here: used as it is
                help: an identifier is a letter or `_`, then at most 127 letters, digits and `_`
            namespace Erp.Cars alias Cars
            entity Erp.Cars.Config.Base
            entity Erp.Cars.Config: Erp.Cars.Config.Base
              a.b: Erp.Cars.Kind.Of?
                # description "ab"
            type Erp.Cars.Kind.Of = Edm.String
            function Erp.Cars.Config.Copy: Erp.Cars.Config?
              # description "copies"
              x: Erp.Cars.Kind.Of?
                # description "the kind"
            bound function Erp.Cars.Of_(2): Edm.Int32?
              # description "two"
              x: Erp.Cars.Config?
                # description "bound"
            container Erp.Cars.Main.Store
              function import Copy: Erp.Cars.Config.Copy
                # description "import"
            container Erp.Cars.More
              function import Copy: Erp.Cars.Config.Copy
                # description "import"
        "#]],
    );
}
