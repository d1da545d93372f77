fn main() {
    let _ = |order: shop::Instance<shop::shop::Customer>| order.agent.as_ref().map(|agent| &agent.id);
}
