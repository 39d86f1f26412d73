//! Section 3.5.2: PATCH.

use crate::provider::*;
use serde_json::{Value, json};

/// A PATCH with these operations.
fn operations(path: &str, operations: Value) -> Request {
    let schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
    patch(path, json!({"schemas": schemas, "Operations": operations}))
}

fn bjensen() -> Value {
    user(json!({
        "userName": "bjensen", "nickName": "Babs", "title": "Guide",
        "name": {"familyName": "Jensen", "givenName": "Barbara"},
        "emails": [
            {"value": "bjensen@example.com", "type": "work", "primary": true},
            {"value": "babs@jensen.org", "type": "home"},
        ],
        "addresses": [{"type": "work", "streetAddress": "100 Universal City Plaza", "country": "US"}],
        ENTERPRISE: {"department": "Tours", "manager": {"value": "26118915"}},
    }))
}

fn tours() -> Value {
    group(
        json!({"displayName": "Tours", "members": [{"value": "1"}, {"value": "2"}, {"value": "3"}]}),
    )
}

/// 7644-3.5-02, 7644-3.5.2-01, -12, -21, -23, -28, 7644-3.5.2.1-03 to -09, 7644-3.5.2.2-02 to -06, 7644-3.5.2.3-02 to -04,
/// -06 to -08, -10, -11: each operation on each kind of target, on a whole user; what is not named stays.
#[test]
fn of_a_user() {
    let department = format!("{ENTERPRISE}:department");
    let manager = format!("{ENTERPRISE}:manager");
    let mails = |value: Value| json!({"emails": value});
    let (work, home) = (
        json!({"value": "bjensen@example.com", "type": "work", "primary": true}),
        json!({"value": "babs@jensen.org", "type": "home"}),
    );
    let address = |street: Value, locality: Value| json!({"addresses": [{"type": "work", "streetAddress": street, "locality": locality, "country": "US"}]});
    for (operation, expected) in [
        // add
        (json!({"op": "add", "path": "displayName", "value": "B"}), json!({"displayName": "B"})),
        (json!({"op": "add", "path": "nickName", "value": "B"}), json!({"nickName": "B"})),
        (
            json!({"op": "add", "path": "name.middleName", "value": "J"}),
            json!({"name": {"middleName": "J", "givenName": "Barbara"}}),
        ),
        (
            json!({"op": "add", "path": "name", "value": {"middleName": "J"}}),
            json!({"name": {"middleName": "J", "givenName": "Barbara"}}),
        ),
        (
            json!({"op": "add", "path": "emails", "value": [{"value": "b@example.net"}]}),
            mails(json!([work, home, {"value": "b@example.net"}])),
        ),
        (
            json!({"op": "add", "path": "emails", "value": {"value": "b@example.net", "primary": true}}),
            mails(
                json!([{"value": "bjensen@example.com", "type": "work", "primary": false}, home, {"primary": true}]),
            ),
        ),
        (
            json!({"op": "add", "value": {"emails": [{"value": "b@example.net"}], "nickName": "B", "name": {"middleName": "J"}}}),
            json!({"emails": [work, home, {"value": "b@example.net"}], "nickName": "B", "name": {"middleName": "J", "familyName": "Jensen"}}),
        ),
        (
            json!({"op": "add", "path": "phoneNumbers", "value": [{"value": "1"}]}),
            json!({"phoneNumbers": [{"value": "1"}]}),
        ),
        (
            json!({"op": "add", "path": department, "value": "D"}),
            json!({ENTERPRISE: {"department": "D", "manager": {"value": "26118915"}}}),
        ),
        // remove
        (json!({"op": "remove", "path": "nickName"}), json!({"nickName": null})),
        (json!({"op": "remove", "path": "name"}), json!({"name": null})),
        (
            json!({"op": "remove", "path": "name.familyName"}),
            json!({"name": {"familyName": null, "givenName": "Barbara"}}),
        ),
        (json!({"op": "remove", "path": "emails"}), mails(Value::Null)),
        (json!({"op": "remove", "path": "emails[type eq \"work\"]"}), mails(json!([home]))),
        (json!({"op": "remove", "path": "emails[type pr]"}), mails(Value::Null)),
        (
            json!({"op": "remove", "path": "emails[value ew \"org\"].type"}),
            mails(json!([work, {"value": "babs@jensen.org", "type": null}])),
        ),
        (
            json!({"op": "remove", "path": manager}),
            json!({ENTERPRISE: {"manager": null, "department": "Tours"}}),
        ),
        (json!({"op": "remove", "path": "emails[value eq \"none\"]"}), mails(json!([work, home]))),
        // replace
        (json!({"op": "replace", "path": "nickName", "value": "B"}), json!({"nickName": "B"})),
        (
            json!({"op": "replace", "path": "displayName", "value": "B"}),
            json!({"displayName": "B"}),
        ),
        (
            json!({"op": "replace", "path": "name", "value": {"givenName": "B", "middleName": "J"}}),
            json!({"name": {"givenName": "B", "middleName": "J", "familyName": "Jensen"}}),
        ),
        (
            json!({"op": "replace", "path": "emails", "value": [{"value": "b@example.net"}]}),
            mails(json!([{"value": "b@example.net", "type": null}])),
        ),
        (
            json!({"op": "replace", "path": "addresses[type eq \"work\"]", "value": {"type": "work", "streetAddress": "911 Universal City Plaza", "locality": "Hollywood"}}),
            address(json!("911 Universal City Plaza"), json!("Hollywood")),
        ),
        (
            json!({"op": "replace", "path": "addresses[type eq \"work\"].streetAddress", "value": "1010 Broadway Ave"}),
            address(json!("1010 Broadway Ave"), Value::Null),
        ),
        (
            json!({"op": "replace", "path": "emails[type pr].display", "value": "B"}),
            mails(json!([{"type": "work", "display": "B"}, {"type": "home", "display": "B"}])),
        ),
        (
            json!({"op": "replace", "path": "emails[type eq \"home\"].primary", "value": true}),
            mails(json!([{"type": "work", "primary": false}, {"type": "home", "primary": true}])),
        ),
        (
            json!({"op": "replace", "value": {"emails": [{"value": "b@example.net", "type": "home"}], "nickName": "B"}}),
            json!({"emails": [{"value": "b@example.net", "type": "home"}], "nickName": "B"}),
        ),
        (
            json!({"op": "replace", "path": format!("{USER}:title"), "value": "T"}),
            json!({"title": "T"}),
        ),
        (
            json!({"op": "replace", "path": "NAME.GIVENNAME", "value": "B"}),
            json!({"name": {"givenName": "B"}}),
        ),
    ] {
        let provider = Provider::new();
        let id = provider.create("/Users", bjensen());
        let path = format!("/Users/{id}");
        let was = provider.send(get(&path)).json();
        let answer = provider.send(operations(&path, json!([operation])));
        assert_eq!(answer.code(), 200, "{operation}: {}", answer.text());
        let now = answer.json();
        answer.shows(expected.clone());
        assert_eq!(provider.send(get(&path)).json(), now, "{operation}");
        for (name, value) in was.as_object().unwrap() {
            if expected.get(name).is_none() && name != "meta" {
                assert_eq!(now[name], *value, "{operation}");
            }
        }
    }
}

