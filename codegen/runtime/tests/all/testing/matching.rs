//! Which requests an expectation is for.

use serde_json::json;

use super::{ada, customer, shop};
use crate::Client;
use crate::runtime::testing::{FakeService, On, block_on};
use crate::runtime::{ClientBuilder, Many, Nothing, Service, StaticToken, Value};
use crate::shop::{CustomerRemind, PartyRemind};

/// Whether the request is one that the expectation is for.
fn check(expect: impl Fn(&FakeService, &Client) -> On<()>, path: &str, expected: bool) {
    let (fake, client) = shop();
    expect(&fake, &client).no_content();
    let fits = block_on(client.path::<Nothing>(path)).is_ok();
    assert_eq!(fits, expected, "{path}\n{fake:?}");
}

#[test]
fn positions_fit_by_method_and_path() {
    let ada = |fake: &FakeService, client: &Client| fake.on(ada(client)).read_as();
    check(ada, "customers(7)", true);
    check(ada, "customers(7)?$select=id", true);
    check(ada, "customers%287%29", true);
    check(ada, "customers(8)", false);
    check(ada, "customers(7)/orders", false);
    check(ada, "customers", false);
    let delete = |fake: &FakeService, client: &Client| fake.on(super::ada(client).delete()).read_as();
    check(delete, "customers(7)", false);
    let quoted = |fake: &FakeService, client: &Client| fake.on(client.parties().by_tax_number("A/1 {x}")).read_as();
    check(quoted, "parties(taxNumber='A%2F1%20%7Bx%7D')", true);
    check(quoted, "parties(taxNumber='A%2F1%20%7By%7D')", false);
}

#[test]
fn braces_of_templates_stand_for_any_text_within_a_segment() {
    let template = |template: &'static str| move |fake: &FakeService, _: &Client| fake.on_path("GET", template);
    check(template("/customers/{id}/orders"), "customers/7/orders", true);
    check(template("customers/{id}/orders/"), "customers/7/orders", true);
    check(template("/customers/{id}/orders"), "customers/7/8/orders", false);
    check(template("/customers/{id}/orders"), "customers//orders", false);
    check(template("/customers({id})"), "customers(7)", true);
    check(template("/customers({id})"), "customers()", false);
    check(template("/orders(year={year},number='{number}')"), "orders(year=1,number='7%2F8')", true);
    check(template("/orders(year={year},number='{number}')"), "orders(year=1,number=7)", false);
    check(template("/{}"), "anything", true);
    check(template("/{}{}"), "a", false);
    check(template("/a{"), "a%7B", true);
    check(template("/"), "", true);
    check(template("https://service.test/{x}"), "a", false);
}

#[test]
fn queries_fit_in_any_order_and_however_they_are_encoded() {
    let asked = "customers?$filter=taxNumber%20eq%20'a'&$top=5";
    let exact = |fake: &FakeService, client: &Client| {
        fake.on(client.customers().filter(|c| c.tax_number.eq("a")).top(5)).with_query().read_as()
    };
    check(exact, asked, true);
    check(exact, "customers?%24top=5&$filter=taxNumber+eq+%27a%27", true);
    check(exact, "customers?$top=5", false);
    check(exact, "customers?$top=5&$filter=taxNumber%20eq%20'a'&$skip=1", false);
    check(exact, "customers?$top=5&$top=5&$filter=taxNumber%20eq%20'a'", false);
    check(exact, "customers?$top=6&$filter=taxNumber%20eq%20'a'", false);
    let none = |fake: &FakeService, client: &Client| fake.on(client.customers()).with_query().read_as();
    check(none, "customers", true);
    check(none, "customers?$top=5", false);
    let one =
        |fake: &FakeService, client: &Client| fake.on(client.customers()).with_query_option("$top", "5").read_as();
    check(one, asked, true);
    check(one, "customers?$top=6", false);
    let template = |fake: &FakeService, _: &Client| fake.on_path("GET", "/customers?$top=5").with_query();
    check(template, "customers?$top=5", true);
    check(template, asked, false);
}

#[test]
fn bodies_fit_as_json() {
    let (fake, client) = shop();
    let remind = |text: &str| CustomerRemind { text: Some(text.to_owned()) };
    fake.on(ada(&client).remind(remind("now"))).with_body().answer(());
    fake.on(ada(&client).remind(remind("later"))).with_json(&json!({ "text": "later" })).error(
        409,
        "Late",
        "Too late.",
    );
    block_on(ada(&client).remind(remind("now"))).unwrap();
    let late = block_on(ada(&client).remind(remind("later"))).unwrap_err();
    assert_eq!(late.as_service().unwrap().code(), Some("Late"));
    let never = block_on(ada(&client).remind(remind("never"))).unwrap_err();
    assert!(matches!(never, crate::Error::Transport(_)), "{never:?}");
    // What is sent is text that is not JSON, too.
    let plain = |text: &'static str| client.path::<Nothing>("notes").send_content("POST", text, "text/plain");
    fake.on(plain("a")).with_body().no_content();
    block_on(plain("a")).unwrap();
    block_on(plain("b")).unwrap_err();
}

