//! PATCH `replace` (RFC 7644 section 3.5.2.3).

use super::{chosen, value_of, with_elements};
use crate::live::check::pair::{expect_primary, may_be_primary, type_of, typed_pair};
use crate::live::check::subject::{
    element, elements, extension_text, immutable, made, primary_list, read_only, same, set,
    simple_list, tried, two_texts, typed, unset, value,
};
use crate::live::check::{Check, Need, Verdict};
use crate::live::{Profile, Session, Stop};
use scim_schema::schema::Type;
use serde_json::{Value, json};

pub(in crate::live::check) const CHECKS: &[Check] = &[
    Check::new("patch.replace.single", "`replace` of an attribute replaces its value", &["7644-3.5.2.3-02"], |s| {
        let text = s.any_string()?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old)])?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.types", "`replace` writes values of all types", &["7644-3.5.2.3-02", "7643-4.1.1-18"], |s| {
        let mut any = false;
        for wanted in [Type::Boolean, Type::Integer, Type::Decimal, Type::DateTime, Type::Binary] {
            let Ok(attribute) = typed(s, wanted, "any") else { continue };
            any = true;
            let (old, new) = (value(s, &attribute, 0)?, value(s, &attribute, 1)?);
            let made = made(s, &[(&attribute, old)])?;
            s.patch(&made, &json!([{"op": "replace", "path": attribute.path(), "value": new}]))?.expect_success()?;
            s.read(&made)?.expect_value(&attribute, &new)?;
        }
        tried(any, "boolean, number, date or binary value that a client may write and read")
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.absent", "`replace` of what has no value gives it one", &["7644-3.5.2.3-04"], |s| {
        let text = s.optional_string()?;
        let new = value(s, &text, 0)?;
        made(s, &[(&text, new.clone())])?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.complex", "`replace` of a complex attribute leaves the sub-attributes that it does not name", &["7644-3.5.2.3-06", "7644-3.5.2.3-05"], |s| {
        let complex = s.any_complex()?;
        let (one, other) = two_texts(&complex)?;
        let (kept, old, new) = (value(s, &one, 0)?, value(s, &other, 1)?, value(s, &other, 2)?);
        let made = made(s, &[(&one, kept.clone()), (&other, old)])?;
        s.patch(&made, &json!([{"op": "replace", "path": complex.path(), "value": {other.name(): new}}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&one, &kept)?;
        read.expect_value(&other, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.complex-new", "`replace` of a complex attribute adds sub-attributes that are not there", &["7644-3.5.2.3-06"], |s| {
        let complex = s.any_complex()?;
        let (one, other) = two_texts(&complex)?;
        let (kept, new) = (value(s, &one, 0)?, value(s, &other, 2)?);
        let made = made(s, &[(&one, kept.clone())])?;
        s.patch(&made, &json!([{"op": "replace", "path": complex.path(), "value": {other.name(): new}}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&one, &kept)?;
        read.expect_value(&other, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.sub-attribute", "`replace` of a sub-attribute leaves its siblings", &["7644-3.5.2.3-02", "7644-3.5.2.3-11", "7644-3.5.2.3-06"], |s| {
        let complex = s.any_complex()?;
        let (one, other) = two_texts(&complex)?;
        let (kept, old, new) = (value(s, &one, 0)?, value(s, &other, 1)?, value(s, &other, 2)?);
        let made = made(s, &[(&one, kept.clone()), (&other, old)])?;
        s.patch(&made, &json!([{"op": "replace", "path": other.path(), "value": new}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&one, &kept)?;
        read.expect_value(&other, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.list", "`replace` of a list replaces all its elements", &["7644-3.5.2.3-03"], |s| {
        let (list, made, _) = with_elements(s)?;
        let new = element(s, &list, 5)?;
        s.patch(&made, &json!([{"op": "replace", "path": list.path(), "value": [new]}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &json!([new]))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.simple-list", "`replace` of a list of simple values replaces all of them", &["7644-3.5.2.3-03"], |s| {
        let list = simple_list(s)?;
        let (old, new) = (value(s, &list, 0)?, value(s, &list, 1)?);
        let made = made(s, &[(&list, old)])?;
        s.patch(&made, &json!([{"op": "replace", "path": list.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.element", "`replace` with a value path replaces the elements that match", &["7644-3.5.2.3-07", "7644-3.5.2-12"], |s| {
        let (list, made, [work, home]) = with_elements(s)?;
        let mut new = element(s, &list, 4)?;
        set(&mut new, "type", json!(type_of(&work)));
        unset(&mut new, "primary");
        s.patch(&made, &json!([{"op": "replace", "path": chosen(&list, &work), "value": new}]))?.expect_success()?;
        let read = s.read(&made)?;
        let all = elements(read.json(), &list);
        let has = |wanted: &Value| all.iter().any(|one| value_of(one) == value_of(wanted));
        if all.len() == 2 && has(&new) && has(&home) { Ok(()) } else { Err(read.failed(format!("the new element of `{}` and the other one", list.path()), format!("`{}`", json!(all)))) }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.value-path", "`replace` of a sub-attribute of chosen elements leaves the others", &["7644-3.5.2.3-08", "7644-3.5.2.3-07"], |s| {
        let (list, made, [work, home]) = with_elements(s)?;
        let new = value_of(&element(s, &list, 4)?).clone();
        s.patch(&made, &json!([{"op": "replace", "path": format!("{}.value", chosen(&list, &work)), "value": new}]))?.expect_success()?;
        let read = s.read(&made)?;
        let found: Vec<&Value> = elements(read.json(), &list).iter().map(value_of).collect();
        if found.len() == 2 && found.contains(&&new) && found.contains(&value_of(&home)) { Ok(()) } else { Err(read.failed(format!("`{new}` in the place of one `value` of `{}`", list.path()), format!("{found:?}"))) }
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.every-match", "`replace` of a sub-attribute of chosen elements writes all that match", &["7644-3.5.2.3-08", "7644-3.5.2.3-07"], every_match)
        .needs(&[Need::Patch])
        .each_type(),
    Check::new("patch.replace.no-match", "`replace` with a value path that matches nothing is answered 400 noTarget", &["7644-3.5.2.3-09", "7644-3.12-26"], |s| {
        if s.profile() == Profile::Entra {
            return Err(Stop::skipped("Entra expects the element to be created"));
        }
        let (list, made, _) = with_elements(s)?;
        let before = s.read(&made)?;
        let new = value_of(&element(s, &list, 4)?).clone();
        let answer = s.patch(&made, &json!([{"op": "replace", "path": format!("{}[value eq \"{}\"].value", list.path(), s.unique()), "value": new}]))?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_error(400, "noTarget")?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.primary", "an element that becomes primary takes that from the others", &["7644-3.5.2.3-10", "7644-3.5.2-23", "7643-2.4-05"], |s| {
        let list = primary_list(s)?;
        let [mut one, other] = typed_pair(s, &list)?;
        may_be_primary(s, &list, &other, &one)?;
        set(&mut one, "primary", json!(true));
        let made = made(s, &[(&list, json!([one, other]))])?;
        s.patch(&made, &json!([{"op": "replace", "path": format!("{}.primary", chosen(&list, &other)), "value": true}]))?.expect_success()?;
        expect_primary(&s.read(&made)?, &list, &other)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.extension", "`replace` reaches an attribute of an extension", &["7643-3.3-08", "7644-3.5.2.3-02"], |s| {
        let text = extension_text(s)?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old)])?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.no-path", "`replace` without a path replaces the attributes of the value, and no others", &["7644-3.5.2.3-01", "7644-3.5.2.3-11", "7644-3.5.2-09"], |s| {
        let text = s.any_string()?;
        let made = s.create_full()?;
        let before = s.read(&made)?;
        let new = value(s, &text, 1)?;
        s.patch(&made, &json!([{"op": "replace", "value": text.alone(new.clone())}]))?.expect_success()?;
        let read = s.read(&made)?;
        read.expect_value(&text, &new)?;
        same(&read, before.json(), &["meta", text.name()])
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.no-path-list", "`replace` of a list in a value without a path replaces all its elements", &["7644-3.5.2.3-03", "7644-3.5.2.3-01"], |s| {
        let (list, made, _) = with_elements(s)?;
        let new = element(s, &list, 5)?;
        s.patch(&made, &json!([{"op": "replace", "value": {list.name(): [new]}}]))?.expect_success()?;
        s.read(&made)?.expect_value(&list, &json!([new]))
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.no-path-extension", "`replace` of an extension in a value without a path reaches it", &["7643-3.3-08", "7644-3.5.2.3-01"], |s| {
        let text = extension_text(s)?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old)])?;
        s.patch(&made, &json!([{"op": "replace", "value": text.alone(new.clone())}]))?.expect_success()?;
        s.read(&made)?.expect_value(&text, &new)
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.others", "`replace` leaves all that it does not name", &["7644-3.5.2.3-11"], |s| {
        let text = s.any_string()?;
        let external = s.attribute("externalId")?;
        let id = s.unique();
        let mut body = s.full();
        external.put(&mut body, id.into());
        let made = s.create_body(&body)?;
        let before = s.read(&made)?;
        let new = value(s, &text, 1)?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        same(&s.read(&made)?, before.json(), &["meta", text.name()])
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.null", "`replace` with `null` unassigns", &["7643-2.5-02", "7643-2.5-01"], |s| {
        let text = s.optional_string()?;
        let old = value(s, &text, 0)?;
        let made = made(s, &[(&text, old)])?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": null}]))?.expect_success()?;
        s.read(&made)?.expect_unassigned(&text)
    })
    .needs(&[Need::Patch])
    .should()
    .each_type(),
    Check::new("patch.replace.read-only", "`replace` of a readOnly attribute is refused as mutability", &["7644-3.5.2-14", "7644-3.5.2-15", "7643-7-22", "7644-3.12-23", "7643-4.3-06"], |s| {
        let (attribute, new) = read_only(s)?;
        let made = s.create()?;
        let before = s.read(&made)?;
        let answer = s.patch(&made, &json!([{"op": "replace", "path": attribute.path(), "value": new}]))?;
        same(&s.read(&made)?, before.json(), &["meta"])?;
        answer.expect_error(400, "mutability")?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.id", "`replace` of `id` and `meta` is refused as mutability", &["7644-3.5.2-14", "7643-3.1-08", "7643-3.1-18", "7644-3.12-23"], |s| {
        let made = s.create()?;
        for (path, value) in [("id", json!(s.unique())), ("meta.resourceType", json!("Nothing"))] {
            let answer = s.patch(&made, &json!([{"op": "replace", "path": path, "value": value}]))?;
            s.read(&made)?;
            answer.expect_error(400, "mutability")?;
        }
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.immutable", "`replace` does not change what is immutable, and is refused as mutability", &["7643-7-25", "7644-3.5.2-14", "7644-3.5.2-15"], |s| {
        let attribute = immutable(s)?;
        let (old, new) = (value(s, &attribute, 0)?, value(s, &attribute, 1)?);
        let made = made(s, &[(&attribute, old.clone())])?;
        let answer = s.patch(&made, &json!([{"op": "replace", "path": attribute.path(), "value": new}]))?;
        s.read(&made)?.expect_value(&attribute, &old)?;
        answer.expect_error(400, "mutability")?;
        Ok(())
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.immutable-first", "`add` gives what is immutable its first value", &["7644-3.5.2-16"], |s| {
        let attribute = immutable(s)?;
        let new = value(s, &attribute, 0)?;
        let made = s.create()?;
        s.patch(&made, &json!([{"op": "add", "path": attribute.path(), "value": new}]))?.expect_success()?;
        s.read(&made)?.expect_value(&attribute, &new)
    })
    .needs(&[Need::Patch])
    .should()
    .each_type(),
    Check::new("patch.replace.invalid", "`replace` with a value of another type is answered 400 invalidValue", &["7644-3.5.2-14", "7644-3.5.2-17", "7644-3.12-27"], |s| {
        let mut any = false;
        for (wanted, wrong) in [(Type::Boolean, json!("maybe")), (Type::Integer, json!("seven")), (Type::DateTime, json!("yesterday"))] {
            let Ok(attribute) = typed(s, wanted, "any") else { continue };
            any = true;
            let made = s.create()?;
            let before = s.read(&made)?;
            let answer = s.patch(&made, &json!([{"op": "replace", "path": attribute.path(), "value": wrong}]))?;
            same(&s.read(&made)?, before.json(), &["meta"])?;
            answer.expect_error(400, "invalidValue")?;
        }
        tried(any, "boolean, integer or date that a client may write and read")
    })
    .needs(&[Need::Patch])
    .each_type(),
    Check::new("patch.replace.found", "filters find what `replace` wrote, and not what was there", &["7644-3.1-10", "7644-3.4.2.2-04"], |s| {
        let text = s.any_string()?;
        let (old, new) = (value(s, &text, 0)?, value(s, &text, 1)?);
        let made = made(s, &[(&text, old.clone())])?;
        s.patch(&made, &json!([{"op": "replace", "path": text.path(), "value": new}]))?.expect_success()?;
        s.expect_found(&format!("{} eq {new}", text.path()), &made, true)?;
        s.expect_found(&format!("{} eq {old}", text.path()), &made, false)
    })
    .needs(&[Need::Patch, Need::Filter])
    .each_type(),
    Check::new("patch.replace.element-found", "filters find what `replace` wrote into an element", &["7644-3.1-10", "7644-3.4.2.2-04"], |s| {
        let (list, made, [work, _]) = with_elements(s)?;
        let new = value_of(&element(s, &list, 4)?).clone();
        s.patch(&made, &json!([{"op": "replace", "path": format!("{}.value", chosen(&list, &work)), "value": new}]))?.expect_success()?;
        s.expect_found(&format!("{}.value eq {new}", list.path()), &made, true)?;
        s.expect_found(&format!("{}.value eq {}", list.path(), value_of(&work)), &made, false)
    })
    .needs(&[Need::Patch, Need::Filter])
    .each_type(),
];

fn every_match(s: &mut Session<'_>) -> Verdict {
    let list = s.any_list()?;
    if list.sub("type").is_none() {
        return Err(Stop::skipped(format!("`{}` has no `type` to choose by", list.path())));
    }
    let Some(display) = list
        .sub("display")
        .or_else(|| list.subs().into_iter().find(|sub| sub.r#type() == Type::Integer))
    else {
        return Err(Stop::skipped(format!("`{}` has no sub-attribute to write", list.path())));
    };
    let mut all = [element(s, &list, 1)?, element(s, &list, 3)?, element(s, &list, 5)?];
    for (one, kind) in all.iter_mut().zip(["work", "work", "home"]) {
        set(one, "type", json!(kind));
        unset(one, "primary");
        unset(one, display.name());
    }
    let made = made(s, &[(&list, json!(all))])?;
    if elements(s.read(&made)?.json(), &list).len() != 3 {
        return Err(Stop::skipped(format!(
            "the server does not keep three elements of `{}`",
            list.path()
        )));
    }
    let new = if display.r#type() == Type::Integer {
        json!(77)
    } else {
        json!(format!("new {}", s.unique()))
    };
    let [work, ..] = &all;
    let path = format!("{}.{}", chosen(&list, work), display.name());
    s.patch(&made, &json!([{"op": "replace", "path": path, "value": new}]))?.expect_success()?;
    let read = s.read(&made)?;
    let written =
        elements(read.json(), &list).iter().filter(|one| one.get(display.name()) == Some(&new));
    let kinds: Vec<&Value> = written.filter_map(|one| one.get("type")).collect();
    if kinds == ["work", "work"] {
        Ok(())
    } else {
        Err(read.failed(
            format!("`{}` of both elements of the type `work`", display.name()),
            format!("of {kinds:?}"),
        ))
    }
}
