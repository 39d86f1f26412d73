//! PATCH on stored rows. What PATCH means is tested where it is implemented; here it is what
//! reaches the tables.

use crate::client::{BADGE, Client, ENTERPRISE, GROUP, PARKING, USER, text};
use crate::databases::{On, both};
use serde_json::{Value, json};

both!(
    users_in_columns_and_in_rows_of_their_own,
    badges_with_every_type,
    groups_by_their_row,
    a_patch_that_fails_leaves_everything,
    unique_values_conflict_on_every_method,
);

/// A resource, operations on it, and what is at some pointers then.
type Case = (Value, Vec<(&'static str, Value)>);

async fn check(on: On, endpoint: &str, whole: &Value, cases: &[Case]) {
    let client = Client::new(on).await;
    let created = client.create(endpoint, whole).await;
    let path = &format!("{endpoint}/{}", text(&created, "id"));
    let mut version = 1;
    for (operations, expected) in cases {
        let patched = client.patch(path, operations).await;
        assert!(matches!(patched.status, 200 | 204), "{operations}: {}", patched.body);
        version += 1;
        assert_eq!(patched.headers["etag"], format!("W/\"{version}\""), "{operations}");
        let stored = client.get(path).await.body;
        if patched.status == 200 {
            assert_eq!(patched.body, stored, "{operations}");
        }
        for (pointer, value) in expected {
            let found = stored.pointer(pointer).cloned().unwrap_or_default();
            assert_eq!(&found, value, "{operations}: {pointer}");
        }
        // 7644-3.5.2.1-12: the same again changes nothing, so it is no write
        if operations[0]["op"] != "add" {
            let again = client.patch(path, operations).await;
            assert_eq!(again.headers["etag"], format!("W/\"{version}\""), "{operations}");
        }
    }
    let changes = client.database.changes(Some("acme"), 0, 1_000).await.unwrap();
    assert_eq!(changes.len(), cases.len() + 1, "a change for every write and for nothing else");
}

// 7644-3.5.2-21, -28
async fn users_in_columns_and_in_rows_of_their_own(on: On) {
    let whole = json!({
        "schemas": [USER, ENTERPRISE], "userName": "babs", "title": "Guide",
        "name": { "givenName": "Barbara", "familyName": "Jensen" },
        "emails": [{ "value": "b@work.example", "type": "work" }, { "value": "b@home.example", "type": "home" }],
        ENTERPRISE: { "department": "Tours" }
    });
    let cases: &[Case] = &[
        (
            json!([{ "op": "replace", "path": "title", "value": "Boss" }]),
            vec![("/title", json!("Boss"))],
        ),
        (
            json!([{ "op": "replace", "value": { "active": false } }]),
            vec![("/active", json!(false))],
        ),
        (
            json!([{ "op": "replace", "path": "name.givenName", "value": "Babs" }]),
            vec![("/name", json!({ "givenName": "Babs", "familyName": "Jensen" }))],
        ),
        (
            json!([{ "op": "remove", "path": "name.familyName" }]),
            vec![("/name", json!({ "givenName": "Babs" }))],
        ),
        (
            json!([{ "op": "add", "path": "emails", "value": [{ "value": "b@x.example", "type": "other" }] }]),
            vec![("/emails/2/value", json!("b@x.example"))],
        ),
        (
            json!([{ "op": "replace", "path": "emails[type eq \"home\"].value", "value": "c@home.example" }]),
            vec![("/emails/1", json!({ "value": "c@home.example", "type": "home" }))],
        ),
        (
            json!([{ "op": "remove", "path": "emails[type eq \"other\"]" }]),
            vec![("/emails/2", Value::Null), ("/emails/0/value", json!("b@work.example"))],
        ),
        (
            json!([
                { "op": "replace", "path": format!("{ENTERPRISE}:department"), "value": "Sales" },
                { "op": "add", "path": format!("{ENTERPRISE}:manager.value"), "value": "7" }
            ]),
            vec![(
                "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                json!({
                    "department": "Sales", "manager": { "value": "7" }
                }),
            )],
        ),
        (json!([{ "op": "remove", "path": "emails" }]), vec![("/emails", Value::Null)]),
    ];
    check(on, "/Users", &whole, cases).await;
}

