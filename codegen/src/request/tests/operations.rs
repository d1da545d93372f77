//! Calls, casts and system segments.

use expect_test::expect;

use super::check;

// U11, S6
#[test]
fn operations() {
    check(
        "GET /users/delta",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        call svc.core.delta() -> Collection(svc.core.user)"#]],
    );
    check(
        "GET /users/c.delta()",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        call svc.core.delta() -> Collection(svc.core.user)"#]],
    );
    check(
        "POST /me/send",
        expect![[r#"
        POST
        Singleton(0) -> svc.core.user
        call svc.core.send() -> nothing"#]],
    );
    check(
        "POST /me/reset",
        expect![[r#"
        POST
        Singleton(0) -> svc.core.user
        call svc.core.reset() -> nothing"#]],
    );
    check(
        "POST /me/messages/{id}/reset",
        expect![[r#"
        POST
        Singleton(0) -> svc.core.user
        navigation messages -> Collection(svc.core.message)
        key id={id} -> svc.core.message
        call svc.core.reset() -> svc.core.body"#]],
    );
}

// U11, S6
#[test]
fn overloads_go_by_the_parameters() {
    check(
        "GET /items/{id}/search(q='a/b')",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(svc.core.item)
        key id={id} -> svc.core.item
        call svc.core.search(q='a/b') -> Collection(svc.core.item)"#]],
    );
    check(
        "GET /items/{id}/search",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(svc.core.item)
        key id={id} -> svc.core.item
        call svc.core.search() -> Collection(svc.core.item)"#]],
    );
    check(
        "GET /items/{id}/search(q='x')/7/children",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(svc.core.item)
        key id={id} -> svc.core.item
        call svc.core.search(q='x') -> Collection(svc.core.item)
        key id=7 -> svc.core.item
        navigation children -> Collection(svc.core.item)"#]],
    );
    check(
        "GET /items/{id}/search(w='x')",
        expect![[r#"
        search(w='x'): no overload takes (w); there is `svc.core.search(b: svc.core.item, q: Edm.String) -> Collection(svc.core.item)`, `svc.core.search(b: svc.core.item) -> Collection(svc.core.item)`
        nearest: q"#]],
    );
}

// U6, U11
#[test]
fn parameters_stand_in_parentheses_or_in_the_query() {
    check(
        "GET /me/view(start=@s,mode=c.mode'fast')?@s=2020",
        expect![[r#"
            GET
            Singleton(0) -> svc.core.user
            call svc.core.view(start=@s is Some(Bare("2020")), mode=c.mode'fast') -> Edm.Boolean"#]],
    );
    check(
        "GET /me/view?start=2020-01-01T00:00:00%2B01:00&$top=1",
        expect![[r#"
            GET
            Singleton(0) -> svc.core.user
            call svc.core.view(start=2020-01-01T00:00:00+01:00) -> Edm.Boolean
            ?$top=1
            note: the option `start` is sent as a parameter of `view`"#]],
    );
    check(
        "GET /me/view",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        call svc.core.view() -> Edm.Boolean
        note: function `view` needs the parameter `start`"#]],
    );
    check(
        "GET /me/SEND",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        call svc.core.send() -> nothing
        note: `send` is an action, and the method is GET
        note: `SEND` is declared as `send`"#]],
    );
}

// S6
#[test]
fn imports() {
    check(
        "GET /nearest(to='x')/manager",
        expect![[r#"
        GET
        call svc.core.nearest(to='x') -> svc.core.user
        navigation manager -> svc.core.user"#]],
    );
    check(
        "GET /nearest",
        expect![[r#"
        GET
        call svc.core.nearest() -> svc.core.user"#]],
    );
    check(
        "POST /purge",
        expect![[r#"
        POST
        call svc.core.purge() -> nothing"#]],
    );
    check(
        "POST /purge/x",
        expect![[r#"
        x: nothing can follow here, so not `x`
        nearest: "#]],
    );
}

// U8, U14
#[test]
fn casts_and_system_segments() {
    check(
        "GET /users/c.guest/$count",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        cast -> Collection(svc.core.guest)
        Count -> Edm.Int32"#]],
    );
    check(
        "GET /users/{id}/SVC.core.Guest",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key id={id} -> svc.core.user
        cast -> svc.core.guest
        note: `SVC.core.Guest` is declared as `svc.core.guest`"#]],
    );
    check(
        "GET /users/{id}/visits",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key id={id} -> svc.core.user
        implicit cast -> svc.core.guest
        navigation visits -> Collection(svc.core.visit)
        note: `visits` belongs to svc.core.guest"#]],
    );
}

// U14
#[test]
fn system_segments() {
    check(
        "PUT /me/manager/$ref",
        expect![[r#"
        PUT
        Singleton(0) -> svc.core.user
        navigation manager -> svc.core.user
        Ref -> svc.core.user"#]],
    );
    check(
        "GET /me/photo/$value",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        property photo -> Edm.Stream
        Value -> Edm.Stream"#]],
    );
    // A collection has no content.
    check(
        "GET /me/messages/$value",
        expect![[r#"
            $value: Collection(svc.core.message) has no `$value`
            nearest: "#]],
    );
    check(
        "GET /me/messages/1/attachments/2/$value",
        expect![[r#"
            GET
            Singleton(0) -> svc.core.user
            navigation messages -> Collection(svc.core.message)
            key id=1 -> svc.core.message
            navigation attachments -> Collection(svc.core.attachment)
            key id=2 -> svc.core.attachment
            Value -> Edm.Stream
            note: `svc.core.attachment` does not say `HasStream`, so it may have no `$value`"#]],
    );
    check(
        "GET /me/$count",
        expect![[r#"
        $count: svc.core.user has no `$count`
        nearest: "#]],
    );
}

// U14
#[test]
fn system_segments_of_the_service_and_of_collections() {
    check(
        "POST /$batch",
        expect![[r#"
        POST
        Batch -> nothing"#]],
    );
    check(
        "GET /v1/$metadata",
        expect![[r#"
        GET
        Metadata -> nothing"#]],
    );
    check(
        "PATCH /users/$filter(@f)/$each?@f=name eq 'x'",
        expect![[r#"
        PATCH
        EntitySet(0) -> Collection(svc.core.user)
        Filter("@f") -> Collection(svc.core.user)
        Each -> svc.core.user
        ?@f=name eq 'x'"#]],
    );
    check(
        "GET /me/tags/0",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        property tags -> Collection(Edm.String)
        item 0 -> Edm.String"#]],
    );
}
