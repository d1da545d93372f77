//! Content that is sent by a method that no method of a position has.

use crate::runtime::internal::{At, Many, Nothing, Value};
use crate::transport::support::{Answer, Fake, block_on};

fn position(fake: &Fake) -> At<Many<Value<String>>> {
    fake.client().at::<Many<Value<String>>>("products")
}

#[test]
fn content_is_sent_by_any_method() {
    let fake = Fake::ok([r#"{"value":["a"]}"#]);
    let query = position(&fake).segment::<Many<Value<String>>>("$query");
    let page = block_on(query.send_content("POST", "$top=1", "text/plain").into_future()).unwrap();
    assert_eq!(page.value, ["a"]);
    assert_eq!(fake.lines(), ["POST https://example.com/odata/products/$query"]);
    let sent = &fake.requests()[0];
    assert!(sent.contains("content-type: text/plain") && sent.contains("$top=1"), "{sent}");

    let fake = Fake::new([Answer(204, &[], "")]);
    let stream = position(&fake).segment::<Nothing>("picture");
    block_on(stream.send_content("PATCH", vec![1, 2], "image/png").if_match("W/1").into_future()).unwrap();
    assert_eq!(fake.lines(), ["PATCH https://example.com/odata/products/picture"]);
    assert!(fake.requests()[0].contains("if-match: W/1"));
}

#[test]
fn what_is_not_a_method_is_not_sent() {
    let fake = Fake::ok([]);
    for method in ["", "GET /x", "a\nb"] {
        let sent = position(&fake).send_content(method, "", "text/plain");
        let error = block_on(sent.into_future()).unwrap_err();
        assert!(error.to_string().contains("is not a method of HTTP"), "{error}");
    }
    assert!(fake.requests().is_empty());
}
