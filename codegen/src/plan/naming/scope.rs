//! The sole authority on collisions: a whole scope of names is decided at once.

use std::borrow::{Borrow, Cow};
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::Span;

use super::names::Identifier;

/// One thing that needs a name.
#[derive(Clone, Debug)]
pub(crate) struct NameRequest {
    /// Identifiers in order of preference; at least one.
    pub(crate) preferred: Vec<Identifier>,
    /// What it is called in the manifest's `[names]`; also decides who comes first among those of one rank.
    pub(crate) schema_path: String,
    pub(crate) span: Option<Span>,
    /// How many types of the lineage come before the one that declares it: what is inherited keeps its name.
    pub(crate) rank: usize,
    /// Whether the slice keeps it. What a slice leaves out takes its name all the same, so that no name depends on the
    /// slice; but no fault of it is reported.
    pub(crate) is_kept: bool,
    /// Whether the first preference comes from the table of words. Names that are as they are written come before it.
    pub(crate) is_respelled: bool,
}

impl NameRequest {
    /// A request for a name of something that is kept and is not inherited.
    pub(crate) fn new(preferred: Vec<Identifier>, schema_path: String, span: Option<Span>) -> Self {
        Self { preferred, schema_path, span, rank: 0, is_kept: true, is_respelled: false }
    }

    /// With what the name would be without the table of words, as the second preference: by the table alone, no two names
    /// become the same.
    pub(crate) fn or_as_written(self, as_written: Option<Identifier>) -> Self {
        self.or_at(1, as_written)
    }

    /// The same as the last preference, after those that tell overloads of one name apart.
    pub(crate) fn or_as_written_at_last(self, as_written: Option<Identifier>) -> Self {
        self.or_at(usize::MAX, as_written)
    }

    fn or_at(mut self, index: usize, as_written: Option<Identifier>) -> Self {
        if let Some(as_written) = as_written.filter(|name| !self.preferred.contains(name)) {
            self.preferred.insert(index.min(self.preferred.len()), as_written);
            self.is_respelled = true;
        }
        self
    }
}

/// What is common to the names of one scope.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NameScope<'a> {
    /// Names that are taken already.
    pub(crate) reserved: &'a [&'a str],
    /// The manifest's `[names]`; `None` for names that no caller writes, such as those of the files of types.
    pub(crate) pins: Option<&'a BTreeMap<String, String>>,
    /// Whether names that differ in case only collide: modules and files do.
    pub(crate) ignore_case: bool,
}

impl NameScope<'_> {
    /// Decides all names of a scope: pinned ones first, then by rank and schema path, so that no order of input matters.
    ///
    /// A scope holds all that the metadata has there, whether a slice keeps it or not, so that a name is the same in every
    /// slice.
    ///
    /// Answers in the order of `name_requests`.
    pub(crate) fn decide<W: Borrow<NameRequest>>(
        &self,
        name_requests: &[W],
        diagnostics: &mut Diagnostics,
    ) -> Vec<Identifier> {
        let name_requests: Vec<&NameRequest> = name_requests.iter().map(Borrow::borrow).collect();
        if let Some(names) = self.first_preferences(&name_requests) {
            return names;
        }
        let mut taken: BTreeSet<Cow<'_, str>> = self.reserved.iter().map(|name| self.fold(name)).collect();
        let mut decided: Vec<Option<Identifier>> =
            name_requests.iter().map(|name_request| self.pinned(name_request, diagnostics)).collect();
        for (name_request, name) in name_requests.iter().zip(&decided) {
            if let Some(name) = name
                && !taken.insert(Cow::Owned(self.fold(name).into_owned()))
                && name_request.is_kept
            {
                diagnostics.push(pin_collides(name_request, name));
            }
        }
        let mut order: Vec<usize> = (0..name_requests.len()).collect();
        order.sort_by_key(|index| (place(&name_requests, *index), *index));
        let mut numbers = Numbers::default();
        for index in order {
            if let (Some(name_request), Some(slot @ None)) = (name_requests.get(index), decided.get_mut(index)) {
                *slot = Some(self.assign(name_request, &mut taken, &mut numbers, diagnostics));
            }
        }
        decided.into_iter().flatten().collect()
    }

    /// The first preference of each, where all can have it in whatever order: none is pinned or reserved, and no two are the
    /// same. Most scopes are like that, and to look costs less than to decide one name after the other.
    fn first_preferences(&self, name_requests: &[&NameRequest]) -> Option<Vec<Identifier>> {
        if let Some(pins) = self.pins.filter(|pins| !pins.is_empty())
            && name_requests.iter().any(|name_request| pins.contains_key(&name_request.schema_path))
        {
            return None;
        }
        let first = name_requests.iter().map(|name_request| name_request.preferred.first());
        let first: Vec<&Identifier> = first.collect::<Option<_>>()?;
        let names = first.iter().map(|name| name.as_str()).chain(self.reserved.iter().copied());
        let mut hashes: Vec<u64> = names.map(|name| hash(&self.fold(name))).collect();
        hashes.sort_unstable();
        let is_free = hashes.windows(2).all(|pair| matches!(pair, [one, other] if one != other));
        is_free.then(|| first.into_iter().cloned().collect())
    }

    fn pinned(&self, name_request: &NameRequest, diagnostics: &mut Diagnostics) -> Option<Identifier> {
        let name = self.pins?.get(&name_request.schema_path)?;
        if let Some(name) = Identifier::pinned(name) {
            return Some(name);
        }
        if !name_request.is_kept {
            return None;
        }
        diagnostics.push(
            Diagnostic::error("invalid-pinned-name", name_request.span, format!("`{name}` is not a Rust identifier"))
                .help(format!(
                    "change `\"{}\" = \"{name}\"` under `[names]` in the manifest",
                    name_request.schema_path
                )),
        );
        None
    }

    /// The first free preference, or the last one with the first free number.
    fn assign(
        &self,
        name_request: &NameRequest,
        taken: &mut BTreeSet<Cow<'_, str>>,
        numbers: &mut Numbers,
        diagnostics: &mut Diagnostics,
    ) -> Identifier {
        let free = name_request.preferred.iter().find(|name| !taken.contains(&*self.fold(name))).cloned();
        let name = free.unwrap_or_else(|| {
            let stem = name_request.preferred.last().cloned().unwrap_or_else(|| Identifier::joined(&["unnamed"]));
            numbers.first_free(&stem, &self.fold(&stem), |name| taken.contains(&*self.fold(name)))
        });
        taken.insert(Cow::Owned(self.fold(&name).into_owned()));
        if name_request.is_kept && !name_request.preferred.contains(&name) && self.pins.is_some() {
            diagnostics.push(renamed(name_request, &name));
        }
        name
    }

    fn fold<'n>(&self, name: &'n str) -> Cow<'n, str> {
        if self.ignore_case { Cow::Owned(name.to_lowercase()) } else { Cow::Borrowed(name) }
    }
}

