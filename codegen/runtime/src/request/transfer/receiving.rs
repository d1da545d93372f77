//! The content of a download, which goes on after a break.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use futures_core::Stream;
use http::StatusCode;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

use super::download::request;
use super::patience::{Patience, pause};
use super::ranges::ContentRange;
use super::sending::Progress;
use super::validator::Validator;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::fault::transfer_error::{TransferError, TransferErrorKind};
use crate::http::transport::{BoxError, BoxFuture, TransportError, TransportErrorKind};
use crate::request::exchange::open;
use crate::request::response::Response;
use crate::request::target::Target;

/// How far a download is.
#[derive(Clone)]
pub(super) struct Place {
    /// How many bytes the caller has.
    pub(super) position: u64,
    pub(super) total: Option<u64>,
    /// By what the content is known; without it, the download does not go on after a break.
    pub(super) validator: Option<Validator>,
}

impl Place {
    pub(super) const BEGIN: Self = Self { position: 0, total: None, validator: None };

    fn error(&self, kind: TransferErrorKind, reason: impl Into<Box<str>>) -> TransferError {
        TransferError::new(kind, self.position, reason)
    }

    fn changed(&self, reason: impl Into<Box<str>>) -> TransferError {
        self.error(TransferErrorKind::Changed, reason)
    }

    fn contradiction(&self, reason: impl Into<Box<str>>) -> TransferError {
        self.error(TransferErrorKind::Contradiction, reason)
    }
}

/// What the body of a response is of the content.
pub(super) struct Part {
    /// How many of its bytes the caller has already.
    skip: u64,
    /// The position behind it, where that is known.
    pub(super) end: Option<u64>,
    /// The length of the whole content, where it is known.
    pub(super) total: Option<u64>,
    pub(super) validator: Option<Validator>,
}

impl Part {
    /// What the first response brings.
    pub(super) fn first(response: &Response<Body>, place: &Place) -> Result<Self, TransferError> {
        if place.position > 0 {
            return Self::next(response, place);
        }
        let total = content_length(response);
        // The caller's own `Range` leaves open what the content is, and so does an encoding, which not every transport leaves as it is.
        let is_whole = response.status == StatusCode::OK && !response.headers.contains_key(CONTENT_ENCODING);
        let validator = Validator::of(&response.headers).filter(|_| is_whole);
        Ok(Self { skip: 0, end: total, total, validator })
    }

    /// What the response to a request for the rest brings.
    fn next(response: &Response<Body>, place: &Place) -> Result<Self, TransferError> {
        let same = place.validator.as_ref().and_then(|validator| validator.matches(&response.headers));
        if same == Some(false) {
            return Err(place.changed("the content has another entity tag or time of change than at the beginning"));
        }
        match response.status {
            StatusCode::PARTIAL_CONTENT => Self::of_range(ContentRange::of(&response.headers), place),
            StatusCode::OK if same == Some(true) => {
                let total = content_length(response);
                Self::of_total(total, place)?;
                let validator = place.validator.clone();
                Ok(Self { skip: place.position, end: total, total: total.or(place.total), validator })
            }
            StatusCode::OK => Err(place.changed(
                "the service sends all of the content anew in answer to a request for the rest, and does not say that it is the same",
            )),
            status => Err(place.contradiction(format!("the service answers {status} to a request for the rest"))),
        }
    }

    fn of_range(range: Option<ContentRange>, place: &Place) -> Result<Self, TransferError> {
        let Some(ContentRange { range: Some((start, end)), total }) = range else {
            return Err(
                place.contradiction("the service sends a part of the content and does not say which (`Content-Range`)")
            );
        };
        if start != place.position {
            return Err(
                place.contradiction(format!("the service sends the bytes from {start} on, which were not asked for"))
            );
        }
        Self::of_total(total, place)?;
        let total = total.or(place.total);
        if total.is_some_and(|total| end > total) {
            return Err(place.contradiction(format!("the service sends bytes to {end}, and the content ends before")));
        }
        Ok(Self { skip: 0, end: Some(end), total, validator: place.validator.clone() })
    }

    fn of_total(total: Option<u64>, place: &Place) -> Result<(), TransferError> {
        match (total, place.total) {
            (Some(now), Some(before)) if now != before => {
                Err(place.changed(format!("the content has {now} bytes, and had {before} at the beginning")))
            }
            _ => Ok(()),
        }
    }
}

/// How many bytes a body has, if it is sent as it is.
fn content_length(response: &Response<Body>) -> Option<u64> {
    let length = response.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok();
    length.filter(|_| !response.headers.contains_key(CONTENT_ENCODING))
}

/// The next part and its body; nothing where there is no more.
type Reopened = Result<Option<(Part, Body)>, Error>;

/// The body of a download.
pub(super) struct Receiving {
    target: Target,
    place: Place,
    body: Body,
    /// How many bytes of the body the caller has already.
    skip: u64,
    end: Option<u64>,
    patience: Patience,
    progress: Option<Progress>,
    /// The request for the rest, after a break.
    reopening: Option<BoxFuture<'static, Reopened>>,
    is_over: bool,
}

