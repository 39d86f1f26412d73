//! Bulk requests, on users and groups kept in memory.

mod circles;
mod refused;

use super::*;
use crate::message::{BULK_REQUEST_URN, BULK_RESPONSE_URN};
use crate::rfc::{Group, User};
use crate::service::{Audited, Context, MemoryStore};
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
