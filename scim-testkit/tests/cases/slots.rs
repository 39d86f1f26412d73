//! Fixed elements, of which fields hold parts or all.

use super::{ALL, LENIENT, Row, member, patched, replaced};
use crate::models::Member;
use scim_schema::dialect::Dialect;
use scim_schema::{ScimComplex, ScimResource};
use scim_testkit::oracle::{Shape, document, patch};
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// Fixed elements of every kind.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
pub(super) struct Caller {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    email: Option<String>,
    #[scim(path = r#"emails[type eq "work"].display"#)]
    email_name: Option<String>,
    #[scim(path = r#"emails[type eq "home"].value"#)]
    pub(super) home_email: Option<String>,
    #[scim(path = r#"emails[type eq "other"].value"#)]
    other_email: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
    phone: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "work"].primary"#)]
    phone_first: Option<bool>,
    #[scim(path = r#"phoneNumbers[type eq "home"].value"#)]
    home_phone: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "home"].primary"#)]
    home_phone_first: Option<bool>,
    #[scim(path = r#"phoneNumbers[type eq "mobile"].value"#, on_omit = "keep")]
    mobile: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "mobile"].primary"#)]
    mobile_first: Option<bool>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Place>,
}

#[derive(Debug, Clone, Default, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Place {
    #[scim(required)]
    locality: Option<String>,
    #[scim(mutability = "immutable")]
    country: Option<String>,
    #[scim(mutability = "immutable")]
    r#type: Option<String>,
}

pub(super) fn caller() -> Caller {
    Caller {
        id: 7,
        user_name: "bjensen".into(),
        email: Some("b@x.example".into()),
        email_name: Some("B".into()),
        phone: Some("1".into()),
        phone_first: Some(true),
        home_phone: Some("2".into()),
        mobile: Some("3".into()),
        office: Some(Place {
            locality: Some("Oslo".into()),
            country: Some("NO".into()),
            r#type: Some("work".into()),
        }),
        ..Caller::default()
    }
}

pub(super) fn add(path: &str, value: Value) -> Value {
    json!({"op": "add", "path": path, "value": value})
}

fn replace(path: &str, value: Value) -> Value {
    json!({"op": "replace", "path": path, "value": value})
}

fn remove(path: &str, value: Value) -> Value {
    json!({"op": "remove", "path": path, "value": value})
}

pub(super) fn body(name: &str, elements: Value) -> Value {
    json!({"schemas": [USER], "userName": "bjensen", name: elements})
}

/// 7644-3.5.2-23: of elements whose fields say which is the primary one, one that becomes so is.
#[test]
fn one_fixed_element_becomes_primary() {
    let path = r#"phoneNumbers[type eq "home"].primary"#;
    let left = json!([
        {"type": "work", "value": "1", "primary": false},
        {"type": "home", "value": "2", "primary": true},
        {"type": "mobile", "value": "3"},
    ]);
    patched(&caller(), &ALL, &replace(path, json!(true)), Ok(("/phoneNumbers", left)));
    let none = Caller { phone_first: None, ..caller() };
    patched(&none, &ALL, &replace("phoneNumbers.primary", json!(true)), Err("invalidValue"));
}

/// 7643-2.4-05: two that say they are primary are one too many; a dialect lets the first have it.
#[test]
fn two_fixed_elements_say_that_they_are_primary() {
    let email = |r#type: &str| json!({"type": r#type, "value": "x", "primary": true});
    let all = json!([email("work"), email("home"), email("other")]);
    let taken = json!([
        {"type": "work", "value": "x", "primary": true, "display": "B"},
        {"type": "home", "value": "x"},
        {"type": "other", "value": "x"},
    ]);
    patched(&caller(), &[Dialect::RFC], &add("emails", all.clone()), Err("invalidValue"));
    patched(&caller(), &LENIENT, &add("emails", all), Ok(("/emails", taken)));
    let phone = |r#type: &str| json!({"type": r#type, "value": "9", "primary": true});
    let all = body("phoneNumbers", json!([phone("work"), phone("home"), phone("mobile")]));
    replaced(&caller(), &[Dialect::RFC], &all, Err("invalidValue"));
    replaced(&caller(), &LENIENT, &all, Ok(("/phoneNumbers/2/primary", json!(false))));
    // what no field holds counts, unless the dialect passes over it
    let beyond = body("emails", json!([email("fax"), email("work")]));
    replaced(&caller(), &[Dialect::RFC], &beyond, Err("invalidValue"));
    let held = json!([{"type": "work", "value": "x", "primary": true}]);
    replaced(&caller(), &LENIENT, &beyond, Ok(("/emails", held)));
}

