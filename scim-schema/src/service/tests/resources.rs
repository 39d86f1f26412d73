//! Creating, reading, replacing, deleting and listing resources.

use super::*;
use serde_json::json;

const BADGES: &str = "/scim/v2/Badges";

fn badge(serial: &str) -> String {
    json!({"schemas": ["urn:example:scim:schemas:2.0:Badge"], "serial": serial, "pin": "4711"})
        .to_string()
}

/// A service with so many badges of `acme`, the serial numbers `s1`, `s2` and so on.
fn with_badges(count: usize) -> (ScimService, Memory) {
    let (service, memory) = service();
    for number in 1..=count {
        let created = Send::post(BADGES, &badge(&format!("s{number}"))).to(&service);
        assert_eq!(created.status, 201, "{created:?}");
    }
    (service, memory)
}

/// 7644-3.3-07 … -10, 7644-3.1-01, 7644-3.14-02 and -03: `201` with Location, ETag and the body.
#[test]
fn create() {
    let (service, memory) = service();
    let created = Send::post(BADGES, &badge("s1")).to(&service);
    assert_eq!(created.status, 201);
    assert_eq!(created.header("content-type"), "application/scim+json");
    assert_eq!(created.header("location"), "http://localhost:8080/scim/v2/Badges/1");
    assert_eq!(created.header("etag"), "W/\"1\"");
    assert_eq!(
        created.json(),
        json!({
            "schemas": ["urn:example:scim:schemas:2.0:Badge"], "id": "1", "serial": "s1",
            "meta": {
                "resourceType": "Badge",
                "location": "http://localhost:8080/scim/v2/Badges/1",
                "version": "W/\"1\""
            }
        })
    );
    assert_eq!(memory.tables().badges.len(), 1);
}

/// 7644-3.3-11: `409` with scimType uniqueness, and nothing stored.
#[test]
fn a_conflict() {
    let (service, memory) = with_badges(1);
    Send::post(BADGES, &badge("s1")).to(&service).error(409, Some("uniqueness"));
    assert_eq!(memory.tables().badges.len(), 1);
}

/// 7644-3.4.1-02, -03, 7643-3.1-23, -24.
#[test]
fn get() {
    let (service, _) = with_badges(1);
    let got = Send::get("/scim/v2/Badges/1").to(&service);
    assert_eq!((got.status, got.header("etag")), (200, "W/\"1\""));
    assert_eq!(got.header("content-location"), got.json()["meta"]["location"]);
    assert_eq!(got.json()["serial"], "s1");
    assert!(got.json().get("pin").is_none());
    Send::get("/scim/v2/Badges/2").to(&service).error(404, None);
}

/// An id that does not parse, or that is spelled differently, is `404` on every method, and no
/// store is asked.
#[test]
fn ids_that_are_none() {
    let (service, memory) = with_badges(1);
    memory.tables().seen.clear();
    for id in ["x", "-1", "01", "+1", "1%20", "99999999999999999999999", "%00"] {
        let uri = format!("{BADGES}/{id}");
        for request in [Send::get(&uri), Send::new("DELETE", &uri), Send::put(&uri, &badge("s9"))] {
            request.to(&service).error(404, None);
        }
    }
    assert_eq!(memory.tables().seen, [""; 0]);
}

/// Any text is an id, percent-encoded in URIs.
#[test]
fn ids_of_any_text() {
    let (service, _) = service();
    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"x"}"#;
    let created = Send::post("/scim/v2/Groups", body).to(&service);
    let location = created.header("location");
    assert_eq!(location, "http://localhost:8080/scim/v2/Groups/a%2F1%20%C3%BC");
    let got = Send::get(location).to(&service);
    assert_eq!((got.status, got.json()["id"].as_str()), (200, Some("a/1 ü")));
    assert!(got.headers.get("etag").is_none());
}

