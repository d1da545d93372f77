//! The exchange of an upload: chunks, and questions how far it is.

use http::{Method, StatusCode};

use super::patience::{Patience, is_passing, pause};
use super::ranges::Range;
use super::session::{Begin, expected};
use super::window::{Chunk, Window};
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::fault::transfer_error::{TransferError, TransferErrorKind};
use crate::http::pipeline::retry::Retry;
use crate::http::reply::Reply;
use crate::http::transport::BoxError;
use crate::request::exchange::exchange;
use crate::request::target::Target;
use crate::url::request_error::RequestError;

const NOTHING_MORE: &str = "the service expects nothing more before all is sent";

/// Gets the number of bytes that have arrived, and that of all.
pub(super) type Progress = Box<dyn FnMut(u64, Option<u64>) + Send>;

/// An upload that is under way.
pub(super) struct Sending {
    target: Target,
    window: Window,
    chunk_size: usize,
    patience: Patience,
    progress: Option<Progress>,
    /// What the service wants next.
    next: Range,
    /// Up to where the service can have bytes.
    sent: u64,
    /// Whether that is so: of a session that an earlier upload has left it is not known at first.
    is_known: bool,
    /// Whether the service has taken a chunk of this upload.
    has_accepted: bool,
    /// Whether the last chunk was sent, so that the upload may be complete.
    may_be_complete: bool,
}

/// What an answer says.
enum Said {
    /// The upload goes on here.
    Expects(Range),
    /// The upload is complete.
    Complete(Box<Reply>),
    /// Nothing that can be relied upon; this is why.
    Unknown(Error),
}

impl Sending {
    pub(super) fn new(
        target: Target,
        window: Window,
        chunk_size: usize,
        resumptions: u32,
        progress: Option<Progress>,
    ) -> Self {
        Self {
            target,
            window,
            chunk_size,
            patience: Patience::new(resumptions, 0),
            progress,
            next: Range::from(0),
            sent: 0,
            is_known: false,
            has_accepted: false,
            may_be_complete: false,
        }
    }

    /// Sends all that the service does not have yet, and gives its last answer.
    pub(super) async fn run(mut self, begin: Begin) -> Result<Reply, Error> {
        match begin {
            Begin::At(position) => {
                self.next = Range::from(position);
                (self.sent, self.is_known) = (position, true);
            }
            Begin::Ask => self.ask().await?,
        }
        if self.next.start > 0 {
            self.report();
        }
        loop {
            let chunk = self.load().await?;
            match self.send(&chunk).await? {
                Said::Complete(reply) if chunk.is_last() => {
                    self.next = Range::from(chunk.end());
                    self.report();
                    return Ok(*reply);
                }
                Said::Complete(reply) => {
                    let reason = format!(
                        "the service calls the upload complete ({}) after {} bytes, and more follow",
                        reply.status,
                        chunk.end()
                    );
                    return Err(self.contradicts(reason).into());
                }
                Said::Expects(range) => self.accept(range, &chunk).await?,
                Said::Unknown(error) => {
                    self.wait(error).await?;
                    self.ask().await?;
                    self.report();
                }
            }
        }
    }

    /// The chunk that the service wants next.
    async fn load(&mut self) -> Result<Chunk, Error> {
        let position = self.next.start;
        let wanted = self.next.end.map_or(u64::MAX, |end| end - position);
        let size = usize::try_from(wanted).unwrap_or(usize::MAX).min(self.chunk_size);
        let chunk = self.window.chunk(position, size).await?;
        if !chunk.bytes.is_empty() {
            return Ok(chunk);
        }
        if position == 0 {
            let reason = "an upload session takes at least one byte: put an empty content in place with `upload` on its position";
            return Err(RequestError::new(reason).into());
        }
        Err(self.uncommitted().into())
    }

    /// Sends a chunk.
    async fn send(&mut self, chunk: &Chunk) -> Result<Said, Error> {
        let mut target = self.target.clone();
        let total = chunk.total.map_or("*".to_owned(), |total| total.to_string());
        target.set_header("Content-Range", &format!("bytes {}-{}/{total}", chunk.start, chunk.end() - 1));
        target.set_header("Content-Type", "application/octet-stream");
        // What may have arrived is not sent again before the service has said what it has.
        target.retry(Retry::none());
        self.may_be_complete |= chunk.is_last();
        let is_first = self.sent == chunk.start;
        // A chunk that breaks off may have arrived.
        self.sent = self.sent.max(chunk.end());
        match exchange(target.into_outgoing(Method::PUT, Body::from(chunk.bytes.clone()))).await {
            Ok(reply) => self.read(reply, chunk),
            // The answer says that the upload is complete, and only its body broke off.
            Err(error) if error.is_done() && chunk.is_last() && error.status() != Some(StatusCode::ACCEPTED) => {
                Err(error)
            }
            Err(error) => {
                let error = self.judge(error)?;
                // An earlier upload has sent these bytes, and maybe others.
                if is_refused(&error) && is_first && !self.has_accepted {
                    self.is_known = false;
                }
                Ok(Said::Unknown(error))
            }
        }
    }

