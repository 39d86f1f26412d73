//! Okta's SPEC test, request by request and assertion by assertion.

use super::client::{ERROR, LIST, user_path};
use crate::live::{
    Answer, Ask, Assertion, Expect, Series, Session, Step, Stop, Variables, Verdict,
};
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

const fn assert(id: &'static str, title: &'static str, expect: Expect) -> Assertion {
    Assertion::new(id, title, expect)
}

pub(super) const SERIES: &[Series] = &[Series::new(STEPS).prepare(prepare)];

const STEPS: &[Step] = &[
    Step::new(
        |s, _| s.send(&get("/Users").query("count", "1").query("startIndex", "1")),
        &[
            assert(
                "okta.spec.01.status",
                "a page of one user is answered 200",
                Expect::Status(&[200]),
            ),
            assert("okta.spec.01.resources", "there is a user", Expect::NotEmpty("/Resources")),
            assert("okta.spec.01.schemas", "it is a list response", Expect::Has("/schemas", LIST)),
            assert(
                "okta.spec.01.items-per-page",
                "`itemsPerPage` is a number",
                Expect::Number("/itemsPerPage"),
            ),
            assert(
                "okta.spec.01.start-index",
                "`startIndex` is a number",
                Expect::Number("/startIndex"),
            ),
            assert(
                "okta.spec.01.total-results",
                "`totalResults` is a number",
                Expect::Number("/totalResults"),
            ),
            assert(
                "okta.spec.01.id",
                "the first user has an id",
                Expect::NotEmpty("/Resources/0/id"),
            ),
            assert(
                "okta.spec.01.family-name",
                "it has a family name",
                Expect::NotEmpty("/Resources/0/name/familyName"),
            ),
            assert(
                "okta.spec.01.given-name",
                "it has a given name",
                Expect::NotEmpty("/Resources/0/name/givenName"),
            ),
            assert(
                "okta.spec.01.user-name",
                "it has a `userName`",
                Expect::NotEmpty("/Resources/0/userName"),
            ),
            assert(
                "okta.spec.01.active",
                "it has `active`",
                Expect::NotEmpty("/Resources/0/active"),
            ),
            assert(
                "okta.spec.01.email",
                "its first email has a value",
                Expect::NotEmpty("/Resources/0/emails/0/value"),
            ),
        ],
    )
    .saves(&[("ISVUserid", "/Resources/0/id")]),
    Step::new(
        |s, v| s.send(&get(&user_path(v.get("ISVUserid")?))),
        &[
            assert("okta.spec.02.status", "that user is answered 200", Expect::Status(&[200])),
            assert("okta.spec.02.id", "it has an id", Expect::NotEmpty("/id")),
            assert(
                "okta.spec.02.family-name",
                "it has a family name",
                Expect::NotEmpty("/name/familyName"),
            ),
            assert(
                "okta.spec.02.given-name",
                "it has a given name",
                Expect::NotEmpty("/name/givenName"),
            ),
            assert("okta.spec.02.user-name", "it has a `userName`", Expect::NotEmpty("/userName")),
            assert("okta.spec.02.active", "it has `active`", Expect::NotEmpty("/active")),
            assert(
                "okta.spec.02.email",
                "its first email has a value",
                Expect::NotEmpty("/emails/0/value"),
            ),
            assert(
                "okta.spec.02.same-id",
                "its id is the one that was asked for",
                Expect::Text("/id", "{ISVUserid}"),
            ),
        ],
    ),
    Step::new(
        |s, v| named(s, v, "InvalidUserEmail"),
        &[
            assert(
                "okta.spec.03.status",
                "a search for a user that never was is answered 200",
                Expect::Status(&[200]),
            ),
            assert("okta.spec.03.schemas", "it is a list response", Expect::Has("/schemas", LIST)),
            assert(
                "okta.spec.03.total-results",
                "`totalResults` is 0",
                Expect::Text("/totalResults", "0"),
            ),
        ],
    ),
    Step::new(
        |s, v| s.send(&get(&user_path(v.get("UserIdThatDoesNotExist")?))),
        &[
            assert(
                "okta.spec.04.status",
                "an id of digits that is nobody's is answered 404",
                Expect::Status(&[404]),
            ),
            assert("okta.spec.04.detail", "the error has a `detail`", Expect::NotEmpty("/detail")),
            assert(
                "okta.spec.04.schemas",
                "it has the schema of errors",
                Expect::Has("/schemas", ERROR),
            ),
        ],
    ),
    Step::new(
        |s, v| named(s, v, "randomEmail"),
        &[
            assert(
                "okta.spec.05.status",
                "a search for a user that is not there yet is answered 200",
                Expect::Status(&[200]),
            ),
            assert(
                "okta.spec.05.total-results",
                "`totalResults` is the number 0",
                Expect::NumberIs("/totalResults", 0),
            ),
            assert("okta.spec.05.schemas", "it is a list response", Expect::Has("/schemas", LIST)),
        ],
    ),
    Step::new(
        |s, v| post(s, &jane(v, v.get("randomEmail")?)?),
        &[
            assert("okta.spec.06.status", "a user is created", Expect::Status(&[201])),
            assert("okta.spec.06.active", "it is active", Expect::Text("/active", "true")),
            assert("okta.spec.06.id", "it has an id", Expect::NotEmpty("/id")),
            assert(
                "okta.spec.06.family-name",
                "its family name is the one that was sent",
                Expect::Text("/name/familyName", "{randomFamilyName}"),
            ),
            assert(
                "okta.spec.06.given-name",
                "its given name is the one that was sent",
                Expect::Text("/name/givenName", "{randomGivenName}"),
            ),
            assert(
                "okta.spec.06.schemas",
                "it has the schema of users",
                Expect::Has("/schemas", USER),
            ),
            assert(
                "okta.spec.06.user-name",
                "its `userName` is the one that was sent, capital letters included",
                Expect::Text("/userName", "{randomUsername}"),
            ),
        ],
    )
    .saves(&[("idUserOne", "/id"), ("randomUserEmail", "/emails/0/value")]),
    Step::new(
        |s, v| s.send(&get(&user_path(v.get("idUserOne")?))),
        &[
            assert("okta.spec.07.status", "the user is there", Expect::Status(&[200])),
            assert(
                "okta.spec.07.user-name",
                "its `userName` is the one that was sent",
                Expect::Text("/userName", "{randomUsername}"),
            ),
            assert(
                "okta.spec.07.family-name",
                "its family name is the one that was sent",
                Expect::Text("/name/familyName", "{randomFamilyName}"),
            ),
            assert(
                "okta.spec.07.given-name",
                "its given name is the one that was sent",
                Expect::Text("/name/givenName", "{randomGivenName}"),
            ),
        ],
    ),
    Step::new(
        |s, v| post(s, &jane(v, v.get("randomUsername")?)?),
        &[assert(
            "okta.spec.08.status",
            "the same user again is answered 409",
            Expect::Status(&[409]),
        )],
    ),
    Step::new(
        |s, v| named(s, v, "randomUsernameCaps"),
        &[assert(
            "okta.spec.09.status",
            "a search for the name in capital letters is answered 200",
            Expect::Status(&[200]),
        )],
    ),
    // Okta's test takes this step for optional
    Step::new(
        |s, _| s.send(&get("/Groups")),
        &[
            assert("okta.spec.10.status", "groups are answered 200", Expect::Status(&[200]))
                .should(),
            assert("okta.spec.10.time", "they are answered within 600 ms", Expect::Within(600))
                .should(),
            assert(
                "okta.spec.10.resources",
                "`Resources` is a list, or `totalResults` is 0",
                Expect::Resources,
            )
            .should(),
        ],
    ),
    Step::new(
        |s, v| s.send(&search(v, "randomUsernameCaps")?.authorization("non-token")),
        &[
            assert(
                "okta.spec.11.status",
                "a wrong credential is answered 401",
                Expect::Status(&[401]),
            ),
            assert("okta.spec.11.detail", "the error has a `detail`", Expect::NotEmpty("/detail")),
            assert(
                "okta.spec.11.body-status",
                "its `status` is 401",
                Expect::Text("/status", "401"),
            ),
            assert(
                "okta.spec.11.schemas",
                "it has the schema of errors",
                Expect::Has("/schemas", ERROR),
            ),
        ],
    ),
    Step::new(
        |s, _| s.send(&get("/Users/00919288221112222")),
        &[
            assert(
                "okta.spec.12.status",
                "another id of digits is answered 404",
                Expect::Status(&[404]),
            ),
            assert("okta.spec.12.detail", "the error has a `detail`", Expect::NotEmpty("/detail")),
            assert(
                "okta.spec.12.body-status",
                "its `status` is 404",
                Expect::Text("/status", "404"),
            ),
            assert(
                "okta.spec.12.schemas",
                "it has the schema of errors",
                Expect::Has("/schemas", ERROR),
            ),
        ],
    ),
];