/// A number that two different names seldom share. To sort these takes a third of the time that it takes to sort names.
fn hash(name: &str) -> u64 {
    name.bytes().fold(0, |hash: u64, byte| (hash.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x517c_c1b7_2722_0a95))
}

/// What decides who comes first.
fn place<'w>(name_requests: &[&'w NameRequest], index: usize) -> (usize, bool, &'w str) {
    name_requests.get(index).map_or((0, false, ""), |name_request| {
        (name_request.rank, name_request.is_respelled, name_request.schema_path.as_str())
    })
}

/// The numbers that were given to names of each stem. A name that is taken stays taken, so that the search for the next
/// one goes on from there: a search from the start for each of many twins is quadratic.
#[derive(Default)]
pub(crate) struct Numbers(BTreeMap<String, u32>);

impl Numbers {
    /// `stem_2`, `stem_3`, …: the first that is free. Stems of one `key` take their numbers from one sequence.
    pub(crate) fn first_free(&mut self, stem: &Identifier, key: &str, is_taken: impl Fn(&str) -> bool) -> Identifier {
        let last = self.0.entry(key.to_owned()).or_insert(1);
        loop {
            *last = last.saturating_add(1);
            let name = stem.numbered(*last);
            if !is_taken(&name) {
                return name;
            }
        }
    }
}

fn renamed(name_request: &NameRequest, name: &str) -> Diagnostic {
    let preferred = name_request.preferred.first().map_or("", Identifier::as_str);
    Diagnostic::warning(
        "renamed",
        name_request.span,
        format!("`{}` becomes `{name}` in Rust, because `{preferred}` is taken", name_request.schema_path),
    )
    .label("another name becomes the same in Rust")
    .help(format!(
        "to choose the name, add under `[names]` in the manifest: \"{}\" = \"{name}\"",
        name_request.schema_path
    ))
}

