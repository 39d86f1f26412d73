//! Who may ask.

use crate::fault::{Fault, does, gives};
use crate::server::{Answer, Asked, Server, TOKEN};
use serde_json::Value;

fn anonymous(asked: &Asked) -> bool {
    asked.headers.get("authorization").is_none()
}

/// As if the token were right.
fn let_in(server: &Server, mut asked: Asked, is: impl Fn(&Asked) -> bool) -> Answer {
    if is(&asked) {
        asked.headers.insert("authorization", format!("Bearer {TOKEN}").parse().unwrap());
    }
    server.ask(&asked)
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        does("access.anonymous", "7644-3.12-12", "no token is needed", |server, asked| {
            let_in(server, asked, anonymous)
        }),
        does("access.any-token", "7644-3.12-12", "any token is good", |server, asked| {
            let_in(server, asked, |asked| !anonymous(asked))
        }),
        does("access.groups", "7644-3.12-12", "groups need no token", |server, asked| {
            let_in(server, asked, |asked| asked.path.starts_with("/Groups"))
        }),
        does("access.devices", "7644-3.12-12", "devices need no token", |server, asked| {
            let_in(server, asked, |asked| asked.path.starts_with("/Devices") && asked.is("GET"))
        }),
        does("access.search", "7644-3.12-12", "`.search` needs no token", |server, asked| {
            let_in(server, asked, Asked::is_search)
        }),
        does("access.bulk", "7644-3.12-12", "`/Bulk` needs no token", |server, asked| {
            let_in(server, asked, |asked| asked.path == "/Bulk")
        }),
        does("access.patch", "7644-3.12-12", "PATCH needs no token", |server, asked| {
            let_in(server, asked, |asked| asked.is("PATCH"))
        }),
        does("access.delete", "7644-3.12-12", "DELETE needs no token", |server, asked| {
            let_in(server, asked, |asked| asked.is("DELETE"))
        }),
        does("access.put", "7644-3.12-12", "PUT needs no token", |server, asked| {
            let_in(server, asked, |asked| asked.is("PUT"))
        }),
        does("access.one", "7644-3.12-12", "GET of a resource needs no token", |server, asked| {
            let_in(server, asked, |asked| asked.is("GET") && asked.is_one())
        }),
        does(
            "access.prefix",
            "7644-3.12-12",
            "a token that begins like the right one is good",
            |server, asked| {
                let_in(server, asked, |asked| {
                    asked
                        .headers
                        .get("authorization")
                        .and_then(|value| value.to_str().ok())
                        .is_some_and(|value| value.starts_with(&format!("Bearer {TOKEN}")))
                })
            },
        ),
        does(
            "access.scheme",
            "7644-3.12-12",
            "what is no token is good where it has no scheme",
            |server, asked| {
                let_in(server, asked, |asked| {
                    asked
                        .headers
                        .get("authorization")
                        .and_then(|value| value.to_str().ok())
                        .is_some_and(|value| !value.contains(' '))
                })
            },
        ),
        gives("access.400", "7644-3.12-12", "a wrong token is 400", |asked, answer| {
            if answer.status == 401 && !anonymous(asked) {
                *answer = Answer::error(400, "");
            }
        }),
        gives("access.challenge", "7644-2-07", "401 has no `WWW-Authenticate`", |_, answer| {
            answer.headers.remove("www-authenticate");
        }),
        gives("access.403", "7644-3.12-12", "who is not known is 403", |_, answer| {
            if answer.status == 401 {
                *answer = Answer::error(403, "");
            }
        }),
        gives(
            "access.redirect",
            "7644-3.12-12",
            "who is not known is sent to a login page",
            |_, answer| {
                if answer.status == 401 {
                    *answer = Answer { raw: Some(String::new()), ..Answer::new(302, Value::Null) };
                    answer.set("location", "https://scim.example.com/login");
                }
            },
        ),
        gives("access.no-body", "7644-3.12-02", "401 has no body", |_, answer| {
            if answer.status == 401 {
                answer.raw = Some(String::new());
            }
        }),
    ]
}
