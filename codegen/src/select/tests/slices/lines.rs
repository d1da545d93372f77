//! Request lines: what their methods and query options need, and what is refused.

use crate::diagnostics::Diagnostics;
use crate::select::tests::{SERVICE, document, model};
use crate::select::{Select, slice};

use super::{faults, strings};

/// What lines keep (types, navigation properties with their types, members of the container with a `/`), and the faults.
fn kept(lines: &[&str]) -> (Vec<String>, String) {
    let model = model(&[&document(SERVICE)]);
    let mut diagnostics = Diagnostics::default();
    let select = Select { include: strings(lines), ..Select::default() };
    let selection = slice(&model, &select, &mut diagnostics);
    let mut kept: Vec<String> =
        selection.structured.keys().map(|id| model.structured_type(*id).name.name.to_string()).collect();
    for (of, index) in &selection.navigation {
        let ty = model.structured_type(*of);
        kept.push(format!("{}.{}", ty.name.name, ty.navigation[*index].name));
    }
    kept.extend(selection.members.keys().map(|name| format!("/{name}")));
    (kept, faults(&diagnostics))
}

fn check_kept(lines: &[&str], names: &[&str]) {
    let (kept, faults) = kept(lines);
    assert_eq!(faults, "", "{lines:?}");
    for name in names {
        assert!(kept.iter().any(|kept| kept == name), "{lines:?} keep {kept:?}, and not {name}");
    }
}

fn check_refused(lines: &[&str], fault: &str) {
    let (_, faults) = kept(lines);
    assert!(faults.contains(fault), "{lines:?}: {faults}");
}

#[test]
fn the_options_of_a_line_are_kept() {
    check_kept(&["GET /me?$expand=manager($expand=messages)"], &["user.manager", "user.messages"]);
    check_kept(&["GET /me?$select=manager"], &["user.manager"]);
    check_kept(&["GET /me/messages?$filter=attachments/any(a:a/id eq 'x')"], &["message.attachments"]);
    check_kept(&["GET /me/messages?$orderby=attachments/$count"], &["message.attachments"]);
    check_kept(&["GET /users?$filter=c.guest/sponsor eq 'x'"], &["guest"]);
    check_kept(&["/users?$expand=messages"], &["user.messages"]);
    check_kept(&["PATCH /users/{id}?$expand=manager"], &["user.manager"]);
}

#[test]
fn requests_for_references_keep_what_leads_to_the_entities() {
    check_kept(&["PUT /me/manager/$ref"], &["/users"]);
    check_kept(&["POST /me/manager/$ref"], &["/users"]);
    check_kept(
        &["DELETE /me/messages/$ref?$id=https://h.example/v1.0/users/{id}/messages/{id}"],
        &["/users", "user.messages"],
    );
    let (kept, _) = kept(&["GET /me/manager/$ref"]);
    assert!(!kept.iter().any(|kept| kept == "/users"), "{kept:?}");
}

#[test]
fn what_does_not_exist_is_refused_with_the_nearest_name() {
    check_refused(
        &["GET /me/mesages"],
        "does not resolve at `mesages`: svc.core.user has no `mesages`; did you mean `messages`?",
    );
    check_refused(&["/me/mesages"], "did you mean `messages`?");
    check_refused(&["GET /me?$select=mial"], "did you mean `mail`?");
    check_refused(&["GET /me/messages?$expand=atachments"], "did you mean `attachments`?");
    check_refused(&["GET /me/messages?$filter=bdoy eq 'x'"], "did you mean `body`?");
    check_refused(&["GET /me?$selct=id"], "did you mean `$select`?");
    check_refused(&["GET /users?$filter=level eq 'lwo'"], "did you mean `low`?");
    check_refused(&["GET /users?$filter=name eq 5"], "`5` is not a value of Edm.String");
    check_refused(&["GET /me/messages?$expand=nothing"], "svc.core.message has no `nothing`");
}

#[test]
fn what_keeps_nothing_is_refused() {
    for line in ["GET /$metadata", "POST /$batch"] {
        check_refused(&[line], "Error empty-slice: the slice keeps nothing");
    }
    // A dynamic property of an open type keeps the type.
    let (kept, faults) = kept(&["GET /me/nickname"]);
    assert!(faults.starts_with("Warning include-guessed") && kept.contains(&"user".to_owned()), "{kept:?} {faults}");
}
