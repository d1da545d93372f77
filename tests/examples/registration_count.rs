//! Prints how many users have registered which credentials, by
//! `GET /reports/getCredentialUserRegistrationCount`.
//!
//! ```text
//! registration_count --token TOKEN [--root URL]
//! ```

use std::io::{self, Write};
use std::process::ExitCode;

use generated::microsoft_aad_reporting::{CredentialUserRegistrationCount, RegistrationStatusType};
use generated::{Client, Error, Instance, StaticToken};

const USAGE: &str = "\
Usage: registration_count --token TOKEN [--root URL]

  --token TOKEN  the bearer token
  --root URL     the service root; that of the metadata where it is left out

Exit codes: 0 success, 1 the request failed, 2 wrong usage.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<ExitCode> {
    run(std::env::args().skip(1), &mut io::stdout().lock(), &mut io::stderr().lock()).await
}

/// The whole program; only failing to print is an error.
pub(crate) async fn run(
    arguments: impl Iterator<Item = String>,
    output: &mut impl Write,
    faults: &mut impl Write,
) -> io::Result<ExitCode> {
    let (root, token) = match parse(arguments) {
        Ok(Some(parsed)) => parsed,
        Ok(None) => {
            writeln!(output, "{USAGE}")?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(fault) => {
            writeln!(faults, "error: {fault}\n\n{USAGE}")?;
            return Ok(ExitCode::from(2));
        }
    };
    match rows(root, token).await {
        Ok(rows) => {
            rows.iter().try_for_each(|row| print(row, output))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            writeln!(faults, "error: {error}")?;
            let mut source = std::error::Error::source(&error);
            while let Some(cause) = source {
                writeln!(faults, "caused by: {cause}")?;
                source = cause.source();
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

/// Service root and token; `None` where the caller asks for help.
fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<(Option<String>, String)>, String> {
    let (mut root, mut token) = (None, None);
    while let Some(argument) = arguments.next() {
        let option = match argument.as_str() {
            "--root" => &mut root,
            "--token" => &mut token,
            "-h" | "--help" => return Ok(None),
            other => return Err(format!("unknown argument `{other}`")),
        };
        *option = Some(arguments.next().ok_or_else(|| format!("`{argument}` needs a value"))?);
    }
    let token = token.ok_or("`--token` is missing")?;
    Ok(Some((root, token)))
}

/// Every row of every page.
async fn rows(root: Option<String>, token: String) -> Result<Vec<Instance<CredentialUserRegistrationCount>>, Error> {
    let mut builder = Client::builder().credential(StaticToken::new(token));
    if let Some(root) = root {
        builder = builder.service_root(root);
    }
    let graph = builder.build()?;
    let mut items = graph.reports().get_credential_user_registration_count().items();
    let mut rows = Vec::new();
    while let Some(row) = items.try_next().await? {
        rows.push(row);
    }
    Ok(rows)
}

fn print(row: &CredentialUserRegistrationCount, output: &mut impl Write) -> io::Result<()> {
    let number = |count: Option<i64>| count.map_or("?".to_owned(), |count| count.to_string());
    writeln!(output, "users: {}", number(row.total_user_count))?;
    for count in row.user_registration_counts.iter().flatten() {
        let status = match &count.registration_status {
            Some(RegistrationStatusType::Registered) => "registered",
            Some(RegistrationStatusType::Enabled) => "enabled",
            Some(RegistrationStatusType::Capable) => "capable",
            Some(RegistrationStatusType::MfaRegistered) => "registered for multi-factor authentication",
            Some(RegistrationStatusType::Unrecognized(text)) => text,
            Some(RegistrationStatusType::UnknownFutureValue) | None => "?",
        };
        writeln!(output, "  {status}: {}", number(count.registration_count))?;
    }
    Ok(())
}
