//! Values and streams at positions of their own.

use odata_runtime::private::Element;
use odata_runtime::{Body, Download, Many, Media, Nothing, OneValue, Payload, PlainText, Request};

use super::at::{At, into_target, position};

impl<V: OneValue> At<V> {
    /// Sets the property (`PUT`,
    /// [Protocol 11.4.9.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// ```
    /// # use generated::runtime::{At, Error, Value};
    /// # async fn example(title: At<Value<String>>) -> Result<(), Error> {
    /// title.clone().set("Dr.").await?;
    /// title.delete().await?; // null
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "testing")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     use generated::runtime::testing::{FakeService, block_on};
    /// #     let fake = FakeService::new();
    /// #     let client = fake.client(generated::runtime::ClientBuilder::new(generated::runtime::Service::new("https://example.com/odata/")))?;
    /// #     fake.on_path("PUT", "/title").no_content();
    /// #     fake.on_path("DELETE", "/title").no_content();
    /// #     block_on(example(client.at("title")))?;
    /// #     fake.assert_done();
    /// #     Ok(())
    /// # }
    /// # #[cfg(not(feature = "testing"))]
    /// # fn main() {}
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

impl<M: Media> At<M> {
    /// The content of a media entity or a stream property, as it comes
    /// ([Protocol 11.2.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). Redirects are followed.
    ///
    /// ```
    /// # use generated::runtime::{At, Structured};
    /// # async fn example<T: Structured>(photo: At<T>) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut file = photo.download().await?;
    /// println!("{:?}, {:?} bytes", file.header("content-type"), file.body.len());
    /// while let Some(chunk) = file.body.chunk().await? {
    ///     println!("{} bytes more", chunk.len());
    /// }
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "testing")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     use generated::runtime::testing::{FakeService, block_on};
    /// #     let fake = FakeService::new();
    /// #     let client = fake.client(generated::runtime::ClientBuilder::new(generated::runtime::Service::new("https://example.com/odata/")))?;
    /// #     fake.on_path("GET", "/photo/$value").bytes("abc", "image/png");
    /// #     block_on(example(client.at::<generated::runtime::Reference>("photo")))?;
    /// #     fake.assert_done();
    /// #     Ok(())
    /// # }
    /// # #[cfg(not(feature = "testing"))]
    /// # fn main() {}
    /// ```
    ///
    /// Where the connection breaks, the body goes on by itself, and [`Download`] has more to set.
    ///
    /// # Errors
    ///
    /// See [`Error`](odata_runtime::Error).
    pub fn download(self) -> Download {
        into_target(self).download::<M>()
    }

    /// Puts this in place of the content of a media entity or a stream property (`PUT`,
    /// [Protocol 11.4.7.2](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// A [`Body`] made of a stream is sent as it comes. Where the service answers with something, [`Request::read_as`] gives it.
    pub fn upload(self, content: impl Into<Body>, content_type: &str) -> Request<Nothing> {
        into_target(self).upload::<M, _>(content.into(), content_type)
    }
}
