//! `Edm.Guid`.

use super::text::{compared_by_key, text_type};

/// `Edm.Guid`: a 128-bit identifier ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// The text is kept as received; comparison does not look at the case of its letters.
///
/// ```
/// use odata_runtime::edm::Guid;
///
/// let guid: Guid = "89D5BB53-52C0-4F41-8E1D-4F1B31A0D2F4".parse()?;
/// assert_eq!(guid, "89d5bb53-52c0-4f41-8e1d-4f1b31a0d2f4".parse()?);
/// assert_eq!(guid, Guid::from_u128(guid.to_u128()));
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone)]
pub struct Guid {
    text: Box<str>,
}

text_type!(Guid, "Edm.Guid");
compared_by_key!(Guid);

impl Guid {
    /// The identifier with these bits, the first digit being the most significant.
    #[must_use]
    #[inline]
    pub fn from_u128(bits: u128) -> Self {
        let mut text = format!("{bits:032x}");
        for at in [8, 13, 18, 23] {
            text.insert(at, '-');
        }
        Self { text: text.into() }
    }

    /// The bits, the first digit being the most significant.
    #[must_use]
    pub fn to_u128(&self) -> u128 {
        self.key()
    }

    fn is_valid(text: &str) -> bool {
        let expected = |at: usize, byte: u8| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        };
        text.len() == 36 && text.bytes().enumerate().all(|(at, byte)| expected(at, byte))
    }

    fn key(&self) -> u128 {
        let digits = self.text.chars().filter_map(|c| c.to_digit(16));
        digits.fold(0, |bits, digit| bits << 4 | u128::from(digit))
    }
}

impl From<u128> for Guid {
    fn from(bits: u128) -> Self {
        Self::from_u128(bits)
    }
}
