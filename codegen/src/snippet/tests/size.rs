//! Expressions of a size that nobody would write: they take no more than a small stack, and a note says what becomes of them.

use super::snippets;
use crate::snippet::Snippet;

/// What threads have by default; the main thread has more.
const STACK: usize = 2 << 20;

/// The statement of a line, made on a small stack, whose text and notes hold these parts. White space does not count in the text.
fn check(line: String, text: &str, note: &str) {
    let shown: String = line.chars().take(100).collect();
    let make = move || snippets(&[line]).pop().unwrap();
    let made = std::thread::Builder::new().stack_size(STACK).spawn(make).unwrap().join();
    let Snippet { text: made, notes } = made.unwrap_or_else(|_| panic!("{shown}")).unwrap();
    let made: String = made.split_whitespace().collect();
    let made_in_short: String = made.chars().take(200).collect();
    assert!(made.contains(text), "{shown}: {made_in_short}");
    let is_noted = if note.is_empty() { notes.is_empty() } else { notes.iter().any(|one| one.contains(note)) };
    assert!(is_noted, "{shown}: {notes:?}");
}

fn chain(operand: &str, operator: &str, count: usize) -> String {
    format!("GET /people?$filter={}{operand}", format!("{operand} {operator} ").repeat(count - 1))
}

#[test]
fn long_chains_are_typed_up_to_a_limit_and_text_beyond() {
    for operator in ["and", "or"] {
        check(chain("age gt 5", operator, 250), &format!(".{operator}(p.age.gt(5))"), "");
        for count in [251, 6_711, 100_000] {
            check(chain("age gt 5", operator, count), ".filter_raw(", "more than the 500 that are typed");
        }
    }
    check(chain("age", "add", 100_000) + " gt 5", ".filter_raw(", "it has 100001 literals, paths and calls");
    check(format!("GET /people?$filter=age in ({}5)", "5,".repeat(100)), "[5,5,5,", "");
    check(format!("GET /people?$filter=age in ({}5)", "5,".repeat(100_000)), ".filter_raw(", "more than the 500");
    check(
        format!("GET /people?$orderby={}age", "age,".repeat(100_000)),
        ".order_by_raw(",
        "it has 100001 items, more than the 20",
    );
}

/// Deep trees are typed up to a limit, and text beyond.
#[test]
fn nesting_takes_a_bounded_stack() {
    for (open, inner, close, end) in [
        ("(", "age gt 5", ")", ""),
        ("not (", "age gt 5", ")", ""),
        ("not ", "active", "", ""),
        ("age gt 5 and (", "age gt 5", ")", ""),
        ("reports/any(x:", "age gt 5", ")", ""),
        ("reports/any(x:x/reports/all(y:", "age gt 5", "))", ""),
        ("tolower(", "displayName", ")", " eq 'x'"),
        ("- ", "age", "", " gt 5"),
    ] {
        let filter =
            |depth: usize| format!("GET /people?$filter={}{inner}{}{end}", open.repeat(depth), close.repeat(depth));
        for depth in [10, 20, 30] {
            check(filter(depth), ".filter", "");
        }
        for depth in [1_000, 100_000] {
            check(filter(depth), ".filter_raw(", "expected at most 64 levels of nesting");
        }
    }
}

#[test]
fn expansions_take_a_bounded_stack() {
    let filter = format!("{}age gt 5{}", "not (".repeat(30), ")".repeat(30));
    let line = |depth: usize| {
        let open = "manager($expand=".repeat(depth);
        format!("GET /people?$expand={open}reports($filter={filter}){}", ")".repeat(depth))
    };
    check(line(14), ".reports.filter(|p|", "");
    for depth in [16, 1_000, 20_000] {
        check(line(depth), "", "it expands more than 16 properties in each other");
    }
}

/// Each value before the statement has a name of its own.
#[test]
fn values_before_the_statement_are_bounded() {
    let dates = |count: usize| {
        let conditions = (0..count).map(|n| format!("since ge 2026-01-02T03:04:05.{n:06}Z"));
        format!("GET /people?$filter={}", conditions.collect::<Vec<_>>().join(" or "))
    };
    check(dates(100), "letsince_100:", "");
    check(dates(200), "query::raw::<bool>(", "it needs more than 100 values before the statement");
}
