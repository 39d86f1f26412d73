//! What Okta's own tests look at.

use super::wire::{is_user, refused};
use crate::fault::{Fault, does, gives};
use crate::server::{Answer, Asked};
use serde_json::Value;
use std::thread;
use std::time::Duration;

/// A list that is not of what a server says of itself.
fn list(asked: &Asked, answer: &mut Answer, change: impl Fn(&mut serde_json::Map<String, Value>)) {
    if asked.is_query() {
        if let Some(list) = answer.json.as_object_mut().filter(|_| answer.status == 200) {
            change(list);
        }
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        gives("okta.page-text", "SPEC 1", "the numbers of a page are texts", |asked, answer| {
            list(asked, answer, |list| {
                for name in ["itemsPerPage", "startIndex"] {
                    if let Some(number) = list.get(name).cloned() {
                        list.insert(name.to_owned(), number.to_string().into());
                    }
                }
            });
        }),
        gives(
            "okta.list-schemas",
            "SPEC 1",
            "a list does not say that it is one",
            |asked, answer| {
                list(asked, answer, |list| {
                    list.remove("schemas");
                });
            },
        ),
        does("okta.page-of-one", "SPEC 1", "a page of one is refused", |server, asked| {
            let one = asked.parameter("count").as_deref() == Some("1");
            if one && is_user(&asked) { refused("invalidValue") } else { server.ask(&asked) }
        }),
        gives(
            "okta.error-schemas",
            "SPEC 4",
            "an error does not say that it is one",
            |_, answer| {
                answer.failure(|error| {
                    error.remove("schemas");
                });
            },
        ),
        does(
            "okta.late-read",
            "SPEC 7",
            "what was written is not there at first",
            |server, asked| {
                if asked.is("GET") && server.recall(&asked.path) == Some(true.into()) {
                    server.remember(&asked.path, false);
                    return Answer::error(404, "");
                }
                let answer = server.ask(&asked);
                let id = answer.json["id"].as_str().unwrap_or_default();
                if is_user(&asked) && asked.is_create() && !id.is_empty() {
                    server.remember(&format!("/Users/{id}"), true);
                }
                answer
            },
        ),
        does(
            "okta.late-update",
            "CRUD 8",
            "who was updated is not there at first",
            |server, asked| {
                if asked.is("GET") && server.recall(&asked.path) == Some(true.into()) {
                    server.remember(&asked.path, false);
                    return Answer::error(404, "");
                }
                let answer = server.ask(&asked);
                if is_user(&asked) && asked.is("PUT") && answer.is_ok() {
                    server.remember(&asked.path, true);
                }
                answer
            },
        ),
        gives(
            "okta.names-swapped",
            "SPEC 7",
            "GET has the names the other way round",
            |asked, answer| {
                if asked.is("GET") && asked.is_one() {
                    answer.one(|user| {
                        if let Some(name) = user.get_mut("name").and_then(Value::as_object_mut) {
                            let given = name.remove("givenName").unwrap_or_default();
                            let family = name.insert("familyName".to_owned(), given);
                            name.insert("givenName".to_owned(), family.unwrap_or_default());
                        }
                    });
                }
            },
        ),
        does("okta.count-needed", "SPEC 9", "a search needs a `count`", |server, asked| {
            let lacks = asked.parameter("filter").is_some() && asked.parameter("count").is_none();
            if lacks { refused("invalidValue") } else { server.ask(&asked) }
        }),
        does(
            "okta.all-groups",
            "SPEC 10",
            "groups are not listed without a page",
            |server, asked| {
                let lacks = asked.is("GET") && asked.path == "/Groups" && asked.query.is_empty();
                if lacks { refused("tooMany") } else { server.ask(&asked) }
            },
        ),
        does("okta.slow-groups", "SPEC 10", "groups take more than 600 ms", |server, asked| {
            if asked.is("GET") && asked.path == "/Groups" && asked.query.is_empty() {
                thread::sleep(Duration::from_millis(650));
            }
            server.ask(&asked)
        }),
        does("okta.grants-denied", "ENT", "what can be granted is not shown", |server, asked| {
            let grants = asked.path == "/Roles" || asked.path == "/Entitlements";
            if grants { Answer::error(403, "") } else { server.ask(&asked) }
        }),
    ]
}
