fn main() {
    let _ = |graph: generated::Client| graph.audit_logs().sign_ins().filter(|s| s.app_display_name);
}
