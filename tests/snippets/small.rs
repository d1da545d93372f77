//! Statements for lines of a small service that has every kind of value: they compile, and send what is written.

use tests::files;
use tests::input::Input;
use tests::package::Packages;

use crate::calls::{Call, Service};
use crate::{packages, replay};

/// Lines, each with what is sent: method, path and query; then content type and body where there is one. Lines with `=` send
/// themselves.
const LINES: &[(&str, &str)] = &[
    ("GET /logs(7)", "="),
    ("GET /logs/7", "GET /logs(7)"),
    ("GET /logs('7')", "GET /logs(7)"),
    ("GET /events(day=2026-01-31,number=7)", "="),
    ("GET /texts('O''Neil')", "="),
    ("GET /logs?$top=5&$skip=10&$count=true&$search=a", "="),
    ("GET /logs?$select=id,text", "="),
    ("GET /logs?$filter=day%20ge%202026-01-31%20and%20at%20lt%2023:59:59", "="),
    ("GET /logs?$filter=span%20gt%20duration'PT1H'%20and%20bytes%20eq%20binary'T0RhdGE'", "="),
    ("GET /logs?$filter=id%20eq%201.5", "="),
    ("GET /logs?$filter=text%20eq%20@t&@t='x'", "="),
    ("GET /logs?$expand=events($filter=number%20gt%205;$top=1)", "="),
    ("GET /logs?$compute=id%20mul%202%20as%20twice&$select=id,twice&$orderby=twice", "="),
    ("GET /logs?$count=false&$format=json&mode=fast", "="),
    ("GET /logs/$count", "="),
    ("GET /pick(day=2026-01-31,time=23:59,bytes=binary'T0RhdGE=',span=duration'PT1H')", "="),
    ("GET /pick(day=2024-02-29,time=@t)?@t=12:00:00.5", "GET /pick(day=2024-02-29,time=12:00:00.5)"),
    ("GET /pick(double=INF,number=7,text='it''s',id=CBDC14AB-d96c-4c30-b9f4-6ada7cdc1d46)", "="),
    ("GET /choose(kind=v.kind'a',kinds=v.kinds'x,y')", "="),
    ("GET /choose(kind='a')", "GET /choose(kind=v.kind'a')"),
    (
        r#"GET /choose(days=@d,kindList=@k)?@d=["2026-01-31"]&@k=["a","b"]"#,
        r#"GET /choose(days=@days,kindList=@kindList)?@days=["2026-01-31"]&@kindList=["a","b"]"#,
    ),
    (
        r#"GET /choose(place=@p)?@p={"city":"Graz","at":"2026-01-31","tags":["a",null],"inner":{"city":"X"},"kind":"a"}"#,
        r#"GET /choose(place=@place)?@place={"city":"Graz","at":"2026-01-31","tags":["a",null],"inner":{"city":"X"},"kind":"a"}"#,
    ),
    ("GET /need(number=1,text=null)", "="),
    ("GET /need(number=1)", "GET /need(number=1,text=null)"),
    ("POST /need(number=1,text='a')", "POST /need(number=1,text='a') application/json "),
    ("POST /media", "POST /media text/plain content"),
    ("PUT /media('a')/$value", "PUT /media('a')/$value text/plain content"),
    ("PATCH /media('a')/$value", "PATCH /media('a')/$value text/plain content"),
    ("PUT /media('a')/picture", "PUT /media('a')/picture text/plain content"),
    ("PATCH /media('a')/picture", "PATCH /media('a')/picture text/plain content"),
    ("PUT /logs(1)/text/$value", "PUT /logs(1)/text/$value text/plain content"),
    ("PATCH /logs(1)/text/$value", "PATCH /logs(1)/text/$value text/plain content"),
    ("DELETE /logs(1)/text/$value", "="),
    ("POST /logs/$query", "POST /logs/$query text/plain $top=5"),
    ("POST /logs(1)/$query", "POST /logs(1)/$query text/plain $top=5"),
    ("GET /logs(1)/v.reset", "="),
    ("GET /texts/v.latest()", "="),
];

#[test]
fn statements_send_what_lines_say() {
    check("values", input("values"), LINES, packages("snippets-small"));
}