/// The variables of the test; and a user, where there is none: the test needs one, and its
/// instructions ask to make one by hand.
fn prepare(s: &mut Session<'_>, v: &mut Variables) -> Verdict {
    let (given, family) = (s.unique(), format!("X{}", s.unique()));
    let email = format!("{given}{family}@users.example.com");
    v.set("randomUsernameCaps", email.to_uppercase());
    v.set("randomUsername", email.clone());
    v.set("randomEmail", email);
    v.set("randomGivenName", given);
    v.set("randomFamilyName", family);
    v.set("InvalidUserEmail", "scimtk-nobody@users.example.com");
    v.set("UserIdThatDoesNotExist", "010101001010101011001010101011");
    let first = s.send(&get("/Users").query("count", "1").query("startIndex", "1"))?;
    if first.total() == Some(0) {
        let made = post(s, &complete(s))?;
        let how = if made.is_success() { "was made" } else { "could not be made" };
        s.remark(format!("there was no user, so one {how} for the first step of the SPEC test"));
    }
    Ok(())
}

fn get(path: &str) -> Ask {
    Ask::get(path)
        .bare()
        .header("accept", "application/scim+json")
        .header("accept-charset", "utf-8")
        .header("content-type", "application/scim+json; charset=utf-8")
        .header("user-agent", "OKTA SCIM Integration")
}

