//! Whole conversations that failed with other clients.

use super::{Home, Product, category, cup, products};
use crate::runtime::internal::edm::{Binary, Guid};
use crate::runtime::internal::{
    DecodeOptions, Error, Expanded, Field, Instance, Many, Ref, Service, Slot, Structured, TypeInfo,
};
use crate::sample::structured;
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

structured!(Row, "Shop.Row", TypeInfo::EMPTY, {
    0 uuid "uuid": Guid,
    1 big "big": i64,
    2 picture "contentBytes": Binary,
    3 tags "tags": Vec<String>,
    4 products "Products": Expanded<Many<Product>>,
});

// P18, P17: what is accepted is polled at its monitor on another host, without the credential.
#[test]
fn accepted_and_polled() {
    const MONITOR: &[(&str, &str)] = &[("Location", "https://jobs.example/1?sig=s")];
    let fake = Fake::new([Answer(202, MONITOR, ""), Answer(202, MONITOR, ""), Answer(200, &[], r#"{"id":"7"}"#)]);
    let client = fake.client();
    let error = block_on(products(&client).create(cup())).unwrap_err();
    assert!(error.is_accepted(), "{error}");
    let monitor = error.location().unwrap();
    assert!(block_on(client.anonymous::<Product>(monitor)).unwrap_err().is_accepted());
    assert_eq!(block_on(client.anonymous::<Product>(monitor)).unwrap().id.as_deref(), Some("7"));
    let requests = fake.requests();
    assert!(requests[0].contains("secret") && !requests[1..].concat().contains("secret"), "{requests:?}");
    assert_eq!(fake.lines()[1..], ["GET https://jobs.example/1?sig=s"; 2]);
}

// P5, P12
#[test]
fn read_changed_and_written() {
    let cup = r#"{"@odata.etag":"W/\"7\"","id":"7","name":"cup","home":{"city":"Ulm"},"stock":5}"#;
    let fake = Fake::new([Answer(200, &[], cup), Answer(204, &[], "")]);
    let client = fake.client();
    let mut product = block_on(category(&client)).unwrap();
    product.name = Some("mug".into());
    block_on(category(&client).save(&product)).unwrap();
    let request = &fake.requests()[1];
    assert!(request.starts_with(&format!("PATCH {ROOT}Category\n")) && has(request, "if-match: W/\"7\""), "{request}");
    assert!(request.ends_with("\n\n{\"name\":\"mug\"}\n"), "{request}");
    assert_eq!(product.home.as_deref().map(|home: &Instance<Home>| home.city.as_deref()), Some(Some("Ulm")));
}

// J14, J13
#[test]
fn one_bad_value_in_a_hundred_rows() {
    let good = r#"{"uuid":"0b1f0000-0000-4000-8000-000000000000","tags":["a",null]}"#;
    let mut rows = vec![good; 100];
    rows[41] = r#"{"uuid":""}"#;
    let page = || &*format!(r#"{{"value":[{}]}}"#, rows.join(",")).leak();
    let error = block_on(Fake::ok([page()]).client().at::<Many<Row>>("rows")).unwrap_err();
    let Error::Response(error) = error else { panic!("{error}") };
    assert_eq!(error.decode_error().path(), "$.value[41].uuid");
    let client = Fake::ok([page()]).builder().decode_options(DecodeOptions::lenient()).build().unwrap();
    let page = block_on(client.at::<Many<Row>>("rows")).unwrap();
    assert_eq!((page.len(), page.misfits().len()), (100, 1));
    assert_eq!((page.misfits()[0].path(), page[41].uuid.is_none()), ("$.value[41].uuid", true));
    assert_eq!((page[0].tags.as_deref(), page[0].null_items("tags")), (Some(&["a".to_owned()][..]), vec![1]));
}

// J6, J17
#[test]
fn large_integers_come_back() {
    const BIG: &str = r#"{"big":"9007199254740993"}"#;
    let fake = Fake::new([Answer(200, &[], BIG), Answer(204, &[], ""), Answer(204, &[], "")]);
    let client = fake.builder().ieee754_compatible().build().unwrap();
    let row = || client.at::<Row>("row");
    let mut found = block_on(row()).unwrap();
    assert_eq!(found.big, Some(9_007_199_254_740_993));
    block_on(row().update_with(found.clone())).unwrap();
    found.big = found.big.map(|big| big + 2);
    block_on(row().save(&found)).unwrap();
    let requests = fake.requests();
    assert!(has(&requests[1], "content-type: application/json;IEEE754Compatible=true"), "{requests:?}");
    assert!(requests[1].ends_with(&format!("\n\n{BIG}\n")), "{requests:?}");
    assert!(requests[2].ends_with("\n\n{\"big\":\"9007199254740995\"}\n"), "{requests:?}");
}

// J16
#[test]
fn the_bytes_of_a_picture() {
    for (sent, service) in [("-_8=", Service::new(ROOT)), ("+/8=", Service::new(ROOT).plain_base64())] {
        for came in [r#"{"contentBytes":"+/8="}"#, r#"{"contentBytes":"-_8="}"#] {
            let fake = Fake::new([Answer(200, &[], came), Answer(204, &[], "")]);
            let client = fake.builder_of(service).build().unwrap();
            let found = block_on(client.at::<Row>("row")).unwrap();
            assert_eq!(found.picture.as_ref().map(|picture| picture.to_vec()), Some(vec![0xFB, 0xFF]));
            block_on(client.at::<Row>("row").update_with(found)).unwrap();
            assert!(fake.requests()[1].ends_with(&format!("\n\n{{\"contentBytes\":\"{sent}\"}}\n")));
        }
    }
}

// P17, J18
#[test]
fn expanded_and_cut() {
    let text = r#"{"Products":[{"id":"1"}],"Products@odata.count":3,"Products@odata.nextLink":"Row/Products?$skip=1"}"#;
    let fake = Fake::ok([text, r#"{"value":[{"id":"2"},{"id":"3"}]}"#]);
    let client = fake.client();
    let row = block_on(client.at::<Row>("Row")).unwrap();
    let products = row.products.as_ref().unwrap();
    let page = products.decode().unwrap();
    assert_eq!((page.len(), page.count, page.next_link.as_deref()), (1, Some(3), Some("Row/Products?$skip=1")));
    let mut items = products.items(&client).unwrap();
    let mut ids = Vec::new();
    while let Some(item) = block_on(items.try_next()).unwrap() {
        ids.extend(item.id.clone());
    }
    assert_eq!(ids, ["1", "2", "3"]);
}
