//! Fields that are no `Option`, in elements and in complex values.

use super::{Dialect, patch, text};
use crate::edit::{Create, Replace};
use crate::message::{ScimError, ScimType};
use crate::{ScimComplex, ScimEnum, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Van", endpoint = "/Vans")]
struct Van {
    #[scim(id)]
    id: u32,
    mails: Vec<Mail>,
    seats: Vec<Seat>,
    items: Vec<Item>,
    badge: Option<Badge>,
    engine: Option<Motor>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Mail {
    value: Option<String>,
    r#type: Option<String>,
    #[scim(default)]
    primary: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Seat {
    #[scim(key, required, mutability = "immutable")]
    number: u32,
    #[scim(default, mutability = "immutable")]
    side: Side,
    label: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ScimEnum)]
enum Side {
    #[default]
    Left,
    Right,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Item {
    label: Option<String>,
    #[scim(required)]
    count: u32,
    #[scim(default = true)]
    on: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Badge {
    number: Option<String>,
    #[scim(default, mutability = "immutable")]
    level: u32,
    #[scim(default)]
    active: bool,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Motor {
    #[scim(required)]
    power: i64,
    #[scim(default)]
    loud: bool,
}

fn seat(number: u32, side: Side, label: &str) -> Seat {
    Seat { number, side, label: (!label.is_empty()).then(|| label.to_owned()) }
}

fn body(members: &str) -> String {
    format!(r#"{{"schemas":["urn:example:scim:schemas:2.0:Van"],{members}}}"#)
}

fn post(members: &str) -> Result<Van, ScimError> {
    let create = Create::<Van>::new(body(members), Dialect::RFC)?;
    create.apply(&Van::default()).map(|(van, _)| van)
}

fn put(held: &Van, members: &str) -> Result<(Van, Vec<String>), ScimError> {
    let (van, changes) = Replace::<Van>::new(body(members), Dialect::RFC)?.apply(held)?;
    Ok((van, changes.paths().iter().map(ToString::to_string).collect()))
}

fn operation(op: &str, path: &str, value: &str) -> String {
    match value {
        "" => format!(r#"{{"op":"{op}","path":"{path}"}}"#),
        value => format!(r#"{{"op":"{op}","path":"{path}","value":{value}}}"#),
    }
}

fn add(held: &Van, path: &str, value: &str) -> Result<(Van, Vec<String>), ScimError> {
    patch(Dialect::RFC, held, &operation("add", path, value))
}

/// 7644-3.5.2.1-06, -11: what is there already stays as it is.
#[test]
fn what_is_blank_is_not_merged() {
    let mail = Mail { value: text("a"), r#type: text("work"), primary: true };
    let held = Van { mails: vec![mail], ..Van::default() };
    let again = add(&held, "mails", r#"[{"value":"a","type":"work"}]"#).unwrap();
    assert_eq!(again, (held.clone(), vec![]));
    let told = add(&held, "mails", r#"[{"value":"a","type":"work","primary":false}]"#).unwrap();
    assert!(!told.0.mails[0].primary && told.1 == ["mails"]);
}

/// 7644-3.5.2-16: what is immutable gets its first value, of an element and of a complex value.
#[test]
fn what_is_blank_is_no_first_value() {
    let held = Van { seats: vec![seat(1, Side::Right, "")], ..Van::default() };
    let added = |path: &str, value: &str| add(&held, path, value).map(|(van, _)| van.seats);
    let two = |second: Seat| vec![seat(1, Side::Right, ""), second];
    let given = added("seats", r#"[{"number":2,"side":"right"}]"#).unwrap();
    assert_eq!(given, two(seat(2, Side::Right, "")));
    assert_eq!(added("seats", r#"[{"number":2}]"#).unwrap(), two(seat(2, Side::Left, "")));
    let made = added("seats[number eq 3 and side eq \\\"right\\\"].label", r#""x""#).unwrap();
    assert_eq!(made, two(seat(3, Side::Right, "x")));
    let twice = added("seats", r#"[{"number":2},{"number":2,"side":"right"}]"#).unwrap();
    assert_eq!(twice, two(seat(2, Side::Right, "")));
    // what nobody says of it stays
    let labelled = vec![seat(1, Side::Right, "x")];
    assert_eq!(added("seats", r#"[{"number":1,"label":"x"}]"#).unwrap(), labelled);
    assert_eq!(put(&held, r#""seats":[{"number":1,"label":"x"}]"#).unwrap().0.seats, labelled);
    let error = added("seats", r#"[{"number":1,"side":"left"}]"#).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{error}");
    assert!(added("seats", r#"[{"label":"x"}]"#).is_err(), "without its key");

    let level = |level| Some(Badge { level, ..Badge::default() });
    let (van, _) = add(&held, "badge.level", "5").unwrap();
    assert_eq!(van.badge, level(5));
    assert_eq!(put(&held, r#""badge":{"level":5}"#).unwrap().0.badge, level(5));
    let twice = [operation("add", "badge.level", "5"), operation("add", "badge.level", "6")];
    let error = patch(Dialect::RFC, &held, &twice.join(",")).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::Mutability), "{error}");
}

/// 7643-2.2-05: it is neither what is required nor what a new element has by default.
#[test]
fn what_is_blank_is_not_there() {
    let held = Van::default();
    let error = add(&held, "items", r#"[{"label":"x"}]"#).unwrap_err();
    assert_eq!((error.path(), error.found()), ("items[0].count".to_owned(), "no value"));
    let given = r#"[{"label":"x","count":0}]"#;
    let (van, _) = add(&held, "items", given).unwrap();
    assert_eq!(van.items, [Item { label: text("x"), count: 0, on: true }]);
    assert_eq!(post(&format!(r#""items":{given}"#)).unwrap(), van);

    let loud = operation("add", "engine.loud", "true");
    let error = patch(Dialect::RFC, &held, &loud).unwrap_err();
    assert_eq!((error.path(), error.found()), ("engine.power".to_owned(), "no value"));
    let both = format!("{loud},{}", operation("add", "engine.power", "0"));
    let (van, changed) = patch(Dialect::RFC, &held, &both).unwrap();
    assert_eq!(van.engine, Some(Motor { power: 0, loud: true }));
    assert_eq!(changed, ["engine.loud", "engine.power"]);
}

/// 7643-2.5-01, 7644-3.5.2.2-02: where nothing is given nothing is there, and to take it away is no
/// change.
#[test]
fn what_is_blank_makes_nothing() {
    let held = Van::default();
    for operation in [
        operation("remove", "badge.number", ""),
        operation("remove", "badge.active", ""),
        operation("remove", "engine.loud", ""),
        operation("replace", "badge.active", "null"),
        operation("add", "badge", r#"{"number":null}"#),
        operation("add", "mails", "[{}]"),
        [operation("add", "badge.number", r#""7""#), operation("remove", "badge", "")].join(","),
        format!(
            "{},{}",
            operation("add", "badge.number", r#""7""#),
            operation("remove", "badge.number", "")
        ),
    ] {
        let answer = patch(Dialect::RFC, &held, &operation).unwrap();
        assert_eq!(answer, (held.clone(), vec![]), "{operation}");
    }
    for members in
        [r#""mails":[{}],"items":[{},null],"badge":{},"engine":{}"#, r#""badge":{"number":null}"#]
    {
        assert_eq!(post(members).unwrap(), held, "{members}");
        assert_eq!(put(&held, members).unwrap(), (held.clone(), vec![]), "{members}");
    }
}

/// 7644-3.5.2.1-12: what is given as it would be anyway is there, and is told with all that came with it.
#[test]
fn what_is_given_as_it_is_blank_is_there() {
    let held = Van::default();
    let badge = Van { badge: Some(Badge::default()), ..Van::default() };
    let all = ["badge.active", "badge.level"];
    let answers = [
        add(&held, "badge.active", "false"),
        add(&held, "badge", r#"{"active":false}"#),
        put(&held, r#""badge":{"active":false}"#),
    ];
    for answer in answers {
        let (van, mut changed) = answer.unwrap();
        changed.sort();
        assert_eq!((van, changed), (badge.clone(), all.map(str::to_owned).to_vec()));
    }
}
