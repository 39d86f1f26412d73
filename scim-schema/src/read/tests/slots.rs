//! Bodies whose elements go to fields.

use crate::dialect::Dialect;
use crate::edit::{Create, Replace};
use crate::message::{ScimError, ScimType};
use crate::{ScimComplex, ScimResource};

/// A row with a part that cannot be without a value, embedded behind others.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Thing", endpoint = "/Things")]
struct Thing {
    #[scim(id)]
    id: u32,
    name: Option<String>,
    #[scim(flatten)]
    places: Places,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Places {
    note: Option<String>,
    #[scim(path = r#"places[type eq "work"].value"#)]
    work: Option<String>,
    #[scim(path = r#"places[type eq "work"].size"#)]
    work_size: Option<i64>,
    #[scim(path = r#"places[type eq "work"].primary"#)]
    work_primary: Option<bool>,
    #[scim(path = r#"places[type eq "home"].value"#)]
    home: Option<String>,
    #[scim(path = r#"places[type eq "home"].floor"#, default = 1)]
    home_floor: i64,
    #[scim(path = r#"desks[type eq "own"]"#)]
    own: Option<Desk>,
}

/// What it requires is in a struct that is embedded in it.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Desk {
    note: Option<String>,
    #[scim(flatten)]
    spot: Spot,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Spot {
    floor: Option<i64>,
    #[scim(required)]
    room: Option<String>,
}

fn places() -> Places {
    Places {
        work: Some("w".to_owned()),
        work_size: Some(1),
        home: Some("h".to_owned()),
        home_floor: 3,
        ..Places::default()
    }
}

fn put(elements: &str) -> Result<Places, ScimError> {
    let body =
        format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Thing"],"places":[{elements}]}}"#);
    let held = Thing { places: places(), ..Thing::default() };
    let (thing, _) = Replace::<Thing>::new(body, Dialect::RFC)?.apply(&held)?;
    Ok(thing.places)
}

/// The slot of an element is chosen by its selector, wherever that stands among its members, and by
/// nothing that has the same value.
#[test]
fn the_selector_chooses_wherever_it_stands() {
    for element in [
        r#"{"type":"home","value":"work"}"#,
        r#"{"value":"work","type":"home"}"#,
        r#"null,{"value":"work","type":"home"},null"#,
    ] {
        let expected =
            Places { work: None, work_size: None, home: Some("work".to_owned()), ..places() };
        assert_eq!(put(element).unwrap(), expected, "{element}");
    }
}

/// 7643-2.5-02: what a body leaves out is unassigned, where it can be; what it says is nothing must
/// be able to be.
#[test]
fn what_is_left_out_and_what_is_none() {
    let only_work = put(r#"{"type":"work","value":"x","size":2}"#).unwrap();
    let expected =
        Places { home: None, work: Some("x".to_owned()), work_size: Some(2), ..places() };
    assert_eq!(only_work, expected);
    let error = put("").unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::InvalidValue), "{error}");
}

/// 7643-2.2-05: an element has what it requires, or is refused; without anything it is none.
#[test]
fn what_an_element_requires() {
    let body = |element: &str| {
        format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Thing"],"desks":[{element}]}}"#)
    };
    let put = |element: &str| {
        Replace::<Thing>::new(body(element), Dialect::RFC)?.apply(&Thing::default())
    };
    let post =
        |element: &str| Create::<Thing>::new(body(element), Dialect::RFC)?.apply(&Thing::default());
    for element in [
        r#"{"type":"own","note":"x"}"#,
        r#"{"note":"x","type":"own"}"#,
        r#"{"type":"own","floor":3}"#,
        r#"{"floor":3,"type":"own"}"#,
    ] {
        for error in [put(element).unwrap_err(), post(element).unwrap_err()] {
            assert_eq!(error.path(), r#"desks[type eq "own"].room"#, "{element}: {error}");
        }
    }
    let spot = Spot { floor: None, room: Some("7".to_owned()) };
    let desk = Some(Desk { note: None, spot });
    for element in [r#"{"type":"own","room":"7"}"#, r#"{"room":"7","type":"own"}"#] {
        assert_eq!(put(element).unwrap().0.places.own, desk, "{element}");
        assert_eq!(post(element).unwrap().0.places.own, desk, "{element}");
    }
}

/// Text says that an element is the primary one to those who write booleans so, and to nobody else.
#[test]
fn text_that_says_which_element_is_primary() {
    let read = |dialect: Dialect, primary: &str| {
        let members = [r#""type":"work""#.to_owned(), format!(r#""primary":"{primary}""#)];
        let [first, last] = [[0, 1], [1, 0]].map(|order| {
            let element = order.map(|index| members[index].as_str()).join(",");
            let urn = "urn:example:scim:schemas:2.0:Thing";
            let body = format!(r#"{{"schemas":["{urn}"],"places":[{{{element}}}]}}"#);
            let replace = Replace::<Thing>::new(body, dialect).unwrap();
            let read = replace.apply(&Thing::default());
            read.map(|(thing, _)| thing.places.work_primary)
                .map_err(|error| (error.path(), error.found().to_owned()))
        });
        assert_eq!(first, last, "{primary}");
        first
    };
    for text in ["true", "false", "yes"] {
        let refused = (r#"places[type eq "work"].primary"#.to_owned(), "a string".to_owned());
        assert_eq!(read(Dialect::RFC, text), Err(refused), "{text}");
    }
    for (text, is_primary) in [("true", true), ("True", true), ("false", false), ("False", false)] {
        assert_eq!(read(Dialect::ENTRA, text), Ok(Some(is_primary)), "{text}");
    }
    assert!(read(Dialect::ENTRA, "yes").is_err());
}

/// Of several elements for one slot the last counts: what it puts back is no change, so that a client
/// that repeats such a PUT moves no version.
#[test]
fn what_the_last_element_for_a_slot_puts_back_is_no_change() {
    let held = Thing { places: places(), ..Thing::default() };
    let changes = |places: &str| {
        let schema = "urn:example:scim:schemas:2.0:Thing";
        let body = format!(
            r#"{{"schemas":["{schema}"],"places":[{places},{{"type":"home","value":"h","floor":3}}]}}"#
        );
        let (_, changes) = Replace::<Thing>::new(body, Dialect::RFC).unwrap().apply(&held).unwrap();
        changes.paths().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let held = r#"{"type":"work","value":"w","size":1}"#;
    assert_eq!(changes(held), [""; 0]);
    for first in [r#"{"type":"work","value":"x","primary":true}"#, r#"{"value":"x","type":"work"}"#]
    {
        assert_eq!(changes(&format!("{first},{held}")), [""; 0], "{first}");
    }
    let last = r#"{"type":"work","value":"x","size":1}"#;
    assert_eq!(changes(&format!("{held},{last}")), [r#"places[type eq "work"].value"#]);
}
