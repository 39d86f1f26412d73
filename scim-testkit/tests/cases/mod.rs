//! What was once taken for one thing here and for another there, case by case.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "tests: what a case expects is written where it is used"
)]

mod bodies;
mod lists;
mod nothing;
mod owned;
mod slots;

use crate::models::{Badge, Member, owning};
use scim_schema::dialect::Dialect;
use scim_schema::edit::Patch;
use scim_schema::message::ScimType;
use scim_schema::rfc::{Email, EnterpriseUser, Manager, User};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};
use scim_testkit::law::Shipped;
use scim_testkit::law::edit::{create_agrees, patch_agrees, replace_agrees};
use scim_testkit::oracle::{Shape, document, patch, replace};
use serde_json::{Value, json};

const ALL: [Dialect; 3] = [Dialect::RFC, Dialect::OKTA, Dialect::ENTRA];
const LENIENT: [Dialect; 2] = [Dialect::OKTA, Dialect::ENTRA];

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Crate", endpoint = "/Crates")]
struct Crate {
    #[scim(id)]
    id: String,
    items: Vec<Item>,
    #[scim(extension)]
    customs: Option<Customs>,
}

/// An element without a key.
#[derive(Debug, Clone, Default, ScimComplex)]
struct Item {
    name: Option<String>,
    #[scim(required)]
    count: Option<i64>,
    #[scim(default = Some(1.5))]
    price: Option<f64>,
    #[scim(mutability = "readOnly")]
    seen: Option<bool>,
    marks: Vec<String>,
}

#[derive(Debug, Clone, Default, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Customs", name = "Customs")]
struct Customs {
    office: Option<String>,
    #[scim(mutability = "readOnly")]
    passed: Option<bool>,
}

const CUSTOMS: &str = "urn:example:scim:schemas:extension:2.0:Customs";

fn item(name: &str, marks: &[&str]) -> Item {
    Item {
        name: Some(name.into()),
        count: Some(1),
        marks: marks.iter().map(|&mark| mark.to_owned()).collect(),
        ..Item::default()
    }
}

fn full() -> Crate {
    Crate {
        id: "7".into(),
        items: vec![item("a", &["x", "y"]), item("b", &[])],
        customs: Some(Customs { office: Some("Oslo".into()), passed: Some(true) }),
    }
}

fn user() -> User {
    let email = |value: &str, r#type: &str, primary| Email {
        value: Some(value.into()),
        r#type: Some(r#type.into()),
        primary,
        ..Email::default()
    };
    let manager =
        Manager { value: Some("26".into()), display_name: Some("John".into()), reference: None };
    User {
        id: "7".into(),
        user_name: "bjensen".into(),
        emails: vec![email("b@x.example", "work", Some(true)), email("b@y.example", "home", None)],
        enterprise: Some(EnterpriseUser { manager: Some(manager), ..EnterpriseUser::default() }),
        ..User::default()
    }
}

fn member() -> Member {
    Member {
        id: 7,
        login: "bjensen".into(),
        email: "b@x.example".into(),
        home_email: Some("b@y.example".into()),
        ..Member::default()
    }
}

fn badge() -> Badge {
    Badge {
        id: "7".into(),
        serial_number: "A-1".into(),
        labels: vec!["a".into(), "b".into()],
        ..Badge::default()
    }
}

/// Both apply an operation alike, with the `scimType` of the error, or this at a pointer.
fn patched<R: ScimResource>(
    stored: &R,
    dialects: &[Dialect],
    operation: &Value,
    expected: Result<(&str, Value), &str>,
) {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    for dialect in dialects {
        patch_agrees(&Shipped, stored, &body, *dialect).unwrap();
        let patched = patch(&body, &Shape::of(stored), &document(stored), *dialect);
        match (&expected, patched) {
            (Ok((pointer, value)), Ok(patched)) => {
                let held = patched.document.pointer(pointer).cloned().unwrap_or_default();
                assert_eq!(held, *value, "{operation}");
            }
            (Err(kind), Err(refusal)) => assert_eq!(refusal.scim_type, *kind, "{operation}"),
            (_, patched) => panic!("{operation}: {patched:?}"),
        }
    }
}

/// The same of a PUT.
fn replaced<R: ScimResource>(
    stored: &R,
    dialects: &[Dialect],
    body: &Value,
    expected: Result<(&str, Value), &str>,
) {
    for dialect in dialects {
        replace_agrees(&Shipped, stored, body, *dialect).unwrap();
        match (&expected, replace(body, &Shape::of(stored), &document(stored), *dialect)) {
            (Ok((pointer, value)), Ok(after)) => {
                let held = after.pointer(pointer).cloned().unwrap_or_default();
                assert_eq!(held, *value, "{body}");
            }
            (Err(kind), Err(refusal)) => assert_eq!(refusal.scim_type, *kind, "{body}"),
            (_, after) => panic!("{body}: {after:?}"),
        }
    }
}

