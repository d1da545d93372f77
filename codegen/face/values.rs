//! Values at positions of their own.

use odata_runtime::private::Element;
use odata_runtime::{Many, Nothing, OneValue, Payload, PlainText, Request};

use super::at::{At, into_target, position};

impl<V: OneValue> At<V> {
    /// Sets the property (`PUT`,
    /// [Protocol 11.4.9.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Error, Value};
    /// # async fn example(title: At<Value<String>>) -> Result<(), Error> {
    /// title.clone().set("Dr.").await?;
    /// title.delete().await?; // null
    /// # Ok(())
    /// # }
    /// ```
    pub fn set(self, value: impl Into<V::Value>) -> Request<Nothing> {
        into_target(self).set(&value.into())
    }

    /// The value as plain text (`$value`,
    /// [Protocol 11.2.4.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn raw_value(self) -> At<PlainText> {
        position(into_target(self).raw_value())
    }
}

impl<E: Element<Item: Payload>> At<Many<E>> {
    /// Adds an item to a collection of primitive or complex values (`POST`,
    /// [Protocol 11.4.9.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn append(self, item: impl Into<E::Item>) -> Request<Nothing> {
        into_target(self).append(&item.into())
    }

    /// Puts the items in place of all that the collection holds (`PUT`,
    /// [Protocol 11.4.9.4](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    pub fn replace_all<I: Into<E::Item>>(self, items: impl IntoIterator<Item = I>) -> Request<Nothing> {
        let items: Vec<E::Item> = items.into_iter().map(Into::into).collect();
        into_target(self).replace_all(&items)
    }
}
