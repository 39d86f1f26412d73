//! PATCH `remove` (RFC 7644 section 3.5.2.2).

use super::{chosen, value_of, with_elements};
use crate::live::Stop;
use crate::live::check::subject::{
    anchor, element, elements, expect, extension_text, is_assigned, made, read_only, same,
    simple_list, two_texts, value,
};
use crate::live::check::{Check, Need};
use serde_json::json;

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new("patch.remove.single", "`remove` of an attribute unassigns it", &["7644-3.5.2.2-02"], |s| {
        let text = s.optional_string()?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        s.patch(&made, &json!([{"op": "remove", "path": text.path()}]))?.expect_success()?;
        s.read(&made)?.expect_unassigned(&text)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.sub-attribute", "`remove` of a sub-attribute leaves its siblings", &["7644-3.5.2.2-02", "7644-3.5.2.3-11"], |s| {
        let complex = s.any_complex()?;
        let (one, other) = two_texts(&complex)?;
        let (kept, gone) = (value(s, &one, 0)?, value(s, &other, 1)?);
        let made = made(s, &[(&one, kept.clone()), (&other, gone)])?;
        s.patch(&made, &json!([{"op": "remove", "path": other.path()}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&one, &kept)?;
        read.expect_unassigned(&other)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.complex", "`remove` of a complex attribute unassigns all of it", &["7644-3.5.2.2-02"], |s| {
        let complex = s.any_complex()?;
        if complex.is_required() {
            return Err(Stop::skipped(format!("`{}` is required", complex.path())));
        }
        let (one, other) = two_texts(&complex)?;
        let (first, second) = (value(s, &one, 0)?, value(s, &other, 1)?);
        let made = made(s, &[(&one, first), (&other, second)])?;
        s.patch(&made, &json!([{"op": "remove", "path": complex.path()}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_unassigned(&one)?;
        read.expect_unassigned(&other)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.list", "`remove` of a list removes all its elements", &["7644-3.5.2.2-03"], |s| {
        let (list, made, _) = with_elements(s)?;
        s.patch(&made, &json!([{"op": "remove", "path": list.path()}]))?.expect_success()?;
        s.read(&made)?.expect_unassigned(&list)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.simple-list", "`remove` of a list of simple values removes all of them", &["7644-3.5.2.2-03"], |s| {
        let list = simple_list(s)?;
        let old = value(s, &list, 0)?;
        let made = made(s, &[(&list, old)])?;
        s.patch(&made, &json!([{"op": "remove", "path": list.path()}]))?.expect_success()?;
        s.read(&made)?.expect_unassigned(&list)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.element", "`remove` with a value path removes the elements that match, and no others", &["7644-3.5.2.2-05", "7644-3.5.2-12"], |s| {
        let (list, made, [work, home]) = with_elements(s)?;
        s.patch(&made, &json!([{"op": "remove", "path": chosen(&list, &work)}]))?.expect_success()?;
        let read = s.read(&made)?;
        match elements(read.json(), &list) {
            [one] if value_of(one) == value_of(&home) => Ok(()),
            other => Err(read.failed(format!("the other element of `{}` alone", list.path()), format!("{} elements", other.len()))),
        }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.element-by-value", "`remove` chooses elements by their `value`", &["7644-3.5.2.2-04", "7644-3.5.2-12"], |s| {
        let (list, made, [work, home]) = with_elements(s)?;
        let path = format!("{}[value eq {}]", list.path(), value_of(&work));
        s.patch(&made, &json!([{"op": "remove", "path": path}]))?.expect_success()?;
        let read = s.read(&made)?;
        match elements(read.json(), &list) {
            [one] if value_of(one) == value_of(&home) => Ok(()),
            other => Err(read.failed(format!("the other element of `{}` alone", list.path()), format!("{} elements", other.len()))),
        }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.last-element", "a list whose last element was removed has no value", &["7644-3.5.2.2-05", "7644-3.5.2.2-04", "7643-2.5-01"], |s| {
        let list = s.any_list()?;
        let old = element(s, &list, 1)?;
        let made = made(s, &[(&list, json!([old]))])?;
        let path = format!("{}[value eq {}]", list.path(), value_of(&old));
        s.patch(&made, &json!([{"op": "remove", "path": path}]))?.expect_success()?;
        s.read(&made)?.expect_unassigned(&list)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.element-sub-attribute", "`remove` of a sub-attribute of an element leaves the element", &["7644-3.5.2.2-06"], |s| {
        let (list, made, [work, home]) = with_elements(s)?;
        // what may tell the elements apart comes last
        let subs = list.subs().into_iter().filter(|sub| sub.is_plain() && !["value", "primary", "type"].contains(&sub.name()));
        let names: Vec<String> = subs.map(|sub| sub.name().to_owned()).chain(["type".to_owned()]).collect();
        let before = s.read(&made)?;
        let held = |name: &String| elements(before.json(), &list).iter().all(|one| one.get(name).is_some_and(is_assigned));
        let name = names.iter().find(|name| held(name)).map_or("type", String::as_str);
        let answer = s.patch(&made, &json!([{"op": "remove", "path": format!("{}[value eq {}].{name}", list.path(), value_of(&work))}]))?;
        if name == "type" && answer.status() == 400 && answer.text("scimType") == "mutability" {
            return Err(Stop::skipped(format!("the elements of `{}` are told apart by their `type`", list.path())));
        }
        answer.expect_success()?;
        let read = s.read(&made)?;
        let all = elements(read.json(), &list);
        let found = |wanted: &serde_json::Value| all.iter().find(|one| value_of(one) == value_of(wanted));
        match (found(&work), found(&home)) {
            (Some(one), Some(other)) if !one.get(name).is_some_and(is_assigned) && other.get(name) == home.get(name) => Ok(()),
            _ => Err(read.failed(format!("both elements of `{}`, one without `{name}`", list.path()), format!("`{}`", json!(all)))),
        }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.no-match", "`remove` of an element that is not there changes nothing", &["7644-3.5.2.2-08"], |s| {
        let (list, made, _) = with_elements(s)?;
        let before = s.read(&made)?;
        let path = format!("{}[value eq \"{}\"]", list.path(), s.unique());
        let answer = s.patch(&made, &json!([{"op": "remove", "path": path}]))?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_one_of(&[200, 204, 400])?;
        Err(Stop::informed(if answer.is_success() { "`remove` of an element that is not there succeeds" } else { "`remove` of an element that is not there is refused" }))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.absent", "`remove` of what has no value changes nothing", &["7644-3.5.2.2-02"], |s| {
        let text = s.optional_string()?;
        let made = s.create()?;
        let before = s.read(&made)?;
        let answer = s.patch(&made, &json!([{"op": "remove", "path": text.path()}]))?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_one_of(&[200, 204, 400])?;
        Err(Stop::informed(if answer.is_success() { "`remove` of what has no value succeeds" } else { "`remove` of what has no value is refused" }))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.extension", "`remove` reaches an attribute of an extension", &["7644-3.5.2.2-02", "7643-3.3-08"], |s| {
        let text = extension_text(s)?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        s.patch(&made, &json!([{"op": "remove", "path": text.path()}]))?.expect_success()?;
        s.read(&made)?.expect_unassigned(&text)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.no-path", "`remove` without a path is answered 400 noTarget", &["7644-3.5.2.2-01", "7644-3.5.2-10", "7644-3.12-26"], |s| {
        let made = s.create()?;
        let before = s.read(&made)?;
        let answer = s.patch(&made, &json!([{"op": "remove"}]))?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_error(400, "noTarget")?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.required", "`remove` of what is required is refused as mutability", &["7644-3.5.2.2-07"], |s| {
        let anchor = anchor(s)?;
        if !anchor.is_required() {
            return Err(Stop::skipped(format!("{} has no required text", s.kind().name())));
        }
        let made = s.create()?;
        let before = s.read(&made)?;
        let answer = s.patch(&made, &json!([{"op": "remove", "path": anchor.path()}]))?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_error(400, "mutability")?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.id", "`remove` of `id` is refused as mutability", &["7644-3.5.2.2-07", "7643-3.1-08", "7643-3.1-11"], |s| {
        let made = s.create()?;
        let answer = s.patch(&made, &json!([{"op": "remove", "path": "id"}]))?;
        s.read(&made)?;
        answer.expect_error(400, "mutability")?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.read-only", "`remove` of a readOnly attribute is refused as mutability", &["7644-3.5.2.2-07", "7643-7-22"], |s| {
        let (attribute, _) = read_only(s)?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "remove", "path": attribute.path()}]))?.expect_error(400, "mutability")?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.remove.found", "`pr` sees what `remove` unassigned", &["7644-3.1-10", "7644-3.4.2.2-15"], |s| {
        let text = s.optional_string()?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old.clone())])?;
        let filter = format!("{} pr", text.path());
        expect(s, &made, &filter, true)?;
        s.patch(&made, &json!([{"op": "remove", "path": text.path()}]))?.expect_success()?;
        expect(s, &made, &filter, false)?;
        s.expect_found(&format!("{} eq {old}", text.path()), &made, false)
    })
    .needs(&[Need::Patch, Need::Filter])
    .each_type(),
];
