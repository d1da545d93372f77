//! Query options.

use expect_test::expect;

use super::check;

#[test]
fn options_become_methods() {
    check(
        "GET /people?$select=id,displayName,address/city&$top=5&$skip=10&$count=true",
        expect![[r#"
        let page = client
            .people()
            .select(|p| (p.id, p.display_name, p.address.city))
            .top(5)
            .skip(10)
            .count()
            .await?;"#]],
    );
    check(
        "GET /people?$search=\"a b\" OR c",
        expect![[r#"let page = client.people().search("\"a b\" OR c").await?;"#]],
    );
    check("GET /people?select=id", expect!["let page = client.people().select(|p| p.id).await?;"]);
    check(
        "GET /people?$orderBy=displayName,age desc,length(displayName)",
        expect![[r#"
        let page = client
            .people()
            .order_by(|p| (p.display_name, p.age.desc(), p.display_name.length().asc()))
            .await?;"#]],
    );
    check("GET /people?$schemaversion=2.0", expect![[r#"let page = client.people().schema_version("2.0").await?;"#]]);
    check(
        "GET /people?$apply=filter(age gt 5)&$compute=age add 1 as next",
        expect![[r#"
            let page = client
                .people()
                .apply("filter(age gt 5)")
                .compute("age add 1 as next")
                .await?;"#]],
    );
    check(
        "GET /me?$compute=age add 1 as next&$apply=identity&$levels=2&$id=x",
        expect!["error: at `$levels`: `$levels` stands in an item of `$expand`, not beside it"],
    );
    check(
        "GET /me?$select=displayname",
        expect![[r#"
        let person = client.me().select(|p| p.display_name).await?;
        note: `displayname` is declared as `displayName`"#]],
    );
}

#[test]
fn filters_become_expressions() {
    check(
        "GET /people?$filter=s.Guest/sponsor eq 'x'",
        expect![[r#"
        let page = client
            .people()
            .filter(|p| p.cast::<staff::org_staff::Guest>().sponsor.eq("x"))
            .await?;
        note: `s.Guest` is declared as `s.guest`"#]],
    );
    check(
        "GET /people?$filter=displayName eq 'O''Neil'",
        expect![[r#"let page = client.people().filter(|p| p.display_name.eq("O'Neil")).await?;"#]],
    );
    check(
        "GET /people?$filter=active and (age gt 5 or age eq null)",
        expect![[r#"
        let page = client
            .people()
            .filter(|p| p.active.and(p.age.gt(5).or(p.age.is_null())))
            .await?;"#]],
    );
    check(
        "GET /people?$filter=not(startswith(displayName,'A'))",
        expect![[r#"let page = client.people().filter(|p| p.display_name.starts_with("A").not()).await?;"#]],
    );
    check(
        "GET /people?$filter=age in (1,2) and address/city ne null",
        expect![[r#"
        let page = client
            .people()
            .filter(|p| p.age.in_([1, 2]).and(p.address.city.is_not_null()))
            .await?;"#]],
    );
    check(
        "GET /people?$filter=since ge 2026-01-02T03:04:05Z and since lt 2026-02-02T03:04:05Z",
        expect![[r#"
        let since: staff::edm::DateTimeOffset = "2026-01-02T03:04:05Z".parse()?;
        let since_2: staff::edm::DateTimeOffset = "2026-02-02T03:04:05Z".parse()?;
        let page = client
            .people()
            .filter(|p| p.since.ge(&since).and(p.since.lt(&since_2)))
            .await?;"#]],
    );
    check(
        "GET /people?$filter=badge eq cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46",
        expect![[r#"
        let badge: staff::edm::Guid = "cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46".parse()?;
        let page = client.people().filter(|p| p.badge.eq(&badge)).await?;"#]],
    );
    check(
        "GET /people?$filter=level eq 'high' or level eq org.staff.level'low'",
        expect![[r#"
            let page = client
                .people()
                .filter(|p| {
                    p
                        .level
                        .eq(staff::org_staff::Level::High)
                        .or(p.level.eq(staff::org_staff::Level::Low))
                })
                .await?;"#]],
    );
    check(
        "GET /people?$filter=rights has org.staff.rights'read'",
        expect![[r#"
        let page = client
            .people()
            .filter(|p| p.rights.has(staff::org_staff::Rights::Read))
            .await?;"#]],
    );
    check(
        "GET /people?$filter=tags/any(t:t eq 'x') and homes/any()",
        expect![[r#"
        let page = client
            .people()
            .filter(|p| p.tags.any(|t| t.eq("x")).and(p.homes.has_items()))
            .await?;"#]],
    );
    check(
        "GET /people?$filter=reports/any(r:r/tags/all(t:t eq displayName and r/age lt age))",
        expect![[r#"
            let page = client
                .people()
                .filter(|p| {
                    p.reports.any(|r| r.tags.all(|t| t.eq(p.display_name).and(r.age.lt(p.age))))
                })
                .await?;"#]],
    );
    check(
        "GET /people?$filter=org.staff.guest/sponsor eq '{name}'",
        expect![[r#"
        let page = client
            .people()
            .filter(|p| p.cast::<staff::org_staff::Guest>().sponsor.eq("{name}"))
            .await?;"#]],
    );
    check(
        "GET /people?$filter=tolower(trim(displayName)) eq 'x' and reports/$count gt 3",
        expect![[r#"
            let page = client
                .people()
                .filter(|p| {
                    p.display_name.trim().to_lower().eq("x").and(p.reports.count().gt(3))
                })
                .await?;"#]],
    );
    check(
        "GET /people?$filter=age add 1 mul 2 gt 5 and year(since) eq 2026",
        expect![[r#"
            let page = client
                .people()
                .filter(|p| {
                    staff::query::raw::<bool>("age add 1 mul 2 gt 5")
                        .and(p.since.year().eq(2026))
                })
                .await?;
            note: `$filter` is given as text: `age add 1 mul 2 gt 5` has no typed form"#]],
    );
}

#[test]
fn expansions_have_options_of_their_own() {
    check(
        "GET /people?$expand=manager($select=id;$expand=manager),notes($filter=year gt 5;$top=1;$count=true)",
        expect![[r#"
            let page = client
                .people()
                .expand(|p| (
                    p.manager.select(|p| p.id).expand(|p| p.manager),
                    p.notes.filter(|n| n.year.gt(5)).top(1).with_count(),
                ))
                .await?;"#]],
    );
    check(
        "GET /me?$expand=manager($levels=max),reports/org.staff.guest($select=sponsor)",
        expect![[r#"
            let person = client
                .me()
                .expand(|p| (
                    p.manager.levels_max(),
                    p.reports.cast::<staff::org_staff::Guest>().select(|g| g.sponsor),
                ))
                .await?;"#]],
    );
    check(
        "GET /me?EXPAND=manager(Select=id;TOP=1)",
        expect![[r#"
            let person = client.me().expand_raw("manager(Select=id;TOP=1)").await?;
            note: `EXPAND` is given as text: `$top` applies to collections, and this is not one"#]],
    );
    check(
        "GET /me?expand=reports(Select=id;TOP=1)",
        expect!["let person = client.me().expand(|p| p.reports.select(|p| p.id).top(1)).await?;"],
    );
    check(
        "GET /me?$expand=reports/$ref",
        expect!["let person = client.me().expand(|p| p.reports.reference()).await?;"],
    );
}

#[test]
fn what_is_not_known_stays_text() {
    check(
        "GET /people?$filter=nickname eq 'x'",
        expect![[r#"
            let page = client.people().filter_raw("nickname eq 'x'").await?;
            note: `$filter` is given as text: `nickname` is not declared by org.staff.person, which is open"#]],
    );
    check(
        "GET /people?$filter=nickname eq 'x' and age gt 5",
        expect![[r#"
            let page = client
                .people()
                .filter(|p| staff::query::raw::<bool>("nickname eq 'x'").and(p.age.gt(5)))
                .await?;
            note: `$filter` is given as text: `nickname` is not declared by org.staff.person, which is open"#]],
    );
    check(
        "GET /people?$filter=displayName eq 5",
        expect!["error: at `$filter`: `5` is not a value of Edm.String; write `'5'`"],
    );
    check(
        "GET /people?$filter=id eq null",
        expect![[r#"
            let page = client.people().filter_raw("id eq null").await?;
            note: `$filter` is given as text: `id` is never null"#]],
    );
    check("GET /people?$filter=tags/any(t:f(t))", expect!["error: at `$filter`: there is no function `f`"]);
    check(
        "GET /people?$filter=displayName eq 'x')",
        expect!["error: at `$filter`: the expression ends before this at position 18"],
    );
    check(
        "GET /people?$select=*,id",
        expect![[r#"
        let page = client.people().select_raw("*,id").await?;
        note: `$select` is given as text: `*` is not a property"#]],
    );
    check(
        "GET /people?$expand=*",
        expect![[r#"
        let page = client.people().expand_raw("*").await?;
        note: `$expand` is given as text: `*` is not a property"#]],
    );
    check(
        "GET /people?$expand=manager($levels=n)",
        expect![[r#"
            let page = client.people().expand_raw("manager($levels=n)").await?;
            note: `$expand` is given as text: `n` stands for a value"#]],
    );
    check("GET /people?$top=many", expect!["error: at `$top`: the value of `$top` is a number, not `many`"]);
    check(
        "GET /people?$skiptoken=x&mode=fast",
        expect![[r#"
            let page = client
                .people()
                .query_option("$skiptoken", "x")
                .query_option("mode", "fast")
                .await?;
            note: `$skiptoken` is given as text: no method sets `$skiptoken`
            note: `mode` is given as text: `mode` is not an option of the standard but the service's own"#]],
    );
    check(
        "POST /me/wake?$select=id",
        expect![[r#"
            let value = client.me().wake().query_option("$select", "id").await?;
            note: `$select` is given as text: `id` names nothing of Edm.Boolean; a call takes its options as text"#]],
    );
}
