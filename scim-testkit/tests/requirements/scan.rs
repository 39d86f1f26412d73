//! Finding ids in a source: whole ones, and what follows one in short.
//!
//! `7644-3.9-02, -04 and -05` are three ids, `7644-3.4.2.2-15 to -19` and `7643-5-05 … -18` five
//! and fourteen; a list may go on in the next line of a comment.

use scim_testkit::requirement::{self, split_id};
use std::collections::BTreeSet;

/// What a source names.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Found {
    pub(crate) known: BTreeSet<&'static str>,
    /// Of the form of an id, or nearly; not in the table.
    pub(crate) unknown: BTreeSet<String>,
}

pub(crate) fn ids(source: &str) -> Found {
    let text = joined(source);
    let mut found = Found::default();
    let mut rest = text.as_str();
    while let Some((start, id)) = next_id(rest) {
        rest = &rest[start + id.len()..];
        let Some((rfc, section, mut number)) = split_id(id) else {
            // a whole section is no id
            if id.split('-').count() > 2 {
                found.unknown.insert(id.to_owned());
            }
            continue;
        };
        found.add(id);
        while let Some((range, short, behind)) = short(rest, &format!("{rfc}-{section}")) {
            if range {
                let within = requirement::section(rfc, section).filter(|requirement| {
                    let (_, _, other) = split_id(requirement.id).unwrap();
                    number < other && other < short
                });
                found.known.extend(within.map(|requirement| requirement.id));
            }
            found.add(&format!("{rfc}-{section}-{short}"));
            (number, rest) = (short, behind);
        }
    }
    found
}

impl Found {
    fn add(&mut self, id: &str) {
        match requirement::get(id) {
            Some(requirement) => drop(self.known.insert(requirement.id)),
            None => drop(self.unknown.insert(id.to_owned())),
        }
    }
}

/// The lines as one, without the marks of comments.
fn joined(source: &str) -> String {
    let mut text = String::with_capacity(source.len());
    for line in source.lines() {
        let line = line.trim_start();
        text.push_str(line.trim_start_matches('/').trim_start_matches('!').trim());
        text.push(' ');
    }
    text
}

/// Where the next id starts, and the id.
fn next_id(text: &str) -> Option<(usize, &str)> {
    let starts = ["7643-", "7644-", "9865-"].iter().flat_map(|rfc| {
        text.match_indices(rfc).find(|(start, _)| !text[..*start].ends_with(is_of_a_word))
    });
    let (start, _) = starts.min()?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.')));
    let id = rest[..end.unwrap_or(rest.len())].trim_end_matches(['-', '.']);
    Some((start, id))
}

fn is_of_a_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')
}

/// A number in short, whether a range ends with it, and what is behind it.
fn short<'a>(text: &'a str, section: &str) -> Option<(bool, &'a str, &'a str)> {
    let (range, rest) = [", ", " and ", ", and "]
        .iter()
        .map(|word| (false, *word))
        .chain([" to ", " … "].iter().map(|word| (true, *word)))
        .filter_map(|(range, word)| Some((range, text.strip_prefix(word)?)))
        .find(|(_, rest)| {
            rest.starts_with('-') || rest.starts_with("76") || rest.starts_with('9')
        })?;
    // the end of a range may be whole
    let rest = match range {
        true => rest.strip_prefix(section).unwrap_or(rest),
        false => rest,
    };
    let (number, behind) = rest.strip_prefix('-')?.split_at_checked(2)?;
    let whole = number.bytes().all(|byte| byte.is_ascii_digit());
    let ends = !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    (whole && ends).then_some((range, number, behind))
}

#[test]
fn lists_and_ranges() {
    let known = |text| ids(text).known.into_iter().collect::<Vec<_>>();
    assert_eq!(known("7644-3.6-02, and 7644-3.6-01."), ["7644-3.6-01", "7644-3.6-02"]);
    assert_eq!(
        known("/// 7644-3.6-01, -02 and\n    /// -04: that, -05"),
        ["7644-3.6-01", "7644-3.6-02", "7644-3.6-04"]
    );
    let all = ["7644-3.6-02", "7644-3.6-03", "7644-3.6-04", "7644-3.6-05"];
    assert_eq!(known("(7644-3.6-02 to -05)"), all);
    assert_eq!(known("7644-3.6-02 … -04, -05:"), all);
    assert_eq!(known("\"7644-3.6-02 … 7644-3.6-05\""), all);
    assert_eq!(known("x7644-3.6-02 27644-3.6-02 2011-05-13 7644-3.6"), [""; 0]);
    let unknown = |text| ids(text).unknown.into_iter().collect::<Vec<_>>();
    assert_eq!(unknown("7644-3.6-02 … -99"), ["7644-3.6-99"]);
    assert_eq!(
        unknown("7644-3.6-2, 7644-3.66-01 9865-2-1-05"),
        ["7644-3.6-2", "7644-3.66-01", "9865-2-1-05"]
    );
}
