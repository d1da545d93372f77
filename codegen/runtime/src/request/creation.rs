//! Reading what was created, where the service did not send it.

use http::header::LOCATION;
use http::{Method, Uri};

use crate::http::fault::error::Error;
use crate::http::fault::response_error::ResponseError;
use crate::http::link::{self, LinkError};
use crate::http::pipeline::call::foreign_origin;
use crate::http::pipeline::redirect;
use crate::http::reply::{Reply, Source, entity_id, text_of};
use crate::http::transport::BoxFuture;
use crate::request::client::connection::Connection;
use crate::request::exchange::exchange;
use crate::request::outgoing::Outgoing;
use crate::url::address::Origin;

/// Sends a request that creates an entity and reads the entity with one more request, if the service answers without it
/// ([Protocol 11.4.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
///
/// That it was created is not lost, whatever becomes of the second request.
pub(crate) fn create(outgoing: Result<Outgoing, Error>) -> BoxFuture<'static, Result<Reply, Error>> {
    Box::pin(async move {
        let outgoing = outgoing?;
        let (client, mut headers) = (outgoing.client.clone(), outgoing.headers.clone());
        let (anonymous, options) = (outgoing.anonymous, outgoing.options.clone());
        let reply = exchange(Ok(outgoing)).await?;
        if !reply.is_write() || !reply.is_empty() || reply.is_accepted() {
            return Ok(reply);
        }
        let url = match address(&client, &reply) {
            None => return Ok(reply),
            Some(Err(error)) => return Err(ResponseError::unread(reply, error).into()),
            Some(Ok(url)) => url,
        };
        redirect::keep_for_reading(&mut headers);
        let read = Outgoing { headers, anonymous, options, ..Outgoing::new(client, Method::GET, url) };
        match exchange(Ok(read)).await {
            Ok(Reply { source: Source { foreign: Some(origin), .. }, request, .. })
                if !is_where_asked(&reply, &origin) =>
            {
                let link = request.url.to_string();
                Err(ResponseError::unread(reply, LinkError::foreign_page(&link, *origin).into()).into())
            }
            Ok(entity) => Ok(Reply { created: Some(Box::new(reply)), ..entity }),
            Err(error) => Err(ResponseError::unread(reply, error).into()),
        }
    })
}

/// Where the created entity can be read: by its identity, else by its edit link.
fn address(client: &Connection, reply: &Reply) -> Option<Result<Uri, Error>> {
    let links = [entity_id(&reply.headers), reply.headers.get(LOCATION).and_then(text_of)];
    let mut first = None;
    for link in links.into_iter().flatten() {
        match own_url(client, reply, link) {
            Ok(url) => return Some(Ok(url)),
            Err(error) => first = first.or(Some(Err(error))),
        }
    }
    first
}

/// The URL of a link of the answer, if it leads to a host of the service, or to the one that an anonymous request went to.
fn own_url(client: &Connection, reply: &Reply, link: &str) -> Result<Uri, Error> {
    let url = link::follow(&reply.request.url, link, &client.inner.rewrites)?;
    match foreign_origin(&client.inner, &url)? {
        Some(origin) if !is_where_asked(reply, &origin) => Err(LinkError::foreign_host(&url, origin).into()),
        _ => Ok(url),
    }
}

/// Whether an anonymous request was answered by this host.
fn is_where_asked(reply: &Reply, origin: &Origin) -> bool {
    reply.source.anonymous && Origin::of(&reply.request.url).is_some_and(|asked| asked == *origin)
}
