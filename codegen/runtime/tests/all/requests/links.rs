//! Links of the service as positions.

use crate::calls::write::Person;
use crate::runtime::internal::{
    Argument, At, Client, ClientBuilder, Error, Instance, Many, Nothing, Service, Structured, Value,
};
use crate::shop::{Customer, CustomerRemind, Order};
use crate::transport::support::{Answer, Fake, block_on};

const RACK: &str = "https://rack.example/redfish/v1/";

fn rack(fake: &Fake) -> ClientBuilder {
    fake.builder_of(Service::new(RACK))
}

/// The request that is sent, without the host.
fn check<F: IntoFuture>(request: impl Fn(&Client) -> F, expect: &str) {
    let fake = Fake::new([Answer(204, &[], "")]);
    let _ = block_on(request(&rack(&fake).build().unwrap()));
    let request = fake.requests().pop().unwrap_or_default().replace("https://rack.example", "");
    let (head, body) = request.split_once("\n\n").unwrap();
    let text = format!("{} {}", head.lines().next().unwrap(), body.trim_end());
    assert_eq!(text.trim_end(), expect);
}

fn refused<F: IntoFuture<Output = Result<T, Error>>, T: std::fmt::Debug>(request: impl Fn(&Client) -> F) -> Error {
    let fake = Fake::new([Answer(204, &[], "")]);
    let error = block_on(request(&rack(&fake).build().unwrap())).unwrap_err();
    assert!(fake.requests().is_empty());
    error
}

fn customer(client: &Client, link: &str) -> At<Customer> {
    client.link(link)
}

// P16
#[test]
fn everything_leads_on_from_a_link() {
    for link in ["/redfish/v1/customers(7)", "customers(7)", "https://rack.example/redfish/v1/customers(7)"] {
        check(|c| customer(c, link), "GET /redfish/v1/customers(7)");
        check(|c| customer(c, link).orders(), "GET /redfish/v1/customers(7)/orders");
        check(|c| customer(c, link).select(|c| c.tags), "GET /redfish/v1/customers(7)?$select=tags");
        check(
            |c| customer(c, link).orders().by_year_and_number(1, "2").select(|o| o.total),
            "GET /redfish/v1/customers(7)/orders(year=1,number='2')?$select=total",
        );
        check(
            |c| customer(c, link).remind(CustomerRemind { text: Some("now".into()) }),
            r#"POST /redfish/v1/customers(7)/Shop.remind {"text":"now"}"#,
        );
        check(|c| customer(c, link).delete(), "DELETE /redfish/v1/customers(7)");
    }
    check(|c| customer(c, "/redfish/v1/customers/7/").agent(), "GET /redfish/v1/customers/7/agent");
    check(|c| customer(c, "/other/v2/x").agent(), "GET /other/v2/x/agent");
    check(|c| customer(c, "/").agent(), "GET /agent");
    check(|c| c.link::<Many<Order>>("/redfish/v1/orders/").by_key(7), "GET /redfish/v1/orders(7)");
}

// P3
// P16
#[test]
fn a_link_is_requested_as_it_came() {
    for link in ["/redfish/v1/x?a=b%2Fc&$skiptoken='%27'", "/x?$filter=a eq 'b'", "/redfish/v1/x/?api-version=1"] {
        check(|c| c.link::<Nothing>(link), &format!("GET {}", link.replace(' ', "%20")));
    }
}

// P3
#[test]
fn the_link_of_a_page_takes_no_system_query_option() {
    let next = "customers?$skiptoken=7&api-version=2";
    let error = refused(|c| c.link::<Many<Customer>>(next).top(5)).to_string();
    assert!(error.contains("11.2.6.7"), "{error}");
    refused(|c| c.link::<Many<Customer>>(next).query_option("$top", "5"));
    check(
        |c| c.link::<Many<Customer>>(next).query_option("trace", "1"),
        "GET /redfish/v1/customers?$skiptoken=7&api-version=2&trace=1",
    );
    check(|c| c.link::<Many<Customer>>(next).by_id(7), "GET /redfish/v1/customers(7)?api-version=2");
    check(
        |c| c.link::<Many<Customer>>(next).by_id(7).select(|c| c.tags),
        "GET /redfish/v1/customers(7)?api-version=2&$select=tags",
    );
}

#[test]
fn targets_of_actions_are_called() {
    let actions =
        r##"{"#Server.Reset":{"target":"/redfish/v1/Systems/1/Actions/Server.Reset","title":"x"},"#Server.Stop":5}"##;
    let actions: Instance<Person> = serde_json::from_str(actions).unwrap();
    let target = actions.operation_target("Server.Reset").unwrap();
    check(
        |c| c.link::<Nothing>(&target).call_action::<Nothing>([("ResetType", Argument::of("On"))]),
        r#"POST /redfish/v1/Systems/1/Actions/Server.Reset {"ResetType":"On"}"#,
    );
    check(|c| c.link::<Nothing>(&target).call_action::<Nothing>(()), "POST /redfish/v1/Systems/1/Actions/Server.Reset");
    check(
        |c| c.link::<Nothing>(&target).call_action::<Nothing>(CustomerRemind { text: Some("now".into()) }),
        r#"POST /redfish/v1/Systems/1/Actions/Server.Reset {"text":"now"}"#,
    );
    assert_eq!((actions.operation_target("Server.Stop"), actions.operation_target("Server")), (None, None));
}

