//! Sorting.

use crate::fault::{Fault, does, gives, takes};
use crate::server::{Answer, Asked};
use serde_json::{Value, json};

/// Sorted by this key, in a way of its own; the whole list is on one page.
fn sorted(asked: &Asked, answer: &mut Answer, names: &[&str], key: impl Fn(&Value) -> String) {
    let by = asked.parameter("sortBy").unwrap_or_default();
    if !asked.is_query() || !names.contains(&by.as_str()) {
        return;
    }
    let descending = asked.parameter("sortOrder").as_deref() == Some("descending");
    if let Some(all) = answer.listed() {
        all.sort_by_key(|one| {
            let value = by.split('.').fold(one, |value, name| &value[name]);
            key(value)
        });
        if descending {
            all.reverse();
        }
    }
}

pub(super) fn all() -> Vec<Fault> {
    vec![
        takes("sort.ignored", "7644-3.4.2.3-03", "`sortBy` is ignored", |asked| {
            asked.without("sortBy");
            asked.without("sortOrder");
        }),
        takes("sort.order-ignored", "7644-3.4.2.3-08", "`sortOrder` is ignored", |asked| {
            asked.without("sortOrder")
        }),
        gives(
            "sort.descending",
            "7644-3.4.2.3-09",
            "sorting is descending unless said otherwise",
            |asked, answer| {
                if asked.is_query()
                    && asked.parameter("sortBy").is_some()
                    && asked.parameter("sortOrder").is_none()
                {
                    if let Some(all) = answer.listed() {
                        all.reverse();
                    }
                }
            },
        ),
        gives(
            "sort.case",
            "7644-3.4.2.3-10",
            "texts that are not case-exact are sorted with regard to case",
            |asked, answer| {
                sorted(asked, answer, &["userName", "displayName", "title", "nickName"], |value| {
                    format!(
                        "{}{}",
                        if value.is_null() { '\u{10FFFF}' } else { ' ' },
                        value.as_str().unwrap_or_default()
                    )
                });
            },
        ),
        gives(
            "sort.exact",
            "7644-3.4.2.3-10",
            "case-exact texts are sorted by their length",
            |asked, answer| {
                sorted(asked, answer, &["externalId", "serialNumber", "build"], |value| {
                    format!(
                        "{}{:09}",
                        if value.is_null() { '\u{10FFFF}' } else { ' ' },
                        value.as_str().unwrap_or_default().len()
                    )
                });
            },
        ),
        gives(
            "sort.absent-first",
            "7644-3.4.2.3-07",
            "what has no value comes first",
            |asked, answer| {
                let by = asked.parameter("sortBy").unwrap_or_default();
                if asked.is_query() && !by.is_empty() && !by.contains(['.', ':']) {
                    let descending = asked.parameter("sortOrder").as_deref() == Some("descending");
                    if let Some(all) = answer.listed() {
                        all.sort_by_key(|one| one[&by].is_null() == descending);
                    }
                }
            },
        ),
        gives(
            "sort.first-value",
            "7644-3.4.2.3-05",
            "lists are sorted by their first element",
            |asked, answer| {
                let by = asked.parameter("sortBy").unwrap_or_default();
                let (list, sub) = by.split_once('.').unwrap_or((&by, "value"));
                if asked.is_query() && ["emails", "ports"].contains(&list) {
                    let descending = asked.parameter("sortOrder").as_deref() == Some("descending");
                    if let Some(all) = answer.listed() {
                        all.sort_by_key(|one| {
                            one[list][0][sub].as_str().unwrap_or("\u{10FFFF}").to_lowercase()
                        });
                        if descending {
                            all.reverse();
                        }
                    }
                }
            },
        ),
        gives(
            "sort.number-text",
            "7644-3.4.2.3-10",
            "numbers are sorted as text",
            |asked, answer| {
                sorted(asked, answer, &["uses", "weight"], |value| {
                    if value.is_null() { "\u{10FFFF}".to_owned() } else { value.to_string() }
                });
            },
        ),
        gives(
            "sort.date-text",
            "7644-3.4.2.3-10",
            "date-times are sorted as text",
            |asked, answer| {
                sorted(asked, answer, &["boughtAt"], |value| {
                    value.as_str().unwrap_or("\u{10FFFF}").to_owned()
                });
            },
        ),
        does(
            "sort.complex",
            "7644-3.10-04",
            "sub-attributes cannot be sorted by",
            |server, asked| {
                if asked.is_query()
                    && asked
                        .parameter("sortBy")
                        .is_some_and(|by| by.contains('.') && !by.contains(':'))
                {
                    return Answer::error(400, "invalidValue");
                }
                server.ask(&asked)
            },
        ),
        gives("sort.page", "7644-3.4.2.3-03", "each page is sorted by itself", |asked, answer| {
            if asked.is_query()
                && asked.parameter("sortBy").is_some()
                && asked.parameter("count").is_some()
            {
                if let Some(all) = answer.listed() {
                    all.reverse();
                }
            }
        }),
        takes(
            "sort.after-page",
            "7644-3.4.2.3-03",
            "pages are cut before they are sorted",
            |asked| {
                if asked.is_query()
                    && asked.parameter("count").is_some()
                    && asked.parameter("cursor").is_none()
                {
                    asked.without("sortBy");
                    asked.without("sortOrder");
                }
            },
        ),
        does(
            "sort.name-case",
            "7643-2.1-01",
            "`sortBy` in another case is ignored",
            |server, mut asked| {
                if asked.is_query()
                    && asked
                        .parameter("sortBy")
                        .is_some_and(|by| by.starts_with(|first: char| first.is_ascii_uppercase()))
                {
                    asked.without("sortBy");
                    asked.without("sortOrder");
                }
                server.ask(&asked)
            },
        ),
        gives(
            "sort.drops",
            "7644-3.4.2-06",
            "sorting leaves out what has no value",
            |asked, answer| {
                let by = asked.parameter("sortBy").unwrap_or_default();
                if asked.is_query() && !by.is_empty() && !by.contains(['.', ':']) {
                    if let Some(all) = answer.listed() {
                        all.retain(|one| !one[&by].is_null());
                        let left = all.len();
                        answer.json["totalResults"] = json!(left);
                        answer.json["itemsPerPage"] = json!(left);
                    }
                }
            },
        ),
    ]
}
