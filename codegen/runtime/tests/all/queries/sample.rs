//! Types with tokens as codegen emits them, and what queries on them look like.

use crate::runtime::internal::edm::{Date, DateTimeOffset, Decimal, Duration, Guid, Stream, TimeOfDay};
use crate::runtime::internal::query::{
    Complex, Complexes, Computed, Fixed, Nav, Navs, Nth, Path, Prop, Props, Required, StreamProp, Tokens,
};
use crate::runtime::internal::{At, Expanded, Field, Flags, Instance, Many, Ref, Slot, Structured, TypeInfo};
use crate::sample::{Colour, Weight};
use crate::transport::support::{Fake, ROOT};

macro_rules! queried {
    ($type:ident $fields:ident $name:literal $info:expr, { $($index:literal $field:ident $wire:literal: $ty:ty, $kind:ident<$value:ty $(, $access:ty)?>;)* }) => {
        #[derive(Default)]
        pub(crate) struct $type {
            $(pub $field: Option<$ty>,)*
        }

        #[allow(missing_debug_implementations, reason = "emitted ones have none")]
        pub(crate) struct $fields<P> {
            $(pub $field: $kind<P, Nth<$index>, $value $(, $access)?>,)*
        }

        impl<P: Path> Tokens for $fields<P> {
            const ALL: &'static Self = &Self { $($field: $kind::Token,)* };
        }

        impl Structured for $type {
            const TYPE: &'static TypeInfo = &TypeInfo { name: $name, properties: &[$($wire),*], ..$info };

            type Fields<P: Path> = $fields<P>;

            fn slot(&mut self, index: usize) -> Slot<'_> {
                match index {
                    $($index => self.$field.slot(),)*
                    _ => Slot::None,
                }
            }

            fn get(&self, index: usize) -> Ref<'_> {
                match index {
                    $($index => self.$field.get(),)*
                    _ => Ref::None,
                }
            }
        }
    };
}

queried!(Person PersonFields "Sample.Person" TypeInfo { non_nullable: &["id", "name"], ..TypeInfo::EMPTY }, {
    0 id "id": Guid, Prop<Guid, Fixed<Required>>;
    1 name "name": String, Prop<String, Required>;
    2 nick "nick": String, Prop<String>;
    3 active "active": bool, Prop<bool>;
    4 age "age": i32, Prop<i32>;
    5 score "score": f64, Prop<f64>;
    6 salary "salary": Decimal, Prop<Decimal>;
    7 born "born": Date, Prop<Date>;
    8 seen "seen": DateTimeOffset, Prop<DateTimeOffset, Computed>;
    9 wakes "wakes": TimeOfDay, Prop<TimeOfDay>;
    10 shift "shift": Duration, Prop<Duration>;
    11 colour "colour": Colour, Prop<Colour>;
    12 colours "colours": Flags<Colour>, Prop<Flags<Colour>>;
    13 weight "weight": Weight, Prop<Weight>;
    14 tags "tags": Vec<String>, Props<String>;
    15 address "address": Box<Instance<Address>>, Complex<Address>;
    16 addresses "addresses": Vec<Instance<Address>>, Complexes<Address>;
    17 manager "manager": Expanded<Person>, Nav<Person>;
    18 reports "reports": Expanded<Many<Person>>, Navs<Person>;
    19 photo "photo": Stream, StreamProp<Stream, Computed<Required>>;
    20 size "größe": i64, Prop<i64>;
});

queried!(Address AddressFields "Sample.Address" TypeInfo::EMPTY, {
    0 city "city": String, Prop<String>;
    1 street "street": String, Prop<String, Required>;
    2 rooms "rooms": Vec<Instance<Room>>, Complexes<Room>;
});

queried!(Room RoomFields "Sample.Room" TypeInfo::EMPTY, {
    0 number "number": i32, Prop<i32>;
});

queried!(Boss BossFields "Sample.Boss" TypeInfo { base: Some(Person::TYPE), ..TypeInfo::EMPTY }, {
    0 id "id": Guid, Prop<Guid, Fixed<Required>>;
    1 budget "budget": Decimal, Prop<Decimal>;
    2 team "team": Expanded<Many<Person>>, Navs<Person>;
});

pub(crate) fn people() -> At<Many<Person>> {
    Fake::default().client().at("people")
}

/// The path and query of a position. Spaces are shown as such.
pub(crate) fn url<S>(at: &At<S>) -> String {
    let text = at.url().unwrap();
    let text = text.strip_prefix(ROOT).unwrap();
    assert!(!text.contains(' '));
    text.replace("%20", " ")
}

/// What `query` adds to `people?`.
pub(crate) fn check<S>(query: impl FnOnce(At<Many<Person>>) -> At<S>, expect: &str) {
    let at = query(people());
    assert_eq!(url(&at), expect);
    assert_eq!(at.clone().fault(), None);
}

/// The reason why the request is not sent.
pub(crate) fn refused<S>(query: impl FnOnce(At<Many<Person>>) -> At<S>, expect: &str) {
    let fault = query(people()).fault().unwrap_or_default();
    assert!(fault.contains(expect), "{fault}");
}

trait Fault {
    fn fault(self) -> Option<String>;
}

impl<S> Fault for At<S> {
    fn fault(self) -> Option<String> {
        let fake = Fake::default();
        let error =
            crate::transport::support::block_on(self.read_as::<crate::runtime::internal::Nothing>()).unwrap_err();
        drop(fake);
        matches!(error, crate::runtime::internal::Error::Request(_)).then(|| error.to_string())
    }
}
