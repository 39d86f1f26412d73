//! PUT (RFC 7644 section 3.5.1).

use super::subject::{
    anchor, as_read, at, element, expect, extension_text, immutable, is_assigned, made, quoted,
    read_only, same, sent, set, value,
};
use super::{Check, Need, Verdict};
use crate::live::{Answer, Ask, Made, Session, Stop};
use scim_schema::schema::{Mutability, Type};
use scim_schema::value::DateTime;
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new("put.replaces", "PUT replaces what is there with what was sent", &["7644-3.5.1-04", "7644-3.5-01", "7644-3.5.1-01", "7643-7-23"], |s| {
        let text = s.optional_string()?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old)])?;
        let mut body = made.sent.clone();
        text.put(&mut body, new.clone());
        s.put(&made, &body)?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .each_type(),
    Check::new("put.status", "PUT is answered 200 with the resource", &["7644-3.5.1-14"], |s| {
        let made = s.create()?;
        let answer = s.put(&made, &made.sent)?;
        answer.expect_status(200)?.expect_object()?;
        if answer.text("id") == made.id { Ok(()) } else { Err(answer.failed(format!("`id` `{}`", made.id), answer.text("id"))) }
    })
    .each_type(),
    Check::new("put.answer", "PUT answers what GET answers", &["7644-3.5.1-14", "7644-3.1-10"], |s| {
        let made = s.create_full()?;
        let mut body = s.full();
        let anchor = anchor(s)?;
        anchor.put(&mut body, sent(&made, &anchor).into());
        for attribute in s.kind().attributes() {
            if attribute.declared().mutability == Mutability::Immutable {
                attribute.take(&mut body);
                if let Some(old) = attribute.of(&made.sent) {
                    attribute.put(&mut body, old.clone());
                }
            }
        }
        let answer = s.put(&made, &body)?;
        answer.expect_status(200)?;
        let read = s.read(&made)?;
        same(&read, &as_read(s, answer.json()), &[])
    })
    .each_type(),
    Check::new("put.found", "filters and lists have what PUT wrote", &["7644-3.1-10", "7644-3.4.2.2-04"], |s| {
        let text = s.optional_string()?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old.clone())])?;
        let mut body = made.sent.clone();
        text.put(&mut body, new.clone());
        s.put(&made, &body)?.expect_success()?;
        let filter = |value: &Value| format!("{} eq {value}", text.path());
        s.expect_found(&filter(&new), &made, true)?;
        s.expect_found(&filter(&old), &made, false)
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("put.lists", "PUT replaces lists as a whole", &["7644-3.5.1-16", "7644-3.5.1-04"], |s| {
        let list = s.any_list()?;
        let old = json!([element(s, &list, 0)?, element(s, &list, 1)?]);
        let new = json!([element(s, &list, 3)?]);
        let made = made(s, &[(&list, old)])?;
        let mut body = made.sent.clone();
        list.put(&mut body, new.clone());
        s.put(&made, &body)?.expect_success()?;
        s.read(&made)?.expect_value(&list, &new)
    })
    .each_type(),
    Check::new("put.unknown", "PUT to an unknown id is answered 404, and creates nothing", &["7644-3.2-06", "7644-3.5.1-02", "7644-3.12-14"], |s| {
        let path = format!("{}/{}", s.kind().endpoint(), s.unique());
        let body = s.minimal();
        s.send(&Ask::put(&path).json(&body))?.expect_status(404)?;
        s.get(&path)?.expect_status(404)?;
        Ok(())
    })
    .each_type(),
    Check::new("put.read-back", "PUT of what GET answered is answered 200, and changes nothing", &["7644-3.1-08", "7644-3.5.1-03", "7644-3.5.1-12"], |s| {
        let made = s.create_full()?;
        let before = s.read(&made)?;
        s.put(&made, before.json())?.expect_status(200)?;
        same(&s.read(&made)?, before.json(), &["meta"])
    })
    .each_type(),
    Check::new("put.meta", "`meta` in a PUT is ignored", &["7643-3.1-19", "7644-3.5.1-12", "7644-3.1-08"], |s| {
        let made = s.create()?;
        let before = s.read(&made)?;
        let mut body = made.sent.clone();
        set(&mut body, "meta", json!({"created": "2001-01-01T00:00:00Z", "resourceType": "Nothing", "location": "https://example.com/"}));
        s.put(&made, &body)?.expect_success()?;
        meta_stays(&s.read(&made)?, before.json())
    })
    .each_type(),
    Check::new("put.meta-answered", "what PUT answers has the server's own `meta`", &["7643-3.1-02", "7643-3.1-18"], |s| {
        let made = s.create()?;
        let before = s.read(&made)?;
        let mut body = made.sent.clone();
        set(&mut body, "meta", json!({"created": "2001-01-01T00:00:00Z"}));
        let answer = s.put(&made, &body)?;
        answer.expect_success()?;
        let (found, old) = (at(answer.json(), "/meta/created"), at(before.json(), "/meta/created"));
        if found == old { Ok(()) } else { Err(answer.failed(format!("`meta.created` to stay `{old}`"), format!("`{found}`"))) }
    })
    .each_type(),
    Check::new("put.read-only", "readOnly attributes in a PUT are ignored", &["7644-3.5.1-12", "7644-3.1-08", "7643-7-22"], |s| {
        let (attribute, value) = read_only(s)?;
        let made = s.create()?;
        let before = s.read(&made)?;
        let mut body = made.sent.clone();
        attribute.put(&mut body, value);
        let answer = s.put(&made, &body)?;
        answer.expect_success()?;
        same(&answer, before.json(), &["meta"])?;
        same(&s.read(&made)?, before.json(), &["meta"])
    })
    .each_type(),
    Check::new("put.other-id", "another `id` in a PUT does not change the `id`", &["7643-3.1-08", "7644-3.5.1-15"], |s| {
        let made = s.create()?;
        let mut body = made.sent.clone();
        set(&mut body, "id", json!(s.unique()));
        let answer = s.put(&made, &body)?;
        let read = s.read(&made)?;
        if read.text("id") != made.id {
            return Err(read.failed(format!("`id` `{}`", made.id), read.text("id")));
        }
        if answer.is_success() && answer.text("id") != made.id {
            return Err(answer.failed(format!("`id` `{}`", made.id), answer.text("id")));
        }
        match answer.status() {
            200 | 204 => Err(Stop::informed("another `id` in a PUT is ignored")),
            400 => Err(Stop::informed("another `id` in a PUT is refused")),
            _ => Err(answer.failed("200 or 400", answer.status().to_string())),
        }
    })
    .each_type(),
    Check::new("put.immutable-same", "PUT may repeat what is immutable", &["7644-3.5.1-09", "7643-7-24"], |s| {
        let attribute = immutable(s)?;
        let value = value(s, &attribute, 0)?;
        let made = made(s, &[(&attribute, value.clone())])?;
        s.put(&made, &made.sent)?.expect_success()?;
        s.read(&made)?.expect_value(&attribute, &value)
    })
    .each_type(),
    Check::new("put.immutable-other", "PUT does not change what is immutable", &["7643-7-25", "7644-3.5.1-09"], |s| {
        let attribute = immutable(s)?;
        let (old, new) = (value(s, &attribute, 0)?, value(s, &attribute, 1)?);
        let made = made(s, &[(&attribute, old.clone())])?;
        let mut body = made.sent.clone();
        attribute.put(&mut body, new);
        s.put(&made, &body)?;
        s.read(&made)?.expect_value(&attribute, &old)
    })
    .each_type(),
    Check::new("put.immutable-refused", "PUT of another value of what is immutable is answered 400 mutability", &["7644-3.5.1-10", "7644-3.12-23"], |s| {
        let attribute = immutable(s)?;
        let (old, new) = (value(s, &attribute, 0)?, value(s, &attribute, 1)?);
        let made = made(s, &[(&attribute, old)])?;
        let mut body = made.sent.clone();
        attribute.put(&mut body, new);
        s.put(&made, &body)?.expect_error(400, "mutability")?;
        Ok(())
    })
    .should()
    .each_type(),
    Check::new("put.immutable-first", "PUT gives what is immutable its first value", &["7644-3.5.1-11"], |s| {
        let attribute = immutable(s)?;
        let value = value(s, &attribute, 0)?;
        let made = s.create()?;
        s.read(&made)?.expect_unassigned(&attribute)?;
        let mut body = made.sent.clone();
        attribute.put(&mut body, value.clone());
        s.put(&made, &body)?.expect_success()?;
        s.read(&made)?.expect_value(&attribute, &value)
    })
    .each_type(),
    Check::new("put.last-modified", "PUT that changes something moves `meta.lastModified` on, and the rest of `meta` but the version stays", &["7643-3.1-22", "7643-3.1-02"], |s| {
        let text = s.any_string()?;
        let made = s.create()?;
        let before = s.read(&made)?;
        let mut body = made.sent.clone();
        let new = value(s, &text, 1)?;
        text.put(&mut body, new);
        later(&before);
        s.put(&made, &body)?.expect_success()?;
        moved(s, &made, before.json())
    })
    .each_type(),
    Check::new("put.null", "PUT of `null` and `[]` unassigns", &["7643-2.5-02", "7644-3.5.1-08"], |s| {
        let text = s.optional_string()?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        let mut body = made.sent.clone();
        text.put(&mut body, Value::Null);
        s.put(&made, &body)?.expect_success()?;
        s.read(&made)?.expect_unassigned(&text)
    })
    .each_type(),
    Check::new("put.empty-list", "PUT of an empty list unassigns it", &["7643-2.5-02", "7644-3.5.1-08"], |s| {
        let list = s.any_list()?;
        if list.is_required() {
            return Err(Stop::skipped(format!("`{}` is required", list.path())));
        }
        let old = json!([element(s, &list, 0)?]);
        let made = made(s, &[(&list, old)])?;
        let mut body = made.sent.clone();
        list.put(&mut body, json!([]));
        s.put(&made, &body)?.expect_success()?;
        s.read(&made)?.expect_unassigned(&list)
    })
    .each_type(),
    Check::new("put.omitted", "PUT may leave out what is not required", &["7644-3.5.1-05", "7644-3.5.1-06"], |s| {
        let text = s.optional_string()?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        let mut body = made.sent.clone();
        text.take(&mut body);
        s.put(&made, &body)?.expect_success()?;
        let read = s.read(&made)?;
        let kept = text.of(read.json()).is_some_and(is_assigned);
        Err(Stop::informed(if kept { "what a PUT leaves out is kept" } else { "what a PUT leaves out is unassigned" }))
    })
    .each_type(),
    Check::new("put.required", "PUT without what is required is answered 400", &["7644-3.5.1-13", "7643-2-01"], |s| {
        let anchor = anchor(s)?;
        if !anchor.is_required() {
            return Err(Stop::skipped(format!("{} has no required text", s.kind().name())));
        }
        let made = s.create()?;
        let before = s.read(&made)?;
        let mut body = made.sent.clone();
        anchor.take(&mut body);
        let answer = s.put(&made, &body)?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_status(400)?;
        Ok(())
    })
    .each_type(),
    Check::new("put.conflict", "PUT of what another resource has is refused as uniqueness", &["7644-3.12-22", "7643-4.1.1-02", "7643-7-37"], |s| {
        let unique = s.find("unique attribute that a client writes", |one| one.is_unique() && one.is_plain() && !one.is_multi_valued() && one.parent().is_none())?;
        let (one, other) = (value(s, &unique, 0)?, value(s, &unique, 1)?);
        made(s, &[(&unique, one.clone())])?;
        let second = made(s, &[(&unique, other)])?;
        let before = s.read(&second)?;
        let mut body = second.sent.clone();
        unique.put(&mut body, one);
        let answer = s.put(&second, &body)?;
        same(&s.read(&second)?, before.json(), &["meta"])?;
        answer.expect_one_of(&[409, 400])?;
        if answer.text("scimType").eq_ignore_ascii_case("uniqueness") { Ok(()) } else { Err(answer.failed("scimType `uniqueness`", format!("`{}`", answer.text("scimType")))) }
    })
    .each_type(),
    Check::new("put.extension", "PUT writes attributes of extensions", &["7643-3.3-08", "7644-3.5.1-04"], |s| {
        let text = extension_text(s)?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old)])?;
        let mut body = made.sent.clone();
        text.put(&mut body, new.clone());
        s.put(&made, &body)?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .each_type(),
    Check::new("put.invalid", "PUT of a value of another type is answered 400, and changes nothing", &["7644-3.12-27", "7643-2.3.2-01", "7644-3.12-11"], |s| {
        let attribute = s.find("boolean or text that a client may write", |one| matches!(one.r#type(), Type::Boolean | Type::String) && one.is_plain() && !one.is_multi_valued() && one.parent().is_none() && !one.is_unique())?;
        let made = s.create_full()?;
        let before = s.read(&made)?;
        let mut body = made.sent.clone();
        let wrong = if attribute.r#type() == Type::Boolean { json!("yes") } else { json!({"value": "x"}) };
        attribute.put(&mut body, wrong);
        let answer = s.put(&made, &body)?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_status(400)?;
        Ok(())
    })
    .each_type(),
    Check::new("put.boolean", "PUT of a text that is no boolean is answered 400", &["7643-2.3.2-01"], |s| {
        let boolean = super::subject::typed(s, Type::Boolean, "boolean")?;
        let made = s.create()?;
        let mut body = made.sent.clone();
        boolean.put(&mut body, json!("yes"));
        s.put(&made, &body)?.expect_status(400)?;
        Ok(())
    })
    .each_type(),
    Check::new("put.again", "PUT of the same body twice is as one", &["7644-3.5.1-04"], |s| {
        let made = s.create_full()?;
        s.put(&made, &made.sent)?.expect_success()?;
        let before = s.read(&made)?;
        s.put(&made, &made.sent)?.expect_success()?;
        same(&s.read(&made)?, before.json(), &["meta"])
    })
    .each_type(),
    Check::new("put.rename", "PUT of another name frees the old one", &["7644-3.5.1-04", "7643-4.1.1-02"], |s| {
        let anchor = anchor(s)?;
        let made = s.create()?;
        let old = sent(&made, &anchor).to_owned();
        let mut body = made.sent.clone();
        let new = value(s, &anchor, 1)?;
        anchor.put(&mut body, new);
        s.put(&made, &body)?.expect_success()?;
        let mut next = s.minimal();
        anchor.put(&mut next, old.clone().into());
        super::subject::post(s, &next)?.expect_status(201)?;
        let filter = format!("{} eq {}", anchor.path(), quoted(&old));
        if s.discovery().config.as_ref().is_none_or(|config| config.filter.supported) {
            s.expect_found(&filter, &made, false)?;
        }
        Ok(())
    })
    .each_type(),
    Check::new("put.present", "`pr` sees what PUT unassigned", &["7643-2.5-01", "7644-3.4.2.2-15"], |s| {
        let text = s.optional_string()?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        let filter = format!("{} pr", text.path());
        expect(s, &made, &filter, true)?;
        let mut body = made.sent.clone();
        text.put(&mut body, Value::Null);
        s.put(&made, &body)?.expect_success()?;
        expect(s, &made, &filter, false)
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("put.shown", "PUT answers nothing that can only be written", &["7643-7-27", "7643-4.1.1-19"], |s| {
        let secret = s.kind().secrets().into_iter().next();
        let Some(secret) = secret else { return Err(Stop::skipped("nothing can only be written")) };
        let made = s.create()?;
        let mut body = made.sent.clone();
        let value = value(s, &secret, 0)?;
        secret.put(&mut body, value);
        let answer = s.put(&made, &body)?;
        answer.expect_success()?;
        if secret.of(answer.json()).is_some() { Err(answer.failed(format!("no `{}`", secret.path()), "it")) } else { Ok(()) }
    })
    .each_type(),
];

/// Waits until the clock of a server that counts seconds has moved.
pub(super) fn later(before: &Answer) {
    let modified = at(before.json(), "/meta/lastModified");
    let wait = if modified.contains('.') { 5 } else { 1_100 };
    std::thread::sleep(std::time::Duration::from_millis(wait));
}

/// A resource was modified since, and is what and where it was.
pub(super) fn moved(s: &mut Session<'_>, made: &Made, before: &Value) -> Verdict {
    let read = s.read(made)?;
    let (old, new) = (at(before, "/meta/lastModified"), at(read.json(), "/meta/lastModified"));
    if old.is_empty() {
        return Err(Stop::skipped("there is no `meta.lastModified`"));
    }
    let instants = (DateTime::parse(old), DateTime::parse(new));
    if !matches!(instants, (Ok(old), Ok(new)) if new.cmp_instant(&old).is_gt()) {
        return Err(read.failed(format!("a `meta.lastModified` after `{old}`"), format!("`{new}`")));
    }
    meta_stays(&read, before)
}

/// What no change moves.
fn meta_stays(read: &Answer, before: &Value) -> Verdict {
    for pointer in ["/meta/created", "/meta/resourceType", "/meta/location"] {
        let (found, old) = (at(read.json(), pointer), at(before, pointer));
        if found != old {
            return Err(read.failed(format!("`{pointer}` to stay `{old}`"), format!("`{found}`")));
        }
    }
    Ok(())
}
