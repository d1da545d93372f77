//! One batch of several lines.

use expect_test::{Expect, expect};

use super::staff;
use crate::diagnostics::Diagnostics;
use crate::source::Sources;

fn check(lines: &[&str], expected: Expect) {
    let mut sources = Sources::new();
    sources.add("service.csdl", include_str!("service.csdl"));
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    let batch =
        crate::batch_snippet(&sources, &staff(), &lines, &mut Diagnostics::default()).expect("it has no faults");
    let mut text = batch.text;
    for (line, result) in lines.iter().zip(batch.lines) {
        match result {
            Ok(notes) => notes.iter().for_each(|note| text += &format!("\nnote: {line}: {note}")),
            Err(error) => text += &format!("\nerror: {line}: {error}"),
        }
    }
    expected.assert_eq(&text);
}

#[test]
fn each_line_has_a_ticket_of_its_own() {
    check(
        &["GET /people", "/people?$top=5", "DELETE /people/ada", "GET /nothing/here", "GET /people/$count"],
        expect![[r#"
            let mut batch = client.batch();
            let page = batch.add(client.people());
            let page_2 = batch.add(client.people().top(5));
            let done = batch.add(client.people().by_id("ada").delete());
            let count = batch.add(client.people().count_only());
            let answers = batch.send().await?;
            let page = answers.take(page)?;
            let page_2 = answers.take(page_2)?;
            answers.take(done)?;
            let count = answers.take(count)?;
            error: GET /nothing/here: at `nothing`: the entity container `Staff` has no member `nothing`"#]],
    );
}

#[test]
fn what_is_downloaded_is_read_as_bytes() {
    check(
        &["GET /people/ada/photo/$value", "PATCH /people/ada"],
        expect![[r#"
        let mut batch = client.batch();
        let content = batch.add(client.people().by_id("ada").property(|p| p.photo));
        let done = batch
            .add(client.people().by_id("ada").update(|p| [p.display_name.set("…")]));
        let answers = batch.send().await?;
        let content = answers.bytes(content)?;
        answers.take(done)?;"#]],
    );
}

#[test]
fn without_statements_there_is_no_batch() {
    check(
        &["GET /nothing"],
        expect![[r#"

        error: GET /nothing: at `nothing`: the entity container `Staff` has no member `nothing`"#]],
    );
}
