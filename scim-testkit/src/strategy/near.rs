//! Values that are the same as another in other words, or nearly the same: what tells a comparison
//! from one that is almost right.

use super::Source;
use serde_json::{Number, Value};

/// A text in another case, or with another letter; never an empty one.
pub(super) fn text(source: &mut Source, text: &str) -> String {
    let other = other(source, text);
    if other.is_empty() { text.to_owned() } else { other }
}

fn other(source: &mut Source, text: &str) -> String {
    match source.below(6) {
        0 | 1 => swapped(text),
        2 => folded(source, text),
        3 => with_end(text, &['x', '\u{10400}', '\u{ffee}', '_', ' '], source),
        // a pattern of SQL that is none of SCIM
        4 => with_one(source, text, &['_', '%', '*']),
        _ => without_end(text),
    }
}

/// With upper case for lower, and the reverse, in ASCII.
pub(super) fn swapped(text: &str) -> String {
    let swap = |c: char| {
        if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
    };
    text.chars().map(swap).collect()
}

/// In one case, letters beyond ASCII included.
fn folded(source: &mut Source, text: &str) -> String {
    if source.chance(50) { text.to_uppercase() } else { text.to_lowercase() }
}

/// With another last character.
fn with_end(text: &str, ends: &[char], source: &mut Source) -> String {
    let mut changed = without_end(text);
    changed.extend(source.pick(ends));
    changed
}

fn without_end(text: &str) -> String {
    let mut changed = text.to_owned();
    changed.pop();
    changed
}

/// With one character in the place of any.
fn with_one(source: &mut Source, text: &str, ones: &[char]) -> String {
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let place = source.below(count.min(16)) as usize;
    let one = source.pick(ones).copied().unwrap_or('_');
    text.chars().enumerate().map(|(index, c)| if index == place { one } else { c }).collect()
}

/// The same instant in another zone or with more digits, or one that is close to it.
pub(super) fn date_time(source: &mut Source, text: &str) -> String {
    let kind = source.below(4);
    let hours = source.below(9);
    let Some(start) = text.strip_suffix('Z') else { return text.to_owned() };
    let (whole, fraction) = start.split_once('.').unwrap_or((start, ""));
    match kind {
        // as many hours later as the clock there is ahead
        0 | 1 => match whole
            .split_once('T')
            .and_then(|(day, time)| Some((day, time.get(..2)?, time.get(2..)?)))
        {
            Some((day, hour, rest)) => match hour.parse::<u32>() {
                Ok(hour) if hour + hours < 24 && !rest.ends_with(":60") => {
                    let dot = if fraction.is_empty() { "" } else { "." };
                    format!("{day}T{:02}{rest}{dot}{fraction}+{hours:02}:00", hour + hours)
                }
                _ => text.to_owned(),
            },
            None => text.to_owned(),
        },
        // the end of a day has no later fraction (RFC 7643 section 2.3.5)
        3 if !whole.contains("T24:") => format!("{whole}.{fraction}01Z"),
        _ => format!("{whole}.{fraction}00Z"),
    }
}

/// A number that is close to another; an integer is close to integers.
pub(super) fn number(source: &mut Source, number: &Number) -> Value {
    let kind = source.below(3);
    if let Some(whole) = number.as_i64() {
        let other = if kind == 0 { whole.saturating_sub(1) } else { whole.saturating_add(1) };
        return other.into();
    }
    let real = number.as_f64().unwrap_or_default();
    let other = match kind {
        0 => real.floor(),
        1 => real * 10.0,
        _ => real + 0.5,
    };
    Number::from_f64(other).map_or_else(|| number.clone().into(), Value::Number)
}
