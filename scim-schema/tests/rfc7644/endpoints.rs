//! Sections 1.2, 1.3, 3.1, 3.2, 3.8 and 3.13: endpoints, methods, media types, encodings, versions.

use crate::provider::*;
use serde_json::{Value, json};

/// 7644-3.2-01, -04, -07, -09: what each endpoint is asked with; other methods are `405` and say which
/// are offered.
#[test]
fn methods() {
    let provider = Provider::new();
    let id = provider.user("bjensen");
    let user = format!("/Users/{id}");
    for (path, offered) in [
        ("/Users", &["GET", "POST"][..]),
        ("/Groups", &["GET", "POST"]),
        (&user, &["GET", "PUT", "PATCH", "DELETE"]),
        ("/ServiceProviderConfig", &["GET"]),
        ("/ResourceTypes", &["GET"]),
        ("/ResourceTypes/User", &["GET"]),
        ("/Schemas", &["GET"]),
        (&format!("/Schemas/{USER}"), &["GET"]),
    ] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let answer = provider.send(request(method, path).header("if-match", "W/\"none\""));
            if offered.contains(&method) {
                let status = answer.code();
                assert!(![404, 405].contains(&status), "{method} {path}: {status}");
                continue;
            }
            let allow = answer.header("allow").to_owned();
            answer.error(405, None);
            assert!(allow.contains("GET"), "{method} {path}: {allow}");
        }
    }
}

/// 7644-3.1-01, -02, 7644-3.8-01, -02, -06 to -09, 7644-3.2-12: JSON in UTF-8, by either of its types, whatever
/// is accepted; singular attributes are values, multi-valued ones arrays, complex ones objects.
#[test]
fn media_types() {
    let provider = Provider::new();
    let name = json!({"givenName": "Bärbel 👩‍🚀", "familyName": "Ｊ\u{0}ø\u{2028}n"});
    for (number, content_type) in [
        "application/scim+json",
        "application/json",
        "application/scim+json; charset=utf-8",
        "APPLICATION/JSON;charset=UTF-8",
    ]
    .into_iter()
    .enumerate()
    {
        let body = user(
            json!({"userName": format!("é{number}"), "name": name, "emails": [{"value": "b@example.com"}]}),
        );
        let sent = post("/Users", body).header("content-type", content_type);
        let answer = provider.send(sent).status(201).shows(json!({"name": name, "emails": [{}]}));
        assert_eq!(answer.header("content-type"), "application/scim+json");
    }
    for accept in
        ["application/scim+json", "application/json", "*/*", "text/html", "application/xml;q=1"]
    {
        let answer = provider.send(get("/Users").header("accept", accept)).status(200);
        assert_eq!(answer.header("content-type"), "application/scim+json");
    }
    for other in ["text/plain", "application/xml", "application/x-www-form-urlencoded"] {
        let body = user(json!({"userName": "other"}));
        provider.send(post("/Users", body).header("content-type", other)).error(415, None);
    }
    let latin = [b"{\"schemas\":[\"", USER.as_bytes(), b"\"],\"userName\":\"B\xe4rbel\"}"].concat();
    provider.send(request("POST", "/Users").body(latin)).error(400, Some("invalidSyntax"));
}

/// 7644-1.2-01, 7644-1.3-01: URIs are percent-encoded, and the base URL has no query.
#[test]
fn uris() {
    let provider = Provider::new();
    let encoded = format!("/Schemas/{}", USER.replace(':', "%3A"));
    provider.send(get(&encoded)).status(200).shows(json!({"id": USER}));
    let user = user(json!({"userName": "bjensen"}));
    let answer = provider.send(post("/Users?attributes=userName&x=%3f", user)).status(201);
    assert_eq!(answer.header("location"), format!("{BASE}/Users/{}", answer.id()));
}

/// 7644-3.13-01, -03: below `/v2` is version 2; what is below another version is not there.
#[test]
fn versions_of_the_protocol() {
    let provider = Provider::new();
    for version in ["/v1", "/v3", "/v2.0"] {
        provider.send(outside("GET", &format!("{version}/Users"))).error(404, None);
    }
    provider.send(outside("GET", "/v2/Users")).list(0);
}

/// 7644-3.1-06, -07: messages have schemas that are no resources' and not at `/Schemas`.
#[test]
fn schemas_of_messages() {
    let provider = Provider::new();
    let known = provider.send(get("/Schemas")).status(200).json();
    for schema in known["Resources"].as_array().unwrap() {
        let id = schema["id"].as_str().unwrap();
        assert!(!id.starts_with("urn:ietf:params:scim:api:"), "{id}");
    }
    for message in ["ListResponse", "Error", "PatchOp", "SearchRequest", "BulkRequest"] {
        let urn = format!("urn:ietf:params:scim:api:messages:2.0:{message}");
        provider.send(get(&format!("/Schemas/{urn}"))).error(404, None);
    }
}

/// 7644-3.1-10: an answer shows what is held, not what was sent.
#[test]
fn what_is_held() {
    let provider = Provider::new();
    let body = user(json!({
        "userName": "bjensen", "USERTYPE": "Guide", "shoeSize": 43,
        "emails": [null, {}, {"value": "b@example.com", "color": "red"}],
    }));
    let answer = provider.send(post("/Users", body)).status(201).shows(json!({
        "userType": "Guide", "USERTYPE": null, "shoeSize": null,
        "emails": [{"value": "b@example.com", "color": null}],
    }));
    let body = answer.json();
    let found: Value = provider.send(get(&format!("/Users/{}", answer.id()))).json();
    assert_eq!(found, body);
}

/// 7644-3.2-01: what RFC 3986 section 6.2.2.2 says is the same path.
#[test]
fn percent_encoded() {
    let provider = Provider::new();
    let id = provider.user("bjensen");
    for path in ["/%55sers".to_owned(), format!("/User%73/{id}"), "/%53chemas".to_owned()] {
        provider.send(get(&path)).status(200);
    }
    provider.send(outside("GET", "/%762/Users")).status(200);
    provider.send(get("/%2555sers")).error(404, None);
    provider.send(get("/Users%2F")).error(404, None);
}
