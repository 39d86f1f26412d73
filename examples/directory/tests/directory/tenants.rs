use crate::client::{BADGE, Client, GROUP, USER, text};
use crate::databases::{On, both};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

both!(
    a_token_comes_in_three_forms,
    a_token_has_a_dialect,
    tenants_do_not_meet,
    me_is_the_user_of_the_token,
);

// 7644-2-01 and 7644-3.12-12
async fn a_token_comes_in_three_forms(on: On) {
    let client = Client::new(on).await;
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

async fn a_token_has_a_dialect(on: On) {
    let client = Client::new(on).await;
    let okta = client.authorized("Bearer okta-token");
    let body = json!({ "userName": "babs", "active": "True", "nickName": "" });
    client.post("/Users", &body).await.assert_error(400, Some("invalidValue"), "`active`");
    let created = okta.create("/Users", &body).await;
    assert_eq!((&created["active"], created.get("nickName")), (&json!(true), None));
}

async fn tenants_do_not_meet(on: On) {
    let acme = Client::new(on).await;
    let beta = acme.authorized("Bearer beta-token");
    let user = json!({ "schemas": [USER], "userName": "babs", "externalId": "x" });
    let group = json!({ "schemas": [GROUP], "displayName": "g", "externalId": "x" });
    let badge = json!({ "schemas": [BADGE], "serialNumber": "A", "externalId": "x" });
    let mut mine = Vec::new();
    for (endpoint, body) in [("/Users", &user), ("/Groups", &group), ("/Badges", &badge)] {
        let created = acme.create(endpoint, body).await;
        let id = text(&created, "id").to_owned();
        let path = format!("{endpoint}/{id}");
        beta.get(&path).await.assert_error(404, None, "");
        beta.put(&path, body).await.assert_error(404, None, "");
        let operations = json!([{ "op": "replace", "path": "externalId", "value": "y" }]);
        beta.patch(&path, &operations).await.assert_error(404, None, "");
        beta.delete(&path).await.assert_error(404, None, "");
        let bulk = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
            "Operations": [
                { "method": "PUT", "path": path, "data": body },
                { "method": "PATCH", "path": path, "data": {
                    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                    "Operations": operations
                } },
                { "method": "DELETE", "path": path }
            ]
        });
        let bulk = beta.post("/Bulk", &bulk).await;
        for number in 0..3 {
            assert_eq!(bulk.body["Operations"][number]["status"], "404", "{}", bulk.body);
        }
        for query in ["", "?cursor", "?sortBy=id", "?filter=externalId%20eq%20%22x%22", "?count=0"]
        {
            let found = beta.get(&format!("{endpoint}{query}")).await;
            assert_eq!((found.status, &found.body["totalResults"]), (200, &json!(0)), "{query}");
            assert_eq!(acme.get(&format!("{endpoint}{query}")).await.body["totalResults"], 1);
        }
        for path in [format!("{endpoint}/.search"), "/.search".to_owned()] {
            let search = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],
                "filter": format!("id eq \"{id}\"")
            });
            assert_eq!(beta.post(&path, &search).await.body["totalResults"], 0);
            assert_eq!(acme.post(&path, &search).await.body["totalResults"], 1);
        }
        // as a member of a group, and in a group that exists
        let member =
            json!({ "schemas": [GROUP], "displayName": "h", "members": [{ "value": id }] });
        beta.post("/Groups", &member).await.assert_error(400, Some("invalidValue"), "");
        mine.push((path, created));
    }
    for (endpoint, body) in [("/Users", &user), ("/Groups", &group), ("/Badges", &badge)] {
        // what is unique is so in its tenant
        let theirs = beta.create(endpoint, body).await;
        if endpoint == "/Groups" {
            let path = format!("/Groups/{}", text(&theirs, "id"));
            let id = &mine[0].1["id"];
            for op in ["add", "replace"] {
                let operations =
                    json!([{ "op": op, "path": "members", "value": [{ "value": id }] }]);
                let answer = beta.patch(&path, &operations).await;
                answer.assert_error(400, Some("invalidValue"), "`members.value`");
            }
        }
    }
    // a cursor of one is none of the other
    acme.user("second").await;
    beta.user("second").await;
    let page = acme.get("/Users?cursor&count=1").await.body;
    let next = format!("/Users?count=1&cursor={}", text(&page, "nextCursor"));
    assert_eq!(acme.get(&next).await.status, 200);
    beta.get(&next).await.assert_error(400, Some("invalidCursor"), "");
    for (path, created) in &mine {
        assert_eq!(&acme.get(path).await.body, created);
    }
}

// 7644-3.11-03, -06, -07
async fn me_is_the_user_of_the_token(on: On) {
    let client = Client::new(on).await;
    client.get("/Me").await.assert_error(501, None, "");
    let okta = client.authorized("Bearer okta-token");
    okta.get("/Me").await.assert_error(501, None, "");
    let user = client.user("OKTA").await;
    let me = okta.get("/Me").await;
    assert_eq!((me.status, &me.body), (200, &user));
    assert_eq!(me.headers["location"].to_str().unwrap(), text(&user["meta"], "location"));
    let patched =
        okta.patch("/Me", &json!([{ "op": "replace", "path": "title", "value": "t" }])).await;
    assert_eq!((patched.status, &patched.body["title"]), (200, &json!("t")));
}
