//! ARCHITECTURE.md: each invariant names the test that holds it.

use tests::files;

use super::{assert_none, functions};

/// The items of the numbered lists: the text of each, on one line.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut is_inside = false;
    for line in text.lines() {
        let number = line.chars().take_while(char::is_ascii_digit).count();
        if number > 0 && line.get(number..).is_some_and(|rest| rest.starts_with(". ")) {
            items.push(line.to_owned());
            is_inside = true;
        } else if is_inside && line.starts_with(' ') {
            let item = items.last_mut().unwrap();
            item.push(' ');
            item.push_str(line.trim());
        } else {
            is_inside = false;
        }
    }
    items
}

/// What is wrong with the end of an item: `(test: path::name)`, or several, separated by commas.
fn fault(item: &str) -> Option<String> {
    let tests = item.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once("(test: "));
    let Some((_, tests)) = tests else { return Some(format!("does not end with `(test: path::name)`: {item}")) };
    tests.split(", ").map(|test| test.trim_matches('`')).find_map(|test| {
        let Some((path, name)) = test.rsplit_once("::") else { return Some(format!("`{test}` is not `path::name`")) };
        let Ok(text) = std::fs::read_to_string(files::workspace().join(path)) else {
            return Some(format!("`{path}` does not exist: {item}"));
        };
        let mut is_there = false;
        functions(&syn::parse_file(&text).unwrap(), &mut |signature, _| is_there |= signature.ident == name);
        (!is_there).then(|| format!("`{path}` has no test `{name}`: {item}"))
    })
}

#[test]
fn every_invariant_names_its_test() {
    let items = items(&files::read("ARCHITECTURE.md"));
    assert!(items.len() >= 5, "ARCHITECTURE.md has {} numbered invariants", items.len());
    let faults: Vec<_> = items.iter().filter_map(|item| fault(item)).collect();
    assert_none(&faults, "each invariant in ARCHITECTURE.md names the test that holds it");
}
