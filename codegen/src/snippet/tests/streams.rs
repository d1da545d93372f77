//! What is `Edm.Stream` is downloaded, and what can be null leads on.

use expect_test::expect;

use super::check;

// G11
#[test]
fn streams_are_downloaded() {
    check(
        "GET /people/ada/photo",
        expect![[r#"let content = client.people().by_id("ada").property(|p| p.photo).download().await?;"#]],
    );
    check(
        "POST /people/ada/org.staff.print",
        expect![[r#"
            let content = client.people().by_id("ada").print().download().await?;
            note: `org.staff.print` is sent as `print`"#]],
    );
}

// P11
#[test]
fn a_complex_property_that_can_be_null_leads_on() {
    check("GET /me/address", expect!["let address = client.me().property(|p| p.address).await?;"]);
    check(
        "PATCH /me/address",
        expect![[r#"client.me().property(|p| p.address).update(|a| [a.city.set("…")]).await?;"#]],
    );
    check(
        "PUT /me/address",
        expect![[r#"
        client
            .me()
            .property(|p| p.address)
            .replace(staff::org_staff::Address {
                ..Default::default()
            })
            .await?;"#]],
    );
}