fn post(s: &mut Session<'_>, body: &Value) -> Result<Answer, Stop> {
    let ask = Ask::post("/Users")
        .bare()
        .text("application/json", &body.to_string())
        .header("accept", "application/scim+json; charset=utf-8")
        .header("accept-charset", "utf-8")
        .header("user-agent", "OKTA SCIM Integration");
    s.send(&ask)
}

fn search(v: &Variables, variable: &str) -> Result<Ask, Stop> {
    let filter = format!("userName eq {}", json!(v.get(variable)?));
    Ok(get("/Users").query("filter", &filter))
}

fn named(s: &mut Session<'_>, v: &Variables, variable: &str) -> Result<Answer, Stop> {
    s.send(&search(v, variable)?)
}

/// The user that the test creates.
fn jane(v: &Variables, email: &str) -> Result<Value, Stop> {
    let (given, family) = (v.get("randomGivenName")?, v.get("randomFamilyName")?);
    Ok(json!({
        "schemas": [USER],
        "userName": v.get("randomUsername")?,
        "name": {"givenName": given, "familyName": family},
        "emails": [{"primary": true, "value": email, "type": "work"}],
        "displayName": format!("{given} {family}"),
        "active": true,
    }))
}

fn complete(s: &Session<'_>) -> Value {
    let email = format!("{}@users.example.com", s.unique());
    json!({
        "schemas": [USER],
        "userName": email,
        "name": {"givenName": "Jane", "familyName": "Smith"},
        "emails": [{"primary": true, "value": email, "type": "work"}],
        "displayName": "Jane Smith",
        "active": true,
    })
}
