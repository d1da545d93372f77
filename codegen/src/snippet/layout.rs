//! Long links over several lines, as `rustfmt` breaks them.

/// The widest line.
const LINE_WIDTH: usize = 100;

const INDENT: usize = 4;

/// The widest arguments that `rustfmt` leaves on one line.
const CALL_WIDTH: usize = 60;

/// The end of a value of which nothing is set yet: it has a line of its own, where the rest is filled in.
const REST: &str = "{ ..Default::default() }";

/// Whether a text can stand on a line with so many other characters.
pub(super) fn fits(text: &str, others: usize) -> bool {
    others + text.chars().count() <= LINE_WIDTH && !text.contains(REST)
}

/// How many levels of nesting are broken. What is further inside stays on one line: for each level there are two ways to
/// break it, and which fits is known when all that is inside of it has been broken.
const DEEPEST: usize = 12;

/// An expression of a link, or an argument in it, whose lines start at `indent`; `after` more characters follow it.
pub(super) fn broken(text: &str, indent: usize, after: usize) -> String {
    broken_inside(text, indent, after, 0)
}

/// As [`broken`], inside of so many others.
fn broken_inside(text: &str, indent: usize, after: usize, depth: usize) -> String {
    if depth == DEEPEST || fits(text, indent + after) && !has_wide_arguments(text) {
        return text.to_owned();
    }
    let depth = depth + 1;
    if let Some(head) = text.strip_suffix(REST) {
        return format!("{head}{{{}\n{}}}", line("..Default::default()", indent + INDENT), spaces(indent));
    }
    if let Some((head, body)) = closure(text) {
        let inner = indent + INDENT;
        // A tuple is broken as one; anything else is a chain.
        let body =
            if body.starts_with('(') { broken_inside(body, inner, 0, depth) } else { chained(body, inner, depth) };
        return format!("{head} {{{}\n{}}}", line(&body, inner), spaces(indent));
    }
    let Some((head, arguments)) = call(text) else { return chained(text, indent, depth) };
    // A closure, a call or a value that is the only argument begins on the line of what it is passed to.
    if let [only] = arguments.as_slice()
        && (closure(only).is_some() || call(only).is_some() || only.ends_with(REST))
    {
        let inner = broken_inside(only, indent, LINE_WIDTH, depth);
        let first = inner.lines().next().map_or(0, |first| first.chars().count());
        if indent + head.chars().count() + 1 + first <= LINE_WIDTH {
            return format!("{head}({inner})");
        }
    }
    let inner = indent + INDENT;
    let lines = arguments.iter().map(|argument| line(&broken_inside(argument, inner, 1, depth), inner) + ",");
    format!("{head}({}\n{})", lines.collect::<String>(), spaces(indent))
}

/// Whether a call has so many arguments that they are broken even where they fit.
fn has_wide_arguments(text: &str) -> bool {
    let Some((_, arguments)) = call(text) else { return false };
    let width: usize = arguments.iter().map(|argument| argument.chars().count() + ", ".len()).sum();
    width > CALL_WIDTH + ", ".len() && arguments.iter().all(|argument| closure(argument).is_none())
}

/// A chain that is too long has a line for each of its calls.
fn chained(text: &str, indent: usize, depth: usize) -> String {
    let links = links(text);
    if fits(text, indent) {
        return text.to_owned();
    }
    // The first property stays with the variable.
    let kept = if links.get(1).is_some_and(|link| !link.contains('(')) { 2 } else { 1 };
    match links.split_at_checked(kept) {
        Some((start, rest)) if !rest.is_empty() => {
            let inner = indent + INDENT;
            let rest = rest.iter().map(|link| line(&broken_inside(link, inner, 0, depth), inner));
            start.concat() + &rest.collect::<String>()
        }
        _ => text.to_owned(),
    }
}

fn line(text: &str, indent: usize) -> String {
    format!("\n{}{text}", spaces(indent))
}

fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// `|x|` and what follows it.
fn closure(text: &str) -> Option<(&str, &str)> {
    let end = text.strip_prefix('|')?.find('|')?;
    let (head, body) = text.split_at_checked(end + 2)?;
    Some((head, body.trim_start()))
}

