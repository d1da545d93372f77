//! Properties that open types have beyond their schema (CSDL 6.3), read and set with their types.

use crate::runtime::internal::edm::{Date, PrimitiveValue, Untyped};
use crate::runtime::internal::{EnumType as _, Instance};
use crate::sample::{Colour, Thing};

#[test]
fn extras_are_read_as_any_type() {
    let text = r##"{"born@odata.type":"#Date","born":"2024-02-29","shade":"red","shades":["red","mauve"],"part":{"id":"x"},
        "inner":{"id":"y","odd":1.50},"count":7}"##;
    let thing: Instance<Thing> = serde_json::from_str(text).unwrap();
    let extras = thing.extras();
    assert_eq!(extras.decode::<Date>("born").unwrap(), Some("2024-02-29".parse().unwrap()));
    assert_eq!(thing.control_of("born", "type").map(|json| json.get()), Some(r##""#Date""##));
    assert_eq!(extras.decode::<i64>("count").unwrap(), Some(7));
    assert!(extras.decode::<Date>("count").is_err());
    assert_eq!(extras.decode::<Date>("nothing").unwrap(), None);
    let shade: Untyped = extras.decode("shade").unwrap().unwrap();
    assert_eq!(shade.to_scalar(), Some(Colour::Red));
    let shades: Vec<Untyped> = extras.decode("shades").unwrap().unwrap();
    let shades: Vec<Option<Colour>> = shades.iter().map(Untyped::to_scalar).collect();
    assert_eq!(shades, [Some(Colour::Red), Some(Colour::from_name("mauve"))]);
    let inner: Instance<Thing> = extras.decode("inner").unwrap().unwrap();
    assert_eq!((inner.id.as_deref(), inner.extras().len()), (Some("y"), 1));
}

// J11
#[test]
fn extras_are_set_from_any_type() {
    let mut thing: Instance<Thing> = Thing { id: Some("x".to_owned()), ..Thing::default() }.into();
    let born: Date = "2024-02-29".parse().unwrap();
    let inner: Instance<Thing> = Thing { flag: Some(true), ..Thing::default() }.into();
    thing.extras_mut().insert("born", &born).unwrap();
    thing.extras_mut().insert("shade", &PrimitiveValue::from_scalar(&Colour::Red)).unwrap();
    thing.extras_mut().insert("inner", &inner).unwrap();
    thing.extras_mut().insert("inners", &[&inner]).unwrap();
    thing.extras_mut().insert("born", &born).unwrap();
    thing.annotations_mut().insert("born@odata.type", "#Date").unwrap();
    let expected = r##"{"born@odata.type":"#Date","id":"x","born":"2024-02-29","shade":"red","inner":{"flag":true},"inners":[{"flag":true}]}"##;
    let sent: serde_json::Value = serde_json::to_value(&thing).unwrap();
    assert_eq!(sent, serde_json::from_str::<serde_json::Value>(expected).unwrap());
    assert_eq!(thing.extras_mut().remove("born").map(|json| json.get().to_owned()).as_deref(), Some("\"2024-02-29\""));
    assert_eq!(thing.extras().iter().map(|(name, _)| name).collect::<Vec<_>>(), ["shade", "inner", "inners"]);
}
