//! Paths with wildcards, `/users/*` or `/reports/**`.
//!
//! A pattern is walked over the graph of the model as an automaton: a state is a position in the pattern and one in
//! the graph, so the cost is bounded by their product, however many paths match. What lies on a path to a match is kept.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics, suggest};
use crate::model::Type;
use crate::model::ids::{OperationId, StructuredId};

use super::closure::Closure;
use super::roots;
use crate::model::glob::glob;
use crate::model::graph::Members;
use crate::model::graph::Position;
use crate::request::StepKind;

/// One segment of a pattern.
#[derive(Debug, PartialEq, Eq)]
enum PatternSegment<'p> {
    /// `**`
    Any,
    /// `{…}`: from a collection to one of it.
    Key,
    Name(&'p str),
}

/// A node of the graph that paths walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Container,
    At(Position),
    /// Nothing can follow.
    End,
}

/// A step from one node to the next.
struct Edge<'m> {
    /// The name that a segment has to match.
    name: &'m str,
    step: StepKind,
    to: Node,
}

/// The automaton while it is built.
#[derive(Default)]
struct Automaton {
    states: Vec<(usize, Node)>,
    numbers: BTreeMap<(usize, Node), usize>,
    /// From state, to state, and what is walked.
    transitions: Vec<(usize, usize, Option<StepKind>)>,
}

impl Automaton {
    fn state(&mut self, at: usize, node: Node) -> usize {
        *self.numbers.entry((at, node)).or_insert_with(|| {
            self.states.push((at, node));
            self.states.len() - 1
        })
    }
}

/// Keeps what lies on the paths that match.
pub(super) fn add(closure: &mut Closure<'_>, members: &Members<'_>, root: &str, diagnostics: &mut Diagnostics) {
    let segments: Vec<PatternSegment<'_>> = root.split('/').filter(|text| !text.is_empty()).map(segment).collect();
    let automaton = build(closure, members, &segments);
    let useful = leading_to_match(&automaton, segments.len());
    if !useful.first().copied().unwrap_or_default() || segments.is_empty() {
        diagnostics.push(no_match(closure, members, root, &segments, &automaton));
        return;
    }
    for (_, to, step) in &automaton.transitions {
        if let (Some(step), Some(true)) = (step, useful.get(*to)) {
            roots::add_step(closure, step, root);
        }
    }
}

fn segment(text: &str) -> PatternSegment<'_> {
    match text {
        "**" => PatternSegment::Any,
        _ if text.starts_with('{') && text.ends_with('}') => PatternSegment::Key,
        _ => PatternSegment::Name(text),
    }
}

/// All states that can be reached from the start, which is state 0; states are numbered as they are found.
fn build(closure: &Closure<'_>, members: &Members<'_>, segments: &[PatternSegment<'_>]) -> Automaton {
    let mut automaton = Automaton::default();
    automaton.state(0, Node::Container);
    let mut from = 0;
    while let Some((at, node)) = automaton.states.get(from).copied() {
        match (segments.get(at), node) {
            (None, _) => {}
            (Some(PatternSegment::Any), _) => {
                let to = automaton.state(at + 1, node);
                automaton.transitions.push((from, to, None));
                for edge in edges(closure, members, node, None) {
                    let to = automaton.state(at, edge.to);
                    automaton.transitions.push((from, to, Some(edge.step)));
                }
            }
            (Some(PatternSegment::Key), Node::At(position)) if position.collection => {
                let one = Node::At(Position { collection: false, ..position });
                let to = automaton.state(at + 1, one);
                automaton.transitions.push((from, to, None));
            }
            (Some(PatternSegment::Key), _) => {}
            (Some(PatternSegment::Name(pattern)), _) => {
                for edge in edges(closure, members, node, Some(pattern)) {
                    let to = automaton.state(at + 1, edge.to);
                    automaton.transitions.push((from, to, Some(edge.step)));
                }
            }
        }
        from += 1;
    }
    automaton
}

/// For each state, whether the end of the pattern can be reached from it.
fn leading_to_match(automaton: &Automaton, end: usize) -> Vec<bool> {
    let mut into: Vec<Vec<usize>> = vec![Vec::new(); automaton.states.len()];
    for (from, to, _) in &automaton.transitions {
        if let Some(sources) = into.get_mut(*to) {
            sources.push(*from);
        }
    }
    let mut useful = vec![false; automaton.states.len()];
    let ends = automaton.states.iter().enumerate().filter(|(_, (at, _))| *at == end);
    let mut pending: Vec<usize> = ends.map(|(state, _)| state).collect();
    while let Some(state) = pending.pop() {
        if let Some(flag) = useful.get_mut(state).filter(|flag| !**flag) {
            *flag = true;
            pending.extend(into.get(state).into_iter().flatten());
        }
    }
    useful
}

/// The edges from a node whose names match the pattern. Without a pattern: all except casts.
fn edges<'m>(closure: &Closure<'m>, members: &Members<'m>, node: Node, pattern: Option<&str>) -> Vec<Edge<'m>> {
    let mut edges = match node {
        Node::Container => container_edges(closure, members),
        Node::At(position) => position_edges(members, position),
        Node::End => Vec::new(),
    };
    let Some(pattern) = pattern else { return edges };
    let is_qualified = |edge: &Edge<'_>| match &edge.step {
        StepKind::Operation { operation, .. } => {
            pattern.contains('.') && members.matches(pattern, &members.model.operation(*operation).name)
        }
        _ => false,
    };
    edges.retain(|edge| glob(pattern, edge.name) || is_qualified(edge));
    if let (Node::At(position), true) = (node, pattern.contains('.')) {
        edges.extend(casts(members, position, pattern));
    }
    edges
}

