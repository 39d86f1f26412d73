//! What of Okta's end-to-end test a server sees. The steps keep the test's numbers; those between
//! are requests to Okta, in whose place stands what Okta then sends.

use super::client::{look_up, patch, person, set_active, update, user_path};
use crate::live::check::profile::with;
use crate::live::{
    Answer, Ask, Assertion, Expect, Series, Session, Step, Stop, Variables, Verdict,
};
use serde_json::{Value, json};

pub(super) const SERIES: &[Series] =
    &[Series::new(PUT).prepare(prepare), Series::new(PATCH).prepare(prepare)];

/// The steps of a dialect; every assertion has an id of its own.
macro_rules! steps {
    ($dialect:literal, $patch:literal) => {
        &[
            Step::new(
                assign,
                &[assert(
                    concat!("okta.crud.", $dialect, ".03.created"),
                    "an assignment looks the user up and creates it",
                    Expect::Status(&[201]),
                )],
            )
            .saves(&[("scim_id", "/id")]),
            Step::new(
                find,
                &[
                    assert(
                        concat!("okta.crud.", $dialect, ".05.status"),
                        "the search for its name is answered 200",
                        Expect::Status(&[200]),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".05.user-name"),
                        "its `userName` is the one of Okta",
                        Expect::Text("/Resources/0/userName", "{email}"),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".05.email"),
                        "its first email is the one of Okta",
                        Expect::Text("/Resources/0/emails/0/value", "{email}"),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".05.family-name"),
                        "its family name is the one of Okta",
                        Expect::Text("/Resources/0/name/familyName", "Smith"),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".05.given-name"),
                        "its given name is the one of Okta",
                        Expect::Text("/Resources/0/name/givenName", "Jane"),
                    ),
                ],
            ),
            Step::new(
                rename,
                &[assert(
                    concat!("okta.crud.", $dialect, ".06.updated"),
                    "a change of the profile is taken",
                    Expect::Status(&[200]),
                )],
            ),
            Step::new(
                read,
                &[
                    assert(
                        concat!("okta.crud.", $dialect, ".08.status"),
                        "the user is there",
                        Expect::Status(&[200]),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".08.given-name"),
                        "its given name is the new one",
                        Expect::Text("/name/givenName", "Janet"),
                    ),
                ],
            ),
            Step::new(
                deactivate::<$patch>,
                &[assert(
                    concat!("okta.crud.", $dialect, ".09.deactivated"),
                    "the user is deactivated",
                    Expect::Status(&[200, 204]),
                )],
            ),
            Step::new(
                read,
                &[
                    assert(
                        concat!("okta.crud.", $dialect, ".11.status"),
                        "a user who was deactivated is there",
                        Expect::Status(&[200]),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".11.active"),
                        "it is not active",
                        Expect::Text("/active", "false"),
                    ),
                ],
            ),
            Step::new(
                reassign::<$patch>,
                &[assert(
                    concat!("okta.crud.", $dialect, ".13.reassigned"),
                    "a new assignment finds the user, and activates it",
                    Expect::Status(&[200]),
                )],
            ),
            Step::new(
                read,
                &[
                    assert(
                        concat!("okta.crud.", $dialect, ".15.status"),
                        "the user is there, with the id that it had",
                        Expect::Status(&[200]),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".15.active"),
                        "it is active",
                        Expect::Text("/active", "true"),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".15.given-name"),
                        "it is as it was",
                        Expect::Text("/name/givenName", "Janet"),
                    ),
                ],
            ),
            Step::new(
                deactivate::<$patch>,
                &[assert(
                    concat!("okta.crud.", $dialect, ".17.unassigned"),
                    "the end of the assignment deactivates the user",
                    Expect::Status(&[200, 204]),
                )],
            ),
            Step::new(
                read,
                &[
                    assert(
                        concat!("okta.crud.", $dialect, ".19.status"),
                        "the user is there",
                        Expect::Status(&[200]),
                    ),
                    assert(
                        concat!("okta.crud.", $dialect, ".19.active"),
                        "it is not active",
                        Expect::Text("/active", "false"),
                    ),
                ],
            ),
        ]
    };
}

const PUT: &[Step] = steps!("put", false);
const PATCH: &[Step] = steps!("patch", true);

const fn assert(id: &'static str, title: &'static str, expect: Expect) -> Assertion {
    Assertion::new(id, title, expect)
}

fn prepare(s: &mut Session<'_>, v: &mut Variables) -> Verdict {
    let person = person(s);
    v.set("email", person.get("userName").and_then(Value::as_str).unwrap_or_default());
    v.set("person", person.to_string());
    Ok(())
}

fn assign(s: &mut Session<'_>, v: &mut Variables) -> Result<Answer, Stop> {
    let found = look_up(s, v.get("email")?)?;
    // Okta itself takes 404 for nobody; its SPEC test does not
    found.expect_one_of(&[200, 404])?;
    let person: Value = serde_json::from_str(v.get("person")?).unwrap_or_default();
    s.send(&Ask::post("/Users").json(&person))
}

/// Not as Okta's client, but as its test asks: with `Accept` alone.
fn find(s: &mut Session<'_>, v: &mut Variables) -> Result<Answer, Stop> {
    let filter = format!("userName eq {}", json!(v.get("email")?));
    s.send(&Ask::get("/Users").query("filter", &filter).bare())
}

fn path(v: &Variables) -> Result<String, Stop> {
    Ok(user_path(v.get("scim_id")?))
}

fn read(s: &mut Session<'_>, v: &mut Variables) -> Result<Answer, Stop> {
    s.get(&path(v)?)
}

fn rename(s: &mut Session<'_>, v: &mut Variables) -> Result<Answer, Stop> {
    update(s, &path(v)?, |body| {
        with(body, "name", json!({"givenName": "Janet", "familyName": "Smith"}));
        with(body, "groups", json!([]));
    })
}

fn deactivate<const PATCH: bool>(s: &mut Session<'_>, v: &mut Variables) -> Result<Answer, Stop> {
    set_active::<PATCH>(s, &path(v)?, false)
}

/// Looks the user up, activates it, and pushes its profile; an app that does not PATCH does both
/// by one PUT, which Okta sends twice.
fn reassign<const PATCH: bool>(s: &mut Session<'_>, v: &mut Variables) -> Result<Answer, Stop> {
    let path = path(v)?;
    let found = look_up(s, v.get("email")?)?;
    let list = found.expect_list()?;
    let id = v.get("scim_id")?;
    if list.first().and_then(|one| one.get("id")?.as_str()) != Some(id) {
        return Err(found.failed(
            "the user who was deactivated to be found by `userName`",
            format!("{} users", list.len()),
        ));
    }
    if PATCH {
        let activate = json!([{"op": "replace", "value": {"active": true}}]);
        patch(s, &path, &activate)?.expect_one_of(&[200, 204])?;
    } else {
        set_active::<false>(s, &path, true)?.expect_status(200)?;
    }
    update(s, &path, |body| {
        with(body, "active", json!(true));
        with(body, "groups", json!([]));
    })
}
