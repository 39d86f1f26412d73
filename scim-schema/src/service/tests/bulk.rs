//! Bulk requests, on users and groups kept in memory.

use super::*;
use crate::edit::{Create, Edit};
use crate::message::{BULK_REQUEST_URN, BULK_RESPONSE_URN};
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::rfc::{Group, User};
use crate::service::{Audited, Context, MemoryStore, Store};
use crate::value::Reference;
use crate::{ScimComplex, ScimResource};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// A desk, which must stand in a room.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Desk", endpoint = "/Desks")]
struct Desk {
    #[scim(id)]
    id: u32,
    #[scim(required)]
    room: Room,
    #[scim(reference = "Desk")]
    notes: Vec<Reference>,
    neighbours: Vec<Neighbour>,
    #[scim(mutability = "readOnly")]
    owner: Option<String>,
}

/// A desk beside another.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Neighbour {
    value: Option<String>,
    #[scim(reference = "Desk")]
    link: Option<Reference>,
    side: Option<String>,
    #[scim(mutability = "readOnly")]
    room: Option<String>,
}

/// The room of a desk.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Room {
    value: Option<String>,
    #[scim(reference = "Desk")]
    link: Option<Reference>,
}

struct Site {
    service: ScimService,
    users: MemoryStore<User>,
    groups: MemoryStore<Group>,
    desks: MemoryStore<Desk>,
    writes: Arc<Mutex<Vec<String>>>,
}

fn site() -> Site {
    let (users, groups, desks) = (MemoryStore::new(), MemoryStore::new(), MemoryStore::new());
    let writes = Arc::new(Mutex::new(Vec::new()));
    let told = writes.clone();
    let service = ScimService::builder()
        .resource::<User>(users.clone())
        .resource::<Group>(groups.clone())
        .resource::<Desk>(desks.clone())
        .unauthenticated()
        .base_url("https://example.com/v2")
        .base_path("/scim/v2")
        .limits(Limits { bulk_operations: 6, bulk_payload: 4096, ..Limits::DEFAULT })
        .audit(move |write: &Audited<'_>| {
            let line = format!("{} {} {}", write.operation, write.resource_type, write.status);
            told.lock().unwrap().push(line);
        })
        .build();
    Site { service, users, groups, desks, writes }
}

impl Site {
    /// Sends operations; the results.
    #[track_caller]
    fn bulk(&self, members: &Value, operations: &Value) -> Vec<Value> {
        let mut body = json!({"schemas": [BULK_REQUEST_URN], "Operations": operations});
        body.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        let answered = Send::post("/scim/v2/Bulk", &body.to_string()).to(&self.service);
        // 7644-3.7-20: whatever becomes of the operations
        assert_eq!(answered.status, 200, "{}", String::from_utf8_lossy(&answered.body));
        let response = answered.json();
        assert_eq!(response["schemas"], json!([BULK_RESPONSE_URN]));
        // 7644-3.7-06
        assert!(response.get("failOnErrors").is_none());
        response["Operations"].as_array().unwrap().clone()
    }

    fn writes(&self) -> Vec<String> {
        std::mem::take(&mut self.writes.lock().unwrap())
    }

    fn user(&self, name: &str) -> User {
        let users = self.users.resources(None);
        users.into_iter().find(|user| user.user_name == name).unwrap()
    }

    fn group(&self, name: &str) -> Group {
        let groups = self.groups.resources(None);
        groups.into_iter().find(|group| group.display_name == name).unwrap()
    }

    fn members(&self, group: &str) -> Vec<String> {
        let members = self.group(group).members.into_iter();
        members.map(|member| member.value.unwrap()).collect()
    }
}

fn user(name: &str) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": name})
}

fn group(name: &str, members: &[&str]) -> Value {
    let members: Vec<_> = members.iter().map(|id| json!({"value": id})).collect();
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
        "displayName": name, "members": members
    })
}

fn post(path: &str, bulk_id: &str, data: &Value) -> Value {
    json!({"method": "POST", "path": path, "bulkId": bulk_id, "data": data})
}

fn patch(operations: &Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations})
}

fn statuses(results: &[Value]) -> Vec<&str> {
    results.iter().map(|result| result["status"].as_str().unwrap()).collect()
}