async fn badges_with_every_type(on: On) {
    let whole = json!({
        "schemas": [BADGE], "serialNumber": "A-17", "zones": ["north", "south"],
        "doors": [{ "value": "lab", "floor": 1 }]
    });
    let cases: &[Case] = &[
        (
            json!([{ "op": "replace", "path": "accessLevel", "value": 3 }]),
            vec![("/accessLevel", json!(3))],
        ),
        (
            json!([{ "op": "add", "path": "deposit", "value": 12.5 }]),
            vec![("/deposit", json!(12.5))],
        ),
        (
            json!([{ "op": "add", "path": "issued", "value": "2024-02-29T08:30:00Z" }]),
            vec![("/issued", json!("2024-02-29T08:30:00Z"))],
        ),
        (
            json!([{ "op": "add", "path": "zones", "value": ["west", "north"] }]),
            vec![("/zones", json!(["north", "south", "west"]))],
        ),
        (
            json!([{ "op": "remove", "path": "zones", "value": ["south"] }]),
            vec![("/zones", json!(["north", "west"]))],
        ),
        (
            json!([{ "op": "replace", "path": "doors[value eq \"lab\"].floor", "value": -1 }]),
            vec![("/doors", json!([{ "value": "lab", "floor": -1 }]))],
        ),
        (
            json!([{ "op": "add", "path": format!("{PARKING}:lot"), "value": "P2" }]),
            vec![("/urn:example:scim:schemas:extension:2.0:Parking/lot", json!("P2"))],
        ),
        (
            json!([{ "op": "replace", "path": "print", "value": { "font": "Inter" } }]),
            vec![("/print", json!({ "font": "Inter" }))],
        ),
    ];
    check(on, "/Badges", &whole, cases).await;
}

async fn groups_by_their_row(on: On) {
    let whole = json!({ "schemas": [GROUP], "displayName": "g" });
    let cases: &[Case] = &[
        (
            json!([{ "op": "replace", "path": "displayName", "value": "h" }]),
            vec![("/displayName", json!("h"))],
        ),
        (
            json!([{ "op": "replace", "value": { "externalId": "x" } }]),
            vec![("/externalId", json!("x"))],
        ),
        (json!([{ "op": "remove", "path": "externalId" }]), vec![("/externalId", Value::Null)]),
    ];
    check(on, "/Groups", &whole, cases).await;
}

// 7644-3.5.2-24 to -26: all operations or none
async fn a_patch_that_fails_leaves_everything(on: On) {
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let group = client
        .create("/Groups", &json!({ "schemas": [GROUP], "displayName": "g", "members": [{ "value": user["id"] }] }))
        .await;
    let (user_path, group_path) =
        (format!("/Users/{}", text(&user, "id")), format!("/Groups/{}", text(&group, "id")));
    let (user, group) = (client.get(&user_path).await.body, client.get(&group_path).await.body);
    let nobody = "2819c223-7f76-453a-919d-413861904646";
    let rename = json!({ "op": "replace", "path": "displayName", "value": "n" });
    for (path, last, scim_type) in [
        (&user_path, json!({ "op": "remove", "path": "userName" }), "mutability"),
        (
            &user_path,
            json!({ "op": "replace", "path": "emails[type eq \"x\"].value", "value": "y" }),
            "noTarget",
        ),
        (
            &group_path,
            json!({ "op": "add", "path": "members", "value": [{ "value": nobody }] }),
            "invalidValue",
        ),
        (
            &group_path,
            json!({ "op": "replace", "path": "members", "value": [{ "value": "x" }] }),
            "invalidValue",
        ),
        (
            &group_path,
            json!({ "op": "add", "path": "members", "value": [{ "value": 7 }] }),
            "invalidValue",
        ),
        (
            &group_path,
            json!({ "op": "replace", "path": format!("members[value eq \"{nobody}\"]"), "value": {} }),
            "noTarget",
        ),
        (&group_path, json!({ "op": "remove", "path": "displayName" }), "mutability"),
        (&group_path, json!({ "op": "remove", "path": "nothing" }), "invalidPath"),
    ] {
        let clear = json!({ "op": "remove", "path": if path == &group_path { "members" } else { "title" } });
        let answer = client.patch(path, &json!([rename, clear, last])).await;
        answer.assert_error(400, Some(scim_type), "");
    }
    assert_eq!(client.get(&user_path).await.body, user);
    assert_eq!(client.get(&group_path).await.body, group);
}

// 7644-3.3-11, -12: what is unique stays so, whatever the method
async fn unique_values_conflict_on_every_method(on: On) {
    let client = Client::new(on).await;
    client.user("Zoë").await;
    let user = client.user("other").await;
    let path = format!("/Users/{}", text(&user, "id"));
    // decomposed, in capitals, of full width
    for name in ["ZOE\u{308}", "ＺＯＥ\u{308}"] {
        let body = json!({ "schemas": [USER], "userName": name });
        client.post("/Users", &body).await.assert_error(409, Some("uniqueness"), "`userName`");
        client.put(&path, &body).await.assert_error(409, Some("uniqueness"), "`userName`");
        let operations = json!([{ "op": "replace", "path": "userName", "value": name }]);
        client.patch(&path, &operations).await.assert_error(409, Some("uniqueness"), "`userName`");
    }
    assert_eq!(client.get(&path).await.body, user);

    let badge = |number: &str| json!({ "schemas": [BADGE], "serialNumber": number });
    client.create("/Badges", &badge("A")).await;
    let other = client.create("/Badges", &badge("a")).await;
    let path = format!("/Badges/{}", text(&other, "id"));
    client.put(&path, &badge("A")).await.assert_error(409, Some("uniqueness"), "`serialNumber`");
    let operations = json!([{ "op": "replace", "path": "serialNumber", "value": "A" }]);
    client.patch(&path, &operations).await.assert_error(409, Some("uniqueness"), "`serialNumber`");
}
