//! What the answer of a status monitor means
//! ([Protocol 11.6](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode};

use crate::http::fault::error::Error;
use crate::http::fault::odata_error::ODataError;
use crate::http::fault::response_error::ResponseError;
use crate::http::fault::service_error::ServiceError;
use crate::http::reply::{Reply, text_of};
use crate::request::operation::enclosed;
use crate::request::operation::state::{self, Progress, State};
use crate::value::json::decode_error::DecodeError;
use crate::value::shape::{Content, Shape};

/// The status of the result, in an answer that is the result otherwise.
const ASYNC_RESULT: &str = "AsyncResult";

/// What a caller expects of an operation in the end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wants {
    content: Content,
    /// Whether there may be nothing.
    is_optional: bool,
    /// Whether it has a property `status`, as entities that describe operations do.
    has_status: bool,
}

impl Wants {
    /// Whether an entity is expected.
    pub(crate) fn is_entity(self) -> bool {
        self.content == Content::Instance && !self.is_optional
    }

    /// Whether what is expected may be the description of the operation itself.
    pub(crate) fn has_status(self) -> bool {
        self.has_status
    }

    pub(crate) fn of<S: Shape>() -> Self {
        Self { content: S::CONTENT, is_optional: S::no_content().is_some(), has_status: S::declares("status") }
    }
}

/// What an answer means.
pub(crate) enum Verdict {
    /// It goes on; with the link of the monitor from now on.
    Running(Option<String>),
    /// It is over, with this answer or error.
    Ended(Result<Reply, Error>),
    /// It is over, and the result is behind this link, if the answer has one.
    Behind(Option<String>, Reply),
}

/// The link of the status monitor. Where an answer has several links, that of the result is `Location`.
pub(crate) fn monitor_link(headers: &HeaderMap) -> Option<&str> {
    let mut names = ["operation-location", "azure-asyncoperation", "location"].into_iter();
    names.find_map(|name| text_of(headers.get(name)?)).filter(|link| !link.is_empty())
}

/// The status of the result, where an answer says it apart from its own; `None` where it cannot be read.
pub(crate) fn result_status(headers: &HeaderMap) -> Option<Option<StatusCode>> {
    let status = headers.get(ASYNC_RESULT)?;
    Some(status.to_str().ok().and_then(|text| text.trim().parse().ok()))
}

/// What an answer means; progress is noted.
pub(crate) fn judge(reply: Reply, wants: Wants, progress: &mut Progress) -> Verdict {
    if enclosed::is_enclosed(&reply.headers) {
        return Verdict::Ended(enclosed::open(reply).and_then(outcome));
    }
    if let Some(status) = result_status(&reply.headers) {
        return Verdict::Ended(match status {
            Some(status) => outcome(Reply { status, ..reply }),
            None => {
                let error = DecodeError::mismatch("AsyncResult", "a status", "something else");
                Err(ResponseError::new(reply, error).into())
            }
        });
    }
    let is_accepted = reply.status == StatusCode::ACCEPTED;
    let told = state::read(&reply.body);
    let state = told.as_ref().map(|(state, _)| *state);
    if let Some((_, told)) = told.filter(|(state, _)| is_accepted || *state != State::Unknown) {
        *progress = told;
    }
    match state {
        Some(State::Succeeded) => success(reply, wants, progress),
        Some(State::Failed) => Verdict::Ended(Err(failure(reply, state::error))),
        Some(State::Running) => {
            Verdict::Running(monitor_link(&reply.headers).filter(|_| is_accepted).map(str::to_owned))
        }
        _ if is_accepted => Verdict::Running(monitor_link(&reply.headers).map(str::to_owned)),
        _ => Verdict::Ended(Ok(reply)),
    }
}

/// A result, which may be an error.
fn outcome(reply: Reply) -> Result<Reply, Error> {
    if reply.status.is_client_error() || reply.status.is_server_error() {
        return Err(failure(reply, |body| ODataError::parse(body).unwrap_or_default()));
    }
    Ok(reply)
}

/// The error of an operation that failed.
fn failure(reply: Reply, read: fn(&[u8]) -> ODataError) -> Error {
    let Reply { mut request, status, headers, body, source, .. } = reply;
    // The monitor was read, whatever began the operation.
    request.method = Method::GET;
    let error = read(&body);
    let error = (error != ODataError::default()).then_some(error);
    ServiceError::of(request, status, headers, body, source, error).into()
}

/// What follows where a monitor says that all went well.
fn success(reply: Reply, wants: Wants, progress: &Progress) -> Verdict {
    let is_accepted = reply.status == StatusCode::ACCEPTED;
    let location = reply.headers.get(LOCATION).and_then(text_of).filter(|_| !is_accepted).map(str::to_owned);
    // It is not the answer to a request that is only accepted.
    let mut done = Reply { status: StatusCode::OK, ..reply };
    done.headers.remove(LOCATION);
    if wants.content == Content::Nothing {
        return Verdict::Ended(Ok(done));
    }
    let link = progress.resource_location.clone().or(location);
    Verdict::Behind(link.filter(|_| !wants.has_status), done)
}

/// What an operation gives that ended well and does not say where its result is.
pub(crate) fn without_link(reply: Reply, wants: Wants, progress: &Progress) -> Result<Reply, Error> {
    if wants.has_status {
        return Ok(reply);
    }
    if wants.is_optional && progress.resource_id.is_none() {
        return Ok(Reply { status: StatusCode::NO_CONTENT, body: bytes::Bytes::new(), ..reply });
    }
    let found = match &progress.resource_id {
        Some(_) => "only what identifies it, `resourceId`",
        None => "nothing that leads to it",
    };
    let error = DecodeError::mismatch("$", "the result of the operation, or its URL (`resourceLocation`)", found);
    Err(ResponseError::new(reply, error).into())
}
