//! The links of an instance: where it is found, and what can be done with it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::edm::json::text_of;
use crate::url::literal::Literal;
use crate::value::instance::Instance;
use crate::value::structured::{Object, Structured};

impl<T: Structured> Instance<T> {
    /// The URL that changes the entity (`@odata.editLink`,
    /// [JSON Format 4.5.8](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)): what `Client::link`
    /// takes.
    #[must_use]
    pub fn edit_link(&self) -> Option<Cow<'_, str>> {
        self.control("editLink").and_then(text_of)
    }

    /// The URL that reads the entity (`@odata.readLink`,
    /// [JSON Format 4.5.8](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)), where it is another
    /// one than that which changes it.
    #[must_use]
    pub fn read_link(&self) -> Option<Cow<'_, str>> {
        self.control("readLink").and_then(text_of)
    }

    /// The URL that calls an operation, as the service advertises it under the operation's qualified name
    /// ([JSON Format 16](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)):
    /// `"#ComputerSystem.Reset": {"target": "…"}`.
    ///
    /// ```
    /// # use odata_runtime::{Instance, Reference};
    /// let actions: Instance<Reference> = serde_json::from_str(r##"{"#Server.Reset":{"target":"/v1/1/Reset"}}"##)?;
    /// assert_eq!(actions.operation_target("Server.Reset").as_deref(), Some("/v1/1/Reset"));
    /// assert_eq!(actions.operation_target("Server.Stop"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn operation_target(&self, operation: &str) -> Option<String> {
        let mut members = self.extras().iter();
        let (_, value) = members.find(|(name, _)| {
            let advertised = name.strip_prefix('#').unwrap_or_default();
            advertised.split('(').next() == Some(operation)
        })?;
        let advertised: BTreeMap<String, &RawValue> = serde_json::from_str(value.get()).ok()?;
        advertised.get("target").copied().and_then(text_of).map(Cow::into_owned)
    }

    /// The values of its key with their names; `None` where the type has no key, or a part of it is not set.
    pub(crate) fn key_values(&self) -> Option<Vec<(&'static str, Literal)>> {
        let mut values = Vec::new();
        for name in T::TYPE.keys {
            let field = self.get(T::TYPE.index_of(name)?);
            values.push((*name, field.literal()?));
        }
        if values.is_empty() { None } else { Some(values) }
    }
}
