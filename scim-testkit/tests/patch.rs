//! PATCH against the oracle, on models of every shape.

mod cases;
mod models;
mod values;

use models::{
    Badge, Member, agrees, badges, members, owning, paths_of_badges, paths_of_members,
    paths_of_users, users,
};
use proptest::prelude::*;
use proptest::strategy::Union;
use proptest::test_runner::TestCaseResult;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Patch;
use scim_schema::resource::ScimResource;
use scim_schema::rfc::{Group, Member as GroupMember, User};
use scim_testkit::law::Shipped;
use scim_testkit::law::edit::patch_agrees;
use scim_testkit::oracle::{document, patch};
use serde_json::{Value, json};
use values::{anything, dialects, email, list, object, one_of, texts};

/// A path, and values for it.
type Target = (&'static str, BoxedStrategy<Value>);

fn operation(targets: Vec<Target>, whole: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    let op = || {
        prop::sample::select(vec!["add", "add", "replace", "replace", "remove", "Add", "Replace"])
    };
    let targets: Vec<_> = targets
        .into_iter()
        .map(|(path, value)| {
            (op(), prop::option::weighted(0.7, value))
                .prop_map(move |(op, value)| match value {
                    Some(value) => json!({ "op": op, "path": path, "value": value }),
                    None => json!({ "op": op, "path": path }),
                })
                .boxed()
        })
        .collect();
    let at_path = Union::new(targets);
    let without = (op(), whole).prop_map(|(op, value)| json!({ "op": op, "value": value }));
    prop_oneof![8 => at_path, 1 => without].boxed()
}

fn body(operation: BoxedStrategy<Value>) -> BoxedStrategy<Value> {
    prop::collection::vec(operation, 1..4)
        .prop_map(|operations| {
            json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": operations,
            })
        })
        .boxed()
}

fn booleans() -> BoxedStrategy<Value> {
    one_of(&[json!(true), json!(false), json!("True")])
}

fn emails() -> BoxedStrategy<Value> {
    prop_oneof![3 => list(email()), 1 => email()].boxed()
}

