fn main() {
    let _ = |graph: generated::Client| graph.reports().by_id("a");
}
