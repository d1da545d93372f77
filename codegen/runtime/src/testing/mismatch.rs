//! The error of a request that a test double has no answer for.

use std::fmt;

use super::asked::Asked;
use super::expectation::Expectation;
use super::pattern::Known;

/// The most other expectations that are listed.
const MOST: usize = 10;

/// A request to which nothing fits. Its texts compare it with what is expected.
#[derive(Clone)]
pub(super) struct Mismatch(pub(super) String);

impl Mismatch {
    pub(super) fn new(asked: &Asked, expectations: &[Expectation], known: Known) -> Self {
        let mut text = format!("the test double has no answer to\n    {}", asked.shown_line());
        let nearest = nearest(asked, expectations, known);
        let Some((at, differences)) = nearest else {
            text += "\nbecause nothing is expected of it: begin with `fake.on(…)`";
            return Self(text);
        };
        for (index, expectation) in expectations.iter().enumerate() {
            if index == at {
                text += &format!("\nthe nearest that it expects is\n    {}", shown(expectation));
            }
        }
        text += "\nwhich differs in\n    ";
        text += &differences.join("\n    ");
        let others: Vec<_> = expectations.iter().enumerate().filter(|(index, _)| *index != at).collect();
        if !others.is_empty() {
            text += "\nit also expects";
        }
        for (_, expectation) in others.iter().take(MOST) {
            text += &format!("\n    {}", shown(expectation));
        }
        if others.len() > MOST {
            text += &format!("\n    and {} more", others.len() - MOST);
        }
        Self(text)
    }
}

/// The expectation that is nearest to a request, and what differs.
fn nearest(asked: &Asked, expectations: &[Expectation], known: Known) -> Option<(usize, Vec<String>)> {
    let mut nearest: Option<(usize, usize, Vec<String>)> = None;
    for (index, expectation) in expectations.iter().enumerate() {
        let compared = expectation.pattern.compare(asked, known);
        let mut differences = compared.differences;
        if let Some(fault) = &expectation.fault {
            differences = vec![format!("the expectation cannot be used: {fault}")];
        } else if differences.is_empty() {
            differences = vec![format!("its answers are used up: it was asked {}", times(expectation.used()))];
        }
        if nearest.as_ref().is_none_or(|(_, best, _)| compared.nearness > *best) {
            nearest = Some((index, compared.nearness, differences));
        }
    }
    nearest.map(|(index, _, differences)| (index, differences))
}

fn shown(expectation: &Expectation) -> String {
    let used = expectation.used();
    let end = match (used, expectation.is_used_up()) {
        (0, _) => String::new(),
        (used, true) => format!(", used up after {}", times(used)),
        (used, false) => format!(", used {}", times(used)),
    };
    expectation.pattern.shown() + &end
}

/// What is missing of an expectation, if it was not met.
pub(super) fn unmet(expectation: &Expectation) -> Option<String> {
    let shown = expectation.pattern.shown();
    if let Some(fault) = &expectation.fault {
        return Some(format!("{shown}: {fault}"));
    }
    let (used, needed) = (expectation.used(), expectation.needed());
    let asked = if used == 0 { "never asked".to_owned() } else { format!("asked {}", times(used)) };
    (used < needed).then(|| format!("{shown}: {asked}, expected at least {}", times(needed)))
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The same text, so that `unwrap` shows it with its lines.
impl fmt::Debug for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Mismatch {}
