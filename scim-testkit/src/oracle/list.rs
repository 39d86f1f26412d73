//! The elements of a multi-valued attribute.

use super::replace::{Mode, members, says_nothing};
use super::shape::{Attribute, Held};
use super::value::{
    Answer, Object, fill_blank, held, invalid_value, is_fixed, is_read_only, meant, mutability,
    same,
};
use super::{Refusal, changes::unordered};
use scim_schema::dialect::{Dialect, Tolerance};
use serde_json::Value;

/// The elements of an array as a model holds them; null and what has nothing in it is none.
pub(super) fn read(
    given: &[Value],
    attribute: &Attribute,
    mode: Mode,
    dialect: Dialect,
) -> Answer<Vec<Value>> {
    let (mut elements, mut faults) = (Vec::new(), Vec::new());
    for value in given {
        let value = meant(value, attribute, dialect);
        match value {
            Value::Null => {}
            Value::Object(object)
                if !attribute.sub_attributes.is_empty()
                    && says_nothing(attribute, &object, dialect) =>
            {
                faults.extend(lacking(attribute, &object, dialect));
            }
            Value::Object(object) if !attribute.sub_attributes.is_empty() => {
                match members(&Object::new(), &attribute.sub_attributes, &object, mode, dialect) {
                    Ok(element) => elements.push(Value::Object(element)),
                    Err(fault) => faults.push(fault),
                }
            }
            value => match held(attribute, &value) {
                Held::Value(value) => elements.push(value),
                // a text that is empty is a value here
                Held::Nothing => elements.push(value),
                Held::Refused => faults.push(invalid_value(attribute, "has no such elements")),
            },
        }
    }
    faults.extend(one_primary(&mut elements, attribute, dialect).err());
    Refusal::any(faults)?;
    Ok(elements)
}

/// An element that gives nothing but what a client cannot write lacks what is required of it, and
/// without that it is none (decided).
fn lacking(attribute: &Attribute, given: &Object, dialect: Dialect) -> Option<Refusal> {
    let said = |sub: &Attribute| {
        given.iter().any(|(name, value)| {
            let value = meant(value, sub, dialect);
            let says = !matches!(value, Value::Null | Value::Array(_) | Value::Object(_));
            name.eq_ignore_ascii_case(&sub.name) && says
        })
    };
    let mut needed = attribute
        .sub_attributes
        .iter()
        .filter(|sub| sub.required && !is_read_only(sub) && sub.default.is_none());
    let mut unwritten = attribute.sub_attributes.iter().filter(|sub| is_read_only(sub));
    let missing = needed.next().filter(|_| unwritten.any(said));
    missing.map(|sub| invalid_value(sub, "is required"))
}

pub(super) fn is_primary(element: &Value) -> bool {
    element.get("primary") == Some(&Value::Bool(true))
}

/// 7643-2.4-05: two primary elements in one value are an error; a dialect lets the first have it.
fn one_primary(elements: &mut [Value], attribute: &Attribute, dialect: Dialect) -> Answer<()> {
    if attribute.sub_attribute("primary").is_none() {
        return Ok(());
    }
    for element in elements.iter_mut().filter(|element| is_primary(element)).skip(1) {
        if !dialect.accepts(Tolerance::FirstPrimary) {
            return Err(two_primary());
        }
        if let Value::Object(members) = element {
            members.insert("primary".to_owned(), false.into());
        }
    }
    Ok(())
}

pub(super) fn two_primary() -> Refusal {
    Refusal::new("invalidValue", "two elements with `primary` true")
}

/// The sub-attributes that identify an element: those marked so, else `value`.
pub(super) fn keys(attribute: &Attribute) -> Vec<&Attribute> {
    let marked: Vec<_> = attribute.sub_attributes.iter().filter(|sub| sub.key).collect();
    if marked.is_empty() { attribute.sub_attribute("value").into_iter().collect() } else { marked }
}

/// An element that a body gives: with what it has by default, and what is said of it.
type New = (Value, Value);

