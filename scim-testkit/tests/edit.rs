//! POST and PUT against the oracle, on models of every shape.

mod models;
mod values;

use models::{
    Badge, Member, agrees, badges, members, owning, paths_of_badges, paths_of_members,
    paths_of_users, users,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Replace};
use scim_schema::resource::ScimResource;
use scim_schema::rfc::User;
use scim_testkit::law::Shipped;
use scim_testkit::law::edit::{create_agrees, replace_agrees};
use scim_testkit::oracle::{create, document, replace};
use serde_json::{Value, json};
use values::{
    BADGE, ENTERPRISE, PARKING, USER, anything, dialects, email, list, object, one_of, texts,
};

fn user_body() -> BoxedStrategy<Value> {
    let manager = object(vec![("value", 60, texts()), ("displayName", 30, texts())]);
    object(vec![
        (
            "schemas",
            95,
            prop_oneof![
                9 => Just(json!([USER])),
                3 => Just(json!([USER, ENTERPRISE])),
                1 => Just(json!([ENTERPRISE])),
                1 => Just(json!(["urn:example:None", USER])),
                1 => anything(),
            ]
            .boxed(),
        ),
        ("id", 20, one_of(&[json!("7"), json!("bjensen")])),
        ("externalId", 40, texts()),
        ("userName", 90, texts()),
        (
            "name",
            50,
            object(vec![
                ("givenName", 60, texts()),
                ("familyName", 60, texts()),
                ("middleName", 20, texts()),
            ]),
        ),
        ("title", 30, texts()),
        ("profileUrl", 10, one_of(&[json!("https://example.com/b")])),
        ("active", 40, one_of(&[json!(true), json!(false)])),
        ("password", 30, texts()),
        ("emails", 50, list(email())),
        (
            "x509Certificates",
            20,
            list(object(vec![("value", 80, one_of(&[json!("TWFu"), json!("twfu")]))])),
        ),
        (
            "addresses",
            30,
            list(object(vec![
                ("locality", 60, texts()),
                ("streetAddress", 40, texts()),
                ("type", 70, one_of(&[json!("work"), json!("home")])),
            ])),
        ),
        ("groups", 20, list(email())),
        ("meta", 20, anything()),
        ("shoeSize", 10, anything()),
        (
            ENTERPRISE,
            40,
            prop_oneof![
                4 => object(vec![("department", 60, texts()), ("manager", 50, manager)]),
                1 => anything(),
            ]
            .boxed(),
        ),
    ])
}

fn badge_body() -> BoxedStrategy<Value> {
    object(vec![
        ("schemas", 95, prop_oneof![9 => Just(json!([BADGE])), 2 => Just(json!([PARKING, BADGE])), 1 => anything()].boxed()),
        ("serialNumber", 90, texts()),
        ("holder", 30, one_of(&[json!("../Users/7"), json!("https://example.com/")])),
        ("doors", 60, list(object(vec![
            ("number", 80, one_of(&[json!(0), json!(1), json!(2)])),
            ("name", 50, texts()),
            ("primary", 30, one_of(&[json!(true), json!(false)])),
        ]))),
        ("state", 50, one_of(&[json!("issued"), json!("inUse"), json!("lost")])),
        ("labels", 50, list(texts())),
        ("color", 40, texts()),
        ("notes", 30, texts()),
        ("uses", 30, one_of(&[json!(7), json!(0)])),
        ("weight", 30, one_of(&[json!(7.5), json!(7), json!(0)])),
        ("issuedAt", 30, one_of(&[json!("2011-05-13T04:42:34Z"), json!("2011-05-13T06:42:34+02:00")])),
        ("image", 30, one_of(&[json!("TWFu"), json!("TWE=")])),
        ("lost", 30, one_of(&[json!(true), json!(false)])),
        ("remark", 30, texts()),
        ("maker", 50, object(vec![("name", 50, texts()), ("country", 80, texts())])),
        (PARKING, 40, prop_oneof![
            4 => object(vec![("lot", 60, texts()), ("level", 80, one_of(&[json!(1)]))]),
            1 => anything(),
        ].boxed()),
    ])
}

fn holds<R: ScimResource>(resource: &R, body: &Value, dialect: Dialect) -> TestCaseResult {
    create_agrees(&Shipped, resource, body, dialect)
        .and_then(|()| replace_agrees(&Shipped, resource, body, dialect))
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
    let (held, text) = (document(resource), body.to_string());
    let post = Create::new(&text, dialect).and_then(|post| post.owned(owned).apply(resource));
    let expected = create(body, &shape, &held, dialect);
    agrees(resource, body, expected.map(|document| (document, false)), post)?;
    let put = Replace::new(&text, dialect).and_then(|put| put.owned(owned).apply(resource));
    let expected = replace(body, &shape, &held, dialect);
    agrees(resource, body, expected.map(|document| (document, false)), put)
}

proptest! {
    #[test]
    fn of_users_partly_owned(
        user in users(), body in user_body(), dialect in dialects(), paths in paths_of_users(),
    ) {
        holds_owned::<User>(&user, &body, dialect, &paths)?;
    }

    #[test]
    fn of_flat_members_partly_owned(
        member in members(), body in user_body(), dialect in dialects(), paths in paths_of_members(),
    ) {
        holds_owned::<Member>(&member, &body, dialect, &paths)?;
    }

    #[test]
    fn of_badges_partly_owned(
        badge in badges(), body in badge_body(), dialect in dialects(), paths in paths_of_badges(),
    ) {
        holds_owned::<Badge>(&badge, &body, dialect, &paths)?;
    }

    #[test]
    fn of_users(user in users(), body in user_body(), dialect in dialects()) {
        holds::<User>(&user, &body, dialect)?;
    }

    #[test]
    fn of_flat_members(member in members(), body in user_body(), dialect in dialects()) {
        holds::<Member>(&member, &body, dialect)?;
    }

    #[test]
    fn of_badges(badge in badges(), body in badge_body(), dialect in dialects()) {
        holds::<Badge>(&badge, &body, dialect)?;
    }
}
