//! How operations begin, and how often the monitor is asked.

use super::{ELSEWHERE, Item, MONITOR, copy, running, service};
use crate::runtime::internal::{Instance, Many, Maybe, Nothing, Nullable, Operation, Value};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

const ITEM: &str = r#"{"id":"7"}"#;

// P18, P19: the request goes once; the monitor is asked as the service wants.
#[test]
fn accepted_asked_and_read() {
    const SOON: &[(&str, &str)] = &[("Location", "https://example.com/odata/jobs/1"), ("Retry-After", "2.5")];
    const LATER: &[(&str, &str)] = &[("Location", "jobs/2"), ("retry-after-ms", "700")];
    let (client, clock, fake) = service([
        Answer(202, SOON, ""),
        Answer(202, LATER, ""),
        Answer(202, &[], ""),
        Answer(202, &[], ""),
        Answer(200, &[], ITEM),
    ]);
    let mut running = running::<Item>(&client);
    assert_eq!(
        (running.monitor().as_str(), running.retry_after().map(|it| it.as_millis())),
        (MONITOR[0].1, Some(2500))
    );
    assert_eq!(block_on(running.wait()).unwrap().id.as_deref(), Some("7"));
    assert_eq!(clock.slept(), [2500, 700, 1000, 1500]);
    let requests = fake.requests();
    assert!(has(&requests[0], "prefer: respond-async"), "{}", requests[0]);
    assert!(requests[1..].iter().all(|request| !request.contains("respond-async")), "{requests:?}");
    assert!(requests.iter().all(|request| has(request, "authorization: Bearer secret")), "{requests:?}");
    let lines = ["POST copy", "GET jobs/1", "GET jobs/jobs/2", "GET jobs/jobs/2", "GET jobs/jobs/2"];
    assert_eq!(fake.lines(), lines.map(|line| line.replace(' ', &format!(" {ROOT}"))));
}

#[test]
fn pauses_grow_where_the_service_says_nothing() {
    let accepted = (0..12).map(|_| Answer(202, MONITOR, ""));
    let (client, clock, _) = service(accepted.chain([Answer(204, &[], "")]));
    block_on(running::<Nothing>(&client).wait()).unwrap();
    let expected = [1000, 1500, 2250, 3375, 5062, 7593, 11390, 17085, 25628, 30000, 30000, 30000];
    assert_eq!(clock.slept(), expected);
}

#[test]
fn a_service_may_answer_at_once() {
    let done = |answer: Answer| -> Operation<Item> {
        let (client, clock, fake) = service([answer]);
        let operation = block_on(copy(&client).start()).unwrap();
        assert_eq!((fake.lines().len(), clock.slept().len()), (1, 0));
        operation
    };
    assert!(matches!(done(Answer(200, &[], ITEM)), Operation::Done(item) if item.id.as_deref() == Some("7")));
    assert!(matches!(done(Answer(201, &[("Location", "items/7")], ITEM)), Operation::Done(_)));
    let (client, ..) = service([Answer(204, &[], ""), Answer(204, &[], "")]);
    assert!(matches!(block_on(copy::<Nothing>(&client).start()).unwrap(), Operation::Done(())));
    assert_eq!(block_on(async { copy::<Nullable<Item>>(&client).start().await?.wait().await }).unwrap(), None);
    // The entity that was created is read, as awaiting reads it.
    let (client, _, fake) = service([Answer(204, &[("OData-EntityId", "items/7")], ""), Answer(200, &[], ITEM)]);
    assert!(matches!(block_on(copy::<Item>(&client).start()).unwrap(), Operation::Done(_)));
    assert_eq!(fake.lines()[1], format!("GET {ROOT}items/7"));
    // What need not be sent is done.
    let (client, _, fake) = service([]);
    let item: Instance<Item> = serde_json::from_str(ITEM).unwrap();
    assert!(matches!(block_on(client.at::<Item>("item").save(&item).start()).unwrap(), Operation::Done(None)));
    assert!(fake.lines().is_empty());
}

// P15: what was accepted is never a plain failure.
#[test]
fn accepted_without_a_monitor() {
    for headers in
        [[].as_slice(), &[("Location", "")], &[("Location", "ftp://x")], &[("Location", "http://example.com/x")]]
    {
        let (client, ..) = service([Answer(202, headers, "")]);
        let error = block_on(copy::<Item>(&client).start()).unwrap_err();
        assert!(error.is_accepted(), "{headers:?}: {error}");
    }
    let (client, ..) = service([Answer(202, &[], "")]);
    assert!(matches!(block_on(copy::<Nothing>(&client).start()).unwrap(), Operation::Done(())));
}

// P17, P18, G15: another host gets neither the credential nor the headers of the request.
#[test]
fn a_monitor_on_another_host_is_asked_without_the_credential() {
    let (client, _, fake) = service([Answer(202, ELSEWHERE, ""), Answer(202, ELSEWHERE, ""), Answer(200, &[], ITEM)]);
    let request = copy::<Item>(&client).header("X-Key", "hidden").header("ConsistencyLevel", "eventual");
    let item = block_on(async { request.start().await?.wait().await }).unwrap();
    assert_eq!(item.id.as_deref(), Some("7"));
    let requests = fake.requests();
    assert_eq!(fake.lines()[1..], ["GET https://jobs.example/1?sig=s"; 2]);
    for word in ["secret", "hidden", "eventual"] {
        assert!(requests[0].contains(word) && !requests[1..].concat().contains(word), "{word}: {requests:?}");
    }
}