/// 7644-3.5.1-16: the new elements take the place of the old ones. One with the key of an old one
/// is that element: what a client cannot write in it stays, and what is immutable has one value.
pub(super) fn replaced(
    attribute: &Attribute,
    old: &[Value],
    given: &[Value],
    dialect: Dialect,
) -> Answer<Vec<Value>> {
    let new = read(given, attribute, Mode::Element, dialect)?;
    let said = read(given, attribute, Mode::Part, dialect)?;
    let fixed = |sub: &&Attribute| is_read_only(sub) || is_fixed(sub);
    let without_read_only = |element: &Value| {
        let mut element = element.clone();
        if let Value::Object(members) = &mut element {
            // nobody can look at a secret
            let unseen = |sub: &&Attribute| is_read_only(sub) || sub.is_hidden();
            fill_blank(members, &attribute.sub_attributes);
            for sub in attribute.sub_attributes.iter().filter(unseen) {
                members.remove(&sub.name);
            }
        }
        // neither does their order within an element mean anything (decided)
        unordered(&element)
    };
    let agree = |sub: &Attribute, a: &Value, b: &Value| match (a.get(&sub.name), b.get(&sub.name)) {
        (Some(a), Some(b)) => same(sub, a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let has_key =
        |element: &Value| keys(attribute).iter().any(|sub| element.get(&sub.name).is_some());
    let same_key =
        |a: &Value, b: &Value| has_key(a) && keys(attribute).iter().all(|sub| agree(sub, a, b));
    // 7643-2.4-12: what is given twice is one; of members only the key tells
    let is_key = |sub: &Attribute| keys(attribute).iter().any(|key| key.name == sub.name);
    let only_key = attribute.sub_attributes.iter().all(|sub| is_key(sub) || fixed(&sub));
    let is_again = |before: &[New], (element, said): &New| {
        before.iter().any(|(other, said_of_other)| {
            // a secret alone is like no other
            let seen = without_read_only(element);
            let alone = seen == Value::Object(Object::new()) && seen != *element;
            !alone && without_read_only(other) == seen || only_key && same_key(said_of_other, said)
        })
    };
    let mut distinct: Vec<New> = Vec::new();
    for element in new.into_iter().zip(said) {
        if !is_again(&distinct, &element) {
            distinct.push(element);
        }
    }
    let new = distinct;
    let mut rest: Vec<Option<Value>> = old.iter().cloned().map(Some).collect();
    let mut take = |is: &dyn Fn(&Value) -> bool| {
        rest.iter_mut().find(|old| old.as_ref().is_some_and(is)).and_then(Option::take)
    };
    // equal ones first, so that none of them is taken for another; then those of the same `type`
    // (7643-2.4-11)
    let kind = kind(attribute);
    let equal = |old: &Value, (new, _): &New| without_read_only(old) == without_read_only(new);
    let of_key = |old: &Value, (_, said): &New| same_key(old, said);
    let of_kind = |old: &Value, new: &New| {
        kind.is_some_and(|sub| agree(sub, old, &new.1)) && of_key(old, new)
    };
    let mut taken: Vec<Option<Value>> = vec![None; new.len()];
    for is in [&equal as &dyn Fn(&Value, &New) -> bool, &of_kind, &of_key] {
        for (new, taken) in new.iter().zip(&mut taken).filter(|(_, taken)| taken.is_none()) {
            *taken = take(&|old| is(old, new));
        }
    }
    let mut elements = Vec::new();
    for ((new, said), old) in new.into_iter().zip(taken) {
        let (Some(Value::Object(old)), Value::Object(mut members)) = (old, new.clone()) else {
            elements.push(new);
            continue;
        };
        for sub in attribute.sub_attributes.iter().filter(fixed) {
            match old.get(&sub.name) {
                Some(value) => {
                    agrees(sub, said.get(&sub.name), value)?;
                    members.insert(sub.name.clone(), value.clone());
                }
                None if is_read_only(sub) => drop(members.remove(&sub.name)),
                None => {}
            }
        }
        // what is kept is not given: in an element null is as good as nothing
        for sub in attribute.sub_attributes.iter().filter(|sub| sub.keep) {
            if let (None, Some(value)) = (said.get(&sub.name), old.get(&sub.name)) {
                members.insert(sub.name.clone(), value.clone());
            }
        }
        elements.push(Value::Object(members));
    }
    Ok(elements)
}

/// 7644-3.5.1-09, 7644-3.5.2-15: what is immutable in an element may be given as it is held.
pub(super) fn agrees(sub: &Attribute, given: Option<&Value>, held: &Value) -> Answer<()> {
    match given.filter(|_| is_fixed(sub)) {
        Some(given) if !same(sub, given, held) => {
            Err(mutability(sub, "is immutable and has another value"))
        }
        _ => Ok(()),
    }
}

/// The sub-attributes that tell which element a request gives: the key, with the `type` where both
/// matter (7643-2.4-11); without a key all that is given (decided). What is readOnly is not given.
pub(super) fn identity<'s>(attribute: &'s Attribute, given: &Object) -> Vec<&'s Attribute> {
    let is_given = |sub: &&Attribute| given.contains_key(&sub.name);
    let mut identity = keys(attribute);
    if !identity.iter().any(is_given) {
        // a secret tells nothing
        let tells = |sub: &&Attribute| !sub.is_hidden();
        let written = attribute.sub_attributes.iter().filter(tells);
        return written.filter(is_given).collect();
    }
    identity.extend(kind(attribute).filter(is_given));
    identity
}

/// The `type`, where clients write it and no sub-attribute is marked as the key.
fn kind(attribute: &Attribute) -> Option<&Attribute> {
    let marked = attribute.sub_attributes.iter().any(|sub| sub.key);
    let r#type = attribute.sub_attribute("type").filter(|_| !marked);
    r#type.filter(|sub| !is_fixed(sub) && !is_read_only(sub))
}

/// Whether an element is the one that a request gives.
pub(super) fn is_same(attribute: &Attribute, given: &Value, element: &Value) -> bool {
    let (Value::Object(given), Value::Object(element)) = (given, element) else {
        return same(attribute, given, element);
    };
    let identity = identity(attribute, given);
    let is_same = |sub: &&Attribute| match (given.get(&sub.name), element.get(&sub.name)) {
        (Some(given), Some(held)) => same(sub, given, held),
        (None, None) => true,
        _ => false,
    };
    !identity.is_empty() && identity.iter().all(is_same)
}
