//! What monitors answer.

use super::{Item, Job, MONITOR, running, service, waited};
use crate::runtime::internal::{Error, Maybe, Nothing, Nullable};
use crate::transport::support::{Answer, ROOT, block_on};

/// Code and message of the error in which an operation ends.
fn failed(answer: Answer) -> (String, String) {
    let (result, fake) = waited::<Nothing>([answer]);
    let Err(Error::Service(error)) = result else { panic!("{result:?}") };
    assert_eq!(fake.lines().len(), 2);
    (error.code().unwrap_or_default().to_owned(), error.message().unwrap_or_default().to_owned())
}

// P18: Protocol 11.6, the answers of 4.01.
#[test]
fn the_result_with_its_status_in_a_header() {
    let (result, _) = waited::<Item>([Answer(200, &[("AsyncResult", "200")], r#"{"id":"7","status":"running"}"#)]);
    assert_eq!(result.unwrap().id.as_deref(), Some("7"));
    let conflict = Answer(200, &[("AsyncResult", "409")], r#"{"error":{"code":"taken","message":"Taken."}}"#);
    let (result, _) = waited::<Item>([conflict]);
    assert!(result.unwrap_err().is_conflict());
    let gone = Answer(200, &[("AsyncResult", "404")], r#"{"error":{"code":"gone","message":"Gone."}}"#);
    let (result, _) = waited::<Maybe<Item>>([gone]);
    assert!(result.unwrap().is_none(), "nothing is there, by the answer to the request itself");
    assert_eq!(failed(Answer(200, &[("AsyncResult", "500")], "")).0, "");
    let (result, _) = waited::<Item>([Answer(200, &[("AsyncResult", "soon")], "{}")]);
    let error = result.unwrap_err();
    assert!(error.is_done() && error.to_string().contains("AsyncResult"), "{error}");
}

// P18: those of 4.0.
#[test]
fn the_result_as_a_response_in_the_body() {
    const HTTP: &[(&str, &str)] = &[("Content-Type", "application/http; msgtype=response")];
    let (result, _) = waited::<Item>([Answer(
        200,
        HTTP,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nETag: \"1\"\r\n\r\n{\"id\":\"7\"}",
    )]);
    assert_eq!(result.unwrap().id.as_deref(), Some("7"));
    let (result, _) = waited::<Nullable<Item>>([Answer(200, HTTP, "HTTP/1.1 204 No Content\n\n")]);
    assert_eq!(result.unwrap(), None);
    let body = "HTTP/1.1 412 Precondition Failed\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"code\":\"old\",\"message\":\"m\"}}";
    let (result, _) = waited::<Item>([Answer(200, HTTP, body)]);
    assert!(result.unwrap_err().is_precondition_failed());
    assert_eq!(failed(Answer(200, HTTP, body)), ("old".to_owned(), "m".to_owned()));
    for body in [
        "",
        "200 OK\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        "HTTP/1.1 999999 OK\r\n\r\n",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nA: 1",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
    ] {
        let (result, _) = waited::<Item>([Answer(200, HTTP, body)]);
        assert!(matches!(result.unwrap_err(), Error::Response(_)), "{body}");
    }
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n{{}}", "A: 1\r\n".repeat(70_000));
    let (result, _) = waited::<Item>([Answer(200, HTTP, many.leak())]);
    assert!(result.unwrap_err().to_string().contains("too many headers"));
}

// G15: monitors of Graph, as their documentation and traffic have them.
#[test]
fn states_in_json() {
    for (going_on, ended) in [
        (
            r#"{"operation":"ItemCopy","percentageComplete":27.8,"status":"inProgress"}"#,
            r#"{"percentageComplete":100.0,"resourceId":"01MOWKYVJML57KN2ANMBA3JZJS2MBGC7KM","status":"completed"}"#,
        ),
        (
            r##"{"@odata.context":"$metadata#teams('1')/operations/$entity","id":"1","operationType":"createTeam","status":"inProgress","error":null}"##,
            r#"{"id":"1","operationType":"createTeam","status":"succeeded","targetResourceId":"1","attemptsCount":1,"error":null}"#,
        ),
        (r#"{"id":"1","status":"Running","percentComplete":"42"}"#, r#"{"id":"1","status":"Completed"}"#),
        (
            r#"{"name":"1","status":"Provisioning","startTime":"x"}"#,
            r#"{"name":"1","status":"Succeeded","endTime":"x"}"#,
        ),
    ] {
        for status in [200, 202] {
            let (client, _, fake) =
                service([Answer(202, MONITOR, ""), Answer(status, &[], going_on), Answer(status, &[], ended)]);
            let mut running = running::<Nothing>(&client);
            assert_eq!(block_on(running.poll_once()).unwrap(), None, "{going_on}");
            assert!(running.status().is_some());
            assert_eq!(block_on(running.poll_once()).unwrap(), Some(()), "{ended}");
            assert_eq!(fake.lines().len(), 3);
        }
    }
}

#[test]
fn progress_is_shown() {
    let (client, ..) = service([
        Answer(202, MONITOR, ""),
        Answer(202, &[], r#"{"percentageComplete":27.5,"status":"inProgress"}"#),
        Answer(202, &[], r#"{"percentComplete":"99","resourceId":"7","status":"completed"}"#),
    ]);
    let mut running = running::<Item>(&client);
    assert_eq!((running.percent_complete(), running.status()), (None, None));
    block_on(running.poll_once()).unwrap();
    assert_eq!((running.percent_complete(), running.status()), (Some(27.5), Some("inProgress")));
    // The result is known by its identity alone.
    let error = block_on(running.poll_once()).unwrap_err();
    assert!(error.is_done() && error.to_string().contains("resourceId"), "{error}");
    assert_eq!((running.percent_complete(), running.resource_id()), (Some(99.0), Some("7")));
}

// G15, P18
#[test]
fn the_result_where_the_monitor_says() {
    for (answer, line) in [
        (
            Answer(200, &[], r#"{"status":"succeeded","resourceLocation":"https://example.com/odata/items/7"}"#),
            "odata/items/7",
        ),
        (Answer(202, &[], r#"{"status":"completed","resourceLocation":"/odata/items/7"}"#), "odata/items/7"),
        (Answer(200, &[], r#"{"status":"succeeded","targetResourceLocation":"/items/7"}"#), "items/7"),
        (Answer(200, &[("Location", "/odata/items/7")], r#"{"status":"succeeded"}"#), "odata/items/7"),
    ] {
        let (result, fake) = waited::<Item>([answer, Answer(200, &[], r#"{"id":"7"}"#)]);
        assert_eq!(result.unwrap().id.as_deref(), Some("7"));
        assert_eq!(fake.lines()[2], format!("GET https://example.com/{line}"));
    }
    // The URL of the result came with the first answer.
    const BOTH: &[(&str, &str)] = &[("Operation-Location", "/odata/jobs/1"), ("Location", "/odata/items/7")];
    let (client, _, fake) = service([
        Answer(202, BOTH, ""),
        Answer(200, &[], r#"{"status":"Succeeded"}"#),
        Answer(200, &[], r#"{"id":"7"}"#),
    ]);
    assert_eq!(block_on(running::<Item>(&client).wait()).unwrap().id.as_deref(), Some("7"));
    assert_eq!(fake.lines()[1..], ["jobs/1", "items/7"].map(|path| format!("GET {ROOT}{path}")));
}

#[test]
fn results_that_look_like_monitors() {
    // An entity with properties of its own.
    let (result, _) = waited::<Job>([Answer(200, &[], r#"{"id":"7","status":"failed","total":5}"#)]);
    assert_eq!(result.unwrap().status.as_deref(), Some("failed"));
    // The operation is what was asked for.
    let (result, fake) =
        waited::<Job>([Answer(200, &[], r#"{"id":"7","status":"succeeded","resourceLocation":"/x"}"#)]);
    assert_eq!((result.unwrap().status.as_deref(), fake.lines().len()), (Some("succeeded"), 2));
    // A status that nobody knows.
    let (result, _) = waited::<Job>([Answer(200, &[], r#"{"id":"7","status":"delivered"}"#)]);
    assert_eq!(result.unwrap().status.as_deref(), Some("delivered"));
    let (result, fake) = waited::<Nothing>([Answer(202, &[], r#"{"status":"delivered"}"#), Answer(204, &[], "")]);
    assert_eq!((result.unwrap(), fake.lines().len()), ((), 3));
    // Nothing leads to the result.
    let (result, _) = waited::<Item>([Answer(200, &[], r#"{"status":"succeeded"}"#)]);
    assert!(result.unwrap_err().is_done());
    let (result, _) = waited::<Nullable<Item>>([Answer(200, &[], r#"{"status":"succeeded"}"#)]);
    assert_eq!(result.unwrap(), None);
}

// G8
#[test]
fn failures_give_their_error() {
    let check = |body: &'static str, code: &str, message: &str| {
        for status in [200, 202] {
            assert_eq!(failed(Answer(status, &[], body)), (code.to_owned(), message.to_owned()), "{body}");
        }
    };
    check(
        r#"{"status":"failed","error":{"code":"nameAlreadyExists","message":"Name."}}"#,
        "nameAlreadyExists",
        "Name.",
    );
    check(r#"{"id":"1","status":"Failed","error":null,"statusDetail":"Disk full."}"#, "Failed", "Disk full.");
    check(r#"{"status":"canceled"}"#, "canceled", "the operation ended without success");
    check(r#"{"status":"deleteFailed","error":"busy"}"#, "busy", "the operation ended without success");
    let (result, _) = waited::<Nothing>([Answer(500, &[], r#"{"error":{"code":"x","message":"y"}}"#)]);
    assert_eq!(result.unwrap_err().as_service().unwrap().code(), Some("x"));
}
