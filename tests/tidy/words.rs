//! Words that have no place in the code.

use proc_macro2::{TokenStream, TokenTree};
use tests::files;

use super::{assert_none, paths, sources};

/// The lines of all text files of ours that hold one of these words.
fn lines_with(words: &[String], is_exempt: impl Fn(&str) -> bool) -> Vec<String> {
    let mut faults = Vec::new();
    for path in paths().into_iter().filter(|path| path != "Cargo.lock" && !is_exempt(path)) {
        let Ok(text) = std::fs::read_to_string(files::workspace().join(&path)) else { continue };
        for (number, line) in text.lines().enumerate() {
            if words.iter().any(|word| line.contains(word.as_str())) {
                faults.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    faults
}

/// Words made of two halves, so that this file does not hold them.
fn words(halves: &[(&str, &str)]) -> Vec<String> {
    halves.iter().map(|(first, second)| format!("{first}{second}")).collect()
}

#[test]
fn nothing_is_left_to_do() {
    let words = words(&[("TO", "DO"), ("FIX", "ME"), ("XX", "X:"), ("todo", "!("), ("unimplemented", "!(")]);
    assert_none(&lines_with(&words, |_| false), "what is not done is not merged");
}

#[test]
fn no_machine_is_named() {
    let words = words(&[("/wo", "rk/"), ("/tm", "p/"), ("/ho", "me/"), ("/Us", "ers/"), ("C:\\", "Users")]);
    let faults = lines_with(&words, |_| false);
    assert_none(&faults, "paths of one machine mean nothing on another");
}

/// Calls `each` with every identifier, in attributes and the arguments of macros too.
pub(super) fn idents(tokens: TokenStream, each: &mut dyn FnMut(&proc_macro2::Ident)) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => each(&ident),
            TokenTree::Group(group) => idents(group.stream(), each),
            _ => {}
        }
    }
}

#[test]
fn nothing_is_unsafe() {
    let mut faults = Vec::new();
    let generated = files::below(&files::workspace().join("generated"));
    let generated = generated.iter().map(|path| format!("generated/{path}"));
    let all = paths().into_iter().chain(generated).filter(|path| path.ends_with(".rs"));
    for path in all.filter(|path| !path.starts_with("tests/promises/fail/")) {
        let tokens: TokenStream = files::read(&path).parse().unwrap();
        idents(tokens, &mut |ident| {
            if ident == "unsafe" {
                faults.push(format!("{path}:{}", ident.span().start().line));
            }
        });
    }
    assert_none(&faults, "no line of ours is unsafe");
    assert!(files::read("generated/src/lib.rs").contains("#![forbid(unsafe_code)]"));
}

/// Calls `each` with the macros that a file calls, in the arguments of macros too.
fn macros(tokens: TokenStream, each: &mut dyn FnMut(&proc_macro2::Ident)) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    for pair in tokens.windows(2) {
        if let [TokenTree::Ident(name), TokenTree::Punct(bang)] = pair
            && bang.as_char() == '!'
        {
            each(name);
        }
    }
    for token in tokens {
        if let TokenTree::Group(group) = token {
            macros(group.stream(), each);
        }
    }
}

#[test]
fn libraries_print_nothing() {
    let mut faults = Vec::new();
    for source in sources("codegen/").into_iter().filter(|source| !is_test(&source.path)) {
        macros(source.text.parse().unwrap(), &mut |name| {
            if ["println", "print", "eprintln", "eprint", "dbg"].iter().any(|printing| name == printing) {
                faults.push(format!("{}:{}: {name}!", source.path, name.span().start().line));
            }
        });
    }
    assert_none(&faults, "libraries give back what there is to say");
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}
