//! Engines that apply a PATCH wrongly, whatever the model.

mod whole;

pub(crate) use whole::{dialects, spellings, whole};

use crate::fault::{Fault, Wrong, fault};
use crate::message::{At, Object, Op, Target};
use scim_schema::message::ScimType;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Type;
use scim_testkit::law::{edit, frame};
use serde_json::{Value, json};

/// An operation on a target, or else as it is.
fn aimed(at: &At<'_>, op: Op, wrong: impl FnOnce(Target, &Op) -> Option<Vec<Op>>) -> Vec<Op> {
    let target = op.path.as_deref().and_then(|path| at.target(path));
    target.and_then(|target| wrong(target, &op)).unwrap_or_else(|| vec![op])
}

macro_rules! operations { ($law:expr; $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault($name, $requirement, $law, Wrong::Operation($wrong)) ),*]
} }
use operations;

/// Removals that take more than they name.
pub(crate) fn clears<R: ScimResource>() -> Vec<Fault<R>> {
    operations![&frame::REMOVE;
        "remove with a value clears the list", "7644-3.5.2.2-04",
        |at, op| aimed(at, op, |target, op| {
            (op.is("remove") && at.is_list(&target))
                .then(|| vec![Op { value: None, ..op.clone() }])
        });
        "remove of some elements removes those of their `type`", "7644-3.5.2.2-04",
        |at, op| aimed(at, op, |target, op| {
            let listed = op.is("remove") && op.value.is_some() && at.is_list(&target);
            let held = at.now(&target).and_then(Value::as_array).filter(|_| listed)?;
            let after = at.after(op)?;
            let left = at.held(&after, &target).and_then(Value::as_array).cloned();
            let left = left.unwrap_or_default();
            let gone: Vec<_> =
                held.iter().filter(|one| !left.contains(one)).map(|one| one.get("type")).collect();
            let more: Value =
                held.iter().filter(|one| gone.contains(&one.get("type"))).cloned().collect();
            Some(vec![Op { value: Some(more), ..op.clone() }])
        });
        "remove with an empty list as value clears the list", "7644-3.5.2.2-04",
        |_, op| match &op.value {
            Some(Value::Array(list)) if list.is_empty() && op.is("remove") => {
                vec![Op { value: None, ..op }]
            }
            _ => vec![op],
        };
        "remove by a filter that chooses nothing clears the list", "7644-3.5.2.2-05",
        |at, op| aimed(at, op, |target, op| {
            (op.is("remove") && at.is_unmatched(&target))
                .then(|| vec![Op::remove(target.whole())])
        });
    ]
}

pub(crate) fn removes<R: ScimResource>() -> Vec<Fault<R>> {
    operations![&edit::PATCH_AGREES;
        "remove by a filter removes the first element only", "7644-3.5.2.2-05",
        |at, op| aimed(at, op, |target, op| {
            let filter = target.filter.clone().filter(|_| op.is("remove"))?;
            let first = first_chosen(at, &target, &filter)?;
            Some(vec![op.at(target.filtered(&first))])
        });
        "remove of a sub-attribute of elements removes the elements", "7644-3.5.2.2-06",
        |at, op| aimed(at, op, |target, op| {
            let filter = target.filter.clone().filter(|_| op.is("remove"))?;
            target.sub.as_ref()?;
            Some(vec![op.at(format!("{}[{filter}]", target.whole()))])
        });
        "remove of a sub-attribute removes the complex attribute", "7644-3.5.2.2-02",
        |at, op| aimed(at, op, |target, op| {
            let sub = op.is("remove") && target.filter.is_none() && target.sub.is_some();
            sub.then(|| vec![Op::remove(target.whole())])
        });
        "remove of what is not there is `noTarget`", "7644-3.5.2.2-08",
        |at, op| aimed(at, op, |target, op| {
            let absent = op.is("remove") && at.now(&target).is_none();
            (absent && at.after(op).is_some()).then(|| vec![Op::refused()])
        });
        "remove of an attribute of an extension removes the extension", "7644-3.5.2.2-02",
        |at, op| aimed(at, op, |target, op| {
            let urn = target.urn.as_ref().filter(|_| op.is("remove"))?;
            (!target.attribute.is_empty()).then(|| vec![Op::remove(urn.clone())])
        });
        "an extension goes when one attribute is left", "7644-3.5.2.3-11",
        |at, op| aimed(at, op, |target, op| {
            let urn = target.urn.clone().filter(|_| op.is("remove"))?;
            let left = at.after(op)?.get(&urn)?.as_object()?.len();
            (left == 1).then(|| vec![op.clone(), Op::remove(urn)])
        });
        "remove of the last element leaves the others of its type", "7644-3.5.2.2-03",
        |at, op| aimed(at, op, |target, op| {
            let list = at.now(&target)?.as_array()?;
            let whole = op.is("remove") && op.value.is_none() && at.is_list(&target);
            (whole && list.len() > 1).then(Vec::new)
        });
        "remove of a list with a value compares whole elements", "7644-3.5.2.2-04",
        |at, op| aimed(at, op, |target, op| {
            let given = op.value.clone().filter(|_| op.is("remove"))?;
            let given = given.as_array().cloned().unwrap_or_else(|| vec![given]);
            let held = at.now(&target)?.as_array()?;
            let same: Vec<Value> = given.into_iter().filter(|one| held.contains(one)).collect();
            Some(vec![op.with(Value::Array(same))])
        });
    ]
}

