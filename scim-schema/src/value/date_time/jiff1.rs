//! Conversions with `jiff` 1.

use jiff::Timestamp;

use super::{DateTime, InvalidValue, NANOS_PER_SECOND, OUT_OF_RANGE, unix_nanos};

impl From<Timestamp> for DateTime {
    /// In UTC.
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    ///
    /// let time: jiff::Timestamp = "2011-05-13T06:42:34+02".parse()?;
    /// assert_eq!(DateTime::from(time).as_str(), "2011-05-13T04:42:34Z");
    /// # Ok::<(), jiff::Error>(())
    /// ```
    fn from(time: Timestamp) -> Self {
        // jiff counts back from zero before 1970, its nanoseconds are negative there
        match u32::try_from(time.subsec_nanosecond()) {
            Ok(nanos) => Self::written(time.as_second(), nanos, 0),
            Err(_) => {
                let before = time.subsec_nanosecond().unsigned_abs();
                Self::written(time.as_second() - 1, NANOS_PER_SECOND - before, 0)
            }
        }
    }
}

impl TryFrom<&DateTime> for Timestamp {
    type Error = InvalidValue;

    /// Fails for years that `jiff` does not have.
    ///
    /// ```
    /// let created = scim_schema::value::DateTime::parse("2011-05-13T06:42:34+02:00")?;
    /// assert_eq!(jiff::Timestamp::try_from(&created)?.to_string(), "2011-05-13T04:42:34Z");
    /// # Ok::<(), scim_schema::value::InvalidValue>(())
    /// ```
    fn try_from(value: &DateTime) -> Result<Self, InvalidValue> {
        Self::from_nanosecond(unix_nanos(value)).map_err(|_| OUT_OF_RANGE)
    }
}
