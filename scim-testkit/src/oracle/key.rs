//! What texts and numbers compare by.

use super::shape::Attribute;
use serde_json::{Number, Value};
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization;

/// The text by which an attribute compares (7644-3.4.2.2-48): as it is for `caseExact`, by the
/// profile of user names for `userName` and what has a folded column (RFC 7644 section 5), else
/// with ASCII case folded. Texts are in the order of the code points of their keys.
pub(crate) fn key(text: &str, attribute: &Attribute) -> String {
    if attribute.unicode {
        user_name(text)
    } else if attribute.case_exact {
        text.to_owned()
    } else {
        text.to_ascii_lowercase()
    }
}

/// RFC 8265 section 3.3, without what it forbids: width, case, NFC. A final sigma is a sigma.
fn user_name(text: &str) -> String {
    let one_width: String = text.chars().map(ordinary_width).collect();
    one_width.to_lowercase().replace('ς', "σ").nfc().collect()
}

/// The character that `UnicodeData.txt` gives for a `<wide>` or `<narrow>` one.
fn ordinary_width(c: char) -> char {
    let moved = |from: char, to: char| {
        char::from_u32(u32::from(c) - u32::from(from) + u32::from(to)).unwrap_or(c)
    };
    match c {
        '\u{3000}' => ' ',
        '\u{ffe3}' => '\u{af}',
        // what these decompose to decomposes further, which is not a matter of width
        '\u{ffa0}' => '\u{3164}',
        '\u{ffa1}'..='\u{ffbe}' => moved('\u{ffa1}', '\u{3131}'),
        '\u{ffc2}'..='\u{ffc7}' => moved('\u{ffc2}', '\u{314f}'),
        '\u{ffca}'..='\u{ffcf}' => moved('\u{ffca}', '\u{3155}'),
        '\u{ffd2}'..='\u{ffd7}' => moved('\u{ffd2}', '\u{315b}'),
        '\u{ffda}'..='\u{ffdc}' => moved('\u{ffda}', '\u{3161}'),
        '\u{ff00}'..='\u{ffef}' => std::iter::once(c).nfkd().next().unwrap_or(c),
        _ => c,
    }
}

/// The order of a number and the text of one in a filter. An integer stays one up to 128 bits.
pub(super) fn with_literal(number: &Number, literal: &str) -> Option<Ordering> {
    match (literal.parse::<i128>(), whole(number)) {
        (Ok(literal), Some(number)) => Some(number.cmp(&literal)),
        (Ok(literal), None) => whole_and_fraction(literal, number.as_f64()?).map(Ordering::reverse),
        (Err(_), Some(number)) => whole_and_fraction(number, literal.parse().ok()?),
        (Err(_), None) => number.as_f64()?.partial_cmp(&literal.parse().ok()?),
    }
}

/// The same of a decimal, which a filter gives as a double, as a body does.
pub(super) fn with_double(number: &Number, literal: &str) -> Option<Ordering> {
    let literal = literal.parse().ok()?;
    match whole(number) {
        Some(number) => whole_and_fraction(number, literal),
        None => number.as_f64()?.partial_cmp(&literal),
    }
}

fn whole(number: &Number) -> Option<i128> {
    number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from))
}

fn whole_and_fraction(a: i128, b: f64) -> Option<Ordering> {
    // 2^127, which is beyond all integers of 128 bits; -2^127 is the least of them
    const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    if b >= BEYOND {
        return Some(Ordering::Less);
    }
    if b < -BEYOND {
        return Some(Ordering::Greater);
    }
    #[expect(clippy::cast_possible_truncation, reason = "whole, and within the bounds")]
    let floor = b.floor() as i128;
    Some(if a == floor && b > b.floor() { Ordering::Less } else { a.cmp(&floor) })
}

/// Whether it is base64 text (7643-2.3.6-01, -03): of either alphabet, padded or not.
pub(super) fn is_base64(text: &str) -> bool {
    const STANDARD: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const URL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let alphabet = if text.contains(['-', '_']) { URL } else { STANDARD };
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let whole = padding == 0 || (padding <= 2 && text.len().is_multiple_of(4));
    // bits that stand for nothing need not be zero (RFC 4648 section 3.5)
    whole && digits.len() % 4 != 1 && digits.chars().all(|c| alphabet.contains(c))
}

