fn main() {
    let _ = |shop: shop::Client| shop.customers().by_id(7).update(|c| [c.agent.address.null()]);
}
