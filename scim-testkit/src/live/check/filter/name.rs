//! How names are written in filters.

use super::with_text;
use crate::live::check::subject::{capital, extension_text, made, quoted, value};
use crate::live::check::{Check, Need};
use crate::live::{Ask, Stop};

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new(
        "filter.name-case",
        "names of attributes ignore case",
        &["7643-2.1-01", "7644-3.4.2.2-05", "7644-3.10-05"],
        |s| {
            let text = s.any_string()?;
            let (made, value, _) = with_text(s, &text)?;
            for path in
                [capital(text.path()), text.path().to_uppercase(), text.path().to_lowercase()]
            {
                s.expect_found(&format!("{path} eq {}", quoted(&value)), &made, true)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.operator-case",
        "operators ignore case",
        &["7644-3.4.2.2-05", "7643-2.1-05", "7644-3.4.2.2-37"],
        |s| {
            let text = s.any_string()?;
            let (made, value, tag) = with_text(s, &text)?;
            for (operator, part) in [
                ("EQ", value.as_str()),
                ("Eq", &value),
                ("CO", &tag),
                ("SW", &format!("Alpha {tag}")),
            ] {
                s.expect_found(
                    &format!("{} {operator} {}", text.path(), quoted(part)),
                    &made,
                    true,
                )?;
            }
            crate::live::check::subject::expect(s, &made, &format!("{} PR", text.path()), true)
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.urn",
        "a name may have the URN of its schema, in any case",
        &["7644-3.4.2.2-50", "7644-3.10-01", "7644-3.10-02", "7644-3.10-05", "7643-3.1-03"],
        |s| {
            let text = s.any_string()?;
            let (made, value, _) = with_text(s, &text)?;
            let urn = s.kind().schema().id.to_string();
            for urn in [urn.clone(), urn.to_uppercase()] {
                s.expect_found(
                    &format!("{urn}:{} eq {}", text.path(), quoted(&value)),
                    &made,
                    true,
                )?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("filter.extension-case", "URNs of extensions ignore case", &["7644-3.10-05"], |s| {
        let text = extension_text(s)?;
        let one = value(s, &text, 0)?;
        let made = made(s, &[(&text, one.clone())])?;
        let path = format!("{}:{}", text.urn().unwrap_or_default().to_uppercase(), text.name());
        s.expect_found(&format!("{path} eq {one}"), &made, true)
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new(
        "filter.user-name-prepared",
        "a filter finds a `userName` however its accents are written",
        &["7644-7.8-01", "7644-5-01"],
        |s| {
            let user = s.user()?;
            s.set_kind(&user);
            let name = s.attribute("userName")?;
            let plain = s.unique();
            let made = s.create_with(&[(&name, format!("{plain}\u{e9}").into())])?;
            for sent in [format!("{plain}\u{e9}"), format!("{plain}e\u{301}")] {
                s.expect_found(&format!("userName eq {}", quoted(&sent)), &made, true)?;
            }
            Ok(())
        },
    )
    .needs(&[Need::Filter, Need::User]),
    Check::new(
        "filter.extension-without-urn",
        "an attribute of an extension without its URN",
        &["7644-3.10-03"],
        |s| {
            let text = extension_text(s)?;
            let one = value(s, &text, 0)?;
            let made = made(s, &[(&text, one.clone())])?;
            let answer = s.list(&[("filter", &format!("{} eq {one}", text.name()))])?;
            let found = answer.json().to_string().contains(&made.id);
            Err(Stop::informed(match (answer.status(), found) {
                (200, true) => "an attribute of an extension is found without its URN",
                (200, false) => "an attribute of an extension is not found without its URN",
                _ => "an attribute of an extension without its URN is refused",
            }))
        },
    )
    .needs(&[Need::Filter])
    .may(),
    Check::new("filter.plus", "a space in a URL may be `%20`", &["7644-1.2-01"], |s| {
        let text = s.any_string()?;
        let (made, value, _) = with_text(s, &text)?;
        let filter = format!("{} eq {}", text.path(), quoted(&value));
        // every character percent-encoded, those that need not be as well
        let encoded: String = filter.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let endpoint = s.kind().endpoint().to_owned();
        let answer = s.send(&Ask::get(format!("{endpoint}?filter={encoded}")))?;
        let list = answer.expect_list()?;
        if list.iter().any(|one| crate::live::check::subject::at(one, "/id") == made.id) {
            Ok(())
        } else {
            Err(answer.failed("the resource", "a list without it"))
        }
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("filter.schemas", "`schemas` can be filtered by", &["7644-3.4.2.2-49"], |s| {
        let made = made(s, &[])?;
        let urn = s.kind().schema().id.to_string();
        let filter =
            crate::live::check::subject::scoped(s, &made, &format!("schemas eq {}", quoted(&urn)))?;
        let answer = s.list(&[("filter", &filter)])?;
        if answer.status() == 200 && answer.json().to_string().contains(&made.id) {
            Ok(())
        } else {
            Err(Stop::informed("`schemas` cannot be filtered by"))
        }
    })
    .needs(&[Need::Filter])
    .may(),
    Check::new(
        "filter.resource-type",
        "`meta.resourceType` can be filtered by",
        &["7644-3.4.2.1-03", "7643-3-09"],
        |s| {
            let made = made(s, &[])?;
            let name = quoted(s.kind().name());
            crate::live::check::subject::expect(
                s,
                &made,
                &format!("meta.resourceType eq {name}"),
                true,
            )?;
            crate::live::check::subject::expect(
                s,
                &made,
                "meta.resourceType eq \"ScimTestkitNothing\"",
                false,
            )
        },
    )
    .needs(&[Need::Filter])
    .should()
    .each_type(),
];
