//! Errors with a status of success, and those of Redfish.

use super::{Product, answered, category, number, products};
use crate::runtime::internal::{Error, Nothing, ODataError};
use crate::transport::support::{Answer, Fake, block_on};

const REDFISH: &str = r##"{"error":{"code":"Base.1.8.GeneralError","message":"See ExtendedInfo.","@Message.ExtendedInfo":[
    {"@odata.type":"#Message.v1_1_1.Message","MessageId":"Base.1.8.PropertyValueNotInList","Message":"The value 'Red' is not in the list.",
     "MessageArgs":["Red",5],"RelatedProperties":["/IndicatorLED"],"MessageSeverity":"Warning","Severity":"OK","Resolution":"Choose another value."},
    {"MessageId":"Base.1.8.Other","Severity":"Critical"}]}}"##;

fn error_of(answer: Answer) -> (Error, ODataError) {
    let error = answered(answer, category).unwrap_err();
    let told = error.as_service().unwrap().error().unwrap().clone();
    (error, told)
}

// G8
#[test]
fn an_error_in_a_success_is_the_services() {
    for body in [
        r#"{"error":{"code":"c","message":"m"}}"#,
        "\u{feff} { \"error\" : {\"code\":\"c\",\"message\":\"m\"} }",
        r#"{"odata.error":{"code":"c","message":{"value":"m"}}}"#,
        r#"{"error":{"message":"m","code":"c"},"@odata.id":"x"}"#,
    ] {
        for status in [200, 201] {
            let error = answered(Answer(status, &[], body), category).unwrap_err();
            let service = error.as_service().unwrap();
            assert_eq!((service.code(), service.message(), service.status().as_u16()), (Some("c"), Some("m"), status));
            assert_eq!(service.body(), body);
            assert!(error.to_string().contains(", but the body is an error: c: m"), "{error}");
        }
        for result in [
            answered(Answer(200, &[], body), products).map(|_| ()),
            answered(Answer(200, &[], body), number).map(|_| ()),
            answered(Answer(200, &[], body), |c| category(c).optional()).map(|_| ()),
            answered(Answer(200, &[], body), |c| c.action::<Nothing>("a", [])),
        ] {
            assert!(result.unwrap_err().as_service().is_some(), "{body}");
        }
        let fake = Fake::new([Answer(200, &[], body)]);
        assert!(block_on(products(&fake.client()).items().try_next()).unwrap_err().as_service().is_some());
    }
}

// P4
#[test]
fn a_property_error_is_none() {
    for body in [
        r##"{"@odata.context":"#x","error":{"code":"c","message":"m"}}"##,
        r#"{"error":{"code":"c","message":"m"},"id":"1"}"#,
        r#"{"error":null}"#,
        r#"{"error":{}}"#,
        r#"{"error":{"value":5}}"#,
        r#"{"error":"e"}"#,
        r#"{"errors":{"code":"c","message":"m"}}"#,
    ] {
        let entity = answered(Answer(200, &[], body), category).unwrap();
        assert!(!entity.extras().is_empty(), "{body}");
    }
}

// G8
#[test]
fn extended_errors_of_redfish() {
    let (error, told) = error_of(Answer(400, &[], REDFISH));
    assert_eq!((told.code.as_str(), told.extended.len(), told.extras.len()), ("Base.1.8.GeneralError", 2, 0));
    let first = &told.extended[0];
    assert_eq!(first.message_id, "Base.1.8.PropertyValueNotInList");
    assert_eq!(first.message, "The value 'Red' is not in the list.");
    assert_eq!(first.resolution.as_deref(), Some("Choose another value."));
    assert_eq!(first.severity.as_deref(), Some("Warning"));
    assert_eq!(
        (first.args.as_slice(), first.related_properties.as_slice()),
        (&["Red".into(), "5".into()][..], &["/IndicatorLED".into()][..])
    );
    assert_eq!(first.extras["@odata.type"], "#Message.v1_1_1.Message");
    assert_eq!(told.extended[1].severity.as_deref(), Some("Critical"));
    let text = "Base.1.8.GeneralError: See ExtendedInfo.: The value 'Red' is not in the list. Choose another value.";
    assert!(error.to_string().ends_with(text), "{error}");
}

// G8
#[test]
fn extended_errors_in_other_places() {
    let alone = r#"{"@Message.ExtendedInfo":[{"MessageId":"Base.1.8.X","Message":"m","Resolution":"r"}]}"#;
    let (error, told) = error_of(Answer(400, &[], alone));
    assert_eq!((told.code.as_str(), told.message.as_str()), ("Base.1.8.X", "m"));
    assert!(error.to_string().ends_with("400 Bad Request: Base.1.8.X: m: r"), "{error}");
    let beside = r#"{"error":{"code":"c","message":"m","LED@Message.ExtendedInfo":{"Message":"x"}},"@Message.ExtendedInfo":["y",null]}"#;
    let (_, told) = error_of(Answer(400, &[], beside));
    let messages: Vec<_> = told.extended.iter().map(|message| message.message.as_str()).collect();
    assert_eq!(messages, ["y", "", "x"]);
    assert_eq!(told.extended[2].related_properties, ["LED"]);
    // A message beside the properties of an entity is not an error.
    let body = r#"{"@Message.ExtendedInfo":[{"MessageId":"Base.1.8.X"}],"id":"1"}"#;
    assert_eq!(answered(Answer(200, &[], body), category).unwrap().id.as_deref(), Some("1"));
}

// G8
#[test]
fn messages_of_success_are_no_errors() {
    for body in [
        r#"{"error":{"code":"Base.1.8.Success","message":"Successfully Completed Request"}}"#,
        r#"{"error":{"code":"Base.1.8.GeneralError","message":"See.","@Message.ExtendedInfo":[{"MessageId":"Base.1.8.Success","Severity":"OK"}]}}"#,
        r#"{"error":{"code":"c","@Message.ExtendedInfo":[{"MessageId":"Base.1.8.Success"}]}}"#,
    ] {
        answered(Answer(200, &[], body), |c| c.action::<Nothing>("a", [])).unwrap();
        let error = answered(Answer(200, &[], body), |c| c.action::<Product>("a", [])).unwrap_err();
        assert!(error.is_done(), "{error}");
    }
    let warning = r#"{"error":{"code":"Base.1.8.Success","message":"m","@Message.ExtendedInfo":[{"MessageId":"X","Severity":"Critical"}]}}"#;
    assert!(answered(Answer(200, &[], warning), |c| c.action::<Nothing>("a", [])).is_err());
}
