fn main() {
    let _ = |graph: generated::Client| graph.audit_logs().get_credential_user_registration_count();
}
