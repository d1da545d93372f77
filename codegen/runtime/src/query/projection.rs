//! Projections: structs of just the properties that a program wants, checked against the schema.

pub(crate) mod field;

use crate::query::list::List;
use crate::query::options::{EXPAND, Options, SELECT};
use crate::query::projection::field::{Missing, Projected};
use crate::query::token::Token;
use crate::url::request_error::RequestError;
use crate::url::text::Text;
use crate::value::instance::Instance;
use crate::value::json::decode_error::DecodeOptions;
use crate::value::structured::Structured;

/// A struct of just the properties of a structured type that are wanted; [`projection!`](crate::projection) makes them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a projection",
    label = "a struct that `projection!` makes is needed here"
)]
pub trait Projection: Sized + Send + 'static {
    /// The type that has the properties.
    type Of: Structured;

    #[doc(hidden)]
    fn pick(picks: &mut Picks<'_, '_>);

    #[doc(hidden)]
    fn read(instance: Instance<Self::Of>, options: DecodeOptions) -> Result<Self, Missing>;
}

/// Projections may hold each other in a circle; what is expanded ends somewhere.
const DEEPEST: usize = 8;

/// What is selected or expanded for a projection, while it is being written.
#[derive(Debug)]
pub struct Picks<'a, 't> {
    list: &'a mut List<'t>,
    wanted: Wanted,
    depth: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    Select,
    Expand,
}

impl Picks<'_, '_> {
    pub(crate) fn select<K: Token>(&mut self) {
        if self.wanted == Wanted::Select {
            K::push(&mut self.list.next().url);
        }
    }

    pub(crate) fn expand<K: Token, R: Projection>(&mut self) {
        if self.wanted == Wanted::Select {
            return;
        }
        let text = self.list.next();
        K::push(&mut text.url);
        if self.depth == DEEPEST {
            text.fail(RequestError::new(format!(
                "projections hold each other more than {DEEPEST} deep, at `{}`",
                K::NAME
            )));
            return;
        }
        text.url.push('(');
        let options = Options::nested(text.url.len(), 0);
        write::<R>(options, text, self.depth + 1);
        if text.url.ends_with('(') {
            text.url.pop();
        } else {
            text.url.push(')');
        }
    }
}

fn write<R: Projection>(options: Options, text: &mut Text, depth: usize) {
    for (name, wanted) in [(SELECT, Wanted::Select), (EXPAND, Wanted::Expand)] {
        options.list(text, name, |text| R::pick(&mut Picks { list: &mut List::new(text), wanted, depth }));
    }
}

/// Selects and expands what a projection of the request's items needs.
pub(crate) fn project<R: Projection>(options: Options, text: &mut Text) {
    write::<R>(options, text, 0);
}

/// What projections ask of the tokens of their fields. The receiver comes first, so that the compiler's words are about the field's type.
#[doc(hidden)]
pub trait Field: Token {
    /// Adds the property of a field that is an `F`.
    fn pick<F: Projected<Self>>(self, picks: &mut Picks<'_, '_>) {
        F::pick(picks);
    }

    /// Takes the property of a field that is an `F` out of an instance.
    fn read<F: Projected<Self>, T: Structured>(
        self,
        instance: &mut Instance<T>,
        take: fn(&mut T) -> Option<F::Found>,
        options: DecodeOptions,
    ) -> Result<F, Missing> {
        let is_null = instance.is_null(Self::NAME);
        F::read(take(instance), is_null, options).map_err(|missing| missing.within(Self::NAME))
    }
}

impl<K: Token> Field for K {}

