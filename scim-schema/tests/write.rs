//! Writing: `returned`, projections and what is computed (RFC 7644 section 3.9).
#![cfg(feature = "derive")]
#![expect(clippy::unwrap_used, reason = "tests")]

mod models;

use models::*;
use scim_schema::projection::Projection;
use scim_schema::value::DateTime;
use scim_schema::write::{Scim, etag};
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn written(projection: &Projection<Member>) -> Value {
    let member = member();
    let scim = Scim::new(&member).base("https://example.com/scim/v2/").projection(projection);
    let value: Value = serde_json::from_slice(&scim.to_vec()).unwrap();
    // 7643-2.1-02: the same through any serializer
    assert_eq!(serde_json::to_value(scim).unwrap(), value);
    value
}

fn only(attributes: &str) -> Value {
    let mut value = written(&Projection::attributes(attributes.split(',')));
    // 7643-3.1: always there
    let object = value.as_object_mut().unwrap();
    assert_eq!(object.remove("id"), Some(json!("7")));
    assert!(object.remove("schemas").is_some());
    value
}

#[test]
fn everything_that_is_returned_by_default() {
    assert_eq!(
        written(&Projection::default()),
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
            "id": "7",
            "externalId": "00u1",
            "userName": "bjensen@example.com",
            "name": {"familyName": "Jensen", "givenName": "Barbara"},
            "active": true,
            "emails": [
                {"type": "work", "primary": true, "value": "bjensen@example.com"},
                {"type": "home", "value": "babs@jensen.org"},
            ],
            "addresses": [{"type": "work", "streetAddress": "100 Universal City Plaza", "locality": "Hollywood"}],
            "groups": [{"value": "3"}],
            ENTERPRISE: {"department": "Tour Operations", "manager": {"value": "26118915"}},
            "meta": {
                "resourceType": "User",
                "created": "2010-01-23T04:56:22Z",
                "lastModified": "2011-05-13T04:42:34Z",
                "location": "https://example.com/scim/v2/Users/7",
                "version": "W/\"7\"",
            },
        })
    );
}

/// 7643-2.5: what has no value is not written; nor are its schema and its parent.
#[test]
fn what_is_unassigned_is_not_written() {
    let blank = Member { id: 1, login: "b".into(), ..Member::default() };
    let value: Value = serde_json::from_slice(&Scim::new(&blank).to_vec()).unwrap();
    let object = value.as_object().unwrap();
    let names: Vec<&str> = object.keys().map(String::as_str).collect();
    assert_eq!(names, ["active", "id", "meta", "schemas", "userName"]);
    assert_eq!(value["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:User"]));
}

/// 7644-3.4.2.5: `attributes` names what comes beside what always does.
#[test]
fn attributes() {
    assert_eq!(only("userName"), json!({"userName": "bjensen@example.com"}));
    assert_eq!(
        only("USERNAME, name.familyname"),
        json!({"userName": "bjensen@example.com", "name": {"familyName": "Jensen"}})
    );
    assert_eq!(
        only("emails.value"),
        json!({"emails": [{"value": "bjensen@example.com"}, {"value": "babs@jensen.org"}]})
    );
    assert_eq!(only("emails.primary"), json!({"emails": [{"primary": true}]}));
    assert_eq!(only("addresses.locality"), json!({"addresses": [{"locality": "Hollywood"}]}));
    assert_eq!(
        only("meta.location"),
        json!({"meta": {"location": "https://example.com/scim/v2/Users/7"}})
    );
    assert_eq!(
        only(&format!("{ENTERPRISE}:manager")),
        json!({ENTERPRISE: {"manager": {"value": "26118915"}}})
    );
    assert_eq!(
        only(&format!("{ENTERPRISE}:manager.value"))[ENTERPRISE],
        json!({"manager": {"value": "26118915"}})
    );
    assert_eq!(only(ENTERPRISE)[ENTERPRISE]["department"], "Tour Operations");
    assert_eq!(
        only("urn:ietf:params:scim:schemas:core:2.0:User:userName"),
        json!({"userName": "bjensen@example.com"})
    );
    // unknown, malformed and never returned: nothing
    for nothing in ["shoeSize", "emails[", "", "password", "urn:example:x:userName"] {
        assert_eq!(only(nothing), json!({}), "{nothing}");
    }
}

