use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use super::DateTime;
use super::calendar::{date, days, days_in_month};
use super::write;

const MAY: i64 = 1_305_261_754; // 2011-05-13T04:42:34Z

// 7643-2.3.5-01
#[test]
fn accepts_xsd_date_times() {
    for (text, seconds, nanos) in [
        ("2011-05-13T04:42:34Z", MAY, 0),
        ("2011-05-13T04:42:34", MAY, 0),
        ("2011-05-13T04:42:34.5Z", MAY, 500_000_000),
        ("2011-05-13T04:42:34.000", MAY, 0),
        ("2011-05-13T04:42:34.123456789Z", MAY, 123_456_789),
        ("2011-05-13T04:42:34.1234567899999Z", MAY, 123_456_789),
        ("2011-05-13T04:42:34.0000000009Z", MAY, 0),
        ("2011-05-13T04:42:34+00:00", MAY, 0),
        ("2011-05-13T04:42:34-00:00", MAY, 0),
        ("2011-05-13T06:42:34+02:00", MAY, 0),
        ("2011-05-12T23:12:34.25-05:30", MAY, 250_000_000),
        ("2011-05-13T18:42:34+14:00", MAY, 0),
        ("2011-05-13T05:41:34+00:59", MAY, 0),
        ("2011-05-12T14:42:34-14:00", MAY, 0),
        ("2011-05-12T24:00:00Z", 1_305_244_800, 0),
        ("2011-05-12T24:00:00.000Z", 1_305_244_800, 0),
        ("2011-12-31T24:00:00+01:00", 1_325_372_400, 0),
        ("2016-12-31T23:59:60Z", 1_483_228_799, 999_999_999),
        ("2017-01-01T00:59:60.5+01:00", 1_483_228_799, 999_999_999),
        ("1970-01-01T00:00:00Z", 0, 0),
        ("1969-12-31T23:59:59.75Z", -1, 750_000_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800, 0),
        ("0000-01-01T00:00:00Z", -62_167_219_200, 0),
        ("-0001-12-31T23:59:59Z", -62_167_219_201, 0),
        ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
        ("10000-01-01T00:00:00Z", 253_402_300_800, 0),
        ("2000-02-29T00:00:00Z", 951_782_400, 0),
        ("292277026596-12-04T15:30:07Z", i64::MAX, 0),
        ("-292277022657-01-27T08:29:52Z", i64::MIN, 0),
    ] {
        let value = DateTime::parse(text).unwrap();
        assert_eq!((value.as_str(), value.seconds, value.nanos), (text, seconds, nanos));
        assert_eq!(DateTime::try_from(text.to_owned()).unwrap(), value);
    }
    let fraction = "7".repeat(DateTime::MAX_LENGTH - 21);
    let longest = format!("2011-05-13T04:42:34.{fraction}Z");
    assert_eq!(DateTime::parse(&longest).unwrap().nanos, 777_777_777);
    assert!(DateTime::parse(&longest.replace('Z', "7Z")).is_err());
}

