fn main() {
    let _ = |shop: shop::Client| shop.parties().by_city_and_box("Ulm", "7");
}
