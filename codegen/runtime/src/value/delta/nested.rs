//! Changes of the entities that a navigation property leads to, inside an entity.

use crate::value::delta::change::Delta;
use crate::value::delta::page::DeltaPage;
use crate::value::instance::Instance;
use crate::value::json::decode_error::{DecodeError, DecodeOptions, push_member};
use crate::value::shape::Element;
use crate::value::structured::Structured;

impl<T: Structured> Instance<T> {
    /// The changes of the entities that a navigation property leads to, which came with the entity as `members@delta`
    /// ([JSON Format 15](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)): among changes of groups,
    /// those of a group's members. `None` if nothing came.
    ///
    /// ```
    /// # use odata_runtime::{Delta, Instance, Reference};
    /// let group: Instance<Reference> = serde_json::from_str(r#"{"members@delta":[{"id":"1"},{"id":"2","@removed":{}}]}"#)?;
    /// let members = group.changes_of::<Reference>("members")?.unwrap_or_default();
    /// assert!(matches!(members.as_slice(), [Delta::Changed(_), Delta::Removed(_)]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What came is not what the schema promises.
    pub fn changes_of<E: Element>(&self, property: &str) -> Result<Option<Vec<Delta<E::Item>>>, DecodeError> {
        let Some(json) = self.control_of(property, "delta") else { return Ok(None) };
        let decode = |body: &[u8]| E::page(body, DecodeOptions::default());
        match DeltaPage::read(json.get().as_bytes(), decode) {
            Ok(page) => Ok(Some(page.collect())),
            Err(error) => {
                let mut path = "$".to_owned();
                push_member(&mut path, &format!("{property}@delta"));
                Err(error.below(&path))
            }
        }
    }
}
