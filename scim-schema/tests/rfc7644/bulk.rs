//! Section 3.7: several operations in one request.

use crate::provider::*;
use serde_json::{Value, json};

const REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// Sends operations; their results.
#[track_caller]
fn bulk(provider: &Provider, fail_on_errors: Option<u32>, operations: Value) -> Vec<Value> {
    let mut body = json!({"schemas": [REQUEST], "Operations": operations});
    if let Some(count) = fail_on_errors {
        body["failOnErrors"] = json!(count);
    }
    let body = provider.send(post("/Bulk", body)).status(200).json();
    assert_eq!(body["schemas"], json!([RESPONSE]));
    assert!(body.get("failOnErrors").is_none());
    body["Operations"].as_array().unwrap().clone()
}

fn statuses(results: &[Value]) -> Vec<&str> {
    results.iter().map(|result| result["status"].as_str().unwrap()).collect()
}

/// What a result's location names.
fn located(provider: &Provider, result: &Value) -> Value {
    let location = result["location"].as_str().unwrap();
    provider.send(get(location.strip_prefix(BASE).unwrap())).status(200).json()
}

/// 7644-3.2-10, 7644-3.7-01, -04, -06, -07, -08, -15, -17, -18, -20, -25, 7644-3.7.3-01, -02, -03: the job of the
/// first example: one of each method, and what became of it.
#[test]
fn one_of_each() {
    let provider = Provider::new();
    provider.send(get("/ServiceProviderConfig")).shows(json!({"bulk": {"supported": true}}));
    let ids = ["put", "patch", "delete"].map(|name| provider.user(name));
    let results = bulk(
        &provider,
        Some(1),
        json!([
            {"method": "POST", "path": "/Users", "bulkId": "qwerty", "data": user(json!({"userName": "Alice"}))},
            {"method": "PUT", "path": format!("/Users/{}", ids[0]), "version": "W/\"1\"",
             "data": user(json!({"userName": "Bob"}))},
            {"method": "PATCH", "path": format!("/Users/{}", ids[1]), "version": "W/\"1\"", "data": {
                "schemas": [PATCH_OP],
                "Operations": [
                    {"op": "remove", "path": "nickName"},
                    {"op": "add", "path": "userName", "value": "Dave"},
                ],
            }},
            {"method": "DELETE", "path": format!("/Users/{}", ids[2]), "version": "W/\"1\""},
        ]),
    );
    assert_eq!(statuses(&results), ["201", "200", "200", "204"]);
    let methods: Vec<_> = results.iter().map(|result| &result["method"]).collect();
    assert_eq!(methods, ["POST", "PUT", "PATCH", "DELETE"]);
    assert_eq!(results[0]["bulkId"], "qwerty");
    for (result, name) in results.iter().zip(["Alice", "Bob", "Dave"]) {
        let found = located(&provider, result);
        assert_eq!(found["userName"], name);
        assert_eq!(found["meta"]["version"], result["version"]);
    }
    assert_eq!(results[3]["location"], format!("{BASE}/Users/{}", ids[2]));
    provider.send(get(&format!("/Users/{}", ids[2]))).error(404, None);
}

/// 7644-3.7.2-02, -03, -04, 7644-3.7-27: a `bulkId` stands for the id that its resource got, before it as
/// after it, in extensions too.
#[test]
fn references() {
    let provider = Provider::new();
    let (alice, guides, bob) = (
        json!({"method": "POST", "path": "/Users", "bulkId": "qwerty", "data": user(json!({"userName": "Alice"}))}),
        json!({"method": "POST", "path": "/Groups", "bulkId": "ytrewq", "data": group(json!({
            "displayName": "Tour Guides", "members": [{"type": "User", "value": "bulkId:qwerty"}],
        }))}),
        json!({"method": "POST", "path": "/Users", "bulkId": "bob", "data": user(json!({
            "userName": "Bob", ENTERPRISE: {"manager": {"value": "bulkId:qwerty"}},
        }))}),
    );
    for (operations, places) in
        [(json!([alice, guides, bob]), [0, 1, 2]), (json!([guides, bob, alice]), [2, 0, 1])]
    {
        let provider = Provider::new();
        let results = bulk(&provider, None, operations);
        assert_eq!(statuses(&results), ["201"; 3]);
        let [alice, guides, bob] = places.map(|place| located(&provider, &results[place]));
        assert_eq!(guides["members"][0]["value"], alice["id"]);
        assert_eq!(bob[ENTERPRISE]["manager"]["value"], alice["id"]);
    }
    let unknown = json!([{"method": "POST", "path": "/Groups", "bulkId": "g", "data": group(json!({
        "displayName": "Nobodies", "members": [{"value": "bulkId:nobody"}],
    }))}]);
    let results = bulk(&provider, None, unknown);
    assert!(results[0]["status"].as_str().unwrap().starts_with('4'), "{results:?}");
    provider.send(get("/Groups")).list(0);
}

