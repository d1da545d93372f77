//! From a request line to the Rust statement that makes it, in the names of the plan.
//!
//! A step of the resolved line becomes a link of the chain: the method that the plan has for it, or one of the
//! runtime's that takes a segment as text where the plan has none.

mod batch;
mod call;
mod error;
mod filter;
mod functions;
mod index;
mod json;
mod layout;
mod path;
mod query;
mod sample;
mod scope;
#[cfg(test)]
mod tests;
mod text;
mod verb;

pub use batch::BatchSnippet;
pub use error::SnippetError;

use crate::config::Config;
use crate::model::{Container, Model};
use crate::request::{Mentioned, Note, NoteKind, Resolver, StepKind};
use crate::select::Selection;

use super::plan::items::{Crate, Shape};
use index::PlanIndex;
use scope::Let;
use text::RustNames;

/// The Rust statement that makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The statement, laid out like the generated crate; it calls methods of a `client` and is awaited.
    pub text: String,
    /// What the statement sends otherwise than the line says, what of it is text and why, and what was guessed; a sentence each.
    pub notes: Vec<String>,
}

/// Makes statements for the requests of one service. Make it once, use it for many lines.
#[derive(Debug)]
pub(crate) struct Snippets<'a> {
    model: &'a Model,
    selection: &'a Selection,
    container: Option<&'a Container>,
    resolver: Resolver<'a>,
    index: PlanIndex<'a>,
    names: RustNames<'a>,
    key_as_segment: bool,
}

impl<'a> Snippets<'a> {
    pub(crate) fn new(model: &'a Model, selection: &'a Selection, plan: &'a Crate, config: &Config) -> Self {
        let container = selection.container.map(|id| model.container(id));
        Self {
            model,
            selection,
            container,
            resolver: Resolver::new(model, container, config.service.root.as_deref()),
            index: PlanIndex::new(plan),
            names: RustNames { crate_name: &plan.package.crate_name },
            key_as_segment: config.service.key_as_segment,
        }
    }

    /// The statement for a request line, `METHOD URL` or a URL alone (then `GET`).
    pub(crate) fn statement(&self, line: &str) -> Result<Snippet, SnippetError> {
        let chain = self.chain(line)?;
        Ok(Snippet { text: text::statement(&chain), notes: chain.notes })
    }

    fn chain(&self, line: &str) -> Result<Chain, SnippetError> {
        let request = self.resolver.resolve(line)?;
        let mentioned = self.resolver.mentioned(&request)?;
        self.keeps(&mentioned)?;
        let notes = request.notes.iter().filter_map(note_for_reader).collect();
        let mut chain = Chain { notes, written: request.written.clone(), ..Chain::default() };
        self.walk(&request, &mut chain)?;
        let last = request.steps.last().map(|step| &step.kind);
        let is_reference = last == Some(&StepKind::Ref);
        let query = request.query.iter().zip(mentioned.untyped.iter().map(Vec::as_slice));
        let query: Vec<_> = query.filter(|((name, _), _)| !(is_reference && verb::is_id(name))).collect();
        let is_complete = self.is_action(last) && request.method == "POST";
        self.query(&query, is_complete, &mut chain);
        if let Err(error) = self.finish(&request, &mut chain) {
            // A request that nothing sends to a dynamic property was most likely meant for a declared name.
            return Err(request.undeclared.into_iter().next().map_or(error, SnippetError::from));
        }
        Ok(chain)
    }

    /// Whether the slice keeps what the query options name.
    fn keeps(&self, mentioned: &Mentioned) -> Result<(), SnippetError> {
        for (of, index) in &mentioned.navigation {
            let ty = self.model.structured_type(*of);
            if !self.selection.navigation.contains(&(*of, *index)) {
                let name = ty.navigation.get(*index).map_or("", |property| &property.name);
                return Err(SnippetError::left_out(&format!("`{name}` of {}", self.model.full_name(&ty.name))));
            }
        }
        for id in &mentioned.casts {
            if !self.selection.structured.contains_key(id) {
                let name = self.model.full_name(&self.model.structured_type(*id).name);
                return Err(SnippetError::left_out(&format!("`{name}`")));
            }
        }
        Ok(())
    }
}

/// A statement that is being put together.
#[derive(Debug, Default)]
struct Chain {
    /// The methods that follow `client`, each with its dot.
    links: Vec<String>,
    /// What the last link leads to; `None` at the client.
    at: Option<Shape>,
    /// What the result is bound to.
    binding: Option<String>,
    notes: Vec<String>,
    /// The names of the line's segments.
    written: Vec<String>,
    /// Where the last link goes to a complex property: the variable of its closure, and what the closure says.
    property: Option<(String, String)>,
    /// What stands before the statement.
    lets: Vec<Let>,
}

impl Chain {
    fn link(&mut self, link: String) {
        self.property = None;
        self.links.push(link);
    }
}

/// The text of a note, where it concerns the statement.
fn note_for_reader(note: &Note) -> Option<String> {
    // What a line means by a service root is nothing that the statement says, and what a parameter lacks is noted with its sample.
    (!matches!(note.kind, NoteKind::ServiceRoot | NoteKind::MissingParameter)).then(|| note.text.clone())
}
