//! Bytes.

/// The shape of what is `Edm.Stream`, or of a type that is defined as it: a stream property, the result of a function or an action.
/// It is bytes, which `download()` reads; awaiting it does not compile. A collection of streams, which the standard does not allow, is
/// one of strings ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// ```
/// # async fn example(client: generated::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use odata_runtime::ReadByDownload;
///
/// let report = client.at::<ReadByDownload>("report").download().await?;
/// println!("{} bytes", report.body.bytes(1 << 20).await?.len());
/// # Ok(())
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     use odata_runtime::testing::{FakeService, block_on};
/// #     let fake = FakeService::new();
/// #     let client = fake.client(generated::Client::builder())?;
/// #     fake.on(client.at::<odata_runtime::ReadByDownload>("report")).bytes("abc", "text/plain");
/// #     block_on(example(client))?;
/// #     fake.assert_done();
/// #     Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct ReadByDownload(());