// 7643-2.3.5-01, 7643-2.3.5-02
#[test]
fn refuses_everything_else() {
    for text in [
        "",
        "2011-05-13",
        "04:42:34Z",
        "1305261754",
        "2011-05-13T04:42Z",
        "2011-05-13T04:42:3Z",
        "2011-05-13t04:42:34Z",
        "2011-05-13T04:42:34z",
        "2011-05-13 04:42:34Z",
        "20110513T044234Z",
        "2011-05-13T04:42:34.Z",
        "2011-05-13T04:42:34,5Z",
        "2011-05-13T04:42:34.5.5Z",
        "2011-05-13T04:42:34ZZ",
        " 2011-05-13T04:42:34Z",
        "2011-05-13T04:42:34Z ",
        "2011-05-13T04:42:34Z\0",
        "2011-05-13T04:42:34+0200",
        "2011-05-13T04:42:34+02",
        "2011-05-13T04:42:34+2:00",
        "2011-05-13T04:42:34+14:01",
        "2011-05-13T04:42:34-15:00",
        "2011-05-13T04:42:34+01:60",
        "2011-05-13T04:42:34\u{2212}01:00",
        "2011-00-13T04:42:34Z",
        "2011-13-13T04:42:34Z",
        "2011-05-00T04:42:34Z",
        "2011-05-32T04:42:34Z",
        "2011-04-31T04:42:34Z",
        "2011-02-29T04:42:34Z",
        "1900-02-29T04:42:34Z",
        "2011-05-13T25:00:00Z",
        "2011-05-13T24:00:01Z",
        "2011-05-13T24:01:00Z",
        "2011-05-13T24:00:00.1Z",
        "2011-05-13T24:00:00.0000000001Z",
        "2011-05-13T04:60:34Z",
        "2011-05-13T04:42:61Z",
        "2011-05-13T04:42:60Z",
        "2011-05-13T23:59:60+01:00",
        "+2011-05-13T04:42:34Z",
        "--2011-05-13T04:42:34Z",
        "11-05-13T04:42:34Z",
        "02011-05-13T04:42:34Z",
        "292277026596-12-04T15:30:08Z",
        "-292277022657-01-27T08:29:51Z",
        "9999999999999-01-01T00:00:00Z",
        "２011-05-13T04:42:34Z",
    ] {
        let error = DateTime::parse(text).expect_err(text);
        assert_eq!(error.expected(), DateTime::EXPECTED);
    }
}

/// One byte at a time put in, taken out or changed: never a panic, and what is accepted is held.
#[test]
fn damaged_text() {
    let mut accepted = 0;
    for text in ["2011-05-13T04:42:34.123+02:00", "-12011-12-31T23:59:60Z", "2011-05-12T24:00:00"] {
        for at in 0..text.len() {
            for byte in (0..=127).map(char::from) {
                let mut inserted = text.to_owned();
                inserted.insert(at, byte);
                let mut changed = text.to_owned();
                changed.replace_range(at..=at, byte.encode_utf8(&mut [0; 4]));
                let (head, tail) = text.split_at(at);
                for damaged in [inserted.as_str(), &changed, head, tail] {
                    if let Ok(value) = DateTime::parse(damaged) {
                        assert_eq!(value, damaged);
                        assert!(value.nanos < 1_000_000_000);
                        accepted += 1;
                    }
                }
            }
        }
    }
    assert!(accepted > 100, "{accepted}");
}

#[test]
fn offset_of_the_text() {
    for (text, offset) in [
        ("2011-05-13T04:42:34Z", Some(0)),
        ("2011-05-13T04:42:34.25-05:30", Some(-330)),
        ("2011-05-13T04:42:34+14:00", Some(840)),
        ("2011-05-13T04:42:34", None),
        ("2011-05-13T04:42:34.123456", None),
    ] {
        assert_eq!(DateTime::parse(text).unwrap().offset_minutes(), offset, "{text}");
    }
}

#[test]
fn equality_is_by_text_and_order_by_instant() {
    let texts = ["2011-05-13T04:42:34Z", "2011-05-13T04:42:34.0Z", "2011-05-13T06:42:34+02:00"];
    let values: HashSet<DateTime> = texts.iter().map(|text| text.parse().unwrap()).collect();
    assert_eq!(values.len(), 3);
    for a in &values {
        for b in &values {
            assert!(a.same_instant(b), "{a} {b}");
        }
        let later = DateTime::from_unix(MAY, 1).unwrap();
        assert!(a.cmp_instant(&later).is_lt() && later.cmp_instant(a).is_gt());
        assert!(!a.same_instant(&later));
        assert_eq!(*a, DateTime::parse(a.as_str()).unwrap());
    }
}

#[test]
fn writes_as_few_digits_as_are_enough() {
    for (nanos, fraction) in [
        (0, ""),
        (500_000_000, ".500"),
        (1_000_000, ".001"),
        (1_000, ".000001"),
        (120_000_000, ".120"),
        (1, ".000000001"),
        (999_999_999, ".999999999"),
    ] {
        let text = format!("2011-05-13T04:42:34{fraction}Z");
        assert_eq!(DateTime::from_unix(MAY, nanos).unwrap(), *text);
    }
    assert_eq!(DateTime::from_unix(MAY, 1_000_000_000), None);
    assert_eq!(DateTime::default(), "1970-01-01T00:00:00Z");
    assert_eq!(DateTime::written(MAY, 0, -330), "2011-05-12T23:12:34-05:30");
    assert_eq!(DateTime::written(i64::MAX, 0, 60), "292277026596-12-04T15:30:07Z");
}

