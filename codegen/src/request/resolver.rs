//! The resolver: what it knows of a model, and where a line starts.

use crate::model::constraints::Constraints;
use crate::model::graph::{Case, Members};
use crate::model::{Container, Model};

use super::segment::{Segment, is_odd, segments};
use super::walk::Walk;
use super::{Mentioned, Note, NoteKind, ResolveError, ResolvedRequest, mentioned, service_root, text};

/// Resolves request lines against a model. Make it once, use it for many lines.
#[derive(Debug)]
pub(crate) struct Resolver<'m> {
    pub(crate) members: Members<'m>,
    pub(super) container: Option<&'m Container>,
    pub(super) constraints: Constraints,
    service_root: Option<String>,
    /// Declared names that a segment cannot be searched for without knowing them.
    odd_names: Vec<&'m str>,
}

impl<'m> Resolver<'m> {
    /// Lines that start with `service_root`, or with its path, are read below it; of other lines, host and version
    /// prefix are skipped.
    pub(crate) fn new(model: &'m Model, container: Option<&'m Container>, service_root: Option<&str>) -> Self {
        let members = Members::new(model);
        let odd_names = odd_names(model, container);
        let service_root = service_root.map(str::to_owned);
        Self { members, container, constraints: Constraints::new(model), service_root, odd_names }
    }

    /// Resolves one line, `METHOD URL` or a URL alone (then `GET`).
    pub(crate) fn resolve(&self, line: &str) -> Result<ResolvedRequest, ResolveError> {
        let line = text::parse(line, self.service_root.as_deref());
        let segments = segments(&line, &self.odd_names);
        if segments.is_empty() {
            return Err(ResolveError::new(None, "the line addresses no resource".to_owned()));
        }
        let is_member = |segment: &Segment, case| self.is_member(segment, case);
        let (skipped, is_guess) = service_root::length(&segments, line.has_host, is_member);
        let mut walk = Walk::new(self, line, segments.get(skipped..).unwrap_or_default());
        if is_guess {
            let root: Vec<&str> = segments.iter().take(skipped).map(|segment| segment.text.as_str()).collect();
            let text = format!("`/{}/` is taken for the service root", root.join("/"));
            walk.notes.push(Note { kind: NoteKind::ServiceRoot, text });
        }
        walk.run()
    }

    /// What the query options of a resolved line name.
    ///
    /// # Errors
    ///
    /// Where an option, a name or a literal in them cannot be right.
    pub(crate) fn mentioned(&self, request: &ResolvedRequest) -> Result<Mentioned, ResolveError> {
        mentioned::read(&self.members, request)
    }

    fn is_member(&self, segment: &Segment, case: Case) -> bool {
        ROOT_SYSTEM.contains(&segment.name.as_str()) || self.member_names().any(|name| case.eq(name, &segment.name))
    }

    /// The names of the container's members.
    pub(super) fn member_names(&self) -> impl Iterator<Item = &'m str> {
        self.container.into_iter().flat_map(Container::child_names)
    }
}

/// The names that can stand in a path and that [`is_odd`] finds.
fn odd_names<'m>(model: &'m Model, container: Option<&'m Container>) -> Vec<&'m str> {
    let children = container.into_iter().flat_map(Container::child_names);
    let operations = model.operations.iter().map(|operation| &*operation.name.name);
    let mut names: Vec<&str> = children.chain(operations).filter(|name| is_odd(name)).collect();
    for ty in &model.structured {
        let properties = ty.properties.iter().map(|property| &*property.name);
        let navigation = ty.navigation.iter().map(|property| &*property.name);
        names.extend(properties.chain(navigation).chain([&*ty.name.name]).filter(|name| is_odd(name)));
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// What a path may start with besides a container member.
pub(super) const ROOT_SYSTEM: [&str; 5] = ["$metadata", "$batch", "$all", "$entity", "$crossjoin"];