/// 7643-2.5-01, -02: null and `{}` unassign a complex attribute with what is readOnly in it.
#[test]
fn what_is_read_only_goes_with_the_whole() {
    let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    for op in ["add", "replace"] {
        for (nothing, dialects) in
            [(json!(null), &ALL[..]), (json!({}), &ALL), (json!(""), &LENIENT)]
        {
            let manager = json!({"op": op, "path": format!("{urn}:manager"), "value": nothing});
            let pointer = format!("/{urn}");
            patched(&user(), dialects, &manager, Ok((&pointer, Value::Null)));
            let customs = json!({"op": op, "path": CUSTOMS, "value": nothing});
            let pointer = format!("/{CUSTOMS}");
            patched(&full(), dialects, &customs, Ok((&pointer, Value::Null)));
        }
    }
}

/// 7644-3.12-27: a text that means null is no element.
#[test]
fn an_empty_text_is_no_element() {
    let path = r#"labels[value eq "b"]"#;
    let operation = json!({"op": "replace", "path": path, "value": ""});
    patched(&badge(), &LENIENT, &operation, Err("invalidValue"));
    patched(&badge(), &[Dialect::RFC], &operation, Ok(("/labels", json!(["a", ""]))));
}

/// A role may be the JSON text of one, from Entra ID, without an object around it; to others it is no
/// element.
#[test]
fn a_text_is_a_role() {
    let role = r#"{"id": "18d14569", "value": "Admin", "displayName": "Administrator"}"#;
    let made = json!([{"value": "Admin", "display": "Administrator"}]);
    for given in [json!([role]), json!(role)] {
        let operation = json!({"op": "add", "path": "roles", "value": given});
        patched(&user(), &[Dialect::ENTRA], &operation, Ok(("/roles", made.clone())));
        patched(&user(), &[Dialect::RFC, Dialect::OKTA], &operation, Err("invalidValue"));
    }
}

/// 7643-2.1-01: a name is there once, in whatever case; what nobody knows may be there often.
#[test]
fn a_name_is_given_once() {
    for value in [
        json!([{"TYPE": "home", "type": "work", "value": "x"}]),
        json!([{"type": "home", "value": "x", "VALUE": "y"}]),
        json!([{"type": "work", "value": "x", "primary": true, "PRIMARY": true}]),
    ] {
        for op in ["add", "replace"] {
            let operation = json!({"op": op, "path": "emails", "value": value});
            patched(&member(), &ALL, &operation, Err("invalidSyntax"));
        }
    }
    let unknown = json!({"op": "add", "value": {"title": "x", "foo": 1, "FOO": 2}});
    patched(&user(), &[Dialect::RFC], &unknown, Err("invalidPath"));
    patched(&user(), &LENIENT, &unknown, Ok(("/title", json!("x"))));
    let inside = json!({"op": "add", "path": "name", "value": {"foo": 1, "FOO": 2}});
    patched(&user(), &[Dialect::RFC], &inside, Err("invalidPath"));
    patched(&user(), &LENIENT, &inside, Ok(("/name", Value::Null)));
    let keys = json!({"op": "add", "value": {"name.givenName": "a", "NAME.GIVENNAME": "b"}});
    patched(&user(), &LENIENT, &keys, Err("invalidSyntax"));
    let read_only = json!({"op": "add", "value": {"meta.created": "a", "META.CREATED": "b"}});
    patched(&user(), &LENIENT, &read_only, Err("invalidSyntax"));
    let unmapped = json!({"op": "add", "value": {"name.middleName": 1, "NAME.middleName": 2}});
    patched(&member(), &LENIENT, &unmapped, Ok(("/name", document(&member())["name"].clone())));
}

/// 7643-2.1-01: the same of POST and PUT.
#[test]
fn a_name_is_in_a_body_once() {
    let urn = "urn:ietf:params:scim:schemas:core:2.0:User";
    for member_of in [
        json!({"groups": [], "GROUPS": []}),
        json!({"emails": [{"type": "work", "value": "x", "primary": true, "PRIMARY": true}]}),
        json!({"emails": [{"PRIMARY": false, "value": "x", "primary": true, "type": "work"}]}),
    ] {
        let mut body = member_of.clone();
        body["schemas"] = json!([urn]);
        body["userName"] = "x".into();
        for dialect in ALL {
            create_agrees(&Shipped, &member(), &body, dialect).unwrap();
            replace_agrees(&Shipped, &member(), &body, dialect).unwrap();
            let refusal = replace(&body, &Shape::of(&member()), &document(&member()), dialect);
            assert_eq!(refusal.unwrap_err().scim_type, "invalidSyntax", "{member_of}");
        }
    }
}

