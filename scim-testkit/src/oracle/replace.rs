//! POST and PUT (RFC 7644 sections 3.3 and 3.5.1).

use super::shape::{Attribute, Shape, Slot};
use super::value::{
    Answer, Object, clear, fill, has, holds, holds_fixed, invalid_value, is_fixed, is_read_only,
    meant, member, mutability, put, set,
};
use super::{Refusal, key, list, shape::Held, slots};
use scim_schema::dialect::{Dialect, Tolerance};
use scim_schema::schema::Type;
use serde_json::Value;
use std::iter;

/// What a body does to what it leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// A POST: defaults apply.
    Create,
    /// A PUT: unassigned where it can be.
    Replace,
    /// A new element of a list: as a POST.
    Element,
    /// What is said of an element, which may be there: nothing is made up, and nothing missing.
    Part,
}

/// A POST on what the application prepared.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::oracle::{self, Shape, document};
/// use serde_json::json;
///
/// let prepared = Group { id: "7".into(), ..Group::default() };
/// let body = json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
///     "id": "8", "displayName": "Staff"
/// });
/// let created = oracle::create(&body, &Shape::of(&prepared), &document(&prepared), Dialect::RFC)?;
/// // the id is not the client's to give
/// assert_eq!((&created["id"], &created["displayName"]), (&json!("7"), &json!("Staff")));
/// # Ok::<(), oracle::Refusal>(())
/// ```
///
/// # Errors
/// The body's fault, with its `scimType`.
pub fn create(body: &Value, shape: &Shape, prepared: &Value, dialect: Dialect) -> Answer<Value> {
    write(body, shape, prepared, Mode::Create, dialect)
}

/// A PUT on a stored resource: **omitted is not null** (decided; 7644-3.5.1-05, -06).
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::oracle::{self, Shape, document};
/// use serde_json::json;
///
/// let stored = Group {
///     id: "7".into(),
///     external_id: Some("g7".into()),
///     display_name: "Staff".into(),
///     ..Group::default()
/// };
/// let body = json!({"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "displayName": "All"});
/// let replaced = oracle::replace(&body, &Shape::of(&stored), &document(&stored), Dialect::RFC)?;
/// assert_eq!(replaced["displayName"], "All");
/// assert!(replaced.get("externalId").is_none());
/// # Ok::<(), oracle::Refusal>(())
/// ```
///
/// # Errors
/// The body's fault, with its `scimType`.
pub fn replace(body: &Value, shape: &Shape, stored: &Value, dialect: Dialect) -> Answer<Value> {
    write(body, shape, stored, Mode::Replace, dialect)
}

fn write(
    body: &Value,
    shape: &Shape,
    stored: &Value,
    mode: Mode,
    dialect: Dialect,
) -> Answer<Value> {
    let (Value::Object(body), Value::Object(stored)) = (body, stored) else {
        return Err(Refusal::new("invalidSyntax", "the body is no object"));
    };
    let check = |urns: Option<&Value>| {
        check_schemas(urns, shape, dialect).and_then(|()| has_own(urns, shape, dialect)).err()
    };
    // of two that are given each may be wrong by itself, and be seen first (found by fuzzing)
    let faults_of_schemas: Vec<Refusal> = match member(body, "schemas") {
        Ok(urns) => check(urns).into_iter().collect(),
        Err(twice) => {
            let given = body.iter().filter(|(name, _)| name.eq_ignore_ascii_case("schemas"));
            let wrong = given.filter_map(|(_, urns)| check(Some(urns)));
            iter::once(twice).chain(wrong).collect()
        }
    };
    // of two that are given each may be another
    let other = |(name, given): (&String, &Value)| {
        name.eq_ignore_ascii_case("id")
            && given.is_string()
            && stored.get("id").is_some_and(|id| id != given)
    };
    let is_other = mode == Mode::Replace && body.iter().any(other);
    let other = is_other.then(|| Refusal::new("mutability", "another `id`"));
    let written = members(stored, &shape.attributes, body, mode, dialect);
    // no rule says which of them comes first
    let twice = member(body, "id").err();
    let faults = [other, twice, written.as_ref().err().cloned()].into_iter().flatten();
    Refusal::any(faults_of_schemas.into_iter().chain(faults).collect())?;
    let mut written = written?;
    fill(&mut written, &shape.attributes);
    in_use(&mut written, shape);
    Ok(Value::Object(written))
}

/// `schemas` names the extensions that have values (7643-3.3-05, 7644-3.5.2-20).
pub(super) fn in_use(document: &mut Object, shape: &Shape) {
    let mut urns = vec![Value::from(shape.urn.clone())];
    for extension in shape.extensions().filter(|extension| has(document, extension)) {
        urns.push(extension.name.clone().into());
    }
    document.insert("schemas".to_owned(), urns.into());
}

