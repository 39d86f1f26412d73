//! Where a name is expected: paths of PATCH, names of attributes, URNs in `schemas`; and which
//! members a PATCH means.

use super::watch::{Watched, sound, watched};
use super::{CORPUS, quoted};
use crate::client::{ENTERPRISE, GROUP, text};
use crate::databases::both;
use serde_json::{Value, json};

both!(by watched: paths_name_nothing, names_are_of_nothing, members_are_chosen_by_their_values);

/// Each resource type, by clients that pass over different things.
async fn paths_name_nothing(server: &Watched) {
    let dialects = ["Bearer token", "Bearer okta-token", "Bearer entra-token"];
    let dialects = dialects.map(|token| server.client.authorized(token));
    for (number, hostile) in CORPUS.iter().enumerate() {
        let quoted = quoted(hostile);
        for (kind, path) in server.kinds.iter().zip(&server.own) {
            // what follows a text that is blank is still a name of nothing
            for (at, named) in [
                format!("externalId{hostile}x"),
                format!("{}:{hostile}x", kind.urn),
                format!("externalId[value eq {quoted}]"),
            ]
            .iter()
            .enumerate()
            {
                let op = ["add", "replace", "remove"][(number + at) % 3];
                let operations = json!([{ "op": op, "path": named, "value": hostile }]);
                let answer = server.patch(path, &operations).await;
                assert_eq!(answer.status, 400, "{op} {named}: {}", answer.body);
            }
            let operations = json!([{ "op": "add", "path": hostile, "value": hostile }]);
            for client in &dialects {
                let answer = sound(client.patch(path, &operations).await);
                assert!(matches!(answer.status, 200 | 204 | 400), "{hostile}: {}", answer.body);
            }
        }
        for named in [
            format!("emails[{hostile}]"),
            format!("emails[value eq {quoted}].{hostile}"),
            format!("emails[{hostile} eq {quoted}].value"),
            format!("name.{hostile}x"),
            format!("{ENTERPRISE}:{hostile}x"),
        ] {
            let operations = json!([{ "op": "remove", "path": named }]);
            let answer = server.patch(server.user(), &operations).await;
            assert!(matches!(answer.status, 200 | 204 | 400), "{named}: {}", answer.body);
        }
    }
}

/// In bodies, and in the values of a PATCH: refused, or passed over.
async fn names_are_of_nothing(server: &Watched) {
    for (kind, path) in server.kinds.iter().zip(&server.own) {
        let before = server.get(path).await.body;
        for hostile in CORPUS {
            let deep = json!({ (*hostile): [{ (*hostile): hostile }] });
            let mut bodies = vec![kind.body("bystander", "plain"); 3];
            bodies[0][*hostile] = json!(hostile);
            bodies[1][*hostile] = deep.clone();
            bodies[2]["schemas"].as_array_mut().unwrap().push(json!(hostile));
            let mut values = vec![json!({ (*hostile): hostile }), json!({ (*hostile): deep })];
            if path == server.user() {
                let mut within = kind.body("bystander", "plain");
                within["name"][*hostile] = json!(hostile);
                within["emails"][0][*hostile] = json!(hostile);
                within[ENTERPRISE][*hostile] = json!(hostile);
                within[ENTERPRISE]["manager"][*hostile] = json!(hostile);
                bodies.push(within);
                values.push(json!({ "name": { (*hostile): hostile } }));
                values.push(json!({ ENTERPRISE: { (*hostile): hostile } }));
            }
            for body in &bodies {
                let put = server.put(path, body).await;
                assert!(matches!(put.status, 200 | 400), "{body}: {}", put.body);
            }
            for value in &values {
                let patched = server.patch(path, &json!([{ "op": "add", "value": value }])).await;
                assert!(matches!(patched.status, 200 | 204 | 400), "{value}: {}", patched.body);
            }
        }
        assert_eq!(server.get(path).await.body, before);
    }
}

async fn members_are_chosen_by_their_values(server: &Watched) {
    let user = server.client.user("member").await;
    let member = json!([{ "value": user["id"] }]);
    let group = json!({ "schemas": [GROUP], "displayName": "g", "members": member });
    let group = server.client.create("/Groups", &group).await;
    let path = format!("/Groups/{}", text(&group, "id"));
    let before = server.get(&path).await.body;
    let values = |group: &Value| {
        let members = group["members"].as_array().cloned().unwrap_or_default();
        members.iter().map(|member| member["value"].clone()).collect::<Vec<_>>()
    };
    for hostile in CORPUS {
        let quoted = quoted(hostile);
        let value = json!([{ "value": hostile }]);
        for operations in [
            json!([{ "op": "remove", "path": format!("members[value eq {quoted}]") }]),
            json!([{ "op": "remove", "path": format!("members[display co {quoted}]") }]),
            json!([{ "op": "remove", "path": format!("members[not (type ne {quoted})]") }]),
            json!([{ "op": "remove", "path": "members", "value": value }]),
            json!([{ "op": "replace", "path": format!("members[value eq {quoted}]"), "value": { "value": hostile } }]),
            json!([{ "op": "replace", "path": format!("members[value eq {quoted}].display"), "value": hostile }]),
            json!([{ "op": "add", "path": "members", "value": value }]),
            json!([{ "op": "replace", "path": "members", "value": value }]),
            json!([{ "op": "add", "value": { "members": value } }]),
        ] {
            let answer = server.patch(&path, &operations).await;
            assert!(matches!(answer.status, 200 | 204 | 400), "{operations}: {}", answer.body);
        }
        let now = server.get(&path).await.body;
        assert_eq!(values(&now), values(&before), "{hostile}");
        let created = json!({ "schemas": [GROUP], "displayName": hostile, "members": value });
        assert_eq!(server.post("/Groups", &created).await.status, 400, "{hostile}");
        // what comes of the display of a member is the member's own
        let display = json!({
            "schemas": [GROUP], "displayName": "g",
            "members": [{ "value": user["id"], "display": hostile, "type": "User" }]
        });
        assert!(matches!(server.put(&path, &display).await.status, 200 | 400), "{hostile}");
    }
    let after = server.get(&path).await.body;
    assert_eq!(values(&after), values(&before));
}
