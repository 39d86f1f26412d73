//! Bulk requests on the database.

use crate::client::{BADGE, Client, GROUP, USER};
use crate::databases::{On, both};
use serde_json::json;

both!(users_and_groups_refer_to_one_another,);

// 7644-3.7.2-02, -03, 7644-3.7-21
async fn users_and_groups_refer_to_one_another(on: On) {
    let client = Client::new(on).await;
    let taken = client.user("taken").await;
    // the group comes before its members, and two groups are members of one another
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [
            { "method": "POST", "path": "/Groups", "bulkId": "g", "data": {
                "schemas": [GROUP], "displayName": "g",
                "members": [{ "value": "bulkId:u" }, { "value": "bulkId:h" }]
            } },
            { "method": "POST", "path": "/Groups", "bulkId": "h", "data": {
                "schemas": [GROUP], "displayName": "h", "members": [{ "value": "bulkId:g" }]
            } },
            { "method": "POST", "path": "/Users", "bulkId": "u", "data": { "schemas": [USER], "userName": "babs" } },
            { "method": "POST", "path": "/Users", "bulkId": "v", "data": { "schemas": [USER], "userName": "TAKEN" } },
            { "method": "POST", "path": "/Badges", "bulkId": "b", "data": {
                "schemas": [BADGE], "serialNumber": "A", "holder": "bulkId:u"
            } },
            { "method": "PATCH", "path": format!("/Users/{}", taken["id"].as_str().unwrap()), "data": {
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": [{ "op": "replace", "value": { "active": false } }]
            } }
        ]
    });
    let answer = client.post("/Bulk", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let statuses: Vec<_> = answer.body["Operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|operation| {
            (
                operation["bulkId"].as_str().unwrap_or("-").to_owned(),
                operation["status"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let status = |id: &str| {
        statuses.iter().find(|(bulk_id, _)| bulk_id == id).map(|(_, status)| status.as_str())
    };
    for (id, expected) in [("g", "201"), ("h", "201"), ("u", "201"), ("v", "409"), ("b", "201")] {
        assert_eq!(status(id), Some(expected), "{id}: {}", answer.body);
    }

    let groups = client.get("/Groups?filter=displayName%20eq%20%22G%22").await.body;
    let (group, members) = (&groups["Resources"][0], &groups["Resources"][0]["members"]);
    let mut kinds: Vec<_> =
        members.as_array().unwrap().iter().map(|member| member["type"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["Group", "User"], "{group}");
    let users = client.get("/Users?filter=userName%20eq%20%22babs%22").await.body;
    assert_eq!(users["Resources"][0]["groups"].as_array().unwrap().len(), 2);
    let users = client.get("/Users?filter=active%20eq%20false").await.body;
    assert_eq!(users["Resources"][0]["id"], taken["id"]);
    let badge = client.get("/Badges").await.body;
    let holder = badge["Resources"][0]["holder"].as_str().unwrap();
    assert!(!holder.contains("bulkId:"), "{holder}");
    assert_eq!(client.count("SELECT count(*) FROM users").await, 2);

    let config = client.get("/ServiceProviderConfig").await.body;
    for feature in ["patch", "bulk", "filter", "sort", "etag"] {
        assert_eq!(config[feature]["supported"], true, "{feature}");
    }
}
