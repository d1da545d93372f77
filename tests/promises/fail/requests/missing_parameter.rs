fn main() {
    let _ = |graph: generated::Client| graph.reports().get_credential_usage_summary();
}
