//! Values put together of others.

use crate::runtime::internal::{Expanded, Instance, Many};
use crate::sample::Thing;

fn named(id: &str) -> Thing {
    Thing { id: Some(id.to_owned()), ..Thing::default() }
}

fn sent(thing: &Instance<Thing>) -> String {
    serde_json::to_string(thing).unwrap()
}

#[test]
fn complex_values_and_collections() {
    let thing: Instance<Thing> = Thing {
        part: Some(named("a").into()),
        parts: Some(Instance::collection([named("b"), named("c")])),
        gaps: Some(vec![Some(named("d").into()), None]),
        ..named("x")
    }
    .into();
    assert_eq!(
        sent(&thing),
        r#"{"id":"x","part":{"id":"a"},"parts":[{"id":"b"},{"id":"c"}],"gaps":[{"id":"d"},null]}"#
    );
    assert_eq!(thing.parts, Some(Instance::collection([Instance::from(named("b")), named("c").into()])));
    assert_eq!(thing.part, Some(named("a").into()));
    assert_ne!(thing, named("x").into());
}

// A deep insert, Protocol 11.4.2.2.
#[test]
fn related_entities() {
    let thing: Instance<Thing> = Thing {
        one: Some(Thing { many: Some([named("b")].into()), ..named("a") }.into()),
        many: Some([named("c"), named("d")].into()),
        ..Thing::default()
    }
    .into();
    let expected = r#"{"one":{"id":"a","many":[{"id":"b"}]},"many":[{"id":"c"},{"id":"d"}]}"#;
    assert_eq!(sent(&thing), expected);
    let one = thing.one.as_ref().unwrap().decode().unwrap();
    assert_eq!(one.id.as_deref(), Some("a"));

    let mut with_extras = Instance::from(named("e"));
    with_extras.extras_mut().insert("odd", &1).unwrap();
    let one: Expanded<Thing> = with_extras.clone().into();
    assert_eq!(one.json().get(), r#"{"id":"e","odd":1}"#);
    for many in [
        Expanded::<Many<Thing>>::from(vec![with_extras.clone()]),
        Expanded::from([with_extras.clone()]),
        [with_extras].into_iter().collect(),
    ] {
        assert_eq!(many.json().get(), r#"[{"id":"e","odd":1}]"#);
    }
    assert_eq!(Expanded::<Many<Thing>>::from(Vec::<Thing>::new()).json().get(), "[]");
}

// J5, J6: values without a JSON number do not fail.
#[test]
fn every_value_can_be_held_as_json() {
    let odd = Thing {
        single: Some(f32::NAN),
        double: Some(f64::INFINITY),
        decimal: Some("NaN".parse().unwrap()),
        ..Thing::default()
    };
    let held: Expanded<Thing> = odd.into();
    assert_eq!(held.json().get(), r#"{"single":"NaN","double":"INF","decimal":"NaN"}"#);
}
