//! In bulk requests: ids, references, paths, versions and methods.

use super::watch::{Watched, watched};
use super::{CORPUS, encoded};
use crate::client::{BADGE, GROUP, USER, patch, text};
use crate::databases::both;
use serde_json::{Value, json};

both!(by watched: ids_stand_for_what_was_created, targets_are_nobodys);

/// What became of the operations of a bulk request.
async fn bulk(server: &Watched, operations: &[Value]) -> Vec<Value> {
    let urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
    let answer = server.post("/Bulk", &json!({ "schemas": [urn], "Operations": operations })).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let results = answer.body["Operations"].as_array().unwrap().clone();
    assert_eq!(results.len(), operations.len());
    for result in &results {
        let status: u16 = text(result, "status").parse().unwrap();
        assert!(status < 500, "{result}");
    }
    results
}

/// 7644-3.7.2-02: whatever text it is, a bulkId stands for the resource.
async fn ids_stand_for_what_was_created(server: &Watched) {
    let mut operations = Vec::new();
    for (number, hostile) in CORPUS.iter().enumerate() {
        let reference = format!("bulkId:{hostile}");
        operations.push(json!({ "method": "POST", "path": "/Users", "bulkId": hostile, "data": {
            "schemas": [USER], "userName": format!("bulk {hostile}")
        } }));
        operations.push(
            json!({ "method": "POST", "path": "/Groups", "bulkId": format!("group {number}"), "data": {
                "schemas": [GROUP], "displayName": hostile, "members": [{ "value": reference }]
            } }),
        );
        operations.push(
            json!({ "method": "POST", "path": "/Badges", "bulkId": format!("badge {number}"), "data": {
                "schemas": [BADGE], "serialNumber": format!("bulk {hostile}"), "holder": reference
            } }),
        );
        let replace = json!([{ "op": "replace", "path": "title", "value": hostile }]);
        let path = format!("/Users/bulkId:{}", encoded(hostile));
        operations.push(json!({ "method": "PATCH", "path": path, "data": patch(&replace) }));
    }
    let results = bulk(server, &operations).await;
    let location = |result: &Value| {
        let url = text(result, "location");
        url.strip_prefix("https://scim.example.com/scim/v2").unwrap().to_owned()
    };
    for (number, hostile) in CORPUS.iter().enumerate() {
        let of = |id: &str| results.iter().find(|result| result["bulkId"] == id).unwrap();
        let user = location(of(hostile));
        let user = server.get(&user).await.body;
        assert_eq!(user["userName"], format!("bulk {hostile}"));
        assert_eq!(user["title"], *hostile, "{results:?}");
        let group = server.get(&location(of(&format!("group {number}")))).await.body;
        assert_eq!(
            (&group["displayName"], &group["members"][0]["value"]),
            (&json!(hostile), &user["id"])
        );
        let badge = server.get(&location(of(&format!("badge {number}")))).await.body;
        assert!(text(&badge, "holder").ends_with(text(&user, "id")), "{badge}");
    }
}

/// What no operation creates, no resource has, and no method is.
async fn targets_are_nobodys(server: &Watched) {
    let mut operations = Vec::new();
    for hostile in CORPUS {
        for (kind, own) in server.kinds.iter().zip(&server.own) {
            let nobody = format!("{}/{}", kind.endpoint, encoded(hostile));
            let body = kind.bare("bulk", hostile);
            let replace = json!([{ "op": "replace", "path": "externalId", "value": hostile }]);
            let replace = patch(&replace);
            operations.extend([
                json!({ "method": "DELETE", "path": nobody }),
                json!({ "method": "PUT", "path": nobody, "data": body }),
                json!({ "method": "PATCH", "path": nobody, "data": replace }),
                json!({ "method": hostile, "path": own, "data": body }),
                json!({ "method": "POST", "path": hostile, "bulkId": "b", "data": body }),
            ]);
            // any version
            if *hostile != "*" {
                operations.push(json!({ "method": "DELETE", "path": own, "version": hostile }));
            }
            let version = format!("W/\"{}\"", hostile.replace('"', ""));
            operations.push(
                json!({ "method": "PATCH", "path": own, "version": version, "data": replace }),
            );
        }
        for path in ["/Users/bulkId:nobody", "/Groups/bulkId:nobody"] {
            operations
                .push(json!({ "method": "DELETE", "path": format!("{path}{}", encoded(hostile)) }));
        }
        operations.push(json!({ "method": "POST", "path": "/Groups", "bulkId": "b", "data": {
            "schemas": [GROUP], "displayName": "g", "members": [{ "value": format!("bulkId:nobody {hostile}") }]
        } }));
        // a name is that of one operation
        for operation in &mut operations {
            if operation["bulkId"] == "b" {
                operation["bulkId"] = json!(format!("{hostile} {}", uuid::Uuid::new_v4()));
            }
        }
    }
    for operations in operations.chunks(500) {
        for result in bulk(server, operations).await {
            let status = text(&result, "status");
            assert!(matches!(status, "400" | "404" | "405" | "409" | "412"), "{result}");
        }
    }
    // as text where a number is expected
    for hostile in CORPUS {
        let urn = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
        let body = json!({ "schemas": [urn], "failOnErrors": hostile, "Operations": [] });
        assert_eq!(server.post("/Bulk", &body).await.status, 400, "{hostile}");
    }
}
