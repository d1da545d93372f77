//! Where a line starts, keys, properties.

use expect_test::expect;

use super::{check, check_below};

#[test]
fn hosts_versions_and_methods() {
    check(
        "https://graph.example/v1.0/me",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user"#]],
    );
    check(
        "GET https://services.example/any/path/users?$top=5",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        ?$top=5
        note: `/any/path/` is taken for the service root"#]],
    );
    check(
        "POST /beta/users HTTP/1.1",
        expect![[r#"
        POST
        EntitySet(0) -> Collection(svc.core.user)"#]],
    );
    check(
        "/{version}/Me",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        note: `Me` is declared as `me`"#]],
    );
    check_below(
        Some("https://h.example/deep/base/"),
        "GET /deep/base/me",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user"#]],
    );
    check(
        "GET /other/users",
        expect![[r#"
        other: the entity container `Service` has no member `other`
        nearest: "#]],
    );
    check(
        "GET https://graph.example/",
        expect![[r#"
        -: the line addresses no resource
        nearest: "#]],
    );
}

// U2, U3
#[test]
fn keys() {
    check(
        "GET /users/{id | name}",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key id={id | name} -> svc.core.user"#]],
    );
    check(
        "GET /users('O''Neil%2Fx')/mail",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key id='O'Neil/x' -> svc.core.user
        property mail -> Edm.String"#]],
    );
    check(
        "GET /users/AAA=",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key id=AAA= -> svc.core.user"#]],
    );
}

// U2
#[test]
fn alternate_keys() {
    check(
        "GET /users(mail='a')",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key mail='a' -> svc.core.user
        note: `mail` is not a declared key"#]],
    );
    check(
        "GET /users/mail=a",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key mail=a -> svc.core.user
        note: `mail` is not a declared key"#]],
    );
    check(
        "GET /users(AAA==)",
        expect![[r#"
        GET
        EntitySet(0) -> Collection(svc.core.user)
        key id=AAA== -> svc.core.user"#]],
    );
    check(
        "GET /users(nam='a')",
        expect![[r#"
        users(nam='a'): svc.core.user has no key property `nam`
        nearest: "#]],
    );
}

// U2, U3
#[test]
fn compound_keys() {
    check(
        "GET /me/svc.core.guest/visits(year=2020,number=@n)?@n=7",
        expect![[r#"
            GET
            Singleton(0) -> svc.core.user
            cast -> svc.core.guest
            navigation visits -> Collection(svc.core.visit)
            key year=2020, number=@n is Some(Bare("7")) -> svc.core.visit"#]],
    );
    check(
        "GET /me/c.guest/visits/2020/7",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        cast -> svc.core.guest
        navigation visits -> Collection(svc.core.visit)
        key year=2020, number=7 -> svc.core.visit"#]],
    );
    check(
        "GET /me/c.guest/visits/2020",
        expect![[r#"
        2020: the key of svc.core.visit has 2 parts
        nearest: "#]],
    );
    check(
        "GET /me('x')",
        expect![[r#"
        me('x'): `('x')` does not follow a collection
        nearest: "#]],
    );
}

// U14
#[test]
fn open_and_unknown_segments() {
    check(
        "GET /me/nickname/short",
        expect![[r#"
            GET
            Singleton(0) -> svc.core.user
            OpenProperty("nickname") -> Edm.Untyped
            OpenProperty("short") -> Edm.Untyped
            note: `nickname` is not declared"#]],
    );
    check(
        "GET /me/nicknames/{id}/x",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        OpenProperty("nicknames") -> Edm.Untyped
        item {id} -> Edm.Untyped
        OpenProperty("x") -> Edm.Untyped
        note: `nicknames` is not declared"#]],
    );
    check(
        "GET /me/unknown/7/users",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        OpenProperty("unknown") -> Edm.Untyped
        OpenProperty("7") -> Edm.Untyped
        OpenProperty("users") -> Edm.Untyped
        note: `unknown` is not declared"#]],
    );
    check(
        "GET /me/mesages",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        OpenProperty("mesages") -> Edm.Untyped
        note: `mesages` is not declared; did you mean `messages`?"#]],
    );
}

#[test]
fn unknown_segments() {
    check(
        "GET /me/drive/chldren",
        expect![[r#"
        chldren: svc.core.item has no `chldren`
        nearest: children"#]],
    );
    check(
        "GET /user",
        expect![[r#"
        user: the entity container `Service` has no member `user`
        nearest: users"#]],
    );
    check(
        "GET /me/{property}",
        expect![[r#"
        {property}: svc.core.user has no `{property}`
        nearest: "#]],
    );
    check(
        "GET /me/mail/x",
        expect![[r#"
        x: Edm.String has no `x`
        nearest: "#]],
    );
    check(
        "GET /me/address/CITY",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        property address -> svc.core.address
        property city -> Edm.String
        note: `CITY` is declared as `city`"#]],
    );
}

#[test]
fn items_by_path() {
    check(
        "GET /me/drive:/{path}/x:/children",
        expect![[r#"
        GET
        Singleton(0) -> svc.core.user
        navigation drive -> svc.core.item
        ItemPath("{path}/x") -> svc.core.item
        navigation children -> Collection(svc.core.item)"#]],
    );
    check(
        "PUT /items/{id}:/a/b.txt:/content",
        expect![[r#"
        PUT
        EntitySet(1) -> Collection(svc.core.item)
        key id={id} -> svc.core.item
        ItemPath("a/b.txt") -> svc.core.item
        property content -> Edm.Stream"#]],
    );
    check(
        "GET /items/{id}:/a/b",
        expect![[r#"
        GET
        EntitySet(1) -> Collection(svc.core.item)
        key id={id} -> svc.core.item
        ItemPath("a/b") -> svc.core.item"#]],
    );
}
