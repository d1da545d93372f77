//! Many requests in one call, each with a result of its own.

use generated::{At, Client, Error, Nothing, Value};

/// Reads several counts in one call, and gives a line for each, or why there is none.
pub(crate) async fn run(client: &Client, names: &[&str]) -> Result<Vec<String>, Error> {
    let mut batch = client.batch();
    let tickets: Vec<_> = names
        .iter()
        .map(|name| {
            let count: At<Value<i64>> = client.at::<Nothing>("reports").segment(name);
            batch.add(count)
        })
        .collect();
    let answers = batch.send().await?;
    let line = |(name, ticket)| match answers.take(ticket) {
        Ok(count) => format!("{name}: {count}"),
        Err(error) => format!("{name}: {error}"),
    };
    Ok(names.iter().zip(tickets).map(line).collect())
}