/// What is equal has one hash, and what is not has another, mostly.
#[test]
fn hashes_are_of_the_text() {
    let hash = |text: &str| {
        let mut hasher = std::hash::DefaultHasher::new();
        std::hash::Hash::hash(&DateTime::parse(text).unwrap(), &mut hasher);
        std::hash::Hasher::finish(&hasher)
    };
    assert_eq!(hash("2011-05-13T04:42:34Z"), hash("2011-05-13T04:42:34Z"));
    assert_ne!(hash("2011-05-13T04:42:34Z"), hash("2011-05-13T06:42:34+02:00"));
}

/// The text of a date-time takes the room that it needs, so that nothing is moved.
#[test]
fn written_texts_have_no_room_to_spare() {
    for nanos in [0, 500_000_000, 1_000, 1] {
        for offset in [0, 90, -840] {
            let text = write::text(MAY, nanos, offset);
            assert_eq!(text.capacity(), text.len(), "{text}");
        }
    }
}

/// The calendar, day by day, against counting.
#[test]
fn every_day_of_three_eras() {
    let (mut year, mut month, mut day) = (-400, 1, 1);
    for count in days(-400, 1, 1)..=days(799, 12, 31) {
        assert_eq!(date(count), (year, month, day));
        assert_eq!(days(year, month, day), count);
        day += 1;
        if day > days_in_month(year, month) {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    assert_eq!((year, month, day), (800, 1, 1));
}

/// Instants from the whole range of `i64`, most of them near the present.
fn instants() -> impl Iterator<Item = (i64, u32)> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let random = (0..20_000_u32).map(move |round| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let nanos =
            [0, state % 1_000 * 1_000_000, state % 1_000_000 * 1_000, state % 1_000_000_000];
        let shift = [0, 8, 27, 28, 29, 30, 40][round as usize % 7];
        (state.cast_signed() >> shift, nanos[round as usize % 4] as u32)
    });
    let edges = [i64::MIN, i64::MIN + 1, -62_135_596_801, -1, 0, 253_402_300_800, i64::MAX];
    edges.into_iter().flat_map(|seconds| [(seconds, 0), (seconds, 999_999_999)]).chain(random)
}

#[test]
fn what_is_written_is_read_back() {
    for (seconds, nanos) in instants() {
        for offset in [0, 90, -840] {
            let written = DateTime::written(seconds, nanos, offset);
            let read = DateTime::parse(written.as_str()).unwrap();
            assert_eq!((read.seconds, read.nanos), (seconds, nanos), "{written}");
        }
    }
}

#[test]
fn system_time() {
    let start = SystemTime::UNIX_EPOCH;
    let span = Duration::new(1_305_261_754, 250_000_000);
    assert_eq!(DateTime::from(start + span), "2011-05-13T04:42:34.250Z");
    assert_eq!(DateTime::from(start - span), "1928-08-21T19:17:25.750Z");
    assert_eq!(DateTime::from(start - Duration::from_secs(1)), "1969-12-31T23:59:59Z");
    for time in [start + span, start - span, start] {
        assert_eq!(SystemTime::try_from(&DateTime::from(time)), Ok(time));
    }
    let before = SystemTime::now();
    let now = SystemTime::try_from(&DateTime::now()).unwrap();
    assert!(before <= now && now <= SystemTime::now());
}

