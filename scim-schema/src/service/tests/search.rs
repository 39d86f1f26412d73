//! Searches of one endpoint, by GET and by POST.

use super::*;
use serde_json::{Value, json};

const BADGES: &str = "/scim/v2/Badges";
const SEARCH: &str = "/scim/v2/Badges/.search";

/// A service with badges of `acme`, of these serial numbers and colors.
fn with_badges(badges: &[(&str, Option<&str>)]) -> (ScimService, Memory) {
    let (service, memory) = service();
    for (serial, color) in badges {
        let badge = json!({
            "schemas": ["urn:example:scim:schemas:2.0:Badge"], "serial": serial, "color": color,
        });
        assert_eq!(Send::post(BADGES, &badge.to_string()).to(&service).status, 201);
    }
    (service, memory)
}

const COLORS: [(&str, Option<&str>); 4] =
    [("s1", Some("red")), ("s2", None), ("s3", Some("Blue")), ("s4", Some("red"))];

fn serials(body: &Value) -> Vec<&str> {
    let resources = body["Resources"].as_array().unwrap().iter();
    resources.map(|one| one["serial"].as_str().unwrap()).collect()
}

fn request(members: &Value) -> String {
    let mut body = json!({"schemas": [crate::message::SEARCH_REQUEST_URN]});
    body.as_object_mut().unwrap().append(&mut members.as_object().unwrap().clone());
    body.to_string()
}

/// 7644-3.4.2.2-03, -04, 7644-3.4.2.3-02, -03, -07, -09 and 7644-3.4.3-01, -03, -05 to -12: what
/// parameters and the members of a body ask for; both answer the same.
#[test]
fn filters_sorts_and_pages() {
    let (service, memory) = with_badges(&COLORS);
    for (query, body, found, total) in [
        ("filter=color%20pr", json!({"filter": "color pr"}), vec!["s1", "s3", "s4"], 3),
        (
            "filter=COLOR%20Eq%20%22RED%22",
            json!({"filter": "COLOR Eq \"RED\""}),
            vec!["s1", "s4"],
            2,
        ),
        ("filter=color%20eq%20%22x%22", json!({"filter": "color eq \"x\""}), vec![], 0),
        ("sortBy=color", json!({"sortBy": "color"}), vec!["s3", "s1", "s4"], 4),
        (
            "sortBy=color&sortOrder=descending&count=2",
            json!({"sortBy": "color", "sortOrder": "descending", "count": 2}),
            vec!["s2", "s4"],
            4,
        ),
        (
            "filter=not(serial%20eq%20%22s1%22)&sortBy=serial&startIndex=2&count=1",
            json!({"filter": "not(serial eq \"s1\")", "sortBy": "serial", "startIndex": 2, "count": 1}),
            vec!["s3"],
            3,
        ),
        ("count=0", json!({"count": 0}), vec![], 4),
        ("x=y", json!({"x": "y", "sortOrder": "ascending"}), vec!["s1", "s2", "s3"], 4),
        (
            "filter=meta.location%20ew%20%22%2FBadges%2F2%22%20and%20meta.location%20sw%20%22http:%22",
            json!({"filter": "meta.location eq \"http://localhost:8080/scim/v2/Badges/2\""}),
            vec!["s2"],
            1,
        ),
    ] {
        let got = Send::get(&format!("{BADGES}?{query}")).to(&service);
        let posted = Send::post(SEARCH, &request(&body)).to(&service);
        assert_eq!((got.status, posted.status), (200, 200), "{query}");
        assert_eq!(got.header("content-type"), "application/scim+json");
        assert_eq!(got.json(), posted.json(), "{query}");
        assert_eq!((serials(&got.json()), &got.json()["totalResults"]), (found, &json!(total)));
    }
    // 7644-3.4.3-02: nothing was created
    assert_eq!(memory.tables().badges.len(), 4);
}

/// 7644-3.4.2.5-01 to -03, -05, -06, 7644-3.9-07, -09: `id` and `schemas` are always there.
#[test]
fn projections() {
    let (service, _) = with_badges(&COLORS);
    let one = json!({"schemas": ["urn:example:scim:schemas:2.0:Badge"], "id": "1", "serial": "s1"});
    for answered in [
        Send::get(&format!("{BADGES}?count=1&attributes=serial")).to(&service),
        Send::get(&format!("{BADGES}?count=1&excludedAttributes=id,color,meta")).to(&service),
        Send::post(SEARCH, &request(&json!({"count": 1, "attributes": ["serial"]}))).to(&service),
        Send::post(
            SEARCH,
            &request(&json!({"count": 1, "excludedAttributes": ["id", "color", "meta"]})),
        )
        .to(&service),
    ] {
        assert_eq!(answered.json()["Resources"], json!([one]));
    }
}

/// 7644-3.4.2.2-06, -47, 7644-3.4.3-04, -07, 7644-3.12-20, -24: a status, a type, a detail; and no
/// store is asked.
#[test]
fn malformed_searches() {
    let (service, memory) = service();
    for (query, scim_type) in [
        ("filter=", "invalidFilter"),
        ("filter=serial%20regex%20%22a%22", "invalidFilter"),
        ("filter=displayName%20pr", "invalidFilter"),
        ("filter=pin%20pr", "invalidFilter"),
        ("sortBy=displayName", "invalidValue"),
        ("sortBy=pin", "invalidValue"),
        ("sortBy=serial&sortOrder=x", "invalidValue"),
        ("startIndex=1.5", "invalidValue"),
    ] {
        Send::get(&format!("{BADGES}?{query}")).to(&service).error(400, Some(scim_type));
    }
    let deep = format!("filter={}", "(".repeat(10_000));
    Send::get(&format!("{BADGES}?{deep}")).to(&service).error(400, Some("invalidFilter"));
    for (body, scim_type) in [
        ("{}".to_owned(), "invalidSyntax"),
        ("[]".to_owned(), "invalidSyntax"),
        (request(&json!({"filter": "serial"})), "invalidFilter"),
        (request(&json!({"attributes": "serial"})), "invalidValue"),
        (request(&json!({"count": "1"})), "invalidValue"),
    ] {
        for uri in [SEARCH, "/scim/v2/.search"] {
            Send::post(uri, &body).to(&service).error(400, Some(scim_type));
        }
    }
    Send::post(SEARCH, "{}").header("content-type", "text/plain").to(&service).error(415, None);
    assert_eq!(memory.tables().seen, [""; 0]);
    // of the client's dialect: a body without `schemas`, booleans as texts
    let okta = Send::post(SEARCH, "{}").header("authorization", "okta-token").to(&service);
    assert_eq!(okta.status, 200);
}
