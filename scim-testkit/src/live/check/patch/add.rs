//! PATCH `add` (RFC 7644 section 3.5.2.1).

use super::with_elements;
use crate::live::Stop;
use crate::live::check::pair::{expect_primary, may_be_primary, pair};
use crate::live::check::subject::{
    at, element, elements, expect, extension_text, made, primary_list, set, simple_list, two_texts,
    value,
};
use crate::live::check::{Check, Need};
use serde_json::{Value, json};

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new("patch.add.new", "`add` gives an attribute without a value one", &["7644-3.5.2.1-04", "7644-3.5.2.1-08", "7644-3.5.2.1-01"], |s| {
        let text = s.optional_string()?;
        let new = value(s, &text, 0)?;
        made(s, &[(&text, new.clone())])?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "add", "path": text.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.single", "`add` to an attribute of one value replaces it", &["7644-3.5.2.1-07", "7644-3.5.2.1-09"], |s| {
        let text = s.optional_string()?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old)])?;
        s.patch(&made, &json!([{"op": "add", "path": text.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.complex", "`add` of a complex attribute gives it its sub-attributes", &["7644-3.5.2.1-04", "7644-3.5.2.1-05", "7644-3.5.2.1-02"], |s| {
        let complex = s.any_complex()?;
        let new = value(s, &complex, 0)?;
        made(s, &[(&complex, new.clone())])?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "add", "path": complex.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&complex, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.sub-attribute", "`add` to a sub-attribute leaves its siblings", &["7644-3.5.2.1-04", "7644-3.5.2.3-11", "7644-3.5.2-11"], |s| {
        let complex = s.any_complex()?;
        let (one, other) = two_texts(&complex)?;
        let (kept, new) = (value(s, &one, 0)?, value(s, &other, 1)?);
        let made = made(s, &[(&one, kept.clone())])?;
        s.patch(&made, &json!([{"op": "add", "path": other.path(), "value": new}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&one, &kept)?;
        read.expect_value(&other, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.list", "`add` to a list appends", &["7644-3.5.2.1-06"], |s| {
        let list = s.any_list()?;
        let [old, new] = pair(s, &list)?;
        let made = made(s, &[(&list, json!([old]))])?;
        s.patch(&made, &json!([{"op": "add", "path": list.path(), "value": [new]}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &json!([old, new]))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.list-element", "`add` of one element, not in a list, appends it", &["7644-3.5.2.1-06", "7644-3.5.2.1-02"], |s| {
        let list = s.any_list()?;
        let [old, new] = pair(s, &list)?;
        let made = made(s, &[(&list, json!([old]))])?;
        s.patch(&made, &json!([{"op": "add", "path": list.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &json!([old, new]))
    })
    .needs(&[Need::Patch])
    .should()
    .each_type(),
    Check::new("patch.add.list-new", "`add` to a list without elements makes one", &["7644-3.5.2.1-04", "7644-3.5.2.1-08"], |s| {
        let list = s.any_list()?;
        let new = element(s, &list, 1)?;
        made(s, &[(&list, json!([new]))])?;
        let made = s.create()?;
        if !elements(s.read(&made)?.json(), &list).is_empty() {
            return Err(Stop::skipped(format!("every {} has `{}`", s.kind().name(), list.path())));
        }
        s.patch(&made, &json!([{"op": "add", "path": list.path(), "value": [new]}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &json!([new]))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.simple-list", "`add` to a list of simple values appends", &["7644-3.5.2.1-06"], |s| {
        let list = simple_list(s)?;
        let (old, new) = (element(s, &list, 0)?, element(s, &list, 1)?);
        let made = made(s, &[(&list, json!([old]))])?;
        s.patch(&made, &json!([{"op": "add", "path": list.path(), "value": [new]}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &json!([old, new]))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.extension", "`add` reaches an attribute of an extension, and `schemas` names it", &["7643-3.3-08", "7644-3.5.2.1-04", "7644-3.5.2-20", "7644-3.5.2-19", "7644-3.10-03"], |s| {
        let text = extension_text(s)?;
        let new = value(s, &text, 0)?;
        made(s, &[(&text, new.clone())])?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "add", "path": text.path(), "value": new}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&text, &new)?;
        let urn = text.urn().unwrap_or_default();
        let urns = read.member("schemas").map(ToString::to_string).unwrap_or_default();
        if urns.to_ascii_lowercase().contains(&urn.to_ascii_lowercase()) { Ok(()) } else { Err(read.failed(format!("`schemas` with `{urn}`"), urns)) }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.no-path", "`add` without a path adds each attribute of the value", &["7644-3.5.2.1-03", "7644-3.5.2-09"], |s| {
        let texts = s.kind().plain_strings();
        let mut texts = texts.into_iter().filter(|one| one.urn().is_none() && !one.is_required());
        let (Some(one), Some(other)) = (texts.next(), texts.next()) else {
            return Err(Stop::skipped(format!("{} has no two texts that may be left out", s.kind().name())));
        };
        let (first, second) = (value(s, &one, 0)?, value(s, &other, 1)?);
        made(s, &[(&one, first.clone()), (&other, second.clone())])?;
        let made = s.create()?;
        let both = json!({one.name(): first, other.name(): second});
        s.patch(&made, &json!([{"op": "add", "value": both}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&one, &first)?;
        read.expect_value(&other, &second)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.no-path-list", "`add` of a list in a value without a path appends", &["7644-3.5.2.1-06", "7644-3.5.2.1-03"], |s| {
        let list = s.any_list()?;
        let [old, new] = pair(s, &list)?;
        let made = made(s, &[(&list, json!([old]))])?;
        s.patch(&made, &json!([{"op": "add", "value": {list.name(): [new]}}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &json!([old, new]))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.no-path-extension", "`add` of an extension in a value without a path reaches it", &["7643-3.3-08", "7644-3.5.2.1-03"], |s| {
        let text = extension_text(s)?;
        let new = value(s, &text, 0)?;
        made(s, &[(&text, new.clone())])?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "add", "value": text.alone(new.clone())}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.same", "`add` of what is there succeeds, and there is one copy", &["7644-3.5.2.1-10", "7644-3.5.2.1-11"], |s| {
        let list = s.any_list()?;
        let old = element(s, &list, 1)?;
        let made = made(s, &[(&list, json!([old]))])?;
        let stored = elements(s.read(&made)?.json(), &list).first().cloned().unwrap_or(old);
        s.patch(&made, &json!([{"op": "add", "path": list.path(), "value": [stored]}]))?.expect_success()?;
        let read = s.read(&made)?;
        let count = elements(read.json(), &list).len();
        if count == 1 { Ok(()) } else { Err(read.failed(format!("one element of `{}`", list.path()), count.to_string())) }
    })
    .needs(&[Need::Patch])
    .should()
    .each_type(),
    Check::new("patch.add.same-time", "`add` of what is there does not move `meta.lastModified`", &["7644-3.5.2.1-12"], |s| {
        let text = s.any_string()?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old.clone())])?;
        let before = s.read(&made)?;
        if at(before.json(), "/meta/lastModified").is_empty() {
            return Err(Stop::skipped("there is no `meta.lastModified`"));
        }
        crate::live::check::put::later(&before);
        s.patch(&made, &json!([{"op": "add", "path": text.path(), "value": old}]))?.expect_success()?;
        let read = s.read(&made)?;
        let (was, is) = (at(before.json(), "/meta/lastModified"), at(read.json(), "/meta/lastModified"));
        if was == is { Ok(()) } else { Err(read.failed(format!("`meta.lastModified` to stay `{was}`"), format!("`{is}`"))) }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.primary", "a new primary element takes that from the others", &["7644-3.5.2-23", "7643-2.4-05"], |s| {
        let list = primary_list(s)?;
        let [mut old, mut new] = pair(s, &list)?;
        may_be_primary(s, &list, &new, &old)?;
        set(&mut old, "primary", json!(true));
        set(&mut new, "primary", json!(true));
        let made = made(s, &[(&list, json!([old]))])?;
        s.patch(&made, &json!([{"op": "add", "path": list.path(), "value": [new]}]))?.expect_success()?;
        expect_primary(&s.read(&made)?, &list, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.add.found", "filters find what `add` wrote", &["7644-3.1-10", "7644-3.4.2.2-04"], |s| {
        let text = s.optional_string()?;
        let new = value(s, &text, 0)?;
        made(s, &[(&text, new.clone())])?;
        let made = s.create()?;
        let filter = format!("{} eq {new}", text.path());
        s.patch(&made, &json!([{"op": "add", "path": text.path(), "value": new}]))?.expect_success()?;
        expect(s, &made, &filter, true)?;
        s.expect_found(&filter, &made, true)
    })
    .needs(&[Need::Patch, Need::Filter])
    .each_type(),
    Check::new("patch.add.element-sub-attribute", "`add` to a sub-attribute of chosen elements leaves the others", &["7644-3.5.2-12", "7644-3.5.2.1-07"], |s| {
        let (list, made, [work, home]) = with_elements(s)?;
        let new = element(s, &list, 4)?;
        let new = super::value_of(&new).clone();
        s.patch(&made, &json!([{"op": "add", "path": format!("{}.value", super::chosen(&list, &work)), "value": new}]))?.expect_success()?;
        let read = s.read(&made)?;
        let found: Vec<&Value> = elements(read.json(), &list).iter().map(super::value_of).collect();
        if found.contains(&&new) && found.contains(&super::value_of(&home)) && found.len() == 2 {
            return Ok(());
        }
        Err(read.failed(format!("`{new}` in the place of one element of `{}`", list.path()), format!("{found:?}")))
    })
    .needs(&[Need::Patch])
    .each_type(),
];