/// 7644-3.14-01, -04, -05: `304` without a body for the version that the client has.
#[test]
fn if_none_match() {
    let (service, _) = with_badges(1);
    let get =
        |tags: &str| Send::get("/scim/v2/Badges/1").header("if-none-match", tags).to(&service);
    for tags in ["W/\"1\"", "\"1\"", "W/\"0\", W/\"1\"", "*"] {
        let answered = get(tags);
        assert_eq!((answered.status, answered.body.len()), (304, 0), "{tags}");
        assert_eq!(answered.header("etag"), "W/\"1\"");
    }
    assert_eq!(get("W/\"2\"").status, 200);
    get("1").error(400, Some("invalidValue"));
}

/// 7644-3.14-06, -07, 7644-3.12-16: a write for another version is `412` and stores nothing.
#[test]
fn if_match() {
    let (service, memory) = with_badges(1);
    let uri = "/scim/v2/Badges/1";
    for (method, body) in [("PUT", badge("s2")), ("DELETE", String::new()), ("GET", String::new())]
    {
        let request = Send::new(method, uri).body(body).header("if-match", "W/\"7\"");
        request.to(&service).error(412, None);
    }
    let request = Send::put(uri, &badge("s2")).header("if-none-match", "*");
    request.to(&service).error(412, None);
    assert_eq!(memory.tables().badges.values().next().unwrap().serial, "s1");

    let put = Send::put(uri, &badge("s2")).header("if-match", "\"7\", W/\"1\"").to(&service);
    assert_eq!((put.status, put.header("etag")), (200, "W/\"2\""));
    let deleted = Send::new("DELETE", uri).header("if-match", "W/\"2\"").to(&service);
    assert_eq!(deleted.status, 204);
}

/// What is new has no version: a POST that requires one is refused, one that excludes all is not.
#[test]
fn create_under_a_precondition() {
    let (service, memory) = service();
    let post =
        |name: &str, tags: &str| Send::post(BADGES, &badge("s1")).header(name, tags).to(&service);
    post("if-match", "W/\"1\"").error(412, None);
    post("if-match", "1").error(400, Some("invalidValue"));
    assert!(memory.tables().badges.is_empty());
    assert_eq!(post("if-none-match", "*").status, 201);
}

/// 7644-3.5.1: a replacement answers the resource as it is now; what SCIM does not map stays.
#[test]
fn replace() {
    let (service, memory) = with_badges(1);
    memory.tables().badges.values_mut().next().unwrap().opened = 12;
    let put = Send::put("/scim/v2/Badges/1", &badge("s2")).to(&service);
    assert_eq!((put.status, put.header("etag")), (200, "W/\"2\""));
    assert_eq!(put.json()["serial"], "s2");
    assert_eq!(put.json()["meta"]["version"], "W/\"2\"");
    assert_eq!(put.header("location"), "", "only a created resource has one");
    let tables = memory.tables();
    let stored = tables.badges.values().next().unwrap();
    assert_eq!((stored.opened, stored.pin.as_ref().unwrap().expose()), (12, "4711"));
}

/// An edit that changes nothing moves no version.
#[test]
fn replace_by_the_same() {
    let (service, _) = with_badges(1);
    let got = Send::get("/scim/v2/Badges/1").to(&service);
    let same = String::from_utf8(got.body).unwrap();
    let put = Send::put("/scim/v2/Badges/1", &same).to(&service);
    assert_eq!((put.status, put.header("etag")), (200, "W/\"1\""));
}

/// 7644-3.2-06, 7644-3.5.1-02: PUT creates nothing.
#[test]
fn replace_of_nothing() {
    let (service, memory) = service();
    Send::put("/scim/v2/Badges/7", &badge("s1")).to(&service).error(404, None);
    assert!(memory.tables().badges.is_empty());
}

/// A store that does not answer the resource is asked for it.
#[test]
fn replace_without_loading() {
    let (service, _) = service();
    let group = |name: &str| {
        format!(
            r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{name}"}}"#
        )
    };
    let created = Send::post("/scim/v2/Groups", &group("x")).to(&service);
    let put = Send::put(created.header("location"), &group("y")).to(&service);
    assert_eq!((put.status, put.json()["displayName"].as_str()), (200, Some("y")));
    Send::put(created.header("location"), &group("z"))
        .header("if-match", "\"1\"")
        .to(&service)
        .error(412, None);
}

