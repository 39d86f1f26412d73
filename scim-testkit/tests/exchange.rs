//! Exchanges with a service in the same process, and their snapshots.

use scim_schema::rfc::{Group, User};
use scim_schema::service::{MemoryStore, ScimService};
use scim_testkit::{Exchange, assert_exchange_snapshot};
use serde_json::json;

/// Each run has ids, times and versions of its own, and the snapshots are the same.
#[test]
fn exchanges_are_the_same_in_every_run() {
    let scim = ScimService::builder()
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .base_url("https://example.com/scim/v2")
        .build();
    let body =
        r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "a"}"#;
    let request = http::Request::post("/Groups").header("content-type", "application/scim+json");
    let created = Exchange::of(&scim, request.body(body.to_owned()).unwrap());
    assert_eq!(created.status(), 201);
    assert_exchange_snapshot!("created", created);

    let id = created.json()["id"].as_str().unwrap().to_owned();
    let request = http::Request::get(format!("/Groups/{id}?attributes=displayName"))
        .header("authorization", "Bearer secret")
        .header("if-none-match", "W/\"9\"");
    assert_exchange_snapshot!("read", Exchange::of(&scim, request.body(String::new()).unwrap()));

    let request = http::Request::get("/Groups/unknown").body(String::new()).unwrap();
    assert_exchange_snapshot!("unknown", Exchange::of(&scim, request));
}

/// A failed assertion shows an exchange, and its output is kept.
#[test]
fn no_exchange_shows_a_secret() {
    const CANARY: &str = "hunter2hunter2";
    let scim =
        ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
    let send = |method: &str, path: &str, body: String| {
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/scim+json")
            .header("authorization", format!("Bearer {CANARY}"));
        Exchange::of(&scim, request.body(body).unwrap())
    };
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": "babs", "Password": CANARY
    });
    let created = send("POST", "/Users", user.to_string());
    assert_eq!(created.status(), 201);
    let path = format!("/Users/{}", created.json()["id"].as_str().unwrap());
    let patch = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [
            {"op": "add", "path": "password", "value": CANARY},
            {"op": "add", "value": {"password": CANARY}}
        ]
    });
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [{"method": "PUT", "path": path, "data": user}]
    });
    let cut = user.to_string().replace('}', "");
    for exchange in [
        send("PUT", &path, user.to_string()),
        send("PATCH", &path, patch.to_string()),
        send("POST", "/Bulk", bulk.to_string()),
        send("POST", "/Users", cut),
        created,
    ] {
        assert!(exchange.request().body().contains(CANARY));
        for shown in [format!("{exchange}"), format!("{exchange:?}"), format!("{exchange:#?}")] {
            assert!(!shown.contains(CANARY), "{shown}");
            let line = format!("{} {}", exchange.request().method(), exchange.request().uri());
            assert!(shown.contains(&line), "{shown}");
        }
    }
}

/// Snapshots are committed: no password of a body is in one, and nothing of a body in which nobody
/// knows where a password is.
#[test]
fn no_password_shows() {
    let scim = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .unauthenticated()
        .base_url("https://example.com/scim/v2")
        .build();
    let send = |body: &str| {
        let request = http::Request::post("/Users").header("content-type", "application/scim+json");
        Exchange::of(&scim, request.body(body.to_owned()).unwrap())
    };
    let urn = "urn:ietf:params:scim:schemas:core:2.0:User";
    for (password, shown) in
        [("\"hunter2hunter2\"", "\"[password]\""), ("27182818284", "\"[password]\"")]
    {
        let body = format!(r#"{{"schemas":["{urn}"],"userName":"babs","password":{password}}}"#);
        let text = scim_testkit::__private::exchange(&send(&body));
        assert!(!text.contains(password), "{text}");
        assert!(text.contains(&format!("\"password\": {shown}")), "{text}");
        let (cut, _) = body.split_at(body.len() - 1);
        let text = scim_testkit::__private::exchange(&send(cut));
        assert!(!text.contains(password) && !text.contains("babs"), "{text}");
        assert!(text.contains(&format!("\n[no JSON, {} bytes]\n", cut.len())), "{text}");
    }
}
