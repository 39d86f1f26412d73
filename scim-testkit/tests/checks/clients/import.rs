//! Lists, as Okta imports them.

use super::wire::{is_user, keep};
use crate::fault::{Fault, does, gives, takes};
use crate::server::Asked;

fn is_list(asked: &Asked) -> bool {
    asked.is("GET") && asked.is_all() && asked.parameter("filter").is_none()
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        takes("okta.short-page", "O21", "a page has 50 at most", |asked| {
            if is_list(asked) {
                asked
                    .reset("count", |count| count.parse::<u32>().unwrap_or(50).min(50).to_string());
            }
        }),
        does("okta.order", "A3", "the order of a list is another each time", |server, asked| {
            let mut answer = server.ask(&asked);
            if is_list(&asked)
                && is_user(&asked)
                && asked.parameter("startIndex").as_deref() == Some("1")
            {
                let again = server.recall("again").is_some_and(|again| again == true);
                server.remember("again", !again);
                if let Some(list) = answer.listed().filter(|_| again) {
                    list.reverse();
                }
            }
            answer
        }),
        takes(
            "okta.page-number",
            "A3",
            "`startIndex` is taken for the number of a page",
            |asked| {
                if is_list(asked) {
                    asked.reset("startIndex", |start| match start.parse::<u32>() {
                        Ok(start) if start > 1 => ((start - 1) * 100 + 1).to_string(),
                        _ => start.to_owned(),
                    });
                }
            },
        ),
        takes("okta.overlap", "A3", "a later page begins one before", |asked| {
            if is_list(asked) {
                asked.reset("startIndex", |start| match start.parse::<u32>() {
                    Ok(start) if start > 1 => (start - 1).to_string(),
                    _ => start.to_owned(),
                });
            }
        }),
        takes("okta.everybody", "A3", "a page has everybody, whatever is asked", |asked| {
            if is_list(asked) {
                asked.without("startIndex");
                asked.without("count");
            }
        }),
        gives("okta.total-page", "A3", "`totalResults` is what the page has", |asked, answer| {
            if is_list(asked) {
                let length = answer.listed().map_or(0, |list| list.len());
                answer.json["totalResults"] = length.into();
            }
        }),
        gives("okta.thin-list", "A8", "a list has no emails", |asked, answer| {
            if is_list(asked) && asked.parameter("count").as_deref() == Some("100") {
                for user in answer.listed().into_iter().flatten() {
                    user.as_object_mut().unwrap().remove("emails");
                }
            }
        }),
        gives(
            "okta.inactive-unlisted",
            "A8",
            "a list leaves inactive users out",
            |asked, answer| {
                if is_list(asked) {
                    keep_active(answer);
                }
            },
        ),
        gives("okta.groups-unfilled", "A3", "a list of groups has no members", |asked, answer| {
            if is_list(asked) && !is_user(asked) {
                for group in answer.listed().into_iter().flatten() {
                    group.as_object_mut().unwrap().remove("members");
                }
            }
        }),
        gives(
            "okta.first-email",
            "CRUD 5",
            "the first address is not the one that was sent",
            |asked, answer| {
                if asked.is("GET") && is_user(asked) {
                    answer.each(|user| {
                        if let Some(emails) =
                            user.get_mut("emails").and_then(|emails| emails.as_array_mut())
                        {
                            emails.insert(
                                0,
                                serde_json::json!({"value": "alias@example.com", "type": "other"}),
                            );
                        }
                    });
                }
            },
        ),
    ]
}

fn keep_active(answer: &mut crate::server::Answer) {
    let inactive = answer
        .listed()
        .map_or(0, |list| list.iter().filter(|user| user["active"] == false).count());
    if inactive > 0 {
        keep(answer, |user| user["active"] != false);
    }
}
