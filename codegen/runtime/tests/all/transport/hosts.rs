//! Which hosts of URLs are accepted: those that every parser reads alike.

use generated::{ClientBuilder, Service};
use proptest::prelude::*;
use url::Url;

fn is_accepted(root: &str) -> bool {
    ClientBuilder::new(Service::new("")).service_root(root).build().is_ok()
}

/// Whether the URL standard and `http` find the same host and port in a URL.
fn is_read_alike(root: &str) -> bool {
    let (Ok(url), Ok(uri)) = (Url::parse(root), root.parse::<http::Uri>()) else { return false };
    let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("http") { 80 } else { 443 });
    uri.host().map(str::to_ascii_lowercase).as_deref() == url.host_str() && url.port_or_known_default() == Some(port)
}

// P17
#[test]
fn hosts_that_every_parser_reads_alike_are_accepted_and_others_not() {
    for host in
        ["a", "a.example", "A.Example.", "a-b_c~d", "10.0.0.1", "1.2.3.4.a", "0x.a", "1.a.b", "a.b1", "127.0.0.1:8080"]
    {
        assert!(is_read_alike(&format!("https://{host}/")) && is_accepted(&format!("https://{host}/")), "{host}");
    }
    for host in ["[::1]", "[2001:db8::1]:8443", "[FE80::A]", "a!$&'()*+,;=b", "xn--exmple-cua.org", "a:"] {
        assert!(is_read_alike(&format!("https://{host}/")) && is_accepted(&format!("https://{host}/")), "{host}");
    }
    for host in
        ["127.1", "0x7f.1", "0X7F000001", "2130706433", "017.0.0.1", "1.2.3.4.", "a.1", "a.0x", "a.0x1f", "256.1.1.1"]
    {
        assert!(!is_read_alike(&format!("https://{host}/")) && !is_accepted(&format!("https://{host}/")), "{host}");
    }
    #[cfg(feature = "__reqwest")]
    assert!(!is_accepted("https://xn--api-ex.com/"));
    for host in ["a:[::1]b:8443", "a:b:1", "a:1:2", "a:+1", "[::1]a:1"] {
        assert!(!is_read_alike(&format!("https://{host}/")) && !is_accepted(&format!("https://{host}/")), "{host}");
    }
    for host in
        ["[::0001]", "[0:0::1]", "[::ffff:127.0.0.1]", "a%62", "%61", "a:65536", "a:-1", "[v1.a]", "[fe80::1%25a]"]
    {
        assert!(!is_read_alike(&format!("https://{host}/")) && !is_accepted(&format!("https://{host}/")), "{host}");
    }
}

proptest! {
    // P17
    #[test]
    fn no_accepted_host_is_another_one_to_the_url_standard(
        host in prop::collection::vec(prop::sample::select(vec![
            "a", "B", "1", "0", "9", "0x", "f", "255", ".", "..", "-", "_", "~", "!", "%31", "%", ":", ":443", ":8", "[", "]", "::",
            "ffff", "xn--", "@", "\\", "\t", "ß", "。", "٣", "+", ";", "*", " ",
        ]), 1..8),
    ) {
        let root = format!("https://{}/", host.concat());
        // A host whose Punycode is wrong is one that no parser takes for another.
        if is_accepted(&root) && !root.contains("xn--") {
            prop_assert!(is_read_alike(&root), "{}", root);
        }
    }
}
