//! Elements of lists: which one a request means, and what becomes of the others.

use super::{ALL, Crate, Item, LENIENT, badge, full, item, patched, replaced, user};
use scim_schema::dialect::Dialect;
use scim_schema::rfc::{Group, Member as GroupMember};
use scim_schema::value::{DateTime, Secret};
use scim_schema::{ScimComplex, ScimResource};
use scim_testkit::oracle::SECRET;
use serde_json::{Value, json};

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Hall", endpoint = "/Halls")]
struct Hall {
    #[scim(id)]
    id: String,
    seats: Vec<Seat>,
    passes: Vec<Pass>,
    guests: Vec<Guest>,
    rooms: Vec<Room>,
    times: Vec<DateTime>,
}

/// With nothing that changes but the key.
#[derive(Debug, Clone, Default, ScimComplex)]
struct Seat {
    #[scim(key)]
    number: Option<i32>,
    #[scim(mutability = "immutable")]
    kind: Option<String>,
}

/// Told by its number alone, of whatever type it is.
#[derive(Debug, Clone, Default, ScimComplex)]
struct Pass {
    #[scim(key)]
    number: Option<i32>,
    r#type: Option<String>,
    /// Nobody reads it, yet what leaves it out unassigns it.
    #[scim(returned = "never")]
    code: Option<Secret>,
}

/// Without a key, and with what nobody can read.
#[derive(Debug, Clone, Default, ScimComplex)]
struct Guest {
    name: Option<String>,
    #[scim(mutability = "writeOnly", returned = "never")]
    pin: Option<Secret>,
}

