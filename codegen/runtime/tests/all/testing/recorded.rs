//! Conversations that are recorded and replayed.

use std::fs;
use std::path::PathBuf;

use serde_json::json;

use super::{customer, shop};
use crate::runtime::testing::{FakeService, Recorder, RecordingError, Replay, block_on};
use crate::runtime::{Client, ClientBuilder, Many, Nothing, Service, StaticToken, Transport, Value};
use crate::transport::support::ROOT;

/// A file of this test's own.
struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("odata-runtime-recorded-{}", std::process::id()));
        Self(folder.join(name))
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.0).unwrap()
    }

    fn written(name: &str, text: &str) -> Self {
        let file = Self::new(name);
        fs::create_dir_all(file.0.parent().unwrap()).unwrap();
        fs::write(&file.0, text).unwrap();
        file
    }
}

impl Drop for File {
    fn drop(&mut self) {
        _ = fs::remove_file(&self.0);
    }
}

fn client(transport: impl Transport + 'static) -> Client {
    let builder = ClientBuilder::new(Service::new(ROOT)).credential(StaticToken::new("hush-1"));
    builder.transport(transport).build().unwrap()
}

/// A conversation with secrets everywhere.
fn converse(client: &Client) -> Vec<String> {
    block_on(async {
        let mut seen = Vec::new();
        let mut items = client.at::<Many<crate::shop::Customer>>("customers").header("X-Api-Key", "hush-2").items();
        while let Some(customer) = items.try_next().await.unwrap() {
            seen.push(customer.tax_number.clone().unwrap());
        }
        let login = json!({ "user": "ada", "password": "hush-3", "amount": 1.0 });
        let login = client.at::<Nothing>("login").send_content("POST", login.to_string(), "application/json");
        let sent = login.read_as::<Value<String>>().send().await.unwrap();
        seen.push(sent.body.unwrap());
        let link = client.anonymous::<crate::ReadByDownload>("https://storage.example/f?sig=hush-4&v=1");
        let file = link.download().await.unwrap();
        seen.push(format!("{:?}", file.body.bytes(99).await.unwrap()));
        let missing = client.at::<Value<i64>>("missing").query_option("access_token", "hush-5").await.unwrap_err();
        seen.push(missing.to_string());
        seen
    })
}

fn service() -> FakeService {
    let (fake, _) = shop();
    let customers = fake.on_path("GET", "/customers").read_as::<Many<crate::shop::Customer>>();
    customers.header("Set-Cookie", "hush-6").pages([[customer(1, "A")], [customer(2, "B")]]);
    let answer = json!({ "value": "https://x.example/a?sig=hush-7&b=1", "access_token": "hush-8" });
    fake.on_path("POST", "/login").json(&answer).header("Location", "https://x.example/?code=hush-9");
    fake.on_path("GET", "https://storage.example/f").bytes(&b"\xff\x00"[..], "image/png").header("Date", "today");
    fake.on_path("GET", "/missing").error(404, "Gone", "Long ago.");
    fake
}

// P22
#[test]
fn what_was_recorded_is_replayed_without_its_secrets() {
    let file = File::new("conversation.json");
    let recorded = converse(&client(Recorder::new(service(), &file.0)));
    let text = file.text();
    assert!(!text.contains("hush"), "{text}");
    assert!(text.starts_with("{\n  \"version\": 1,\n  \"exchanges\": [\n"), "{text}");
    assert!(text.contains("\"url\": \"https://storage.example/f?sig=redacted&v=1\""), "{text}");
    assert!(text.contains("\"base64\": \"/wA=\"") && text.contains("\"amount\": 1.0"), "{text}");
    assert!(!text.contains("\"date\""), "{text}");
    // The same conversation makes the same file.
    let again = File::new("conversation-again.json");
    converse(&client(Recorder::new(service(), &again.0)));
    assert_eq!(again.text(), text);

    let replay = Replay::from_file(&file.0).unwrap();
    let replayed = converse(&client(replay.clone()));
    assert_eq!(recorded[2], "https://x.example/a?sig=hush-7&b=1");
    assert_eq!(replayed[2], "https://x.example/a?sig=redacted&b=1");
    assert_eq!((&recorded[..2], &recorded[3..]), (&replayed[..2], &replayed[3..]));
    replay.assert_done();
}

#[test]
fn each_exchange_answers_once_and_in_order() {
    let file = File::new("order.json");
    let (fake, _) = shop();
    fake.on_path("GET", "/visitors").json(&json!({ "value": 1 })).once().then().json(&json!({ "value": 2 }));
    let recording = client(Recorder::new(fake, &file.0));
    let visitors = |client: &Client| block_on(client.at::<Value<i64>>("visitors").query_option("a", "b c").top_2());
    assert_eq!((visitors(&recording).unwrap(), visitors(&recording).unwrap()), (1, 2));
    let replay = Replay::from_file(&file.0).unwrap();
    let replaying = client(replay.clone());
    assert_eq!(visitors(&replaying).unwrap(), 1);
    assert_eq!(replay.unused().len(), 1);
    // In another order and another encoding, the query is the same.
    let other = block_on(replaying.path::<Value<i64>>("visitors?%24top=2&a=b%20c"));
    assert_eq!(other.unwrap(), 2);
    let error = visitors(&replaying).unwrap_err();
    let text = std::error::Error::source(&error).unwrap().to_string();
    assert!(text.contains("its answers are used up"), "{text}");
    let error = block_on(replaying.path::<Value<i64>>("visitors?$top=3&a=b%20c")).unwrap_err();
    let text = std::error::Error::source(&error).unwrap().to_string();
    assert!(text.contains("query option `$top`: expected `2`, found `3`"), "{text}");
    assert_eq!(replay.requests().len(), 4);
}

