//! Lists and their pages (RFC 7644 sections 3.4.2 and 3.4.2.4).

use super::subject::{anchor, ids, made};
use super::{Check, Need, Verdict};
use crate::live::{Answer, Session, Stop};
use serde_json::{Value, json};

const NEEDS: &[Need] = &[Need::Filter, Need::Index];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "page.list",
        "a list is a ListResponse with its resources",
        &["7644-3.4.2-04", "7644-3.4.2-05", "7644-3.4.2-07", "7644-3.4.2-12", "7644-3.2-07"],
        |s| {
            let filter = five(s)?;
            let answer = s.list(&[("filter", &filter)])?;
            let list = answer.expect_list()?;
            if list.len() == 5 && answer.has_total(5) {
                Ok(())
            } else {
                Err(answer.failed(
                    "5 resources, and `totalResults` 5",
                    format!("{}, {:?}", list.len(), answer.total()),
                ))
            }
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "page.endpoint",
        "the endpoint of a resource type answers a list",
        &["7644-3.4.2-04", "7644-3.2-01", "7644-3.2-07", "7644-3.4-01"],
        |s| {
            s.create()?;
            let answer = s.list(&[])?;
            let list = answer.expect_list()?;
            if list.is_empty() {
                Err(answer.failed("at least one resource", "none"))
            } else {
                Ok(())
            }
        },
    )
    .each_type(),
    Check::new(
        "page.count",
        "a page has no more than `count`, and `totalResults` counts all",
        &[
            "7644-3.4.2.4-06",
            "7644-3.4.2-06",
            "7644-3.4.2-08",
            "7644-3.4.2.4-10",
            "7644-3.4.2.4-07",
        ],
        |s| {
            let filter = five(s)?;
            for count in [1_usize, 2, 4] {
                let answer = s.list(&[("filter", &filter), ("count", &count.to_string())])?;
                let list = answer.expect_list()?;
                if list.len() > count || list.is_empty() {
                    return Err(
                        answer.failed(format!("1 to {count} resources"), list.len().to_string())
                    );
                }
                total(&answer, 5)?;
            }
            Ok(())
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "page.unfiltered",
        "pages of all there is have no more than `count`, begin where they are to, and count all",
        &["7644-3.4.2.4-06", "7644-3.4.2.4-11", "7644-3.4.2.4-10", "7644-3.4.2-06"],
        |s| {
            for _ in 0..UNFILTERED {
                s.create()?;
            }
            // others may have made or deleted something meanwhile
            unfiltered(s).or_else(|_| unfiltered(s))
        },
    )
    .needs(&[Need::Index])
    .alone()
    .each_type(),
    Check::new(
        "page.members",
        "a page says its `startIndex` and `itemsPerPage`",
        &["7644-3.4.2-09", "7644-3.4.2-10", "7644-3.4.2.4-09", "7644-3.4.2.4-11"],
        |s| {
            let filter = five(s)?;
            for start in [1_u64, 2, 5] {
                let answer = s.list(&[
                    ("filter", &filter),
                    ("startIndex", &start.to_string()),
                    ("count", "2"),
                ])?;
                let list = answer.expect_list()?;
                number(&answer, "startIndex", start)?;
                number(&answer, "itemsPerPage", list.len() as u64)?;
            }
            Ok(())
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "page.walk",
        "pages one after the other have each resource once",
        &["7644-3.4.2.4-11", "7644-3.4.2.4-12", "7644-3.4.2.4-10"],
        |s| {
            let filter = five(s)?;
            let mut seen: Vec<String> = Vec::new();
            let mut start = 1_usize;
            for _ in 0..5 {
                let answer = s.list(&[
                    ("filter", &filter),
                    ("startIndex", &start.to_string()),
                    ("count", "2"),
                ])?;
                let found = ids(&answer.expect_list()?);
                total(&answer, 5)?;
                if found.is_empty() {
                    break;
                }
                if let Some(twice) = found.iter().find(|id| seen.contains(id)) {
                    return Err(
                        answer.failed("resources of no earlier page", format!("`{twice}` again"))
                    );
                }
                start += found.len();
                seen.extend(found);
            }
            if seen.len() == 5 {
                Ok(())
            } else {
                Err(Stop::failed("5 resources on all pages", seen.len().to_string()))
            }
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new("page.start-below-one", "`startIndex` below 1 is 1", &["7644-3.4.2.4-03"], |s| {
        let filter = five(s)?;
        let first = s.list(&[("filter", &filter), ("startIndex", "1"), ("count", "2")])?;
        let expected = ids(&first.expect_list()?);
        for start in ["0", "-5"] {
            let answer = s.list(&[("filter", &filter), ("startIndex", start), ("count", "2")])?;
            let found = ids(&answer.expect_list()?);
            if found != expected {
                return Err(answer.failed("the first page", "another"));
            }
            number(&answer, "startIndex", 1)?;
        }
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "page.second",
        "`startIndex` 2 leaves out the first resource",
        &["7644-3.4.2.4-11", "7644-3.4.2.4-03"],
        |s| {
            let filter = five(s)?;
            let all = ids(&s.list(&[("filter", &filter)])?.expect_list()?);
            let answer = s.list(&[("filter", &filter), ("startIndex", "2")])?;
            let found = ids(&answer.expect_list()?);
            if Some(found.as_slice()) == all.get(1..) {
                Ok(())
            } else {
                Err(answer
                    .failed("all resources but the first", format!("{} resources", found.len())))
            }
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new("page.negative-count", "a negative `count` is 0", &["7644-3.4.2.4-04"], |s| {
        none(s, "-1")
    })
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "page.count-zero",
        "`count=0` answers no resources, and `totalResults`",
        &["7644-3.4.2.4-05"],
        |s| none(s, "0"),
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "page.beyond",
        "a page beyond the end is empty, and `totalResults` is what it was",
        &["7644-3.4.2.4-13"],
        |s| {
            let filter = five(s)?;
            let answer = s.list(&[("filter", &filter), ("startIndex", "99"), ("count", "2")])?;
            let list = answer.expect_list()?;
            total(&answer, 5)?;
            if list.is_empty() {
                Ok(())
            } else {
                Err(answer.failed("no resources", list.len().to_string()))
            }
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "page.large-count",
        "`count` may be larger than what there is",
        &["7644-3.4.2.4-07", "7644-3.4.2.4-06"],
        |s| {
            let filter = five(s)?;
            let answer = s.list(&[("filter", &filter), ("count", "1000000")])?;
            let list = answer.expect_list()?;
            if list.len() == 5 {
                Ok(())
            } else {
                Err(answer.failed("5 resources", list.len().to_string()))
            }
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "page.max-results",
        "no page has more than `filter.maxResults`, without a `count` and with a larger one",
        &["7643-5-10", "7644-3.4.2.4-08"],
        |s| {
            let most = s.discovery().config.as_ref().map_or(0, |config| config.filter.max_results);
            if most == 0 {
                return Err(Stop::skipped("`filter.maxResults` is 0"));
            }
            let all = s.list(&[])?;
            at_most(&all, most)?;
            // what fits on one page tells nothing
            if all.total().is_none_or(|total| total <= most) {
                return Err(Stop::skipped(format!(
                    "no more resources than `filter.maxResults`, {most}, are known to be there"
                )));
            }
            let larger = s.list(&[("count", &most.saturating_add(1).to_string())])?;
            // RFC 9865 section 2.1 has an error for it
            if larger.status() == 400 {
                return Ok(());
            }
            at_most(&larger, most)
        },
    )
    .needs(&[Need::Config])
    .reads()
    .each_type(),
    Check::new(
        "page.invalid",
        "`startIndex` and `count` that are no numbers",
        &["7644-3.4.2.4-06"],
        |s| {
            let (one, other) = (s.list(&[("startIndex", "first")])?, s.list(&[("count", "many")])?);
            for answer in [&one, &other] {
                answer.expect_one_of(&[200, 400])?;
            }
            Err(Stop::informed(format!(
                "`startIndex` that is no number is answered {}, such a `count` {}",
                one.status(),
                other.status()
            )))
        },
    )
    .reads(),
    Check::new(
        "page.stable",
        "two lists of the same resources are in the same order",
        &["7644-3.4.2.4-11"],
        |s| {
            let filter = five(s)?;
            let (one, other) = (s.filter(&filter)?, s.filter(&filter)?);
            if ids(&one) == ids(&other) {
                Ok(())
            } else {
                Err(Stop::failed("the same order", "another"))
            }
        },
    )
    .needs(NEEDS)
    .should()
    .each_type(),
];

/// Five resources, which all checks of a run read; a filter that finds them alone.
pub(super) fn five(s: &mut Session<'_>) -> Result<String, Stop> {
    s.common(make_five)
}

fn make_five(s: &mut Session<'_>) -> Result<String, Stop> {
    let anchor = anchor(s)?;
    let tag = s.unique();
    for letter in ["e", "b", "d", "a", "c"] {
        made(s, &[(&anchor, json!(format!("{tag}-{letter}@example.com")))])?;
    }
    // and one that the filter leaves out
    made(s, &[])?;
    Ok(format!("{} sw \"{tag}-\"", anchor.path()))
}

/// How many resources are made, to be among all there are.
const UNFILTERED: u64 = 3;

/// The first two of all resources, and the second of them alone.
fn unfiltered(s: &mut Session<'_>) -> Verdict {
    let first = s.list(&[("count", "2")])?;
    let one = page_of(&first, 2)?;
    let second = s.list(&[("startIndex", "2"), ("count", "1")])?;
    let other = page_of(&second, 1)?;
    // the first page may be shorter than was asked for
    let is = match one.get(1) {
        Some(id) => other.first() == Some(id),
        None => other.first() != one.first(),
    };
    if !is {
        return Err(second.failed("the second resource of all", "another"));
    }
    // RFC 9865 section 2 lets it be left out
    match (first.total(), second.total()) {
        (Some(total), Some(again)) if total != again => {
            Err(second.failed(format!("`totalResults` {total}"), again.to_string()))
        }
        (Some(total), _) if total < UNFILTERED => {
            Err(first.failed(format!("`totalResults` {UNFILTERED} or more"), format!("`{total}`")))
        }
        _ => Ok(()),
    }
}

/// The ids on a page, of which there are some, and no more than asked for.
fn page_of(answer: &Answer, count: usize) -> Result<Vec<String>, Stop> {
    let found = ids(&answer.expect_list()?);
    if found.is_empty() || found.len() > count {
        return Err(answer.failed(format!("1 to {count} resources"), found.len().to_string()));
    }
    Ok(found)
}

fn at_most(answer: &Answer, most: u64) -> Verdict {
    let found = answer.expect_list()?.len() as u64;
    if found > most {
        Err(answer.failed(format!("at most {most} resources"), found.to_string()))
    } else {
        Ok(())
    }
}

fn total(answer: &Answer, expected: u64) -> Verdict {
    if answer.has_total(expected) {
        Ok(())
    } else {
        Err(answer.failed(format!("`totalResults` {expected}"), format!("{:?}", answer.total())))
    }
}

fn number(answer: &Answer, name: &str, expected: u64) -> Verdict {
    let found = answer.member(name);
    if found.and_then(Value::as_u64) == Some(expected) {
        Ok(())
    } else {
        Err(answer.failed(
            format!("`{name}` {expected}"),
            found.map_or("none".to_owned(), ToString::to_string),
        ))
    }
}

fn none(s: &mut Session<'_>, count: &str) -> Verdict {
    let filter = five(s)?;
    let answer = s.list(&[("filter", &filter), ("count", count)])?;
    let list = answer.expect_list()?;
    total(&answer, 5)?;
    if list.is_empty() {
        Ok(())
    } else {
        Err(answer.failed("no resources", list.len().to_string()))
    }
}
