use generated::microsoft_aad_reporting::UserRegistrationCount;

fn main() {
    let _ = UserRegistrationCount { registration_count: Some("five"), ..Default::default() };
}
