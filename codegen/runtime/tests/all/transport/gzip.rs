//! Compressed responses through the default transport (RFC 9110, sections 8.4, RFC 1952).
#![cfg(feature = "__reqwest")]

use std::error::Error as _;
use std::io::Write as _;
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::runtime::internal::{Client, Error, Nothing, ReqwestTransport, TransportErrorKind, Value};
use crate::transport::reqwest::{answer, client, client_with, run, serve};

const BODY: &[u8] = br#"{"value":7}"#;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A client of a server that answers once.
fn client_of(answer: Vec<u8>) -> Client {
    client(&serve(vec![answer]).0)
}

/// Reads a number from a response with this encoding; the text of the cause where that fails.
fn read(encoding: &str, body: &[u8]) -> Result<i64, String> {
    read_answer(answer("200 OK", &format!("Content-Encoding: {encoding}\r\n"), body))
}

fn read_answer(answer: Vec<u8>) -> Result<i64, String> {
    run(client_of(answer).at::<Value<i64>>("a")).map_err(|error| {
        let Error::Transport(inner) = &error else { panic!("{error:?}") };
        assert!(matches!(inner.kind(), TransportErrorKind::Body | TransportErrorKind::Refused), "{error:?}");
        error.source().unwrap().to_string()
    })
}

#[test]
fn gzip_is_decoded_under_each_of_its_names() {
    for encoding in ["gzip", "GZip", "x-gzip", " identity, gzip ,", "gzip\r\nContent-Encoding: identity"] {
        assert_eq!(read(encoding, &gzip(BODY)), Ok(7), "{encoding}");
    }
    for encoding in ["identity", ""] {
        assert_eq!(read(encoding, BODY), Ok(7), "{encoding}");
    }
}

// RFC 1952, section 2.2
#[test]
fn members_that_follow_each_other_are_one_content() {
    let (start, end) = BODY.split_at(4);
    assert_eq!(read("gzip", &[gzip(start), gzip(b""), gzip(end)].concat()), Ok(7));
}

#[test]
fn content_that_comes_byte_by_byte_is_decoded() {
    let body = [gzip(b""), gzip(BODY)].concat();
    let mut answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    body.iter().for_each(|&byte| answer.extend([b"1\r\n", &[byte][..], b"\r\n"].concat()));
    assert_eq!(read_answer([&answer[..], b"0\r\n\r\n"].concat()), Ok(7));
}

#[test]
fn what_is_not_gzip_is_an_error() {
    let whole = gzip(BODY);
    for (body, cause) in [
        (BODY.to_vec(), "invalid gzip header"),
        ([&whole[..], b"what comes behind"].concat(), "invalid gzip header"),
        ([&whole[..], &[0; 64]].concat(), "invalid gzip header"),
        (whole[..whole.len() - 4].to_vec(), "unexpected end of file"),
        (whole[..whole.len() - 12].to_vec(), "incomplete deflate stream"),
        (whole[..5].to_vec(), "unexpected end of file"),
        ([&whole[..whole.len() - 1], b"x"].concat(), "corrupt gzip stream does not have a matching checksum"),
    ] {
        assert_eq!(read("gzip", &body), Err(cause.to_owned()));
    }
}

#[test]
fn encodings_that_were_not_asked_for_are_refused() {
    for (encoding, name) in [
        ("br", "br"),
        ("deflate", "deflate"),
        ("gzip, gzip", "gzip, gzip"),
        ("gzip\r\nContent-Encoding: gzip", "gzip, gzip"),
        ("gzip, br", "gzip, br"),
        ("\u{e9}", "\u{e9}"),
    ] {
        let cause = "which was not asked for; only `gzip` is decoded";
        assert_eq!(read(encoding, BODY), Err(format!("the body has the content encoding `{name}`, {cause}")));
    }
}

