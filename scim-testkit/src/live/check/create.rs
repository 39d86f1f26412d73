//! POST (RFC 7644 section 3.3).

use super::{Check, Verdict};
use crate::live::Session;
use serde_json::json;

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "create.status",
        "POST of a valid resource is answered 201",
        &["7644-3.3-07", "7644-3.3-01"],
        status,
    )
    .each_type(),
    Check::new(
        "create.location",
        "`Location` and `meta.location` name the new resource, and GET of it finds it",
        &["7644-3.3-09", "7644-3.3-10", "7644-3.4.1-02"],
        location,
    )
    .each_type(),
    Check::new(
        "create.full",
        "a resource with all that its schemas allow is kept as it was sent",
        &["7644-3.1-10", "7643-2-01"],
        full,
    )
    .each_type(),
    Check::new(
        "create.conflict",
        "POST of what must be unique twice is answered 409 uniqueness",
        &["7644-3.3-11", "7643-4.1.1-02"],
        conflict,
    )
    .each_type(),
    Check::new(
        "create.read-only",
        "`id` and `meta` in a POST are ignored",
        &["7644-3.3-02", "7643-3.1-19"],
        read_only,
    )
    .each_type(),
];

fn status(s: &mut Session<'_>) -> Verdict {
    let body = s.minimal();
    let endpoint = s.kind().endpoint().to_owned();
    s.post(&endpoint, &body)?.expect_status(201)?;
    let body = s.full();
    s.post(&endpoint, &body)?.expect_status(201)?;
    Ok(())
}

fn location(s: &mut Session<'_>) -> Verdict {
    let made = s.create()?;
    let header = made.answer.header("location").unwrap_or_default().to_owned();
    let in_body = made.body().pointer("/meta/location").and_then(|url| url.as_str());
    if header.is_empty() {
        return Err(made.answer.failed("a header `Location`", "none"));
    }
    if in_body != Some(&header) {
        let found = in_body.unwrap_or("none").to_owned();
        return Err(made.answer.failed(format!("`meta.location` to be `{header}`"), found));
    }
    s.read(&made)?;
    Ok(())
}

fn full(s: &mut Session<'_>) -> Verdict {
    let made = s.create_full()?;
    let read = s.read(&made)?;
    for attribute in s.kind().attributes() {
        if let Some(sent) = attribute.of(&made.sent) {
            made.answer.expect_value(&attribute, sent)?;
            read.expect_value(&attribute, sent)?;
        }
    }
    Ok(())
}

fn conflict(s: &mut Session<'_>) -> Verdict {
    let unique = s.find("unique attribute that a client writes", |one| {
        one.is_unique() && one.is_plain() && !one.is_multi_valued() && one.parent().is_none()
    })?;
    let made = s.create_full()?;
    let Some(value) = unique.of(&made.sent) else { return Ok(()) };
    let mut body = s.minimal();
    unique.put(&mut body, value.clone());
    let endpoint = s.kind().endpoint().to_owned();
    s.post(&endpoint, &body)?.expect_error(409, "uniqueness")?;
    Ok(())
}

fn read_only(s: &mut Session<'_>) -> Verdict {
    let mut body = s.minimal();
    if let Some(members) = body.as_object_mut() {
        members.insert("id".to_owned(), json!("scim-testkit"));
        members.insert(
            "meta".to_owned(),
            json!({"resourceType": "Nothing", "created": "2001-01-01T00:00:00Z"}),
        );
    }
    let endpoint = s.kind().endpoint().to_owned();
    let answer = s.post(&endpoint, &body)?;
    answer.expect_status(201)?;
    if answer.text("id") == "scim-testkit" {
        return Err(answer.failed("an `id` of the server's own", "the one that was sent"));
    }
    let name = s.kind().name().to_owned();
    let found = answer.json().pointer("/meta/resourceType").and_then(|name| name.as_str());
    if found != Some(&name) {
        let found = found.unwrap_or("none").to_owned();
        return Err(answer.failed(format!("`meta.resourceType` to be `{name}`"), found));
    }
    Ok(())
}
