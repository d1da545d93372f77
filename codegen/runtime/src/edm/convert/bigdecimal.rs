//! Decimal numbers as values of the crate `bigdecimal`.

use bigdecimal::BigDecimal;

use crate::edm::conversion::{ConversionErrorKind, out_of_range, try_into};
use crate::edm::decimal::Decimal;
use crate::edm::text::InvalidLiteral;

try_into! {
    /// Exact, of any size, with as many digits after the point as were written. Refused: `INF`,
    /// `-INF` and `NaN`.
    ///
    /// ```
    /// use bigdecimal::BigDecimal;
    /// use odata_runtime::edm::Decimal;
    ///
    /// let text = "-79228162514264337593543950336.0000000000000000000000000000010";
    /// let number = BigDecimal::try_from(text.parse::<Decimal>()?)?;
    /// assert_eq!(Decimal::try_from(number)?.as_str(), text);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Decimal => BigDecimal, |value| {
        if !value.is_finite() {
            return Err(ConversionErrorKind::NotFinite);
        }
        value.as_str().parse().map_err(out_of_range)
    }
}

/// Refused: an exponent of more than 18 digits.
impl TryFrom<BigDecimal> for Decimal {
    type Error = InvalidLiteral;

    fn try_from(number: BigDecimal) -> Result<Self, InvalidLiteral> {
        number.to_string().parse()
    }
}
