//! Faults that break the laws which ask no oracle, in ways of their own.

use crate::bodies::mangled;
use crate::fault::{Fault, Wrong, fault};
use scim_schema::filter::Options;
use scim_schema::resource::ScimResource;
use scim_schema::sort::Order;
use scim_testkit::law::{Engine as _, Shipped, equivalence, frame, logic, order};
use scim_testkit::oracle::document;
use serde_json::Value;
use std::cmp::Ordering;

pub(crate) fn all<R: ScimResource>() -> Vec<Fault<R>> {
    [edits(), filters(), orders()].into_iter().flatten().collect()
}

fn edits<R: ScimResource>() -> Vec<Fault<R>> {
    vec![
        fault(
            "a PATCH stamps `displayName`",
            "7644-3.5.2.3-11",
            &frame::PATCH_FRAME,
            Wrong::Patch(|stored, body, dialect| {
                let edited = Shipped.patch(stored, body, dialect)?;
                let named = body.to_lowercase().contains("\"title\"");
                if !named {
                    return Ok(edited);
                }
                let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
                let other = serde_json::json!({"schemas": [urn], "Operations": [
                    {"op": "replace", "path": "displayName", "value": "someone"}]});
                Shipped.patch(&edited.resource, &other.to_string(), dialect).or(Ok(edited))
            }),
        ),
        fault(
            "a PATCH trims what it does not name",
            "7644-3.5.2.3-11",
            &frame::PATCH_FRAME,
            Wrong::Patch(|stored, body, dialect| {
                let edited = Shipped.patch(stored, body, dialect)?;
                let held = document(&edited.resource);
                let Some(title) = held.get("title").and_then(Value::as_str) else {
                    return Ok(edited);
                };
                let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
                let other = serde_json::json!({"schemas": [urn], "Operations": [
                    {"op": "replace", "path": "title", "value": title.trim()}]});
                Shipped.patch(&edited.resource, &other.to_string(), dialect).or(Ok(edited))
            }),
        ),
        fault(
            "a PATCH of an element removes those without a `type`",
            "7644-3.5.2.3-11",
            &frame::PATCH_FRAME,
            Wrong::Patch(|stored, body, dialect| {
                let edited = Shipped.patch(stored, body, dialect)?;
                if !body.contains("emails[") {
                    return Ok(edited);
                }
                let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
                let other = serde_json::json!({"schemas": [urn], "Operations": [
                    {"op": "remove", "path": "phoneNumbers[not (type pr)]"}]});
                Shipped.patch(&edited.resource, &other.to_string(), dialect).or(Ok(edited))
            }),
        ),
        fault(
            "a PUT refuses what is readOnly",
            "7644-3.5.1-12",
            &frame::PUT_FRAME,
            Wrong::Replace(|stored, body, dialect| {
                let edited = Shipped.replace(stored, body, dialect)?;
                let body: Value = serde_json::from_str(body).unwrap_or_default();
                match body.get("meta").and_then(|meta| meta.get("created")) {
                    Some(_) => Err(scim_schema::message::ScimError::mutability("readOnly")),
                    None => Ok(edited),
                }
            }),
        ),
        fault(
            "a PUT reports every list that it is given",
            "7644-3.5.1-16",
            &frame::PUT_FRAME,
            Wrong::Replace(|stored, body, dialect| {
                let mut edited = Shipped.replace(stored, body, dialect)?;
                let body: Value = serde_json::from_str(body).unwrap_or_default();
                for (name, value) in body.as_object().into_iter().flatten() {
                    if value.as_array().is_some_and(|list| list.len() > 2) {
                        edited.changed.insert(name.clone());
                    }
                }
                Ok(edited)
            }),
        ),
        fault(
            "a PUT that changes nothing is reported as a change",
            "7644-3.5.1-04",
            &frame::PUT_FRAME,
            Wrong::Replace(|stored, body, dialect| {
                let mut edited = Shipped.replace(stored, body, dialect)?;
                if edited.changed.is_empty() {
                    edited.changed.insert("meta.lastModified".to_owned());
                }
                Ok(edited)
            }),
        ),
        fault(
            "a PUT loses the last attribute of a complex value",
            "7644-3.5.1-04",
            &frame::PUT_FRAME,
            Wrong::Replace(|stored, body, dialect| {
                let body = mangled(body, |object| {
                    if let Some(Value::Object(name)) = object.get_mut("name")
                        && name.len() > 3
                    {
                        let last = name.keys().next_back().cloned().unwrap_or_default();
                        name.remove(&last);
                    }
                });
                Shipped.replace(stored, &body, dialect)
            }),
        ),
        fault(
            "a PUT numbers texts that are there",
            "7644-3.5.1-04",
            &equivalence::PUT_TWICE,
            Wrong::Replace(|stored, body, dialect| {
                let held = document(stored);
                let body = mangled(body, |object| {
                    let same = object.get("nickName") == held.get("nickName");
                    if let (true, Some(Value::String(name))) = (same, object.get_mut("nickName")) {
                        name.push('2');
                    }
                });
                Shipped.replace(stored, &body, dialect)
            }),
        ),
        fault(
            "a PUT of what is there is refused",
            "7644-3.5.1-14",
            &equivalence::PUT_TWICE,
            Wrong::Replace(|stored, body, dialect| {
                let edited = Shipped.replace(stored, body, dialect)?;
                if edited.changed.is_empty() {
                    return Err(scim_schema::message::ScimError::precondition_failed());
                }
                Ok(edited)
            }),
        ),
        fault(
            "a PUT of elements that are there takes them away",
            "7644-3.5.1-16",
            &equivalence::PUT_TWICE,
            Wrong::Replace(|stored, body, dialect| {
                let held = document(stored);
                let body = mangled(body, |object| {
                    for (name, value) in object.iter_mut().filter(|(name, _)| *name != "schemas") {
                        let held = held.get(name).and_then(Value::as_array);
                        if let (Some(held), Value::Array(given)) = (held, value)
                            && held == given
                            && given.len() > 1
                        {
                            given.pop();
                        }
                    }
                });
                Shipped.replace(stored, &body, dialect)
            }),
        ),
        fault(
            "`add` of what is there is refused",
            "7644-3.5.2.1-11",
            &equivalence::ADD_TWICE,
            Wrong::Patch(|stored, body, dialect| {
                let edited = Shipped.patch(stored, body, dialect)?;
                if edited.changed.is_empty() && body.contains("\"add\"") {
                    return Err(scim_schema::message::ScimError::uniqueness("value"));
                }
                Ok(edited)
            }),
        ),
        fault(
            "`add` of what is there is reported as a change",
            "7644-3.5.2.1-12",
            &equivalence::ADD_TWICE,
            Wrong::Patch(|stored, body, dialect| {
                let mut edited = Shipped.patch(stored, body, dialect)?;
                if edited.changed.is_empty() && body.contains("\"path\":\"emails\"") {
                    edited.changed.insert("emails".to_owned());
                }
                Ok(edited)
            }),
        ),
        fault(
            "`add` of the value of a singular attribute toggles it",
            "7644-3.5.2.1-10",
            &equivalence::ADD_TWICE,
            Wrong::Operation(|at, op| {
                let target = op.path.as_deref().and_then(|path| at.target(path));
                let target = target.filter(|_| op.is("add"));
                let held = target.as_ref().and_then(|target| at.now(target));
                let same = held.is_some()
                    && held == op.value.as_ref()
                    && !op.value.as_ref().unwrap().is_array();
                let removed = op.path.clone().map(crate::message::Op::remove);
                match removed.filter(|removed| same && at.after(removed).is_some()) {
                    Some(removed) => vec![removed],
                    None => vec![op],
                }
            }),
        ),
        fault(
            "a PUT unassigns what is false",
            "7644-3.5.1-04",
            &equivalence::PATCH_IS_PUT,
            Wrong::Replace(|stored, body, dialect| {
                let body = mangled(body, |object| {
                    if object.get("active") == Some(&false.into()) {
                        object.insert("active".to_owned(), Value::Null);
                    }
                });
                Shipped.replace(stored, &body, dialect)
            }),
        ),
        fault(
            "`replace` of a list with one of its elements adds it",
            "7644-3.5.2.3-03",
            &equivalence::PATCH_IS_PUT,
            Wrong::Operation(|at, op| {
                let target = op.path.as_deref().and_then(|path| at.target(path));
                let list =
                    target.is_some_and(|target| at.is_list(&target) && at.now(&target).is_some());
                let one =
                    op.value.as_ref().and_then(Value::as_array).is_some_and(|list| list.len() == 1);
                if list && one && op.is("replace") { vec![op.doing("add")] } else { vec![op] }
            }),
        ),
        fault(
            "`remove` of an attribute of an extension is ignored",
            "7644-3.5.2.2-02",
            &equivalence::PATCH_IS_PUT,
            Wrong::Operation(|at, op| {
                let target = op.path.as_deref().and_then(|path| at.target(path));
                let extended = target.is_some_and(|target| target.urn.is_some());
                if extended && op.is("remove") { vec![] } else { vec![op] }
            }),
        ),
    ]
}

