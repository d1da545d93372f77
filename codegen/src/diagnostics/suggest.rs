//! The nearest name, for "did you mean".

/// The candidate closest to `written`, if it is close enough to be a likely slip.
pub(crate) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Beyond a few hundred characters nobody mistypes a name, and the distance is quadratic.
    const LONGEST: usize = 200;
    let length = written.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written && candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance that takes letters of other case for nearly equal: half a step, rounded down.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).map(|step| step * 2).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i * 2;
        let mut above_left = (i + 1) * 2;
        let mut next = vec![above_left];
        for (right, above) in b.iter().zip(row.iter().skip(1)) {
            let substitution = if left == *right {
                0
            } else if left.eq_ignore_ascii_case(right) {
                1
            } else {
                2
            };
            let cost = (diagonal + substitution).min(above_left + 2).min(above + 2);
            diagonal = *above;
            above_left = cost;
            next.push(cost);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default() / 2
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn check(written: &str, candidates: &[&'static str], expected: Option<&str>) {
        assert_eq!(nearest(written, candidates.iter().copied()), expected, "{written}");
    }

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        check("signln", &["signIn", "user"], Some("signIn"));
        check("SIGNIN", &["signIn", "sign"], Some("signIn"));
        check("Edm.string", &["Edm.String", "Edm.Single"], Some("Edm.String"));
        check("x", &["user"], None);
        check("", &["a"], None);
        check("user", &["user"], None);
    }
}
