//! PATCH over the service; what its operations do is tested with the engine.

use super::*;
use crate::rfc::{Group, User};
use crate::service::{Audited, ChangeFeed, ChangeKind, Context, MemoryStore};
use serde_json::json;
use std::sync::{Arc, Mutex};

fn patch(uri: &str, operations: &str) -> Send {
    let body = format!(
        r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{operations}]}}"#
    );
    Send::new("PATCH", uri).body(body).header("content-type", "application/scim+json")
}

const NICK_NAME: &str = r#"{"op":"add","path":"nickName","value":"Babs"}"#;

struct Served {
    service: ScimService,
    users: MemoryStore<User>,
    user: String,
    group: String,
    paths: Arc<Mutex<Vec<String>>>,
}

fn served() -> Served {
    let (users, groups) = (MemoryStore::<User>::new(), MemoryStore::<Group>::new());
    let cx = Context::new(Identity::new());
    let user = User { user_name: "bjensen".into(), ..User::default() };
    let group = Group { display_name: "tour".into(), ..Group::default() };
    let (user, group) =
        (users.insert(&cx, user).unwrap().id, groups.insert(&cx, group).unwrap().id);
    let paths = Arc::new(Mutex::new(Vec::new()));
    let told = paths.clone();
    let service = ScimService::builder()
        .resource(users.clone())
        .resource(groups)
        .unauthenticated()
        .audit(move |write: &Audited<'_>| told.lock().unwrap().extend_from_slice(write.paths))
        .build();
    Served {
        service,
        users,
        user: format!("/Users/{user}"),
        group: format!("/Groups/{group}"),
        paths,
    }
}

/// 7644-3.5.2-28, 7644-3.9-02, 7644-3.14-02: the answer is the resource, as much of it as was
/// asked for, and its version.
#[test]
fn users_are_answered() {
    let served = served();
    let patched = patch(&served.user, NICK_NAME).to(&served.service);
    assert_eq!((patched.status, patched.header("etag")), (200, "W/\"2\""), "{:?}", patched.json());
    assert_eq!(
        (&patched.json()["nickName"], &patched.json()["meta"]["version"]),
        (&json!("Babs"), &json!("W/\"2\""))
    );
    assert_eq!(*served.paths.lock().unwrap(), ["nickName"]);
    let changes = block_on(served.users.after(None, 1, 9)).unwrap();
    assert_eq!(
        (changes.len(), changes[0].kind, &*changes[0].paths[0]),
        (1, ChangeKind::Patched, "nickName")
    );

    let uri = format!("{}?attributes=userName", served.user);
    let same = patch(&uri, NICK_NAME).to(&served.service);
    // what changes nothing moves nothing
    assert_eq!((same.status, same.header("etag")), (200, "W/\"2\""));
    assert_eq!(same.json()["userName"], "bjensen");
    assert!(same.json().get("nickName").is_none());
    assert_eq!(block_on(served.users.after(None, 2, 9)).unwrap(), []);
}

/// 7644-3.5.2-29: a group is not answered, but for the attributes that are asked for: `204` and the version.
#[test]
fn groups_are_not_answered() {
    let served = served();
    let member = r#"{"op":"add","path":"members","value":[{"value":"7"}]}"#;
    let patched = patch(&served.group, member).to(&served.service);
    assert_eq!((patched.status, patched.body.len()), (204, 0));
    assert_eq!(patched.header("etag"), "W/\"2\"");
    let excluding = patch(&format!("{}?excludedAttributes=members", served.group), member);
    assert_eq!(excluding.to(&served.service).status, 204);
    let asked = patch(&format!("{}?attributes=members", served.group), member).to(&served.service);
    assert_eq!((asked.status, &asked.json()["members"][0]["value"]), (200, &json!("7")));
}

/// A store that did not load the group is not asked to.
#[test]
fn groups_are_not_loaded() {
    let (service, memory) = service();
    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"x"}"#;
    let location = Send::post("/scim/v2/Groups", body).to(&service).header("location").to_owned();
    memory.tables().seen.clear();
    let rename = r#"{"op":"replace","path":"displayName","value":"y"}"#;
    assert_eq!(patch(&location, rename).to(&service).status, 204);
    assert_eq!(memory.tables().seen.len(), 1);
    let asked = patch(&format!("{location}?attributes=displayName"), rename).to(&service);
    assert_eq!((asked.status, &asked.json()["displayName"]), (200, &json!("y")));
    assert_eq!(memory.tables().seen.len(), 3);

    // what was written is told as written, though it cannot be loaded
    {
        let mut tables = memory.tables();
        let (key, team) = tables.teams.pop_first().unwrap();
        tables.teams.insert((key.0, "500".to_owned()), Team { id: "500".to_owned(), ..team });
    }
    let asked = "/scim/v2/Groups/500?attributes=displayName";
    let rename = r#"{"op":"replace","path":"displayName","value":"z"}"#;
    assert_eq!(patch(asked, rename).to(&service).status, 204);
    assert_eq!(memory.tables().teams.values().next().map(|team| &*team.name), Some("z"));
}

/// 7644-3.5.2-25 … -27, 7644-3.14-06, -07, 7644-3.12-11, -14, -15, -22, -25, -26: what is refused, and nothing is stored.
#[test]
fn refusals() {
    let served = served();
    let to = |request: Send| request.to(&served.service);
    for tags in [("if-match", "W/\"7\""), ("if-none-match", "*")] {
        to(patch(&served.user, NICK_NAME).header(tags.0, tags.1)).error(412, None);
    }
    to(patch("/Users/none", NICK_NAME)).error(404, None);
    to(patch(&served.user, NICK_NAME).header("content-type", "text/plain")).error(415, None);
    to(patch(&served.user, NICK_NAME).body("{")).error(400, Some("invalidSyntax"));
    to(patch(&served.user, r#"{"op":"replace","path":"emails[type eq \"x\"].value","value":"a"}"#))
        .error(400, Some("noTarget"));
    to(patch(&served.user, r#"{"op":"add","path":"nothing","value":1}"#))
        .error(400, Some("invalidPath"));
    let cx = Context::new(Identity::new());
    let taken = User { user_name: "babs".into(), ..User::default() };
    served.users.insert(&cx, taken).unwrap();
    let rename = format!(r#"{NICK_NAME},{{"op":"replace","path":"userName","value":"BABS"}}"#);
    to(patch(&served.user, &rename)).error(409, Some("uniqueness"));
    let user = &served.users.resources(None)[0];
    assert_eq!((user.version.as_str(), &user.nick_name), ("1", &None));
    to(patch(&served.user, NICK_NAME)
        .header("if-match", "W/\"1\"")
        .header("content-type", "application/json"));
    assert_eq!(served.users.resources(None)[0].version, "2");
}
