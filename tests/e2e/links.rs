//! Links and redirects to hosts that must not see the credential.

use generated::{Error, Nothing};
use serde_json::json;
use tests::server::{Answer, Server, TOKEN};

/// A page with one row and this next link.
fn page(next_link: &str) -> Answer {
    Answer::json(&json!({"value": [{"totalUserCount": 1}], "@odata.nextLink": next_link}).to_string())
}

/// Follows a next link, in which `SELF` is the service's address and `OTHER` that of another server, and gives the text of the
/// error. The rows before it were received, and no request reached the other server.
async fn refused(link: &str) -> String {
    let other = Server::answering([page("")]);
    let server = Server::with({
        let other = other.address().to_owned();
        let link = link.to_owned();
        move |request| {
            let host = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
            page(&link.replace("SELF", host).replace("OTHER", &other))
        }
    });
    let mut items = server.client().reports().get_credential_user_registration_count().items();
    assert_eq!(items.try_next().await.unwrap().unwrap().total_user_count, Some(1));
    let error = items.try_next().await.unwrap_err();
    assert!(matches!(error, Error::Link(_)), "{link}: {error:?}");
    assert!(items.try_next().await.unwrap().is_none(), "{link}");
    assert_eq!(server.requests().len(), 1, "{link}");
    assert!(other.requests().is_empty(), "{link}: {:#?}", other.requests());
    let text = error.to_string();
    assert!(!text.contains(TOKEN) && !text.contains("secret-of-the-link"), "{text}");
    text.replace(server.address(), "SELF").replace(other.address(), "OTHER")
}

// G4
#[tokio::test]
async fn hostile_next_links_are_refused() {
    for link in [
        "http://OTHER/beta/reports/getCredentialUserRegistrationCount?$skiptoken=secret-of-the-link",
        "//OTHER/beta/reports",
        "https://SELF/beta/reports",
        "http://user:password@SELF/beta/reports",
        "http://SELF@OTHER/beta/reports",
        "http://SELF\\@OTHER/beta/reports",
        "http:\\\\OTHER\\beta",
        "\\\\OTHER\\beta",
        "http:OTHER/beta",
        "http:///OTHER/beta",
        "http://OTHER#@SELF/beta",
        "http://OTHER?@SELF/beta",
        "http://localhost:1/beta",
        "http://127.0.0.1/beta",
        "http://127.1:1/beta",
        "javascript:alert(1)",
        "file:///etc/hostname",
        "ftp://SELF/beta",
        "data:application/json,{}",
        " http://OTHER/beta",
        "http://OTHER/beta\r\nX: y",
        "\thttp://OTHER/",
    ] {
        refused(link).await;
    }
}

// G4
#[tokio::test]
async fn the_error_says_how_to_go_to_another_host() {
    let text = refused("http://OTHER/beta/next?token=secret-of-the-link").await;
    assert_eq!(
        text,
        "the link `http://OTHER/beta/next` is not followed: `http://OTHER` is not the service's host; \
         `client.anonymous(url)` goes to other hosts, without the credential"
    );
}

// G4
#[tokio::test]
async fn an_allowed_host_gets_the_credential() {
    let other = Server::answering([Answer::json(r#"{"value":[]}"#)]);
    let link = format!("http://{}/beta/next", other.address());
    let server = Server::answering([page(&link)]);
    let client = server.builder().allow_host(format!("http://{}", other.address())).build().unwrap();
    let mut items = client.reports().get_credential_user_registration_count().items();
    while items.try_next().await.unwrap().is_some() {}
    assert!(other.request().contains(&format!("\r\nauthorization: Bearer {TOKEN}\r\n")));
}

// G4: a stored link is checked like one of a response.
#[tokio::test]
async fn links_of_the_caller_are_judged_too() {
    let other = Server::answering([]);
    let client = Server::answering([]).client();
    let error = client.link::<Nothing>(&format!("http://{}/x", other.address())).await.unwrap_err();
    assert!(matches!(error, Error::Link(_)), "{error:?}");
    assert!(other.requests().is_empty());
}

/// The request that a redirect to `location` leads to, on a server of its own where `location` has the word `OTHER`.
async fn redirected(status: &str, location: &str) -> (Server, Server) {
    let other = Server::with(|_| Answer::json(r#"{"value":[{"totalUserCount":7}]}"#));
    let (status, location) = (status.to_owned(), location.replace("OTHER", other.address()));
    let server = Server::with(move |request| {
        if request.starts_with("GET /beta/moved") {
            return Answer::json(r#"{"value":[{"totalUserCount":7}]}"#);
        }
        Answer::new(&status, &[&format!("Location: {location}")], "")
    });
    let call = server.client().reports().get_credential_user_registration_count();
    let page = call.header("ConsistencyLevel", "eventual").await.unwrap();
    assert_eq!(page[0].total_user_count, Some(7));
    (server, other)
}

// P2
#[tokio::test]
async fn a_redirect_within_the_host_is_followed_with_the_credential() {
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let (server, _) = redirected(status, "/beta/moved?a=%2f").await;
        let second = server.requests().remove(1);
        assert!(second.starts_with("GET /beta/moved?a=%2f HTTP/1.1\r\n"), "{second}");
        assert!(second.contains(&format!("\r\nauthorization: Bearer {TOKEN}\r\n")), "{second}");
        assert!(second.contains("\r\nconsistencylevel: eventual\r\n"), "{second}");
    }
}

// P2: what reqwest would change or refuse to send.
#[tokio::test]
async fn a_redirect_may_hold_text_beyond_ascii_and_encoded_dots() {
    for (location, target) in [
        ("/beta/moved/Größe?q=ä", "/beta/moved/Gr%C3%B6%C3%9Fe?q=%C3%A4"),
        ("/beta/x/%2e%2e/moved?a=%2e%2e", "/beta/moved?a=%2e%2e"),
        ("http://HOST/beta/%2E/moved", "/beta/moved"),
    ] {
        let server = Server::with(move |request| {
            if request.starts_with("GET /beta/moved") {
                return Answer::json("{}");
            }
            let host = request.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
            Answer::new("302 Found", &[&format!("Location: {}", location.replace("HOST", host))], "")
        });
        server.client().at::<Nothing>("a").await.unwrap();
        assert_eq!(server.targets()[1], target);
    }
}

// P2
#[tokio::test]
async fn a_redirect_to_another_host_loses_the_credential() {
    for status in ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect"] {
        let (_, other) = redirected(status, "http://OTHER/elsewhere").await;
        let request = other.request();
        assert!(request.starts_with("GET /elsewhere HTTP/1.1\r\n"), "{request}");
        let head = request.to_ascii_lowercase();
        assert!(!head.contains("authorization") && !head.contains(&TOKEN.to_ascii_lowercase()), "{request}");
        assert!(!head.contains("consistencylevel"), "{request}");
    }
}

// P2
#[tokio::test]
async fn redirects_are_bounded() {
    let server = Server::with(|_| Answer::new("302 Found", &["Location: /beta/again"], ""));
    let error = server.client().reports().await.unwrap_err();
    assert!(matches!(error, Error::Link(_)), "{error:?}");
    assert_eq!(server.requests().len(), 11);
}
