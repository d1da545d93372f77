//! The address of a position, as others name it.

use crate::http::fault::error::Error;
use crate::request::link::without_system_options;
use crate::request::read::long_query::LONGEST;
use crate::request::target::Target;
use crate::url::shown::{Excerpt, ShownLink, without_query};

impl Target {
    /// The absolute URL, by which other requests name what is found there.
    ///
    /// # Errors
    ///
    /// When the request could not be sent.
    pub fn address(&self) -> Result<String, Error> {
        let text = self.text.url.clone();
        match &self.text.fault {
            Some(fault) => Err(Error::Request(fault.clone())),
            // What was written here is encoded, and nothing but its length can be wrong with it.
            None if self.link.is_none() && self.result_of.is_none() && text.len() <= LONGEST => Ok(text),
            None => self.url(text).map(|url| url.to_string()),
        }
    }

    /// The absolute URL of the entity itself, without a cast to its type and without query options of the system: what others
    /// name it by.
    ///
    /// # Errors
    ///
    /// When the request could not be sent.
    pub fn entity_address(&self) -> Result<String, Error> {
        let mut address = self.address()?;
        if let Some((start, end)) = self.cast
            && address.is_char_boundary(start)
            && address.is_char_boundary(end)
        {
            address.replace_range(start..end, "");
        }
        Ok(without_system_options(&address))
    }

    /// The path below the service root, or the link, for `Debug`: without query, which may hold secrets.
    pub fn describe(&self) -> String {
        let url = &self.text.url;
        if self.link.is_some() {
            return ShownLink(url).to_string();
        }
        let path = without_query(url.get(self.client().inner.root.len()..).unwrap_or_default());
        format!("{}{}", Excerpt(path), if self.query.is_some() { "?…" } else { "" })
    }
}
