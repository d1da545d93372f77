//! Batches: many requests in one call
//! ([Protocol 11.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).

pub(crate) mod answers;
mod call;
mod entry;
mod json_read;
mod json_write;
mod multipart_parts;
mod multipart_read;
mod multipart_write;
mod plan;
mod prepare;
mod received;
mod run;
mod settle;
pub(crate) mod ticket;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use http::Method;

use crate::BatchFormat;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::reply::Reply;
use crate::request::batch::answers::Answers;
use crate::request::batch::entry::Entry;
use crate::request::batch::run::Run;
use crate::request::batch::ticket::{Shared, Ticket};
use crate::request::call::Request;
use crate::request::client::connection::Connection;
use crate::request::response::nothing_to_do;
use crate::request::target::Target;
use crate::url::request_error::RequestError;

/// Requests that are sent together: few calls in place of many, each request with an answer of its own.
///
/// [`add`](Self::add) takes any position, which is read, and any [`Request`], and gives a [`Ticket`] for its answer. Requests are in no
/// order, unless [`Ticket::after`] or a position that leads on from a ticket's result says so. [`send`](Self::send) divides them into
/// calls of as many as the service takes ([`limit`](Self::limit)), and keeps together what depends on each other. Each answer belongs to
/// its request by its id. What the service throttles (429, 503; 504 of what may be repeated) is sent again alone, with what depends on
/// it, when the service says. One failure says nothing of the other requests.
///
/// URLs in it are relative to the service root. A request that is anonymous, that leads to another place than below the service root, or
/// whose body is a stream cannot be in a batch: its ticket gives an error, and the others are sent.
///
/// ```no_run
/// # use generated::{At, Client, Instance, Many, Structured};
/// # async fn example<T: Structured>(client: Client, people: At<Many<T>>, ada: T) -> Result<(), odata_runtime::Error> {
/// let mut batch = client.batch();
/// let count = batch.add(people.clone().count_only());
/// let created = batch.add(people.create(ada));
/// let answers = batch.send().await?;
///
/// println!("{} people", answers.take(count)?);
/// match answers.take(created) {
///     Ok(person) => println!("{:?}", person.entity_id()),
///     Err(error) => println!("not created: {error}"),
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a batch is not sent until `send` is called"]
pub struct Batch {
    client: Connection,
    shared: Arc<Shared>,
    entries: Vec<Option<Entry>>,
    /// What is known before anything is sent, by entry.
    answers: Vec<Option<Result<Reply, Error>>>,
    /// The change sets, by what they hold of the entries.
    sets: Vec<Range<usize>>,
    format: BatchFormat,
    limit: u32,
}

impl Connection {
    /// An empty batch.
    pub fn batch(&self) -> Batch {
        let rules = self.inner.service.batch;
        Batch {
            client: self.clone(),
            shared: Arc::default(),
            entries: Vec::new(),
            answers: Vec::new(),
            sets: Vec::new(),
            format: rules.format,
            limit: rules.limit,
        }
    }
}

impl Batch {
    /// Adds a request, or the reading of a position.
    ///
    /// What is wrong with it is what its ticket gives.
    pub fn add<S>(&mut self, request: impl Into<Request<S>>) -> Ticket<S> {
        let (target, method, body, is_needed) = request.into().into_parts();
        Ticket::new(self.shared.clone(), self.push(target, method, body, is_needed))
    }

    /// Adds a request, and gives its number.
    fn push(&mut self, target: Target, method: Method, body: Body, is_needed: bool) -> usize {
        let is_of_client = Arc::ptr_eq(&target.client().inner, &self.client.inner);
        let (entry, answer) = match Entry::new(target, method, body, &self.shared) {
            Ok(_) if !is_of_client => {
                let fault =
                    "the request is one of another client: add it to a batch of that client, or of a clone of it";
                (None, Some(Err(RequestError::new(fault).into())))
            }
            Ok((entry, outgoing)) if !is_needed => (Some(entry), Some(Ok(nothing_to_do(outgoing)))),
            Ok((entry, _)) => (Some(entry), None),
            Err(error) => (None, Some(Err(error))),
        };
        self.entries.push(entry);
        self.answers.push(answer);
        self.entries.len() - 1
    }

    /// Adds a change set (an atomicity group): the service carries out all of its requests, or none
    /// ([Protocol 11.7.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). Where one fails, the tickets of
    /// all give errors. In [`BatchFormat::Multipart`] it holds no `GET`.
    ///
    /// ```no_run
    /// # use generated::{At, Client, Many, Structured};
    /// # async fn example<T: Structured>(client: Client, people: At<Many<T>>, ada: T, old: At<T>) -> Result<(), odata_runtime::Error> {
    /// let mut batch = client.batch();
    /// let (created, deleted) = batch.change_set(|set| (set.add(people.create(ada)), set.add(old.delete())));
    /// let answers = batch.send().await?;
    /// answers.take(created)?;
    /// answers.take(deleted)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn change_set<R>(&mut self, fill: impl FnOnce(&mut ChangeSet<'_>) -> R) -> R {
        let start = self.entries.len();
        let filled = fill(&mut ChangeSet { batch: self });
        if self.entries.len() > start {
            self.sets.push(start..self.entries.len());
        }
        filled
    }

    /// How the requests are written, in place of what is known of the service.
    pub fn format(mut self, format: BatchFormat) -> Self {
        self.format = format;
        self
    }

    /// How many requests one call carries at most, in place of what is known of the service. A change set counts as all of its requests.
    pub fn limit(mut self, requests: u32) -> Self {
        self.limit = requests;
        self
    }

    /// How many requests were added.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no request was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Sends the requests, in as many calls as they need, one after the other.
    ///
    /// Where a call fails, the tickets of its requests give that error ([`Error::Batch`](crate::Error::Batch)), and, unless the service
    /// found the fault in that call alone (400, 413), those of the calls that were not made. What changes something and may be done is not
    /// sent again.
    ///
    /// # Errors
    ///
    /// When the service takes no batches, or the limit is 0. Nothing was sent then.
    pub async fn send(self) -> Result<Answers, Error> {
        if !self.client.inner.service.batch.is_supported {
            return Err(RequestError::new(
                "the service takes no batches, as its metadata says (`Capabilities.BatchSupported`, `Capabilities.BatchSupport`): send the \
                 requests by themselves",
            )
            .into());
        }
        if self.limit == 0 {
            return Err(
                RequestError::new("a call of a batch has to carry at least one request: give a limit above 0").into()
            );
        }
        let shared = self.shared.clone();
        Ok(Answers::new(shared, Run::new(self).finish().await))
    }
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("requests", &self.entries.len())
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

/// A change set that is being filled: see [`Batch::change_set`].
#[derive(Debug)]
pub struct ChangeSet<'a> {
    batch: &'a mut Batch,
}

impl ChangeSet<'_> {
    /// Adds a request to the change set.
    ///
    /// Where one cannot be sent, the whole change set is not sent.
    pub fn add<S>(&mut self, request: impl Into<Request<S>>) -> Ticket<S> {
        self.batch.add(request)
    }
}
