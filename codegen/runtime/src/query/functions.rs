//! The functions of expressions
//! ([URL Conventions 5.1.1.5 to 5.1.1.10](https://docs.oasis-open.org/odata/odata/v4.01/odata-v4.01-part2-url-conventions.html)).

use crate::edm::date::{Date, TimeOfDay};
use crate::edm::date_time::DateTimeOffset;
use crate::edm::decimal::Decimal;
use crate::query::definition::{HasDate, HasTime, Instant, Length, Textual};
use crate::query::filter::{Expr, Filter, Level, call, on_expressions};
use crate::query::index::Index;
use crate::query::operand::{Each, Operand};
use crate::query::operators::Number;
use crate::query::path::Path;
use crate::query::token::{Prop, Token};

fn unary<V, R>(name: &str, argument: impl Operand<V>) -> Expr<R> {
    call(name, |text| argument.append(text, Level::Or))
}

fn binary<V, W, R>(name: &str, first: impl Operand<V>, second: impl Operand<W>) -> Expr<R> {
    call(name, |text| {
        first.append(text, Level::Or);
        text.url.push(',');
        second.append(text, Level::Or);
    })
}

on_expressions!([V: Textual] V {
    /// `contains`: the other text is part of this.
    #[must_use]
    pub fn contains(self, part: impl Operand<String>) -> Filter {
        binary::<V, String, _>("contains", self, part)
    }

    /// `startswith`: this text begins with the other.
    #[must_use]
    pub fn starts_with(self, start: impl Operand<String>) -> Filter {
        binary::<V, String, _>("startswith", self, start)
    }

    /// `endswith`: this text ends with the other.
    #[must_use]
    pub fn ends_with(self, end: impl Operand<String>) -> Filter {
        binary::<V, String, _>("endswith", self, end)
    }

    /// `matchesPattern`: this text matches a regular expression, as ECMAScript has them.
    #[must_use]
    pub fn matches_pattern(self, pattern: impl Operand<String>) -> Filter {
        binary::<V, String, _>("matchesPattern", self, pattern)
    }

    /// `length`: the number of characters.
    #[must_use]
    #[inline]
    pub fn length(self) -> Expr<i32> {
        unary::<V, _>("length", self)
    }

    /// `indexof`: where the other text is found in this, counted from 0; -1 where it is not.
    #[must_use]
    pub fn index_of(self, part: impl Operand<String>) -> Expr<i32> {
        binary::<V, String, _>("indexof", self, part)
    }

    /// `substring`: the text from a character on, counted from 0.
    #[must_use]
    pub fn substring(self, start: impl Operand<i32>) -> Expr<String> {
        binary::<V, i32, _>("substring", self, start)
    }

    /// `substring`: so many characters from a character on, counted from 0.
    #[must_use]
    pub fn substring_of(self, start: impl Operand<i32>, length: impl Operand<i32>) -> Expr<String> {
        call("substring", |text| {
            Operand::<V>::append(self, text, Level::Or);
            text.url.push(',');
            start.append(text, Level::Or);
            text.url.push(',');
            length.append(text, Level::Or);
        })
    }

    /// `tolower`: the text in lower case.
    #[must_use]
    #[inline]
    pub fn to_lower(self) -> Expr<String> {
        unary::<V, _>("tolower", self)
    }

    /// `toupper`: the text in upper case.
    #[must_use]
    #[inline]
    pub fn to_upper(self) -> Expr<String> {
        unary::<V, _>("toupper", self)
    }

    /// `trim`: the text without white space around it.
    #[must_use]
    #[inline]
    pub fn trim(self) -> Expr<String> {
        unary::<V, _>("trim", self)
    }

    /// `concat`: the other text after this.
    #[must_use]
    pub fn concat(self, end: impl Operand<String>) -> Expr<String> {
        binary::<V, String, _>("concat", self, end)
    }
});

/// Functions of one value.
macro_rules! parts {
    ($($bound:ident { $($(#[$docs:meta])* $method:ident $name:literal: $part:ty;)* })*) => {$(
        on_expressions!([V: $bound] V {
            $(
                $(#[$docs])*
                #[must_use]
                #[inline]
                pub fn $method(self) -> Expr<$part> {
                    unary::<V, _>($name, self)
                }
            )*
        });
    )*};
}

parts! {
    HasDate {
        /// `year`: the year.
        year "year": i32;
        /// `month`: the month, from 1.
        month "month": i32;
        /// `day`: the day of the month, from 1.
        day "day": i32;
    }
    HasTime {
        /// `hour`: the hour, from 0 to 23.
        hour "hour": i32;
        /// `minute`: the minute, from 0 to 59.
        minute "minute": i32;
        /// `second`: the second, from 0 to 59.
        second "second": i32;
        /// `fractionalseconds`: the fraction of the second, less than 1.
        fractional_seconds "fractionalseconds": Decimal;
    }
    Instant {
        /// `date`: the date, without the time of day.
        date "date": Date;
        /// `time`: the time of day, without the date.
        time "time": TimeOfDay;
        /// `totaloffsetminutes`: the difference to UTC in minutes.
        total_offset_minutes "totaloffsetminutes": i32;
    }
    Length {
        /// `totalseconds`: the length in seconds.
        total_seconds "totalseconds": Decimal;
    }
}

on_expressions!([V: Number] V {
    /// `round`: the nearest number without fraction.
    #[must_use]
    pub fn round(self) -> Expr<V> {
        unary::<V, _>("round", self)
    }

    /// `floor`: the number without fraction that is not above this.
    #[must_use]
    pub fn floor(self) -> Expr<V> {
        unary::<V, _>("floor", self)
    }

    /// `ceiling`: the number without fraction that is not below this.
    #[must_use]
    pub fn ceiling(self) -> Expr<V> {
        unary::<V, _>("ceiling", self)
    }
});

/// `now()`: the time at which the service reads the request.
#[must_use]
#[inline]
pub fn now() -> Expr<DateTimeOffset> {
    call("now", |_| ())
}

/// `mindatetime()`: the earliest time that there is.
#[must_use]
#[inline]
pub fn min_date_time() -> Expr<DateTimeOffset> {
    call("mindatetime", |_| ())
}

/// `maxdatetime()`: the latest time that there is.
#[must_use]
#[inline]
pub fn max_date_time() -> Expr<DateTimeOffset> {
    call("maxdatetime", |_| ())
}
