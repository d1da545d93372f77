fn main() {
    let _ = |shop: shop::Client| shop.customers().by_id(7).update(|c| [c.tax_number.set("A-2")]);
}
