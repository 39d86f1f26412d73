//! draft-zollner-scim-interop-profile: what it asks beside the RFCs. It is a draft, so it only
//! warns.

use super::with;
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Profile, Session, Stop};
use serde_json::{Value, json};

const fn check(
    id: &'static str,
    title: &'static str,
    run: fn(&mut Session<'_>) -> Verdict,
) -> Check {
    Check::new(id, title, &[], run).only_with(Profile::Interop).should()
}

pub(super) const CHECKS: &[Check] = &[
    check("interop.declared", "`interopProfileConformant` is declared true", declared)
        .needs(&[Need::Config])
        .reads(),
    check(
        "interop.undefined-attribute",
        "an attribute that no schema defines is refused",
        attribute,
    )
    .each_type(),
    check("interop.undefined-schema", "a schema that the resource type lacks is refused", schema)
        .each_type(),
    check("interop.filter", "filters of `eq` and `and` find what was made", filter)
        .needs(&[Need::Filter])
        .each_type(),
];

fn declared(s: &mut Session<'_>) -> Verdict {
    let config = s.discovery().config_json.as_ref();
    match config.and_then(|config| config.get("interopProfileConformant")) {
        Some(Value::Bool(true)) => Ok(()),
        Some(found) => {
            Err(Stop::failed("`interopProfileConformant` to be true", found.to_string()))
        }
        None => Err(Stop::failed("`interopProfileConformant` to be true", "nothing")),
    }
}

fn attribute(s: &mut Session<'_>) -> Verdict {
    let mut body = s.minimal();
    with(&mut body, "scimTestkitUndefined", json!("x"));
    let endpoint = s.kind().endpoint().to_owned();
    s.post(&endpoint, &body)?.expect_status(400)?;
    Ok(())
}

fn schema(s: &mut Session<'_>) -> Verdict {
    let mut body = s.minimal();
    let urn = "urn:example:scim-testkit:undefined";
    if let Some(Value::Array(urns)) = body.get_mut("schemas") {
        urns.push(urn.into());
    }
    with(&mut body, urn, json!({"one": "x"}));
    let endpoint = s.kind().endpoint().to_owned();
    s.post(&endpoint, &body)?.expect_status(400)?;
    Ok(())
}

fn filter(s: &mut Session<'_>) -> Verdict {
    let attribute = s.any_string()?;
    let made = s.create_full()?;
    let value = attribute.of(&made.sent).cloned().unwrap_or_default();
    let is = format!("{} eq {value}", attribute.path());
    s.expect_found(&is, &made, true)?;
    s.expect_found(&format!("{is} and id eq {}", json!(made.id)), &made, true)?;
    s.expect_found(&format!("{is} and id eq \"scim-testkit\""), &made, false)
}
