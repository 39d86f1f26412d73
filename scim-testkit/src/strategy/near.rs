//! Values that are the same as another in other words, or nearly the same: what tells a comparison
//! from one that is almost right.

use super::Source;
use serde_json::{Number, Value};

/// How two texts are compared, which decides what is nearly the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Equal or not.
    Equality,
    /// Which comes first.
    Order,
    /// Whether one is in the other.
    Parts,
}

/// A text in another case, or with another letter; never an empty one.
pub(super) fn text(source: &mut Source, text: &str, by: By) -> String {
    let other = other(source, text, by);
    if other.is_empty() { text.to_owned() } else { other }
}

fn other(source: &mut Source, text: &str, by: By) -> String {
    // of a long one the end tells whether all of it is compared
    let long = source.chance(80) && text.len() > 100;
    match (source.below(8), by) {
        _ if long && by != By::Parts => with_end(text, &['x', '_'], source),
        (0 | 1, _) => swapped(text),
        (2, _) | (3, By::Equality) => folded(source, text),
        (4, By::Equality) | (3, By::Order) => {
            with_end(text, &['x', '\u{10400}', '\u{ffee}', '_', ' '], source)
        }
        (4 | 5, By::Order) => beyond(source, text),
        // what means something elsewhere: in SQL, in the syntax of a filter
        (5 | 6, By::Equality) | (3..=6, By::Parts) => with_one(source, text),
        (6, By::Order) => spaced(source, text),
        _ => without_end(text),
    }
}

/// A text and one that is close to it, for two resources.
pub(super) fn sibling(source: &mut Source, text: &str) -> String {
    let (high, order) = (source.chance(40), source.chance(50));
    if high && text.contains(is_high) {
        return beyond(source, text);
    }
    self::text(source, text, if order { By::Order } else { By::Equality })
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

/// With another last character, or one more.
fn with_end(text: &str, ends: &[char], source: &mut Source) -> String {
    let longer = source.chance(50);
    let mut changed = if longer { text.to_owned() } else { without_end(text) };
    changed.extend(source.pick(ends));
    changed
}

/// With a space before or after it.
fn spaced(source: &mut Source, text: &str) -> String {
    if source.chance(50) { format!("{text} ") } else { format!(" {text}") }
}

/// Whether UTF-16 has a character in another order than its code point.
pub(super) const fn is_high(c: char) -> bool {
    c >= '\u{e000}'
}

/// With a character beyond the basic plane for one that UTF-16 has after those, or the reverse.
fn beyond(source: &mut Source, text: &str) -> String {
    let high = || text.char_indices().filter(|(_, c)| is_high(*c));
    let which = source.below(u32::try_from(high().count()).unwrap_or(u32::MAX)) as usize;
    let Some((at, c)) = high().nth(which) else {
        return with_end(text, &['\u{10400}', '\u{ffee}'], source);
    };
    let other = if c < '\u{10000}' { '\u{10400}' } else { '\u{ffee}' };
    let (before, after) = text.split_at(at);
    let after = after.get(c.len_utf8()..).unwrap_or_default();
    format!("{before}{other}{after}")
}

fn without_end(text: &str) -> String {
    let mut changed = text.to_owned();
    changed.pop();
    changed
}

/// With something in the place of any character.
fn with_one(source: &mut Source, text: &str) -> String {
    const ONES: [&str; 10] = ["_", "%", "*", "]", "\"", "\\", " or ", " and ", ")", "["];
    let count = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let place = source.below(count.min(16)) as usize;
    let one = source.pick(&ONES).copied().unwrap_or("_");
    let mut changed = String::new();
    for (index, c) in text.chars().enumerate() {
        if index == place { changed.push_str(one) } else { changed.push(c) }
    }
    changed
}

/// The same instant in another zone or with more digits, or one that is close to it.
pub(super) fn date_time(source: &mut Source, text: &str) -> String {
    let kind = source.below(4);
    let hours = source.below(9);
    let Some(start) = text.strip_suffix('Z') else { return text.to_owned() };
    let (whole, fraction) = start.split_once('.').unwrap_or((start, ""));
    if whole.contains("T24") {
        // the end of a day has no other time, and no later fraction (RFC 7643 section 2.3.5)
        return text.to_owned();
    }
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
        3 => format!("{whole}.{fraction}01Z"),
        _ => format!("{whole}.{fraction}00Z"),
    }
}

/// A number that is close to another; an integer is close to integers.
pub(super) fn number(source: &mut Source, number: &Number) -> Value {
    let kind = source.below(3);
    if let Some(whole) = number.as_i64() {
        // at either end there is one on one side only
        let (less, more) = (whole.checked_sub(1), whole.checked_add(1));
        let other = if kind == 0 { less.or(more) } else { more.or(less) };
        return other.unwrap_or(whole).into();
    }
    let real = number.as_f64().unwrap_or_default();
    let other = match kind {
        0 => real.floor(),
        1 => real * 10.0,
        _ => real + 0.5,
    };
    Number::from_f64(other).map_or_else(|| number.clone().into(), Value::Number)
}

#[cfg(test)]
mod tests;
