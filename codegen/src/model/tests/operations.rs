//! S6: actions, functions and their overloads.

use expect_test::expect;

use super::check;

#[test]
fn s6_overloads_by_binding_type_and_by_parameters() {
    check(
        &[r#"<Schema Namespace="a.b" Alias="self">
<EntityType Name="A"/><EntityType Name="B" BaseType="self.A"/>
<Function Name="delta" IsBound="true" IsComposable="true" EntitySetPath="p/all"><Parameter Name="p" Type="Collection(self.A)"/><ReturnType Type="Collection(self.A)"/></Function>
<Function Name="delta" IsBound="true"><Parameter Name="p" Type="Collection(a.b.B)"/><ReturnType Type="Collection(a.b.B)"/></Function>
<Function Name="delta" IsBound="true"><Parameter Name="p" Type="Collection(self.A)"/><Parameter Name="token" Type="Edm.String"/><ReturnType Type="Collection(self.A)"/></Function>
<Action Name="delta" IsBound="true"><Parameter Name="p" Type="self.A"/></Action>
<Action Name="delta"><Parameter Name="p" Type="self.A"/></Action>
</Schema>"#],
        expect![[r#"
            namespace a.b alias self
            entity a.b.A
            entity a.b.B: a.b.A
            bound composable function a.b.delta: Collection(a.b.A) in p/all
              p: Collection(a.b.A)
            bound function a.b.delta: Collection(a.b.B)
              p: Collection(a.b.B)
            bound function a.b.delta: Collection(a.b.A)
              p: Collection(a.b.A)
              token: Edm.String?
            bound action a.b.delta
              p: a.b.A?
            action a.b.delta
              p: a.b.A?
        "#]],
    );
}

#[test]
fn s6_identical_and_ambiguous_overloads() {
    check(
        &[r#"<Schema Namespace="a"><EntityType Name="A"/>
<Function Name="f"><Parameter Name="x" Type="Edm.Int32"/><Parameter Name="y" Type="Edm.Int32"/><ReturnType Type="Edm.Int32"/></Function>
<Function Name="f"><Parameter Name="y" Type="Edm.String"/><Parameter Name="x" Type="Edm.Int32"/><ReturnType Type="Edm.Int32"/></Function>
<Action Name="g" IsBound="true"><Parameter Name="p" Type="a.A"/></Action>
<Action Name="g" IsBound="true"><Parameter Name="p" Type="a.A"/><Parameter Name="more" Type="Edm.Int32"/></Action>
<Action Name="g" IsBound="true"><Parameter Name="q" Type="a.A"/></Action>
<Action Name="h" IsBound="true"><Parameter Name="p" Type="a.Missing1"/></Action>
<Action Name="h" IsBound="true"><Parameter Name="p" Type="a.Missing2"/></Action>
</Schema>"#],
        expect![[r#"
            warning[duplicate-overload] a:3 `f`: overload of `f` is declared twice
                here: same binding type and parameter names
                a:2 `f`: first declared here
                help: the first declaration is taken
            warning[ambiguous-overload] a:5 `g`: action `g` is declared with other parameters already
                here: same binding type
                a:4 `g`: first declared here
                help: both are kept; overloads of an action differ by their binding type alone
            warning[duplicate-overload] a:6 `g`: overload of `g` is declared twice
                here: same binding type and parameter names
                a:4 `g`: first declared here
                help: the first declaration is taken
            warning[unresolved-type] a:7 `a.Missing1`: there is no type `a.Missing1`
                here: 1 reference to it
                help: its values are kept as JSON; types that derive from it lack what it has
            warning[unresolved-type] a:8 `a.Missing2`: there is no type `a.Missing2`
                here: 1 reference to it
                help: its values are kept as JSON; types that derive from it lack what it has
            namespace a
            entity a.A
            function a.f: Edm.Int32?
              x: Edm.Int32?
              y: Edm.Int32?
            bound action a.g
              p: a.A?
            bound action a.g
              p: a.A?
              more: Edm.Int32?
            bound action a.h
              p: unresolved?
            bound action a.h
              p: unresolved?
        "#]],
    );
}

#[test]
fn s6_what_operations_lack() {
    check(
        &[r#"<Schema Namespace="a">
<Function Name="f" IsBound="true"><ReturnType Type="Edm.Int32"/></Function>
<Function Name="g"/>
<Action Name="h"><Parameter Name="x" Type="Edm.Int32"/><Parameter Name="x" Type="Edm.Int32"/></Action>
</Schema>"#],
        expect![[r#"
            warning[missing-binding-parameter] a:2 `f`: `f` is bound and has no parameter to bind
                here: `IsBound` is true
                help: it is taken for unbound; the first parameter of a bound operation is the binding parameter
            warning[missing-element] a:3 `<Function`: `Function` lacks the element `ReturnType`
                here: read as if it returned nothing
            warning[duplicate-parameter] a:4 `x`: parameter `x` is declared twice
                here: declared again here
                a:4 `x`: first declared here
                help: the first declaration is taken
            namespace a
            function a.f: Edm.Int32?
            function a.g
            action a.h
              x: Edm.Int32?
        "#]],
    );
}

#[test]
fn s6_optional_parameters() {
    check(
        &[r#"<Schema Namespace="a" Alias="self">
<Function Name="f"><Parameter Name="x" Type="Edm.Int32"><Annotation Term="Org.OData.Core.V1.OptionalParameter"/></Parameter><Parameter Name="y" Type="Edm.Int32"/><ReturnType Type="Edm.Int32"/></Function>
<Annotations Target="self.f/y"><Annotation Term="Org.OData.Core.V1.OptionalParameter"><Record><PropertyValue Property="DefaultValue" String="1"/></Record></Annotation></Annotations>
</Schema>"#],
        expect![[r#"
            namespace a alias self
            function a.f: Edm.Int32?
              optional x: Edm.Int32?
              optional y: Edm.Int32?
        "#]],
    );
}
