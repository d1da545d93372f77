//! Paths and methods.

use expect_test::expect;

use super::check;

// U1 to U5
#[test]
fn paths_are_walked_by_the_methods_of_the_plan() {
    check("GET https://staff.example/v1/people", expect!["let page = client.people().await?;"]);
    check("GET /people/{id}/manager", expect![[r#"let person = client.people().by_id("{id}").manager().await?;"#]]);
    check(
        "GET /people('O''Neil')/reports",
        expect![[r#"let page = client.people().by_id("O'Neil").reports().await?;"#]],
    );
    check(
        "GET /people/ada/notes(year=2026,number=7)",
        expect![[r#"let note = client.people().by_id("ada").notes().by_year_and_number(2026, 7).await?;"#]],
    );
    check(
        "GET /people/ada/notes/2026/{number}",
        expect![[r#"
            let note = client.people().by_id("ada").notes().by_year_and_number(2026, 0).await?;
            note: `{number}` stands for the value of `number`: `0` is a sample"#]],
    );
    check(
        "GET /people/org.staff.guest",
        expect!["let page = client.people().cast::<staff::org_staff::Guest>().await?;"],
    );
    check(
        "GET /people/ada/org.staff.guest/sponsor",
        expect![[r#"
        let value = client
            .people()
            .by_id("ada")
            .cast::<staff::org_staff::Guest>()
            .property(|g| g.sponsor)
            .await?;"#]],
    );
    check(
        "GET /people/ada/sponsor",
        expect![[r#"
        let value = client
            .people()
            .by_id("ada")
            .read_as::<staff::org_staff::Guest>()
            .property(|g| g.sponsor)
            .await?;
        note: `sponsor` belongs to org.staff.guest"#]],
    );
    check("GET /me/address/city", expect!["let value = client.me().property(|p| p.address.city).await?;"]);
    check(
        "GET /me/nickname",
        expect![[r#"
        let value = client
            .me()
            .segment::<staff::Value<staff::edm::Untyped>>("nickname")
            .await?;
        note: `nickname` is not declared"#]],
    );
    check("GET /people/a", expect![[r#"let person = client.people().by_id("a").await?;"#]]);
}

// U6, U7, U11
#[test]
fn functions_take_what_the_line_says_and_samples_otherwise() {
    check("GET /people/delta", expect!["let page = client.people().delta().await?;"]);
    check("GET /oldest()", expect!["let person = client.oldest().await?;"]);
    check(
        "GET /me/view(from=2026-01-02T03:04:05Z,level='high')/children",
        expect![[r#"
            let page = client
                .me()
                .view("2026-01-02T03:04:05Z".parse()?, Some(staff::org_staff::Level::High))
                .not_null()
                .children()
                .await?;"#]],
    );
    check(
        "GET /me/view(from={start},level=org.staff.level'low')",
        expect![[r#"
            let file = client
                .me()
                .view("2026-01-01T00:00:00Z".parse()?, Some(staff::org_staff::Level::Low))
                .await?;
            note: `{start}` stands for the value of `from`: `"2026-01-01T00:00:00Z".parse()?` is a sample"#]],
    );
    check(
        "GET /me/view(from=soon)",
        expect![[r#"
            let file = client.me().view("2026-01-01T00:00:00Z".parse()?, None).await?;
            note: `soon` is not a value of `from`: `"2026-01-01T00:00:00Z".parse()?` is a sample
            note: `level` is not given: null is sent"#]],
    );
}

#[test]
fn actions_take_a_value_of_their_own_type() {
    check(
        "POST /me/greet",
        expect![[r#"
            client
                .me()
                .greet(staff::org_staff::PersonGreet {
                    ..Default::default()
                })
                .await?;"#]],
    );
    check(
        "POST /me/send",
        expect![[r#"
            client
                .me()
                .send_with_subject_and_to_and_note_and_badge_and_copies(
                    staff::org_staff::PersonSend::new(
                        "subject",
                        Vec::<staff::Instance<staff::org_staff::Address>>::new(),
                        staff::org_staff::Note {
                            ..Default::default()
                        },
                        "00000000-0000-0000-0000-000000000000".parse::<staff::edm::Guid>()?,
                        0i16,
                    ),
                )
                .await?;
            note: the values of the required parameters are samples: `subject`, `to`, `note`, `badge`, `copies`"#]],
    );
    check("POST /me/wake", expect!["let value = client.me().wake().await?;"]);
    check(
        "POST /people/delta",
        expect![[r#"
            let page = client
                .people()
                .delta()
                .send_content("POST", "", "application/json")
                .await?;
            note: `delta` is a function, and the method is POST"#]],
    );
}

#[test]
fn what_methods_do_to_what_is_there() {
    check(
        "POST /people",
        expect![[r#"
            let person = client
                .people()
                .create(staff::org_staff::Person {
                    ..Default::default()
                })
                .await?;"#]],
    );
    check(
        "PATCH /people/{id}",
        expect![[r#"client.people().by_id("{id}").update(|p| [p.display_name.set("…")]).await?;"#]],
    );
    check(
        "PUT /people/{id}",
        expect![[r#"
            client
                .people()
                .by_id("{id}")
                .replace(staff::org_staff::Person {
                    ..Default::default()
                })
                .await?;"#]],
    );
    check("DELETE /people/{id}", expect![[r#"client.people().by_id("{id}").delete().await?;"#]]);
    check(
        "POST /me/homes",
        expect![[r#"
            client
                .me()
                .property(|p| p.homes)
                .append(staff::org_staff::Address {
                    ..Default::default()
                })
                .await?;"#]],
    );
    check("PUT /me/address/city", expect![[r#"client.me().property(|p| p.address.city).set("text").await?;"#]]);
    check("DELETE /me/address", expect!["client.me().property(|p| p.address).delete().await?;"]);
}

// U14
#[test]
fn references_counts_and_contents() {
    check("GET /me/reports/$ref", expect!["let references = client.me().reports().references().await?;"]);
    check("POST /me/reports/$ref", expect![[r#"client.me().reports().link(&client.people().by_id("{id}")).await?;"#]]);
    check("DELETE /me/reports/{id}/$ref", expect![[r#"client.me().reports().by_id("{id}").unlink().await?;"#]]);
    check(
        "DELETE /me/reports/$ref?$id=https://staff.example/v1/people/{id}",
        expect![[r#"client.me().reports().unlink_entity(&client.people().by_id("{id}")).await?;"#]],
    );
    check("PUT /me/manager/$ref", expect![[r#"client.me().manager().link(&client.people().by_id("{id}")).await?;"#]]);
    check("DELETE /me/manager/$ref", expect!["client.me().manager().unlink().await?;"]);
    check("GET /people/$count", expect!["let count = client.people().count_only().await?;"]);
    check("GET /me/photo", expect!["let content = client.me().property(|p| p.photo).download().await?;"]);
    check("PUT /me/photo", expect![[r#"client.me().property(|p| p.photo).upload("content", "text/plain").await?;"#]]);
    check("GET /me/drive/$value", expect!["let content = client.me().drive().download().await?;"]);
    check(
        "GET /me/address/city/$value",
        expect!["let text = client.me().property(|p| p.address.city).raw_value().await?;"],
    );
}

#[test]
fn items_by_their_path_below_another() {
    check(
        "GET /me/drive:/a/{b}:/children",
        expect![[r#"
        let page = client
            .me()
            .segment::<staff::org_staff::File>("drive:")
            .segment::<staff::org_staff::File>("a")
            .segment::<staff::org_staff::File>("{b}:")
            .children()
            .await?;"#]],
    );
    check(
        "GET /files/{id}:/a",
        expect![[r#"
        let file = client
            .files()
            .segment::<staff::org_staff::File>("{id}:")
            .segment::<staff::org_staff::File>("a")
            .await?;"#]],
    );
}

#[test]
fn what_is_no_call_says_why() {
    check(
        "GET /poeple",
        expect!["error: at `poeple`: the entity container `Staff` has no member `poeple`; did you mean `people`?"],
    );
    check(
        "GET /people/{id}/mangaer/manager",
        expect![[r#"
        let value = client
            .people()
            .by_id("{id}")
            .segment::<staff::Value<staff::edm::Untyped>>("mangaer")
            .segment::<staff::Value<staff::edm::Untyped>>("manager")
            .await?;
        note: `mangaer` is not declared; did you mean `manager`?"#]],
    );
    check(
        "GET /$metadata",
        expect![
            "error: at `$metadata`: `$metadata` is the document that the crate is generated from; no request of the crate reads it"
        ],
    );
    check(
        "POST /$batch",
        expect!["error: at `$batch`: `$batch` carries other requests; ask for the statements of those"],
    );
    check(
        "PATCH /me/photo",
        expect![[r#"
        client
            .me()
            .property(|p| p.photo)
            .read_as::<staff::Nothing>()
            .send_content("PATCH", "content", "text/plain")
            .await?;"#]],
    );
    check("POST /me/gret", expect!["error: at `gret`: org.staff.person has no `gret`; did you mean `greet`?"]);
    check("HEAD /me", expect!["error: no method of this position sends HEAD"]);
    check("", expect!["error: the line addresses no resource"]);
}
