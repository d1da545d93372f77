//! What travels: a value of a structured type and all that the schema does not declare.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::edm::json::text_of;
use crate::value::erased;
use crate::value::field::{Ref, Slot};
use crate::value::inheritance::derived::name_in;
use crate::value::json::decode;
use crate::value::json::encode::ObjectJson;
use crate::value::kept::difference;
use crate::value::kept::extras::Extras;
use crate::value::kept::misfit::{Misfit, Misfits};
use crate::value::kept::original::Original;
use crate::value::kept::side::Side;
use crate::value::kept::touched::Touched;
use crate::value::kept::unread;
use crate::value::structured::{Object, Structured, TypeInfo};

/// A value of a structured type together with what came with it: undeclared properties,
/// annotations, and which properties were null.
///
/// It dereferences to the value, so that properties are read and set as fields. Decoding one and
/// encoding it again gives the same JSON value: nothing is lost and nothing is invented.
///
/// A property can be absent, null or have a value. The field is `None` for the first two;
/// [`Instance::is_null`] tells them apart, and [`Instance::set_null`] makes a null that is sent.
///
/// ```
/// # use odata_runtime::private::{Field, Ref, Slot, TypeInfo};
/// # use odata_runtime::{Instance, Structured};
/// # #[derive(Default)]
/// # pub struct City { pub name: Option<String> }
/// # impl Structured for City {
/// #     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
/// #     const TYPE: &'static TypeInfo =
/// #         &TypeInfo { name: "Sample.City", properties: &["Name"], ..TypeInfo::EMPTY };
/// #     fn slot(&mut self, index: usize) -> Slot<'_> {
/// #         match index { 0 => self.name.slot(), _ => Slot::None }
/// #     }
/// #     fn get(&self, index: usize) -> Ref<'_> {
/// #         match index { 0 => self.name.get(), _ => Ref::None }
/// #     }
/// # }
/// let text = r#"{"@odata.etag":"W/\"1\"","Name":null,"Mayor":"?"}"#;
/// let mut city: Instance<City> = serde_json::from_str(text)?;
/// assert!(city.is_null("Name"));
/// assert_eq!(city.etag().as_deref(), Some("W/\"1\""));
/// assert_eq!(city.extras().text("Mayor").as_deref(), Some("?"));
/// assert_eq!(serde_json::to_string(&city)?, text);
///
/// city.name = Some("Ulm".to_owned());
/// assert_eq!(city, city.clone());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Saving changes
///
/// An instance that was read knows what it was then: it is copied when it is first dereferenced to be changed. `At::save` sends
/// the difference and nothing else ([Protocol 11.4.3](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)):
///
/// | since it was read | is sent |
/// |---|---|
/// | a property has another value | the value, a collection as a whole |
/// | a complex value has other properties | these properties alone; all that is set, if it was null or is of another type now |
/// | a field became `None` | null; `[]` for a collection, which cannot be null |
/// | an [undeclared](Self::extras_mut) property was set, or removed | its value, or null |
/// | [`bind`](Self::bind), another [annotation](Self::annotations_mut) that was set | the annotation |
/// | what only the service sets was changed | nothing |
///
/// Of an instance that a caller made, all that is set counts as changed. [`Instance::set_unchanged`] makes what it holds now count as read.
#[derive(Default)]
pub struct Instance<T> {
    value: T,
    /// Shared by those items of a page that differ in nothing that it holds.
    side: Option<Arc<Side>>,
    touched: Touched,
}

impl<T: Structured> Instance<T> {
    /// The value alone; what came beside it is dropped.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Properties that the schema does not declare.
    #[must_use]
    pub fn extras(&self) -> &Extras {
        self.side.as_ref().map_or(Extras::EMPTY, |side| &side.extras)
    }

    /// Properties that the schema does not declare, to be changed.
    pub fn extras_mut(&mut self) -> &mut Extras {
        self.remember();
        &mut self.side_mut().extras
    }

    /// Annotations and control information under the names with which they came: `@odata.id`,
    /// `manager@odata.navigationLink` ([JSON Format 4.5](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html), 20).
    #[must_use]
    pub fn annotations(&self) -> &Extras {
        self.side.as_ref().map_or(Extras::EMPTY, |side| &side.annotations)
    }

    /// Annotations and control information, to be changed.
    pub fn annotations_mut(&mut self) -> &mut Extras {
        self.remember();
        &mut self.side_mut().annotations
    }

