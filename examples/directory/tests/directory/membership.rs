//! Memberships cost what a request names, and end as if the list had been there.

use crate::client::{Client, GROUP, Meter, text};
use crate::databases::{On, both};
use directory::database::Statement;
use directory::group::Group;
use directory::seed::seed;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Patch;
use scim_schema::projection::Projection;
use scim_schema::service::{Context, Identity, Store};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use uuid::Uuid;

both!(
    a_change_costs_what_it_names,
    members_are_read_in_parts,
    parallel_edits_all_land_and_a_version_is_won_once;
    blocking rows_are_what_the_list_would_be,
);

/// A group of the first `members` of 10,010 users, and the ids of the others.
async fn group_of(client: &Client, members: i64) -> (String, Vec<String>) {
    let group = json!({ "schemas": [GROUP], "displayName": format!("of {members}") });
    let group = client.create("/Groups", &group).await;
    let mut work = client.database.write().await.unwrap();
    let add = Statement::new(
        "INSERT INTO group_members (id, owner, user_seq)
         SELECT (SELECT coalesce(max(id), 0) FROM group_members)
             + row_number() OVER (ORDER BY u.seq), g.seq, u.seq
         FROM \"groups\" AS g, users AS u WHERE g.id = $1 ORDER BY u.seq LIMIT $2",
    );
    work.execute(add.bind(text(&group, "id")).bind(members)).await.unwrap();
    let others =
        "SELECT id FROM users WHERE seq NOT IN (SELECT seq FROM users ORDER BY seq LIMIT 10000)";
    let others: Vec<(String,)> = work.rows(Statement::new(others)).await.unwrap();
    if work.as_postgres().is_some() {
        work.execute(Statement::new("ANALYZE group_members")).await.unwrap();
    }
    work.commit().await.unwrap();
    let others = others.into_iter().map(|(id,)| id).collect();
    (format!("/Groups/{}", text(&group, "id")), others)
}

async fn a_change_costs_what_it_names(on: On) {
    let client = Client::alone(on).await;
    assert!(seed(&client.database, "acme", 10_010).await.unwrap());
    let (small, others) = group_of(&client, 10).await;
    let (large, _) = group_of(&client, 10_000).await;
    let meter = Meter::of(&client).await;
    let cost = async |path: &str, operation: &Value| {
        let before = meter.read(&client).await;
        let answer = client.patch(path, &json!([operation])).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
        let after = meter.read(&client).await;
        (after - before, answer.headers["etag"].to_str().unwrap().to_owned())
    };
    let [one, two] = [&others[0], &others[1]];
    let mut version = 1;
    for (operation, is_write) in [
        (json!({ "op": "replace", "path": "displayName", "value": "renamed" }), true),
        (
            json!({ "op": "add", "path": "members", "value": [{ "value": one }, { "value": two }] }),
            true,
        ),
        (json!({ "op": "add", "path": "members", "value": [{ "value": one }] }), false),
        (json!({ "op": "remove", "path": format!("members[value eq \"{one}\"]") }), true),
        (json!({ "op": "remove", "path": "members", "value": [{ "value": two }] }), true),
        (json!({ "op": "remove", "path": "members", "value": [{ "value": two }] }), false),
        (json!({ "op": "remove", "path": "members", "value": [] }), false),
    ] {
        version += i32::from(is_write);
        let (few, of_small) = cost(&small, &operation).await;
        let (many, of_large) = cost(&large, &operation).await;
        let expected = format!("W/\"{version}\"");
        assert_eq!((&of_small, &of_large), (&expected, &expected), "{operation}");
        assert!(many <= few + few / 2 + 10, "{operation}: {few} for 10 members, {many} for 10,000");
    }
    // the other way shows that the measure sees the members
    let read = async |path: &str| {
        let before = meter.read(&client).await;
        let body = client.get(path).await.body;
        (meter.read(&client).await - before, body)
    };
    let (whole, group) = read(&large).await;
    assert_eq!(group["members"].as_array().unwrap().len(), 10_000);
    let (without, group) = read(&format!("{large}?excludedAttributes=members")).await;
    assert_eq!((group.get("members"), &group["displayName"]), (None, &json!("renamed")));
    assert!(whole >= 10_000 && without < 100, "{whole} and {without}");

    // 7644-3.5.2-30: who asks for attributes gets them, and no others are looked at
    let add = json!([{ "op": "add", "path": "members", "value": [{ "value": one }] }]);
    let before = meter.read(&client).await;
    let answer = client.patch(&format!("{large}?attributes=displayName"), &add).await;
    assert_eq!((answer.status, &answer.body["displayName"]), (200, &json!("renamed")));
    assert_eq!(answer.body.get("members"), None);
    assert!(meter.read(&client).await - before < 200);

    // 7644-3.5.2.3-03: these name every member
    let replace = json!({ "op": "replace", "path": "members", "value": [{ "value": one }] });
    cost(&large, &replace).await;
    let left = client.get(&large).await.body;
    assert_eq!(left["members"].as_array().unwrap().len(), 1);
    assert_eq!(&left["members"][0]["value"], &json!(one));
    cost(&large, &json!({ "op": "remove", "path": "members" })).await;
    assert_eq!(client.get(&large).await.body.get("members"), None);
    client.database.close().await;
}

