//! From a batch as it was filled to a plan of what is sent.

use crate::BatchFormat;
use crate::http::fault::error::Error;
use crate::http::reply::Reply;
use crate::request::batch::Batch;
use crate::request::batch::call::{self, Request};
use crate::request::batch::entry::Entry;
use crate::request::batch::plan::{Edge, Plan, State, Unit};
use crate::request::batch::ticket::ELSEWHERE;
use crate::url::request_error::RequestError;

/// What is known before the first call.
pub(super) struct Prepared {
    pub(super) entries: Vec<Option<Entry>>,
    pub(super) answers: Vec<Option<Result<Reply, Error>>>,
    pub(super) follows: Vec<Vec<usize>>,
    pub(super) unit_of: Vec<usize>,
    pub(super) plan: Plan,
}

/// Finds what cannot be sent, and what follows what.
pub(super) fn prepare(batch: Batch) -> Prepared {
    let Batch { shared, entries, mut answers, sets, format, limit, .. } = batch;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut units: Vec<Unit> = Vec::new();
    let mut unit_of = Vec::with_capacity(entries.len());
    let mut sets = sets.into_iter().peekable();
    while unit_of.len() < entries.len() {
        let start = unit_of.len();
        let set = sets.next_if(|set| set.start == start);
        let is_set = set.is_some();
        let range = set.unwrap_or(start..start + 1);
        unit_of.extend(range.clone().map(|_| units.len()));
        units.push(Unit::new(range.collect(), is_set));
    }
    let follows = edges(&shared.follows(), &entries, &mut answers, &unit_of, &mut units, format);
    for unit in &units {
        check(unit, &entries, &mut answers, format, limit);
    }
    let (mut plan, circular) = Plan::new(units, limit);
    for unit in circular {
        for index in plan.units.get(unit).map(|unit| unit.entries.clone()).unwrap_or_default() {
            fail(&mut answers, index, "it follows itself, by way of other requests");
        }
    }
    for unit in &mut plan.units {
        // What is answered already is not sent.
        let is_failed = unit.entries.iter().any(|index| matches!(answers.get(*index), Some(Some(Err(_)))));
        unit.entries.retain(|index| matches!(answers.get(*index), Some(None)));
        if is_failed || unit.entries.is_empty() {
            unit.state = if is_failed { State::Failed } else { State::Succeeded };
        }
    }
    Prepared { entries, answers, follows, unit_of, plan }
}

/// For each request, those that it follows; units learn it too.
fn edges(
    explicit: &[(usize, usize)],
    entries: &[Option<Entry>],
    answers: &mut [Option<Result<Reply, Error>>],
    unit_of: &[usize],
    units: &mut [Unit],
    format: BatchFormat,
) -> Vec<Vec<usize>> {
    let mut follows = vec![Vec::new(); entries.len()];
    let references = entries.iter().enumerate().filter_map(|(index, entry)| Some((index, entry.as_ref()?.result_of?)));
    let edges = explicit.iter().map(|edge| (*edge, false)).chain(references.map(|edge| (edge, true)));
    for ((later, earlier), is_reference) in edges {
        let fault = match (unit_of.get(later), unit_of.get(earlier)) {
            _ if earlier == ELSEWHERE => Some("it follows a request of another batch"),
            (Some(unit), Some(other)) if unit == other => {
                (later <= earlier).then_some("it follows itself, or a request that comes later in its change set")
            }
            (Some(unit), Some(other)) => {
                // Parts of a multipart body have no conditions but what they refer to, so what follows is sent later.
                let together = is_reference || format == BatchFormat::Json;
                if let Some(unit) = units.get_mut(*unit) {
                    unit.follows.push(Edge { unit: *other, together });
                }
                None
            }
            _ => Some("it follows a request that is not in the batch"),
        };
        match fault {
            Some(fault) => fail(answers, later, fault),
            None => {
                if let Some(follows) = follows.get_mut(later) {
                    follows.push(earlier);
                }
            }
        }
    }
    follows
}

/// Gives errors to the requests of a unit that cannot be sent.
fn check(
    unit: &Unit,
    entries: &[Option<Entry>],
    answers: &mut [Option<Result<Reply, Error>>],
    format: BatchFormat,
    limit: usize,
) {
    for &index in &unit.entries {
        let (Some(Some(entry)), Some(None)) = (entries.get(index), answers.get(index)) else { continue };
        let request = Request { index, entry, path: String::new(), set: None, depends_on: Vec::new() };
        if let Err(fault) = call::check(&request, format, unit.is_set) {
            fail(answers, index, fault);
        }
    }
    let is_open = |index: &&usize| matches!(answers.get(**index), Some(None));
    let open: Vec<usize> = unit.entries.iter().filter(is_open).copied().collect();
    let has_fault = unit.entries.iter().any(|index| matches!(answers.get(*index), Some(Some(Err(_)))));
    for index in &open {
        if has_fault {
            fail(answers, *index, "it is one of a change set of which another request cannot be sent");
        } else if open.len() > limit {
            let fault = format!("its change set has {} requests, and a call carries at most {limit}", open.len());
            fail(answers, *index, RequestError::new(fault));
        }
    }
}

/// A fault of a request that is not sent.
trait Fault {
    fn into_error(self) -> RequestError;
}

impl Fault for &'static str {
    fn into_error(self) -> RequestError {
        RequestError::new(format!("the request was not sent: {self}"))
    }
}

impl Fault for RequestError {
    fn into_error(self) -> RequestError {
        self
    }
}

fn fail(answers: &mut [Option<Result<Reply, Error>>], index: usize, fault: impl Fault) {
    if let Some(answer) = answers.get_mut(index).filter(|answer| !matches!(answer, Some(Err(_)))) {
        *answer = Some(Err(fault.into_error().into()));
    }
}
