//! What goes to the service: URLs, headers, payloads.

use crate::runtime::internal::{Argument, At, Client, Literal, Many, Nothing, Nullable, Service, Value};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

/// The URL of what `position` leads to, below the service root.
fn url(client: impl Fn(&Fake) -> Client, position: impl Fn(Client) -> At<Nothing>) -> String {
    let fake = Fake::ok([""]);
    block_on(position(client(&fake))).unwrap();
    fake.url().strip_prefix(ROOT).unwrap().to_owned()
}

fn check(position: impl Fn(Client) -> At<Nothing>, expect: &str) {
    assert_eq!(url(Fake::client, position), expect);
}

fn check_graph(position: impl Fn(Client) -> At<Nothing>, expect: &str) {
    assert_eq!(url(Fake::graph, position), expect);
}

/// The fault of a request that must not be sent.
fn refused(position: impl Fn(Client) -> At<Nothing>) -> String {
    let fake = Fake::ok([""]);
    let error = block_on(position(fake.client())).unwrap_err();
    assert!(fake.requests().is_empty());
    assert!(matches!(error, crate::runtime::internal::Error::Request(_)), "{error:?}");
    error.to_string()
}

fn users(client: &Client) -> At<Many<Nothing>> {
    client.at("users")
}

#[test]
fn g1_p1_the_seed_call_byte_by_byte() {
    let fake = Fake::ok([r#"{"value":[]}"#]);
    let page = fake.graph().at::<Nothing>("reports");
    let page: At<Many<Value<String>>> = page.function("getCredentialUserRegistrationCount", &[]);
    assert!(block_on(page).unwrap().value.is_empty());
    assert_eq!(
        fake.requests(),
        ["GET https://example.com/odata/reports/getCredentialUserRegistrationCount\n\
          accept: application/json\nodata-maxversion: 4.01\nuser-agent: test\nauthorization: Bearer secret\n\n\n"]
    );
}

#[test]
fn p1_p8_an_action_sends_its_parameters() {
    let fake = Fake::new([Answer(204, &[], "")]);
    let ids = vec!["a".to_owned(), "\"b".to_owned()];
    let call = fake.client().at::<Many<Nothing>>("signIns");
    let call = call.action::<Nothing>("confirmSafe", [("requestIds", Argument::of(&ids)), ("n", Argument::of(&1))]);
    block_on(call.header("Prefer", "respond-async")).unwrap();
    assert_eq!(
        fake.requests(),
        ["POST https://example.com/odata/signIns/confirmSafe\n\
          accept: application/json\nodata-maxversion: 4.01\nodata-version: 4.0\ncontent-type: application/json\n\
          user-agent: test\nprefer: respond-async\nauthorization: Bearer secret\n\n\
          {\"requestIds\":[\"a\",\"\\\"b\"],\"n\":1}\n"]
    );
}

#[test]
fn an_action_without_parameters_has_no_payload() {
    let fake = Fake::new([Answer(204, &[], "")]);
    block_on(fake.client().action::<Nothing>("ns.ping", [])).unwrap();
    let request = &fake.requests()[0];
    assert!(
        request.starts_with("POST https://example.com/odata/ns.ping\n") && request.ends_with("\n\n\n"),
        "{request}"
    );
    assert!(!request.contains("content-type"), "{request}");
}

// P14
#[test]
fn p11_204_of_a_nullable_result_is_none() {
    let fake = Fake::new([Answer(204, &[], ""), Answer(204, &[], "")]);
    let client = fake.client();
    assert_eq!(block_on(client.at::<Nullable<Value<i64>>>("n")).unwrap(), None);
    let error = block_on(client.at::<Value<i64>>("n")).unwrap_err();
    assert!(matches!(error, crate::runtime::internal::Error::Response(_)), "{error:?}");
    assert_eq!(error.status(), Some(http::StatusCode::NO_CONTENT));
}

#[test]
fn headers_of_the_caller_come_first() {
    let fake = Fake::ok([""]);
    let client = fake.builder().header("ConsistencyLevel", "eventual").header("accept", "a/b").build().unwrap();
    let call = client.at::<Nothing>("x").header("Accept", "c/d").header("Prefer", "one").header("Prefer", "two");
    block_on(call.header("authorization", "Basic x")).unwrap();
    let request = &fake.requests()[0];
    for header in ["consistencylevel: eventual", "accept: c/d", "prefer: one", "prefer: two", "authorization: Basic x"]
    {
        assert!(has(request, header), "{request}");
    }
    assert!(!request.contains("a/b") && !request.contains("Bearer"), "{request}");
}

#[test]
fn response_has_status_and_headers() {
    let fake = Fake::new([Answer(201, &[("ETag", "W/\"1\""), ("request-id", "r")], r#"{"value":5}"#)]);
    let response = block_on(fake.client().at::<Value<i64>>("x").send()).unwrap();
    assert_eq!((response.status.as_u16(), response.body), (201, Some(5)));
    assert_eq!((response.etag(), response.header("Request-Id")), (Some("W/\"1\""), Some("r")));
}

#[test]
fn u1_segments_hold_any_text() {
    check(|c| c.at("a b"), "a%20b");
    check(|c| c.at("a/b"), "a%2Fb");
    check(|c| c.at("a?b#c"), "a%3Fb%23c");
    check(|c| c.at("50%"), "50%25");
    check(|c| c.at("Größe"), "Gr%C3%B6%C3%9Fe");
    check(|c| c.at("a\r\n\\"), "a%0D%0A%5C");
}

#[test]
fn u4_segments_that_would_vanish_are_refused() {
    for name in ["", ".", "..", "%2e%2E", ".%2e"] {
        assert!(refused(|c| c.at(name)).contains("cannot be a path segment"), "{name}");
    }
}

#[test]
fn u14_addressable_resources() {
    check(|c| users(&c).by_key("a").segment("$ref"), "users('a')/$ref");
    check(|c| users(&c).segment("$count"), "users/$count");
    check(|c| c.at::<Nothing>("photo").segment("$value"), "photo/$value");
    // U8
    check(|c| users(&c).segment::<Many<Nothing>>("Ns.Admin").by_key("a"), "users/Ns.Admin('a')");
}

#[test]
fn u2_keys_in_parentheses() {
    check(|c| users(&c).by_key("ada"), "users('ada')");
    check(|c| users(&c).by_key("O'Neil & Söhne/x"), "users('O''Neil%20%26%20S%C3%B6hne%2Fx')");
    check(|c| users(&c).by_key(7_i64), "users(7)");
    check(|c| users(&c).by_key(""), "users('')");
    let key = crate::runtime::internal::Key::named([("A", Literal::from(1)), ("B", Literal::string("2,C=3"))]);
    check(|c| users(&c).by_key(key.clone()), "users(A=1,B='2,C=3')");
    check_graph(|c| users(&c).by_key(key.clone()), "users(A=1,B='2,C=3')");
}

#[test]
fn u3_keys_as_segments() {
    check_graph(|c| users(&c).by_key("ada@contoso.com"), "users/ada@contoso.com");
    check_graph(|c| users(&c).by_key("O'Neil/x"), "users/O'Neil%2Fx");
    check_graph(|c| users(&c).by_key("f(x)"), "users/f%28x%29");
    check_graph(|c| users(&c).by_key(7), "users/7");
    check_graph(|c| users(&c).by_key("a").segment("messages"), "users/a/messages");
}

#[test]
fn u4_keys_that_no_segment_can_carry() {
    check_graph(|c| users(&c).by_key("."), "users('.')");
    check_graph(|c| users(&c).by_key(".."), "users('..')");
    check_graph(|c| users(&c).by_key(""), "users('')");
    check_graph(|c| users(&c).by_key("$count"), "users('$count')");
    check_graph(|c| users(&c).by_key("%2e%2e"), "users/%252e%252e");
}

#[test]
fn u5_functions_without_parameters() {
    check(|c| users(&c).function("ns.delta", &[]), "users/ns.delta()");
    check_graph(|c| users(&c).function("delta", &[]), "users/delta");
    check(|c| c.function("now", &[]), "now()");
}

#[test]
fn u1_u6_functions_with_parameters() {
    check(|c| c.function("f", &[("p", Literal::string("D7")), ("q", Literal::from(2.5))]), "f(p='D7',q=2.5)");
    check(|c| c.function("f", &[("p", Literal::json(&["a&b", "c"]))]), "f(p=@p)?@p=%5B%22a%26b%22,%22c%22%5D");
    check(
        |c| {
            let first = c.function::<Nothing>("f", &[("p", Literal::json(&[1]))]);
            first.function("g", &[("p", Literal::json(&[2])), ("q", Literal::from(true))])
        },
        "f(p=@p)/g(p=@p2,q=true)?@p=%5B1%5D&@p2=%5B2%5D",
    );
}

#[test]
fn p6_p7_query_options() {
    let check =
        |name: &str, value: &str, expect: &str| check(|c| c.at("x").query_option(name, value), &format!("x?{expect}"));
    check("$filter", "a eq 'b+c'", "$filter=a%20eq%20'b%2Bc'");
    check("$expand", "m($select=id;$top=1)", "$expand=m($select=id;$top=1)");
    check("$search", "\"a b\"", "$search=%22a%20b%22");
    check("q", "a&b=c#d%20/?é", "q=a%26b=c%23d%2520/?%C3%A9");
    check("a=b&c", "", "a%3Db%26c=");
    check("$skiptoken", "..%2e", "$skiptoken=..%252e");
}

#[test]
fn query_options_line_up() {
    check(|c| c.at("x").query_option("$top", "1").query_option("@p", "2"), "x?$top=1&@p=2");
    check(|c| c.path("x?a=1").query_option("$top", "1"), "x?a=1&$top=1");
}

#[test]
fn schema_versions() {
    check(|c| c.at::<Many<crate::shop::Order>>("x").schema_version("2.0").read_as(), "x?$schemaversion=2.0");
}

#[test]
fn raw_paths_are_not_re_encoded() {
    check(|c| c.path("users/a%2Fb/x'y'?$filter=a%20eq%20'b'&c=%27+d"), "users/a%2Fb/x'y'?$filter=a%20eq%20'b'&c=%27+d");
    check(|c| c.path("/me/root:/a b.txt:/content?x=a b"), "me/root:/a%20b.txt:/content?x=a%20b");
    for path in ["../x", "a/%2e%2E/b", "//evil/x", "https://evil/x", "a\\b", "a#b", "a\nb"] {
        assert!(refused(|c| c.path(path)).contains("not a path below the service root"), "{path}");
    }
}

#[test]
fn faults_show_when_the_request_is_sent() {
    assert!(refused(|c| c.at("x").header("a b", "c")).contains("name of the header"));
    assert!(refused(|c| c.at("x").header("a", "b\nc")).contains("value of the header"));
    assert!(refused(|c| c.at("x").query_option("", "c")).contains("needs a name"));
    assert!(refused(|c| c.function("f", &[("p", Literal::bare("1,q=2"))])).contains("cannot stand"));
}

#[test]
fn u12_service_root_gets_its_slash() {
    for root in ["https://other.example/beta", "https://other.example/beta/"] {
        let fake = Fake::ok([""]);
        let client = fake.builder_of(Service::new("")).service_root(root).build().unwrap();
        block_on(client.at::<Nothing>("x")).unwrap();
        assert_eq!(fake.url(), "https://other.example/beta/x");
    }
}
