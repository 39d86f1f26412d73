//! What the application owns, for some who ask.

use super::send::Answered;
use super::*;
use crate::ownership::Owned;
use crate::rfc::User;
use crate::service::{Audited, MemoryStore};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// The application itself, and clients of each dialect.
struct Clients;

impl Authenticate for Clients {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        let identity = Identity::new().tenant("acme");
        let dialect = match credential.secret().expose() {
            "application" => return Ok(identity),
            name => name.parse().map_err(|_| ScimError::unauthorized("not a dialect"))?,
        };
        let owned = Owned::new(["phoneNumbers", "name.familyName"]).unwrap();
        Ok(identity.dialect(dialect).owned::<User>(owned))
    }
}

fn send(service: &ScimService, as_whom: &str, request: Send) -> Answered {
    request.header("authorization", as_whom).to(service)
}

/// Okta's echo of what it read last week overwrites nothing, and does not move `lastModified`; what
/// a client tries is ignored or `400 mutability`, and its `/Schemas` says so.
#[test]
fn clients_do_not_write_what_the_application_owns() {
    let service =
        ScimService::builder().resource(MemoryStore::<User>::new()).authenticate(Clients).build();
    let body = |phone: &str| {
        json!({ "schemas": [USER_URN], "userName": "babs", "displayName": "Babs",
            "name": { "familyName": "Jensen", "givenName": "Barbara" },
            "phoneNumbers": [{ "value": phone }] })
    };
    let post = Send::post("/Users", &body("tel:1").to_string());
    let created = send(&service, "application", post).json();
    let uri = format!("/Users/{}", created["id"].as_str().unwrap());
    // the application, meanwhile
    let moved = send(&service, "application", Send::put(&uri, &body("tel:2").to_string())).json();
    assert_eq!(moved["phoneNumbers"], json!([{ "value": "tel:2" }]));

    for dialect in ["rfc", "okta", "entra"] {
        let mut echo = created.clone();
        echo["name"]["familyName"] = json!("Stale");
        let put = send(&service, dialect, Send::put(&uri, &echo.to_string()));
        assert_eq!((put.status, put.json()), (200, moved.clone()), "{dialect}");

        let patch = |operation: Value| {
            let body = json!({ "schemas": [PATCH_OP], "Operations": [operation] });
            let request = Send::new("PATCH", &uri).body(body.to_string());
            send(&service, dialect, request.header("content-type", "application/scim+json"))
        };
        let named = patch(json!({ "op": "replace", "path": "name.familyName", "value": "X" }));
        match dialect {
            "rfc" => drop(named.error(400, Some("mutability"))),
            _ => assert_eq!((named.status, named.json()), (200, moved.clone()), "{dialect}"),
        }
        let beside =
            patch(json!({ "op": "add", "value": { "phoneNumbers": [{ "value": "tel:3" }] } }));
        assert_eq!((beside.status, beside.json()), (200, moved.clone()), "{dialect}");

        let bulk = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": [{ "method": "PUT", "path": uri, "data": echo }] });
        let bulk = send(&service, dialect, Send::post("/Bulk", &bulk.to_string())).json();
        assert_eq!(bulk["Operations"][0]["status"], "200", "{bulk}");

        let schemas = send(&service, dialect, Send::get("/Schemas")).json();
        let attributes = schemas["Resources"][0]["attributes"].as_array().unwrap().iter();
        let phones = attributes.clone().find(|one| one["name"] == "phoneNumbers").unwrap();
        assert_eq!(phones["mutability"], "readOnly");
        assert_eq!(phones["subAttributes"][0]["mutability"], "readOnly");
        let name = attributes.clone().find(|one| one["name"] == "name").unwrap();
        assert_eq!(name["mutability"], "readWrite");
        let mut parts = name["subAttributes"].as_array().unwrap().iter();
        let family = parts.find(|one| one["name"] == "familyName").unwrap();
        assert_eq!(family["mutability"], "readOnly");
    }
    assert_eq!(send(&service, "application", Send::get(&uri)).json(), moved);
    let schemas = send(&service, "application", Send::get("/Schemas")).json();
    let mut attributes = schemas["Resources"][0]["attributes"].as_array().unwrap().iter();
    let phones = attributes.find(|one| one["name"] == "phoneNumbers").unwrap();
    assert_eq!(phones["mutability"], "readWrite");

    // a new user has none of it yet
    let mut other = body("tel:9");
    other["userName"] = json!("carla");
    let created = send(&service, "okta", Send::post("/Users", &other.to_string()));
    assert_eq!(created.status, 201);
    let user = created.json();
    assert_eq!(
        (user.get("phoneNumbers"), &user["name"]),
        (None, &json!({ "givenName": "Barbara" }))
    );
}

