//! Fixed elements that a field holds, or whose parts are no texts.

use super::{Dialect, patch, text};
use crate::message::{ScimError, ScimType};
use crate::value::DateTime;
use crate::{ScimComplex, ScimResource};

/// A row whose marked elements a field holds, or that have other parts than Strings.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Visitor", endpoint = "/Visitors")]
struct Visitor {
    #[scim(id)]
    id: u32,
    name: Option<String>,
    #[scim(flatten)]
    visits: Visits,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Visits {
    note: Option<String>,
    #[scim(path = r#"visits[type eq "first"].at"#)]
    first: Option<DateTime>,
    #[scim(path = r#"visits[type eq "first"].gate"#)]
    first_gate: Option<String>,
    #[scim(path = r#"visits[type eq "last"].at"#)]
    last: Option<DateTime>,
    #[scim(path = r#"visits[type eq "last"].floor"#, default = 1)]
    last_floor: i64,
    #[scim(path = r#"desks[type eq "own"]"#)]
    desk: Option<Desk>,
    #[scim(path = r#"homes[type eq "main"]"#, primary)]
    main: Option<Home>,
    #[scim(path = r#"homes[type eq "other"]"#)]
    other: Option<Cottage>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Home {
    city: Option<String>,
    primary: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Cottage {
    city: Option<String>,
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

fn visitor() -> Visitor {
    let visits = Visits {
        first: DateTime::parse("2011-05-13T04:42:34Z").ok(),
        first_gate: text("A"),
        last: DateTime::parse("2011-05-14T04:42:34Z").ok(),
        last_floor: 3,
        ..Visits::default()
    };
    Visitor { visits, ..Visitor::default() }
}

fn visit(dialect: Dialect, held: &Visitor, operation: &str) -> Result<Visits, ScimError> {
    patch(dialect, held, operation).map(|(visitor, _)| visitor.visits)
}

/// 7644-3.5.2.2-05: an instant is the same however it is written.
#[test]
fn elements_are_removed_by_an_instant() {
    let remove = r#"{"op":"remove","path":"visits","value":[{"at":"2011-05-13T06:42:34+02:00"}]}"#;
    let expected = Visits { first: None, first_gate: None, ..visitor().visits };
    assert_eq!(visit(Dialect::RFC, &visitor(), remove).unwrap(), expected);
    let other = remove.replace(":34+", ":35+");
    assert_eq!(visit(Dialect::RFC, &visitor(), &other).unwrap(), visitor().visits);
}

/// 7644-3.5.2.3-03: what a value leaves out goes where it can; where it says there is nothing, all
/// must be able to go. An element has what it requires.
#[test]
fn elements_that_cannot_go_or_be_without() {
    let edit = |operation: &str| visit(Dialect::RFC, &visitor(), operation);
    let replace = r#"{"op":"replace","path":"visits","value":[{"type":"first","gate":"B"}]}"#;
    let expected = Visits { first: None, first_gate: text("B"), last: None, ..visitor().visits };
    assert_eq!(edit(replace).unwrap(), expected);
    let error = edit(r#"{"op":"replace","path":"visits","value":[]}"#).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::InvalidValue), "{error}");

    let room = r#"{"op":"add","path":"desks","value":[{"type":"own","room":"7"}]}"#;
    let desk = visit(Dialect::RFC, &visitor(), room).unwrap().desk;
    let spot = Spot { floor: None, room: text("7") };
    assert_eq!(desk, Some(Desk { note: None, spot }));
    // with nothing in it, it is none
    let nothing = r#"{"op":"add","path":"desks","value":[{"type":"own"}]}"#;
    assert_eq!(visit(Dialect::RFC, &visitor(), nothing).unwrap(), visitor().visits);
    let held = Visitor { visits: Visits { desk, ..visitor().visits }, ..visitor() };
    for (held, operation) in [
        (&visitor(), r#"{"op":"add","path":"desks","value":[{"type":"own","note":"x"}]}"#),
        (&visitor(), r#"{"op":"add","path":"desks","value":[{"type":"own","floor":3}]}"#),
        (&held, r#"{"op":"replace","path":"desks","value":[{"type":"own","floor":3}]}"#),
    ] {
        let error = visit(Dialect::RFC, held, operation).unwrap_err();
        assert_eq!(error.path(), r#"desks[type eq "own"].room"#, "{operation}: {error}");
    }
    let remove = r#"{"op":"remove","path":"desks[type eq \"own\"].room"}"#;
    let error = visit(Dialect::RFC, &held, remove).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{error}");
}

/// 7643-2.4-06: what is marked as primary is so in what a field holds, once it holds something.
#[test]
fn the_marked_element_says_so() {
    let add = r#"{"op":"add","path":"homes[type eq \"main\"].city","value":"Rome"}"#;
    let made = add.replace("].city", "]").replace("\"Rome\"", "{\"city\":\"Rome\"}");
    let home = Home { city: text("Rome"), primary: Some(true) };
    let held =
        Visits { main: Some(Home { city: text("Bonn"), primary: None }), ..visitor().visits };
    let held = Visitor { visits: held, ..visitor() };
    assert_eq!(visit(Dialect::RFC, &held, add).unwrap().main, Some(home.clone()));
    assert_eq!(visit(Dialect::RFC, &held, &made).unwrap().main, Some(home.clone()));
    let other = r#"{"op":"add","path":"homes","value":[{"type":"other","city":"Rome"}]}"#;
    let not = Cottage { city: text("Rome") };
    assert_eq!(visit(Dialect::RFC, &held, other).unwrap().other, Some(not));

    // what it is anyway may be said, in a text too by some
    let say = |value: &str| {
        format!(r#"{{"op":"replace","path":"homes[type eq \"main\"].primary","value":{value}}}"#)
    };
    for (dialect, value, expected) in [
        (Dialect::RFC, "true", Ok(())),
        (Dialect::RFC, "false", Err(ScimType::Mutability)),
        (Dialect::RFC, "\"true\"", Err(ScimType::InvalidValue)),
        (Dialect::ENTRA, "\"True\"", Ok(())),
        (Dialect::ENTRA, "\"False\"", Err(ScimType::Mutability)),
        (Dialect::ENTRA, "7", Err(ScimType::InvalidValue)),
    ] {
        let answer = visit(dialect, &held, &say(value)).map(|_| ());
        let told = answer.map_err(|error| error.scim_type().unwrap());
        assert_eq!(told, expected, "{dialect:?} {value}");
    }
    // an empty selector is none
    let empty = r#"{"op":"add","path":"homes","value":[{"type":"","city":"Rome"}]}"#;
    let added = visit(Dialect::RFC, &held, empty).unwrap();
    assert_eq!((added.main.unwrap().city, added.other), (text("Rome"), None));
}
