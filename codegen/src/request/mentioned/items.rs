//! The lists of `$select`, `$orderby` and `$expand`.

use crate::model::{Primitive, Type};
use crate::request::expression::{ExpandItem, ItemOption, expand_items, order_items, select_items};
use crate::request::query_option::{AppliesTo, QueryOption};

use super::path::PathUse;
use super::{Place, Read, Reader, ResolveError, one};

/// How deep expansions may nest. Each level is read once more than the one around it, and services allow a few.
pub(crate) const DEEPEST_EXPANSION: usize = 64;

/// The names that `$compute` defines: `price mul 2 as double` defines `double`.
pub(super) fn computed_names(value: &str) -> Vec<String> {
    let names = value.split(',').filter_map(|item| item.rsplit_once(" as ")).map(|(_, name)| name.trim().to_owned());
    names.collect()
}

impl Reader<'_, '_> {
    pub(super) fn order(&mut self, value: &str, item: Option<Place>) -> Read<()> {
        let Some(items) = self.parsed(order_items(value))? else { return Ok(()) };
        self.about(item, |reader| {
            for item in &items {
                reader.expression(&item.expression)?;
            }
            Ok(())
        })
    }

    pub(super) fn select(&mut self, value: &str, item: Option<Place>) -> Read<()> {
        self.about(item, |reader| {
            for mut names in select_items(value) {
                // Options of an item stand in parentheses.
                if let Some(at) = names.iter().position(|name| name.contains('(')) {
                    names.truncate(at + 1);
                    if let Some(last) = names.last_mut() {
                        *last = last.split('(').next().unwrap_or_default();
                    }
                    reader.untyped("an item of `$select` has options".to_owned());
                }
                if let Some(name) = names.iter().find(|name| **name == "*" || name.starts_with('@')) {
                    reader.untyped(format!("`{name}` is not a property"));
                }
                reader.path(&names, PathUse::List)?;
            }
            Ok(())
        })
    }

    /// The items of `$expand`, and of those in them.
    pub(super) fn expand(&mut self, value: &str, item: Option<Place>) -> Read<()> {
        let mut pending = vec![(value, item, 1)];
        while let Some((value, item, depth)) = pending.pop() {
            if depth > DEEPEST_EXPANSION {
                self.mentioned.is_too_deep = true;
                return Ok(());
            }
            for expansion in expand_items(value) {
                let target = self.about(item, |reader| reader.expansion(&expansion))?;
                let outer = self.computed.len();
                let compute = expansion.options.iter().find(|one| one.option == Some(QueryOption::Compute));
                self.computed.extend(compute.map(|one| computed_names(one.value)).unwrap_or_default());
                for ItemOption { name, option, value } in &expansion.options {
                    match *option {
                        Some(QueryOption::Expand) => {
                            pending.push((*value, target.map(|at| one(at.ty)), depth + 1));
                        }
                        Some(option) if option.applies_to() != AppliesTo::References => {
                            self.value_at(option, value, target)?;
                        }
                        Some(_) | None => {
                            let message = format!("`{name}` is not an option of an expanded property");
                            return Err(ResolveError::new(None, message).near(name, nested_names()));
                        }
                    }
                }
                self.computed.truncate(outer);
            }
        }
        Ok(())
    }

    /// The property that an item of `$expand` names; gives what its options are about.
    fn expansion(&mut self, item: &ExpandItem<'_>) -> Read<Option<Place>> {
        let ExpandItem { path, is_unbalanced, .. } = item;
        if *is_unbalanced {
            return Err(ResolveError::new(None, format!("the parenthesis behind `{}` is not closed", path.join("/"))));
        }
        let names: Vec<&str> = path.iter().copied().filter(|name| !matches!(*name, "$ref" | "$count")).collect();
        if names.contains(&"*") {
            self.untyped("`*` is not a property".to_owned());
            self.expand_all();
            return Ok(None);
        }
        let before = self.mentioned.navigation.len();
        let at = self.path(&names, PathUse::List)?;
        let is_known = at.is_some_and(|place| matches!(place.ty, Type::Structured(_)));
        if let (Some(place), false) = (at, is_known)
            && self.mentioned.navigation.len() == before
            && matches!(place.ty, Type::Primitive(_) | Type::Enum(_) | Type::Definition(_))
            && place.ty != Type::Primitive(Primitive::Stream)
        {
            let message = format!("`{}` is not a navigation property, so `$expand` cannot name it", names.join("/"));
            return Err(ResolveError::new(None, message));
        }
        Ok(at)
    }

    /// Mentions every navigation property of the item.
    fn expand_all(&mut self) {
        let Some(id) = self.item.and_then(|item| item.ty.structured()) else { return };
        for (of, ty) in self.members.model.lineage(id) {
            self.mentioned.starred.extend((0..ty.navigation.len()).map(|index| (of, index)));
        }
    }
}

fn nested_names() -> impl Iterator<Item = &'static str> {
    let is_nested = |option: &&QueryOption| option.applies_to() != AppliesTo::References;
    QueryOption::ALL.iter().filter(is_nested).map(|option| option.name())
}
