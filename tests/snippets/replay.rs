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

/// Runs a sample of the statements.
pub(crate) fn replay(service: &Service, count: usize, packages: &mut Packages) -> Replayed {
    let calls = sample(&service.calls, count);
    let sent = send(service, &calls, packages);
    let mut differences = Vec::new();
    for (call, seen) in calls.iter().zip(&sent) {
        let shown = match seen {
            Ok(sent) if sent.method == call.method && is_same(call, &sent.target) && sent.has_fitting_body() => {
                continue;
            }
            Ok(sent) => format!("{sent:?}"),
            Err(reason) => reason.clone(),
        };
        differences.push(format!("{} {}\n    sent {shown}\n    {:?}", call.method, call.url, call.notes));
    }
    Replayed { sent: sent.iter().filter(|sent| sent.is_ok()).count(), differences }
}

/// What a server received.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) content_type: Option<String>,
    pub(crate) body: String,
}

impl Sent {
    fn read(text: &str) -> (usize, Self) {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text, ""));
        let mut lines = head.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (method, target) = (words.next().unwrap(), words.next().unwrap());
        let (root, rest) = target.trim_start_matches("/s").split_once('/').unwrap();
        let content_type = lines.find_map(|line| line.strip_prefix("content-type: ")).map(str::to_owned);
        let sent = Self { method: method.to_owned(), target: format!("/{rest}"), content_type, body: body.to_owned() };
        (root.parse().unwrap(), sent)
    }

    /// What reads or deletes has no body; JSON is JSON.
    fn has_fitting_body(&self) -> bool {
        let is_json = self.content_type.as_deref().is_some_and(|ty| ty.starts_with("application/json"));
        match self.method.as_str() {
            "GET" | "DELETE" => self.body.is_empty(),
            _ if is_json && !self.body.is_empty() => serde_json::from_str::<serde_json::Value>(&self.body).is_ok(),
            _ => true,
        }
    }
}

/// Runs these statements one after the other, each below a service root of its own, and gives what each sends, or why it
/// does not send one request.
pub(crate) fn send(service: &Service, calls: &[&Call], packages: &mut Packages) -> Vec<Result<Sent, String>> {
    let name = format!("{}-replay", service.package);
    packages.add_written(&name, &files(&name, service, calls).each_ref().map(|(path, text)| (*path, text.as_str())));
    let folder = packages.build(&name);
    let server = Server::with(|_| Answer::json(r#"{"value":[]}"#));
    let output = Command::new(folder.join(&name)).arg(server.address()).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8_lossy(&output.stdout);
    let errors: BTreeMap<usize, &str> = printed
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(at, error)| (at.parse().unwrap(), error))
        .collect();
    let mut sent: BTreeMap<usize, Vec<Sent>> = BTreeMap::new();
    for request in server.requests() {
        let (index, request) = Sent::read(&request);
        sent.entry(index).or_default().push(request);
    }
    let one = |index: usize| match sent.remove(&index).unwrap_or_default() {
        mut requests if requests.len() == 1 => Ok(requests.remove(0)),
        requests if requests.is_empty() => Err(format!("nothing: {}", errors.get(&index).unwrap_or(&"no error"))),
        requests => Err(format!("{} requests", requests.len())),
    };
    (0..calls.len()).map(one).collect()
}

fn is_same(call: &Call, target: &str) -> bool {
    // A note tells the reader where a name is declared in another case.
    let ignores_case = call.notes.iter().any(|note| note.contains("is declared as"));
    let documented = noted(&call.url, &call.notes);
    canonical(&documented, ignores_case).matches(&canonical(target, ignores_case))
}

/// The line with what its notes change: a value that has a sample is a template, and a parameter that was left out is there.
fn noted(url: &str, notes: &[String]) -> String {
    let mut url = url.to_owned();
    for note in notes {
        let mut quoted = note.split('`').skip(1).step_by(2);
        let Some(first) = quoted.next() else { continue };
        if note.contains("is not a value of") {
            url = url.replace(first, "{sample}");
        } else if note.contains("is a key in quotes") {
            url = url.replace(first, first.trim_matches('\''));
        } else if let (true, Some(second)) = (note.contains("is sent as `"), quoted.next()) {
            url = url.replace(first, second);
        } else if note.contains("is required and not given") || note.contains("is not given: null is sent") {
            // The last call of the line lacks it.
            url = match url
                .strip_suffix(')')
                .map(|open| open.strip_suffix('(').map_or(format!("{open},"), |open| format!("{open}(")))
            {
                Some(open) => format!("{open}{first}={{sample}})"),
                None => format!("{url}({first}={{sample}})"),
            };
        }
    }
    url
}

/// A sample of the calls, about as many of each kind.
pub(crate) fn sample(calls: &[Call], count: usize) -> Vec<&Call> {
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
    // Evenly spaced, so that every method has its part where there are more kinds than that.
    let all = sample.len();
    (0..count.min(all)).filter_map(|index| sample.get(index * all / count.min(all)).copied()).collect()
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

fn files(name: &str, service: &Service, calls: &[&Call]) -> [(&'static str, String); 3] {
    let mut statements = format!("#![allow(unused_variables)]\n{}", functions(service, calls.iter().copied()));
    statements += "\npub const ALL: &[crate::Statement] = &[\n";
    for index in 0..calls.len() {
        writeln!(statements, "    |client| Box::pin(async move {{ s{index}(&client).await }}),").unwrap();
    }
    statements += "];\n";
    let program = PROGRAM.replace("CRATE", &service.crate_name());
    [("Cargo.toml", manifest(name, service)), ("src/main.rs", program), ("src/statements.rs", statements)]
}
