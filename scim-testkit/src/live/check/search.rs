//! `.search`, and queries of all types (RFC 7644 sections 3.4.2.1 and 3.4.3).

use super::page::five;
use super::subject::{anchor, at, ids, if_made, made, quoted, search, search_at, sent, tried};
use super::{Check, Need, Verdict};
use crate::live::{Answer, Ask, Kind, Made, Session, Stop};
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "search.filter",
        "`.search` finds what GET finds",
        &["7644-3.4.3-12", "7644-3.4.3-01", "7644-3.4.3-07", "7644-3.4.3-04", "7644-3.2-11"],
        |s| {
            let filter = five(s)?;
            let listed = s.list(&[("filter", &filter)])?;
            let answer = searched(s, json!({"filter": filter}))?;
            if answer.status() != 200 {
                return Err(answer.failed("status 200", answer.status().to_string()));
            }
            same_list(&answer, &listed)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "search.pages",
        "`.search` has the pages of GET",
        &["7644-3.4.3-12", "7644-3.4.3-03", "7644-3.4.3-10", "7644-3.4.3-11"],
        |s| {
            let filter = five(s)?;
            for (start, count) in [(1, 2), (3, 2), (5, 2)] {
                let listed = s.list(&[
                    ("filter", &filter),
                    ("startIndex", &start.to_string()),
                    ("count", &count.to_string()),
                ])?;
                let answer =
                    searched(s, json!({"filter": filter, "startIndex": start, "count": count}))?;
                same_list(&answer, &listed)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter, Need::Index])
    .each_type(),
    Check::new(
        "search.sort",
        "`.search` sorts as GET does",
        &["7644-3.4.3-12", "7644-3.4.3-08", "7644-3.4.3-09"],
        |s| {
            let filter = five(s)?;
            let path = anchor(s)?.path().to_owned();
            for order in ["ascending", "descending"] {
                let listed =
                    s.list(&[("filter", &filter), ("sortBy", &path), ("sortOrder", order)])?;
                let answer =
                    searched(s, json!({"filter": filter, "sortBy": path, "sortOrder": order}))?;
                same_list(&answer, &listed)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter, Need::Sort])
    .each_type(),
    Check::new(
        "search.excluded",
        "`.search` leaves out what `excludedAttributes` names",
        &["7644-3.4.3-12", "7644-3.4.3-06"],
        |s| {
            let (anchor, text) = (anchor(s)?, s.any_string()?);
            let made = s.create_full()?;
            let filter = format!("{} eq {}", anchor.path(), quoted(sent(&made, &anchor)));
            let answer =
                searched(s, json!({"filter": filter, "excludedAttributes": [text.path()]}))?;
            let list = answer.expect_list()?;
            let Some(one) = list.first() else {
                return Err(answer.failed("the resource", "a list without it"));
            };
            if text.of(one).is_some() {
                Err(answer.failed(format!("no `{}`", text.path()), "it"))
            } else {
                Ok(())
            }
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "search.creates-nothing",
        "POST to `.search` creates nothing",
        &["7644-3.4.3-02"],
        |s| {
            let Some(before) = s.list(&[("count", "0")])?.total() else {
                return Err(Stop::skipped("a list has no `totalResults`"));
            };
            let answer = searched(s, json!({"count": 1}))?;
            answer.expect_status(200)?;
            let answer = s.list(&[("count", "0")])?;
            if answer.total() > Some(before) {
                Err(answer
                    .failed(format!("`totalResults` {before}"), format!("{:?}", answer.total())))
            } else {
                Ok(())
            }
        },
    )
    .needs(&[Need::Index])
    .alone()
    .each_type(),
    Check::new(
        "search.invalid",
        "`.search` with a filter that cannot be is answered 400 invalidFilter",
        &["7644-3.12-20", "7644-3.4.3-07"],
        |s| {
            let text = s.any_string()?;
            searched(s, json!({"filter": format!("{} xx \"a\"", text.path())}))?
                .expect_error(400, "invalidFilter")?;
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "search.syntax",
        "a search that is no JSON object is answered 400",
        &["7644-3.12-24", "7644-3.12-11"],
        |s| {
            searched(s, json!({"count": 1}))?;
            let path = format!("{}/.search", s.kind().endpoint());
            for text in ["[]", "{", "7"] {
                s.send(&Ask::post(&path).text("application/scim+json", text))?
                    .expect_status(400)?;
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "search.root",
        "a query of all types finds resources of each",
        &["7644-3.4.2.1-02", "7644-3.4.2.1-05", "7644-3.4.2.1-01", "7644-3.4.2-01"],
        |s| {
            let all = one_of_each(s)?;
            for made in &all {
                let filter = format!("id eq {}", quoted(&made.id));
                let answer = root(s, &filter)?;
                let found = ids(&answer.expect_list()?);
                if found != [made.id.clone()] {
                    return Err(answer
                        .failed(format!("the {} alone", made.kind.name()), format!("{found:?}")));
                }
            }
            let any: Vec<String> =
                all.iter().map(|one| format!("id eq {}", quoted(&one.id))).collect();
            let answer = root(s, &any.join(" or "))?;
            let found = ids(&answer.expect_list()?);
            if all.iter().all(|one| found.contains(&one.id)) {
                Ok(())
            } else {
                Err(answer.failed("a resource of each type", format!("{} resources", found.len())))
            }
        },
    )
    .needs(&[Need::Filter, Need::TwoTypes]),
    Check::new(
        "search.root-search",
        "`.search` at the root finds resources of each type",
        &["7644-3.4.2.1-02", "7644-3.2-11", "7644-3.4.3-02"],
        |s| {
            let all = one_of_each(s)?;
            let any: Vec<String> =
                all.iter().map(|one| format!("id eq {}", quoted(&one.id))).collect();
            let answer = search_at(s, "/.search", json!({"filter": any.join(" or ")}))?;
            if [403, 404, 405, 501].contains(&answer.status()) {
                return Err(Stop::skipped(format!("`/.search` is answered {}", answer.status())));
            }
            let found = ids(&answer.expect_list()?);
            if all.iter().all(|one| found.contains(&one.id)) {
                Ok(())
            } else {
                Err(answer.failed("a resource of each type", format!("{} resources", found.len())))
            }
        },
    )
    .needs(&[Need::Filter, Need::TwoTypes]),
    Check::new(
        "search.root-undefined",
        "in a query of all types, what a type does not define has no value",
        &["7644-3.4.2.1-06", "7644-3.4.2.1-07"],
        |s| {
            let all = one_of_each(s)?;
            let user = s.user()?;
            let (Some(one), Some(other)) = (
                all.iter().find(|one| one.kind.name() == user.name()),
                all.iter().find(|one| one.kind.name() != user.name()),
            ) else {
                return Err(Stop::skipped("there is one type only"));
            };
            if other.kind.attribute("userName").is_some() {
                return Err(Stop::skipped("another type has `userName` as well"));
            }
            let pair = format!("(id eq {} or id eq {})", quoted(&one.id), quoted(&other.id));
            for (filter, expected) in [
                (format!("{pair} and userName pr"), &one.id),
                (format!("{pair} and not (userName pr)"), &other.id),
            ] {
                let answer = root(s, &filter)?;
                let found = ids(&answer.expect_list()?);
                if found != [expected.clone()] {
                    return Err(answer
                        .failed("one of the two resources", format!("{} resources", found.len())));
                }
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter, Need::TwoTypes, Need::User]),
    Check::new(
        "search.root-unsupported",
        "what a query of all types is answered",
        &["7644-3.4.2.1-01"],
        |s| {
            let answer = s.send(&Ask::get("/").query("count", "1"))?;
            if answer.status() >= 500 && answer.status() != 501 {
                return Err(answer.failed("200, 403, 404 or 501", answer.status().to_string()));
            }
            Err(Stop::informed(format!("a query of all types is answered {}", answer.status())))
        },
    )
    .reads(),
];

/// POST to `.search`; skips where there is none.
fn searched(s: &mut Session<'_>, members: Value) -> Result<Answer, Stop> {
    let answer = search(s, members)?;
    // RFC 7644 section 3.4.3 lets any endpoint be searched so
    match answer.status() {
        501 => Err(Stop::skipped("`.search` is answered 501")),
        404 | 405 => Err(answer.failed("`.search` to be there", answer.status().to_string())),
        _ => Ok(answer),
    }
}

fn same_list(answer: &Answer, listed: &Answer) -> Verdict {
    let (found, expected) = (ids(&answer.expect_list()?), ids(&listed.expect_list()?));
    if found != expected {
        return Err(answer.failed(
            format!("the {} resources of GET, in their order", expected.len()),
            format!("{} resources", found.len()),
        ));
    }
    match (answer.total(), listed.total()) {
        (Some(total), Some(expected)) if total != expected => {
            Err(answer.failed(format!("`totalResults` {expected} as of GET"), total.to_string()))
        }
        // where one has none, it may
        _ => Ok(()),
    }
}

fn one_of_each(s: &mut Session<'_>) -> Result<Vec<Made>, Stop> {
    let kinds: Vec<Kind> = s.discovery().kinds.clone();
    let mut all = Vec::new();
    for kind in &kinds {
        s.set_kind(kind);
        all.extend(if_made(made(s, &[]))?);
    }
    tried(all.len() > 1, "pair of types whose resources could be made")?;
    Ok(all)
}

/// GET of the base URL; skips where that is not offered.
fn root(s: &mut Session<'_>, filter: &str) -> Result<Answer, Stop> {
    let answer = s.send(&Ask::get("/").query("filter", filter))?;
    match answer.status() {
        403..=405 | 501 => {
            Err(Stop::skipped(format!("a query of all types is answered {}", answer.status())))
        }
        _ if at(answer.json(), "/schemas/0").is_empty() => {
            Err(Stop::skipped("a query of all types is answered with something else"))
        }
        _ => Ok(answer),
    }
}