/// 7644-3.5.2-23: one element in an array makes the chosen one primary, too.
#[test]
fn an_array_of_one_makes_primary() {
    let operation = json!({
        "op": "replace", "path": r#"emails[type eq "home"]"#, "value": [{"primary": true}]
    });
    patched(&user(), &ALL, &operation, Ok(("/emails/0/primary", json!(false))));
}

/// 7644-3.5.2.2-: what is said of an element to remove or to add to is not all of it.
#[test]
fn parts_of_elements() {
    let remove = json!({"op": "remove", "path": "items", "value": [{"name": "a"}]});
    patched(&full(), &ALL, &remove, Ok(("/items", json!([{"name": "b", "count": 1}]))));
    let known = json!({"op": "add", "path": "items", "value": {"name": "a"}});
    patched(&full(), &ALL, &known, Ok(("/items", document(&full())["items"].clone())));
    let lacking = json!({"op": "add", "path": "items", "value": {"name": "c"}});
    patched(&full(), &ALL, &lacking, Err("invalidValue"));
    let whole = json!({"op": "add", "path": "items", "value": {"name": "c", "count": 2}});
    let with_default = json!({"name": "c", "count": 2, "price": 1.5});
    patched(&full(), &ALL, &whole, Ok(("/items/2", with_default.clone())));
    let described = json!({"op": "add", "path": "items[count eq 2]", "value": {"name": "c"}});
    patched(&full(), &ALL, &described, Ok(("/items/2", with_default)));
}

/// 7644-3.5.2-14: no element is made that only the server can make.
#[test]
fn a_filter_by_what_is_read_only_makes_no_element() {
    let value = json!({"name": "x", "count": 1});
    let operation = json!({"op": "add", "path": "items[seen eq true]", "value": value});
    patched(&full(), &ALL, &operation, Err("noTarget"));
}

/// Fields of one element.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Row {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    email: Option<String>,
    #[scim(path = r#"emails[type eq "work"].display"#)]
    email_name: Option<String>,
}

/// Decided: what a filter of `eq` describes is in the fixed element that it fills.
#[test]
fn what_a_filter_describes_of_a_slot() {
    let row = Row { id: 7, user_name: "b".into(), ..Row::default() };
    let path = r#"emails[type eq "work" and display eq "x"].value"#;
    let operation = json!({"op": "add", "path": path, "value": "v"});
    let made = json!({"type": "work", "display": "x", "value": "v"});
    patched(&row, &ALL, &operation, Ok(("/emails/0", made)));
    // 7644-3.5.2-14: nor can a client write by a filter what the application owns
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    let (owned, shape) = owning(&row, &["emails.display"]);
    let expected = patch(&body, &shape, &document(&row), Dialect::ENTRA);
    assert_eq!(expected.unwrap_err().scim_type, "noTarget");
    let actual = Patch::new(body.to_string(), Dialect::ENTRA);
    let error = actual.and_then(|patch| patch.owned(owned).apply(&row)).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::NoTarget), "{error}");
}

/// Decided: the order of elements means nothing, within an element neither.
#[test]
fn marks_have_no_order() {
    let other = |marks: Value| json!({"name": "a", "count": 1, "marks": marks});
    let body = json!({
        "schemas": ["urn:example:scim:schemas:2.0:Crate"],
        "items": [other(json!(["x", "y"])), other(json!(["y", "x"]))],
    });
    for dialect in ALL {
        replace_agrees(&Shipped, &full(), &body, dialect).unwrap();
        let after = replace(&body, &Shape::of(&full()), &document(&full()), dialect).unwrap();
        assert_eq!(after["items"].as_array().map(Vec::len), Some(1));
    }
    for op in ["add", "remove"] {
        let operation = json!({"op": op, "path": "items", "value": [other(json!(["y", "x"]))]});
        let left = document(&full())["items"].as_array().cloned().unwrap_or_default();
        let left: Vec<_> = left.into_iter().skip(usize::from(op == "remove")).collect();
        patched(&full(), &ALL, &operation, Ok(("/items", left.into())));
    }
}

/// What the RFC defines and a model lacks is passed over; what has one value is not chosen from.
#[test]
fn value_paths_of_what_a_model_lacks() {
    let operation = json!({"op": "remove", "path": r#"emails[display eq "x"]"#});
    patched(&member(), &[Dialect::RFC], &operation, Err("invalidFilter"));
    let held = document(&member())["emails"].clone();
    patched(&member(), &LENIENT, &operation, Ok(("/emails", held)));
    let operation =
        json!({"op": "add", "path": r#"name[givenName eq "x"].middleName"#, "value": "y"});
    patched(&member(), &ALL, &operation, Err("invalidPath"));
}
