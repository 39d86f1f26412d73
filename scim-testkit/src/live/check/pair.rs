//! Two elements of one list, as a server can hold them.
//!
//! A server may keep an element of each type in a place of its own: what the schema names as
//! canonical is then all that there is room for (RFC 7643 section 7, `canonicalValues`).

use super::Verdict;
use super::subject::{element, elements, made, set, unset};
use crate::live::{Answer, Attr, Made, Session, Stop};
use serde_json::{Value, json};

/// What an element without a closed set of types is called.
const USUAL: [&str; 2] = ["work", "home"];

/// The sub-attribute that tells elements apart by words that the schema names.
fn named(list: &Attr) -> Option<Attr> {
    let has = |sub: &Attr| !sub.declared().canonical_values.is_empty();
    list.sub("type").filter(has).or_else(|| list.subs().into_iter().find(has))
}

/// Two elements that differ in `value`, and in `type` where the schema names types. Neither is
/// primary.
///
/// # Errors
/// Skips where the schema names one type and the server keeps one element of it.
pub(super) fn pair(s: &mut Session<'_>, list: &Attr) -> Result<[Value; 2], Stop> {
    let mut both = [element(s, list, 1)?, element(s, list, 3)?];
    for one in &mut both {
        unset(one, "primary");
    }
    let Some(sub) = named(list) else { return Ok(both) };
    let words = &sub.declared().canonical_values;
    let is_usual = USUAL.iter().all(|usual| words.iter().any(|word| *word == **usual));
    let chosen = match &**words {
        _ if is_usual => USUAL.map(|word| json!(word)),
        [one, other, ..] => [json!(one), json!(other)],
        [word, ..] => {
            for one in &mut both {
                set(one, sub.name(), json!(word));
            }
            return of_one_type(s, list, &sub, word, both);
        }
        [] => return Ok(both),
    };
    for (one, word) in both.iter_mut().zip(chosen) {
        set(one, sub.name(), word);
    }
    Ok(both)
}

/// As far as the server keeps two elements of the one type that the schema names.
fn of_one_type(
    s: &mut Session<'_>,
    list: &Attr,
    sub: &Attr,
    word: &str,
    both: [Value; 2],
) -> Result<[Value; 2], Stop> {
    let tried = made(s, &[(list, json!(both))])?;
    if elements(s.read(&tried)?.json(), list).len() == 1 {
        return Err(Stop::skipped(format!(
            "the server keeps one element of `{}`, that with the {} `{word}`",
            list.path(),
            sub.name()
        )));
    }
    Ok(both)
}

/// As [`pair`], of two types: those that the schema names, or `work` and `home`.
///
/// # Errors
/// As [`pair`], and skips where elements have no type.
pub(super) fn typed_pair(s: &mut Session<'_>, list: &Attr) -> Result<[Value; 2], Stop> {
    let Some(sub) = list.sub("type") else {
        return Err(Stop::skipped(format!("`{}` has no `type`", list.path())));
    };
    let words = &sub.declared().canonical_values;
    if words.len() == 1 {
        return Err(Stop::skipped(format!("the schema names one `type` of `{}`", list.path())));
    }
    let mut both = pair(s, list)?;
    if words.is_empty() {
        for (one, word) in both.iter_mut().zip(USUAL) {
            set(one, "type", json!(word));
        }
    }
    Ok(both)
}

/// The type of an element.
pub(super) fn type_of(element: &Value) -> &str {
    super::subject::at(element, "/type")
}

/// What is read of a list with this element as the primary one; skips where another always is.
///
/// # Errors
/// So, and where the server does not keep the elements.
pub(super) fn may_be_primary(
    s: &mut Session<'_>,
    list: &Attr,
    element: &Value,
    other: &Value,
) -> Result<Answer, Stop> {
    let (mut element, mut other) = (element.clone(), other.clone());
    set(&mut element, "primary", json!(true));
    unset(&mut other, "primary");
    let made = made(s, &[(list, json!([other, element]))])?;
    let read = s.read(&made)?;
    let all: Vec<&Value> = primary(read.json(), list).collect();
    match *all {
        [one] if one.get("value") != element.get("value") => Err(decided(list)),
        _ => Ok(read),
    }
}

/// Expects one element to be primary, and this one.
pub(super) fn expect_primary(read: &Answer, list: &Attr, expected: &Value) -> Verdict {
    let value = expected.get("value").unwrap_or(&Value::Null);
    let all: Vec<&Value> = primary(read.json(), list).collect();
    match *all {
        [one] if one.get("value") == expected.get("value") => Ok(()),
        _ => Err(read.failed(
            format!("the element of `{}` with the value {value} alone to be primary", list.path()),
            format!("{} primary", all.len()),
        )),
    }
}

/// Skips where a resource has a primary element that nobody named.
///
/// # Errors
/// So, and where the resource is not there.
pub(super) fn says_none(s: &mut Session<'_>, made: &Made, list: &Attr) -> Result<(), Stop> {
    let read = s.read(made)?;
    if primary(read.json(), list).next().is_some() { Err(decided(list)) } else { Ok(()) }
}

/// The elements that are said to be primary.
pub(super) fn primary<'a>(resource: &'a Value, list: &Attr) -> impl Iterator<Item = &'a Value> {
    elements(resource, list).iter().filter(|one| one.get("primary") == Some(&json!(true)))
}

fn decided(list: &Attr) -> Stop {
    let path = list.path();
    Stop::skipped(format!("the server says itself which element of `{path}` is primary"))
}
