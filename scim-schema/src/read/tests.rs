//! What bodies may hold at each place, what is counted, and which elements are the same.
#![cfg(feature = "derive")]

mod elements;
mod held;
mod kinds;
mod selectors;
mod slots;

use super::Seen;
use crate::dialect::Dialect;
use crate::edit::{Create, Replace};
use crate::limits::Limits;
use crate::message::ScimError;
use crate::value::DateTime;
use crate::{ScimComplex, ScimResource};
use proptest::prelude::*;
use std::collections::HashSet;

const URN: &str = "urn:example:scim:schemas:2.0:Thing";

/// An attribute of each type, one and several, and parts of each kind.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Thing", endpoint = "/Things")]
struct Thing {
    #[scim(id)]
    id: u32,
    text: Option<String>,
    whole: Option<i64>,
    real: Option<f64>,
    flag: Option<bool>,
    time: Option<DateTime>,
    part: Part,
    texts: Vec<String>,
    wholes: Vec<i64>,
    reals: Vec<f64>,
    flags: Vec<bool>,
    times: Vec<DateTime>,
    parts: Vec<Part>,
    keyed: Vec<Keyed>,
    pairs: Vec<Pair>,
    nested: Vec<Nested>,
    #[scim(path = "group.inner")]
    inner: Option<String>,
}

/// All of it tells its elements apart, but for what clients do not write.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Part {
    name: Option<String>,
    #[scim(required)]
    size: Option<i64>,
    note: Option<String>,
    since: Option<DateTime>,
    tags: Vec<String>,
    #[scim(mutability = "readOnly")]
    seen: Option<String>,
    #[scim(skip)]
    row: u32,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Keyed {
    value: Option<String>,
    name: Option<String>,
    primary: Option<bool>,
    since: Option<DateTime>,
    tags: Vec<String>,
    #[scim(skip)]
    row: u32,
}

/// Two of a kind, side by side.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Pair {
    left: Option<String>,
    right: Option<String>,
}

/// A key, and a struct embedded behind it.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Nested {
    value: Option<String>,
    #[scim(flatten)]
    sides: Pair,
}

/// A body with some members.
fn body(members: &str) -> String {
    format!(r#"{{"schemas":["{URN}"],{members}}}"#)
}

fn post(members: &str) -> Result<Thing, ScimError> {
    let create = Create::<Thing>::new(body(members), Dialect::RFC)?;
    create.apply(&Thing::default()).map(|(thing, _)| thing)
}

/// What a PUT makes of a thing, and the paths that it says it changed.
fn put(members: &str, held: &Thing) -> Result<(Thing, Vec<String>), ScimError> {
    let replace = Replace::<Thing>::new(body(members), Dialect::RFC)?;
    let (thing, changes) = replace.apply(held)?;
    Ok((thing, changes.paths().iter().map(ToString::to_string).collect()))
}

proptest! {
    /// A set of indexes, whichever side of 64 they are on.
    #[test]
    fn seen_is_a_set(indexes in prop::collection::vec(prop_oneof![0..200_usize, 60..70_usize], 0..40)) {
        let (mut seen, mut expected) = (Seen::default(), HashSet::new());
        for index in indexes {
            prop_assert_eq!(seen.insert(index), expected.insert(index), "{}", index);
            for index in 0..260 {
                prop_assert_eq!(seen.contains(index), expected.contains(&index), "{}", index);
            }
        }
    }
}

/// `Limits::elements` is the most that a body may have, in all of its lists; null counts as well.
#[test]
fn as_many_elements_as_the_limit_are_read() {
    let limits = Limits { elements: 4, ..Limits::DEFAULT };
    let read = |members: &str| {
        let create = Create::<Thing>::with_limits(body(members), Dialect::RFC, limits)?;
        create.apply(&Thing::default()).map(|(thing, _)| thing)
    };
    // one of them is the URN
    for members in [
        r#""texts":["a","b","c"]"#,
        r#""texts":[null,null,null]"#,
        r#""wholes":[1,2],"parts":[{"size":1}]"#,
        r#""keyed":[{},{"value":"a"},null]"#,
    ] {
        assert!(read(members).is_ok(), "{members}");
        let more = [members.replacen('[', "[null,", 1), members.replacen('[', "[null,null,", 1)];
        for more in more {
            assert_eq!(read(&more).unwrap_err().status(), 413, "{more}");
        }
    }
}

/// 7643-2.5-01: what an unassigned complex value requires does not matter.
#[test]
fn nothing_is_required_of_what_is_unassigned() {
    for nothing in ["{}", r#"{"name":null,"size":null}"#, r#"{"tags":[]}"#, "null"] {
        let thing = post(&format!(r#""part":{nothing},"parts":[{nothing}]"#)).unwrap();
        assert_eq!((&thing.part, thing.parts.len()), (&Part::default(), 0), "{nothing}");
    }
    for (members, path) in [
        (r#""part":{"name":"a"}"#, "part.size"),
        (r#""parts":[{"size":1},{"name":"a"}]"#, "parts[1].size"),
    ] {
        assert_eq!(post(members).unwrap_err().path(), path);
    }
}