fn filters<R: ScimResource>() -> Vec<Fault<R>> {
    let rewritten = |name, requirement, wrong| {
        fault(name, requirement, &logic::REWRITTEN, Wrong::Rewritten(wrong))
    };
    vec![
        rewritten("parentheses are not written", "7644-3.4.2.2-28", |filter| {
            let right = right::<R>(filter)?;
            Ok(outside_quotes(&right, &|text| match text.contains("not (") {
                true => text.to_owned(),
                false => text.replace(['(', ')'], ""),
            }))
        }),
        rewritten("quotes in texts are not escaped", "7644-3.4.2.2-36", |filter| {
            Ok(right::<R>(filter)?.replace("\\\"", "\""))
        }),
        rewritten("backslashes in texts are not escaped", "7644-3.4.2.2-36", |filter| {
            Ok(right::<R>(filter)?.replace("\\\\", "\\"))
        }),
        rewritten("URNs are not written", "7644-3.4.2.2-50", |filter| {
            let urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
            Ok(right::<R>(filter)?.replace(urn, ""))
        }),
        rewritten("texts are written in lower case", "7644-3.4.2.2-36", |filter| {
            let right = right::<R>(filter)?;
            Ok(if right.contains("id eq") { right.to_lowercase() } else { right })
        }),
        fault(
            "`not` of `and` negates the last term",
            "7644-3.4.2.2-27",
            &logic::DE_MORGAN,
            Wrong::Matches(|resource, text, options| match text.strip_prefix("not ((") {
                Some(rest) if rest.ends_with("))") && rest.contains(") and (") => {
                    let rest = rest.replacen(") and (", ") and not (", 1);
                    Shipped
                        .matches(resource, rest.trim_end_matches(')'), options)
                        .or_else(|_| Shipped.matches(resource, text, options))
                        .map(|matches| matches ^ text.contains(" eq "))
                }
                _ => Shipped.matches(resource, text, options),
            }),
        ),
        fault(
            "`or` of two negations is their `and`",
            "7644-3.4.2.2-26",
            &logic::DE_MORGAN,
            Wrong::Matches(|resource, text, options| {
                let other = text.replacen(") or not (", ") and not (", 1);
                Shipped.matches(resource, &other, options)
            }),
        ),
        fault(
            "a negation in a negation is lost",
            "7644-3.4.2.2-27",
            &logic::DOUBLE_NEGATION,
            Wrong::Matches(|resource, text, options| {
                let other = text.replacen("not (not (", "not ((", 1);
                Shipped.matches(resource, &other, options)
            }),
        ),
        fault(
            "a negation in a negation is refused",
            "7644-3.4.2.2-39",
            &logic::DOUBLE_NEGATION,
            Wrong::Matches(|resource, text, options| {
                let right = Shipped.matches(resource, text, options)?;
                match text.contains("not (not (") {
                    true => Err(scim_schema::message::ScimError::invalid_syntax("nested")),
                    false => Ok(right),
                }
            }),
        ),
        fault(
            "a value path that is negated holds for no element",
            "7644-3.4.2.2-27",
            &logic::DOUBLE_NEGATION,
            Wrong::Matches(|resource, text, options| {
                let right = Shipped.matches(resource, text, options)?;
                Ok(right && !(text.starts_with("not (") && text.contains('[')))
            }),
        ),
    ]
}

