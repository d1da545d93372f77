//! Numbers and bytes as services want them.

use crate::runtime::internal::edm::{Binary, Decimal};
use crate::runtime::internal::{
    Argument, At, ClientBuilder, Expanded, Instance, Literal, Many, Nothing, Parameter, Primitive, Scalar, Service,
    Value,
};
use crate::sample::{Colour, Thing};
use crate::transport::support::{Answer, Fake, block_on, has};

/// A type definition over `Edm.Int64`.
#[derive(Clone, Debug, PartialEq)]
struct Serial(i64);

impl Scalar for Serial {
    const EDM: &'static str = "Sample.Serial";

    fn decode(found: &Primitive<'_>) -> Option<Self> {
        Scalar::decode(found).map(Self)
    }

    fn encode(&self) -> Primitive<'_> {
        self.0.encode()
    }
}

fn standard(fake: &Fake) -> ClientBuilder {
    fake.builder()
}

fn graph(fake: &Fake) -> ClientBuilder {
    fake.builder_of(Service::new(crate::transport::support::ROOT).plain_base64())
}

fn quoted(fake: &Fake) -> ClientBuilder {
    fake.builder().ieee754_compatible()
}

/// The body that a request has, by a client.
fn sent<R: IntoFuture>(builder: fn(&Fake) -> ClientBuilder, request: impl FnOnce(At<Thing>) -> R) -> String {
    let fake = Fake::new([Answer(204, &[], "")]);
    // What comes back is another test's.
    let _ = block_on(request(builder(&fake).build().unwrap().at("t")));
    fake.requests()[0].split_once("\n\n").unwrap().1.trim_end().to_owned()
}

/// What was read, sent back with a change in it that changes nothing.
fn check(text: &str, expected: [&str; 3]) {
    for (builder, expected) in [standard, graph, quoted].into_iter().zip(expected) {
        let thing: Instance<Thing> = serde_json::from_str(text).expect(text);
        assert_eq!(sent(builder, |at| at.update_with(thing)), expected, "{text}");
    }
}

// J6, J17: the digits are those that came, whatever a double would make of them.
#[test]
fn numbers_are_strings_where_the_client_says_so() {
    let number = r#"{"int64":9007199254740993,"decimal":1.10}"#;
    let string = r#"{"int64":"9007199254740993","decimal":"1.10"}"#;
    for text in [number, string] {
        check(text, [number, number, string]);
    }
    check(
        r#"{"int32":5,"double":1.5,"numbers":[1,2],"decimals":[1.50,"INF"]}"#,
        [
            r#"{"int32":5,"double":1.5,"numbers":[1,2],"decimals":[1.50,"INF"]}"#,
            r#"{"int32":5,"double":1.5,"numbers":[1,2],"decimals":[1.50,"INF"]}"#,
            r#"{"int32":5,"double":1.5,"numbers":["1","2"],"decimals":["1.50","INF"]}"#,
        ],
    );
    check(
        r#"{"part":{"int64":-1},"parts":[{"int64":0}],"x":[1.5, 2]}"#,
        [
            r#"{"part":{"int64":-1},"parts":[{"int64":0}],"x":[1.5, 2]}"#,
            r#"{"part":{"int64":-1},"parts":[{"int64":0}],"x":[1.5, 2]}"#,
            r#"{"part":{"int64":"-1"},"parts":[{"int64":"0"}],"x":[1.5, 2]}"#,
        ],
    );
}