#[test]
fn an_error_keeps_its_status_whatever_its_encoding() {
    for (encoding, body, message) in [
        ("gzip", gzip(br#"{"error":{"code":"c","message":"m"}}"#), Some("m")),
        ("gzip", b"no gzip".to_vec(), None),
        ("br", b"?".to_vec(), None),
    ] {
        let answer = answer("404 Not Found", &format!("Content-Encoding: {encoding}\r\n"), &body);
        let error = run(client_of(answer).at::<Nothing>("a")).unwrap_err();
        let error = error.as_service().unwrap();
        assert_eq!((error.status().as_u16(), error.message()), (404, message));
    }
}

#[test]
fn a_response_without_content_needs_no_decoding() {
    for (status, encoding) in [("204 No Content", "br"), ("204 No Content", "gzip"), ("200 OK", "gzip")] {
        let answer = answer(status, &format!("Content-Encoding: {encoding}\r\n"), b"");
        run(client_of(answer).at::<Nothing>("a")).unwrap();
    }
}

#[test]
fn headers_of_the_encoding_go_with_it() {
    let response =
        run(client_of(answer("200 OK", "Content-Encoding: gzip\r\n", &gzip(BODY))).at::<Nothing>("a").send());
    let headers = response.unwrap().headers;
    assert!(!headers.contains_key("content-encoding") && !headers.contains_key("content-length"), "{headers:?}");
}

#[test]
fn a_caller_who_asks_for_an_encoding_gets_what_comes() {
    let answer = answer("200 OK", "Content-Encoding: br\r\n", b"?");
    let mut response =
        run(client_of(answer).at::<Value<crate::edm::Stream>>("a").header("Accept-Encoding", "br").download()).unwrap();
    assert_eq!(response.header("content-encoding"), Some("br"));
    assert_eq!(run(response.body.chunk()).unwrap().unwrap(), b"?"[..]);
}

#[test]
fn a_part_of_a_content_is_not_asked_for_in_another_encoding() {
    let (address, requests) = serve(vec![answer("206 Partial Content", "", BODY)]);
    run(client(&address).at::<Value<i64>>("a").header("Range", "bytes=0-10")).unwrap();
    assert!(!requests.recv().unwrap().contains("accept-encoding"));
}

/// A body of so many MiB, compressed as well as gzip can.
fn blank(mib: usize) -> Vec<u8> {
    let mut body = vec![b' '; mib << 20];
    body.splice(..BODY.len(), BODY.iter().copied());
    gzip(&body)
}

/// 16 MiB that came as 16 KiB.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| blank(16));

#[test]
fn a_body_may_not_expand_without_end() {
    assert_eq!(read("gzip", &blank(1)), Ok(7), "1 MiB may come of anything");
    assert!(BOMB.len() < 17_000, "{} bytes", BOMB.len());
    let cause = "the body expands to more than 200 times its compressed size; `ReqwestTransport::expansion_limit` sets how far \
                 it may";
    assert_eq!(read("gzip", &BOMB), Err(cause.to_owned()));
}

#[test]
fn a_download_is_bounded_as_well() {
    let answer = answer("200 OK", "Content-Encoding: gzip\r\n", &BOMB);
    let mut body = run(client_of(answer).at::<Value<crate::edm::Stream>>("a").download()).unwrap().body;
    let mut came = 0;
    let error = run(async {
        loop {
            match body.chunk().await {
                Ok(chunk) => came += chunk.expect("the body ends with an error").len(),
                Err(error) => return error,
            }
        }
    });
    assert_eq!(error.kind(), TransportErrorKind::Refused);
    assert!((1 << 20..5 << 20).contains(&came), "{came}");
    assert!(run(body.chunk()).unwrap().is_none(), "nothing comes after the error");
}

#[test]
fn how_far_a_body_may_expand_is_a_setting() {
    let (address, _requests) = serve(vec![answer("200 OK", "Content-Encoding: gzip\r\n", &BOMB)]);
    let transport = |reqwest| ReqwestTransport::with_client(reqwest).expansion_limit(2_000);
    assert_eq!(run(client_with(&address, transport).at::<Value<i64>>("a")).unwrap(), 7);
}