/// A dialect lets the first have it, and looks at the rest of the second: which is wrong with its own,
/// beside the first, which never is the primary one.
#[test]
fn a_second_primary_element_is_looked_at() {
    let second = json!({"type": "work", "value": 5, "primary": true});
    let operation = add("emails", json!([{"type": "home", "value": "h", "primary": true}, second]));
    patched(&member(), &LENIENT, &operation, Err("mutability"));
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    for dialect in LENIENT {
        let refusal = patch(&body, &Shape::of(&member()), &document(&member()), dialect);
        let refusal = refusal.unwrap_err();
        assert!(refusal.allows(400, "invalidValue"), "{refusal}");
    }
}

/// 7644-3.5.2-15: what a declaration says of an element is repeated, or refused.
#[test]
fn what_a_declaration_says() {
    let email =
        |r#type: &str, primary: bool| json!({"type": r#type, "value": "x", "primary": primary});
    patched(&member(), &ALL, &add("emails", email("work", false)), Err("mutability"));
    patched(&member(), &ALL, &add("emails", email("home", true)), Err("mutability"));
    let path = r#"emails[type eq "home"].primary"#;
    patched(&member(), &ALL, &replace(path, json!(true)), Err("mutability"));
    let path = r#"emails[type eq "work"].primary"#;
    let held = document(&member())["emails"].clone();
    patched(&member(), &LENIENT, &replace(path, json!("True")), Ok(("/emails", held)));
    patched(&member(), &LENIENT, &replace(path, json!("False")), Err("mutability"));
    patched(&member(), &[Dialect::RFC], &replace(path, json!("True")), Err("invalidValue"));
    // in whatever case, though it is a field that cannot change
    let office = json!({"type": "WORK", "locality": "Bergen"});
    let held = json!({"type": "work", "locality": "Bergen", "country": "NO"});
    patched(&caller(), &ALL, &add("addresses", office), Ok(("/addresses/0", held)));
}

/// Decided: without its selector an element is the primary one, and so with one that is empty.
#[test]
fn an_empty_selector_is_none() {
    let operation = add("emails", json!({"type": "", "value": "x"}));
    let held = json!({"type": "work", "value": "x", "primary": true});
    patched(&member(), &ALL, &operation, Ok(("/emails/0", held)));
}

/// 7644-3.12-27: what fields hold of an element is complete, or it is refused.
#[test]
fn a_fixed_element_lacks_nothing() {
    let nowhere = Caller { office: None, ..caller() };
    let office = json!([{"type": "work", "country": "NO"}]);
    patched(&nowhere, &ALL, &add("addresses", office.clone()), Err("invalidValue"));
    replaced(&nowhere, &ALL, &body("addresses", office), Err("invalidValue"));
}

/// 7644-3.5.1-09: a part of a fixed element that is immutable stays as it is.
#[test]
fn a_fixed_element_has_an_immutable_part() {
    let office = |country: &str| {
        body("addresses", json!([{"type": "work", "locality": "x", "country": country}]))
    };
    replaced(&caller(), &ALL, &office("SE"), Err("mutability"));
    replaced(&caller(), &ALL, &office("NO"), Ok(("/addresses/0/locality", json!("x"))));
}

