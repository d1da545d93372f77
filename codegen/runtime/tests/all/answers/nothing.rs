//! P11, P14: answers without a value.

use super::{Home, Product, answered, category, cup, number, products};
use crate::runtime::internal::{At, Client, Instance, Maybe, Nothing, Nullable, PlainText, Reference, Request, Value};
use crate::transport::support::{Answer, Fake, block_on};

const EMPTY: [Answer; 3] = [Answer(204, &[], ""), Answer(200, &[], ""), Answer(200, &[], "\u{feff}\n")];

// P14
#[test]
fn nothing_there_is_an_error_of_its_own_kind() {
    for answer in EMPTY {
        let error = answered(answer, category).unwrap_err();
        assert!(error.is_absent() && !error.is_done() && !error.is_accepted() && !error.is_not_found(), "{error}");
        assert!(error.to_string().ends_with("so there is nothing here: `optional()` reads this as `None`"), "{error}");
    }
    for answer in EMPTY {
        assert!(answered(answer, number).unwrap_err().is_absent());
    }
    let error = answered(Answer(404, &[], ""), category).unwrap_err();
    assert!(!error.is_absent() && error.is_not_found());
}

// P14
#[test]
fn optional_makes_none_of_204_and_404() {
    for answer in EMPTY.into_iter().chain([Answer(404, &[], "gone"), Answer(200, &[], "null")]) {
        assert!(answered(answer, |c| category(c).optional()).unwrap().is_none());
    }
    for answer in EMPTY.into_iter().chain([Answer(404, &[], ""), Answer(200, &[], r#"{"value":null}"#)]) {
        assert_eq!(answered(answer, |c| number(c).optional()).unwrap(), None);
    }
    let product = answered(Answer(200, &[], r#"{"id":"7"}"#), |c| category(c).optional()).unwrap();
    assert_eq!(product.unwrap().id.as_deref(), Some("7"));
    assert_eq!(answered(Answer(200, &[], r#"{"value":5}"#), |c| number(c).optional()).unwrap(), Some(5));
    // One `Option`, however often it is said.
    let nullable =
        |c: &Client| -> At<Maybe<Value<i64>>> { number(c).read_as::<Nullable<Value<i64>>>().optional().optional() };
    assert_eq!(answered(Answer(404, &[], ""), nullable).unwrap(), None);
    let page = answered(Answer(404, &[], ""), |c| products(c).optional()).unwrap();
    assert!(page.is_none());
    let reference = answered(Answer(204, &[], ""), |c| category(c).read_as::<Reference>().optional()).unwrap();
    assert!(reference.is_none());
}

// P14
#[test]
fn optional_keeps_other_errors() {
    for status in [304, 400, 403, 410, 500] {
        assert_eq!(
            answered(Answer(status, &[], ""), |c| category(c).optional()).unwrap_err().status().unwrap(),
            status
        );
    }
    assert!(answered(Answer(200, &[], "x"), |c| category(c).optional()).is_err());
    assert!(answered(Answer(202, &[], ""), |c| category(c).optional()).unwrap_err().is_accepted());
    // 404 of another host does not say that the service has nothing.
    let fake = Fake::new([Answer(302, &[("Location", "https://evil.example/x")], ""), Answer(404, &[], "")]);
    assert!(block_on(category(&fake.client()).optional()).unwrap_err().is_not_found());
}

// P14
#[test]
fn optional_goes_with_query_options_and_requests() {
    let fake = Fake::new([Answer(204, &[], "")]);
    block_on(category(&fake.client()).optional().select_raw("id").query_option("x", "1")).unwrap();
    assert_eq!(fake.url(), "https://example.com/odata/Category?$select=id&x=1");
    assert_eq!(answered(Answer(404, &[], ""), |c| category(c).delete().optional()).unwrap(), None);
    assert!(answered(Answer(404, &[], ""), |c| category(c).delete()).unwrap_err().is_not_found());
}

// P11
#[test]
fn nullable_properties_are_options() {
    let home = |c: &Client| -> At<Nullable<Home>> { c.at("Category/home") };
    for answer in EMPTY.into_iter().chain([Answer(200, &[], "null")]) {
        assert!(answered(answer, home).unwrap().is_none());
    }
    assert!(answered(Answer(404, &[], ""), home).unwrap_err().is_not_found());
    let ulm = answered(Answer(200, &[], r#"{"city":"Ulm"}"#), home).unwrap();
    assert_eq!(ulm.unwrap().city.as_deref(), Some("Ulm"));
    // It can still be changed, and leads on.
    let fake = Fake::new([Answer(204, &[], ""), Answer(204, &[], ""), Answer(204, &[], "")]);
    let client = fake.client();
    let ulm = || Instance::<Home>::from(Home { city: Some("Ulm".into()) });
    block_on(home(&client).update_with(ulm())).unwrap();
    block_on(home(&client).replace(ulm())).unwrap();
    block_on(home(&client).segment::<Nothing>("city")).unwrap();
    let url = "https://example.com/odata/Category%2Fhome";
    assert_eq!(fake.lines(), [format!("PATCH {url}"), format!("PUT {url}"), format!("GET {url}/city")]);
}

// P11
#[test]
fn a_collection_is_never_absent() {
    for answer in EMPTY {
        let error = answered(answer, products).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("a collection was expected, which has a body even where it is empty"), "{text}");
        assert!(!error.is_absent() && !error.is_done() && !text.contains("EOF"), "{text}");
    }
    let fake = Fake::new([Answer(204, &[], "")]);
    let error = block_on(products(&fake.client()).items().try_next()).unwrap_err();
    assert!(error.to_string().contains("a collection was expected"), "{error}");
    let fake = Fake::new([Answer(200, &[], r#"{"value":[],"@odata.nextLink":"p2"}"#), Answer(204, &[], "")]);
    let error = block_on(products(&fake.client()).items().try_next()).unwrap_err();
    assert!(error.to_string().contains("/p2: 204 No Content, but a collection"), "{error}");
}

// P18, G15
#[test]
fn what_is_accepted_comes_with_its_monitor() {
    const MONITOR: &[(&str, &str)] = &[("Location", "https://jobs.example/1?sig=s"), ("Retry-After", "5")];
    type Call = fn(&Client) -> Request<Product>;
    let calls: [Call; 2] = [|c| products(c).create(cup()), |c| c.action("a", [])];
    for call in calls {
        for answer in [Answer(202, MONITOR, ""), Answer(202, MONITOR, r#"{"status":"running"}"#)] {
            // Not one request goes to the monitor.
            let error = answered(answer, call).unwrap_err();
            assert!(error.is_accepted() && !error.is_done() && !error.is_absent(), "{error}");
            assert_eq!(
                (error.location(), error.status().unwrap().as_u16()),
                (Some("https://jobs.example/1?sig=s"), 202)
            );
            assert!(error.to_string().contains("`https://jobs.example/1` shows how far it is"), "{error}");
        }
        let error = answered(Answer(202, &[], ""), call).unwrap_err();
        assert!(error.is_accepted() && error.location().is_none(), "{error}");
    }
    for answer in [Answer(202, MONITOR, ""), Answer(202, MONITOR, r#"{"value":[]}"#)] {
        assert!(answered(answer, products).unwrap_err().is_accepted());
    }
    let fake = Fake::new([Answer(202, MONITOR, "")]);
    assert!(block_on(products(&fake.client()).pages().try_next()).unwrap_err().is_accepted());
    assert!(answered(Answer(202, MONITOR, ""), |c| c.action::<Nullable<Product>>("a", [])).unwrap_err().is_accepted());
    // No result is waited for.
    answered(Answer(202, MONITOR, ""), |c| c.action::<Nothing>("a", [])).unwrap();
    assert!(answered(Answer(202, MONITOR, ""), |c| category(c).update_with(cup())).unwrap().is_none());
    // Without a monitor, an answer with a value is that.
    let made = answered(Answer(202, &[], r#"{"id":"7"}"#), calls[0]).unwrap();
    assert_eq!(made.id.as_deref(), Some("7"));
}

// P11
#[test]
fn a_text_may_be_empty() {
    assert_eq!(answered(Answer(200, &[], ""), |c| c.at::<PlainText>("a")).unwrap(), "");
    assert!(answered(Answer(204, &[], ""), |c| c.at::<PlainText>("a")).unwrap_err().is_absent());
    assert_eq!(answered(Answer(200, &[], ""), |c| c.at::<PlainText>("a").optional()).unwrap(), Some(String::new()));
    assert_eq!(answered(Answer(204, &[], ""), |c| c.at::<PlainText>("a").optional()).unwrap(), None);
}

// P11
#[test]
fn an_update_is_content_without_an_answer() {
    for answer in EMPTY {
        let stored: Option<Instance<Product>> = answered(answer, |c| category(c).update_with(cup())).unwrap();
        assert!(stored.is_none());
    }
    let error = answered(Answer(200, &[], r#"{"id":5}"#), |c| category(c).update_with(cup())).unwrap_err();
    assert!(error.is_done(), "{error}");
}
