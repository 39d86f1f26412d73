//! POST (RFC 7644 section 3.3).

use super::subject::{
    anchor, as_read, at, if_made, made, other_case, post, read_only, same, set, shown, tried,
    unset, value, with_body,
};
use super::{Check, Need, Verdict};
use crate::live::{Ask, Attr, Session, Stop};
use scim_schema::schema::Type;
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new(
        "create.status",
        "POST of a valid resource is answered 201",
        &["7644-3.3-07", "7644-3.3-01", "7644-3.3-03", "7644-3.3-04", "7643-2.2-01", "7643-6-13"],
        |s| {
            let body = s.minimal();
            post(s, &body)?.expect_status(201)?;
            let body = s.full();
            post(s, &body)?.expect_status(201)?;
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "create.location",
        "`Location` and `meta.location` name the new resource, and GET of it finds it",
        &["7644-3.3-09", "7644-3.3-10", "7644-3.4.1-02", "7644-3.4.1-01"],
        location,
    )
    .each_type(),
    Check::new("create.body", "POST answers the resource", &["7644-3.3-08"], |s| {
        let body = s.minimal();
        let answer = post(s, &body)?;
        answer.expect_success()?.expect_object()?;
        Ok(())
    })
    .should()
    .each_type(),
    Check::new(
        "create.answer",
        "POST answers what GET answers",
        &["7644-3.1-10", "7644-3.3-08"],
        |s| {
            let made = s.create_full()?;
            with_body(&made.answer)?;
            let read = s.read(&made)?;
            same(&read, &as_read(s, made.body()), &[])
        },
    )
    .each_type(),
    Check::new(
        "create.full",
        "a resource with all that its schemas declare is kept as it was sent",
        &["7643-2-01", "7643-2-02", "7643-7-32", "7643-2.2-05", "7643-4.3-02", "7644-3.8-09"],
        full,
    )
    .should()
    .each_type(),
    Check::new(
        "create.conflict",
        "POST of what must be unique twice is answered 409 uniqueness",
        &["7644-3.3-11", "7643-4.1.1-02", "7643-7-37", "7644-3.12-15", "7643-7-34"],
        conflict,
    )
    .each_type(),
    Check::new(
        "create.conflict-case",
        "what is unique and not case-exact conflicts in another case too",
        &["7644-3.3-12", "7643-4.1.1-04"],
        |s| {
            let (unique, mut body, value) = twice(s, false)?;
            unique.put(&mut body, other_case(&value).into());
            post(s, &body)?.expect_error(409, "uniqueness")?;
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "create.case-exact-conflict",
        "what is unique and case-exact does not conflict in another case",
        &["7643-7-19"],
        |s| {
            let (unique, mut body, value) = twice(s, true)?;
            unique.put(&mut body, other_case(&value).into());
            post(s, &body)?.expect_status(201)?;
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "create.user-name-prepared",
        "a `userName` conflicts with the same name in full-width letters",
        &["7644-5-01", "7644-7.8-01"],
        |s| {
            taken(s, "", |name| {
                let wide = |c: char| match c {
                    'a'..='z' => char::from_u32(u32::from(c) - 0x61 + 0xFF41).unwrap_or(c),
                    other => other,
                };
                name.chars().map(wide).collect()
            })
        },
    )
    .needs(&[Need::User]),
    Check::new(
        "create.user-name-decomposed",
        "a `userName` with an accent conflicts with the same name whose accent is a character of its own",
        &["7644-5-01", "7644-7.8-01"],
        |s| taken(s, "\u{e9}", |name| name.replace('\u{e9}', "e\u{301}")),
    )
    .needs(&[Need::User]),
    Check::new(
        "create.same-value",
        "two resources may have one value of what is not unique",
        &["7643-7-36", "7643-2.2-06"],
        |s| {
            let text = s.optional_string()?;
            let value = value(s, &text, 0)?;
            made(s, &[(&text, value.clone())])?;
            let mut body = s.minimal();
            text.put(&mut body, value);
            post(s, &body)?.expect_status(201)?;
            Ok(())
        },
    )
    .each_type(),
    Check::new(
        "create.external-id-twice",
        "two resources may have one `externalId`",
        &["7643-3.1-15"],
        |s| {
            let external = s.attribute("externalId")?;
            let id = s.unique();
            made(s, &[(&external, id.clone().into())])?;
            let mut body = s.minimal();
            external.put(&mut body, id.into());
            post(s, &body)?.expect_status(201)?;
            Ok(())
        },
    )
    .should()
    .each_type(),
    Check::new(
        "create.external-id",
        "`externalId` is the client's: kept as it was sent, and never made up",
        &["7643-3.1-13", "7643-3.1-17", "7643-3.1-12", "7643-3.1-16"],
        |s| {
            let external = s.attribute("externalId")?;
            let plain = s.create()?;
            s.read(&plain)?.expect_unassigned(&external)?;
            let id = format!("AbC {}", s.unique());
            let made = made(s, &[(&external, id.clone().into())])?;
            let read = s.read(&made)?;
            if external.of(read.json()).and_then(Value::as_str) == Some(&id) {
                return Ok(());
            }
            Err(read.failed(format!("`externalId` to be `{id}`"), "another"))
        },
    )
    .each_type(),
    Check::new("create.id", "`id` in a POST is ignored", &["7644-3.3-02", "7643-3.1-02"], |s| {
        let mut body = s.minimal();
        let id = s.unique();
        set(&mut body, "id", id.clone().into());
        let answer = post(s, &body)?;
        if answer.status() / 100 == 4 {
            return Err(Stop::informed(
                "a POST with an `id`, which clients must not send, is refused",
            ));
        }
        answer.expect_status(201)?;
        let answer = shown(s, answer)?;
        if answer.text("id") == id {
            return Err(answer.failed("an `id` of the server's own", "the one that was sent"));
        }
        Ok(())
    })
    .each_type(),
    Check::new(
        "create.meta",
        "`meta` in a POST is ignored",
        &["7643-3.1-19", "7643-3.1-02", "7644-3.3.1-01"],
        meta,
    )
    .each_type(),
    Check::new(
        "create.read-only",
        "readOnly attributes in a POST are ignored",
        &["7644-3.3-02", "7643-7-22"],
        ignored,
    )
    .each_type(),
    Check::new(
        "create.resource-type",
        "the endpoint decides the type of what is created",
        &["7644-3.3.1-01", "7643-6-05", "7643-3-01", "7643-3.1-20"],
        |s| {
            let made = s.create()?;
            let read = s.read(&made)?;
            let (found, name) = (at(read.json(), "/meta/resourceType"), s.kind().name());
            if found == name {
                return Ok(());
            }
            Err(read.failed(format!("`meta.resourceType` to be `{name}`"), format!("`{found}`")))
        },
    )
    .each_type(),
    Check::new(
        "create.times",
        "a new resource was last modified when it was created",
        &["7643-3.1-22", "7643-3.1-21"],
        |s| {
            let made = s.create()?;
            let read = s.read(&made)?;
            let created = at(read.json(), "/meta/created").to_owned();
            let modified = at(read.json(), "/meta/lastModified");
            if created.is_empty() || modified == created {
                return Ok(());
            }
            Err(read
                .failed(format!("`meta.lastModified` to be `{created}`"), format!("`{modified}`")))
        },
    )
    .each_type(),
    Check::new(
        "create.ids",
        "every resource has an `id` of its own, whatever its type",
        &["7643-3.1-07", "7643-3.1-06"],
        |s| {
            let kinds = s.discovery().kinds.clone();
            let mut seen: Vec<String> = Vec::new();
            for kind in kinds.iter().chain(&kinds) {
                let body = s.minimal_of(kind);
                let Some(made) = if_made(s.create_of(kind, &body))? else { continue };
                if seen.contains(&made.id) {
                    return Err(made
                        .answer
                        .failed("an `id` that no other resource has", format!("`{}`", made.id)));
                }
                seen.push(made.id);
            }
            tried(seen.len() > 1, "pair of resources that could be made")
        },
    ),
    Check::new("create.media-type", "a body may be `application/json`", &["7644-3.8-07"], |s| {
        let body = s.minimal().to_string();
        let endpoint = s.kind().endpoint().to_owned();
        let answer = s.send(&Ask::post(endpoint).text("application/json", &body))?;
        if answer.is_success() {
            return Ok(());
        }
        Err(Stop::informed(format!("a body of `application/json` is answered {}", answer.status())))
    })
    .may(),
    Check::new(
        "create.unknown-attribute",
        "an attribute that no schema has is not kept",
        &["7643-3-06"],
        |s| {
            let mut body = s.minimal();
            set(&mut body, "scimTestkitNoSuchAttribute", json!("x"));
            let answer = post(s, &body)?;
            if answer.status() == 400 {
                return Err(Stop::informed("an attribute that no schema has is refused"));
            }
            answer.expect_success()?;
            let answer = shown(s, answer)?;
            if answer.member("scimTestkitNoSuchAttribute").is_some() {
                return Err(answer.failed("no attribute that no schema has", "it"));
            }
            Ok(())
        },
    )
    .should(),
];

/// Expects a `userName` to be taken in another spelling, which RFC 7613 maps to the same name
/// (sections 3.2.2 and 3.3.2).
fn taken(s: &mut Session<'_>, end: &str, other: fn(&str) -> String) -> Verdict {
    let user = s.user()?;
    s.set_kind(&user);
    let name = s.attribute("userName")?;
    let plain = format!("{}{end}", s.unique());
    s.create_with(&[(&name, plain.clone().into())])?;
    let mut body = s.minimal();
    name.put(&mut body, other(&plain).into());
    let answer = post(s, &body)?;
    if answer.status() == 400 {
        return Err(Stop::informed("such a `userName` is refused"));
    }
    answer.expect_status(409)?;
    Ok(())
}

fn location(s: &mut Session<'_>) -> Verdict {
    let made = s.create()?;
    let header = made.answer.header("location").unwrap_or_default().to_owned();
    if header.is_empty() {
        return Err(made.answer.failed("a header `Location`", "none"));
    }
    s.read(&made)?;
    if let Some(path) = s.target().referred(&header) {
        let read = s.get(&path)?;
        read.expect_status(200)?;
        if read.text("id") != made.id {
            return Err(read.failed("the resource that `Location` named", "another"));
        }
    } else if !header.ends_with(&made.id) {
        return Err(made.answer.failed("`Location` to end in the `id`", format!("`{header}`")));
    }
    if made.body().is_null() {
        return Ok(());
    }
    let in_body = at(made.body(), "/meta/location");
    let leads_there = |uri: &str| s.target().referred(uri).is_some_and(|path| path == made.path);
    if in_body == header || (leads_there(in_body) && leads_there(&header)) {
        return Ok(());
    }
    Err(made.answer.failed(format!("`meta.location` to be `{header}`"), format!("`{in_body}`")))
}

fn full(s: &mut Session<'_>) -> Verdict {
    let made = s.create_full()?;
    let read = s.read(&made)?;
    for attribute in s.kind().attributes() {
        let shown = attribute.declared().returned == scim_schema::schema::Returned::Default;
        if let (Some(sent), true) = (attribute.of(&made.sent), shown) {
            let mut sent = sent.clone();
            // a server may say itself which element is primary: `value.primary` asks for that
            sent.as_array_mut().into_iter().flatten().for_each(|one| unset(one, "primary"));
            read.expect_value(&attribute, &sent)?;
        }
    }
    Ok(())
}

/// A resource, and a body that is like it in nothing yet: what is unique, the body, the value.
fn twice(s: &mut Session<'_>, case_exact: bool) -> Result<(Attr, Value, String), Stop> {
    let what = if case_exact { "unique case-exact text" } else { "unique text without case" };
    let unique = s.find(what, |one| {
        one.is_unique()
            && one.is_plain()
            && !one.is_multi_valued()
            && one.parent().is_none()
            && one.r#type() == Type::String
            && one.declared().case_exact == case_exact
    })?;
    let value = value(s, &unique, 0)?;
    made(s, &[(&unique, value.clone())])?;
    let value = value.as_str().unwrap_or_default().to_owned();
    Ok((unique, s.minimal(), value))
}

fn conflict(s: &mut Session<'_>) -> Verdict {
    let unique = s.find("unique attribute that a client writes", |one| {
        one.is_unique() && one.is_plain() && !one.is_multi_valued() && one.parent().is_none()
    })?;
    let value = value(s, &unique, 0)?;
    made(s, &[(&unique, value.clone())])?;
    let mut body = s.minimal();
    unique.put(&mut body, value);
    post(s, &body)?.expect_error(409, "uniqueness")?;
    Ok(())
}

fn ignored(s: &mut Session<'_>) -> Verdict {
    let (attribute, mut value) = read_only(s)?;
    // of a boolean, what the server does not give it anyway
    let plain = s.create()?;
    let own = attribute.of(plain.body()).cloned().unwrap_or_default();
    if let (Value::Bool(own), Value::Bool(sent)) = (&own, &mut value) {
        *sent = !*own;
    }
    let mut body = s.minimal();
    attribute.put(&mut body, value.clone());
    let answer = post(s, &body)?;
    answer.expect_status(201)?;
    let answer = shown(s, answer)?;
    let found = attribute.of(answer.json()).cloned().unwrap_or_default();
    let sent = value.to_string();
    if found != own && found.to_string().contains(sent.trim_matches(['[', ']', '{', '}'])) {
        let expected = format!("`{}` of the server's own", attribute.path());
        return Err(answer.failed(expected, "what was sent"));
    }
    Ok(())
}

fn meta(s: &mut Session<'_>) -> Verdict {
    let mut body = s.minimal();
    let sent = json!({"resourceType": "Nothing", "created": "2001-01-01T00:00:00Z",
        "lastModified": "2001-01-01T00:00:00Z", "location": "https://example.com/Nothing/1"});
    set(&mut body, "meta", sent);
    let answer = post(s, &body)?;
    answer.expect_status(201)?;
    let answer = shown(s, answer)?;
    for name in ["resourceType", "created", "lastModified", "location"] {
        let (found, sent) =
            (at(answer.json(), &format!("/meta/{name}")), at(&body, &format!("/meta/{name}")));
        if found == sent {
            return Err(
                answer.failed(format!("`meta.{name}` of the server's own"), "what was sent")
            );
        }
    }
    let anchor = anchor(s)?;
    let sent = anchor.of(&body).cloned().unwrap_or_default();
    answer.expect_value(&anchor, &sent)
}
