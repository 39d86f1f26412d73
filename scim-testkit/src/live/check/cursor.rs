//! Pages by cursor (RFC 9865).

use super::page::five;
use super::subject::{at, ids, search};
use super::{Check, Need, Verdict};
use crate::live::{Answer, Session, Stop};
use serde_json::{Value, json};

const NEEDS: &[Need] = &[Need::Cursor, Need::Filter];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "cursor.walk",
        "pages by cursor have each resource once, and the last has no `nextCursor`",
        &[
            "9865-2-07",
            "9865-2-08",
            "9865-2-09",
            "9865-2-01",
            "9865-2-14",
            "9865-4-02",
            "9865-2-13",
        ],
        |s| {
            let filter = five(s)?;
            walk(s, &[("filter", &filter)]).map(drop)
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new("cursor.sorted", "pages by cursor are sorted", &["9865-2.2-01"], |s| {
        let filter = five(s)?;
        let path = super::subject::anchor(s)?.path().to_owned();
        let (up, down) = (
            walk(s, &[("filter", &filter), ("sortBy", &path)])?,
            walk(s, &[("filter", &filter), ("sortBy", &path), ("sortOrder", "descending")])?,
        );
        let all = s.list(&[("filter", &filter), ("sortBy", &path)])?;
        let expected = ids(&all.expect_list()?);
        let reversed: Vec<String> = down.into_iter().rev().collect();
        if up == expected && reversed == expected {
            Ok(())
        } else {
            Err(all.failed("the same order by cursor", "another"))
        }
    })
    .needs(&[Need::Cursor, Need::Filter, Need::Sort])
    .each_type(),
    Check::new(
        "cursor.first",
        "the first page has no `previousCursor`",
        &["9865-2-11", "9865-2-10"],
        |s| {
            let filter = five(s)?;
            let answer = page(s, &filter, "", "2")?;
            match answer.member("previousCursor") {
                None | Some(Value::Null) => Ok(()),
                Some(_) => Err(answer.failed("no `previousCursor`", "one")),
            }
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new("cursor.previous", "`previousCursor` leads back", &["9865-2-10"], |s| {
        let filter = five(s)?;
        let first = page(s, &filter, "", "2")?;
        let next = first.text("nextCursor").to_owned();
        let second = page(s, &filter, &next, "2")?;
        let previous = second.text("previousCursor").to_owned();
        if previous.is_empty() {
            return Err(Stop::skipped("there is no `previousCursor`, which is optional"));
        }
        let back = page(s, &filter, &previous, "2")?;
        if ids(&back.expect_list()?) == ids(&first.expect_list()?) {
            Ok(())
        } else {
            Err(back.failed("the first page", "another"))
        }
    })
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "cursor.invalid",
        "a cursor that is none is answered 400 invalidCursor",
        &["9865-2.1-02", "9865-2.1-01", "9865-2-12"],
        |s| {
            let filter = five(s)?;
            for cursor in ["scim-testkit", "0", "AAAA"] {
                s.list(&[("filter", &filter), ("cursor", cursor), ("count", "2")])?
                    .expect_error(400, "invalidCursor")?;
            }
            Ok(())
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "cursor.forged",
        "a cursor that was changed is answered 400 invalidCursor",
        &["9865-5-05", "9865-2.1-02"],
        |s| {
            let filter = five(s)?;
            let first = page(s, &filter, "", "2")?;
            let cursor = first.text("nextCursor").to_owned();
            let Some(last) = cursor.chars().last() else {
                return Err(Stop::skipped("there is no `nextCursor`"));
            };
            let other = if last == 'A' { 'B' } else { 'A' };
            // the very last character of base64 may have bits that say nothing
            let middle: String = cursor
                .chars()
                .enumerate()
                .map(|(at, c)| {
                    if at == cursor.chars().count() / 2 {
                        if c == other { 'C' } else { other }
                    } else {
                        c
                    }
                })
                .collect();
            s.list(&[("filter", &filter), ("cursor", &middle), ("count", "2")])?
                .expect_error(400, "invalidCursor")?;
            Ok(())
        },
    )
    .needs(NEEDS)
    .should()
    .each_type(),
    Check::new(
        "cursor.count",
        "a page by cursor has no more than `count`",
        &["9865-2-05", "9865-2-06"],
        |s| {
            let filter = five(s)?;
            for count in [1_usize, 2, 4] {
                let answer = page(s, &filter, "", &count.to_string())?;
                let found = answer.expect_list()?.len();
                if found > count || found == 0 {
                    return Err(
                        answer.failed(format!("at most {count} resources"), found.to_string())
                    );
                }
            }
            Ok(())
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "cursor.count-zero",
        "by cursor, `count=0` answers no resources",
        &["9865-2-04"],
        |s| none(s, "0"),
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "cursor.negative-count",
        "by cursor, a negative `count` is 0",
        &["9865-2-03"],
        |s| none(s, "-1"),
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "cursor.total",
        "`totalResults` is the same on all pages",
        &["9865-2-15", "9865-2-16"],
        |s| {
            let filter = five(s)?;
            let mut cursor = String::new();
            let mut totals = Vec::new();
            for _ in 0..5 {
                let answer = page(s, &filter, &cursor, "2")?;
                totals.push(answer.total());
                cursor = answer.text("nextCursor").to_owned();
                if cursor.is_empty() {
                    break;
                }
            }
            let said: Vec<u64> = totals.iter().flatten().copied().collect();
            if said.iter().all(|total| *total == 5) {
                Ok(())
            } else {
                Err(Stop::failed("`totalResults` 5 on every page", format!("{said:?}")))
            }
        },
    )
    .needs(NEEDS)
    .should()
    .each_type(),
    Check::new("cursor.other-count", "a cursor with another `count`", &["9865-2.1-04"], |s| {
        let filter = five(s)?;
        let first = page(s, &filter, "", "2")?;
        let cursor = first.text("nextCursor").to_owned();
        let answer = s.list(&[("filter", &filter), ("cursor", &cursor), ("count", "3")])?;
        answer.expect_one_of(&[200, 400])?;
        Err(Stop::informed(format!(
            "a cursor with another `count` is answered {}",
            answer.status()
        )))
    })
    .needs(NEEDS),
    Check::new(
        "cursor.search",
        "`.search` has pages by cursor",
        &["9865-3-01", "9865-2-07"],
        |s| {
            let filter = five(s)?;
            let mut cursor = String::new();
            let mut seen = Vec::new();
            for _ in 0..6 {
                let answer = search(s, json!({"filter": filter, "cursor": cursor, "count": 2}))?;
                if [404, 405, 501].contains(&answer.status()) {
                    return Err(Stop::skipped("there is no `.search`"));
                }
                seen.extend(ids(&answer.expect_list()?));
                cursor = answer.text("nextCursor").to_owned();
                if cursor.is_empty() {
                    break;
                }
            }
            seen.sort();
            seen.dedup();
            if cursor.is_empty() && seen.len() == 5 {
                Ok(())
            } else {
                Err(Stop::failed("5 resources on all pages", seen.len().to_string()))
            }
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "cursor.config",
        "`pagination` says which pages there are",
        &[
            "9865-4-01",
            "9865-4-02",
            "9865-4-03",
            "9865-4-04",
            "9865-4-05",
            "9865-4-06",
            "9865-4-07",
            "9865-4-09",
        ],
        config,
    )
    .reads(),
    Check::new(
        "cursor.unasked",
        "a list without parameters is by the method that is said to be the default",
        &["9865-2.4-02", "9865-2.4-01", "9865-2.3-01"],
        |s| {
            let default = s
                .discovery()
                .config_json
                .as_ref()
                .map(|config| at(config, "/pagination/defaultPaginationMethod").to_owned())
                .unwrap_or_default();
            let answer = s.list(&[("count", "1")])?;
            answer.expect_list()?;
            if default == "index" && !answer.text("nextCursor").is_empty() {
                return Err(answer.failed("a page by index", "a `nextCursor`"));
            }
            Ok(())
        },
    )
    .needs(&[Need::Cursor])
    .reads(),
];

fn page(s: &mut Session<'_>, filter: &str, cursor: &str, count: &str) -> Result<Answer, Stop> {
    let answer = s.list(&[("filter", filter), ("cursor", cursor), ("count", count)])?;
    answer.expect_list()?;
    Ok(answer)
}

/// All pages of two; the ids in their order.
fn walk(s: &mut Session<'_>, parameters: &[(&str, &str)]) -> Result<Vec<String>, Stop> {
    let (mut cursor, mut seen) = (String::new(), Vec::new());
    for _ in 0..8 {
        let mut all = parameters.to_vec();
        all.extend([("cursor", cursor.as_str()), ("count", "2")]);
        let answer = s.list(&all)?;
        let found = ids(&answer.expect_list()?);
        if let Some(twice) = found.iter().find(|id| seen.contains(*id)) {
            return Err(answer.failed("resources of no earlier page", format!("`{twice}` again")));
        }
        seen.extend(found);
        cursor = answer.text("nextCursor").to_owned();
        if cursor.is_empty() {
            return if seen.len() == 5 {
                Ok(seen)
            } else {
                Err(answer.failed("5 resources on all pages", seen.len().to_string()))
            };
        }
    }
    Err(Stop::failed("a last page without `nextCursor`", "none of 8"))
}

fn none(s: &mut Session<'_>, count: &str) -> Verdict {
    let filter = five(s)?;
    let answer = page(s, &filter, "", count)?;
    let found = answer.expect_list()?.len();
    if found == 0 && answer.total().is_none_or(|total| total == 5) {
        Ok(())
    } else {
        Err(answer.failed("no resources", found.to_string()))
    }
}

fn config(s: &mut Session<'_>) -> Verdict {
    let answer = s.get("/ServiceProviderConfig")?;
    let pagination = match answer.member("pagination") {
        None | Some(Value::Null) => return Err(Stop::skipped("`pagination` is not declared")),
        Some(pagination) => pagination,
    };
    for name in ["cursor", "index"] {
        if !pagination.get(name).is_some_and(Value::is_boolean) {
            return Err(
                answer.failed(format!("`pagination.{name}` as a boolean"), "something else")
            );
        }
    }
    for name in ["defaultPageSize", "maxPageSize", "cursorTimeout"] {
        let found = pagination.get(name).filter(|found| !found.is_null());
        if found.is_some_and(|found| found.as_u64().is_none_or(|number| number == 0)) {
            return Err(answer
                .failed(format!("`pagination.{name}` as a positive integer"), "something else"));
        }
    }
    match pagination.get("defaultPaginationMethod") {
        None | Some(Value::Null) => Ok(()),
        Some(method) if method == "cursor" || method == "index" => Ok(()),
        Some(other) => Err(answer
            .failed("`pagination.defaultPaginationMethod` `cursor` or `index`", other.to_string())),
    }
}