/// Told by its number and its floor.
#[derive(Debug, Clone, Default, ScimComplex)]
struct Room {
    #[scim(key)]
    number: Option<i32>,
    name: Option<String>,
    #[scim(flatten)]
    level: Level,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Level {
    #[scim(key)]
    floor: Option<i32>,
}

const HALL: &str = "urn:example:scim:schemas:2.0:Hall";

fn hall() -> Hall {
    Hall {
        id: "7".into(),
        seats: vec![Seat { number: Some(1), kind: Some("aisle".into()) }],
        passes: vec![Pass { number: Some(1), r#type: Some("day".into()), code: None }],
        guests: vec![Guest { name: Some("a".into()), pin: None }],
        rooms: vec![Room { number: None, name: Some("a".into()), level: Level { floor: Some(1) } }],
        times: vec![DateTime::parse("2011-05-13T04:42:34Z").unwrap()],
    }
}

/// 7643-2.4-12: where only the key tells, what has the key of another is given twice.
#[test]
fn elements_that_only_their_key_tells_apart() {
    let new = json!([{"number": 2, "kind": "aisle"}, {"number": 2, "kind": "middle"}]);
    let body = json!({"schemas": [HALL], "seats": new});
    let once = json!([{"number": 2, "kind": "aisle"}]);
    replaced(&hall(), &ALL, &body, Ok(("/seats", once)));
}

/// 7644-3.5.1-16: what a client cannot write stays in the element that has the same key, or is the
/// same but for that.
#[test]
fn what_cannot_be_written_stays_in_its_element() {
    let body = json!({"schemas": [HALL], "seats": [{"number": 1}]});
    let whole = json!([{"number": 1, "kind": "aisle"}]);
    replaced(&hall(), &ALL, &body, Ok(("/seats", whole)));
    let seen = Item { seen: Some(true), price: Some(1.5), ..item("b", &[]) };
    let stored = Crate { items: vec![item("a", &[]), seen], ..full() };
    let body = json!({
        "schemas": ["urn:example:scim:schemas:2.0:Crate"],
        "items": [{"name": "b", "count": 1}],
    });
    let whole = json!([{"name": "b", "count": 1, "price": 1.5, "seen": true}]);
    replaced(&stored, &ALL, &body, Ok(("/items", whole)));
    let member = GroupMember {
        value: Some("26".into()),
        display: Some("Babs".into()),
        ..GroupMember::default()
    };
    let group = Group {
        id: "7".into(),
        display_name: "Staff".into(),
        members: vec![member],
        ..Group::default()
    };
    let body = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": "Staff",
        "members": [{"value": "26"}, {"value": "26", "type": "User"}],
    });
    let whole = json!([{"value": "26", "display": "Babs"}]);
    replaced(&group, &ALL, &body, Ok(("/members", whole)));
}

/// 7643-2.4-11: beside `value` its `type` tells which element is meant, beside a key of its own not.
#[test]
fn what_tells_elements_apart() {
    let add = |path: &str, value: Value| json!({"op": "add", "path": path, "value": [value]});
    let other = json!({"value": "b@x.example", "type": "home"});
    patched(&user(), &ALL, &add("emails", other.clone()), Ok(("/emails/2", other)));
    let pass = json!({"number": 1, "type": "year"});
    patched(&hall(), &ALL, &add("passes", pass.clone()), Ok(("/passes", json!([pass]))));
    // a secret tells nothing
    let guest = add("guests", json!({"name": "a", "pin": "1234"}));
    let known = json!([{"name": "a", "pin": SECRET}]);
    patched(&hall(), &ALL, &guest, Ok(("/guests", known)));
}

/// An element that lacks a part of its key is the one that lacks it as well.
#[test]
fn elements_that_lack_a_part_of_their_key() {
    let add = |value: Value| json!({"op": "add", "path": "rooms", "value": [value]});
    let held = json!({"floor": 1, "name": "a"});
    patched(&hall(), &ALL, &add(json!({"floor": 1})), Ok(("/rooms", json!([held]))));
    let other = json!({"floor": 1, "number": 2});
    patched(&hall(), &ALL, &add(other.clone()), Ok(("/rooms", json!([held, other]))));
}

/// 7644-3.4.2.2-20: instants are the same whatever their offset.
#[test]
fn an_instant_is_removed() {
    let same = json!(["2011-05-13T06:42:34.0+02:00"]);
    let operation = json!({"op": "remove", "path": "times", "value": same});
    patched(&hall(), &ALL, &operation, Ok(("/times", Value::Null)));
    let operation = json!({"op": "add", "path": "times", "value": same});
    patched(&hall(), &ALL, &operation, Ok(("/times", json!(["2011-05-13T04:42:34Z"]))));
}

/// 7643-2.5-01: an element with nothing left in it is none, and lacks nothing.
#[test]
fn an_element_with_nothing_left_in_it() {
    let bare = Item { name: Some("a".into()), ..Item::default() };
    let stored = Crate { items: vec![bare, item("b", &[])], ..full() };
    let operation = json!({"op": "remove", "path": r#"items[name eq "a"].name"#});
    patched(&stored, &ALL, &operation, Ok(("/items", json!([{"name": "b", "count": 1}]))));
}

/// 7644-3.5.2.1-06, -10: what is added to an element that is there, but for what it is told by.
#[test]
fn what_is_added_to_an_element() {
    let given = json!({"value": "B@X.example", "type": "WORK", "display": "B"});
    let operation = json!({"op": "add", "path": "emails", "value": given});
    let held = json!({"value": "b@x.example", "type": "work", "display": "B", "primary": true});
    patched(&user(), &ALL, &operation, Ok(("/emails/0", held)));
}

/// 7644-3.12-27: an object is no element where elements are simple.
#[test]
fn an_object_is_no_simple_element() {
    let elements = json!([{"value": "c"}]);
    for op in ["add", "replace"] {
        let operation = json!({"op": op, "path": "labels", "value": elements});
        patched(&badge(), &ALL, &operation, Err("invalidValue"));
    }
    let body = json!({
        "schemas": ["urn:example:scim:schemas:2.0:Badge"],
        "serialNumber": "A-1",
        "labels": elements,
    });
    replaced(&badge(), &ALL, &body, Err("invalidValue"));
}

/// 7644-3.5.2.2-07: what an element must have is not removed from it, whatever is given or chosen.
#[test]
fn what_is_required_of_an_element_stays() {
    for path in [r#"items[name eq "a"].count"#, r#"items[name eq "z"].count"#] {
        let operation = json!({"op": "remove", "path": path});
        patched(&full(), &ALL, &operation, Err("mutability"));
        let operation = json!({"op": "remove", "path": path, "value": 1});
        patched(&full(), &ALL, &operation, Err("mutability"));
    }
}

/// Decided: `remove` with a value takes no more than it names, from a part of an element neither.
#[test]
fn some_values_of_a_part_are_removed() {
    let path = r#"items[name eq "a"].marks"#;
    let operation = json!({"op": "remove", "path": path, "value": ["x"]});
    patched(&full(), &ALL, &operation, Ok(("/items/0/marks", json!(["y"]))));
}

/// 7644-3.5.2-23: only `primary` makes an element the primary one.
#[test]
fn a_text_of_another_part_makes_nothing_primary() {
    let path = r#"emails[type eq "home"].display"#;
    let operation = json!({"op": "replace", "path": path, "value": "True"});
    patched(&user(), &LENIENT, &operation, Ok(("/emails/0/primary", json!(true))));
}

/// 7643-2.4-12: a secret alone is like no other, however many there are.
#[test]
fn elements_that_are_a_secret_alone() {
    for count in [1, 2, 8, 9] {
        let guests: Vec<_> = (0..count).map(|pin| json!({"pin": pin.to_string()})).collect();
        let body = json!({"schemas": [HALL], "guests": guests});
        let seen = json!(vec![json!({"pin": SECRET}); count]);
        replaced(&hall(), &ALL, &body, Ok(("/guests", seen)));
    }
}

/// 7644-3.5.1-06: whether something else of the element changes is nothing to a secret that a PUT
/// leaves out: it goes, unless it is writeOnly.
#[test]
fn a_secret_that_is_left_out_of_an_element() {
    let mut held = hall();
    held.passes[0].code = Some(Secret::new("1234"));
    held.guests[0].pin = Some(Secret::new("1234"));
    for r#type in ["day", "night"] {
        let pass = json!({"number": 1, "type": r#type});
        let body = json!({"schemas": [HALL], "passes": [pass], "guests": [{"name": "a"}]});
        replaced(&held, &ALL, &body, Ok(("/passes", json!([pass]))));
        let kept = json!([{"name": "a", "pin": SECRET}]);
        replaced(&held, &ALL, &body, Ok(("/guests", kept)));
    }
}

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Tour", endpoint = "/Tours")]
struct Tour {
    #[scim(id)]
    id: String,
    guides: Vec<Guide>,
    stops: Vec<Stop>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Guide {
    #[scim(required, mutability = "immutable")]
    value: Option<String>,
    #[scim(mutability = "readOnly")]
    title: Option<String>,
    note: Option<String>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
struct Stop {
    value: Option<String>,
    #[scim(mutability = "readOnly")]
    title: Option<String>,
}

/// Decided: what a client cannot write does not say which element is meant; where an element requires
/// nothing, it is none.
#[test]
fn an_element_of_what_cannot_be_written() {
    let guide = Guide { value: Some("1".into()), title: Some("A".into()), note: None };
    let stop = Stop { value: Some("1".into()), title: None };
    let tour = Tour { id: "7".into(), guides: vec![guide], stops: vec![stop] };
    let held = json!([{"value": "1", "title": "A"}]);
    let put = |name: &str, given: Value| json!({"schemas": ["urn:example:scim:schemas:2.0:Tour"], name: [given]});
    let title = json!({"TITLE": "A"});
    for op in ["add", "remove", "replace"] {
        let operation = json!({"op": op, "path": "guides", "value": [title]});
        patched(&tour, &ALL, &operation, Err("invalidValue"));
        let operation =
            json!({"op": op, "path": "guides", "value": [{"title": "A", "value": null}]});
        patched(&tour, &ALL, &operation, Err("invalidValue"));
    }
    replaced(&tour, &ALL, &put("guides", title.clone()), Err("invalidValue"));
    for nothing in [json!({}), json!({"title": null}), json!({"title": []}), Value::Null] {
        let operation = json!({"op": "add", "path": "guides", "value": [nothing]});
        patched(&tour, &ALL, &operation, Ok(("/guides", held.clone())));
        replaced(&tour, &ALL, &put("guides", nothing), Ok(("/guides", Value::Null)));
    }
    let empty = json!({"op": "add", "path": "guides", "value": [{"title": ""}]});
    patched(&tour, &[Dialect::RFC], &empty, Err("invalidValue"));
    patched(&tour, &LENIENT, &empty, Ok(("/guides", held)));
    let operation = json!({"op": "add", "path": "stops", "value": [title]});
    patched(&tour, &ALL, &operation, Ok(("/stops", json!([{"value": "1"}]))));
    replaced(&tour, &ALL, &put("stops", title), Ok(("/stops", Value::Null)));
}
