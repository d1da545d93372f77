//! What the method of the line does at the end of its path.

use crate::model::{OperationKind, RustType, StructuredKind, Type};
use crate::plan::items::{FieldItem, Settable, Shape, ShapeKind, StructItem, Value};
use crate::plan::naming::names;
use crate::request::query_option::QueryOption;
use crate::request::{ResolvedRequest, StepKind};

use super::error::SnippetError;
use super::{Chain, Snippets};

/// What is at the end of a path, as far as methods differ by it.
enum End<'a> {
    Object(&'a StructItem),
    Objects(&'a StructItem),
    Stream,
    Scalar(&'a Value),
    Scalars(&'a Value),
    Nothing,
}

impl<'a> Snippets<'a> {
    /// Adds what the method does, sends it, and names the result.
    pub(super) fn finish(&self, request: &ResolvedRequest, chain: &mut Chain) -> Result<(), SnippetError> {
        let method = request.method.as_str();
        let last = request.steps.last().map(|step| &step.kind);
        if self.is_call_by_post(request) {
            self.finish_call(self.is_action(last), chain);
            return Ok(());
        }
        let at = chain.at.clone().unwrap_or(Shape { kind: ShapeKind::Nothing, nullable: false });
        let end = self.end(&at);
        if matches!((&end, last), (End::Object(_), Some(StepKind::Value | StepKind::Ref))) {
            self.go_on(chain);
        }
        match (method, last) {
            ("POST", Some(StepKind::Query)) => self.query_in_body(at.clone(), chain),
            (_, Some(StepKind::Query)) => {
                let message = "`$query` takes its options in the body of a POST";
                return Err(SnippetError { segment: Some("$query".to_owned()), ..SnippetError::no_call(message) });
            }
            ("DELETE", Some(StepKind::Value)) => {
                chain.link(format!(".segment::<{}>(\"$value\").delete()", self.names.root("Nothing")));
            }
            ("GET", Some(StepKind::Count)) => self.read(".count_only()", "count", chain),
            ("GET", Some(StepKind::Ref)) => match end {
                End::Objects(_) => self.read(".references()", "references", chain),
                End::Object(_) | End::Stream | End::Scalar(_) | End::Scalars(_) | End::Nothing => {
                    self.read(".reference()", "reference", chain);
                }
            },
            ("GET", Some(StepKind::Value)) if matches!(end, End::Scalar(_)) => self.read(".raw_value()", "text", chain),
            ("GET", Some(StepKind::Value)) => self.read(".download()", "content", chain),
            ("GET", _) if matches!(end, End::Stream) => self.read(".download()", "content", chain),
            ("GET", _) => chain.binding = binding(&at),
            ("POST" | "PUT" | "DELETE", Some(StepKind::Ref)) => self.reference(request, &end, chain)?,
            ("PUT", Some(StepKind::Value)) if matches!(end, End::Object(_)) => self.upload(chain),
            ("PUT" | "PATCH", Some(StepKind::Value)) => {
                self.segment("$value", Shape { kind: ShapeKind::Nothing, nullable: false }, chain);
                self.send_content(method, "text/plain", chain);
            }
            ("PATCH", _) if matches!(end, End::Stream) => {
                chain.link(format!(".read_as::<{}>()", self.names.root("Nothing")));
                self.send_content(method, "text/plain", chain);
            }
            (_, Some(StepKind::Value | StepKind::Count)) => return Err(not_sent(method)),
            ("POST", _) => self.create(request, &end, chain)?,
            ("PATCH", _) => self.update(&end, chain)?,
            ("PUT", _) => self.replace(&end, chain)?,
            ("DELETE", _) => chain.link(".delete()".to_owned()),
            _ => return Err(not_sent(method)),
        }
        chain.link(".await?".to_owned());
        Ok(())
    }

    /// Sends a call by POST; a function's parameters stand in the URL.
    fn finish_call(&self, is_action: bool, chain: &mut Chain) {
        let is_stream = chain.at.as_ref().is_some_and(|at| matches!(self.end(at), End::Stream));
        chain.binding = chain.at.as_ref().and_then(binding);
        if !is_action {
            chain.link(".send_content(\"POST\", \"\", \"application/json\")".to_owned());
        }
        if is_stream {
            self.read(".download()", "content", chain);
        }
        chain.link(".await?".to_owned());
    }

    /// Whether the step is the call of an action.
    pub(super) fn is_action(&self, step: Option<&StepKind>) -> bool {
        let Some(StepKind::Operation { operation, .. } | StepKind::Import { operation, .. }) = step else {
            return false;
        };
        self.model.operation(*operation).kind == OperationKind::Action
    }

    /// Whether the line calls an action, or a function as if it were one.
    fn is_call_by_post(&self, request: &ResolvedRequest) -> bool {
        let last = request.steps.last().map(|step| &step.kind);
        request.method == "POST" && matches!(last, Some(StepKind::Operation { .. } | StepKind::Import { .. }))
    }

    fn end<'s>(&self, at: &'s Shape) -> End<'s>
    where
        'a: 's,
    {
        match &at.kind {
            ShapeKind::Nothing => End::Nothing,
            ShapeKind::One(Value::Structured(path)) => self.index.structure(path).map_or(End::Nothing, End::Object),
            ShapeKind::Many { value: Value::Structured(path), .. } => {
                self.index.structure(path).map_or(End::Nothing, End::Objects)
            }
            ShapeKind::One(Value::BuiltIn(RustType::Stream)) => End::Stream,
            ShapeKind::One(value) => End::Scalar(value),
            ShapeKind::Many { value, .. } => End::Scalars(value),
        }
    }

    fn read(&self, link: &str, binding: &str, chain: &mut Chain) {
        chain.link(link.to_owned());
        chain.binding = Some(binding.to_owned());
    }

    /// The content with a method that no other method of a position sends.
    fn send_content(&self, method: &str, content_type: &str, chain: &mut Chain) {
        chain.link(format!(".send_content({method:?}, \"content\", {content_type:?})"));
    }

    /// A request whose query options stand in its body.
    fn query_in_body(&self, at: Shape, chain: &mut Chain) {
        chain.binding = binding(&at);
        self.segment("$query", at, chain);
        chain.link(".send_content(\"POST\", \"$top=5\", \"text/plain\")".to_owned());
        chain.notes.push("the query options of the body are a sample".to_owned());
    }

    fn upload(&self, chain: &mut Chain) {
        chain.link(".upload(\"content\", \"text/plain\")".to_owned());
    }

    /// Whether the path ends at complex values, which are not created like entities.
    fn is_complex(&self, request: &ResolvedRequest) -> bool {
        let at = request.result().map(|at| at.ty);
        matches!(at, Some(Type::Structured(id)) if self.model.structured_type(id).kind == StructuredKind::Complex)
    }

    /// Whether the path ends at media entities, which are created by their content.
    fn is_media(&self, request: &ResolvedRequest) -> bool {
        let at = request.result().map(|at| at.ty);
        matches!(at, Some(Type::Structured(id)) if self.model.lineage(id).any(|(_, ty)| ty.has_stream))
    }

    fn create(&self, request: &ResolvedRequest, end: &End<'_>, chain: &mut Chain) -> Result<(), SnippetError> {
        match end {
            End::Objects(item) if self.is_media(request) => {
                chain.link(".create_media(\"content\", \"text/plain\")".to_owned());
                chain.binding = Some(variable(item));
            }
            End::Objects(item) if self.is_complex(request) => chain.link(format!(".append({})", self.body(item))),
            End::Objects(item) | End::Object(item) => {
                if matches!(end, End::Object(_)) {
                    let many = self.names.root("Many");
                    chain.link(format!(".read_as::<{many}<{}>>()", self.names.path(&item.path)));
                }
                chain.link(format!(".create({})", self.body(item)));
                chain.binding = Some(variable(item));
            }
            End::Scalars(value) => {
                chain.link(format!(".append({})", self.convertible(value, "text")));
            }
            End::Stream | End::Scalar(_) | End::Nothing => return Err(not_sent("POST")),
        }
        Ok(())
    }

    fn update(&self, end: &End<'_>, chain: &mut Chain) -> Result<(), SnippetError> {
        match end {
            End::Object(_) => {}
            End::Objects(item) => chain.link(format!(".read_as::<{}>()", self.names.path(&item.path))),
            End::Stream | End::Scalar(_) | End::Scalars(_) | End::Nothing => return Err(not_sent("PATCH")),
        }
        if let End::Object(item) | End::Objects(item) = end {
            chain.link(format!(".update({})", change(item)));
        }
        Ok(())
    }

    fn replace(&self, end: &End<'_>, chain: &mut Chain) -> Result<(), SnippetError> {
        match end {
            End::Object(item) => chain.link(format!(".replace({})", self.body(item))),
            End::Objects(item) => chain.link(format!(".replace_all([{}])", self.body(item))),
            End::Stream => self.upload(chain),
            End::Scalar(value) => {
                chain.link(format!(".set({})", self.convertible(value, "text")));
            }
            End::Scalars(value) => {
                chain.link(format!(".replace_all([{}])", self.convertible(value, "text")));
            }
            End::Nothing => return Err(not_sent("PUT")),
        }
        Ok(())
    }

    /// `$ref` by a method that changes it.
    fn reference(&self, request: &ResolvedRequest, end: &End<'_>, chain: &mut Chain) -> Result<(), SnippetError> {
        let (End::Object(item) | End::Objects(item)) = end else { return Err(not_sent(&request.method)) };
        let is_many = matches!(end, End::Objects(_));
        let link = match (request.method.as_str(), is_many) {
            ("POST", true) | ("PUT", false) => format!(".link(&{})", self.entity(item)),
            ("DELETE", true) => {
                let id = request.query.iter().find(|(name, _)| is_id(name)).map(|(_, value)| value.as_str());
                let entity = id.and_then(|id| self.position(id)).unwrap_or_else(|| self.entity(item));
                format!(".unlink_entity(&{entity})")
            }
            ("DELETE", false) => ".unlink()".to_owned(),
            // Documentation adds to a single one, and replaces many; the request says no more than that.
            ("POST", false) => {
                let many = self.names.root("Many");
                chain.link(format!(".read_as::<{many}<{}>>()", self.names.path(&item.path)));
                format!(".link(&{})", self.entity(item))
            }
            _ => {
                chain.link(format!(".read_as::<{}>()", self.names.path(&item.path)));
                format!(".link(&{})", self.entity(item))
            }
        };
        chain.link(link);
        Ok(())
    }

    /// A value of a type, to be filled in.
    fn body(&self, item: &StructItem) -> String {
        format!("{} {{ ..Default::default() }}", self.names.path(&item.path))
    }

    /// The position that a URL addresses.
    fn position(&self, url: &str) -> Option<String> {
        let request = self.resolver.resolve(&format!("GET {url}")).ok()?;
        let mut chain = Chain::default();
        self.walk(&request, &mut chain).ok()?;
        matches!(self.end(chain.at.as_ref()?), End::Object(_)).then(|| format!("client{}", chain.links.concat()))
    }

    /// The position of an entity of a type: in an entity set of it, or of what it derives from.
    fn entity(&self, item: &StructItem) -> String {
        let lineage =
            std::iter::successors(Some(item), |item| item.base.as_ref().and_then(|base| self.index.structure(base)));
        // An entity that is linked must be of the type itself, as which one of the base's set is read.
        for (distance, ty) in lineage.enumerate() {
            let Some(set) = self.index.set_of(&ty.path) else { continue };
            let position = format!("/{set}/{{id}}");
            if let Some(position) = self.position(&position) {
                let read_as = format!(".read_as::<{}>()", self.names.path(&item.path));
                return if distance == 0 { position } else { position + &read_as };
            }
        }
        format!("client.path::<{}>(\"{{id}}\")", self.names.path(&item.path))
    }
}

/// A closure that sets one property, as a sample of what an update does.
fn change(item: &StructItem) -> String {
    let is_settable = |field: &&FieldItem| {
        field.access == Settable::Always && !field.collection && field.value == Value::BuiltIn(RustType::String)
    };
    let names = ["displayName", "name", "title", "subject", "description"];
    let mut fields = item.fields.iter().filter(is_settable);
    let known = names.iter().find_map(|name| fields.clone().find(|field| field.wire == *name));
    match known.or_else(|| fields.next()) {
        Some(field) => {
            let name = variable(item);
            let initial = name.chars().next().filter(char::is_ascii_alphabetic).unwrap_or('x');
            format!("|{initial}| [{initial}.{}.set({:?})]", field.ident, "…")
        }
        None => "|_| []".to_owned(),
    }
}

/// Whether an option names the entity that a request about references means.
pub(super) fn is_id(name: &str) -> bool {
    QueryOption::from_name(name) == Some(QueryOption::Id)
}

fn not_sent(method: &str) -> SnippetError {
    SnippetError::no_call(format!("no method of this position sends {method}"))
}

fn variable(item: &StructItem) -> String {
    names::snake(&item.path.ident).to_string()
}

/// The variable for what is at a position; nothing has none.
fn binding(shape: &Shape) -> Option<String> {
    match &shape.kind {
        ShapeKind::Nothing => None,
        ShapeKind::Many { .. } => Some("page".to_owned()),
        ShapeKind::One(Value::Structured(path)) => Some(names::snake(&path.ident).to_string()),
        ShapeKind::One(_) => Some("value".to_owned()),
    }
}