/// 7644-3.7.2-02, -04: in what an operation writes to a resource that is there, with a path and without.
#[test]
fn references_in_what_is_written() {
    let provider = Provider::new();
    let [crew, team, unit] = ["crew", "team", "unit"]
        .map(|name| provider.create("/Groups", group(json!({"displayName": name}))));
    let members = json!([{"value": "bulkId:qwerty"}]);
    let patch = |id: &str, operation: Value| {
        json!({"method": "PATCH", "path": format!("/Groups/{id}"),
               "data": {"schemas": [PATCH_OP], "Operations": [operation]}})
    };
    let results = bulk(
        &provider,
        None,
        json!([
            patch(&crew, json!({"op": "add", "path": "members", "value": members})),
            patch(&team, json!({"op": "add", "value": {"members": members}})),
            {"method": "PUT", "path": format!("/Groups/{unit}"),
             "data": group(json!({"displayName": "unit", "members": members}))},
            {"method": "POST", "path": "/Users", "bulkId": "qwerty", "data": user(json!({"userName": "Alice"}))},
        ]),
    );
    assert_eq!(statuses(&results), ["200", "200", "200", "201"], "{results:?}");
    let alice = located(&provider, &results[3])["id"].clone();
    for result in &results[..3] {
        assert_eq!(located(&provider, result)["members"][0]["value"], alice);
    }
}

/// 7644-3.7.1-01: groups that have each other as members.
#[test]
fn circular_references() {
    let provider = Provider::new();
    let member = |id: &str| json!([{"type": "Group", "value": format!("bulkId:{id}")}]);
    let results = bulk(
        &provider,
        None,
        json!([
            {"method": "POST", "path": "/Groups", "bulkId": "qwerty",
             "data": group(json!({"displayName": "Group A", "members": member("ytrewq")}))},
            {"method": "POST", "path": "/Groups", "bulkId": "ytrewq",
             "data": group(json!({"displayName": "Group B", "members": member("qwerty")}))},
        ]),
    );
    assert_eq!(statuses(&results), ["201", "201"]);
    let [a, b] = [0, 1].map(|place| located(&provider, &results[place]));
    assert_eq!(a["members"][0]["value"], b["id"]);
    assert_eq!(b["members"][0]["value"], a["id"]);
}

/// 7644-3.7-15, -16, -19, -21, -23, 7644-3.7.3-02, -04, -05, -06, 7644-3.12-30: an error is the result of its
/// operation; the others run, until there are as many errors as the client wants to see.
#[test]
fn errors() {
    let operations = |id: &str| {
        json!([
            {"method": "POST", "path": "/Users", "bulkId": "1", "data": user(json!({"userName": "taken"}))},
            {"method": "PUT", "path": format!("/Users/{id}"), "version": "W/\"other\"",
             "data": user(json!({"userName": "new"}))},
            {"method": "POST", "path": "/Users", "bulkId": "2", "data": user(json!({"userName": "Alice"}))},
            {"method": "DELETE", "path": "/Users/unknown"},
            {"method": "POST", "path": "/Users", "bulkId": "3", "data": user(json!({"userName": "Bob"}))},
        ])
    };
    for (fail_on_errors, expected) in [
        (None, &["409", "412", "201", "404", "201"][..]),
        (Some(1), &["409"]),
        (Some(2), &["409", "412"]),
        (Some(3), &["409", "412", "201", "404"]),
        (Some(4), &["409", "412", "201", "404", "201"]),
    ] {
        let provider = Provider::new();
        let id = provider.user("taken");
        let results = bulk(&provider, fail_on_errors, operations(&id));
        assert_eq!(statuses(&results), expected, "{fail_on_errors:?}");
        for result in &results {
            let response = &result["response"];
            if result["status"] == "201" {
                assert!(result["location"].is_string());
                continue;
            }
            assert_eq!(response["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:Error"]));
            assert_eq!(response["status"], result["status"]);
            assert!(response["detail"].is_string());
            // where nothing was created there is no location
            assert_eq!(result["location"].is_string(), result["method"] != "POST", "{result}");
        }
        assert_eq!(results[0]["response"]["scimType"], "uniqueness");
        let created = expected.iter().filter(|status| **status == "201").count();
        provider.send(get("/Users")).list(1 + created);
    }
}

