//! Links of a service that does not know by which address its clients reach it.

use http::Uri;
use http::uri::{Authority, Scheme};

use crate::url::address::Origin;

/// The origins that a service behind a proxy takes for its own, and the one by which it is reached.
pub(crate) struct Rewrites {
    from: Vec<Origin>,
    to: Option<(Scheme, Authority)>,
}

impl Rewrites {
    /// Links to one of these origins are taken as links to the origin of the root.
    pub(crate) fn new(from: Vec<Origin>, root: &Uri) -> Self {
        Self { from, to: root.scheme().cloned().zip(root.authority().cloned()) }
    }

    /// The URL, on the origin of the root if it is on one of those that are rewritten. Path and query stay as they came.
    pub(crate) fn apply(&self, url: Uri, origin: &Origin) -> Uri {
        let Some((scheme, authority)) = self.to.as_ref().filter(|_| self.from.contains(origin)) else { return url };
        let mut parts = url.clone().into_parts();
        parts.scheme = Some(scheme.clone());
        parts.authority = Some(authority.clone());
        Uri::from_parts(parts).unwrap_or(url)
    }
}