/// Lines for a service in the shape of Redfish: they leave out `Members`, and name actions below `Actions`.
const RACK: &[(&str, &str)] = &[
    ("GET /redfish/v1/Systems", "GET /Systems"),
    ("GET /redfish/v1/Systems/437", "GET /Systems/437"),
    ("GET /redfish/v1/Systems/437/Name", "GET /Systems/437/Name"),
    ("PATCH /redfish/v1/Systems/437", r#"PATCH /Systems/437 application/json {"Name":"…"}"#),
    ("DELETE /redfish/v1/SessionService/Sessions/1", "DELETE /SessionService/Sessions/1"),
    ("POST /redfish/v1/SessionService/Sessions", "POST /SessionService/Sessions application/json {}"),
    ("POST /redfish/v1/Systems/437/Actions/System.Reset", "POST /Systems/437/Actions/System.Reset application/json {}"),
    (
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Ping",
        "POST /Systems/437/Actions/Oem/Contoso.Ping application/json {}",
    ),
    ("POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Pong", "POST /Systems/437/Actions/Oem/Contoso.Pong"),
];

#[test]
fn statements_for_redfish_send_what_lines_say() {
    let mut input = input("rack");
    input.config.service.key_as_segment = true;
    check("rack", input, RACK, packages("snippets-redfish"));
}

/// A batch of lines compiles, and carries what the lines say.
#[test]
fn a_batch_sends_what_its_lines_say() {
    let mut packages = packages("snippets-batch");
    let input = input("values");
    let lines: Vec<String> = [
        "GET /logs(7)",
        "GET /logs?$top=5",
        "GET /logs?$filter=day%20ge%202026-01-31",
        "GET /logs?$filter=day%20ge%202026-02-01",
        "POST /need(number=1,text='a')",
        "PUT /media('a')/$value",
        "GET /media('a')/$value",
        "GET /media('a')/picture",
        "DELETE /logs(1)/text/$value",
        "GET /logs/$count",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut diagnostics = codegen::Diagnostics::default();
    let batch = codegen::batch_snippet(&input.sources, &input.config, &lines, &mut diagnostics).expect("no faults");
    assert!(batch.lines.iter().all(Result::is_ok), "{:?}", batch.lines);
    let call = Call { method: "POST".into(), url: "/$batch".into(), statement: batch.text, notes: Vec::new() };
    let service = Service { package: "values", input, calls: vec![call], failures: Vec::new() };
    packages.add("values", &service.input.generate().0);
    let sent = replay::send(&service, &service.calls.iter().collect::<Vec<_>>(), &mut packages).remove(0).unwrap();
    assert_eq!((sent.method.as_str(), sent.target.as_str()), ("POST", "/$batch"));
    let body: serde_json::Value = serde_json::from_str(&sent.body).unwrap();
    let requests = body["requests"].as_array().unwrap().iter();
    let line = |request: &serde_json::Value| {
        decoded(&format!("{} /{}", request["method"].as_str().unwrap(), request["url"].as_str().unwrap()))
    };
    let decoded: Vec<String> = lines.iter().map(|line| decoded(line)).collect();
    assert_eq!(requests.map(line).collect::<Vec<_>>(), decoded);
}

/// A service of the tests of statements.
fn input(package: &str) -> Input {
    let document = format!("codegen/src/snippet/tests/{package}.csdl");
    Input::of_documents(package, [(document.as_str(), files::read(&document).into_bytes())])
}

fn check(package: &'static str, input: Input, expected: &[(&str, &str)], mut packages: Packages) {
    let lines: Vec<String> = expected.iter().map(|(line, _)| (*line).to_owned()).collect();
    let service = Service::of_lines(input, package, &lines);
    assert_eq!(service.failures, [""; 0]);
    let (generated, _) = service.input.generate();
    packages.add(service.package, &generated);
    let calls: Vec<_> = service.calls.iter().collect();
    let mut differences = String::new();
    for ((line, expected), sent) in expected.iter().zip(replay::send(&service, &calls, &mut packages)) {
        let sent = match sent {
            Ok(sent) => {
                let target = decoded(&sent.target);
                let content = sent.content_type.map(|ty| format!(" {ty} {}", sent.body)).unwrap_or_default();
                format!("{} {target}{content}", sent.method)
            }
            Err(reason) => reason,
        };
        let expected = if *expected == "=" { decoded(line) } else { (*expected).to_owned() };
        if sent != expected {
            differences += &format!("{line}\n  expected {expected}\n  sent     {sent}\n");
        }
    }
    assert_eq!(differences, "");
}

fn decoded(text: &str) -> String {
    crate::canonical::decode(text)
}
