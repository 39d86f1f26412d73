//! What is no bulk request, or no operation of one; what looks like a reference and is none.

use super::*;

/// 7644-3.7-05, -21 … -23, 7644-3.7.3-05: errors do not stop the rest, unless there are too many.
#[test]
fn errors() {
    let operations = json!([
        post("/Users", "a", &user("a")),
        post("/Users", "b", &user("A")),
        post("/Users", "c", &json!({"schemas": []})),
        post("/Users", "d", &user("d")),
    ]);
    for (fail_on_errors, expected) in [
        (json!(null), &["201", "409", "400", "201"][..]),
        (json!(1), &["201", "409"]),
        (json!(2), &["201", "409", "400"]),
        (json!(3), &["201", "409", "400", "201"]),
    ] {
        let site = site();
        let results = site.bulk(&json!({"failOnErrors": fail_on_errors}), &operations);
        assert_eq!(statuses(&results), expected);
        let created = expected.iter().filter(|status| **status == "201").count();
        assert_eq!(site.users.resources(None).len(), created);
    }
}

/// 7644-3.7-02, -09, -12 … -14, 7644-3.12-30: what an operation lacks, or has and must not.
#[test]
fn operations_that_are_none() {
    let site = site();
    let id = site.users.insert(&Context::new(Identity::new()), User::default()).unwrap().id;
    let path = format!("/Users/{id}");
    for (operation, status, scim_type, detail) in [
        (
            json!({"method": "GET", "path": path}),
            "405",
            None,
            "is no method of a bulk request; use `POST`, ",
        ),
        (
            json!({"method": "post", "path": "/Users", "bulkId": "a", "data": {}}),
            "405",
            None,
            "is no method of a bulk request; use `POST`, ",
        ),
        (
            json!({"method": "POST", "path": "/Users", "data": user("x")}),
            "400",
            Some("invalidSyntax"),
            "bulkId",
        ),
        (
            json!({"method": "POST", "path": "/Users", "bulkId": "", "data": user("x")}),
            "400",
            Some("invalidSyntax"),
            "bulkId",
        ),
        (json!({"method": "PUT", "data": user("x")}), "400", Some("invalidSyntax"), "path"),
        (json!({"method": "PUT", "path": path}), "400", Some("invalidSyntax"), "data"),
        (
            json!({"method": "PATCH", "path": path, "data": null}),
            "400",
            Some("invalidSyntax"),
            "data",
        ),
        (post(&path, "a", &user("x")), "400", Some("invalidValue"), "/Users"),
        (
            json!({"method": "PUT", "path": "/Users", "data": user("x")}),
            "400",
            Some("invalidValue"),
            "/Users/7",
        ),
        (json!({"method": "DELETE", "path": "/Nothing/1"}), "404", None, "/Nothing/1"),
        (json!({"method": "DELETE", "path": "/Bulk"}), "404", None, "/Bulk"),
        (
            json!({"method": "DELETE", "path": path, "version": "1"}),
            "400",
            Some("invalidValue"),
            "version",
        ),
        (
            json!({"method": "DELETE", "path": "/Users/bulkId:z"}),
            "400",
            Some("invalidValue"),
            "`z`",
        ),
        (post("/Groups", "a", &group("g", &["bulkId:z"])), "400", Some("invalidValue"), "`z`"),
        (post("/Users", "a", &json!([user("x")])), "400", Some("invalidSyntax"), ""),
    ] {
        let results = site.bulk(&json!({}), &json!([operation]));
        let error = &results[0]["response"];
        assert_eq!(results[0]["status"], status, "{operation}");
        assert_eq!(error["scimType"].as_str(), scim_type, "{operation} {error}");
        assert!(error["detail"].as_str().unwrap().contains(detail), "{operation} {error}");
    }
    assert_eq!((site.users.resources(None).len(), site.groups.resources(None).len()), (1, 0));
}

