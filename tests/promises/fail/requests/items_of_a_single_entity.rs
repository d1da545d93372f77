fn main() {
    let _ = |graph: generated::Client| graph.reports().items();
}
