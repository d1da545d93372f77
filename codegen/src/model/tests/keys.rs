//! S3, S7: keys.

use expect_test::expect;

use super::check;

#[test]
fn s3_keys_own_inherited_aliased_and_in_complex_properties() {
    check(
        &[r#"<Schema Namespace="a">
<EntityType Name="A"><Key><PropertyRef Name="id"/><PropertyRef Name="c/d/n" Alias="number"/></Key>
<Property Name="id" Type="Edm.Guid" Nullable="false"/><Property Name="c" Type="a.C" Nullable="false"/></EntityType>
<EntityType Name="B" BaseType="a.A"/>
<ComplexType Name="C"><Property Name="d" Type="a.D" Nullable="false"/></ComplexType>
<ComplexType Name="D" BaseType="a.D0"/>
<ComplexType Name="D0"><Property Name="n" Type="Edm.Int64" Nullable="false"/></ComplexType>
<EntityContainer Name="S"><EntitySet Name="Bs" EntityType="a.B"/></EntityContainer>
</Schema>"#],
        expect![[r#"
            namespace a
            entity a.A
              key id = id: Edm.Guid
              key number = c/d/n: Edm.Int64
              id: Edm.Guid
              c: a.C
            entity a.B: a.A
            complex a.C
              d: a.D
            complex a.D: a.D0
            complex a.D0
              n: Edm.Int64
            container a.S
              set Bs: a.B
        "#]],
    );
}

#[test]
fn s7_faulty_keys() {
    check(
        &[r#"<Schema Namespace="a">
<EntityType Name="A"><Key><PropertyRef Name="Id"/><PropertyRef Name="c/n"/><PropertyRef Name="n"/></Key>
<Property Name="id" Type="Edm.Guid"/><Property Name="n" Type="Edm.Int32"/><Property Name="c" Type="a.C"/></EntityType>
<ComplexType Name="C"><Property Name="n" Type="Edm.Int64"/></ComplexType>
<EntityType Name="Empty"><Key/></EntityType>
<EntityType Name="Twice"><Key><PropertyRef Name="a"/></Key><Key><PropertyRef Name="b"/></Key><Property Name="a" Type="Edm.Int32"/><Property Name="b" Type="Edm.Int32"/></EntityType>
<EntityType Name="Sub" BaseType="a.Twice"><Key><PropertyRef Name="c"/></Key><Property Name="c" Type="Edm.Int32"/></EntityType>
</Schema>"#],
        expect![[r#"
            warning[unresolved-key-property] a:2 `Id`: key property `Id` does not exist in `A`
                here: no such property
                help: did you mean `id`?
                help: it is taken for a string in key predicates
            warning[missing-key-alias] a:2 `c/n`: key property `c/n` lies in a complex property and has no alias
                here: `Alias` is missing
                help: it is named `n` in key predicates
            warning[duplicate-key-part] a:2 `n`: the key of `A` has two parts named `n`
                here: named like another part
                help: this part is ignored; an `Alias` gives it a name of its own
            warning[missing-element] a:5 `<Key`: `Key` lacks the element `PropertyRef`
                here: an empty key is ignored
            warning[repeated-element] a:6 `<Key`: `EntityType` has more than one `Key`
                here: the first key is used
                a:6 `<Key`: the first one
            warning[redeclared-key] a:7 `<Key`: `Sub` has a key although it inherits one
                here: a key of its own
                help: this key is taken for the type and those that derive from it, as real services do
            namespace a
            entity a.A
              key Id = Id: ?
              key n = c/n: Edm.Int64?
              id: Edm.Guid?
              n: Edm.Int32?
              c: a.C?
            complex a.C
              n: Edm.Int64?
            entity a.Empty
            entity a.Twice
              key a = a: Edm.Int32?
              a: Edm.Int32?
              b: Edm.Int32?
            entity a.Sub: a.Twice
              key c = c: Edm.Int32?
              c: Edm.Int32?
        "#]],
    );
}

#[test]
fn s7_missing_key_counts_where_entities_must_be_addressed() {
    check(
        &[r#"<edmx:Reference Uri="b.xml"><edmx:Include Namespace="b"/></edmx:Reference>
<Schema Namespace="a"><EntityType Name="A"/><EntityType Name="B" Abstract="true"/><EntityType Name="C" BaseType="b.B"/>
<EntityContainer Name="S"><EntitySet Name="As" EntityType="a.A"/><EntitySet Name="Bs" EntityType="a.B"/><EntitySet Name="Cs" EntityType="a.C"/><Singleton Name="One" Type="a.A"/></EntityContainer>
</Schema>"#],
        expect![[r#"
            warning[missing-document] a:1 `b.xml`: the document `b.xml` is referenced and not among the inputs
                here: 1 reference into `b`
                a:2 `b.B`: first used here
                help: add it to the inputs: `--metadata <copy of b.xml>`
                help: values of its types are kept as JSON, and base types in it are left out
            warning[missing-key] a:3 `a.A`: entity set `As` has entities without a key
                here: `a.A` has no key
                a:2 `<EntityType`: declared here
                help: its entities cannot be addressed one by one
            namespace a
            entity a.A
            entity a.B abstract
            entity a.C
            container a.S
              set As: a.A
              set Bs: a.B
              set Cs: a.C
              singleton One: a.A
        "#]],
    );
}

/// The most derived key holds, as real servers have it; a key that only repeats the inherited one is not a new one.
// S9
#[test]
fn the_most_derived_key_is_taken() {
    check(
        &[r#"<Schema Namespace="a">
<EntityType Name="Base" Abstract="true"/>
<EntityType Name="Principal" BaseType="a.Base"><Key><PropertyRef Name="ownerid"/></Key><Property Name="ownerid" Type="Edm.Guid"/></EntityType>
<EntityType Name="User" BaseType="a.Principal"><Key><PropertyRef Name="userid"/></Key><Property Name="userid" Type="Edm.Guid"/></EntityType>
<EntityType Name="Admin" BaseType="a.User"><Key><PropertyRef Name="userid"/></Key></EntityType>
</Schema>"#],
        expect![[r#"
            warning[redeclared-key] a:4 `<Key`: `User` has a key although it inherits one
                here: a key of its own
                help: this key is taken for the type and those that derive from it, as real services do
            warning[redeclared-key] a:5 `<Key`: `Admin` has a key although it inherits one
                here: the key that it inherits
                help: leave it out; keys are inherited
            namespace a
            entity a.Base abstract
            entity a.Principal: a.Base
              key ownerid = ownerid: Edm.Guid?
              ownerid: Edm.Guid?
            entity a.User: a.Principal
              key userid = userid: Edm.Guid?
              userid: Edm.Guid?
            entity a.Admin: a.User
        "#]],
    );
}
