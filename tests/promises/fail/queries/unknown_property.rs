fn main() {
    let _ = |graph: generated::Client| graph.audit_logs().sign_ins().select(|s| (s.id, s.app_dispaly_name));
}
