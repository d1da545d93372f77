//! Programs that must not compile, each with the compiler's words; `TRYBUILD=overwrite` writes them anew.

#[test]
fn what_must_not_compile() {
    trybuild::TestCases::new().compile_fail("fail/*.rs");
}
