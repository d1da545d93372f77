#![deny(unused_must_use)]

fn main() {
    generated::Client::builder();
}
