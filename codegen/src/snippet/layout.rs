//! The layout of statements: that of the generated crate, by the same printer.

use crate::printer;

/// The statements, over as many lines as they need.
///
/// A text that is not Rust would stay as it is; package `tests` compiles the statements of documented requests.
pub(super) fn laid_out(statements: &str) -> String {
    let Ok(file) = syn::parse_str::<syn::File>(&format!("fn body() {{ {statements} }}")) else {
        return statements.to_owned();
    };
    let text = printer::print(&file);
    let lines: Vec<&str> = text.lines().collect();
    let Some((_, [body @ .., _])) = lines.split_first() else { return statements.to_owned() };
    let body: Vec<&str> = body.iter().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    body.join("\n")
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::laid_out;

    fn check(statements: &str, expected: Expect) {
        expected.assert_eq(&laid_out(statements));
    }

    #[test]
    fn short_statements_take_a_line_each() {
        check(
            r#"let a: b::C = "x".parse()?; let page = client.people().top(5).await?;"#,
            expect![[r#"
            let a: b::C = "x".parse()?;
            let page = client.people().top(5).await?;"#]],
        );
    }

    #[test]
    fn long_chains_have_a_line_for_each_link() {
        check(
            r#"let page = client.people().filter(|p| p.display_name.eq("a {") .and(p.tags.any(|t| t.eq("a rather long text, which fills a line")))).top(5).await?;"#,
            expect![[r#"
                let page = client
                    .people()
                    .filter(|p| {
                        p
                            .display_name
                            .eq("a {")
                            .and(p.tags.any(|t| t.eq("a rather long text, which fills a line")))
                    })
                    .top(5)
                    .await?;"#]],
        );
    }

    #[test]
    fn values_are_filled_in_on_a_line_of_their_own() {
        check(
            "client.me().create(a::B { ..Default::default() }).await?;",
            expect!["client.me().create(a::B { ..Default::default() }).await?;"],
        );
    }

    #[test]
    fn what_is_not_rust_stays() {
        check("let a = ;", expect!["let a = ;"]);
    }
}
