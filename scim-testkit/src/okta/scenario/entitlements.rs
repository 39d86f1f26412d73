//! Roles and other entitlements.

use crate::live::{Ask, Stop, Verdict, is_assigned, member};
use crate::okta::entitlement::below;
use crate::okta::stage::{Stage, expect};
use serde_json::{Value, json};

pub(super) fn grant(s: &mut Stage<'_>) -> Verdict {
    const SCHEMAS: [&str; 2] =
        ["urn:okta:scim:schemas:core:1.0:Role", "urn:okta:scim:schemas:core:1.0:Entitlement"];
    s.users()?;
    let text = |json: &Value, name: &str| -> String {
        member(json, name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let types = &s.discovery.resource_types_json;
    let granted =
        |one: &&Value| SCHEMAS.iter().any(|urn| text(one, "schema").eq_ignore_ascii_case(urn));
    if !types.iter().any(|one| granted(&one)) {
        return Err(Stop::skipped("there is no resource type with Okta's Role or Entitlement"));
    }
    // those that are elsewhere are a finding when Okta discovers them
    let made: Vec<(String, String)> = types
        .iter()
        .filter(granted)
        .filter_map(|one| Some((below(&text(one, "endpoint"))?, text(one, "schema"))))
        .collect();
    let endpoints: Vec<String> = made.iter().map(|(endpoint, _)| endpoint.clone()).collect();
    // one of each, if the application lets us
    for (endpoint, schema) in made {
        let name = s.unique();
        let body = json!({"schemas": [schema], "displayName": name, "description": "to try"});
        let answer = s.send(&Ask::post(&endpoint).json(&body))?;
        if !answer.is_success() && answer.status() / 100 != 4 {
            answer.expect_success()?;
        }
    }
    let all = s.org.discover_entitlements()?;
    if all.is_empty() {
        return Err(Stop::skipped("there is nothing to be granted"));
    }
    // Okta's own test of such an endpoint, and the same of a page that is not full
    for (endpoint, count) in endpoints.iter().flat_map(|one| [(one, "1"), (one, "100")]) {
        let ask = Ask::get(endpoint).query("count", count).query("startIndex", "1");
        let answer = s.send(&ask)?;
        let list = answer.expect_status(200)?.expect_list()?;
        let size = answer.member("itemsPerPage").and_then(Value::as_u64);
        let length = u64::try_from(list.len()).ok();
        if size != length || (count == "1" && list.len() > 1) {
            let expected = format!("`itemsPerPage` to be {}, what the page has", list.len());
            return Err(answer.failed(expected, format!("{size:?}")));
        }
    }
    let jane = s.joiner("Jane")?;
    // all, then one of each, then none
    let role = all.iter().find(|one| one.is_role).cloned();
    let other = all.iter().find(|one| !one.is_role).cloned();
    let some: Vec<_> = role.into_iter().chain(other).collect();
    for granted in [&all[..], &some, &[]] {
        s.org.grant(&jane, granted)?;
        let seen = s.see(&jane)?;
        for (name, roles) in [("roles", true), ("entitlements", false)] {
            let found = seen.answer.member(name).filter(|value| is_assigned(value));
            let found = found.and_then(Value::as_array).cloned().unwrap_or_default();
            let mut found: Vec<String> = found.iter().map(|one| text(one, "value")).collect();
            let of = granted.iter().filter(|one| one.is_role == roles);
            let mut expected: Vec<String> = of.map(|one| one.id.clone()).collect();
            found.sort();
            expected.sort();
            if found != expected {
                let expected = format!("`{name}` to be {expected:?}");
                return Err(seen.answer.failed(expected, format!("{found:?}")));
            }
        }
    }
    s.see(&jane)?.expect_active(true)?;
    expect(!s.org.tasks().iter().any(|task| task.status().is_some()), "no job to fail", || {
        "one did".to_owned()
    })
}