fn pin_collides(name_request: &NameRequest, name: &str) -> Diagnostic {
    Diagnostic::error(
        "pinned-name-taken",
        name_request.span,
        format!("`{}` is pinned to `{name}`, which is taken in the same scope", name_request.schema_path),
    )
    .help(format!("choose another name for \"{}\" under `[names]` in the manifest", name_request.schema_path))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::{BTreeMap, BTreeSet};

    use super::{NameRequest, NameScope, Numbers};
    use crate::diagnostics::Diagnostics;
    use crate::plan::naming::names::Identifier;

    fn name_request(schema_path: &str, preferred: &[&str]) -> NameRequest {
        let preferred = preferred.iter().map(|name| Identifier::joined(&[name])).collect();
        NameRequest::new(preferred, schema_path.to_owned(), None)
    }

    fn check(name_requests: &[NameRequest], pins: &[(&str, &str)], expected: &[&str], codes: &[&str]) {
        let pins: BTreeMap<String, String> =
            pins.iter().map(|(path, name)| ((*path).to_owned(), (*name).to_owned())).collect();
        let scope = NameScope { reserved: &["send"], pins: Some(&pins), ignore_case: false };
        let mut diagnostics = Diagnostics::default();
        assert_eq!(scope.decide(name_requests, &mut diagnostics), expected);
        let found: Vec<&str> = diagnostics.sorted().iter().map(|diagnostic| diagnostic.code()).collect();
        assert_eq!(found, codes);
    }

    // S5
    #[test]
    fn twins_are_told_apart_whatever_their_order() {
        let one = name_request("T/FooBar", &["foo_bar"]);
        let two = name_request("T/fooBar", &["foo_bar"]);
        check(&[one.clone(), two.clone()], &[], &["foo_bar", "foo_bar_2"], &["renamed"]);
        check(&[two, one], &[], &["foo_bar_2", "foo_bar"], &["renamed"]);
    }

    // S7
    #[test]
    fn twins_are_numbered_without_beginning_anew() {
        let stem = Identifier::joined(&["x"]);
        let mut taken = BTreeSet::from([stem.numbered(7)]);
        let mut numbers = Numbers::default();
        let looked_up = Cell::new(0);
        for _ in 0..1_000 {
            let name = numbers.first_free(&stem, "x", |name| {
                looked_up.set(looked_up.get() + 1);
                taken.contains(name)
            });
            assert!(taken.insert(name));
        }
        assert!(taken.contains("x_2") && taken.contains("x_1002") && !taken.contains("x_1003"));
        assert_eq!(looked_up.get(), 1_001);
    }

    // S7
    #[test]
    fn numbers_where_case_is_ignored_go_on_too() {
        let name_requests = [
            name_request("a", &["x"]),
            name_request("b", &["X"]),
            name_request("c", &["x"]),
            name_request("d", &["X"]),
        ];
        let pins = BTreeMap::new();
        let scope = NameScope { reserved: &[], pins: Some(&pins), ignore_case: true };
        let mut diagnostics = Diagnostics::default();
        assert_eq!(scope.decide(&name_requests, &mut diagnostics), ["x", "X_2", "x_3", "X_4"]);
        assert_eq!(diagnostics.sorted().len(), 3, "each rename is a warning");
        let files = NameScope { pins: None, ..scope };
        let mut diagnostics = Diagnostics::default();
        assert_eq!(files.decide(&name_requests, &mut diagnostics), ["x", "X_2", "x_3", "X_4"]);
        assert!(diagnostics.sorted().is_empty(), "nobody writes these names");
    }

    #[test]
    fn what_is_inherited_comes_first() {
        let inherited = name_request("Z/fooBar", &["foo_bar"]);
        let own = NameRequest { rank: 1, ..name_request("A/foo_bar", &["foo_bar"]) };
        check(&[own, inherited], &[], &["foo_bar_2", "foo_bar"], &["renamed"]);
    }

    #[test]
    fn names_as_they_are_written_come_before_those_of_the_table_of_words() {
        let respelled = |path, names: &[&str]| {
            name_request(path, &names[..1]).or_as_written(names.get(1).map(|name| Identifier::joined(&[name])))
        };
        let (ids, other) =
            (respelled("T/userIDs", &["user_ids", "user_i_ds"]), name_request("T/userIds", &["user_ids"]));
        check(&[ids.clone(), other], &[], &["user_i_ds", "user_ids"], &[]);
        check(&[ids.clone(), respelled("T/UserIDs", &["user_ids", "user_i_ds"])], &[], &["user_i_ds", "user_ids"], &[]);
        check(&[ids], &[], &["user_ids"], &[]);
    }

    // What a slice leaves out takes its name all the same, and nobody hears of it.
    #[test]
    fn what_is_left_out_takes_its_name() {
        let left_out = NameRequest { is_kept: false, ..name_request("a", &["x"]) };
        check(&[left_out.clone(), name_request("b", &["x"])], &[], &["x", "x_2"], &["renamed"]);
        check(&[name_request("A", &["x"]), left_out.clone()], &[], &["x", "x_2"], &[]);
        check(std::slice::from_ref(&left_out), &[("a", "no good")], &["x"], &[]);
        check(&[left_out, name_request("b", &["y"])], &[("a", "y"), ("b", "y")], &["y", "y"], &["pinned-name-taken"]);
    }

    #[test]
    fn further_preferences_come_before_numbers() {
        let name_requests = [name_request("a", &["delta"]), name_request("b", &["delta", "delta_with_token"])];
        check(&name_requests, &[], &["delta", "delta_with_token"], &[]);
    }

    #[test]
    fn reserved_names_are_never_given() {
        check(&[name_request("a", &["send"])], &[], &["send_2"], &["renamed"]);
    }

    #[test]
    fn pins_win_and_their_faults_are_errors() {
        let name_requests = [name_request("a", &["x"]), name_request("b", &["x"])];
        check(&name_requests, &[("b", "x")], &["x_2", "x"], &["renamed"]);
        check(&name_requests, &[("a", "no good")], &["x", "x_2"], &["invalid-pinned-name", "renamed"]);
        check(&name_requests, &[("a", "y"), ("b", "y")], &["y", "y"], &["pinned-name-taken"]);
    }
}