/// 7644-3.5.2-21, -22, -24 to -27: one after the other, each on what the one before made; all or none.
#[test]
fn in_order_and_atomic() {
    let provider = Provider::new();
    let path = format!("/Users/{}", provider.create("/Users", bjensen()));
    let three = json!([
        {"op": "add", "path": "emails", "value": [{"value": "b@example.net", "type": "other"}]},
        {"op": "replace", "path": "emails[type eq \"other\"].display", "value": "B"},
        {"op": "remove", "path": "emails[display ne \"B\"]"},
    ]);
    let answer = provider.send(operations(&path, three)).status(200);
    answer.shows(json!({"emails": [{"value": "b@example.net", "display": "B"}]}));
    let was = provider.send(get(&path)).json();
    let broken = json!([
        {"op": "replace", "path": "nickName", "value": "B"},
        {"op": "remove", "path": "emails"},
        {"op": "replace", "path": "emails[type eq \"work\"].value", "value": "x"},
    ]);
    provider.send(operations(&path, broken)).error(400, Some("noTarget"));
    assert_eq!(provider.send(get(&path)).json(), was);
}

/// 7644-3.5.2.1-10 to -12, 7644-3.5.2.2-08: what changes nothing succeeds, and leaves version and time.
#[test]
fn nothing_to_do() {
    let provider = Provider::new();
    let path = format!("/Users/{}", provider.create("/Users", bjensen()));
    let was = provider.send(get(&path)).json();
    for operation in [
        json!({"op": "add", "path": "nickName", "value": "Babs"}),
        json!({"op": "add", "path": "emails", "value": [{"value": "babs@jensen.org", "type": "home"}]}),
        json!({"op": "add", "value": {"name": {"givenName": "Barbara"}}}),
        json!({"op": "replace", "path": "title", "value": "Guide"}),
        json!({"op": "remove", "path": "displayName"}),
        json!({"op": "remove", "path": "emails[type eq \"other\"]"}),
    ] {
        let answer = provider.send(operations(&path, json!([operation]))).status(200);
        assert_eq!(answer.json(), was, "{operation}");
    }
    let path = format!("/Groups/{}", provider.create("/Groups", tours()));
    let was = provider.send(get(&path)).json();
    for operation in [
        json!({"op": "add", "path": "members", "value": [{"value": "2"}]}),
        json!({"op": "remove", "path": "members[value eq \"9\"]"}),
    ] {
        provider.send(operations(&path, json!([operation]))).status(204);
        assert_eq!(provider.send(get(&path)).json(), was, "{operation}");
    }
}

