//! What is said where nothing was done, or another thing than was asked for.

use super::{code, file, out, program};
use crate::serve::{http, service};
use bytes::Bytes;
use http::Response;
use serde_json::{Value, json};
use std::fs;
use std::process::Output;

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A run that skipped everything is no proof of anything.
#[test]
fn nothing_checked_is_not_conformant() {
    let url = http(service(), |_, response| response);
    let output = program(&["okta", &url, "--scenario", "entitlements"]);
    assert_eq!(code(&output), 2, "{}", out(&output));
    let expected = "error: nothing was checked: all of it was skipped, such as `put.entitlements`: \
                    there is no resource type with Okta's Role or Entitlement\n";
    assert_eq!(said(&output), expected);
}

fn schema(id: &str, attribute: &Value) -> Value {
    json!({"id": id, "name": "Example", "attributes": [attribute]})
}

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

/// Of a file: the extensions of users, and a note of every other and of what cannot be read.
#[test]
fn a_mapping_has_the_extensions_of_users_alone() {
    let (badge, other) = ("urn:example:extension:2.0:Badge", "urn:example:extension:acme:2.0:User");
    let schemas = json!([
        schema(USER, &json!({"name": "userName", "type": "string"})),
        schema("urn:example:2.0:Badge", &json!({"name": "colour"})),
        schema(badge, &json!({"name": "opens"})),
        schema(other, &json!({"name": "desk"})),
        schema("urn:example:2.0:Odd", &json!({"name": "odd", "type": "number"})),
    ]);
    let path = file("extensions.json");
    let run = |text: &str| {
        fs::write(&path, text).unwrap();
        let output = program(&["mapping", &path.display().to_string(), "--format", "csv"]);
        assert_eq!(code(&output), 0, "{}", said(&output));
        (out(&output), said(&output))
    };
    let (csv, notes) = run(&schemas.to_string());
    assert!(csv.contains("desk") && !csv.contains("opens"), "{csv}");
    let left_out = format!("note: `{badge}` is left out: neither a resource type nor its URN");
    assert!(notes.contains(&left_out), "{notes}");
    assert!(notes.contains("note: `urn:example:2.0:Odd:odd` cannot be read: "), "{notes}");
    // as resource types say, and with the mark that some editors write
    let types = json!([{"name": "User", "endpoint": "/Users", "schema": USER,
        "schemaExtensions": [{"schema": badge, "required": false}]}]);
    let (csv, _) = run(&format!("\u{feff}{}", json!({"schemas": schemas, "resourceTypes": types})));
    assert!(!csv.contains("desk") && csv.contains("opens"), "{csv}");
}

/// Of a server: what it does not describe is not made up unnoticed.
#[test]
fn a_mapping_says_what_is_not_the_servers() {
    let answering = |schemas: Value| {
        http(service(), move |request, response| match request.uri().path() {
            "/Schemas" => Response::builder().body(Bytes::from(schemas.to_string())).unwrap(),
            _ => response,
        })
    };
    let output = program(&["mapping", &answering(json!({"Resources": []}))]);
    assert_eq!((code(&output), out(&output).as_str()), (2, ""));
    let expected = "error: the server describes no schema at `/Schemas`: give a file with its \
                    schemas, such as `schemas.json`\n";
    assert_eq!(said(&output), expected);
    let group =
        schema("urn:ietf:params:scim:schemas:core:2.0:Group", &json!({"name": "displayName"}));
    let output = program(&["mapping", &answering(json!({"Resources": [group]}))]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let note = format!("note: `{USER}` is not described; the RFC's schema is taken\n");
    assert!(said(&output).contains(&note), "{}", said(&output));
}