fn container_edges<'m>(closure: &Closure<'m>, members: &Members<'m>) -> Vec<Edge<'m>> {
    let Some(container) = closure.container() else { return Vec::new() };
    let mut edges = Vec::new();
    for (index, set) in container.entity_sets.iter().enumerate() {
        let to = Node::At(Position { ty: set.ty, collection: true });
        edges.push(Edge { name: &set.name, step: StepKind::EntitySet(index), to });
    }
    for (index, singleton) in container.singletons.iter().enumerate() {
        let to = Node::At(Position { ty: singleton.ty, collection: false });
        edges.push(Edge { name: &singleton.name, step: StepKind::Singleton(index), to });
    }
    for (index, import) in container.imports.iter().enumerate() {
        for operation in import.operations.iter().copied() {
            let to = result(members, operation);
            let step = StepKind::Import { index, operation, arguments: Vec::new() };
            edges.push(Edge { name: &import.name, step, to });
        }
    }
    edges
}

/// Properties and operations. What one entity has can follow its collection too: a key may be left out.
fn position_edges<'m>(members: &Members<'m>, at: Position) -> Vec<Edge<'m>> {
    let mut edges = Vec::new();
    if let Type::Structured(id) = at.ty {
        for (ty, declaring) in members.model.lineage(id) {
            for (index, property) in declaring.navigation.iter().enumerate() {
                let to = Node::At(Position { ty: property.ty.ty, collection: property.ty.collection });
                edges.push(Edge { name: &property.name, step: StepKind::Navigation { ty, index }, to });
            }
            for (index, property) in declaring.properties.iter().enumerate() {
                let to = Node::At(Position { ty: property.ty.ty, collection: property.ty.collection });
                edges.push(Edge { name: &property.name, step: StepKind::Property { ty, index }, to });
            }
        }
    }
    let mut places = vec![at];
    if at.collection {
        places.push(Position { collection: false, ..at });
    }
    for (_, operation) in places.into_iter().flat_map(|at| members.bound_at(at)) {
        let name = &members.model.operation(operation).name.name;
        let step = StepKind::Operation { operation, arguments: Vec::new() };
        edges.push(Edge { name, step, to: result(members, operation) });
    }
    edges
}

/// The derived types whose qualified name matches.
fn casts<'m>(members: &Members<'m>, at: Position, pattern: &str) -> Vec<Edge<'m>> {
    let model = members.model;
    let matches = |id: &StructuredId| {
        Type::Structured(*id) != at.ty && members.matches(pattern, &model.structured_type(*id).name)
    };
    let derived = members.casts_of(at.ty).into_iter().filter(matches);
    derived
        .map(|ty| Edge {
            name: &model.structured_type(ty).name.name,
            step: StepKind::Cast { ty, implicit: false },
            to: Node::At(Position { ty: Type::Structured(ty), ..at }),
        })
        .collect()
}

fn result(members: &Members<'_>, operation: OperationId) -> Node {
    match &members.model.operation(operation).returns {
        Some(returns) => Node::At(Position { ty: returns.ty, collection: returns.collection }),
        None => Node::End,
    }
}

/// The names that can follow a position; what one entity has can follow its collection too.
fn names_after<'m>(members: &Members<'m>, at: Position, written: &str) -> Vec<Cow<'m, str>> {
    let mut names = members.names_after(at, written);
    if at.collection {
        names.extend(members.names_after(Position { collection: false, ..at }, written));
    }
    names
}

/// An error that names the first segment that nothing matches, and what would match.
fn no_match(
    closure: &Closure<'_>,
    members: &Members<'_>,
    root: &str,
    segments: &[PatternSegment<'_>],
    automaton: &Automaton,
) -> Diagnostic {
    let furthest = automaton.states.iter().map(|(at, _)| *at).max().unwrap_or_default();
    let message = format!("include `{root}` matches nothing");
    let diagnostic = Diagnostic::error("include-matches-nothing", None, message);
    let Some(PatternSegment::Name(pattern)) = segments.get(furthest) else {
        return diagnostic.help("a path starts with a member of the entity container, for instance `/users`");
    };
    let diagnostic = diagnostic.help(format!("nothing matches the segment `{pattern}`"));
    let places = automaton.states.iter().filter(|(at, _)| *at == furthest).map(|(_, node)| *node);
    let mut names: Vec<Cow<'_, str>> = Vec::new();
    for node in places {
        match node {
            Node::At(position) => names.extend(names_after(members, position, pattern)),
            _ => names.extend(edges(closure, members, node, None).into_iter().map(|edge| Cow::Borrowed(edge.name))),
        }
    }
    match suggest::nearest(pattern, names.iter().map(|name| &**name)) {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")),
        None => diagnostic,
    }
}
