//! One request and its response, redirects and further attempts included.

use std::sync::Arc;

use crate::http::body::Body;
use crate::http::fault::error::Error;
use crate::http::fault::exchange_error::ExchangeError;
use crate::http::fault::odata_error::ODataError;
use crate::http::fault::service_error::ServiceError;
use crate::http::link::LinkError;
use crate::http::pipeline::call::{Answer, Reading, call};
use crate::http::reply::Reply;
use crate::http::transport::BoxFuture;
use crate::request::outgoing::Outgoing;
use crate::request::response::Response;
use crate::value::page;

/// Sends a request when it is polled, if it could be built, and reads the whole response.
pub(crate) fn exchange(outgoing: Result<Outgoing, Error>) -> BoxFuture<'static, Result<Reply, Error>> {
    Box::pin(async move {
        let (client, message) = outgoing?.into_parts();
        let settings = client.inner;
        let Answer { request, response, source } = call(Arc::clone(&settings), message, Reading::Whole).await?;
        let (head, body) = response.into_parts();
        // A policy may have put a stream in place of it.
        let body = body.bytes(settings.response_limit).await;
        let body = body.map_err(|error| ExchangeError::new(request.clone(), error))?;
        if let Some(error) = ODataError::of_success(&body).filter(|error| !error.is_success()) {
            return Err(ServiceError::of(request, head.status, head.headers, body, source, Some(error)).into());
        }
        // Links are handed out as text, which does not say where it came from. Those of another host are not handed out.
        if let Some(origin) = &source.foreign
            && let Some(link) = page::next_or_delta_link(&body)
        {
            return Err(LinkError::foreign_page(&link, (**origin).clone()).into());
        }
        let (options, on_misfit) = (settings.options, settings.on_misfit.clone());
        Ok(Reply {
            request,
            status: head.status,
            headers: head.headers,
            body,
            options,
            on_misfit,
            source,
            created: None,
        })
    })
}

/// Sends a request when it is polled, if it could be built, and leaves the body to the caller.
pub(crate) fn open(outgoing: Result<Outgoing, Error>) -> BoxFuture<'static, Result<Response<Body>, Error>> {
    Box::pin(async move {
        let (client, message) = outgoing?.into_parts();
        let answer = call(client.inner, message, Reading::Open).await?;
        let (head, body) = answer.response.into_parts();
        Ok(Response::new(head.status, head.headers, body, answer.source.foreign))
    })
}
