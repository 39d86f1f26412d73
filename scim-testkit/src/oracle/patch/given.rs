//! A value that `add` or `replace` gives to an attribute.

use super::{Op, Work, elements, unassigned_or_changed};
use crate::oracle::replace::Mode;
use crate::oracle::shape::Attribute;
use crate::oracle::shape::Slot;
use crate::oracle::slots::{self, is_declared, slot_of};
use crate::oracle::value::{
    Answer, Object, clear, has_required, invalid_value, is_fixed, is_read_only, meant, member,
    mutability, put, set,
};
use crate::oracle::{Refusal, key, list};
use scim_schema::dialect::Tolerance;
use scim_schema::schema::Type;
use serde_json::Value;

impl Work<'_> {
    /// 7644-3.5.2.1-04 to -09, 7644-3.5.2.3-02 to -06.
    pub(super) fn assign(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let before = object.get(&attribute.name).cloned();
        let nothing = meant(value, attribute, self.dialect).is_null();
        if nothing && !attribute.multi_valued {
            if attribute.required {
                return Err(mutability(attribute, "is required"));
            }
            if is_fixed(attribute) && before.is_some() {
                return Err(mutability(attribute, "is immutable"));
            }
        }
        if !attribute.slots.is_empty() {
            self.write_slots(object, attribute, op, value)?;
        } else if attribute.multi_valued {
            self.write_list(object, attribute, op, value)?;
        } else if attribute.r#type == Type::Complex {
            self.write_complex(object, attribute, op, value)?;
        } else {
            set(object, attribute, value, true, self.dialect)?;
        }
        unassigned_or_changed(object, attribute, before.as_ref())
    }

    /// Sub-attributes that are given are written, others stay (7644-3.5.2.3-06; for `add` decided).
    fn write_complex(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let value = self.bare(attribute, value);
        let given = match meant(&value, attribute, self.dialect) {
            Value::Null => return clear(object, attribute),
            Value::Object(given) if given.is_empty() && attribute.required => {
                return Err(mutability(attribute, "is required"));
            }
            Value::Object(given) if given.is_empty() => return clear(object, attribute),
            Value::Object(given) => given,
            _ => return Err(invalid_value(attribute, "is an object")),
        };
        let held = object.get(&attribute.name).and_then(Value::as_object);
        let mut inner = held.cloned().unwrap_or_default();
        self.merge(&mut inner, attribute, op, &given)?;
        has_required(&inner, &attribute.sub_attributes)?;
        put(object, attribute, Value::Object(inner));
        Ok(())
    }

    /// `manager` as Entra gives it: its `value` alone, or in an array.
    fn bare(&self, attribute: &Attribute, value: &Value) -> Value {
        if !self.dialect.accepts(Tolerance::ExtensionWithoutUrn)
            || attribute.sub_attribute("value").is_none()
        {
            return value.clone();
        }
        match value {
            Value::Array(elements) => match elements.as_slice() {
                [only] => self.bare(attribute, only),
                _ => value.clone(),
            },
            Value::String(text) if !text.is_empty() => serde_json::json!({ "value": text }),
            value => value.clone(),
        }
    }

    /// Writes sub-attributes to a complex value or an element.
    pub(super) fn merge(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        op: Op,
        given: &Object,
    ) -> Answer<()> {
        for (name, value) in given {
            member(given, name)?;
            match attribute.sub_attribute(name) {
                Some(sub) if is_read_only(sub) => {}
                Some(sub) => self.assign(object, sub, op, value)?,
                None => self.skip(name)?,
            }
        }
        Ok(())
    }

    /// The elements that a value gives: one may stand without an array (7644-3.5.2.1-02).
    pub(super) fn elements_of(&self, attribute: &Attribute, value: &Value) -> Vec<Value> {
        let elements = match meant(value, attribute, self.dialect) {
            Value::Null => Vec::new(),
            Value::Array(elements) => elements,
            one => vec![one],
        };
        if !self.dialect.accepts(Tolerance::ExtensionWithoutUrn)
            || !attribute.name.eq_ignore_ascii_case("roles")
        {
            return elements;
        }
        elements.into_iter().map(role).collect()
    }

    fn write_list(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let given = self.elements_of(attribute, value);
        let new = list::read(&given, attribute, self.dialect)?;
        let held = object.get(&attribute.name).and_then(Value::as_array);
        let mut held = held.cloned().unwrap_or_default();
        if op == Op::Replace {
            // 7644-3.5.2.3-03
            held = list::replaced(attribute, &held, new);
            put(object, attribute, Value::Array(held));
            return Ok(());
        }
        for new in new {
            // 7644-3.5.2.1-06, -10: what is there already is not added
            let same = held.iter().position(|held| list::is_same(attribute, &new, held));
            let place = same.unwrap_or(held.len());
            let primary = list::is_primary(&new);
            match (held.get_mut(place), new) {
                (None, new) => held.push(new),
                (Some(Value::Object(held)), Value::Object(new)) => {
                    let keys = list::keys(attribute);
                    for sub in attribute.sub_attributes.iter().filter(|sub| {
                        !is_read_only(sub)
                            && !is_fixed(sub)
                            && !keys.iter().any(|key| key.name == sub.name)
                    }) {
                        if let Some(value) = new.get(&sub.name) {
                            held.insert(sub.name.clone(), value.clone());
                        }
                    }
                }
                (Some(_), _) => {}
            }
            if primary {
                elements::only_primary(&mut held, attribute, place);
            }
        }
        put(object, attribute, Value::Array(held));
        Ok(())
    }

    /// Elements go to the slots that can hold them (decided).
    fn write_slots(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let given = self.elements_of(attribute, value);
        let mut parts = slots::parts(attribute, object.get(&attribute.name));
        let mut taken: Vec<(usize, Object)> = Vec::new();
        let mut primary = false;
        for element in given {
            let element = match element {
                Value::Object(element) => element,
                Value::Null => continue,
                _ => return Err(invalid_value(attribute, "has objects")),
            };
            if !key::is_assigned(&Value::Object(element.clone())) {
                continue;
            }
            if member(&element, "primary")? == Some(&Value::Bool(true)) {
                if primary && !self.dialect.accepts(Tolerance::FirstPrimary) {
                    return Err(list::two_primary());
                }
                primary = true;
            }
            match slot_of(attribute, &element)? {
                Some(index) if taken.iter().any(|(slot, _)| *slot == index) => {
                    return Err(invalid_value(attribute, "two elements for one slot"));
                }
                Some(index) => taken.push((index, element)),
                None if self.skips_unmapped() => self.ignored.push(attribute.name.clone()),
                None => return Err(invalid_value(attribute, "no slot holds this")),
            }
        }
        for (index, element) in &taken {
            let (Some(slot), Some(parts)) = (attribute.slots.get(*index), parts.get_mut(*index))
            else {
                continue;
            };
            self.check_declared(slot, element)?;
            if op == Op::Add {
                self.write_slot(parts, attribute, slot, op, element)?;
            }
        }
        let elements = if op == Op::Add {
            slots::elements(attribute, &parts)
        } else {
            let given: Value =
                taken.into_iter().map(|(_, element)| Value::Object(element)).collect();
            let old = object.get(&attribute.name).cloned();
            slots::replaced(attribute, old.as_ref(), &given, Mode::Replace, self.dialect)?
        };
        put(object, attribute, elements);
        Ok(())
    }

    /// What a slot's declaration says cannot be changed: an element may only repeat it.
    fn check_declared(&self, slot: &Slot, element: &Object) -> Answer<()> {
        let mapped = slot.sub_attributes.iter().any(|part| part.name == "primary");
        match member(element, "primary")? {
            Some(value) if slot.primary || !mapped => declared(slot, "primary", value),
            _ => Ok(()),
        }
    }

    /// The parts that an element gives to its slot.
    pub(super) fn write_slot(
        &mut self,
        parts: &mut Object,
        attribute: &Attribute,
        slot: &Slot,
        op: Op,
        element: &Object,
    ) -> Answer<()> {
        for (name, value) in element {
            member(element, name)?;
            let part = slot.sub_attributes.iter().find(|part| part.name.eq_ignore_ascii_case(name));
            match part {
                _ if is_declared(slot, name) => {}
                Some(part) if is_read_only(part) => {}
                Some(part) => self.assign(parts, part, op, value)?,
                None => {}
            }
        }
        complete(parts, slot).map_err(|_| invalid_value(attribute, "lacks what is required"))
    }
}

