//! Filters that cannot be.

use crate::live::check::subject::{typed, value};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Session, Stop};
use scim_schema::schema::Type;
use serde_json::json;

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "filter.syntax",
        "a filter that cannot be parsed is answered 400 invalidFilter",
        &[
            "7644-3.12-20",
            "7644-3.4.2.2-33",
            "7644-3.4.2.2-06",
            "7644-3.4.2.2-07",
            "7644-3.4.2.2-35",
        ],
        |s| {
            let text = s.any_string()?;
            let path = text.path();
            for filter in [
                format!("{path} eq"),
                format!("({path} eq \"a\""),
                format!("{path} eq \"a\")"),
                format!("{path} eq \"a\" and"),
                format!("{path} eq \"a"),
                format!("and {path} pr"),
                path.to_owned(),
                format!("{path} eq \"a\" {path} eq \"b\""),
            ] {
                refused(s, &filter)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.unknown-operator",
        "an unknown operator is answered 400 invalidFilter",
        &["7644-3.4.2.2-47", "7644-3.4.2.2-37", "7644-3.12-20"],
        |s| {
            let text = s.any_string()?;
            for operator in ["regex", "like", "==", "xx"] {
                refused(s, &format!("{} {operator} \"a\"", text.path()))?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.boolean-gt",
        "`gt` on a boolean is answered 400 invalidFilter",
        &["7644-3.4.2.2-21"],
        |s| unordered(s, "gt"),
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.boolean-ge",
        "`ge` on a boolean is answered 400 invalidFilter",
        &["7644-3.4.2.2-22"],
        |s| unordered(s, "ge"),
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.boolean-lt",
        "`lt` on a boolean is answered 400 invalidFilter",
        &["7644-3.4.2.2-23"],
        |s| unordered(s, "lt"),
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.boolean-le",
        "`le` on a boolean is answered 400 invalidFilter",
        &["7644-3.4.2.2-24"],
        |s| unordered(s, "le"),
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.binary-order",
        "an order on a binary value is answered 400 invalidFilter",
        &["7644-3.4.2.2-21", "7644-3.4.2.2-22", "7644-3.4.2.2-23", "7644-3.4.2.2-24"],
        |s| {
            let binary =
                s.find("binary value", |one| one.r#type() == Type::Binary && one.is_plain())?;
            for operator in ["gt", "ge", "lt", "le"] {
                refused(s, &format!("{} {operator} \"TWFu\"", binary.path()))?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .reads()
    .each_type(),
    Check::new(
        "filter.unknown-attribute",
        "an attribute that no schema has",
        &["7644-3.12-20", "7644-3.4.2.1-07"],
        |s| {
            let answer = s.list(&[("filter", "scimTestkitNoSuchAttribute eq \"a\"")])?;
            answer.expect_one_of(&[200, 400])?;
            Err(Stop::informed(if answer.status() == 400 {
                "a filter on an attribute that no schema has is refused"
            } else {
                "a filter on an attribute that no schema has finds nothing"
            }))
        },
    )
    .needs(&[Need::Filter])
    .reads(),
    Check::new(
        "filter.secret",
        "a filter on what is never returned does not return it",
        &["7643-4.1.1-26", "7643-4.1.1-24", "7643-7-31", "7643-7-30"],
        |s| {
            let Some(secret) = s.kind().secrets().into_iter().next() else {
                return Err(Stop::skipped("nothing is never returned"));
            };
            let value = value(s, &secret, 0)?;
            let mut body = s.minimal();
            secret.put(&mut body, value.clone());
            s.create_body(&body)?;
            let answer = s.list(&[("filter", &format!("{} pr", secret.path())), ("count", "5")])?;
            let found = answer
                .json()
                .get("Resources")
                .and_then(|all| all.as_array())
                .is_some_and(|all| all.iter().any(|one| secret.of(one).is_some()));
            if found { Err(answer.failed(format!("no `{}`", secret.path()), "it")) } else { Ok(()) }
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("filter.type", "a literal of another type", &["7644-3.12-20"], |s| {
        let boolean = typed(s, Type::Boolean, "boolean")?;
        let answer = s.list(&[("filter", &format!("{} eq \"yes\"", boolean.path()))])?;
        answer.expect_one_of(&[200, 400])?;
        Err(Stop::informed(if answer.status() == 400 {
            "a text against a boolean is refused"
        } else {
            "a text against a boolean finds nothing"
        }))
    })
    .needs(&[Need::Filter])
    .reads(),
    Check::new(
        "filter.unsupported",
        "filters that are declared unsupported are refused or ignored",
        &["7644-3.4.2.2-01", "7644-3.4.2.2-02"],
        |s| {
            if s.discovery().config.as_ref().is_none_or(|config| config.filter.supported) {
                return Err(Stop::skipped("the server does not declare `filter.supported` false"));
            }
            let text = s.any_string()?;
            let answer =
                s.list(&[("filter", &format!("{} eq \"{}\"", text.path(), s.unique()))])?;
            answer.expect_one_of(&[200, 400, 403, 501])?;
            Ok(())
        },
    )
    .reads(),
    Check::new(
        "filter.deep",
        "a filter of 200 parentheses is no internal error",
        &["7644-3.12-11"],
        |s| {
            let text = s.any_string()?;
            let deep = format!("{}{} pr{}", "(".repeat(200), text.path(), ")".repeat(200));
            let answer = s.list(&[("filter", &deep), ("count", "1")])?;
            if answer.status() >= 500 {
                Err(answer.failed("200 or 400", answer.status().to_string()))
            } else {
                Ok(())
            }
        },
    )
    .needs(&[Need::Filter])
    .reads(),
];

fn refused(s: &mut Session<'_>, filter: &str) -> Verdict {
    let answer = s.list(&[("filter", filter), ("count", "1")])?;
    if answer.is_success() {
        return Err(answer.failed("status 400", format!("{} to `{filter}`", answer.status())));
    }
    answer.expect_error(400, "invalidFilter")?;
    Ok(())
}

fn unordered(s: &mut Session<'_>, operator: &str) -> Verdict {
    let boolean = typed(s, Type::Boolean, "boolean")?;
    for value in [json!(true), json!(false)] {
        refused(s, &format!("{} {operator} {value}", boolean.path()))?;
    }
    Ok(())
}