#[test]
fn paths_may_repeat_the_root() {
    check(|c| c.path::<Nothing>("/redfish/v1/Systems/1?x=1"), "GET /redfish/v1/Systems/1?x=1");
    check(|c| c.path::<Nothing>("/redfish/v1"), "GET /redfish/v1/");
    check(|c| c.path::<Nothing>("/redfish/v1/"), "GET /redfish/v1/");
    check(|c| c.path::<Nothing>("/redfish/v10/x"), "GET /redfish/v1/redfish/v10/x");
    check(|c| c.path::<Nothing>("/Systems/1"), "GET /redfish/v1/Systems/1");
}

// P17
#[test]
fn links_of_other_hosts_are_refused_and_lead_to_anonymous() {
    let requests: [fn(&Client) -> At<Customer>; 3] = [
        |c| c.link("https://evil.example/x"),
        |c| c.link::<Customer>("https://evil.example/x").agent().cast(),
        |c| c.link::<Customer>("https://evil.example/x").select(|c| c.tags),
    ];
    for request in requests {
        let error = refused(request);
        let Error::Link(link) = &error else { panic!("{error}") };
        assert_eq!(link.refused_host().as_deref(), Some("https://evil.example"));
        let text = error.to_string();
        assert!(text.contains("`client.anonymous(url)`") && !text.contains("allow_host"), "{text}");
    }
    let malformed = refused(|c| c.link::<Customer>("ftp://x").agent());
    assert!(matches!(malformed, Error::Link(_)), "{malformed}");
}

fn read<T: Structured>(json: &str) -> Instance<T> {
    serde_json::from_str(json).unwrap()
}

#[test]
fn an_instance_leads_to_its_position() {
    let entity = |json| move |c: &Client| c.entity(&read::<Customer>(json)).agent();
    check(entity(r#"{"@odata.id":"customers(7)"}"#), "GET /redfish/v1/customers(7)/agent");
    check(entity(r#"{"@id":"/redfish/v1/customers(7)"}"#), "GET /redfish/v1/customers(7)/agent");
    check(
        entity(r#"{"@odata.id":"customers(7)","@odata.editLink":"customers(7)/Shop.Customer"}"#),
        "GET /redfish/v1/customers(7)/Shop.Customer/agent",
    );
    check(entity(r#"{"@odata.readLink":"read(7)"}"#), "GET /redfish/v1/read(7)/agent");
    let context =
        r#"{"@odata.context":"https://rack.example/other/$metadata#customers/$entity","@odata.id":"customers(7)"}"#;
    check(entity(context), "GET /other/customers(7)/agent");
    let error = refused(entity(r#"{"id":7}"#)).to_string();
    assert!(error.contains("by_instance"), "{error}");
    let error = refused(entity(r#"{"@odata.id":"https://evil.example/customers(7)"}"#));
    assert!(matches!(error, Error::Link(_)), "{error}");
}

// U2
#[test]
fn an_item_leads_to_its_position_by_its_key() {
    let item = |json| move |c: &Client| c.customers().by_instance(&read::<Customer>(json)).orders();
    check(item(r#"{"id":7}"#), "GET /redfish/v1/customers(7)/orders");
    check(item(r#"{"@odata.id":"people(7)"}"#), "GET /redfish/v1/people(7)/orders");
    refused(item("{}"));
    check(
        |c| c.customers().by_id(7).orders().by_instance(&read::<Order>(r#"{"year":2024,"number":"7/8"}"#)),
        "GET /redfish/v1/customers(7)/orders(year=2024,number='7%2F8')",
    );
    check(
        |c| {
            let mut ada = read::<Customer>(r#"{"@odata.etag":"W/\"1\"","id":7,"tags":["a"]}"#);
            ada.tags = Some(vec![]);
            c.customers().by_instance(&ada).save(&ada)
        },
        r#"PATCH /redfish/v1/customers(7) {"tags":[]}"#,
    );
}

fn downgraded(error: &Error) -> bool {
    matches!(error, Error::Link(_)) && error.to_string().contains("links_from(\"http://rack.example\")")
}

// P17
#[test]
fn links_by_http_behind_a_proxy_are_let_in_by_a_setting() {
    let pages = || {
        Fake::new([
            Answer(200, &[], r#"{"value":[1],"@odata.nextLink":"http://rack.example/redfish/v1/n?$skiptoken=%41"}"#),
            Answer(302, &[("Location", "http://10.0.0.7:8080/redfish/v1/m")], ""),
            Answer(200, &[], r#"{"value":[2]}"#),
        ])
    };
    let read = |builder: ClientBuilder| {
        let mut items = builder.build().unwrap().at::<Many<Value<i64>>>("n").items();
        block_on(async move {
            let mut all = Vec::new();
            while let Some(item) = items.try_next().await? {
                all.push(item);
            }
            Ok::<_, Error>(all)
        })
    };
    assert!(downgraded(&read(rack(&pages())).unwrap_err()));
    let fake = pages();
    let both = rack(&fake).links_from("http://rack.example").links_from("http://10.0.0.7:8080");
    assert_eq!(read(both).unwrap(), [1, 2]);
    assert_eq!(fake.lines()[1..], [format!("GET {RACK}n?$skiptoken=%41"), format!("GET {RACK}m")]);
    assert!(fake.requests().iter().all(|request| request.contains("authorization: Bearer secret")));
    let other = rack(&pages()).links_from("http://rack.example:8080");
    assert!(downgraded(&read(other).unwrap_err()));
    let fake = Fake::default();
    let error = rack(&fake).links_from("rack.example").build().unwrap_err().to_string();
    assert!(error.contains("`http://rack.example`"), "{error}");
}
