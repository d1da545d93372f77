//! Errors that a service reports.

use generated::{Error, Nothing, Nullable, Value};
use serde_json::json;
use tests::server::{Answer, Server};

/// The error of the seed call where the service answers this.
async fn error(answer: Answer) -> Error {
    let server = Server::answering([answer]);
    server.client().reports().get_credential_user_registration_count().await.unwrap_err()
}

// G8
#[tokio::test]
async fn the_error_object_and_the_ids() {
    let body = json!({"error": {
        "code": "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "message": "Neither tenant is B2C or tenant doesn't have premium license",
        "details": [{"code": "license", "message": "no licence", "target": "tenant"}],
        "innerError": {
            "code": "premium",
            "innererror": {"code": "p1"},
            "date": "2026-11-23T09:10:11",
            "request-id": "from-the-body",
            "client-request-id": "d2f1f5a6"
        }
    }});
    let headers = ["Content-Type: application/json", "request-id: 0a1b2c3d", "Retry-After: 120"];
    let error = error(Answer::new("403 Forbidden", &headers, &body.to_string())).await;
    assert!(error.is_forbidden());
    let service = error.as_service().unwrap();
    assert_eq!(service.status(), 403);
    assert_eq!(service.code(), Some("Authentication_RequestFromNonPremiumTenantOrB2CTenant"));
    assert_eq!(service.message(), Some("Neither tenant is B2C or tenant doesn't have premium license"));
    assert_eq!(service.request_id(), Some("0a1b2c3d"));
    assert_eq!(service.client_request_id(), Some("d2f1f5a6"));
    assert_eq!(service.headers()["retry-after"], "120");
    assert_eq!(service.text(), body.to_string());
    let object = service.error().unwrap();
    assert_eq!(object.details[0].target.as_deref(), Some("tenant"));
    assert_eq!(object.innermost_code(), "p1");
    assert_eq!(object.inner.as_ref().unwrap().extras["date"], "2026-11-23T09:10:11");
    let text = error.to_string();
    for part in ["getCredentialUserRegistrationCount", "403 Forbidden", "premium license", "0a1b2c3d"] {
        assert!(text.contains(part), "{text}");
    }
}

// G8
#[tokio::test]
async fn a_page_of_html_gives_status_and_text() {
    let html = "<html><head><title>Service unavailable</title></head>\r\n<body>HTTP Error 503</body></html>";
    let error = error(Answer::new("503 Service Unavailable", &["Content-Type: text/html"], html)).await;
    let service = error.as_service().unwrap();
    assert_eq!((service.status().as_u16(), service.code()), (503, None));
    assert_eq!(service.text(), html);
    assert!(error.to_string().contains("HTTP Error 503"), "{error}");
}

// G8
#[tokio::test]
async fn bodies_that_are_no_error_object() {
    for body in ["", "{", "null", "[]", "{\"error\":7}", "\u{0}\u{1b}[31m"] {
        let error = error(Answer::new("500 Internal Server Error", &[], body)).await;
        let service = error.as_service().unwrap();
        assert_eq!((service.status().as_u16(), service.text().as_ref()), (500, body));
        assert!(!error.to_string().contains(char::is_control), "{error}");
    }
}

// P11
#[tokio::test]
async fn statuses_are_told_apart() {
    type Test = fn(&Error) -> bool;
    const TESTS: [(&str, Test); 7] = [
        ("304 Not Modified", Error::is_not_modified),
        ("401 Unauthorized", Error::is_unauthorized),
        ("404 Not Found", Error::is_not_found),
        ("409 Conflict", Error::is_conflict),
        ("412 Precondition Failed", Error::is_precondition_failed),
        ("429 Too Many Requests", Error::is_throttled),
        ("501 Not Implemented", Error::is_not_implemented),
    ];
    for (status, _) in TESTS {
        let error = error(Answer::new(status, &[], "")).await;
        let holding: Vec<_> = TESTS.iter().filter(|(_, test)| test(&error)).map(|(status, _)| *status).collect();
        assert_eq!(holding, [status], "{error}");
    }
}

// P11
#[tokio::test]
async fn no_content_is_none_where_the_result_is_nullable() {
    let server = Server::with(|_| Answer::new("204 No Content", &[], ""));
    let client = server.client();
    assert_eq!(client.at::<Nullable<Value<i64>>>("a").await.unwrap(), None);
    client.at::<Nothing>("a").await.unwrap();
    // A collection is never null.
    let error = client.reports().get_credential_user_registration_count().await.unwrap_err();
    let Error::Response(inner) = &error else { panic!("{error:?}") };
    assert_eq!(inner.status(), 204);
}

// P19: without retries, nothing is.
#[tokio::test]
async fn nothing_is_sent_twice() {
    for status in ["429 Too Many Requests", "503 Service Unavailable", "504 Gateway Timeout"] {
        let server = Server::with(|_| Answer::new(status, &["Retry-After: 0"], ""));
        let client = server.client();
        client.reports().get_credential_user_registration_count().await.unwrap_err();
        client.action::<Nothing>("a", []).await.unwrap_err();
        assert_eq!(server.targets(), ["/beta/reports/getCredentialUserRegistrationCount", "/beta/a"]);
    }
}

#[tokio::test]
async fn a_body_that_breaks_off() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{\"value\":[".to_vec();
    let error = error(Answer::BytesAndClose(cut)).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn what_is_no_http_response() {
    let error = error(Answer::BytesAndClose(b"220 smtp.example ready\r\n".to_vec())).await;
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn a_response_beyond_the_limit() {
    let server = Server::answering([Answer::json(&json!({"value": [{"id": "x".repeat(5_000)}]}).to_string())]);
    let client = server.builder().response_limit(4_096).build().unwrap();
    let error = client.reports().get_credential_user_registration_count().await.unwrap_err();
    let Error::Transport(inner) = &error else { panic!("{error:?}") };
    assert_eq!(inner.kind(), generated::TransportErrorKind::Refused);
}

#[tokio::test]
async fn nobody_listens() {
    let server = Server::answering([]);
    let client = server.client();
    let address = server.address().to_owned();
    drop(server);
    let error = client.reports().await.unwrap_err();
    assert_eq!(error.to_string(), format!("GET http://{address}/beta/reports: no connection to the host"));
}