// J16
#[test]
fn bytes_are_written_in_the_alphabet_of_the_service() {
    for text in [r#"{"binary":"-_8="}"#, r#"{"binary":"+/8="}"#] {
        check(text, [r#"{"binary":"-_8="}"#, r#"{"binary":"+/8="}"#, r#"{"binary":"-_8="}"#]);
    }
    // A text stays a text, whatever it looks like, and so does what the schema does not declare.
    let other = "{\"id\":\"-_+/ \\t \\t\\t \\t\\t\\\"-_\\\"\",\"x\":\"-_+/\"}";
    check(other, [other, other, other]);
    let made = || Thing { binary: Some(Binary::from(&[0xFB, 0xFF][..])), ..Thing::default() };
    assert_eq!(sent(graph, |at| at.update_with(made())), r#"{"binary":"+/8="}"#);
    // In URLs it is base64url in any case.
    assert_eq!(Parameter::literal(&"+/8=".parse::<Binary>().unwrap()).to_string(), "binary'-_8='");
}

/// What is JSON before a client is known: parameters, changes, entities within entities, values by themselves.
#[test]
fn what_is_written_before_there_is_a_client() {
    let bytes = || Binary::from(&[0xFB, 0xFF][..]);
    let thing = || Thing { binary: Some(bytes()), int64: Some(7), ..Thing::default() };
    for (builder, expected) in [
        (standard as fn(&Fake) -> ClientBuilder, r#"{"binary":"-_8=","int64":7}"#),
        (graph, r#"{"binary":"+/8=","int64":7}"#),
        (quoted, r#"{"binary":"-_8=","int64":"7"}"#),
    ] {
        let (binary, long) = (&expected[10..16], expected[25..].trim_end_matches('}'));
        let within = sent(builder, |at| {
            at.update_with(Thing { one: Some(thing().into()), many: Some([thing()].into()), ..Thing::default() })
        });
        let inner = format!("{{\"int64\":{long},\"binary\":{binary}}}");
        assert_eq!(within, format!("{{\"one\":{inner},\"many\":[{inner}]}}"));
        let action = sent(builder, |at| {
            let all = [
                ("a", Parameter::argument(&7i64)),
                ("b", Parameter::argument(&bytes())),
                ("c", Parameter::argument(&Instance::from(thing()))),
                ("d", Parameter::argument(&vec![Serial(7)])),
                ("e", Parameter::argument(&"7")),
                ("f", Parameter::argument(&7i32)),
            ];
            at.action::<Nothing>("go", all)
        });
        assert_eq!(action, format!("{{\"a\":{long},\"b\":{binary},\"c\":{inner},\"d\":[{long}],\"e\":\"7\",\"f\":7}}"));
        let set = sent(builder, |at| at.segment::<Value<i64>>("int64").set(7i64));
        assert_eq!(set, format!("{{\"value\":{long}}}"));
        let all = sent(builder, |at| at.segment::<Many<Value<Binary>>>("bytes").replace_all([bytes(), bytes()]));
        assert_eq!(all, format!("{{\"value\":[{binary},{binary}]}}"));
    }
    // By themselves they are what the standard has.
    assert_eq!(Parameter::argument(&7i64).json(), Some("7"));
    assert_eq!(Parameter::argument(&Instance::from(thing())).json(), Some(r#"{"int64":7,"binary":"-_8="}"#));
    assert_eq!(Argument::of(&[Parameter::argument(&7i64)]).json(), Some("[7]"));
    let price: Decimal = "1.10".parse().unwrap();
    assert_eq!(serde_json::to_string(&Parameter::argument(&price)).unwrap(), "1.10");
    let expanded = Expanded::from(thing());
    assert_eq!(expanded.decode().unwrap().int64, Some(7));
    assert_eq!(serde_json::to_value(expanded.json()).unwrap(), serde_json::json!({"int64": 7, "binary": "-_8="}));
}

// J17
#[test]
fn requests_say_what_their_numbers_are() {
    for (builder, json) in [
        (standard as fn(&Fake) -> ClientBuilder, "application/json"),
        (quoted, "application/json;IEEE754Compatible=true"),
    ] {
        let fake = Fake::ok([r#"{"int64":"9007199254740993"}"#, "{}"]);
        let client = builder(&fake).build().unwrap();
        let at: At<Thing> = client.at("t");
        assert_eq!(block_on(at.clone()).unwrap().int64, Some(9_007_199_254_740_993));
        let _ = block_on(at.update_with(Thing { int64: Some(1), ..Thing::default() }));
        let requests = fake.requests();
        assert!(requests.iter().all(|request| has(request, &format!("accept: {json}"))), "{requests:?}");
        assert!(has(&requests[1], &format!("content-type: {json}")), "{requests:?}");
    }
}

// Whitespace that looks like the beginning of a mark is somebody else's.
#[test]
fn marks_of_others_break_no_body() {
    for (kind, expected) in [(" ", r#"{"x":[5]}"#), ("\t", r#"{"x":[5]}"#), ("", r#"{"x":[5]}"#)] {
        let text = format!("{{\"x\":[\t \t\t \t{kind}5]}}");
        assert_eq!(
            sent(standard, |at| at.update_with(serde_json::from_str::<Instance<Thing>>(&text).unwrap())),
            expected
        );
    }
}

#[test]
fn doubles_have_an_exponent_where_it_is_shorter() {
    for (value, expected) in [
        (1e300, "1e300"),
        (f64::MAX, "1.7976931348623157e308"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (1.5, "1.5"),
        (100.0, "100"),
        (-0.000_001, "-1e-6"),
        (0.1, "0.1"),
        (f64::INFINITY, "INF"),
        (f64::NAN, "NaN"),
    ] {
        assert_eq!(Literal::from(value).to_string(), expected);
        assert_eq!(Parameter::literal(&value).to_string(), expected);
    }
    assert_eq!(Literal::from(f32::MAX).to_string(), "3.4028235e38");
}

/// Some services send the number of an enumeration's member as text.
#[test]
fn the_number_of_a_member_as_text_equals_the_member() {
    let thing: Instance<Thing> = serde_json::from_str(r#"{"colour":"2","palette":["1","7","01"]}"#).unwrap();
    assert_eq!(thing.colour, Some(Colour::Green));
    assert_ne!(thing.colour, Some(Colour::Red));
    let palette = thing.palette.as_ref().unwrap();
    assert!(palette[0] == Colour::Red && palette[0] == palette[2] && palette[1] != Colour::Red);
    assert_eq!(serde_json::to_string(&thing).unwrap(), r#"{"colour":"2","palette":["1","7","01"]}"#);
    let set = std::collections::HashSet::from([Colour::Green, palette[0].clone()]);
    assert!(set.contains(thing.colour.as_ref().unwrap()) && set.contains(&Colour::Red));
}

/// The bodies of requests write doubles so, and what is encoded is what came.
#[test]
fn doubles_in_bodies_have_an_exponent_where_it_is_shorter() {
    let double = |value| sent(standard, |at| at.update_with(Thing { double: Some(value), ..Thing::default() }));
    for (value, expected) in [
        (1e300, "1e300"),
        (1e15, "1e15"),
        (-1_500_000.0, "-1.5e6"),
        (0.001, "1e-3"),
        (0.000_012_5, "1.25e-5"),
        (123_456.75, "123456.75"),
        (0.012, "0.012"),
        (1.5, "1.5"),
        (100.0, "100.0"),
        (0.0, "0.0"),
        (f64::MIN_POSITIVE, "2.2250738585072014e-308"),
        (f64::INFINITY, "\"INF\""),
    ] {
        assert_eq!(double(value), format!("{{\"double\":{expected}}}"));
        let json = Parameter::argument(&value);
        assert_eq!(json.json(), Some(expected));
        assert_eq!(expected.trim_matches('"').replace("INF", "inf").parse::<f64>().unwrap().to_bits(), value.to_bits());
    }
    let single = sent(standard, |at| at.update_with(Thing { single: Some(1e9), ..Thing::default() }));
    assert_eq!(single, r#"{"single":1e9}"#);
    let came = r#"{"double":1500000.0,"weight":0.001}"#;
    let thing: Instance<Thing> = serde_json::from_str(came).unwrap();
    assert_eq!(serde_json::to_string(&thing).unwrap(), came);
    assert_eq!(crate::runtime::internal::to_json(&thing).unwrap(), came.as_bytes());
    assert_eq!(sent(standard, |at| at.update_with(thing)), r#"{"double":1.5e6,"weight":1e-3}"#);
}
