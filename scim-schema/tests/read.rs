//! Reading: bodies that edit models (RFC 7644 sections 3.3 and 3.5.1).
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "read/elements.rs"]
mod elements;
#[path = "read/kept.rs"]
mod kept;
mod models;
#[path = "read/refused.rs"]
mod refused;

use models::*;
use scim_schema::ScimResource;
use scim_schema::changes::Changes;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::limits::Limits;
use scim_schema::message::{ScimError, ScimType};
use scim_schema::value::{DateTime, Secret};

const USER: &str = r#""schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"b","#;
const BADGE: &str = r#""schemas":["urn:example:scim:schemas:2.0:Badge"],"serialNumber":"A-1","#;

fn put<R: ScimResource>(body: &str, stored: &R) -> Result<(R, Changes), ScimError> {
    put_as(Dialect::RFC, body, stored)
}

fn put_as<R: ScimResource>(
    dialect: Dialect,
    body: &str,
    stored: &R,
) -> Result<(R, Changes), ScimError> {
    Replace::<R>::new(body, dialect).unwrap().apply(stored)
}

/// The members of a body, after those every body has.
fn user(rest: &str) -> String {
    format!("{{{USER}{rest}}}").replace(",}", "}")
}

fn badge(rest: &str) -> String {
    format!("{{{BADGE}{rest}}}").replace(",}", "}")
}

fn post_badge(rest: &str) -> Result<Badge, ScimError> {
    Create::<Badge>::new(badge(rest), Dialect::RFC)
        .unwrap()
        .apply(&Badge::default())
        .map(|(badge, _)| badge)
}

fn changed(changes: &Changes) -> Vec<String> {
    changes.paths().iter().map(ToString::to_string).collect()
}

/// 7644-3.3: a POST fills a blank resource, and keeps what the application prepared.
#[test]
fn post_edits_a_blank_from_the_application() {
    let blank = Member {
        id: 7,
        team_ids: vec![3],
        created_at: member().created_at,
        updated_at: member().updated_at,
        revision: 7,
        billing_notes: "pays late".into(),
        ..Member::default()
    };
    let (created, changes) =
        Create::<Member>::new(MEMBER, Dialect::RFC).unwrap().apply(&blank).unwrap();
    let mut expected = member();
    expected.office.as_mut().unwrap().geo_code = String::new();
    assert_eq!(created, expected);
    assert!(changes.touches("userName") && !changes.touches("active"), "{changes:?}");
}

/// 7643-2.1-01: attribute names ignore case; so do URNs.
#[test]
fn names_ignore_case() {
    let body = MEMBER
        .replace("userName", "USERNAME")
        .replace("givenName", "GivenNAME")
        .replace("emails", "Emails")
        .replace("urn:ietf", "URN:IETF");
    let (read, _) =
        Create::<Member>::new(body, Dialect::RFC).unwrap().apply(&Member::default()).unwrap();
    assert_eq!(
        (&*read.login, &*read.first_name, &*read.email),
        ("bjensen@example.com", "Barbara", "bjensen@example.com")
    );
    assert_eq!(read.department.as_deref(), Some("Tour Operations"));
}

