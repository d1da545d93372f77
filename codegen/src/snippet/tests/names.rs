//! Names, literals and options of queries that cannot be right are refused, with the nearest name.

use expect_test::{Expect, expect};

use super::check_service;

fn check(line: &str, expected: Expect) {
    check_service("values", include_str!("values.csdl"), line, expected);
}

#[test]
fn unknown_names_are_refused() {
    check("GET /logs?$filter=txet eq 'x'", expect!["error: at `$filter`: v.log has no `txet`; did you mean `text`?"]);
    check(
        "GET /logs?$filter=events/any(e:e/nubmer eq 1)",
        expect!["error: at `$filter`: v.event has no `nubmer`; did you mean `number`?"],
    );
    check("GET /logs?$select=id,txet", expect!["error: at `$select`: v.log has no `txet`; did you mean `text`?"]);
    check("GET /logs?$orderby=txet desc", expect!["error: at `$orderby`: v.log has no `txet`; did you mean `text`?"]);
    check("GET /logs?$expand=evnets", expect!["error: at `$expand`: v.log has no `evnets`; did you mean `events`?"]);
    check(
        "GET /logs?$expand=events($select=dya)",
        expect!["error: at `$expand`: v.event has no `dya`; did you mean `day`?"],
    );
    check(
        "GET /logs?$expand=events($selct=day)",
        expect!["error: at `$expand`: `$selct` is not an option of an expanded property; did you mean `$select`?"],
    );
    check(
        "GET /logs?$expand=text",
        expect!["error: at `$expand`: `text` is not a navigation property, so `$expand` cannot name it"],
    );
    check("GET /logs?$filter=v.evnt/number eq 1", expect!["error: at `$filter`: v.log has no `v.evnt`"]);
    check(
        "GET /logs?$filter=startwith(text,'a')",
        expect!["error: at `$filter`: there is no function `startwith`; did you mean `startswith`?"],
    );
    check("GET /logs?$filter=v.nope(text)", expect!["error: at `$filter`: there is no function `v.nope`"]);
    check(
        "GET /logs?$filter=text/length eq 1",
        expect!["error: at `$filter`: Edm.String has no properties, so not `length`"],
    );
    check(
        "GET /logs?$filter=events/number eq 1",
        expect!["error: at `$filter`: `number` follows a collection, which leads on by `/any(x:x/number …)` only"],
    );
    check("GET /logs?$filter=text/any(t:t eq 'x')", expect!["error: at `$filter`: `text` is not a collection"]);
    check(
        "GET /logs?$compute=id mul 2 as twice&$select=id,twice&$orderby=twice",
        expect![[r#"
        let page = client
            .logs()
            .compute("id mul 2 as twice")
            .select_raw("id,twice")
            .order_by_raw("twice")
            .await?;
        note: `$select` is given as text: `twice` is computed by the request
        note: `$orderby` is given as text: `twice` is computed by the request"#]],
    );
}

#[test]
fn wrong_literals_are_refused() {
    check("GET /logs?$filter=id eq 'x'", expect!["error: at `$filter`: `'x'` is not a value of Edm.Int32"]);
    check("GET /logs?$filter=text eq 5", expect!["error: at `$filter`: `5` is not a value of Edm.String; write `'5'`"]);
    check(
        "GET /logs?$filter=text in ('a',true)",
        expect!["error: at `$filter`: `true` is not a value of Edm.String; write `'true'`"],
    );
    check(
        "GET /logs?$filter=day ge '2026-01-31'",
        expect!["error: at `$filter`: `'2026-01-31'` is not a value of Edm.Date; write `2026-01-31`"],
    );
    check(
        "GET /logs?$filter=day ge 2026-02-30",
        expect!["error: at `$filter`: `2026-02-30` is not a value of Edm.Date"],
    );
    check(
        "GET /logs?$filter=day ge 2026-01-31 and at lt 23:59:59",
        expect![[r#"
        let day: values::edm::Date = "2026-01-31".parse()?;
        let at: values::edm::TimeOfDay = "23:59:59".parse()?;
        let page = client.logs().filter(|l| l.day.ge(&day).and(l.at.lt(&at))).await?;"#]],
    );
    check("GET /logs?$filter=span gt PT1H", expect!["error: at `$filter`: v.log has no `PT1H`"]);
    check(
        "GET /logs?$filter=span gt duration'PT1H' and bytes eq binary'T0RhdGE'",
        expect![[r#"
        let span: values::edm::Duration = "PT1H".parse()?;
        let bytes: values::edm::Binary = "T0RhdGE".parse()?;
        let page = client.logs().filter(|l| l.span.gt(&span).and(l.bytes.eq(&bytes))).await?;"#]],
    );
    check(
        "GET /logs?$filter=kind eq 'c'",
        expect!["error: at `$filter`: v.kind has no member `c`; did you mean `a` or `b`?"],
    );
    check(
        "GET /logs?$filter=kind eq v.knd'a'",
        expect!["error: at `$filter`: `v.knd'a'` is not of the type v.kind; did you mean `v.kind`?"],
    );
    check(
        "GET /logs?$filter=contains(text,5)",
        expect!["error: at `$filter`: `5` is not a value of Edm.String; write `'5'`"],
    );
    check("GET /logs?$filter=5 eq text", expect!["error: at `$filter`: `5` is not a value of Edm.String; write `'5'`"]);
    check("GET /logs?$filter=text", expect!["error: at `$filter`: a condition is needed, and this is of Edm.String"]);
    check("GET /logs?$filter=text = 'x'", expect!["error: at `$filter`: the operator is written `eq` at position 5"]);
    check(
        "GET /logs?$filter=id eq {id}",
        expect![[r#"
            let page = client.logs().filter_raw("id eq {id}").await?;
            note: `$filter` is given as text: `{id}` stands for a value"#]],
    );
    check(
        "GET /logs?$filter=id eq 1.5",
        expect![[r#"
            let page = client.logs().filter_raw("id eq 1.5").await?;
            note: `$filter` is given as text: `1.5` is not a value of Edm.Int32"#]],
    );
}

#[test]
fn options_that_cannot_be_right_are_refused() {
    check(
        "GET /logs?$selct=id",
        expect!["error: at `$selct`: `$selct` is not a query option; did you mean `$select`?"],
    );
    check("GET /logs?$top=5&$top=6", expect!["error: at `$top`: `$top` is given twice"]);
    check("GET /logs?$count=yes", expect!["error: at `$count`: the value of `$count` is `true` or `false`, not `yes`"]);
    check(
        "GET /logs?$levels=2",
        expect!["error: at `$levels`: `$levels` stands in an item of `$expand`, not beside it"],
    );
    check("GET /logs?$id=x", expect!["error: at `$id`: `$id` applies to `$ref`"]);
    check(
        "GET /logs?$expand=events($top=1",
        expect!["error: at `$expand`: the parenthesis behind `events` is not closed"],
    );
    check(
        "GET /logs?fliter=x&format=csv",
        expect![[r#"
        let page = client
            .logs()
            .query_option("fliter", "x")
            .query_option("format", "csv")
            .await?;
        note: `fliter` is given as text: `fliter` is not an option of the standard but the service's own; did you mean `$filter`?
        note: `format` is given as text: `format` is not an option of the standard but the service's own"#]],
    );
    check(
        "GET /logs(1)?$top=5",
        expect![[r#"
        let log = client.logs().by_id(1).query_option("$top", "5").await?;
        note: `$top` is given as text: `$top` applies to collections, and this is not one"#]],
    );
    check(
        "GET /logs?$count=false&$format=json",
        expect![[r#"
        let page = client
            .logs()
            .query_option("$count", "false")
            .query_option("$format", "json")
            .await?;
        note: `$count` is given as text: `false` is what a request means without it
        note: `$format` is given as text: no method sets `$format`"#]],
    );
    check("GET /logs?filter=text+eq+'a'", expect![[r#"let page = client.logs().filter(|l| l.text.eq("a")).await?;"#]]);
}

#[test]
fn what_the_standard_has_and_is_not_read_stays_text() {
    check(
        "GET /logs?$filter=$root/logs(1)/text eq text",
        expect![[r#"
        let page = client.logs().filter_raw("$root/logs(1)/text eq text").await?;
        note: `$filter` is given as text: a call of a function of the service, or a key, cannot be read at position 10"#]],
    );
    check(
        "GET /logs?$filter=events/$count($filter=number gt 1) gt 2",
        expect![[r#"
        let page = client
            .logs()
            .filter_raw("events/$count($filter=number gt 1) gt 2")
            .await?;
        note: `$filter` is given as text: named values in parentheses cannot be read at position 21"#]],
    );
    check(
        r#"GET /logs?$filter=text in ["a","b"]"#,
        expect![[r#"
        let page = client.logs().filter_raw("text in [\"a\",\"b\"]").await?;
        note: `$filter` is given as text: JSON cannot be read at position 8"#]],
    );
    check(
        "GET /logs?$filter=case(id gt 1:'a',true:'b') eq 'a'",
        expect![[r#"
        let page = client.logs().filter_raw("case(id gt 1:'a',true:'b') eq 'a'").await?;
        note: `$filter` is given as text: `case` cannot be read at position 4"#]],
    );
    check(
        "GET /logs?$filter=text eq @t&@t='x'",
        expect![[r#"
            let page = client.logs().filter_raw("text eq @t").query_option("@t", "'x'").await?;
            note: `$filter` is given as text: `@t` is a parameter alias
            note: `@t` is given as text: `@t` is the value of a parameter alias"#]],
    );
    check(
        "GET /logs?$filter=isof(v.log)",
        expect![[r#"
        let page = client.logs().filter_raw("isof(v.log)").await?;
        note: `$filter` is given as text: it has no typed form"#]],
    );
    check(
        "GET /logs?$select=events($top=1)",
        expect![[r#"
        let page = client.logs().select_raw("events($top=1)").await?;
        note: `$select` is given as text: an item of `$select` has options"#]],
    );
}
