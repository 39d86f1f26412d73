//! Paths and methods.

use super::*;

/// 7644-3.12-14: `404` for what is no endpoint, in any case but its own.
#[test]
fn unknown_endpoints() {
    let (service, _) = service();
    for path in ["/scim/v2/badges", "/scim/v2/Nothing", "/scim/v2/Badges/1/2", "/scim/v1/Badges"] {
        let detail = Send::get(path).to(&service).error(404, None);
        assert!(detail.contains(path), "{detail}");
    }
    assert_eq!(Send::get("/scim/v2/Badges/").to(&service).status, 200);
}

/// 7644-3.2-04, -07, -09 … -11: `405` with what is offered.
#[test]
fn wrong_methods() {
    let (service, _) = service();
    for (method, path, allowed) in [
        ("PUT", "Badges", "GET, HEAD, POST"),
        ("DELETE", "Badges", "GET, HEAD, POST"),
        ("OPTIONS", "Badges", "GET, HEAD, POST"),
        ("POST", "Badges/1", "GET, HEAD, PUT, PATCH, DELETE"),
        ("BREW", "Badges/1", "GET, HEAD, PUT, PATCH, DELETE"),
        ("POST", "Schemas", "GET, HEAD"),
        ("PUT", "Schemas/x", "GET, HEAD"),
        ("DELETE", "ResourceTypes", "GET, HEAD"),
        ("PATCH", "ServiceProviderConfig", "GET, HEAD"),
        ("GET", "Bulk", "POST"),
        ("GET", "Badges/.search", "POST"),
        ("PUT", ".search", "POST"),
        ("POST", "", "GET, HEAD"),
        ("OPTIONS", "Me", "GET, HEAD, POST, PUT, PATCH, DELETE"),
    ] {
        let answered = Send::new(method, &format!("/scim/v2/{path}")).to(&service);
        answered.error(405, None);
        assert_eq!(answered.header("allow"), allowed, "{method} {path}");
    }
}

/// 7644-3.12-19: what the protocol has and this service does not is `501`, and nothing happens.
#[test]
fn unoffered() {
    let (service, memory) = service();
    for (method, path) in [("GET", "/scim/v2/Me"), ("GET", "/scim/v2/Badges?cursor")] {
        Send::new(method, path).body("{}").to(&service).error(501, None);
    }
    assert_eq!(memory.tables().seen, [""; 0]);
}

/// RFC 9110 section 9.3.2: HEAD has the headers of GET, errors included, and no body.
#[test]
fn head() {
    let (service, _) = service();
    let body = r#"{"schemas":["urn:example:scim:schemas:2.0:Badge"],"serial":"s1"}"#;
    Send::post("/scim/v2/Badges", body).to(&service);
    for path in [
        "Badges/1",
        "Badges",
        "?filter=serial%20pr",
        "Badges/2",
        "Schemas",
        "ServiceProviderConfig",
    ] {
        let uri = format!("/scim/v2/{path}");
        let send = |method| Send::new(method, &uri).header("x-request-id", "r").to(&service);
        let (get, mut head) = (send("GET"), send("HEAD"));
        assert_eq!((head.status, head.body.len()), (get.status, 0), "{path}");
        let length = head.headers.remove("content-length").unwrap();
        assert_eq!(length, get.body.len().to_string());
        assert_eq!(head.headers, get.headers);
    }
    // what GET answers without a body has no length, as that is no length of the `200` (section 8.6)
    let known = |method| {
        let request = Send::new(method, "/scim/v2/Badges/1").header("x-request-id", "r");
        request.header("if-none-match", "W/\"1\"").to(&service)
    };
    let (get, head) = (known("GET"), known("HEAD"));
    assert_eq!((get.status, head.status, head.body.len()), (304, 304, 0));
    assert!(!head.headers.contains_key("content-length"), "{:?}", head.headers);
    assert_eq!(head.headers, get.headers);
}

/// Mounted below a prefix that the router strips, or not.
#[test]
fn with_and_without_the_base_path() {
    let (service, _) = service();
    for uri in ["/scim/v2/Badges", "/Badges", "http://localhost:8080/scim/v2/Badges"] {
        assert_eq!(Send::get(uri).to(&service).status, 200, "{uri}");
    }
}

/// Locations are below the configured URL, or what the request names, never what a proxy's
/// header claims, and never what is no host.
#[test]
fn base_urls() {
    let location = |service: &ScimService, request: Send| {
        let all = request.header("x-forwarded-host", "evil.example").to(service).json();
        all["Resources"][0]["meta"]["location"].as_str().unwrap().to_owned()
    };
    let get = || Send::get("/scim/v2/ResourceTypes");
    let (plain, _) = service();
    for (request, expected) in [
        (get(), "http://localhost:8080/scim/v2"),
        (get().header("host", "[::1]:80"), "http://[::1]:80/scim/v2"),
        (get().header("host", "a\"b"), "/scim/v2"),
        (get().header("host", "user@example.com"), "/scim/v2"),
        (get().header("host", "example.com/x"), "/scim/v2"),
        (get().without("host"), "/scim/v2"),
        (Send::get("https://example.com/scim/v2/ResourceTypes"), "https://example.com/scim/v2"),
    ] {
        assert_eq!(location(&plain, request), format!("{expected}/ResourceTypes/Badge"));
    }
    let configured = ScimService::builder()
        .resource::<Badge>(Memory::default())
        .unauthenticated()
        .base_path("/scim/v2/")
        .base_url("https://scim.example.com/v2/")
        .build();
    let expected = "https://scim.example.com/v2/ResourceTypes/Badge";
    assert_eq!(location(&configured, get()), expected);
}
