//! The client of the service.

use std::fmt;

use odata_runtime::private::{Connection, step};
use odata_runtime::{Argument, Error, Instance, Literal, Request, Running, Structured, Upload, UploadSession};

use super::at::{At, position};

/// Puts a [`Client`] together.
pub type ClientBuilder = odata_runtime::ClientBuilder<Client>;

/// A client of one service: where it is, how to sign in, what carries the requests.
///
/// Cloning is cheap and all clones share connections. Requests start at a client and are positions in the
/// service's graph, [`At`], until they are awaited.
///
/// ```no_run
/// use generated::runtime::{At, Client, ClientBuilder, Nothing, Service, StaticToken};
///
/// let client: Client = ClientBuilder::new(Service::new("https://example.com/odata/"))
///     .credential(StaticToken::new("eyJ0eXAi"))
///     .build()?;
/// let ping: At<Nothing> = client.at("ping");
/// # Ok::<(), generated::runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Client {
    connection: Connection,
}

/// What leads on from a value needs the client for it: [`Expanded::items`](odata_runtime::Expanded::items).
impl AsRef<Connection> for Client {
    fn as_ref(&self) -> &Connection {
        &self.connection
    }
}

impl Client {
    /// The service root, which ends in `/`.
    #[must_use]
    pub fn service_root(&self) -> &str {
        self.connection.service_root()
    }

    /// What is found at one segment below the service root: an entity set, a singleton.
    pub fn at<S>(&self, segment: &str) -> At<S> {
        position(step::segment(self.connection.root(), segment))
    }

    /// The result of an unbound function, by the name of its import.
    pub fn function<S>(&self, name: &str, parameters: &[(&str, Literal)]) -> At<S> {
        position(step::function(self.connection.root(), name, parameters))
    }