/// Whether a value is assigned (7643-2.5-01): not null, not an empty array, and not a complex
/// value with nothing in it.
pub(super) fn is_assigned(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(elements) => elements.iter().any(is_assigned),
        Value::Object(members) => members.values().any(is_assigned),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_base64, user_name, with_double, with_literal};
    use scim_schema::compare::unicode_key;
    use serde_json::Number;
    use std::cmp::Ordering::{Equal, Greater, Less};

    /// 7643-2.3.6-01, -03: of either alphabet, padded as a whole or not at all.
    #[test]
    fn base64_texts() {
        for text in ["", "TWFu", "TWE=", "TWE", "TQ==", "TQ", "-_-_", "+/+/"] {
            assert!(is_base64(text), "{text}");
        }
        for text in ["T", "TWFuT", "TWFu=", "TQ=", "TW======", "T===", "=", "TW u", "+_+_"] {
            assert!(!is_base64(text), "{text}");
        }
    }

    /// 7644-3.4.2.2-16 to -19: what is more exact than a double is compared as it is.
    #[test]
    fn numbers_and_literals() {
        let whole = Number::from(9_007_199_254_740_993_u64);
        for (literal, order) in [
            ("9007199254740993", Equal),
            ("9007199254740992", Greater),
            ("9007199254740994", Less),
            ("9007199254740992.0", Greater),
            ("1E400", Less),
            ("-1E400", Greater),
        ] {
            assert_eq!(with_literal(&whole, literal), Some(order), "{literal}");
        }
        let half = Number::from_f64(7.5).unwrap();
        for (literal, order) in [("7", Greater), ("8", Less), ("7.5", Equal), ("7.25", Greater)] {
            assert_eq!(with_literal(&half, literal), Some(order), "{literal}");
        }
        let five = Number::from(5_u64);
        for (literal, order) in [("5.0", Equal), ("5.5", Less), ("4.5", Greater)] {
            assert_eq!(with_literal(&five, literal), Some(order), "{literal}");
        }
    }

    /// 7643-2.3.3: what is written as a decimal is found by the same text, though a double is less exact.
    #[test]
    fn decimals_and_literals() {
        let rounded = Number::from_f64(9_007_199_254_740_992.0).unwrap();
        for literal in ["9007199254740993", "9007199254740993.0", "9.007199254740993e15"] {
            assert_eq!(with_double(&rounded, literal), Some(Equal), "{literal}");
        }
        let five = Number::from(5_u64);
        for (literal, order) in [("5", Equal), ("5.5", Less), ("4.5", Greater), ("1E400", Less)] {
            assert_eq!(with_double(&five, literal), Some(order), "{literal}");
        }
    }

    /// What is beyond the integers of 128 bits is beyond the last of them as well.
    #[test]
    fn numbers_at_the_bounds_of_integers() {
        let (most, least) = (i128::MAX.to_string(), i128::MIN.to_string());
        let next = (i128::MIN + 1).to_string();
        let beyond = 2_f64.powi(127);
        for (number, literal, order) in [
            (beyond, &most, Greater),
            (1e39, &most, Greater),
            (1.7e38, &most, Less),
            (-beyond, &least, Equal),
            (-beyond, &next, Less),
            (-1e39, &least, Less),
            (-1.7e38, &least, Greater),
        ] {
            let shown = number;
            let number = Number::from_f64(number).unwrap();
            assert_eq!(with_literal(&number, literal), Some(order), "{shown} {literal}");
        }
    }

    /// RFC 8265 section 3.3: characters of another width compare as those of the usual one, to the
    /// engines as to the oracle.
    #[test]
    fn characters_of_another_width() {
        for (wide, usual) in
            [('\u{3000}', " "), ('\u{ff21}', "a"), ('\u{ff71}', "ア"), ('\u{ffe3}', "¯")]
        {
            assert_eq!(user_name(&wide.to_string()), usual);
        }
        for c in ['\u{3000}'].into_iter().chain('\u{ff00}'..='\u{ffef}') {
            let text = c.to_string();
            assert_eq!(user_name(&text), unicode_key(&text), "{:x}", u32::from(c));
        }
    }
}