// P17: what began without the credential goes on without it, and without headers that may hold secrets.
#[test]
fn an_anonymous_operation_stays_anonymous() {
    let (client, _, fake) = service([Answer(202, MONITOR, ""), Answer(200, &[], ITEM)]);
    let request = client.anonymous::<Item>("https://jobs.example/up").into_request().header("X-Key", "hidden");
    block_on(async { request.start().await?.wait().await }).unwrap();
    let requests = fake.requests();
    assert!(!requests.concat().contains("secret") && !requests[1].contains("hidden"), "{requests:?}");
}

// G15, P17: such a monitor leads back to the service, which is asked with the credential then.
#[test]
fn a_monitor_elsewhere_leads_to_the_result() {
    const RESULT: &[(&str, &str)] = &[("Location", "https://example.com/odata/items/7")];
    for unsigned in [401, 404, 200] {
        let (client, _, fake) = service([
            Answer(202, ELSEWHERE, ""),
            Answer(303, RESULT, ""),
            Answer(unsigned, &[], "<html>sign in</html>"),
            Answer(200, &[], ITEM),
        ]);
        assert_eq!(block_on(running::<Item>(&client).wait()).unwrap().id.as_deref(), Some("7"));
        let requests = fake.requests();
        assert!(requests[3].contains("secret") && !requests[1..3].concat().contains("secret"), "{requests:?}");
    }
    // One of the service's own redirects with it.
    let (client, _, fake) = service([Answer(202, MONITOR, ""), Answer(303, RESULT, ""), Answer(200, &[], ITEM)]);
    block_on(running::<Item>(&client).wait()).unwrap();
    assert!(fake.requests().iter().all(|request| request.contains("secret")));
    // To another host, without.
    let (client, _, fake) = service([Answer(202, MONITOR, ""), Answer(303, ELSEWHERE, ""), Answer(200, &[], ITEM)]);
    block_on(running::<Item>(&client).wait()).unwrap();
    assert!(!fake.requests()[2].contains("secret"));
}

// G15: links without a host. Some services begin them at their root.
#[test]
fn links_without_a_host() {
    let (client, _, fake) = service([
        Answer(202, &[("Location", "/odata/jobs/1")], ""),
        Answer(202, &[("Location", "/teams('1')/operations('2')")], ""),
        Answer(400, &[], ""),
        Answer(202, &[], ""),
        Answer(200, &[], ITEM),
    ]);
    block_on(running::<Item>(&client).wait()).unwrap();
    let expected = [
        "odata/jobs/1",
        "teams('1')/operations('2')",
        "odata/teams('1')/operations('2')",
        "odata/teams('1')/operations('2')",
    ];
    assert_eq!(fake.lines()[1..], expected.map(|path| format!("GET https://example.com/{path}")));
}

#[test]
fn shapes_of_results() {
    let answered = |body| service([Answer(202, MONITOR, ""), Answer(200, &[], body)]).0;
    let client = answered(r#"{"value":5}"#);
    assert_eq!(block_on(running::<Value<i64>>(&client).wait()).unwrap(), 5);
    let client = answered(r#"{"value":[{"id":"1"},{"id":"2"}]}"#);
    assert_eq!(block_on(running::<Many<Item>>(&client).wait()).unwrap().len(), 2);
    let client = answered("");
    block_on(running::<Nothing>(&client).wait()).unwrap();
    let (client, ..) = service([Answer(202, MONITOR, ""), Answer(204, &[], "")]);
    assert_eq!(block_on(running::<Nullable<Item>>(&client).wait()).unwrap(), None);
    // The result of a creation may be somewhere else.
    let (client, _, fake) = service([
        Answer(202, MONITOR, ""),
        Answer(200, &[("AsyncResult", "201"), ("Location", "items/7")], ""),
        Answer(200, &[], ITEM),
    ]);
    block_on(running::<Item>(&client).wait()).unwrap();
    assert_eq!(fake.lines()[2], format!("GET {ROOT}jobs/items/7"));
    // What is not there by the operation's own answer is `None`; what the monitor does not know is an error.
    let (client, ..) = service([Answer(202, MONITOR, ""), Answer(200, &[("AsyncResult", "404")], "")]);
    assert_eq!(block_on(running::<Maybe<Item>>(&client).wait()).unwrap(), None);
    let (client, ..) = service([Answer(202, MONITOR, ""), Answer(404, &[], "")]);
    let error = block_on(running::<Maybe<Item>>(&client).wait()).unwrap_err();
    assert!(error.is_not_found() && error.to_string().contains("nothing is known of the operation"), "{error}");
}

#[test]
fn positions_are_requests_too() {
    let (client, _, fake) = service([Answer(202, MONITOR, ""), Answer(200, &[], ITEM)]);
    let report = client.at::<Item>("report").header("Accept-Language", "de").into_request();
    block_on(async { report.start().await?.wait().await }).unwrap();
    let requests = fake.requests();
    assert_eq!(fake.lines()[0], format!("GET {ROOT}report"));
    assert!(requests.iter().all(|request| has(request, "accept-language: de")), "{requests:?}");
    assert_eq!(
        block_on(Fake::ok([ITEM]).client().at::<Item>("report").into_request()).unwrap().id.as_deref(),
        Some("7")
    );
}

// P12, P19: conditions and what makes a request repeatable are not for the monitor.
#[test]
fn headers_of_writing_stay_with_the_request() {
    let (client, _, fake) = service([Answer(202, MONITOR, ""), Answer(204, &[], "")]);
    let request = copy::<Nothing>(&client).if_match("W/\"1\"").header("Repeatability-Request-ID", "1");
    block_on(async { request.start().await?.wait().await }).unwrap();
    let requests = fake.requests();
    assert!(has(&requests[0], "if-match: W/\"1\"") && has(&requests[0], "repeatability-request-id: 1"));
    assert!(!requests[1].contains("if-match") && !requests[1].contains("repeatability"), "{}", requests[1]);
}
