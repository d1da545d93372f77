//! One change, as callers get it.

use std::fmt;

use serde_json::value::RawValue;

use crate::edm::json::text_of;
use crate::url::shown::ShownLink;
use crate::value::delta::context;
use crate::value::json::decode_error::{DecodeError, DecodeOptions};
use crate::value::shape::Shape;

/// A change of a collection, as `At::changes` and `At::changes_since` bring it
/// ([JSON Format 15](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
///
/// `T` is an item of the collection. Changes come in the order in which they are to be applied. The same change may come again, so
/// what applies one has to bear that it was applied already: put `Changed` in place of what is held under the same key, or add it.
///
/// ```no_run
/// # use generated::{At, Delta, Error, Instance, Many, Structured};
/// # async fn example<T: Structured>(people: At<Many<T>>, store: fn(Instance<T>), forget: fn(String)) -> Result<(), Error> {
/// let mut changes = people.changes();
/// while let Some(change) = changes.try_next().await? {
///     match change {
///         Delta::Changed(person) => store(person),
///         Delta::Removed(removed) => forget(removed.id().unwrap_or_default()),
///         Delta::Restarted(_) => println!("everything comes anew: what is held is out of date"),
///         _ => {}
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Delta<T> {
    /// An item that was added, or changed. It may hold what was changed only.
    Changed(T),
    /// An entity that is gone, or that the query no longer finds.
    Removed(Removed),
    /// A link between two entities that was added.
    LinkAdded(DeltaLink),
    /// A link between two entities that was taken away.
    LinkRemoved(DeltaLink),
    /// An entity of another entity set that was added or changed: one that `$expand` finds.
    Related(RelatedEntity),
    /// The service can no longer say what has changed, and begins anew: all items that there are follow. What a caller holds of the
    /// collection is to be dropped, or compared with what follows.
    Restarted(Restarted),
}

/// An entity that is gone from a collection: `@removed` of OData 4.01, `$deletedEntity` of 4.0.
#[derive(Clone)]
pub struct Removed {
    pub(crate) json: Box<RawValue>,
    pub(crate) reason: Option<Box<str>>,
    /// Whether it came in the form of OData 4.0, which has no properties.
    pub(crate) is_plain: bool,
}

impl Removed {
    /// Why: `deleted` of one that is gone, `changed` of one that the query no longer finds. Services may have further reasons.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Whether the entity is gone, and not only out of what the query finds. A reason that is not given is taken for `changed`.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        self.reason() == Some("deleted")
    }

    /// The identity of the entity, a URL: `@odata.id`; in OData 4.0 the member `id`.
    #[must_use]
    pub fn entity_id(&self) -> Option<String> {
        let name = |name: &str| matches!(name, "@odata.id" | "@id") || self.is_plain && name == "id";
        context::member(&self.json, name).and_then(text_of).map(String::from)
    }

    /// The member `id`, or else [`entity_id`](Self::entity_id): what names the entity where the key of its type is `id`.
    #[must_use]
    pub fn id(&self) -> Option<String> {
        let id = context::member(&self.json, |name| name == "id");
        id.map(|id| text_of(id).map_or_else(|| id.get().to_owned(), String::from)).or_else(|| self.entity_id())
    }

    /// The name of the entity's entity set, if the service says it: in OData 4.0, entities of others come among those of the collection.
    #[must_use]
    pub fn entity_set(&self) -> Option<String> {
        context::entity_set_in(&self.json)
    }

    /// What came of the entity, as a value of this shape: its key, and other properties that the service sends. In OData 4.0 there
    /// are none.
    ///
    /// ```no_run
    /// # fn example<T: generated::Structured>(removed: &generated::Removed) -> Result<(), generated::DecodeError> {
    /// let person = removed.read::<T>()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// What came is not what the schema promises.
    pub fn read<S: Shape>(&self) -> Result<S::Output, DecodeError> {
        S::decode_with(if self.is_plain { b"{}" } else { self.json.get().as_bytes() }, DecodeOptions::default())
    }

    /// All that came of it.
    #[must_use]
    pub fn json(&self) -> &RawValue {
        &self.json
    }
}

/// The reason alone: what names the entity may be private.
impl fmt::Debug for Removed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Removed").field("reason", &self.reason).finish_non_exhaustive()
    }
}

/// A link between two entities, by their identities, which are URLs as the service sent them.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeltaLink {
    /// The entity that the link leads from.
    pub source: String,
    /// The name of the navigation property.
    pub relationship: String,
    /// The entity that the link leads to. Where one that was taken away led to the only one, it may be left out.
    pub target: Option<String>,
}

/// URLs show without their query, which may hold secrets.
impl fmt::Debug for DeltaLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeltaLink")
            .field("source", &format_args!("{}", ShownLink(&self.source)))
            .field("relationship", &self.relationship)
            .field("target", &self.target.as_deref().map(|target| ShownLink(target).to_string()))
            .finish()
    }
}

/// An entity of another entity set, among the changes of a collection.
#[derive(Clone)]
pub struct RelatedEntity {
    pub(crate) json: Box<RawValue>,
}

impl RelatedEntity {
    /// The name of its entity set.
    #[must_use]
    pub fn entity_set(&self) -> Option<String> {
        context::entity_set_in(&self.json)
    }

    /// The entity, as one of this type.
    ///
    /// # Errors
    /// It is not what the schema promises of that type.
    pub fn read<S: Shape>(&self) -> Result<S::Output, DecodeError> {
        S::decode(self.json.get().as_bytes())
    }

    /// All that came of it.
    #[must_use]
    pub fn json(&self) -> &RawValue {
        &self.json
    }
}

impl fmt::Debug for RelatedEntity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RelatedEntity").field("entity_set", &self.entity_set()).finish_non_exhaustive()
    }
}

/// Why a service begins anew with the changes of a collection: it answered 410 and said where the new beginning is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Restarted {
    /// The service's code: `resyncChangesApplyDifferences`, `resyncRequired`.
    pub code: Option<String>,
    /// The service's words.
    pub message: Option<String>,
}

/// What an item is that the collection's type does not describe.
#[derive(Debug)]
pub(crate) enum Other {
    Removed(Removed),
    LinkAdded(DeltaLink),
    LinkRemoved(DeltaLink),
    Related(RelatedEntity),
}

impl<T> From<Other> for Delta<T> {
    fn from(other: Other) -> Self {
        match other {
            Other::Removed(removed) => Self::Removed(removed),
            Other::LinkAdded(link) => Self::LinkAdded(link),
            Other::LinkRemoved(link) => Self::LinkRemoved(link),
            Other::Related(entity) => Self::Related(entity),
        }
    }
}
