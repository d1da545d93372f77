fn main() {
    let _ = |graph: generated::Client| graph.audit_logs().sign_ins().filter(|s| s.app_display_name.eq(5));
    let _ = |graph: generated::Client| graph.audit_logs().sign_ins().filter(|s| s.status.error_code.gt("five"));
    let _ = |graph: generated::Client| graph.audit_logs().sign_ins().filter(|s| s.user_id.eq(s.status.error_code));
}
