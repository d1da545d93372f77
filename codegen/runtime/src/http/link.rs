//! Links that a service sends (next and delta links, redirects) and URLs that the caller stored: opaque
//! text, judged before it is followed.

use std::fmt;

use http::{HeaderValue, Uri};

use super::rewrite::Rewrites;
use crate::url::address::{Origin, encode_illegal, is_http, resolve, scheme};
use crate::url::shown::{Excerpt, ShownLink, without_query};

/// Why a link of the service is not followed.
///
/// Texts show the link without its query, its fragment and a user's name; [`Self::link`] has all of it.
pub struct LinkError {
    link: Box<str>,
    reason: Refusal,
}

enum Refusal {
    Malformed(&'static str),
    Ambiguous,
    Downgrade(Origin),
    ForeignHost(Origin),
    Repeated,
    NoEnd(u32),
    TooManyRedirects(usize),
    BodyCannotBeRepeated,
    BodyStays(Origin),
    ForeignPage(Origin),
}

impl LinkError {
    fn new(link: &str, reason: Refusal) -> Self {
        Self { link: link.into(), reason }
    }

    /// The link holds bytes that are not text.
    pub(crate) fn not_utf8(link: &HeaderValue) -> Self {
        let text = String::from_utf8_lossy(link.as_bytes());
        Self::new(&text, Refusal::Malformed("it holds bytes that are neither ASCII nor UTF-8"))
    }

    pub(crate) fn foreign_host(link: &Uri, origin: Origin) -> Self {
        Self::new(&link.to_string(), Refusal::ForeignHost(origin))
    }

    pub(crate) fn repeated(link: &str) -> Self {
        Self::new(link, Refusal::Repeated)
    }

    /// The link leads on from so many pages in a row that hold nothing.
    pub(crate) fn no_end(link: &str, pages: u32) -> Self {
        Self::new(link, Refusal::NoEnd(pages))
    }

    pub(crate) fn too_many_redirects(link: &str, limit: usize) -> Self {
        Self::new(link, Refusal::TooManyRedirects(limit))
    }

    pub(crate) fn body_cannot_be_repeated(link: &str) -> Self {
        Self::new(link, Refusal::BodyCannotBeRepeated)
    }

    /// The request's body would leave the service.
    pub(crate) fn body_stays(link: &str, origin: Origin) -> Self {
        Self::new(link, Refusal::BodyStays(origin))
    }

    /// The link stands in a page of another host.
    pub(crate) fn foreign_page(link: &str, origin: Origin) -> Self {
        Self::new(link, Refusal::ForeignPage(origin))
    }

    /// The link, byte for byte as the service sent it: with its query, which may hold secrets.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.link
    }

    /// Scheme, host and port, if the link was refused because they are not allowed: those that the link leads to, or those that
    /// sent it. `Client::anonymous` goes there without the credential;
    /// [`ClientBuilder::allow_host`](crate::ClientBuilder::allow_host) makes the host one of the service's, which gets the credential.
    #[must_use]
    pub fn refused_host(&self) -> Option<String> {
        match &self.reason {
            Refusal::ForeignHost(origin) | Refusal::BodyStays(origin) | Refusal::ForeignPage(origin) => {
                Some(origin.to_string())
            }
            _ => None,
        }
    }
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            // What is malformed may name a user anywhere.
            Refusal::Malformed(_) | Refusal::Ambiguous => write!(f, "the link `{}`", ShownLink(&self.link))?,
            _ => write!(f, "the link `{}`", Excerpt(without_query(&self.link)))?,
        }
        f.write_str(" is not followed: ")?;
        match &self.reason {
            Refusal::Malformed(what) => f.write_str(what),
            Refusal::Ambiguous => f.write_str("URL parsers disagree about its host"),
            Refusal::Downgrade(origin) => write!(
                f,
                "it leads from https to http; if `{origin}` is what the service calls itself behind a proxy, take its links for the \
                 service's with `ClientBuilder::links_from(\"{origin}\")`"
            ),
            Refusal::ForeignHost(origin) => {
                write!(f, "`{origin}` is not the service's host; {ADVICE}")
            }
            Refusal::Repeated => f.write_str("it was followed before, so the pages would never end"),
            Refusal::NoEnd(pages) => {
                write!(f, "{pages} pages in a row before it held nothing, so the changes may never end")
            }
            Refusal::TooManyRedirects(limit) => {
                write!(f, "it is redirect number {}, and {limit} are allowed", limit + 1)
            }
            Refusal::BodyCannotBeRepeated => f.write_str("the request's body is a stream, which cannot be sent again"),
            Refusal::BodyStays(origin) => {
                write!(f, "`{origin}` is not the service's host, so the request's body was not sent there; {ADVICE}")
            }
            Refusal::ForeignPage(origin) => {
                write!(f, "the page that holds it came from `{origin}`, which is not the service's host; {ADVICE}")
            }
        }
    }
}

/// What a caller does who wants to go to another host.
const ADVICE: &str = "`client.anonymous(url)` goes to other hosts, without the credential";

impl fmt::Debug for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("LinkError").field(&format_args!("{self}")).finish()
    }
}

impl std::error::Error for LinkError {}

/// The URL that `link` names when it stands in a response to a request for `base`.
///
/// # Errors
///
/// When it is not an `http` or `https` URL that every parser reads alike, or leads from `https` to `http` and is not rewritten.
pub(crate) fn follow(base: &Uri, link: &str, rewrites: &Rewrites) -> Result<Uri, LinkError> {
    let refuse = |reason| LinkError::new(link, reason);
    if let Some(fault) = fault(link) {
        return Err(refuse(Refusal::Malformed(fault)));
    }
    let text = encode_illegal(&resolve(base, link.split('#').next().unwrap_or_default()));
    if let Some(fault) = authority_fault(&text) {
        return Err(refuse(Refusal::Malformed(fault)));
    }
    let uri: Uri = text.parse().map_err(|_| refuse(Refusal::Malformed("it is not a valid URL")))?;
    let origin = Origin::unanimous(&uri).ok_or_else(|| refuse(Refusal::Ambiguous))?;
    let uri = rewrites.apply(uri, &origin);
    if uri.scheme_str() != Some("https") && base.scheme_str() == Some("https") {
        return Err(refuse(Refusal::Downgrade(origin)));
    }
    Ok(uri)
}

/// What is wrong with the characters of a link, or its scheme.
fn fault(link: &str) -> Option<&'static str> {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    if link.is_empty() {
        Some("it is empty")
    } else if link.chars().any(char::is_control) {
        Some("it holds a control character")
    } else if link.trim() != link {
        Some("it has white space around it")
    } else if path.as_bytes().contains(&b'\\') {
        Some("it holds a backslash, which some parsers take for a slash")
    } else if scheme(link).is_some_and(|scheme| !is_http(scheme)) {
        Some("its scheme is neither http nor https")
    } else {
        None
    }
}

/// What is wrong with the part of an absolute URL between `//` and the path.
pub(crate) fn authority_fault(url: &str) -> Option<&'static str> {
    let (_, rest) = url.split_once(':')?;
    let Some(rest) = rest.strip_prefix("//") else { return Some("it names no host") };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.as_bytes().contains(&b'@') {
        Some("it holds a user name or password in front of the host")
    } else if authority.is_empty() {
        Some("it names no host")
    } else {
        None
    }
}
