//! G11: what is `Edm.Stream` is read as bytes.

use crate::runtime::internal::{At, Body, Client, Error, ReadByDownload, Request, Response};
use crate::shop::{Customer, CustomerExport};
use crate::transport::support::{Answer, Fake, ROOT, block_on, has};

const CSV: &str = "Date,Users\r\n2026-11-30,5";

fn ada(client: &Client) -> At<Customer> {
    client.customers().by_id(7)
}

/// The request with which a download begins, below the service root; its bytes come from elsewhere, without the credential.
fn check<F: Future<Output = Result<Response<Body>, Error>>>(download: impl FnOnce(&Client) -> F, line: &str) {
    let elsewhere = &[("Location", "https://reports.example/1.csv?sig=1")];
    let fake = Fake::new([Answer(302, elsewhere, ""), Answer(200, &[("Content-Type", "text/csv")], CSV)]);
    let response = block_on(download(&fake.client())).unwrap();
    assert_eq!(response.header("content-type"), Some("text/csv"));
    assert_eq!(block_on(response.body.bytes(100)).unwrap(), CSV);
    let requests = fake.requests();
    assert_eq!(fake.lines()[0].replace(ROOT, ""), line);
    assert!(has(&requests[0], "accept: */*") && has(&requests[0], "authorization: Bearer secret"), "{requests:?}");
    assert_eq!(fake.lines()[1], "GET https://reports.example/1.csv?sig=1");
    assert!(!requests[1].contains("Bearer"), "{requests:?}");
}

// G11
#[test]
fn the_segment_value_is_added_for_media_entities_alone() {
    check(|c| ada(c).download(), "GET customers(7)/$value");
    check(|c| ada(c).property(|c| c.photo).download(), "GET customers(7)/photo");
    check(|c| ada(c).label(4).download(), "GET customers(7)/Shop.label(size=4)");
    check(|c| c.at::<ReadByDownload>("report").download(), "GET report");
}

// G11
#[test]
fn an_action_is_downloaded() {
    let export = |client: &Client| -> Request<ReadByDownload> {
        ada(client).export(CustomerExport { ids: Some(vec!["a".into()]) })
    };
    let fake = Fake::new([Answer(200, &[], CSV)]);
    let response = block_on(export(&fake.client()).download()).unwrap();
    assert_eq!(block_on(response.body.bytes(100)).unwrap(), CSV);
    let request = fake.requests().remove(0);
    assert!(request.starts_with(&format!("POST {ROOT}customers(7)/Shop.export\n")), "{request}");
    assert!(has(&request, "accept: */*") && request.ends_with("\n{\"ids\":[\"a\"]}\n"), "{request}");

    let fake = Fake::new([Answer(403, &[], r#"{"error":{"code":"c","message":"m"}}"#)]);
    assert!(block_on(export(&fake.client()).download()).unwrap_err().is_forbidden());
}
