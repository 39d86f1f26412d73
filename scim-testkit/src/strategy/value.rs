//! Values of one attribute, without sub-attributes.

use super::target::Field;
use super::text::text;
use super::{Settings, Source};
use scim_schema::schema::Type;
use serde_json::{Number, Value};

/// Date-times at a bound of what is one (RFC 7643 section 2.3.5).
pub(super) const DATE_TIMES: [&str; 11] = [
    "2016-12-31T23:59:60Z",
    "2016-12-31T23:59:60.999999999Z",
    "2017-01-01T08:59:60+09:00",
    "2000-02-29T24:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999999Z",
    "-0001-12-31T23:59:59Z",
    "10000-01-01T00:00:00Z",
    "1969-12-31T23:59:59.5Z",
    "2038-01-19T03:14:08Z",
    "2020-02-29T23:30:00-14:00",
];

/// URIs that are seldom seen.
pub(super) const REFERENCES: [&str; 7] = [
    "https://example.com/a%20b?q=%C3%A9&r=a+b#f",
    "https://例え.jp/é",
    "mailto:bjensen@example.com",
    "data:text/plain;base64,SGk=",
    "//example.com/v2/Users/1",
    "?a=1",
    "#a",
];

/// A value that the attribute takes.
pub(super) fn simple(source: &mut Source, field: &Field, settings: &Settings) -> Value {
    if !field.only.is_empty() {
        return source.pick(&field.only).cloned().unwrap_or_default();
    }
    let canonical = &field.attribute.canonical_values;
    if !canonical.is_empty() && (field.closed || !source.chance(settings.other_values)) {
        let picked = source.pick(canonical).map_or("", |text| text);
        return from_text(field.attribute.r#type, picked);
    }
    let odd = if field.odd { settings.odd } else { 0 };
    match field.attribute.r#type {
        Type::String => {
            let plain = Settings { odd: 0, unicode: 0, long: 0, empty: 0, ..*settings };
            let settings = if field.odd { settings } else { &plain };
            text(source, settings, !field.attribute.required).into()
        }
        Type::Boolean => source.chance(50).into(),
        Type::Decimal => decimal(source, odd),
        Type::Integer => integer(source, field, odd).into(),
        Type::DateTime => date_time(source, odd).into(),
        Type::Binary => binary(source, odd).into(),
        Type::Reference => reference(source, field, odd).into(),
        // complex values are made of their sub-attributes, elsewhere
        Type::Complex => Value::Null,
    }
}

/// A canonical value as JSON.
fn from_text(r#type: Type, text: &str) -> Value {
    match r#type {
        Type::Boolean => (text == "true").into(),
        Type::Integer => text.parse::<i64>().map_or(Value::Null, Value::from),
        Type::Decimal => text.parse::<f64>().map_or(Value::Null, Value::from),
        _ => text.into(),
    }
}

fn integer(source: &mut Source, field: &Field, odd: u32) -> i64 {
    let (start, end) = (*field.integers.start(), *field.integers.end());
    // there are few integers in a resource, and more that goes wrong with them
    let number = if source.chance(2 * odd) {
        let bounds = [
            start,
            end,
            start.saturating_add(1),
            end - 1,
            i64::from(u8::MAX),
            i64::from(i16::MIN),
            i64::from(i32::MAX),
            i64::from(i32::MAX) + 1,
            i64::from(i32::MIN) - 1,
            (1 << 53) - 1,
            (1 << 53) + 1,
            0,
        ];
        source.pick(&bounds).copied().unwrap_or(start)
    } else {
        let most = if source.chance(20) { 3 } else { 1_000 };
        let number = i64::from(source.below(most));
        if source.chance(20) { -number } else { number }
    };
    number.clamp(start, end)
}

fn decimal(source: &mut Source, odd: u32) -> Value {
    let number = if source.chance(odd) {
        let bounds = [0.1, 1e-7, 1e15, 1.5e300, f64::MIN_POSITIVE, f64::MAX, f64::MIN, -0.5];
        source.pick(&bounds).copied().unwrap_or(0.1)
    } else {
        // quarters and hundredths, with a fraction always: an integer is another JSON text
        let whole = f64::from(source.below(1_000));
        let fraction = if source.chance(50) { 0.25 } else { 0.5 };
        let number = whole + fraction;
        if source.chance(20) { -number } else { number }
    };
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// An `xsd:dateTime` (RFC 7643 section 2.3.5).
fn date_time(source: &mut Source, odd: u32) -> String {
    let odd = source.chance(odd);
    if odd && source.chance(60) {
        return source.pick(&DATE_TIMES).copied().unwrap_or("2016-12-31T23:59:60Z").to_owned();
    }
    let (year, month) = (2_000 + source.below(40), 1 + source.below(12));
    let (day, hour) = (1 + source.below(28), source.below(24));
    let (minute, second) = (source.below(60), source.below(60));
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if !odd {
        if source.chance(30) {
            text.push_str(&format!(".{:03}", source.below(1_000)));
        }
        text.push('Z');
        return text;
    }
    let digits = source.below(13);
    for place in 0..digits {
        if place == 0 {
            text.push('.');
        }
        text.push(char::from_digit(source.below(10), 10).unwrap_or('0'));
    }
    match source.below(4) {
        0 => text.push('Z'),
        1 => {} // no zone
        sign => {
            let sign = if sign == 2 { '+' } else { '-' };
            let (hours, minutes) = (source.below(14), source.below(60));
            text.push_str(&format!("{sign}{hours:02}:{minutes:02}"));
        }
    }
    text
}

/// Base64 (RFC 7643 section 2.3.6): with its padding, or oddly without, or of the other alphabet.
fn binary(source: &mut Source, odd: u32) -> String {
    let odd = source.chance(odd);
    let alphabet: &[u8; 64] = if odd {
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    } else {
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    };
    let letter = |six: u32| alphabet.get(six as usize & 63).map_or('A', |byte| char::from(*byte));
    let length = source.between(1..=9);
    let bytes: Vec<u32> = (0..length).map(|_| source.below(256)).collect();
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| chunk.get(index).copied().unwrap_or(0);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= chunk.len() {
                text.push(letter(bits >> (18 - 6 * place)));
            } else if !odd {
                text.push('=');
            }
        }
    }
    text
}

/// A URI (RFC 7643 section 2.3.7): of a resource, of the web, or any.
fn reference(source: &mut Source, field: &Field, odd: u32) -> String {
    let id = || "2819c223-7f76-453a-919d-413861904646";
    let kind = source.pick(&field.attribute.reference_types).map_or("uri", |kind| kind);
    let number = source.below(1_000);
    if source.chance(odd) {
        return source.pick(&REFERENCES).copied().unwrap_or("#a").to_owned();
    }
    match kind {
        "external" => format!("https://example.com/{number}"),
        "uri" => format!("urn:example:{number}"),
        resource => match source.below(3) {
            0 => format!("https://example.com/v2/{resource}s/{number}"),
            1 => format!("../{resource}s/{number}"),
            _ => format!("{resource}s/{}", id()),
        },
    }
}

#[cfg(test)]
mod tests;
