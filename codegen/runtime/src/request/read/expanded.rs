//! Expanded collections that go on behind a next link.

use crate::DecodeError;
use crate::http::reply::Reply;
use crate::request::client::connection::Connection;
use crate::request::read::paging::{Items, Pages};
use crate::value::expanded::Expanded;
use crate::value::shape::{Element, Many, Shape};

impl<E: Element> Expanded<Many<E>> {
    /// The pages of the collection: what came with its owner, then what its next link leads to
    /// ([JSON Format 4.5.5](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
    ///
    /// The rules for links are those of [`Pages`]. A relative link is resolved against the service root. The page is read as
    /// strictly as the client's settings say.
    ///
    /// # Errors
    ///
    /// What came is not what the schema promises.
    pub fn pages(&self, client: &impl AsRef<Connection>) -> Result<Pages<E::Item>, DecodeError> {
        let client = client.as_ref();
        let page = self.decode_with(client.inner.options)?;
        if let Some(report) = &client.inner.on_misfit {
            Many::<E>::misfits(&page).iter().for_each(|misfit| report(misfit));
        }
        Ok(Pages::behind(page, client, Reply::decode::<Many<E>>))
    }

    /// The items of the collection: those that came with its owner, then those of further pages.
    ///
    /// ```no_run
    /// # use odata_runtime::{Error, Expanded, Many, Value};
    /// # async fn example(client: generated::Client, tags: Expanded<Many<Value<String>>>) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut tags = tags.items(&client)?;
    /// while let Some(tag) = tags.try_next().await? {
    ///     println!("{tag}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// What came is not what the schema promises.
    pub fn items(&self, client: &impl AsRef<Connection>) -> Result<Items<E::Item>, DecodeError> {
        self.pages(client).map(Pages::into_items)
    }
}
