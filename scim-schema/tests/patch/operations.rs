//! Operations as a store sees them.

use super::*;
use scim_schema::patch::Op;
use scim_schema::rfc::{Group, User};

/// A store that keeps members as rows sees which rows to insert and to delete.
#[test]
fn members_as_rows() {
    let operations = r#"{"op":"add","path":"members","value":[{"value":"1"},{"value":"2"}]},
        {"op":"remove","path":"members[value eq \"3\"]"},
        {"op":"replace","value":{"displayName":"T","members":[]}}"#;
    let patch = Patch::<Group>::new(body(operations), &Dialect::RFC).unwrap();
    let operations = patch.operations().unwrap();
    let seen: Vec<_> = operations
        .iter()
        .map(|operation| (operation.op(), operation.attribute(), operation.filter().is_some()))
        .collect();
    assert_eq!(
        seen,
        [
            (Op::Add, "members", false),
            (Op::Remove, "members", true),
            (Op::Replace, "displayName", false),
            (Op::Replace, "members", false)
        ]
    );
    assert_eq!(operations[0].value(), Some(r#"[{"value":"1"},{"value":"2"}]"#));
    assert_eq!(operations[3].to_string(), "replace members");
}

/// What is wrong with a path is found without a resource; what a dialect passes over is left out.
#[test]
fn paths_are_checked() {
    let of = |dialect, operations: &str| {
        let patch = Patch::<User>::new(body(operations), &dialect).unwrap();
        patch.operations().map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let extension = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value";
    let paths = format!(
        r#"{{"op":"replace","value":{{"x":1,"title":"T"}}}},{{"op":"add","path":"{extension}","value":"7"}}"#
    );
    assert_eq!(
        of(Dialect::OKTA, &paths).unwrap(),
        ["replace title".to_owned(), format!("add {extension}")]
    );
    assert_eq!(of(Dialect::RFC, &paths).unwrap_err().scim_type().unwrap().as_str(), "invalidPath");
    let error = of(Dialect::RFC, r#"{"op":"add","path":"usrName","value":1}"#).unwrap_err();
    assert_eq!(error.detail(), "`usrName` is not an attribute of User; did you mean `userName`?");
}
