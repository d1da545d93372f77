//! The example program `batch`.

use generated::{Client, StaticToken};
use tests::server::{Answer, Server};

#[path = "../chapters/batch.rs"]
mod chapter;

// G9, P20
#[tokio::test]
async fn each_request_has_its_own_result() {
    let server = Server::answering([Answer::json(
        r#"{"responses": [
            {"id": "2", "status": 404, "body": {"error": {"code": "NotFound", "message": "no such report"}}},
            {"id": "1", "status": 200, "headers": {"Content-Type": "application/json"}, "body": {"value": 23}}]}"#,
    )]);
    let client = Client::builder().service_root(server.root()).credential(StaticToken::new("t")).build().unwrap();
    let lines = chapter::run(&client, &["users", "nothing"]).await.unwrap();
    assert_eq!(lines[0], "users: 23");
    assert!(
        lines[1].starts_with("nothing: GET ") && lines[1].contains("404 Not Found: NotFound: no such report"),
        "{lines:?}"
    );
    let request = server.requests().remove(0);
    assert!(request.contains("/$batch HTTP/1.1\r\n"), "{request}");
    assert!(
        request.ends_with(
            r#"{"requests":[{"id":"1","method":"GET","url":"/reports/users"},{"id":"2","method":"GET","url":"/reports/nothing"}]}"#
        ),
        "{request}"
    );
}
