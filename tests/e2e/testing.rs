//! The example program `testing`.

#[path = "../examples/testing.rs"]
#[allow(dead_code, reason = "its `main` is that of the example")]
mod program;

#[tokio::test]
async fn the_example_runs() {
    program::run().await.unwrap();
}