#[test]
fn headers_fit_where_they_are_asked_for() {
    let (fake, client) = shop();
    fake.on(ada(&client)).with_header("If-None-Match", "W/\"1\"").status(304);
    fake.on(ada(&client)).answer(customer(7, "A"));
    assert!(block_on(ada(&client).if_none_match("W/\"1\"")).unwrap_err().is_not_modified());
    assert_eq!(block_on(ada(&client).if_none_match("W/\"2\"")).unwrap().id, Some(7));
}

#[test]
fn the_first_that_fits_and_is_not_used_up_answers() {
    let (fake, client) = shop();
    let visitors = || client.at::<Value<i64>>("visitors");
    fake.on(visitors()).times(2).answer(1);
    fake.on(visitors()).once().answer(2).then().times(2).answer(3).then().answer(4);
    let read: Vec<i64> = (0..7).map(|_| block_on(visitors()).unwrap()).collect();
    assert_eq!(read, [1, 1, 2, 3, 3, 4, 4]);
    fake.assert_done();
}

#[test]
fn services_are_told_apart_by_nothing_but_their_paths() {
    let fake = FakeService::new();
    fake.on_path("GET", "/visitors").json(&json!({ "value": 5 }));
    for root in ["https://one.example/odata/v4/", "https://two.example/", "https://one.example/odata/"] {
        let client: Client = fake.client(ClientBuilder::new(Service::new(root))).unwrap();
        assert_eq!(block_on(client.at::<Value<i64>>("visitors")).unwrap(), 5, "{root}");
    }
    let own: Client =
        ClientBuilder::new(Service::new("https://x.example/a/b")).transport(fake.clone()).build().unwrap();
    assert_eq!(block_on(own.at::<Value<i64>>("visitors")).unwrap(), 5);
    assert_eq!(fake.lines(), ["GET /visitors"; 4]);
}

#[test]
fn what_leads_to_another_host_is_known_by_its_whole_url() {
    let (fake, client) = shop();
    let upload = client.anonymous::<Value<crate::edm::Stream>>("https://storage.example/up?sig=abc");
    fake.on(upload.clone().upload("text", "text/plain")).status(201);
    fake.on_path("GET", "https://storage.example/down/{file}").bytes("abc", "application/octet-stream");
    block_on(upload.upload("text", "text/plain")).unwrap();
    let down = client.anonymous::<Value<crate::edm::Stream>>("https://storage.example/down/1?sig=abc");
    let down = block_on(down.download()).unwrap();
    assert_eq!(&block_on(down.body.bytes(9)).unwrap()[..], b"abc");
    assert_eq!(fake.requests()[0].line(), "PUT https://storage.example/up?sig=abc");
    fake.assert_done();
}

#[test]
fn requests_are_told_as_they_were_sent() {
    let fake = FakeService::new();
    let client: Client = fake.client(Client::builder().credential(StaticToken::new("hush"))).unwrap();
    fake.on_path("POST", "/parties(7)/Shop.remind").no_content();
    let remind = client.parties().by_id(7).remind(PartyRemind { text: Some("now".into()) });
    block_on(remind.query_option("a b", "c&d").header("X-Api-Key", "hush").query_option("code", "hush")).unwrap();
    let asked = &fake.requests()[0];
    assert_eq!(asked.method(), "POST");
    assert_eq!(asked.line(), "POST /parties(7)/Shop.remind?a%20b=c%26d&code=hush");
    assert_eq!(asked.path(), "/parties(7)/Shop.remind");
    assert_eq!(asked.query_option("a b").as_deref(), Some("c&d"));
    assert_eq!(asked.query_option("b"), None);
    assert_eq!(asked.header("content-type"), Some("application/json"));
    assert_eq!(asked.json::<serde_json::Value>().unwrap(), json!({ "text": "now" }));
    assert_eq!(&asked.body()[..], br#"{"text":"now"}"#);
    // P22
    let shown = format!("{asked:?} {fake:?}");
    assert!(!shown.contains("hush") && shown.contains("x-api-key") && shown.contains("a%20b=c%26d"), "{shown}");
    fake.forget_requests();
    assert!(fake.requests().is_empty());
}

#[test]
fn links_of_the_service_are_positions() {
    let (fake, client) = shop();
    fake.on(client.link::<Many<Value<String>>>("tags?$skiptoken=7")).with_query().page(["a"]);
    let tags = block_on(client.link::<Many<Value<String>>>("https://service.test/tags?$skiptoken=7")).unwrap();
    assert_eq!(tags.value, ["a"]);
}
