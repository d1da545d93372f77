//! The program of the chapter about long-running operations: a report that takes its time.

use std::time::Duration;

use generated::microsoft_aad_reporting::CredentialUserRegistrationCount;
use generated::{Client, Error, Operation, Request};
use tests::server::{Answer, Server};

/// Begins an export and waits for it. The URL of its monitor is stored, so that another run of the program could wait as well.
async fn export(client: &Client, store: &mut Vec<String>) -> Result<Option<i64>, Error> {
    let request: Request<CredentialUserRegistrationCount> = client.action("export", []);
    let report = match request.start().await? {
        Operation::Done(report) => report,
        Operation::Running(mut running) => {
            store.push(running.monitor());
            running.wait_for(Duration::from_secs(60)).await?
        }
    };
    Ok(report.total_user_count)
}

/// Goes on waiting in another run of the program, and shows how far the export is.
async fn resume(client: &Client, stored: &str) -> Result<(Vec<f64>, Option<i64>), Error> {
    let mut running = client.resume_operation::<CredentialUserRegistrationCount>(stored)?;
    let mut percents = Vec::new();
    loop {
        match running.poll_once().await? {
            Some(report) => return Ok((percents, report.total_user_count)),
            None => percents.extend(running.percent_complete()),
        }
    }
}

// P18, G15
#[tokio::test]
async fn a_report_that_takes_its_time() {
    const LATER: &[&str] = &["Location: jobs/1", "Retry-After: 0.2"];
    let server = Server::answering([
        Answer::new("202 Accepted", LATER, ""),
        Answer::new("200 OK", &["AsyncResult: 200"], r#"{"totalUserCount":5}"#),
        Answer::new("202 Accepted", &["Retry-After: 0.2"], r#"{"status":"inProgress","percentageComplete":50}"#),
        Answer::json(r#"{"totalUserCount":7}"#),
        Answer::new("202 Accepted", LATER, ""),
        Answer::json(r#"{"status":"failed","error":{"code":"tooLarge","message":"The report is too large."}}"#),
    ]);
    let client = server.client();
    let mut stored = Vec::new();
    assert_eq!(export(&client, &mut stored).await.unwrap(), Some(5));
    assert_eq!(resume(&client, &stored[0]).await.unwrap(), (vec![50.0], Some(7)));
    let failed = export(&client, &mut stored).await.unwrap_err();
    assert_eq!(failed.as_service().unwrap().code(), Some("tooLarge"));
    let job = "/beta/jobs/1";
    assert_eq!(server.targets(), ["/beta/export", job, job, job, "/beta/export", job]);
}