/// 7644-3.5.1: a PUT of what is stored changes nothing, in any order of elements.
#[test]
fn put_of_the_same_is_no_change() {
    let body = MEMBER.replace(r#""password": "t1meMa$heen","#, "");
    let (read, changes) = put(&body, &member()).unwrap();
    assert_eq!(read, member());
    assert!(changes.is_empty(), "{changes:?}");
}

/// A password edit always counts as a change: a store holds a hash and cannot compare.
#[test]
fn a_password_is_always_a_change() {
    let (_, changes) = put(MEMBER, &member()).unwrap();
    assert_eq!(changed(&changes), ["password"]);
}

/// 7644-3.5.1: what a PUT leaves out is unassigned, but for `active` and secrets; what is not
/// mapped survives.
#[test]
fn put_unassigns_what_it_leaves_out_and_nothing_else() {
    let stored =
        Member { deactivated_at: Some(DateTime::parse(deactivation::NOW).unwrap()), ..member() };
    let (read, changes) = put(&user(""), &stored).unwrap();
    let expected = Member {
        id: 7,
        login: "b".into(),
        deactivated_at: stored.deactivated_at.clone(),
        password: Some(Secret::new("t1meMa$heen")),
        team_ids: vec![3],
        created_at: stored.created_at.clone(),
        updated_at: stored.updated_at.clone(),
        revision: 7,
        billing_notes: "pays late".into(),
        ..Member::default()
    };
    assert_eq!(read, expected);
    assert!(
        !changes.touches("active") && !changes.touches("password") && changes.touches("emails")
    );
}

/// The module of a `with` field is not called when the value is the same: the date of the first
/// deactivation survives a second.
#[test]
fn deactivating_twice_keeps_the_first_date() {
    let at = DateTime::parse("2020-02-02T02:02:02Z").unwrap();
    let stored = Member { deactivated_at: Some(at.clone()), ..member() };
    let (read, _) = put(&user(r#""active":false"#), &stored).unwrap();
    assert_eq!(read.deactivated_at, Some(at));
    let (read, changes) = put(&user(r#""active":true"#), &stored).unwrap();
    assert_eq!(read.deactivated_at, None);
    assert!(changes.touches("active"));
}

/// 7643-2.5: null, `[]`, `{}` and a complex value with nothing in it are unassigned.
#[test]
fn unassigned_has_many_spellings() {
    let body = user(
        r#""externalId":null,"name":{},"emails":[],"addresses":[{"type":"work"},null,{}],"active":true,
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":null"#,
    );
    let (read, _) = put(&body, &member()).unwrap();
    assert_eq!(
        (read.okta_id, &*read.first_name, &*read.email, read.department),
        (None, "", "", None)
    );
    assert_eq!(read.home_email, None);
}

/// `""` is unassigned for Okta and Entra; for others only where a field has no other empty state.
#[test]
fn the_empty_string_by_dialect() {
    let body = user(r#""externalId":"","name":{"givenName":""},"active":true"#);
    let (read, _) = put(&body, &member()).unwrap();
    assert_eq!((read.okta_id.as_deref(), &*read.first_name), (Some(""), ""));
    let (read, _) = put_as(Dialect::OKTA, &body, &member()).unwrap();
    assert_eq!((read.okta_id, &*read.first_name), (None, ""));
}

/// 7643-3-: `schemas` is required, and names the resource type's schemas only.
#[test]
fn schemas_by_dialect() {
    for body in [
        r#"{"userName":"b"}"#,
        r#"{"schemas":[],"userName":"b"}"#,
        r#"{"schemas":null,"userName":"b"}"#,
        r#"{"schemas":["urn:example:Other"],"userName":"b"}"#,
        r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:Other"],"userName":"b"}"#,
        r#"{"schemas":"urn:ietf:params:scim:schemas:core:2.0:User","userName":"b"}"#,
    ] {
        let error = put(body, &member()).expect_err(body);
        assert_eq!((error.status(), &*error.path()), (400, "schemas"), "{body}: {error}");
        for dialect in [Dialect::OKTA, Dialect::ENTRA] {
            if !body.contains(r#""schemas":""#) {
                put_as(dialect, body, &member()).unwrap_or_else(|error| panic!("{body}: {error}"));
            }
        }
    }
}

/// 7643-7: `readOnly` is ignored, another `id` is a mistake; `immutable` is written once.
#[test]
fn mutability() {
    let body = user(
        r#""id":"7","groups":[{"value":"9"}],"meta":{"created":"x","version":1},"active":true"#,
    );
    let (read, _) = put(&body, &member()).unwrap();
    assert_eq!((read.team_ids, read.created_at), (vec![3], member().created_at));
    let error = put(&user(r#""id":"8""#), &member()).unwrap_err();
    assert_eq!((error.scim_type(), &*error.path()), (Some(ScimType::Mutability), "id"));

    let red = Badge { color: Some(Color("red".into())), ..Badge::default() };
    assert_eq!(put(&badge(""), &red).unwrap().0.color, red.color);
    assert_eq!(put(&badge(r#""color":"red""#), &red).unwrap().0.color, red.color);
    assert_eq!(
        put(&badge(r#""color":"blue""#), &Badge::default()).unwrap().0.color,
        Some(Color("blue".into()))
    );
    for other in ["\"blue\"", "null"] {
        let error = put(&badge(&format!(r#""color":{other}"#)), &red).unwrap_err();
        assert_eq!((error.scim_type(), &*error.path()), (Some(ScimType::Mutability), "color"));
    }
}

/// 7643-7: a required attribute must have a value, in POST and in PUT.
#[test]
fn required() {
    let body = r#"{"schemas":["urn:example:scim:schemas:2.0:Badge"]}"#;
    let stored = Badge { serial_number: "A-1".into(), ..Badge::default() };
    let post =
        Create::<Badge>::new(body, Dialect::RFC).unwrap().apply(&Badge::default()).unwrap_err();
    for error in
        [post, put(body, &stored).unwrap_err(), post_badge(r#""serialnumber":null"#).unwrap_err()]
    {
        assert_eq!(&*error.path(), "serialNumber", "{error}");
    }
}

/// `default` applies to POST, `on_omit` to PUT.
#[test]
fn defaults_and_what_is_kept() {
    assert_eq!(post_badge("").unwrap().state, BadgeState::Issued);
    assert_eq!(post_badge(r#""state":"LOST""#).unwrap().state, BadgeState::Gone);
    let stored = Badge {
        state: BadgeState::InUse,
        remark: Some("torn".into()),
        lost: Some(true),
        ..Badge::default()
    };
    let (read, _) = put(&badge(""), &stored).unwrap();
    assert_eq!(
        (read.state, read.remark.as_deref(), read.lost),
        (BadgeState::InUse, Some("torn"), None)
    );
}

/// Booleans as text are Entra's.
#[test]
fn boolean_text_by_dialect() {
    let body = user(r#""active":"False""#);
    assert!(put(&body, &member()).is_err());
    assert!(put_as(Dialect::ENTRA, &body, &member()).unwrap().0.deactivated_at.is_some());
}

/// Many elements are found by hashing, not by comparing each with each.
#[test]
fn large_lists_are_linear() {
    let doors: Vec<Door> =
        (0..50_000).map(|n| Door { number: Some(n), row_id: 1, ..Door::default() }).collect();
    let stored = Badge { serial_number: "A-1".into(), doors, ..Badge::default() };
    let body: Vec<String> =
        (0..50_000).rev().map(|n| format!(r#"{{"number":{n},"name":"x"}}"#)).collect();
    let mut limits = Limits::DEFAULT;
    limits.body = 16 << 20;
    let body = badge(&format!(r#""doors":[{}]"#, body.join(",")));
    let replace = Replace::<Badge>::with_limits(body, Dialect::RFC, limits).unwrap();
    let (read, _) = replace.apply(&stored).unwrap();
    assert!(read.doors.iter().all(|door| door.row_id == 1 && door.name.is_some()));
}
