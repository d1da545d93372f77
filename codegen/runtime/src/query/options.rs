//! System query options in the text of a query: at the end of a URL, and in parentheses within `$expand`.

use std::fmt::{self, Write as _};
use std::ops::Range;

use crate::query::filter::Level;
use crate::query::list::{List, Parts};
use crate::query::operand::Operand;
use crate::url::address::{push_query_text, push_segment_text};
use crate::url::request_error::RequestError;
use crate::url::text::Text;

/// A system query option, or another one, with its `=`, and its bit in [`Text::present`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name<'a>(&'a str, u16);

pub(crate) const SELECT: Name<'_> = Name("$select=", 1 << 0);
pub(crate) const EXPAND: Name<'_> = Name("$expand=", 1 << 1);
pub(crate) const FILTER: Name<'_> = Name("$filter=", 1 << 2);
pub(crate) const ORDER_BY: Name<'_> = Name("$orderby=", 1 << 3);
pub(crate) const TOP: Name<'_> = Name("$top=", 1 << 4);
pub(crate) const SKIP: Name<'_> = Name("$skip=", 1 << 5);
pub(crate) const COUNT: Name<'_> = Name("$count=", 1 << 6);
const SEARCH: Name<'_> = Name("$search=", 1 << 7);
pub(crate) const LEVELS: Name<'_> = Name("$levels=", 1 << 8);
pub(crate) const COMPUTE: Name<'_> = Name("$compute=", 1 << 9);
pub(crate) const APPLY: Name<'_> = Name("$apply=", 1 << 10);

impl<'a> Name<'a> {
    /// A custom query option.
    pub(crate) fn other(name: &'a str) -> Self {
        Self(name, 1 << 15)
    }
}

/// The bits of a text whose options are not known.
pub(crate) const ANY: u16 = u16::MAX;

/// Where options stand in a text, and what parts them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    start: usize,
    separator: u8,
    /// The level of nesting in `$expand` whose items the options speak of, as a bit.
    scope: u32,
}

impl Options {
    /// Those of a request, which begin at an index of its URL, behind the `?` that is there if they are.
    pub(crate) fn of_request(start: usize) -> Self {
        Self { start, separator: b'&', scope: 1 }
    }

    /// Those of an item of `$expand`, which begin at an index of the text.
    pub(crate) fn nested(start: usize, scope: u32) -> Self {
        Self { start, separator: b';', scope }
    }

    /// Adds to a list that may be there already. What adds nothing leaves no trace.
    pub(crate) fn list(self, text: &mut Text, name: Name<'_>, write: impl FnOnce(&mut Text)) {
        let (before, rest) = match self.find(text, name) {
            Some(value) => {
                let rest = text.url.split_off(value.end);
                text.url.push(',');
                (value.end, rest)
            }
            None => {
                let end = text.url.len();
                self.begin(text, name);
                (end, String::new())
            }
        };
        let start = text.url.len();
        self.checked(text, name, write);
        if text.url.len() == start {
            text.url.truncate(before);
        }
        text.url.push_str(&rest);
    }

    /// Adds the parts of a list to it.
    pub(crate) fn parts<L>(self, text: &mut Text, name: Name<'_>, parts: impl Parts<L>) {
        self.list(text, name, |text| parts.push(&mut List::new(text)));
    }

    /// Adds to a list what it holds as OData writes it.
    pub(crate) fn raw(self, text: &mut Text, name: Name<'_>, list: &str) {
        self.list(text, name, |text| push_query_text(&mut text.url, list));
    }

    /// Sets `$search`.
    pub(crate) fn search(self, text: &mut Text, expression: &str) {
        let mut value = String::new();
        push_segment_text(&mut value, expression);
        self.set(text, SEARCH, &value);
    }

