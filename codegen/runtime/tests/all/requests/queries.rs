//! What queries and keys take.

use crate::runtime::internal::edm::{DateTimeOffset, Guid};
use crate::runtime::internal::query::{Expr, Item, Parts, Root};
use crate::runtime::internal::{At, Client, Literal, Many, Nothing};
use crate::shop::{Due, Order, Title, Weight};
use crate::transport::support::line;

fn orders(client: &Client) -> At<Many<Order>> {
    client.at("orders")
}

fn check<O: crate::runtime::internal::query::Condition>(filter: fn(Item<Root<Order>>) -> O, expect: &str) {
    let url = line(|c| orders(c).filter(filter));
    assert_eq!(url.replace("%20", " ").replace("%3A", ":"), format!("GET orders?$filter={expect}"));
}

const DUE: &str = "2026-11-30T10:00:00Z";

// U10
#[test]
fn type_definitions_have_what_their_underlying_types_have() {
    check(|o| o.title.contains("A"), "contains(title,'A')");
    check(|o| o.title.starts_with("A").and(o.title.length().gt(3)), "startswith(title,'A') and length(title) gt 3");
    check(|o| o.title.to_lower().eq("a"), "tolower(title) eq 'a'");
    check(|o| o.title.eq("A"), "title eq 'A'");
    check(|o| o.title.eq(Title::from("A")), "title eq 'A'");
    check(|o| o.title.in_(["A", "B"]), "title in ('A','B')");
    check(|o| o.title.underlying().eq(o.number), "title eq number");
    check(|o| o.due.year().eq(2026), "year(due) eq 2026");
    check(|o| o.due.hour().lt(12), "hour(due) lt 12");
    check(|o| o.due.lt(DUE.parse::<DateTimeOffset>().unwrap()), "due lt 2026-11-30T10:00:00Z");
    check(|o| (o.weight + 1.5).gt(2.0), "weight add 1.5 gt 2");
    check(|o| o.weight.round().eq(Weight(2.0)), "round(weight) eq 2");
    let changed = line(|c| {
        let order = orders(c).by_key(7);
        order.update(|o| (o.title.set("A"), o.weight.set(1.5), o.due.set(Due(DUE.parse().unwrap()))))
    });
    assert_eq!(changed, format!(r#"PATCH orders(7) {{"title":"A","weight":1.5,"due":"{DUE}"}}"#));
    assert_eq!((Title::from("A"), Weight::from(1.5)), (Title("A".into()), Weight(1.5)));
}

// U10
#[test]
fn items_are_ordered_by_expressions() {
    let by = |order: fn(Item<Root<Order>>) -> Expr<i32>| line(|c| orders(c).order_by(order));
    assert_eq!(by(|o| o.number.length()), "GET orders?$orderby=length(number)");
    let both = line(|c| orders(c).order_by(|o| (o.title.length(), o.number.desc(), o.year)));
    assert_eq!(both.replace("%20", " "), "GET orders?$orderby=length(title),number desc,year");
    fn is_part<L, P: Parts<L>>() {}
    is_part::<crate::runtime::internal::query::Ordering<Root<Order>>, Expr<String>>();
}

#[test]
fn values_of_other_crates_are_literals() {
    let due = DUE.parse::<DateTimeOffset>().unwrap();
    let now = chrono::DateTime::<chrono::Utc>::try_from(&due).unwrap();
    let when = |c: &Client| c.at::<Many<Order>>("orders").filter(|o| o.due.underlying().lt(now)).delete();
    assert_eq!(line(when).replace("%3A", ":").replace("%20", " "), format!("DELETE orders?$filter=due lt {DUE}"));
    let uuid = uuid::Uuid::from_u128(0x89d5_bb53_52c0_4f41_8e1d_4f1b_31a0_d2f4);
    let key = "orders(89d5bb53-52c0-4f41-8e1d-4f1b31a0d2f4)";
    assert_eq!(line(|c| orders(c).by_key(uuid)), format!("GET {key}"));
    let guid = Guid::from(uuid);
    assert_eq!(line(|c| orders(c).by_key(&guid)), format!("GET {key}"));
    assert_eq!(line(|c| orders(c).by_key(guid.clone())), format!("GET {key}"));
    assert_eq!(Literal::from(uuid).to_string(), "89d5bb53-52c0-4f41-8e1d-4f1b31a0d2f4");
    assert_eq!(Literal::from(now).to_string(), DUE);
    let timestamp = jiff::Timestamp::from_second(now.timestamp()).unwrap();
    let system = std::time::SystemTime::from(now);
    let parts = [Literal::from(timestamp), Literal::from(system)].map(|literal| literal.to_string());
    assert_eq!(parts, [DUE, DUE]);
}

#[test]
fn keys_are_taken_by_reference() {
    let text = "a".to_owned();
    assert_eq!(line(|c| orders(c).by_key(&text)), "GET orders('a')");
    let all = |numbers: &[i64]| numbers.iter().map(|number| line(|c| orders(c).by_key(number))).collect::<Vec<_>>();
    assert_eq!(all(&[7, 8]), ["GET orders(7)", "GET orders(8)"]);
}

#[test]
fn a_url_that_is_too_long_says_so_before_it_is_sent() {
    let fake = crate::transport::support::Fake::default();
    let ids = (0..20_000).map(|id| format!("{id:08}"));
    let orders = orders(&fake.client()).filter(|o| o.number.in_(ids));
    let error = crate::transport::support::block_on(orders).unwrap_err().to_string();
    assert!(error.contains("in_") && error.contains("65534 bytes"), "{error}");
    assert!(fake.requests().is_empty());
    let long = format!("x?y={}", "z".repeat(70_000));
    let error = crate::transport::support::block_on(fake.client().path::<Nothing>(&long)).unwrap_err().to_string();
    assert!(error.contains("65534 bytes"), "{error}");
}
