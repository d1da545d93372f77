//! From segment to segment.

use std::borrow::Cow;

use crate::model::Child;
use crate::model::describe;
use crate::model::graph::{Case, Members};
use crate::model::ids::{OperationId, StructuredId};
use crate::model::{AbstractType, Model, Primitive, Type, TypeRef};

use super::call;
use super::keys::KeyAt;
use super::resolver::ROOT_SYSTEM;
use super::segment::{Segment, value};
use super::{Note, NoteKind, Position, Predicate, ResolveError, ResolvedRequest, Resolver, Step, StepKind, keys, text};

/// A line while it is walked.
pub(super) struct Walk<'r, 'm> {
    pub(super) resolver: &'r Resolver<'m>,
    pub(super) method: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) segments: &'r [Segment],
    steps: Vec<Step>,
    pub(super) notes: Vec<Note>,
    written: Vec<String>,
    pub(super) undeclared: Vec<ResolveError>,
}

/// The type from which all entity types derive.
const ANY_ENTITY: Type = Type::Abstract(AbstractType::EntityType);

/// The segments that can follow others and name nothing of the schema.
const SYSTEM: [&str; 6] = ["$count", "$each", "$filter", "$query", "$ref", "$value"];

/// Whether a segment was understood.
pub(super) type Found = Result<bool, ResolveError>;

impl<'r, 'm> Walk<'r, 'm> {
    pub(super) fn new(resolver: &'r Resolver<'m>, line: text::Line, segments: &'r [Segment]) -> Self {
        let (method, query) = (line.method, line.query);
        let written = segments.iter().map(|segment| segment.name.clone()).collect();
        let (steps, notes, undeclared) = (Vec::new(), Vec::new(), Vec::new());
        Self { resolver, method, query, segments, steps, notes, written, undeclared }
    }

