//! What Okta makes of every answer, whatever it asked for.

use crate::live::{Answer, Ask, member};
use http::Method;
use serde_json::Value;

/// Something that Okta, or a person behind it, would stumble over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::okta) struct Finding {
    /// Whether it is a failure; else Okta may well do with it.
    pub(in crate::okta) fails: bool,
    pub(in crate::okta) text: String,
    /// The exchange that shows it.
    pub(in crate::okta) exchange: usize,
}

const ERROR: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

pub(super) fn at(ask: &Ask, answer: &Answer) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut found = |fails: bool, text: &str| {
        findings.push(Finding { fails, text: text.to_owned(), exchange: answer.index() });
    };
    let json = answer.json();
    let resources = member(json, "Resources").and_then(Value::as_array);
    let has_secret = |resource: &Value| {
        member(resource, "password").is_some_and(|value| !value.is_null() && *value != "")
    };
    if has_secret(json) || resources.is_some_and(|all| all.iter().any(has_secret)) {
        found(true, "an answer has the `password`, which is never returned");
    }
    if answer.is_success() && !answer.body().is_empty() {
        let media_type = answer.header("content-type").unwrap_or_default().to_ascii_lowercase();
        if !media_type.starts_with("application/scim+json") {
            found(
                false,
                "answers are not of `application/scim+json`, as RFC 7644 section 3.1 has it",
            );
        }
    }
    if answer.is_success() && is_list(ask) && json.is_object() {
        for name in ["totalResults", "itemsPerPage", "startIndex"] {
            if member(json, name).is_some_and(|number| !number.is_u64()) {
                found(true, &format!("`{name}` of a list is no whole number"));
            }
        }
        for name in ["Resources", "totalResults"] {
            if member(json, name).is_some() && json.get(name).is_none() {
                found(false, &format!("`{name}` of a list is written in another case"));
            }
        }
    }
    if answer.status() / 100 >= 4 {
        let is_error = member(json, "schemas").and_then(Value::as_array).is_some_and(|urns| {
            urns.iter().any(|urn| urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(ERROR)))
        });
        if !is_error {
            found(false, "an error is no SCIM error, so nobody sees its reason in Okta");
        } else if answer.text("detail").is_empty() {
            found(false, "an error has no `detail`, so nobody sees its reason in Okta");
        }
    }
    findings
}

/// Whether a request asks for a list, not for a resource.
fn is_list(ask: &Ask) -> bool {
    ask.method == Method::GET && ask.uri().contains("startIndex=")
}
