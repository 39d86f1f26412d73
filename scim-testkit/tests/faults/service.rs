//! Service providers that answer wrongly.

use crate::fault::{Fault, Wrong, fault};
use crate::models::Badge;
use http::{HeaderValue, Response, StatusCode};
use scim_schema::resource::ScimResource;
use scim_testkit::law::{Law, held, parallel, sequence};
use serde_json::{Map, Value};
use std::sync::atomic::{AtomicU32, Ordering};

type Answer = Response<String>;

fn status(mut answer: Answer, from: u16, to: u16) -> Answer {
    if answer.status() == from {
        *answer.status_mut() = StatusCode::from_u16(to).unwrap();
    }
    answer
}

fn body(answer: Answer, change: impl FnOnce(&mut Value)) -> Answer {
    answer.map(|text| match serde_json::from_str(&text) {
        Ok(mut json) => {
            change(&mut json);
            json.to_string()
        }
        Err(_) => text,
    })
}

fn header(mut answer: Answer, name: &'static str, value: &str) -> Answer {
    if answer.headers().contains_key(name) {
        answer.headers_mut().insert(name, HeaderValue::from_str(value).unwrap());
    }
    answer
}

fn of<R: ScimResource>(
    law: &'static Law,
    faults: Vec<(&'static str, &'static str, fn(Answer) -> Answer)>,
) -> Vec<Fault<R>> {
    let one = |(name, requirement, wrong)| fault(name, requirement, law, Wrong::Answered(wrong));
    faults.into_iter().map(one).collect()
}

/// An answer to a POST with something else in it.
fn on_created(answer: Answer, change: fn(&mut Map<String, Value>)) -> Answer {
    let created = answer.status() == 201;
    body(answer, |json| {
        if let (true, Some(members)) = (created, json.as_object_mut()) {
            change(members);
        }
    })
}

/// Of what is returned on request, which users have not.
pub(crate) fn on_request() -> Vec<Fault<Badge>> {
    of(
        &held::ANSWERS,
        vec![
            ("who gives what is returned on request is not answered it", "7643-7-33", |answer| {
                on_created(answer, |badge| drop(badge.remove("notes")))
            }),
            ("what is returned on request is in every answer to a POST", "7643-7-33", |answer| {
                on_created(answer, |badge| {
                    badge.entry("notes").or_insert("none".into());
                })
            }),
        ],
    )
}

