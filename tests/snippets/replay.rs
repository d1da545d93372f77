//! Statements that run against a server, and the requests that the server received.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use tests::package::Packages;
use tests::server::{Answer, Server};

use crate::calls::{Call, Service};
use crate::canonical::canonical;
use crate::programs::{functions, manifest};

/// The program around the statements.
const PROGRAM: &str = include_str!("program.txt");

/// The outcome of a replay.
pub(crate) struct Replayed {
    pub(crate) sent: usize,
    /// The lines that were sent and are not the documented ones.
    pub(crate) differences: Vec<String>,
}

/// Runs a sample of the statements, one after the other, each below a service root of its own.
pub(crate) fn replay(service: &Service, count: usize, packages: &mut Packages) -> Replayed {
    let calls = sample(&service.calls, count);
    packages.add_written("replay", &files(service, &calls).each_ref().map(|(path, text)| (*path, text.as_str())));
    let folder = packages.build("replay");
    let server = Server::with(|_| Answer::json(r#"{"value":[]}"#));
    let output = Command::new(folder.join("replay")).arg(server.address()).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors: BTreeMap<usize, &str> = printed
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(at, error)| (at.parse().unwrap(), error))
        .collect();
    let mut sent: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    for request in server.requests() {
        let mut words = request.split(' ');
        let (method, target) = (words.next().unwrap(), words.next().unwrap());
        let (root, rest) = target.trim_start_matches("/s").split_once('/').unwrap();
        sent.entry(root.parse().unwrap()).or_default().push((method.to_owned(), format!("/{rest}")));
    }
    let mut differences = Vec::new();
    for (index, call) in calls.iter().enumerate() {
        let seen = sent.get(&index).map_or(&[][..], Vec::as_slice);
        let (is_same, seen) = match seen {
            [(method, target)] => (*method == call.method && is_same(call, target), format!("{method} {target}")),
            [] => (false, format!("nothing: {}", errors.get(&index).unwrap_or(&"no error"))),
            _ => (false, format!("{} requests", seen.len())),
        };
        if !is_same {
            differences.push(format!("{} {}\n    sent {seen}", call.method, call.url));
        }
    }
    Replayed { sent: sent.len(), differences }
}

fn is_same(call: &Call, target: &str) -> bool {
    // A note tells the reader where a name is declared in another case.
    let ignores_case = call.notes.iter().any(|note| note.contains("is declared as"));
    canonical(&call.url, ignores_case).matches(&canonical(target, ignores_case))
}

/// A sample of the calls, about as many of each kind.
fn sample(calls: &[Call], count: usize) -> Vec<&Call> {
    let mut kinds: BTreeMap<String, Vec<&Call>> = BTreeMap::new();
    for call in calls {
        kinds.entry(kind(call)).or_default().push(call);
    }
    let mut sample = Vec::new();
    for round in 0.. {
        let before = sample.len();
        for calls in kinds.values() {
            sample.extend(calls.get(round));
        }
        if sample.len() >= count || sample.len() == before {
            break;
        }
    }
    sample.truncate(count);
    sample
}

/// The kind of a call: the method, and the features of the URL.
fn kind(call: &Call) -> String {
    let (path, query) = call.url.split_once('?').unwrap_or((&call.url, ""));
    let mut kind = call.method.clone();
    for sign in ["$ref", "$value", "$count", "/microsoft.graph.", "(", ":/", "/content", "=", "/delta"] {
        if path.contains(sign) {
            write!(kind, " {sign}").unwrap();
        }
    }
    let options = query.split('&').filter_map(|option| option.split('=').next());
    options.for_each(|option| write!(kind, " ?{}", option.to_ascii_lowercase()).unwrap());
    write!(kind, " {}", path.split('/').count()).unwrap();
    kind
}

fn files(service: &Service, calls: &[&Call]) -> [(&'static str, String); 3] {
    let mut statements = format!("#![allow(unused_variables)]\n{}", functions(service, calls.iter().copied()));
    statements += "\npub const ALL: &[crate::Statement] = &[\n";
    for index in 0..calls.len() {
        writeln!(statements, "    |client| Box::pin(async move {{ s{index}(&client).await }}),").unwrap();
    }
    statements += "];\n";
    let program = PROGRAM.replace("CRATE", &service.crate_name());
    [("Cargo.toml", manifest("replay", service)), ("src/main.rs", program), ("src/statements.rs", statements)]
}
