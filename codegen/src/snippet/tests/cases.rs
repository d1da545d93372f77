//! Shapes that users of other clients reported: enumerations as keys and parameters, streams, optional parameters.

use expect_test::{Expect, expect};

use super::check_service;

fn check_enumerations(line: &str, expected: Expect) {
    check_service("ledger", include_str!("cases/enum-key.csdl"), line, expected);
}

fn check_streams(line: &str, expected: Expect) {
    check_service("reports", include_str!("cases/streams-optional.csdl"), line, expected);
}

// U9
#[test]
fn enumerations_as_keys_and_parameters() {
    check_enumerations(
        "GET /CameraTypes(Fin.Data.AliasKind'Main')",
        expect![[r#"
        let camera_type = client
            .camera_types()
            .by_id(ledger::fin_data::AliasKind::Main)
            .await?;"#]],
    );
    check_enumerations(
        "GET /CameraTypes('Mian')",
        expect![[r#"
        let camera_type = client
            .camera_types()
            .by_id(ledger::fin_data::AliasKind::Unrecognized("Mian".into()))
            .await?;
        note: Fin.Data.AliasKind has no member `Mian`; did you mean `Main`?"#]],
    );
    check_enumerations(
        "GET /CameraTypes(Fin.Data.Rights'Read')",
        expect![[r#"
            let camera_type = client
                .camera_types()
                .by_id(ledger::fin_data::AliasKind::Main)
                .await?;
            note: `Fin.Data.Rights'Read'` is not a value of `Id`: `ledger::fin_data::AliasKind::Main` is a sample"#]],
    );
    check_enumerations(
        "GET /LedgerAliases(dataAreaId='a',AliasType='Main')",
        expect![[r#"
        let ledger_alias = client
            .ledger_aliases()
            .by_data_area_id_and_alias_type(
                ledger::fin_data::AreaId("a".to_owned()),
                ledger::fin_data::AliasKind::Main,
            )
            .await?;"#]],
    );
    check_enumerations(
        "GET /LedgerAliases('a')",
        expect![
            "error: at `LedgerAliases('a')`: `('a')` gives one value, and the key of Fin.Data.LedgerAlias has 2 parts: `(dataAreaId=…,AliasType=…)`"
        ],
    );
    check_enumerations(
        r#"GET /Pick(kind=Fin.Data.AliasKind'Main',rights='Read,Write',area='x',since='a',span=duration'P1DT2H',kinds=@k)?@k=["Main","ADR"]"#,
        expect![[r#"
            let page = client
                .pick(
                    Some(ledger::fin_data::AliasKind::Main),
                    Some(ledger::Flags::from_text("Read,Write")),
                    Some(ledger::fin_data::AreaId("x".to_owned())),
                    Some(ledger::fin_data::DateTime("a".to_owned())),
                    Some(ledger::fin_data::Span("P1DT2H".parse()?)),
                    vec![ledger::fin_data::AliasKind::Main, ledger::fin_data::AliasKind::Adr],
                )
                .await?;"#]],
    );
    check_enumerations(
        "GET /LedgerAliases?$filter=Rights has Fin.Data.Rights'Read' and AliasType ne 'ADR'",
        expect![[r#"
            let page = client
                .ledger_aliases()
                .filter(|l| {
                    l
                        .rights
                        .has(ledger::fin_data::Rights::Read)
                        .and(l.alias_type.ne(ledger::fin_data::AliasKind::Adr))
                })
                .await?;"#]],
    );
    check_enumerations(
        "GET /LedgerAliases?$filter=Rights eq 'Read,Write'",
        expect![[r#"
        let page = client.ledger_aliases().filter_raw("Rights eq 'Read,Write'").await?;
        note: `$filter` is given as text: it has no typed form"#]],
    );
    check_enumerations(
        "GET /LedgerAliases?$filter=Rights eq 'Raed'",
        expect!["error: at `$filter`: Fin.Data.Rights has no member `Raed`; did you mean `Read`?"],
    );
    check_enumerations(
        "GET /LedgerAliases?$filter=Kinds/any(k:k eq 'Main')",
        expect![[r#"
        let page = client
            .ledger_aliases()
            .filter(|l| l.kinds.any(|k| k.eq(ledger::fin_data::AliasKind::Main)))
            .await?;"#]],
    );
    check_enumerations(
        "GET /LedgerAliases?$filter=Stamp eq 5",
        expect!["error: at `$filter`: `5` is not a value of Edm.String; write `'5'`"],
    );
}

#[test]
fn streams_and_optional_parameters() {
    check_streams(
        "POST /roots",
        expect![[r#"let root = client.roots().create_media("content", "text/plain").await?;"#]],
    );
    check_streams(
        "GET /roots('a')/S.report(period='D7')",
        expect![[r#"let content = client.roots().by_id("a").report("D7").download().await?;"#]],
    );
    check_streams(
        "POST /roots('a')/S.report(period='D7')",
        expect![[r#"
            let content = client
                .roots()
                .by_id("a")
                .report("D7")
                .send_content("POST", "", "application/json")
                .download()
                .await?;
            note: `report` is a function, and the method is POST"#]],
    );
    check_streams(
        "GET /roots('a')/S.report",
        expect![[r#"
        let content = client.roots().by_id("a").report("period").download().await?;
        note: `period` is required and not given: `"period"` is a sample"#]],
    );
    check_streams(
        "GET /roots('a')/S.opt(req=1,c=2)",
        expect![[r#"let value = client.roots().by_id("a").opt(1, None, Some(Some(2))).await?;"#]],
    );
    check_streams(
        "GET /roots('a')/S.opt(req=null)",
        expect![[r#"
        let value = client.roots().by_id("a").opt(0, None, None).await?;
        note: `null` is not a value of `req`: `0` is a sample"#]],
    );
    check_streams(
        "POST /roots('a')/S.act",
        expect![[r#"
        client.roots().by_id("a").act(reports::s::RootAct::new(0)).await?;
        note: the values of the required parameters are samples: `req`"#]],
    );
    check_streams(
        "PATCH /roots('a')/r/Photo",
        expect![[r#"
        client
            .roots()
            .by_id("a")
            .property(|r| r.r.photo)
            .read_as::<reports::Nothing>()
            .send_content("PATCH", "content", "text/plain")
            .await?;"#]],
    );
}
