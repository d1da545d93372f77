//! Programs that must not compile, each with the compiler's words; `TRYBUILD=overwrite` writes them anew.

#[test]
fn what_must_not_compile() {
    trybuild::TestCases::new().compile_fail("fail/*.rs");
}

/// What shows when types are known, not when they are checked: the one that passes makes trybuild build them all.
#[test]
fn what_must_not_build() {
    let cases = trybuild::TestCases::new();
    cases.pass("built/ok.rs");
    cases.compile_fail("built/*_of_another_type.rs");
}
