//! Links of the service as positions: everything works below them that works below the service root.

use std::num::NonZeroUsize;

use http::Uri;

use crate::http::link::{LinkError, follow};
use crate::http::settings::Settings;
use crate::query::options;
use crate::request::client::connection::Connection;
use crate::request::key::Key;
use crate::request::target::Target;
use crate::url::address::{scheme, split_query};
use crate::url::request_error::RequestError;
use crate::value::instance::Instance;
use crate::value::structured::Structured;

/// What a target that began with a link knows of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// The text of the target is the link as it came: byte for byte what is requested if nothing is added to it.
    AsItCame,
    /// The text is the URL that the link names, or one below it.
    Resource,
    /// The same, and its query says in system query options what is wanted: the link of a page or of changes.
    Page,
}

impl Connection {
    /// A request to the place of an entity, as it came with it.
    pub fn entity<T: Structured>(&self, instance: &Instance<T>) -> Target {
        let link = instance.edit_link().or_else(|| instance.entity_id()).or_else(|| instance.read_link());
        let Some(link) = link else {
            let mut target = self.root();
            target.fail(RequestError::new(format!(
                "the `{}` does not say where it is (`@odata.editLink`, `@odata.id`): lead to it by its key, or by `by_instance` on the \
                 position of the collection that it came from",
                T::TYPE.name
            )));
            return target;
        };
        let context = instance.control("context").and_then(crate::edm::json::text_of);
        match resolve(&self.inner, &self.inner.root_uri, context.as_deref(), &link) {
            Ok(url) => self.link(&url.to_string()),
            // What is wrong with it shows when it is followed.
            Err(_) => self.link(&link),
        }
    }
}

/// The URL of a link in an answer: relative to the context URL, else to that of the request.
pub(crate) fn resolve(settings: &Settings, request: &Uri, context: Option<&str>, link: &str) -> Result<Uri, LinkError> {
    let context = context.filter(|_| scheme(link).is_none());
    let context = context.and_then(|context| follow(request, context, &settings.rewrites).ok());
    follow(context.as_ref().unwrap_or(request), link, &settings.rewrites)
}

impl Target {
    /// The item of a collection that an instance is.
    pub fn by_instance<T: Structured>(mut self, instance: &Instance<T>) -> Self {
        match instance.key_values() {
            Some(mut values) if values.len() == 1 => {
                if let Some((_, value)) = values.pop() {
                    self.key(&Key::single(value));
                }
            }
            Some(values) => self.key(&Key::named(values)),
            None if instance.edit_link().or_else(|| instance.entity_id()).is_some() => {
                return self.client().entity(instance);
            }
            None => self.fail(RequestError::new(format!(
                "the `{}` has neither the properties of its key nor a link (`@odata.id`) that says where it is",
                T::TYPE.name
            ))),
        }
        self
    }

    /// Makes the URL that a link names the text of the target. A link that is not followed stays as it came, and shows when the
    /// request is sent.
    pub(super) fn open_link(&mut self) -> bool {
        if self.link != Some(Link::AsItCame) {
            return true;
        }
        let settings = &self.client().inner;
        let Ok(url) = follow(&settings.root_uri, &self.text.url, &settings.rewrites) else { return false };
        let url = url.to_string();
        let (_, query) = split_query(&url);
        let is_page = query.is_some_and(|query| query.split('&').any(is_system_option));
        self.link = Some(if is_page { Link::Page } else { Link::Resource });
        self.query = url.find('?').and_then(|at| NonZeroUsize::new(at + 1));
        self.text.url = url;
        self.text.present = options::ANY;
        true
    }

    /// Leads on from the resource that a link names: what its query asks of that one is not asked of the next. Custom query
    /// options go along.
    pub(super) fn leave_link(&mut self) -> bool {
        if !self.open_link() {
            return false;
        }
        if self.link == Some(Link::Page) {
            self.drop_system_options();
            self.link = Some(Link::Resource);
        }
        if self.link.is_some() {
            self.drop_last_slash();
        }
        true
    }

    /// Prepares the query for a system query option; one that is added to the link of a page makes the request fail.
    pub(super) fn open_query(&mut self) -> bool {
        if !self.open_link() {
            return false;
        }
        if self.link == Some(Link::Page) {
            self.fail(RequestError::new(
                "no system query option can be added to the link of a page, which says all that the service needs (Protocol \
                 11.2.6.7): begin at the collection to ask for something else",
            ));
            return false;
        }
        true
    }

    fn drop_system_options(&mut self) {
        let url = std::mem::take(&mut self.text.url);
        self.text.url = without_system_options(&url);
        self.query = self.text.url.find('?').and_then(|at| NonZeroUsize::new(at + 1));
    }

    /// A link may end in a slash, which the next segment brings itself.
    fn drop_last_slash(&mut self) {
        let end = self.query.map_or(self.text.url.len(), |query| query.get() - 1);
        let path = self.text.url.get(..end).unwrap_or_default();
        let is_whole_path = Uri::try_from(path).is_ok_and(|url| url.path() == "/");
        if path.ends_with('/') && !is_whole_path {
            self.text.url.remove(end - 1);
            self.query = self.query.and_then(|query| NonZeroUsize::new(query.get() - 1));
        }
    }
}

/// The URL without the system query options of its query.
pub(crate) fn without_system_options(url: &str) -> String {
    let (path, query) = split_query(url);
    let mut kept = String::from(path);
    let others = query.into_iter().flat_map(|query| query.split('&')).filter(|option| !is_system_option(option));
    for (index, option) in others.enumerate() {
        kept.push(if index == 0 { '?' } else { '&' });
        kept.push_str(option);
    }
    kept
}

/// Whether a query option is one of the system.
pub(crate) fn is_system_option(option: &str) -> bool {
    option.starts_with('$') || option.starts_with("%24")
}
