//! Programs that must not compile, each with the compiler's message; `TRYBUILD=overwrite` writes the messages again.

#[test]
fn what_must_not_compile() {
    let cases = trybuild::TestCases::new();
    for folder in ["mistakes", "queries", "requests", "values"] {
        cases.compile_fail(format!("fail/{folder}/*.rs"));
    }
}

/// Faults that the compiler finds in a build and not in a check: the program that passes makes trybuild build them all.
#[test]
fn what_must_not_build() {
    let cases = trybuild::TestCases::new();
    cases.pass("built/ok.rs");
    cases.compile_fail("built/*_of_another_type.rs");
}
