//! The example program `registration_count`.

use std::process::ExitCode;

use tests::server::{Answer, Server};

#[path = "../examples/registration_count.rs"]
#[allow(dead_code, reason = "its `main` is that of the example")]
mod registration_count;

/// Exit code, standard output and standard error of the example.
async fn run(arguments: &[&str]) -> (ExitCode, String, String) {
    let (mut output, mut faults) = (Vec::new(), Vec::new());
    let arguments = arguments.iter().map(|argument| (*argument).to_owned());
    let code = registration_count::run(arguments, &mut output, &mut faults).await.unwrap();
    (code, String::from_utf8(output).unwrap(), String::from_utf8(faults).unwrap())
}

// G1, G2
#[tokio::test]
async fn prints_the_rows_of_every_page() {
    let server = Server::answering([
        Answer::json(
            r##"{"value":[{"@odata.type":"#Microsoft.AAD.Reporting.credentialUserRegistrationCount","id":"a",
            "totalUserCount":23123,"userRegistrationCounts":[
            {"registrationStatus":"registered","registrationCount":23},
            {"registrationStatus":"mfaRegistered","registrationCount":42},
            {"registrationStatus":"passkey","registrationCount":1},
            {"@odata.type":"Microsoft.AAD.Reporting.userRegistrationCount"}]}],"@odata.nextLink":"?$skiptoken=2"}"##,
        ),
        Answer::json(r#"{"value":[{}]}"#),
    ]);
    let (code, output, faults) = run(&["--root", &server.root(), "--token", "t"]).await;
    assert_eq!((code, faults.as_str()), (ExitCode::SUCCESS, ""));
    assert_eq!(
        output,
        "users: 23123\n  registered: 23\n  registered for multi-factor authentication: 42\n  passkey: 1\n  ?: ?\nusers: ?\n"
    );
    let request = server.requests().remove(0);
    assert!(request.starts_with("GET /beta/reports/getCredentialUserRegistrationCount HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("\r\nauthorization: Bearer t\r\n"), "{request}");
}

#[tokio::test]
async fn says_what_failed() {
    let body = r#"{"error":{"code":"Forbidden","message":"no licence"}}"#;
    let server = Server::answering([Answer::new("403 Forbidden", &[], body)]);
    let (code, output, faults) = run(&["--token", "t", "--root", &server.root()]).await;
    assert_eq!((code, output.as_str()), (ExitCode::FAILURE, ""));
    assert!(faults.starts_with("error: GET http") && faults.contains("Forbidden: no licence"), "{faults}");
    let (code, _, faults) = run(&["--token", "t", "--root", "ftp://x"]).await;
    assert_eq!(code, ExitCode::FAILURE);
    assert!(faults.contains("ftp://x"), "{faults}");
}

#[tokio::test]
async fn usage() {
    let (code, output, _) = run(&["--help"]).await;
    assert!(code == ExitCode::SUCCESS && output.contains("--token TOKEN"), "{output}");
    for arguments in [&[][..], &["--root", "http://localhost/"], &["--token"], &["--tokn", "x"]] {
        let (code, output, faults) = run(arguments).await;
        assert_eq!((code, output.as_str()), (ExitCode::from(2), ""));
        assert!(faults.starts_with("error: ") && faults.contains("Usage: "), "{faults}");
    }
}
