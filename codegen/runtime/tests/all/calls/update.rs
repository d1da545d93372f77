//! Changes by typed properties, and links made with them.

use crate::runtime::internal::query::{
    Changes, Complex, Computed, I0, I1, I2, I3, I4, I5, Nav, Navs, NoFields, Path, Prop, Props, Required, Tokens,
};
use crate::runtime::internal::{
    At, Client, Error, Expanded, Field, Instance, Many, Nothing, Ref, Slot, Structured, TypeInfo,
};
use crate::transport::support::{Answer, Fake, block_on};

#[derive(Default)]
struct Desk {
    name: Option<String>,
    height: Option<i64>,
    tags: Option<Vec<String>>,
    place: Option<Box<Instance<Place>>>,
    owner: Option<Expanded<Person>>,
    users: Option<Expanded<Many<Person>>>,
}

impl Structured for Desk {
    const TYPE: &'static TypeInfo = &TypeInfo {
        name: "Sample.Desk",
        properties: &["name", "height", "tags", "place", "owner", "users"],
        ..TypeInfo::EMPTY
    };

    type Fields<P: Path> = DeskFields<P>;

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => self.name.slot(),
            1 => self.height.slot(),
            2 => self.tags.slot(),
            3 => self.place.slot(),
            4 => self.owner.slot(),
            5 => self.users.slot(),
            _ => Slot::None,
        }
    }

    fn get(&self, index: usize) -> Ref<'_> {
        match index {
            0 => self.name.get(),
            1 => self.height.get(),
            2 => self.tags.get(),
            3 => self.place.get(),
            4 => self.owner.get(),
            5 => self.users.get(),
            _ => Ref::None,
        }
    }
}

struct DeskFields<P> {
    name: Prop<P, I0, String>,
    height: Prop<P, I1, i64, Required>,
    tags: Props<P, I2, String, Required>,
    place: Complex<P, I3, Place>,
    owner: Nav<P, I4, Person>,
    users: Navs<P, I5, Person>,
}

impl<P: Path> Tokens for DeskFields<P> {
    const ALL: &'static Self = &Self {
        name: Prop::Token,
        height: Prop::Token,
        tags: Props::Token,
        place: Complex::Token,
        owner: Nav::Token,
        users: Navs::Token,
    };
}

#[derive(Default)]
struct Place {
    room: Option<String>,
    geo: Option<String>,
}

impl Structured for Place {
    const TYPE: &'static TypeInfo =
        &TypeInfo { name: "Sample.Place", properties: &["room", "geo"], read_only: &["geo"], ..TypeInfo::EMPTY };

    type Fields<P: Path> = PlaceFields<P>;

    fn slot(&mut self, index: usize) -> Slot<'_> {
        match index {
            0 => self.room.slot(),
            1 => self.geo.slot(),
            _ => Slot::None,
        }
    }

    fn get(&self, index: usize) -> Ref<'_> {
        match index {
            0 => self.room.get(),
            1 => self.geo.get(),
            _ => Ref::None,
        }
    }
}

struct PlaceFields<P> {
    room: Prop<P, I0, String>,
    #[expect(dead_code, reason = "it cannot be set, and nothing else is tried here")]
    geo: Prop<P, I1, String, Computed>,
}

impl<P: Path> Tokens for PlaceFields<P> {
    const ALL: &'static Self = &Self { room: Prop::Token, geo: Prop::Token };
}

#[derive(Default)]
struct Person {}

impl Structured for Person {
    const TYPE: &'static TypeInfo = &TypeInfo { name: "Sample.Person", ..TypeInfo::EMPTY };

    type Fields<P: Path> = NoFields;

    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::None
    }

    fn get(&self, _: usize) -> Ref<'_> {
        Ref::None
    }
}

fn person(client: &Client, key: &str) -> At<Person> {
    client.at::<Many<Person>>("people").by_key(key)
}

