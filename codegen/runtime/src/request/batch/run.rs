//! Sending a batch: call by call, and again what the service has put off.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::StatusCode;
use http::header::LOCATION;

use crate::BatchFormat;
use crate::http::fault::batch_error::{BatchError, Lack};
use crate::http::fault::error::Error;
use crate::http::link;
use crate::http::pipeline::repetition::Failure;
use crate::http::pipeline::retry_after::retry_after;
use crate::http::reply::{Reply, entity_id, text_of};
use crate::http::transport::TransportErrorKind;
use crate::request::batch::Batch;
use crate::request::batch::call::{self, Request, WrittenUnit};
use crate::request::batch::entry::{Entry, path_below};
use crate::request::batch::multipart_read::Expected;
use crate::request::batch::plan::{Plan, State};
use crate::request::batch::prepare::prepare;
use crate::request::batch::received::{Inner, Received, set_name};
use crate::request::batch::settle::{settle, unanswered};
use crate::request::batch::ticket::id_of;
use crate::request::client::connection::Connection;
use crate::url::request_error::RequestError;

/// A batch that is being sent.
pub(super) struct Run {
    client: Connection,
    pub(super) entries: Vec<Option<Entry>>,
    pub(super) answers: Vec<Option<Result<Reply, Error>>>,
    /// The paths below the service root of what requests have made or read, by request.
    addresses: Vec<Option<String>>,
    /// For each request, those that it follows.
    pub(super) follows: Vec<Vec<usize>>,
    pub(super) unit_of: Vec<usize>,
    pub(super) plan: Plan,
    format: BatchFormat,
}

impl Run {
    pub(super) fn new(batch: Batch) -> Self {
        let (client, format) = (batch.client.clone(), batch.format);
        let prepared = prepare(batch);
        let mut run = Self {
            addresses: vec![None; prepared.entries.len()],
            client,
            entries: prepared.entries,
            answers: prepared.answers,
            follows: prepared.follows,
            unit_of: prepared.unit_of,
            plan: prepared.plan,
            format,
        };
        for index in 0..run.entries.len() {
            run.keep_address(index);
        }
        run
    }

    /// Sends everything, and gives an answer for each request.
    pub(super) async fn finish(mut self) -> Vec<Option<Result<Reply, Error>>> {
        let clock = self.client.inner.clock.clone();
        let start = clock.as_ref().map(|clock| clock.now());
        let mut wait = Duration::ZERO;
        loop {
            self.fail_lost();
            let units = self.plan.next_call();
            if units.is_empty() {
                if !self.plan.has_later() {
                    break;
                }
                if let Some(clock) = &clock {
                    clock.sleep(std::mem::take(&mut wait)).await;
                }
                self.plan.reopen();
                continue;
            }
            for unit in &units {
                if let Some(unit) = self.plan.units.get_mut(*unit) {
                    unit.tries += 1;
                }
            }
            let outgoing = call::outgoing(&self.client, &self.written(&units), self.format);
            match call::send(outgoing).await {
                Ok(reply) => wait = wait.max(self.receive(&units, reply, start)),
                Err(error) => self.fail(&units, Arc::new(error)),
            }
        }
        self.answers
    }

