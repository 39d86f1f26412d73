use super::{create_agrees, patch_agrees, replace_agrees};
use crate::law::wrong::Wrong;
use crate::law::{Broken, Edited, Engine, Shipped};
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::rfc::Group;
use serde_json::{Value, json};

fn staff() -> Group {
    Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() }
}

fn body(name: &str) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": name})
}

fn patch(operations: &[Value]) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

fn replacing(path: &str) -> Value {
    json!({"op": "replace", "path": path, "value": "All"})
}

fn created(engine: &dyn Engine<Group>) -> Result<(), Broken> {
    create_agrees(engine, &Group::default(), &body("All"), Dialect::RFC)
}

fn replaced(engine: &dyn Engine<Group>) -> Result<(), Broken> {
    replace_agrees(engine, &staff(), &body("All"), Dialect::RFC)
}

fn patched(engine: &dyn Engine<Group>) -> Result<(), Broken> {
    patch_agrees(engine, &staff(), &patch(&[replacing("displayName")]), Dialect::RFC)
}

fn louder(edited: Result<Edited<Group>, ScimError>) -> Result<Edited<Group>, ScimError> {
    let mut edited = edited?;
    edited.resource.display_name.push('!');
    Ok(edited)
}

fn unreported(edited: Result<Edited<Group>, ScimError>) -> Result<Edited<Group>, ScimError> {
    let mut edited = edited?;
    edited.changed.clear();
    Ok(edited)
}

#[test]
fn an_edit_that_ends_otherwise_breaks_the_law() {
    let wrong = Wrong::Create(|group, body, dialect| louder(Shipped.create(group, body, dialect)));
    let broken = created(&wrong).unwrap_err();
    assert!(broken.expected.contains("\"All\"") && broken.actual.contains("\"All!\""), "{broken}");
    let wrong =
        Wrong::Replace(|group, body, dialect| louder(Shipped.replace(group, body, dialect)));
    assert!(replaced(&wrong).is_err());
    let wrong = Wrong::Patch(|group, body, dialect| louder(Shipped.patch(group, body, dialect)));
    assert!(patched(&wrong).is_err());
    for edited in [created, replaced, patched] {
        assert_eq!(edited(&Shipped), Ok(()));
    }
}

#[test]
fn a_put_and_a_patch_report_what_changed_and_nothing_else() {
    let wrong =
        Wrong::Create(|group, body, dialect| unreported(Shipped.create(group, body, dialect)));
    assert_eq!(created(&wrong), Ok(()), "of a POST all is new");
    let wrong =
        Wrong::Replace(|group, body, dialect| unreported(Shipped.replace(group, body, dialect)));
    assert!(replaced(&wrong).is_err());
    let wrong =
        Wrong::Patch(|group, body, dialect| unreported(Shipped.patch(group, body, dialect)));
    assert!(patched(&wrong).is_err());
    // beside what did change
    let wrong = Wrong::Patch(|group, body, dialect| {
        let mut edited = Shipped.patch(group, body, dialect)?;
        edited.changed.insert("externalId".to_owned());
        Ok(edited)
    });
    assert!(patched(&wrong).is_err());
    let wrong = Wrong::Replace(|group, body, dialect| {
        let mut edited = Shipped.replace(group, body, dialect)?;
        edited.changed.insert("displayName".to_owned());
        Ok(edited)
    });
    assert!(replace_agrees(&wrong, &staff(), &body("Staff"), Dialect::RFC).is_err());
}

#[test]
fn what_is_passed_over_without_need_breaks_the_law() {
    let wrong = Wrong::Patch(|group, body, dialect| {
        let mut edited = Shipped.patch(group, body, dialect)?;
        edited.ignored.push("displayName".to_owned());
        Ok(edited)
    });
    assert!(patched(&wrong).is_err());
}

/// 7644-3.5.2-21
#[test]
fn what_follows_a_refused_operation_does_not_matter() {
    let wrong = Wrong::Patch(|group, body, dialect| {
        let right = Shipped.patch(group, body, dialect);
        right.map_err(|error| {
            let all = body.matches("\"op\"").count();
            ScimError::bad_request(error.scim_type().unwrap(), format!("one of {all}"))
        })
    });
    let refused = replacing("undefined");
    let body = patch(&[refused.clone(), replacing("displayName")]);
    let broken = patch_agrees(&wrong, &staff(), &body, Dialect::RFC).unwrap_err();
    assert!(broken.expected.contains("one of 1"), "{broken}");
    assert!(broken.actual.contains("one of 2"), "{broken}");
    for operations in [&[refused.clone()][..], &[replacing("displayName"), refused]] {
        assert_eq!(patch_agrees(&wrong, &staff(), &patch(operations), Dialect::RFC), Ok(()));
    }
}
