//! `attributes` and `excludedAttributes` (RFC 7644 sections 3.4.2.5 and 3.9).

use super::subject::{
    anchor, at, capital, extension_text, quoted, search, sent, two_texts, value, with_body,
};
use super::{Check, Need, Verdict};
use crate::live::{Ask, Attr, Made, Session, Stop};
use scim_schema::schema::{Mutability, Returned};
use serde_json::{Value, json};

pub(super) const CHECKS: &[Check] = &[
    Check::new("projection.get", "GET with `attributes` answers those, and what is always returned", &["7644-3.9-04", "7644-3.9-05", "7644-3.4.2.5-03", "7644-3.4.2.5-02", "7643-7-29", "7643-7-32", "7644-3.9-06", "7643-3.1-11", "7643-3.1-18"], |s| {
        let (made, text) = subject(s)?;
        let answer = s.send(&Ask::get(&made.path).query("attributes", text.path()))?;
        answer.expect_status(200)?;
        only(s, answer.json(), &[&text]).map_err(|(expected, found)| answer.failed(expected, found))
    })
    .each_type(),
    Check::new("projection.list", "lists with `attributes` have those, and what is always returned", &["7644-3.4.2.5-02", "7644-3.4.2.5-03", "7644-3.9-04", "7643-7-29"], |s| {
        let (made, text) = subject(s)?;
        let anchor = anchor(s)?;
        let filter = format!("{} eq {}", anchor.path(), quoted(sent(&made, &anchor)));
        let answer = s.list(&[("filter", &filter), ("attributes", text.path())])?;
        listed(s, &answer, &text)
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("projection.search", "`.search` with `attributes` has those, and what is always returned", &["7644-3.4.3-12", "7644-3.4.3-05", "7644-3.9-04"], |s| {
        let (made, text) = subject(s)?;
        let anchor = anchor(s)?;
        let filter = format!("{} eq {}", anchor.path(), quoted(sent(&made, &anchor)));
        let answer = search(s, json!({"filter": filter, "attributes": [text.path()]}))?;
        if [404, 405, 501].contains(&answer.status()) {
            return Err(Stop::skipped("there is no `.search`"));
        }
        listed(s, &answer, &text)
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("projection.post", "POST with `attributes` answers those, and what is always returned", &["7644-3.9-02", "7644-3.9-04", "7644-3.9-05"], |s| {
        let text = s.any_string()?;
        let body = s.full();
        let endpoint = s.kind().endpoint().to_owned();
        let answer = s.send(&Ask::post(endpoint).query("attributes", text.path()).json(&body))?;
        answer.expect_status(201)?;
        with_body(&answer)?;
        only(s, answer.json(), &[&text]).map_err(|(expected, found)| answer.failed(expected, found))
    })
    .each_type(),
    Check::new("projection.put", "PUT with `attributes` answers those, and what is always returned", &["7644-3.9-02", "7644-3.9-04", "7644-3.9-05"], |s| {
        let (made, text) = subject(s)?;
        let answer = s.send(&Ask::put(&made.path).query("attributes", text.path()).json(&made.sent))?;
        answer.expect_status(200)?;
        only(s, answer.json(), &[&text]).map_err(|(expected, found)| answer.failed(expected, found))
    })
    .each_type(),
    Check::new("projection.patch", "PATCH with `attributes` answers those, and what is always returned", &["7644-3.9-02", "7644-3.9-04", "7644-3.5.2-30"], |s| {
        let (made, text) = subject(s)?;
        let new = value(s, &text, 1)?;
        let body = json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [{"op": "replace", "path": text.path(), "value": new}]});
        let answer = s.send(&Ask::patch(&made.path).query("attributes", text.path()).json(&body))?;
        answer.expect_status(200)?;
        only(s, answer.json(), &[&text]).map_err(|(expected, found)| answer.failed(expected, found))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("projection.several", "`attributes` may name several", &["7644-3.9-06", "7644-3.9-05"], |s| {
        let made = s.create_full()?;
        let mut shown = s.kind().attributes().into_iter().filter(|one| one.is_plain() && one.urn().is_none() && one.of(made.body()).is_some());
        let (Some(one), Some(other)) = (shown.next(), shown.next()) else { return Err(Stop::skipped("there are no two attributes")) };
        let answer = s.send(&Ask::get(&made.path).query("attributes", &format!("{},{}", one.path(), other.path())))?;
        answer.expect_status(200)?;
        only(s, answer.json(), &[&one, &other]).map_err(|(expected, found)| answer.failed(expected, found))
    })
    .each_type(),
    Check::new("projection.sub-attribute", "`attributes` may name a sub-attribute", &["7644-3.9-05", "7644-3.10-04", "7644-3.4.2.5-04"], |s| {
        let complex = s.any_complex()?;
        let (one, other) = two_texts(&complex)?;
        let (first, second) = (value(s, &one, 0)?, value(s, &other, 1)?);
        let made = super::subject::made(s, &[(&one, first.clone()), (&other, second)])?;
        let answer = s.send(&Ask::get(&made.path).query("attributes", one.path()))?;
        answer.expect_status(200)?.expect_value(&one, &first)?;
        answer.expect_unassigned(&other)
    })
    .each_type(),
    Check::new("projection.element-sub-attribute", "`attributes` may name a sub-attribute of a list", &["7644-3.9-05", "7644-3.10-04"], |s| {
        let list = s.any_list()?;
        let one = super::subject::element(s, &list, 1)?;
        let made = super::subject::made(s, &[(&list, json!([one]))])?;
        let path = format!("{}.value", list.path());
        let answer = s.send(&Ask::get(&made.path).query("attributes", &path))?;
        answer.expect_status(200)?;
        match super::subject::elements(answer.json(), &list) {
            [shown] if shown.get("value") == one.get("value") && shown.as_object().is_some_and(|members| members.len() == 1) => Ok(()),
            other => Err(answer.failed(format!("`{path}` alone"), format!("`{}`", json!(other)))),
        }
    })
    .each_type(),
    Check::new("projection.excluded", "`excludedAttributes` leaves those out, and nothing else", &["7644-3.9-08", "7644-3.4.2.5-06", "7644-3.4.2.5-02", "7644-3.4.2.5-07"], |s| {
        let (made, text) = subject(s)?;
        let whole = s.read(&made)?;
        let answer = s.send(&Ask::get(&made.path).query("excludedAttributes", text.path()))?;
        answer.expect_status(200)?;
        if text.declared().returned == Returned::Always {
            return Err(Stop::skipped(format!("`{}` is always returned", text.path())));
        }
        answer.expect_unassigned(&text)?;
        super::subject::same(&answer, whole.json(), &[text.name()])
    })
    .each_type(),
    Check::new("projection.excluded-list", "lists with `excludedAttributes` leave those out", &["7644-3.4.2.5-06", "7644-3.9-08"], |s| {
        let (made, text) = subject(s)?;
        let anchor = anchor(s)?;
        if anchor.path() == text.path() && text.is_required() && text.declared().returned == Returned::Always {
            return Err(Stop::skipped(format!("`{}` is always returned", text.path())));
        }
        let filter = format!("{} eq {}", anchor.path(), quoted(sent(&made, &anchor)));
        let answer = s.list(&[("filter", &filter), ("excludedAttributes", text.path())])?;
        let list = answer.expect_list()?;
        let Some(one) = list.first() else { return Err(answer.failed("the resource", "a list without it")) };
        if text.of(one).is_some() { Err(answer.failed(format!("no `{}`", text.path()), "it")) } else { Ok(()) }
    })
    .needs(&[Need::Filter])
    .each_type(),
    Check::new("projection.excluded-sub-attribute", "`excludedAttributes` may name a sub-attribute", &["7644-3.9-08"], |s| {
        let complex = s.any_complex()?;
        let (one, other) = two_texts(&complex)?;
        let (first, second) = (value(s, &one, 0)?, value(s, &other, 1)?);
        let made = super::subject::made(s, &[(&one, first), (&other, second.clone())])?;
        let answer = s.send(&Ask::get(&made.path).query("excludedAttributes", one.path()))?;
        answer.expect_status(200)?.expect_unassigned(&one)?;
        answer.expect_value(&other, &second)
    })
    .should()
    .each_type(),
    Check::new("projection.always", "`excludedAttributes` has no effect on what is always returned", &["7644-3.4.2.5-05", "7644-3.9-07", "7643-7-29", "7643-3.1-11", "7644-3.4.3-06"], |s| {
        let made = s.create()?;
        let answer = s.send(&Ask::get(&made.path).query("excludedAttributes", "id"))?;
        answer.expect_status(200)?;
        if answer.text("id") == made.id { Ok(()) } else { Err(answer.failed("`id`", "none")) }
    })
    .each_type(),
    Check::new("projection.schemas", "a part of a resource has its `schemas`", &["7644-3.9-09", "7644-3.1-03"], |s| {
        let (made, text) = subject(s)?;
        let answer = s.send(&Ask::get(&made.path).query("attributes", text.path()))?;
        answer.expect_status(200)?;
        if answer.member("schemas").is_some() { Ok(()) } else { Err(answer.failed("`schemas`", "none")) }
    })
    .should()
    .each_type(),
    Check::new("projection.case", "names in `attributes` ignore case, and may have the URN of the schema", &["7643-2.1-01", "7644-3.10-01", "7644-3.10-05", "7644-3.10-02"], |s| {
        let (made, text) = subject(s)?;
        let sent = text.of(&made.sent).cloned().unwrap_or_default();
        for path in [capital(text.path()), text.path().to_uppercase(), format!("{}:{}", s.kind().schema().id, text.path())] {
            let answer = s.send(&Ask::get(&made.path).query("attributes", &path))?;
            answer.expect_status(200)?.expect_value(&text, &sent)?;
        }
        Ok(())
    })
    .each_type(),
    Check::new("projection.extension", "`attributes` may name an attribute of an extension", &["7644-3.10-03", "7644-3.9-05"], |s| {
        let text = extension_text(s)?;
        let sent = value(s, &text, 0)?;
        let made = super::subject::made(s, &[(&text, sent.clone())])?;
        let answer = s.send(&Ask::get(&made.path).query("attributes", text.path()))?;
        answer.expect_status(200)?.expect_value(&text, &sent)?;
        only(s, answer.json(), &[&text]).map_err(|(expected, found)| answer.failed(expected, found))
    })
    .each_type(),
    Check::new("projection.unknown", "`attributes` that no schema has are no error of the server", &["7644-3.9-05"], |s| {
        let made = s.create()?;
        let answer = s.send(&Ask::get(&made.path).query("attributes", "scimTestkitNoSuchAttribute"))?;
        answer.expect_one_of(&[200, 400])?;
        Err(Stop::informed(if answer.status() == 200 { "names in `attributes` that no schema has are ignored" } else { "names in `attributes` that no schema has are refused" }))
    }),
    Check::new("projection.never", "`attributes` does not get at what is never returned", &["7643-4.1.1-19", "7643-4.1.1-26", "7643-7-30", "7643-7-27"], |s| {
        let Some(secret) = s.kind().secrets().into_iter().next() else { return Err(Stop::skipped("nothing is never returned")) };
        let mut body = s.minimal();
        let sent = value(s, &secret, 0)?;
        secret.put(&mut body, sent);
        let made = s.create_body(&body)?;
        for path in [secret.path().to_owned(), secret.path().to_uppercase(), format!("{}:{}", s.kind().schema().id, secret.path())] {
            let answer = s.send(&Ask::get(&made.path).query("attributes", &path))?;
            if secret.of(answer.json()).is_some_and(|found| !found.is_null()) {
                return Err(answer.failed(format!("no `{}`", secret.path()), "it"));
            }
        }
        Ok(())
    })
    .each_type(),
    Check::new("projection.request", "what is returned on request is returned to who names it, and to no other", &["7643-7-33"], |s| {
        let request = on_request(s)?;
        let sent = value(s, &request, 0)?;
        let mut body = s.minimal();
        request.put(&mut body, sent.clone());
        let made = s.create_body(&body)?;
        let plain = s.read(&made)?;
        if request.of(plain.json()).is_some() {
            return Err(plain.failed(format!("no `{}`", request.path()), "it"));
        }
        let asked = s.send(&Ask::get(&made.path).query("attributes", request.path()))?;
        asked.expect_status(200)?.expect_value(&request, &sent)
    })
    .each_type(),
    Check::new("projection.given", "what is returned on request is in the answer to a POST and a PUT that gave it", &["7643-7-33"], |s| {
        let request = on_request(s)?;
        let mut body = s.minimal();
        let sent = value(s, &request, 0)?;
        request.put(&mut body, sent.clone());
        let made = s.create_body(&body)?;
        with_body(&made.answer)?;
        made.answer.expect_value(&request, &sent)?;
        let other = value(s, &request, 1)?;
        request.put(&mut body, other.clone());
        s.put(&made, &body)?.expect_status(200)?.expect_value(&request, &other)
    })
    .each_type(),
    Check::new("projection.given-patch", "what is returned on request is in the answer to a PATCH that gave it", &["7643-7-33"], |s| {
        let request = on_request(s)?;
        let made = s.create()?;
        let sent = value(s, &request, 0)?;
        let operations = json!([{"op": "replace", "path": request.path(), "value": sent}]);
        let patched = s.patch(&made, &operations)?;
        if patched.status() == 204 {
            return Err(Stop::skipped("a PATCH is answered without the resource"));
        }
        patched.expect_status(200)?.expect_value(&request, &sent)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("projection.both", "`attributes` and `excludedAttributes` together", &["7644-3.9-03", "7644-3.4.2.5-01"], |s| {
        let (made, text) = subject(s)?;
        let answer = s.send(&Ask::get(&made.path).query("attributes", text.path()).query("excludedAttributes", "meta"))?;
        answer.expect_one_of(&[200, 400])?;
        Err(Stop::informed(format!("`attributes` with `excludedAttributes` is answered {}", answer.status())))
    }),
];

/// What a client may write, and is returned on request.
fn on_request(s: &Session<'_>) -> Result<Attr, Stop> {
    s.find("attribute that is returned on request", |one| {
        let declared = one.declared();
        declared.returned == Returned::Request
            && declared.mutability == Mutability::ReadWrite
            && one.parent().is_none()
    })
}

/// A resource with all there is, and a text of it.
fn subject(s: &mut Session<'_>) -> Result<(Made, Attr), Stop> {
    let text = s.any_string()?;
    let made = s.create_full()?;
    let read = s.read(&made)?;
    if text.of(read.json()).is_none() {
        return Err(Stop::skipped(format!("the server does not keep `{}`", text.path())));
    }
    Ok((made, text))
}

/// Expects a resource to have these attributes, and else what is always returned alone.
fn only(s: &Session<'_>, resource: &Value, wanted: &[&Attr]) -> Result<(), (String, String)> {
    for one in wanted {
        if one.of(resource).is_none() {
            return Err((format!("`{}`", one.path()), "none".to_owned()));
        }
    }
    if at(resource, "/id").is_empty() {
        return Err(("`id`".to_owned(), "none".to_owned()));
    }
    for one in s.kind().attributes() {
        let asked = wanted.iter().any(|wanted| wanted.path() == one.path());
        if !asked && one.declared().returned != Returned::Always && one.of(resource).is_some() {
            return Err((format!("no `{}`, which nobody asked for", one.path()), "it".to_owned()));
        }
    }
    for name in ["meta", "externalId"] {
        if resource.get(name).is_some() && !wanted.iter().any(|one| one.path() == name) {
            return Err((format!("no `{name}`, which nobody asked for"), "it".to_owned()));
        }
    }
    Ok(())
}

fn listed(s: &Session<'_>, answer: &crate::live::Answer, text: &Attr) -> Verdict {
    let list = answer.expect_list()?;
    let Some(one) = list.first() else {
        return Err(answer.failed("the resource", "a list without it"));
    };
    only(s, one, &[text]).map_err(|(expected, found)| answer.failed(expected, found))
}
