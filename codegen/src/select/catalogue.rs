//! All names of a model, and the patterns that match them.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostic, suggest};
use crate::model::Model;
use crate::model::glob::glob;
use crate::model::ids::{Item, NamespaceId};

use crate::model::describe;

/// The qualified names of all types and operations, sorted; made on first use.
pub(super) struct Catalogue<'m> {
    pub(super) model: &'m Model,
    names: OnceCell<Vec<(String, Item)>>,
}

/// What a pattern matches.
#[derive(Debug, Default)]
pub(super) struct Matches {
    pub(super) namespaces: BTreeSet<NamespaceId>,
    pub(super) items: Vec<Item>,
}

impl Matches {
    pub(super) fn is_empty(&self) -> bool {
        self.namespaces.is_empty() && self.items.is_empty()
    }
}

impl<'m> Catalogue<'m> {
    pub(super) fn new(model: &'m Model) -> Self {
        Self { model, names: OnceCell::new() }
    }

    pub(super) fn names(&self) -> &[(String, Item)] {
        self.names.get_or_init(|| {
            let named = items(self.model).map(|item| (describe::item_name(self.model, item), item));
            let mut names: Vec<_> = named.collect();
            names.sort();
            names
        })
    }

    /// What a name pattern matches: namespaces with their contents (`Ns.*` is the same as `Ns` and those below it),
    /// types, operations. An alias stands for its namespace where the pattern as written matches nothing.
    pub(super) fn matching(&self, pattern: &str) -> Matches {
        let mut matches = self.matching_exactly(pattern);
        if matches.is_empty() {
            for written_out in self.without_alias(pattern) {
                let more = self.matching_exactly(&written_out);
                matches.namespaces.extend(more.namespaces);
                matches.items.extend(more.items);
            }
        }
        matches
    }

    fn matching_exactly(&self, pattern: &str) -> Matches {
        let mut matches = Matches::default();
        let whole = pattern.strip_suffix(".*").unwrap_or(pattern);
        for (id, namespace) in namespaces(self.model) {
            if glob(pattern, &namespace.name) || glob(whole, &namespace.name) {
                matches.namespaces.insert(id);
            }
        }
        for (name, item) in self.names() {
            let inside = || matches.namespaces.contains(&self.namespace_of(*item));
            if glob(pattern, name) || inside() {
                matches.items.push(*item);
            }
        }
        matches
    }

    /// The pattern with an alias in front written out, once for each namespace that has the alias.
    fn without_alias(&self, pattern: &str) -> Vec<String> {
        let mut written_out = Vec::new();
        for namespace in &self.model.namespaces {
            for alias in &namespace.aliases {
                match pattern.strip_prefix(&**alias) {
                    Some(rest) if rest.is_empty() || rest.starts_with('.') => {
                        written_out.push(format!("{}{rest}", namespace.name));
                    }
                    _ => {}
                }
            }
        }
        written_out
    }

    /// The items of that name: qualified by namespace or alias, or else the short name alone.
    pub(super) fn named(&self, name: &str) -> Vec<Item> {
        let mut items = self.called(name);
        for written_out in self.without_alias(name) {
            items.extend(self.called(&written_out));
        }
        if items.is_empty() {
            items = self.names().iter().filter(|(full, _)| short(full) == name).map(|(_, item)| *item).collect();
        }
        items.sort();
        items.dedup();
        items
    }

    fn called(&self, name: &str) -> Vec<Item> {
        let start = self.names().partition_point(|(full, _)| full.as_str() < name);
        self.names().iter().skip(start).take_while(|(full, _)| full == name).map(|(_, item)| *item).collect()
    }

    /// The namespace that declares an item.
    pub(super) fn namespace_of(&self, item: Item) -> NamespaceId {
        match item {
            Item::Structured(id) => self.model.structured_type(id).name.namespace,
            Item::Enum(id) => self.model.enum_type(id).name.namespace,
            Item::Definition(id) => self.model.type_definition(id).name.namespace,
            Item::Operation(id) => self.model.operation(id).name.namespace,
        }
    }

    /// Adds the names nearest to what was written: those whose last part is the same, or else the closest one.
    pub(super) fn suggest(&self, diagnostic: Diagnostic, written: &str) -> Diagnostic {
        const SHOWN: usize = 3;
        let wanted = short(written);
        let mut alike: Vec<&str> = self
            .names()
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !wanted.is_empty() && short(name).eq_ignore_ascii_case(wanted))
            .collect();
        if alike.is_empty() {
            let namespaces = self.model.namespaces.iter().map(|namespace| &*namespace.name);
            let all = || self.names().iter().map(|(name, _)| name.as_str()).chain(namespaces.clone());
            match suggest::nearest(written, all()) {
                Some(name) => alike.push(name),
                None => {
                    let nearest = suggest::nearest(wanted, all().map(short));
                    alike.extend(all().filter(|name| Some(short(name)) == nearest));
                }
            }
        }
        suggest::sort_by_distance(written, &mut alike);
        alike.dedup();
        let shown = alike.into_iter().take(SHOWN);
        shown.fold(diagnostic, |diagnostic, name| diagnostic.help(format!("did you mean `{name}`?")))
    }
}

/// All types and operations.
pub(super) fn items(model: &Model) -> impl Iterator<Item = Item> {
    let structured = model.structured_types().map(|(id, _)| Item::Structured(id));
    let enums = model.enum_types().map(|(id, _)| Item::Enum(id));
    let definitions = model.definitions().map(|(id, _)| Item::Definition(id));
    let operations = model.all_operations().map(|(id, _)| Item::Operation(id));
    structured.chain(enums).chain(definitions).chain(operations)
}

/// The namespaces with their ids.
pub(super) fn namespaces(model: &Model) -> impl Iterator<Item = (NamespaceId, &crate::model::Namespace)> {
    (0u32..).map(NamespaceId).zip(&model.namespaces)
}

/// The part after the last dot.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
