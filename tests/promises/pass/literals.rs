//! Literals: struct update, `into()` where a value is wrapped, `|` between flags.
use generated::microsoft_aad_reporting::{
    AppliedConditionalAccessPolicy, AuditLogRoot, ConditionalAccessConditions as Conditions, Identity,
    ProvisioningServicePrincipal, RestrictedSignIn, RiskLevel, SignIn, SignInLocation, SignInStatus,
};
use generated::microsoft_graph::Entity;
use generated::runtime::edm::{DateTimeOffset, InvalidLiteral};
use generated::{Expanded, Flags, Instance, Many};

pub(crate) fn promise() -> Result<(), InvalidLiteral> {
    let sign_in = SignIn {
        user_display_name: Some("Ada".into()),
        created_date_time: Some("2026-11-23T10:00:00Z".parse()?),
        risk_level_aggregated: Some(RiskLevel::Low),
        // A complex value.
        status: Some(SignInStatus { error_code: Some(0), ..Default::default() }.into()),
        location: Some(SignInLocation { city: Some("Ulm".into()), ..Default::default() }.into()),
        // A collection of complex values, with sets of flags in them.
        applied_conditional_access_policies: Some(Instance::collection([
            AppliedConditionalAccessPolicy {
                conditions_satisfied: Some(Conditions::Users | Conditions::Location | Conditions::Time),
                ..Default::default()
            },
            AppliedConditionalAccessPolicy {
                conditions_satisfied: Some(Conditions::None.into()),
                conditions_not_satisfied: Some(Flags::from([Conditions::Users, Conditions::Time])),
                ..Default::default()
            },
        ])),
        ..Default::default()
    };
    let sign_in: Instance<SignIn> = sign_in.into();
    assert_eq!(sign_in.location, Some(SignInLocation { city: Some("Ulm".into()), ..Default::default() }.into()));
    assert_eq!(sign_in, sign_in.clone());

    // Entities that are created together with the one that leads to them, one of them of a derived type.
    let restricted: Instance<RestrictedSignIn> = RestrictedSignIn {
        target_tenant_id: Some("6f9619ff-8b86-d011-b42d-00c04fc964ff".parse()?),
        ..Default::default()
    }
    .into();
    let root = AuditLogRoot {
        sign_ins: Some([sign_in.clone(), restricted.clone().upcast()].into()),
        restricted_sign_ins: Some([restricted].into_iter().collect()),
        ..Default::default()
    };
    let sign_ins: &Option<Expanded<Many<SignIn>>> = &root.sign_ins;
    assert!(sign_ins.is_some());
    let one: Expanded<SignIn> = sign_in.clone().into();
    assert_eq!(one, Expanded::from(sign_in.clone()));

    // A derived value where its base type is declared.
    let principal = ProvisioningServicePrincipal { display_name: Some("app".into()), ..Default::default() };
    let identities: Vec<Instance<Identity>> = vec![Identity::default().into(), Instance::from(principal).upcast()];
    assert!(identities[1].is_a::<ProvisioningServicePrincipal>());
    let entity: Instance<Entity> = sign_in.upcast();
    assert_eq!(entity.type_name(), "Microsoft.AAD.Reporting.signIn");

    let end: DateTimeOffset = "9999-12-31T23:59:59.9999999Z".parse()?;
    assert_eq!(end.to_string(), "9999-12-31T23:59:59.9999999Z");
    Ok(())
}