/// A slot with something in it has what it requires.
pub(super) fn complete(parts: &Object, slot: &Slot) -> Answer<()> {
    let written: Vec<_> =
        slot.sub_attributes.iter().filter(|part| !is_declared(slot, &part.name)).cloned().collect();
    has_required(parts, &written)
}

/// A value for what a slot's declaration says: equal, or an error.
pub(super) fn declared(slot: &Slot, name: &str, value: &Value) -> Answer<()> {
    let equal = if name.eq_ignore_ascii_case(&slot.selector) {
        match (value, &slot.value) {
            (Value::String(value), Value::String(is)) => value.eq_ignore_ascii_case(is),
            (value, is) => value == is,
        }
    } else {
        match value {
            Value::Bool(value) => *value == slot.primary,
            Value::String(text) => text.eq_ignore_ascii_case(&slot.primary.to_string()),
            Value::Null => !slot.primary,
            _ => false,
        }
    };
    if equal { Ok(()) } else { Err(Refusal::new("mutability", format!("`{name}` is fixed"))) }
}

/// An app role as Entra gives it: JSON text in `value`.
fn role(element: Value) -> Value {
    let text = match &element {
        Value::String(text) => Some(text),
        Value::Object(members) => match members.get("value") {
            Some(Value::String(text)) => Some(text),
            _ => None,
        },
        _ => None,
    };
    let parsed = text.and_then(|text| serde_json::from_str::<Object>(text).ok());
    let Some(value) = parsed.as_ref().and_then(|role| role.get("value")) else { return element };
    let display = parsed.as_ref().and_then(|role| role.get("displayName"));
    let mut members = element.as_object().cloned().unwrap_or_default();
    members.insert("value".to_owned(), value.clone());
    if let (None, Some(display)) = (members.get("display"), display) {
        members.insert("display".to_owned(), display.clone());
    }
    Value::Object(members)
}
