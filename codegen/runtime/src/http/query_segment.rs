//! Reads whose query travels as a body
//! ([URL Conventions 4.17](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).

use http::{Method, Uri};

/// The segment behind the path of a resource to which its query options are sent as a body.
pub(crate) const QUERY_SEGMENT: &str = "$query";

/// What is done with reads whose URL is too long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LongQueries {
    /// The most bytes that the URL of a read may have.
    pub(crate) limit: usize,
    /// Whether the service takes the query as a body.
    pub(crate) by_post: bool,
}

/// Whether a request is a read, although its method is `POST`.
pub(crate) fn is_query(method: &Method, url: &Uri) -> bool {
    let behind = url.path().strip_suffix(QUERY_SEGMENT);
    *method == Method::POST && behind.is_some_and(|path| path.ends_with('/'))
}

/// Whether a request changes something.
pub(crate) fn is_write(method: &Method, url: &Uri) -> bool {
    !method.is_safe() && !is_query(method, url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: Method, url: &'static str, expect: bool) {
        assert_eq!(is_write(&method, &Uri::from_static(url)), expect, "{method} {url}");
    }

    // P19
    #[test]
    fn only_the_segment_makes_a_read_of_a_post() {
        check(Method::GET, "https://example.com/users", false);
        check(Method::POST, "https://example.com/users/$query", false);
        check(Method::POST, "https://example.com/users", true);
        check(Method::POST, "https://example.com/users?a=/$query", true);
        check(Method::POST, "https://example.com/users/x$query", true);
        check(Method::POST, "https://example.com/users/$query/copy", true);
        check(Method::PATCH, "https://example.com/users/$query", true);
    }
}
