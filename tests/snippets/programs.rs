//! Crates whose functions hold the statements.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tests::package::Packages;

use crate::calls::{Call, Service};

/// As many statements as a crate has, so that several are compiled side by side.
const CHUNK: usize = 800;

/// A package that depends on the service's.
pub(crate) fn manifest(name: &str, service: &Service) -> String {
    let package = service.package;
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nbytes = \"1\"\nhttp = \"1\"\n\
         {package} = {{ path = \"../{package}\", default-features = false, features = [\"full\"] }}\n",
    )
}

/// A function for each statement, `s0` first.
pub(crate) fn functions<'a>(service: &Service, calls: impl IntoIterator<Item = &'a Call>) -> String {
    let krate = service.crate_name();
    let mut text = format!("use {krate}::{{Client, Error}};\n");
    for (index, call) in calls.into_iter().enumerate() {
        let statement = &call.statement;
        write!(text, "\npub async fn s{index}(client: &Client) -> Result<(), Error> {{\n{statement}\nOk(())\n}}\n")
            .unwrap();
    }
    text
}

/// Checks all statements, and gives the lines of those that do not compile, each with the errors.
pub(crate) fn check(service: &Service, packages: &mut Packages) -> Vec<String> {
    let mut members = Vec::new();
    for (number, calls) in service.calls.chunks(CHUNK).enumerate() {
        let name = format!("statements-{number}");
        let text = format!("#![allow(unused_variables)]\n{}", functions(service, calls));
        packages.add_written(&name, &[("Cargo.toml", &manifest(&name, service)), ("src/lib.rs", &text)]);
        members.push((name, text, calls));
    }
    let output = packages.run(&["check", "--keep-going", "--message-format", "short"], "");
    let printed = String::from_utf8_lossy(&output.stderr);
    let mut faults: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for line in printed.lines().filter(|line| line.contains(": error")) {
        let place = members.iter().enumerate().find_map(|(number, (name, text, _))| {
            let rest = line.strip_prefix(&format!("{name}/src/lib.rs:"))?;
            let at: usize = rest.split(':').next()?.parse().ok()?;
            let before = text.lines().take(at).filter(|line| line.starts_with("pub async fn ")).count();
            Some((number, before.checked_sub(1)?))
        });
        let Some(place) = place else { panic!("{printed}") };
        writeln!(faults.entry(place).or_default(), "    {line}").unwrap();
    }
    assert!(output.status.success() || !faults.is_empty(), "{printed}");
    let show = |((number, index), errors): ((usize, usize), String)| {
        let Call { method, url, statement, .. } = &members[number].2[index];
        format!("{method} {url}\n{statement}\n{errors}")
    };
    faults.into_iter().map(show).collect()
}
