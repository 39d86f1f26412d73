use crate::client::{Client, GROUP, USER, text};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

// 7644-2-01 and 7644-3.12-12
#[tokio::test]
async fn a_token_comes_in_three_forms() {
    let client = Client::new().await;
    // the last is the base64 of `anyone:token`
    for header in ["Bearer token", "bearer token", "token", "Basic YW55b25lOnRva2Vu"] {
        assert_eq!(client.authorized(header).get("/Users").await.status, 200, "{header}");
    }
    for header in ["Bearer wrong", "Bearer", "Token token", "Basic token", "Bearer beta token", ""]
    {
        let answer = client.authorized(header).get("/Users").await;
        answer.assert_error(401, None, "");
        let challenge = answer.headers["www-authenticate"].to_str().unwrap();
        assert!(challenge.contains("Bearer ") && challenge.contains("Basic "), "{challenge}");
    }
    let bare = Request::post("/scim/v2/Users").body(Body::from("{}")).unwrap();
    client.raw(bare).await.assert_error(401, None, "missing");
}

#[tokio::test]
async fn a_token_has_a_dialect() {
    let client = Client::new().await;
    let okta = client.authorized("Bearer okta-token");
    let body = json!({ "userName": "babs", "active": "True", "nickName": "" });
    client.post("/Users", &body).await.assert_error(400, Some("invalidValue"), "`active`");
    let created = okta.create("/Users", &body).await;
    assert_eq!((&created["active"], created.get("nickName")), (&json!(true), None));
}

#[tokio::test]
async fn tenants_do_not_meet() {
    let acme = Client::new().await;
    let beta = acme.authorized("Bearer beta-token");
    let user = acme.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));

    beta.get(&path).await.assert_error(404, None, "User");
    let body = json!({ "schemas": [USER], "userName": "taken over" });
    beta.put(&path, &body).await.assert_error(404, None, "User");
    beta.delete(&path).await.assert_error(404, None, "User");
    assert_eq!(beta.get("/Users").await.body["totalResults"], 0);
    let group =
        json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": user["id"] }] });
    beta.post("/Groups", &group).await.assert_error(400, Some("invalidValue"), "`members.value`");

    beta.user("babs").await;
    assert_eq!(acme.get(&path).await.body, user);
    assert_eq!(acme.get("/Users").await.body["totalResults"], 1);
}
