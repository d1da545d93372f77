//! Derived types through the generated crate.
#![allow(deprecated, reason = "deprecated types are decoded like others")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

use generated::microsoft_aad_reporting::{
    AnySignIn, AnyStatusBase, ProvisioningObjectSummary, RestrictedSignIn, SignIn, StatusDetails,
};
use generated::{Any, Instance, Many, Shape};

const PAGE: &str = r##"{"value":[{"id":"1","userId":"u"},
    {"@odata.type":"#microsoft.aad.reporting.restrictedSignIn","id":"2",
     "targetTenantId":"6e7b768e-07e2-4810-8459-485f84f8f204"},
    {"id":"3","undeclared":1,"@odata.type":"#Microsoft.AAD.Reporting.serviceSignIn"}]}"##;

fn kind(any: &AnySignIn) -> &'static str {
    match any {
        AnySignIn::SignIn(_) => "sign-in",
        AnySignIn::RestrictedSignIn(restricted) if restricted.target_tenant_id.is_some() => "restricted",
        AnySignIn::RestrictedSignIn(_) => "restricted without tenant",
    }
}

// S3, J3, J11
#[test]
fn a_collection_of_mixed_types_is_matched() {
    let page = Many::<SignIn>::decode(PAGE.as_bytes()).unwrap();
    assert!(page.value[1].is_a::<RestrictedSignIn>());
    let (mut kinds, mut sent) = (Vec::new(), Vec::new());
    for sign_in in page.value {
        let any = sign_in.into_any().unwrap();
        kinds.push(kind(&any));
        sent.push(any.into_base());
    }
    assert_eq!(kinds, ["sign-in", "restricted", "sign-in"]);
    let came: serde_json::Value = serde_json::from_str(PAGE).unwrap();
    assert_eq!(serde_json::json!({ "value": sent }), came);
    let at_once = Many::<Any<SignIn>>::decode(PAGE.as_bytes()).unwrap();
    assert_eq!(at_once.value.iter().map(kind).collect::<Vec<_>>(), kinds);
}

// J9
#[test]
fn a_property_takes_a_derived_value() {
    let details = Instance::from(StatusDetails { reason: Some("quota".to_owned()), ..StatusDetails::default() });
    let summary = Instance::from(ProvisioningObjectSummary {
        status_info: Some(Box::new(details.upcast())),
        ..ProvisioningObjectSummary::default()
    });
    let text = r##"{"statusInfo":{"@odata.type":"#Microsoft.AAD.Reporting.statusDetails","reason":"quota"}}"##;
    assert_eq!(serde_json::to_string(&summary).unwrap(), text);
    let read: Instance<ProvisioningObjectSummary> = serde_json::from_str(text).unwrap();
    let status = read.into_inner().status_info.unwrap();
    let AnyStatusBase::StatusDetails(details) = status.into_any().unwrap() else { panic!("not recognised") };
    assert_eq!(details.reason.as_deref(), Some("quota"));
}
