//! Downloads that go on after a connection breaks.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use http::Method;
use http::header::{ACCEPT, IF_RANGE, RANGE};

use super::patience::RESUMPTIONS;
use super::receiving::{Part, Place, Receiving};
use super::sending::Progress;
use super::validator::Validator;
use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::transport::BoxFuture;
use crate::request::exchange::open;
use crate::request::outgoing::Outgoing;
use crate::request::response::Response;
use crate::request::target::Target;
use crate::url::request_error::RequestError;
use crate::url::shown::Excerpt;

/// A download, which begins when it is awaited; the body of the [`Response`] is the content.
///
/// Where the connection breaks before all has come, the body goes on by itself: the rest is requested at the same position, with the
/// credential, so that a signed URL to which the service redirects is a fresh one (`Range`, `If-Range`). That needs a strong entity
/// tag, or a time of the last change, so that the parts are of one content; without either, or with content that is compressed on
/// the way, the body ends with the error. Content that has changed in between is an error, and never joined.
///
/// ```no_run
/// # async fn example(client: generated::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use odata_runtime::ReadByDownload;
///
/// let movie = client.at::<ReadByDownload>("movie").download().progress(|done, total| println!("{done} of {total:?}"));
/// let mut movie = movie.await?;
/// while let Some(piece) = movie.body.chunk().await? {
///     println!("{} bytes more", piece.len());
/// }
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// See [`Error`]. What ends the body is the source of its `TransportError`, as an [`Error`] where it came with a resumption.
#[must_use = "futures do nothing unless polled"]
pub struct Download {
    /// Until it is polled.
    plan: Option<Box<Plan>>,
    response: Option<BoxFuture<'static, Result<Response<Body>, Error>>>,
}

/// What is downloaded, and how.
struct Plan {
    target: Target,
    place: Place,
    resumptions: u32,
    progress: Option<Progress>,
}

impl Download {
    /// `GET` of what is at a target.
    pub(crate) fn new(mut target: Target) -> Self {
        target.set_header(ACCEPT.as_str(), "*/*");
        let plan = Plan { target, place: Place::BEGIN, resumptions: RESUMPTIONS, progress: None };
        Self { plan: Some(Box::new(plan)), response: None }
    }

    fn change(mut self, change: impl FnOnce(&mut Plan)) -> Self {
        if let Some(plan) = &mut self.plan {
            change(plan);
        }
        self
    }

    /// Calls a function whenever more has come, with the number of bytes so far and that of all bytes where it is known.
    pub fn progress(self, report: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.change(|plan| plan.progress = Some(Box::new(report)))
    }

    /// Goes on with a download of which a program has so many bytes, and the entity tag that came with them
    /// ([`Response::etag`]); the body has the rest. Content that has another entity tag by now is an error.
    pub fn resume_from(self, position: u64, etag: &str) -> Self {
        let validator = Validator::of_etag(etag);
        self.change(|plan| {
            if validator.is_none() {
                plan.target.fail(RequestError::new(format!(
                    "`{}` is not a strong entity tag, so nothing shows whether the rest belongs to the same content: begin anew",
                    Excerpt(etag)
                )));
            }
            plan.place = Place { position, total: None, validator };
        })
    }

    /// How often in a row the download goes on after the connection broke, without anything more having come; 5 by default. With 0 the
    /// first break ends the body.
    pub fn max_resumptions(self, times: u32) -> Self {
        self.change(|plan| plan.resumptions = times)
    }
}

impl Plan {
    async fn run(self) -> Result<Response<Body>, Error> {
        let Self { target, place, resumptions, progress } = self;
        let response = open(request(&target, &place)).await?;
        let part = Part::first(&response, &place)?;
        let place = Place { position: place.position, total: part.total, validator: part.validator.clone() };
        Ok(response.with_body(|body| {
            let length = part.end.map(|end| end.saturating_sub(place.position)).or(body.len());
            Body::stream(Receiving::new(target, place, part, body, resumptions, progress), length)
        }))
    }
}

/// The request for the rest of a content.
pub(super) fn request(target: &Target, place: &Place) -> Result<Outgoing, Error> {
    let mut target = target.clone();
    if place.position > 0 {
        target.set_header(RANGE.as_str(), &format!("bytes={}-", place.position));
        if let Some(validator) = &place.validator {
            target.set_header(IF_RANGE.as_str(), validator.text());
        }
    }
    target.into_outgoing(Method::GET, Body::empty())
}

impl Future for Download {
    type Output = Result<Response<Body>, Error>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(plan) = self.plan.take() {
            self.response = Some(Box::pin(plan.run()));
        }
        match &mut self.response {
            Some(response) => response.as_mut().poll(cx),
            None => Poll::Pending,
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.plan.as_ref().map(|plan| plan.target.describe());
        f.debug_tuple("Download").field(&target).finish()
    }
}
