//! S4: enumeration types.

use expect_test::expect;

use super::check;

#[test]
fn s4_values_implicit_negative_and_duplicate() {
    check(
        &[r#"<Schema Namespace="a">
<EnumType Name="A"><Member Name="x"/><Member Name="y"/><Member Name="z" Value="-7"/><Member Name="w"/><Member Name="v" Value="-6"/></EnumType>
<EnumType Name="Empty"/>
<EnumType Name="F" IsFlags="true"><Member Name="x" Value="1"/><Member Name="y" Value="2"/><Member Name="xy" Value="3"/></EnumType>
<EnumType Name="Twice"><Member Name="x"/><Member Name="x"/></EnumType>
</Schema>"#],
        expect![[r#"
            warning[empty-enum] a:3 `Empty`: enumeration type `Empty` has no members
                help: its values are kept as JSON
            warning[duplicate-member] a:5 `x`: member `x` is declared twice
                here: declared again here
                a:5 `x`: first declared here
                help: the first declaration is taken
            namespace a
            enum a.A: Edm.Int32
              x = 0
              y = 1
              z = -7
              w = -6
              v = -6
            enum a.Empty: Edm.Int32
            flags a.F: Edm.Int32
              x = 1
              y = 2
              xy = 3
            enum a.Twice: Edm.Int32
              x = 0
        "#]],
    );
}

#[test]
fn s4_every_underlying_type_and_its_range() {
    check(
        &[r#"<Schema Namespace="a">
<EnumType Name="A" UnderlyingType="Edm.Byte"><Member Name="x" Value="255"/><Member Name="y"/></EnumType>
<EnumType Name="B" UnderlyingType="Edm.SByte"><Member Name="x" Value="-128"/><Member Name="y" Value="128"/></EnumType>
<EnumType Name="C" UnderlyingType="Edm.Int16"><Member Name="x" Value="32768"/></EnumType>
<EnumType Name="D" UnderlyingType="Edm.Int32"><Member Name="x" Value="-2147483648"/></EnumType>
<EnumType Name="E" UnderlyingType="Edm.Int64"><Member Name="x" Value="9223372036854775807"/><Member Name="y"/></EnumType>
<EnumType Name="F" UnderlyingType="Edm.String"><Member Name="x" Value="x"/><Member Name="y" Value="9223372036854775808"/></EnumType>
</Schema>"#],
        expect![[r#"
            warning[member-out-of-range] a:2 `<Member`: `y` is 256, out of the range of Edm.Byte
                here: the first of 1 such in `A`
                help: the value is kept; give the type a wider `UnderlyingType`
            warning[member-out-of-range] a:3 `<Member`: `y` is 128, out of the range of Edm.SByte
                here: the first of 1 such in `B`
                help: the value is kept; give the type a wider `UnderlyingType`
            warning[member-out-of-range] a:4 `<Member`: `x` is 32768, out of the range of Edm.Int16
                here: the first of 1 such in `C`
                help: the value is kept; give the type a wider `UnderlyingType`
            warning[invalid-underlying-type] a:7 `Edm.String`: `Edm.String` cannot underlie an enumeration type
                here: expected Edm.Byte, Edm.SByte, Edm.Int16, Edm.Int32 or Edm.Int64
                help: Edm.Int32 is assumed
            warning[invalid-value] a:7 `x`: `x` is not a value of `Value`
                here: expected a whole number of 64 bits
                help: the attribute is ignored, as if it was not written
            warning[invalid-value] a:7 `9223372036854775808`: `9223372036854775808` is not a value of `Value`
                here: expected a whole number of 64 bits
                help: the attribute is ignored, as if it was not written
            namespace a
            enum a.A: Edm.Byte
              x = 255
              y = 256
            enum a.B: Edm.SByte
              x = -128
              y = 128
            enum a.C: Edm.Int16
              x = 32768
            enum a.D: Edm.Int32
              x = -2147483648
            enum a.E: Edm.Int64
              x = 9223372036854775807
              y = 9223372036854775807
            enum a.F: Edm.Int32
              x = 0
              y = 1
        "#]],
    );
}

#[test]
fn s4_flags_without_values() {
    check(
        &[r#"<Schema Namespace="a">
<EnumType Name="A" IsFlags="true"><Member Name="x"/><Member Name="y"/><Member Name="z"/></EnumType>
<EnumType Name="B" IsFlags="true"><Member Name="x" Value="4"/><Member Name="y"/><Member Name="z" Value="-1"/></EnumType>
</Schema>"#],
        expect![[r#"
            warning[flags-without-values] a:2 `A`: flags `A` have members without a value
                help: each member is taken for a bit of its own: 1, 2, 4, …
            warning[flags-without-values] a:3 `B`: flags `B` have members without a value
                help: such a member counts one more than the member before it
            warning[negative-flag] a:3 `z`: flag `z` has the negative value -1
                help: the value is kept; values of flags should be combinations of bits
            namespace a
            flags a.A: Edm.Int32
              x = 1
              y = 2
              z = 4
            flags a.B: Edm.Int32
              x = 4
              y = 5
              z = -1
        "#]],
    );
}
