//! A model of SCIM's own shape: the ready-made `rfc::User`, and its mirror.

mod mirror;

use crate::race::Race;
use crate::{BASE, peers};
use mirror::User as Mirror;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::projection::Projection;
use scim_schema::rfc::{EnterpriseUser, GroupMembership, Manager, User};
use scim_schema::value::{DateTime, Reference};
use scim_schema::write::Scim;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use std::hint::black_box;

/// A complete enterprise user, as it is written.
pub(crate) const USER: &str = include_str!("../fixtures/user.json").trim_ascii_end();

/// What clients may not set; a server knows it before it reads a body.
fn blank(mirror: &Mirror) -> User {
    let meta = mirror.meta.as_ref().expect("the fixture has it");
    let date = |text: &Option<String>| text.as_deref().map(|text| DateTime::parse(text).unwrap());
    let group = |group: &mirror::Group| GroupMembership {
        value: group.value.clone(),
        reference: group.reference.as_deref().map(|uri| Reference::parse(uri).unwrap()),
        display: group.display.clone(),
        r#type: group.r#type.clone(),
    };
    let manager = mirror.enterprise.as_ref().and_then(|enterprise| enterprise.manager.as_ref());
    let display_name = manager.and_then(|manager| manager.display_name.clone());
    User {
        id: mirror.id.clone().unwrap_or_default(),
        groups: mirror.groups.iter().map(group).collect(),
        created: date(&meta.created),
        last_modified: date(&meta.last_modified),
        version: "41".to_owned(),
        enterprise: Some(EnterpriseUser {
            manager: Some(Manager { display_name, ..Manager::default() }),
            ..EnterpriseUser::default()
        }),
        ..User::default()
    }
}

/// The user with its attributes the other way round.
fn reversed(user: &str) -> String {
    let members: Map<String, Value> = serde_json::from_str(user).unwrap();
    let members = members.iter().rev().map(|(name, value)| format!("{name:?}:{value}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(","))
}

/// The user with all its names in upper case.
fn shouted(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members.iter().map(|(name, value)| (name.to_uppercase(), shouted(value))).collect(),
        ),
        Value::Array(elements) => elements.iter().map(shouted).collect(),
        value => value.clone(),
    }
}

fn create(body: &str, blank: &mut User) {
    Create::<User>::new(body, Dialect::RFC).unwrap().apply_to(blank).unwrap();
}

fn replace(body: &str, stored: &mut User) {
    let changes = Replace::<User>::new(body, Dialect::RFC).unwrap().apply_to(stored).unwrap();
    assert!(changes.is_empty(), "{changes:?}");
}

fn write(user: &User) -> Vec<u8> {
    Scim::new(user).base(BASE).to_vec()
}

pub(crate) fn races() -> Vec<Race> {
    let mirror: Mirror = serde_json::from_str(USER).unwrap();
    let mut stored = blank(&mirror);
    create(USER, &mut stored);

    // the same bytes, the same values
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert_eq!(text(serde_json::to_vec(&mirror).unwrap()), USER);
    assert_eq!(text(write(&stored)), USER);

    let sent = mirror.as_sent();
    let body = serde_json::to_string(&sent).unwrap();
    let prepared = blank(&mirror);
    vec![
        writes(&mirror, &stored),
        projections(&stored),
        references(read("read nested, as it is written", USER, &mirror, &prepared, &stored)),
        read("read nested, as a client sends it", &body, &sent, &prepared, &stored),
        read("read nested, in reverse order", &reversed(USER), &mirror, &prepared, &stored),
    ]
}

fn writes(mirror: &Mirror, user: &User) -> Race {
    let (mirror, user) = (mirror.clone(), user.clone());
    let (again, serialized, mut out) = (user.clone(), user.clone(), Vec::with_capacity(8192));
    let race = Race::new("write nested", "serde_json::to_vec, mirror", move || {
        black_box(serde_json::to_vec(black_box(&mirror)).unwrap());
    })
    .target("Scim::to_vec", 0.8, move || {
        black_box(write(black_box(&user)));
    })
    .beside("Scim::write_to, buffer used again", move || {
        out.clear();
        Scim::new(black_box(&again)).base(BASE).write_to(&mut out);
        black_box(&out);
    })
    .beside("serde_json::to_vec, Scim", move || {
        black_box(serde_json::to_vec(&Scim::new(black_box(&serialized)).base(BASE)).unwrap());
    });
    peers::write(race, USER)
}

fn projections(user: &User) -> Race {
    let projected = |attributes: [&str; 3], keys: &[&str]| {
        let (user, projection) = (user.clone(), Projection::<User>::attributes(attributes));
        let write = move || Scim::new(black_box(&user)).base(BASE).projection(&projection).to_vec();
        let written: Map<String, Value> = serde_json::from_slice(&write()).unwrap();
        assert!(written.keys().eq(keys), "{written:?}");
        move || {
            black_box(write());
        }
    };
    let full = user.clone();
    Race::new("write nested, 3 projected attributes", "everything", move || {
        black_box(write(black_box(&full)));
    })
    .target(
        "userName, displayName, active",
        0.15,
        projected(
            ["userName", "displayName", "active"],
            &["active", "displayName", "id", "schemas", "userName"],
        ),
    )
    .target(
        "userName, name.familyName, emails.value",
        0.15,
        projected(
            ["userName", "name.familyName", "emails.value"],
            &["emails", "id", "name", "schemas", "userName"],
        ),
    )
    .target(
        "userName, emails, active",
        0.15,
        projected(
            ["userName", "emails", "active"],
            &["active", "emails", "id", "schemas", "userName"],
        ),
    )
}

fn read(name: &'static str, body: &str, mirror: &Mirror, blank: &User, stored: &User) -> Race {
    // the same values, but for those that clients may not set
    assert_eq!(&serde_json::from_str::<Mirror>(body).unwrap(), mirror);
    let mut created = blank.clone();
    create(body, &mut created);
    assert_eq!(&created, stored);
    replace(body, &mut created);
    assert_eq!(&created, stored);

    let own = || body.to_owned();
    let (plain, created, replaced, cloned) = (own(), own(), own(), own());
    let (mut kept, source) = (stored.clone(), stored.clone());
    Race::new(name, "serde_json::from_slice, mirror", move || {
        black_box(serde_json::from_slice::<Mirror>(black_box(plain.as_bytes())).unwrap());
    })
    .target("Create::apply_to, blank", 1.25, move || {
        let mut user = User::default();
        create(black_box(&created), &mut user);
        black_box(user);
    })
    .target("Replace::apply_to, stored, no change", 1.25, move || {
        replace(black_box(&replaced), &mut kept);
        black_box(&kept);
    })
    .beside("Replace::apply, stored copied first", move || {
        let replace = Replace::<User>::new(black_box(&cloned), Dialect::RFC).unwrap();
        black_box(replace.apply(&source).unwrap());
    })
}

fn references(race: Race) -> Race {
    let shouted = shouted(&serde_json::from_str(USER).unwrap()).to_string();
    let race = race
        .beside("Create::apply_to, names in upper case", move || {
            let mut user = User::default();
            create(black_box(&shouted), &mut user);
            black_box(user);
        })
        .beside("serde_json::from_slice, Value", move || {
            black_box(serde_json::from_slice::<Value>(black_box(USER.as_bytes())).unwrap());
        })
        .beside("serde_json::from_slice, IgnoredAny", move || {
            black_box(serde_json::from_slice::<IgnoredAny>(black_box(USER.as_bytes())).unwrap());
        });
    peers::read(race, USER)
}
