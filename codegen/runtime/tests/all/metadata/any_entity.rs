//! `Edm.EntityType`: positions and instances of entities of whatever type lead on to their types.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

use crate::runtime::internal::{At, Entity, Expanded, Field, Instance, Many, Ref, Slot, Structured, TypeInfo};
use crate::sample::structured;
use crate::transport::support::{Fake, line};

structured!(Incident, "Desk.Incident", TypeInfo::EMPTY, {
    0 id "RecId": String,
});

fn check<S>(position: &At<S>, expected: &str) {
    let url = position.url().unwrap();
    assert!(url.ends_with(expected), "{url}");
}

#[test]
fn a_position_goes_on_by_casts_and_keys() {
    let client = Fake::ok([]).client();
    let links: At<Many<Entity>> = client.path("Incidents('a')/Links");
    check(&links.clone().by_key("b").cast::<Incident>(), "Incidents('a')/Links('b')/Desk.Incident");
    check(&links.cast::<Incident>().by_key("b"), "Incidents('a')/Links/Desk.Incident('b')");
}

#[test]
fn an_instance_is_one_of_the_type_that_it_tells() {
    let text = r##"{"@odata.type":"#Desk.Incident","RecId":"a","Owner":1}"##;
    let found: Instance<Entity> = serde_json::from_str(text).unwrap();
    assert!(found.is_a::<Incident>() && found.is_a::<Entity>());
    assert_eq!(serde_json::to_string(&found).unwrap(), text);
    let incident = found.cast::<Incident>().unwrap();
    assert_eq!(incident.id.as_deref(), Some("a"));
    let entity: Instance<Entity> = incident.upcast();
    assert_eq!(serde_json::to_string(&entity).unwrap(), text);
    let other: Instance<Entity> = serde_json::from_str(r##"{"@odata.type":"#Desk.Other"}"##).unwrap();
    assert!(other.cast::<Incident>().is_err());
}

structured!(Folder, "Desk.Folder", TypeInfo::EMPTY, {
    0 parent "Parent": Expanded<Entity>,
    1 links "Links": Expanded<Many<Entity>>,
});

// J18
#[test]
fn what_is_expanded_is_cast_to_its_type() {
    let text = r##"{"Parent":{"@odata.type":"#Desk.Incident","RecId":"a"},"Links":[{"@odata.type":"#Desk.Incident","RecId":"b"},{"x":1}]}"##;
    let folder: Instance<Folder> = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&folder).unwrap(), text);
    let parent = folder.parent.as_ref().map(Expanded::decode).unwrap().unwrap();
    assert_eq!(parent.cast::<Incident>().unwrap().id.as_deref(), Some("a"));
    let links = folder.links.as_ref().map(Expanded::decode).unwrap().unwrap();
    assert_eq!(links[0].clone().cast::<Incident>().unwrap().id.as_deref(), Some("b"));
    assert!(links[1].clone().cast::<Incident>().is_err());
    let expanded = line(|client| client.path::<Many<Folder>>("Folders").expand_raw("Parent,Links/Desk.Incident"));
    assert_eq!(expanded, "GET Folders?$expand=Parent,Links/Desk.Incident");
}
