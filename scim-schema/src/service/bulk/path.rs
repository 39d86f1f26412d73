//! Finding what may be a reference in the path of a PATCH. A string in the filter of a path is JSON
//! text within JSON text, as the path is a string itself.

use super::place::Spot;
use super::scan::Found;
use crate::cost::step;
use crate::json::{escape, string};
use std::ops::Range;

/// The strings in the filter of a path that may be references, in their order. The path is the JSON
/// string that begins at `offset` in the text that is scanned; `root` is what paths begin at.
pub(super) fn compared(json: &str, offset: usize, root: Spot) -> Vec<Found> {
    // in whatever spelling
    if !json.contains("bulkId:") && !json.contains("\\u") {
        return Vec::new();
    }
    step(json.len() / 32);
    let Ok((path, _)) = string(json, 0) else { return Vec::new() };
    let path = path.decode();
    let of = path.split_once('[').and_then(|(of, _)| root.below(of));
    let Some(elements) = of else { return Vec::new() };
    // behind the quote that the path begins with
    let (mut found, mut rest) = (Vec::new(), 1);
    for range in literals(json) {
        let before = json.get(rest..range.start).and_then(inside);
        rest = range.end;
        let part = before.as_deref().and_then(part);
        if let Some(value) = json.get(range.clone()).and_then(inside)
            && let Ok(value) = serde_json::from_str::<String>(&value)
            && value.contains("bulkId:")
            && part.is_some_and(|part| elements.compares_reference(part))
        {
            let range = offset + range.start..offset + range.end;
            found.push(Found { range, value });
        }
    }
    found
}

/// A piece of what is between the quotes of a JSON string, decoded.
fn inside(piece: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{piece}\"")).ok()
}

/// The attribute of the comparison whose operator is at the end of a text.
fn part(text: &str) -> Option<&str> {
    text.rsplit([' ', '\t', '(', '[']).filter(|word| !word.is_empty()).nth(1)
}

/// Where the strings are that the path has in its filter, their quotes included.
fn literals(json: &str) -> Vec<Range<usize>> {
    let (mut found, mut open, mut escaped) = (Vec::new(), None, false);
    // behind the quote that the path begins with
    let mut at = 1;
    while let Some((character, length)) = character(json, at) {
        match (character, open) {
            ('"', None) => open = Some(at),
            ('"', Some(start)) if !escaped => {
                found.push(start..at + length);
                open = None;
            }
            _ => {}
        }
        escaped = character == '\\' && open.is_some() && !escaped;
        at += length;
    }
    found
}

/// What a JSON string has at a byte, and in how many bytes it is written; of what is not ASCII any
/// byte, as only quotes and backslashes matter. `None` at its end.
fn character(json: &str, at: usize) -> Option<(char, usize)> {
    match json.as_bytes().get(at..)? {
        [] | [b'"', ..] => None,
        escaped @ [b'\\', ..] => escape(escaped),
        [byte, ..] => Some((char::from(*byte), 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::{Node, ScimResource};
    use crate::rfc::{Group, User};

    /// What is found, as it is written and as it is meant.
    fn found<'j>(json: &'j str, nodes: &'static [Node]) -> Vec<(&'j str, String)> {
        let found = compared(json, 0, Spot::Nodes(nodes)).into_iter();
        found.map(|found| (json.get(found.range).unwrap(), found.value)).collect()
    }

    /// 7644-3.7.2-02: in whatever spelling, and nothing but the strings of the filter.
    #[test]
    fn strings_of_a_filter() {
        for (json, expected) in [
            (r#""members[value eq \"bulkId:a\"]""#, &[(r#"\"bulkId:a\""#, "bulkId:a")][..]),
            (
                r#""members[value eq \"bulkId:a\" or not(value eq \"x\") and VALUE eq \"bulkId:b\"].display""#,
                &[(r#"\"bulkId:a\""#, "bulkId:a"), (r#"\"bulkId:b\""#, "bulkId:b")],
            ),
            (
                r#""members[$ref ew \"/Users/bulkId:a\"]""#,
                &[(r#"\"/Users/bulkId:a\""#, "/Users/bulkId:a")],
            ),
            // a quote and a backslash, which are escaped twice
            (
                r#""members[value eq \"bulkId:\\\"\\\\\"]""#,
                &[(r#"\"bulkId:\\\"\\\\\""#, r#"bulkId:"\"#)],
            ),
            (
                r#""m\u0065mbers[value eq \u0022bulk\u0049d:\u00e4\\u0062\u0022]""#,
                &[(r"\u0022bulk\u0049d:\u00e4\\u0062\u0022", "bulkId:äb")],
            ),
            (r#""members[display eq \"bulkId:a\"]""#, &[]),
            (r#""members[type eq \"bulkId:a\" and value eq \"7\"]""#, &[]),
            (r#""nothing[value eq \"bulkId:a\"]""#, &[]),
            (r#""displayName""#, &[]),
            (r#""bulkId:a""#, &[]),
            (r#""members[value eq \"bulkId:a""#, &[]),
            (r#""[value eq \"bulkId:a\"]""#, &[]),
        ] {
            let found = found(json, Group::NODES);
            let found: Vec<_> = found.iter().map(|(raw, value)| (*raw, value.as_str())).collect();
            assert_eq!(found, expected, "{json}");
        }
        let password = r#""password[value eq \"bulkId:a\"]""#;
        assert!(found(password, User::NODES).is_empty());
    }
}
