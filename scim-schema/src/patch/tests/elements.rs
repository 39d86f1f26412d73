//! Elements that have more than a client can see, or gives.

use super::{Dialect, patch, text};
use crate::edit::Replace;
use crate::value::Secret;
use crate::{ScimComplex, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:House", endpoint = "/Houses")]
struct House {
    #[scim(id)]
    id: u32,
    doors: Vec<Door>,
    /// Told apart by all that is in them.
    safes: Vec<Safe>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Door {
    #[scim(key)]
    number: Option<String>,
    note: Option<String>,
    #[scim(on_omit = "keep")]
    keys: Vec<String>,
    #[scim(mutability = "writeOnly", returned = "never")]
    code: Option<Secret>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Safe {
    place: Option<String>,
    #[scim(mutability = "writeOnly", returned = "never")]
    code: Option<Secret>,
}

fn door(number: &str, code: Option<&str>) -> Door {
    Door {
        number: text(number),
        note: text("n"),
        keys: vec!["k".to_owned()],
        code: code.map(Secret::new),
    }
}

fn safe(place: &str, code: Option<&str>) -> Safe {
    Safe { place: text(place), code: code.map(Secret::new) }
}

fn house(doors: Vec<Door>, safes: Vec<Safe>) -> House {
    House { id: 1, doors, safes }
}

/// What a PUT of these attributes and a PATCH that replaces them make of a house, which is the same,
/// and what the PATCH changed.
fn replaced(held: &House, attributes: &str) -> (House, Vec<String>) {
    let schemas = r#"["urn:example:scim:schemas:2.0:House"]"#;
    let body = format!(r#"{{"schemas":{schemas},{attributes}}}"#);
    let (put, changes) = Replace::<House>::new(body, Dialect::RFC).unwrap().apply(held).unwrap();
    let operation = format!(r#"{{"op":"replace","value":{{{attributes}}}}}"#);
    let (patched, changed) = patch(Dialect::RFC, held, &operation).unwrap();
    assert_eq!(put, patched, "{attributes}");
    assert_eq!(changes.is_empty(), changed.is_empty(), "{attributes}");
    (put, changed)
}

/// 7644-3.5.1-16: what can only be written stays in an element that is given without it,
/// as does what is kept; one that is given is the element's, and a change.
#[test]
fn a_secret_in_an_element_is_kept_and_written() {
    let held = house(vec![door("1", Some("a")), door("2", None)], vec![safe("s", Some("x"))]);
    let replace = |attributes: &str| replaced(&held, attributes);
    let as_seen =
        r#""doors":[{"number":"2","note":"n"},{"number":"1","note":"n"}],"safes":[{"place":"s"}]"#;
    assert_eq!(replace(as_seen), (held.clone(), vec![]));

    let other = replace(
        r#""doors":[{"number":"1","note":"m","code":"b"},{"number":"2","note":"n","code":"c"}],"safes":[{"place":"s","code":"y"}]"#,
    );
    let first = Door { note: text("m"), ..door("1", Some("b")) };
    let expected = house(vec![first, door("2", Some("c"))], vec![safe("s", Some("y"))]);
    assert_eq!(other, (expected, vec!["doors".to_owned(), "safes".to_owned()]));

    let same = replace(
        r#""doors":[{"number":"1","note":"n","code":"a"},{"number":"2","note":"n"}],"safes":[{"place":"s","code":"x"}]"#,
    );
    assert_eq!(same, (held.clone(), vec![]));
}

/// 7644-3.5.2.1-10: an element that is there already takes the secret that is given, and keeps the one
/// it has otherwise; a secret alone tells no element.
#[test]
fn a_secret_is_added_to_the_element_that_is_there() {
    let held = house(vec![door("1", Some("a"))], vec![safe("s", Some("x"))]);
    let add = |path: &str, value: &str| {
        let operation = format!(r#"{{"op":"add","path":"{path}","value":{value}}}"#);
        patch(Dialect::RFC, &held, &operation).unwrap().0
    };
    assert_eq!(add("doors", r#"{"number":"1"}"#), held);
    assert_eq!(add("safes", r#"{"place":"s"}"#), held);
    let other = add("doors", r#"{"number":"1","code":"b"}"#);
    assert_eq!(other, house(vec![door("1", Some("b"))], held.safes.clone()));
    let other = add("safes", r#"{"place":"s","code":"y"}"#);
    assert_eq!(other, house(held.doors.clone(), vec![safe("s", Some("y"))]));
    let alone = add("safes", r#"{"code":"y"}"#);
    let new = Safe { place: None, code: Some(Secret::new("y")) };
    assert_eq!(alone, house(held.doors.clone(), vec![safe("s", Some("x")), new]));
}

/// 7644-3.5.1-16: what is written into one of several elements, none of which had any, is written
/// where it belongs.
#[test]
fn the_first_secret_is_that_of_its_element() {
    let held =
        house(vec![door("1", None), door("2", None)], vec![safe("r", None), safe("s", None)]);
    let doors = r#""doors":[{"number":"1","note":"n"},{"number":"2","note":"n","code":"b"}],"safes":[{"place":"r"},{"place":"s"}]"#;
    let with_door = house(vec![door("1", None), door("2", Some("b"))], held.safes.clone());
    assert_eq!(replaced(&held, doors), (with_door, vec!["doors".to_owned()]));
    let safes = r#""doors":[{"number":"1","note":"n"},{"number":"2","note":"n"}],"safes":[{"place":"r"},{"place":"s","code":"y"}]"#;
    let with_safe = house(held.doors.clone(), vec![safe("r", None), safe("s", Some("y"))]);
    assert_eq!(replaced(&held, safes), (with_safe, vec!["safes".to_owned()]));
}

/// 7644-3.5.1-16: elements that are alike and have no secret, though they could, are no change when they
/// are sent back.
#[test]
fn elements_that_are_alike_stay_as_they_are() {
    let held = house(vec![], vec![safe("s", None), safe("s", None)]);
    let same = replaced(&held, r#""safes":[{"place":"s"},{"place":"s"}]"#);
    assert_eq!(same, (held, vec![]));
}

/// 7643-2.4-12: what a body gives twice is held once, with its secret; of a secret alone nobody can say
/// that it is the same, however many there are.
#[test]
fn an_element_with_a_secret_is_held_once() {
    for count in [2, 9] {
        let given = |element: &str| format!(r#""safes":[{}]"#, vec![element; count].join(","));
        let (after, changed) =
            replaced(&house(vec![], vec![]), &given(r#"{"place":"s","code":"x"}"#));
        assert_eq!(after, house(vec![], vec![safe("s", Some("x"))]), "{count}");
        assert_eq!(changed, ["safes"], "{count}");
        let alone = replaced(&house(vec![], vec![]), &given(r#"{"code":"x"}"#)).0;
        assert_eq!(alone.safes.len(), count);
    }
}

/// What is added and removed again is no change; in a list with a secret it is one, as whether that is
/// the same is not told.
#[test]
fn what_is_undone_is_a_change_where_a_secret_is() {
    let undone = r#"{"op":"add","path":"doors","value":[{"number":"9"}]},
        {"op":"remove","path":"doors[number eq \"9\"]"}"#;
    for (code, changed) in [(None, vec![]), (Some("a"), vec!["doors".to_owned()])] {
        let held = house(vec![door("1", code)], vec![]);
        assert_eq!(patch(Dialect::RFC, &held, undone).unwrap(), (held, changed));
    }
}
