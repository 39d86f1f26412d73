//! What says nothing, where something stands: null, `{}`, an element of nothing.

use super::slots::{Caller, add, body, caller};
use super::{ALL, member, patched, replaced};
use scim_schema::{ScimComplex, ScimResource};
use scim_testkit::law::Shipped;
use scim_testkit::law::edit::create_agrees;
use serde_json::{Value, json};

/// What a resource must have is not unassigned where it lacks it, either.
#[test]
fn what_is_required_and_lacks_is_given_nothing() {
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(schema = "urn:example:scim:schemas:2.0:Safe", endpoint = "/Safes")]
    struct Safe {
        #[scim(id)]
        id: String,
        #[scim(required)]
        lock: Lock,
    }
    #[derive(Debug, Clone, Default, ScimComplex)]
    struct Lock {
        model: Option<String>,
    }
    let safe = Safe { id: "7".into(), lock: Lock::default() };
    for op in ["add", "replace"] {
        for nothing in [json!({}), Value::Null] {
            let operation = json!({"op": op, "path": "lock", "value": nothing});
            patched(&safe, &ALL, &operation, Err("mutability"));
        }
        let operation = json!({"op": op, "path": "lock", "value": {"model": "x"}});
        patched(&safe, &ALL, &operation, Ok(("/lock/model", json!("x"))));
    }
}

/// RFC 7643 section 2.5: null among elements is none of them.
#[test]
fn null_is_no_element() {
    let held = json!([
        {"type": "work", "value": "b@x.example", "primary": true},
        {"type": "home", "value": "x"},
    ]);
    let given = json!([null, {"type": "home", "value": "x"}, null]);
    patched(&member(), &ALL, &add("emails", given), Ok(("/emails", held)));
}

/// RFC 7643 section 2.5: null in the place of a list takes all of its elements, as an empty one does.
#[test]
fn null_is_no_list() {
    for nothing in [json!([]), Value::Null] {
        let body = body("emails", nothing);
        replaced(&caller(), &ALL, &body, Ok(("/emails", Value::Null)));
        for dialect in ALL {
            create_agrees(&Shipped, &Caller::default(), &body, dialect).unwrap();
        }
    }
}

/// Null says that an element is not the primary one, which its declaration says as well or denies.
#[test]
fn null_for_primary_is_no() {
    let email = |r#type: &str| json!({"type": r#type, "value": "x", "primary": null});
    patched(&member(), &ALL, &add("emails", email("home")), Ok(("/emails/1/value", json!("x"))));
    patched(&member(), &ALL, &add("emails", email("work")), Err("mutability"));
}

/// A part that a fixed element has no field for is null of it, and so chooses it where it is there; it
/// describes no element to make.
#[test]
fn null_for_a_part_that_a_fixed_element_lacks() {
    let path = r#"emails[type eq "home" and display eq null].value"#;
    for op in ["add", "replace"] {
        let operation = json!({"op": op, "path": path, "value": "x"});
        patched(&caller(), &ALL, &operation, Err("noTarget"));
        let mut there = caller();
        there.home_email = Some("h".into());
        patched(&there, &ALL, &operation, Ok(("/emails/1/value", json!("x"))));
    }
}
