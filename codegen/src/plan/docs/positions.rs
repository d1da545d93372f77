//! Links from a type to the methods that lead to it, and to those that lead on from it.

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::items::{
    Block, Crate, Identifier, Item, Link, MethodStep, Piece, ServiceItem, ShapeKind, StructItem, TypePath, Value, words,
};

/// How many entity sets and singletons of a type are named.
const MOST: usize = 3;

/// Adds a paragraph to the docs of each structured type that methods lead to or lead on from.
pub(crate) fn add(plan: &mut Crate) {
    let entries = entries(&plan.service);
    let shared_names = shared_names(plan);
    for placed in plan.modules.iter_mut().flat_map(|module| &mut module.items) {
        if let Item::Struct(item) = &mut placed.item {
            let entries = entries.get(&item.path).map(Vec::as_slice).unwrap_or_default();
            // Types that share a struct have their methods in common, and types of one name have no sections of their own.
            let has_section = item.shared.is_none() && !shared_names.contains(&item.path.ident);
            let pieces = pieces(item, entries, has_section);
            if !pieces.is_empty() {
                item.docs.blocks.push(Block::Paragraph(pieces));
            }
        }
    }
}

/// The names that several types have, in different modules.
fn shared_names(plan: &Crate) -> BTreeSet<Identifier> {
    let mut seen = BTreeSet::new();
    let idents = plan.modules.iter().flat_map(|module| &module.items).map(|placed| &placed.item.path().ident);
    idents.filter(|ident| !seen.insert(*ident)).cloned().collect()
}

/// The methods of the client that lead to an entity set or a singleton, by its type.
fn entries(service: &ServiceItem) -> BTreeMap<TypePath, Vec<Identifier>> {
    let mut entries: BTreeMap<TypePath, Vec<Identifier>> = BTreeMap::new();
    for method in &service.methods {
        let (ShapeKind::One(value) | ShapeKind::Many { value, .. }) = &method.answer.kind else { continue };
        if let (MethodStep::Segment(_), Value::Structured(path)) = (&method.step, value) {
            entries.entry(path.clone()).or_default().push(method.ident.clone());
        }
    }
    entries
}

fn pieces(item: &StructItem, entries: &[Identifier], has_section: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let found: Vec<Link> = entries.iter().take(MOST).map(|method| Link::Entry(method.clone())).collect();
    if !found.is_empty() {
        pieces.push(words("Found by "));
        pieces.extend(joined(found, ", "));
        pieces.push(words(". "));
    }
    let surfaces = [(&item.surface, false), (&item.collection_surface, true)];
    let with_methods = surfaces.into_iter().filter(|(surface, _)| !surface.methods.is_empty());
    let positions: Vec<Link> = with_methods
        .map(|(_, is_collection)| Link::Position { ident: item.path.ident.clone(), is_collection, has_section })
        .collect();
    if !positions.is_empty() {
        pieces.push(words("Its requests are methods of "));
        pieces.extend(joined(positions, " and "));
        pieces.push(words("."));
    }
    pieces
}

fn joined(links: Vec<Link>, between: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for link in links {
        if !pieces.is_empty() {
            pieces.push(words(between));
        }
        pieces.push(Piece::Link(link));
    }
    pieces
}
