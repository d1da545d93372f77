//! URLs that are credentials by themselves.

use crate::runtime::internal::edm::Stream;
use crate::runtime::internal::{At, Client, ClientBuilder, Error, Many, Nothing, Request, Shape, Value};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

const URL: &str = "https://storage.example/up?sig=abc";

fn client(fake: &Fake) -> ClientBuilder {
    fake.builder().header("X-Api-Key", "canary").header("ConsistencyLevel", "eventual").header("Accept-Language", "de")
}

fn stream(client: &Client) -> At<Value<Stream>> {
    client.anonymous(URL)
}

/// That no secret is in any request.
fn is_clean(fake: &Fake) -> bool {
    let requests = fake.requests().join("\n");
    !["secret", "canary", "authorization", "x-api-key"].iter().any(|secret| requests.contains(secret))
}

fn check<S: Shape>(request: impl Fn(&Client) -> Request<S>, expect: &str) {
    let fake = Fake::new([Answer(200, &[], "{}")]);
    let _ = block_on(request(&client(&fake).build().unwrap()));
    assert_eq!(fake.lines(), [expect]);
    assert!(is_clean(&fake), "{:?}", fake.requests());
    assert!(has(&fake.requests()[0], "accept-language: de"));
}

// P17
#[test]
fn every_method_goes_without_the_credential() {
    check(|c| stream(c).upload("bytes", "text/plain").header("Content-Range", "bytes 0-4/5"), &format!("PUT {URL}"));
    check(|c| stream(c).delete(), &format!("DELETE {URL}"));
    check(|c| c.anonymous::<Nothing>(URL).call_action::<Nothing>(()), &format!("POST {URL}"));
    check(|c| c.anonymous::<Value<String>>(URL).set("x"), &format!("PUT {URL}"));
    let fake = Fake::ok(["bytes", r#"{"value":7}"#]);
    let client = client(&fake).build().unwrap();
    let mut file = block_on(stream(&client).download()).unwrap();
    assert_eq!(file.foreign_host().as_deref(), Some("https://storage.example"));
    assert_eq!(block_on(file.body.chunk()).unwrap().unwrap().as_ref(), b"bytes");
    assert_eq!(block_on(client.anonymous::<Value<i64>>(URL)).unwrap(), 7);
    assert!(is_clean(&fake), "{:?}", fake.requests());
}

// P17
#[test]
fn redirects_go_without_the_credential_too() {
    let fake = Fake::new([
        Answer(307, &[("Location", "https://example.com/odata/own")], ""),
        Answer(308, &[("Location", "https://third.example/x")], ""),
        Answer(200, &[], "{}"),
    ]);
    let client = client(&fake).build().unwrap();
    let upload = stream(&client).upload("bytes", "text/plain").header("Content-Range", "bytes 0-4/5");
    block_on(upload.header("X-Upload-Token", "mine")).unwrap();
    assert!(is_clean(&fake), "{:?}", fake.requests());
    for (request, has_token) in fake.requests().iter().zip([true, false, false]) {
        assert!(has(request, "content-range: bytes 0-4/5") && request.ends_with("\n\nbytes\n"), "{request}");
        assert_eq!(request.contains("x-upload-token: mine"), has_token);
    }
}

// P17
#[test]
fn further_pages_go_without_the_credential() {
    let fake = Fake::ok([r#"{"value":[1],"@odata.nextLink":"https://example.com/odata/n"}"#, r#"{"value":[2]}"#]);
    let client = client(&fake).build().unwrap();
    let mut items = client.anonymous::<Many<Value<i64>>>(&format!("{ROOT}m")).items();
    block_on(async { while items.try_next().await.unwrap().is_some() {} });
    assert_eq!(fake.lines().len(), 2);
    assert!(is_clean(&fake), "{:?}", fake.requests());
}

// P22
#[test]
fn a_signed_url_goes_by_https_or_within_the_machine() {
    let get = |root: &str, url: &str, change: fn(ClientBuilder) -> ClientBuilder| {
        let fake = Fake::ok(["7"]);
        let client = change(client(&fake).service_root(root)).build().unwrap();
        block_on(client.anonymous::<Nothing>(url)).map_err(|error| error.to_string())
    };
    let error = get("http://localhost/", "http://storage.example/up?sig=abc", |b| b).unwrap_err();
    assert!(error.contains("allow_insecure") && !error.contains("abc"), "{error}");
    assert!(get(ROOT, "http://localhost:8080/up", |b| b).is_err(), "from https to http");
    assert_eq!(get("http://localhost/", "http://localhost:8080/up", |b| b), Ok(()));
    assert_eq!(get("http://localhost/", "http://storage.example/up", ClientBuilder::allow_insecure), Ok(()));
}

#[test]
fn what_is_no_url_is_refused() {
    for url in ["ftp://storage.example/x", "https://user@storage.example/x", ""] {
        let fake = Fake::default();
        let error = block_on(client(&fake).build().unwrap().anonymous::<Nothing>(url)).unwrap_err();
        assert!(matches!(error, Error::Link(_)), "{error}");
        assert!(fake.requests().is_empty());
    }
}
