//! Allowed values with symbolic names become constants.

use expect_test::{Expect, expect};

/// The constants of a complex type `N.T` with these members, beside what else the schema declares.
fn check(members: &str, beside: &str, further: &str, expected: Expect) {
    let schema = format!(r#"<Schema Namespace="N"><ComplexType Name="T">{members}</ComplexType>{beside}</Schema>"#);
    super::check(&schema, &super::config(further), |line| line.trim_start().starts_with("const "), expected);
}

/// An annotation that allows values: each the attribute of the value, and the symbolic name.
fn allowed(values: &[(&str, &str)]) -> String {
    let record = |(value, name): &(&str, &str)| {
        format!(
            r#"<Record><PropertyValue Property="Value" {value}/><Annotation Term="Core.SymbolicName" String="{name}"/></Record>"#
        )
    };
    let records: String = values.iter().map(record).collect();
    format!(r#"<Annotation Term="Validation.AllowedValues"><Collection>{records}</Collection></Annotation>"#)
}

fn property(name: &str, ty: &str, values: &[(&str, &str)]) -> String {
    format!(r#"<Property Name="{name}" Type="{ty}">{}</Property>"#, allowed(values))
}

#[test]
fn each_type_has_constants_of_its_form() {
    let definition = |name: &str, underlying: &str, values| {
        format!(r#"<TypeDefinition Name="{name}" UnderlyingType="{underlying}">{}</TypeDefinition>"#, allowed(values))
    };
    let beside = definition("Size", "Edm.Int16", &[("Int=\"9\"", "big")])
        + &definition("Color", "Edm.String", &[("String=\"#f00\"", "red")]);
    let members = [
        property("code", "Edm.String", &[("String=\"1.01\"", "HEAT")]),
        property("codes", "Collection(Edm.String)", &[("String=\"\"", "nothing")]),
        property("small", "Edm.SByte", &[("Int=\"-128\"", "least")]),
        property("large", "Edm.Int64", &[("Int=\"-9223372036854775808\"", "least")]),
        property("ratio", "Edm.Single", &[("Float=\"0.1\"", "tenth")]),
        property("factor", "Edm.Double", &[("Int=\"2\"", "two"), ("Float=\"1E300\"", "huge")]),
        property("size", "N.Size", &[("Int=\"1\"", "small")]),
        property("color", "N.Color", &[("String=\"#000\"", "black")]),
        // No constant can own a value of these types; the documentation lists them.
        property("price", "Edm.Decimal", &[("Decimal=\"9.99\"", "usual")]),
        property("day", "Edm.Date", &[("Date=\"2000-01-01\"", "first")]),
        property("any", "Edm.PrimitiveType", &[("Int=\"1\"", "one")]),
    ];
    check(
        &members.concat(),
        &beside,
        "",
        expect![[r##"
        const RED = "#f00"
        const BIG = 9: i16 in n::Size
        const CODE_HEAT = "1.01"
        const CODES_NOTHING = ""
        const SMALL_LEAST = -128: i8
        const LARGE_LEAST = -9223372036854775808: i64
        const RATIO_TENTH = 0.1: f32
        const FACTOR_TWO = 2.0: f64
        const FACTOR_HUGE = 1e300: f64
        const SIZE_SMALL = 1: i16 in n::Size
        const COLOR_BLACK = "#000"
    "##]],
    );
}

#[test]
fn parameters_of_actions_have_constants() {
    let parameter = |name: &str, ty: &str, values| {
        format!(r#"<Parameter Name="{name}" Type="{ty}">{}</Parameter>"#, allowed(values))
    };
    let parameters = parameter("mode", "Edm.String", &[("String=\"f\"", "fast"), ("Int=\"1\"", "slow")])
        + &parameter("mode_fast", "Edm.Int32", &[("Int=\"1\"", "")]);
    let beside = format!(
        r#"<Action Name="Go">{parameters}</Action><Function Name="f">{parameters}<ReturnType Type="Edm.Int32"/></Function>
<EntityContainer Name="C"><ActionImport Name="Go" Action="N.Go"/><FunctionImport Name="f" Function="N.f"/></EntityContainer>"#
    );
    check(
        "",
        &beside,
        "[names]\n'N.Go/mode/fast' = 'QUICK'",
        expect![[r#"
        warning[invalid-allowed-value]: `1` cannot be a constant of type `Edm.String`
        warning[invalid-symbolic-name]: the symbolic name `` is not an identifier
        const QUICK = "f"
        const MODE_FAST_UNNAMED = 1: i32
    "#]],
    );
}

#[test]
fn names_of_values_do_not_meet() {
    let members = [
        property("a", "Edm.Int32", &[("Int=\"1\"", "b_c"), ("Int=\"2\"", "B-c"), ("Int=\"3\"", "b_c")]),
        property("a_b", "Edm.Int32", &[("Int=\"4\"", "c")]),
        property("TYPE", "Edm.Int32", &[("Int=\"5\"", "")]),
        property("type", "Edm.Int32", &[("Int=\"6\"", "!"), ("Int=\"7\"", "5 %")]),
    ];
    check(
        &members.concat(),
        "",
        "[names]\n'N.T/a_b/c' = 'FOUR'",
        expect![[r#"
        warning[renamed]: `N.T/a/b_c` becomes `A_B_C_2` in Rust, because `A_B_C` is taken
        warning[invalid-symbolic-name]: the symbolic name `B-c` is not an identifier
        warning[duplicate-symbolic-name]: two allowed values have the symbolic name `b_c`
        warning[invalid-symbolic-name]: the symbolic name `` is not an identifier
        warning[renamed]: `N.T/type` becomes `type_2` in Rust, because `type_` is taken
        warning[renamed]: `N.T/type/!` becomes `TYPE_UNNAMED_2` in Rust, because `TYPE_UNNAMED` is taken
        warning[invalid-symbolic-name]: the symbolic name `!` is not an identifier
        warning[invalid-symbolic-name]: the symbolic name `5 %` is not an identifier
        const A_B_C_2 = 1: i32
        const A_B_C = 2: i32
        const FOUR = 4: i32
        const TYPE_UNNAMED = 5: i32
        const TYPE_UNNAMED_2 = 6: i32
        const TYPE_5 = 7: i32
    "#]],
    );
    let beside = format!(
        r#"<TypeDefinition Name="D" UnderlyingType="Edm.Int32">{}</TypeDefinition>"#,
        allowed(&[("Int=\"1\"", "EDM"), ("Int=\"2\"", "json")])
    );
    check(
        "",
        &beside,
        "",
        expect![[r#"
        warning[renamed]: `N.D/EDM` becomes `EDM_2` in Rust, because `EDM` is taken
        warning[renamed]: `N.D/json` becomes `JSON_2` in Rust, because `JSON` is taken
        const EDM_2 = 1: i32 in n::D
        const JSON_2 = 2: i32 in n::D
    "#]],
    );
}

#[test]
fn values_of_another_type_are_reported() {
    let members = [
        property("byte", "Edm.Byte", &[("Int=\"256\"", "a"), ("Int=\"-1\"", "b"), ("Decimal=\"1.5\"", "c")]),
        property("long", "Edm.Int64", &[("Int=\"9223372036854775808\"", "d")]),
        property("number", "Edm.Int32", &[("String=\"1\"", "e")]),
        property("text", "Edm.String", &[("Int=\"1\"", "f"), ("Bool=\"true\"", "g"), ("String=\"&quot;\\\"", "kept")]),
        property("single", "Edm.Single", &[("Float=\"1E39\"", "h"), ("Float=\"INF\"", "i")]),
        property("double", "Edm.Double", &[("Float=\"NaN\"", "j")]),
    ];
    check(
        &members.concat(),
        "",
        "",
        expect![[r#"
        warning[invalid-allowed-value]: `256` cannot be a constant of type `Edm.Byte`
        warning[invalid-allowed-value]: `-1` cannot be a constant of type `Edm.Byte`
        warning[invalid-allowed-value]: `1.5` cannot be a constant of type `Edm.Byte`
        warning[invalid-allowed-value]: `9223372036854775808` cannot be a constant of type `Edm.Int64`
        warning[invalid-allowed-value]: the string `1` cannot be a constant of type `Edm.Int32`
        warning[invalid-allowed-value]: `1` cannot be a constant of type `Edm.String`
        warning[invalid-allowed-value]: `true` cannot be a constant of type `Edm.String`
        warning[invalid-allowed-value]: `1E39` cannot be a constant of type `Edm.Single`
        warning[invalid-allowed-value]: `INF` cannot be a constant of type `Edm.Single`
        warning[invalid-allowed-value]: `NaN` cannot be a constant of type `Edm.Double`
        const TEXT_KEPT = "\"\\"
    "#]],
    );
}

/// Each type has the constants of its own properties, so that neither names nor constants depend on the slice.
#[test]
fn named_values_do_not_depend_on_the_slice() {
    let base = property("a", "Edm.Int32", &[("Int=\"1\"", "b_c")]);
    let own = property("a_b", "Edm.Int32", &[("Int=\"2\"", "c")]);
    let schema = format!(
        r#"<Schema Namespace="N"><ComplexType Name="T">{base}</ComplexType><ComplexType Name="U" BaseType="N.T">{own}</ComplexType></Schema>"#
    );
    let check = |select: &str, expected: Expect| {
        let config = super::config(&format!("[select]\n{select}"));
        super::check(&schema, &config, |line| line.contains("const ") || line.contains("struct "), expected);
    };
    check(
        "include = ['N.*']",
        expect![[r#"
        struct T = N.T (t.rs)
        const A_B_C = 1: i32
        struct U = N.U (u.rs)
        const A_B_C = 2: i32
    "#]],
    );
    check(
        "include = ['N.T']",
        expect![[r#"
        struct T = N.T (t.rs)
        const A_B_C = 1: i32
    "#]],
    );
    check(
        "include = ['N.U']\nexclude = ['N.T']",
        expect![[r#"
        struct U = N.U (u.rs)
        const A_B_C = 2: i32
    "#]],
    );
}
