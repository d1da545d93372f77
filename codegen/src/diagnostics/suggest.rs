//! The nearest name, for "did you mean".

use strsim::osa_distance;

/// The candidate closest to `written`, if it is close enough to be a likely slip.
///
/// A letter that is missing, added, replaced or exchanged with its neighbour counts as one slip; upper and lower case
/// only decide between candidates that are equally close otherwise.
pub(crate) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    close(written, candidates)
        .min_by_key(|(distance, candidate)| (*distance, *candidate))
        .map(|(_, candidate)| candidate)
}

/// The candidates that are close enough, at most so many, the closest first.
pub(crate) fn nearest_few<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> Vec<&'a str> {
    let mut close: Vec<_> = close(written, candidates).collect();
    close.sort_unstable();
    close.dedup();
    close.into_iter().take(most).map(|(_, candidate)| candidate).collect()
}

/// Whether a name was most likely meant where another one would be right too: one slip, or two in a longer name.
pub(crate) fn is_slip(written: &str, name: &str) -> bool {
    distance(written, name).0 <= 1 + written.chars().count() / 8
}

/// Puts the names first that are closest to `written`, however far they are.
pub(crate) fn sort_by_distance(written: &str, names: &mut [&str]) {
    names.sort_by_cached_key(|name| (distance(written, name), *name));
}

/// How far two names are apart: without regard to case, and with it.
type Distance = (usize, usize);

fn distance(one: &str, other: &str) -> Distance {
    let folded = osa_distance(&one.to_ascii_lowercase(), &other.to_ascii_lowercase());
    (folded, osa_distance(one, other))
}

/// The candidates that are likely to be meant, each with its distance.
fn close<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> impl Iterator<Item = (Distance, &'a str)> {
    // Nobody mistypes a name of several hundred characters, and comparing two names is quadratic in their length.
    const LONGEST: usize = 200;
    let length = written.chars().count();
    let is_comparable = (1..=LONGEST).contains(&length);
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        .filter(move |candidate| is_comparable && candidate.chars().count().abs_diff(length) <= limit)
        .filter(move |candidate| *candidate != written)
        .map(move |candidate| (distance(written, candidate), candidate))
        .filter(move |((folded, _), _)| *folded <= limit)
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_few, sort_by_distance};

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

    #[test]
    fn the_closest_come_first() {
        let names = ["users", "use", "user", "uses", "USER", "user", "groups"];
        assert_eq!(nearest_few("usr", names, 3), ["use", "user", "USER"]);
        assert!(nearest_few("x", names, 0).is_empty());
        let mut names = ["a.security.user", "a.graph.user", "other"];
        sort_by_distance("a.grph.user", &mut names);
        assert_eq!(names, ["a.graph.user", "a.security.user", "other"]);
    }
}