/// 7644-3.5.2-28 to -30, 7644-3.14-02: `200` with the resource; of groups `204` with its version, unless
/// attributes are asked for.
#[test]
fn answers() {
    let provider = Provider::new();
    let path = format!("/Groups/{}", provider.create("/Groups", tours()));
    let add = json!([{"op": "add", "path": "members", "value": [{"value": "4"}]}]);
    let answer = provider.send(operations(&path, add)).status(204);
    assert_eq!(answer.text(), "");
    let read = provider.send(get(&path)).shows(json!({"members": [{}, {}, {}, {"value": "4"}]}));
    assert_eq!(read.header("etag"), answer.header("etag"));
    assert_ne!(answer.header("etag"), "");
    let replace = json!([
        {"op": "remove", "path": "members[value eq \"1\"]"},
        {"op": "replace", "path": "displayName", "value": "Guides"},
    ]);
    let answer = provider.send(operations(&format!("{path}?attributes=displayName"), replace));
    let answer = answer.status(200).shows(json!({"displayName": "Guides"}));
    assert_eq!(answer.names(), ["displayName", "id", "schemas"]);
    let all = json!([{"op": "remove", "path": "members"}]);
    provider.send(operations(&path, all)).status(204);
    provider.send(get(&path)).shows(json!({"members": null, "displayName": "Guides"}));
    // with a precondition
    let title = json!([{"op": "replace", "path": "displayName", "value": "x"}]);
    provider
        .send(operations(&path, title.clone()).header("if-match", "W/\"none\""))
        .error(412, None);
    provider.send(operations("/Groups/unknown", title)).error(404, None);
}