/// 7644-3.5.2.2-02, -04: an element that one field holds goes with all that is in it.
#[test]
fn a_fixed_element_goes_as_a_whole() {
    for path in ["addresses", r#"addresses[type eq "work"]"#] {
        let operation = json!({"op": "remove", "path": path});
        patched(&caller(), &ALL, &operation, Ok(("/addresses", Value::Null)));
    }
}

/// A part of a fixed element is computed.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User")]
struct Line {
    #[scim(id)]
    id: u32,
    user_name: String,
    #[scim(path = r#"phoneNumbers[type eq "work"].value"#)]
    phone: Option<String>,
    #[scim(path = r#"phoneNumbers[type eq "work"].display"#, get = "Line::shown")]
    number: u32,
}

impl Line {
    fn shown(&self) -> String {
        format!("Line {}", self.number)
    }
}

/// 7644-3.5.2-14: what is readOnly of a fixed element is not written with the others.
#[test]
fn a_fixed_element_has_a_part_that_is_read_only() {
    let line = Line { id: 7, user_name: "b".into(), phone: Some("1".into()), number: 4 };
    let path = r#"phoneNumbers[type eq "work"]"#;
    let operation = replace(path, json!({"value": "9", "display": "x"}));
    let held = json!({"type": "work", "value": "9", "display": "Line 4"});
    patched(&line, &ALL, &operation, Ok(("/phoneNumbers/0", held)));
}

