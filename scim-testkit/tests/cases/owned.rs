//! What the application owns, as a client edits what is around it.

use super::{Row, badge, user};
use crate::models::{Badge, BadgeState, agrees, owning};
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Patch, Replace};
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{EnterpriseUser, Manager, Name, User};
use scim_testkit::oracle::{Patched, create, document, patch, replace};
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Both apply an operation alike for someone who does not write these attributes.
fn owned<R: ScimResource>(
    stored: &R,
    paths: &[&str],
    dialect: Dialect,
    operation: &Value,
) -> Patched {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [operation],
    });
    let (owned, shape) = owning(stored, paths);
    let expected = patch(&body, &shape, &document(stored), dialect).unwrap();
    let actual = Patch::new(body.to_string(), dialect).and_then(|p| p.owned(owned).apply(stored));
    let both = (expected.document.clone(), !expected.ignored.is_empty());
    agrees(stored, &body, Ok(both), actual).unwrap();
    expected
}

fn named() -> User {
    let name =
        Name { given_name: Some("B".into()), family_name: Some("J".into()), ..Name::default() };
    User { name: Some(name), title: Some("Guide".into()), ..user() }
}

/// Decided: what is passed over because the application owns it is reported, wherever it is given.
#[test]
fn what_is_owned_is_reported() {
    let add = |value: Value| json!({"op": "add", "value": value});
    let at = |path: &str, value: Value| json!({"op": "replace", "path": path, "value": value});
    let lenient = Dialect::OKTA;
    for (paths, dialect, operation, ignored) in [
        (["title"], Dialect::RFC, add(json!({"title": "x"})), "title"),
        (["title"], lenient, at("title", json!("x")), "title"),
        (["name.givenName"], lenient, add(json!({"name.givenName": "x"})), "name.givenName"),
        (["name.givenName"], Dialect::RFC, add(json!({"name": {"givenName": "x"}})), "givenName"),
        (["name.givenName"], Dialect::RFC, at("name", json!({"givenName": "x"})), "givenName"),
    ] {
        let patched = owned(&named(), &paths, dialect, &operation);
        assert_eq!(patched.ignored, [ignored], "{operation}");
        assert_eq!(patched.document, document(&named()), "{operation}");
    }
    let row = row();
    let operation = at(r#"emails[type eq "work"]"#, json!({"value": "x", "display": "y"}));
    let patched = owned(&row, &["emails.display"], Dialect::RFC, &operation);
    assert_eq!(patched.ignored, ["display"]);
    let held = json!([{"type": "work", "value": "x", "display": "B"}]);
    assert_eq!(patched.document["emails"], held);
}

fn row() -> Row {
    Row { id: 7, user_name: "b".into(), email: Some("v".into()), email_name: Some("B".into()) }
}

/// Decided: what is owned stays where the rest of what it is in is unassigned.
#[test]
fn what_is_owned_stays() {
    let null = |path: &str| json!({"op": "replace", "path": path, "value": null});
    let remove = |path: &str| json!({"op": "remove", "path": path});
    let given = ["name.givenName"];
    for operation in [null("name"), remove("name")] {
        let patched = owned(&named(), &given, Dialect::RFC, &operation);
        assert_eq!(patched.document["name"], json!({"givenName": "B"}), "{operation}");
    }
    let manager = Manager { value: Some("26".into()), ..Manager::default() };
    let enterprise = EnterpriseUser {
        department: Some("Tours".into()),
        manager: Some(manager),
        ..EnterpriseUser::default()
    };
    let led = User { enterprise: Some(enterprise), ..user() };
    let path = format!("{ENTERPRISE}:manager.value");
    let patched = owned(&led, &[&path], Dialect::RFC, &remove(ENTERPRISE));
    assert_eq!(patched.document[ENTERPRISE], json!({"manager": {"value": "26"}}));
    let operation = remove(r#"emails[type eq "work"]"#);
    let patched = owned(&row(), &["emails.display"], Dialect::RFC, &operation);
    assert_eq!(patched.document["emails"], json!([{"type": "work", "display": "B"}]));
}

/// 7644-3.5.1-12: what is owned is as if it had been left out: a POST gives it its default, a PUT
/// does not.
#[test]
fn a_default_of_what_is_owned() {
    let stored = Badge { state: BadgeState::Gone, ..badge() };
    let body = json!({
        "schemas": ["urn:example:scim:schemas:2.0:Badge"],
        "serialNumber": "A-1",
        "state": "inUse",
    });
    let (rest, shape) = owning(&stored, &["state"]);
    let held = document(&stored);
    let dialect = Dialect::RFC;
    let made = create(&body, &shape, &held, dialect).unwrap();
    assert_eq!(made["state"], "issued");
    let post = Create::new(body.to_string(), dialect).and_then(|p| p.owned(rest).apply(&stored));
    agrees(&stored, &body, Ok((made, false)), post).unwrap();
    let (rest, _) = owning(&stored, &["state"]);
    let after = replace(&body, &shape, &held, dialect).unwrap();
    assert_eq!(after["state"], "lost");
    let put = Replace::new(body.to_string(), dialect).and_then(|p| p.owned(rest).apply(&stored));
    agrees(&stored, &body, Ok((after, false)), put).unwrap();
}