    /// The control information of this name, whether it came with the prefix `odata.` or without
    /// as 4.01 allows: `control("etag")` is `@odata.etag` or `@etag`.
    #[must_use]
    pub fn control(&self, name: &str) -> Option<&RawValue> {
        self.control_of("", name)
    }

    /// The control information of this name of a property: `control_of("photo", "mediaEtag")`.
    #[must_use]
    pub fn control_of(&self, property: &str, name: &str) -> Option<&RawValue> {
        let found = self.annotations().iter().find(|(key, _)| {
            let key = key.strip_prefix(property).and_then(|key| key.strip_prefix('@'));
            key.is_some_and(|key| key.strip_prefix("odata.").unwrap_or(key) == name)
        });
        found.map(|(_, value)| value)
    }

    /// The entity tag that came in the body, or else in the header of the answer whose only entity this is
    /// ([Protocol 8.3.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)): what `If-Match` takes.
    #[must_use]
    pub fn etag(&self) -> Option<Cow<'_, str>> {
        let of_header = || self.side.as_ref()?.etag.as_deref().map(Cow::Borrowed);
        self.control("etag").and_then(text_of).or_else(of_header)
    }

    /// The identity of the entity, a URL that need not lead anywhere (`@odata.id`, [Protocol 4.1](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part1-protocol.html)).
    #[must_use]
    pub fn entity_id(&self) -> Option<Cow<'_, str>> {
        self.control("id").and_then(text_of)
    }

    /// The qualified name of the type of which this is an instance: what `@odata.type` says
    /// (without `#` and whatever URL stands before it), or else the declared type.
    #[must_use]
    pub fn type_name(&self) -> Cow<'_, str> {
        match self.control("type").and_then(text_of) {
            Some(Cow::Borrowed(text)) => name_in(text).into(),
            Some(Cow::Owned(text)) => name_in(&text).to_owned().into(),
            None => T::TYPE.name.into(),
        }
    }

    /// Whether a declared property is null, as opposed to absent.
    #[must_use]
    pub fn is_null(&self, property: &str) -> bool {
        T::TYPE.index_of(property).is_some_and(|index| erased::is_null(self, index))
    }

    /// The names of the declared properties that are null.
    pub fn nulls(&self) -> impl Iterator<Item = &'static str> + '_ {
        let all = T::TYPE.properties.iter().enumerate();
        all.filter(|(index, _)| erased::is_null(self, *index)).map(|(_, name)| *name)
    }

    /// Makes a declared property null (`true`) or absent (`false`) wherever its field is `None`.
    /// Gives `false` back where the type declares no such property.
    pub fn set_null(&mut self, property: &str, null: bool) -> bool {
        let Some(index) = T::TYPE.index_of(property) else {
            return false;
        };
        self.remember();
        if let Some(side) = self.side.as_mut().filter(|side| side.unread(index).is_some()) {
            Arc::make_mut(side).take_unread(index);
        }
        if null {
            self.side_mut().nulls.insert(index);
        } else if let Some(side) = &mut self.side {
            Arc::make_mut(side).nulls.remove(index);
        }
        true
    }

    /// The places of nulls in the array of a collection property whose items are never null in Rust (`Vec<S>`), in order.
    ///
    /// Where a collection does not say `Nullable`, clients cannot assume that its items are never null
    /// ([CSDL 7.2.1](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)). Nulls are left out of the
    /// `Vec`. As long as the collection is not changed, it is encoded with them, as it came; a changed one is encoded as it
    /// is, and has no such places any more.
    ///
    /// ```
    /// # use odata_runtime::private::{Field, Ref, Slot, TypeInfo};
    /// # use odata_runtime::{Instance, Structured};
    /// # #[derive(Default)]
    /// # pub struct City { pub tags: Option<Vec<String>> }
    /// # impl Structured for City {
    /// #     type Fields<P: odata_runtime::query::Path> = odata_runtime::private::query::NoFields;
    /// #     const TYPE: &'static TypeInfo =
    /// #         &TypeInfo { name: "Sample.City", properties: &["Tags"], ..TypeInfo::EMPTY };
    /// #     fn slot(&mut self, index: usize) -> Slot<'_> {
    /// #         match index { 0 => self.tags.slot(), _ => Slot::None }
    /// #     }
    /// #     fn get(&self, index: usize) -> Ref<'_> {
    /// #         match index { 0 => self.tags.get(), _ => Ref::None }
    /// #     }
    /// # }
    /// let text = r#"{"Tags":["a",null,"b"]}"#;
    /// let mut city: Instance<City> = serde_json::from_str(text)?;
    /// assert_eq!(city.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    /// assert_eq!(city.null_items("Tags"), [1]);
    /// assert_eq!(serde_json::to_string(&city)?, text);
    ///
    /// city.tags = Some(vec!["c".to_owned()]);
    /// assert_eq!(serde_json::to_string(&city)?, r#"{"Tags":["c"]}"#);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn null_items(&self, property: &str) -> Vec<usize> {
        let index = T::TYPE.index_of(property);
        let left_out = index.and_then(|index| unread::left_out(self, index));
        left_out.map(|left_out| left_out.nulls().collect()).unwrap_or_default()
    }

    /// What is not of the type that the schema declares, here and in all values below: complex ones, and items of
    /// collections. There is nothing unless the instance was read with [`DecodeOptions::lenient`](crate::DecodeOptions::lenient).
    ///
    /// A value is listed until its field is set. Those of an [`Expanded`](crate::Expanded) value are listed by what it is
    /// decoded into.
    #[must_use]
    pub fn misfits(&self) -> Vec<Misfit<'_>> {
        Misfits::of(self)
    }
}

