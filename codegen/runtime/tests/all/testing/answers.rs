//! Typed values as answers.

use serde_json::json;

use super::{ada, customer, shop};
use crate::runtime::testing::block_on;
use crate::runtime::{Instance, Many, Maybe, Nothing, Nullable, PlainText, Value, edm};
use crate::shop::{Money, Order, State};

#[test]
fn values_of_every_shape() {
    let (fake, client) = shop();
    fake.on(ada(&client)).once().answer(customer(7, "A")).then().answer(Instance::from(customer(8, "B")));
    assert_eq!(block_on(ada(&client)).unwrap().id, Some(7));
    assert_eq!(block_on(ada(&client)).unwrap().id, Some(8));

    fake.on(client.at::<Value<i64>>("number")).answer(i64::MAX);
    assert_eq!(block_on(client.at::<Value<i64>>("number")).unwrap(), i64::MAX);
    fake.on(client.at::<Value<String>>("text")).answer("a\"b");
    assert_eq!(block_on(client.at::<Value<String>>("text")).unwrap(), "a\"b");
    let decimal: edm::Decimal = "12345678901234567890.5".parse().unwrap();
    fake.on(client.at::<Value<edm::Decimal>>("decimal")).answer(decimal.clone());
    assert_eq!(block_on(client.at::<Value<edm::Decimal>>("decimal")).unwrap(), decimal);
    fake.on(client.at::<Value<State>>("state")).answer(State::Open);
    assert_eq!(block_on(client.at::<Value<State>>("state")).unwrap(), State::Open);

    fake.on(ada(&client).rival()).once().answer(customer(9, "C")).then().answer(None::<Instance<_>>);
    assert_eq!(block_on(ada(&client).rival()).unwrap().unwrap().id, Some(9));
    assert!(block_on(ada(&client).rival()).unwrap().is_none());
    fake.on(client.at::<Nullable<Value<i32>>>("maybe")).answer(Some(5));
    assert_eq!(block_on(client.at::<Nullable<Value<i32>>>("maybe")).unwrap(), Some(5));
    fake.on(client.at::<Maybe<Value<i32>>>("perhaps")).status(404);
    assert_eq!(block_on(client.at::<Maybe<Value<i32>>>("perhaps")).unwrap(), None);

    fake.on(ada(&client).delete()).answer(());
    block_on(ada(&client).delete()).unwrap();
    fake.on(client.at::<PlainText>("plain")).answer("as it is");
    assert_eq!(block_on(client.at::<PlainText>("plain")).unwrap(), "as it is");
    fake.assert_done();
}

#[test]
fn what_an_instance_keeps_is_answered_too() {
    let (fake, client) = shop();
    let mut stored = Instance::from(customer(7, "A"));
    stored.extras_mut().insert("colour", "red").unwrap();
    fake.on(ada(&client)).answer(&stored);
    assert_eq!(block_on(ada(&client)).unwrap().extras().iter().count(), 1);
    let json = json!({ "@odata.etag": "W/\"1\"", "id": 7 });
    fake.on(client.best()).json(&json);
    assert_eq!(block_on(client.best()).unwrap().etag().as_deref(), Some("W/\"1\""));
}

// P5, J9
#[test]
fn what_was_created_has_an_address() {
    let (fake, client) = shop();
    let new = || Order { year: Some(2024), number: Some("7/8".into()), ..Default::default() };
    fake.on(ada(&client).orders().create(new())).created(new());
    let created = block_on(ada(&client).orders().create(new()).send()).unwrap();
    assert_eq!(created.status, 201);
    let address = "https://service.test/customers(7)/orders(year=2024,number='7%2F8')";
    assert_eq!(created.location(), Some(address));
    assert_eq!(created.body.unwrap().year, Some(2024));
    // Without a key there is no address.
    fake.on(client.customers().create(customer(1, "A"))).created(crate::shop::Customer::default());
    let created = block_on(client.customers().create(customer(1, "A")).send()).unwrap();
    assert_eq!((created.status.as_u16(), created.location()), (201, None));
}

// P7
#[test]
fn pages_lead_to_each_other() {
    let (fake, client) = shop();
    let pages = [vec![customer(1, "A"), customer(2, "B")], vec![], vec![customer(3, "C")]];
    fake.on(client.customers()).pages(pages);
    fake.on(client.at::<Many<Value<String>>>("tags")).pages([["red"], ["blue"]]).delta_link("tags?$deltatoken=1");
    let ids = |top: u32| {
        block_on(async {
            let mut customers = client.customers().top(top).items();
            let mut ids = Vec::new();
            while let Some(customer) = customers.try_next().await.unwrap() {
                ids.push(customer.id.unwrap());
            }
            ids
        })
    };
    // Pages can be read any number of times.
    assert_eq!(ids(1), [1, 2, 3]);
    assert_eq!(ids(2), [1, 2, 3]);
    block_on(async {
        let mut tags = client.at::<Many<Value<String>>>("tags").items();
        let mut read = Vec::new();
        while let Some(tag) = tags.try_next().await.unwrap() {
            read.push(tag);
        }
        assert_eq!(read, ["red", "blue"]);
        assert_eq!(tags.delta_link(), Some("tags?$deltatoken=1"));
    });
    fake.assert_done();
    assert_eq!(fake.lines()[1], "GET /customers?$top=1&$skiptoken=fake-page-1");
}

#[test]
fn a_page_may_fail_before_it_comes() {
    let (fake, client) = shop();
    let second = fake.on(client.customers()).page([customer(1, "A")]).count(2).next_page();
    second.once().status(503).then().page([customer(2, "B")]);
    let mut pages = client.customers().pages();
    let first = block_on(pages.try_next()).unwrap().unwrap();
    assert_eq!((first.len(), first.count), (1, Some(2)));
    let next = first.next_link.clone().unwrap();
    let second = block_on(client.link::<Many<crate::shop::Customer>>(&next));
    let second = second.or_else(|_| block_on(client.link::<Many<crate::shop::Customer>>(&next))).unwrap();
    assert_eq!(second[0].id, Some(2));
    fake.assert_done();
}

#[test]
fn raw_answers() {
    let (fake, client) = shop();
    fake.on(ada(&client).label(3)).stream(["ab", "", "cd"]);
    let label = block_on(ada(&client).label(3).download()).unwrap();
    assert_eq!((label.status.as_u16(), label.body.len()), (200, None));
    assert_eq!(&block_on(label.body.bytes(9)).unwrap()[..], b"abcd");
    fake.on_path("GET", "/note").text("hello").header("Content-Type", "text/markdown").header("ETag", "\"1\"");
    let note = block_on(client.at::<PlainText>("note").send()).unwrap();
    assert_eq!((note.header("content-type"), note.etag()), (Some("text/markdown"), Some("\"1\"")));
    fake.on_path("GET", "/echo/{}").respond(|asked| http::Response::new(asked.path().to_owned().into()));
    assert_eq!(block_on(client.path::<PlainText>("echo/x")).unwrap(), "/echo/x");
    let total = Money { amount: Some(5.into()), rounded: None };
    fake.on(client.path::<Many<Money>>("totals")).page([total]);
    assert_eq!(block_on(client.path::<Many<Money>>("totals")).unwrap().len(), 1);
    let gone = fake.on(client.at::<Nothing>("gone"));
    gone.status(301).header("Location", "https://service.test/here");
    fake.on(client.at::<Nothing>("here")).no_content();
    block_on(client.at::<Nothing>("gone")).unwrap();
    fake.assert_done();
}
