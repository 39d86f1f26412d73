//! The operators, on values of each type.

use super::{each, with_text};
use crate::live::check::subject::{
    at, element, expect, extension_text, made, quoted, simple_list, typed, value,
};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Made, Session, Stop};
use scim_schema::schema::Type;
use serde_json::{Value, json};

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
            let text = s.any_string()?;
            let (made, value, tag) = with_text(s, &text)?;
            let path = text.path();
            for (part, found) in [
                (format!("Alpha {tag}"), true),
                (format!("pha {tag} Om"), true),
                (format!("{tag} Omega"), true),
                (value, true),
                (format!("Omega {tag}"), false),
            ] {
                s.expect_found(&format!("{path} co {}", quoted(&part)), &made, found)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.sw",
        "`sw` finds what is at the start, and the whole",
        &["7644-3.4.2.2-13"],
        |s| {
            let text = s.any_string()?;
            let (made, value, tag) = with_text(s, &text)?;
            let path = text.path();
            for (part, found) in [
                (format!("Alpha {tag}"), true),
                (value, true),
                (format!("{tag} Omega"), false),
                (format!("lpha {tag}"), false),
            ] {
                s.expect_found(&format!("{path} sw {}", quoted(&part)), &made, found)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.ew",
        "`ew` finds what is at the end, and the whole",
        &["7644-3.4.2.2-14"],
        |s| {
            let text = s.any_string()?;
            let (made, value, tag) = with_text(s, &text)?;
            let path = text.path();
            for (part, found) in [
                (format!("{tag} Omega"), true),
                (value, true),
                (format!("Alpha {tag}"), false),
                (format!("{tag} Omeg"), false),
            ] {
                s.expect_found(&format!("{path} ew {}", quoted(&part)), &made, found)?;
            }
            Ok(())
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
        "filter.integer",
        "integers compare as numbers",
        &[
            "7644-3.4.2.2-16",
            "7644-3.4.2.2-17",
            "7644-3.4.2.2-18",
            "7644-3.4.2.2-19",
            "7644-3.4.2.2-10",
        ],
        |s| {
            let integer = typed(s, Type::Integer, "integer")?;
            let made = made(s, &[(&integer, json!(100))])?;
            ordered(s, &made, integer.path(), ["9".into(), "100".into(), "1000".into()])
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.decimal",
        "decimals compare as numbers",
        &["7644-3.4.2.2-16", "7644-3.4.2.2-18", "7643-2.3-04"],
        |s| {
            let decimal = typed(s, Type::Decimal, "decimal")?;
            let made = made(s, &[(&decimal, json!(10.5))])?;
            ordered(s, &made, decimal.path(), ["9.75".into(), "10.5".into(), "100.25".into()])
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.date-time",
        "date-times compare as instants, in whatever offset they are",
        &[
            "7644-3.4.2.2-20",
            "7644-3.4.2.2-16",
            "7644-3.4.2.2-17",
            "7644-3.4.2.2-18",
            "7644-3.4.2.2-19",
        ],
        |s| {
            let time = typed(s, Type::DateTime, "dateTime")?;
            let made = made(s, &[(&time, json!("2011-05-13T04:42:34Z"))])?;
            let quoted = |text: &str| quoted(text);
            ordered(
                s,
                &made,
                time.path(),
                [
                    quoted("2011-05-13T05:42:34+02:00"),
                    quoted("2011-05-13T06:42:34+02:00"),
                    quoted("2011-05-13T03:42:34-02:00"),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.last-modified",
        "`meta.lastModified` and `meta.created` compare as instants",
        &["7644-3.4.2.2-16", "7644-3.4.2.2-17", "7644-3.4.2.2-19", "7643-3-09", "7644-3.4.2.2-20"],
        |s| {
            let made = made(s, &[])?;
            let read = s.read(&made)?;
            for name in ["lastModified", "created"] {
                let found = at(read.json(), &format!("/meta/{name}")).to_owned();
                if found.is_empty() {
                    return Err(Stop::skipped(format!("there is no `meta.{name}`")));
                }
                let path = format!("meta.{name}");
                each(
                    s,
                    &made,
                    &[
                        (format!("{path} gt \"2001-01-01T00:00:00Z\""), true),
                        (format!("{path} lt \"2001-01-01T00:00:00Z\""), false),
                        (format!("{path} lt \"2101-01-01T00:00:00Z\""), true),
                        (format!("{path} ge {}", quoted(&found)), true),
                        (format!("{path} le {}", quoted(&found)), true),
                    ],
                )?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.last-modified-offset",
        "`meta.created` is compared as an instant with times in other offsets",
        &["7644-3.4.2.2-20"],
        |s| {
            let made = made(s, &[])?;
            let read = s.read(&made)?;
            let created = at(read.json(), "/meta/created").to_owned();
            let Some(shifted) = elsewhere(&created) else {
                return Err(Stop::skipped("`meta.created` is not in UTC"));
            };
            each(
                s,
                &made,
                &[
                    (format!("meta.created ge {}", quoted(&shifted)), true),
                    (format!("meta.created gt {}", quoted(&shifted)), false),
                    (format!("meta.created le {}", quoted(&shifted)), true),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.boolean",
        "booleans compare with `true` and `false`",
        &["7644-3.4.2.2-10", "7644-3.4.2.2-11", "7643-2.3-03"],
        |s| {
            let boolean = typed(s, Type::Boolean, "boolean")?;
            for is in [true, false] {
                let made = made(s, &[(&boolean, json!(is))])?;
                let path = boolean.path();
                each(
                    s,
                    &made,
                    &[
                        (format!("{path} eq {is}"), true),
                        (format!("{path} eq {}", !is), false),
                        (format!("{path} ne {}", !is), true),
                        (format!("{path} ne {is}"), false),
                    ],
                )?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.defaulted",
        "what the server set by default can be filtered by as it was returned",
        &["7644-3.4.2.2-45"],
        |s| {
            let boolean = typed(s, Type::Boolean, "boolean")?;
            let made = made(s, &[])?;
            let read = s.read(&made)?;
            let Some(is) = boolean.of(read.json()).and_then(Value::as_bool) else {
                return Err(Stop::skipped(format!("`{}` has no default", boolean.path())));
            };
            expect(s, &made, &format!("{} eq {is}", boolean.path()), true)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.binary",
        "binary values compare with regard to case",
        &["7643-2.3.6-04", "7644-3.4.2.2-10"],
        |s| {
            let binary = typed(s, Type::Binary, "binary")?;
            let made = made(s, &[(&binary, json!("c2NpbQ=="))])?;
            each(
                s,
                &made,
                &[
                    (format!("{} eq \"c2NpbQ==\"", binary.path()), true),
                    (format!("{} eq \"C2NPBQ==\"", binary.path()), false),
                ],
            )
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.reference",
        "references compare with regard to case",
        &["7643-2.3.7-05"],
        |s| {
            let reference =
                s.find("reference to something outside that a client may write and read", |one| {
                    one.r#type() == Type::Reference
                        && one.is_plain()
                        && one.parent().is_none()
                        && !crate::live::make::refers(one.declared())
                })?;
            let uri = format!("https://{}.example.com/a", s.unique());
            let made = made(s, &[(&reference, json!(uri))])?;
            each(
                s,
                &made,
                &[
                    (format!("{} eq {}", reference.path(), quoted(&uri)), true),
                    (
                        format!("{} eq {}", reference.path(), quoted(&uri.replace("/a", "/A"))),
                        false,
                    ),
                ],
            )
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
        "filter.list",
        "a filter on a list finds any of its elements",
        &["7644-3.4.2.2-42", "7643-2.4-01"],
        |s| {
            let list = s.any_list()?;
            let (one, other) = (element(s, &list, 1)?, element(s, &list, 3)?);
            let made = made(s, &[(&list, json!([one, other]))])?;
            for element in [&one, &other] {
                let value = element.get("value").cloned().unwrap_or_default();
                s.expect_found(&format!("{}.value eq {value}", list.path()), &made, true)?;
            }
            let none = quoted(&s.unique());
            s.expect_found(&format!("{}.value eq {none}", list.path()), &made, false)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.simple-list",
        "a filter on a list of texts finds any of them",
        &["7644-3.4.2.2-42"],
        |s| {
            let list = simple_list(s)?;
            let (one, other) = (element(s, &list, 0)?, element(s, &list, 1)?);
            let made = made(s, &[(&list, json!([one, other]))])?;
            for element in [&one, &other] {
                s.expect_found(&format!("{} eq {element}", list.path()), &made, true)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.default-value",
        "a complex list without a sub-attribute stands for its `value`",
        &["7644-3.4.2.2-44", "7644-3.4.2.2-43"],
        |s| {
            let list = s.any_list()?;
            let one = element(s, &list, 1)?;
            let made = made(s, &[(&list, json!([one]))])?;
            let value = one.get("value").cloned().unwrap_or_default();
            s.expect_found(&format!("{} co {value}", list.path()), &made, true)
        },
    )
    .needs(&[Need::Filter])
    .should()
    .each_type(),
    Check::new(
        "filter.sub-attribute",
        "sub-attributes can be filtered by",
        &["7644-3.10-04", "7644-3.4.2.2-38"],
        |s| {
            let complex = s.any_complex()?;
            let (one, _) = crate::live::check::subject::two_texts(&complex)?;
            let text = value(s, &one, 0)?;
            let made = made(s, &[(&one, text.clone())])?;
            s.expect_found(&format!("{} eq {text}", one.path()), &made, true)?;
            let none = quoted(&s.unique());
            s.expect_found(&format!("{} eq {none}", one.path()), &made, false)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.extension",
        "attributes of extensions can be filtered by",
        &["7644-3.4.2.2-38", "7644-3.10-03", "7644-3.4.2.2-04"],
        |s| {
            let text = extension_text(s)?;
            let one = value(s, &text, 0)?;
            let made = made(s, &[(&text, one.clone())])?;
            s.expect_found(&format!("{} eq {one}", text.path()), &made, true)?;
            let none = quoted(&s.unique());
            s.expect_found(&format!("{} eq {none}", text.path()), &made, false)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.id",
        "`id` can be filtered by, with regard to case",
        &["7643-3.1-11", "7643-3-09", "7643-7-19"],
        |s| {
            let made = made(s, &[])?;
            s.expect_found(&format!("id eq {}", quoted(&made.id)), &made, true)?;
            let other = crate::live::check::subject::other_case(&made.id);
            if other != made.id {
                s.expect_found(&format!("id eq {}", quoted(&other)), &made, false)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.external-id",
        "`externalId` can be filtered by, with regard to case",
        &["7643-3.1-17", "7644-3.4.2.2-48", "7643-7-19"],
        |s| {
            let external = s.attribute("externalId")?;
            let id = format!("AbC {}", s.unique());
            let made = made(s, &[(&external, id.clone().into())])?;
            s.expect_found(&format!("externalId eq {}", quoted(&id)), &made, true)?;
            s.expect_found(
                &format!("externalId eq {}", quoted(&id.replace("AbC", "abc"))),
                &made,
                false,
            )
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
            if list.is_empty() && answer.total() == Some(0) {
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
            let answer = s.list(&[("filter", &format!("{} sw \"{tag} \"", text.path()))])?;
            let list = answer.expect_list()?;
            if answer.total() == Some(3) && list.len() == 3 {
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

/// Six comparisons of a value with one that is less, one that is the same, and one that is more.
fn ordered(
    s: &mut Session<'_>,
    made: &Made,
    path: &str,
    [less, same, more]: [String; 3],
) -> Verdict {
    each(
        s,
        made,
        &[
            (format!("{path} eq {same}"), true),
            (format!("{path} ne {same}"), false),
            (format!("{path} gt {less}"), true),
            (format!("{path} gt {same}"), false),
            (format!("{path} gt {more}"), false),
            (format!("{path} ge {less}"), true),
            (format!("{path} ge {same}"), true),
            (format!("{path} ge {more}"), false),
            (format!("{path} lt {less}"), false),
            (format!("{path} lt {same}"), false),
            (format!("{path} lt {more}"), true),
            (format!("{path} le {less}"), false),
            (format!("{path} le {same}"), true),
            (format!("{path} le {more}"), true),
        ],
    )
}

/// The same instant in another offset, on the same day.
fn elsewhere(utc: &str) -> Option<String> {
    let rest = utc.strip_suffix('Z')?;
    let (date, time) = rest.split_once('T')?;
    let (hour, rest) = time.split_once(':')?;
    let hour: u32 = hour.parse().ok()?;
    Some(match hour.checked_sub(2) {
        Some(earlier) => format!("{date}T{earlier:02}:{rest}-02:00"),
        None => format!("{date}T{:02}:{rest}+02:00", hour + 2),
    })
}
