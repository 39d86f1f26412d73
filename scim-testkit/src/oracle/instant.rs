//! `dateTime` as an instant, by arithmetic of its own.

/// A point in time: whole seconds since 1970-01-01T00:00:00Z, and the nanoseconds after them.
pub(crate) type Instant = (i128, u32);

/// The instant of an `xsd:dateTime` (7643-2.3.5-01, 7644-3.4.2.2-20); `None` if it is none.
///
/// Decided: without a zone it is UTC; digits of the fraction after the ninth do not count; a leap
/// second is the last nanosecond of the second before it, and only at the end of a day in UTC.
pub(crate) fn instant(text: &str) -> Option<Instant> {
    if text.len() > 64 || !text.is_ascii() {
        return None;
    }
    let (date, time) = text.split_once('T')?;

    let (day, month, year) = {
        let mut parts = date.rsplitn(3, '-');
        (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?, parts.next()?)
    };
    let (negative, year) = match year.strip_prefix('-') {
        Some(year) => (true, year),
        None => (false, year),
    };
    if year.len() < 4 || year.len() > 12 || (year.len() > 4 && year.starts_with('0')) {
        return None;
    }
    let year = digits(year, year.len())?;
    let year = if negative { -year } else { year };

    let (clock, offset) = match time.find(['Z', '+', '-']) {
        None => (time, 0),
        Some(at) => {
            let (clock, zone) = time.split_at_checked(at)?;
            (clock, zone_minutes(zone)?)
        }
    };
    let (whole, fraction) = match clock.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (clock, ""),
    };
    // any number of them, more than a number holds
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut parts = whole.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let second = digits(parts.next()?, 2)?;
    if parts.next().is_some() {
        return None;
    }

    let in_range = (1..=12).contains(&month)
        && (1..=days_of_month(year, month)).contains(&day)
        && minute <= 59
        && second <= 60;
    let ends_day =
        hour == 24 && minute == 0 && second == 0 && fraction.chars().all(|digit| digit == '0');
    if !in_range || (hour > 23 && !ends_day) {
        return None;
    }

    let leap = second == 60;
    let second = if leap { 59 } else { second };
    let minutes = (days_since_1970(year, month, day) * 24 + hour) * 60 + minute - offset;
    let seconds = minutes * 60 + second;
    i64::try_from(seconds).ok()?;
    if leap {
        return (seconds.rem_euclid(86_400) == 86_399).then_some((seconds, 999_999_999));
    }
    let nanos: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    Some((seconds, nanos.parse().ok()?))
}

/// `Z`, or up to fourteen hours ahead or behind.
fn zone_minutes(zone: &str) -> Option<i128> {
    if zone == "Z" {
        return Some(0);
    }
    let ahead = zone.starts_with('+');
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let offset = hours * 60 + minutes;
    (minutes <= 59 && offset <= 14 * 60).then_some(if ahead { offset } else { -offset })
}

/// Exactly so many digits, as a number.
fn digits(text: &str, count: usize) -> Option<i128> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if text.is_empty() { Some(0) } else { text.parse().ok() }
}

/// The Gregorian calendar, extended to all years; year 0 is a leap year (XSD 1.1).
fn is_leap(year: i128) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of_month(year: i128, month: i128) -> i128 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i128, month: i128, day: i128) -> i128 {
    // leap years before this one, counted from year 0
    let leaps = |year: i128| {
        let before = year - 1;
        before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400)
    };
    let years = (year - 1970) * 365 + leaps(year) - leaps(1970);
    let months: i128 = (1..month).map(|month| days_of_month(year, month)).sum();
    years + months + day - 1
}

#[cfg(test)]
mod tests {
    use super::instant;

    /// 7643-2.3.5-01, 7644-3.4.2.2-20: the figures are of `date --utc +%s`.
    #[test]
    fn instants() {
        for (text, seconds, nanos) in [
            (
                "2001-09-09T01:46:40.80222222222222222222222222222222222222222Z",
                1_000_000_000,
                802_222_222,
            ),
            ("1970-01-01T00:00:00Z", 0, 0),
            ("2011-05-13T04:42:34Z", 1_305_261_754, 0),
            ("2011-05-13T06:42:34.5+02:00", 1_305_261_754, 500_000_000),
            ("2011-05-12T14:42:34.1234567899-14:00", 1_305_261_754, 123_456_789),
            ("2000-02-29T23:59:59", 951_868_799, 0),
            ("1900-03-01T00:00:00Z", -2_203_891_200, 0),
            ("2016-12-31T23:59:60Z", 1_483_228_799, 999_999_999),
            ("2016-12-31T24:00:00.0Z", 1_483_228_800, 0),
            ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
            ("-0001-12-31T00:00:00Z", -62_167_305_600, 0),
            ("12345-06-07T08:09:10Z", 327_416_976_550, 0),
            // as late as 64 bits of seconds can say, in as many characters as one may have
            ("292277026596-12-04T15:30:07Z", i64::MAX.into(), 0),
            ("2011-05-13T04:42:34.0000000000000000000000000000000000000000007Z", 1_305_261_754, 0),
        ] {
            assert_eq!(instant(text), Some((seconds, nanos)), "{text}");
        }
    }

    /// 7643-2.3.5-02: a date alone is none.
    #[test]
    fn what_is_no_date_time() {
        for text in [
            "",
            "2011-05-13",
            "2011-05-13T04:42Z",
            "2011-05-13t04:42:34Z",
            "2011-05-13T04:42:34z",
            "2011-02-29T00:00:00Z",
            "2011-13-01T00:00:00Z",
            "2011-05-13T24:00:01Z",
            "2011-05-13T24:01:00Z",
            "2011-05-13T24:00:00.5Z",
            "2011-05-13T25:00:00Z",
            "2011-5-13T04:42:34Z",
            "2011-05-+3T04:42:34Z",
            "292277026596-12-04T15:30:08Z",
            "2011-05-13T04:42:34.00000000000000000000000000000000000000000007Z",
            "2011-05-13T04:42:60Z",
            "2011-05-13T04:42:34.Z",
            "2011-05-13T04:42:34+14:01",
            "2011-05-13T04:42:34+0200",
            "02011-05-13T04:42:34Z",
            "911-05-13T04:42:34Z",
            "2011-05-13T04:42:34Zx",
        ] {
            assert_eq!(instant(text), None, "{text}");
        }
    }
}
