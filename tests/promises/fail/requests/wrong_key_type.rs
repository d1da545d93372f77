fn main() {
    let _ = |graph: generated::Client| graph.audit_logs().sign_ins().by_id(7);
}