/// What a dialect passes over is told to the audit hook: paths without the values of their filters,
/// also of bulk operations, and nothing where the client was refused.
#[test]
fn what_is_passed_over_is_told() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let audit = told.clone();
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .authenticate(Clients)
        .audit(move |write: &Audited<'_>| {
            let line = format!("{:?} but not {:?}", write.paths, write.ignored);
            audit.lock().unwrap().push(line);
        })
        .build();
    let body = json!({ "schemas": [USER_URN], "userName": "babs",
        "phoneNumbers": [{ "value": "tel:1" }] });
    let post = Send::post("/Users", &body.to_string());
    let created = send(&service, "application", post).json();
    let uri = format!("/Users/{}", created["id"].as_str().unwrap());
    let operations = json!({ "schemas": [PATCH_OP], "Operations": [
        { "op": "replace", "path": "phoneNumbers[value eq \"tel:]1\"].value", "value": "tel:2" },
        { "op": "replace", "path": "phoneNumbers.value", "value": "tel:3" },
        { "op": "replace", "value": { "title": "T", "name": { "familyName": "secret" } } },
    ] });
    told.lock().unwrap().clear();
    for (dialect, status, said) in [
        ("rfc", 400, "[] but not []"),
        ("okta", 200, r#"["title"] but not ["phoneNumbers.value", "name.familyName"]"#),
        ("entra", 200, r#"[] but not ["phoneNumbers.value", "name.familyName"]"#),
    ] {
        let request = Send::new("PATCH", &uri).body(operations.to_string());
        let request = request.header("content-type", "application/scim+json");
        assert_eq!(send(&service, dialect, request).status, status, "{dialect}");
        assert_eq!(*told.lock().unwrap(), [said], "{dialect}");
        told.lock().unwrap().clear();
    }
    let bulk = json!({ "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [{ "method": "PATCH", "path": uri, "data": operations }] });
    assert_eq!(send(&service, "okta", Send::post("/Bulk", &bulk.to_string())).status, 200);
    assert_eq!(*told.lock().unwrap(), [r#"[] but not ["phoneNumbers.value", "name.familyName"]"#]);
}

/// Of several for one type the last holds, and nothing owned is nothing; other types, and what else
/// is said of someone, stay.
#[test]
fn what_an_identity_is_told() {
    use crate::ownership::Owned;
    use crate::rfc::{Group, User};
    use crate::service::Context;
    let owned = |paths: &[&str]| Owned::<User>::new(paths.iter().copied()).unwrap();
    let groups = Owned::<Group>::new(["members"]).unwrap();
    let identity = || Identity::new().owned(groups).owned(owned(&["title"])).extension(7_u8);
    let cx = Context::new(identity().owned(owned(&["nickName"])));
    assert_eq!((cx.owned(), cx.owned()), (Some(owned(&["nickName"])), Some(groups)));
    let none = Context::new(identity().owned(owned(&[])));
    assert_eq!((none.owned::<User>(), none.owned()), (None, Some(groups)));
    assert_eq!(none.extensions().get::<u8>(), Some(&7));
}

/// A client chooses names, and as many as it likes: the first are told, and how many more there were.
#[test]
fn many_that_are_passed_over_are_counted() {
    let told = Arc::new(Mutex::new((Vec::new(), 0)));
    let audit = told.clone();
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .authenticate(Clients)
        .audit(move |write: &Audited<'_>| {
            *audit.lock().unwrap() = (write.ignored.to_vec(), write.ignored_more);
        })
        .build();
    let body = json!({ "schemas": [USER_URN], "userName": "babs" });
    let created = send(&service, "application", Send::post("/Users", &body.to_string())).json();
    let uri = format!("/Users/{}", created["id"].as_str().unwrap());
    let mut members: serde_json::Map<_, _> =
        (0..60).map(|index| (format!("a{index}"), json!(1))).collect();
    members.insert("b".repeat(500), json!(1));
    let operation = json!({ "op": "add", "value": members });
    let operations = json!({ "schemas": [PATCH_OP], "Operations": [operation, operation] });
    let request = Send::new("PATCH", &uri).body(operations.to_string());
    let request = request.header("content-type", "application/scim+json");
    assert_eq!(send(&service, "okta", request).status, 200);
    let (names, more) = told.lock().unwrap().clone();
    assert_eq!((names.len(), more), (50, 22), "11 others, twice: {names:?}");
    assert!(names.iter().all(|name| name.len() <= 100), "{names:?}");
}