trait Top: Sized {
    fn top_2(self) -> Self;
}

impl Top for crate::At<Value<i64>> {
    fn top_2(self) -> Self {
        self.query_option("$top", "2")
    }
}

#[test]
fn a_caller_removes_more_from_bodies() {
    let file = File::new("bodies.json");
    let redact = |body: &[u8]| String::from_utf8_lossy(body).replace("Ada", "someone").into_bytes();
    let (fake, _) = shop();
    fake.on_path("POST", "/greet").text("Hello, Ada");
    let greet = |client: &Client, name: &str| {
        let content = format!("{{\"name\":\"{name}\"}}");
        let request = client.at::<Nothing>("greet").send_content("POST", content, "application/json");
        block_on(request.read_as::<crate::PlainText>())
    };
    let recording = client(Recorder::new(fake, &file.0).redact_bodies(redact));
    assert_eq!(greet(&recording, "Ada").unwrap(), "Hello, Ada");
    assert!(!file.text().contains("Ada"), "{}", file.text());
    let replaying = client(Replay::from_file(&file.0).unwrap().redact_bodies(redact));
    greet(&replaying, "Bob").unwrap_err();
    assert_eq!(greet(&replaying, "Ada").unwrap(), "Hello, someone");
}

/// What stands in JSON stays as it was written: digits, and members in their order.
#[test]
fn json_keeps_its_digits_and_its_order() {
    let file = File::new("digits.json");
    let body = r#"{"@odata.context":"x","z":[],"value":12345678901234567890.123,"a":{},"b":"\u00e9"}"#;
    let (fake, _) = shop();
    fake.on_path("GET", "/big").bytes(body, "application/json");
    let big = |client: &Client| block_on(client.at::<crate::PlainText>("big")).unwrap();
    big(&client(Recorder::new(fake, &file.0)));
    assert_eq!(big(&client(Replay::from_file(&file.0).unwrap())), body);
}

fn fault(name: &str, text: &str) -> String {
    let file = File::written(name, text);
    let error: RecordingError = Replay::from_file(&file.0).unwrap_err();
    error.to_string().replace(&file.0.display().to_string(), "file")
}

#[test]
fn damaged_files_are_refused_with_the_reason() {
    let exchange = |request: &str, response: &str| {
        format!(r#"{{"version":1,"exchanges":[{{"request":{request},"response":{response}}}]}}"#)
    };
    let request = r#"{"method":"GET","url":"https://x.example/","headers":{}}"#;
    let deep = format!("{{\"version\":1,\"exchanges\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    for (name, text, expected) in [
        ("a", "{".to_owned(), "the recording `file` is not JSON: EOF while parsing an object at line 1 column 1"),
        ("b", "[]".to_owned(), "the recording `file` is damaged: it has no `version`; record it again"),
        (
            "c",
            r#"{"version":2}"#.to_owned(),
            "the recording `file` has version 2, and this release reads version 1: record it again",
        ),
        (
            "d",
            r#"{"version":1}"#.to_owned(),
            "the recording `file` is damaged: it has no list `exchanges`; record it again",
        ),
        (
            "e",
            exchange("{}", "{}"),
            "the recording `file` is damaged: exchange 1: its request has no text `method`; record it again",
        ),
        (
            "f",
            exchange(request, r#"{"headers":{}}"#),
            "the recording `file` is damaged: exchange 1: its response has no number `status`; record it again",
        ),
        (
            "g",
            exchange(request, r#"{"status":200}"#),
            "the recording `file` is damaged: exchange 1: it has no object `headers`; record it again",
        ),
        (
            "h",
            exchange(request, r#"{"status":200,"headers":{"a":1}}"#),
            "the recording `file` is damaged: exchange 1: its header `a` is not a text; record it again",
        ),
        ("i", deep, "the recording `file` is damaged: it is nested too deep; record it again"),
    ] {
        assert_eq!(fault(name, &text), expected);
    }
    let base64 = fault("j", &exchange(request, r#"{"status":200,"headers":{},"base64":"?"}"#));
    assert!(base64.contains("`base64` cannot be decoded: "), "{base64}");
    let missing = Replay::from_file("no such file").unwrap_err().to_string();
    assert!(missing.starts_with("the recording `no such file` cannot be read: "), "{missing}");
    // What no exchange can be shows when it is asked for.
    let odd = r#"{"method":"G T","url":"x","headers":{"a b":"c"}}"#;
    let file = File::written("k", &exchange(odd, r#"{"status":99,"headers":{"a b":"c"},"text":"x"}"#));
    let replay = Replay::from_file(&file.0).unwrap();
    block_on(client(replay.clone()).at::<Nothing>("x")).unwrap_err();
    assert!(replay.unused()[0].contains("99 is not a status of HTTP"), "{:?}", replay.unused());
}

#[test]
fn a_file_that_cannot_be_written_fails_the_call() {
    let file = File::written("folder", "");
    let (fake, _) = shop();
    fake.on_path("GET", "/x").no_content();
    let error = block_on(client(Recorder::new(fake, file.0.join("below.json"))).at::<Nothing>("x")).unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("cannot be written"), "{source}");
}
