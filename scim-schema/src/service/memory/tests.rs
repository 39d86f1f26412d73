#![cfg(feature = "derive")]
use super::*;
use crate::dialect::Dialect;
use crate::edit::Replace;
use crate::limits::Limits;
use crate::rfc::{Group, User};
use crate::service::tests::{Send, block_on};
use crate::service::{ChangeKind, Identity, ScimService};
use crate::{ScimComplex, ScimExtension, ScimResource};
use std::collections::HashSet;
use std::sync::Barrier;

fn cx(tenant: &str) -> Context {
    Context::new(Identity::new().tenant(tenant).subject("okta")).with_request_id("r1")
}

fn user(name: &str) -> User {
    User { user_name: name.into(), ..User::default() }
}

fn time(second: i64) -> DateTime {
    DateTime::from_unix(second, 0).unwrap()
}

fn replace<R: ScimResource>(
    store: &MemoryStore<R>,
    id: &R::Id,
    body: &str,
) -> Result<Updated<R>, ScimError> {
    let edit = Replace::new(body, Dialect::OKTA).unwrap();
    block_on(store.update(&cx("acme"), id, edit.into()))
}

fn feed<R: ScimResource>(store: &MemoryStore<R>, after: u64) -> Vec<Change> {
    block_on(store.after(Some("acme"), after, 1000)).unwrap()
}