impl<T: Structured> Instance<T> {
    /// Whether [saving](crate::Instance#saving-changes) it would send anything: whether a property was changed since it was read, or
    /// set where it was not read.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        difference::since_read(self).map_or(true, |changes| !changes.is_empty())
    }

    /// Makes what it holds now count as read: to be called once the service has it.
    pub fn set_unchanged(&mut self) {
        self.touched = self.touched.unchanged();
        if let Some(side) = &mut self.side
            && side.original.is_some()
        {
            Arc::make_mut(side).original = None;
        }
    }

    /// Keeps what was read, if that was not done before: from here on a caller may change it.
    #[inline]
    fn remember(&mut self) {
        if !self.touched.is_changed() {
            self.keep_original();
        }
    }

    #[cold]
    fn keep_original(&mut self) {
        if !self.touched.is_empty() || self.side.is_some() {
            let original = Original::new(self.clone());
            self.side_mut().original = Some(original);
        }
        self.touched = Touched::ALL;
    }
}

impl<T: Structured> Object for Instance<T> {
    fn info(&self) -> &'static TypeInfo {
        T::TYPE
    }

    fn slot(&mut self, index: usize) -> Slot<'_> {
        self.touched.insert(index, const { Touched::shift(T::TYPE.properties.len()) });
        self.value.slot(index)
    }

    fn get(&self, index: usize) -> Ref<'_> {
        self.value.get(index)
    }

    fn touched(&self) -> Touched {
        self.touched
    }

    fn set_touched(&mut self, touched: Touched) {
        self.touched = touched;
    }

    fn side(&self) -> Option<&Side> {
        self.side.as_deref()
    }

    fn side_mut(&mut self) -> &mut Side {
        Arc::make_mut(self.side.get_or_insert_default())
    }

    fn share_side(&mut self, side: Arc<Side>) {
        self.side = Some(side);
    }
}

impl<T> Deref for Instance<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Structured> DerefMut for Instance<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.remember();
        &mut self.value
    }
}

impl<T: Structured> From<T> for Instance<T> {
    fn from(value: T) -> Self {
        Self { value, side: None, touched: Touched::ALL }
    }
}

impl<T: Structured> From<T> for Box<Instance<T>> {
    fn from(value: T) -> Self {
        Self::new(Instance::from(value))
    }
}

impl<T: Structured> Clone for Instance<T> {
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        erased::copy(&mut copy, self);
        copy
    }
}

impl<T: Structured> PartialEq for Instance<T> {
    fn eq(&self, other: &Self) -> bool {
        erased::same(self, other)
    }
}

impl<T: Structured> fmt::Debug for Instance<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        erased::debug(self, f)
    }
}

impl<T: Structured> Serialize for Instance<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ObjectJson(self).serialize(serializer)
    }
}

impl<'de, T: Structured> Deserialize<'de> for Instance<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut instance = Self::default();
        decode::object(&mut instance, deserializer)?;
        Ok(instance)
    }
}