/// 7643-3.3-04: no URN that the resource type does not have. Some dialects say anything.
pub(super) fn check_schemas(given: Option<&Value>, shape: &Shape, dialect: Dialect) -> Answer<()> {
    let refuse = |why: &str| Err(Refusal::new("invalidValue", format!("`schemas`: {why}")));
    let lenient = dialect.accepts(Tolerance::Schemas);
    let urns = match given {
        None | Some(Value::Null) if lenient => return Ok(()),
        Some(Value::Array(_)) if lenient => return Ok(()),
        Some(Value::Array(urns)) => urns,
        _ => return refuse("an array of URNs is required"),
    };
    let known = |urn: &Value| {
        is_urn(urn, &shape.urn) || shape.extensions().any(|extension| is_urn(urn, &extension.name))
    };
    if urns.iter().all(known) {
        return Ok(());
    }
    refuse("a URN that the resource type does not have")
}

/// 7643-3.3-04: where URNs are all that there are, that of the resource type is among them.
pub(super) fn has_own(given: Option<&Value>, shape: &Shape, dialect: Dialect) -> Answer<()> {
    let mut urns = given.and_then(Value::as_array).into_iter().flatten();
    if dialect.accepts(Tolerance::Schemas) || urns.any(|urn| is_urn(urn, &shape.urn)) {
        return Ok(());
    }
    Err(Refusal::new("invalidValue", "`schemas`: without the URN of the resource type"))
}

fn is_urn(urn: &Value, known: &str) -> bool {
    urn.as_str().is_some_and(|urn| urn.eq_ignore_ascii_case(known))
}

/// The members of an object, written to what is there.
pub(super) fn members(
    stored: &Object,
    attributes: &[Attribute],
    body: &Object,
    mode: Mode,
    dialect: Dialect,
) -> Answer<Object> {
    let (mut object, mut faults) = (stored.clone(), Vec::new());
    // what a client cannot write is no reason to say it twice
    for attribute in attributes.iter().filter(|attribute| is_read_only(attribute)) {
        faults.extend(member(body, &attribute.name).err());
    }
    // what the model does not map is not looked at; what a client cannot write is ignored
    // (7644-3.5.1-12)
    for attribute in
        attributes.iter().filter(|attribute| !is_read_only(attribute) || attribute.owned)
    {
        if attribute.owned {
            // as if it had been left out
            if mode == Mode::Create {
                default_of(&mut object, attribute);
            }
            continue;
        }
        match member(body, &attribute.name) {
            Err(twice) => {
                faults.push(twice);
                // each may be wrong by itself, and be seen first (found by fuzzing)
                let named = |name: &str| name.eq_ignore_ascii_case(&attribute.name);
                for (_, value) in body.iter().filter(|(name, _)| named(name)) {
                    let mut tried = object.clone();
                    faults.extend(give(&mut tried, attribute, value, mode, dialect).err());
                }
            }
            Ok(Some(value)) => {
                faults.extend(give(&mut object, attribute, value, mode, dialect).err());
            }
            Ok(None) if mode == Mode::Replace => omit(&mut object, attribute),
            Ok(None) if mode == Mode::Part => {}
            Ok(None) => default_of(&mut object, attribute),
        }
    }
    // 7644-3.5.1-13: what is required is given, unless it is not the client's to give
    let missing = attributes.iter().find(|attribute| {
        let given = body.keys().any(|name| name.eq_ignore_ascii_case(&attribute.name));
        let kept = is_read_only(attribute)
            || attribute.keep
            || is_fixed(attribute)
            || has_default(attribute);
        attribute.required && !((given || kept) && has(&object, attribute))
    });
    let is_resource = attributes.iter().any(|attribute| attribute.name == "schemas");
    if let Some(missing) = missing.filter(|_| mode != Mode::Part)
        && (is_resource || key::is_assigned(&Value::Object(object.clone())))
    {
        faults.push(invalid_value(missing, "is required"));
    }
    Refusal::any(faults)?;
    Ok(object)
}

/// A value given to an attribute; null, `[]` and `{}` unassign it (7643-2.5-01, -02).
fn give(
    object: &mut Object,
    attribute: &Attribute,
    value: &Value,
    mode: Mode,
    dialect: Dialect,
) -> Answer<()> {
    let before = object.get(&attribute.name).cloned();
    let fixed = mode == Mode::Replace && is_fixed(attribute) && has(object, attribute);
    let meant = meant(value, attribute, dialect);
    if !attribute.slots.is_empty() {
        let elements = slots::replaced(attribute, before.as_ref(), value, mode, dialect)?;
        put(object, attribute, elements);
    } else if meant.is_null() {
        if mode == Mode::Replace && holds_fixed(object, attribute) {
            return Err(mutability(attribute, "is immutable and has a value"));
        }
        clear(object, attribute)?;
    } else if attribute.multi_valued {
        let Value::Array(given) = &meant else {
            return Err(invalid_value(attribute, "is an array"));
        };
        let old = before.as_ref().and_then(Value::as_array).cloned().unwrap_or_default();
        let new = list::replaced(attribute, &old, given, dialect)?;
        put(object, attribute, Value::Array(new));
    } else if attribute.r#type == Type::Complex {
        let Value::Object(given) = &meant else {
            return Err(invalid_value(attribute, "is an object"));
        };
        // with nothing in it, it is none, whatever it would have by default
        let is_new = before.is_none() && attribute.cleared == Held::Nothing;
        if is_new && says_nothing(attribute, given, dialect) {
            return Ok(());
        }
        let old = before.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
        if mode == Mode::Replace && leaves_nothing(attribute, &old, given, dialect) {
            clear(object, attribute)?;
        } else {
            let new = members(&old, &attribute.sub_attributes, given, mode, dialect)?;
            put(object, attribute, Value::Object(new));
        }
    } else {
        return set(object, attribute, value, mode == Mode::Replace, dialect);
    }
    if fixed && object.get(&attribute.name) != before.as_ref() {
        return Err(mutability(attribute, "is immutable and has another value"));
    }
    Ok(())
}