/// 7643-2.1-01: a part is given once.
#[test]
fn a_part_of_a_chosen_element_is_given_once() {
    let value = json!({"value": "x", "VALUE": "y"});
    patched(&member(), &ALL, &replace(r#"emails[type eq "home"]"#, value), Err("invalidSyntax"));
}

/// 7644-3.5.2.3-09: where no element is chosen, one is made only as its filter describes it.
#[test]
fn fixed_elements_that_are_not_chosen() {
    let one = Member { home_email: None, ..member() };
    // the slot that this would go to has an element
    patched(&one, &ALL, &add(r#"emails[value eq "z"].value"#, json!("x")), Err("noTarget"));
    // what its declaration says is no field of the element
    let path = r#"emails[type eq "home" and primary eq false].value"#;
    let made = json!({"type": "home", "value": "x"});
    patched(&one, &ALL, &add(path, json!("x")), Ok(("/emails/1", made)));
    // what describes no element that fields can hold is passed over
    let path = r#"emails[type eq "home" and display eq "H"].value"#;
    patched(&caller(), &LENIENT, &add(path, json!("x")), Ok(("/emails/1", Value::Null)));
    patched(&caller(), &[Dialect::RFC], &add(path, json!("x")), Err("invalidValue"));
    patched(&caller(), &[Dialect::RFC], &replace(path, json!("x")), Err("noTarget"));
    // another filter describes none, though no field could ever satisfy it (found by fuzzing)
    for operation in [add, replace] {
        let operation = operation(r#"emails[type ew "x"].value"#, json!("x"));
        patched(&one, &ALL, &operation, Err("noTarget"));
    }
    // a value that it could not hold may be what is wrong
    let operation = replace(r#"emails[type eq "home"].value"#, json!(5));
    patched_or(&one, &operation, "noTarget", &["invalidValue"]);
    let operation = add(r#"emails[type eq "other"].primary"#, json!(true));
    patched_or(&one, &operation, "invalidValue", &[]);
}

/// A refusal of the oracle, and what else it allows.
fn patched_or(stored: &Member, operation: &Value, first: &str, or: &[&str]) {
    patched(stored, &[Dialect::RFC], operation, Err(first));
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    let refusal = patch(&body, &Shape::of(stored), &document(stored), Dialect::RFC).unwrap_err();
    for kind in or {
        assert!(refusal.allows(400, kind), "{operation}: {refusal}");
    }
    assert_eq!(or.is_empty(), refusal.or.is_empty(), "{operation}: {refusal}");
}

/// 7643-2.5-01: of what an element has no place for it has no value.
#[test]
fn null_for_a_part_that_a_slot_lacks() {
    let two = Caller { home_email: Some("h".into()), ..caller() };
    let held = document(&two)["emails"].clone();
    let operation = replace(r#"emails[type eq "home"].display"#, Value::Null);
    patched(&two, &ALL, &operation, Ok(("/emails", held)));
}

/// Decided: `remove` with a value takes the element whose `value` is given, else the one that is all
/// that is given.
#[test]
fn fixed_elements_that_are_removed_by_value() {
    let row =
        Row { id: 7, user_name: "b".into(), email: Some("v".into()), email_name: Some("B".into()) };
    let held = document(&row)["emails"].clone();
    for (given, left) in [
        (json!({"value": "v", "display": "other"}), Value::Null),
        (json!({"type": "work", "display": "B"}), Value::Null),
        (json!({"type": "work", "display": "other"}), held.clone()),
        (json!({"type": "home", "value": "v"}), held.clone()),
        (json!({"value": null, "display": "B"}), Value::Null),
    ] {
        patched(&row, &ALL, &remove("emails", json!([given])), Ok(("/emails", left)));
    }
}

/// 7644-3.5.1-16: a PUT takes away the elements that it leaves out, but for what is kept; what it
/// gives nothing of is gone.
#[test]
fn fixed_elements_that_a_put_leaves_out() {
    let some = body("phoneNumbers", json!([{"type": "home", "value": "9"}]));
    let left = json!([{"type": "home", "value": "9"}, {"type": "mobile", "value": "3"}]);
    let unsaid = Caller { phone_first: None, ..caller() };
    replaced(&unsaid, &ALL, &some, Ok(("/phoneNumbers", left)));
    replaced(&unsaid, &ALL, &body("phoneNumbers", json!([])), Ok(("/phoneNumbers", Value::Null)));
}

/// A group of two: what a member is told by is immutable.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "Group")]
struct Pair {
    #[scim(id)]
    id: u32,
    display_name: String,
    #[scim(path = r#"members[type eq "User"].value"#)]
    user: Option<String>,
    #[scim(path = r#"members[type eq "Group"].value"#)]
    group: Option<String>,
}

/// 7644-3.5.1-09, 7644-3.5.2-15: a part of a fixed element that is immutable is not taken away.
#[test]
fn a_part_that_is_immutable_holds_a_fixed_element() {
    let pair = Pair { id: 7, display_name: "Two".into(), user: Some("26".into()), group: None };
    let held = json!([{"type": "User", "value": "26"}]);
    let put = |members: Value| {
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": "Two",
            "members": members,
        })
    };
    replaced(&pair, &ALL, &put(json!([])), Err("mutability"));
    replaced(&pair, &ALL, &put(held.clone()), Ok(("/members", held.clone())));
    let other = json!({"type": "Group", "value": "5"});
    let both = json!([held[0], other]);
    replaced(&pair, &ALL, &put(json!([other])), Ok(("/members", both)));
    for path in ["members", r#"members[type eq "User"]"#, r#"members[type eq "User"].value"#] {
        patched(&pair, &ALL, &json!({"op": "remove", "path": path}), Err("mutability"));
    }
}

/// What the RFC defines and a model lacks is passed over, by its URN and in a filter, too.
#[test]
fn names_that_a_model_lacks() {
    let held = document(&member())["emails"].clone();
    let operation = add(&format!("{USER}:nickName"), json!("x"));
    patched(&member(), &[Dialect::RFC], &operation, Err("invalidPath"));
    patched(&member(), &LENIENT, &operation, Ok(("/emails", held.clone())));
    let path = r#"emails[type eq "work" and display eq "x"]"#;
    let operation = json!({"op": "remove", "path": path});
    patched(&member(), &[Dialect::RFC], &operation, Err("invalidFilter"));
    patched(&member(), &LENIENT, &operation, Ok(("/emails", held)));
}
