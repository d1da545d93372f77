//! How much memory hostile answers take at their worst, as the allocator counts it.
#![allow(deprecated, reason = "deprecated types are decoded like others")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

mod calls;

use std::io::Write as _;

use allocation_counter::{AllocationInfo, measure};
use flate2::Compression;
use flate2::write::GzEncoder;
use generated::edm::Untyped;
use generated::microsoft_aad_reporting::SignIn;
use generated::{Any, DecodeError, DecodeOptions, Error, Instance, Many, Nullable, Shape, Value};
use tests::server::{Answer, Server};

/// The limit for decoded values.
const LIMIT: usize = 6_000_000;

/// The allowance beyond the limit: tables of the types, one text at a time, objects that contain each other.
const BESIDE: u64 = 100_000;

const BODY: usize = 1_000_000;

/// A list of this item, 1 MB long.
fn list(item: &str) -> String {
    vec![item; BODY / (item.len() + 1)].join(",")
}

/// As many members of different names as fit into 1 MB.
fn members() -> String {
    let members: Vec<String> = (0..BODY / 10).map(|n| format!("\"{n:05x}\":0")).collect();
    members.join(",")
}

/// The result of decoding a body, and the memory that it took.
fn decode<S: Shape>(body: &str, options: DecodeOptions) -> (Result<S::Output, DecodeError>, AllocationInfo) {
    let options = options.limiting_memory(LIMIT);
    let mut decoded = None;
    let memory = measure(|| decoded = Some(S::decode_with(body.as_bytes(), options)));
    (decoded.unwrap(), memory)
}

/// Decodes an object or a list that needs more than the limit.
fn refused<S: Shape>(body: &str) {
    refused_with::<S>(body, DecodeOptions::default());
}

fn refused_with<S: Shape>(body: &str, options: DecodeOptions) {
    let (decoded, memory) = decode::<S>(body, options);
    let Err(error) = decoded else { panic!("{body:.60}: {} bytes were enough", memory.bytes_max) };
    assert_eq!(error.memory_limit(), Some(LIMIT), "{body:.60}: {error}");
    assert!(memory.bytes_max < LIMIT as u64 + BESIDE, "{body:.60}: {} bytes", memory.bytes_max);
    // Otherwise the decoder would count memory that it does not take.
    assert!(memory.bytes_max > LIMIT as u64 / 6, "{body:.60}: {} bytes", memory.bytes_max);
}

/// Decodes an object or a list that needs less than the limit.
fn read<S: Shape>(body: &str) {
    let (decoded, memory) = decode::<S>(body, DecodeOptions::default());
    if let Err(error) = decoded {
        panic!("{body:.60}: {error}");
    }
    assert!(memory.bytes_max < LIMIT as u64 + BESIDE, "{body:.60}: {} bytes", memory.bytes_max);
}

#[test]
fn objects_of_a_wide_type() {
    for item in [
        "{}",
        "{\"appId\":\"\"}",
        "{\"appId\":null}",
        "{\"a\":0}",
        "{\"@a\":0}",
        "{\"@odata.type\":\"#microsoft.aad.reporting.signIn\"}",
        "{\"deviceDetail\":{}}",
        "{\"status\":{\"a\":[]}}",
        "{\"authenticationDetails\":[{}]}",
        "{\"authenticationMethodsUsed\":[\"\"]}",
    ] {
        refused::<Many<SignIn>>(&format!("{{\"value\":[{}]}}", list(item)));
        refused::<Many<SignIn>>(&format!("[{}]", list(item)));
        refused::<Many<Any<SignIn>>>(&format!("{{\"value\":[{}]}}", list(item)));
    }
}

/// What came and is not in a field is counted, too: nulls among items, and what does not fit where that is kept.
#[test]
fn what_no_field_holds() {
    for item in ["{\"authenticationMethodsUsed\":[null]}", "{\"authenticationDetails\":[null]}"] {
        refused::<Many<SignIn>>(&format!("{{\"value\":[{}]}}", list(item)));
    }
    refused::<SignIn>(&format!("{{\"authenticationMethodsUsed\":[{}]}}", list("null")));
    refused::<Many<Value<String>>>(&format!("[{}]", list("null")));
    let lenient = DecodeOptions::lenient().limiting_misfits(usize::MAX);
    for item in ["{\"appId\":5}", "{\"deviceDetail\":[]}", "{\"authenticationMethodsUsed\":[1]}", "{\"status\":1}", "5"]
    {
        refused_with::<Many<SignIn>>(&format!("{{\"value\":[{}]}}", list(item)), lenient);
        refused_with::<Many<Any<SignIn>>>(&format!("{{\"value\":[{}]}}", list(item)), lenient);
    }
    refused_with::<SignIn>(&format!("{{\"authenticationMethodsUsed\":[{}]}}", list("1")), lenient);
}

