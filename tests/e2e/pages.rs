//! Collections in pages.

use std::time::Duration;

use serde_json::json;
use tests::server::{Answer, Server, TOKEN};

/// A page with one row of this number of users, and this next link.
fn page(users: i64, next_link: Option<&str>) -> Answer {
    let mut body = json!({"value": [{"totalUserCount": users}]});
    if let Some(link) = next_link {
        body["@odata.nextLink"] = link.into();
    }
    Answer::json(&body.to_string())
}

/// A server with pages that lead to each other by these links, each relative to its address.
fn linked(links: &'static [&'static str]) -> Server {
    Server::with(move |request| {
        let host = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        let target = request.split(' ').nth(1).unwrap();
        let at = links.iter().position(|link| link.ends_with(target)).map_or(0, |at| at + 1);
        let next = links.get(at).map(|link| link.replace("HOST", host));
        page(i64::try_from(at).unwrap(), next.as_deref())
    })
}

/// The numbers of users on all pages.
async fn all(server: &Server) -> Vec<i64> {
    let mut items = server.client().reports().get_credential_user_registration_count().items();
    let mut all = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        all.extend(item.total_user_count);
    }
    all
}

const FIRST: &str = "/beta/reports/getCredentialUserRegistrationCount";

// P3, P7, P16, G4
#[tokio::test]
async fn next_links_are_sent_byte_for_byte() {
    const LINKS: &[&str] = &[
        "http://HOST/beta/reports/getCredentialUserRegistrationCount?$skiptoken=a%20b+c%2Bd%2fe%2F",
        "http://HOST/beta/reports/getCredentialUserRegistrationCount?%24skiptoken=%e2%82%ac&&x=&=y&$top=1%",
        "http://HOST/beta/a%2Fb/(c)/x'y'/%41;v=1,2/:@!$&*+=?$skiptoken=/?:@!$()*,;=..%2e/d|e^[f]{g}`h\\i",
        "http://HOST/beta//double//slashes/?",
    ];
    let server = linked(LINKS);
    assert_eq!(all(&server).await, [0, 1, 2, 3, 4]);
    let expected: Vec<_> = LINKS.iter().map(|link| link.trim_start_matches("http://HOST")).collect();
    assert_eq!(server.targets(), [&[FIRST], &expected[..]].concat());
    for request in server.requests() {
        assert!(request.contains(&format!("\r\nauthorization: Bearer {TOKEN}\r\n")), "{request}");
        assert!(request.contains("\r\nodata-maxversion: 4.01\r\n"), "{request}");
    }
}

// J7
#[tokio::test]
async fn relative_next_links() {
    const LINKS: &[&str] = &[
        "getCredentialUserRegistrationCount?$skiptoken=1",
        "?$skiptoken=2",
        "/beta/reports/other?$skiptoken=3",
        "//HOST/beta/reports/other?$skiptoken=4",
    ];
    let server = Server::with(|request| {
        let host = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
        let target = request.split(' ').nth(1).unwrap();
        let at = target.rsplit_once("skiptoken=").map_or(0, |(_, number)| number.parse().unwrap());
        page(0, LINKS.get(at).map(|link| link.replace("HOST", host)).as_deref())
    });
    assert_eq!(all(&server).await.len(), 5);
    assert_eq!(
        server.targets(),
        [
            FIRST,
            "/beta/reports/getCredentialUserRegistrationCount?$skiptoken=1",
            "/beta/reports/getCredentialUserRegistrationCount?$skiptoken=2",
            "/beta/reports/other?$skiptoken=3",
            "/beta/reports/other?$skiptoken=4",
        ]
    );
}

// P3
#[tokio::test]
async fn pages_with_what_stands_beside_the_items() {
    let server = Server::answering([
        Answer::json(r#"{"@odata.count":3,"value":[{},{}],"@odata.nextLink":"?p=2","tip":"a"}"#),
        Answer::json(r#"{"value":[]}"#),
    ]);
    let mut pages = server.client().reports().get_credential_user_registration_count().pages();
    let first = pages.try_next().await.unwrap().unwrap();
    assert_eq!((first.len(), first.count, first.next_link.as_deref()), (2, Some(3), Some("?p=2")));
    assert_eq!(first.extras.text("tip").as_deref(), Some("a"));
    // No page is fetched before it is needed.
    assert_eq!(server.requests().len(), 1);
    let second = pages.try_next().await.unwrap().unwrap();
    assert_eq!((second.len(), second.next_link), (0, None));
    assert!(pages.try_next().await.unwrap().is_none());
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn headers_of_the_caller_go_with_every_page() {
    let server = Server::answering([page(1, Some("?p=2")), page(2, None)]);
    let call = server.client().reports().get_credential_user_registration_count();
    let mut items = call.header("ConsistencyLevel", "eventual").items();
    while items.try_next().await.unwrap().is_some() {}
    // G3
    assert!(server.requests().iter().all(|request| request.contains("\r\nconsistencylevel: eventual\r\n")));
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn links_in_a_circle_end_with_an_error() {
    let server = Server::with(|_| page(1, Some("?p=2")));
    let mut items = server.client().reports().get_credential_user_registration_count().items();
    assert!(items.try_next().await.unwrap().is_some());
    assert!(items.try_next().await.unwrap().is_some());
    assert!(matches!(items.try_next().await, Err(generated::Error::Link(_))));
    assert!(items.try_next().await.unwrap().is_none());
}

// P13
#[tokio::test]
async fn a_dropped_stream_leaves_nothing_running() {
    let server = Server::answering([page(1, Some("?p=2")), Answer::Silence]);
    let mut items = server.client().reports().get_credential_user_registration_count().items();
    assert!(items.try_next().await.unwrap().is_some());
    while server.requests().len() < 2 {
        // Giving up waiting for an item loses nothing.
        let waited = tokio::time::timeout(Duration::from_millis(20), items.try_next()).await;
        assert!(waited.is_err());
    }
    drop(items);
    let server = tokio::task::spawn_blocking(move || {
        server.given_up();
        server
    });
    assert_eq!(server.await.unwrap().requests().len(), 2);
}

// P13
#[tokio::test]
async fn a_dropped_future_leaves_nothing_running() {
    let server = Server::answering([Answer::Silence]);
    let call = server.client().reports().get_credential_user_registration_count();
    let mut request = Box::pin(call.into_future());
    while server.requests().is_empty() {
        assert!(tokio::time::timeout(Duration::from_millis(20), &mut request).await.is_err());
    }
    drop(request);
    tokio::task::spawn_blocking(move || server.given_up()).await.unwrap();
}

#[tokio::test]
async fn nothing_is_sent_before_a_request_is_polled() {
    let server = Server::answering([]);
    let call = server.client().reports().get_credential_user_registration_count();
    drop(call.clone().into_future());
    drop(call.clone().send());
    drop(call.items());
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(server.requests().is_empty());
}
