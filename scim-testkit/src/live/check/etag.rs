//! Versions and preconditions (RFC 7644 section 3.14).

use super::subject::{at, same, value};
use super::{Check, Need, Verdict};
use crate::live::{Answer, Ask, Made, Session, Stop};
use serde_json::json;

const NEEDS: &[Need] = &[Need::Etag];
const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

pub(super) const CHECKS: &[Check] = &[
    Check::new("etag.header", "GET, POST and PUT answer the version as `ETag`", &["7644-3.14-02", "7644-3.14-01"], |s| {
        let made = s.create()?;
        // a server may answer a POST without the resource that it would be the version of
        if !made.answer.body().is_empty() {
            tag(&made.answer)?;
        }
        tag(&s.read(&made)?)?;
        let answer = s.put(&made, &made.sent)?;
        answer.expect_success()?;
        tag(&answer)?;
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("etag.patch-header", "PATCH answers the version as `ETag`", &["7644-3.14-02"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let new = value(s, &text, 1)?;
        let answer = s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?;
        answer.expect_success()?;
        if answer.status() == 204 && answer.header("etag").is_none() {
            return Err(Stop::informed("204 to a PATCH has no `ETag`"));
        }
        tag(&answer)?;
        Ok(())
    })
    .needs(&[Need::Etag, Need::Patch])
    .each_type(),
    Check::new("etag.meta", "`meta.version` is the version", &["7644-3.14-03", "7643-3.1-24", "7643-3.1-25"], |s| {
        let made = s.create()?;
        let read = s.read(&made)?;
        let (tag, version) = (tag(&read)?, at(read.json(), "/meta/version"));
        if tag == version { Ok(()) } else { Err(read.failed(format!("`meta.version` `{tag}`"), format!("`{version}`"))) }
    })
    .needs(NEEDS)
    .should()
    .each_type(),
    Check::new("etag.moves", "the version moves with a change, and not without", &["7644-3.14-02", "7644-3.14-05"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let (one, again) = (tag(&s.read(&made)?)?, tag(&s.read(&made)?)?);
        if one != again {
            return Err(Stop::failed(format!("the version to stay `{one}`"), format!("`{again}`")));
        }
        let mut body = made.sent.clone();
        let new = value(s, &text, 1)?;
        text.put(&mut body, new);
        s.put(&made, &body)?.expect_success()?;
        let read = s.read(&made)?;
        if tag(&read)? == one { Err(read.failed("another version than before the change", format!("`{one}`"))) } else { Ok(()) }
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("etag.not-modified", "GET with `If-None-Match` of the version is answered 304 without a body", &["7644-3.14-05", "7644-3.14-04"], |s| {
        let made = s.create()?;
        let tag = tag(&s.read(&made)?)?;
        let answer = s.send(&Ask::get(&made.path).header("if-none-match", &tag))?;
        answer.expect_status(304)?;
        if answer.body().is_empty() { Ok(()) } else { Err(answer.failed("no body", "one")) }
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("etag.modified", "GET with `If-None-Match` of another version is answered 200", &["7644-3.14-05"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let old = tag(&s.read(&made)?)?;
        let mut body = made.sent.clone();
        let new = value(s, &text, 1)?;
        text.put(&mut body, new);
        s.put(&made, &body)?.expect_success()?;
        s.send(&Ask::get(&made.path).header("if-none-match", &old))?.expect_status(200)?;
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("etag.put", "PUT with `If-Match` of another version is answered 412, and changes nothing", &["7644-3.14-07", "7644-3.12-16", "7644-3.14-06"], |s| {
        let text = s.any_string()?;
        stale(s, |s, made, tag| {
            let mut body = made.sent.clone();
            let new = value(s, &text, 2)?;
            text.put(&mut body, new);
            s.send(&Ask::put(&made.path).if_match(tag).json(&body))
        })
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("etag.patch", "PATCH with `If-Match` of another version is answered 412, and changes nothing", &["7644-3.14-07", "7644-3.12-16", "7644-3.14-06"], |s| {
        let text = s.any_string()?;
        stale(s, |s, made, tag| {
            let new = value(s, &text, 2)?;
            let body = json!({"schemas": [PATCH_OP], "Operations": [{"op": "replace", "path": text.path(), "value": new}]});
            s.send(&Ask::patch(&made.path).if_match(tag).json(&body))
        })
    })
    .needs(&[Need::Etag, Need::Patch])
    .each_type(),
    Check::new("etag.delete", "DELETE with `If-Match` of another version is answered 412, and deletes nothing", &["7644-3.14-07", "7644-3.12-16"], |s| stale(s, |s, made, tag| s.send(&Ask::delete(&made.path).if_match(tag)))).needs(NEEDS).each_type(),
    Check::new("etag.current", "`If-Match` of the version lets a write through, weak or not", &["7644-3.14-08", "7644-3.14-07", "7644-3.14-01"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let current = tag(&s.read(&made)?)?;
        let mut body = made.sent.clone();
        let new = value(s, &text, 1)?;
        text.put(&mut body, new.clone());
        s.send(&Ask::put(&made.path).if_match(&current).json(&body))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)?;
        let current = tag(&s.read(&made)?)?;
        s.send(&Ask::delete(&made.path).if_match(&current))?.expect_success()?;
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
    Check::new("etag.any", "`If-Match: *` matches what is there", &["7644-3.14-07"], |s| {
        let made = s.create()?;
        s.send(&Ask::put(&made.path).if_match("*").json(&made.sent))?.expect_success()?;
        Ok(())
    })
    .needs(NEEDS)
    .should()
    .each_type(),
    Check::new("etag.old", "`If-Match` of an earlier version does not match", &["7644-3.14-07"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let old = tag(&s.read(&made)?)?;
        let mut body = made.sent.clone();
        let new = value(s, &text, 1)?;
        text.put(&mut body, new.clone());
        s.send(&Ask::put(&made.path).if_match(&old).json(&body))?.expect_success()?;
        let again = s.send(&Ask::put(&made.path).if_match(&old).json(&made.sent))?;
        s.read(&made)?.expect_value(&text, &new)?;
        again.expect_status(412)?;
        Ok(())
    })
    .needs(NEEDS)
    .each_type(),
];

fn tag(answer: &Answer) -> Result<String, Stop> {
    match answer.header("etag") {
        Some(tag) if !tag.is_empty() => Ok(tag.to_owned()),
        _ => Err(answer.failed("a header `ETag`", "none")),
    }
}

/// A write on a version that never was.
fn stale(
    s: &mut Session<'_>,
    write: impl FnOnce(&mut Session<'_>, &Made, &str) -> Result<Answer, Stop>,
) -> Verdict {
    let made = s.create()?;
    let before = s.read(&made)?;
    let other =
        if tag(&before)?.starts_with("W/") { "W/\"scim-testkit\"" } else { "\"scim-testkit\"" };
    let answer = write(s, &made, other)?;
    let now = s.get(&made.path)?;
    if now.status() == 404 {
        return Err(answer.failed("status 412, and nothing deleted", "the resource is gone"));
    }
    same(&now, before.json(), &[])?;
    answer.expect_status(412)?;
    Ok(())
}