/// 7644-3.7-02, -11, -15 … -19, -25, 7644-3.7.3-01 … -04, -06: each method, its status and
/// location, and each operation's own precondition.
#[test]
fn every_method() {
    let site = site();
    let there = |name: &str| {
        let user = User { user_name: name.into(), ..User::default() };
        site.users.insert(&Context::new(Identity::new()), user).unwrap().id
    };
    let (a, b, c) = (there("a"), there("b"), there("c"));
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Users", "qwerty", &user("new")),
            {"method": "PUT", "path": format!("/Users/{a}"), "version": "W/\"1\"", "data": user("a2")},
            {"method": "PATCH", "path": format!("Users/{b}"), "version": "W/\"7\"",
             "data": patch(&json!([{"op": "add", "path": "nickName", "value": "x"}]))},
            {"method": "DELETE", "path": format!("/Users/{c}"), "version": "W/\"1\""},
            {"method": "DELETE", "path": "/Users/none"},
            {"method": "PUT", "path": format!("https://example.com/v2/Users/{b}"), "data": user("A2")},
        ]),
    );
    assert_eq!(statuses(&results), ["201", "200", "412", "204", "404", "409"]);
    let location = |id: &str| json!(format!("https://example.com/v2/Users/{id}"));
    let new = site.user("new").id;
    assert_eq!(
        results[0],
        json!({
            "method": "POST", "bulkId": "qwerty", "version": "W/\"1\"",
            "location": location(&new), "status": "201"
        })
    );
    assert_eq!(
        results[1],
        json!({"method": "PUT", "version": "W/\"2\"", "location": location(&a), "status": "200"})
    );
    let error = &results[2]["response"];
    assert_eq!(error["schemas"], json!([crate::message::ERROR_URN]));
    assert_eq!((&error["status"], &results[2]["location"]), (&json!("412"), &location(&b)));
    assert_eq!(results[3], json!({"method": "DELETE", "location": location(&c), "status": "204"}));
    assert_eq!(results[4]["location"], location("none"));
    assert_eq!(results[5]["response"]["scimType"], "uniqueness");
    assert_eq!(
        site.writes(),
        [
            "create User 201",
            "replace User 200",
            "patch User 412",
            "delete User 204",
            "delete User 404",
            "replace User 409",
        ]
    );
    assert_eq!(site.users.resources(None).len(), 3);
}

/// 7644-3.7-24, -27, 7644-3.7.2-01 … -05: references to what comes before and after, in values,
/// in URIs, in extensions and in the paths of operations.
#[test]
fn references() {
    let site = site();
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let mut report = user("report");
    report[enterprise] = json!({"manager": {"value": "bulkId:boss"}});
    report["schemas"].as_array_mut().unwrap().push(json!(enterprise));
    let mut team = group("team", &["bulkId:report", "bulkId:boss"]);
    team["members"][0]["$ref"] = json!("../Users/bulkId:report");
    let results = site.bulk(
        &json!({}),
        &json!([
            {"method": "PATCH", "path": "/Groups/bulkId:team",
             "data": patch(&json!([{"op": "replace", "path": "displayName", "value": "crew"}]))},
            post("/Groups", "team", &team),
            post("/Users", "report", &report),
            post("/Users", "boss", &user("boss")),
        ]),
    );
    assert_eq!(statuses(&results), ["200", "201", "201", "201"], "{results:?}");
    let (boss, report) = (site.user("boss"), site.user("report"));
    let manager = report.enterprise.unwrap().manager.unwrap();
    assert_eq!(manager.value.as_deref(), Some(&*boss.id));
    assert_eq!(site.members("crew"), [report.id.clone(), boss.id]);
    let link = site.group("crew").members[0].reference.clone().unwrap();
    assert_eq!(link.as_str(), format!("../Users/{}", report.id));
    let location = format!("https://example.com/v2/Groups/{}", site.group("crew").id);
    assert_eq!(
        (&results[0]["location"], &results[1]["location"]),
        (&json!(location), &json!(location))
    );
}

