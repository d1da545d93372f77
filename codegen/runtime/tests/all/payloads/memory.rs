//! The memory that decoded values may take. How much they take at most is measured in `tests/memory`.

use crate::runtime::internal::{
    ClientBuilder, DecodeError, DecodeOptions, Error, Expanded, Instance, Many, Shape, Value,
};
use crate::sample::Thing;
use crate::transport::support::{Fake, block_on};

const LIMIT: usize = 100_000;

/// Decodes a body with the limit, which has to be too small for it.
fn refused<S: Shape>(body: &str) -> DecodeError {
    match S::decode_with(body.as_bytes(), DecodeOptions::default().limiting_memory(LIMIT)) {
        Ok(_) => panic!("{body:.100} needs more than {LIMIT} bytes"),
        Err(error) => {
            assert_eq!((error.memory_limit(), error.expected(), error.found()), (Some(LIMIT), None, None), "{error}");
            error
        }
    }
}

fn many(item: &str) -> String {
    format!("{{\"value\":[{}{item}]}}", format!("{item},").repeat(2_000))
}

/// The path without the numbers of items, which tell how large a type is.
fn shape_of(path: &str) -> String {
    let mut shape = path.to_owned();
    shape.retain(|c| !c.is_ascii_digit());
    shape
}

#[test]
fn what_takes_too_much_memory_is_refused_where_it_does() {
    for (item, path) in [
        ("{}", "$.value[]"),
        ("{\"unknown\":0}", "$.value[].unknown"),
        ("{\"x@y\":0}", "$.value[][\"x@y\"]"),
        ("{\"part\":{}}", "$.value[].part"),
        ("{\"parts\":[{},{},{},{},{},{},{},{}]}", "$.value[].parts[]"),
        ("{\"names\":[\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"]}", "$.value[].names[]"),
    ] {
        let error = refused::<Many<Thing>>(&many(item));
        let shape = shape_of(error.path());
        assert!(path.starts_with(&shape) && shape.starts_with("$.value[]"), "{item}: {error}");
    }
}

#[test]
fn each_way_to_multiply_is_counted() {
    let list = |item: &str| vec![item; 20_000].join(",");
    let members: Vec<String> = (0..2_000).map(|n| format!("\"{n:x}\":0")).collect();
    let members = members.join(",");
    refused::<Thing>(&format!("{{{members}}}"));
    refused::<Many<Thing>>(&format!("{{\"value\":[],{members}}}"));
    refused::<Thing>(&format!("{{\"names\":[{}]}}", list("\"\"")));
    refused::<Thing>(&format!("{{\"numbers\":[{}]}}", list("\"1\"")));
    refused::<Thing>(&format!("{{\"holes\":[{}]}}", list("null")));
    refused::<Thing>(&format!("{{\"palette\":[{}]}}", list("\"\"")));
    refused::<Thing>(&format!("{{\"gaps\":[{}]}}", list("null")));
    refused::<Many<Value<crate::edm::Untyped>>>(&format!("[{}]", list("[]")));
    refused::<Many<Value<f64>>>(&format!("[{}]", list("1")));
    // A text has as many bytes as its JSON.
    refused::<Thing>(&format!("{{\"id\":\"{}\"}}", "x".repeat(LIMIT)));
    refused::<Thing>(&format!("{{\"untyped\":\"{}\"}}", "x".repeat(LIMIT)));
}

#[test]
fn the_error_says_what_to_set() {
    let error = refused::<Many<Thing>>(&many("{}"));
    let path = error.path().to_owned();
    assert_eq!(
        error.to_string(),
        format!(
            "{path}: the decoded values take more than 100000 bytes of memory; `memory_limit` of the client or of \
             `DecodeOptions` sets how many they may take"
        )
    );
}

#[test]
fn the_default_is_256_mib() {
    let wide = 256 * 1024 * 1024 / size_of::<Instance<Thing>>();
    let error = Many::<Thing>::decode(format!("[{}{{}}]", "{},".repeat(wide)).as_bytes()).unwrap_err();
    assert_eq!(error.memory_limit(), Some(256 << 20));
}

#[test]
fn a_large_body_may_take_eight_times_its_length() {
    let blank = " ".repeat(33 << 20);
    let wide = 256 * 1024 * 1024 / size_of::<Instance<Thing>>();
    let body = format!("[{blank}{}{{}}]", "{},".repeat(wide));
    let error = Many::<Thing>::decode(body.as_bytes()).unwrap_err();
    assert_eq!(error.memory_limit(), Some(8 * body.len()));
}

#[test]
fn each_value_that_is_decoded_on_demand_has_a_budget() {
    let list: Expanded<Many<Thing>> =
        serde_json::from_str::<Box<serde_json::value::RawValue>>(&many("{}")).unwrap().into();
    let error = list.decode_with(DecodeOptions::default().limiting_memory(LIMIT)).unwrap_err();
    assert_eq!(error.memory_limit(), Some(LIMIT));
    assert!(list.decode().is_ok());
}

// What serde reads has a budget too, though nobody can set it.
#[test]
fn an_instance_that_serde_reads_has_the_default_budget() {
    let items = (256 << 20) / size_of::<Instance<Thing>>();
    let body = format!("{{\"parts\":[{}{{}}]}}", "{},".repeat(items));
    let error = serde_json::from_str::<Instance<Thing>>(&body).unwrap_err().to_string();
    assert!(error.contains("the decoded values take more than 268435456 bytes of memory"), "{error}");
}

#[test]
fn a_client_has_a_limit_for_all_its_responses() {
    let read = |set: fn(ClientBuilder) -> ClientBuilder| {
        let fake = Fake::ok([r#"{"value":[{},{},{},{},{},{},{},{},{}]}"#]);
        block_on(set(fake.builder()).build().unwrap().at::<Many<Thing>>("things"))
    };
    assert_eq!(read(|builder| builder).unwrap().len(), 9);
    for set in [
        |builder: ClientBuilder| builder.memory_limit(1_000),
        |builder: ClientBuilder| builder.memory_limit(1_000).decode_options(DecodeOptions::default()),
        |builder: ClientBuilder| builder.decode_options(DecodeOptions::default().limiting_memory(1_000)),
    ] {
        let Err(Error::Response(error)) = read(set) else { panic!("the values are too large") };
        assert_eq!(error.decode_error().memory_limit(), Some(1_000));
    }
    assert!(
        read(|builder| builder.decode_options(DecodeOptions::default().limiting_memory(1_000)).memory_limit(1_000_000))
            .is_ok()
    );
}