/// An operation on a group, with `{n}` for the id of the member `n`.
/// No more than a part of a long list is held at a time; a response has all of it, alone and on a
/// page, whether a group ends with a part or within one.
async fn members_are_read_in_parts(on: On) {
    let client = Client::new(on).await;
    assert!(seed(&client.database, "acme", 10_010).await.unwrap());
    let mut groups = Vec::new();
    for members in [7, 4_993, 10_000, 0, 300, 200] {
        groups.push((group_of(&client, members).await.0, usize::try_from(members).unwrap()));
    }
    let members = |group: &Value| {
        let members = group["members"].as_array().map(Vec::as_slice).unwrap_or_default();
        let values: BTreeSet<_> = members.iter().map(|member| text(member, "value")).collect();
        assert_eq!(values.len(), members.len(), "no member comes twice");
        values.len()
    };
    for (path, expected) in &groups {
        assert_eq!(members(&client.get(path).await.body), *expected);
        let id = path.rsplit('/').next().unwrap().parse().unwrap();
        let cx = Context::new(Identity::new().tenant("acme"));
        let all = Projection::default();
        let mut part = Store::<Group>::get(&client.database, &cx, &id, &all).await.unwrap();
        let mut read = 0;
        while let Some(group) = part {
            assert!(group.members.len() <= 5_000);
            read += group.members.len();
            part = client.database.next_part(&cx, &group, &all).await.unwrap();
        }
        assert_eq!(read, *expected);
    }
    let page = client.get("/Groups?filter=displayName%20sw%20%22of%20%22").await.body;
    let page: Vec<_> = page["Resources"].as_array().unwrap().iter().map(&members).collect();
    let expected: Vec<_> = groups.iter().map(|(_, members)| *members).collect();
    assert_eq!(page, expected);
}

