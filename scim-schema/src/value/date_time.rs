//! `dateTime`: the text of an instant.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use super::InvalidValue;
use super::text::text_value;

mod calendar;
#[cfg(feature = "chrono04")]
mod chrono04;
#[cfg(feature = "jiff1")]
mod jiff1;
mod parse;
#[cfg(test)]
mod tests;
#[cfg(feature = "time03")]
mod time03;
mod write;

/// A date and a time (RFC 7643 section 2.3.5), such as `meta.created`.
///
/// Holds the text as it was given, and the instant that it means, computed once.
///
/// Accepted is `xsd:dateTime` (XSD 1.1 part 2, section 3.3.7): `2011-05-13T04:42:34Z` with `T` and
/// `Z` in upper case; seconds with any number of fraction digits; a zone `Z`, an offset up to
/// `+14:00` or `-14:00`, or none at all; years beyond four digits and negative ones; `24:00:00`
/// for the midnight that ends a day. And of RFC 3339 a leap second, `23:59:60` in UTC. The text is
/// at most [`DateTime::MAX_LENGTH`] bytes.
///
/// Where the text leaves the instant open:
/// - without a zone it is taken as UTC;
/// - fraction digits after the ninth do not count;
/// - a leap second is the last nanosecond of the second before, the time scale having no other.
///
/// Equality and hash are by **text**, as another text of the same instant is a change of what is
/// stored. [`DateTime::cmp_instant`] compares instants, as filters and sorting do. There is no
/// `Ord`, which could agree with only one of them.
///
/// ```
/// use scim_schema::value::DateTime;
///
/// let created = DateTime::parse("2011-05-13T06:42:34.500+02:00")?;
/// assert_eq!(created.as_str(), "2011-05-13T06:42:34.500+02:00");
/// assert_eq!(created.unix_seconds(), 1_305_261_754);
/// assert_eq!(created.subsec_nanos(), 500_000_000);
///
/// let same = DateTime::parse("2011-05-13T04:42:34.5Z")?;
/// assert!(created.same_instant(&same));
/// assert_ne!(created, same);
/// # Ok::<(), scim_schema::value::InvalidValue>(())
/// ```
#[derive(Clone)]
pub struct DateTime {
    // borrowed by the default, so that a blank model costs nothing
    text: Cow<'static, str>,
    seconds: i64,
    nanos: u32,
}

text_value!(DateTime);

impl DateTime {
    /// The length in bytes of the longest text that is accepted.
    pub const MAX_LENGTH: usize = 64;

    const EXPECTED: &'static str = "a date-time such as `2011-05-13T04:42:34Z`";

    /// Checks that `text` is a date-time and holds it.
    ///
    /// # Errors
    /// When it is not, see [`DateTime`], or when the instant is further from 1970 than an `i64`
    /// counts seconds.
    pub fn parse(text: &str) -> Result<Self, InvalidValue> {
        Self::held(text)
    }

    fn held<T: AsRef<str> + Into<String>>(text: T) -> Result<Self, InvalidValue> {
        match parse::instant(text.as_ref().as_bytes()) {
            Some((seconds, nanos)) => Ok(Self { text: Cow::Owned(text.into()), seconds, nanos }),
            None => Err(InvalidValue::new(Self::EXPECTED)),
        }
    }

    /// The date-time of the clock, in UTC.
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    ///
    /// let now = DateTime::now();
    /// assert!(now.as_str().ends_with('Z'));
    /// assert_eq!(now.offset_minutes(), Some(0));
    /// ```
    #[must_use]
    pub fn now() -> Self {
        SystemTime::now().into()
    }

    /// The date-time that is `seconds` and `nanos` after the start of 1970, in UTC. The fraction is
    /// written with no digits, 3, 6 or 9, whichever is enough. `None` when `nanos` is a whole
    /// second or more.
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    ///
    /// let text = |seconds, nanos| DateTime::from_unix(seconds, nanos).map(String::from);
    /// assert_eq!(text(1_305_261_754, 0).as_deref(), Some("2011-05-13T04:42:34Z"));
    /// assert_eq!(text(-1, 250_000_000).as_deref(), Some("1969-12-31T23:59:59.250Z"));
    /// assert_eq!(text(0, 1_000_000_000), None);
    /// ```
    #[must_use]
    pub fn from_unix(seconds: i64, nanos: u32) -> Option<Self> {
        (nanos < NANOS_PER_SECOND).then(|| Self::written(seconds, nanos, 0))
    }

    /// Writes an instant at an offset; `nanos` are less than a second.
    fn written(seconds: i64, nanos: u32, offset_minutes: i16) -> Self {
        Self { text: Cow::Owned(write::text(seconds, nanos, offset_minutes)), seconds, nanos }
    }

