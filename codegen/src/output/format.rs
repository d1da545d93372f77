//! Syntax to formatted text, on several threads.

use proc_macro2::TokenStream;

use crate::emit::lists::{Lists, MARKS};
use crate::emit::{SourceFile, Syntax};

use super::File;
use super::parallel::map;
use super::spacing::Spacing;

/// A defect of the emitter: tokens that are not valid Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormatError {
    /// The file of which they would have been a part.
    pub(crate) path: String,
    /// The message of the parser.
    pub(crate) message: String,
    /// The beginning of the tokens.
    pub(crate) tokens: String,
}

/// Makes and prints all files, which keep their order, whichever thread is quicker.
pub(crate) fn format(sources: Vec<SourceFile<'_>>) -> Result<Vec<File>, Vec<FormatError>> {
    let mut files = Vec::with_capacity(sources.len());
    let mut errors = Vec::new();
    for result in map(sources, print) {
        match result {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

fn print(source: SourceFile<'_>) -> Result<File, FormatError> {
    let SourceFile { path, make } = source;
    let mut file = File::generated(path, "");
    let mut spacing = Spacing::default();
    for part in make() {
        let syntax = match part {
            Syntax::Item(item) => file_of(*item),
            Syntax::Long(make) => {
                print_long(&make, &mut spacing, &mut file.text);
                continue;
            }
            Syntax::Line(line) => {
                file.text.push('\n');
                file.text.push_str(&line);
                file.text.push('\n');
                spacing = Spacing::default();
                continue;
            }
            Syntax::Tokens(tokens) => match parse(tokens) {
                Ok(syntax) => syntax,
                Err((message, tokens)) => return Err(FormatError { path: file.path, message, tokens }),
            },
        };
        spacing.append(&prettyplease::unparse(&syntax), &mut file.text);
    }
    file.text.shrink_to_fit();
    Ok(file)
}

fn file_of(item: syn::Item) -> syn::File {
    syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] }
}

/// Prints an item with long lists: its frame, in which the pieces of each list replace the lines of marks.
fn print_long(make: &dyn Fn(&Lists) -> syn::Item, spacing: &mut Spacing, out: &mut String) {
    let lists = Lists::frame();
    let frame = prettyplease::unparse(&file_of(make(&lists)));
    let lines: Vec<&str> = frame.split_inclusive('\n').collect();
    let mut printed = 0;
    for (list, pieces) in lists.pieces().into_iter().enumerate() {
        let Some(start) = marks_from(&lines, printed) else { break };
        let end = start + MARKS;
        lines.iter().take(start).skip(printed).for_each(|line| spacing.append(line, out));
        for piece in 0..pieces {
            let text = prettyplease::unparse(&file_of(make(&Lists::piece(list, piece))));
            let after = lines.len() - end;
            let inside = text.split_inclusive('\n').count().saturating_sub(after);
            text.split_inclusive('\n').take(inside).skip(start).for_each(|line| spacing.append(line, out));
        }
        printed = end;
    }
    lines.iter().skip(printed).for_each(|line| spacing.append(line, out));
}

/// The first of the lines of marks at or after a line: as many as there are marks, each the same code.
fn marks_from(lines: &[&str], from: usize) -> Option<usize> {
    let is_marks = |lines: &[&str]| lines.iter().all(|line| Some(line) == lines.first());
    let mut starts = from..(lines.len() + 1).saturating_sub(MARKS);
    starts.find(|start| {
        let marks = lines.get(*start..start + MARKS).unwrap_or_default();
        is_marks(marks) && marks.first().is_some_and(|line| !line.trim_start().starts_with("//"))
    })
}

/// Parses items; for tokens that are not items, returns the message of the parser and the first tokens.
fn parse(tokens: TokenStream) -> Result<syn::File, (String, String)> {
    // Enough to find the place in the emitter.
    const SHOWN: usize = 400;
    // Copies no more than the outermost tokens; the parser copies all that is in delimiters in any case.
    let kept = tokens.clone();
    syn::parse2(tokens).map_err(|error| (error.to_string(), kept.to_string().chars().take(SHOWN).collect()))
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proc_macro2::TokenStream;
    use quote::quote;

    use super::format;
    use crate::emit::{SourceFile, Syntax};

    fn source<const N: usize>(path: &str, parts: [fn() -> TokenStream; N]) -> SourceFile<'static> {
        let parts = move || parts.into_iter().map(|part| Syntax::Tokens(part()));
        SourceFile { path: path.into(), make: Box::new(move || Box::new(parts())) }
    }

    fn check(sources: Vec<SourceFile<'_>>, expect: Expect) {
        let shown = match format(sources) {
            Ok(files) => files.iter().map(|file| format!("[{}]\n{}", file.path, file.text)).collect(),
            Err(errors) => format!("{errors:#?}\n"),
        };
        expect.assert_eq(&shown);
    }

    #[test]
    fn parts_become_files() {
        let docs = || quote! { #![doc = " A crate."] use a::b; };
        let structs = || {
            quote! {
                #[doc = " First line."]
                #[doc = " Second line: a `\"` and a */."]
                pub struct A;
                pub struct B { pub a: u8 }
            }
        };
        check(
            vec![source("src/lib.rs", [docs, || quote!(), structs]), source("src/empty.rs", [])],
            expect![[r#"
            [src/lib.rs]
            // @generated by codegen from OData metadata. Do not edit.

            //! A crate.

            use a::b;

            /// First line.
            /// Second line: a `"` and a */.
            pub struct A;

            pub struct B {
                pub a: u8,
            }
            [src/empty.rs]
            // @generated by codegen from OData metadata. Do not edit.
        "#]],
        );
    }

    #[test]
    fn a_defect_names_its_file() {
        let good = || {
            quote!(
                struct A;
            )
        };
        let sources = vec![source("src/a.rs", [good]), source("src/b.rs", [good, || quote!(struct 1;)])];
        check(
            sources,
            expect![[r#"
            [
                FormatError {
                    path: "src/b.rs",
                    message: "expected identifier",
                    tokens: "struct 1 ;",
                },
            ]
        "#]],
        );
    }

    #[test]
    fn many_files_keep_their_order() {
        let sources: Vec<_> = (0..200)
            .map(|n| {
                let part = move |m: u32| {
                    let name = quote::format_ident!("A{}", n * 3 + m);
                    quote!(struct #name;)
                };
                let parts = move || (0..3).map(move |m| Syntax::Tokens(part(m)));
                SourceFile { path: format!("src/a{n}.rs"), make: Box::new(move || Box::new(parts())) }
            })
            .collect();
        for (n, file) in (0..).zip(format(sources).unwrap()) {
            assert_eq!(file.path, format!("src/a{n}.rs"));
            let body = format!("struct A{};\n\nstruct A{};\n\nstruct A{};\n", n * 3, n * 3 + 1, n * 3 + 2);
            assert!(file.text.ends_with(&body), "{}", file.text);
        }
    }
}
