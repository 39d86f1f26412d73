//! Groups in groups: how far they are followed, and who pays for that.

use crate::client::{Client, GROUP, Meter, text};
use crate::databases::{On, both};
use serde_json::{Value, json};

both!(
    what_a_tenant_nests_costs_no_other,
    groups_are_followed_so_far,
    pages_by_the_name_of_a_group_have_everyone,
);

/// The tenant `acme` with so many groups, each in the next one, and as many users in the first.
async fn chain(client: &Client, groups: usize) {
    let id = |kind: u8, n: usize| format!("00000000-0000-800{kind}-8000-{n:012}");
    let rows = |row: &dyn Fn(usize) -> String| (1..=groups).map(row).collect::<Vec<_>>().join(",");
    let users =
        rows(&|n| format!("({n}, 'acme', '{}', 'user {n}', 'user {n}', 0, 0, 1)", id(1, n)));
    let named = rows(&|n| format!("({n}, 'acme', '{}', 'g{n}', 0, 0, 1)", id(2, n)));
    let inner = rows(&|n| format!("({n}, 1, {n}, NULL)"));
    let outer = (1..groups).map(|n| format!("({}, {}, NULL, {n})", groups + n, n + 1));
    let outer = outer.collect::<Vec<_>>().join(",");
    let own = "created_at, modified_at, revision";
    client
        .execute(&[
            &format!("INSERT INTO users (seq, tenant, id, user_name, user_name_key, {own}) VALUES {users}"),
            &format!("INSERT INTO \"groups\" (seq, tenant, id, display_name, {own}) VALUES {named}"),
            &format!("INSERT INTO group_members (id, owner, user_seq, group_seq) VALUES {inner}, {outer}"),
        ])
        .await;
}

/// How many a filter finds, and what that costs.
async fn found(client: &Client, meter: &Meter, filter: &str) -> (Value, u64) {
    let path = format!("/Users?filter={}", filter.replace(' ', "%20").replace('"', "%22"));
    let before = meter.read(client).await;
    let answer = client.get(&path).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    (answer.body["totalResults"].clone(), meter.read(client).await - before)
}

async fn what_a_tenant_nests_costs_no_other(on: On) {
    let mut costs = Vec::new();
    for groups in [150, 600] {
        let client = Client::alone(on).await;
        chain(&client, groups).await;
        let other = client.authorized("Bearer beta-token");
        other.user("babs").await;
        let meter = Meter::of(&client).await;
        for filter in
            ["groups.display eq \"zz\"", "groups.type eq \"indirect\"", "groups.display co \"z\""]
        {
            let (total, cost) = found(&other, &meter, filter).await;
            assert_eq!(total, 0);
            // once through what there is is what PostgreSQL may take for the shortest way
            let bound = u64::try_from(10 * groups).unwrap();
            assert!(cost <= bound, "{filter}: {cost} for {groups} groups of another tenant");
        }
        // nor does a chain cost its own tenant the square of its length
        let (total, cost) = found(&client, &meter, "groups.display eq \"zz\"").await;
        assert_eq!(total, 0);
        costs.push(cost);
        client.database.close().await;
    }
    assert!(costs[1] < 7 * costs[0], "{costs:?}");
}

/// As many levels for what a user has as for what a filter finds.
async fn groups_are_followed_so_far(on: On) {
    let client = Client::alone(on).await;
    chain(&client, 40).await;
    let user = client.get("/Users?filter=userName%20eq%20%22user%201%22").await.body;
    let groups = user["Resources"][0]["groups"].as_array().unwrap();
    let names: Vec<_> = groups.iter().map(|group| text(group, "display").to_owned()).collect();
    assert_eq!(names, (1..=32).map(|n| format!("g{n}")).collect::<Vec<_>>());
    let types = groups.iter().filter(|group| text(group, "type") == "direct").count();
    assert_eq!(types, 1);
    let meter = Meter::of(&client).await;
    for (name, expected) in [("g1", 40), ("g2", 40), ("g32", 40), ("g33", 0)] {
        let filter = format!("groups.display eq \"{name}\"");
        assert_eq!(found(&client, &meter, &filter).await.0, expected, "{name}");
        let filter = format!("groups[display eq \"{name}\" and type eq \"indirect\"]");
        let expected = if name == "g1" { 0 } else { expected };
        assert_eq!(found(&client, &meter, &filter).await.0, expected, "{name}");
    }
    client.database.close().await;
}

/// 7644-3.4.2.3-05: the first group of a user is the same one for who sorts and for who writes the
/// cursor, though it is in an older one only by way of a newer.
async fn pages_by_the_name_of_a_group_have_everyone(on: On) {
    let client = Client::new(on).await;
    let group = async |name: &str, members: &[&Value]| {
        let members: Vec<_> = members.iter().map(|one| json!({ "value": one["id"] })).collect();
        let body = json!({ "schemas": [GROUP], "displayName": name, "members": members });
        client.create("/Groups", &body).await
    };
    let (first, second) = (client.user("first").await, client.user("second").await);
    let zeta = group("Zeta", &[]).await;
    let alpha = group("Alpha", &[&first]).await;
    group("Mid", &[&second]).await;
    let operations =
        json!([{ "op": "add", "path": "members", "value": [{ "value": alpha["id"] }] }]);
    let path = format!("/Groups/{}", text(&zeta, "id"));
    assert_eq!(client.patch(&path, &operations).await.status, 204);

    let by = "/Users?sortBy=groups.display&count=1";
    let (mut next, mut seen) = (format!("{by}&cursor"), Vec::new());
    loop {
        let page = client.get(&next).await.body;
        seen.extend(
            page["Resources"].as_array().unwrap().iter().map(|user| user["userName"].clone()),
        );
        let Some(cursor) = page["nextCursor"].as_str() else { break };
        next = format!("{by}&cursor={cursor}");
    }
    assert_eq!(seen, ["second", "first"]);
}
