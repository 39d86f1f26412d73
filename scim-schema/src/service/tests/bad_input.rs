//! Hostile input is normal input: a status, an Error body, and nothing stored.

use super::*;

const BADGES: &str = "/scim/v2/Badges";
const BODY: &str = r#"{"schemas":["urn:example:scim:schemas:2.0:Badge"],"serial":"s1"}"#;

/// 7644-3.1-01: JSON by either of its names; a body without a name is taken for it.
#[test]
fn content_types() {
    for name in [
        "application/scim+json",
        "application/json",
        "application/scim+json; charset=utf-8",
        "Application/JSON ;charset=\"UTF-8\"",
    ] {
        let (service, _) = service();
        let answered = Send::post(BADGES, BODY).header("content-type", name).to(&service);
        assert_eq!(answered.status, 201, "{name}");
    }
    let (service, memory) = service();
    for name in ["text/plain", "", "application/x-www-form-urlencoded", "application/scim+jsonx"] {
        for request in [Send::post(BADGES, BODY), Send::put("/scim/v2/Badges/1", BODY)] {
            request.header("content-type", name).to(&service).error(415, None);
        }
    }
    Send::post(BADGES, BODY).header("content-encoding", "gzip").to(&service).error(415, None);
    assert_eq!(memory.tables().seen, [""; 0]);
    let nameless = Send::post(BADGES, BODY).without("content-type").to(&service);
    assert_eq!(nameless.status, 201);
    // whatever a client would accept, it gets what there is
    let picky = Send::get(BADGES).header("accept", "text/html").header("content-type", "text/x");
    assert_eq!(picky.to(&service).status, 200);
}

/// 7644-3.12-17: `413` with the limit; announced bodies before they are read, others no further
/// than the limit. The endless body fails the test if it is read on.
#[test]
fn large_bodies() {
    let (service, memory) = service();
    let endless = || Send::post(BADGES, "").chunks(vec![b' '; 1000], 1 << 30);
    for request in [
        endless(),
        endless().header("content-length", "104857600"),
        endless().header("content-length", "99999999999999999999"),
        Send::post(BADGES, "").chunks(vec![b' '; 4097], 1),
        Send::put("/scim/v2/Badges/1", "").chunks(vec![b' '; 4097], 1),
    ] {
        let detail = request.to(&service).error(413, None);
        assert!(detail.contains("4096"), "{detail}");
    }
    assert_eq!(memory.tables().seen, [""; 0]);
    // a body of just the limit, in many pieces, is read
    let padded = format!("{BODY:4096}");
    let (chunk, rest) = padded.split_at(64);
    assert_eq!(chunk, BODY);
    assert_eq!(rest.trim(), "");
    assert_eq!(Send::post(BADGES, &padded).to(&service).status, 201);
    let announced =
        |body: &str, length: &str| Send::post(BADGES, body).header("content-length", length);
    assert_eq!(announced(&padded.replace("s1", "s2"), "4096").to(&service).status, 201);
    announced("", "4097").to(&service).error(413, None);
}

/// 7644-3.12-11, -24, -27.
#[test]
fn malformed_bodies() {
    let (service, memory) = service();
    let deep = "[".repeat(4000);
    for (body, scim_type) in [
        ("", "invalidSyntax"),
        ("{", "invalidSyntax"),
        ("null", "invalidSyntax"),
        ("[]", "invalidSyntax"),
        (&format!("{BODY} x"), "invalidSyntax"),
        (deep.as_str(), "invalidSyntax"),
    ] {
        Send::post(BADGES, body).to(&service).error(400, Some(scim_type));
    }
    let latin1 = b"{\"serial\":\"\xfc\"}".to_vec();
    Send::post(BADGES, "").body(latin1).to(&service).error(400, Some("invalidSyntax"));
    let broken = Send::post(BADGES, r#"{"serial":"#).broken().to(&service);
    broken.error(400, Some("invalidSyntax"));
    let wrong = BODY.replace("\"s1\"", "[7]");
    let detail = Send::post(BADGES, &wrong).to(&service).error(400, Some("invalidValue"));
    assert!(detail.contains("serial"), "{detail}");
    assert!(memory.tables().badges.is_empty());
}

#[test]
fn malformed_queries() {
    let (service, memory) = service();
    for query in ["count=x", "startIndex=1e3", "count=1&count=2", "attributes=%zz"] {
        let uri = format!("{BADGES}?{query}");
        Send::get(&uri).to(&service).error(400, Some("invalidValue"));
    }
    assert_eq!(memory.tables().seen, [""; 0]);
}

#[test]
fn malformed_preconditions() {
    let (service, _) = service();
    let request = || Send::put("/scim/v2/Badges/1", BODY);
    for tags in ["7", "W/7", "\"", ""] {
        request().header("if-match", tags).to(&service).error(400, Some("invalidValue"));
    }
}

/// 7644-3.12-18: a fault of the store is `500`, and its cause is not for the client.
#[test]
fn faults_of_the_store() {
    let (service, _) = service();
    let detail = Send::get("/scim/v2/Badges/500").to(&service).error(500, None);
    assert!(!detail.contains("torn"), "{detail}");
}

/// The id of a request is the client's if it can stand in a log, and else one of our own.
#[test]
fn request_ids() {
    let (service, _) = service();
    let id = |given: &str| {
        let answered = Send::get("/scim/v2/Nothing").header("x-request-id", given).to(&service);
        answered.header("x-request-id").to_owned()
    };
    assert_eq!(id("7f-a/b"), "7f-a/b");
    let long = "x".repeat(65);
    let own: Vec<String> = ["", "a b", "ü", &long].map(id).into();
    for (index, id) in own.iter().enumerate() {
        assert!(matches!(id.len(), 1..=64) && !own[..index].contains(id), "{id}");
    }
}
