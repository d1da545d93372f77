//! S2: which annotation holds, and what its term is called.

use expect_test::expect;

use super::check;

#[test]
fn s2_inline_before_out_of_line_and_the_first_of_two() {
    check(
        &[r#"<Schema Namespace="a">
<ComplexType Name="A"><Annotation Term="Core.Description" String="inline"/><Annotation Term="Core.Description" String="inline again"/></ComplexType>
<ComplexType Name="B"/>
<Annotations Target="a.A"><Annotation Term="Core.Description" String="out of line"/><Annotation Term="Core.LongDescription" String="long"/></Annotations>
<Annotations Target="a.B"><Annotation Term="Core.Description" String="first"/></Annotations>
<Annotations Target="a.B"><Annotation Term="Core.Description" String="second"/></Annotations>
</Schema>"#],
        expect![[r#"
            warning[duplicate-annotation] a:2 `Core.Description`: term `Core.Description` is applied twice to one element
                here: applied again here
                a:2 `Core.Description`: first applied here
                help: the first one is taken; another one needs a `Qualifier`
            namespace a
            complex a.A
              # description "inline"
              # long description "long"
            complex a.B
              # description "first"
        "#]],
    );
}

#[test]
fn s2_qualified_annotations_do_not_replace_the_unqualified() {
    check(
        &[r#"<Schema Namespace="a">
<ComplexType Name="A"><Annotation Term="Core.Description" Qualifier="de" String="Deutsch"/><Annotation Term="Core.Description" String="English"/></ComplexType>
<ComplexType Name="B"/>
<Annotations Target="a.B" Qualifier="de"><Annotation Term="Core.Description" String="Deutsch"/></Annotations>
</Schema>"#],
        expect![[r#"
            namespace a
            complex a.A
              # description "English"
            complex a.B
        "#]],
    );
}

#[test]
fn s2_names_of_terms() {
    check(
        &[
            r#"<edmx:Reference Uri="c"><edmx:Include Namespace="Org.OData.Core.V1" Alias="OData"/><edmx:Include Namespace="my.own" Alias="Capabilities"/></edmx:Reference>
<Schema Namespace="a">
<ComplexType Name="A"><Annotation Term="OData.Description" String="by alias"/></ComplexType>
<ComplexType Name="B"><Annotation Term="Org.OData.Core.V1.Description" String="by namespace"/></ComplexType>
<ComplexType Name="C"><Annotation Term="Core.Description" String="by the usual alias"/></ComplexType>
<ComplexType Name="D"><Annotation Term="Capabilities.SkipSupported" Bool="false"/><Annotation Term="no.Description" String="of another vocabulary"/><Annotation Term="Description" String="bare"/></ComplexType>
</Schema>"#,
        ],
        expect![[r#"
            namespace a
            complex a.A
              # description "by alias"
            complex a.B
              # description "by namespace"
            complex a.C
              # description "by the usual alias"
            complex a.D
        "#]],
    );
}

#[test]
fn s7_values_of_the_wrong_form() {
    check(
        &[r#"<Schema Namespace="a"><ComplexType Name="A">
<Annotation Term="Core.Description"/>
<Annotation Term="Core.LongDescription" Int="1"/>
<Annotation Term="Core.Computed" Bool="invalid"/>
<Annotation Term="Core.Immutable"><Record/></Annotation>
<Annotation Term="Core.Revisions" String="x"/>
<Annotation Term="Core.Permissions" Int="1"/>
<Annotation Term="Capabilities.FilterRestrictions" Bool="false"/>
<Annotation Term="Capabilities.InsertRestrictions"><Record><PropertyValue Property="Insertable" Bool="invalid"/></Record></Annotation>
<Annotation Term="Validation.Pattern"><Collection/></Annotation>
</ComplexType>
<ComplexType Name="Dynamic"><Annotation Term="Core.Description" Path="x"/><Annotation Term="Core.Computed"><Null/></Annotation></ComplexType>
</Schema>"#],
        expect![[r#"
            warning[invalid-annotation-value] a:2 `<Annotation`: value of `Core.Description` has the wrong form
                here: expected a string
                help: the value is left out
            warning[invalid-annotation-value] a:3 `1`: value of `Core.LongDescription` has the wrong form
                here: expected a string
                help: the value is left out
            warning[invalid-constant] a:4 `invalid`: `invalid` is not a constant of kind `Bool`
                here: kept as it is written
            warning[invalid-annotation-value] a:5 `<Record`: value of `Core.Immutable` has the wrong form
                here: expected `true` or `false`
                help: the value is left out
            warning[invalid-annotation-value] a:6 `x`: value of `Core.Revisions` has the wrong form
                here: expected a collection
                help: the value is left out
            warning[invalid-annotation-value] a:7 `1`: value of `Core.Permissions` has the wrong form
                here: expected an enumeration member
                help: the value is left out
            warning[invalid-annotation-value] a:8 `false`: value of `Capabilities.FilterRestrictions` has the wrong form
                here: expected a record
                help: the value is left out
            warning[invalid-constant] a:9 `invalid`: `invalid` is not a constant of kind `Bool`
                here: kept as it is written
            warning[invalid-annotation-value] a:10 `<Collection`: value of `Validation.Pattern` has the wrong form
                here: expected a string
                help: the value is left out
            namespace a
            complex a.A
            complex a.Dynamic
        "#]],
    );
}