    /// A call of an unbound action, by the name of its import.
    pub fn action<'a, S>(&self, name: &str, parameters: impl IntoIterator<Item = (&'a str, Argument)>) -> Request<S> {
        step::call(self.connection.root(), name, parameters.into_iter().collect())
    }

    /// What is found at a path below the service root, with a query if there is one: the door to whatever
    /// the generated methods do not reach.
    ///
    /// The text is taken as a URL, so values in it have to be percent-encoded; only characters that no URL may
    /// hold, such as spaces, are encoded here. A path that could leave the service root makes the request fail.
    ///
    /// ```
    /// # async fn example(client: generated::runtime::Client) -> Result<(), generated::runtime::Error> {
    /// use generated::runtime::Nothing;
    ///
    /// client.path::<Nothing>("me/drive/root:/notes.txt:/content?$select=id").await?;
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "testing")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     use generated::runtime::testing::{FakeService, block_on};
    /// #     let fake = FakeService::new();
    /// #     let client = fake.client(generated::runtime::ClientBuilder::new(generated::runtime::Service::new("https://example.com/odata/")))?;
    /// #     fake.on_path("GET", "/me/drive/root:/notes.txt:/content").no_content();
    /// #     block_on(example(client))?;
    /// #     fake.assert_done();
    /// #     Ok(())
    /// # }
    /// # #[cfg(not(feature = "testing"))]
    /// # fn main() {}
    /// ```
    pub fn path<S>(&self, path_and_query: &str) -> At<S> {
        position(self.connection.path(path_and_query))
    }

    /// What is found at a link that the service gave: a next, delta, edit or read link, an `@odata.id`, the target of an action, a
    /// `Location`. Everything leads on from it as from any other position.
    ///
    /// A relative link is resolved against the service root, an absolute path (`/redfish/v1/Systems/1`) against its host. The link is
    /// requested byte for byte as it is. To the link of a page, no system query option can be added
    /// ([Protocol 11.2.6.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)), and a segment behind it takes
    /// its place. A link to a host that is not the service's makes the request fail; [`anonymous`](Self::anonymous) goes there.
    ///
    /// ```
    /// # async fn example<T: generated::runtime::Structured>(client: generated::runtime::Client) -> Result<(), generated::runtime::Error> {
    /// use generated::runtime::{Many, Value};
    ///
    /// let name = client.link::<T>("people('ada')").segment::<Value<String>>("name").await?;
    /// let page = client.link::<Many<T>>("https://example.com/odata/people?$skiptoken=7").await?;
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "testing")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     use generated::runtime::testing::{FakeService, block_on};
    /// #     let fake = FakeService::new();
    /// #     let client = fake.client(generated::runtime::ClientBuilder::new(generated::runtime::Service::new("https://example.com/odata/")))?;
    /// #     fake.on_path("GET", "/people('ada')/name").read_as::<generated::runtime::Value<String>>().answer("Ada");
    /// #     fake.on_path("GET", "/people?$skiptoken=7").with_query().read_as::<generated::runtime::Many<generated::runtime::Reference>>().page([generated::runtime::Reference::default()]);
    /// #     block_on(example::<generated::runtime::Reference>(client))?;
    /// #     fake.assert_done();
    /// #     Ok(())
    /// # }
    /// # #[cfg(not(feature = "testing"))]
    /// # fn main() {}
    /// ```
    pub fn link<S>(&self, link: &str) -> At<S> {
        position(self.connection.link(link))
    }

    /// Where an entity is, by the links that came with it: `@odata.editLink`, `@odata.id`, `@odata.readLink`. Without any of them, the
    /// request fails; `by_instance` leads from the collection that the entity came from.
    pub fn entity<T: Structured>(&self, instance: &Instance<T>) -> At<T> {
        position(self.connection.entity(instance))
    }

    /// What is found at a URL that is a credential by itself, on whatever host: the URL of an upload, of a download, of a monitor.
    ///
    /// Neither the credential nor a header of the client that may hold a secret goes there, whatever it redirects to; headers of the
    /// request itself do, and secret ones among these as far as the host of the URL. The URL has to be one of https, unless it leads to
    /// this machine or [`allow_insecure`](odata_runtime::ClientBuilder::allow_insecure) accepts others. What is created there and not
    /// sent back is read from that host or the service's, without the credential too.
    ///
    /// ```
    /// # async fn example(client: generated::runtime::Client) -> Result<(), generated::runtime::Error> {
    /// use generated::runtime::{Value, edm};
    ///
    /// let upload = client.anonymous::<Value<edm::Stream>>("https://storage.example/up?sig=…");
    /// upload.upload("text", "text/plain").header("Content-Range", "bytes 0-3/4").await?;
    /// # Ok(())
    /// # }
    /// # #[cfg(feature = "testing")]
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// #     use generated::runtime::testing::{FakeService, block_on};
    /// #     let fake = FakeService::new();
    /// #     let client = fake.client(generated::runtime::ClientBuilder::new(generated::runtime::Service::new("https://example.com/odata/")))?;
    /// #     fake.on_path("PUT", "https://storage.example/up").no_content();
    /// #     block_on(example(client))?;
    /// #     fake.assert_done();
    /// #     Ok(())
    /// # }
    /// # #[cfg(not(feature = "testing"))]
    /// # fn main() {}
    /// ```
    pub fn anonymous<S>(&self, url: &str) -> At<S> {
        position(self.connection.anonymous(url))
    }

    /// An upload of large content in chunks, to the session that an action such as `createUploadSession` has created, or to its stored
    /// URL, where an earlier upload is continued. See [`Upload`].
    ///
    /// ```no_run
    /// # use generated::runtime::{Client, Error, Instance, Structured};
    /// # async fn example<T: Structured>(client: Client, url: &str, content: Vec<u8>) -> Result<(), Error> {
    /// let item: Instance<T> = client.upload(url).bytes(content).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload<O>(&self, session: &(impl UploadSession + ?Sized)) -> Upload<O> {
        self.connection.upload(session)
    }

    /// An operation that was begun before, by the URL of its status monitor ([`Running::monitor`]). A monitor on another host is asked without
    /// the credential.
    ///
    /// ```no_run
    /// # async fn example<T: generated::runtime::Structured>(client: generated::runtime::Client, stored: &str) -> Result<(), generated::runtime::Error> {
    /// let copied = client.resume_operation::<T>(stored)?.wait().await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When it is not a URL that can be asked.
    pub fn resume_operation<S>(&self, monitor: &str) -> Result<Running<S>, Error> {
        self.connection.resume_operation(monitor)
    }
}

impl From<Connection> for Client {
    fn from(connection: Connection) -> Self {
        Self { connection }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.connection.fmt(f)
    }
}

/// Where the requests of a client begin, for emitted methods.
pub(super) fn root(client: &Client) -> At<odata_runtime::Nothing> {
    position(client.connection.root())
}

/// What batches begin with.
pub(super) fn connection(client: &Client) -> &Connection {
    &client.connection
}
