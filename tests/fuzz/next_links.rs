//! Hostile links: next and delta links, `Location` headers and links that a caller stored. No credential, secret
//! header or body goes to a host that is not allowed, as the URL standard reads hosts, and the number of requests is bounded.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use generated::{
    Argument, At, Body, BoxFuture, Client, Error, Many, Nothing, StaticToken, Transport, TransportError,
    TransportErrorKind, Value,
};
use reqwest::Url;

use super::random::Random;
use super::repeat::repeat;

/// Where the credential may go.
const ALLOWED: [&str; 2] = ["https://api.example.com", "https://eu.example.com:8443"];

/// Secrets that only the allowed hosts may see, each in one place of a request.
const SECRETS: [&str; 4] = ["token-secret", "cookie-secret", "key-secret", "body-secret"];

/// Parts of links.
const PIECES: &[&str] = &[
    "https:",
    "HTTPS:",
    "http:",
    "hTtPs:",
    "ftp:",
    "javascript:",
    "//",
    "/",
    "///",
    "\\",
    "\\\\",
    ":",
    "::",
    "@",
    "%40",
    "?",
    "#",
    "%",
    "%2f",
    "%5c",
    "%00",
    "%zz",
    "%2e%2e",
    ".",
    "..",
    "../",
    "./",
    "\t",
    "\r\n",
    "\n",
    "\0",
    " ",
    "\u{a0}",
    "\u{3000}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "\u{3002}",
    "\u{ff0e}",
    "\u{ff61}",
    "\u{ff0f}",
    "\u{2100}",
    "\u{ff20}",
    "\u{df}",
    "\u{fe56}",
    "api.example.com",
    "API.EXAMPLE.COM",
    "api.example.com.",
    "api.example.com:443",
    "api.example.com:0443",
    "api.example.com:8443",
    "api.example.com:",
    "api.example.com:65979",
    "api.example.com.evil.example",
    "evilapi.example.com",
    "eu.example.com:8443",
    "eu.example.com",
    "evil.example",
    "EVIL.example:443",
    "user:pw@",
    "api.example.com@",
    "api.example.com:443@",
    "xn--api-ex.com",
    "api\u{3002}example.com",
    "ap\u{131}.example.com",
    "api%2eexample.com",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[v1.x]",
    "localhost",
    "odata/",
    "numbers",
    "?$skiptoken=x",
    "$metadata#x",
    ";",
    ",",
    "'",
    "\"",
    "<",
    "{",
    "|",
    "^",
    "`",
    "~",
];

/// An answer of a server.
#[derive(Clone, Debug)]
enum Step {
    Redirect(u16, Vec<u8>),
    Page { next: Option<String>, delta: Option<String>, context: Option<String> },
}

/// The first request, and the answers.
#[derive(Clone, Debug)]
struct Case {
    start: usize,
    link: String,
    steps: Vec<Step>,
}

fn link(random: &mut Random) -> String {
    match random.below(400) {
        // Many links are well-formed, since only these are followed; few are long, since a megabyte takes time.
        0..100 => format!("https://{}/{}", random.pick(&["api.example.com", "eu.example.com:8443"]), random.below(4)),
        100..140 => format!("{}{}", random.pick(&["numbers?", "/", "?$skip=", "//evil.example/"]), random.below(9)),
        140 => "https://api.example.com/".to_owned() + &random.pick(PIECES).repeat(random.below(20_000)),
        _ => (0..1 + random.below(8)).map(|_| *random.pick(PIECES)).collect(),
    }
}

fn step(random: &mut Random) -> Step {
    const STATUSES: [u16; 6] = [301, 302, 303, 307, 308, 300];
    if random.below(2) == 0 {
        return Step::Redirect(*random.pick(&STATUSES), link(random).into_bytes());
    }
    let mut sometimes = |odds| (random.below(odds) == 0).then(|| link(random));
    Step::Page { next: sometimes(1), delta: sometimes(4), context: sometimes(4) }
}

impl Step {
    fn response(self) -> http::Response<Body> {
        match self {
            Self::Redirect(status, location) => {
                let mut response = http::Response::new(Body::empty());
                *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
                if let Ok(location) = http::HeaderValue::from_bytes(&location) {
                    response.headers_mut().insert("location", location);
                }
                response
            }
            Self::Page { next, delta, context } => {
                let mut page = serde_json::json!({"value": [1]});
                for (name, link) in [("nextLink", next), ("deltaLink", delta), ("context", context)] {
                    if let Some(link) = link {
                        page[format!("@odata.{name}")] = link.into();
                    }
                }
                http::Response::new(Body::from(page.to_string()))
            }
        }
    }
}