/// Whether a PUT leaves nothing of a complex value but what is readOnly, which goes with the rest
/// (decided). An extension is not one value.
fn leaves_nothing(attribute: &Attribute, old: &Object, given: &Object, dialect: Dialect) -> bool {
    let mut old = old.clone();
    let stays = |part: &Attribute| !is_read_only(part) || part.owned;
    old.retain(|name, _| attribute.sub_attribute(name).is_none_or(stays));
    let left = members(&old, &attribute.sub_attributes, given, Mode::Replace, dialect);
    !attribute.extension && left.is_ok_and(|left| !key::is_assigned(&Value::Object(left)))
}

/// Whether an object gives nothing to a complex value or an element that was not there.
pub(super) fn says_nothing(attribute: &Attribute, given: &Object, dialect: Dialect) -> bool {
    let said = members(&Object::new(), &attribute.sub_attributes, given, Mode::Part, dialect);
    said.is_ok_and(|said| !key::is_assigned(&Value::Object(said)))
}

/// What a PUT leaves out: unassigned, but for what is immutable or kept, and what has no unassigned
/// state (decided).
pub(super) fn omit(object: &mut Object, attribute: &Attribute) {
    if is_read_only(attribute) || is_fixed(attribute) || attribute.keep {
        return;
    }
    if !attribute.slots.is_empty() {
        let mut parts = slots::parts(attribute, object.get(&attribute.name));
        for (slot, parts) in attribute.slots.iter().zip(&mut parts) {
            omit_slot(slot, parts);
        }
        put(object, attribute, slots::elements(attribute, &parts));
        return;
    }
    let stays = holds(object, attribute, &stays);
    let value = object.get(&attribute.name).cloned();
    match (&attribute.cleared, value) {
        (cleared, Some(Value::Object(mut parts)))
            if *cleared == Held::Refused || attribute.is_partly_owned() || stays =>
        {
            omit_all(&mut parts, &attribute.sub_attributes);
            put(object, attribute, Value::Object(parts));
        }
        // what has no unassigned state stays
        _ => drop(clear(object, attribute)),
    }
}

/// What a PUT keeps though the whole that it is a part of is left out.
fn stays(attribute: &Attribute) -> bool {
    attribute.owned || !is_read_only(attribute) && (is_fixed(attribute) || attribute.keep)
}

/// The parts of what is left out. If one of them stays, so does what that requires (decided).
fn omit_all(parts: &mut Object, attributes: &[Attribute]) {
    let stays = attributes.iter().any(|part| holds(parts, part, &stays));
    for part in attributes.iter().filter(|part| !stays || !part.required) {
        omit(parts, part);
    }
}

/// A slot of what is left out, or that no element goes to.
pub(super) fn omit_slot(slot: &Slot, parts: &mut Object) {
    if slot.whole {
        parts.clear();
    } else {
        omit_all(parts, &slot.sub_attributes);
    }
}

/// The default of what a POST leaves out, if it has one; else what the application prepared stays.
pub(super) fn default_of(object: &mut Object, attribute: &Attribute) {
    if let Some(default) = &attribute.default {
        object.insert(attribute.name.clone(), default.clone());
    } else if !attribute.slots.is_empty() {
        let mut parts = slots::parts(attribute, object.get(&attribute.name));
        for (slot, parts) in attribute.slots.iter().zip(&mut parts) {
            slot.sub_attributes.iter().for_each(|part| default_of(parts, part));
        }
        put(object, attribute, slots::elements(attribute, &parts));
    } else if attribute.cleared == Held::Refused && attribute.r#type == Type::Complex {
        // held in parts
        let value = object.get(&attribute.name).and_then(Value::as_object).cloned();
        let mut parts = value.unwrap_or_default();
        attribute.sub_attributes.iter().for_each(|part| default_of(&mut parts, part));
        put(object, attribute, Value::Object(parts));
    }
}

fn has_default(attribute: &Attribute) -> bool {
    attribute.default.is_some()
        || attribute.sub_attributes.iter().any(has_default)
        || attribute.slots.iter().any(|slot| slot.sub_attributes.iter().any(has_default))
}
