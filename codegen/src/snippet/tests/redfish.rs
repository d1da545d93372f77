//! Statements for a service in the shape of Redfish, whose lines leave `Members` and the versions of types out.

use expect_test::{Expect, expect};

use crate::config::{Config, Package, Service, Unqualified, Values};

fn check(line: &str, expected: Expect) {
    let service = Service {
        root: None,
        unqualified_operations: Unqualified::Standard,
        empty_parentheses: true,
        key_as_segment: true,
        ..Service::default()
    };
    let values = Values { nullable_items: vec!["*".to_owned()], ..Values::default() };
    let package = Package { name: "rack".into(), version: "0.1.0".into() };
    let config = Config { package, service, values, ..super::staff() };
    expected.assert_eq(&super::shown(&config, include_str!("rack.csdl"), line));
}

#[test]
fn items_of_collection_resources() {
    check("GET /redfish/v1/Systems", expect!["let system_collection = client.systems().await?;"]);
    check(
        "GET /redfish/v1/Systems/{id}",
        expect![[r#"let system = client.systems().segment::<rack::system::System>("{id}").await?;"#]],
    );
    check(
        "GET /redfish/v1/Systems/437/Name",
        expect![[r#"
        let value = client
            .systems()
            .segment::<rack::system::System>("437")
            .property(|s| s.name)
            .await?;"#]],
    );
    check(
        "PATCH /redfish/v1/Systems/437",
        expect![[r#"
        client
            .systems()
            .segment::<rack::system::System>("437")
            .update(|s| [s.name.set("…")])
            .await?;"#]],
    );
    check(
        "DELETE /redfish/v1/SessionService/Sessions/1",
        expect![[r#"
        client
            .session_service()
            .sessions()
            .segment::<rack::session::Session>("1")
            .delete()
            .await?;"#]],
    );
}

#[test]
fn new_items_of_collection_resources() {
    check(
        "POST /redfish/v1/SessionService/Sessions",
        expect![[r#"
        let session = client
            .session_service()
            .sessions()
            .read_as::<rack::Many<rack::session::Session>>()
            .create(rack::session::Session {
                ..Default::default()
            })
            .await?;"#]],
    );
    check(
        "POST /redfish/v1/SessionService/Sessions/Members",
        expect![[r#"
        let session = client
            .session_service()
            .sessions()
            .members()
            .create(rack::session::Session {
                ..Default::default()
            })
            .await?;"#]],
    );
}

#[test]
fn actions_of_the_standard_and_of_vendors() {
    check(
        "POST /redfish/v1/Systems/437/Actions/System.Reset",
        expect![[r#"
        client
            .systems()
            .segment::<rack::system::System>("437")
            .read_as::<rack::system_v1_0_0::System>()
            .property(|s| s.actions)
            .reset(rack::system::ActionsReset {
                ..Default::default()
            })
            .await?;
        note: `Actions` belongs to System.v1_0_0.System"#]],
    );
    check(
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Ping",
        expect![[r#"
        client
            .systems()
            .segment::<rack::system::System>("437")
            .read_as::<rack::system_v1_0_0::System>()
            .property(|s| s.actions.oem)
            .ping(rack::contoso::OemActionsPing {
                ..Default::default()
            })
            .await?;
        note: `Actions` belongs to System.v1_0_0.System"#]],
    );
    check(
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Pong",
        expect![[r#"
        client
            .systems()
            .segment::<rack::system::System>("437")
            .read_as::<rack::system_v1_0_0::System>()
            .property(|s| s.actions.oem)
            .read_as::<rack::contoso_v1_0_0::OemActions>()
            .pong()
            .await?;
        note: `Actions` belongs to System.v1_0_0.System"#]],
    );
    check(
        "POST /redfish/v1/Systems/437/Actions/Oem/Contoso.Nope",
        expect!["error: no method of this position sends POST"],
    );
}
