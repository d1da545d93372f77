//! `Edm.Decimal`.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::primitive::Primitive;
use super::scalar::Scalar;
use super::text::{InvalidLiteral, Scan};

/// `Edm.Decimal`: a decimal number of any precision ([CSDL 3.3](https://docs.oasis-open.org/odata/odata-csdl-xml/v4.01/odata-csdl-xml-v4.01.html)).
///
/// All digits are kept as received, and so is whether it came as a number or as a string
/// (`IEEE754Compatible=true`); one that is made here is sent as a number. Comparison is by value:
/// `1.50` equals `1.5`.
///
/// ```
/// use odata_runtime::edm::Decimal;
///
/// let price: Decimal = "79228162514264337593543950335.10".parse()?;
/// assert_eq!(price.as_str(), "79228162514264337593543950335.10");
/// assert!(price > "7.9e28".parse()?);
/// assert_eq!(Decimal::from(5).to_f64(), 5.0);
/// # Ok::<(), odata_runtime::edm::InvalidLiteral>(())
/// ```
#[derive(Clone)]
pub struct Decimal {
    /// A JSON number, or a JSON string without escapes.
    json: Box<RawValue>,
}

const EDM: &str = "Edm.Decimal";

impl Decimal {
    /// The digits as they are sent, without quotation marks.
    #[must_use]
    #[inline]
    pub fn as_str(&self) -> &str {
        self.json.get().trim_matches('"')
    }

    /// The nearest float.
    #[must_use]
    #[inline]
    pub fn to_f64(&self) -> f64 {
        match self.as_str() {
            "INF" => f64::INFINITY,
            "-INF" => f64::NEG_INFINITY,
            text => text.parse().unwrap_or(f64::NAN),
        }
    }

    /// Whether it is a number: not `INF`, `-INF` or `NaN`.
    #[must_use]
    #[inline]
    pub fn is_finite(&self) -> bool {
        !matches!(self.as_str(), "INF" | "-INF" | "NaN")
    }

    /// A number that is known to be written as JSON writes it.
    #[inline]
    pub(crate) fn written(text: String) -> Self {
        Self { json: RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned()) }
    }

    #[inline]
    fn from_raw(json: &RawValue) -> Option<Self> {
        let text = json.get();
        let digits = match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
            Some(digits) => digits,
            None => text,
        };
        Number::read(digits).map(|_| Self { json: json.to_owned() })
    }

    #[inline]
    fn key(&self) -> Number {
        Number::read(self.as_str()).unwrap_or_default()
    }
}

/// What the digits denote: 0.d₁d₂d₃… × 10^`magnitude`, where d₁ and the last digit are not 0.
#[derive(PartialEq, Eq, Hash, Default)]
struct Number {
    /// −1, 0, 1; 2 for `NaN`, which sorts last.
    sign: i8,
    magnitude: i64,
    /// None for zero.
    digits: String,
}

impl Number {
    /// Reads `[+-] digits [. digits] [e [+-] digits]` or one of three names (ABNF decimalValue).
    #[inline]
    fn read(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let sign = if text.starts_with('-') { -1 } else { 1 };
        match text {
            "NaN" => return Some(Self { sign: 2, ..Self::default() }),
            "INF" | "-INF" => {
                return Some(Self { sign, magnitude: i64::MAX, digits: String::new() });
            }
            _ => {}
        }
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        let all = [whole, fraction].concat();
        if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_start_matches('0');
        if digits.is_empty() {
            return Some(Self::default());
        }
        let leading_zeros = i64::try_from(all.len() - digits.len()).ok()?;
        let point = i64::try_from(whole.len()).ok()?;
        Some(Self {
            sign,
            magnitude: exponent + point - leading_zeros,
            digits: digits.trim_end_matches('0').to_owned(),
        })
    }
}

#[inline]
fn read_exponent(text: &str) -> Option<i64> {
    let mut scan = Scan(text.as_bytes());
    let negative = scan.eat(b'-');
    if !negative {
        scan.eat(b'+');
    }
    let (_, value) = scan.digits(1, 18)?;
    let value = if negative { -value.cast_signed() } else { value.cast_signed() };
    scan.is_done().then_some(value)
}

impl Ord for Decimal {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.key(), other.key());
        let size = || (a.magnitude, &a.digits).cmp(&(b.magnitude, &b.digits));
        a.sign.cmp(&b.sign).then_with(|| if a.sign < 0 { size().reverse() } else { size() })
    }
}

impl PartialOrd for Decimal {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Decimal {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.json.get() == other.json.get() || self.key() == other.key()
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

/// Reads what JSON can write as a number, and `INF`, `-INF`, `NaN`; a sign `+` and zeros in front
/// are dropped.
impl FromStr for Decimal {
    type Err = InvalidLiteral;

    #[inline]
    fn from_str(text: &str) -> Result<Self, InvalidLiteral> {
        let invalid = || InvalidLiteral::new(EDM, text);
        Number::read(text).ok_or_else(invalid)?;
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let sign = if text.starts_with('-') { "-" } else { "" };
        let json = if unsigned.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = unsigned.trim_start_matches('0');
            let zero = if digits.starts_with(|c: char| c.is_ascii_digit()) { "" } else { "0" };
            format!("{sign}{zero}{digits}")
        } else {
            format!("\"{text}\"")
        };
        let json = RawValue::from_string(json).map_err(|_| invalid())?;
        Ok(Self { json })
    }
}

impl TryFrom<&str> for Decimal {
    type Error = InvalidLiteral;

    #[inline]
    fn try_from(text: &str) -> Result<Self, InvalidLiteral> {
        text.parse()
    }
}

impl From<i64> for Decimal {
    #[inline]
    fn from(value: i64) -> Self {
        Self::written(value.to_string())
    }
}

impl fmt::Display for Decimal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Decimal {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Decimal").field(&format_args!("{}", self.as_str())).finish()
    }
}

impl Scalar for Decimal {
    const EDM: &'static str = EDM;
    const JSON: bool = true;

    #[inline]
    fn decode(found: &Primitive<'_>) -> Option<Self> {
        match found {
            Primitive::Json(json) | Primitive::Decimal(json) => Self::from_raw(json),
            _ => None,
        }
    }

    #[inline]
    fn encode(&self) -> Primitive<'_> {
        Primitive::Decimal(&self.json)
    }
}

impl Serialize for Decimal {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.json.serialize(serializer)
    }
}

/// From JSON text only.
impl<'de> Deserialize<'de> for Decimal {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        Self::from_raw(&json).ok_or_else(|| serde::de::Error::custom(InvalidLiteral::new(EDM, json.get())))
    }
}
