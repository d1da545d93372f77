//! The program of the chapter about changes: a copy of a collection that is kept up to date.

use std::collections::BTreeMap;

use generated::microsoft_aad_reporting::CredentialUserRegistrationCount;
use generated::{At, Client, Delta, Many};
use tests::server::{Answer, Server};

/// A copy of a collection, and where its changes go on.
#[derive(Default)]
struct Copy {
    users: BTreeMap<String, i64>,
    cursor: Option<String>,
}

/// Brings the copy up to date.
async fn update(client: &Client, copy: &mut Copy) -> Result<(), Box<dyn std::error::Error>> {
    let counts: At<Many<CredentialUserRegistrationCount>> = client.at("counts");
    let mut changes = match &copy.cursor {
        Some(stored) => counts.changes_since(&serde_json::from_str(stored)?),
        None => counts.changes(),
    };
    while let Some(change) = changes.try_next().await? {
        match change {
            Delta::Changed(count) => {
                let id = count.id.clone().unwrap_or_default();
                let total = count.total_user_count.or(copy.users.get(&id).copied());
                copy.users.insert(id, total.unwrap_or_default());
            }
            Delta::Removed(removed) => _ = copy.users.remove(&removed.id().unwrap_or_default()),
            Delta::Restarted(_) => copy.users.clear(),
            _ => {}
        }
    }
    copy.cursor = changes.cursor().map(|cursor| serde_json::to_string(&cursor)).transpose()?;
    Ok(())
}

// G5
#[tokio::test]
async fn a_copy_is_kept_up_to_date() {
    let server = Server::answering([
        Answer::json(r#"{"value":[{"id":"a","totalUserCount":1}],"@odata.nextLink":"counts?$skiptoken=2"}"#),
        Answer::json(r#"{"value":[{"id":"b","totalUserCount":2}],"@odata.deltaLink":"counts?$deltatoken=1"}"#),
        Answer::json(
            r#"{"value":[{"id":"a","@removed":{"reason":"deleted"}},{"id":"c","totalUserCount":3}],
                "@odata.deltaLink":"counts?$deltatoken=2"}"#,
        ),
        Answer::new(
            "410 Gone",
            &["Location: counts?$deltatoken="],
            r#"{"error":{"code":"resyncRequired","message":"m"}}"#,
        ),
        Answer::json(r#"{"value":[{"id":"d","totalUserCount":4}],"@odata.deltaLink":"counts?$deltatoken=3"}"#),
    ]);
    let client = server.client();
    let mut copy = Copy::default();
    for expected in [vec![("a", 1), ("b", 2)], vec![("b", 2), ("c", 3)], vec![("d", 4)]] {
        update(&client, &mut copy).await.unwrap();
        let users: Vec<_> = copy.users.iter().map(|(id, total)| (id.as_str(), *total)).collect();
        assert_eq!(users, expected);
    }
    let targets = ["", "?$skiptoken=2", "?$deltatoken=1", "?$deltatoken=2", "?$deltatoken="];
    assert_eq!(server.targets(), targets.map(|query| format!("/beta/counts{query}")));
    assert!(copy.cursor.unwrap().contains("$deltatoken=3"));
}