/// 7644-3.7.1-01: groups that are members of each other, and of themselves; the version is that of
/// the group with all members.
#[test]
fn circles() {
    let site = site();
    let mut c = group("c", &["bulkId:a"]);
    // what a new resource ignores stands in no patch either
    c["members"][0]["unmapped"] = json!({"x": []});
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Groups", "a", &group("a", &["bulkId:b", "bulkId:u", "bulkId:a", "bulkId:c"])),
            post("/Groups", "b", &group("b", &["bulkId:c"])),
            post("/Groups", "c", &c),
            post("/Users", "u", &user("u")),
            {"method": "PATCH", "path": "/Groups/bulkId:a",
             "data": patch(&json!([{"op": "remove", "path": "members[value eq \"bulkId:b\"]"},
                                  {"op": "add", "path": "externalId", "value": "x"}]))},
        ]),
    );
    assert_eq!(statuses(&results), ["201", "201", "201", "201", "200"], "{results:?}");
    let id = |name: &str| site.group(name).id;
    let mut members = site.members("a");
    members.sort_unstable();
    let mut expected = [id("b"), site.user("u").id, id("a"), id("c")];
    expected.sort_unstable();
    assert_eq!(members, expected);
    assert_eq!((site.members("b"), site.members("c")), (vec![id("c")], vec![id("a")]));
    for (name, index) in [("b", 1), ("c", 2)] {
        let version = format!("W/\"{}\"", site.group(name).version);
        assert_eq!(results[index]["version"], version, "{name}");
    }
    assert_eq!(site.group("a").external_id.as_deref(), Some("x"));
}

fn desk(room: &str, notes: &[&str]) -> Value {
    json!({
        "schemas": ["urn:example:scim:schemas:2.0:Desk"],
        "room": {"value": room}, "notes": notes, "owner": "bulkId:nobody"
    })
}

/// 7644-3.7.1-01, -02: a circle begins where a value can follow later, wherever that is; without
/// such a place it is a conflict, for what waits for it as well, and nothing is left of it.
#[test]
fn circles_of_what_is_required() {
    let site = site();
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Desks", "a", &desk("bulkId:b", &[])),
            post("/Desks", "b", &desk("none", &["x", "bulkId:a"])),
        ]),
    );
    assert_eq!(statuses(&results), ["201", "201"], "{results:?}");
    let desks = site.desks.resources(None);
    let notes: Vec<_> = desks[0].notes.iter().map(Reference::as_str).collect();
    assert_eq!((desks[0].id, &*notes), (1, &["x", "2"][..]));
    assert_eq!((desks[1].id, desks[1].room.value.as_deref()), (2, Some("1")));

    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Desks", "a", &desk("bulkId:b", &[])),
            post("/Desks", "b", &desk("bulkId:a", &[])),
            post("/Desks", "c", &desk("x", &["bulkId:a"])),
            {"method": "DELETE", "path": "/Desks/bulkId:b"},
            post("/Users", "u", &user("u")),
        ]),
    );
    assert_eq!(statuses(&results), ["409", "409", "409", "409", "201"], "{results:?}");
    assert!(results[0].get("location").is_none());
    assert_eq!(site.desks.resources(None).len(), 2);
}

/// What cannot be completed is not left half done.
#[test]
fn a_circle_that_cannot_be_closed() {
    let site = site();
    let mut bad = group("b", &["bulkId:a"]);
    bad["displayName"] = json!(7);
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Groups", "a", &group("a", &["bulkId:b"])),
            post("/Groups", "b", &bad),
            post("/Groups", "c", &group("c", &["bulkId:a"])),
        ]),
    );
    assert_eq!(statuses(&results), ["409", "400", "409"], "{results:?}");
    assert!(site.groups.resources(None).is_empty());
    assert_eq!(site.writes(), ["create Group 201", "create Group 400", "delete Group 204"]);
}

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

/// 7644-3.7-01, 7644-3.7.4-01, -02: it is offered by default, and says so; or neither.
#[test]
fn switched_off() {
    let config = |service: &ScimService| {
        Send::get("/ServiceProviderConfig").to(service).json()["bulk"].clone()
    };
    let on = json!({"supported": true, "maxOperations": 6, "maxPayloadSize": 4096});
    assert_eq!(config(&site().service), on);
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .unauthenticated()
        .without_bulk()
        .build();
    let off = json!({"supported": false, "maxOperations": 0, "maxPayloadSize": 0});
    assert_eq!(config(&service), off);
    Send::post("/Bulk", "{}").to(&service).error(501, None);
    Send::get("/Bulk").to(&service).error(405, None);
}

