//! Queries that Microsoft Graph answers from an index that may be behind, if it is asked to
//! ([advanced queries](https://learn.microsoft.com/en-us/graph/aad-advanced-queries)).

use http::header::HeaderName;
use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;

const CONSISTENCY_LEVEL: HeaderName = HeaderName::from_static("consistencylevel");

/// Adds the header by which the service accepts a query that needs the index. On queries of other things it has no effect.
pub(in crate::request) fn ask(headers: &mut HeaderMap, path: &str, query: &str) {
    if needs_index(path, query) && !headers.contains_key(CONSISTENCY_LEVEL) {
        headers.insert(CONSISTENCY_LEVEL, HeaderValue::from_static("eventual"));
    }
}

fn needs_index(path: &str, query: &str) -> bool {
    if path.ends_with("/$count") {
        return true;
    }
    let mut is_filtered = false;
    let mut is_ordered = false;
    for option in query.split('&') {
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        match name.trim_start_matches("%24").trim_start_matches('$') {
            "search" => return true,
            "count" if value == "true" => return true,
            "filter" => {
                is_filtered = true;
                let filter = percent_decode_str(value).decode_utf8_lossy().to_ascii_lowercase();
                if filter.contains(" ne ") || filter.contains("endswith(") || words(&filter).any(|word| word == "not") {
                    return true;
                }
            }
            "orderby" => is_ordered = true,
            _ => {}
        }
    }
    is_filtered && is_ordered
}

fn words(filter: &str) -> impl Iterator<Item = &str> {
    filter.split(|character: char| !character.is_alphanumeric() && character != '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, expect: bool) {
        let mut headers = HeaderMap::new();
        let (path, options) = query.split_once('?').unwrap_or((query, ""));
        ask(&mut headers, path, options);
        assert_eq!(headers.contains_key(CONSISTENCY_LEVEL), expect, "{query}");
    }

    // G3
    #[test]
    fn advanced_queries_are_known() {
        for query in [
            "users/$count",
            "users?$count=true",
            "users?$search=%22displayName:a%22",
            "users?%24search=a",
            "users?$filter=companyName%20ne%20null",
            "users?$filter=not(startswith(mail,'a'))",
            "users?$filter=NOT%20accountEnabled",
            "users?$filter=endswith(mail,'a')",
            "users?$filter=accountEnabled%20eq%20true&$orderby=displayName",
        ] {
            check(query, true);
        }
        for query in [
            "users",
            "users?$count=false",
            "users?$filter=displayName%20eq%20'a'",
            "users?$orderby=displayName",
            "users?$filter=startswith(displayName,'nothing')",
            "users/$counts",
            "users?count=true2",
        ] {
            check(query, false);
        }
    }

    #[test]
    fn the_caller_has_the_last_word() {
        let mut headers = HeaderMap::new();
        headers.insert(CONSISTENCY_LEVEL, HeaderValue::from_static("session"));
        ask(&mut headers, "users/$count", "");
        assert_eq!(headers.get(CONSISTENCY_LEVEL).unwrap(), "session");
    }
}
