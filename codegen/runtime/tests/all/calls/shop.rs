//! Generated methods, down to the request that they make.

use crate::runtime::internal::{At, Client, Instance, Nullable, Value};
use crate::shop::{
    Address, Customer, CustomerRemind, Import, Money, MoneyConvert, Order, Party, PartyCollectionRemind, PartyRemind,
    State,
};
use crate::transport::support::{Fake, ROOT, block_on, line};

fn ada(shop: &Client) -> At<Customer> {
    shop.customers().by_id(7)
}

// U2
#[test]
fn keys() {
    assert_eq!(line(|c| c.parties().by_id(7)), "GET parties(7)");
    assert_eq!(line(|c| c.parties().by_tax_number("A/1")), "GET parties(taxNumber='A%2F1')");
    assert_eq!(line(|c| c.customers().by_city_and_box("Ulm", 7)), "GET customers(city='Ulm',box=7)");
    let orders = line(|c| ada(c).orders().by_year_and_number(2024, "7/8"));
    assert_eq!(orders, "GET customers(7)/orders(year=2024,number='7%2F8')");
}

// S6, U7, U11
#[test]
fn operations_by_binding_type() {
    let text = || Some("now".to_owned());
    let reminded = line(|c| c.parties().by_id(7).remind(PartyRemind { text: text() }));
    assert_eq!(reminded, r#"POST parties(7)/Shop.remind {"text":"now"}"#);
    let reminded = line(|c| ada(c).remind(CustomerRemind { text: text() }));
    assert_eq!(reminded, r#"POST customers(7)/Shop.remind {"text":"now"}"#);
    let amount = Money { amount: Some(5.into()), rounded: None };
    let reminded = line(|c| c.customers().remind(PartyCollectionRemind::new("now", [amount.into()])));
    assert_eq!(reminded, r#"POST customers/Shop.remind {"text":"now","amounts":[{"amount":5}]}"#);

    let total = |c: &Client| ada(c).orders().by_year_and_number(2024, "7").property(|o| o.total);
    let converted = line(|c| total(c).not_null().convert(MoneyConvert::new("EUR")));
    assert_eq!(converted, r#"POST customers(7)/orders(year=2024,number='7')/total/Shop.convert {"to":"EUR"}"#);
    let state = |c: &Client| ada(c).orders().by_year_and_number(2024, "7").property(|o| o.state);
    assert_eq!(
        line(|c| state(c).not_null().next().not_null().next()),
        "GET customers(7)/orders(year=2024,number='7')/state/Shop.next()/Shop.next()"
    );
}

#[test]
fn actions_send_what_is_given() {
    assert_eq!(line(|c| ada(c).remind(CustomerRemind::default())), "POST customers(7)/Shop.remind {}");
    assert_eq!(
        line(|c| ada(c).orders().by_year_and_number(1, "2").close()),
        "POST customers(7)/orders(year=1,number='2')/Shop.close"
    );
    let ada = Customer { tags: Some(vec!["a".into()]), ..Default::default() };
    let import = Import { tags: Some(vec!["x".into()]), ..Import::new(Instance::from(ada).upcast::<Party>()) };
    assert_eq!(
        line(|c| c.import(import)),
        r##"POST import {"party":{"@odata.type":"#Shop.Customer","tags":["a"]},"tags":["x"]}"##
    );
}

// S6, U6
#[test]
fn composable_functions_go_on() {
    assert_eq!(line(|c| c.best().rival().not_null().orders()), "GET best()/Shop.rival()/orders");
    let ulm = || Some(Address { city: Some("Ulm".into()), ..Default::default() }.into());
    let within = |c: &Client| c.parties().within(ulm(), vec!["a&b".into()]).within(None, vec![]).cast::<Customer>();
    assert_eq!(
        line(|c| within(c).by_id(7).agent()),
        "GET parties/Shop.within(area=@area,cities=@cities)/Shop.within(area=null,cities=@cities2)/Shop.Customer(7)/agent\
         ?@area=%7B%22city%22:%22Ulm%22%7D&@cities=%5B%22a%26b%22%5D&@cities2=%5B%5D"
    );
}

// U8, U14
#[test]
fn casts_and_properties() {
    assert_eq!(line(|c| c.parties().by_id(7).cast::<Customer>().orders()), "GET parties(7)/Shop.Customer/orders");
    assert_eq!(line(|c| ada(c).agent().reference()), "GET customers(7)/agent/$ref");
    assert_eq!(line(|c| ada(c).orders().references()), "GET customers(7)/orders/$ref");
    assert_eq!(line(|c| ada(c).property(|c| c.address.city).raw_value()), "GET customers(7)/address/city/$value");
    assert_eq!(line(|c| ada(c).segment::<Nullable<Value<String>>>("nickname")), "GET customers(7)/nickname");
    let fake = Fake::ok(["bytes"]);
    block_on(ada(&fake.client()).property(|c| c.photo).download()).unwrap();
    assert_eq!(fake.lines(), [format!("GET {ROOT}customers(7)/photo")]);
}

// J9, P5
#[test]
fn what_cannot_be_set_is_not_sent() {
    let all = || -> Instance<Customer> { serde_json::from_str(r#"{"id":7,"taxNumber":"A","tags":[]}"#).unwrap() };
    assert_eq!(line(|c| c.customers().create(all())), r#"POST customers {"taxNumber":"A","tags":[]}"#);
    assert_eq!(line(|c| ada(c).update_with(all())), r#"PATCH customers(7) {"tags":[]}"#);
    let total = Money { amount: Some(1.into()), rounded: Some(1) };
    let order = || Order { year: Some(1), total: Some(total.into()), state: Some(State::Open), ..Default::default() };
    assert_eq!(line(|c| ada(c).orders().create(order())), r#"POST customers(7)/orders {"year":1,"state":"open"}"#);
    let city = line(|c| ada(c).update(|c| [c.address.city.null(), c.address.box_.set(5)]));
    assert_eq!(city, r#"PATCH customers(7) {"address":{"city":null,"box":5}}"#);
}
