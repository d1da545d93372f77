//! What a fake says where nothing fits, and of what was not asked.

use std::error::Error as _;

use super::{ada, customer, shop};
use crate::runtime::testing::block_on;
use crate::runtime::{Error, Nothing, TransportErrorKind, Value};
use crate::shop::CustomerRemind;

/// The comparison that the error of a call holds.
fn comparison(error: &Error) -> String {
    assert!(matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Request), "{error:?}");
    error.source().unwrap().to_string()
}

#[test]
fn nothing_is_expected() {
    let (fake, client) = shop();
    let error = block_on(ada(&client)).unwrap_err();
    let expected = "the test double has no answer to\n    GET /customers(7)\n\
                    because nothing is expected of it: begin with `fake.on(…)`";
    assert_eq!(comparison(&error), expected);
    // `unwrap` shows it with its lines.
    assert!(format!("{error:?}").contains(expected), "{error:?}");
    assert_eq!(fake.unanswered(), [expected]);
}

#[test]
fn the_nearest_is_compared_part_by_part() {
    let (fake, client) = shop();
    fake.on(client.best()).answer(customer(1, "A"));
    let remind = |text: &str| CustomerRemind { text: Some(text.to_owned()) };
    let on = fake.on(ada(&client).remind(remind("now")).query_option("a", "1").query_option("sig", "hush"));
    on.with_query().with_body().with_header("X-Token", "hush").with_header("Prefer", "wait=5").answer(());
    fake.on(client.customers()).once().page([customer(1, "A")]);
    block_on(client.customers()).unwrap();
    let asked = ada(&client).remind(remind("later")).query_option("a", "2").query_option("b", "3");
    let error = block_on(asked.query_option("code", "hush")).unwrap_err();
    let expected = "\
the test double has no answer to
    POST /customers(7)/Shop.remind?a=2&b=3&code=redacted
the nearest that it expects is
    POST /customers(7)/Shop.remind with `a=1` and `sig=redacted`, with the header `X-Token`, with the header `Prefer`, with a body
which differs in
    query option `a`: expected `1`, found `2`
    query option `sig`: expected `redacted`, found none
    query option `b`: expected none, found `3`
    query option `code`: expected none, found `redacted`
    header `X-Token`: expected `redacted`, found none
    header `Prefer`: expected `wait=5`, found none
    body: `$.text`: expected \"now\", found \"later\"
it also expects
    GET /best()
    GET /customers, used up after once";
    assert_eq!(comparison(&error), expected);
    let used_up = comparison(&block_on(client.customers()).unwrap_err());
    assert!(used_up.contains("its answers are used up: it was asked once"), "{used_up}");
    let method = comparison(&block_on(ada(&client).delete()).unwrap_err());
    assert!(method.contains("method: expected "), "{method}");
    let path = comparison(&block_on(client.at::<Nothing>("customer")).unwrap_err());
    assert!(path.contains("path: expected `/best()`, found `/customer`"), "{path}");
}

#[test]
fn bodies_are_compared_member_by_member() {
    let (fake, client) = shop();
    let expected = serde_json::json!({
        "a": 1, "gone": true, "list": [1, { "x": "y" }, 3], "password": "hush-1", "many": (0..20).collect::<Vec<_>>(),
    });
    let found = serde_json::json!({
        "a": 2, "new": null, "list": [1, { "x": "z" }], "password": "hush-2", "many": (1..21).collect::<Vec<_>>(),
    });
    fake.on_path("POST", "/x").with_json(&expected).no_content();
    let asked = client.at::<Nothing>("x").send_content("POST", found.to_string(), "application/json");
    let text = comparison(&block_on(asked).unwrap_err());
    for line in [
        "body: `$.a`: expected 1, found 2\n",
        "body: `$.gone`: expected true, found nothing\n",
        "body: `$.list[1].x`: expected \"y\", found \"z\"\n",
        "body: `$.list`: expected 3 items, found 2\n",
        "body: 15 more differences",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("hush"), "{text}");
    // Secrets alone differ.
    let (fake, client) = shop();
    fake.on_path("POST", "/x").with_json(&serde_json::json!({ "password": "hush-1" })).no_content();
    let asked = client.at::<Nothing>("x").send_content("POST", r#"{"password":"hush-2"}"#, "application/json");
    let text = comparison(&block_on(asked).unwrap_err());
    assert!(text.contains("body: what is not shown, because it is a secret, differs"), "{text}");
}

#[test]
fn what_was_not_asked_is_listed() {
    let (fake, client) = shop();
    fake.on(ada(&client)).answer(customer(7, "A"));
    fake.on(client.best()).times(0).status(500);
    fake.on(client.at::<Value<i64>>("visitors")).times(2).answer(1).then().status(503);
    fake.on(client.customers()).pages([[customer(1, "A")], [customer(2, "B")]]);
    block_on(client.at::<Value<i64>>("visitors")).unwrap();
    block_on(client.customers()).unwrap();
    let expected = [
        "GET /customers(7): never asked, expected at least once",
        "GET /visitors: asked once, expected at least 3 times",
        "GET /customers (the next link fake-page-4): never asked, expected at least once",
    ];
    assert_eq!(fake.unused(), expected);
    // A call that is never expected has no answer.
    block_on(client.best()).unwrap_err();
    assert_eq!(fake.unanswered().len(), 1);
    let missing = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| fake.assert_done()));
    let message = missing.unwrap_err().downcast_ref::<String>().unwrap().clone();
    assert!(message.contains(expected[0]), "{message}");
}

/// What a caller gives wrongly is an error of the call, and never a panic.
#[test]
fn faults_of_an_expectation_show_in_the_call() {
    let (fake, client) = shop();
    fake.on(client.customers().header("a b", "c")).no_content();
    fake.on_path("G T", "/x").no_content();
    fake.on(ada(&client)).status(1000);
    fake.on(client.best()).header("x y", "z").no_content();
    fake.on(client.parties()).count(5);
    fake.on(client.at::<Nothing>("unsaid"));
    for (path, what) in [
        ("customers", "the name of the header `a b` is not valid"),
        ("x", "`G T` is not a method of HTTP"),
        ("customers(7)", "1000 is not a status of HTTP"),
        ("best()", "the header `x y` of its answer is not valid"),
        ("parties", "`count` comes before `page`: it is a part of a page"),
        ("unsaid", "it has no answer: give one, by `answer(…)` or `no_content()` for instance"),
    ] {
        let error = block_on(client.path::<Nothing>(path)).unwrap_err();
        assert!(fake.unused().iter().any(|line| line.contains(what)), "{what}\n{:#?}", fake.unused());
        let text = comparison(&error);
        assert!(path == "customers" || text.contains(what), "{what}\n{text}");
    }
}
