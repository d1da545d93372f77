//! Changes of collections: the stream, its payloads, and cursors.

mod bad;
mod cursor;
mod payloads;
mod stream;

use crate::runtime::internal::{
    At, Changes, Client, Delta, Error, Expanded, Field, Many, Ref, Slot, Structured, TypeInfo,
};
use crate::sample::structured;
use crate::transport::support::block_on;

structured!(User, "Shop.User", TypeInfo { keys: &["id"], ..TypeInfo::EMPTY }, {
    0 id "id": String,
    1 name "name": String,
    2 age "age": i32,
    3 friends "friends": Expanded<Many<User>>,
});

fn users(client: &Client) -> At<Many<User>> {
    client.at("users")
}

/// A change as one short word.
fn word<T: std::ops::Deref<Target = User>>(change: Delta<T>) -> String {
    match change {
        Delta::Changed(user) => user.id.clone().unwrap_or_default(),
        Delta::Removed(removed) => {
            format!("-{}:{}", removed.id().unwrap_or_default(), removed.reason().unwrap_or_default())
        }
        Delta::LinkAdded(link) => {
            format!("{}+{}>{}", link.source, link.relationship, link.target.unwrap_or_default())
        }
        Delta::LinkRemoved(link) => {
            format!("{}-{}>{}", link.source, link.relationship, link.target.unwrap_or_default())
        }
        Delta::Related(entity) => format!("@{}", entity.entity_set().unwrap_or_default()),
        Delta::Restarted(restarted) => format!("!{}", restarted.code.unwrap_or_default()),
        other => format!("{:?}", std::mem::discriminant(&other)),
    }
}

/// The next change as one short word.
fn next<T: std::ops::Deref<Target = User>>(changes: &mut Changes<T>) -> Option<String> {
    block_on(changes.try_next()).unwrap().map(word)
}

/// All changes, and the error at the end.
fn all<T: std::ops::Deref<Target = User>>(changes: &mut Changes<T>) -> (Vec<String>, Option<Error>) {
    let mut words = Vec::new();
    loop {
        match block_on(changes.try_next()) {
            Ok(Some(change)) => words.push(word(change)),
            Ok(None) => return (words, None),
            Err(error) => {
                assert!(block_on(changes.try_next()).unwrap().is_none(), "an error ends the stream");
                return (words, Some(error));
            }
        }
    }
}
