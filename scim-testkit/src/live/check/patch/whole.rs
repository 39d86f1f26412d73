//! A PATCH as a whole: order, atomicity, answers (RFC 7644 section 3.5.2).

use crate::live::check::subject::{anchor, capital, extension_text, made, same, value};
use crate::live::check::{Check, Need};
use crate::live::{Ask, Stop};
use serde_json::{Value, json};

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new("patch.order", "operations run in their order, each on what the one before left", &["7644-3.5.2-21", "7644-3.5.2-22"], |s| {
        let text = s.optional_string()?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old.clone())])?;
        s.patch(&made, &json!([{"op": "remove", "path": text.path()}, {"op": "add", "path": text.path(), "value": old}, {"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": old}, {"op": "remove", "path": text.path()}]))?.expect_success()?;
        s.read(&made)?.expect_unassigned(&text)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.atomic", "a PATCH with an operation that fails changes nothing", &["7644-3.5.2-24", "7644-3.5.2-25", "7644-3.5.2-26", "7644-3.5.2-27"], |s| {
        let text = s.any_string()?;
        let made = s.create_full()?;
        let before = s.read(&made)?;
        let new = value(s, &text, 1)?;
        let answer = s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}, {"op": "replace", "path": "id", "value": "x"}]))?;
        same(&s.read(&made)?, before.json(), &[])?;
        answer.expect_refused()?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.atomic-middle", "operations around one that fails change nothing", &["7644-3.5.2-24", "7644-3.5.2-25", "7644-3.5.2-26"], |s| {
        let (text, list) = (s.any_string()?, s.any_list()?);
        let made = s.create_full()?;
        let before = s.read(&made)?;
        let new = value(s, &text, 1)?;
        let answer = s.patch(&made, &json!([{"op": "remove", "path": list.path()}, {"op": "replace", "path": "scimTestkitNoSuchAttribute", "value": "x"}, {"op": "replace", "path": text.path(), "value": new}]))?;
        let now = s.read(&made)?;
        if answer.is_success() {
            return Err(answer.failed("a refusal of an attribute that no schema has", answer.status().to_string()));
        }
        same(&now, before.json(), &[])
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.answer", "PATCH is answered 200 with what GET answers, or 204 without a body", &["7644-3.5.2-28", "7644-3.5.2-29", "7644-3.1-10", "7644-3.5-02"], |s| {
        let text = s.any_string()?;
        let made = s.create_full()?;
        let new = value(s, &text, 1)?;
        let answer = s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?;
        answer.expect_one_of(&[200, 204])?;
        if answer.status() == 204 {
            return if answer.body().is_empty() { Ok(()) } else { Err(answer.failed("no body", "one")) };
        }
        same(&answer, s.read(&made)?.json(), &[])
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.attributes", "PATCH with `attributes` is answered 200", &["7644-3.5.2-30"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let new = value(s, &text, 1)?;
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": text.path(), "value": new}]});
        let answer = s.send(&Ask::patch(&made.path).query("attributes", text.path()).json(&body))?;
        answer.expect_status(200)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.last-modified", "PATCH that changes something moves `meta.lastModified` on, and the rest of `meta` but the version stays", &["7643-3.1-22", "7643-3.1-02"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let before = s.read(&made)?;
        let new = value(s, &text, 1)?;
        crate::live::check::put::later(&before);
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        crate::live::check::put::moved(s, &made, before.json())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.case", "paths ignore case", &["7643-2.1-01", "7644-3.10-05"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        for (variant, path) in [(1, capital(text.path())), (2, text.path().to_ascii_uppercase())] {
            let new = value(s, &text, variant)?;
            s.patch(&made, &json!([{"op": "replace", "path": path, "value": new}]))?.expect_success()?;
            s.read(&made)?.expect_value(&text, &new)?;
        }
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.op-case", "`op` ignores case", &["7644-3.5.2-07"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let new = value(s, &text, 1)?;
        let answer = s.patch(&made, &json!([{"op": "Replace", "path": text.path(), "value": new}]))?;
        Err(Stop::informed(if answer.is_success() { "`Replace` is taken for `replace`" } else { "`Replace` is refused" }))
    })
    .needs(&[Need::Patch])
    .may(),
    Check::new("patch.urn", "paths may have the URN of the schema", &["7644-3.10-01", "7644-3.10-02", "7644-3.5.2-18"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let new = value(s, &text, 1)?;
        let path = format!("{}:{}", s.kind().schema().id, text.path());
        s.patch(&made, &json!([{"op": "replace", "path": path, "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.urn-case", "the URN in a path ignores case", &["7644-3.10-05"], |s| {
        let text = extension_text(s)?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        let new = value(s, &text, 1)?;
        let path = format!("{}:{}", text.urn().unwrap_or_default().to_ascii_uppercase(), text.name());
        s.patch(&made, &json!([{"op": "replace", "path": path, "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.unicode", "PATCH writes texts whatever characters they have", &["7643-2.3.1-01", "7644-3.8-01"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let new = json!(format!("Zoë 北京 𝕊 \"x\" \\ {}", s.unique()));
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.listed", "lists have what PATCH wrote", &["7644-3.1-10"], |s| {
        let (text, anchor) = (s.optional_string()?, anchor(s)?);
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        let new = value(s, &text, 1)?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        let filter = format!("{} eq {}", anchor.path(), anchor.of(&made.sent).cloned().unwrap_or(Value::Null));
        let answer = s.list(&[("filter", &filter)])?;
        let list = answer.expect_list()?;
        let found = list.first().and_then(|one| text.of(one)).cloned().unwrap_or_default();
        if text.is_same(&found, &new) { Ok(()) } else { Err(answer.failed(format!("`{}` to be `{new}`", text.path()), format!("`{found}`"))) }
    })
    .needs(&[Need::Patch, Need::Filter])
    .each_type(),
    Check::new("patch.many", "a PATCH may have many operations", &["7644-3.5.2-05", "7644-3.5.2-21"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let operations: Vec<Value> = (0..20).filter_map(|variant| Some(json!({"op": "replace", "path": text.path(), "value": s.value(&text, variant)?}))).collect();
        let last = operations.last().and_then(|one| one.get("value")).cloned().unwrap_or_default();
        s.patch(&made, &json!(operations))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &last)
    })
    .needs(&[Need::Patch])
    .each_type(),
];
