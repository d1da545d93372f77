//! The status monitor of an operation, without the shape of the result: where it is, how it is asked, and what it answers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use http::header::LOCATION;
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::http::fault::error::Error;
use crate::http::fault::exchange_error::{ExchangeError, RequestLine};
use crate::http::fault::response_error::ResponseError;
use crate::http::link::{LinkError, follow};
use crate::http::pipeline::options::CallOptions;
use crate::http::pipeline::redirect;
use crate::http::reply::{Reply, entity_id, text_of};
use crate::http::settings::Settings;
use crate::http::transport::{TransportError, TransportErrorKind};
use crate::request::client::connection::Connection;
use crate::request::creation::create;
use crate::request::exchange::exchange;
use crate::request::operation::pace::{Pace, Stop};
use crate::request::operation::state::{self, Progress};
use crate::request::operation::verdict::{Verdict, Wants, judge, monitor_link, result_status, without_link};
use crate::request::outgoing::Outgoing;
use crate::url::address::Origin;
use crate::value::shape::Content;

/// The longest time that is waited, unless the caller sets another one.
pub(crate) const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// Where an operation shows how far it is.
pub(crate) struct Monitor {
    client: Connection,
    /// What goes along to hosts of the service.
    headers: HeaderMap,
    /// How such requests are sent, if not as the client sends all.
    options: Option<Arc<CallOptions>>,
    /// Whether the operation itself was begun without the credential.
    anonymous: bool,
    /// The method that began it.
    method: Method,
    place: Place,
    /// Where the result is, if the first answer says it.
    result: Option<String>,
    pub(crate) progress: Progress,
    pace: Pace,
}

/// A URL, and another one to which the same link may lead: an absolute path is one of the host, but some services begin it at their root.
struct Place {
    url: Uri,
    below_root: Option<Uri>,
}

/// What a request led to that may be carried out later.
pub(crate) enum Begun {
    Answered(Box<Reply>),
    Running(Box<Monitor>),
}

/// Sends a request that the service may go on working at.
pub(crate) async fn begin(outgoing: Outgoing, brings_entity: bool, wants: Content) -> Result<Begun, Error> {
    let (client, mut headers, method) = (outgoing.client.clone(), outgoing.headers.clone(), outgoing.method.clone());
    let (anonymous, options) = (outgoing.anonymous, outgoing.options.clone());
    let reply = if brings_entity { create(Ok(outgoing)).await? } else { exchange(Ok(outgoing)).await? };
    let Some(link) = monitor_link(&reply.headers).filter(|_| reply.status == StatusCode::ACCEPTED) else {
        return Ok(Begun::Answered(Box::new(reply)));
    };
    let Ok(place) = place(&client.inner, &reply.request.url, link) else {
        // It is accepted, whatever is wrong with the link.
        return Err(ResponseError::accepted(reply, wants).into());
    };
    let location = reply.headers.get(LOCATION).and_then(text_of).filter(|location| *location != link);
    let result = location.map(str::to_owned);
    redirect::keep_for_reading(&mut headers);
    let mut pace = Pace::new(client.inner.clock.as_ref());
    pace.note(Some(&reply.headers));
    let progress = state::read(&reply.body).map(|(_, progress)| progress).unwrap_or_default();
    Ok(Begun::Running(Box::new(Monitor { client, headers, options, anonymous, method, place, result, progress, pace })))
}

impl Monitor {
    /// The monitor at a URL that was stored.
    pub(crate) fn at(client: Connection, url: &str) -> Result<Self, Error> {
        let place = Place { url: follow(&client.inner.root_uri, url, &client.inner.rewrites)?, below_root: None };
        let pace = Pace::new(client.inner.clock.as_ref());
        let (headers, progress) = (HeaderMap::new(), Progress::default());
        Ok(Self {
            client,
            headers,
            options: None,
            anonymous: false,
            method: Method::POST,
            place,
            result: None,
            progress,
            pace,
        })
    }

    pub(crate) fn url(&self) -> &Uri {
        &self.place.url
    }

    pub(crate) fn retry_after(&self) -> Option<Duration> {
        self.pace.asked
    }

    /// When a limit is over.
    pub(crate) fn end(&self, limit: Duration) -> Result<Option<Instant>, Error> {
        self.pace.end(limit).map_err(|stop| self.stopped(stop, limit))
    }

    /// Asks once, when the service wants to be asked. `None` where the operation goes on.
    pub(crate) async fn poll(
        &mut self,
        wants: Wants,
        end: Option<Instant>,
        limit: Duration,
    ) -> Result<Option<Result<Reply, Error>>, Error> {
        self.pace.pause(end).await.map_err(|stop| self.stopped(stop, limit))?;
        let (place, reply) =
            self.pace.before(end, self.ask(&self.place)).await.map_err(|stop| self.stopped(stop, limit))?;
        self.pace.note(reply.as_ref().ok().map(|reply| &reply.headers));
        let reply = match reply {
            Ok(reply) => self.as_answer(reply),
            Err(Error::Service(error)) if error.status().is_success() => {
                let status = result_status(error.headers()).flatten().unwrap_or(error.status());
                return Ok(Some(Err(error.with_status(status).into())));
            }
            Err(error) => return Err(forgotten(error)),
        };
        self.place = place;
        let outcome = match judge(reply, wants, &mut self.progress) {
            Verdict::Running(None) => return Ok(None),
            Verdict::Running(Some(link)) => {
                self.place = self::place(&self.client.inner, &self.place.url, &link)?;
                return Ok(None);
            }
            Verdict::Ended(Ok(reply)) => self.pace.before(end, self.whole(reply, wants)).await,
            Verdict::Ended(Err(error)) => Ok(Ok(Err(error))),
            Verdict::Behind(link, reply) => self.pace.before(end, self.result(link, reply, wants)).await,
        };
        let outcome = outcome.map_err(|stop| self.stopped(stop, limit))??;
        Ok(Some(outcome.map(|reply| self.as_answer(reply))))
    }

