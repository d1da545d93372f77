//! `Edm.EntityType`: an entity of whatever type.

use crate::query::path::{NoFields, Path};
use crate::value::field::{Ref, Slot};
use crate::value::structured::{ENTITY_TYPE, Structured, TypeInfo};

/// An entity of any type, where the metadata says `Edm.EntityType` ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// What it has is among the extras of its [`Instance`](crate::Instance). Where `@odata.type` tells the type,
/// [`Instance::cast`](crate::Instance::cast) gives it as one of that type; a position of entities goes on by `cast` too, and
/// by `by_key`.
///
/// ```
/// use odata_runtime::{Entity, Instance};
///
/// let text = r##"{"@odata.type":"#Desk.Incident","RecId":"a"}"##;
/// let found: Instance<Entity> = serde_json::from_str(text)?;
/// assert_eq!(found.type_name(), "Desk.Incident");
/// assert_eq!(serde_json::to_string(&found)?, text);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entity;

impl Structured for Entity {
    const TYPE: &'static TypeInfo = &TypeInfo { name: ENTITY_TYPE, open: true, ..TypeInfo::EMPTY };

    type Fields<P: Path> = NoFields;

    fn slot(&mut self, _: usize) -> Slot<'_> {
        Slot::None
    }

    fn get(&self, _: usize) -> Ref<'_> {
        Ref::None
    }
}
