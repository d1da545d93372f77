//! Tickets for the answers of a batch, and positions that lead on from what they will be.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use http::Method;

use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::request::call::Request;
use crate::request::client::connection::Connection;
use crate::request::target::Target;
use crate::url::request_error::RequestError;

/// What a batch shares with its tickets.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// Which request follows which.
    follows: Mutex<Vec<(usize, usize)>>,
}

impl Shared {
    /// Which request follows which, by their numbers.
    pub(super) fn follows(&self) -> Vec<(usize, usize)> {
        self.follows.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// A request of a batch.
#[derive(Clone)]
pub(crate) struct Place {
    pub(super) batch: Arc<Shared>,
    pub(super) index: usize,
}

/// The id by which a batch names a request: its number from 1 on.
pub(super) fn id_of(index: usize) -> String {
    (index + 1).to_string()
}

/// What a request of a [`Batch`](crate::Batch) is known by until it is answered: [`Answers::take`](crate::Answers::take) gives what
/// awaiting the request would have given.
pub struct Ticket<S> {
    pub(super) place: Place,
    shape: PhantomData<fn() -> S>,
}

impl<S> Ticket<S> {
    pub(super) fn new(batch: Arc<Shared>, index: usize) -> Self {
        Self { place: Place { batch, index }, shape: PhantomData }
    }

    /// Lets the request follow another one of the same batch: it is carried out after that, and only if that succeeded. A ticket of another
    /// batch changes nothing but that the request fails.
    ///
    /// ```no_run
    /// # use generated::{At, Client, Many, Structured};
    /// # async fn example<T: Structured>(client: Client, people: At<Many<T>>, ada: T) -> Result<(), odata_runtime::Error> {
    /// let mut batch = client.batch();
    /// let created = batch.add(people.clone().create(ada));
    /// let count = batch.add(people.count_only()).after(&created);
    /// # let _ = count;
    /// # Ok(())
    /// # }
    /// ```
    #[allow(clippy::return_self_not_must_use, reason = "that it follows is said; not every answer is wanted")]
    pub fn after<T>(self, other: &Ticket<T>) -> Self {
        self.place.follow(&other.place);
        self
    }
}

/// The number of a request that is in no batch.
pub(super) const ELSEWHERE: usize = usize::MAX;

impl Place {
    fn follow(&self, other: &Self) {
        let earlier = if Arc::ptr_eq(&self.batch, &other.batch) { other.index } else { ELSEWHERE };
        self.batch.follows.lock().unwrap_or_else(PoisonError::into_inner).push((self.index, earlier));
    }
}

impl<S> fmt::Debug for Ticket<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Ticket").field(&id_of(self.place.index)).finish()
    }
}

impl Connection {
    /// A request to the result of another one of a batch.
    pub fn result_of<S>(&self, ticket: &Ticket<S>) -> Target {
        let mut target = self.root();
        target.lead_from(&ticket.place);
        target
    }
}

impl Target {
    /// `GET`, as a request.
    pub fn get<S>(self) -> Request<S> {
        Request::new(Method::GET, self, Body::empty())
    }

    /// The result of a request of a batch in place of this: an entity of this collection.
    pub fn by_ticket<S>(mut self, ticket: &Ticket<S>) -> Self {
        let mut target = self.client().result_of(ticket);
        if let Some(fault) = self.text.fault.take() {
            target.text.fault = Some(fault);
        }
        target
    }

    fn lead_from(&mut self, place: &Place) {
        self.encoded_segments(&format!("${}", id_of(place.index)));
        self.result_of = Some(place.clone());
    }

    /// What leads on from a result of a batch has no URL outside of that batch.
    pub(in crate::request) fn is_no_result(&self) -> Result<(), Error> {
        match self.result_of {
            None => Ok(()),
            Some(_) => Err(RequestError::new(
                "the position leads on from the result of a request of a batch, which has a place in that batch alone: add it to the batch, \
                 and name it in no body and no other request",
            )
            .into()),
        }
    }
}
