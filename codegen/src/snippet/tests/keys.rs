//! Keys, and content that is not JSON.

use expect_test::{Expect, expect};

use super::check_service;

fn check(line: &str, expected: Expect) {
    check_service("values", include_str!("values.csdl"), line, expected);
}

// U2
#[test]
fn keys_are_of_their_types() {
    check(
        "GET /events(day=2026-01-31,number=7)",
        expect![[r#"let event = client.events().by_day_and_number("2026-01-31".parse()?, 7).await?;"#]],
    );
    check(
        "GET /events(7)",
        expect!["error: at `events(7)`: `(7)` gives one value, and the key of v.event has 2 parts: `(day=…,number=…)`"],
    );
    check(
        "GET /events(day=2026-02-30,number=7)",
        expect![
            "error: at `events(day=2026-02-30,number=7)`: `2026-02-30` is not a value of Edm.Date, the type of the key `day`"
        ],
    );
    check("GET /events/v.nope()", expect!["error: at `v.nope()`: Collection(v.event) has no `v.nope`"]);
    check("GET /logs(7)", expect!["let log = client.logs().by_id(7).await?;"]);
    check("GET /logs/7", expect!["let log = client.logs().by_id(7).await?;"]);
    check(
        "GET /logs('7')",
        expect![[r#"
        let log = client.logs().by_id(7).await?;
        note: `'7'` is sent as the literal of its type"#]],
    );
    check(
        "GET /logs({id})",
        expect![[r#"
        let log = client.logs().by_id(0).await?;
        note: `{id}` stands for the value of `id`: `0` is a sample"#]],
    );
    check("GET /logs/v.Nope()", expect!["error: at `v.Nope()`: Collection(v.log) has no `v.Nope`"]);
    check("GET /logs/nope", expect!["error: at `nope`: Collection(v.log) has no `nope`"]);
    check("GET /texts/v.nope", expect!["error: at `v.nope`: Collection(v.text) has no `v.nope`"]);
    check("GET /texts/nope()", expect!["error: at `nope()`: Collection(v.text) has no `nope`"]);
    check(
        "GET /texts/latset",
        expect![[r#"
        let text = client.texts().by_id("latset").await?;
        note: `latset` is taken for a key; did you mean `latest`?"#]],
    );
    check("GET /texts/other", expect![[r#"let text = client.texts().by_id("other").await?;"#]]);
}

#[test]
fn media_and_queries_in_bodies() {
    check("POST /media", expect![[r#"let media = client.media().create_media("content", "text/plain").await?;"#]]);
    check(
        "POST /logs/$query",
        expect![[r#"
        let page = client
            .logs()
            .segment::<values::Many<values::v::Log>>("$query")
            .send_content("POST", "$top=5", "text/plain")
            .await?;
        note: the query options of the body are a sample"#]],
    );
    check(
        "POST /logs(1)/$query",
        expect![[r#"
        let log = client
            .logs()
            .by_id(1)
            .segment::<values::v::Log>("$query")
            .send_content("POST", "$top=5", "text/plain")
            .await?;
        note: the query options of the body are a sample"#]],
    );
    check("GET /logs/$query", expect!["error: at `$query`: `$query` takes its options in the body of a POST"]);
    check(
        "PATCH /media('a')/$value",
        expect![[r#"
        client
            .media()
            .by_id("a")
            .segment::<values::Nothing>("$value")
            .send_content("PATCH", "content", "text/plain")
            .await?;"#]],
    );
    check("PUT /media('a')/$value", expect![[r#"client.media().by_id("a").upload("content", "text/plain").await?;"#]]);
    check(
        "PUT /logs(1)/text/$value",
        expect![[r#"
        client
            .logs()
            .by_id(1)
            .property(|l| l.text)
            .segment::<values::Nothing>("$value")
            .send_content("PUT", "content", "text/plain")
            .await?;"#]],
    );
    check(
        "PATCH /logs(1)/text/$value",
        expect![[r#"
        client
            .logs()
            .by_id(1)
            .property(|l| l.text)
            .segment::<values::Nothing>("$value")
            .send_content("PATCH", "content", "text/plain")
            .await?;"#]],
    );
    check(
        "PUT /media('a')/picture",
        expect![[r#"
        client
            .media()
            .by_id("a")
            .property(|m| m.picture)
            .upload("content", "text/plain")
            .await?;"#]],
    );
    check(
        "PATCH /media('a')/picture",
        expect![[r#"
        client
            .media()
            .by_id("a")
            .property(|m| m.picture)
            .read_as::<values::Nothing>()
            .send_content("PATCH", "content", "text/plain")
            .await?;"#]],
    );
    check(
        "POST /logs(1)/reset",
        expect![[r#"
        client.logs().by_id(1).reset().await?;
        note: `reset` is sent as `v.reset`"#]],
    );
    check(
        "GET /texts/latest()",
        expect![[r#"
        let text = client.texts().latest().await?;
        note: `latest` is sent as `v.latest`"#]],
    );
    check(
        "GET /logs(1)/v.reset",
        expect![[r#"
        client.logs().by_id(1).segment::<values::Nothing>("v.reset").await?;
        note: `reset` is an action, and the method is GET"#]],
    );
}