/// The body of the update that is sent, or why none is.
fn update<C: Changes<Desk, K>, K>(
    changes: impl FnOnce(&Client, crate::runtime::internal::query::Item<crate::runtime::internal::query::Root<Desk>>) -> C,
) -> Result<String, Error> {
    let fake = Fake::new([Answer(204, &[], "")]);
    let client = fake.client();
    block_on(client.at::<Many<Desk>>("desks").by_key(7).update(|desk| changes(&client, desk)))?;
    let request = fake.requests().remove(0);
    let (head, body) = request.split_once("\n\n").unwrap();
    assert!(head.starts_with("PATCH https://example.com/odata/desks(7)\n"), "{head}");
    Ok(body.trim_end().to_owned())
}

#[test]
fn an_update_takes_one_change_a_tuple_or_an_iterator() {
    let check = |body: Result<String, Error>, expect: &str| assert_eq!(body.unwrap(), expect);
    check(update(|_, d| d.name.set("A")), r#"{"name":"A"}"#);
    check(update(|_, d| (d.name.null(),)), r#"{"name":null}"#);
    check(update(|_, d| (d.name.set("A"), d.height.set(70))), r#"{"name":"A","height":70}"#);
    check(update(|_, d| vec![d.name.set("A"), d.height.set(70)]), r#"{"name":"A","height":70}"#);
    check(update(|_, d| [70, 71].into_iter().map(move |height| d.height.set(height))), r#"{"height":71}"#);
    check(
        update(|_, d| (d.name.set("A"), None, [d.height.set(70)], (d.place.null(),))),
        r#"{"name":"A","height":70,"place":null}"#,
    );
}

// P5
#[test]
fn an_update_holds_only_what_was_set() {
    let body = update(|_, d| [d.name.set("A"), d.height.set(70), d.tags.set(["x", "y"]), d.place.room.set("1.01")]);
    assert_eq!(body.unwrap(), r#"{"name":"A","height":70,"tags":["x","y"],"place":{"room":"1.01"}}"#);
    assert_eq!(update(|_, d| [d.name.null(), d.place.null()]).unwrap(), r#"{"name":null,"place":null}"#);
    let place = || Place { room: Some("2".into()), geo: Some("computed".into()) };
    assert_eq!(update(|_, d| [d.place.set(place())]).unwrap(), r#"{"place":{"room":"2"}}"#);
}

#[test]
fn links_are_made_by_an_update() {
    let body = update(|c, d| {
        [d.owner.bind(&person(c, "a'b")), d.users.bind([&person(c, "x"), &person(c, "y")]), d.name.set("A")]
    });
    assert_eq!(
        body.unwrap().replace("https://example.com/odata/", ""),
        r#"{"owner@odata.bind":"people('a''b')","users@odata.bind":["people('x')","people('y')"],"name":"A"}"#
    );
}

#[test]
fn links_are_made_by_a_creation() {
    let fake = Fake::ok(["{}"]);
    let client = fake.client();
    let desk = Instance::from(Desk { name: Some("A".into()), ..Default::default() });
    let desk = desk.bind(|d| d.owner, &person(&client, "a")).unwrap();
    let desk = desk.bind(|d| d.users, &person(&client, "b")).unwrap().bind(|d| d.users, &person(&client, "c")).unwrap();
    block_on(client.at::<Many<Desk>>("desks").create(desk)).unwrap();
    let request = fake.requests().remove(0).replace("https://example.com/odata/", "");
    assert!(
        request.ends_with(
            "\n\n{\"owner@odata.bind\":\"people('a')\",\"users@odata.bind\":[\"people('b')\",\"people('c')\"],\"name\":\"A\"}\n"
        ),
        "{request}"
    );
}

#[test]
fn what_has_no_address_is_not_bound() {
    let error = update(|c, d| [d.owner.bind(&c.at::<Nothing>("..").segment::<Person>("x"))]).unwrap_err();
    assert!(matches!(error, Error::Request(_)) && error.to_string().contains("has no address"), "{error}");
}