    pub(super) fn model(&self) -> &'m Model {
        self.members().model
    }

    pub(super) fn members(&self) -> &'r Members<'m> {
        &self.resolver.members
    }

    pub(super) fn run(mut self) -> Result<ResolvedRequest, ResolveError> {
        while let Some((segment, rest)) = self.segments.split_first() {
            self.segments = rest;
            self.segment(segment).map_err(|mut error| {
                error.segment.get_or_insert_with(|| segment.text.clone());
                error
            })?;
            if segment.ends_in_colon {
                self.item_path();
            }
        }
        self.redfish_creation();
        for step in &mut self.steps {
            if let StepKind::Key(predicates) = &mut step.kind {
                predicates.iter_mut().for_each(|part| call::resolve_alias(&mut part.value, &mut self.query));
            }
            if let StepKind::Import { arguments, .. } | StepKind::Operation { arguments, .. } = &mut step.kind {
                arguments.iter_mut().for_each(|part| call::resolve_alias(&mut part.value, &mut self.query));
            }
        }
        let Self { method, query, steps, notes, written, undeclared, .. } = self;
        Ok(ResolvedRequest { method, steps, query, notes, written, undeclared })
    }

    fn segment(&mut self, segment: &'r Segment) -> Result<(), ResolveError> {
        let Some(last) = self.steps.last() else { return self.member(segment) };
        let Some(at) = last.after else {
            let message = format!("nothing can follow here, so not `{}`", segment.text);
            return Err(ResolveError::new(None, message));
        };
        let found = if segment.name.starts_with('$') && self.system(segment, at)? {
            true
        } else if at.collection {
            self.in_collection(segment, at)?
        } else {
            self.in_single(segment, at)?
        };
        if found { Ok(()) } else { Err(self.not_found(segment, at)) }
    }

    pub(super) fn not_found(&self, segment: &Segment, at: Position) -> ResolveError {
        let name = describe::collection_of(describe::type_name(self.model(), at.ty), at.collection);
        let message = format!("{name} has no `{}`", segment.name);
        let mut names = self.members().names_after(at, &segment.name);
        names.extend(SYSTEM.into_iter().map(Cow::Borrowed));
        names.extend(self.redfish_names().into_iter().map(Cow::Owned));
        ResolveError::new(None, message).near(&segment.name, names.iter().map(|name| &**name))
    }

    /// Where the walk is.
    pub(super) fn position(&self) -> Option<Position> {
        self.steps.last().and_then(|step| step.after)
    }

    /// Whether the last steps are properties of these names.
    pub(super) fn ends_with_properties(&self, names: [&str; 2]) -> bool {
        let is_named = |(step, name): (&Step, &&str)| {
            if let StepKind::Property { ty, index } = &step.kind {
                let property = self.model().structured_type(*ty).properties.get(*index);
                return property.is_some_and(|property| *property.name == **name);
            }
            matches!(&step.kind, StepKind::OpenProperty(written) if written == name)
        };
        let steps = self.steps.iter().rev().filter(|step| !matches!(step.kind, StepKind::Cast { .. }));
        steps.zip(names.iter().rev()).filter(|pair| is_named(*pair)).count() == names.len()
    }

    pub(super) fn push(&mut self, kind: StepKind, after: Option<Position>) {
        self.steps.push(Step { kind, after });
    }

    pub(super) fn note(&mut self, kind: NoteKind, text: String) {
        self.notes.push(Note { kind, text });
    }

    pub(super) fn note_case(&mut self, written: &str, name: &str) {
        if written != name {
            self.note(NoteKind::Case, format!("`{written}` is declared as `{name}`"));
        }
    }

    /// The first segment: a container member.
    fn member(&mut self, segment: &'r Segment) -> Result<(), ResolveError> {
        if ROOT_SYSTEM.contains(&segment.name.as_str()) {
            self.root_system(segment);
            return Ok(());
        }
        for case in [Case::Exact, Case::Any] {
            let Some(container) = self.resolver.container else { break };
            let mut imports = Vec::new();
            for child in container.children().filter(|child| case.eq(child.name(), &segment.name)) {
                let (kind, after) = match child {
                    Child::EntitySet(index, set) => {
                        (StepKind::EntitySet(index), Position { ty: set.ty, collection: true })
                    }
                    Child::Singleton(index, singleton) => {
                        (StepKind::Singleton(index), Position { ty: singleton.ty, collection: false })
                    }
                    Child::Import(index, import) => {
                        imports.push((index, import));
                        continue;
                    }
                };
                self.note_case(&segment.name, child.name());
                self.push(kind, Some(after));
                return self.key_groups(&segment.groups);
            }
            if !imports.is_empty() {
                return self.import(segment, &imports);
            }
        }
        let message = match self.resolver.container {
            Some(container) => {
                format!("the entity container `{}` has no member `{}`", container.name.name, segment.name)
            }
            None => "the documents declare no entity container".to_owned(),
        };
        Err(ResolveError::new(None, message).near(&segment.name, self.resolver.member_names()))
    }

    fn root_system(&mut self, segment: &Segment) {
        let entity = Position { ty: Type::Abstract(AbstractType::EntityType), collection: false };
        let (kind, after) = match segment.name.as_str() {
            "$metadata" => (StepKind::Metadata, None),
            "$batch" => (StepKind::Batch, None),
            "$all" => (StepKind::All, Some(Position { collection: true, ..entity })),
            "$entity" => (StepKind::Entity, Some(entity)),
            _ => (StepKind::CrossJoin(segment.groups.concat()), None),
        };
        self.push(kind, after);
    }

    /// `$ref` and its like, behind another segment.
    fn system(&mut self, segment: &Segment, at: Position) -> Found {
        let single = |ty| Some(Position { ty, collection: false });
        let (kind, after) = match (segment.name.as_str(), at.ty) {
            ("$ref", _) => (StepKind::Ref, Some(at)),
            ("$value", Type::Structured(id)) if !at.collection => {
                self.note_missing_stream(id);
                (StepKind::Value, single(Type::Primitive(Primitive::Stream)))
            }
            ("$value", _) if !at.collection => (StepKind::Value, Some(at)),
            // A collection has no content, and a key is not called so.
            ("$value", _) => return Err(self.not_found(segment, at)),
            ("$count", _) if at.collection => (StepKind::Count, single(Type::Primitive(Primitive::Int32))),
            ("$each", _) if at.collection => (StepKind::Each, single(at.ty)),
            ("$filter", _) if at.collection => (StepKind::Filter(segment.groups.concat()), Some(at)),
            ("$query", _) => (StepKind::Query, Some(at)),
            _ => return Ok(false),
        };
        self.push(kind, after);
        Ok(true)
    }

    /// Only media entities have content by the standard (CSDL 6.2); many services do not say which entities those are.
    fn note_missing_stream(&mut self, id: StructuredId) {
        let ty = self.model().structured_type(id);
        if !ty.has_stream {
            let name = self.model().full_name(&ty.name);
            self.note(NoteKind::NoStream, format!("`{name}` does not say `HasStream`, so it may have no `$value`"));
        }
    }

    fn in_collection(&mut self, segment: &'r Segment, at: Position) -> Found {
        if !segment.is_placeholder() && (self.cast(segment, at)? || self.operation(segment, at)?) {
            return Ok(true);
        }
        if at.ty == ANY_ENTITY {
            self.key_of_any(&segment.text);
            return Ok(true);
        }
        let Type::Structured(id) = at.ty else {
            self.push(StepKind::Item(value(&segment.text)), Some(Position { collection: false, ..at }));
            return Ok(true);
        };
        if self.key_at(id).parts().is_empty() && !self.is_entity(id) {
            self.push(StepKind::Item(value(&segment.text)), Some(Position { collection: false, ..at }));
            return Ok(true);
        }
        if self.is_unknown_name(segment, id)? {
            return Ok(false);
        }
        self.key_segments(segment, id)?;
        Ok(true)
    }

    /// A key of entities whose type is not known: of one part without a name.
    fn key_of_any(&mut self, text: &str) {
        let key = Predicate { name: None, ty: Type::Unresolved, value: value(text) };
        self.push(StepKind::Key(vec![key]), Some(Position { ty: ANY_ENTITY, collection: false }));
    }

    /// The key of the entities in the collection where the walk is.
    pub(super) fn key_at(&self, id: StructuredId) -> KeyAt<'r, 'm> {
        let led_here = self.steps.iter().rev().find(|step| !matches!(step.kind, StepKind::Cast { .. }));
        let free = match led_here.map(|step| &step.kind) {
            Some(StepKind::Navigation { ty, index }) => self.resolver.constraints.free(*ty, *index),
            _ => None,
        };
        KeyAt { members: self.members(), id, free }
    }

    fn is_entity(&self, id: StructuredId) -> bool {
        self.model().structured_type(id).kind == crate::model::StructuredKind::Entity
    }

    /// A key as segments, one for each part.
    fn key_segments(&mut self, segment: &Segment, id: StructuredId) -> Result<(), ResolveError> {
        let key = self.key_at(id);
        let members = key.members;
        let parts = key.parts().len().max(1);
        let mut predicates = vec![keys::from_segment(key, 0, &segment.text, &mut self.notes)?];
        // One named part is an alternate key's.
        let is_declared = predicates.first().and_then(|first| first.name.as_deref()).is_none_or(|name| {
            members.model.key_of(id).is_some_and(|(_, key)| key.iter().any(|part| *part.name == *name))
        });
        for index in 1..if is_declared { parts } else { 1 } {
            let Some((next, rest)) = self.segments.split_first() else {
                let name = describe::type_name(self.model(), Type::Structured(id));
                let message = format!("the key of {name} has {parts} parts");
                return Err(ResolveError::new(None, message));
            };
            self.segments = rest;
            predicates.push(keys::from_segment(key, index, &next.text, &mut self.notes)?);
        }
        self.push(StepKind::Key(predicates), Some(Position { ty: Type::Structured(id), collection: false }));
        Ok(())
    }

    /// Keys in the parentheses behind a name.
    pub(super) fn key_groups(&mut self, groups: &[String]) -> Result<(), ResolveError> {
        for group in groups.iter().filter(|group| !group.trim().is_empty()) {
            let Some(at) = self.steps.last().and_then(|step| step.after).filter(|at| at.collection) else {
                return Err(ResolveError::new(None, format!("`({group})` does not follow a collection")));
            };
            if at.ty == ANY_ENTITY {
                self.key_of_any(group);
                continue;
            }
            let after = Some(Position { collection: false, ..at });
            let kind = if let Type::Structured(id) = at.ty {
                StepKind::Key(keys::predicates(self.key_at(id), group, &mut self.notes)?)
            } else {
                StepKind::Item(value(group))
            };
            self.push(kind, after);
        }
        Ok(())
    }

    fn in_single(&mut self, segment: &'r Segment, at: Position) -> Found {
        match at.ty {
            Type::Structured(id) => Ok(self.cast(segment, at)?
                || self.declared_member(segment, id)?
                || self.operation(segment, at)?
                || self.member_of_derived(segment, id)?
                || self.redfish_item(segment, id)
                || self.redfish_oem_action(segment)?
                || self.open_property(segment, id)),
            Type::Unresolved | Type::Abstract(_) => {
                Ok(self.cast(segment, at)? || self.redfish_oem_action(segment)? || self.untyped(segment))
            }
            Type::Primitive(_) | Type::Enum(_) | Type::Definition(_) => self.operation(segment, at),
        }
    }

    /// A qualified name of a derived type.
    fn cast(&mut self, segment: &Segment, at: Position) -> Found {
        if !segment.name.contains('.') {
            return Ok(false);
        }
        let members = self.members();
        let types = members.casts_of(at.ty);
        for case in [Case::Exact, Case::Any] {
            let found = types
                .iter()
                .copied()
                .find(|id| members.means(&segment.name, &members.model.structured_type(*id).name, case));
            if let Some(ty) = found {
                if case == Case::Any {
                    self.note_case(&segment.name, &describe::type_name(self.model(), Type::Structured(ty)));
                }
                self.push(StepKind::Cast { ty, implicit: false }, Some(Position { ty: Type::Structured(ty), ..at }));
                self.key_groups(&segment.groups)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A navigation property or a structural property, own or inherited.
    fn declared_member(&mut self, segment: &Segment, id: StructuredId) -> Found {
        let members = self.members();
        for case in [Case::Exact, Case::Any] {
            let (kind, name, ty): (_, &str, &TypeRef) =
                if let Some((ty, index)) = members.navigation(id, &segment.name, case) {
                    let Some(property) = members.model.structured_type(ty).navigation.get(index) else { continue };
                    (StepKind::Navigation { ty, index }, &property.name, &property.ty)
                } else if let Some((ty, index)) = members.property(id, &segment.name, case) {
                    let Some(property) = members.model.structured_type(ty).properties.get(index) else { continue };
                    (StepKind::Property { ty, index }, &property.name, &property.ty)
                } else {
                    continue;
                };
            // An operation of exactly that name goes before a property of another case.
            let at = Position { ty: Type::Structured(id), collection: false };
            if case == Case::Any && !self.candidates(&segment.name, at, Case::Exact).is_empty() {
                return Ok(false);
            }
            self.note_case(&segment.name, name);
            self.push(kind, Some(Position { ty: ty.ty, collection: ty.collection }));
            self.key_groups(&segment.groups)?;
            return Ok(true);
        }
        Ok(false)
    }

    /// A member of a derived type, where the line leaves the cast out.
    fn member_of_derived(&mut self, segment: &'r Segment, id: StructuredId) -> Found {
        let members = self.members();
        for derived in members.descendants(id).into_iter().skip(1) {
            let at = Position { ty: Type::Structured(derived), collection: false };
            // Its inherited members were found at the types between, which come before it.
            let is_called = |id: &OperationId| self.is_called(*id, &segment.name, Case::Exact);
            if !members.declares(derived, &segment.name) && !members.bound_to(at).iter().any(is_called) {
                continue;
            }
            let name = describe::type_name(self.model(), at.ty);
            self.note(NoteKind::ImplicitCast, format!("`{}` belongs to {name}", segment.name));
            self.push(StepKind::Cast { ty: derived, implicit: true }, Some(at));
            return Ok(self.declared_member(segment, derived)? || self.operation(segment, at)?);
        }
        Ok(false)
    }
}
