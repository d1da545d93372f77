//! The seed call: `GET /reports/getCredentialUserRegistrationCount`.

use generated::microsoft_aad_reporting::{CredentialUserRegistrationCount, RegistrationStatusType};
use generated::{Instance, Page};
use serde_json::{Value, json};
use tests::server::{Answer, Server, TOKEN};

/// What the call gives when the service answers with this body, which encodes to the same JSON value again.
async fn page(body: &Value) -> Page<Instance<CredentialUserRegistrationCount>> {
    let server = Server::answering([Answer::json(&body.to_string())]);
    let page = server.client().reports().get_credential_user_registration_count().await.unwrap();
    assert_eq!(server.request(), request(&server));
    assert_eq!(serde_json::to_value(&page).unwrap(), *body);
    page
}

/// The request, byte for byte; the order of the headers is the transport's.
fn request(server: &Server) -> String {
    format!(
        "GET /beta/reports/getCredentialUserRegistrationCount HTTP/1.1\r\n\
         accept: application/json\r\n\
         odata-maxversion: 4.01\r\n\
         user-agent: generated/{}\r\n\
         client-request-id: {}\r\n\
         authorization: Bearer {TOKEN}\r\n\
         accept-encoding: gzip\r\n\
         host: {}\r\n\
         \r\n",
        env!("CARGO_PKG_VERSION"),
        request_id(server),
        server.address()
    )
}

/// The random name of the call.
fn request_id(server: &Server) -> String {
    let request = server.request();
    let (_, behind) = request.split_once("client-request-id: ").unwrap();
    let id = behind.split_once("\r\n").unwrap().0;
    assert_eq!(id.len(), 36);
    id.to_owned()
}

// G1, P1, P9
#[tokio::test]
async fn the_request_byte_by_byte() {
    page(&json!({"value": []})).await;
}

/// The seed's response, with the types of its objects written in this way.
fn seed(prefix: &str) -> Value {
    json!({
        "value": [{
            "@odata.type": format!("{prefix}Microsoft.AAD.Reporting.credentialUserRegistrationCount"),
            "id": "1c6a1a8c-0a5b-4f3e-9d2b-0d5c4a8e2f11",
            "totalUserCount": 1024,
            "userRegistrationCounts": [
                {"@odata.type": format!("{prefix}Microsoft.AAD.Reporting.userRegistrationCount")}
            ]
        }]
    })
}

// G2, J3
#[tokio::test]
async fn the_response_with_and_without_a_hash() {
    for prefix in ["", "#"] {
        let page = page(&seed(prefix)).await;
        let [row] = &page.value[..] else { panic!("{page:?}") };
        assert_eq!(row.id.as_deref(), Some("1c6a1a8c-0a5b-4f3e-9d2b-0d5c4a8e2f11"));
        assert_eq!(row.total_user_count, Some(1024));
        assert_eq!(row.type_name(), "Microsoft.AAD.Reporting.credentialUserRegistrationCount");
        // An element without any property.
        let [count] = &row.user_registration_counts.as_ref().unwrap()[..] else { panic!("{row:?}") };
        assert_eq!((&count.registration_status, count.registration_count), (&None, None));
        assert!(count.extras().is_empty());
        assert_eq!((page.next_link.as_deref(), page.count), (None, None));
    }
}

// G2, P4: the published example spells the keys of the elements in another way than the schema.
#[tokio::test]
async fn the_published_example_loses_nothing() {
    let body = json!({
        "@odata.context": "https://graph.microsoft.com/beta/reports/$metadata#Collection(microsoft.graph.credentialUserRegistrationCount)",
        "value": [{
            "id": "id-value",
            "totalUserCount": 23123,
            "userRegistrationCounts": [
                {"userRegistrationStatus": "registered", "userRegistationCount": 23423},
                {"userRegistrationStatus": "mfaRegistered", "userRegistationCount": 4234}
            ]
        }]
    });
    let page = page(&body).await;
    let counts = page[0].user_registration_counts.as_ref().unwrap();
    assert_eq!(counts[0].registration_status, None);
    assert_eq!(counts[0].extras().text("userRegistrationStatus").as_deref(), Some("registered"));
    assert_eq!(counts[1].extras().decode::<i64>("userRegistationCount").unwrap(), Some(4234));
    assert_eq!(page.context.as_deref(), body["@odata.context"].as_str());
}

// J6, J11, G6
#[tokio::test]
async fn typed_members_known_and_unknown() {
    let body = json!({
        "@odata.count": 1,
        "value": [{
            "totalUserCount": "9007199254740993",
            "userRegistrationCounts": [
                {"registrationStatus": "capable", "registrationCount": 7},
                {"registrationStatus": "passkeyRegistered", "registrationCount": null},
                {"registrationStatus": "unknownFutureValue"}
            ]
        }]
    });
    let server = Server::answering([Answer::json(&body.to_string())]);
    let client =
        server.builder().decode_options(generated::DecodeOptions::default().tolerating_null()).build().unwrap();
    let page = client.reports().get_credential_user_registration_count().await.unwrap();
    let row = &page[0];
    assert_eq!((page.count, row.total_user_count), (Some(1), Some(9_007_199_254_740_993)));
    let counts = row.user_registration_counts.as_ref().unwrap();
    assert_eq!(counts[0].registration_status, Some(RegistrationStatusType::Capable));
    assert_eq!(counts[1].registration_status, Some(RegistrationStatusType::Unrecognized("passkeyRegistered".into())));
    assert!(counts[1].is_null("registrationCount") && !counts[2].is_null("registrationCount"));
    let again = serde_json::to_value(&page).unwrap();
    assert_eq!(again["value"][0]["userRegistrationCounts"], body["value"][0]["userRegistrationCounts"]);
}

// J12
#[tokio::test]
async fn a_wrong_type_is_told_with_its_path() {
    let body = json!({"value": [{"userRegistrationCounts": [{}, {"registrationCount": "many"}]}]});
    let server = Server::answering([Answer::json(&body.to_string())]);
    let error = server.client().reports().get_credential_user_registration_count().await.unwrap_err();
    let generated::Error::Response(inner) = &error else { panic!("{error:?}") };
    assert_eq!(inner.body(), body.to_string().as_bytes());
    let text = error.to_string();
    for part in ["value[0].userRegistrationCounts[1].registrationCount", "Edm.Int64"] {
        assert!(text.contains(part), "{text}");
    }
}

// G13: a single entity wrapped in `value` where a collection is declared, and the reverse.
#[tokio::test]
async fn a_mistaken_envelope_is_an_error() {
    for body in [json!({"value": {"id": "a"}}), json!({"id": "a"})] {
        let server = Server::answering([Answer::json(&body.to_string())]);
        let error = server.client().reports().get_credential_user_registration_count().await.unwrap_err();
        assert!(matches!(error, generated::Error::Response(_)), "{error:?}");
    }
}
