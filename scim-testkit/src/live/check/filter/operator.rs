//! The operators, on values of each type.

use super::typed::ordered;
use super::{each, with_text};
use crate::live::check::subject::{element, expect, made, quoted, value};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Session, Stop};
use scim_schema::schema::Type;
use serde_json::json;

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "filter.eq",
        "`eq` finds the same text, and no other",
        &["7644-3.4.2.2-10", "7644-3.4.2.2-04", "7644-3.4.2.2-03", "7644-3.4.2.2-01"],
        |s| {
            let text = s.any_string()?;
            let (made, value, tag) = with_text(s, &text)?;
            let path = text.path();
            s.expect_found(&format!("{path} eq {}", quoted(&value)), &made, true)?;
            for other in [tag.as_str(), &format!("Alpha {tag}"), &format!("{value} "), ""] {
                s.expect_found(&format!("{path} eq {}", quoted(other)), &made, false)?;
            }
            let only = s.filter(&format!("{path} eq {}", quoted(&value)))?;
            if only.len() == 1 {
                Ok(())
            } else {
                Err(Stop::failed("one resource", only.len().to_string()))
            }
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.ne",
        "`ne` finds other texts, and not the same",
        &["7644-3.4.2.2-11"],
        |s| {
            let text = s.any_string()?;
            let (made, value, tag) = with_text(s, &text)?;
            let path = text.path();
            each(
                s,
                &made,
                &[
                    (format!("{path} ne {}", quoted(&value)), false),
                    (format!("{path} ne {}", quoted(&tag)), true),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.co",
        "`co` finds what is at the start, in the middle, at the end, and the whole",
        &["7644-3.4.2.2-12"],
        |s| {
            with_parts(s, "co", |tag, value| {
                vec![
                    (format!("Alpha {tag}"), true),
                    (format!("pha {tag} Om"), true),
                    (format!("{tag} Omega"), true),
                    (value.to_owned(), true),
                    (format!("Omega {tag}"), false),
                ]
            })
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.sw",
        "`sw` finds what is at the start, and the whole",
        &["7644-3.4.2.2-13"],
        |s| {
            with_parts(s, "sw", |tag, value| {
                vec![
                    (format!("Alpha {tag}"), true),
                    (value.to_owned(), true),
                    (format!("{tag} Omega"), false),
                    (format!("lpha {tag}"), false),
                ]
            })
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.ew",
        "`ew` finds what is at the end, and the whole",
        &["7644-3.4.2.2-14"],
        |s| {
            with_parts(s, "ew", |tag, value| {
                vec![
                    (format!("{tag} Omega"), true),
                    (value.to_owned(), true),
                    (format!("Alpha {tag}"), false),
                    (format!("{tag} Omeg"), false),
                ]
            })
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.order",
        "`gt`, `ge`, `lt` and `le` compare texts by their letters",
        &["7644-3.4.2.2-16", "7644-3.4.2.2-17", "7644-3.4.2.2-18", "7644-3.4.2.2-19"],
        |s| {
            let text = s.any_string()?;
            let tag = s.unique();
            let of = |letter: &str| format!("{tag} {letter}");
            let made = made(s, &[(&text, of("m").into())])?;
            ordered(s, &made, text.path(), [quoted(&of("b")), quoted(&of("m")), quoted(&of("x"))])
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.pr",
        "`pr` finds what has a value",
        &["7644-3.4.2.2-15", "7643-2.5-01"],
        |s| {
            let text = s.optional_string()?;
            let one = value(s, &text, 0)?;
            let with = made(s, &[(&text, one)])?;
            let without = made(s, &[])?;
            let filter = format!("{} pr", text.path());
            expect(s, &with, &filter, true)?;
            if text.of(s.read(&without)?.json()).is_none() {
                expect(s, &without, &filter, false)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.pr-complex",
        "`pr` of a complex attribute finds what has a sub-attribute",
        &["7644-3.4.2.2-15"],
        |s| {
            let complex = s.any_complex()?;
            let one = value(s, &complex, 0)?;
            let with = made(s, &[(&complex, one)])?;
            let without = made(s, &[])?;
            let filter = format!("{} pr", complex.path());
            expect(s, &with, &filter, true)?;
            if complex.of(s.read(&without)?.json()).is_none() {
                expect(s, &without, &filter, false)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.pr-list",
        "`pr` of a list finds what has an element",
        &["7644-3.4.2.2-15", "7643-2.5-01"],
        |s| {
            let list = s.any_list()?;
            let one = element(s, &list, 1)?;
            let with = made(s, &[(&list, json!([one]))])?;
            let without = made(s, &[])?;
            let filter = format!("{} pr", list.path());
            expect(s, &with, &filter, true)?;
            if list.of(s.read(&without)?.json()).is_none() {
                expect(s, &without, &filter, false)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.case",
        "texts that are not case-exact are found in any case",
        &["7643-7-19", "7644-3.4.2.2-48", "7643-2.2-03", "7643-4.1.1-04"],
        |s| {
            let (text, anchor) = (s.any_string()?, crate::live::check::subject::anchor(s)?);
            for text in [text, anchor] {
                if text.declared().case_exact {
                    continue;
                }
                let sent = if text.is_unique() {
                    value(s, &text, 0)?
                } else {
                    json!(format!("MiXed {}", s.unique()))
                };
                let made = made(s, &[(&text, sent.clone())])?;
                let sent = sent.as_str().unwrap_or_default();
                for operator in ["eq", "co", "sw", "ew"] {
                    for other in [sent.to_uppercase(), sent.to_lowercase()] {
                        s.expect_found(
                            &format!("{} {operator} {}", text.path(), quoted(&other)),
                            &made,
                            true,
                        )?;
                    }
                }
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.case-exact",
        "case-exact texts are found in their case alone",
        &["7643-7-19", "7644-3.4.2.2-48"],
        |s| {
            let exact = s.kind().attributes().into_iter().find(|one| {
                one.r#type() == Type::String
                    && one.is_plain()
                    && !one.is_multi_valued()
                    && one.declared().case_exact
            });
            let Some(exact) = exact else {
                return Err(Stop::skipped(format!("{} has no case-exact text", s.kind().name())));
            };
            let sent = format!("MiXed {}", s.unique());
            let made = made(s, &[(&exact, sent.clone().into())])?;
            for (text, found) in
                [(sent.clone(), true), (sent.to_uppercase(), false), (sent.to_lowercase(), false)]
            {
                for operator in ["eq", "co", "sw"] {
                    s.expect_found(
                        &format!("{} {operator} {}", exact.path(), quoted(&text)),
                        &made,
                        found,
                    )?;
                }
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.unicode",
        "texts beyond ASCII can be filtered by",
        &["7643-2.3.1-01", "7644-3.8-01", "7644-1.2-01"],
        |s| {
            let text = s.any_string()?;
            let sent = format!("Zoë 北京 𝕊 {}", s.unique());
            let made = made(s, &[(&text, sent.clone().into())])?;
            for operator in ["eq", "co", "sw", "ew"] {
                s.expect_found(
                    &format!("{} {operator} {}", text.path(), quoted(&sent)),
                    &made,
                    true,
                )?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.escapes",
        "quotes, backslashes and what looks like a filter can be filtered by",
        &["7644-3.4.2.2-36", "7644-3.4.2.2-10", "7644-3.4.2.2-12"],
        |s| {
            let text = s.any_string()?;
            for odd in [
                "say \"hi\"",
                "back\\slash",
                "a and b or (c) [d]",
                "100% _under",
                "it's",
                "a+b&c=d",
            ] {
                let sent = format!("{odd} {}", s.unique());
                let made = made(s, &[(&text, sent.clone().into())])?;
                s.expect_found(&format!("{} eq {}", text.path(), quoted(&sent)), &made, true)?;
                s.expect_found(&format!("{} co {}", text.path(), quoted(&sent)), &made, true)?;
            }
            let plain = format!("100x yunder {}", s.unique());
            let made = made(s, &[(&text, plain.clone().into())])?;
            s.expect_found(
                &format!("{} co {}", text.path(), quoted(&plain.replacen("100x y", "100% _", 1))),
                &made,
                false,
            )?;
            s.expect_found(
                &format!("{} co {}", text.path(), quoted(&plain.replacen('x', "%", 1))),
                &made,
                false,
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.nothing",
        "a filter that matches nothing is answered 200 with an empty list",
        &["7644-3.4.2-11"],
        |s| {
            let text = s.any_string()?;
            let answer =
                s.list(&[("filter", &format!("{} eq \"{}\"", text.path(), s.unique()))])?;
            let list = answer.expect_list()?;
            if list.is_empty() && answer.has_total(0) {
                Ok(())
            } else {
                Err(answer.failed(
                    "no resources, and `totalResults` 0",
                    format!("{} resources", list.len()),
                ))
            }
        },
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.total",
        "`totalResults` counts what a filter matches",
        &["7644-3.4.2-06", "7644-3.4.2.4-10"],
        |s| {
            let text = s.any_string()?;
            let tag = s.unique();
            for name in ["one", "two", "three"] {
                made(s, &[(&text, format!("{tag} {name}").into())])?;
            }
            made(s, &[])?;
            let answer = s.list(&[("filter", &format!("{} sw \"{tag} \"", text.path()))])?;
            let list = answer.expect_list()?;
            if answer.has_total(3) && list.len() == 3 {
                Ok(())
            } else {
                Err(answer.failed(
                    "3 resources, and `totalResults` 3",
                    format!("{}, {:?}", list.len(), answer.total()),
                ))
            }
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("filter.ne-absent", "`ne` on what has no value", &["7644-3.4.2.2-11"], |s| {
        let text = s.optional_string()?;
        let made = made(s, &[])?;
        if text.of(s.read(&made)?.json()).is_some() {
            return Err(Stop::skipped(format!("every {} has `{}`", s.kind().name(), text.path())));
        }
        let filter =
            crate::live::check::subject::scoped(s, &made, &format!("{} ne \"x\"", text.path()))?;
        let found = s.finds(&filter, &made)?;
        Err(Stop::informed(if found {
            "`ne` matches what has no value"
        } else {
            "`ne` does not match what has no value"
        }))
    })
    .needs(&[Need::Filter])
    .may(),
];

/// Looks for a text by parts of it and of others, of each of which is said whether it is found.
fn with_parts(
    s: &mut Session<'_>,
    operator: &str,
    parts: impl Fn(&str, &str) -> Vec<(String, bool)>,
) -> Verdict {
    let text = s.any_string()?;
    let (made, value, tag) = with_text(s, &text)?;
    let path = text.path();
    for (part, found) in parts(&tag, &value) {
        s.expect_found(&format!("{path} {operator} {}", quoted(&part)), &made, found)?;
    }
    Ok(())
}