fn right<R: ScimResource>(filter: &str) -> Result<String, scim_schema::message::ScimError> {
    scim_testkit::law::Engine::<R>::rewritten(&Shipped, filter)
}

/// A filter whose parts that are not in quotes are changed.
fn outside_quotes(text: &str, change: &dyn Fn(&str) -> String) -> String {
    if text.contains('\\') {
        return text.to_owned();
    }
    let parts = text.split('"').enumerate();
    let parts: Vec<String> = parts
        .map(|(index, part)| if index % 2 == 0 { change(part) } else { part.to_owned() })
        .collect();
    parts.join("\"")
}

fn orders<R: ScimResource>() -> Vec<Fault<R>> {
    let total = |name, wrong| fault(name, "7644-3.4.2.3-03", &order::TOTAL, Wrong::Compare(wrong));
    let alike = |name, wrong| {
        fault(name, "7644-3.4.2.3-10", &order::AGREES_WITH_FILTERS, Wrong::Compare(wrong))
    };
    vec![
        total("all resources are equal", |_, _, _, _| Ok(Ordering::Equal)),
        total("the first of two is the smaller", |a, b, by, order| {
            let right = Shipped.compare(a, b, by, order)?;
            Ok(if right == Ordering::Equal { right } else { Ordering::Less })
        }),
        total("a resource with another length of `id` is greater", |a, b, by, order| {
            let right = Shipped.compare(a, b, by, order)?;
            let longer = document(a).to_string().len() > 2 * document(b).to_string().len();
            Ok(if longer { Ordering::Greater } else { right })
        }),
        alike("texts are sorted backwards", |a, b, by, order| {
            let right = Shipped.compare(a, b, by, order)?;
            Ok(if by.ends_with("Name") { right.reverse() } else { right })
        }),
        alike("what is sorted is trimmed", |a, b, by, order| {
            let right = Shipped.compare(a, b, by, order)?;
            let text =
                |one: &R| document(one).get(by).and_then(Value::as_str).map(str::to_lowercase);
            match (text(a), text(b)) {
                (Some(x), Some(y)) if x.trim() != x || y.trim() != y => {
                    let ascending = x.trim().cmp(y.trim());
                    Ok(if order == Order::Ascending { ascending } else { ascending.reverse() })
                }
                _ => Ok(right),
            }
        }),
        fault(
            "`lt` compares the lengths of texts",
            "7644-3.4.2.2-18",
            &order::AGREES_WITH_FILTERS,
            Wrong::Matches(|resource, text, options: &Options<'_>| {
                let right = Shipped.matches(resource, text, options)?;
                let held = document(resource);
                let Some((name, value)) = text.split_once(" lt ") else { return Ok(right) };
                match (held.get(name).and_then(Value::as_str), value.len()) {
                    (Some(one), length) => Ok(one.len() + 2 < length),
                    _ => Ok(right),
                }
            }),
        ),
    ]
}
