//! Conversions with `time` 0.3.

use time::{OffsetDateTime, UtcOffset};

use super::{DateTime, InvalidValue, OUT_OF_RANGE, unix_nanos, write};

impl From<OffsetDateTime> for DateTime {
    /// At the offset of the given time; in UTC when that has odd seconds or is beyond 14 hours,
    /// which `xsd:dateTime` cannot write.
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    /// use time::{OffsetDateTime, UtcOffset};
    ///
    /// let time = OffsetDateTime::UNIX_EPOCH.to_offset(UtcOffset::from_hms(2, 0, 0)?);
    /// assert_eq!(DateTime::from(time).as_str(), "1970-01-01T02:00:00+02:00");
    /// # Ok::<(), time::error::ComponentRange>(())
    /// ```
    fn from(time: OffsetDateTime) -> Self {
        let offset = write::offset_minutes(time.offset().whole_seconds());
        Self::written(time.unix_timestamp(), time.nanosecond(), offset)
    }
}

impl TryFrom<&DateTime> for OffsetDateTime {
    type Error = InvalidValue;

    /// At the offset of the text, UTC where it names none. Fails for years that `time` does not
    /// have.
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    /// use time::OffsetDateTime;
    ///
    /// let created = DateTime::parse("2011-05-13T06:42:34+02:00")?;
    /// assert_eq!(OffsetDateTime::try_from(&created)?.hour(), 6);
    /// # Ok::<(), scim_schema::value::InvalidValue>(())
    /// ```
    fn try_from(value: &DateTime) -> Result<Self, InvalidValue> {
        let offset = i32::from(value.offset_minutes().unwrap_or(0)) * 60;
        let offset = UtcOffset::from_whole_seconds(offset).map_err(|_| OUT_OF_RANGE)?;
        Self::from_unix_timestamp_nanos(unix_nanos(value))
            .ok()
            .and_then(|time| time.checked_to_offset(offset))
            .ok_or(OUT_OF_RANGE)
    }
}
