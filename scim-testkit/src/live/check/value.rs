//! Values in bodies, and that they are kept (RFC 7643 section 2).

pub(super) mod list;
pub(super) mod refused;

use super::subject::{
    anchor, extension_text, immutable, made, other_case, post, set, shown, typed, value,
};
use super::{Check, Verdict};
use crate::live::{Ask, Attr, Session, Stop};
use scim_schema::schema::Type;
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "value.unicode",
        "texts are kept whatever characters they have",
        &["7643-2.3.1-01", "7644-3.8-01", "7644-3.8-02", "7643-2.3-02"],
        |s| {
            let text = s.any_string()?;
            let tag = s.unique();
            for odd in [
                "Zoë Müller 北京 Ωμέγα",
                "𝕊𝕔𝕚𝕞 👩‍🚀",
                "e\u{301}\u{327}",
                "\"quoted\" \\ back / <b>&amp; '%27",
                "שלום עולם",
            ] {
                kept(s, &text, &format!("{odd} {tag}"))?;
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new("value.long", "a text of 200 characters is kept", &["7643-2.3.1-01"], |s| {
        let text = s.any_string()?;
        let long = format!("{} {}", "long".repeat(45), s.unique());
        kept(s, &text, &long)
    })
    .should()
    .each_type(),
    Check::new(
        "value.case",
        "case-exact texts keep their case",
        &["7643-7-20", "7643-3.1-17"],
        |s| {
            let unique = s.unique();
            for exact in
                s.kind().plain_strings().into_iter().chain(s.kind().attribute("externalId"))
            {
                if !exact.declared().case_exact {
                    continue;
                }
                let sent = format!("aBcDeF {unique}");
                let made = made(s, &[(&exact, sent.clone().into())])?;
                let read = s.read(&made)?;
                let found = exact.of(read.json()).and_then(Value::as_str).unwrap_or_default();
                if found != sent {
                    return Err(read.failed(
                        format!("`{}` to be `{sent}`", exact.path()),
                        format!("`{found}`"),
                    ));
                }
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "value.boolean",
        "booleans are kept",
        &["7643-2.3-03", "7643-2.3.2-01", "7643-4.1.1-18"],
        |s| {
            let boolean = typed(s, Type::Boolean, "boolean")?;
            for value in [true, false] {
                exactly(s, &boolean, &json!(value))?;
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new("value.integer", "integers are kept", &["7643-2.3-05", "7643-2.3.4-01"], |s| {
        let integer = typed(s, Type::Integer, "integer")?;
        for value in [0_i64, 7, 1_000_000] {
            exactly(s, &integer, &json!(value))?;
        }
        Ok(())
    })
    .each_type(),
    Check::new("value.large-integer", "integers beyond 32 bits are kept", &["7643-2.3-05"], |s| {
        let integer = typed(s, Type::Integer, "integer")?;
        exactly(s, &integer, &json!(9_007_199_254_740_991_i64))
    })
    .should()
    .each_type(),
    Check::new("value.decimal", "decimals are kept", &["7643-2.3-04", "7643-2.3.3-01"], |s| {
        let decimal = typed(s, Type::Decimal, "decimal")?;
        for value in [2.25, 0.5, 1e6] {
            exactly(s, &decimal, &json!(value))?;
        }
        Ok(())
    })
    .each_type(),
    Check::new(
        "value.date-time",
        "date-times are kept, in whatever offset they come",
        &["7643-2.3-06", "7643-2.3.5-01", "7643-2.3.5-03"],
        |s| {
            let time = typed(s, Type::DateTime, "dateTime")?;
            for sent in
                ["2011-05-13T04:42:34Z", "2011-05-13T06:42:34+02:00", "2020-02-29T23:59:59.5Z"]
            {
                let made = made(s, &[(&time, json!(sent))])?;
                s.read(&made)?.expect_value(&time, &json!(sent))?;
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "value.binary",
        "binary values are kept",
        &["7643-2.3-07", "7643-2.3.6-01", "7643-2.3.6-04", "7643-4.1.2-27"],
        |s| {
            let binary = s.find("binary value that a client may write and read", |one| {
                one.r#type() == Type::Binary && one.is_plain()
            })?;
            let sent = value(s, &binary, 0)?;
            let made = made(s, &[(&binary, sent.clone())])?;
            let read = s.read(&made)?;
            let octets =
                |value: &Value| value.as_str().unwrap_or_default().trim_end_matches('=').to_owned();
            let found = binary.of(read.json()).cloned().unwrap_or_default();
            if octets(&found) == octets(&sent) {
                return Ok(());
            }
            Err(read.failed(format!("`{}` to be what was sent", binary.path()), "another value"))
        },
    )
    .each_type(),
    Check::new(
        "value.binary-unpadded",
        "base64 may come without padding",
        &["7643-2.3.6-03"],
        |s| {
            let binary = typed(s, Type::Binary, "binary")?;
            let mut body = s.minimal();
            binary.put(&mut body, json!("c2NpbQ"));
            post(s, &body)?.expect_status(201)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "value.reference",
        "references are kept as they were sent",
        &["7643-2.3-08", "7643-2.3.7-02", "7643-4.1.1-12"],
        |s| {
            let reference =
                s.find("reference to something outside that a client may write and read", |one| {
                    one.r#type() == Type::Reference
                        && one.is_plain()
                        && one.parent().is_none()
                        && !crate::live::make::refers(one.declared())
                })?;
            let sent = format!("https://{}.example.com/A/b?c=D", s.unique());
            exactly(s, &reference, &json!(sent))
        },
    )
    .each_type(),
    Check::new(
        "value.complex",
        "sub-attributes are kept, in whatever order they come",
        &["7643-2.3-09", "7643-2.3.8-01", "7643-2.3.8-02"],
        |s| {
            let complex = s.any_complex()?;
            let sent = value(s, &complex, 0)?;
            let made = made(s, &[(&complex, sent.clone())])?;
            s.read(&made)?.expect_value(&complex, &sent)
        },
    )
    .each_type(),
    Check::new(
        "value.null",
        "`null` is no value",
        &["7643-2.5-01", "7643-2.5-02", "7643-2.5-03", "7644-3.3-06"],
        |s| {
            let text = s.optional_string()?;
            unassigned(s, &text, Value::Null)
        },
    )
    .each_type(),
    Check::new("value.empty-list", "`[]` is no value", &["7643-2.5-01", "7643-2.5-02"], |s| {
        let list = s.any_list()?;
        unassigned(s, &list, json!([]))
    })
    .each_type(),
    Check::new("value.names-case", "names of attributes ignore case", &["7643-2.1-01"], |s| {
        let text = s.optional_string()?;
        let sent = value(s, &text, 0)?;
        made(s, &[(&text, sent.clone())])?;
        for name in [text.name().to_ascii_uppercase(), super::subject::capital(text.name())] {
            let mut body = s.minimal();
            set(&mut body, &name, sent.clone());
            let answer = post(s, &body)?;
            answer.expect_status(201)?;
            let made = shown(s, answer)?.text("id").to_owned();
            let read = s.get(&format!("{}/{made}", s.kind().endpoint().to_owned()))?;
            read.expect_value(&text, &sent)?;
        }
        Ok(())
    })
    .each_type(),
    Check::new(
        "value.extension",
        "attributes of an extension are kept below its URN",
        &["7643-3.3-08", "7643-3-11", "7643-3-10", "7643-3.3-05", "7643-4.3-01"],
        |s| {
            let text = extension_text(s)?;
            let sent = value(s, &text, 0)?;
            let made = made_with_extension(s, &text, &sent)?;
            let read = s.read(&made)?;
            read.expect_value(&text, &sent)?;
            let urn = text.urn().unwrap_or_default();
            let listed = read.member("schemas").and_then(Value::as_array);
            if listed.is_some_and(|urns| {
                urns.iter().any(|one| one.as_str().is_some_and(|one| one.eq_ignore_ascii_case(urn)))
            }) {
                return Ok(());
            }
            Err(read.failed(format!("`schemas` with `{urn}`"), "it is missing"))
        },
    )
    .each_type(),
    Check::new("value.immutable", "what is immutable can be given once", &["7643-7-24"], |s| {
        let attribute = immutable(s)?;
        let sent = value(s, &attribute, 0)?;
        let made = made(s, &[(&attribute, sent.clone())])?;
        s.read(&made)?.expect_value(&attribute, &sent)
    })
    .each_type(),
    Check::new(
        "value.member-order",
        "members of a body come in any order",
        &["7643-2.3.8-02"],
        |s| {
            let anchor = anchor(s)?;
            let mut body = s.minimal();
            let first = anchor.of(&body).cloned().unwrap_or_default();
            let schemas = body.get("schemas").cloned().unwrap_or_default();
            super::subject::unset(&mut body, "schemas");
            anchor.take(&mut body);
            let rest = body.to_string();
            let rest = rest.trim_matches(['{', '}']);
            let middle = if rest.is_empty() { String::new() } else { format!("{rest},") };
            let endpoint = s.kind().endpoint().to_owned();
            for text in [
                format!("{{{middle}\"{}\":{first},\"schemas\":{schemas}}}", anchor.name()),
                format!(
                    "{{\"schemas\":{schemas},{middle}\"{}\":{}}}",
                    anchor.name(),
                    value(s, &anchor, 5)?
                ),
            ] {
                s.send(&Ask::post(endpoint.clone()).text("application/scim+json", &text))?
                    .expect_status(201)?;
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "value.case-preserved",
        "texts that are not case-exact are the same but for case",
        &["7643-7-21", "7643-2.2-03"],
        |s| {
            let text = s.kind().plain_strings().into_iter().find(|one| !one.declared().case_exact);
            let Some(text) = text else {
                return Err(Stop::skipped("there is no text without case"));
            };
            let sent = other_case(&format!("Mixed {}", s.unique()));
            let made = made(s, &[(&text, sent.clone().into())])?;
            s.read(&made)?.expect_value(&text, &json!(sent))
        },
    )
    .each_type(),
];

/// A text is kept, in POST and GET.
fn kept(s: &mut Session<'_>, text: &Attr, sent: &str) -> Verdict {
    let made = made(s, &[(text, sent.into())])?;
    let read = s.read(&made)?;
    let found = text.of(read.json()).and_then(Value::as_str).unwrap_or_default();
    // a server may change the case of what is not case-exact, and normalize
    let fold = |text: &str| {
        use unicode_normalization::UnicodeNormalization;
        text.nfc().collect::<String>().to_lowercase()
    };
    if fold(found) == fold(sent) {
        return Ok(());
    }
    Err(read.failed(format!("`{}` to be `{sent}`", text.path()), format!("`{found}`")))
}

/// A value is kept to the letter.
fn exactly(s: &mut Session<'_>, attribute: &Attr, sent: &Value) -> Verdict {
    let made = made(s, &[(attribute, sent.clone())])?;
    let read = s.read(&made)?;
    let found = attribute.of(read.json()).cloned().unwrap_or_default();
    let is_number = |value: &Value| value.as_f64();
    if found == *sent || (sent.is_number() && is_number(&found) == is_number(sent)) {
        return Ok(());
    }
    Err(read.failed(format!("`{}` to be `{sent}`", attribute.path()), format!("`{found}`")))
}

/// What is sent so is not there.
fn unassigned(s: &mut Session<'_>, attribute: &Attr, sent: Value) -> Verdict {
    let mut body = s.minimal();
    attribute.put(&mut body, sent);
    let answer = post(s, &body)?;
    answer.expect_status(201)?;
    shown(s, answer)?.expect_unassigned(attribute)
}

fn made_with_extension(
    s: &mut Session<'_>,
    text: &Attr,
    sent: &Value,
) -> Result<crate::live::Made, Stop> {
    let mut body = s.minimal();
    text.put(&mut body, sent.clone());
    s.create_body(&body)
}
