//! `tests/conformance.md`: each sentence names the tests that prove it, and each number that is cited is one of a sentence.

use std::collections::{BTreeMap, BTreeSet};

use tests::files;

use super::{assert_none, functions, paths, prose};

const DOCUMENT: &str = "tests/conformance.md";

/// The numbers of all sentences begin with one of these letters.
const PARTS: &str = "PJUGS";

/// A numbered sentence with what is listed below it.
#[derive(Debug, PartialEq, Eq)]
struct Sentence {
    number: String,
    /// `path::name`
    tests: Vec<String>,
    is_not_yet: bool,
}

/// The sentences of the document, and the lines of its lists that have another form.
fn sentences(text: &str) -> (Vec<Sentence>, Vec<String>) {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut faults = Vec::new();
    for line in text.lines().filter(|line| line.trim_start().starts_with("- ")) {
        if let Some(sentence) = sentence(line) {
            sentences.push(sentence);
        } else if let (Some(item), Some(sentence)) = (line.strip_prefix("  - "), sentences.last_mut()) {
            if let Some(test) = item.strip_prefix('`').and_then(|item| item.strip_suffix('`')) {
                sentence.tests.push(test.to_owned());
            } else if item.strip_prefix("not yet: ").is_some_and(|reason| !reason.is_empty()) {
                sentence.is_not_yet = true;
            } else {
                faults.push(format!("{DOCUMENT}: {line}"));
            }
        } else {
            faults.push(format!("{DOCUMENT}: {line}"));
        }
    }
    (sentences, faults)
}

/// `- **P1** (8.1.5) Every request …`
fn sentence(line: &str) -> Option<Sentence> {
    let (number, rest) = line.strip_prefix("- **")?.split_once("** (")?;
    let (section, text) = rest.split_once(") ")?;
    let is_whole = is_number(number) && !section.is_empty() && text.ends_with('.');
    is_whole.then(|| Sentence { number: number.to_owned(), tests: Vec::new(), is_not_yet: false })
}