fn operation() -> impl Strategy<Value = String> {
    let value = || {
        let members = prop::collection::vec(0..6_usize, 0..3);
        members.prop_map(|members| {
            let members = members.iter().map(|n| format!(r#"{{"value":"{{{n}}}"}}"#));
            format!("[{}]", members.collect::<Vec<_>>().join(","))
        })
    };
    let op = prop::sample::select(vec!["add", "remove", "Replace"]);
    prop_oneof![
        4 => (op, value()).prop_map(|(op, value)| {
            format!(r#"{{"op":"{op}","path":"members","value":{value}}}"#)
        }),
        1 => value().prop_map(|value| format!(r#"{{"op":"add","value":{{"members":{value}}}}}"#)),
        2 => (0..6_usize).prop_map(|n| {
            format!(r#"{{"op":"remove","path":"members[value eq \"{{{n}}}\"]"}}"#)
        }),
        1 => (0..6_usize, 0..6_usize).prop_map(|(n, m)| format!(
            r#"{{"op":"remove","path":"members[value eq \"{{{n}}}\" or not (value ne \"{{{m}}}\")]"}}"#
        )),
        1 => Just(r#"{"op":"remove","path":"members"}"#.to_owned()),
        1 => Just(r#"{"op":"remove","path":"members[type eq \"Group\"]"}"#.to_owned()),
        1 => (0..6_usize).prop_map(|n| {
            format!(r#"{{"op":"replace","path":"members[value eq \"{{{n}}}\"]","value":{{}}}}"#)
        }),
        1 => prop::sample::select(vec!["g", "h"]).prop_map(|name| {
            format!(r#"{{"op":"replace","value":{{"displayName":"{name}"}}}}"#)
        }),
        1 => Just(r#"{"op":"remove","path":"displayName"}"#.to_owned()),
    ]
}

/// Rows changed by what a PATCH says are the list edited by it: the same members, name, version
/// and error.
fn rows_are_what_the_list_would_be(on: On) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (client, ids) = runtime.block_on(async {
        let client = Client::new(on).await;
        let mut ids = Vec::new();
        for name in ["a", "b", "c"] {
            ids.push(text(&client.user(name).await, "id").to_owned());
        }
        let inner = json!({ "schemas": [GROUP], "displayName": "inner" });
        ids.push(text(&client.create("/Groups", &inner).await, "id").to_owned());
        // two whom nobody knows
        ids.extend(["2819c223-7f76-453a-919d-413861904646".to_owned(), "x".to_owned()]);
        (client, ids)
    });
    let cx = Context::new(Identity::new().tenant("acme"));
    let load = async |id: &Uuid| -> Group {
        let everything = Projection::everything();
        Store::<Group>::get(&client.database, &cx, id, &everything).await.unwrap().unwrap()
    };
    let members = |group: &Group| -> BTreeSet<String> {
        group.members.iter().map(|member| member.value.clone()).collect()
    };
    let given =
        (prop::collection::btree_set(0..4_usize, 0..4), prop::collection::vec(operation(), 1..5));
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let result = runner.run(&given, |(held, operations)| {
        runtime.block_on(async {
            let held: Vec<_> = held.iter().map(|n| json!({ "value": ids[*n] })).collect();
            let body = json!({ "schemas": [GROUP], "displayName": "g", "members": held });
            let created = client.create("/Groups", &body).await;
            let id: Uuid = text(&created, "id").parse().unwrap();
            let path = format!("/Groups/{id}");
            let mut operations = operations.join(",");
            for (n, known) in ids.iter().enumerate() {
                operations = operations.replace(&format!("{{{n}}}"), known);
            }
            let before = load(&id).await;
            let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
            let body = format!(r#"{{"schemas":["{urn}"],"Operations":[{operations}]}}"#);
            let expected = Patch::<Group>::new(&body, Dialect::RFC).unwrap().apply(&before);

            let operations: Value = serde_json::from_str(&format!("[{operations}]")).unwrap();
            let answer = client.patch(&path, &operations).await;
            let after = load(&id).await;
            let (expected, changes) = match expected {
                Err(error) => {
                    prop_assert_eq!(answer.status, error.status());
                    let scim_type = error.scim_type().map(scim_schema::message::ScimType::as_str);
                    prop_assert_eq!(answer.body["scimType"].as_str(), scim_type);
                    prop_assert_eq!(members(&after), members(&before));
                    return Ok(());
                }
                Ok(expected) => expected,
            };
            if members(&expected).contains(&ids[4]) || members(&expected).contains(&ids[5]) {
                prop_assert_eq!(answer.status, 400);
                prop_assert_eq!(members(&after), members(&before));
                return Ok(());
            }
            prop_assert_eq!(answer.status, 204, "{}", answer.body);
            prop_assert_eq!(members(&after), members(&expected));
            prop_assert_eq!(&after.display_name, &expected.display_name);
            prop_assert_eq!(after.revision, before.revision + i64::from(!changes.is_empty()));
            Ok(())
        })
    });
    assert!(result.is_ok(), "{result:?}");
}

/// 7644-3.14-07
async fn parallel_edits_all_land_and_a_version_is_won_once(on: On) {
    let client = Client::new(on).await;
    let group = client.create("/Groups", &json!({ "schemas": [GROUP], "displayName": "g" })).await;
    let path = format!("/Groups/{}", text(&group, "id"));
    let mut users = Vec::new();
    for number in 0..50 {
        users.push(client.user(&format!("user{number}")).await["id"].clone());
    }
    let tasks: Vec<_> = users
        .into_iter()
        .map(|user| {
            let (client, path) = (client.clone(), path.clone());
            tokio::spawn(async move {
                let add = json!([{ "op": "add", "path": "members", "value": [{ "value": user }] }]);
                client.patch(&path, &add).await.status
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), 204);
    }
    let found = client.get(&path).await;
    assert_eq!(found.body["members"].as_array().unwrap().len(), 50);

    // all with the version as it is now
    let version = found.headers["etag"].to_str().unwrap().to_owned();
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let (client, path, version) = (client.clone(), path.clone(), version.clone());
            tokio::spawn(async move {
                let name = format!("won by {number}");
                let rename = json!([{ "op": "replace", "path": "displayName", "value": name }]);
                client.patch_if(&path, &version, &rename).await.status
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses[0], 204);
    assert!(statuses[1..].iter().all(|status| *status == 412), "{statuses:?}");
}
