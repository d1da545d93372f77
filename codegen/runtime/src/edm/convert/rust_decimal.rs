//! Decimal numbers as values of the crate `rust_decimal`.

use crate::edm::conversion::{ConversionErrorKind, try_into};
use crate::edm::decimal::Decimal;

try_into! {
    /// Exact, with as many digits after the point as were written. Refused: what has not 96 bits
    /// of digits, more than 28 digits after the point, `INF`, `-INF` and `NaN`.
    ///
    /// ```
    /// use odata_runtime::edm::{ConversionErrorKind, Decimal};
    ///
    /// let price: Decimal = "1.50".parse()?;
    /// let number = rust_decimal::Decimal::try_from(&price)?;
    /// assert_eq!(number, rust_decimal::Decimal::new(150, 2));
    /// assert_eq!(Decimal::from(number).as_str(), "1.50");
    ///
    /// let tiny: Decimal = "1e-29".parse()?;
    /// let error = rust_decimal::Decimal::try_from(&tiny).unwrap_err();
    /// assert_eq!(error.kind(), ConversionErrorKind::Inexact);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    Decimal => rust_decimal::Decimal, |value| {
        let text = value.as_str();
        let read = match text.contains(['e', 'E']) {
            true => rust_decimal::Decimal::from_scientific(text),
            false => text.parse(),
        };
        match read {
            Ok(number) if Decimal::from(number) == *value => Ok(number),
            _ if !value.is_finite() => Err(ConversionErrorKind::NotFinite),
            _ if Decimal::from(rust_decimal::Decimal::MIN) <= *value && *value <= rust_decimal::Decimal::MAX.into() => Err(ConversionErrorKind::Inexact),
            _ => Err(ConversionErrorKind::OutOfRange),
        }
    }
}

impl From<rust_decimal::Decimal> for Decimal {
    fn from(number: rust_decimal::Decimal) -> Self {
        Self::written(number.to_string())
    }
}
