//! Of a server that has all that there is: what the application leads, dates of hire, grants, events.

use super::Row;
use crate::okta::staff::{Feed, honest};
use crate::okta::wrong::{Answered, Asked, is_user};
use http::Method;
use scim_schema::value::DateTime;
use scim_testkit::okta::Mode;
use serde_json::{Value, json};

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const EMPLOYMENT: &str = "urn:example:scim:schemas:extension:employment:2.0:User";

/// The dates of hire in an answer.
fn dates(answered: &mut Answered, change: impl Fn(&str) -> String) {
    if !answered.served {
        return;
    }
    let date = |user: &mut Value| {
        let date = user.get_mut(EMPLOYMENT).and_then(|employment| employment.get_mut("hireDate"));
        if let Some(Value::String(date)) = date {
            *date = change(date);
        }
    };
    answered.resources().for_each(date);
    date(&mut answered.json);
}

/// Whether a user begins later than in so many days.
fn begins_after(user: &Value, days: i64) -> bool {
    let date = user[EMPLOYMENT]["hireDate"].as_str().map(|date| DateTime::parse(date).unwrap());
    let latest = DateTime::now().unix_seconds() + days * 86_400;
    date.is_some_and(|date| date.unix_seconds() > latest)
}

fn keep(answered: &mut Answered, is: impl Fn(&Value) -> bool) {
    let list = answered.json["Resources"].as_array_mut().unwrap();
    list.retain(is);
    answered.json["totalResults"] = json!(list.len());
}

fn is_put_of_okta(asked: &Asked) -> bool {
    asked.method == Method::PUT && asked.is_okta() && is_user(asked)
}

pub(super) const FAULTS: &[Row] = &[
    (
        "an echo overwrites what the application leads",
        "attribute-level-mastering",
        Mode::Put,
        ":costCenter` to be `",
        |asked, _| {
            if is_put_of_okta(asked) {
                asked.token = "app".to_owned();
            }
        },
    ),
    (
        "what the application leads is refused in a PUT",
        "attribute-level-mastering",
        Mode::Patch,
        "the cost center is not yours",
        |asked, answered| {
            if is_put_of_okta(asked) && asked.body[ENTERPRISE].get("costCenter").is_some() {
                answered.instead(400, json!({"detail": "the cost center is not yours"}));
            }
        },
    ),
    (
        "lists do not show what the application leads",
        "attribute-level-mastering",
        Mode::Put,
        "the import to have the application's value",
        |asked, answered| {
            if asked.is_import() {
                for user in answered.resources() {
                    user.as_object_mut().unwrap().remove(ENTERPRISE);
                }
            }
        },
    ),
    (
        "the offset of a date of hire is dropped",
        "pre-hire",
        Mode::Put,
        "to be the instant",
        |_, answered| dates(answered, |date| format!("{}Z", date.get(..19).unwrap())),
    ),
    (
        "a date of hire is its day in UTC",
        "pre-hire",
        Mode::Patch,
        "to be the instant",
        |_, answered| {
            dates(answered, |date| {
                let seconds = DateTime::parse(date).unwrap().unix_seconds();
                DateTime::from_unix(seconds - seconds.rem_euclid(86_400), 0).unwrap().to_string()
            });
        },
    ),
    (
        "who begins is shown a day later than is agreed",
        "pre-hire",
        Mode::Put,
        "to be Some(Staged), found None",
        |asked, answered| {
            if asked.is_import() && answered.served {
                keep(answered, |user| !begins_after(user, 2));
            }
        },
    ),
    (
        "a filter by the date of hire takes UTC for its own time",
        "pre-hire",
        Mode::Patch,
        "to compare instants",
        |asked, _| {
            if asked.query.contains("hireDate%20le") {
                asked.requery("Z%22", "%2B05%3A00%22");
            }
        },
    ),
    (
        "who is called off is shown as before until the day",
        "pre-hire",
        Mode::Patch,
        "to be Some(Deactivated), found Some(Staged)",
        |asked, answered| {
            if asked.is_import() {
                let planned = answered.resources().filter(|user| begins_after(user, 0));
                planned.for_each(|user| user["active"] = json!(true));
            }
        },
    ),
    (
        "a start that was told is not moved",
        "pre-hire",
        Mode::Put,
        "to be the instant",
        |asked, answered| {
            if asked.method == Method::PUT && !answered.served && is_user(asked) {
                asked.method = Method::GET;
                asked.body = Value::Null;
            }
        },
    ),
    (
        "a list is behind",
        "real-time",
        Mode::Put,
        "the list to show `active` false",
        |asked, answered| {
            if asked.query.contains("filter=userName") {
                answered.resources().for_each(|user| user["active"] = json!(true));
            }
        },
    ),
    (
        "grants are added to those that are there",
        "entitlements",
        Mode::Put,
        "`roles` to be []",
        |asked, answered| {
            if asked.method != Method::PUT || asked.body.get("roles").is_none() || answered.served {
                return;
            }
            let given = ["roles", "entitlements"].map(|name| (name, asked.body[name].clone()));
            let given = given.into_iter().filter(|(_, value)| *value != json!([]));
            let mut operations: Vec<Value> = given
                .map(|(name, value)| json!({"op": "add", "path": name, "value": value}))
                .collect();
            operations.push(json!({"op": "replace", "path": "displayName", "value": "Jane"}));
            asked.method = Method::PATCH;
            asked.body = json!({
                "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
                "Operations": operations,
            });
        },
    ),
    (
        "`itemsPerPage` is what was asked for",
        "entitlements",
        Mode::Patch,
        "`itemsPerPage`",
        |asked, answered| {
            let count = asked.query.split('&').find_map(|pair| pair.strip_prefix("count="));
            if answered.json.get("itemsPerPage").is_some() {
                let count: u64 = count.and_then(|count| count.parse().ok()).unwrap_or(100);
                answered.json["itemsPerPage"] = json!(count);
            }
        },
    ),
    (
        "an endpoint of grants is at another server",
        "entitlements",
        Mode::Put,
        "below the base URL",
        |asked, answered| {
            if asked.path == "/ResourceTypes" {
                for one in answered.resources().filter(|one| one["name"] == "Granted") {
                    one["endpoint"] = json!("https://roles.example.com/Roles");
                }
            }
        },
    ),
];

/// What is wrong with the events, the mode, and part of what `real-time` says.
pub(super) const EVENTS: &[(&str, Mode, &str, Feed)] = &[
    ("no event comes", Mode::Put, "an event that names the user", |_| Vec::new()),
    ("Okta is told what it wrote", Mode::Put, "no event of what Okta itself wrote", |events| {
        events.into_iter().map(|(_, event)| event).collect()
    }),
    ("an end is told twice, as two events", Mode::Patch, "one event of the end", |events| {
        let mut events = honest(events);
        if let Some(last) = events.last().cloned() {
            events.push(last);
            events.last_mut().unwrap()["jti"] = json!("again");
        }
        events
    }),
    (
        "an event has the version from before",
        Mode::Put,
        "the event to have the version",
        |events| {
            let mut events = honest(events);
            for event in &mut events {
                for payload in event["events"].as_object_mut().unwrap().values_mut() {
                    if payload.get("version").is_some() {
                        payload["version"] = json!("W/\"1\"");
                    }
                }
            }
            events
        },
    ),
    ("the newest event comes first", Mode::Patch, "in the order of the changes", |events| {
        honest(events).into_iter().rev().collect()
    }),
];