/// 7644-3.4.2.5: `excludedAttributes` removes what is returned by default, never what is always.
#[test]
fn excluded_attributes() {
    let value = written(&Projection::excluding([
        "emails",
        "id",
        "schemas",
        "name.givenName",
        "addresses.locality",
        "meta",
    ]));
    assert_eq!(value["id"], "7");
    assert!(
        value.get("schemas").is_some()
            && value.get("emails").is_none()
            && value.get("meta").is_none()
    );
    assert_eq!(value["name"], json!({"familyName": "Jensen"}));
    assert_eq!(
        value["addresses"],
        json!([{"type": "work", "streetAddress": "100 Universal City Plaza"}])
    );
    let value = written(&Projection::excluding([&*format!("{ENTERPRISE}:department"), "groups"]));
    assert_eq!(value[ENTERPRISE], json!({"manager": {"value": "26118915"}}));
}

/// 7643-7: `returned` decides: `request` only when named, `never` not even then.
#[test]
fn returned() {
    let badge = Badge { serial_number: "A-1".into(), notes: Some("x".into()), ..Badge::default() };
    let by_default: Value = serde_json::from_slice(&Scim::new(&badge).to_vec()).unwrap();
    assert!(by_default.get("notes").is_none());
    let named = Projection::<Badge>::attributes(["notes"]);
    let named: Value =
        serde_json::from_slice(&Scim::new(&badge).projection(&named).to_vec()).unwrap();
    assert_eq!(named["notes"], "x");
    assert!(!Scim::new(&member()).to_string().contains("t1meMa$heen"));
    assert!(Projection::<Member>::excluding(["emails"]).includes("name"));
    assert!(!Projection::<Member>::excluding(["emails"]).includes("emails"));
    let all = Projection::<Badge>::everything();
    assert!(all.includes("notes") && all.includes("serialNumber") && !all.includes("nothing"));
    let default = Projection::<Badge>::default();
    assert!(!default.includes("notes") && default.includes("SERIALNUMBER"));
    assert!(!Projection::<Member>::default().includes("password"));
}

/// 7644-3.9-03, -06: the two parameters, each a list; a list of nothing asks for nothing.
#[test]
fn parameters() {
    let of = Projection::<Member>::from_parameters;
    let named = of(Some("emails, active"), None);
    assert!(named.includes("emails") && named.includes("active") && !named.includes("name"));
    let without = of(Some(" , "), Some("emails,active"));
    assert!(!without.includes("emails") && without.includes("name"));
    let both = of(Some("name"), Some("name"));
    assert!(both.includes("name") && !both.includes("emails"));
    assert!(of(None, Some("")).includes("emails"));
}

/// 7644-3.14: versions are weak `ETag`s.
#[test]
fn versions() {
    assert_eq!(etag(&member()).as_deref(), Some("W/\"7\""));
    assert_eq!(etag(&Badge::default()), None);
}

#[test]
fn text_is_escaped_and_ids_are_encoded() {
    let awkward = "quote \" back \\ line \n tab \t bell \u{7} nul \u{0} é 😀 end";
    let badge = Badge { id: "a/b c?é".into(), serial_number: awkward.into(), ..Badge::default() };
    let json = Scim::new(&badge).base("https://example.com").to_string();
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["serialNumber"], awkward);
    assert_eq!(value["meta"]["location"], "https://example.com/Badges/a%2Fb%20c%3F%C3%A9");
}

/// A date that came as text goes out as the same text.
#[test]
fn dates_keep_their_text() {
    let text = "2008-01-23T04:56:22.10-05:00";
    let badge = Badge { issued_at: Some(DateTime::parse(text).unwrap()), ..Badge::default() };
    assert!(Scim::new(&badge).to_string().contains(text));
}
