//! The nearest name, for "did you mean".

use strsim::osa_distance;

/// The candidate closest to `written`, if it is close enough to be a likely slip.
///
/// A letter that is missing, added, replaced or exchanged with its neighbour counts as one slip; upper and lower case
/// only decide between candidates that are equally close otherwise.
pub(crate) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody mistypes a name of several hundred characters, and comparing two names is quadratic in their length.
    const LONGEST: usize = 200;
    let length = written.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    let lower = written.to_ascii_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| *candidate != written && candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (osa_distance(&lower, &candidate.to_ascii_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, candidate)| (*distance, osa_distance(written, candidate), *candidate))
        .map(|(_, candidate)| candidate)
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

    #[test]
    fn exchanged_neighbours_are_one_slip() {
        check("mesasges", &["messages", "mailFolders"], Some("messages"));
        check("pakage", &["service", "package"], Some("package"));
        check("usre", &["users", "user"], Some("user"));
    }

    #[test]
    fn case_decides_between_equally_close_names() {
        check("UsErs", &["users", "USERS", "Users"], Some("Users"));
        check("user2", &["USER1", "user1"], Some("user1"));
    }
}