    /// The text as it was given.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        match &self.text {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => text.as_str(),
        }
    }

    /// The whole seconds since the start of 1970 in UTC; negative before it.
    #[must_use]
    pub const fn unix_seconds(&self) -> i64 {
        self.seconds
    }

    /// The nanoseconds since [`DateTime::unix_seconds`]: never negative, less than a second.
    #[must_use]
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }

    /// How far the text's local time is ahead of UTC; `None` when the text names no zone.
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    ///
    /// let offset = |text| DateTime::parse(text).unwrap().offset_minutes();
    /// assert_eq!(offset("2011-05-13T06:42:34+02:00"), Some(120));
    /// assert_eq!(offset("2011-05-13T04:42:34Z"), Some(0));
    /// assert_eq!(offset("2011-05-13T04:42:34"), None);
    /// ```
    #[must_use]
    pub fn offset_minutes(&self) -> Option<i16> {
        parse::offset(self.text.as_bytes())
    }

    /// The midnight with which the day of this date-time begins, or one so many days before: at its
    /// own offset, and in UTC where it names none. (Where clocks change in between, that is an hour
    /// off.)
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    ///
    /// let hired = DateTime::parse("2026-12-04T09:00:00+09:00")?;
    /// assert_eq!(hired.midnight(3).as_str(), "2026-12-01T00:00:00+09:00");
    /// assert_eq!(hired.midnight(0).unix_seconds(), hired.unix_seconds() - 9 * 3600);
    /// # Ok::<(), scim_schema::value::InvalidValue>(())
    /// ```
    #[must_use]
    pub fn midnight(&self, days_before: u32) -> Self {
        const DAY: i64 = 86_400;
        let offset = self.offset_minutes().unwrap_or_default();
        let ahead = i64::from(offset) * 60;
        let day = self.seconds.saturating_add(ahead).div_euclid(DAY);
        let day = day.saturating_sub(i64::from(days_before));
        Self::written(day.saturating_mul(DAY).saturating_sub(ahead), 0, offset)
    }

    /// Orders two date-times by the instants they mean.
    ///
    /// ```
    /// use scim_schema::value::DateTime;
    ///
    /// // the earlier instant, though its text is the later one
    /// let berlin = DateTime::parse("2011-05-13T06:42:34+02:00").unwrap();
    /// let london = DateTime::parse("2011-05-13T05:00:00Z").unwrap();
    /// assert!(berlin.cmp_instant(&london).is_lt());
    /// ```
    #[must_use]
    pub fn cmp_instant(&self, other: &Self) -> Ordering {
        (self.seconds, self.nanos).cmp(&(other.seconds, other.nanos))
    }

    /// Whether two date-times mean one instant, however they are written.
    #[must_use]
    pub fn same_instant(&self, other: &Self) -> bool {
        self.cmp_instant(other).is_eq()
    }
}

const NANOS_PER_SECOND: u32 = 1_000_000_000;

impl Default for DateTime {
    /// The start of 1970 in UTC.
    fn default() -> Self {
        Self { text: Cow::Borrowed("1970-01-01T00:00:00Z"), seconds: 0, nanos: 0 }
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for DateTime {}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl From<SystemTime> for DateTime {
    /// In UTC, exactly.
    fn from(time: SystemTime) -> Self {
        let whole = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
        let (seconds, nanos) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => (whole(after), after.subsec_nanos()),
            Err(error) => {
                let before = error.duration();
                match before.subsec_nanos() {
                    0 => (-whole(before), 0),
                    nanos => (-whole(before) - 1, NANOS_PER_SECOND - nanos),
                }
            }
        };
        Self::written(seconds, nanos, 0)
    }
}

impl TryFrom<&DateTime> for SystemTime {
    type Error = InvalidValue;

    /// Fails for an instant that the system's clock cannot hold.
    fn try_from(value: &DateTime) -> Result<Self, InvalidValue> {
        let whole = Duration::from_secs(value.seconds.unsigned_abs());
        let start = Self::UNIX_EPOCH;
        let second =
            if value.seconds < 0 { start.checked_sub(whole) } else { start.checked_add(whole) };
        second
            .and_then(|second| second.checked_add(Duration::from_nanos(value.nanos.into())))
            .ok_or(OUT_OF_RANGE)
    }
}

/// For conversions to types that hold fewer years.
const OUT_OF_RANGE: InvalidValue = InvalidValue::new("a date-time nearer to the present");

/// The nanoseconds since the start of 1970, which other crates take as one number.
#[cfg(any(feature = "jiff1", feature = "time03"))]
fn unix_nanos(value: &DateTime) -> i128 {
    i128::from(value.seconds) * i128::from(NANOS_PER_SECOND) + i128::from(value.nanos)
}