/// Answers from a list, and panics where a secret would leave.
#[derive(Clone)]
struct Judge {
    steps: Arc<Mutex<VecDeque<Step>>>,
    requests: Arc<Mutex<usize>>,
}

impl Transport for Judge {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        *self.requests.lock().unwrap() += 1;
        let url = Url::parse(&request.uri().to_string()).unwrap_or_else(|error| panic!("{}: {error}", request.uri()));
        assert!(url.username().is_empty() && url.password().is_none(), "{url}");
        if !ALLOWED.contains(&url.origin().ascii_serialization().as_str()) {
            let body = request.body().as_bytes().map_or("a stream".into(), |bytes| String::from_utf8_lossy(bytes));
            assert!(body.is_empty(), "a body for {url}");
            for (name, value) in request.headers() {
                let value = String::from_utf8_lossy(value.as_bytes());
                assert!(!SECRETS.iter().any(|secret| value.contains(secret)), "{name}: {value} for {url}");
            }
        }
        let step = self.steps.lock().unwrap().pop_front();
        Box::pin(std::future::ready(match step {
            Some(step) => Ok(step.response()),
            None => Err(TransportError::new(TransportErrorKind::Connect, "no more answers")),
        }))
    }
}

struct Once(Option<&'static str>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: std::pin::Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(|text| Ok(Bytes::from_static(text.as_bytes()))))
    }
}

/// Runs a future that never waits.
fn now<F: IntoFuture>(future: F) -> F::Output {
    match pin!(future.into_future()).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing waits here"),
    }
}

fn start(client: &Client, case: &Case) -> Result<(), Error> {
    let numbers: At<Many<Value<i64>>> = match case.start {
        0 => client.link(&case.link),
        1 => client.path(&case.link),
        2 => return now(client.action::<Nothing>("act", [("p", Argument::of("body-secret"))])),
        3 => {
            let stream = Body::stream(Once(Some("body-secret")), None);
            let upload = client.at::<Value<generated::edm::Stream>>("file").upload(stream, "text/plain");
            return now(upload);
        }
        4 => return now(client.at::<Value<String>>("text").set("body-secret")),
        5 => return now(client.link::<Nothing>(&case.link).segment::<Nothing>("further")),
        6 => return now(client.link::<Nothing>(&case.link).query_option("$select", "x")),
        7 => return now(client.anonymous::<Nothing>(&case.link)),
        8 => return now(client.anonymous::<Nothing>(&case.link).segment::<Nothing>("further").delete()),
        _ => client.at("numbers"),
    };
    let mut pages = numbers.header("X-Api-Key", "key-secret").pages();
    while let Some(page) = now(pages.try_next())? {
        for link in [page.next_link, page.delta_link].into_iter().flatten() {
            // A link that a caller has stored.
            now(client.link::<Nothing>(&link)).ok();
        }
    }
    Ok(())
}

/// Whether every request got an answer.
fn run(case: Case) -> bool {
    let steps = case.steps.len();
    let judge = Judge { steps: Arc::new(Mutex::new(case.steps.clone().into())), requests: Arc::default() };
    let client = Client::builder()
        .service_root("https://api.example.com/odata/")
        .allow_host("eu.example.com:8443")
        .credential(StaticToken::new("token-secret"))
        .header("Cookie", "cookie-secret")
        .transport(judge.clone())
        .build()
        .unwrap();
    let result = start(&client, &case);
    if let Err(error) = &result {
        let text = format!("{error} {error:?}");
        assert!(!SECRETS.iter().any(|secret| text.contains(secret)), "{text}");
        assert!(text.len() < 10_000, "{} bytes", text.len());
    }
    // An answer for each request, one without, and the same for each stored link.
    assert!(*judge.requests.lock().unwrap() <= 2 * steps + 2, "{} requests", judge.requests.lock().unwrap());
    result.is_ok()
}

// P2, P17, G4
#[test]
fn no_secret_leaves_the_service() {
    repeat(
        "next_links",
        |random| Case {
            start: random.below(12),
            link: link(random),
            steps: (0..random.below(9)).map(|_| step(random)).collect(),
        },
        run,
    );
}
