//! The steps of the path as links of the chain.

use crate::model::graph::Position;
use crate::model::ids::StructuredId;
use crate::model::{RustType as BuiltIn, Type, TypeRef};
use crate::plan::items::{Method, MethodStep, ParameterItem, Shape, ShapeKind, Value as RustType};
use crate::request::{Argument, Predicate, ResolvedRequest, Step, StepKind, Value};

use super::error::SnippetError;
use super::sample::Given;
use super::scope::ExpressionScope;
use super::{Chain, Snippets};

pub(super) type Walked = Result<(), SnippetError>;

/// Any JSON value.
const UNTYPED: Shape = Shape { kind: ShapeKind::One(RustType::BuiltIn(BuiltIn::Untyped)), nullable: false };

impl Snippets<'_> {
    /// Adds a link for every step but those that end a path.
    pub(super) fn walk(&self, request: &ResolvedRequest, chain: &mut Chain) -> Walked {
        let mut steps = request.steps.iter().peekable();
        while let Some(step) = steps.next() {
            let next = steps.peek().map(|next| &next.kind);
            let leads_to_path = matches!(next, Some(StepKind::ItemPath(_)));
            if !(leads_to_path && self.colon_step(&step.kind, step.after, chain)) {
                self.step(step, next.is_none(), request, chain)?;
            }
        }
        Ok(())
    }

    fn step(&self, step: &Step, is_last: bool, request: &ResolvedRequest, chain: &mut Chain) -> Walked {
        let after = step.after;
        match &step.kind {
            StepKind::EntitySet(index) => {
                let set = self.container.and_then(|container| container.entity_sets.get(*index));
                self.entry(set.map_or("", |set| &set.name), chain)?;
            }
            StepKind::Singleton(index) => {
                let singleton = self.container.and_then(|container| container.singletons.get(*index));
                self.entry(singleton.map_or("", |singleton| &singleton.name), chain)?;
            }
            kind @ (StepKind::Import { .. } | StepKind::Operation { .. })
                if is_last && self.is_action(Some(kind)) && request.method != "POST" =>
            {
                self.mismatched(kind, chain)?;
            }
            StepKind::Import { index, operation, arguments } => self.import(*index, *operation, arguments, chain)?,
            StepKind::Operation { operation, arguments } => self.bound(*operation, arguments, chain)?,
            StepKind::Key(predicates) => self.key(predicates, chain),
            StepKind::Item(value) | StepKind::Members { item: Some(value), .. } => self.item(value, after, chain),
            StepKind::Members { item: None, .. } => {
                let shape = self.shape(after);
                chain.link(format!(".read_as::<{}>()", self.names.shape(&shape)));
                chain.at = Some(shape);
            }
            StepKind::Navigation { ty, index } => self.navigation(*ty, *index, chain)?,
            StepKind::Property { ty, index } => self.property(*ty, *index, chain),
            StepKind::Cast { ty, implicit } => self.cast(*ty, *implicit, chain)?,
            StepKind::OpenProperty(name) => self.segment(name, UNTYPED, chain),
            StepKind::ItemPath(path) => self.item_path(path, is_last, after, chain),
            StepKind::Each => self.segment("$each", self.shape(after), chain),
            StepKind::Filter(text) => self.segment(&format!("$filter({text})"), self.shape(after), chain),
            StepKind::Ref | StepKind::Value | StepKind::Count | StepKind::Query => {}
            StepKind::Metadata => {
                let reason = "is the document that the crate is generated from; no request of the crate reads it";
                return Err(no_position("$metadata", reason));
            }
            StepKind::Batch => {
                return Err(no_position("$batch", "carries other requests; ask for the statements of those"));
            }
            StepKind::All => {
                return Err(no_position("$all", "addresses all entities of the service, which no type describes"));
            }
            StepKind::Entity => {
                return Err(no_position("$entity", "addresses an entity by its id; `client.link(id)` does that"));
            }
            StepKind::CrossJoin(_) => {
                return Err(no_position("$crossjoin", "joins entity sets, which no type describes"));
            }
        }
        Ok(())
    }

    /// The shape of a place that no method of the plan leads to.
    pub(super) fn shape(&self, at: Option<Position>) -> Shape {
        let Some(at) = at else { return Shape { kind: ShapeKind::Nothing, nullable: false } };
        let value = self.rust_type(at.ty);
        let kind = if at.collection { ShapeKind::Many { value, nullable_items: false } } else { ShapeKind::One(value) };
        Shape { kind, nullable: false }
    }

    fn rust_type(&self, ty: Type) -> RustType {
        self.index.rust_type(self.model, ty)
    }

    fn method(&self, method: &Method, arguments: &[String], chain: &mut Chain) {
        chain.link(format!(".{}({})", method.ident, arguments.join(", ")));
        chain.at = Some(method.answer.clone());
    }

    /// A segment as text, where no method of the plan adds it.
    pub(super) fn segment(&self, name: &str, shape: Shape, chain: &mut Chain) {
        chain.link(format!(".segment::<{}>({name:?})", self.names.shape(&shape)));
        chain.at = Some(shape);
    }

    /// Takes what is at the position as not null, since only then there are methods to go on by.
    pub(super) fn go_on(&self, chain: &mut Chain) {
        if let Some(at) = chain.at.as_mut().filter(|at| at.nullable) {
            at.nullable = false;
            chain.link(".not_null()".to_owned());
        }
    }

    fn entry(&self, name: &str, chain: &mut Chain) -> Walked {
        let method = self.index.entry(name, None);
        let method = method.ok_or_else(|| SnippetError::left_out(&format!("`{name}`")))?;
        self.method(method, &[], chain);
        Ok(())
    }

    fn navigation(&self, ty: StructuredId, index: usize, chain: &mut Chain) -> Walked {
        let owner = self.model.structured_type(ty);
        let name = owner.navigation.get(index).map_or("", |property| &property.name);
        self.go_on(chain);
        let method = chain.at.as_ref().and_then(|at| self.index.navigation(at, name));
        let what = || format!("`{name}` of {}", self.model.full_name(&owner.name));
        let method = method.ok_or_else(|| SnippetError::left_out(&what()))?;
        self.method(method, &[], chain);
        Ok(())
    }

    fn property(&self, ty: StructuredId, index: usize, chain: &mut Chain) {
        let Some(property) = self.model.structured_type(ty).properties.get(index) else { return };
        let item = match &chain.at {
            Some(Shape { kind: ShapeKind::One(RustType::Structured(path)), .. }) => self.index.structure(path),
            _ => None,
        };
        let field = item.and_then(|item| item.fields.iter().find(|field| field.wire == *property.name));
        let (Some(item), Some(field)) = (item, field) else {
            let TypeRef { ty, collection, .. } = property.ty;
            return self.segment(&property.name, self.shape(Some(Position { ty, collection })), chain);
        };
        let before = chain.property.take();
        let (variable, body) = match before {
            // A further property of the same entity.
            Some((variable, body)) => {
                chain.links.pop();
                (variable, body)
            }
            None => {
                let variable = ExpressionScope::new(self, item, Vec::new()).item().to_owned();
                (variable.clone(), variable)
            }
        };
        let body = format!("{body}.{}", field.ident);
        chain.link(format!(".property(|{variable}| {body})"));
        let value = field.value.clone();
        // A stream is there or is not.
        let is_stream = matches!(value, RustType::BuiltIn(BuiltIn::Stream));
        let leads_on = !field.collection && matches!(value, RustType::Structured(_));
        chain.property = leads_on.then_some((variable, body));
        chain.at = Some(if field.collection {
            Shape { kind: ShapeKind::Many { value, nullable_items: field.nullable_items }, nullable: false }
        } else {
            Shape { kind: ShapeKind::One(value), nullable: !is_stream && field.nullable }
        });
    }

    fn cast(&self, ty: StructuredId, implicit: bool, chain: &mut Chain) -> Walked {
        let name = self.model.full_name(&self.model.structured_type(ty).name);
        let item = self.index.structure_of(&name);
        let (_, item) = item.ok_or_else(|| SnippetError::left_out(&format!("`{name}`")))?;
        self.go_on(chain);
        let path = self.names.path(&item.path);
        let value = RustType::Structured(item.path.clone());
        let is_collection = matches!(chain.at, Some(Shape { kind: ShapeKind::Many { .. }, .. }));
        let kind = if is_collection { ShapeKind::Many { value, nullable_items: false } } else { ShapeKind::One(value) };
        let shape = Shape { kind, nullable: false };
        // What the line leaves out, the request leaves out too.
        let text = if implicit { self.names.shape(&shape) } else { path };
        chain.link(format!(".{}::<{text}>()", if implicit { "read_as" } else { "cast" }));
        chain.at = Some(shape);
        Ok(())
    }

    fn key(&self, predicates: &[Predicate], chain: &mut Chain) {
        self.go_on(chain);
        let names: Vec<&str> = predicates.iter().filter_map(|predicate| predicate.name.as_deref()).collect();
        let method = chain.at.as_ref().and_then(|at| self.index.key(at, &names));
        if let Some(method) = method
            && let MethodStep::Key { parts, .. } = &method.step
            && let Some(arguments) = self.key_arguments(parts, predicates, &mut chain.notes)
        {
            return self.method(method, &arguments, chain);
        }
        let mut parts = Vec::new();
        for Predicate { name, ty, value } in predicates {
            let literal = self.literal(&self.rust_type(*ty), Given::of(value), &mut chain.notes);
            parts.push((name.as_deref(), literal));
        }
        let key = self.names.root("Key");
        let key = match parts.as_slice() {
            [(None, value)] => format!("{key}::single({value})"),
            _ => {
                let pairs = parts.iter().map(|(name, value)| format!("({:?}, {value})", name.unwrap_or_default()));
                format!("{key}::named([{}])", pairs.collect::<Vec<_>>().join(", "))
            }
        };
        chain.link(format!(".by_key({key})"));
        chain.at = chain.at.take().map(one_of);
    }

    /// The arguments for the parts of a key; `None` where one is not given.
    fn key_arguments(
        &self,
        parts: &[ParameterItem],
        predicates: &[Predicate],
        notes: &mut Vec<String>,
    ) -> Option<Vec<String>> {
        let mut arguments = Vec::new();
        for part in parts {
            let predicate = predicates.iter().find(|predicate| predicate.name.as_deref() == Some(&*part.wire))?;
            arguments.push(self.argument(part, Given::of(&predicate.value), notes));
        }
        Some(arguments)
    }

    /// An item of a collection that has no keys, by its position or whatever the service takes.
    fn item(&self, value: &Value, after: Option<Position>, chain: &mut Chain) {
        self.go_on(chain);
        self.segment(&Given::of(value).segment(), self.shape(after), chain);
    }

    /// A step whose segment ends in a colon, behind which a path of names stands.
    fn colon_step(&self, step: &StepKind, after: Option<Position>, chain: &mut Chain) -> bool {
        let name = if let StepKind::Navigation { ty, index } = step {
            self.model.structured_type(*ty).navigation.get(*index).map(|property| property.name.to_string())
        } else if let StepKind::Key(predicates) = step
            && let ([Predicate { value, .. }], true) = (predicates.as_slice(), self.key_as_segment)
        {
            Some(Given::of(value).segment())
        } else {
            None
        };
        let Some(name) = name else { return false };
        self.go_on(chain);
        self.segment(&format!("{name}:"), self.shape(after), chain);
        true
    }

    /// `a/b:`, of which each name is a segment.
    fn item_path(&self, path: &str, is_last: bool, after: Option<Position>, chain: &mut Chain) {
        let mut names = path.split('/').peekable();
        while let Some(name) = names.next() {
            let colon = if names.peek().is_none() && !is_last { ":" } else { "" };
            self.segment(&format!("{name}{colon}"), self.shape(after), chain);
        }
    }

    /// The arguments of a call by the parameters of its method.
    pub(super) fn arguments(
        &self,
        parameters: &[ParameterItem],
        names: &[&str],
        given: &[Argument],
        notes: &mut Vec<String>,
    ) -> Vec<String> {
        let mut arguments = Vec::new();
        for parameter in parameters {
            let at = names.iter().position(|name| *name == parameter.wire);
            let argument = given.iter().find(|argument| Some(argument.parameter) == at);
            let given = argument.map_or(Given::Nothing, |argument| Given::of(&argument.value));
            let is_text = parameter.value == RustType::BuiltIn(BuiltIn::String) && !parameter.collection;
            if let (true, Given::Bare(text)) = (is_text && given.is_value(), given) {
                notes.push(format!("`{text}` is sent as the text `'{text}'`"));
            }
            arguments.push(self.argument(parameter, given, notes));
        }
        arguments
    }
}

/// An item of what is at a position.
fn one_of(shape: Shape) -> Shape {
    let kind = match shape.kind {
        ShapeKind::Many { value, .. } => ShapeKind::One(value),
        ShapeKind::Nothing | ShapeKind::One(_) => shape.kind,
    };
    Shape { kind, nullable: false }
}

fn no_position(segment: &str, reason: &str) -> SnippetError {
    SnippetError { segment: Some(segment.to_owned()), ..SnippetError::no_call(format!("`{segment}` {reason}")) }
}