/// 7643-3.1-06, -08: the store's own attributes, and only a change moves them.
#[test]
fn the_store_sets_id_times_and_version() {
    let seconds = Arc::new(std::sync::atomic::AtomicI64::new(0));
    let clock = seconds.clone();
    let users = MemoryStore::<User>::new()
        .clock(move || time(clock.fetch_add(1, std::sync::atomic::Ordering::Relaxed)));
    let created = users.insert(&cx("acme"), user("bjensen")).unwrap();
    assert_eq!((&created.created, &created.last_modified), (&Some(time(0)), &Some(time(0))));
    assert_eq!((created.version.as_str(), created.id.len()), ("1", 36));

    let same = replace(&users, &created.id, r#"{"userName":"bjensen"}"#).unwrap();
    assert!(same.changes.is_empty() && same.resource.unwrap() == created);
    assert_eq!(feed(&users, 0).len(), 1);

    let updated = replace(&users, &created.id, r#"{"userName":"bj"}"#).unwrap();
    let now = updated.resource.unwrap();
    assert_eq!((now.created, now.last_modified), (Some(time(0)), Some(time(2))));
    assert_eq!((now.version.as_str(), updated.version.as_deref()), ("2", Some("W/\"2\"")));
}

/// RFC 9562 section 5.4: ids are UUIDs of version 4, whose other digits are all random.
#[test]
fn ids_are_random() {
    let users = MemoryStore::<User>::new();
    let ids: Vec<String> = (0..60)
        .map(|number| users.insert(&cx("acme"), user(&format!("u{number}"))).unwrap().id)
        .collect();
    for place in 0..36 {
        let digits: HashSet<u8> = ids.iter().map(|id| id.as_bytes()[place]).collect();
        match place {
            8 | 13 | 18 | 23 => assert_eq!(digits, [b'-'].into()),
            14 => assert_eq!(digits, [b'4'].into()),
            19 => assert_eq!(digits, (*b"89ab").into()),
            _ => assert!(digits.len() > 8, "{place}: {digits:?}"),
        }
    }
}

/// A coupon, whose parts are unique in every way a model can hold them.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Coupon", endpoint = "/Coupons")]
struct Coupon {
    #[scim(id)]
    id: u32,
    #[scim(case_exact, uniqueness = "server")]
    code: Option<String>,
    #[scim(uniqueness = "global")]
    number: Option<i64>,
    #[scim(uniqueness = "server")]
    labels: Vec<String>,
    stamps: Vec<Stamp>,
    #[scim(extension)]
    shop: Option<Shop>,
    note: Option<String>,
    #[scim(version)]
    version: Option<DateTime>,
}

/// A stamp on a coupon.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Stamp {
    #[scim(uniqueness = "server")]
    serial: Option<String>,
}

/// The shop that gave it.
#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Shop", name = "Shop")]
struct Shop {
    #[scim(uniqueness = "server")]
    till: Option<String>,
}

/// 7643-7-36, -37, -39, 7644-3.3-11, 7644-3.12-22: every attribute that says so is unique, on every
/// method, as it compares, and within a tenant.
#[test]
fn what_is_unique_stays_so() {
    let store = MemoryStore::<Coupon>::new();
    let text = |text: &str| Some(text.to_owned());
    let first = Coupon {
        code: text("Ab"),
        number: Some(7),
        labels: vec!["x".into(), "y".into()],
        stamps: vec![Stamp { serial: text("s1") }, Stamp::default()],
        shop: Some(Shop { till: text("t1") }),
        note: text("n"),
        ..Coupon::default()
    };
    let first = store.insert(&cx("acme"), first).unwrap();
    assert_eq!((first.id, first.version.is_some()), (1, true));
    let other = store.insert(&cx("acme"), Coupon { note: text("n"), ..Coupon::default() }).unwrap();
    let till = "urn:example:scim:schemas:extension:2.0:Shop:till";
    for (path, body) in [
        ("code", r#"{"code":"Ab"}"#),
        ("number", r#"{"number":7}"#),
        ("labels", r#"{"labels":["z","Y"]}"#),
        ("stamps.serial", r#"{"stamps":[{"serial":"S1"}]}"#),
        (till, r#"{"urn:example:scim:schemas:extension:2.0:Shop":{"till":"T1"}}"#),
    ] {
        let create = || Create::new(body, Dialect::OKTA).unwrap();
        let posted = block_on(store.create(&cx("acme"), create())).unwrap_err();
        let put = replace(&store, &other.id, body).unwrap_err();
        for error in [posted, put] {
            assert_eq!((error.status(), error.path().as_str()), (409, path));
        }
        block_on(store.create(&cx("globex"), create())).unwrap();
    }
    // its own values, differently spelled, are no conflict, and stay its own
    let till = r#""urn:example:scim:schemas:extension:2.0:Shop":{"till":"T1"}"#;
    let own = format!(
        r#"{{"code":"Ab","number":7,"labels":["X","y"],"stamps":[{{"serial":"s1"}}],{till}}}"#
    );
    replace(&store, &first.id, &own).unwrap();
    replace(&store, &other.id, r#"{"labels":["x"]}"#).unwrap_err();
    // 7643-7-19: upper case is not lower case where the attribute says so
    replace(&store, &other.id, r#"{"code":"aB"}"#).unwrap();
    assert_eq!(store.resources(Some("acme")).len(), 2);
    assert_eq!(feed(&store, 0).len(), 4);
}

/// 7644-3.6-01 … -04: gone for requests, and what it held is free; a tombstone is for the keeper.
#[test]
fn deletions() {
    for policy in [DeletePolicy::Erase, DeletePolicy::Tombstone] {
        let users = MemoryStore::<User>::new().deletes(policy);
        let old = users.insert(&cx("acme"), user("bjensen")).unwrap();
        let stale = Precondition::parse(Some("W/\"7\""), None).unwrap();
        let error = block_on(users.delete(&cx("acme"), &old.id, stale)).unwrap_err();
        assert_eq!(error.status(), 412);
        block_on(users.delete(&cx("acme"), &old.id, Precondition::none())).unwrap();

        let again = block_on(users.delete(&cx("acme"), &old.id, Precondition::none()));
        assert_eq!(again.unwrap_err().status(), 404);
        assert_eq!(replace(&users, &old.id, r#"{"userName":"x"}"#).unwrap_err().status(), 404);
        let got = block_on(users.get(&cx("acme"), &old.id, &Projection::default())).unwrap();
        assert!(got.is_none());
        let new = users.insert(&cx("acme"), user("bjensen")).unwrap();
        assert_eq!(users.resources(Some("acme")), [new]);
        let left = if policy == DeletePolicy::Tombstone { vec![old] } else { vec![] };
        assert_eq!(users.tombstones(Some("acme")), left);
    }
}

/// In order, from where a consumer stopped, without another tenant's, and without a value.
#[test]
fn changes_are_read_in_order() {
    let users = MemoryStore::<User>::new();
    let id = users.insert(&cx("acme"), user("bjensen")).unwrap().id;
    users.insert(&cx("globex"), user("bjensen")).unwrap();
    users.insert(&cx("acme"), user("BJENSEN")).unwrap_err();
    replace(&users, &id, r#"{"userName":"bjensen","nickName":"Babs"}"#).unwrap();
    block_on(users.delete(&cx("acme"), &id, Precondition::none())).unwrap();

    let changes = feed(&users, 0);
    let told: Vec<_> = changes
        .iter()
        .map(|change| {
            let versions = (change.version_before.as_deref(), change.version_after.as_deref());
            (change.sequence, change.kind, versions, change.paths.join(" "))
        })
        .collect();
    let (one, two) = (Some("W/\"1\""), Some("W/\"2\""));
    assert_eq!(
        told,
        [
            (1, ChangeKind::Created, (None, one), "userName".into()),
            (3, ChangeKind::Replaced, (one, two), "nickName".into()),
            (4, ChangeKind::Deleted, (two, None), String::new()),
        ]
    );
    for change in &changes {
        let who = (change.subject.as_deref(), change.tenant.as_deref(), &*change.request_id);
        assert_eq!(who, (Some("okta"), Some("acme"), "r1"));
        assert_eq!((&change.id, &*change.resource_type), (&id, "User"));
        let json = serde_json::to_string(change).unwrap();
        assert!(!json.contains("bjensen") && !json.contains("Babs"), "{json}");
        assert_eq!(serde_json::from_str::<Change>(&json).unwrap(), *change);
    }
    assert_eq!(feed(&users, 1), changes[1..]);
    assert_eq!(block_on(users.after(Some("acme"), 0, 1)).unwrap(), changes[..1]);
    users.forget_changes(3);
    assert_eq!(feed(&users, 0), changes[2..]);
}

const WRITERS: usize = 50;

/// Runs so many writers at once.
fn parallel<T: core::marker::Send>(write: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(WRITERS);
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (start, write) = (&start, &write);
                scope.spawn(move || {
                    start.wait();
                    write(writer)
                })
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    })
}

fn served() -> (ScimService, MemoryStore<User>) {
    let users = MemoryStore::<User>::new();
    let service = ScimService::builder()
        .resource(users.clone())
        .unauthenticated()
        .limits(Limits::DEFAULT)
        .build();
    (service, users)
}

fn body(name: &str, nick_name: usize) -> String {
    format!(
        r#"{{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{name}","nickName":"{nick_name}"}}"#
    )
}

/// 7644-3.3-11 under concurrency: of equal names, however they are spelled, one is created.
#[test]
fn one_of_many_writers_gets_the_name() {
    let (service, users) = served();
    let statuses = parallel(|writer| {
        let name = if writer % 2 == 0 { "bjensen" } else { "ＢJensen" };
        Send::post("/Users", &body(name, writer)).to(&service).status
    });
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1);
    assert!(statuses.iter().all(|status| matches!(status, 201 | 409)), "{statuses:?}");
    assert_eq!(users.resources(None).len(), 1);
    assert_eq!(block_on(users.after(None, 0, 99)).unwrap().len(), 1);
}

/// 7644-3.14-06, -07 under concurrency: no write is lost that requires the version it read.
#[test]
fn writers_who_require_a_version_lose_no_write() {
    let (service, users) = served();
    let id = users.insert(&Context::new(Identity::new()), user("bjensen")).unwrap().id;
    let uri = format!("/Users/{id}");
    parallel(|_| {
        loop {
            let got = Send::get(&uri).to(&service);
            let count: usize = got.json()["nickName"].as_str().map_or(0, |n| n.parse().unwrap());
            let put = Send::put(&uri, &body("bjensen", count + 1));
            match put.header("if-match", got.header("etag")).to(&service).status {
                200 => break,
                412 => {}
                other => panic!("{other}"),
            }
        }
    });
    let user = users.resources(None).remove(0);
    assert_eq!(user.nick_name, Some(WRITERS.to_string()));
    assert_eq!(user.version, (WRITERS + 1).to_string());
}

/// Writers who each add a member, with no version required, lose none: an edit is applied to what
/// is there, not to what was read.
#[test]
fn writers_who_patch_lose_no_member() {
    let groups = MemoryStore::<Group>::new();
    let group = Group { display_name: "tour".into(), ..Group::default() };
    let id = groups.insert(&Context::new(Identity::new()), group).unwrap().id;
    let service = ScimService::builder().resource(groups.clone()).unauthenticated().build();
    parallel(|writer| {
        let body = format!(
            r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{"op":"add","path":"members","value":[{{"value":"{writer}"}}]}}]}}"#
        );
        let patch = Send::new("PATCH", &format!("/Groups/{id}")).body(body);
        assert_eq!(patch.to(&service).status, 204);
    });
    let members = groups.resources(None).remove(0).members;
    let members: HashSet<_> = members.into_iter().filter_map(|member| member.value).collect();
    assert_eq!(members, (0..WRITERS).map(|writer| writer.to_string()).collect());
}

/// Without a required version the last wins, each write is whole, and each is a change of its own
/// that follows the one before.
#[test]
fn writers_who_require_none_follow_each_other() {
    let (service, users) = served();
    let id = users.insert(&Context::new(Identity::new()), user("bjensen")).unwrap().id;
    let tags: HashSet<_> = parallel(|writer| {
        let put = Send::put(&format!("/Users/{id}"), &body("bjensen", writer)).to(&service);
        assert_eq!(
            (put.status, put.json()["nickName"].as_str()),
            (200, Some(&*writer.to_string()))
        );
        put.header("etag").to_owned()
    })
    .into_iter()
    .collect();
    assert_eq!(tags.len(), WRITERS);
    let changes = block_on(users.after(None, 0, usize::MAX)).unwrap();
    assert_eq!(changes.len(), WRITERS + 1);
    for (before, after) in changes.iter().zip(changes.iter().skip(1)) {
        assert_eq!(before.version_after, after.version_before);
        assert!(before.sequence < after.sequence && before.at.cmp_instant(&after.at).is_le());
    }
}

/// A switch before the one that counts.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Lamp", endpoint = "/Lamps")]
struct Lamp {
    #[scim(id)]
    id: u32,
    #[scim(default)]
    lit: bool,
    #[scim(default)]
    active: bool,
    #[scim(version)]
    revision: u64,
}

/// A change says of `active` what it is now, and of no other.
#[test]
fn what_is_active_is_told() {
    let lamps = MemoryStore::<Lamp>::new();
    let lamp = Lamp { lit: true, active: true, ..Lamp::default() };
    let created = lamps.insert(&cx("acme"), lamp).unwrap();
    for body in [r#"{"lit":true,"active":false}"#, r#"{"lit":false,"active":true}"#] {
        replace(&lamps, &created.id, body).unwrap();
    }
    let active: Vec<_> = feed(&lamps, 1).into_iter().map(|change| change.active).collect();
    assert_eq!(active, [Some(false), Some(true)]);
}