/// 7644-3.5.2-03, -14, -17, 7644-3.5.2.2-01, -07, 7644-3.5.2.3-09, 7644-3.12-23, -24, -25, -26, -27: what an operation may
/// not do, and how the answer says it.
#[test]
fn refused() {
    let provider = Provider::new();
    let path = format!("/Users/{}", provider.create("/Users", bjensen()));
    let was = provider.send(get(&path)).json();
    for (operation, scim_type) in [
        (json!({"op": "remove"}), "noTarget"),
        (
            json!({"op": "replace", "path": "emails[type eq \"other\"]", "value": {"value": "x"}}),
            "noTarget",
        ),
        (
            json!({"op": "replace", "path": "emails[type eq \"other\"].value", "value": "x"}),
            "noTarget",
        ),
        (json!({"op": "add", "path": "unknown", "value": 1}), "invalidPath"),
        (json!({"op": "add", "path": "name.unknown", "value": 1}), "invalidPath"),
        (json!({"op": "add", "path": "emails[0]", "value": {"value": "x"}}), "invalidFilter"),
        (json!({"op": "add", "path": "/nickName", "value": "x"}), "invalidPath"),
        (json!({"op": "remove", "path": "emails[type eq"}), "invalidFilter"),
        (json!({"op": "remove", "path": "emails[type is \"work\"]"}), "invalidFilter"),
        (json!({"op": "replace", "path": "id", "value": "x"}), "mutability"),
        (json!({"op": "replace", "path": "meta.created", "value": "x"}), "mutability"),
        (json!({"op": "add", "path": "groups", "value": [{"value": "1"}]}), "mutability"),
        (json!({"op": "remove", "path": "groups"}), "mutability"),
        (json!({"op": "remove", "path": "userName"}), "mutability"),
        (json!({"op": "replace", "path": "userName", "value": 7}), "invalidValue"),
        (json!({"op": "replace", "path": "active", "value": "yes"}), "invalidValue"),
        (json!({"op": "add", "path": "emails", "value": "x"}), "invalidValue"),
        (json!({"op": "add", "path": "nickName"}), "invalidValue"),
        (json!({"op": "add", "value": "x"}), "invalidValue"),
        (json!({"op": "move", "path": "nickName", "from": "title"}), "invalidSyntax"),
        (json!({"op": "copy", "path": "nickName", "from": "title"}), "invalidSyntax"),
        (json!({"op": "test", "path": "nickName", "value": "Babs"}), "invalidSyntax"),
        (json!({"path": "nickName", "value": "x"}), "invalidSyntax"),
        (json!("add"), "invalidSyntax"),
    ] {
        let answer = provider.send(operations(&path, json!([operation])));
        assert_eq!(answer.code(), 400, "{operation}: {}", answer.text());
        assert_eq!(answer.json()["scimType"], scim_type, "{operation}: {}", answer.text());
        answer.error(400, Some(scim_type));
    }
    let schemas = json!(["urn:ietf:params:scim:api:messages:2.0:PatchOp"]);
    for body in [
        json!({}),
        json!({"schemas": schemas}),
        json!({"schemas": schemas, "Operations": {}}),
        json!({"schemas": [USER], "Operations": [{"op": "remove", "path": "nickName"}]}),
        json!([]),
    ] {
        let answer = provider.send(patch(&path, body.clone()));
        assert_eq!(answer.code(), 400, "{body}: {}", answer.text());
    }
    assert_eq!(provider.send(get(&path)).json(), was);
}

/// 7644-3.5.2-18, -19: an extension is there from the operation that gives it a value, and then in
/// `schemas`; it is gone with its last value.
#[test]
fn schemas() {
    let provider = Provider::new();
    let path = format!("/Users/{}", provider.user("bjensen"));
    let department = format!("{ENTERPRISE}:department");
    let add = json!([
        {"op": "add", "path": department, "value": "Tours"},
        {"op": "add", "value": {ENTERPRISE: {"costCenter": "4130"}}},
    ]);
    let answer = provider.send(operations(&path, add)).status(200);
    answer.shows(json!({"schemas": [USER, ENTERPRISE], ENTERPRISE: {"department": "Tours", "costCenter": "4130"}}));
    let remove = json!([{"op": "remove", "path": ENTERPRISE}]);
    let answer = provider.send(operations(&path, remove)).status(200);
    answer.shows(json!({"schemas": [USER], ENTERPRISE: null}));
}

