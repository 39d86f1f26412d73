//! Sorting (RFC 7644 section 3.4.2.3).

use super::subject::{capital, element, made, primary_list, set, typed, unset};
use super::{Check, Need, Verdict};
use crate::live::{Attr, Session, Stop};
use scim_schema::schema::Type;
use serde_json::{Value, json};

const NEEDS: &[Need] = &[Need::Sort, Need::Filter];

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "sort.text",
        "texts are sorted without regard to case, unless case-exact",
        &["7644-3.4.2.3-10", "7644-3.4.2.3-03", "7644-3.4.2.3-04", "7644-3.4.2.3-09"],
        |s| {
            let text = s.optional_string()?;
            let tag = s.unique();
            let order = if text.declared().case_exact { ["B", "a", "c"] } else { ["a", "B", "c"] };
            let mut values = Vec::new();
            // never made in the order that is asked for
            for at in [2, 0, 1] {
                values.push(json!(format!("{tag} {}", order.get(at).unwrap_or(&""))));
            }
            sorted(s, &text, text.path(), &values, &[1, 2, 0])
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.case-exact",
        "case-exact texts are sorted, by their characters or as a dictionary has them",
        &["7644-3.4.2.3-10"],
        |s| {
            let exact = s.kind().attribute("externalId").into_iter().chain(s.kind().attributes());
            let exact = exact.into_iter().find(|one| {
                one.r#type() == Type::String
                    && one.is_plain()
                    && !one.is_multi_valued()
                    && one.declared().case_exact
                    && one.parent().is_none()
            });
            let Some(exact) = exact else {
                return Err(Stop::skipped("there is no case-exact text"));
            };
            let tag = s.unique();
            let values = ["c", "a", "B"].map(|letter| json!(format!("{tag} {letter}")));
            let list = set_of(s, &exact, &values)?;
            // "Unicode alphabetic" may be the order of code points or that of a collation
            let by = exact.path();
            if both(s, &list, by, &[1, 2, 0]).is_ok() {
                return Err(Stop::informed(
                    "a dictionary's order, in which case tells equals apart",
                ));
            }
            both(s, &list, by, &[2, 1, 0])
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.anchor",
        "what every resource has can be sorted by",
        &["7644-3.4.2.3-03", "7644-3.4.2.3-10", "7643-4.1.1-04"],
        |s| {
            let anchor = super::subject::anchor(s)?;
            let tag = s.unique();
            let order =
                if anchor.declared().case_exact { ["A", "b", "c"] } else { ["A", "b", "C"] };
            let values = [2, 0, 1]
                .map(|at| json!(format!("{tag}-{}@example.com", order.get(at).unwrap_or(&""))));
            sorted(s, &anchor, anchor.path(), &values, &[1, 2, 0])
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.descending",
        "`descending` turns the order round",
        &["7644-3.4.2.3-08", "7644-3.4.2.3-07"],
        |s| {
            let text = s.optional_string()?;
            let tag = s.unique();
            let values = ["b", "c", "a"].map(|letter| json!(format!("{tag} {letter}")));
            let list = set_of(s, &text, &values)?;
            ordered(s, &list, text.path(), Some("descending"), &[1, 0, 2])?;
            ordered(s, &list, text.path(), Some("ascending"), &[2, 0, 1])
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.absent",
        "what has no value comes last, and first in descending order",
        &["7644-3.4.2.3-07"],
        |s| {
            let text = s.optional_string()?;
            let tag = s.unique();
            let values = [json!(format!("{tag} b")), Value::Null, json!(format!("{tag} a"))];
            let list = set_of(s, &text, &values)?;
            if list.made.get(1).is_some_and(|one| text.of(one.body()).is_some()) {
                return Err(Stop::skipped(format!(
                    "every {} has `{}`",
                    s.kind().name(),
                    text.path()
                )));
            }
            ordered(s, &list, text.path(), None, &[2, 0, 1])?;
            ordered(s, &list, text.path(), Some("descending"), &[1, 0, 2])
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new("sort.number", "numbers are sorted as numbers", &["7644-3.4.2.3-10"], |s| {
        let number = s.find("number that a client may write", |one| {
            matches!(one.r#type(), Type::Integer | Type::Decimal)
                && one.is_plain()
                && !one.is_multi_valued()
                && one.parent().is_none()
        })?;
        sorted(s, &number, number.path(), &[json!(1000), json!(9), json!(100)], &[1, 2, 0])
    })
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.date-time",
        "date-times are sorted as instants",
        &["7644-3.4.2.3-10", "7644-3.4.2.2-20"],
        |s| {
            let time = typed(s, Type::DateTime, "dateTime")?;
            let values =
                ["2011-05-13T06:00:00+04:00", "2011-05-13T01:00:00-02:00", "2011-05-13T02:30:00Z"]
                    .map(|time| json!(time));
            // 02:00, 03:00 and 02:30 in UTC
            sorted(s, &time, time.path(), &values, &[0, 2, 1])
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.created",
        "`meta.created` can be sorted by",
        &["7644-3.4.2.3-10", "7643-3-09"],
        |s| {
            let text = s.any_string()?;
            let tag = s.unique();
            let mut made_all = Vec::new();
            for name in ["z", "y"] {
                let one = made(s, &[(&text, json!(format!("{tag} {name}")))])?;
                let read = s.read(&one)?;
                super::put::later(&read);
                made_all.push(one);
            }
            let list = Listed { filter: format!("{} sw \"{tag} \"", text.path()), made: made_all };
            ordered(s, &list, "meta.created", None, &[0, 1])?;
            ordered(s, &list, "meta.created", Some("descending"), &[1, 0])
        },
    )
    .needs(NEEDS)
    .should()
    .each_type(),
    Check::new(
        "sort.sub-attribute",
        "sub-attributes can be sorted by",
        &["7644-3.4.2.3-06", "7644-3.10-04", "7644-3.4.2.3-03"],
        |s| {
            let complex = s.any_complex()?;
            let (one, _) = super::subject::two_texts(&complex)?;
            let tag = s.unique();
            let values = ["b", "c", "a"].map(|letter| json!(format!("{tag} {letter}")));
            sorted(s, &one, one.path(), &values, &[2, 0, 1])
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.primary",
        "lists are sorted by their primary element, or else their first",
        &["7644-3.4.2.3-05"],
        |s| {
            let list = primary_list(s)?;
            let tag = s.unique();
            let pair = |s: &Session<'_>, first: &str, primary: &str| -> Result<Value, Stop> {
                let (mut one, mut other) = (element(s, &list, 1)?, element(s, &list, 3)?);
                let of = |letter: &str| json!(format!("{letter}{tag}@example.com"));
                set(&mut one, "value", of(first));
                set(&mut other, "value", of(primary));
                unset(&mut one, "primary");
                set(&mut other, "primary", json!(true));
                Ok(json!([one, other]))
            };
            let values = [pair(s, "a", "z")?, pair(s, "m", "c")?, pair(s, "y", "k")?];
            let path = format!("{}.value", list.path());
            sorted(s, &list, &path, &values, &[1, 2, 0])
        },
    )
    .needs(NEEDS)
    .should()
    .each_type(),
    Check::new(
        "sort.pages",
        "pages are cut from the sorted list",
        &["7644-3.4.2.3-03", "7644-3.4.2.4-11"],
        |s| {
            let text = s.optional_string()?;
            let tag = s.unique();
            let values = ["d", "b", "c", "a"].map(|letter| json!(format!("{tag} {letter}")));
            let list = set_of(s, &text, &values)?;
            let mut found = Vec::new();
            for start in ["1", "3"] {
                let answer = s.list(&[
                    ("filter", &list.filter),
                    ("sortBy", text.path()),
                    ("startIndex", start),
                    ("count", "2"),
                ])?;
                found.extend(super::subject::ids(&answer.expect_list()?));
            }
            let expected: Vec<String> = [3, 1, 2, 0]
                .iter()
                .filter_map(|at| list.made.get(*at))
                .map(|one| one.id.clone())
                .collect();
            if found == expected {
                Ok(())
            } else {
                Err(Stop::failed("the four resources in their order", format!("{found:?}")))
            }
        },
    )
    .needs(&[Need::Sort, Need::Filter, Need::Index])
    .each_type(),
    Check::new("sort.name-case", "`sortBy` ignores case", &["7643-2.1-01", "7644-3.10-05"], |s| {
        let text = s.optional_string()?;
        let tag = s.unique();
        let values = ["b", "c", "a"].map(|letter| json!(format!("{tag} {letter}")));
        let list = set_of(s, &text, &values)?;
        let path = capital(text.path());
        ordered(s, &list, &path, None, &[2, 0, 1])?;
        ordered(s, &list, &path, Some("descending"), &[1, 0, 2])
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("sort.urn", "`sortBy` may have the URN of the schema", &["7644-3.10-01"], |s| {
        let text = s.optional_string()?;
        let tag = s.unique();
        let values = ["b", "c", "a"].map(|letter| json!(format!("{tag} {letter}")));
        let list = set_of(s, &text, &values)?;
        let path = format!("{}:{}", s.kind().schema().id, text.path());
        ordered(s, &list, &path, None, &[2, 0, 1])?;
        ordered(s, &list, &path, Some("descending"), &[1, 0, 2])
    })
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.total",
        "sorting leaves nothing out",
        &["7644-3.4.2-06", "7644-3.4.2.3-07"],
        |s| {
            let text = s.optional_string()?;
            let tag = s.unique();
            let list = set_of(s, &text, &[json!(format!("{tag} b")), Value::Null])?;
            let answer = s.list(&[("filter", &list.filter), ("sortBy", text.path())])?;
            let found = answer.expect_list()?;
            if found.len() == 2 && answer.has_total(2) {
                Ok(())
            } else {
                Err(answer.failed("2 resources", found.len().to_string()))
            }
        },
    )
    .needs(NEEDS)
    .each_type(),
    Check::new(
        "sort.unknown",
        "`sortBy` that no schema has, and another `sortOrder`",
        &["7644-3.4.2.3-08"],
        |s| {
            let text = s.any_string()?;
            let one = s.list(&[("sortBy", "scimTestkitNoSuchAttribute"), ("count", "1")])?;
            one.expect_one_of(&[200, 400])?;
            let other =
                s.list(&[("sortBy", text.path()), ("sortOrder", "sideways"), ("count", "1")])?;
            other.expect_one_of(&[200, 400])?;
            Err(Stop::informed(format!(
                "`sortBy` that no schema has is answered {}, another `sortOrder` {}",
                one.status(),
                other.status()
            )))
        },
    )
    .needs(&[Need::Sort])
    .reads(),
];

/// Resources to list, and a filter that finds them alone.
struct Listed {
    filter: String,
    made: Vec<crate::live::Made>,
}

/// Makes a resource for each value (null for none), with another text in common.
fn set_of(s: &mut Session<'_>, attribute: &Attr, values: &[Value]) -> Result<Listed, Stop> {
    let tag = s.unique();
    let common = common(s, attribute)?;
    let mut all = Vec::new();
    for (number, value) in values.iter().enumerate() {
        let text = if common.is_unique() {
            format!("{tag}.{number}@example.com")
        } else {
            format!("{tag}.{number}")
        };
        let mut with = vec![(&common, json!(text))];
        if !value.is_null() {
            with.push((attribute, value.clone()));
        }
        all.push(made(s, &with)?);
    }
    Ok(Listed { filter: format!("{} sw \"{tag}.\"", common.path()), made: all })
}

/// A text to find resources by, other than the one at hand.
fn common(s: &Session<'_>, but: &Attr) -> Result<Attr, Stop> {
    let anchor = super::subject::anchor(s)?;
    if anchor.path() != but.path() {
        return Ok(anchor);
    }
    let other = s.kind().plain_strings().into_iter().find(|one| one.path() != but.path());
    other.ok_or_else(|| Stop::skipped(format!("{} has one text only", s.kind().name())))
}

fn sorted(
    s: &mut Session<'_>,
    attribute: &Attr,
    by: &str,
    values: &[Value],
    order: &[usize],
) -> Verdict {
    let list = set_of(s, attribute, values)?;
    both(s, &list, by, order)
}

/// Expects resources in an order, and descending in the reverse one.
fn both(s: &mut Session<'_>, list: &Listed, by: &str, order: &[usize]) -> Verdict {
    ordered(s, list, by, None, order)?;
    let reversed: Vec<usize> = order.iter().rev().copied().collect();
    ordered(s, list, by, Some("descending"), &reversed)
}

/// Expects resources in an order of their numbers.
fn ordered(
    s: &mut Session<'_>,
    list: &Listed,
    by: &str,
    direction: Option<&str>,
    order: &[usize],
) -> Verdict {
    let mut parameters = vec![("filter", list.filter.as_str()), ("sortBy", by)];
    parameters.extend(direction.map(|direction| ("sortOrder", direction)));
    let answer = s.list(&parameters)?;
    let found = super::subject::ids(&answer.expect_list()?);
    let expected: Vec<String> =
        order.iter().filter_map(|at| list.made.get(*at)).map(|one| one.id.clone()).collect();
    if found == expected {
        return Ok(());
    }
    let number = |id: &String| list.made.iter().position(|one| one.id == *id);
    let found: Vec<Option<usize>> = found.iter().map(number).collect();
    Err(answer.failed(
        format!("the order {order:?} of what was made, by `{by}` {}", direction.unwrap_or("")),
        format!("{found:?}"),
    ))
}
