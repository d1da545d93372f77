//! The path of a request without the values in it, for logs, metrics and tests.

use http::Uri;

/// How many values a path can have whose places are noted. Paths with more have no template.
const MOST: usize = 8;

/// Where in the text of a URL the values stand: keys and parameters of functions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// Where a key begins and ends, or the parentheses behind a name.
    spans: [(u16, u16); MOST],
    count: u8,
    /// Whether a part of the path is not known well enough.
    is_lost: bool,
    /// Where the name of the operation is that is called.
    operation: (u16, u16),
}

impl Marks {
    /// Notes what was written from `start` to `end`: `/ada`, `('ada')` or `(Order=7,Item='A')`.
    pub(crate) fn value(&mut self, start: usize, end: usize) {
        match (u16::try_from(start), u16::try_from(end), self.spans.get_mut(usize::from(self.count))) {
            (Ok(start), Ok(end), Some(span)) => {
                *span = (start, end);
                self.count += 1;
            }
            _ => self.is_lost = true,
        }
    }

    /// Notes where the name of an operation was written.
    pub(crate) fn operation(&mut self, start: usize, end: usize) {
        if let (Ok(start), Ok(end)) = (u16::try_from(start), u16::try_from(end)) {
            self.operation = (start, end);
        }
    }

    /// The path has parts that nothing is known of.
    pub(crate) fn lose(&mut self) {
        *self = Self { is_lost: true, ..Self::default() };
    }
}

/// What the path of a request looks like, whatever values it has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Template {
    pub(crate) marks: Marks,
    /// The URL in which the marks are, where it is not that of the request: the first page of those that links lead to.
    pub(crate) first: Option<Uri>,
}

impl Template {
    /// The template of the requests that go on from this one, which has this URL.
    pub(crate) fn of_next(&self, url: &Uri) -> Self {
        Self { marks: self.marks, first: Some(self.first.as_ref().unwrap_or(url).clone()) }
    }

    /// The path of the URL from behind the service root, with names in place of values: `/users/{id}/messages`.
    pub(crate) fn path(&self, url: &Uri, root: &Uri) -> Option<String> {
        if self.marks.is_lost {
            return None;
        }
        let url = self.first.as_ref().unwrap_or(url);
        let path = url.path().get(root.path().len()..)?;
        // Marks count from the beginning of the URL.
        let skipped = prefix(url) + root.path().len();
        let mut template = String::with_capacity(path.len() + 1);
        template.push('/');
        let mut done = 0;
        for (start, end) in self.marks.spans.into_iter().take(usize::from(self.marks.count)) {
            let (start, end) = (usize::from(start).checked_sub(skipped)?, usize::from(end).checked_sub(skipped)?);
            template.push_str(path.get(done..start)?);
            push_value(&mut template, path.get(start..end)?);
            done = end;
        }
        template.push_str(path.get(done..)?);
        Some(template)
    }

    /// The name of the operation that the URL calls, as it stands there.
    pub(crate) fn operation<'u>(&'u self, url: &'u Uri) -> Option<&'u str> {
        let url = self.first.as_ref().unwrap_or(url);
        let (start, end) = self.marks.operation;
        let skipped = prefix(url);
        let span = usize::from(start).checked_sub(skipped)?..usize::from(end).checked_sub(skipped)?;
        url.path().get(span).filter(|name| !name.is_empty())
    }
}

/// How much of the text of a URL is before its path.
fn prefix(url: &Uri) -> usize {
    let scheme = url.scheme_str().map_or(0, |scheme| scheme.len() + "://".len());
    scheme + url.authority().map_or(0, |authority| authority.as_str().len())
}

/// Adds a name in place of a value: of the property of the key, of the parameter, or `id` where the URL has none.
fn push_value(template: &mut String, value: &str) {
    let Some(inner) = value.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) else {
        return template.push_str("/{id}");
    };
    template.push('(');
    let mut is_named = false;
    for name in names(inner) {
        template.push_str(if is_named { ",{" } else { "{" });
        template.push_str(name);
        template.push('}');
        is_named = true;
    }
    if !is_named && !inner.is_empty() {
        template.push_str("{id}");
    }
    template.push(')');
}

/// The names of `Order=7,Item='A'`: what is before each `=` that is not in a string.
fn names(inner: &str) -> impl Iterator<Item = &str> {
    let mut is_text = false;
    let parts = inner.split(move |character| {
        is_text ^= character == '\'';
        character == ',' && !is_text
    });
    parts.filter_map(|part| {
        let (name, _) = part.split_once('=')?;
        (!name.contains('\'')).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks the borders of values.
    fn check(marked: &str, expect: Option<&str>) {
        let mut marks = Marks::default();
        let mut url = String::new();
        for (index, part) in marked.split('|').enumerate() {
            let start = url.len();
            url.push_str(part);
            if index % 2 == 1 {
                marks.value(start, url.len());
            }
        }
        let template = Template { marks, first: None };
        let root = Uri::from_static("https://example.com/odata/");
        assert_eq!(template.path(&url.parse().unwrap(), &root).as_deref(), expect, "{url}");
    }

    #[test]
    fn values_become_names() {
        check("https://example.com/odata/", Some("/"));
        check("https://example.com/odata/users|/ada|/messages?$top=5", Some("/users/{id}/messages"));
        check("https://example.com/odata/users|('ada')|/manager", Some("/users({id})/manager"));
        check("https://example.com/odata/items|(Order=7,Item='A,b=c')|", Some("/items({Order},{Item})"));
        check("https://example.com/odata/items|('a=b')|", Some("/items({id})"));
        check("https://example.com/odata/f|(a=@a,b='x')|?@a=1", Some("/f({a},{b})"));
        check("https://example.com/odata/delta|()|", Some("/delta()"));
        check(&format!("https://example.com/odata/a{}", "|/1|".repeat(8)), Some(&format!("/a{}", "/{id}".repeat(8))));
        check(&format!("https://example.com/odata/a{}", "|/1|".repeat(9)), None);
    }
}
