fn main() {
    let _ = shop::shop::Order { number: "7", ..Default::default() };
}
