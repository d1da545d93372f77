//! Lines that nobody would write.

use super::snippets;

/// What mutations start from: each kind of step, method and option.
const LINES: [&str; 16] = [
    "GET https://staff.example/v1/people('O''Neil')/reports?$top=5&$skip=1",
    "GET /people?$filter=active and (age gt 5 or age eq null) and startswith(displayName,'A')",
    "GET /people?$filter=reports/any(r:r/tags/all(t:t eq displayName and r/age lt age))",
    "GET /people?$filter=since ge 2026-01-02T03:04:05Z and badge eq cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46",
    "GET /people?$expand=manager($select=id;$expand=manager),notes($filter=year gt 5;$top=1;$count=true)",
    "GET /people?$orderBy=displayName,age desc,length(displayName)&$search=\"a b\"&$count=true",
    "GET /me/view(from=2026-01-02T03:04:05Z,level='high')/children",
    "GET /me/view(from=@a,level=@b)?@a=2026-01-02T03:04:05Z&@b='low'",
    "GET /people/ada/notes(year=2026,number=7)",
    "GET /me/drive:/a/{b}:/children",
    "POST /me/send",
    "POST /people",
    "PATCH /people/{id}",
    "PUT /me/address/city",
    "DELETE /me/reports/$ref?$id=https://staff.example/v1/people/{id}",
    "GET /me/nickname/{x}/more",
];

/// What is put into them.
const PIECES: [&str; 24] = [
    "'",
    "\"",
    "\\",
    "(",
    ")",
    "{",
    "}",
    "/",
    "//",
    "..",
    "%2F",
    "%00",
    "\u{0}",
    "\n",
    "é",
    "$",
    "@",
    ";",
    "&",
    "=",
    ",",
    "|x| panic!()",
    "*/",
    "'}'",
];

/// A fixed sequence, so that a failure comes again.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }
}

/// A line with some pieces put in, and some of it taken out.
fn mutated(sequence: &mut Sequence) -> String {
    let mut letters: Vec<char> = LINES[sequence.below(LINES.len())].chars().collect();
    for _ in 0..=sequence.below(3) {
        let at = sequence.below(letters.len());
        if sequence.below(3) == 0 {
            let end = (at + 1 + sequence.below(6)).min(letters.len());
            letters.drain(at..end);
        } else {
            let piece = PIECES[sequence.below(PIECES.len())];
            letters.splice(at..at, piece.chars());
        }
    }
    letters.into_iter().collect()
}

#[test]
fn whatever_a_line_says_the_statement_is_one_statement_of_calls() {
    let mut sequence = Sequence(7);
    let lines: Vec<String> = (0..4_000).map(|_| mutated(&mut sequence)).collect();
    let mut made = 0;
    for (line, snippet) in lines.iter().zip(snippets(&lines)) {
        let Ok(snippet) = snippet else { continue };
        made += 1;
        let block: syn::Block = syn::parse_str(&format!("{{{}}}", snippet.text))
            .unwrap_or_else(|error| panic!("{line:?}: {error}:\n{}", snippet.text));
        let (last, lets) = block.stmts.split_last().expect("a statement");
        assert!(lets.iter().all(|one| matches!(one, syn::Stmt::Local(_))), "{line:?}:\n{}", snippet.text);
        assert!(matches!(last, syn::Stmt::Local(_) | syn::Stmt::Expr(..)), "{line:?}:\n{}", snippet.text);
    }
    assert!(made > 1_000, "{made} statements");
}
