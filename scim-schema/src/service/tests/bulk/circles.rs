//! Operations that refer to each other in a circle.

use super::*;
use crate::edit::Edit;
use crate::projection::Projection;
use crate::query::Updated;
use crate::service::Store;

fn desk(room: &str, notes: &[&str]) -> Value {
    json!({
        "schemas": ["urn:example:scim:schemas:2.0:Desk"],
        "room": {"value": room}, "notes": notes, "owner": "bulkId:nobody"
    })
}

/// 7644-3.7.1-01: groups that are members of each other, and of themselves; the version is that of
/// the group with all members (7644-3.7.2-02: a bulkId in a path, too).
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
    // without the one whose bulkId the last operation names in its path
    let mut expected = [site.user("u").id, id("a"), id("c")];
    expected.sort_unstable();
    assert_eq!(members, expected);
    assert_eq!((site.members("b"), site.members("c")), (vec![id("c")], vec![id("a")]));
    for (name, index) in [("b", 1), ("c", 2)] {
        let version = format!("W/\"{}\"", site.group(name).version);
        assert_eq!(results[index]["version"], version, "{name}");
    }
    assert_eq!(site.group("a").external_id.as_deref(), Some("x"));
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

/// Groups of this store alone.
fn groups(store: Stuck) -> ScimService {
    ScimService::builder()
        .resource::<Group>(store)
        .unauthenticated()
        .limits(Limits { bulk_operations: 6, bulk_payload: 4096, ..Limits::DEFAULT })
        .build()
}

fn results(service: &ScimService, operations: &Value) -> Vec<Value> {
    let body = json!({"schemas": [BULK_REQUEST_URN], "Operations": operations});
    let answered = Send::post("/Bulk", &body.to_string()).to(service).json();
    answered["Operations"].as_array().unwrap().clone()
}

/// A fault of the store is no conflict of the client's.
#[test]
fn a_circle_that_a_fault_cuts() {
    for (status, first) in [(500, "500"), (503, "503"), (400, "409")] {
        let store = MemoryStore::<Group>::new();
        let service = groups(Stuck { store: store.clone(), status });
        let operations = json!([
            post("/Groups", "a", &group("a", &["bulkId:b"])),
            post("/Groups", "b", &group("b", &["bulkId:a"])),
        ]);
        assert_eq!(statuses(&results(&service, &operations)), [first, "409"]);
        assert!(store.resources(None).is_empty(), "{:?}", store.resources(None));
    }
}

/// 7644-3.7.1-01: what is deleted again leaves nothing behind that refers to it, however far, in what
/// was created with it and in what was there.
#[test]
fn a_circle_is_whole_or_not_there() {
    let store = MemoryStore::<Group>::new();
    let old = Group { display_name: "old".into(), ..Group::default() };
    let old = store.insert(&Context::new(Identity::new()), old).unwrap().id;
    let service = groups(Stuck { store: store.clone(), status: 400 });
    let add = patch(&json!([{"op": "add", "path": "members", "value": [{"value": "bulkId:b"}]}]));
    let results = results(
        &service,
        &json!([
            {"method": "PATCH", "path": format!("/Groups/{old}"), "data": add},
            post("/Groups", "a", &group("a", &["bulkId:b", "bulkId:c"])),
            post("/Groups", "b", &group("b", &["bulkId:a"])),
            post("/Groups", "c", &group("c", &["bulkId:b"])),
            post("/Groups", "d", &group("d", &["bulkId:c"])),
            post("/Groups", "e", &group("e", &[])),
        ]),
    );
    assert_eq!(statuses(&results), ["409", "409", "409", "409", "409", "201"], "{results:?}");
    for (index, cause) in [(0, "`b`"), (1, "closed"), (2, "`a`"), (3, "`b`"), (4, "`c`")] {
        let detail = results[index]["response"]["detail"].as_str().unwrap();
        assert!(detail.contains(cause), "{index} {detail}");
        assert!(index == 0 || results[index].get("location").is_none(), "{results:?}");
    }
    let left: Vec<_> = store.resources(None);
    let names: Vec<_> = left.iter().map(|group| &*group.display_name).collect();
    assert_eq!(names, ["old", "e"]);
    assert!(left.iter().all(|group| group.members.is_empty()), "{left:?}");
}

/// A store that refuses all changes to a group of the name `a`.
struct Stuck {
    store: MemoryStore<Group>,
    status: u16,
}

impl Store<Group> for Stuck {
    type Error = ScimError;

    handed_on!(self.store, Group: create get delete search);

    async fn update(
        &self,
        cx: &Context,
        id: &String,
        edit: Edit<Group>,
    ) -> Result<Updated<Group>, ScimError> {
        let found = self.store.get(cx, id, &Projection::default()).await?;
        if found.is_some_and(|group| group.display_name == "a") {
            return Err(ScimError::new(self.status, "not now"));
        }
        self.store.update(cx, id, edit).await
    }
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