/// A filter that chooses the first element that another chooses.
fn first_chosen(at: &At<'_>, target: &Target, filter: &str) -> Option<String> {
    let list = at.now(target)?.as_array()?;
    let path = format!("{}[{filter}]", target.whole());
    let after = at.after(&Op::remove(path))?;
    let left = at.held(&after, target).and_then(Value::as_array).cloned().unwrap_or_default();
    if list.len() < left.len() + 2 {
        return None;
    }
    let first = list.iter().find(|element| !left.contains(element))?;
    let terms: Vec<String> = first
        .as_object()?
        .iter()
        .filter(|(_, value)| !value.is_object() && !value.is_array())
        .map(|(name, value)| format!("{name} eq {value}"))
        .collect();
    Some(terms.join(" and "))
}

/// A filter that chooses all elements.
fn any(target: &Target) -> Option<String> {
    let name = target.filter_name.as_ref()?;
    Some(format!("{name} pr or not ({name} pr)"))
}

pub(crate) fn replaces<R: ScimResource>() -> Vec<Fault<R>> {
    operations![&edit::PATCH_AGREES;
        "replace by a value path replaces all elements", "7644-3.5.2.3-07",
        |at, op| aimed(at, op, |target, op| {
            let other = op.is("replace") && !at.is_unmatched(&target);
            let all = any(&target).filter(|_| other && at.after(op).is_some())?;
            Some(vec![op.at(target.filtered(&all))])
        });
        "replace by a value path replaces the first element only", "7644-3.5.2.3-08",
        |at, op| aimed(at, op, |target, op| {
            let filter = target.filter.clone().filter(|_| op.is("replace"))?;
            let first = first_chosen(at, &target, &filter)?;
            Some(vec![op.at(target.filtered(&first))])
        });
        "replace of a complex attribute drops what it does not name", "7644-3.5.2.3-06",
        |at, op| aimed(at, op, |target, op| {
            let given = op.value.as_ref()?.as_object()?;
            let held = at.now(&target)?.as_object()?;
            let whole = op.is("replace") && target.sub.is_none();
            let dropped = held.keys().filter(|name| !has(given, name));
            let dropped = dropped.map(|name| Op::remove(format!("{}.{name}", target.whole())));
            let dropped = dropped.filter(|op| at.after(op).is_some());
            whole.then(|| dropped.chain([op.clone()]).collect())
        });
        "replace of elements drops what it does not name", "7644-3.5.2.3-07",
        |at, op| aimed(at, op, |target, op| {
            let given = op.value.as_ref()?.as_object()?;
            let attribute = at.attribute(&target)?;
            let filter = target.filter.as_ref().filter(|_| op.is("replace"))?;
            let path = |name: &str| format!("{}[{filter}].{name}", target.whole());
            let names = attribute.sub_attributes.iter().map(|sub| &*sub.name);
            let others = names.filter(|name| !has(given, name));
            let others = others.filter(|name| target.filter_name.as_deref() != Some(name));
            let dropped = others.map(|name| Op::remove(path(name)));
            Some([op.clone()].into_iter().chain(dropped.filter(|op| at.after(op).is_some())).collect())
        });
        "replace of a list keeps the old elements", "7644-3.5.2.3-03",
        |at, op| aimed(at, op, |target, op| {
            (op.is("replace") && at.is_list(&target)).then(|| vec![op.doing("add")])
        });
        "replace of what is not there is ignored", "7644-3.5.2.3-04",
        |at, op| aimed(at, op, |target, op| {
            let absent = op.is("replace") && target.filter.is_none() && at.now(&target).is_none();
            (absent && at.after(op).is_some()).then(Vec::new)
        });
        "replace of an extension drops what it does not name", "7644-3.5.2.3-06",
        |at, op| {
            let Some(path) = op.path.clone().filter(|_| op.is("replace")) else { return vec![op] };
            let held = at.document.as_object().into_iter().flatten();
            let extension = held.filter(|(name, value)| {
                name.eq_ignore_ascii_case(&path) && name.contains(':') && value.is_object()
            });
            let whole = extension.map(|(name, _)| name.clone()).next();
            whole.map_or_else(|| vec![op.clone()], |urn| vec![Op::remove(urn), op.clone()])
        };
    ]
}

