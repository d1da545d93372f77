//! Identifiers as values of the crate `uuid`.

use uuid::Uuid;

use crate::edm::guid::Guid;

/// The same 128 bits.
///
/// ```
/// use odata_runtime::edm::Guid;
/// use uuid::Uuid;
///
/// let guid: Guid = "89D5BB53-52C0-4F41-8E1D-4F1B31A0D2F4".parse()?;
/// let uuid = Uuid::from(&guid);
/// assert_eq!(uuid.to_string(), "89d5bb53-52c0-4f41-8e1d-4f1b31a0d2f4");
/// assert_eq!(Guid::from(uuid), guid);
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
impl From<&Guid> for Uuid {
    fn from(guid: &Guid) -> Self {
        Self::from_u128(guid.to_u128())
    }
}

impl From<Guid> for Uuid {
    fn from(guid: Guid) -> Self {
        Self::from(&guid)
    }
}

/// Written with small letters.
impl From<Uuid> for Guid {
    fn from(uuid: Uuid) -> Self {
        Self::from_u128(uuid.as_u128())
    }
}
