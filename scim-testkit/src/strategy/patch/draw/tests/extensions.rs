//! Operations on extensions, and on the resource.

use super::{drawn, ops};
use crate::strategy::patch::Patches;
use crate::strategy::{Op, OperationExpr, Settings, Source, Target};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

const URN: &str = "urn:example:E";

/// A type with an extension that has these attributes.
fn extended(required: bool, attributes: &Value) -> Target {
    let resource_type = json!({
        "name": "Thing",
        "endpoint": "/Things",
        "schema": "urn:example:T",
        "schemaExtensions": [{"schema": URN, "required": required}],
    });
    let schemas = json!([
        {"id": "urn:example:T", "attributes": [{"name": "own", "type": "string"}]},
        {"id": URN, "attributes": attributes},
    ]);
    let target = Target::from_json(&resource_type.to_string(), &schemas.to_string()).unwrap();
    target.without("externalId").unwrap()
}

fn attribute(name: &str, required: bool) -> Value {
    json!({"name": name, "type": "string", "required": required})
}

/// Operations on the extension, where all or none of what is optional is given.
fn operations(target: &Target, optional: u32, held: &Value) -> Vec<Option<OperationExpr>> {
    let patches = Patches::new(target, &Settings::default().many(0).optional(optional));
    drawn(200, |source: &mut Source| patches.of_extension(source, held))
}

/// An extension is removed unless a resource must have it, or something in it.
#[test]
fn extensions_are_removed_unless_they_are_required() {
    let all = &["add", "remove", "replace"][..];
    let cases = [
        (false, false, true, all),
        (false, true, true, &["add", "replace"][..]),
        (true, false, true, &["add", "replace"][..]),
        (true, true, true, &["add", "replace"][..]),
        // a model has a default for it
        (false, true, false, all),
    ];
    let held = json!({(URN): {"a": "x", "b": "y"}});
    for (extension, inner, enforced, expected) in cases {
        let mut target =
            extended(extension, &json!([attribute("a", inner), attribute("b", false)]));
        let parts = Arc::make_mut(&mut target.parts);
        parts.extensions[0].fields[0].enforced = enforced;
        let drawn = operations(&target, 100, &held);
        let drawn: Vec<OperationExpr> = drawn.into_iter().map(Option::unwrap).collect();
        assert_eq!(ops(&drawn), expected, "{extension} {inner} {enforced}");
        for operation in &drawn {
            assert_eq!(operation.path_text.as_deref(), Some(URN));
            assert_eq!(operation.value.is_none(), operation.op == Op::Remove);
        }
    }
}

/// What is optional is given as often as the settings say, whether there is an extension or not.
#[test]
fn what_extensions_do_not_require_is_given_as_settings_say() {
    let attributes = json!([attribute("a", false), attribute("b", false)]);
    for held in [json!({}), json!({(URN): {"a": "x"}})] {
        for required in [false, true] {
            let target = extended(required, &attributes);
            for operation in operations(&target, 0, &held).into_iter().flatten() {
                assert_eq!(operation.op, Op::Remove, "{operation:?}");
            }
            for operation in operations(&target, 100, &held).into_iter().flatten() {
                let members = operation.value.as_ref().and_then(Value::as_object);
                assert!(members.is_none_or(|members| members.len() == 2), "{members:?}");
            }
        }
    }
}

/// What an extension requires is given with it, and may be left out where it is there.
#[test]
fn what_extensions_require_is_given_where_there_is_none() {
    let attributes = json!([attribute("a", true), attribute("b", false)]);
    for required in [false, true] {
        let target = extended(required, &attributes);
        for operation in operations(&target, 0, &json!({})) {
            let value = operation.unwrap().value.unwrap();
            let names: Vec<&String> = value.as_object().unwrap().keys().collect();
            assert_eq!(names, ["a"]);
        }
        for operation in operations(&target, 0, &json!({(URN): {"a": "x"}})) {
            assert_eq!(operation, None);
        }
    }
}

/// Without a path attributes are given by name, and those of extensions below their URN.
#[test]
fn attributes_of_a_resource_are_given_without_a_path() {
    let target = extended(false, &json!([attribute("a", false)]));
    let patches = Patches::new(&target, &Settings::default());
    let mut given = BTreeSet::new();
    for operation in drawn(200, |source| patches.of_resource(source, &json!({}))) {
        assert_eq!(operation.target, None);
        let value = operation.value.unwrap();
        let members = value.as_object().unwrap();
        assert!(!members.is_empty());
        given.extend(members.keys().cloned());
        assert!(members.get("own").is_none_or(Value::is_string));
        assert!(members.get(URN).is_none_or(|extension| extension["a"].is_string()));
    }
    assert_eq!(given.into_iter().collect::<Vec<_>>(), ["own", URN]);
}
