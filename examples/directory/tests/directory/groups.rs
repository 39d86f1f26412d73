use crate::client::{Client, GROUP, text};
use crate::databases::{On, both};
use serde_json::{Value, json};

both!(
    members_are_who_they_are,
    the_groups_of_a_user_are_derived,
    memberships_keep_their_rows_and_end_with_the_member,
    a_member_must_exist,
    names_are_required_and_need_not_differ,
);

fn group(name: &str, members: &[&Value]) -> Value {
    let members: Vec<_> = members.iter().map(|member| json!({ "value": member["id"] })).collect();
    json!({ "schemas": [GROUP], "displayName": name, "members": members })
}

// 7643-4.2-05 to -07, 7643-2.3.7-07, -08: what a client gives of a member is its id; its URI is
// where it is
async fn members_are_who_they_are(on: On) {
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let inner = client.create("/Groups", &group("inner", &[])).await;
    let mut body = group("outer", &[&user, &inner]);
    body["members"][0]["display"] = "Somebody".into();
    body["members"][0]["type"] = "Group".into();
    let outer = client.create("/Groups", &body).await;
    let members = json!([
        {
            "value": user["id"], "$ref": user["meta"]["location"], "type": "User", "display": "babs"
        },
        {
            "value": inner["id"], "$ref": inner["meta"]["location"], "type": "Group",
            "display": "inner"
        }
    ]);
    assert_eq!(outer["members"], members);

    for (member, is) in [(0, &user), (1, &inner)] {
        let (_, path) = text(&members[member], "$ref").split_once("/scim/v2").unwrap();
        assert_eq!(&client.get(path).await.body["id"], &is["id"]);
    }

    let path = format!("/Groups/{}", text(&outer, "id"));
    assert_eq!(client.get(&path).await.body, outer);
    assert_eq!(client.put(&path, &outer).await.body, outer, "no change, no new version");
    let without = client.get(&format!("{path}?excludedAttributes=members")).await.body;
    assert_eq!((&without["displayName"], without.get("members")), (&json!("outer"), None));
}

// 7643-4.1.2-19, -20, -22 to -25
async fn the_groups_of_a_user_are_derived(on: On) {
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let path = format!("/Users/{}", text(&user, "id"));
    let inner = client.create("/Groups", &group("inner", &[&user])).await;
    let outer = client.create("/Groups", &group("outer", &[&inner])).await;
    // groups in a circle end nowhere, and are found once
    let inner_path = format!("/Groups/{}", text(&inner, "id"));
    let circle = client.put(&inner_path, &group("inner", &[&user, &outer])).await;
    assert_eq!(circle.status, 200);

    let found = client.get(&path).await;
    let entry = |group: &Value, kind: &str| {
        json!({
            "value": group["id"], "$ref": group["meta"]["location"],
            "display": group["displayName"], "type": kind
        })
    };
    assert_eq!(found.body["groups"], json!([entry(&inner, "direct"), entry(&outer, "indirect")]));
    assert_eq!(found.headers["etag"], "W/\"1\"", "the version leaves out what is derived");

    let mut body = user.clone();
    body["groups"] = json!([]);
    assert_eq!(client.put(&path, &body).await.body["groups"], found.body["groups"]);
}

async fn memberships_keep_their_rows_and_end_with_the_member(on: On) {
    let client = Client::new(on).await;
    let (one, two) = (client.user("one").await, client.user("two").await);
    let created = client.create("/Groups", &group("g", &[&one])).await;
    let path = format!("/Groups/{}", text(&created, "id"));
    let first = client.count("SELECT id FROM group_members").await;
    assert_eq!(client.put(&path, &group("g", &[&two, &one])).await.status, 200);
    assert_eq!(client.count("SELECT min(id) FROM group_members").await, first);

    client.delete(&format!("/Users/{}", text(&one, "id"))).await;
    let left = client.get(&path).await;
    assert_eq!(left.body["members"].as_array().unwrap().len(), 1);
    assert_eq!(left.body["members"][0]["value"], two["id"]);
    assert_eq!(left.headers["etag"], "W/\"3\"", "the group lost a member");
}

// 7643-2.3.7-09
async fn a_member_must_exist(on: On) {
    let client = Client::new(on).await;
    let user = client.user("babs").await;
    let nobody = json!({ "id": "2819c223-7f76-453a-919d-413861904646" });
    for member in [&nobody, &json!({ "id": "babs" })] {
        let answer = client.post("/Groups", &group("g", &[&user, member])).await;
        answer.assert_error(400, Some("invalidValue"), "`members.value`");
    }
    assert_eq!(client.count("SELECT count(*) FROM \"groups\"").await, 0);
    assert_eq!(client.count("SELECT count(*) FROM group_members").await, 0);

    let created = client.create("/Groups", &group("g", &[&user])).await;
    let path = format!("/Groups/{}", text(&created, "id"));
    let answer = client.put(&path, &group("renamed", &[&nobody])).await;
    answer.assert_error(400, Some("invalidValue"), "`members.value`");
    assert_eq!(client.get(&path).await.body, created);
}

// 7643-4.2-02
async fn names_are_required_and_need_not_differ(on: On) {
    let client = Client::new(on).await;
    let nameless = client.post("/Groups", &json!({ "schemas": [GROUP] })).await;
    nameless.assert_error(400, Some("invalidValue"), "`displayName`");
    client.create("/Groups", &group("same", &[])).await;
    client.create("/Groups", &group("same", &[])).await;
}