fn has(object: &Object, name: &str) -> bool {
    object.keys().any(|one| one.eq_ignore_ascii_case(name))
}

pub(crate) fn adds<R: ScimResource>() -> Vec<Fault<R>> {
    operations![&edit::PATCH_AGREES;
        "add to a list replaces it", "7644-3.5.2.1-06",
        |at, op| aimed(at, op, |target, op| {
            (op.is("add") && at.is_list(&target)).then(|| vec![op.doing("replace")])
        });
        "add to a singular attribute that has a value is ignored", "7644-3.5.2.1-09",
        |at, op| aimed(at, op, |target, op| {
            let simple = at.attribute(&target)?.r#type != Type::Complex && !at.is_list(&target);
            (op.is("add") && simple && at.now(&target).is_some()).then(Vec::new)
        });
        "add to a complex attribute replaces it", "7644-3.5.2.1-09",
        |at, op| aimed(at, op, |target, op| {
            let whole = target.filter.is_none() && target.sub.is_none() && op.is("add");
            at.now(&target)?.as_object().filter(|_| whole)?;
            let remove = Op::remove(target.whole());
            at.after(&remove).map(|_| vec![remove, op.clone()])
        });
        "add of several elements adds the first", "7644-3.5.2.1-06",
        |at, op| aimed(at, op, |target, op| {
            let given = op.value.as_ref()?.as_array()?;
            let several = op.is("add") && at.is_list(&target) && given.len() > 1;
            several.then(|| vec![op.with(json!([given.first()]))])
        });
        "add of one element without brackets is ignored", "7644-3.5.2.1-06",
        |at, op| aimed(at, op, |target, op| {
            let bare = !op.value.as_ref()?.is_array() && op.is("add") && at.is_list(&target);
            bare.then(Vec::new)
        });
        "add by a filter that chooses nothing adds nothing", "7644-3.5.2.1-08",
        |at, op| aimed(at, op, |target, op| {
            (op.is("add") && at.is_unmatched(&target) && at.after(op).is_some()).then(Vec::new)
        });
        "an element made by `add` lacks what its filter says", "7644-3.5.2.1-08",
        |at, op| aimed(at, op, |target, op| {
            let (sub, (by, _)) = (target.sub.clone()?, target.by.clone()?);
            let made = op.is("add") && at.is_unmatched(&target) && sub != by;
            let element = json!([{sub: op.value.clone()?}]);
            made.then(|| vec![op.at(target.whole()).with(element)])
        });
        "without a path only the first attribute is written", "7644-3.5.2.1-03",
        |_, op| match (&op.path, &op.value) {
            (None, Some(Value::Object(members))) => {
                let first = members.iter().take(1).map(|(k, v)| (k.clone(), v.clone()));
                vec![op.with(first.collect::<Object>().into())]
            }
            _ => vec![op],
        };
        "without a path lists are appended to", "7644-3.5.2.3-01",
        |_, op| if op.path.is_none() { vec![op.doing("add")] } else { vec![op] };
        "without a path extensions are ignored", "7644-3.5.2-20",
        |_, op| match (&op.path, op.value.clone()) {
            (None, Some(Value::Object(mut members))) => {
                members.retain(|name, _| !name.contains(':'));
                vec![op.with(members.into())]
            }
            _ => vec![op],
        };
    ]
}

