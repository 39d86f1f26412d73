//! Instants as texts.

use crate::value::DateTime;

/// An instant, seconds since 1970 and nanoseconds, as a text: such texts are in the order of their
/// instants, whatever the collation, and equal where these are. It is what a column that a database
/// compares holds.
///
/// From the year 0 to 9999 it is a date-time in UTC with nine digits of fraction.
///
/// ```
/// use scim_schema::compare::instant_key;
/// use scim_schema::value::DateTime;
///
/// let sent = DateTime::parse("2011-05-13T06:42:34.5+02:00").unwrap();
/// let key = instant_key(sent.unix_seconds(), sent.subsec_nanos());
/// assert_eq!(key, "2011-05-13T04:42:34.500000000Z");
/// ```
#[must_use]
pub fn instant_key(seconds: i64, nanos: u32) -> String {
    /// The start of the year 0, and of the year 10000.
    const YEARS: std::ops::Range<i64> = -62_167_219_200..253_402_300_800;
    if YEARS.contains(&seconds) {
        let whole = DateTime::from_unix(seconds, 0).map(String::from).unwrap_or_default();
        return format!("{}.{nanos:09}Z", whole.trim_end_matches('Z'));
    }
    // before all digits or behind them, in the order of code points and in that of any language
    let (mark, from) =
        if seconds < 0 { ('!', i128::from(i64::MIN)) } else { ('z', i128::from(YEARS.end)) };
    format!("{mark}{:020}.{nanos:09}", i128::from(seconds) - from)
}
