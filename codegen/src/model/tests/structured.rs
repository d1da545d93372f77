//! S3: entity types, complex types, their bases and members; type definitions.

use expect_test::expect;

use super::check;

#[test]
fn s3_inheritance_with_forward_references() {
    check(
        &[r#"<Schema Namespace="a">
<EntityType Name="C" BaseType="a.B"><Property Name="c" Type="Edm.Int32"/></EntityType>
<EntityType Name="B" BaseType="a.A" Abstract="true"><NavigationProperty Name="all" Type="Collection(a.C)" ContainsTarget="true" Partner="one"/></EntityType>
<EntityType Name="A" Abstract="true" OpenType="true" HasStream="true"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
</Schema>"#],
        expect![[r#"
            namespace a
            entity a.C: a.B open stream
              c: Edm.Int32?
            entity a.B: a.A abstract open stream
              -> all: Collection(a.C) contained partner one
            entity a.A abstract open stream
              key id = id: Edm.String
              id: Edm.String
        "#]],
    );
}

#[test]
fn s7_cyclic_base_types() {
    check(
        &[
            r#"<Schema Namespace="a"><EntityType Name="A" BaseType="a.C"/><EntityType Name="B" BaseType="a.A"/><EntityType Name="C" BaseType="a.B"/>
<ComplexType Name="Self" BaseType="a.Self"/></Schema>"#,
        ],
        expect![[r#"
            error[cyclic-base-type] a:1 `a.C`: type `A` derives from itself
                here: this base type leads back here
                a:1 `a.B`: by way of `C`
                a:1 `a.A`: by way of `B`
                help: remove one of these base types
            error[cyclic-base-type] a:2 `a.Self`: type `Self` derives from itself
                here: this base type leads back here
                help: remove one of these base types
            namespace a
            entity a.A
            entity a.B: a.A
            entity a.C: a.B
            complex a.Self
        "#]],
    );
}

#[test]
fn s7_bases_that_are_none() {
    check(
        &[
            r#"<Schema Namespace="a"><EntityType Name="A" BaseType="a.B"/><ComplexType Name="B"/><EnumType Name="E"><Member Name="x"/></EnumType>
<ComplexType Name="C" BaseType="a.E"/><ComplexType Name="D" BaseType="Edm.ComplexType"/><ComplexType Name="F" BaseType="a.G"/></Schema>"#,
        ],
        expect![[r#"
            warning[invalid-base-type] a:1 `a.B`: an entity type derives from a complex type
                here: a complex type
                help: its members are inherited all the same
            warning[invalid-base-type] a:2 `a.E`: `a.E` cannot be a base type
                here: not a declared entity type or complex type
                help: the type is taken to have no base type
            warning[invalid-base-type] a:2 `Edm.ComplexType`: `Edm.ComplexType` cannot be a base type
                here: not a declared entity type or complex type
                help: the type is taken to have no base type
            warning[unresolved-type] a:2 `a.G`: there is no type `a.G`
                here: 1 reference to it
                help: its values are kept as JSON; types that derive from it lack what it has
            namespace a
            entity a.A: a.B
            complex a.B
            complex a.C
            complex a.D
            complex a.F
            enum a.E: Edm.Int32
              x = 0
        "#]],
    );
}

#[test]
fn s3_redeclared_properties() {
    check(
        &[r#"<Schema Namespace="a">
<ComplexType Name="A"><Property Name="x" Type="Edm.Int32"/><Property Name="x" Type="Edm.String"/><NavigationProperty Name="x" Type="a.E"/></ComplexType>
<ComplexType Name="B" BaseType="a.A"><Property Name="y" Type="Edm.Int32"/></ComplexType>
<ComplexType Name="C" BaseType="a.B"><Property Name="x" Type="Edm.Int64"/><Property Name="z" Type="Edm.Int64"/></ComplexType>
<ComplexType Name="D" BaseType="a.A"><Property Name="y" Type="Edm.Int64"/></ComplexType>
<EntityType Name="E"/>
</Schema>"#],
        expect![[r#"
            warning[duplicate-property] a:2 `x`: property `x` is declared twice
                here: declared again here
                a:2 `x`: first declared here
                help: the first declaration is taken
            warning[duplicate-property] a:2 `x`: property `x` is declared twice
                here: declared again here
                a:2 `x`: first declared here
                help: the first declaration is taken
            warning[redeclared-property] a:4 `x`: property `x` is inherited from `a.A` already
                here: declared again here
                a:2 `x`: first declared here
                help: the inherited property is taken
            namespace a
            complex a.A
              x: Edm.Int32?
            complex a.B: a.A
              y: Edm.Int32?
            complex a.C: a.B
              z: Edm.Int64?
            complex a.D: a.A
              y: Edm.Int64?
            entity a.E
        "#]],
    );
}

#[test]
fn s3_cycles_by_value_and_by_collection() {
    check(
        &[r#"<Schema Namespace="a"><ComplexType Name="A"><Property Name="b" Type="a.B"/></ComplexType>
<ComplexType Name="B"><Property Name="a" Type="a.A" Nullable="false"/><Property Name="all" Type="Collection(a.B)"/></ComplexType></Schema>"#],
        expect![[r#"
            namespace a
            complex a.A
              b: a.B?
            complex a.B
              a: a.A
              all: Collection(a.B~)
        "#]],
    );
}

#[test]
fn s1_nullability() {
    check(
        &[r#"<Schema Namespace="a"><EntityType Name="A">
<Property Name="a" Type="Edm.String"/>
<Property Name="b" Type="Edm.String" Nullable="true"/>
<Property Name="c" Type="Edm.String" Nullable="false"/>
<Property Name="d" Type="Collection(Edm.String)"/>
<Property Name="e" Type="Collection(Edm.String)" Nullable="true"/>
<Property Name="f" Type="Collection(Edm.String)" Nullable="false"/>
<NavigationProperty Name="g" Type="a.A"/>
<NavigationProperty Name="h" Type="a.A" Nullable="false"/>
<NavigationProperty Name="i" Type="Collection(a.A)"/>
</EntityType>
<Function Name="F"><Parameter Name="p" Type="Collection(Edm.Int32)"/><ReturnType Type="Collection(a.A)"/></Function>
<Function Name="G"><Parameter Name="p" Type="Edm.Int32" Nullable="false"/><ReturnType Type="Edm.String"/></Function>
</Schema>"#],
        expect![[r#"
            namespace a
            entity a.A
              a: Edm.String?
              b: Edm.String?
              c: Edm.String
              d: Collection(Edm.String~)
              e: Collection(Edm.String?)
              f: Collection(Edm.String)
              -> g: a.A?
              -> h: a.A
              -> i: Collection(a.A)
            function a.F: Collection(a.A)
              p: Collection(Edm.Int32~)
            function a.G: Edm.String?
              p: Edm.Int32
        "#]],
    );
}

#[test]
fn s1_facets() {
    check(
        &[r#"<Schema Namespace="a"><ComplexType Name="A">
<Property Name="a" Type="Edm.String" MaxLength="20" Unicode="false"/>
<Property Name="b" Type="Edm.String" MaxLength="max" DefaultValue="x&quot;"/>
<Property Name="c" Type="Edm.Decimal" Precision="5" Scale="2"/>
<Property Name="d" Type="Edm.Decimal" Scale="variable"/>
<Property Name="e" Type="Edm.Decimal" Precision="34" Scale="floating"/>
<Property Name="f" Type="Edm.GeographyPoint" SRID="variable"/>
<Property Name="g" Type="Edm.GeometryPoint" SRID="0"/>
<Property Name="h" Type="Edm.Decimal" Precision="2" Scale="5"/>
<Property Name="i" Type="Edm.String" MaxLength="-1"/>
<Property Name="j" Type="Edm.String" MaxLength="99999999999999999999999"/>
</ComplexType></Schema>"#],
        expect![[r#"
            warning[invalid-facet] a:9 `5`: Scale 5 is greater than Precision 2
                here: digits after the point are a part of all digits
                help: both are kept as they are
            warning[invalid-value] a:10 `-1`: `-1` is not a value of `MaxLength`
                here: expected a whole number, or `max`
                help: the attribute is ignored, as if it was not written
            warning[invalid-facet] a:11 `99999999999999999999999`: MaxLength is a positive number or `max`, not `99999999999999999999999`
                help: the facet is ignored
            namespace a
            complex a.A
              a: Edm.String? [max 20, unicode false]
              b: Edm.String? = "x\""
              c: Edm.Decimal? [precision 5, scale 2]
              d: Edm.Decimal? [scale variable]
              e: Edm.Decimal? [precision 34, scale floating]
              f: Edm.GeographyPoint? [srid variable]
              g: Edm.GeometryPoint? [srid 0]
              h: Edm.Decimal? [precision 2, scale 5]
              i: Edm.String?
              j: Edm.String?
        "#]],
    );
}

#[test]
fn s3_navigation_properties() {
    check(
        &[r#"<Schema Namespace="a"><EntityType Name="A">
<Property Name="x" Type="Edm.Int32"/>
<Property Name="entity" Type="a.A"/>
<NavigationProperty Name="one" Type="a.A" Partner="many"><ReferentialConstraint Property="x" ReferencedProperty="x"/><OnDelete Action="Cascade"/></NavigationProperty>
<NavigationProperty Name="text" Type="Edm.String"/>
<NavigationProperty Name="complex" Type="a.C"/>
<NavigationProperty Name="any" Type="Edm.EntityType"/>
</EntityType><ComplexType Name="C"/></Schema>"#],
        expect![[r#"
            warning[property-of-entity-type] a:3 `a.A`: property `entity` has an entity type
                here: an entity type
                help: only a navigation property may lead to entities; it is read as a complex value
            warning[invalid-navigation-type] a:5 `Edm.String`: navigation property `text` does not lead to an entity type
                here: not an entity type
                help: its values are kept as JSON
            warning[invalid-navigation-type] a:6 `a.C`: navigation property `complex` does not lead to an entity type
                here: not an entity type
                help: its values are read as that complex type
            namespace a
            entity a.A
              x: Edm.Int32?
              entity: a.A?
              -> one: a.A? partner many where x = x on delete Cascade
              -> text: unresolved?
              -> complex: a.C?
              -> any: Edm.EntityType?
            complex a.C
        "#]],
    );
}

#[test]
fn s1_type_definitions() {
    check(
        &[r#"<Schema Namespace="a">
<TypeDefinition Name="Short" UnderlyingType="a.Text" MaxLength="5"/>
<TypeDefinition Name="Text" UnderlyingType="Edm.String" MaxLength="50" Unicode="false"/>
<TypeDefinition Name="Of" UnderlyingType="a.C"/><ComplexType Name="C"><Property Name="t" Type="Collection(a.Short)"/></ComplexType>
</Schema>"#],
        expect![[r#"
            warning[invalid-underlying-type] a:4 `a.C`: `a.C` cannot underlie a type definition
                here: expected a primitive type
                help: values of the type definition are kept as JSON
            namespace a
            complex a.C
              t: Collection(a.Short~)
            type a.Short = Edm.String [max 5, unicode false]
            type a.Text = Edm.String [max 50, unicode false]
            type a.Of = unresolved
        "#]],
    );
}

/// What is defined as a stream is one; collections hold no streams (CSDL 3.3).
#[test]
fn streams_and_what_is_defined_as_one() {
    check(
        &[r#"<Schema Namespace="a">
<TypeDefinition Name="Image" UnderlyingType="a.Media"/>
<TypeDefinition Name="Media" UnderlyingType="Edm.Stream"/>
<ComplexType Name="C">
<Property Name="one" Type="a.Image"/><Property Name="raw" Type="Edm.Stream"/>
<Property Name="thumbs" Type="Collection(Edm.Stream)"/>
</ComplexType>
<Function Name="All"><ReturnType Type="Collection(a.Image)" Nullable="false"/></Function>
<Action Name="Print"><ReturnType Type="a.Media"/></Action>
<Function Name="Cut"><Parameter Name="image" Type="a.Image"/><ReturnType Type="Edm.Int32"/></Function>
<Annotations Target="a.Cut(a.Image)/image"><Annotation Term="Core.Description" String="bytes"/></Annotations>
</Schema>"#],
        expect![[r#"
            warning[collection-of-streams] a:6 `Edm.Stream`: a collection holds values of `Edm.Stream`, which are streams
                here: streams cannot be used in collections
                help: its items are taken for strings, such as URLs: bytes cannot be downloaded from an item of a collection
            warning[collection-of-streams] a:8 `a.Image`: a collection holds values of `a.Image`, which are streams
                here: streams cannot be used in collections
                help: its items are taken for strings, such as URLs: bytes cannot be downloaded from an item of a collection
            namespace a
            complex a.C
              one: Edm.Stream?
              raw: Edm.Stream?
              thumbs: Collection(Edm.String~)
            type a.Image = Edm.Stream
            type a.Media = Edm.Stream
            function a.All: Collection(Edm.String)
            action a.Print: Edm.Stream?
            function a.Cut: Edm.Int32?
              image: Edm.Stream?
                # description "bytes"
        "#]],
    );
}

#[test]
fn s7_cyclic_type_definitions() {
    check(
        &[r#"<Schema Namespace="a">
<TypeDefinition Name="A" UnderlyingType="a.B"/><TypeDefinition Name="B" UnderlyingType="a.A"/><TypeDefinition Name="C" UnderlyingType="a.A"/>
</Schema>"#],
        expect![[r#"
            error[cyclic-type-definition] a:2 `a.B`: type definition `A` underlies itself
                here: this type leads back here
                a:2 `a.A`: by way of `B`
                help: let one of them be based on a primitive type
            namespace a
            type a.A = unresolved
            type a.B = unresolved
            type a.C = unresolved
        "#]],
    );
}
