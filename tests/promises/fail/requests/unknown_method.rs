fn main() {
    let _ = |graph: generated::Client| graph.reports().get_credentials_user_registration_count();
}