fn user_targets() -> Vec<Target> {
    let name = || {
        object(vec![
            ("givenName", 60, texts()),
            ("familyName", 40, texts()),
            ("middleName", 20, texts()),
            ("shoeSize", 5, texts()),
        ])
    };
    let manager = || object(vec![("value", 60, texts()), ("displayName", 30, texts())]);
    vec![
        ("id", texts()),
        ("schemas", anything()),
        ("meta.created", texts()),
        ("externalId", texts()),
        ("userName", texts()),
        ("USERNAME", texts()),
        ("urn:ietf:params:scim:schemas:core:2.0:User:userName", texts()),
        ("name", prop_oneof![9 => name(), 1 => anything()].boxed()),
        ("name.givenName", texts()),
        ("name.middleName", texts()),
        ("name.shoeSize", texts()),
        ("title", texts()),
        ("nickName", texts()),
        ("active", booleans()),
        ("password", texts()),
        ("profileUrl", one_of(&[json!("https://example.com/b")])),
        ("emails", emails()),
        ("emails", emails()),
        ("emails.value", texts()),
        ("emails.primary", booleans()),
        (r#"emails[type eq "work"]"#, email()),
        (r#"emails[type eq "home"]"#, email()),
        (r#"emails[type eq "other"]"#, email()),
        (r#"emails[value eq "bjensen"]"#, email()),
        (r#"emails[primary eq true]"#, email()),
        (r#"emails[value pr]"#, email()),
        (r#"emails[type eq "home" and primary eq true]"#, email()),
        (r#"emails[type eq "work"].value"#, texts()),
        (r#"emails[type eq "home"].value"#, texts()),
        (r#"emails[type eq "home"].primary"#, booleans()),
        (r#"emails[type eq "work"].primary"#, booleans()),
        (r#"emails[type eq "work"].type"#, one_of(&[json!("work"), json!("home")])),
        (r#"emails[value pr].display"#, texts()),
        (r#"emails[shoeSize eq "x"]"#, email()),
        ("emails[", anything()),
        (r#"name[givenName eq "x"]"#, anything()),
        (
            "x509Certificates",
            list(object(vec![("value", 80, one_of(&[json!("TWFu"), json!("twfu")]))])),
        ),
        (
            "addresses",
            list(object(vec![
                ("locality", 60, texts()),
                ("streetAddress", 40, texts()),
                ("type", 70, one_of(&[json!("work"), json!("home")])),
            ])),
        ),
        (
            r#"addresses[type eq "work"]"#,
            object(vec![("locality", 60, texts()), ("streetAddress", 40, texts())]),
        ),
        (r#"addresses[type eq "work"].locality"#, texts()),
        ("groups", list(email())),
        (r#"groups[value eq "x"]"#, email()),
        (
            "roles",
            list(object(vec![
                ("value", 80, one_of(&[json!("r"), json!(r#"{"value":"r","displayName":"R"}"#)])),
                ("display", 30, texts()),
            ])),
        ),
        ("department", texts()),
        ("manager", manager()),
        ("shoeSize", texts()),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            object(vec![("department", 60, texts()), ("manager", 50, manager())]),
        ),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", texts()),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter", texts()),
        (
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
            prop_oneof![manager(), texts(), manager().prop_map(|m| json!([m]))].boxed(),
        ),
        ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", texts()),
        ("urn:ietf:params:scim:schemas:core:2.0:User", anything()),
        ("urn:example:None:x", anything()),
    ]
}

fn user_whole() -> BoxedStrategy<Value> {
    let one = |(name, value): Target| value.prop_map(move |value| json!({ name: value })).boxed();
    let targets: Vec<_> = user_targets().into_iter().map(one).collect();
    Union::new(targets).boxed()
}

fn badge_targets() -> Vec<Target> {
    let door = || {
        object(vec![
            ("number", 80, one_of(&[json!(0), json!(1), json!(2)])),
            ("name", 50, texts()),
            ("primary", 30, one_of(&[json!(true), json!(false)])),
        ])
    };
    vec![
        ("serialNumber", texts()),
        ("holder", one_of(&[json!("../Users/7")])),
        ("doors", prop_oneof![list(door()), door()].boxed()),
        ("doors[number eq 1]", door()),
        ("doors[number eq 7]", door()),
        ("doors[number ge 1].name", texts()),
        ("doors[number eq 1].number", one_of(&[json!(1), json!(2)])),
        ("doors.name", texts()),
        ("doors.primary", booleans()),
        ("state", one_of(&[json!("issued"), json!("inUse"), json!("lost")])),
        ("labels", prop_oneof![list(texts()), texts()].boxed()),
        (r#"labels[value eq "b"]"#, texts()),
        ("labels.value", texts()),
        ("color", texts()),
        ("notes", texts()),
        ("uses", one_of(&[json!(7), json!(0)])),
        ("weight", one_of(&[json!(7.5), json!(7)])),
        ("issuedAt", one_of(&[json!("2011-05-13T04:42:34Z")])),
        ("image", one_of(&[json!("TWFu"), json!("TWE=")])),
        ("lost", booleans()),
        ("remark", texts()),
        ("maker", object(vec![("name", 50, texts()), ("country", 80, texts())])),
        ("maker.name", texts()),
        ("maker.country", texts()),
        (
            "urn:example:scim:schemas:extension:2.0:Parking",
            object(vec![("lot", 60, texts()), ("level", 80, one_of(&[json!(1)]))]),
        ),
        ("urn:example:scim:schemas:extension:2.0:Parking:lot", texts()),
        ("urn:example:scim:schemas:extension:2.0:Parking:level", one_of(&[json!(1)])),
        ("lot", texts()),
    ]
}

fn groups() -> impl Strategy<Value = Group> {
    let member = (0..4_u8, prop::option::of(Just("User")), prop::option::of(Just("B")));
    prop::collection::vec(member, 0..4).prop_map(|members| {
        let member = |(value, r#type, display): (u8, Option<&str>, Option<&str>)| GroupMember {
            value: Some(value.to_string()),
            r#type: r#type.map(str::to_owned),
            display: display.map(str::to_owned),
            ..GroupMember::default()
        };
        let mut members: Vec<_> = members.into_iter().map(member).collect();
        members.sort_by(|a, b| a.value.cmp(&b.value));
        members.dedup_by(|a, b| a.value == b.value);
        Group { id: "7".into(), display_name: "Friends".into(), members, ..Group::default() }
    })
}

fn group_targets() -> Vec<Target> {
    let member = || {
        object(vec![
            ("value", 90, one_of(&[json!("0"), json!("1"), json!("2"), json!("7")])),
            ("type", 30, one_of(&[json!("User"), json!("Group")])),
            ("display", 30, texts()),
            ("$ref", 20, one_of(&[json!("../Users/1")])),
        ])
    };
    vec![
        ("displayName", texts()),
        ("members", list(member())),
        ("members", member()),
        (r#"members[value eq "1"]"#, member()),
        (r#"members[value eq "1"].value"#, one_of(&[json!("1"), json!("7")])),
        (r#"members[value eq "1"].type"#, one_of(&[json!("User"), json!("Group")])),
        (r#"members[value eq "1"].display"#, texts()),
        (r#"members[type eq "User"]"#, member()),
        ("members.value", texts()),
        ("externalId", texts()),
    ]
}

fn holds<R: ScimResource>(resource: &R, body: &Value, dialect: Dialect) -> TestCaseResult {
    patch_agrees(&Shipped, resource, body, dialect)
        .map_err(|broken| TestCaseError::fail(broken.to_string()))
}

/// The same of someone who does not write what the application owns.
fn holds_owned<R: ScimResource>(
    resource: &R,
    body: &Value,
    dialect: Dialect,
    paths: &[&str],
) -> TestCaseResult {
    let (owned, shape) = owning(resource, paths);
    let expected = patch(body, &shape, &document(resource), dialect);
    let expected = expected.map(|patched| (patched.document, !patched.ignored.is_empty()));
    let actual = Patch::new(body.to_string(), dialect).and_then(|p| p.owned(owned).apply(resource));
    agrees(resource, body, expected, actual)
}

proptest! {
    #[test]
    fn of_users_partly_owned(
        user in users(),
        body in body(operation(user_targets(), user_whole())),
        dialect in dialects(),
        paths in paths_of_users(),
    ) {
        holds_owned::<User>(&user, &body, dialect, &paths)?;
    }

    #[test]
    fn of_flat_members_partly_owned(
        member in members(),
        body in body(operation(user_targets(), user_whole())),
        dialect in dialects(),
        paths in paths_of_members(),
    ) {
        holds_owned::<Member>(&member, &body, dialect, &paths)?;
    }

    #[test]
    fn of_badges_partly_owned(
        badge in badges(),
        body in body(operation(badge_targets(), anything())),
        dialect in dialects(),
        paths in paths_of_badges(),
    ) {
        holds_owned::<Badge>(&badge, &body, dialect, &paths)?;
    }

    #[test]
    fn of_users(
        user in users(),
        body in body(operation(user_targets(), user_whole())),
        dialect in dialects(),
    ) {
        holds::<User>(&user, &body, dialect)?;
    }

    #[test]
    fn of_flat_members(
        member in members(),
        body in body(operation(user_targets(), user_whole())),
        dialect in dialects(),
    ) {
        holds::<Member>(&member, &body, dialect)?;
    }

    #[test]
    fn of_badges(
        badge in badges(),
        body in body(operation(badge_targets(), anything())),
        dialect in dialects(),
    ) {
        holds::<Badge>(&badge, &body, dialect)?;
    }

    #[test]
    fn of_groups(
        group in groups(),
        body in body(operation(group_targets(), anything())),
        dialect in dialects(),
    ) {
        holds::<Group>(&group, &body, dialect)?;
    }
}
