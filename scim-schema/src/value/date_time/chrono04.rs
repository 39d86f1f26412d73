//! Conversions with `chrono` 0.4.

use chrono::{FixedOffset, Offset, TimeZone, Utc};

use super::{DateTime, InvalidValue, NANOS_PER_SECOND, OUT_OF_RANGE, write};

impl<Tz: TimeZone> From<chrono::DateTime<Tz>> for DateTime {
    /// At the offset of the given time; in UTC when that has odd seconds or is beyond 14 hours,
    /// which `xsd:dateTime` cannot write. A leap second becomes the last nanosecond of the second
    /// before.
    ///
    /// ```
    /// use chrono::{FixedOffset, TimeZone, Utc};
    /// use scim_schema::value::DateTime;
    ///
    /// let time = Utc.with_ymd_and_hms(2011, 5, 13, 4, 42, 34).unwrap();
    /// assert_eq!(DateTime::from(time).as_str(), "2011-05-13T04:42:34Z");
    ///
    /// let time = time.with_timezone(&FixedOffset::east_opt(7_200).unwrap());
    /// assert_eq!(DateTime::from(time).as_str(), "2011-05-13T06:42:34+02:00");
    /// ```
    fn from(time: chrono::DateTime<Tz>) -> Self {
        let nanos = time.timestamp_subsec_nanos().min(NANOS_PER_SECOND - 1);
        let offset = write::offset_minutes(time.offset().fix().local_minus_utc());
        Self::written(time.timestamp(), nanos, offset)
    }
}

impl TryFrom<&DateTime> for chrono::DateTime<Utc> {
    type Error = InvalidValue;

    /// Fails for years that `chrono` does not have.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    ///
    /// let created = scim_schema::value::DateTime::parse("2011-05-13T06:42:34+02:00")?;
    /// assert_eq!(DateTime::<Utc>::try_from(&created)?.to_string(), "2011-05-13 04:42:34 UTC");
    /// # Ok::<(), scim_schema::value::InvalidValue>(())
    /// ```
    fn try_from(value: &DateTime) -> Result<Self, InvalidValue> {
        Self::from_timestamp(value.seconds, value.nanos).ok_or(OUT_OF_RANGE)
    }
}

impl TryFrom<&DateTime> for chrono::DateTime<FixedOffset> {
    type Error = InvalidValue;

    /// At the offset of the text, UTC where it names none. Fails for years that `chrono` does not
    /// have.
    fn try_from(value: &DateTime) -> Result<Self, InvalidValue> {
        let time = chrono::DateTime::<Utc>::try_from(value)?;
        let offset = i32::from(value.offset_minutes().unwrap_or(0)) * 60;
        Ok(time.with_timezone(&FixedOffset::east_opt(offset).ok_or(OUT_OF_RANGE)?))
    }
}
