//! One statement for several request lines: a batch.

use std::collections::BTreeSet;

use crate::plan::items::{ShapeKind, Value};

use super::layout::laid_out;
use super::scope::Let;
use super::{Chain, SnippetError, Snippets};

/// The Rust statements that send requests together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchSnippet {
    /// The statements, laid out like the generated crate; they call methods of a `client` and are awaited. Empty where no line has one.
    pub text: String,
    /// For each line, the notes of its request, or why it is not in the batch.
    pub lines: Vec<Result<Vec<String>, SnippetError>>,
}

/// A request of the batch, as text.
struct Added {
    lets: Vec<Let>,
    request: String,
    /// What its answer is bound to.
    binding: Option<String>,
    /// Whether its answer is read as bytes.
    is_bytes: bool,
}

impl Snippets<'_> {
    /// One batch of the requests of these lines.
    pub(crate) fn batch(&self, lines: &[String]) -> BatchSnippet {
        let mut added = Vec::new();
        let mut results = Vec::new();
        for line in lines {
            results.push(self.chain(line).map(|mut chain| {
                let notes = std::mem::take(&mut chain.notes);
                added.push(self.added(chain));
                notes
            }));
        }
        BatchSnippet { text: if added.is_empty() { String::new() } else { statements(&added) }, lines: results }
    }

    fn added(&self, mut chain: Chain) -> Added {
        chain.links.pop_if(|link| link == ".await?");
        let is_bytes = chain.links.pop_if(|link| link == ".download()").is_some();
        let is_media = chain.at.as_ref().is_some_and(|at| matches!(at.kind, ShapeKind::One(Value::Structured(_))));
        if is_bytes && is_media {
            chain.links.push(format!(".segment::<{}>(\"$value\")", self.names.root("ReadByDownload")));
        }
        let request = format!("client{}", chain.links.concat());
        Added { lets: chain.lets, request, binding: chain.binding, is_bytes }
    }
}

/// The batch, what is added to it, and what is taken from its answers.
fn statements(added: &[Added]) -> String {
    let lets = added.iter().flat_map(|added| &added.lets).map(|known| known.name.clone());
    let mut taken: BTreeSet<String> = lets.chain(["client".to_owned()]).collect();
    let (batch, answers) = (free("batch", &mut taken), free("answers", &mut taken));
    let mut text = format!("let mut {batch} = client.batch();");
    let mut takes = String::new();
    for Added { lets, request, binding, is_bytes } in added {
        for Let { name, ty, value } in lets {
            text += &format!("let {name}: {ty} = {value};");
        }
        let ticket = free(binding.as_deref().unwrap_or("done"), &mut taken);
        text += &format!("let {ticket} = {batch}.add({request});");
        let take = if *is_bytes { "bytes" } else { "take" };
        let result = if binding.is_some() { format!("let {ticket} = ") } else { String::new() };
        takes += &format!("{result}{answers}.{take}({ticket})?;");
    }
    laid_out(&format!("{text}let {answers} = {batch}.send().await?;{takes}"))
}

/// A name that no other variable of the statements has.
fn free(hint: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = hint.to_owned();
    let mut number = 2u32;
    while !taken.insert(name.clone()) {
        name = format!("{hint}_{number}");
        number += 1;
    }
    name
}
