//! The URL of a request with `$select`, `$filter` and `$expand`, beside `format!` of the same text.

use std::hint::black_box;
use std::time::{Duration, Instant};

use generated::microsoft_aad_reporting::AuditLogRoot;
use generated::{At, Client, Many};

const ROUNDS: usize = 50;
const CALLS: u32 = 20_000;

fn by_query(logs: &At<Many<AuditLogRoot>>, id: &str) -> String {
    logs.clone()
        .select(|l| l.id)
        .filter(|l| l.id.ne(id).and(l.id.starts_with(id)))
        .expand(|l| l.sign_ins.select(|s| (s.id, s.app_display_name, s.status.error_code)))
        .url()
        .expect("the request can be sent")
}

/// The URL as a careful caller formats it: values are quoted and encoded, the rest is a constant.
fn by_format(root: &str, id: &str) -> String {
    let id =
        percent_encoding::utf8_percent_encode(&id.replace('\'', "''"), percent_encoding::NON_ALPHANUMERIC).to_string();
    as_it_is(root, &id)
}

/// The text for a value that needs no encoding.
fn as_it_is(root: &str, id: &str) -> String {
    format!(
        "{root}logs?$select=id&$filter=id%20ne%20'{id}'%20and%20startswith(id,'{id}')\
         &$expand=signIns($select=id,appDisplayName,status/errorCode)"
    )
}

fn time<T>(make: impl Fn() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..CALLS {
        drop(black_box(make()));
    }
    start.elapsed() / CALLS
}

pub(crate) fn measure() {
    let client = Client::builder().service_root("https://example.com/odata/").build().expect("the root is a URL");
    let logs = client.at::<Many<AuditLogRoot>>("logs");
    let id = "87d349ed";
    assert_eq!(by_query(&logs, id), by_format(client.service_root(), id));
    let [mut ours, mut by_hand, mut text] = [Duration::MAX; 3];
    for _ in 0..ROUNDS {
        ours = ours.min(time(|| by_query(black_box(&logs), black_box(id))));
        by_hand = by_hand.min(time(|| by_format(black_box(client.service_root()), black_box(id))));
        text = text.min(time(|| as_it_is(black_box(client.service_root()), black_box(id))));
    }
    let ratio = |other: Duration| ours.as_secs_f64() / other.as_secs_f64();
    println!(
        "the URL of a query: {} ns; {:.2} times the time of `format!` with values that are encoded ({} ns), {:.2} times that of \
         `format!` with plain ones ({} ns)",
        ours.as_nanos(),
        ratio(by_hand),
        by_hand.as_nanos(),
        ratio(text),
        text.as_nanos(),
    );
}
