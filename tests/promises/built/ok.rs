fn main() {
    let _ = shop::Client::builder().build().map(|shop| shop.best().agent().link(&shop.customers().by_id(7)));
}
