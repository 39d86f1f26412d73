//! `and`, `or`, `not`, groups and value paths.

use super::each;
use crate::live::check::pair::{says_none, type_of, typed_pair};
use crate::live::check::subject::{element, made, primary_list, quoted, unset};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Made, Session, Stop};
use serde_json::json;

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "filter.and",
        "`and` is true if both sides are",
        &["7644-3.4.2.2-25", "7644-3.4.2.2-08"],
        |s| {
            let (made, t, f) = sides(s)?;
            each(
                s,
                &made,
                &[
                    (format!("{t} and {t}"), true),
                    (format!("{t} and {f}"), false),
                    (format!("{f} and {t}"), false),
                    (format!("{f} and {f}"), false),
                    (format!("{t} and {t} and {f}"), false),
                    (format!("{t} and {t} and {t}"), true),
                ],
            )?;
            // as clients send it, without parentheses
            let id = quoted(&made.id);
            s.expect_found(&format!("id eq {id} and {t}"), &made, true)?;
            s.expect_found(&format!("id eq {id} and {t} and {f}"), &made, false)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.or",
        "`or` is true if one side is",
        &["7644-3.4.2.2-26", "7644-3.4.2.2-08"],
        |s| {
            let (made, t, f) = sides(s)?;
            each(
                s,
                &made,
                &[
                    (format!("{t} or {t}"), true),
                    (format!("{t} or {f}"), true),
                    (format!("{f} or {t}"), true),
                    (format!("{f} or {f}"), false),
                ],
            )?;
            let id = quoted(&made.id);
            s.expect_found(&format!("{f} or id eq {id}"), &made, true)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.not",
        "`not` is true if what it is of is false",
        &["7644-3.4.2.2-27", "7644-3.4.2.2-39"],
        |s| {
            let (made, t, f) = sides(s)?;
            each(
                s,
                &made,
                &[
                    (format!("not ({t})"), false),
                    (format!("not ({f})"), true),
                    (format!("not (not ({t}))"), true),
                    (format!("not ({t} and {f})"), true),
                    (format!("not ({t} or {f})"), false),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.precedence",
        "`not` binds before `and`, and `and` before `or`",
        &["7644-3.4.2.2-41"],
        |s| {
            let (made, t, f) = sides(s)?;
            let id = quoted(&made.id);
            each(
                s,
                &made,
                &[
                    (format!("{t} or {f} and {f}"), true),
                    (format!("{f} and {f} or {t}"), true),
                    (format!("not ({f}) and {t}"), true),
                    (format!("not ({t}) and {f}"), false),
                    (format!("not ({t}) or {t}"), true),
                ],
            )?;
            // by itself, so that nothing is in parentheses
            s.expect_found(&format!("id eq {id} or {f} and {f}"), &made, true)?;
            s.expect_found(&format!("{f} and {f} or id eq {id}"), &made, true)?;
            s.expect_found(&format!("not ({f}) and id eq {id} and {f}"), &made, false)?;
            s.expect_found(&format!("not ({t}) and {f} or id eq {id}"), &made, true)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.groups",
        "parentheses change the order",
        &["7644-3.4.2.2-28", "7644-3.4.2.2-41", "7644-3.4.2.2-09"],
        |s| {
            let (made, t, f) = sides(s)?;
            let id = quoted(&made.id);
            each(
                s,
                &made,
                &[
                    (format!("({t} or {f}) and {f}"), false),
                    (format!("({t} or {t}) and {t}"), true),
                    (format!("(({t}))"), true),
                ],
            )?;
            s.expect_found(&format!("(id eq {id} or {t}) and {f}"), &made, false)?;
            s.expect_found(&format!("{f} and ({f} or id eq {id})"), &made, false)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.logic-case",
        "`and`, `or` and `not` ignore case",
        &["7643-2.1-05", "7644-3.4.2.2-05"],
        |s| {
            let (made, t, f) = sides(s)?;
            each(
                s,
                &made,
                &[
                    (format!("{t} AND {t}"), true),
                    (format!("{f} OR {t}"), true),
                    (format!("NOT ({t})"), false),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.value-path",
        "conditions in brackets are of one element",
        &["7644-3.4.2.2-30", "7644-3.4.2.2-29", "7644-3.4.2.2-34", "7644-3.4.2.2-31"],
        value_path,
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.value-path-logic",
        "brackets may have `or`, and may be part of a filter",
        &["7644-3.4.2.2-29", "7644-3.4.2.2-31", "7644-3.4.2.2-32"],
        |s| {
            let (made, list, [one, other]) = typed_elements(s)?;
            let (first, second) = (&one.value, &other.value);
            let t = format!("{list}[type eq {} and value eq {first}]", one.kind);
            each(
                s,
                &made,
                &[
                    (format!("{list}[value eq {first} or value eq {second}]"), true),
                    (format!("{t} and {list}[type eq {}]", other.kind), true),
                    (format!("not ({t})"), false),
                    (format!("{list}[not (type eq {})]", one.kind), true),
                    (format!("{list}[type eq {} and not (value eq {first})]", one.kind), false),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .should()
    .each_type(),
    Check::new(
        "filter.primary",
        "an element that is not said to be primary is not primary",
        &["7643-2.4-06"],
        |s| {
            let list = primary_list(s)?;
            let mut one = element(s, &list, 1)?;
            unset(&mut one, "primary");
            let made = made(s, &[(&list, json!([one]))])?;
            says_none(s, &made, &list)?;
            let value = one.get("value").cloned().unwrap_or_default();
            each(
                s,
                &made,
                &[
                    (format!("{}[value eq {value} and primary eq true]", list.path()), false),
                    (format!("{}[value eq {value} and primary eq false]", list.path()), true),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
];

/// A resource, a filter that matches it and one that does not, both simple.
fn sides(s: &mut Session<'_>) -> Result<(Made, String, String), Stop> {
    let text = s.any_string()?;
    let value = s.unique();
    let made = made(s, &[(&text, value.clone().into())])?;
    let (path, other) = (text.path(), s.unique());
    Ok((made, format!("{path} eq \"{value}\""), format!("{path} eq \"{other}\"")))
}

/// A resource with two elements of two types, and the path of the list.
fn typed_elements(s: &mut Session<'_>) -> Result<(Made, String, [Element; 2]), Stop> {
    let list = s.any_list()?;
    let both = typed_pair(s, &list)?;
    let made = made(s, &[(&list, json!(both))])?;
    let told = |one: &serde_json::Value| Element {
        kind: quoted(type_of(one)),
        value: one.get("value").map(ToString::to_string).unwrap_or_default(),
    };
    Ok((made, list.path().to_owned(), both.each_ref().map(told)))
}

/// What filters say of an element, quoted.
struct Element {
    kind: String,
    value: String,
}

fn value_path(s: &mut Session<'_>) -> Verdict {
    let (made, list, [one, other]) = typed_elements(s)?;
    let (work, home) = (&one.kind, &other.kind);
    for (filter, found) in [
        (format!("{list}[type eq {work} and value eq {}]", one.value), true),
        (format!("{list}[type eq {home} and value eq {}]", other.value), true),
        (format!("{list}[type eq {work} and value eq {}]", other.value), false),
        (format!("{list}[type eq {home} and value eq {}]", one.value), false),
    ] {
        s.expect_found(&filter, &made, found)?;
    }
    each(
        s,
        &made,
        &[
            (format!("{list}[type eq \"scim-testkit\"]"), false),
            (format!("{list}[type eq {work}]"), true),
        ],
    )
}