/// 7644-3.7.1-01: what a circle leaves out of one resource follows in one patch, whatever attributes
/// it is of, without what a new resource ignores.
#[test]
fn a_circle_by_several_attributes() {
    let site = site();
    let mut a = desk("none", &["x", "bulkId:b", "bulkId:c"]);
    a["neighbours"] = json!([
        {"value": "bulkId:b", "side": "left", "room": "r", "unmapped": [1]},
        {"value": "0"},
        {"value": "bulkId:c"},
    ]);
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Desks", "a", &a),
            post("/Desks", "b", &desk("bulkId:a", &[])),
            post("/Desks", "c", &desk("bulkId:a", &[])),
        ]),
    );
    assert_eq!(statuses(&results), ["201", "201", "201"], "{results:?}");
    let desks = site.desks.resources(None);
    let notes: Vec<_> = desks[0].notes.iter().map(Reference::as_str).collect();
    assert_eq!(notes, ["x", "2", "3"]);
    let neighbour = |value: &str, side: Option<&str>| Neighbour {
        value: Some(value.to_owned()),
        link: None,
        side: side.map(str::to_owned),
        room: None,
    };
    let expected = [neighbour("0", None), neighbour("2", Some("left")), neighbour("3", None)];
    assert_eq!(desks[0].neighbours, expected);
}

/// A fault of the store is no conflict of the client's.
#[test]
fn a_circle_that_a_fault_cuts() {
    let answer = |status| {
        let store = Stuck { store: MemoryStore::new(), status };
        let service = ScimService::builder()
            .resource::<Group>(store)
            .unauthenticated()
            .limits(Limits { bulk_operations: 6, bulk_payload: 4096, ..Limits::DEFAULT })
            .build();
        let operations = [
            post("/Groups", "a", &group("a", &["bulkId:b"])),
            post("/Groups", "b", &group("b", &["bulkId:a"])),
        ];
        let body = json!({"schemas": [BULK_REQUEST_URN], "Operations": operations});
        let answered = Send::post("/Bulk", &body.to_string()).to(&service).json();
        answered["Operations"][0]["status"].as_str().unwrap().to_owned()
    };
    assert_eq!((answer(500), answer(503)), ("500".to_owned(), "503".to_owned()));
    assert_eq!(answer(400), "409");
}

/// A store that refuses all changes to what is there.
struct Stuck {
    store: MemoryStore<Group>,
    status: u16,
}

impl Store<Group> for Stuck {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<Group>) -> Result<Group, ScimError> {
        self.store.create(cx, new).await
    }
    async fn get(
        &self,
        cx: &Context,
        id: &String,
        projection: &Projection<Group>,
    ) -> Result<Option<Group>, ScimError> {
        self.store.get(cx, id, projection).await
    }
    async fn update(
        &self,
        _: &Context,
        _: &String,
        _: Edit<Group>,
    ) -> Result<Updated<Group>, ScimError> {
        Err(ScimError::new(self.status, "not now"))
    }
    async fn delete(&self, cx: &Context, id: &String, p: Precondition) -> Result<(), ScimError> {
        self.store.delete(cx, id, p).await
    }
    async fn search(&self, cx: &Context, query: &Query<Group>) -> Result<Page<Group>, ScimError> {
        self.store.search(cx, query).await
    }
}

/// Only what is created has a name that others can refer to.
#[test]
fn names_of_what_is_not_created() {
    let site = site();
    let id = site.bulk(&json!({}), &json!([post("/Groups", "a", &group("a", &[]))]))[0]["location"]
        .as_str()
        .unwrap()
        .rsplit_once('/')
        .unwrap()
        .1
        .to_owned();
    let rename = |name: &str| {
        let data = patch(&json!([{"op": "replace", "path": "displayName", "value": name}]));
        json!({"method": "PATCH", "bulkId": "x", "path": format!("/Groups/{id}"), "data": data})
    };
    let results = site.bulk(&json!({}), &json!([rename("b"), rename("c")]));
    assert_eq!(statuses(&results), ["200", "200"], "{results:?}");
    assert_eq!(site.group("c").id, id);
}

/// 7644-3.7.1-01: a single value of a circle follows without what a new resource ignores, which a
/// patch would refuse.
#[test]
fn a_circle_by_a_single_value() {
    let site = site();
    let enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    let managed = |name: &str, manager: &str| {
        let mut user = user(name);
        user[enterprise] = json!({"manager": {"value": manager, "displayName": "x", "none": [1]}});
        user["schemas"].as_array_mut().unwrap().push(json!(enterprise));
        user
    };
    let results = site.bulk(
        &json!({}),
        &json!([
            post("/Users", "a", &managed("a", "bulkId:b")),
            post("/Users", "b", &managed("b", "bulkId:a")),
        ]),
    );
    assert_eq!(statuses(&results), ["201", "201"], "{results:?}");
    let (a, b) = (site.user("a"), site.user("b"));
    let manager = |user: User| user.enterprise.unwrap().manager.unwrap().value.unwrap();
    assert_eq!((manager(a.clone()), manager(b.clone())), (b.id, a.id));
}
