//! `Edm.Binary`.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::text::text_type;

/// `Edm.Binary`: bytes, which travel as base64url ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html), [JSON Format 7.1](https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html)).
///
/// What is sent has the alphabet of the service: the standard's, or that of plain base64 where the manifest says so
/// ([`Service::plain_base64`](crate::Service::plain_base64)). The text is kept as received. The standard alphabet of base64 is read too, and so is padding
/// that is missing or wrong; a last digit of less than a byte denotes nothing. Comparison is by
/// bytes.
///
/// ```
/// use odata_runtime::edm::Binary;
///
/// let binary = Binary::from(&[0xFB, 0xFF][..]);
/// assert_eq!(binary.as_str(), "-_8=");
/// assert_eq!(binary, "+/8".parse()?);
/// assert_eq!(binary.to_vec(), [0xFB, 0xFF]);
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone)]
pub struct Binary {
    text: Box<str>,
}

text_type!(Binary, "Edm.Binary", |text| super::primitive::Primitive::Bytes(text));

/// base64url, lenient about what a validated text may still lack.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl Binary {
    /// The bytes.
    #[must_use]
    #[inline]
    pub fn to_vec(&self) -> Vec<u8> {
        let digits = self.text.trim_end_matches('=');
        let whole = digits.len() - usize::from(digits.len() % 4 == 1);
        let digits = digits.get(..whole).unwrap_or_default();
        let decoded = if digits.contains(['+', '/']) {
            ENGINE.decode(digits.replace('+', "-").replace('/', "_"))
        } else {
            ENGINE.decode(digits)
        };
        // The text was validated when the value was made.
        decoded.unwrap_or_default()
    }

    #[inline]
    fn is_valid(text: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_+/".contains(&byte);
        text.trim_end_matches('=').bytes().all(plain)
    }
}

impl From<&[u8]> for Binary {
    #[inline]
    fn from(bytes: &[u8]) -> Self {
        Self { text: ENGINE.encode(bytes).into() }
    }
}

impl From<Vec<u8>> for Binary {
    #[inline]
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl PartialEq for Binary {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text || self.to_vec() == other.to_vec()
    }
}

impl Eq for Binary {}

impl std::hash::Hash for Binary {
    #[inline]
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.to_vec().hash(state);
    }
}