#[test]
fn objects_of_a_derived_type() {
    let ty = "\"@odata.type\":\"#microsoft.aad.reporting.restrictedSignIn\"";
    for item in [format!("{{{ty}}}"), format!("{{\"a\":0,{ty}}}"), format!("{{{ty},\"appId\":null}}")] {
        refused::<Many<Any<SignIn>>>(&format!("{{\"value\":[{}]}}", list(&item)));
    }
}

#[test]
fn collections_within_an_object() {
    for name in ["appliedConditionalAccessPolicies", "authenticationDetails", "networkLocationDetails"] {
        refused::<SignIn>(&format!("{{\"{name}\":[{}]}}", list("{}")));
    }
    refused::<SignIn>(&format!("{{\"authenticationMethodsUsed\":[{}]}}", list("\"\"")));
    refused::<SignIn>(&format!("{{\"authenticationMethodsUsed\":[{}]}}", list("\"a\"")));
    refused::<SignIn>(&format!("{{\"riskEventTypes\":[{}]}}", list("\"a\"")));
}

#[test]
fn many_members() {
    refused::<SignIn>(&format!("{{{}}}", members()));
    refused::<SignIn>(&format!("{{{}}}", members().replace("\":", "@x\":")));
    refused::<Many<SignIn>>(&format!("{{\"value\":[],{}}}", members()));
    refused::<Many<Any<SignIn>>>(&format!("[{{{}}}]", members()));
}

#[test]
fn values_without_structure() {
    refused::<Many<Value<Untyped>>>(&format!("[{}]", list("[]")));
    refused::<Many<Value<Untyped>>>(&format!("[{}]", list("{}")));
    refused::<Many<Value<String>>>(&format!("[{}]", list("\"\"")));
    refused::<Many<Nullable<Value<String>>>>(&format!("[{}]", list("null")));
    refused::<Many<Value<f64>>>(&format!("[{}]", list("1")));
    refused::<Many<Value<i64>>>(&format!("[{}]", list("\"1\"")));
    read::<Many<Value<bool>>>(&format!("[{}]", list("true")));
    read::<Many<Value<f64>>>(&format!("[{}]", list("1.5")));
}

#[test]
fn one_text_takes_what_it_is_long() {
    let text = "x".repeat(LIMIT / 3);
    read::<Value<String>>(&format!("{{\"value\":\"{text}\"}}"));
    read::<SignIn>(&format!("{{\"appId\":\"{text}\"}}"));
}

#[test]
fn an_instance_of_a_wide_type_is_as_large_as_its_fields() {
    assert!(size_of::<Instance<SignIn>>() < size_of::<SignIn>() + 32);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Requests sign-ins from a server that answers once, and returns the memory that it took.
fn ask(status: &str, headers: &str, body: &[u8]) -> (Error, AllocationInfo) {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    let server = Server::answering([Answer::Bytes([head.as_bytes(), body].concat())]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = server.client();
    let mut error = None;
    let memory = measure(|| error = runtime.block_on(client.at::<Many<SignIn>>("signIns").into_future()).err());
    (error.unwrap(), memory)
}

// Without a limit, 16 KB of gzip take 10 GB of memory.
#[test]
fn a_small_compressed_answer_takes_little() {
    let body = gzip(format!("{{\"value\":[{}{{}}]}}", "{},".repeat(5_400_000)).as_bytes());
    assert!(body.len() < 17_000, "{} bytes", body.len());
    let (error, memory) = ask("200 OK", "Content-Encoding: gzip\r\n", &body);
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(memory.bytes_max < 20_000_000, "{} bytes", memory.bytes_max);
}

#[test]
fn an_answer_that_is_not_compressed_takes_what_is_allowed() {
    let body = format!("{{\"value\":[{}{{}}]}}", "{},".repeat(1_000_000));
    let (error, memory) = ask("200 OK", "", body.as_bytes());
    let Error::Response(error) = error else { panic!("{error:?}") };
    assert_eq!(error.decode_error().memory_limit(), Some(256 << 20));
    // The body, twice where it grows.
    assert!(memory.bytes_max < (256 << 20) + 15_000_000, "{} bytes", memory.bytes_max);
}

#[test]
fn the_body_of_an_error_takes_little() {
    for item in ["{\"a\":0}", "[[]]", "0", "{}", "{\"a\":{\"b\":0}}"] {
        let body = format!("{{\"error\":{{\"code\":\"a\",\"details\":[{}]}}}}", list(item));
        let (error, memory) = ask("400 Bad Request", "", body.as_bytes());
        assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
        assert!(memory.bytes_max < 50_000_000, "{item}: {} bytes", memory.bytes_max);
    }
}