/// What stands before the parentheses that end the text, and the arguments between them.
fn call(text: &str) -> Option<(&str, Vec<&str>)> {
    let inner = text.strip_suffix(')')?;
    let open = opening(text)?;
    inner.get(open + 1..).filter(|inner| !inner.trim().is_empty())?;
    let head = text.get(..open)?;
    let arguments = parts(inner.get(open + 1..)?, |letter, depth| letter == ',' && depth == 0);
    Some((head, arguments.into_iter().map(|part| part.trim_start_matches(',').trim()).collect()))
}

/// Where the parenthesis opens that the last character closes.
fn opening(text: &str) -> Option<usize> {
    let mut open = Vec::new();
    let mut last = None;
    scan(text, |at, letter, _| match letter {
        '(' | '[' | '{' => open.push(at),
        ')' | ']' | '}' => last = open.pop(),
        _ => {}
    });
    last
}

/// The links of a chain, each but the first with its dot.
fn links(text: &str) -> Vec<&str> {
    parts(text, |letter, depth| letter == '.' && depth == 0)
}

/// Cuts before every character that `cuts` says, by the character and the depth of brackets around it.
fn parts(text: &str, cuts: impl Fn(char, usize) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    scan(text, |at, letter, depth| {
        if cuts(letter, depth) && at > start {
            parts.extend(text.get(start..at));
            start = at;
        }
    });
    parts.extend(text.get(start..));
    parts
}

/// Visits every character outside of string literals, with the depth of brackets around it.
fn scan(text: &str, mut visit: impl FnMut(usize, char, usize)) {
    let mut depth = 0usize;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                while let Some((_, inner)) = letters.next() {
                    match inner {
                        '\\' => _ = letters.next(),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                visit(at, letter, depth);
            }
            _ => {
                visit(at, letter, depth);
                depth += usize::from(matches!(letter, '(' | '[' | '{'));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::broken;

    fn check(text: &str, expected: Expect) {
        // So that short examples do.
        expected.assert_eq(&broken(text, 60, 0).replace(&" ".repeat(60), ""));
    }

    #[test]
    fn short_text_stays() {
        check(".top(5)", expect![".top(5)"]);
    }

    #[test]
    fn calls_break_at_their_arguments() {
        check(
            ".first(alpha::new(), Vec::<beta::Gamma>::new(), \"a, (b\", 5)",
            expect![[r#"
            .first(
                alpha::new(),
                Vec::<beta::Gamma>::new(),
                "a, (b",
                5,
            )"#]],
        );
        check(
            ".first(alpha::Beta::new(gamma::Delta { ..Default::default() }, 5))",
            expect![[r#"
                .first(alpha::Beta::new(
                    gamma::Delta {
                        ..Default::default()
                    },
                    5,
                ))"#]],
        );
        check(
            ".first(alpha::beta::gamma::delta::epsilon::Zeta::new())",
            expect![[r#"
            .first(
                alpha::beta::gamma::delta::epsilon::Zeta::new(),
            )"#]],
        );
        check(
            ".first(&client.directory_objects().by_id(\"{id}\").read_as::<A>())",
            expect![[r#"
            .first(
                &client
                    .directory_objects()
                    .by_id("{id}")
                    .read_as::<A>(),
            )"#]],
        );
    }

    #[test]
    fn closures_get_a_block() {
        check(
            ".filter(|g| g.mail_enabled.eq(false).and(g.id.eq(\"5\")))",
            expect![[r#"
            .filter(|g| {
                g.mail_enabled
                    .eq(false)
                    .and(g.id.eq("5"))
            })"#]],
        );
        check(
            ".expand(|u| (u.manager.select(|m| m.id), u.reports.top(5)))",
            expect![[r#"
            .expand(|u| {
                (
                    u.manager.select(|m| m.id),
                    u.reports.top(5),
                )
            })"#]],
        );
        check(
            ".filter(|g| g.a_rather_long_name_of_a_property_that_has_no_end)",
            expect![[r#"
            .filter(|g| {
                g.a_rather_long_name_of_a_property_that_has_no_end
            })"#]],
        );
    }
}
