//! Keys that repeat those of other entities (URL Conventions 4.3.3).

use expect_test::{Expect, expect};

fn check(line: &str, expected: Expect) {
    super::check_service(super::ORDERS, None, line, expected);
}

#[test]
fn parts_that_a_constraint_fixes_may_be_left_out() {
    check(
        "GET /Orders(1)/Items(2)",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(K.Order)
        key ID=1 -> K.Order
        navigation Items -> Collection(K.Item)
        key No=2 -> K.Item"#]],
    );
    check(
        "GET /Orders(1)/Items(OrderID=1,No=2)/Lines('a')",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(K.Order)
        key ID=1 -> K.Order
        navigation Items -> Collection(K.Item)
        key OrderID=1, No=2 -> K.Item
        navigation Lines -> Collection(K.Line)
        key Line='a' -> K.Line"#]],
    );
    check(
        "GET /Orders(1)/Items/K.Gift(2)",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(K.Order)
        key ID=1 -> K.Order
        navigation Items -> Collection(K.Item)
        cast -> Collection(K.Gift)
        key No=2 -> K.Gift"#]],
    );
    check(
        "GET /Orders(1)/Items(1,2)",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(K.Order)
        key ID=1 -> K.Order
        navigation Items -> Collection(K.Item)
        key OrderID=1, No=2 -> K.Item"#]],
    );
}

#[test]
fn keys_as_segments_leave_fixed_parts_out() {
    check(
        "GET /Orders/1/Items/2/Lines/a/Item",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(K.Order)
        key ID=1 -> K.Order
        navigation Items -> Collection(K.Item)
        key No=2 -> K.Item
        navigation Lines -> Collection(K.Line)
        key Line=a -> K.Line
        navigation Item -> K.Item"#]],
    );
    check(
        "GET /Orders/1/Items/1/2",
        expect![[r#"
        2: K.Item has no `2`
        nearest: "#]],
    );
}

#[test]
fn elsewhere_the_whole_key_is_needed() {
    check(
        "GET /Items(OrderID=1,No=2)",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(K.Item)
        key OrderID=1, No=2 -> K.Item"#]],
    );
    check(
        "GET /Items/1/2",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(K.Item)
        key OrderID=1, No=2 -> K.Item"#]],
    );
    check(
        "GET /Orders(1)/Old/1/2",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(K.Order)
        key ID=1 -> K.Order
        navigation Old -> Collection(K.Item)
        key OrderID=1, No=2 -> K.Item"#]],
    );
    check(
        "GET /Items/1",
        expect![[r#"
        1: the key of K.Item has 2 parts
        nearest: "#]],
    );
}
