//! Sizes: files under 400 lines, functions under 60.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::{assert_none, functions, sources};

const FILE: usize = 400;
const FUNCTION: usize = 60;

#[test]
fn files_are_short() {
    let long: Vec<_> = sources("")
        .iter()
        .map(|source| (source.text.lines().count(), source))
        .filter(|(lines, _)| *lines >= FILE)
        .map(|(lines, source)| format!("{}: {lines} lines", source.path))
        .collect();
    assert_none(&long, "files have fewer than 400 lines");
}

/// How many line ends are in string literals: what a test expects is data, not code.
fn quoted_lines(tokens: TokenStream) -> usize {
    let quoted = |token| match token {
        TokenTree::Literal(literal) => literal.span().end().line - literal.span().start().line,
        TokenTree::Group(group) => quoted_lines(group.stream()),
        _ => 0,
    };
    tokens.into_iter().map(quoted).sum()
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for source in sources("") {
        functions(&source.syntax, &mut |signature, block| {
            let start = signature.fn_token.span.start().line;
            let lines = block.brace_token.span.close().end().line + 1 - start;
            let lines = lines - quoted_lines(block.to_token_stream());
            if lines >= FUNCTION {
                long.push(format!("{}:{start}: `{}` has {lines} lines", source.path, signature.ident));
            }
        });
    }
    assert_none(&long, "functions have fewer than 60 lines");
}
