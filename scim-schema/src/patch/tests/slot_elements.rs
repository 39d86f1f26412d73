//! Fields that are no `Option`, in the whole element that a slot holds.

use super::{Dialect, patch, text};
use crate::edit::{Create, Replace};
use crate::message::{ScimError, ScimType};
use crate::{ScimComplex, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Room", endpoint = "/Rooms")]
struct Room {
    #[scim(id)]
    id: u32,
    #[scim(path = r#"desks[type eq "own"]"#)]
    own: Option<Desk>,
    #[scim(path = r#"chairs[type eq "own"]"#)]
    chair: Option<Chair>,
    #[scim(path = r#"lamps[type eq "own"]"#)]
    lamp: Option<Lamp>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Desk {
    r#type: Option<String>,
    note: Option<String>,
    #[scim(default, mutability = "immutable")]
    active: bool,
    #[scim(default)]
    verified: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Chair {
    r#type: Option<String>,
    note: Option<String>,
    #[scim(required)]
    size: i64,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Lamp {
    r#type: Option<String>,
    note: Option<String>,
}

type Edited = Result<(Room, Vec<String>), ScimError>;

type Edit = fn(&Room, &str) -> Edited;

fn post(held: &Room, desks: &str) -> Edited {
    let body = format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Room"],{desks}}}"#);
    let (room, changes) = Create::<Room>::new(body, Dialect::RFC)?.apply(held)?;
    Ok((room, changes.paths().iter().map(ToString::to_string).collect()))
}

fn put(held: &Room, desks: &str) -> Edited {
    let body = format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Room"],{desks}}}"#);
    let (room, changes) = Replace::<Room>::new(body, Dialect::RFC)?.apply(held)?;
    Ok((room, changes.paths().iter().map(ToString::to_string).collect()))
}

fn add(held: &Room, desks: &str) -> Edited {
    patch(Dialect::RFC, held, &format!(r#"{{"op":"add","value":{{{desks}}}}}"#))
}

/// As it comes, and with the selector behind, which is held first.
const EDITS: [Edit; 3] = [post, put, add];

fn own() -> Desk {
    Desk { r#type: text("own"), ..Desk::default() }
}

/// 7643-2.2-05: it is not what is required.
#[test]
fn what_is_blank_is_not_what_is_required() {
    for edit in EDITS {
        for element in [r#"{"type":"own","note":"x"}"#, r#"{"note":"x","type":"own"}"#] {
            let error = edit(&Room::default(), &format!(r#""chairs":[{element}]"#)).unwrap_err();
            assert_eq!(error.found(), "no value", "{element}: {error}");
        }
        let given = r#""chairs":[{"type":"own","size":0}]"#;
        let (room, paths) = edit(&Room::default(), given).unwrap();
        assert_eq!(room.chair, Some(Chair { r#type: text("own"), ..Chair::default() }));
        assert_eq!(paths, [r#"chairs[type eq "own"].size"#]);
    }
    let described = r#"{"op":"add","path":"chairs[type eq \"own\"].note","value":"x"}"#;
    let error = patch(Dialect::RFC, &Room::default(), described).unwrap_err();
    assert_eq!(error.found(), "no value", "{error}");
}

/// 7644-3.5.2-16: what is immutable gets its first value, and no other.
#[test]
fn what_is_blank_is_no_first_value() {
    for edit in EDITS {
        for element in [r#"{"type":"own","active":true}"#, r#"{"active":true,"type":"own"}"#] {
            let (room, _) = edit(&Room::default(), &format!(r#""desks":[{element}]"#)).unwrap();
            assert_eq!(room.own, Some(Desk { active: true, ..own() }), "{element}");
        }
    }
    for edit in [put, add] {
        let held = Room { own: Some(Desk { active: true, ..own() }), ..Room::default() };
        let error = edit(&held, r#""desks":[{"type":"own","active":false}]"#).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{error}");
    }
}

/// 7643-2.5-01: where nothing else is given there is no element; else what is blank comes with it.
#[test]
fn what_is_blank_makes_nothing() {
    for edit in EDITS {
        for element in [
            r#"{"type":"own"}"#,
            r#"{"note":null,"type":"own"}"#,
            r#"{"type":"own","verified":null}"#,
        ] {
            let edited = edit(&Room::default(), &format!(r#""desks":[{element}]"#)).unwrap();
            assert_eq!(edited, (Room::default(), vec![]), "{element}");
        }
        let given = r#""desks":[{"type":"own","note":"x"}]"#;
        let (room, mut paths) = edit(&Room::default(), given).unwrap();
        assert_eq!(room.own, Some(Desk { note: text("x"), ..own() }));
        paths.sort_unstable();
        let path = |part: &str| format!(r#"desks[type eq "own"].{part}"#);
        assert_eq!(paths, ["active", "note", "verified"].map(path));
        assert_eq!(edit(&room, given).unwrap().0, room);
    }
}

/// 7643-2.5-01: an element with nothing in it but what its slot says is none, so that nothing changes
/// when it goes (found by fuzzing).
#[test]
fn what_a_slot_says_makes_no_element() {
    let lamp = |note: Option<String>| Some(Lamp { r#type: text("own"), note });
    let held = Room { lamp: lamp(None), ..Room::default() };
    let remove = |held: &Room, _: &str| {
        patch(Dialect::RFC, held, r#"{"op":"remove","path":"lamps[type eq \"own\"]"}"#)
    };
    let edits: [(Edit, &str); 4] =
        [(put, r#""desks":[]"#), (put, r#""lamps":[]"#), (put, r#""lamps":null"#), (remove, "")];
    for (edit, body) in edits {
        assert_eq!(edit(&held, body).unwrap().1, [""; 0], "{body}");
    }
    let full = Room { lamp: lamp(text("x")), ..Room::default() };
    let (after, paths) = put(&full, r#""lamps":[{"type":"own"}]"#).unwrap();
    assert_eq!((after, paths.len()), (Room::default(), 1), "{paths:?}");
}
