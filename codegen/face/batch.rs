//! Batches, and what leads into them.

use odata_runtime::{Batch, Many, Request, Ticket};

use super::at::{At, into_target, position};
use super::client::{Client, connection};

impl Client {
    /// An empty batch: requests that are sent together
    /// ([Protocol 11.7](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    ///
    /// ```no_run
    /// # use generated::runtime::{Client, Error, Nothing, PlainText};
    /// # async fn example(client: Client) -> Result<(), Error> {
    /// let mut batch = client.batch();
    /// let name = batch.add(client.path::<PlainText>("me/displayName/$value"));
    /// let ping = batch.add(client.at::<Nothing>("ping"));
    /// let answers = batch.send().await?;
    /// println!("{}", answers.take(name)?);
    /// answers.take(ping)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn batch(&self) -> Batch {
        connection(self).batch()
    }

    /// The result of a request of a batch, for further requests of the same batch: everything leads on from it as from any other
    /// position. They are carried out after that request, and only if it succeeded.
    ///
    /// Where both are in one call, the service puts the result in the place of `$1/…`
    /// ([Protocol 11.7.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)). In a later call the URL stands that
    /// the first answer names by `OData-EntityId` or `Location`.
    ///
    /// ```no_run
    /// # use generated::runtime::{At, Client, Error, Many, Structured, Value};
    /// # async fn example<T: Structured>(client: Client, people: At<Many<T>>, ada: T) -> Result<(), Error> {
    /// let mut batch = client.batch();
    /// let created = batch.add(people.create(ada));
    /// let name = batch.add(client.result_of(&created).segment::<Value<String>>("name"));
    /// # let _ = name;
    /// # Ok(())
    /// # }
    /// ```
    pub fn result_of<S>(&self, ticket: &Ticket<S>) -> At<S> {
        position(connection(self).result_of(ticket))
    }
}

impl<T> At<Many<T>> {
    /// The entity of this collection that a request of a batch creates or reads, for further requests of the same batch:
    /// [`Client::result_of`].
    pub fn by_ref(self, ticket: &Ticket<T>) -> At<T> {
        position(into_target(self).by_ticket(ticket))
    }
}

/// The reading of a position, as a request.
impl<S> From<At<S>> for Request<S> {
    fn from(at: At<S>) -> Self {
        into_target(at).get()
    }
}
