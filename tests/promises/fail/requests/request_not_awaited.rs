#![deny(unused_must_use)]

fn main() {
    let _ = |graph: generated::Client| {
        graph.reports().get_credential_user_registration_count();
    };
}