    /// The requests of these units, as the call that carries them all writes them.
    fn written(&self, units: &[usize]) -> Vec<WrittenUnit<'_>> {
        let in_call: BTreeSet<usize> = units.iter().copied().collect();
        let units = units.iter().filter_map(|index| Some((*index, self.plan.units.get(*index)?)));
        units
            .map(|(number, unit)| WrittenUnit {
                is_set: unit.is_set,
                requests: unit
                    .entries
                    .iter()
                    .filter_map(|index| self.request(*index, unit.is_set.then(|| set_name(number)), &in_call))
                    .collect(),
            })
            .collect()
    }

    fn request(&self, index: usize, set: Option<String>, in_call: &BTreeSet<usize>) -> Option<Request<'_>> {
        let entry = self.entries.get(index)?.as_ref()?;
        let own_unit = self.unit_of.get(index);
        let is_in_call = |other: &usize| self.unit_of.get(*other).is_some_and(|unit| in_call.contains(unit));
        let path = match entry.result_of.filter(|of| !is_in_call(of)) {
            Some(of) => format!("{}{}", self.addresses.get(of)?.as_ref()?, entry.behind_reference(of)),
            None => entry.path.clone(),
        };
        let mut depends_on: Vec<String> = Vec::new();
        for other in self.follows.get(index)?.iter().filter(|other| is_in_call(other)) {
            let unit = self.unit_of.get(*other).filter(|unit| own_unit != Some(unit));
            let set = unit.filter(|unit| self.plan.units.get(**unit).is_some_and(|unit| unit.is_set));
            let id = set.map_or_else(|| id_of(*other), |unit| set_name(*unit));
            if !depends_on.contains(&id) {
                depends_on.push(id);
            }
        }
        Some(Request { index, entry, path, set, depends_on })
    }

    /// Gives errors to what can no longer be sent: what follows a request that failed, or leads on from a result without URL.
    fn fail_lost(&mut self) {
        for unit in self.plan.open() {
            let Some(entries) = self.plan.units.get(unit).map(|unit| unit.entries.clone()) else { continue };
            let lost = entries.iter().find_map(|index| {
                let of = self.entries.get(*index)?.as_ref()?.result_of?;
                let is_done = self.plan.state(*self.unit_of.get(of)?) == State::Succeeded;
                (is_done && self.addresses.get(of)?.is_none()).then_some(of)
            });
            if lost.is_some() {
                for index in entries {
                    self.end(index, Err(no_address()));
                }
                self.plan.set(unit, State::Failed);
            }
        }
        for (unit, other) in self.plan.orphans() {
            let failed = self.plan.units.get(other).and_then(|unit| unit.entries.first());
            let failed = failed.and_then(|index| Some(self.entries.get(*index)?.as_ref()?.line.clone()));
            let Some(entries) = self.plan.units.get(unit).map(|unit| unit.entries.clone()) else { continue };
            for index in entries {
                let Some(line) = self.entries.get(index).and_then(|entry| Some(entry.as_ref()?.line.clone())) else {
                    continue;
                };
                let failed = failed.clone().unwrap_or_else(|| line.clone());
                self.end(index, Err(BatchError::new(line, Lack::Dependency(failed)).into()));
            }
            self.plan.set(unit, State::Failed);
        }
    }

    /// Gives the error of a call to all of its requests, and to those of the calls that are not made because of it.
    fn fail(&mut self, units: &[usize], error: Arc<Error>) {
        let goes_on = is_of_call_alone(&error);
        let sent: BTreeSet<usize> = units.iter().copied().collect();
        for unit in 0..self.plan.units.len() {
            let is_sent = sent.contains(&unit);
            let is_left = !goes_on && matches!(self.plan.state(unit), State::Open | State::Later);
            if !is_sent && !is_left {
                continue;
            }
            let entries = self.plan.units.get(unit).map(|unit| unit.entries.clone()).unwrap_or_default();
            for index in entries {
                let lack = if is_sent { Lack::Call(error.clone()) } else { Lack::NotSent(error.clone()) };
                let Some(Some(entry)) = self.entries.get(index) else { continue };
                let mut line = entry.line.clone();
                line.attempts = self.plan.units.get(unit).map_or(0, |unit| unit.tries);
                self.end(index, Err(BatchError::new(line, lack).into()));
            }
            self.plan.set(unit, State::Failed);
        }
    }

    /// Keeps the answers of a call, and says how long the service asks to wait before what it has put off is sent again.
    fn receive(&mut self, units: &[usize], reply: Reply, start: Option<Instant>) -> Duration {
        let expected: Vec<Expected> = units
            .iter()
            .filter_map(|index| {
                let unit = self.plan.units.get(*index)?;
                Some(Expected { unit: *index, is_set: unit.is_set, entries: unit.entries.clone() })
            })
            .collect();
        let mut received = call::read(&reply.headers, &reply.body, &expected);
        let mut again = BTreeSet::new();
        let mut longest = Duration::ZERO;
        for unit in &expected {
            if let Some(wait) = self.wait_for(unit, &received, &again, start) {
                again.insert(unit.unit);
                longest = longest.max(wait);
            }
        }
        for unit in expected {
            if again.contains(&unit.unit) {
                self.plan.set(unit.unit, State::Later);
                continue;
            }
            let mut has_failed = false;
            for index in unit.entries {
                let tries = self.plan.units.get(unit.unit).map_or(1, |unit| unit.tries);
                let Some(Some(entry)) = self.entries.get_mut(index) else { continue };
                entry.line.attempts = tries;
                let answer = match received.take(index, unit.unit) {
                    Some(found) => settle(&entry.line, found, &self.client, &reply.source),
                    None => Err(unanswered(&entry.line, &received)),
                };
                has_failed |= answer.is_err();
                self.end(index, answer);
                self.keep_address(index);
            }
            self.plan.set(unit.unit, if has_failed { State::Failed } else { State::Succeeded });
        }
        longest
    }

    /// How long to wait before a unit is sent again, if it is to be.
    fn wait_for(
        &self,
        unit: &Expected,
        received: &Received,
        again: &BTreeSet<usize>,
        start: Option<Instant>,
    ) -> Option<Duration> {
        let settings = &self.client.inner;
        let clock = settings.clock.as_ref().filter(|clock| clock.can_sleep())?;
        let elapsed = clock.now().saturating_duration_since(start?);
        let planned = self.plan.units.get(unit.unit)?;
        let follows_one = planned.follows.iter().any(|edge| again.contains(&edge.unit));
        let mut wait = None;
        for index in &unit.entries {
            let Inner { status, headers, .. } = received.head(*index, unit.unit)?;
            let entry = self.entries.get(*index)?.as_ref()?;
            let failure = Failure::of_status(*status);
            if failure.is_some_and(|failure| failure.allows(&entry.line.method, &entry.line.url, &entry.headers)) {
                let asked = retry_after(headers, || clock.system_time());
                wait = wait.max(Some(settings.retry.wait(planned.tries, elapsed, asked)?));
            } else if follows_one && status.is_client_error() {
                wait = wait.max(Some(Duration::ZERO));
            } else if *status != StatusCode::FAILED_DEPENDENCY {
                return None;
            }
        }
        wait
    }

    /// Ends a request.
    fn end(&mut self, index: usize, answer: Result<Reply, Error>) {
        if let Some(place) = self.answers.get_mut(index) {
            *place = Some(answer);
        }
    }

    /// Keeps where the result of a request is, if that is known.
    fn keep_address(&mut self, index: usize) {
        let Some(Some(Ok(reply))) = self.answers.get(index) else { return };
        let address = self.address(index, reply);
        if let Some(place) = self.addresses.get_mut(index) {
            *place = address;
        }
    }

    fn address(&self, index: usize, reply: &Reply) -> Option<String> {
        let settings = &self.client.inner;
        let link = entity_id(&reply.headers).or_else(|| text_of(reply.headers.get(LOCATION)?));
        if let Some(link) = link.filter(|_| !reply.is_accepted()) {
            let url = link::follow(&settings.root_uri, link, &settings.rewrites).ok()?;
            return path_below(settings, &url).ok();
        }
        if !reply.request.method.is_idempotent() {
            return None;
        }
        let entry = self.entries.get(index)?.as_ref()?;
        match entry.result_of {
            None => Some(entry.resource().to_owned()),
            Some(of) => {
                let behind = entry.resource().get(1 + id_of(of).len()..)?;
                Some(format!("{}{behind}", self.addresses.get(of)?.as_ref()?))
            }
        }
    }
}

/// Whether the failure of a call says nothing of others.
fn is_of_call_alone(error: &Error) -> bool {
    match error {
        Error::Service(error) => matches!(error.status(), StatusCode::BAD_REQUEST | StatusCode::PAYLOAD_TOO_LARGE),
        Error::Transport(error) => matches!(error.kind(), TransportErrorKind::Body | TransportErrorKind::Refused),
        Error::Request(_)
        | Error::Credential(_)
        | Error::Link(_)
        | Error::Response(_)
        | Error::Policy(_)
        | Error::Batch(_)
        | Error::Transfer(_) => false,
    }
}

fn no_address() -> Error {
    RequestError::new(
        "the request leads on from a result that was answered in an earlier call, without `Location` or `OData-EntityId` that say where \
         it is: send both in one call, or the second one when the first is answered",
    )
    .into()
}