// 7643-2.3-06, 7643-2.3.5-03
#[test]
fn serde_is_a_string() {
    let json = r#""2011-05-13T06:42:34.500+02:00""#;
    let value: DateTime = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    assert!(serde_json::from_str::<DateTime>("1305261754").is_err());
    let error = serde_json::from_str::<DateTime>(r#""13.05.2011""#).unwrap_err().to_string();
    assert!(error.starts_with("expected a date-time such as"), "{error}");
    assert!(!error.contains("13.05"), "{error}");
}

#[cfg(feature = "jiff1")]
#[test]
fn agrees_with_jiff() {
    use jiff::Timestamp;

    let mut held = 0;
    for (seconds, nanos) in instants() {
        let value = DateTime::from_unix(seconds, nanos).unwrap();
        let Ok(time) = Timestamp::try_from(&value) else {
            assert!(seconds.unsigned_abs() > 253_402_200_000, "{value}");
            continue;
        };
        assert_eq!(DateTime::from(time), value);
        if let Ok(read) = value.as_str().parse::<Timestamp>() {
            assert_eq!(read, time, "{value}");
            held += 1;
        }
    }
    assert!(held > 5_000, "{held}");
}

/// A day begins at the offset that the text names, which may be on another day of UTC.
#[test]
fn midnights() {
    for (text, days_before, expected) in [
        ("2026-12-04T09:00:00+09:00", 0, "2026-12-04T00:00:00+09:00"),
        ("2026-12-04T08:59:59.5+09:00", 3, "2026-12-01T00:00:00+09:00"),
        ("2026-12-04T23:30:00-08:00", 0, "2026-12-04T00:00:00-08:00"),
        ("2026-03-01T12:00:00", 1, "2026-02-28T00:00:00Z"),
    ] {
        assert_eq!(DateTime::parse(text).unwrap().midnight(days_before), expected, "{text}");
    }
}

#[cfg(feature = "chrono04")]
#[test]
fn agrees_with_chrono() {
    use chrono::{FixedOffset, NaiveDate, Utc};

    let mut held = 0;
    for (seconds, nanos) in instants() {
        let value = DateTime::written(seconds, nanos, -330);
        let Ok(time) = chrono::DateTime::<FixedOffset>::try_from(&value) else {
            assert!(seconds.unsigned_abs() > 8_000_000_000_000, "{value}");
            continue;
        };
        assert_eq!(DateTime::from(time), value);
        assert_eq!(DateTime::from(time.to_utc()), DateTime::from_unix(seconds, nanos).unwrap());
        assert_eq!(chrono::DateTime::<Utc>::try_from(&value).unwrap(), time);
        if let Ok(read) = chrono::DateTime::parse_from_rfc3339(value.as_str()) {
            assert_eq!(read, time, "{value}");
            held += 1;
        }
    }
    assert!(held > 5_000, "{held}");

    let leap = NaiveDate::from_ymd_opt(2016, 12, 31).unwrap();
    let leap = leap.and_hms_milli_opt(23, 59, 59, 1_500).unwrap().and_utc();
    assert_eq!(DateTime::from(leap), "2016-12-31T23:59:59.999999999Z");
    let odd = leap.with_timezone(&FixedOffset::east_opt(61).unwrap());
    assert_eq!(DateTime::from(odd), "2016-12-31T23:59:59.999999999Z");
    let far = DateTime::default();
    let far = chrono::DateTime::<Utc>::try_from(&far).unwrap();
    let far = far.with_timezone(&FixedOffset::east_opt(15 * 3_600).unwrap());
    assert_eq!(DateTime::from(far), "1970-01-01T00:00:00Z");
}

#[cfg(feature = "time03")]
#[test]
fn agrees_with_time() {
    use time::format_description::well_known::Rfc3339;
    use time::{OffsetDateTime, UtcOffset};

    let mut held = 0;
    for (seconds, nanos) in instants() {
        let value = DateTime::written(seconds, nanos, 330);
        let Ok(time) = OffsetDateTime::try_from(&value) else {
            assert!(seconds.unsigned_abs() > 253_402_200_000, "{value}");
            continue;
        };
        assert_eq!(DateTime::from(time), value);
        if let Ok(read) = OffsetDateTime::parse(value.as_str(), &Rfc3339) {
            assert_eq!(read, time, "{value}");
            held += 1;
        }
    }
    assert!(held > 5_000, "{held}");

    let odd = OffsetDateTime::UNIX_EPOCH.to_offset(UtcOffset::from_hms(1, 0, 1).unwrap());
    assert_eq!(DateTime::from(odd), "1970-01-01T00:00:00Z");
}