    /// Asks the service to give the operation up.
    pub(crate) async fn cancel(&self) -> Result<(), Error> {
        let place = Place { url: self.place.url.clone(), below_root: None };
        let reply = self.send(Method::DELETE, &place.url).await;
        reply.map(|_| ()).map_err(forgotten)
    }

    /// The answer of the request that began the operation: what it asked for is done.
    fn as_answer(&self, mut reply: Reply) -> Reply {
        reply.request.method = self.method.clone();
        reply
    }

    /// The result, read from where it is where the answer does not have it.
    async fn whole(&self, reply: Reply, wants: Wants) -> Result<Result<Reply, Error>, Error> {
        let link = entity_id(&reply.headers).or_else(|| reply.headers.get(LOCATION).and_then(text_of));
        match link.filter(|_| wants.is_entity() && reply.is_empty()).map(str::to_owned) {
            Some(link) => self.read(&link).await.map(Ok),
            None => Ok(Ok(reply)),
        }
    }

    /// The result that a monitor leads to.
    async fn result(&self, link: Option<String>, reply: Reply, wants: Wants) -> Result<Result<Reply, Error>, Error> {
        match link.or_else(|| self.result.clone().filter(|_| !wants.has_status())) {
            Some(link) => self.read(&link).await.map(Ok),
            None => Ok(without_link(reply, wants, &self.progress)),
        }
    }

    async fn read(&self, link: &str) -> Result<Reply, Error> {
        let found = place(&self.client.inner, &self.place.url, link)?;
        self.ask(&found).await.1
    }

    /// Reads what is at a place, and says where it was.
    async fn ask(&self, place: &Place) -> (Place, Result<Reply, Error>) {
        let at = |url: &Uri| Place { url: url.clone(), below_root: None };
        let reply = self.send(Method::GET, &place.url).await;
        match (&reply, &place.below_root) {
            (Err(Error::Service(error)), Some(other)) if says_nothing_is_here(error.status()) => {
                let second = self.send(Method::GET, other).await;
                match &second {
                    Err(Error::Service(error)) if says_nothing_is_here(error.status()) => (at(&place.url), reply),
                    _ => (at(other), second),
                }
            }
            _ => (at(&place.url), reply),
        }
    }

    /// Sends a request with the credential if the host is one of the service's, and else without
    /// (P17). Where another host leads back to the service, the service is asked with it.
    async fn send(&self, method: Method, url: &Uri) -> Result<Reply, Error> {
        let settings = &self.client.inner;
        let is_own = is_own(settings, url);
        let reply = exchange(Ok(self.request(method.clone(), url.clone(), !is_own))).await;
        let answered = match &reply {
            Ok(reply) => Some(&reply.request.url),
            Err(Error::Service(error)) => Some(error.url()),
            Err(_) => None,
        };
        match answered.filter(|answered| self::is_own(settings, answered)).cloned() {
            Some(home) if !is_own && !self.anonymous && method == Method::GET => {
                exchange(Ok(self.request(method, home, false))).await
            }
            _ => reply,
        }
    }

    fn request(&self, method: Method, url: Uri, anonymous: bool) -> Outgoing {
        let anonymous = anonymous || self.anonymous;
        let headers = if anonymous { HeaderMap::new() } else { self.headers.clone() };
        let options = self.options.clone().filter(|_| !anonymous);
        Outgoing { headers, anonymous, options, ..Outgoing::new(self.client.clone(), method, url) }
    }

    fn stopped(&self, stop: Stop, limit: Duration) -> Error {
        let reason = match stop {
            Stop::Fault(fault) => return fault.into(),
            Stop::TooLate(pause) => format!(
                "the operation has not ended, and its monitor is to be asked again after {pause:?} only, which is behind the limit of \
                 {limit:?}; it goes on, and `resume_operation` asks for it later"
            ),
            Stop::Silent => format!(
                "the operation did not end within {limit:?}; it goes on, and `resume_operation` asks for it later"
            ),
        };
        let request = RequestLine { method: Method::GET, url: self.place.url.clone(), attempts: 0, id: None };
        ExchangeError::new(request, TransportError::new(TransportErrorKind::Timeout, reason)).into()
    }
}

/// Whether a URL is on a host of the service.
fn is_own(settings: &Settings, url: &Uri) -> bool {
    Origin::of(url).is_some_and(|origin| settings.allowed.contains(&origin))
}

/// Where a link leads that stands in an answer to a request for `base`.
fn place(settings: &Settings, base: &Uri, link: &str) -> Result<Place, LinkError> {
    let url = follow(base, link, &settings.rewrites)?;
    let is_path = link.starts_with('/') && !link.starts_with("//") && is_own(settings, &url);
    let path = link.strip_prefix('/').filter(|_| is_path && !link.starts_with(settings.root_uri.path()));
    let below_root =
        path.and_then(|path| follow(&settings.root_uri, &format!("{}{path}", settings.root), &settings.rewrites).ok());
    Ok(Place { url, below_root })
}

fn says_nothing_is_here(status: StatusCode) -> bool {
    matches!(status, StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST)
}

/// The error of a monitor that is not there, with what that means.
fn forgotten(error: Error) -> Error {
    match error {
        Error::Service(error) if matches!(error.status(), StatusCode::NOT_FOUND | StatusCode::GONE) => {
            let advice = "nothing is known of the operation any more: its result was fetched before, it was cancelled, or it ended too \
                          long ago";
            error.with_advice(advice).into()
        }
        other => other,
    }
}
