//! The metadata of this repository holds what the documentation of its namespace holds.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

use std::collections::BTreeSet;

use codegen::{Diagnostics, Stage};
use tests::input::Input;

/// The resources that have a page of their own in the documentation made from the schema of the namespace.
const RESOURCES: [&str; 38] = [
    "appIdentity",
    "applicationSignInDetailedSummary",
    "appliedConditionalAccessPolicy",
    "auditActivityInitiator",
    "auditLogRoot",
    "authenticationDetail",
    "authenticationRequirementPolicy",
    "credentialUserRegistrationDetails",
    "detailsInfo",
    "deviceDetail",
    "directoryAudit",
    "featureUsageDetail",
    "geoCoordinates",
    "identity",
    "initiator",
    "keyValue",
    "keyValuePair",
    "licenseInfoDetail",
    "mfaDetail",
    "modifiedProperty",
    "networkLocationDetail",
    "provisionedIdentity",
    "provisioningObjectSummary",
    "provisioningServicePrincipal",
    "provisioningStep",
    "provisioningSystemDetails",
    "reportRoot",
    "restrictedSignIn",
    "signIn",
    "signInActivity",
    "signInLocation",
    "signInStatus",
    "statusBase",
    "statusDetails",
    "targetResource",
    "userCredentialUsageDetails",
    "userIdentity",
    "userRegistrationCount",
];

/// Functions below `/reports`, each with the type of its results, which has no such page, and with its parameter.
const FUNCTIONS: [(&str, &str, Option<&str>); 7] = [
    ("getAzureADApplicationSignInSummary", "applicationSignInSummary", Some("period")),
    ("getAzureADFeatureUsage", "azureADFeatureUsage", Some("period")),
    ("getAzureADLicenseUsage", "azureADLicenseUsage", Some("period")),
    ("getAzureADUserFeatureUsage", "azureADUserFeatureUsage", None),
    ("getCredentialUsageSummary", "credentialUsageSummary", Some("period")),
    ("getCredentialUserRegistrationCount", "credentialUserRegistrationCount", None),
    ("getRelyingPartyDetailedSummary", "relyingPartyDetailedSummary", Some("period")),
];

/// The enumeration types of the documentation's list that are still in any schema or in use by a resource.
const ENUMS: [&str; 22] = [
    "appliedConditionalAccessPolicyResult",
    "authMethodsType",
    "azureADLicenseType",
    "conditionalAccessConditions",
    "conditionalAccessStatus",
    "featureType",
    "groupType",
    "initiatorType",
    "migrationStatus",
    "networkType",
    "operationResult",
    "provisioningResult",
    "provisioningStepType",
    "registrationAuthMethod",
    "registrationStatusType",
    "requirementProvider",
    "riskDetail",
    "riskEventType",
    "riskLevel",
    "riskState",
    "tokenIssuerType",
    "usageAuthMethod",
];

/// The schema names of one kind in the namespace.
fn listed(kinds: &[&str]) -> BTreeSet<String> {
    let input = Input::own();
    let entries = codegen::list(&input.sources, &input.config, None, &mut Diagnostics::default()).unwrap();
    let of_kind = entries.into_iter().filter(|entry| kinds.contains(&entry.kind));
    of_kind.filter_map(|entry| entry.schema_name.strip_prefix("Microsoft.AAD.Reporting.").map(str::to_owned)).collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn model() -> String {
    let input = Input::own();
    codegen::dump(Stage::Model, &input.sources, &input.config, &mut Diagnostics::default()).unwrap()
}

#[test]
fn resources_and_result_types() {
    let results = FUNCTIONS.iter().map(|(_, result, _)| *result);
    assert_eq!(listed(&["entity type", "complex type"]), set(RESOURCES.into_iter().chain(results)));
}

#[test]
fn enumeration_types() {
    assert_eq!(listed(&["enumeration type"]), set(ENUMS));
}

#[test]
fn functions() {
    let model = model();
    for (name, result, parameter) in FUNCTIONS {
        let head = format!(
            "bound composable function Microsoft.AAD.Reporting.{name}: Collection(Microsoft.AAD.Reporting.{result})\n"
        );
        let (_, body) = model.split_once(&head).unwrap_or_else(|| panic!("no {name}"));
        let body: Vec<_> = body.lines().take_while(|line| line.starts_with(' ')).collect();
        let has = |line: &str| body.contains(&line);
        assert!(has("  reportRoot: Microsoft.AAD.Reporting.reportRoot?"), "{name}: {body:#?}");
        assert_eq!(has("  period: Edm.String"), parameter.is_some(), "{name}: {body:#?}");
        assert!(has("  # permit Call: Application Reports.Read.All"), "{name}: {body:#?}");
        assert!(has("  # permit Call: DelegatedWork Reports.Read.All"), "{name}: {body:#?}");
    }
    assert_eq!(listed(&["function", "action"]), set(FUNCTIONS.iter().map(|(name, ..)| *name)));
}

#[test]
fn every_element_is_described() {
    let model = model();
    let lines: Vec<_> = model.lines().collect();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let missing: Vec<_> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with('#') && !line.trim_start().starts_with("key "))
        .filter(|(number, line)| {
            let own = lines[number + 1..].iter().take_while(|next| indent(next) > indent(line));
            let mut own = own.filter(|next| indent(next) == indent(line) + 2);
            !own.any(|next| next.trim_start().starts_with("# description \""))
        })
        .map(|(_, line)| line)
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(lines.len() > 500, "{} lines", lines.len());
}

#[test]
fn the_singletons_lead_to_the_namespace() {
    let model = model();
    assert!(model.contains("  singleton reports: Microsoft.AAD.Reporting.reportRoot\n"));
    assert!(model.contains("  singleton auditLogs: Microsoft.AAD.Reporting.auditLogRoot\n"));
}
