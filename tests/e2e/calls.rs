//! Request lines of generated methods.

use generated::Client;
use tests::server::{Answer, Server};

/// The target of the only request that `call` sends.
macro_rules! target {
    (|$client:ident| $call:expr) => {{
        let server = Server::with(|_| Answer::json(r#"{"value":[]}"#));
        let $client: Client = server.client();
        drop($call.await);
        let request = server.request();
        let line = request.lines().next().unwrap();
        line.strip_prefix("GET /beta/").unwrap().strip_suffix(" HTTP/1.1").unwrap().to_owned()
    }};
}

async fn period(value: &str) -> String {
    let target = target!(|client| client.reports().get_credential_usage_summary(value));
    let literal = target.strip_prefix("reports/getCredentialUsageSummary(period=").unwrap();
    literal.strip_suffix(')').unwrap().to_owned()
}

// U1, U5, P7
#[tokio::test]
async fn parameters_cannot_leave_their_literal() {
    for (value, expected) in [
        ("D7", "'D7'"),
        ("", "''"),
        ("O'Neil", "'O''Neil'"),
        ("')/users('", "'''%29%2Fusers%28'''"),
        ("a b+c", "'a%20b%2Bc'"),
        ("../..", "'..%2F..'"),
        ("%2e%2E", "'%252e%252E'"),
        ("?$top=1#x", "'%3F$top=1%23x'"),
        ("é😀", "'%C3%A9%F0%9F%98%80'"),
        ("\r\nX: y\u{0}", "'%0D%0AX:%20y%00'"),
        ("\\", "'%5C'"),
    ] {
        assert_eq!(period(value).await, expected, "{value:?}");
    }
}

/// The text between the outer quotes, as a server reads it.
fn read_back(literal: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = literal.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    let text = String::from_utf8(bytes).unwrap();
    let inner = text.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap();
    assert_eq!(inner.matches('\'').count(), 2 * inner.matches("''").count(), "{inner}");
    inner.replace("''", "'")
}

// U1, U4
#[tokio::test]
async fn the_server_reads_back_what_was_meant() {
    let every: String = (0..=0x17F_u32).chain([0x2028, 0xFEFF, 0x10FFFF]).filter_map(char::from_u32).collect();
    for value in ["D7", "'", "''", "a'b''c", "%27", "/", "//", ".", "..", "%2F", "+", " ", "&=;,@:", &every] {
        let literal = period(value).await;
        assert!(literal.bytes().all(|byte| byte.is_ascii_graphic() && !b"/?#\\".contains(&byte)), "{literal}");
        assert_eq!(read_back(&literal), value);
    }
}

// U3, U4
#[tokio::test]
async fn keys_are_segments_of_their_own() {
    for (key, expected) in [
        ("66ea54eb", "auditLogs/signIns/66ea54eb"),
        ("a/b", "auditLogs/signIns/a%2Fb"),
        ("a b", "auditLogs/signIns/a%20b"),
        ("é", "auditLogs/signIns/%C3%A9"),
        (".", "auditLogs/signIns('.')"),
        ("..", "auditLogs/signIns('..')"),
        ("", "auditLogs/signIns('')"),
        ("$count", "auditLogs/signIns('$count')"),
    ] {
        let target = target!(|client| client.audit_logs().sign_ins().by_id(key));
        assert_eq!(target, expected, "{key:?}");
    }
}

// U12
#[tokio::test]
async fn a_service_root_with_and_without_a_slash() {
    for slash in ["", "/"] {
        let server = Server::with(|_| Answer::json("{}"));
        let client = server.builder().service_root(format!("{}{slash}", server.root())).build().unwrap();
        client.reports().await.unwrap();
        assert_eq!(server.targets(), ["/beta/reports"]);
    }
}

// P6, P7
#[tokio::test]
async fn query_options_keep_their_dollar_sign() {
    let target = target!(|client| {
        let sign_ins = client.audit_logs().sign_ins();
        sign_ins.query_option("$filter", "appDisplayName eq 'R&D + x'").query_option("$top", "5")
    });
    let target = target.replace("%27", "'");
    assert_eq!(target, "auditLogs/signIns?$filter=appDisplayName%20eq%20'R%26D%20%2B%20x'&$top=5");
}