/// 7644-3.6-02 … -06: `204`, then `404` everywhere, and what was unique is free again.
#[test]
fn delete() {
    let (service, memory) = with_badges(2);
    let deleted = Send::new("DELETE", "/scim/v2/Badges/1").to(&service);
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    assert!(deleted.headers.get("content-type").is_none());
    Send::new("DELETE", "/scim/v2/Badges/1").to(&service).error(404, None);
    Send::get("/scim/v2/Badges/1").to(&service).error(404, None);
    assert_eq!(Send::get(BADGES).to(&service).json()["totalResults"], 1);
    assert_eq!(Send::post(BADGES, &badge("s1")).to(&service).status, 201);
    assert_eq!(memory.tables().badges.len(), 2);
}

/// 7644-3.4.2-04 … -12, 7644-3.4.2.4-03 … -13.
#[test]
fn list() {
    let (service, _) = with_badges(5);
    let list = |query: &str| {
        let listed = Send::get(&format!("{BADGES}{query}")).to(&service);
        assert_eq!(listed.status, 200, "{listed:?}");
        let body = listed.json();
        assert_eq!(body["schemas"], json!([crate::message::LIST_RESPONSE_URN]));
        let serials: Vec<_> = body["Resources"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["serial"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(body["itemsPerPage"], serials.len());
        (body["totalResults"].as_u64().unwrap(), body["startIndex"].as_u64().unwrap(), serials)
    };
    assert_eq!(list("?startIndex=2&count=2"), (5, 2, vec!["s2".into(), "s3".into()]));
    // the server's own limit is 3
    assert_eq!(list(""), (5, 1, vec!["s1".into(), "s2".into(), "s3".into()]));
    assert_eq!(list("/?count=100&startIndex=0").2.len(), 3);
    assert_eq!(list("?startIndex=5"), (5, 5, vec!["s5".into()]));
    assert_eq!(list("?startIndex=6"), (5, 6, vec![]));
    assert_eq!(list("?count=0"), (5, 1, vec![]));
    assert_eq!(list("?count=-1"), (5, 1, vec![]));
    let (service, _) = super::service();
    let body = Send::get(BADGES).to(&service).json();
    assert_eq!((&body["totalResults"], &body["Resources"]), (&json!(0), &json!([])));
}

/// 7644-3.9-02, -04, -05, -08: on every response with a resource.
#[test]
fn projections() {
    let (service, _) = service();
    let some = "?attributes=serial&excludedAttributes=serial";
    let minimum_and_serial = json!({
        "schemas": ["urn:example:scim:schemas:2.0:Badge"], "id": "1", "serial": "s1"
    });
    let created = Send::post(&format!("{BADGES}{some}"), &badge("s1")).to(&service);
    assert_eq!(created.json(), minimum_and_serial);
    assert_eq!(created.header("location"), "http://localhost:8080/scim/v2/Badges/1");
    let uri = format!("{BADGES}/1{some}");
    assert_eq!(Send::get(&uri).to(&service).json(), minimum_and_serial);
    let put = Send::put(&uri, &badge("s1")).to(&service);
    assert_eq!((put.json(), put.header("etag")), (minimum_and_serial.clone(), "W/\"2\""));
    let listed = Send::get(&format!("{BADGES}{some}")).to(&service).json();
    assert_eq!(listed["Resources"], json!([minimum_and_serial]));

    let most = Send::get("/scim/v2/Badges/1?excludedAttributes=serial,id").to(&service).json();
    assert!(most.get("serial").is_none() && most["id"] == "1" && most["meta"].is_object());
}

/// 7644-6-02, -04: a tenant's resources are not there for another.
#[test]
fn tenants() {
    let (service, _) = with_badges(1);
    let other = |request: Send| request.header("authorization", "okta-token").to(&service);
    other(Send::get("/scim/v2/Badges/1")).error(404, None);
    other(Send::new("DELETE", "/scim/v2/Badges/1")).error(404, None);
    assert_eq!(other(Send::get(BADGES)).json()["totalResults"], 0);
    // of its dialect: a body without `schemas`; and below its own base URL
    let created = other(Send::post(BADGES, r#"{"serial":"s2"}"#));
    assert_eq!(created.header("location"), "https://globex.example.com/scim/Badges/2");
}
