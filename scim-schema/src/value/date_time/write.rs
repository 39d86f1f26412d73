//! Instant to text.

use std::fmt::Write;

use super::calendar::date;

/// The largest offset that `xsd:dateTime` can write, in minutes.
pub(super) const MAX_OFFSET: i16 = 14 * 60;

/// The offset in minutes that a date-time can be written at, for one in seconds: UTC when it has
/// odd seconds or is too large.
#[cfg(any(feature = "chrono04", feature = "time03"))]
pub(super) fn offset_minutes(seconds: i32) -> i16 {
    match i16::try_from(seconds / 60) {
        Ok(minutes) if seconds % 60 == 0 && minutes.abs() <= MAX_OFFSET => minutes,
        _ => 0,
    }
}

/// The text of an instant at an offset, with `Z` at none.
pub(super) fn text(seconds: i64, nanos: u32, offset_minutes: i16) -> String {
    let (local, offset) = match seconds.checked_add(i64::from(offset_minutes) * 60) {
        Some(local) => (local, offset_minutes),
        None => (seconds, 0),
    };
    let (year, month, day) = date(local.div_euclid(86_400));
    let of_day = local.rem_euclid(86_400);

    let (digits, fraction) = fraction(nanos);
    // exact for a year of four digits, so that nothing is moved when the text is boxed
    let length = 20 + if digits > 0 { 1 + digits } else { 0 } + if offset != 0 { 5 } else { 0 };
    let mut text = String::with_capacity(length);
    match year {
        0..=9999 => {
            two(&mut text, year / 100);
            two(&mut text, year % 100);
        }
        _ => {
            let sign = if year < 0 { "-" } else { "" };
            let _infallible = write!(text, "{sign}{:04}", year.unsigned_abs());
        }
    }
    let parts = [
        ('-', i64::from(month)),
        ('-', i64::from(day)),
        ('T', of_day / 3_600),
        (':', of_day / 60 % 60),
        (':', of_day % 60),
    ];
    for (separator, number) in parts {
        text.push(separator);
        two(&mut text, number);
    }
    if digits > 0 {
        let _infallible = write!(text, ".{fraction:0digits$}");
    }
    if offset == 0 {
        text.push('Z');
    } else {
        text.push(if offset < 0 { '-' } else { '+' });
        let minutes = i64::from(offset.abs());
        two(&mut text, minutes / 60);
        text.push(':');
        two(&mut text, minutes % 60);
    }
    text
}

/// As few digits as are enough, in groups of three, and their number.
fn fraction(nanos: u32) -> (usize, u32) {
    match nanos {
        0 => (0, 0),
        _ if nanos.is_multiple_of(1_000_000) => (3, nanos / 1_000_000),
        _ if nanos.is_multiple_of(1_000) => (6, nanos / 1_000),
        _ => (9, nanos),
    }
}

/// Two digits of a number below 100.
fn two(text: &mut String, number: i64) {
    for digit in [number / 10, number % 10] {
        text.push(char::from(b'0' + digit as u8));
    }
}
