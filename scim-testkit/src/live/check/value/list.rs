//! Lists in bodies (RFC 7643 section 2.4).

use crate::live::Stop;
use crate::live::check::Check;
use crate::live::check::pair::{expect_primary, may_be_primary, pair, primary, typed_pair};
use crate::live::check::subject::{
    element, elements, made, post, primary_list, set, shown, simple_list, unset, value,
};
use serde_json::json;

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "value.list",
        "each element of a list is kept",
        &["7643-2.4-01", "7643-1.2-03"],
        |s| {
            let list = s.any_list()?;
            let sent = json!(pair(s, &list)?);
            let made = made(s, &[(&list, sent.clone())])?;
            s.read(&made)?.expect_value(&list, &sent)
        },
    )
    .each_type(),
    Check::new(
        "value.primary",
        "the element that is said to be primary is",
        &["7643-2.4-05", "7643-2.4-01"],
        |s| {
            let list = primary_list(s)?;
            let [one, other] = pair(s, &list)?;
            let read = may_be_primary(s, &list, &other, &one)?;
            if elements(read.json(), &list).len() < 2 {
                let path = list.path();
                return Err(Stop::skipped(format!("the server keeps one element of `{path}`")));
            }
            expect_primary(&read, &list, &other)
        },
    )
    .each_type(),
    Check::new("value.simple-list", "each text of a list is kept", &["7643-2.4-01"], |s| {
        let list = simple_list(s)?;
        let sent = value(s, &list, 0)?;
        let made = made(s, &[(&list, sent.clone())])?;
        s.read(&made)?.expect_value(&list, &sent)
    })
    .each_type(),
    Check::new(
        "value.same-in-two-types",
        "one value may be there with different types",
        &["7643-2.4-11"],
        |s| {
            let list = s.any_list()?;
            let [one, mut other] = typed_pair(s, &list)?;
            set(&mut other, "value", one.get("value").cloned().unwrap_or_default());
            let mut body = s.minimal();
            list.put(&mut body, json!([one, other]));
            let answer = post(s, &body)?;
            let answer = shown(s, answer)?;
            if answer.is_success() && elements(answer.json(), &list).len() == 2 {
                return Ok(());
            }
            Err(Stop::informed("one value with two types is not kept twice"))
        },
    )
    .may()
    .each_type(),
    Check::new(
        "value.same-element-twice",
        "what is sent twice is not returned twice",
        &["7643-2.4-12"],
        |s| {
            let list = s.any_list()?;
            let mut one = element(s, &list, 1)?;
            unset(&mut one, "primary");
            let mut body = s.minimal();
            list.put(&mut body, json!([one.clone(), one]));
            let answer = post(s, &body)?;
            let answer = shown(s, answer)?;
            if answer.status() == 400 || elements(answer.json(), &list).len() == 1 {
                return Ok(());
            }
            Err(answer.failed(
                format!("one element of `{}`", list.path()),
                format!("{}", elements(answer.json(), &list).len()),
            ))
        },
    )
    .should()
    .each_type(),
    Check::new("value.two-primaries", "at most one element is primary", &["7643-2.4-05"], |s| {
        let list = primary_list(s)?;
        let (mut one, mut other) = (element(s, &list, 0)?, element(s, &list, 1)?);
        set(&mut one, "primary", json!(true));
        set(&mut other, "primary", json!(true));
        let mut body = s.minimal();
        list.put(&mut body, json!([one, other]));
        let answer = post(s, &body)?;
        if answer.status() / 100 == 4 {
            return Ok(());
        }
        answer.expect_success()?;
        let answer = shown(s, answer)?;
        if primary(answer.json(), &list).count() > 1 {
            return Err(answer.failed("400, or one primary element", "several"));
        }
        Ok(())
    })
    .each_type(),
    Check::new(
        "value.canonical",
        "a value beside the canonical ones is kept, dropped or refused",
        &["7643-2.3.1-03", "7643-7-18", "7643-2.4-14"],
        |s| {
            let list = s.any_list()?;
            let sub =
                list.subs().into_iter().find(|sub| !sub.declared().canonical_values.is_empty());
            let Some(sub) = sub else {
                return Err(Stop::skipped(format!("`{}` has no canonical values", list.path())));
            };
            let mut one = element(s, &list, 1)?;
            set(&mut one, sub.name(), json!("scim-testkit"));
            let mut body = s.minimal();
            list.put(&mut body, json!([one]));
            let answer = post(s, &body)?;
            answer.expect_one_of(&[201, 400])?;
            let answer = shown(s, answer)?;
            let kept = answer.json().to_string().contains("\"scim-testkit\"");
            Err(Stop::informed(match (answer.status(), kept) {
                (400, _) => "a value that is not canonical is refused",
                (_, true) => "a value that is not canonical is kept",
                _ => "a value that is not canonical is dropped",
            }))
        },
    )
    .each_type(),
];
