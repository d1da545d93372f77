//! The table that generated code has for each structured type.

use std::sync::Arc;

use crate::query::path::{Path, Tokens};
use crate::value::field::{Ref, Slot};
use crate::value::inheritance::derived::Derived;
use crate::value::kept::side::Side;
use crate::value::kept::touched::Touched;

/// The name of the type from which every entity type derives.
pub(crate) const ENTITY_TYPE: &str = "Edm.EntityType";

/// What a structured type (an entity type or a complex type) is called and declares.
#[derive(Debug)]
pub struct TypeInfo {
    /// The qualified name: `Microsoft.AAD.Reporting.signIn`.
    pub name: &'static str,
    /// The names of all properties and navigation properties, inherited ones too, in the order of
    /// the indices of [`Structured::slot`].
    pub properties: &'static [&'static str],
    /// Those of them for which a null is an error (`Nullable="false"`, [CSDL 7.2.1](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
    pub non_nullable: &'static [&'static str],
    /// Those of them that only the service sets (`Core.Computed`, `Core.Permissions`): no request sends them.
    pub read_only: &'static [&'static str],
    /// Those of them that are set when something is created and never again (keys, `Core.Immutable`).
    pub immutable: &'static [&'static str],
    /// Those of them that make up the key of an entity type.
    pub keys: &'static [&'static str],
    /// Whether instances may have properties that are not declared (`OpenType="true"`).
    pub open: bool,
    /// The type that this one derives from.
    pub base: Option<&'static Self>,
    /// What documents call the namespace for short: `graph` for `microsoft.graph`.
    pub aliases: &'static [&'static str],
}

impl TypeInfo {
    /// A type that declares nothing, to be completed by struct update syntax.
    pub const EMPTY: Self = Self {
        name: "",
        properties: &[],
        non_nullable: &[],
        read_only: &[],
        immutable: &[],
        keys: &[],
        open: false,
        base: None,
        aliases: &[],
    };

    /// The name without its namespace.
    #[must_use]
    pub fn short_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }

    /// The index of a declared property.
    #[must_use]
    pub fn index_of(&self, property: &str) -> Option<usize> {
        self.properties.iter().position(|name| *name == property)
    }

    /// A declared property with its index, looked for first where it is supposed to be.
    pub(crate) fn property_near(&self, supposed: usize, property: &str) -> Option<(usize, &'static str)> {
        if let Some(name) = self.properties.get(supposed).filter(|name| **name == property) {
            return Some((supposed, name));
        }
        let all = || self.properties.iter().enumerate();
        let mut search = all().skip(supposed).chain(all().take(supposed));
        search.find(|(_, name)| **name == property).map(|(index, name)| (index, *name))
    }

    /// Whether this is the other type, or derives from it, as every type does from `Edm.EntityType`.
    #[must_use]
    pub const fn derives_from(&self, other: &Self) -> bool {
        if same_text(other.name, ENTITY_TYPE) {
            return true;
        }
        let mut ty = self;
        loop {
            if same_text(ty.name, other.name) {
                return true;
            }
            match ty.base {
                Some(base) => ty = base,
                None => return false,
            }
        }
    }
}

/// Comparison of strings, as far as constants can be computed.
const fn same_text(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    while let ([first, rest @ ..], [other, others @ ..]) = (a, b) {
        if *first != *other {
            return false;
        }
        (a, b) = (rest, others);
    }
    true
}

/// A structured type: a struct with a field for every property, declared and inherited.
///
/// Implemented by emitted code only. What travels is an [`Instance`](crate::Instance) of it.
///
/// ```
/// use odata_runtime::private::{Field, Ref, Slot, TypeInfo};
/// use odata_runtime::{Instance, Structured};
///
/// #[derive(Default)]
/// pub struct City {
///     pub name: Option<String>,
///     pub districts: Option<Vec<Instance<City>>>,
/// }
///
/// impl Structured for City {
///     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
///     const TYPE: &'static TypeInfo = &TypeInfo {
///         name: "Sample.City",
///         properties: &["Name", "Districts"],
///         ..TypeInfo::EMPTY
///     };
///     #[inline]
///     fn slot(&mut self, index: usize) -> Slot<'_> {
///         match index {
///             0 => self.name.slot(),
///             1 => self.districts.slot(),
///             _ => Slot::None,
///         }
///     }
///     #[inline]
///     fn get(&self, index: usize) -> Ref<'_> {
///         match index {
///             0 => self.name.get(),
///             1 => self.districts.get(),
///             _ => Ref::None,
///         }
///     }
/// }
///
/// let city: Instance<City> = serde_json::from_str(r#"{"Name": "Ulm", "Mayor": "?"}"#)?;
/// assert_eq!(city.name.as_deref(), Some("Ulm"));
/// assert_eq!(serde_json::to_string(&city)?, r#"{"Name":"Ulm","Mayor":"?"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub trait Structured: Default + Send + Sync + 'static {
    /// The type as the schema declares it.
    const TYPE: &'static TypeInfo;

    /// The types that derive from it directly, with those that derive from them.
    const DERIVED: &'static [Derived] = &[];

    /// Its properties as tokens for queries, of an instance that is found at `P`.
    type Fields<P: Path>: Tokens;

    /// The field of the property with this index in [`TypeInfo::properties`], to be filled.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// The same field, to be read.
    fn get(&self, index: usize) -> Ref<'_>;
}

/// What tells a structured type from others that have the same properties, and share a struct over it.
///
/// Implemented by emitted code only, for a type of its own.
pub trait Distinct: Send + Sync + 'static {
    /// The schema's facts about the type alone: its name, whether it is open, the type that it derives
    /// from, and aliases.
    const TYPE: TypeInfo;

    /// [`Structured::DERIVED`] of the type.
    const DERIVED: &'static [Derived] = &[];
}

/// An [`Instance`](crate::Instance) of any type.
pub trait Object {
    /// Its type as the schema declares it.
    fn info(&self) -> &'static TypeInfo;
    /// A declared property, to be filled.
    fn slot(&mut self, index: usize) -> Slot<'_>;
    /// A declared property, to be read.
    fn get(&self, index: usize) -> Ref<'_>;
    #[doc(hidden)]
    fn touched(&self) -> Touched;
    #[doc(hidden)]
    fn set_touched(&mut self, touched: Touched);
    #[doc(hidden)]
    fn side(&self) -> Option<&Side>;
    #[doc(hidden)]
    fn side_mut(&mut self) -> &mut Side;
    #[doc(hidden)]
    fn share_side(&mut self, side: Arc<Side>);
}