    /// Adds a condition to those that are there already.
    pub(crate) fn filter(self, text: &mut Text, filter: impl Operand<bool>) {
        match self.find(text, FILTER) {
            None => {
                self.begin(text, FILTER);
                self.checked(text, FILTER, |text| filter.append(text, Level::Or));
            }
            Some(value) => {
                let rest = text.url.split_off(value.end);
                if has_or(text.url.get(value.start..).unwrap_or_default()) {
                    text.url.insert(value.start, '(');
                    text.url.push(')');
                }
                text.url.push_str("%20and%20");
                self.checked(text, FILTER, |text| filter.append(text, Level::And));
                text.url.push_str(&rest);
            }
        }
    }

    /// Sets an option, whatever it was before; the value is URL text.
    pub(crate) fn set(self, text: &mut Text, name: Name<'_>, value: impl fmt::Display) {
        match self.find(text, name) {
            Some(range) => text.url.replace_range(range, &value.to_string()),
            None => {
                self.begin(text, name);
                // Writing to a string cannot fail.
                _ = write!(text.url, "{value}");
            }
        }
    }

    /// Leaves of a request's options only those with these names, and custom ones.
    pub(crate) fn keep(self, text: &mut Text, names: &[&str]) {
        let mut kept = String::new();
        for option in self.all(&text.url).filter_map(|range| text.url.get(range)) {
            let name = option.split('=').next().unwrap_or_default();
            if names.contains(&name) || !name.starts_with('$') {
                kept.push(if kept.is_empty() { '?' } else { char::from(self.separator) });
                kept.push_str(option);
            }
        }
        text.url.truncate(self.start - 1);
        text.url.push_str(&kept);
    }

    fn begin(self, text: &mut Text, Name(name, bit): Name<'_>) {
        text.present |= bit;
        match text.url.len() {
            end if end < self.start => text.url.push('?'),
            end if end > self.start => text.url.push(char::from(self.separator)),
            _ => {}
        }
        text.url.push_str(name);
    }

    /// Writes, and sees that nothing but items of this level is spoken of.
    #[inline]
    fn checked(self, text: &mut Text, name: Name<'_>, write: impl FnOnce(&mut Text)) {
        let outside = std::mem::take(&mut text.scopes);
        write(text);
        let spoken_of = std::mem::replace(&mut text.scopes, outside);
        if spoken_of & !self.scope != 0 {
            text.fail(RequestError::new(format!(
                "`{}` names a property of another level of `$expand`; those of the request's own items are reached by `it()`",
                name.0.trim_end_matches('=')
            )));
        }
    }

    /// Where the value of an option stands.
    fn find(self, text: &Text, Name(name, bit): Name<'_>) -> Option<Range<usize>> {
        if text.present & bit == 0 {
            return None;
        }
        let url = text.url.as_str();
        let mut all = self.all(url);
        all.find_map(|Range { start, end }| {
            let option = url.get(start..end)?;
            option.starts_with(name).then_some(start + name.len()..end)
        })
    }

    /// Where options stand.
    fn all(self, url: &str) -> impl Iterator<Item = Range<usize>> + '_ {
        let mut start = self.start;
        std::iter::from_fn(move || {
            let rest = url.get(start..).filter(|rest| !rest.is_empty())?;
            let range = start..start + self.length(rest);
            start = range.end + 1;
            Some(range)
        })
    }

    /// The length of the first option. No value of a request's options holds their separator; in `$expand` those of
    /// a deeper level stand in parentheses, which are encoded within literals.
    fn length(self, options: &str) -> usize {
        if self.separator == b'&' {
            return options.find('&').unwrap_or(options.len());
        }
        let mut depth = 0_usize;
        let end = options.bytes().position(|byte| {
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && byte == self.separator
        });
        end.unwrap_or(options.len())
    }
}

/// Whether a condition may hold an `or` outside of literals: in doubt it does.
fn has_or(condition: &str) -> bool {
    let mut outside = condition.split('\'').step_by(2);
    outside.any(|part| {
        let mut encoded = part.split('%').skip(1);
        part.contains(['+', ' ']) || encoded.any(|rest| rest.eq_ignore_ascii_case("20or") || rest.starts_with("09"))
    })
}
