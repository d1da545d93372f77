//! Derived types: recognised, cast, matched, and back.
#![allow(clippy::unwrap_used, clippy::panic, reason = "what fails here fails a test")]

use serde_json::Value;

use super::values::fault;
use crate::runtime::internal::{
    Alternatives, Any, DecodeError, DecodeOptions, Derived, Field, Instance, Many, Object, Polymorphic, Ref, Shape,
    Slot, Structured, TypeInfo,
};
use crate::sample::structured;

structured!(Animal, "Zoo.Animal", TypeInfo { aliases: &["Z"], ..TypeInfo::EMPTY }, derived [Bird, Mammal], {
    0 name "name": String,
    1 legs "legs": i64,
    2 home "home": Box<Instance<Home>>,
});

structured!(
    Bird, "Zoo.Bird",
    TypeInfo { base: Some(Animal::TYPE), aliases: &["Z"], non_nullable: &["wingspan"], ..TypeInfo::EMPTY },
    derived [Penguin],
    {
    0 name "name": String,
    1 legs "legs": i64,
    2 home "home": Box<Instance<Home>>,
    3 wingspan "wingspan": f64,
    4 sizes "sizes": Vec<f64>,
});

structured!(
    Penguin, "Zoo.Penguin", TypeInfo { base: Some(Bird::TYPE), aliases: &["Z"], ..TypeInfo::EMPTY }, {
    0 name "name": String,
    1 legs "legs": i64,
    2 home "home": Box<Instance<Home>>,
    3 wingspan "wingspan": f64,
    4 sizes "sizes": Vec<f64>,
    5 colony "colony": String,
});

// `legs` is declared anew with another type.
structured!(
    Mammal, "Zoo.Mammal", TypeInfo { base: Some(Animal::TYPE), aliases: &["Z"], ..TypeInfo::EMPTY }, {
    0 name "name": String,
    1 legs "legs": i32,
    2 home "home": Box<Instance<Home>>,
    3 litter "litter": Vec<Instance<Animal>>,
});

structured!(Home, "Zoo.Home", TypeInfo::EMPTY, derived [Cage], {
    0 place "place": String,
});

structured!(Cage, "Zoo.Cage", TypeInfo { base: Some(Home::TYPE), ..TypeInfo::EMPTY }, {
    0 place "place": String,
    1 locked "locked": bool,
});

pub(crate) enum AnyAnimal {
    Animal(Box<Instance<Animal>>),
    Bird(Box<Instance<Bird>>),
    Penguin(Box<Instance<Penguin>>),
    Mammal(Box<Instance<Mammal>>),
}

impl Polymorphic for Animal {
    type Any = AnyAnimal;
}

impl Alternatives for AnyAnimal {
    type Base = Animal;

    fn empty(alternative: usize) -> Self {
        match alternative {
            1 => Self::Bird(Box::default()),
            2 => Self::Penguin(Box::default()),
            3 => Self::Mammal(Box::default()),
            _ => Self::Animal(Box::default()),
        }
    }

    fn object(&self) -> &dyn Object {
        match self {
            Self::Animal(instance) => &**instance,
            Self::Bird(instance) => &**instance,
            Self::Penguin(instance) => &**instance,
            Self::Mammal(instance) => &**instance,
        }
    }

    fn object_mut(&mut self) -> &mut dyn Object {
        match self {
            Self::Animal(instance) => &mut **instance,
            Self::Bird(instance) => &mut **instance,
            Self::Penguin(instance) => &mut **instance,
            Self::Mammal(instance) => &mut **instance,
        }
    }
}

fn read<T: Structured>(json: &str) -> Instance<T> {
    serde_json::from_str(json).unwrap()
}

fn json<T: Structured>(instance: &Instance<T>) -> Value {
    serde_json::to_value(instance).unwrap()
}

