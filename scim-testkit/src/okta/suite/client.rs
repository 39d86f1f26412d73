//! What Okta's client sends, request by request.

use crate::live::check::profile::{okta, with};
use crate::live::{Answer, Ask, Session, Stop, encoded};
use serde_json::{Value, json};

/// The URN of list responses (RFC 7644 section 3.4.2).
pub(super) const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/// The URN of errors (RFC 7644 section 3.12).
pub(super) const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// The path of a user.
pub(super) fn user_path(id: &str) -> String {
    format!("/Users/{}", encoded(id))
}

/// The body of a user as Okta creates it, with the password that it always sends.
pub(super) fn person(s: &Session<'_>) -> Value {
    let mut body = okta::body(s);
    with(&mut body, "password", json!("1mz050nq"));
    body
}

/// The search before every assignment.
pub(super) fn look_up(s: &mut Session<'_>, user_name: &str) -> Result<Answer, Stop> {
    let filter = format!("userName eq {}", json!(user_name));
    let ask = Ask::get("/Users").query("filter", &filter);
    s.send(&ask.query("startIndex", "1").query("count", "100"))
}

/// PUT of what GET answers, with members changed: how Okta updates.
pub(super) fn update(
    s: &mut Session<'_>,
    path: &str,
    change: impl FnOnce(&mut Value),
) -> Result<Answer, Stop> {
    let read = s.get(path)?;
    read.expect_status(200)?.expect_object()?;
    let mut body = read.json().clone();
    change(&mut body);
    s.send(&Ask::put(path).json(&body))
}

/// PATCH with operations.
pub(super) fn patch(s: &mut Session<'_>, path: &str, operations: &Value) -> Result<Answer, Stop> {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": operations,
    });
    s.send(&Ask::patch(path).json(&body))
}

/// How an app updates: `PATCH` says whether users are (de)activated by it.
pub(super) fn set_active<const PATCH: bool>(
    s: &mut Session<'_>,
    path: &str,
    active: bool,
) -> Result<Answer, Stop> {
    if PATCH {
        return patch(s, path, &json!([{"op": "replace", "value": {"active": active}}]));
    }
    update(s, path, |body| with(body, "active", json!(active)))
}
