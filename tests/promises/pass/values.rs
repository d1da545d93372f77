//! Values are plain structs, made by struct update and wrapped for the wire.
use generated::Instance;
use generated::microsoft_aad_reporting::{
    CredentialUserRegistrationCount, RegistrationStatusType, SignIn, SignInStatus, UserRegistrationCount,
};

pub(crate) fn promise() {
    let count = UserRegistrationCount {
        registration_count: Some(5),
        registration_status: Some(RegistrationStatusType::Enabled),
    };
    let row =
        CredentialUserRegistrationCount { user_registration_counts: Some(vec![count.into()]), ..Default::default() };
    let mut row: Instance<CredentialUserRegistrationCount> = row.into();
    row.total_user_count = Some(7);
    let copy = row.clone();
    assert_eq!(copy, row);
    let _ = format!("{row:?}");
    let sign_in = SignIn { status: Some(SignInStatus::default().into()), ..SignIn::default() };
    let code: Option<i32> = sign_in.status.as_ref().and_then(|status| status.error_code);
    assert_eq!(code, None);
    // A `match` also covers members that only a newer schema has.
    let of_count =
        row.user_registration_counts.iter().flatten().next().and_then(|count| count.registration_status.as_ref());
    let name = match of_count {
        Some(RegistrationStatusType::Enabled) => "enabled",
        Some(RegistrationStatusType::Unrecognized(text)) => text,
        Some(_) | None => "",
    };
    assert_eq!(name, "enabled");
}
