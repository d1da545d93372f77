//! How diagnostics are shown.

use expect_test::{Expect, expect};

use super::{Diagnostic, json, render};
use crate::source::{Sources, Span};

/// Two documents, in which places are found by their text.
struct Fixture {
    sources: Sources,
}

impl Fixture {
    fn new(text: &str) -> Self {
        let mut sources = Sources::new();
        sources.add("a.csdl", text);
        sources.add("b.csdl", "x\ny other\n");
        Self { sources }
    }

    fn span(&self, part: &str) -> Span {
        let found = self.sources.iter().find_map(|(source, document)| Some((source, document.text.find(part)?)));
        let (source, start) = found.unwrap();
        let offset = |at: usize| u32::try_from(at).unwrap();
        Span { source, start: offset(start), end: offset(start + part.len()) }
    }

    fn check(&self, diagnostic: &Diagnostic, expect: Expect) {
        expect.assert_eq(&render(&self.sources, &[diagnostic], false));
    }
}

#[test]
fn places_labels_and_help() {
    let fixture = Fixture::new("one\n\ttwo <three/>\r\nfour\n");
    let diagnostic = Diagnostic::error("some-code", fixture.span("three"), "what is wrong")
        .label("here")
        .also(fixture.span("two"), "beside")
        .also(fixture.span("four"), "below")
        .also(fixture.span("other"), "elsewhere")
        .help("do this")
        .help("or that");
    fixture.check(
        &diagnostic,
        expect![[r#"
        error[some-code]: what is wrong
         --> a.csdl:2:7
          |
        2 |     two <three/>
          |     ---  ^^^^^ here
          |     |
          |     beside
          |
         ::: a.csdl:3:1
          |
        3 | four
          | ---- below
          |
         ::: b.csdl:2:3
          |
        2 | y other
          |   ----- elsewhere
          |
          = help: do this
          = help: or that

    "#]],
    );
    expect![[r#"
        {"severity":"error","code":"some-code","message":"what is wrong","file":"a.csdl","line":2,"column":7,"end_line":2,"end_column":12,"byte_start":10,"byte_end":15,"label":"here","labels":[{"message":"beside","file":"a.csdl","line":2,"column":2,"end_line":2,"end_column":5,"byte_start":5,"byte_end":8},{"message":"below","file":"a.csdl","line":3,"column":1,"end_line":3,"end_column":5,"byte_start":19,"byte_end":23},{"message":"elsewhere","file":"b.csdl","line":2,"column":3,"end_line":2,"end_column":8,"byte_start":4,"byte_end":9}],"help":["do this","or that"]}
    "#]].assert_eq(&json(&fixture.sources, &[&diagnostic]));
}

#[test]
fn without_a_place() {
    let fixture = Fixture::new("");
    fixture.check(
        &Diagnostic::warning("some-code", None, "what is wrong").help("do this"),
        expect![[r#"
        warning[some-code]: what is wrong
         |
         = help: do this

    "#]],
    );
    let diagnostic = Diagnostic::error("some-code", None, "what is wrong");
    fixture.check(
        &diagnostic,
        expect![[r#"
        error[some-code]: what is wrong

    "#]],
    );
    expect![[r#"
        {"severity":"error","code":"some-code","message":"what is wrong","labels":[],"help":[]}
    "#]]
    .assert_eq(&json(&fixture.sources, &[&diagnostic]));
}

#[test]
fn several_lines_are_cut_to_the_first() {
    let fixture = Fixture::new("a <b\nc> d");
    fixture.check(
        &Diagnostic::error("some-code", fixture.span("<b\nc>"), "what is wrong"),
        expect![[r#"
        error[some-code]: what is wrong
         --> a.csdl:1:3
          |
        1 | a <b
          |   ^^

    "#]],
    );
}

#[test]
fn the_end_of_the_document() {
    let fixture = Fixture::new("a\n");
    let mut span = fixture.span("a");
    (span.start, span.end) = (2, 2);
    fixture.check(
        &Diagnostic::error("some-code", span, "what is wrong").label("ends here"),
        expect![[r#"
        error[some-code]: what is wrong
         --> a.csdl:2:1
          |
        2 |
          | ^ ends here

    "#]],
    );
    (span.start, span.end) = (1_000, 2_000);
    fixture.check(
        &Diagnostic::error("some-code", span, "what is wrong").label("beyond the end"),
        expect![[r#"
        error[some-code]: what is wrong
         --> a.csdl:2:1
          |
        2 |
          | ^ beyond the end

    "#]],
    );
}

#[test]
fn long_lines_keep_their_columns() {
    let fixture = Fixture::new(&format!("first\n{}<here/>{}", "é".repeat(100_000), "x".repeat(100_000)));
    fixture.check(&Diagnostic::error("some-code", fixture.span("<here/>"), "what is wrong").label("here"), expect![[r#"
        error[some-code]: what is wrong
         --> a.csdl:2:100001
          |
        2 | …éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé<here/>xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...
          |                                                              ^^^^^^^ here

    "#]]);
}

// Metadata is hostile input: nothing in it reaches the terminal as a command.
#[test]
fn control_characters_are_shown_and_not_sent() {
    let fixture = Fixture::new("a \u{1b}[31mred\u{9b}0m \u{202e}b\u{0}\n");
    let diagnostic = Diagnostic::error("some-code", fixture.span("red"), "bell \u{7} and \u{1b}]0;title")
        .label("\u{1b}[2J")
        .help("\u{8}");
    fixture.check(
        &diagnostic,
        expect![[r#"
            error[some-code]: bell \u{7} and \u{1b}]0;title
             --> a.csdl:1:8
              |
            1 | a ␛[31mred�0m �b␀
              |        ^^^ \u{1b}[2J
              |
              = help: \u{8}

        "#]],
    );
    assert!(
        render(&fixture.sources, &[&diagnostic], true).chars().all(|c| c == '\u{1b}' || c == '\n' || !c.is_control())
    );
}

#[test]
fn colors_are_optional() {
    let fixture = Fixture::new("a");
    let diagnostic = Diagnostic::error("some-code", fixture.span("a"), "what is wrong");
    assert!(render(&fixture.sources, &[&diagnostic], true).contains("\u{1b}["));
    assert!(!render(&fixture.sources, &[&diagnostic], false).contains('\u{1b}'));
}

#[test]
fn a_diagnostic_with_several_places_is_shown_once() {
    let fixture = Fixture::new("one two three four five six");
    let twice =
        |part: &str| Diagnostic::warning("twice", fixture.span(part), "there is one").label("again").help("keep one");
    let other = Diagnostic::warning("twice", fixture.span("two"), "there is another");
    let [one, three, four, five, six] = ["one", "three", "four", "five", "six"].map(twice);
    let check = |diagnostics: &[&Diagnostic], expect: Expect| {
        let rendered = render(&fixture.sources, diagnostics, false);
        let notes: Vec<&str> =
            rendered.lines().filter(|line| line.contains("warning") || line.contains(" = ")).collect();
        expect.assert_eq(&notes.join("\n"));
    };
    check(
        &[&one, &other, &three],
        expect![[r#"
        warning[twice]: there is one
          = help: keep one
          = note: the same at a.csdl:1:9
        warning[twice]: there is another"#]],
    );
    check(
        &[&one, &three, &four],
        expect![[r#"
        warning[twice]: there is one
          = help: keep one
          = note: the same at 2 more places: a.csdl:1:9, a.csdl:1:15"#]],
    );
    check(
        &[&one, &three, &four, &five, &six],
        expect![[r#"
        warning[twice]: there is one
          = help: keep one
          = note: the same at 4 more places: a.csdl:1:9, a.csdl:1:15, a.csdl:1:20, …"#]],
    );
}
