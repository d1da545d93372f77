//! Tests of a program that counts who has registered which credentials, without a network: typed answers, pages, faults, time limits,
//! and a conversation that was recorded.

#![allow(clippy::expect_used, reason = "what fails here fails a test")]

use std::error::Error;
use std::time::Duration;

use generated::microsoft_aad_reporting::{CredentialUserRegistrationCount, DirectoryAudit};
use generated::testing::{FakeService, Recorder, Replay};
use generated::{Client, TransportErrorKind};

/// What is tested: how many users there are.
async fn users(graph: &Client) -> Result<i64, generated::Error> {
    let mut rows = graph.reports().get_credential_user_registration_count().items();
    let mut users = 0;
    while let Some(row) = rows.try_next().await? {
        users += row.total_user_count.unwrap_or_default();
    }
    Ok(users)
}

fn row(users: i64) -> CredentialUserRegistrationCount {
    CredentialUserRegistrationCount { total_user_count: Some(users), ..Default::default() }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    run().await
}

/// The whole program.
pub(crate) async fn run() -> Result<(), Box<dyn Error>> {
    every_page_is_counted().await?;
    what_fails_is_an_error().await?;
    a_slow_service_is_given_up().await?;
    a_missing_answer_is_explained().await?;
    a_recorded_conversation_is_replayed().await
}

async fn every_page_is_counted() -> Result<(), Box<dyn Error>> {
    let fake = FakeService::new();
    let graph = fake.client(Client::builder())?;
    fake.on(graph.reports().get_credential_user_registration_count()).pages([vec![row(7), row(5)], vec![row(30)]]);
    assert_eq!(users(&graph).await?, 42);
    assert_eq!(fake.requests()[0].line(), "GET /reports/getCredentialUserRegistrationCount");
    fake.assert_done();
    Ok(())
}

async fn what_fails_is_an_error() -> Result<(), Box<dyn Error>> {
    let fake = FakeService::new();
    let graph = fake.client(Client::builder())?;
    let on = fake.on(graph.reports().get_credential_user_registration_count());
    on.once().error(403, "Forbidden", "no licence").then().page([row(7)]).breaks_after(10);
    let refused = users(&graph).await.expect_err("the first answer is an error");
    assert_eq!(refused.as_service().and_then(|error| error.code()), Some("Forbidden"));
    let broken = users(&graph).await.expect_err("the body of the second answer breaks off");
    assert!(matches!(broken, generated::Error::Transport(error) if error.kind() == TransportErrorKind::Body));
    Ok(())
}

async fn a_slow_service_is_given_up() -> Result<(), Box<dyn Error>> {
    let fake = FakeService::new();
    let graph = fake.client(Client::builder().timeout(Duration::from_secs(30)))?;
    fake.on(graph.reports().get_credential_user_registration_count()).page([row(7)]).delay(Duration::from_secs(60));
    let late = users(&graph).await.expect_err("the answer comes too late");
    assert!(matches!(late, generated::Error::Transport(error) if error.kind() == TransportErrorKind::Timeout));
    assert!(fake.clock().elapsed() >= Duration::from_secs(30));
    Ok(())
}

async fn a_missing_answer_is_explained() -> Result<(), Box<dyn Error>> {
    let fake = FakeService::new();
    let graph = fake.client(Client::builder())?;
    let audit = DirectoryAudit { activity_display_name: Some("Add user".into()), ..Default::default() };
    fake.on(graph.audit_logs().directory_audits().top(5)).with_query().page([audit]);
    let missing = graph.audit_logs().directory_audits().top(6).await.expect_err("nothing like it is expected");
    let comparison = missing.source().map(ToString::to_string).unwrap_or_default();
    assert!(comparison.contains("query option `$top`: expected `5`, found `6`"), "{comparison}");
    assert_eq!(fake.unused(), ["GET /auditLogs/directoryAudits with `$top=5`: never asked, expected at least once"]);
    Ok(())
}

async fn a_recorded_conversation_is_replayed() -> Result<(), Box<dyn Error>> {
    let file = std::env::temp_dir().join(format!("users-{}.json", std::process::id()));
    // With the real service: `Recorder::new(ReqwestTransport::new()?, &file)` and a credential.
    let service = FakeService::new();
    let recorded = Client::builder().transport(Recorder::new(service.clone(), &file)).build()?;
    service.on(recorded.reports().get_credential_user_registration_count()).page([row(7)]);
    assert_eq!(users(&recorded).await?, 7);

    let replay = Replay::from_file(&file)?;
    let replayed = Client::builder().transport(replay.clone()).build()?;
    assert_eq!(users(&replayed).await?, 7);
    replay.assert_done();
    std::fs::remove_file(file)?;
    Ok(())
}
