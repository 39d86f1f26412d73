//! Searches, pages, errors and headers, as Okta has them.

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use serde_json::{Value, json};

pub(super) fn is_user(asked: &Asked) -> bool {
    asked.path.starts_with("/Users")
}

/// `400`, for a reason.
pub(super) fn refused(scim_type: &str) -> Answer {
    Answer::error(400, scim_type)
}

/// Leaves of a list what a filter says.
pub(super) fn keep(answer: &mut Answer, is: impl Fn(&Value) -> bool) {
    let Some(list) = answer.listed() else { return };
    list.retain(is);
    let left = list.len();
    for name in ["totalResults", "itemsPerPage"] {
        answer.json[name] = left.into();
    }
}

/// The text that a search is for.
pub(super) fn wanted(asked: &Asked) -> Option<String> {
    let filter = asked.parameter("filter")?;
    filter.split('"').nth(1).map(str::to_owned)
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does("okta.empty-404", "O11", "a search that finds nothing is 404", |server, asked| {
            let answer = server.ask(&asked);
            let none = asked.parameter("filter").is_some() && answer.json["totalResults"] == 0;
            if none { Answer::error(404, "") } else { answer }
        }),
        does("okta.case-filter", "O9", "`userName` is compared with its case", |server, asked| {
            let mut answer = server.ask(&asked);
            if let Some(wanted) = wanted(&asked).filter(|_| is_user(&asked)) {
                keep(&mut answer, |user| user["userName"] == *wanted);
            }
            answer
        }),
        takes("okta.prefix-filter", "O10", "`eq` finds what begins so", |asked| {
            asked.reset("filter", |filter| filter.replace("userName eq", "userName sw"));
        }),
        gives("okta.401-body", "O25", "401 has no body", |_, answer| {
            if answer.status == 401 {
                answer.json = Value::Null;
            }
        }),
        does("okta.non-token", "O25", "a credential without a scheme is 400", |server, asked| {
            let plain =
                asked.headers.get("authorization").is_some_and(|value| value == "non-token");
            if plain { refused("") } else { server.ask(&asked) }
        }),
        does("okta.bearer-only", "O25", "a token without `Bearer` is 401", |server, mut asked| {
            let plain = |value: &http::HeaderValue| !value.as_bytes().contains(&b' ');
            if asked.headers.get("authorization").is_some_and(plain) {
                asked.headers.remove("authorization");
            }
            server.ask(&asked)
        }),
        does("okta.id-form", "SPEC 4", "an id of another form is 400", |server, asked| {
            let digits = asked
                .segments()
                .last()
                .is_some_and(|id| id.len() > 10 && id.bytes().all(|byte| byte.is_ascii_digit()));
            if is_user(&asked) && digits { refused("invalidValue") } else { server.ask(&asked) }
        }),
        gives("okta.no-detail", "SPEC 4", "an error says nothing", |_, answer| {
            answer.failure(|error| {
                error.remove("detail");
            });
        }),
        gives("okta.status-number", "O34", "the status in an error is a number", |_, answer| {
            let status = answer.status;
            answer.failure(|error| {
                error.insert("status".to_owned(), status.into());
            });
        }),
        does(
            "okta.again-200",
            "SPEC 8",
            "a user who is there is answered instead of 409",
            |server, asked| {
                let mut answer = server.ask(&asked);
                if asked.is_create() && answer.status == 409 {
                    answer.status = 200;
                }
                answer
            },
        ),
        does("okta.if-match", "O23", "a PUT needs `If-Match`", |server, asked| {
            let lacks = asked.is("PUT") && asked.headers.get("if-match").is_none();
            if lacks { Answer::error(428, "") } else { server.ask(&asked) }
        }),
        does("okta.plain-json", "O24", "`application/json` is refused", |server, asked| {
            let plain =
                asked.headers.get("content-type").is_some_and(|value| value == "application/json");
            if plain { Answer::error(415, "") } else { server.ask(&asked) }
        }),
        does("okta.charset", "O24", "a media type with a charset is refused", |server, asked| {
            let has = asked.is("POST")
                && asked
                    .headers
                    .get("content-type")
                    .is_some_and(|value| value.to_str().unwrap().contains("charset"));
            if has { Answer::error(415, "") } else { server.ask(&asked) }
        }),
        does("okta.retry-date", "O30", "`Retry-After` is a date", |server, asked| {
            if asked.is_create() && server.recall("asked").is_none() {
                server.remember("asked", true);
                let mut answer = Answer::error(429, "");
                answer.set("retry-after", "Thu, 26 Nov 2026 02:00:00 GMT");
                return answer;
            }
            server.ask(&asked)
        }),
        gives("okta.bulk-id", "O32", "ids have `bulkId` in them", |asked, answer| {
            if asked.is("GET") {
                answer.each(|resource| {
                    let id = format!("bulkId:{}", resource["id"].as_str().unwrap());
                    resource.insert("id".to_owned(), id.into());
                });
            }
        }),
        gives(
            "okta.items-asked",
            "O35",
            "`itemsPerPage` is what was asked for",
            |asked, answer| {
                let count = asked.parameter("count").and_then(|count| count.parse::<u64>().ok());
                if answer.json.get("itemsPerPage").is_some() {
                    answer.json["itemsPerPage"] = count.unwrap_or(100).into();
                }
            },
        ),
        gives("okta.total-text", "O21", "`totalResults` is a text", |_, answer| {
            if let Some(total) = answer.json.get("totalResults").cloned() {
                answer.json["totalResults"] = total.to_string().into();
            }
        }),
        does("okta.start-zero", "O21", "`startIndex` 0 is refused", |server, asked| {
            let zero = asked.parameter("startIndex").as_deref() == Some("0");
            if zero { refused("invalidValue") } else { server.ask(&asked) }
        }),
        gives("okta.array-list", "O22", "a list is an array", |asked, answer| {
            if asked.is_all()
                && asked.is("GET")
                && asked.parameter("filter").is_none()
                && !is_user(asked)
            {
                answer.json = json!([]);
            }
        }),
    ]
}
