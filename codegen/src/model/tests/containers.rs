//! S2, S6: entity containers, what they extend and import.

use expect_test::expect;

use super::check;

#[test]
fn s2_children_of_every_kind() {
    check(
        &[
            r#"<Schema Namespace="a" Alias="self"><EntityType Name="A"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32"/></EntityType>
<Function Name="f"><ReturnType Type="self.A"/></Function><Function Name="f"><Parameter Name="x" Type="Edm.Int32"/><ReturnType Type="self.A"/></Function>
<Function Name="f" IsBound="true"><Parameter Name="p" Type="self.A"/><ReturnType Type="self.A"/></Function>
<Action Name="f"/>
<EntityContainer Name="S">
<EntitySet Name="As" EntityType="self.A"><NavigationPropertyBinding Path="all" Target="As"/></EntitySet>
<Singleton Name="Me" Type="self.A" Nullable="true"/>
<FunctionImport Name="F" Function="self.f" EntitySet="As"/>
<ActionImport Name="G" Action="a.f"/>
</EntityContainer></Schema>"#,
        ],
        expect![[r#"
            namespace a alias self
            entity a.A
              key id = id: Edm.Int32?
              id: Edm.Int32?
            function a.f: a.A?
            function a.f: a.A?
              x: Edm.Int32?
            bound function a.f: a.A?
              p: a.A?
            action a.f
            container a.S
              set As: a.A
                bind all = As
              singleton Me: a.A?
              function import F: a.f x2 in As
              action import G: a.f
        "#]],
    );
}

#[test]
fn s7_faulty_children() {
    check(
        &[r#"<Schema Namespace="a"><ComplexType Name="C"/><EnumType Name="E"><Member Name="x"/></EnumType>
<Action Name="bound" IsBound="true"><Parameter Name="p" Type="a.C"/></Action>
<EntityContainer Name="S">
<EntitySet Name="Cs" EntityType="a.C"/><EntitySet Name="Es" EntityType="a.E"/><EntitySet Name="Xs" EntityType="a.X"/><Singleton Name="Cs" Type="a.C"/>
<ActionImport Name="G" Action="a.bound"/><ActionImport Name="H" Action="a.bund"/><FunctionImport Name="I" Function="a.bound"/><FunctionImport Name="J" Function="b.bound"/>
</EntityContainer></Schema>"#],
        expect![[r#"
            warning[invalid-entity-type] a:4 `a.C`: the type of `Cs` is not an entity type
                here: not a declared entity type
                help: its values are read as that complex type
            warning[invalid-entity-type] a:4 `a.E`: the type of `Es` is not an entity type
                here: not a declared entity type
                help: its values are kept as JSON
            warning[unresolved-type] a:4 `a.X`: there is no type `a.X`
                here: 1 reference to it
                help: its values are kept as JSON; types that derive from it lack what it has
            warning[duplicate-container-child] a:4 `Cs`: `Cs` is declared twice in its container
                here: declared again here
                a:4 `Cs`: first declared here
                help: the first declaration is taken
            warning[unresolved-operation] a:5 `a.bound`: action import `G` has no unbound action `a.bound`
                here: bound only
                a:2 `<Action`: only unbound operations can be imported
                help: the import is left without an operation
            warning[unresolved-operation] a:5 `a.bund`: action import `H` has no unbound action `a.bund`
                here: no such action
                help: did you mean `bound`?
                help: the import is left without an operation
            warning[unresolved-operation] a:5 `a.bound`: function import `I` has no unbound function `a.bound`
                here: not of kind function
                a:2 `<Action`: declared here
                help: the import is left without an operation
            warning[unknown-namespace] a:5 `b.bound`: `b` is neither a namespace nor an alias of this document
                here: 1 reference with it
                help: include its document by an `edmx:Reference`, and add that to the inputs; until then values of its types are kept as JSON
            namespace a
            complex a.C
            enum a.E: Edm.Int32
              x = 0
            bound action a.bound
              p: a.C?
            container a.S
              set Cs: a.C
              set Es: unresolved
              set Xs: unresolved
              action import G: ?
              action import H: ?
              function import I: ?
              function import J: ?
        "#]],
    );
}

#[test]
fn s2_extends_across_documents() {
    check(
        &[
            r#"<edmx:Reference Uri="b"><edmx:Include Namespace="b" Alias="base"/></edmx:Reference>
<Schema Namespace="a"><EntityContainer Name="S" Extends="base.S"><Singleton Name="One" Type="base.B"/><Singleton Name="Two" Type="base.B"/></EntityContainer>
<Annotations Target="a.S/Three"><Annotation Term="Core.Description" String="of the inherited one"/></Annotations></Schema>"#,
            r#"<Schema Namespace="b"><EntityType Name="B"/><EntityContainer Name="S" Extends="b.R"><Singleton Name="One" Type="b.B" Nullable="true"/><Singleton Name="Three" Type="b.B"/></EntityContainer>
<EntityContainer Name="R"><Singleton Name="Four" Type="b.B"/></EntityContainer>
<Annotations Target="b.R/Four"><Annotation Term="Core.Description" String="comes along"/></Annotations></Schema>"#,
        ],
        expect![[r#"
            namespace a
            namespace b alias base
            entity b.B
            container a.S
              singleton One: b.B
              singleton Two: b.B
              singleton Three: b.B
                # description "of the inherited one"
              singleton Four: b.B
                # description "comes along"
            container b.S
              singleton One: b.B?
              singleton Three: b.B
              singleton Four: b.B
                # description "comes along"
            container b.R
              singleton Four: b.B
                # description "comes along"
        "#]],
    );
}

#[test]
fn s7_extends_that_fail() {
    check(
        &[
            r#"<Schema Namespace="a"><EntityContainer Name="S" Extends="a.T"/><EntityContainer Name="T" Extends="a.S"/><EntityContainer Name="U" Extends="a.V0"/>
<EntityContainer Name="V"/><EntityContainer Name="V"/>
<Annotations Target="a.U/Anything"><Annotation Term="Core.Description" String="perhaps inherited"/></Annotations></Schema>"#,
        ],
        expect![[r#"
            error[cyclic-extends] a:1 `a.T`: entity container `S` extends itself
                here: this container leads back here
                a:1 `a.S`: by way of `T`
                help: remove one of these `Extends` attributes
            warning[unresolved-container] a:1 `a.V0`: there is no entity container `a.V0`
                here: extended here
                help: the container is taken to extend nothing
            warning[duplicate-container] a:2 `V`: entity container `V` is declared twice
                here: declared again here
                a:2 `V`: first declared here
                help: the first declaration is taken
            namespace a
            container a.S
            container a.T
            container a.U
            container a.V
        "#]],
    );
}