pub(crate) fn paths<R: ScimResource>() -> Vec<Fault<R>> {
    operations![&edit::PATCH_AGREES;
        "paths are case-sensitive", "7644-3.10-05",
        |at, op| aimed(at, op, |target, op| {
            let path = op.path.as_ref()?;
            let spelt = path.contains(&target.attribute)
                && target.sub.as_ref().is_none_or(|sub| path.contains(sub));
            (!spelt).then(|| vec![Op::refused()])
        });
        "URNs in paths are case-sensitive", "7644-3.10-05",
        |at, op| aimed(at, op, |target, op| {
            let (path, urn) = (op.path.as_ref()?, target.urn.as_ref()?);
            (!path.contains(urn)).then(|| vec![Op::refused()])
        });
        "a path with the URN of the core schema is unknown", "7644-3.10-02",
        |at, op| aimed(at, op, |target, op| {
            let core = target.urn.is_none() && op.path.as_ref()?.starts_with(['u', 'U']);
            let urn = op.path.as_ref()?.get(..4)?.eq_ignore_ascii_case("urn:");
            (core && urn).then(|| vec![Op::refused()])
        });
        "a path with the URN of an extension loses the attribute", "7644-3.10-03",
        |at, op| aimed(at, op, |target, op| {
            let urn = target.urn.clone().filter(|urn| *urn != target.attribute)?;
            let value = op.value.clone().map(|value| json!({(target.attribute.clone()): value}));
            let lost = op.is("remove") && target.sub.is_some();
            lost.then(|| vec![Op { value, ..op.at(urn) }])
        });
        "filters in paths compare case-sensitively", "7644-3.4.2.2-48",
        |at, op| aimed(at, op, |target, op| {
            let (name, value) = target.by.clone()?;
            let mut list = at.now(&target)?.as_array()?.iter();
            let exact = list.any(|one| one.get(&name) == Some(&value));
            let attribute = at.attribute(&target)?.sub_attribute(&name)?;
            let text = attribute.r#type == Type::String && !attribute.case_exact;
            let none = format!("{name} eq \"scim-testkit none\"");
            (text && !exact).then(|| vec![op.at(target.filtered(&none))])
        });
        "a value path that chooses nothing is not an error", "7644-3.5.2.3-09",
        |at, op| if at.error(&op) == Some(ScimType::NoTarget) { vec![] } else { vec![op] };
        "value paths look at the resource as it was before the PATCH", "7644-3.5.2-21",
        |at, op| aimed(at, op, |target, op| {
            let (name, value) = target.by.clone()?;
            let in_list = |document| {
                let list = at.held(document, &target).and_then(Value::as_array);
                list.is_some_and(|list| list.iter().any(|one| one.get(&name) == Some(&value)))
            };
            let new = in_list(at.document) && !in_list(at.stored);
            let none = format!("{name} eq \"scim-testkit none\"");
            new.then(|| vec![op.at(target.filtered(&none))])
        });
        "`op` is case-sensitive", "7644-3.5.2-07",
        |_, op| if op.op == op.op.to_ascii_lowercase() { vec![op] } else { vec![Op::refused()] };
        "null as a value is ignored", "7643-2.5-02",
        |_, op| if op.value == Some(Value::Null) { vec![] } else { vec![op] };
        "an empty list as a value is ignored", "7643-2.5-02",
        |_, op| match &op.value {
            Some(Value::Array(list)) if list.is_empty() && op.is("replace") => vec![],
            _ => vec![op],
        };
        "the second of three operations is lost", "7644-3.5.2-21",
        |at, op| if at.count == 3 && at.index == 1 { vec![] } else { vec![op] };
        "operations after the third are lost", "7644-3.5.2-22",
        |at, op| if at.index > 2 { vec![] } else { vec![op] };
        "a readOnly path is ignored", "7644-3.5.2.2-07",
        |at, op| if at.error(&op) == Some(ScimType::Mutability) { vec![] } else { vec![op] };
        "an unknown path is ignored", "7644-3.5.2-17",
        |at, op| match at.error(&op) {
            Some(ScimType::InvalidPath) => vec![],
            _ => vec![op],
        };
    ]
}
