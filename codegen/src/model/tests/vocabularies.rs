//! The terms that we understand.

use expect_test::expect;

use super::check;

#[test]
fn core() {
    check(
        &[
            r#"<Schema Namespace="a"><Annotation Term="Core.DefaultNamespace"/><Annotation Term="Core.ODataVersions" String="4.0 4.01"/>
<EntityType Name="A">
<Annotation Term="Core.Description" String="D"/><Annotation Term="Core.LongDescription"><String>L &amp; L</String></Annotation>
<Annotation Term="Core.AlternateKeys"><Collection><Record><PropertyValue Property="Key"><Collection>
<Record><PropertyValue Property="Name" PropertyPath="c/x"/><PropertyValue Property="Alias" String="cx"/></Record>
<Record><PropertyValue Property="Name" PropertyPath="y"/></Record>
</Collection></PropertyValue></Record></Collection></Annotation>
<Property Name="y" Type="Edm.Int32"><Annotation Term="Core.Computed"/><Annotation Term="Core.Immutable" Bool="true"/><Annotation Term="Core.Permissions" EnumMember="Core.Permission/Read"/></Property>
<Property Name="z" Type="Edm.Int32"><Annotation Term="Core.Computed" Bool="false"/><Annotation Term="Core.Permissions"><EnumMember>Core.Permission/Read Core.Permission/Write</EnumMember></Annotation></Property>
</EntityType></Schema>"#,
        ],
        expect![[r#"
            namespace a default
              # OData versions "4.0 4.01"
            entity a.A
              # description "D"
              # long description "L & L"
              # alternate key cx = c/x, y = y
              y: Edm.Int32?
                # read-only
                # computed
                # immutable
              z: Edm.Int32?
        "#]],
    );
}

#[test]
fn revisions_with_the_dates_of_graph() {
    check(
        &[r#"<Schema Namespace="a"><EntityType Name="A"><Annotation Term="Core.Revisions"><Collection>
<Record><PropertyValue Property="Date" Date="2024-01-24"/><PropertyValue Property="Description" String="Use B."/><PropertyValue Property="Kind"><EnumMember>Core.RevisionKind/Deprecated</EnumMember></PropertyValue><PropertyValue Property="RemovalDate" Date="2026-04-10"/><PropertyValue Property="Version" String="2024-01/D"/></Record>
<Record><PropertyValue Property="Kind" EnumMember="Core.RevisionKind/Added"/><PropertyValue Property="Version" String="v1"/></Record>
<Record><PropertyValue Property="Kind" EnumMember="Core.RevisionKind/Moved"/></Record>
</Collection></Annotation></EntityType></Schema>"#],
        expect![[r#"
            warning[invalid-annotation-value] a:4 `Core.RevisionKind/Moved`: value of `Core.Revisions` has the wrong form
                here: expected `Added`, `Modified` or `Deprecated`
                help: the value is left out
            namespace a
            entity a.A
              # Deprecated version "2024-01/D" date "2024-01-24" removal "2026-04-10" because "Use B."
              # Added version "v1"
              # Modified
        "#]],
    );
}

#[test]
fn capabilities() {
    check(
        &[
            r#"<Schema Namespace="a"><EntityType Name="A"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32"/></EntityType>
<EntityContainer Name="S"><Annotation Term="Capabilities.KeyAsSegmentSupported"/>
<EntitySet Name="As" EntityType="a.A">
<Annotation Term="Capabilities.FilterRestrictions"><Record><PropertyValue Property="Filterable" Bool="false"/></Record></Annotation>
<Annotation Term="Capabilities.SortRestrictions"><Record><PropertyValue Property="Sortable" Bool="true"/></Record></Annotation>
<Annotation Term="Capabilities.ExpandRestrictions"><Record><PropertyValue Property="Expandable"><Bool>false</Bool></PropertyValue></Record></Annotation>
<Annotation Term="Capabilities.SearchRestrictions"><Record><PropertyValue Property="Searchable" Bool="false"/></Record></Annotation>
<Annotation Term="Capabilities.CountRestrictions"><Record><PropertyValue Property="Countable" Bool="false"/></Record></Annotation>
<Annotation Term="Capabilities.SkipSupported" Bool="false"/><Annotation Term="Capabilities.TopSupported"/>
<Annotation Term="Capabilities.SelectSupport"><Record><PropertyValue Property="Supported" Bool="true"/></Record></Annotation>
<Annotation Term="Capabilities.ReadRestrictions"><Record><PropertyValue Property="Readable" Bool="true"/><PropertyValue Property="ReadByKeyRestrictions"><Record><PropertyValue Property="Permissions"><Collection><Record><PropertyValue Property="SchemeName" String="Application"/><PropertyValue Property="Scopes"><Collection><Record><PropertyValue Property="Scope" String="A.Read"/></Record><Record><PropertyValue Property="Scope" String="A.ReadWrite"/></Record></Collection></PropertyValue></Record></Collection></PropertyValue></Record></PropertyValue></Record></Annotation>
<Annotation Term="Capabilities.InsertRestrictions"><Record><PropertyValue Property="Insertable" Bool="false"/></Record></Annotation>
<Annotation Term="Capabilities.UpdateRestrictions"><Record><PropertyValue Property="Updatable" Bool="false"/><PropertyValue Property="Permission"><Record><PropertyValue Property="Scheme"><Record><PropertyValue Property="Authorization" String="Delegated"/><PropertyValue Property="RequiredScopes"><Collection><String>A.Write</String></Collection></PropertyValue></Record></PropertyValue></Record></PropertyValue></Record></Annotation>
<Annotation Term="Capabilities.DeleteRestrictions"><Record><PropertyValue Property="Deletable" Bool="false"/></Record></Annotation>
</EntitySet></EntityContainer>
<Action Name="f"><Annotation Term="Capabilities.OperationRestrictions"><Record><PropertyValue Property="Permissions"><Collection><Record><PropertyValue Property="SchemeName" String="DelegatedWork"/></Record></Collection></PropertyValue></Record></Annotation></Action>
</Schema>"#,
        ],
        expect![[r#"
            namespace a
            entity a.A
              key id = id: Edm.Int32?
              id: Edm.Int32?
            action a.f
              # permit Call: DelegatedWork
            container a.S
              # can key as segment: true
              set As: a.A
                # can filter: false
                # can sort: true
                # can expand: false
                # can search: false
                # can count: false
                # can skip: false
                # can top: true
                # can select: true
                # can read: true
                # can insert: false
                # can update: false
                # can delete: false
                # permit Read: Application A.Read A.ReadWrite
                # permit Update: Delegated A.Write
        "#]],
    );
}

#[test]
fn navigation_restrictions_reach_the_navigation_properties() {
    check(
        &[
            r#"<Schema Namespace="a"><EntityType Name="A"><Key><PropertyRef Name="id"/></Key><Property Name="id" Type="Edm.Int32"/><Property Name="c" Type="a.C"/>
<NavigationProperty Name="next" Type="a.A"/><NavigationProperty Name="own" Type="a.A"/></EntityType>
<EntityType Name="B" BaseType="a.A"><NavigationProperty Name="more" Type="Collection(a.A)"/></EntityType>
<ComplexType Name="C"><NavigationProperty Name="in" Type="a.A"/></ComplexType>
<EntityContainer Name="S"><EntitySet Name="As" EntityType="a.A">
<Annotation Term="Capabilities.NavigationRestrictions"><Record><PropertyValue Property="RestrictedProperties"><Collection>
<Record><PropertyValue Property="NavigationProperty" NavigationPropertyPath="next"/><PropertyValue Property="FilterRestrictions"><Record><PropertyValue Property="Filterable" Bool="false"/></Record></PropertyValue><PropertyValue Property="TopSupported" Bool="false"/></Record>
<Record><PropertyValue Property="NavigationProperty" NavigationPropertyPath="c/in"/><PropertyValue Property="InsertRestrictions"><Record><PropertyValue Property="Insertable" Bool="false"/></Record></PropertyValue></Record>
<Record><PropertyValue Property="NavigationProperty" NavigationPropertyPath="a.B/more"/><PropertyValue Property="SkipSupported" Bool="false"/></Record>
<Record><PropertyValue Property="NavigationProperty" NavigationPropertyPath="next/own"/><PropertyValue Property="SkipSupported" Bool="false"/></Record>
</Collection></PropertyValue></Record></Annotation></EntitySet></EntityContainer>
<Annotations Target="a.A/next"><Annotation Term="Capabilities.TopSupported" Bool="true"/></Annotations>
</Schema>"#,
        ],
        expect![[r#"
            namespace a
            entity a.A
              key id = id: Edm.Int32?
              id: Edm.Int32?
              c: a.C?
              -> next: a.A?
                # can filter: false
                # can top: true
              -> own: a.A?
            entity a.B: a.A
              -> more: Collection(a.A)
                # can skip: false
            complex a.C
              -> in: a.A?
                # can insert: false
            container a.S
              set As: a.A
        "#]],
    );
}

#[test]
fn validation() {
    check(
        &[r#"<Schema Namespace="a"><ComplexType Name="A"><Property Name="x" Type="Edm.Int32">
<Annotation Term="Validation.Minimum" Int="0"><Annotation Term="Validation.Exclusive"/></Annotation><Annotation Term="Validation.Maximum" Decimal="9.5"/><Annotation Term="Validation.MultipleOf" Decimal="0.5"/>
</Property><Property Name="y" Type="Collection(Edm.String)">
<Annotation Term="Validation.Pattern" String="^a"/><Annotation Term="Validation.MinItems" Int="1"/><Annotation Term="Validation.MaxItems" Int="5"/>
<Annotation Term="Validation.AllowedValues"><Collection><Record><PropertyValue Property="Value" String="D1"/></Record><Record><PropertyValue Property="Value" Int="7"/></Record></Collection></Annotation>
</Property><Property Name="z" Type="a.A"><Annotation Term="Validation.DerivedTypeConstraint"><Collection><String>a.B</String></Collection></Annotation><Annotation Term="Validation.Constraint"><Record><PropertyValue Property="FailureMessage" String="Must be so."/></Record></Annotation></Property>
</ComplexType></Schema>"#],
        expect![[r#"
            namespace a
            complex a.A
              x: Edm.Int32?
                # valid "Minimum 0 (exclusive)"
                # valid "Maximum 9.5"
                # valid "Multiple of 0.5"
              y: Collection(Edm.String~)
                # valid "Pattern ^a"
                # valid "At least 1 item"
                # valid "At most 5 items"
                # valid "One of: \"D1\", 7"
              z: a.A?
                # valid "Of type: a.B"
                # valid "Must be so."
        "#]],
    );
}

#[test]
fn authorization() {
    check(
        &[r#"<Schema Namespace="a"><EntityContainer Name="S"><Annotation Term="Auth.SecuritySchemes"><Collection>
<Record><PropertyValue Property="Authorization" String="api_key"/></Record>
<Record><PropertyValue Property="Authorization" String="petstore"/><PropertyValue Property="RequiredScopes"><Collection><String>write:pets</String><String>read:pets</String></Collection></PropertyValue></Record>
</Collection></Annotation></EntityContainer></Schema>"#],
        expect![[r#"
            namespace a
            container a.S
              # permit Call: api_key
              # permit Call: petstore write:pets read:pets
        "#]],
    );
}

#[test]
fn named_values() {
    check(
        &[r#"<Schema Namespace="a"><ComplexType Name="A"><Property Name="x" Type="Edm.Int32">
<Annotation Term="Validation.AllowedValues"><Collection>
<Record><PropertyValue Property="Value" Int="1"/><Annotation Term="Core.SymbolicName" String="one"/><Annotation Term="Core.Description" String="The first."/></Record>
<Record><Annotation Term="Org.OData.Core.V1.SymbolicName" String="two &quot;2&quot;"/><PropertyValue Property="Value" String="2"/></Record>
<Record><PropertyValue Property="Value" Int="3"/><Annotation Term="Core.SymbolicName" Qualifier="q" String="three"/><Annotation Term="a.SymbolicName" String="drei"/></Record>
<Record><PropertyValue Property="Value" Int="4"/><Annotation Term="Core.SymbolicName" Int="4"/></Record>
<Record><PropertyValue Property="Value" Path="x"/><Annotation Term="Core.SymbolicName" String="five"/></Record>
</Collection></Annotation>
</Property><Property Name="y" Type="Edm.Int32"><Annotation Term="Core.SymbolicName" String="why"/></Property></ComplexType></Schema>"#],
        expect![[r#"
            warning[invalid-annotation-value] a:6 `4`: value of `Validation.AllowedValues` has the wrong form
                here: expected a string
                help: the value is left out
            namespace a
            complex a.A
              x: Edm.Int32?
                # valid "One of: 1 (one), \"2\" (two \"2\"), 3, 4"
                # named value "one" = 1 description "The first."
                # named value "two \"2\"" = "2"
              y: Edm.Int32?
        "#]],
    );
}