pub(crate) fn all<R: ScimResource>() -> Vec<Fault<R>> {
    let mut faults = of(
        &held::ANSWERS,
        vec![
            ("`Location` is relative", "7644-3.3-09", |answer| {
                let location = answer.headers().get("location").and_then(|one| one.to_str().ok());
                let relative = location.map(|one| one.replace("https://example.com", ""));
                header(answer, "location", &relative.unwrap_or_default())
            }),
            ("an answer has no `meta.version`", "7644-3.14-03", |answer| {
                let written = answer.status() == 201;
                body(answer, |json| {
                    if let (true, Some(meta)) = (written, json.get_mut("meta")) {
                        meta.as_object_mut().map(|meta| meta.remove("version"));
                    }
                })
            }),
            ("an answer to a POST has what was sent in lower case", "7644-3.3-08", |answer| {
                let written = answer.status() == 201;
                body(answer, |json| match json.get_mut("title") {
                    Some(Value::String(title)) if written => *title = title.to_lowercase(),
                    _ => {}
                })
            }),
            ("an answer to a POST has no extensions", "7644-3.3-08", |answer| {
                let written = answer.status() == 201;
                body(answer, |json| {
                    if let (true, Some(object)) = (written, json.as_object_mut()) {
                        object.retain(|name, _| !name.contains(':'));
                    }
                })
            }),
        ],
    );
    faults.extend(of(
        &held::VERSION,
        vec![
            ("the version never moves", "7644-3.14-02", |answer| header(answer, "etag", "W/\"1\"")),
            ("the version moves with each read", "7644-3.14-02", |answer| {
                static READS: AtomicU32 = AtomicU32::new(0);
                let version = READS.fetch_add(1, Ordering::Relaxed);
                header(answer, "etag", &format!("W/\"{version}\""))
            }),
            ("another version is no precondition", "7644-3.14-07", |answer| {
                status(answer, 412, 200)
            }),
            ("`meta.lastModified` moves with each read", "7643-3.1-22", |answer| {
                static READS: AtomicU32 = AtomicU32::new(0);
                let second = READS.fetch_add(1, Ordering::Relaxed) % 60;
                body(answer, |json| {
                    if let Some(modified) = json.pointer_mut("/meta/lastModified") {
                        *modified = format!("2026-01-01T00:00:{second:02}Z").into();
                    }
                })
            }),
        ],
    ));
    faults.extend(of(
        &held::UNIQUE,
        vec![
            ("what is unique is held twice", "7644-3.3-11", |answer| status(answer, 409, 201)),
            ("a conflict is a bad request", "7644-3.3-11", |answer| status(answer, 409, 400)),
            ("a conflict has no `scimType`", "7644-3.12-22", |answer| {
                let conflict = answer.status() == 409;
                body(answer, |json| {
                    if conflict {
                        json.as_object_mut().map(|error| error.remove("scimType"));
                    }
                })
            }),
        ],
    ));
    faults.extend(of(
        &held::FAILURE,
        vec![
            ("`status` of an error is a number", "7644-3.12-04", |answer| {
                body(answer, |json| {
                    let status = json.get("status").and_then(Value::as_str);
                    if let Some(status) = status.and_then(|text| text.parse::<u16>().ok()) {
                        json["status"] = status.into();
                    }
                })
            }),
            ("an error has no body", "7644-3.12-02", |answer| {
                let failed = answer.status().as_u16() >= 400;
                answer.map(|text| if failed { "{}".to_owned() } else { text })
            }),
            ("a PATCH that was applied is refused", "7644-3.5.2-25", |answer| {
                status(answer, 200, 400)
            }),
        ],
    ));
    faults.extend(of(
        &held::DELETED,
        vec![
            ("what is deleted is there", "7644-3.6-02", |answer| status(answer, 404, 200)),
            ("what is deleted is gone for good", "7644-3.6-03", |answer| status(answer, 404, 410)),
            ("a deletion answers 200", "7644-3.6-06", |answer| status(answer, 204, 200)),
            ("a list counts what is deleted", "7644-3.6-04", |answer| {
                body(answer, |json| {
                    if let Some(total) = json.get("totalResults").and_then(Value::as_u64) {
                        json["totalResults"] = (total + 1).into();
                    }
                })
            }),
        ],
    ));
    faults.extend(of(
        &sequence::SEQUENCES,
        vec![
            ("an unknown resource is forbidden", "7644-3.4.1-03", |answer| {
                status(answer, 404, 403)
            }),
            ("a POST answers 200", "7644-3.3-07", |answer| status(answer, 201, 200)),
            ("an old version is a conflict", "7644-3.14-07", |answer| status(answer, 412, 409)),
            ("lists lose their last resource", "7644-3.4.2-07", |answer| {
                body(answer, |json| {
                    if let Some(Value::Array(resources)) = json.get_mut("Resources") {
                        resources.pop();
                    }
                })
            }),
        ],
    ));
    faults.extend(of(
        &parallel::PARALLEL,
        vec![
            ("the last of several writers wins", "7644-3.14-07", |answer| status(answer, 412, 204)),
            ("of several that want a name each is told that it has it", "7644-3.3-11", |answer| {
                status(answer, 409, 201)
            }),
            ("a lost race is an internal error", "7644-3.12-16", |answer| status(answer, 412, 500)),
        ],
    ));
    faults
}
