//! What a body must be (RFC 7643 section 3, RFC 7644 section 3.12).

use super::subject::{anchor, extension_text, post, set, shown, unset, value};
use super::{Check, Verdict};
use crate::live::{Ask, Session};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) const CHECKS: &[Check] = &[
    Check::new("body.syntax", "a body that is no JSON is answered 400", &["7644-3.12-11"], |s| {
        let anchor = anchor(s)?;
        let valid = s.minimal().to_string();
        let cut = valid.get(..valid.len() / 2).unwrap_or("{").to_owned();
        let endpoint = s.kind().endpoint().to_owned();
        for text in [cut.as_str(), "{", "", "<user/>", "{\"a\":}"] {
            let answer =
                s.send(&Ask::post(endpoint.clone()).text("application/scim+json", text))?;
            answer.expect_status(400)?;
        }
        let _ = anchor;
        Ok(())
    })
    .each_type(),
    Check::new(
        "body.syntax-type",
        "a body that is no JSON is `invalidSyntax`",
        &["7644-3.12-24"],
        |s| {
            let endpoint = s.kind().endpoint().to_owned();
            let answer =
                s.send(&Ask::post(endpoint).text("application/scim+json", "{\"schemas\": ["))?;
            answer.expect_error(400, "invalidSyntax")?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "body.no-object",
        "a body that is no object is answered 400",
        &["7644-3.12-24", "7644-3.1-02", "7643-2.1-02"],
        |s| {
            let endpoint = s.kind().endpoint().to_owned();
            let list = Value::Array(vec![s.minimal()]).to_string();
            for text in [list.as_str(), "[]", "\"text\"", "7", "null", "true"] {
                let answer =
                    s.send(&Ask::post(endpoint.clone()).text("application/scim+json", text))?;
                answer.expect_status(400)?;
            }
            Ok(())
        },
    )
    .each_type(),
    Check::new("body.no-schemas", "POST without `schemas` is answered 400", &["7643-3-03"], |s| {
        let mut body = s.minimal();
        unset(&mut body, "schemas");
        post(s, &body)?.expect_status(400)?;
        Ok(())
    })
    .should()
    .each_type(),
    Check::new(
        "body.empty-schemas",
        "POST with empty `schemas` is answered 400",
        &["7643-3-05", "7643-3.3-03"],
        |s| {
            let mut body = s.minimal();
            set(&mut body, "schemas", json!([]));
            post(s, &body)?.expect_status(400)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "body.unknown-schema",
        "POST with a URN of no schema of the type is answered 400",
        &["7643-3-06"],
        |s| {
            let mut body = s.minimal();
            if let Some(urns) = body.get_mut("schemas").and_then(Value::as_array_mut) {
                urns.push(json!("urn:example:scim-testkit:2.0:Nothing"));
            }
            post(s, &body)?.expect_status(400)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "body.only-extension",
        "POST with the URN of an extension alone is answered 400",
        &["7643-3.3-04"],
        |s| {
            let text = extension_text(s)?;
            let mut body = s.minimal();
            let sent = value(s, &text, 0)?;
            text.put(&mut body, sent);
            set(&mut body, "schemas", json!([text.urn()]));
            post(s, &body)?.expect_status(400)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "body.schemas-twice",
        "a URN that is sent twice is refused, or returned once",
        &["7643-3-07", "7643-3-04"],
        |s| {
            let mut body = s.minimal();
            if let Some(urns) = body.get_mut("schemas").and_then(Value::as_array_mut)
                && let Some(first) = urns.first().cloned()
            {
                urns.push(first);
            }
            let answer = post(s, &body)?;
            if answer.status() == 400 {
                return Ok(());
            }
            answer.expect_status(201)?;
            let answer = shown(s, answer)?;
            // a server may give it extensions of its own
            let urns = answer.member("schemas").and_then(Value::as_array);
            let urns: &[Value] = urns.map_or(&[], Vec::as_slice);
            let each: BTreeSet<String> =
                urns.iter().filter_map(Value::as_str).map(str::to_ascii_lowercase).collect();
            if !urns.is_empty() && each.len() == urns.len() {
                Ok(())
            } else {
                Err(answer.failed("each URN once in `schemas`", format!("`{}`", json!(urns))))
            }
        },
    )
    .each_type(),
    Check::new(
        "body.schemas-order",
        "the order of `schemas` has no meaning",
        &["7643-3-08", "7643-2.3.8-02"],
        |s| {
            let text = extension_text(s)?;
            let sent = value(s, &text, 0)?;
            let mut body = s.minimal();
            text.put(&mut body, sent.clone());
            let made = s.create_body(&body)?;
            super::subject::keeps(s, &made, &[(&text, sent.clone())])?;
            let mut body = s.minimal();
            text.put(&mut body, sent.clone());
            if let Some(urns) = body.get_mut("schemas").and_then(Value::as_array_mut) {
                urns.reverse();
            }
            let answer = post(s, &body)?;
            answer.expect_status(201)?;
            shown(s, answer)?.expect_value(&text, &sent)
        },
    )
    .each_type(),
    Check::new(
        "body.unused-extension",
        "`schemas` may name an extension that has no value",
        &["7643-3.3-02", "7643-6-13"],
        |s| {
            let text = extension_text(s)?;
            let mut body = s.minimal();
            if let (Some(urns), Some(urn)) =
                (body.get_mut("schemas").and_then(Value::as_array_mut), text.urn())
            {
                urns.push(urn.into());
            }
            post(s, &body)?.expect_status(201)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "body.required-extension",
        "a resource without an extension that is required is answered 400",
        &["7643-6-12"],
        |s| {
            let required = s
                .kind()
                .extensions()
                .iter()
                .find(|one| one.required)
                .map(|one| one.schema.id.to_string());
            let Some(urn) = required else {
                return Err(crate::live::Stop::skipped(format!(
                    "{} has no required extension",
                    s.kind().name()
                )));
            };
            let mut body = s.minimal();
            unset(&mut body, &urn);
            if let Some(urns) = body.get_mut("schemas").and_then(Value::as_array_mut) {
                urns.retain(|known| known.as_str() != Some(&urn));
            }
            post(s, &body)?.expect_status(400)?;
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "body.put",
        "PUT of a body that is no JSON is answered 400, and changes nothing",
        &["7644-3.12-11", "7644-3.12-24"],
        put,
    )
    .each_type(),
];

fn put(s: &mut Session<'_>) -> Verdict {
    let made = s.create_full()?;
    let before = s.read(&made)?;
    for text in ["{", "[]", ""] {
        let answer = s.send(&Ask::put(&made.path).text("application/scim+json", text))?;
        answer.expect_status(400)?;
    }
    super::subject::same(&s.read(&made)?, before.json(), &[])
}
