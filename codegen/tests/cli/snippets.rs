//! `codegen snippet`.

use serde_json::json;

use crate::project::{MANIFEST, Project, json};

const SHOP: [&str; 2] = ["--metadata", "metadata/shop.csdl"];

#[test]
fn a_statement_in_the_names_of_the_manifest() {
    let project = Project::new();
    let (out, err) = project.run(&["snippet", "GET https://shop.example/v2/Products(7)"], 0);
    assert_eq!((out.as_str(), err.as_str()), ("let product = client.products().by_id(7).await?;\n", ""));
    let (out, _) = project.run(&["snippet", "/best"], 0);
    assert_eq!(out, "let product = client.best().await?;\n");
}

#[test]
fn several_statements_below_their_lines() {
    let project = Project::new();
    let (out, _) = project.run(&["snippet", "GET /Products", "GET /best"], 0);
    let expected = "// GET /Products\nlet page = client.products().await?;\n\n\
                    // GET /best\nlet product = client.best().await?;\n\n";
    assert_eq!(out, expected);
}

#[test]
fn a_list_as_json_has_an_object_for_each_line() {
    let project = Project::new();
    project.put("list.txt", "GET /Products\n\n  GET /Product\nGET /$metadata\n");
    let (out, err) =
        project.run(&[&["snippet", "--file", "list.txt", "--message-format", "json"], &SHOP[..]].concat(), 1);
    assert_eq!(err, "");
    let lines = json(&out);
    assert_eq!(lines[0], json!({"request": "GET /Products", "snippet": "let page = client.products().await?;"}));
    assert_eq!(lines[1]["request"], "GET /Product");
    assert_eq!(lines[1]["segment"], "Product");
    assert_eq!(lines[1]["nearest"], json!(["Products"]));
    assert!(lines[1]["error"].as_str().unwrap().contains("has no member `Product`"), "{out}");
    assert!(lines[2]["error"].as_str().unwrap().contains("`$metadata` is the document"), "{out}");
    assert_eq!(lines.len(), 3);
}

/// What a statement sends otherwise, or as text, is said in text and in JSON.
#[test]
fn notes_are_printed() {
    let project = Project::new();
    let line = "GET /Products({id})?mode=fast";
    let notes = [
        "`{id}` stands for the value of `Id`: `0` is a sample",
        "`mode` is given as text: `mode` is not an option of the standard but the service's own",
    ];
    let (_, err) = project.run(&["snippet", line], 0);
    assert_eq!(err, notes.map(|note| format!("note: `{line}`: {note}\n")).concat());
    let (out, _) = project.run(&["snippet", line, "--message-format", "json"], 0);
    assert_eq!(json(&out)[0]["notes"], json!(notes));
    let (_, err) = project.run(&["snippet", line, "--quiet"], 0);
    assert_eq!(err, "");
}

#[test]
fn includes_that_name_what_does_not_exist_are_refused() {
    let project = Project::new();
    for (include, fault) in [
        ("GET /Products?$select=ID,Nmae", "does not resolve at `$select`"),
        ("GET /Products?$selct=ID", "did you mean `$select`?"),
        ("GET /$metadata", "the slice keeps nothing"),
    ] {
        let (_, err) = project.run(&["snippet", "GET /Products", "--include", include], 1);
        assert!(err.contains(fault), "{include}: {err}");
    }
}

#[test]
fn what_does_not_resolve_says_where_and_what_is_near() {
    let project = Project::new();
    let (out, err) = project.run(&["snippet", "GET /Product(7)"], 1);
    assert_eq!(out, "");
    assert_eq!(
        err,
        "error: `GET /Product(7)` has no statement: at `Product(7)`: the entity container `All` has no member `Product`; \
         did you mean `Products`?\n"
    );
}

#[test]
fn a_call_that_the_slice_leaves_out_differs_from_one_that_does_not_exist() {
    let project = Project::new();
    project.put("metadata/codegen.toml", format!("{MANIFEST}\n[select]\ninclude = [\"GET /best\"]\n"));
    let (_, err) = project.run(&["snippet", "GET /Products"], 1);
    assert!(err.contains("the metadata has `Products`, and the slice leaves it out"), "{err}");
    assert!(err.contains("help: ") && err.contains("--include"), "{err}");
    project.run(&["snippet", "GET /best"], 0);
    project.run(&["snippet", "GET /Products", "--include", "GET /Products"], 0);
}

#[test]
fn wrong_usage_and_unreadable_lists() {
    let project = Project::new();
    project.put("list.txt", "GET /Products");
    project.run(&["snippet"], 2);
    project.run(&["snippet", "GET /Products", "--file", "list.txt"], 2);
    project.run(&["snippet", "GET /Products", "--package", "no name"], 2);
    let (_, err) = project.run(&["snippet", "--file", "missing.txt"], 1);
    assert!(err.contains("cannot read `missing.txt`: "), "{err}");
}

/// Lines from standard input become one batch; a line without a statement is left out and reported.
#[test]
fn a_batch_of_lines_from_standard_input() {
    use std::io::Write as _;
    use std::process::Stdio;

    let project = Project::new();
    let mut command = project.command(&["snippet", "--batch", "--file", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"GET /Products\n\nDELETE /Products/1\nGET /Nothing\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(output.status.code(), Some(1), "{out}\n{err}");
    assert!(out.starts_with("let mut batch = client.batch();\nlet page = batch.add(client.products());\n"), "{out}");
    assert!(
        out.ends_with("let answers = batch.send().await?;\nlet page = answers.take(page)?;\nanswers.take(done)?;\n"),
        "{out}"
    );
    assert!(err.contains("error: `GET /Nothing` has no statement"), "{err}");
    let (out, _) = project.run(&["snippet", "--batch", "GET /Products", "--message-format", "json"], 0);
    assert_eq!(json(&out)[0]["requests"][0]["request"], "GET /Products");
    assert!(json(&out)[0]["batch"].as_str().unwrap().contains("batch.send().await?"));
}
