//! The elements of a multi-valued attribute: those of a list, or those that a model can hold.

use super::{Scope, complex, is_assigned, value};
use crate::strategy::leaf::member;
use crate::strategy::near;
use crate::strategy::target::Field;
use crate::strategy::value::simple;
use crate::strategy::{Settings, Source};
use scim_schema::compare::unicode_key;
use scim_schema::schema::Type;
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn elements(
    source: &mut Source,
    field: &Field,
    settings: &Settings,
    least: usize,
) -> Vec<Value> {
    if !field.slots.is_empty() {
        return slots(source, field, settings);
    }
    let mut scope = Scope { primary_taken: false, element: true };
    let mut last: Option<Value> = None;
    let mut draw = |source: &mut Source| {
        let near = source.chance(35);
        let near = last.as_ref().filter(|_| near).and_then(|last| near_element(field, last));
        let drawn = near.or_else(|| element(source, field, settings, &mut scope));
        last.clone_from(&drawn);
        drawn
    };
    let drawn = if source.chance(settings.many) {
        // past what someone may have thought is enough
        let most = if source.chance(80) { 140 } else { 11 };
        let most = most + source.below(6) as usize;
        source.list_of(most, most, &mut draw)
    } else {
        source.list_of(least, settings.elements, &mut draw)
    };
    let (mut list, mut known) = (Vec::new(), HashSet::new());
    for element in drawn.into_iter().flatten() {
        // elements with one `value` are one element
        if known.insert(element_key(field, &element)) {
            list.push(element);
        }
    }
    list
}

/// The same element but for the case of its `value`: another one where case counts.
fn near_element(field: &Field, element: &Value) -> Option<Value> {
    let mut element = element.clone();
    let members = element.as_object_mut()?;
    members.retain(|name, _| !name.eq_ignore_ascii_case("primary"));
    let (name, value) = members.iter_mut().find(|(name, _)| name.eq_ignore_ascii_case("value"))?;
    let text = field.field(name).filter(|sub| sub.odd && sub.only.is_empty())?;
    let exact = text.attribute.r#type == Type::String && text.attribute.case_exact;
    *value = near::swapped(value.as_str().filter(|_| exact)?).into();
    Some(element)
}

/// An element of a multi-valued attribute.
pub(in crate::strategy) fn element(
    source: &mut Source,
    field: &Field,
    settings: &Settings,
    scope: &mut Scope,
) -> Option<Value> {
    scope.element = true;
    if field.is_complex() {
        complex(source, field, settings, scope)
    } else {
        Some(simple(source, field, &Settings { empty: 0, ..*settings }))
    }
}

/// What tells an element of a list from the others.
fn element_key(field: &Field, element: &Value) -> String {
    // names may be in another case, and null says nothing
    let text = match (member(element, "value"), element) {
        (Some(value), _) if is_assigned(value) => {
            let exact = field.field("value").is_some_and(|sub| {
                sub.attribute.r#type == Type::String && sub.attribute.case_exact
            });
            if exact {
                return plain(value);
            }
            plain(value)
        }
        (_, Value::Object(members)) => {
            let said = members.iter().filter(|(_, value)| is_assigned(value));
            let mut said: Vec<String> =
                said.map(|(name, value)| format!("{name}:{}", plain(value))).collect();
            said.sort_by_key(|text| text.to_ascii_lowercase());
            said.concat()
        }
        (_, simple) => plain(simple),
    };
    unicode_key(&text).into_owned()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// One element at most for each that a model can hold.
pub(super) fn slots(source: &mut Source, field: &Field, settings: &Settings) -> Vec<Value> {
    let mut list = Vec::new();
    let (mut whole, mut without) = (Scope::first(), Scope::no_primary());
    for slot in &field.slots {
        // one element at most is primary, of those that can say so
        let scope = if slot.says_primary { &mut whole } else { &mut without };
        let element = source.span(|source| {
            if !source.chance(settings.optional) {
                return None;
            }
            let Some(Value::Object(mut element)) = complex(source, field, settings, scope) else {
                return None;
            };
            element.retain(|name, _| {
                let kept = slot.says_primary || !name.eq_ignore_ascii_case("primary");
                kept && !name.eq_ignore_ascii_case(slot.sub_attribute)
            });
            if !element.values().any(is_assigned) {
                let other = |sub: &&Field| {
                    sub.is_written() && !sub.is(slot.sub_attribute) && !sub.is_primary()
                };
                let sub = field.fields.iter().find(other)?;
                element.retain(|name, _| !sub.is(name));
                element.insert(sub.name().to_owned(), value(source, sub, settings, scope)?);
            }
            element.insert(slot.sub_attribute.to_owned(), slot.value.clone());
            if slot.primary {
                element.insert("primary".to_owned(), true.into());
            }
            Some(Value::Object(element))
        });
        list.extend(element);
    }
    list
}
