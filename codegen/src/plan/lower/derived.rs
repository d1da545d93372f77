//! A type and those that derive from it, as an enumeration.

use std::collections::BTreeMap;

use crate::model::ids::StructuredId;

use super::Lowering;
use crate::plan::docs;
use crate::plan::items::{Alternative, AnyItem, Docs, code, words};
use crate::plan::naming::names;
use crate::plan::naming::names::Identifier;
use crate::plan::naming::scope::{NameRequest, NameScope};

impl Lowering<'_> {
    /// The enumeration of a type and all that derive from it, if it has a name.
    pub(crate) fn any_item(&mut self, id: StructuredId) -> Option<AnyItem> {
        let path = self.paths.anys.get(&id)?.clone();
        let ids = self.hierarchy.alternatives(id)?;
        let idents = self.alternative_names(&ids);
        let paths = ids.iter().filter_map(|id| self.paths.structured.get(id).cloned());
        let alternatives = idents.into_iter().zip(paths).map(|(ident, path)| Alternative { ident, path }).collect();
        let ty = self.model.structured_type(id);
        let name = self.model.full_name(&ty.name);
        Some(AnyItem {
            path,
            docs: docs::plain([
                words("An instance of "),
                code(&*name),
                words(" or of one of the types that derive from it."),
            ]),
            base_docs: base_docs(name, ty.is_abstract),
            alternatives,
            features: Vec::new(),
        })
    }

    /// Alternatives of one name (versions of a type) get the names of their namespaces too, whether all of them are kept or
    /// not.
    fn alternative_names(&mut self, kept: &[StructuredId]) -> Vec<Identifier> {
        let ids = self.hierarchy.all_alternatives(self.model, kept);
        let shorts: Vec<Identifier> =
            ids.iter().map(|id| names::camel(&self.model.structured_type(*id).name.name)).collect();
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for short in &shorts {
            *count.entry(short).or_default() += 1;
        }
        let full_name = |id: &StructuredId| self.model.full_name(&self.model.structured_type(*id).name);
        // The names of namespaces are asked for only where the others do not suffice.
        let is_enough = self.config.names.is_empty() && count.values().all(|count| *count == 1);
        let base = ids.first().map(full_name).unwrap_or_default();
        let name_requests: Vec<NameRequest> = ids
            .iter()
            .zip(&shorts)
            .enumerate()
            .map(|(index, (id, short))| {
                let full = full_name(id);
                let is_plain = index == 0 || count.get(short.as_str()) == Some(&1);
                let plain = is_plain.then(|| short.clone());
                let qualified = (!is_enough).then(|| names::camel(&full));
                let preferred = plain.into_iter().chain(qualified).collect();
                let span = self.model.structured_type(*id).span;
                let request = NameRequest::new(preferred, format!("{base}/$Any/{full}"), Some(span));
                NameRequest { is_kept: self.selection.structured.contains_key(id), ..request }
            })
            .collect();
        let scope = NameScope { reserved: &[], pins: Some(&self.config.names), ignore_case: false };
        let idents = ids.iter().copied().zip(scope.decide(&name_requests, self.diagnostics));
        let idents: BTreeMap<StructuredId, Identifier> = idents.collect();
        kept.iter().filter_map(|id| idents.get(id).cloned()).collect()
    }
}

fn base_docs(name: String, is_abstract: bool) -> Docs {
    if is_abstract {
        return docs::plain([words("One of another derived type, which was not generated.")]);
    }
    docs::plain([words("A "), code(name), words(" itself, or one of another derived type, which was not generated.")])
}