/// Which alternative a body becomes; and that it is lossless, in itself and back as one of the base type.
fn check_any(body: &str, expected: &str) {
    let any = read::<Animal>(body).into_any().unwrap();
    assert_eq!(any.object().info().name, expected, "{body}");
    let sent: Value = serde_json::from_str(body).unwrap();
    assert_eq!(serde_json::to_value(any.object()).unwrap(), sent);
    assert_eq!(json(&any.into_base()), sent);
    // Decoded at once it is the same.
    let page = Many::<Any<Animal>>::decode(format!("[{body}]").as_bytes()).unwrap();
    assert_eq!(page.value[0].object().info().name, expected, "{body}");
    assert_eq!(serde_json::to_value(page.value[0].object()).unwrap(), sent);
}

// J3
#[test]
fn types_are_recognised_in_all_forms() {
    for name in [
        "#Zoo.Bird",
        "Zoo.Bird",
        "#Z.Bird",
        "Z.Bird",
        "#zoo.Bird",
        "#ZOO.Bird",
        "https://zoo.example/v1/$metadata#Zoo.Bird",
        "$metadata#Z.Bird",
    ] {
        check_any(&format!(r##"{{"@odata.type":"{name}","wingspan":0.5}}"##), "Zoo.Bird");
        check_any(&format!(r##"{{"@type":"{name}","wingspan":0.5}}"##), "Zoo.Bird");
    }
}

// J3
#[test]
fn other_names_are_those_of_undeclared_types() {
    for name in ["#Zoo.Fish", "#Zoo.bird", "#Other.Bird", "#Bird", "", "#", "#Zoo.Home"] {
        check_any(&format!(r##"{{"@odata.type":"{name}","name":"x","wingspan":[1]}}"##), "Zoo.Animal");
    }
    check_any(r#"{"name":"x"}"#, "Zoo.Animal");
    check_any(r##"{"@odata.type":7}"##, "Zoo.Animal");
}

// J4
#[test]
fn the_type_may_stand_anywhere() {
    check_any(r##"{"@odata.type":"#Zoo.Penguin","name":"x","wingspan":1.5,"colony":"y"}"##, "Zoo.Penguin");
    check_any(r##"{"name":"x","wingspan":1.5,"@odata.type":"#Zoo.Penguin","colony":"y"}"##, "Zoo.Penguin");
    check_any(r##"{"name":"x","wingspan":1.5,"colony":"y","@odata.type":"#Zoo.Penguin"}"##, "Zoo.Penguin");
}

// J11
#[test]
fn nothing_is_lost_on_the_way() {
    check_any(
        r##"{"@odata.etag":"e","@odata.type":"#Zoo.Penguin","name":null,"legs":"2","wingspan":1,"sizes":[1,2.5,3],
            "colony":null,"colony@x.y":{"a":1},"undeclared":[{"b":null}],"home":{"@odata.type":"#Zoo.Cage","locked":true}}"##,
        "Zoo.Penguin",
    );
    check_any(
        r##"{"@odata.type":"#Zoo.Mammal","legs":4,"litter":[{"@odata.type":"#Zoo.Bird","wingspan":1}]}"##,
        "Zoo.Mammal",
    );
}

#[test]
fn a_cast_keeps_what_was_decoded_and_decodes_the_rest() {
    let animal: Instance<Animal> =
        read(r##"{"@odata.type":"#Zoo.Penguin","name":"Pip","legs":null,"wingspan":0.5,"colony":"c","x":1}"##);
    assert!(animal.is_a::<Penguin>() && animal.is_a::<Bird>() && animal.is_a::<Animal>());
    assert!(!animal.is_a::<Mammal>() && !animal.is_a::<Home>());
    let bird = animal.cast::<Bird>().unwrap();
    assert_eq!((bird.name.as_deref(), bird.wingspan), (Some("Pip"), Some(0.5)));
    assert!(bird.is_null("legs") && bird.extras().text("colony").as_deref() == Some("c"));
    assert!(bird.is_a::<Penguin>());
    let penguin = bird.cast::<Penguin>().unwrap();
    assert_eq!(penguin.colony.as_deref(), Some("c"));
    assert!(penguin.is_null("legs"));
    assert_eq!(penguin.extras().len(), 1);
    // A cast to a type that it derives from needs no name.
    let animal = penguin.cast::<Animal>().unwrap();
    assert_eq!(animal.name.as_deref(), Some("Pip"));
    assert_eq!(animal.as_a::<Penguin>().unwrap().unwrap().colony.as_deref(), Some("c"));
    assert!(animal.as_a::<Mammal>().unwrap().is_none());
}

// J12
#[test]
fn a_failed_cast_gives_the_instance_back() {
    let body = r##"{"@odata.type":"#Zoo.Penguin","name":"Pip","wingspan":0.5,"sizes":[1,"x"]}"##;
    let error = read::<Animal>(body).cast::<Mammal>().unwrap_err();
    assert_eq!(error.to_string(), "$: expected Zoo.Mammal, found Zoo.Penguin");
    let error = error.into_instance().cast::<Bird>().unwrap_err();
    assert_eq!(fault(&error), r#"$.sizes[1]: expected Edm.Double, found string "x""#);
    assert_eq!(error.decode_error().path(), "$.sizes[1]");
    let error = error.into_instance().into_any().map(|any| any.into_base()).unwrap_err();
    assert_eq!(json(&error.into_instance()), serde_json::from_str::<Value>(body).unwrap());
    let of_another_type = read::<Animal>(r##"{"@odata.type":"#Zoo.Mammal","legs":5000000000}"##).into_any();
    let error = DecodeError::from(of_another_type.map(|any| any.into_base()).unwrap_err());
    assert_eq!((error.path(), error.expected()), ("$.legs", Some("Edm.Int32")));
}

// J10
#[test]
fn a_null_is_judged_when_its_property_is_known() {
    let animal = || read::<Animal>(r##"{"@odata.type":"#Zoo.Bird","wingspan":null}"##);
    assert_eq!(
        fault(animal().cast::<Bird>().unwrap_err()),
        "$.wingspan: expected Edm.Double (not nullable), found null"
    );
    let options = DecodeOptions::default().tolerating_null();
    assert!(animal().cast_with::<Bird>(options).unwrap().is_null("wingspan"));
    assert!(matches!(animal().into_any_with(options), Ok(AnyAnimal::Bird(_))));
}

// J9
#[test]
fn the_type_is_sent_where_it_is_derived() {
    let mut penguin = Instance::from(Penguin { colony: Some("c".to_owned()), ..Penguin::default() });
    penguin.set_null("legs", true);
    assert_eq!(serde_json::to_string(&penguin).unwrap(), r#"{"legs":null,"colony":"c"}"#);
    let animal: Instance<Animal> = penguin.clone().upcast();
    let sent = r##"{"@odata.type":"#Zoo.Penguin","legs":null,"colony":"c"}"##;
    assert_eq!(serde_json::to_string(&animal).unwrap(), sent);
    let same: Instance<Penguin> = penguin.clone().upcast();
    assert_eq!(same, penguin);
    // What came with a type keeps it, as it was written.
    let named: Instance<Bird> = read(r#"{"@type":"Z.Penguin","colony":"c"}"#);
    assert_eq!(json(&named.upcast::<Animal>()), serde_json::json!({"@type": "Z.Penguin", "colony": "c"}));
}

// J11
#[test]
fn a_property_that_was_declared_anew_goes_up_whole() {
    let mammal = Instance::from(Mammal { legs: Some(4), litter: Some(Vec::new()), ..Mammal::default() });
    let animal: Instance<Animal> = mammal.clone().upcast();
    assert_eq!(json(&animal), serde_json::json!({"@odata.type": "#Zoo.Mammal", "legs": 4, "litter": []}));
    assert_eq!(animal.cast::<Mammal>().unwrap().legs, Some(4));
}

// S3
#[test]
fn a_collection_of_mixed_types_is_matched() {
    let body = br##"{"value":[{"@odata.type":"#Zoo.Bird","name":"a","wingspan":1.0},{"name":"b"},
        {"name":"c","litter":[{"@odata.type":"#Zoo.Penguin","colony":"d"}],"@odata.type":"#Zoo.Mammal"}]}"##;
    let page = Many::<Animal>::decode(body).unwrap();
    let names: Vec<_> = page.iter().map(|animal| animal.name.clone().unwrap()).collect();
    assert_eq!(names, ["a", "b", "c"]);
    let mut seen = Vec::new();
    for animal in page.value {
        seen.push(match animal.into_any().unwrap() {
            AnyAnimal::Animal(animal) => format!("{:?}", animal.name),
            AnyAnimal::Bird(bird) => format!("{:?}", bird.wingspan),
            AnyAnimal::Penguin(penguin) => format!("{:?}", penguin.colony),
            AnyAnimal::Mammal(mammal) => {
                let first = mammal.into_inner().litter.unwrap().remove(0);
                let AnyAnimal::Penguin(penguin) = first.into_any().unwrap() else { panic!("no penguin") };
                format!("{:?}", penguin.colony)
            }
        });
    }
    assert_eq!(seen, ["Some(1.0)", "Some(\"b\")", "Some(\"d\")"]);
}

// J12
#[test]
fn faults_of_items_name_their_place() {
    fn check(items: &str, expected: &str) {
        let error = Many::<Any<Animal>>::decode(format!(r#"{{"value":{items}}}"#).as_bytes()).err().unwrap();
        assert_eq!(fault(error), expected);
    }
    check(
        r##"[{},{"@odata.type":"#Zoo.Bird","sizes":[true]}]"##,
        "$.value[1].sizes[0]: expected Edm.Double, found boolean true",
    );
    check(
        r##"[{"sizes":[true],"@odata.type":"#Zoo.Bird"}]"##,
        "$.value[0].sizes[0]: expected Edm.Double, found boolean true",
    );
    check(
        r##"[{"name":"a","name":"b","@odata.type":"#Zoo.Bird"}]"##,
        "$.value[0].name: expected one member of this name, found the member a second time",
    );
    check("[5]", "$.value[0]: expected Zoo.Animal, found number 5");
    check("null", "$.value: expected Collection(Zoo.Animal), found null");
}

#[test]
fn types_know_what_they_derive_from() {
    assert!(Penguin::TYPE.derives_from(Animal::TYPE) && Penguin::TYPE.derives_from(Penguin::TYPE));
    assert!(!Animal::TYPE.derives_from(Bird::TYPE) && !Bird::TYPE.derives_from(Mammal::TYPE));
}

/// What items have in common is theirs alone as soon as one of them is changed.
#[test]
fn items_that_tell_the_same_type_are_apart() {
    let first = r##"{"@odata.type":"#Zoo.Penguin","name":"a"}"##;
    let last = r##"{"name":"b","@odata.type":"#Zoo.Penguin"}"##;
    let more = r##"{"@odata.type":"#Zoo.Penguin","@odata.id":"c","legs":null,"hat":1}"##;
    let body = format!("[{first},{last},{more},{first}]");
    let mut page = Many::<Any<Animal>>::decode(body.as_bytes()).unwrap();
    for item in page.value.iter_mut().skip(1).step_by(2) {
        let AnyAnimal::Penguin(penguin) = item else { panic!("its type is another") };
        penguin.annotations_mut().remove("@odata.type");
        assert!(penguin.set_null("legs", true));
    }
    let items: Vec<_> = page.value.into_iter().map(|item| serde_json::to_value(item.object()).unwrap()).collect();
    let [first, more]: [Value; 2] = [first, more].map(|text| serde_json::from_str(text).unwrap());
    let changed = |name: &str| serde_json::json!({ "name": name, "legs": null });
    assert_eq!(items, [first, changed("b"), more, changed("a")]);
}
