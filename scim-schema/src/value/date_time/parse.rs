//! Text to instant, byte by byte.

use super::calendar::{days, days_in_month};
use super::{DateTime, NANOS_PER_SECOND};

const SECONDS_PER_DAY: i64 = 86_400;

/// The seconds since the start of 1970 and the nanoseconds after them.
pub(super) fn instant(text: &[u8]) -> Option<(i64, u32)> {
    if text.len() > DateTime::MAX_LENGTH {
        return None;
    }
    let (year, rest) = year(text)?;
    let (fixed, rest) = rest.split_first_chunk::<15>()?;
    let [b'-', mo1, mo2, b'-', d1, d2, b'T', h1, h2, b':', mi1, mi2, b':', s1, s2] = *fixed else {
        return None;
    };
    let (month, day) = (two(mo1, mo2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(mi1, mi2)?, two(s1, s2)?);
    let (nanos, zero, rest) = fraction(rest)?;
    let offset = zone(rest)?.unwrap_or(0);

    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let end_of_day = hour == 24 && minute == 0 && second == 0 && zero;
    if (hour > 23 && !end_of_day) || minute > 59 || second > 60 {
        return None;
    }
    let of_day = i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second.min(59));
    // wider than the result, as the start of the first day is before the first second
    let seconds = i128::from(days(year, month, day)) * i128::from(SECONDS_PER_DAY)
        + i128::from(of_day - i64::from(offset) * 60);
    let seconds = i64::try_from(seconds).ok()?;
    if second == 60 {
        let last_of_day = seconds.rem_euclid(SECONDS_PER_DAY) == SECONDS_PER_DAY - 1;
        return last_of_day.then_some((seconds, NANOS_PER_SECOND - 1));
    }
    Some((seconds, nanos))
}

/// The zone that ends a date-time which [`instant`] accepted, in minutes ahead of UTC.
pub(super) fn offset(text: &[u8]) -> Option<i16> {
    match text {
        [.., b'Z'] => Some(0),
        [.., b'+' | b'-', _, _, b':', _, _] => zone(text.last_chunk::<6>()?)?,
        _ => None,
    }
}

/// A year: at least four digits, and no leading zero in more than four. Not more digits than the
/// years of an `i64` of seconds have.
fn year(text: &[u8]) -> Option<(i64, &[u8])> {
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let (mut year, mut count, mut rest) = (0, 0, text);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        if count == 12 {
            return None;
        }
        year = year * 10 + i64::from(digit - b'0');
        count += 1;
        rest = after;
    }
    if count < 4 || (count > 4 && text.first() == Some(&b'0')) {
        return None;
    }
    Some((if negative { -year } else { year }, rest))
}

/// Nanoseconds, whether every digit is zero, and what follows.
fn fraction(text: &[u8]) -> Option<(u32, bool, &[u8])> {
    let Some((b'.', mut rest)) = text.split_first() else {
        return Some((0, true, text));
    };
    let (mut nanos, mut unit, mut zero, mut any) = (0, NANOS_PER_SECOND, true, false);
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        unit /= 10; // is zero from the tenth digit on
        nanos += u32::from(digit - b'0') * unit;
        zero &= *digit == b'0';
        any = true;
        rest = after;
    }
    any.then_some((nanos, zero, rest))
}

/// The whole of `text` as a zone, in minutes ahead of UTC; the inner `None` is no zone.
fn zone(text: &[u8]) -> Option<Option<i16>> {
    match *text {
        [] => Some(None),
        [b'Z'] => Some(Some(0)),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (i16::from(two(h1, h2)?), i16::from(two(m1, m2)?));
            let offset = hours * 60 + minutes;
            if minutes > 59 || offset > super::write::MAX_OFFSET {
                return None;
            }
            Some(Some(if sign == b'-' { -offset } else { offset }))
        }
        _ => None,
    }
}

fn two(tens: u8, ones: u8) -> Option<u8> {
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| (tens - b'0') * 10 + (ones - b'0'))
}