/// 7644-3.7.4-01, -03, -04, 7644-3.12-17, 7643-5-07, -08: the limits are published; beyond one of them nothing
/// runs, and the answer says which.
#[test]
fn too_much() {
    let provider = Provider::with(|builder| {
        builder.limits(limits(|limits| (limits.bulk_operations, limits.bulk_payload) = (2, 2_000)))
    });
    let config = json!({"bulk": {"maxOperations": 2, "maxPayloadSize": 2_000}});
    provider.send(get("/ServiceProviderConfig")).shows(config);
    let create = |name: &str| json!({"method": "POST", "path": "/Users", "bulkId": name, "data": user(json!({"userName": name}))});
    for (operations, limit) in [
        (json!([create("1"), create("2"), create("3")]), "2"),
        (json!([create(&"x".repeat(2_000))]), "2000"),
    ] {
        let body = json!({"schemas": [REQUEST], "Operations": operations});
        let detail = provider.send(post("/Bulk", body)).error(413, None);
        assert!(detail.contains(limit), "{detail}");
    }
    provider.send(get("/Users")).list(0);
    assert_eq!(statuses(&bulk(&provider, None, json!([create("1"), create("2")]))), ["201", "201"]);
}

/// 7644-3.7-07, -08, 7644-3.12-24: what is no bulk request is `400`; what is no operation is the error of
/// that operation or of the request, and creates nothing.
#[test]
fn refused() {
    let provider = Provider::new();
    for body in [
        json!({}),
        json!([]),
        json!({"schemas": [REQUEST]}),
        json!({"schemas": [REQUEST], "Operations": {}}),
        json!({"Operations": []}),
        json!({"schemas": [USER], "Operations": []}),
    ] {
        let answer = provider.send(post("/Bulk", body.clone()));
        assert_eq!(answer.code(), 400, "{body}: {}", answer.text());
        let scim_type = answer.json()["scimType"].as_str().map(str::to_owned);
        assert!(scim_type.is_some(), "{body}");
        answer.error(400, scim_type.as_deref());
    }
    let data = user(json!({"userName": "bjensen"}));
    for operation in [
        json!({}),
        json!({"path": "/Users", "bulkId": "1", "data": data}),
        json!({"method": "GET", "path": "/Users"}),
        json!({"method": "POST", "bulkId": "1", "data": data}),
        json!({"method": "POST", "path": "/Unknown", "bulkId": "1", "data": data}),
        json!({"method": "POST", "path": "/Users", "bulkId": "1"}),
        json!({"method": "POST", "path": "/Users", "data": data}),
        json!({"method": "DELETE", "path": "/Users"}),
        json!({"method": "POST", "path": "/Bulk", "bulkId": "1", "data": {"schemas": [REQUEST], "Operations": []}}),
    ] {
        let body = json!({"schemas": [REQUEST], "Operations": [operation]});
        let answer = provider.send(post("/Bulk", body));
        let failed = match answer.code() {
            200 => answer.json()["Operations"][0]["status"].as_str().unwrap().starts_with('4'),
            status => status == 400,
        };
        assert!(failed, "{operation}: {}", answer.text());
    }
    provider.send(get("/Users")).list(0);
}

/// A `bulkId` in the path of a later operation names what that operation created.
#[test]
fn references_in_paths() {
    let provider = Provider::new();
    let results = bulk(
        &provider,
        None,
        json!([
            {"method": "POST", "path": "/Users", "bulkId": "qwerty", "data": user(json!({"userName": "Alice"}))},
            {"method": "PATCH", "path": "/Users/bulkId:qwerty", "data": {
                "schemas": [PATCH_OP], "Operations": [{"op": "add", "path": "title", "value": "Guide"}],
            }},
        ]),
    );
    assert_eq!(statuses(&results), ["201", "200"], "{results:?}");
    assert_eq!(located(&provider, &results[0])["title"], "Guide");
}

/// 7644-3.7.2-02, -04: a `bulkId` in the filter of a path is the id that it stands for, of what a later
/// operation creates, too; one of no operation is an error.
#[test]
fn references_in_filters() {
    let provider = Provider::new();
    let remove = |path: &str| {
        json!({"method": "PATCH", "path": "/Groups/bulkId:g", "data": {
            "schemas": [PATCH_OP], "Operations": [{"op": "remove", "path": path}],
        }})
    };
    let members = json!([{"value": "bulkId:u"}, {"value": "7"}]);
    let results = bulk(
        &provider,
        None,
        json!([
            remove("members[value eq \"bulkId:u\"]"),
            {"method": "POST", "path": "/Groups", "bulkId": "g",
             "data": group(json!({"displayName": "Guides", "members": members}))},
            {"method": "POST", "path": "/Users", "bulkId": "u", "data": user(json!({"userName": "Alice"}))},
            remove("members[value eq \"bulkId:nobody\"]"),
        ]),
    );
    assert_eq!(statuses(&results)[..3], ["200", "201", "201"], "{results:?}");
    assert!(results[3]["status"].as_str().unwrap().starts_with('4'), "{results:?}");
    let left = located(&provider, &results[1])["members"].clone();
    assert_eq!(left.as_array().map(Vec::len), Some(1), "{left}");
    assert_eq!(left[0]["value"], "7");
}