/// Makes structs of just the properties that a program wants
/// ([Protocol 11.2.5](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
///
/// `struct Name of Type` has fields that are called as those of the type. A property that is never null is a value, one that can be
/// null an `Option`; a complex or a navigation property is a projection in turn. `At::project` selects and expands
/// what the struct needs, and decodes into it. What the service leaves out of it is an error.
///
/// ```
/// # use generated::At;
/// # use odata_runtime::private::{Field, Ref, Slot, TypeInfo};
/// # use odata_runtime::{Expanded, Many, Structured};
/// # use odata_runtime::private::query::{I0, I1, I2, Tokens};
/// # use odata_runtime::query::{Nav, Path, Prop, Required};
/// # #[derive(Default)]
/// # pub struct User { pub id: Option<String>, pub mail: Option<String>, pub manager: Option<Expanded<User>> }
/// # pub struct UserFields<P> {
/// #     pub id: Prop<P, I0, String, Required>, pub mail: Prop<P, I1, String>, pub manager: Nav<P, I2, User>,
/// # }
/// # impl<P: Path> Tokens for UserFields<P> {
/// #     const ALL: &'static Self = &Self { id: Prop::Token, mail: Prop::Token, manager: Nav::Token };
/// # }
/// # impl Structured for User {
/// #     const TYPE: &'static TypeInfo =
/// #         &TypeInfo { name: "Sample.User", properties: &["id", "mail", "manager"], ..TypeInfo::EMPTY };
/// #     type Fields<P: Path> = UserFields<P>;
/// #     fn slot(&mut self, index: usize) -> Slot<'_> {
/// #         match index { 0 => self.id.slot(), 1 => self.mail.slot(), 2 => self.manager.slot(), _ => Slot::None }
/// #     }
/// #     fn get(&self, index: usize) -> Ref<'_> {
/// #         match index { 0 => self.id.get(), 1 => self.mail.get(), 2 => self.manager.get(), _ => Ref::None }
/// #     }
/// # }
/// odata_runtime::projection! {
///     /// Someone to write to.
///     pub struct Person of User {
///         pub id: String,
///         pub mail: Option<String>,
///         pub manager: Option<Manager>,
///     }
///
///     pub struct Manager of User {
///         pub id: String,
///     }
/// }
///
/// # async fn example(users: At<Many<User>>) -> Result<(), odata_runtime::Error> {
/// // GET users?$select=id,mail&$expand=manager($select=id)
/// let mut people = users.project::<Person>().items();
/// while let Some(person) = people.try_next().await? {
///     println!("{}: {:?}, {:?}", person.id, person.mail, person.manager.map(|manager| manager.id));
/// }
/// # Ok(())
/// # }
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// #     use odata_runtime::testing::{FakeService, block_on};
/// #     let fake = FakeService::new();
/// #     let client = fake.client(generated::Client::builder())?;
/// #     let ada = User { id: Some("ada".to_owned()), ..Default::default() };
/// #     fake.on_path("GET", "/users?$select=id,mail&$expand=manager($select=id)").with_query().read_as::<Many<User>>().page([ada]);
/// #     block_on(example(client.at("users")))?;
/// #     fake.assert_done();
/// #     Ok(())
/// # }
/// ```
#[macro_export]
macro_rules! projection {
    ($(
        $(#[$attributes:meta])*
        $visibility:vis struct $name:ident of $of:ty {
            $($(#[$field_attributes:meta])* $field_visibility:vis $field:ident: $type:ty),* $(,)?
        }
    )+) => {$(
        $(#[$attributes])*
        #[derive(Clone, Debug, PartialEq)]
        $visibility struct $name {
            $($(#[$field_attributes])* $field_visibility $field: $type,)*
        }

        impl $crate::private::query::Projection for $name {
            type Of = $of;

            fn pick(picks: &mut $crate::private::query::Picks<'_, '_>) {
                use $crate::private::query::Field as _;
                let item = $crate::private::query::Item::<$crate::private::query::Root<$of>>::default();
                $(item.$field.pick::<$type>(picks);)*
            }

            fn read(
                mut instance: $crate::Instance<$of>,
                options: $crate::DecodeOptions,
            ) -> Result<Self, $crate::private::query::Missing> {
                use $crate::private::query::Field as _;
                let item = $crate::private::query::Item::<$crate::private::query::Root<$of>>::default();
                Ok(Self {
                    $($field: item.$field.read::<$type, $of>(&mut instance, |value| value.$field.take(), options)?,)*
                })
            }
        }
    )+};
}
