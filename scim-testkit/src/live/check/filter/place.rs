//! Filters on lists, sub-attributes, extensions and common attributes.

use crate::live::check::pair::pair;
use crate::live::check::subject::{element, extension_text, made, quoted, simple_list, value};
use crate::live::check::{Check, Need};
use serde_json::json;

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "filter.list",
        "a filter on a list finds any of its elements",
        &["7644-3.4.2.2-42", "7643-2.4-01"],
        |s| {
            let list = s.any_list()?;
            let [one, other] = pair(s, &list)?;
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
];
