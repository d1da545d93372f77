//! The answers of a batch.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use crate::Shape;
use crate::http::fault::error::Error;
use crate::http::reply::Reply;
use crate::request::batch::ticket::{Place, Shared, Ticket};
use crate::request::response::{Response, Sent, output, response};
use crate::url::request_error::RequestError;

/// The answers to the requests of a [`Batch`](crate::Batch), each a `Result` of its own.
pub struct Answers {
    batch: Arc<Shared>,
    answers: Mutex<Vec<Option<Result<Reply, Error>>>>,
}

impl Answers {
    pub(super) fn new(batch: Arc<Shared>, answers: Vec<Option<Result<Reply, Error>>>) -> Self {
        Self { batch, answers: Mutex::new(answers) }
    }

    /// What awaiting the request would have given, but for what was created without being sent back, which is not read by a further
    /// request: [`Error::is_done`] is true of that error, and [`Error::location`] and [`Error::entity_id`] say where it is.
    ///
    /// # Errors
    ///
    /// See [`Error`]: that of this request alone.
    pub fn take<S: Shape>(&self, ticket: Ticket<S>) -> Result<S::Output, Error> {
        output::<S>(self.reply(&ticket.place))
    }

    /// What `send()` of the request would have given: status and headers, and the decoded body if there is one.
    ///
    /// # Errors
    ///
    /// See [`Error`]: that of this request alone.
    pub fn response<S: Shape>(&self, ticket: Ticket<S>) -> Result<Response<Sent<S>>, Error> {
        response::<S>(self.reply(&ticket.place))
    }

    /// What the request was answered with as it came, of whatever shape: the content of a stream, a report.
    ///
    /// # Errors
    ///
    /// See [`Error`]: that of this request alone.
    pub fn bytes<S>(&self, ticket: Ticket<S>) -> Result<Response<Bytes>, Error> {
        let Reply { status, headers, body, source, .. } = self.reply(&ticket.place)?;
        Ok(Response::new(status, headers, body, source.foreign))
    }

    fn reply(&self, place: &Place) -> Result<Reply, Error> {
        if !Arc::ptr_eq(&place.batch, &self.batch) {
            return Err(RequestError::new("the ticket is one of another batch, whose answers these are not").into());
        }
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = answers.get_mut(place.index).and_then(Option::take);
        answer.unwrap_or_else(|| Err(RequestError::new("the request was not sent").into()))
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").finish_non_exhaustive()
    }
}