/// Whether a word is a number such as `P1`.
fn is_number(word: &str) -> bool {
    let mut characters = word.chars();
    let is_part = characters.next().is_some_and(|first| PARTS.contains(first));
    let digits = characters.as_str();
    is_part && (1..=2).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// The numbers in a text, as words of their own.
fn numbers(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    words.filter(|word| is_number(word)).map(str::to_owned).collect()
}

/// The numbers at the start of a test's name: those of `p6_p7_query_options` are P6 and P7.
fn numbers_of_name(name: &str) -> BTreeSet<String> {
    let leading = name.split('_').map(str::to_uppercase);
    leading.take_while(|word| is_number(word)).collect()
}

/// The functions of a file, each with the numbers that its name and its comments cite.
fn citations(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let lines: Vec<&str> = text.lines().collect();
    let comments = comments(text);
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    functions(&syn::parse_file(text).unwrap(), &mut |signature, block| {
        let line = signature.fn_token.span.start().line;
        let is_above = |line: &&&str| line.trim_start().starts_with("//") || line.trim_start().starts_with("#[");
        let first = line - lines[..line - 1].iter().rev().take_while(is_above).count();
        let last = block.brace_token.span.close().end().line;
        let name = signature.ident.to_string();
        let within = comments.iter().filter(|(line, _)| (first..=last).contains(line));
        let cited = within.flat_map(|(_, comment)| numbers(comment)).chain(numbers_of_name(&name));
        found.entry(name.clone()).or_default().extend(cited);
    });
    found
}

/// The lines of a file that are comments, each with its number.
fn comments(text: &str) -> Vec<(usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
        .collect()
}

/// What is wrong with the tests of a sentence.
fn faults_of(sentence: &Sentence, cited: &mut BTreeMap<String, BTreeMap<String, BTreeSet<String>>>) -> Vec<String> {
    let Sentence { number, tests, is_not_yet } = sentence;
    let mut faults = Vec::new();
    if tests.is_empty() && !is_not_yet {
        faults.push(format!("{number} has no test and does not say `not yet: …`"));
    }
    for test in tests {
        let Some((path, name)) = test.rsplit_once("::") else {
            faults.push(format!("{number}: `{test}` is not `path::name`"));
            continue;
        };
        if !files::workspace().join(path).is_file() {
            faults.push(format!("{number}: there is no file `{path}`"));
            continue;
        }
        match cited.entry(path.to_owned()).or_insert_with(|| citations(&files::read(path))).get(name) {
            None => faults.push(format!("{number}: `{path}` has no function `{name}`")),
            Some(numbers) if !numbers.contains(number) => faults.push(format!("{number}: `{test}` does not cite it")),
            Some(_) => {}
        }
    }
    faults
}

#[test]
fn every_sentence_has_its_tests() {
    let (sentences, mut faults) = sentences(&files::read(DOCUMENT));
    assert!(sentences.len() >= 80, "{DOCUMENT} has {} sentences", sentences.len());
    let mut seen = BTreeSet::new();
    let mut cited = BTreeMap::new();
    for sentence in &sentences {
        if !seen.insert(&sentence.number) {
            faults.push(format!("{} is there twice", sentence.number));
        }
        faults.extend(faults_of(sentence, &mut cited));
    }
    assert_none(&faults, "each sentence names tests that cite it, or says why there is none yet");
}

#[test]
fn every_number_is_one_of_a_sentence() {
    let (sentences, _) = sentences(&files::read(DOCUMENT));
    let known: BTreeSet<String> = sentences.into_iter().map(|sentence| sentence.number).collect();
    let is_ours =
        |path: &String| path.ends_with(".rs") && (!path.starts_with("tests/golden/") || path.ends_with("/main.rs"));
    let mut faults = Vec::new();
    for path in paths().into_iter().filter(is_ours) {
        let text = files::read(&path);
        for (line, comment) in comments(&text) {
            let unknown = numbers(comment).into_iter().filter(|number| !known.contains(number));
            faults.extend(unknown.map(|number| format!("{path}:{line}: {number}")));
        }
        let names = text.split("fn ").skip(1).flat_map(numbers_of_name);
        let unknown = names.filter(|number| !known.contains(number));
        faults.extend(unknown.map(|number| format!("{path}: {number} in the name of a test")));
    }
    assert_none(&faults, "each number in a comment or name is one of a sentence in tests/conformance.md");
}

#[test]
fn sections_of_the_standards_are_cited_in_one_style() {
    let mut faults = Vec::new();
    for path in paths().into_iter().filter(|path| prose::is_held(path) || path.ends_with(".md")) {
        for (number, line) in files::read(&path).lines().enumerate().filter(|(_, line)| line.contains('\u{A7}')) {
            faults.push(format!("{path}:{}: {}", number + 1, line.trim()));
        }
    }
    assert_none(&faults, "a section is cited as `CSDL 7.2`: the name of the document, then the number without a sign");
}

#[test]
fn sentences_are_read() {
    let (found, faults) =
        sentences("- **P1** (8.1) A.\n  - `a/b.rs::c`\n  - not yet: why\n- **P2** (ours) B.\n- P3 C.\n  - x\n");
    let sentence = |number: &str, tests: &[&str], is_not_yet| Sentence {
        number: number.to_owned(),
        tests: tests.iter().map(|&test| test.to_owned()).collect(),
        is_not_yet,
    };
    assert_eq!(found, [sentence("P1", &["a/b.rs::c"], true), sentence("P2", &[], false)]);
    assert_eq!(faults, ["tests/conformance.md: - P3 C.", "tests/conformance.md:   - x"]);
    for fault in ["a/b.rs", "a/b.rs::c", "tests/tidy/main.rs::missing", "tests/tidy/main.rs::paths"] {
        assert_eq!(faults_of(&sentence("P1", &[fault], false), &mut BTreeMap::new()).len(), 1, "{fault}");
    }
    assert_eq!(faults_of(&sentence("P1", &[], false), &mut BTreeMap::new()).len(), 1);
    assert!(faults_of(&sentence("P1", &[], true), &mut BTreeMap::new()).is_empty());
}

#[test]
fn citations_belong_to_their_function() {
    let source = "//! S1\n\n// P1, U2: x\n#[test]\nfn a() {\n    // J3\n    let s3 = \"G4\";\n}\n\n/// P5\nfn u9_u10_b_u11() {}\nfn c() {}\n";
    let cited = citations(source);
    let of = |name: &str| cited[name].iter().map(String::as_str).collect::<Vec<_>>();
    assert_eq!((of("a"), of("u9_u10_b_u11"), of("c")), (vec!["J3", "P1", "U2"], vec!["P5", "U10", "U9"], vec![]));
}