impl Receiving {
    pub(super) fn new(
        target: Target,
        place: Place,
        part: Part,
        body: Body,
        resumptions: u32,
        progress: Option<Progress>,
    ) -> Self {
        let patience = Patience::new(resumptions, place.position);
        let Part { skip, end, .. } = part;
        Self { target, place, body, skip, end, patience, progress, reopening: None, is_over: false }
    }

    fn begin(&mut self, part: Part, body: Body) {
        self.place.total = part.total;
        self.end = part.end;
        self.skip = part.skip;
        self.body = body;
    }

    /// What of a piece is new; nothing where the caller has it already.
    fn take(&mut self, mut piece: Bytes) -> Result<Option<Bytes>, TransferError> {
        let known = usize::try_from(self.skip).unwrap_or(usize::MAX).min(piece.len());
        piece.advance(known);
        self.skip -= known as u64;
        if piece.is_empty() {
            return Ok(None);
        }
        let position = self.place.position + piece.len() as u64;
        if self.end.is_some_and(|end| position > end) {
            return Err(self.place.contradiction("the service sends more bytes than it announced"));
        }
        self.place.position = position;
        self.patience.arrived(position);
        if let Some(progress) = &mut self.progress {
            progress(position, self.place.total);
        }
        Ok(Some(piece))
    }

    /// The body has ended, without a fault or with this one.
    fn ended(&mut self, fault: Option<TransportError>) -> Result<(), TransportError> {
        let position = self.place.position;
        match (self.place.total, fault) {
            (Some(total), _) if position == total => self.is_over = true,
            (None, None) if self.skip > 0 => {
                return Err(failed(self.place.changed("the content is shorter than at the beginning")));
            }
            (None, None) => self.is_over = true,
            (_, Some(fault)) => self.resume(fault)?,
            (Some(total), None) => {
                let reason = format!("the body ends after {position} bytes, and the content has {total}");
                self.resume(TransportError::new(TransportErrorKind::Body, reason))?;
            }
        }
        Ok(())
    }

    /// Requests the rest, or gives the fault where that is not possible.
    fn resume(&mut self, fault: TransportError) -> Result<(), TransportError> {
        let times = self.patience.spent();
        if self.place.validator.is_none() {
            return Err(fault);
        }
        let Some(wait) = self.patience.next(&self.target.client().inner, None) else {
            if times == 0 {
                return Err(fault);
            }
            let reason = format!("nothing more came in {times} further tries");
            return Err(failed(self.place.error(TransferErrorKind::NoProgress, reason).because(fault)));
        };
        self.body = Body::empty();
        self.reopening = Some(Box::pin(reopen(self.target.clone(), self.place.clone(), wait)));
        Ok(())
    }

    /// Takes the answer to the request for the rest.
    fn reopened(&mut self, reopened: Reopened) -> Result<(), TransportError> {
        match reopened {
            Ok(Some((part, body))) => self.begin(part, body),
            Ok(None) => self.is_over = true,
            Err(error) => return Err(failed(error)),
        }
        Ok(())
    }
}

/// Requests the rest of a content after a while.
async fn reopen(target: Target, place: Place, wait: Duration) -> Reopened {
    pause(&target.client().inner, wait).await;
    match open(request(&target, &place)).await {
        Ok(response) => {
            let part = Part::next(&response, &place)?;
            Ok(Some((part, response.body)))
        }
        Err(Error::Service(error)) if error.status() == StatusCode::RANGE_NOT_SATISFIABLE => {
            match ContentRange::of(error.headers()) {
                // All had come when the connection broke.
                Some(ContentRange { total: Some(total), .. }) if total == place.position => Ok(None),
                _ => Err(place
                    .changed("the content is shorter than at the beginning")
                    .because(Error::Service(error))
                    .into()),
            }
        }
        Err(error) => Err(error),
    }
}

impl Stream for Receiving {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while !this.is_over {
            let step = if let Some(reopening) = &mut this.reopening {
                let reopened = ready!(reopening.as_mut().poll(cx));
                this.reopening = None;
                this.reopened(reopened)
            } else {
                match ready!(Pin::new(&mut this.body).poll_next(cx)) {
                    Some(Ok(piece)) => match this.take(piece) {
                        Ok(None) => Ok(()),
                        Ok(Some(piece)) => return Poll::Ready(Some(Ok(piece))),
                        Err(error) => Err(failed(error)),
                    },
                    Some(Err(fault)) => this.ended(Some(fault)),
                    None => this.ended(None),
                }
            };
            if let Err(error) = step {
                this.is_over = true;
                return Poll::Ready(Some(Err(error)));
            }
        }
        Poll::Ready(None)
    }
}

/// The error of a body, which has the error of the transfer as its source.
fn failed(error: impl Into<Error>) -> TransportError {
    let error: BoxError = Box::new(error.into());
    TransportError::new(TransportErrorKind::Body, error)
}