/// A value path that matches nothing: `add` creates the element that the filter describes, `replace` is
/// an error but for Entra; `remove` has nothing to do.
#[test]
fn value_paths_without_a_match() {
    let created = json!([{"value": "b@example.net", "type": "work"}]);
    for (client, op, expected) in [
        ("rfc", "add", &created),
        ("okta", "add", &created),
        ("entra", "add", &created),
        ("entra", "replace", &created),
        ("rfc", "replace", &Value::Null),
        ("okta", "replace", &Value::Null),
    ] {
        let provider = Provider::new();
        let path = format!("/Users/{}", provider.user("bjensen"));
        let operation =
            json!([{"op": op, "path": "emails[type eq \"work\"].value", "value": "b@example.net"}]);
        let answer = provider.send(operations(&path, operation).token(client));
        if expected.is_null() {
            answer.error(400, Some("noTarget"));
        } else {
            answer.status(200);
        }
        provider.send(get(&path)).shows(json!({"emails": expected}));
    }
}

/// 7644-3.12-22: what is in the body beside what it may change, and what another resource has.
#[test]
fn beside_what_may_change() {
    let provider = Provider::new();
    provider.user("taken");
    let id = provider.user("bjensen");
    let path = format!("/Users/{id}");
    let taken = json!([{"op": "replace", "path": "userName", "value": "TAKEN"}]);
    provider.send(operations(&path, taken)).error(409, Some("uniqueness"));
    let whole = json!([{"op": "replace", "value": {
        "schemas": [USER], "id": id, "meta": {"created": "x"}, "groups": [{"value": "1"}], "title": "Guide",
    }}]);
    provider
        .send(operations(&path, whole))
        .status(200)
        .shows(json!({"title": "Guide", "groups": null}));
    let other = json!([{"op": "replace", "value": {"id": "other", "title": "x"}}]);
    provider.send(operations(&path, other)).error(400, Some("mutability"));
    provider.send(get(&path)).shows(json!({"title": "Guide"}));
}

/// Members are the same when their `value` is, and an element's `value` does not change; other members
/// can take its place.
#[test]
fn members() {
    let provider = Provider::new();
    let path = format!("/Groups/{}", provider.create("/Groups", tours()));
    let values = || {
        let body = provider.send(get(&path)).json();
        let members = body["members"].as_array().cloned().unwrap_or_default();
        members
            .iter()
            .map(|member| member["value"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    for (operation, expected) in [
        (
            json!({"op": "add", "path": "members", "value": [{"value": "2", "display": "Babs"}]}),
            &["1", "2", "3"][..],
        ),
        (
            json!({"op": "remove", "path": "members", "value": [{"value": "2", "display": null}]}),
            &["1", "3"],
        ),
        (json!({"op": "remove", "path": "members", "value": []}), &["1", "3"]),
        (
            json!({"op": "replace", "path": "members", "value": [{"value": "7"}, {"value": "3"}]}),
            &["3", "7"],
        ),
        (json!({"op": "remove", "path": "members[value eq \"3\"]"}), &["7"]),
    ] {
        provider.send(operations(&path, json!([operation]))).status(204);
        let mut found = values();
        found.sort();
        assert_eq!(found, expected, "{operation}");
    }
    for operation in [
        json!({"op": "replace", "path": "members[value eq \"7\"].value", "value": "8"}),
        json!({"op": "replace", "path": "members[value eq \"7\"]", "value": {"value": "8"}}),
        json!({"op": "remove", "path": "members[value eq \"7\"].value"}),
    ] {
        provider.send(operations(&path, json!([operation]))).error(400, Some("mutability"));
    }
    assert_eq!(values(), ["7"]);
}