/// 7644-3.7-15, 7644-3.7.3-02: whatever an operation lacks, its result names the resource that it is
/// about, but for one that was to be created.
#[test]
fn what_fails_has_a_location() {
    let site = site();
    let id = site.groups.insert(&Context::new(Identity::new()), Group::default()).unwrap().id;
    let path = format!("/Groups/{id}");
    let unknown = patch(&json!([{"op": "add", "path": "members", "value": "bulkId:z"}]));
    let operations = [
        json!({"method": "PUT", "path": path}),
        json!({"method": "PATCH", "path": path, "data": null}),
        json!({"method": "PUT", "path": path, "version": "1", "data": group("g", &[])}),
        json!({"method": "DELETE", "path": path, "version": "1"}),
        json!({"method": "PUT", "path": path, "data": group("g", &["bulkId:z"])}),
        json!({"method": "PATCH", "path": path, "data": unknown}),
    ];
    let results = site.bulk(&json!({}), &json!(operations));
    assert_eq!(statuses(&results), ["400"; 6], "{results:?}");
    for (result, operation) in results.iter().zip(&operations) {
        let location = format!("https://example.com/v2/Groups/{id}");
        assert_eq!(result["location"], location, "{operation}");
    }
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Groups", "a", &group("g", &["bulkId:z"])),
            {"method": "POST", "path": "/Groups", "bulkId": "b"},
            {"method": "DELETE", "path": "/Groups/bulkId:z"},
        ]),
    );
    assert_eq!(statuses(&results), ["400"; 3], "{results:?}");
    assert!(results.iter().all(|result| result.get("location").is_none()), "{results:?}");
}

/// A text that begins like a reference is one only where references can be, and what may be a password
/// is not quoted; an attribute that is given twice is refused as everywhere.
#[test]
fn texts_that_are_no_references() {
    let site = site();
    let mut secret = user("bulkId:a");
    secret["password"] = json!("bulkId:hunter2");
    secret["title"] = json!("bulkId:b");
    let password = json!([{"op": "replace", "path": "password", "value": "bulkId:hunter3"},
        {"op": "replace", "value": {"password": "bulkId:hunter4", "nickName": "bulkId:n"}}]);
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Users", "a", &secret),
            {"method": "PATCH", "path": "/Users/bulkId:a", "data": patch(&password)},
        ]),
    );
    assert_eq!(statuses(&results), ["201", "200"], "{results:?}");
    let user = site.user("bulkId:a");
    assert_eq!(
        (user.title.as_deref(), user.nick_name.as_deref()),
        (Some("bulkId:b"), Some("bulkId:n"))
    );

    let data = r#"{"displayName":"g","members":[{"value":"bulkId:b"}],"Members":"bulkId:b"}"#;
    let operations = format!(
        r#"[{{"method":"POST","path":"/Groups","bulkId":"a","data":{data}}},{{"method":"POST","path":"/Groups","bulkId":"b","data":{data}}}]"#
    );
    let body = format!(r#"{{"schemas":["{BULK_REQUEST_URN}"],"Operations":{operations}}}"#);
    let results = Send::post("/scim/v2/Bulk", &body).to(&site.service).json();
    for result in results["Operations"].as_array().unwrap() {
        let error = &result["response"];
        assert_eq!(error["scimType"], "invalidSyntax", "{error}");
        assert!(error["detail"].as_str().unwrap().contains("`members`"), "{error}");
    }
}

/// 7644-3.7-03, -07, -08, -10, 7644-3.7.4-03, -04, 7644-3.12-17, -24: requests of which nothing is
/// run.
#[test]
fn requests_that_are_none() {
    let site = site();
    let send = |body: &Value| Send::post("/scim/v2/Bulk", &body.to_string()).to(&site.service);
    let one = post("/Users", "a", &user("a"));
    let request =
        |operations: Value| json!({"schemas": [BULK_REQUEST_URN], "Operations": operations});
    send(&json!([])).error(400, Some("invalidSyntax"));
    send(&json!({"schemas": [BULK_REQUEST_URN]})).error(400, Some("invalidSyntax"));
    send(&json!({"schemas": [BULK_RESPONSE_URN], "Operations": [one]}))
        .error(400, Some("invalidSyntax"));
    send(&request(json!([one, {"path": "/Users"}]))).error(400, Some("invalidSyntax"));
    let detail = send(&request(json!([one, one]))).error(400, Some("invalidValue"));
    assert!(detail.contains("Operations[1].bulkId"), "{detail}");
    let many: Vec<_> =
        (0..7).map(|n| post("/Users", &n.to_string(), &user(&n.to_string()))).collect();
    let detail = send(&request(json!(many))).error(413, None);
    assert!(detail.contains("6 operations") && detail.contains("maxOperations"), "{detail}");
    let detail = send(&request(json!(["x".repeat(4096)]))).error(413, None);
    assert!(detail.contains("4096 bytes") && detail.contains("maxPayloadSize"), "{detail}");
    let text = Send::post("/scim/v2/Bulk", "{}").header("content-type", "text/plain");
    text.to(&site.service).error(415, None);
    assert_eq!(site.writes(), [""; 0]);
    assert!(site.bulk(&json!({}), &json!([])).is_empty());
}