    /// What the answer to a chunk says.
    fn read(&self, reply: Reply, chunk: &Chunk) -> Result<Said, Error> {
        let expected = expected(&reply.body).map_err(|range| self.malformed(&range))?;
        Ok(match (reply.status, expected) {
            (StatusCode::CREATED, _) => Said::Complete(Box::new(reply)),
            (_, Some(Some(range))) => Said::Expects(range),
            (_, Some(None)) if !chunk.is_last() => return Err(self.contradicts(NOTHING_MORE).into()),
            (StatusCode::ACCEPTED, _) => Said::Expects(Range::from(chunk.end())),
            _ => Said::Complete(Box::new(reply)),
        })
    }

    /// The error, if the upload may go on after it.
    fn judge(&self, error: Error) -> Result<Error, Error> {
        if is_gone(&error) {
            return Err(self.session_gone(error).into());
        }
        if is_passing(&error) || is_refused(&error) { Ok(error) } else { Err(error) }
    }

    /// Takes what the service says it wants after a chunk.
    async fn accept(&mut self, range: Range, chunk: &Chunk) -> Result<(), Error> {
        self.check(range)?;
        self.next = range;
        self.has_accepted = true;
        self.patience.arrived(range.start);
        self.report();
        if range.start >= chunk.end() {
            return Ok(());
        }
        let reason = format!("the service wants byte {} again after it accepted those to {}", range.start, chunk.end());
        self.wait(self.contradicts(reason).into()).await
    }

    /// Asks the service what it wants next.
    async fn ask(&mut self) -> Result<(), Error> {
        match exchange(self.target.clone().into_outgoing(Method::GET, Body::empty())).await {
            Ok(reply) => self.learn(&reply),
            Err(error) if is_gone(&error) => Err(self.session_gone(error).into()),
            Err(error) => Err(error),
        }
    }

    /// Takes what the service says when it is asked.
    fn learn(&mut self, reply: &Reply) -> Result<(), Error> {
        let range = match expected(&reply.body).map_err(|range| self.malformed(&range))? {
            Some(Some(range)) => range,
            Some(None) if self.is_known && !self.may_be_complete => {
                return Err(self.contradicts(NOTHING_MORE).into());
            }
            Some(None) => return Err(self.uncommitted().into()),
            None => {
                let reason = "the answer to the question how far the upload is has no `nextExpectedRanges`";
                return Err(self.contradicts(reason).into());
            }
        };
        self.check(range)?;
        self.next = range;
        (self.sent, self.is_known) = (self.sent.max(range.start), true);
        self.patience.arrived(range.start);
        Ok(())
    }

    /// Refuses what cannot be: that the service has bytes that were not sent.
    fn check(&self, range: Range) -> Result<(), TransferError> {
        let is_outside = self.window.length().is_some_and(|length| range.start > length);
        if is_outside || self.is_known && range.start > self.sent {
            return Err(self.contradicts(format!(
                "the service wants the bytes from {} on, as if it had bytes that were never sent",
                range.start
            )));
        }
        Ok(())
    }

    /// Waits before the upload goes on, or gives the error why it does not.
    async fn wait(&mut self, error: Error) -> Result<(), Error> {
        let client = self.target.client().clone();
        let times = self.patience.spent();
        let Some(wait) = self.patience.next(&client.inner, error.retry_after()) else {
            return Err(if times == 0 { error } else { self.no_progress(times, error).into() });
        };
        pause(&client.inner, wait).await;
        Ok(())
    }

    fn report(&mut self) {
        if let Some(progress) = &mut self.progress {
            progress(self.next.start, self.window.length());
        }
    }

    fn error(&self, kind: TransferErrorKind, reason: impl Into<Box<str>>) -> TransferError {
        TransferError::new(kind, self.next.start, reason)
    }

    fn contradicts(&self, reason: impl Into<Box<str>>) -> TransferError {
        self.error(TransferErrorKind::Contradiction, reason)
    }

    fn malformed(&self, range: &str) -> TransferError {
        let range: String = range.escape_debug().take(100).collect();
        self.contradicts(format!("the service expects `{range}`, which is not a range of bytes"))
    }

    fn no_progress(&self, times: u32, cause: impl Into<BoxError>) -> TransferError {
        let reason = format!("nothing more arrived in {times} further tries");
        self.error(TransferErrorKind::NoProgress, reason).because(cause)
    }

    fn session_gone(&self, cause: Error) -> TransferError {
        let reason = if self.may_be_complete {
            "the service does not know the upload session any more; all bytes were sent, so the upload may be complete: look for the \
             result before you begin again"
        } else {
            "the service does not know the upload session, which has expired, was cancelled or has completed: create another one and \
             begin again"
        };
        self.error(TransferErrorKind::SessionGone, reason).because(cause)
    }

    fn uncommitted(&self) -> TransferError {
        let reason = "the service has all bytes and has not answered with what became of them: look for the result, or complete the \
                      upload with `commit` if its session was created with `deferCommit`";
        self.error(TransferErrorKind::Uncommitted, reason)
    }
}

/// The service does not know the session.
fn is_gone(error: &Error) -> bool {
    error.is_not_found() || error.is_gone()
}

/// 416: the service does not want these bytes, because it has them already or misses some before them.
fn is_refused(error: &Error) -> bool {
    matches!(error, Error::Service(error) if error.status().as_u16() == 416)
}
