//! Texts: short and plain ones, and those that go wrong.

use super::{Settings, Source};

const PLAIN: &[char] = &[
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
    't', 'u', 'v', 'w', 'x', 'y', 'z', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L',
    'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', '0', '1', '2', '3', '4',
    '5', '6', '7', '8', '9', '-', '_', '.', '@', ' ', '\'', '+',
];

/// Letters that fold to another length, or to one another; combining marks; full width; beyond
/// the basic plane; right to left. And some plain ones between them.
const UNICODE: &[char] = &[
    'a', 'b', 'i', 'k', 's', 'A', 'I', 'K', 'S', '1', ' ', '-', 'é', 'ß', 'ẞ', 'İ', 'ı', 'ſ', 'K',
    'Å', 'å', 'Σ', 'σ', 'ς', 'ﬁ', 'ŉ', 'ΐ', 'ǆ', 'ǅ', 'Ⅷ', '\u{301}', '\u{308}', '\u{327}', 'Ａ',
    'ａ', '０', '日', '本', 'ｶ', 'ﾞ', '한', 'ו', 'ع', '\u{200d}', '\u{200f}', '\u{a0}', '\u{ad}',
    '𝒜', '𐐀', '𐐨', '😀', '👩', '\u{fffd}', '\u{2028}',
];

/// What needs an escape somewhere, or looks like what it is not.
const ODD: &[&str] = &[
    "\"",
    "\\",
    "'",
    "\t",
    "\n",
    "\r\n",
    "\u{1}",
    "\u{7f}",
    "/",
    "%",
    "_",
    "100%",
    "a_b",
    "*",
    "null",
    "true",
    "False",
    "0",
    "-1",
    "[]",
    "{}",
    " leading",
    "trailing ",
    "two  spaces",
    "a.b",
    "a:b",
    "urn:example:a",
    "userName eq \"a\"",
    "a\" or userName pr or \"",
    "emails[type eq \"work\"]",
    "not (a pr)",
    "(",
    ")",
    "]",
    "a,b",
    "a&b=c",
    "a+b",
    "a%20b",
    "a%2",
    "W/\"1\"",
    "<b>",
    "&amp;",
    "'; --",
    "\u{feff}a",
    "e\u{301}",
    "é",
    "STRASSE",
    "straße",
    "ＷＩＤＥ",
    "Ångström",
    "İstanbul",
    "ὈΔΥΣΣΕΎΣ",
    "ὀδυσσεύς",
    "ﬁle",
    "👩\u{200d}💻",
];

/// A text, empty only if it may be.
pub(super) fn text(source: &mut Source, settings: &Settings, may_be_empty: bool) -> String {
    let kind = source.below(100);
    let mut bound = 100;
    let mut is_kind = |share: u32| {
        bound = u32::saturating_sub(bound, share);
        kind >= bound
    };
    if may_be_empty && is_kind(settings.empty) {
        String::new()
    } else if is_kind(settings.long) {
        let length = source.between(300..=700) as usize;
        let unit = source.pick(UNICODE).copied().unwrap_or('a');
        std::iter::repeat_n(unit, length).collect()
    } else if is_kind(settings.odd) {
        source.pick(ODD).copied().unwrap_or("a").to_owned()
    } else if is_kind(settings.unicode) {
        source.letters(settings.characters, UNICODE)
    } else {
        word(source, settings.characters)
    }
}

/// One to `most` plain characters.
pub(super) fn word(source: &mut Source, most: u32) -> String {
    source.letters(most, PLAIN)
}

/// A name in another case.
pub(super) fn recased(source: &mut Source, name: &str) -> String {
    match source.below(3) {
        0 => name.to_ascii_uppercase(),
        1 => name.to_ascii_lowercase(),
        _ => name
            .chars()
            .enumerate()
            .map(|(i, c)| if i % 2 == 0 { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() })
            .collect(),
    }
}
