//! The operators on values that are no texts.

use super::each;
use crate::live::check::subject::{at, expect, made, quoted, typed};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Made, Session, Stop};
use scim_schema::schema::Type;
use serde_json::{Value, json};

pub(in crate::live::check) const CHECKS: &[Check] = &[
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
];

/// Six comparisons of a value with one that is less, one that is the same, and one that is more.
pub(super) fn ordered(
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
