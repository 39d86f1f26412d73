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
    let expected = "\nerror: nothing was checked: all of it was skipped, such as `put.entitlements`: \
                    there is no resource type with Okta's Role or Entitlement\n";
    // behind the note of the journal
    assert!(said(&output).ends_with(expected), "{}", said(&output));
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

/// Before the run, of which nothing is asked: nothing listens there.
#[test]
fn a_report_that_cannot_be_written_is_no_run() {
    let directory = env!("CARGO_TARGET_TMPDIR");
    let twice = file("twice.json");
    let name = twice.file_name().unwrap().to_str().unwrap();
    let reports = [
        format!("json={directory}"),
        "html=-".to_owned(),
        format!("json={}", twice.display()),
        format!("junit={directory}/./{name}"),
    ];
    let run = |reports: &[String], more: &[&str]| {
        let reports = reports.iter().flat_map(|report| ["--report", report.as_str()]);
        let arguments: Vec<&str> = ["okta", "http://127.0.0.1:1"]
            .into_iter()
            .chain(reports)
            .chain(more.iter().copied())
            .collect();
        let output = program(&arguments);
        assert_eq!(code(&output), 2, "{arguments:?}");
        said(&output)
    };
    assert!(run(&reports[..1], &[]).contains("` is a directory; write a file such as `"));
    assert!(run(&reports[1..2], &[]).contains("`-` is no file, and standard output has"));
    let two = run(&reports[2..], &[]);
    assert!(two.contains("` is to have two reports: write each to a file of its own"), "{two}");
    let one = run(&reports[2..3], &[]);
    assert!(one.starts_with("error: no answer from `") && !twice.exists(), "{one}");
    // a link to what is not there yet stays one
    #[cfg(unix)]
    {
        let (link, place) = (file("link.json"), file("place.json"));
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(&place, &link).unwrap();
        run(&[format!("json={}", link.display())], &[]);
        assert!(link.is_symlink() && !place.exists());
    }
    let load = run(&reports[2..3], &["--provision", "1"]);
    assert_eq!(load, "error: `--report` is of checks, and a load has none: leave it out\n");
}

/// Less than was asked for is no load.
#[test]
fn a_load_is_what_was_asked_for() {
    let run = |arguments: &[&str]| {
        let output =
            program(&[&["okta", "http://127.0.0.1:1", "--provision", "3"], arguments].concat());
        assert_eq!(code(&output), 2, "{arguments:?}");
        said(&output)
    };
    let expected = "error: groups of 5 need as many users, and 3 are provisioned: write a larger number \
                    of users, or groups such as `2x3`\n";
    assert_eq!(run(&["--push", "2x5"]), expected);
    if cfg!(target_os = "linux") {
        let expected = "error: no process `4000000000` on this machine tells its memory: is it the \
                        server's?\n";
        assert_eq!(run(&["--pid", "4000000000"]), expected);
    }
}
