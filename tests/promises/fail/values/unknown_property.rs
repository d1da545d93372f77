use generated::Instance;
use generated::microsoft_aad_reporting::UserRegistrationCount;

fn count(row: &Instance<UserRegistrationCount>) -> Option<i64> {
    row.user_registation_count
}

fn main() {
    let _ = count;
}
