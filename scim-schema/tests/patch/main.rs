//! PATCH (RFC 7644 section 3.5.2): each operation on each kind of target.
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod apart;
mod chosen_slots;
mod dialects;
mod lists;
mod messages;
#[path = "../models/mod.rs"]
mod models;
mod mutability;
mod operations;
mod primary_slots;
mod required;
mod simple_lists;
mod single;
mod slots;
mod value_paths;

use scim_schema::ScimResource;
use scim_schema::changes::Changes;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Patch};
use scim_schema::message::ScimError;
use scim_schema::write::Scim;
use serde_json::Value;

const RFC: Dialect = Dialect::RFC;
const OKTA: Dialect = Dialect::OKTA;
const ENTRA: Dialect = Dialect::ENTRA;

/// The body of a PATCH with these operations.
fn body(operations: &str) -> String {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    format!(r#"{{"schemas":["{urn}"],"Operations":[{operations}]}}"#)
}

fn apply<R: ScimResource>(
    dialect: Dialect,
    stored: &R,
    operations: &str,
) -> Result<(R, Changes), ScimError> {
    Patch::<R>::new(body(operations), dialect).unwrap().apply(stored)
}

fn changed(changes: &Changes) -> Vec<String> {
    changes.paths().iter().map(ToString::to_string).collect()
}

/// A resource from the members of a POST.
fn resource<R: ScimResource + Default>(urn: &str, members: &str) -> R {
    let body = format!(r#"{{"schemas":["{urn}"],{members}}}"#);
    Create::<R>::new(body, Dialect::OKTA).unwrap().apply(&R::default()).unwrap().0
}

/// What a client reads at a pointer; null where there is nothing.
fn at<R: ScimResource>(resource: &R, pointer: &str) -> Value {
    let json: Value = serde_json::from_slice(&Scim::new(resource).to_vec()).unwrap();
    json.pointer(pointer).cloned().unwrap_or_default()
}

/// What is expected of operations.
enum Then {
    /// This, at the pointer.
    Is(&'static str),
    /// The same, and nothing changed.
    Stays,
    /// An error of this type at this path.
    Fails(&'static str, &'static str),
}
use Then::{Fails, Is, Stays};

/// Rows of a table: what holds it, the dialect, operations, where to look and what is expected.
fn check<R: ScimResource + PartialEq + std::fmt::Debug>(
    stored: &R,
    rows: &[(&str, Dialect, &str, &str, Then)],
) {
    for (ids, dialect, operations, pointer, then) in rows {
        let what = format!("{ids} {dialect:?} {operations}");
        match (apply(*dialect, stored, operations), then) {
            (Ok((after, changes)), Is(expected)) => {
                let expected: Value = serde_json::from_str(expected).unwrap();
                assert_eq!(at(&after, pointer), expected, "{what}");
                assert!(!changes.is_empty(), "nothing changed: {what}");
            }
            (Ok((after, changes)), Stays) => {
                assert_eq!(&after, stored, "{what}");
                assert!(changes.is_empty(), "{:?} changed: {what}", changes.paths());
            }
            (Err(error), Fails(scim_type, path)) => {
                let found = error.scim_type().map_or("", |found| found.as_str());
                assert_eq!((found, &*error.path()), (*scim_type, *path), "{what}: {error}");
                assert_eq!(error.status(), 400, "{what}");
            }
            (Ok((after, _)), Fails(..)) => panic!("{what}: {}", at(&after, "")),
            (Err(error), Is(_) | Stays) => panic!("{what}: {error:?}"),
        }
    }
}
