//! A value that `add` or `replace` gives to an attribute.

use super::slots::only_primary;
use super::{Op, Work, elements, unassigned_or_changed};
use crate::oracle::replace::{Mode, default_of, omit_slot};
use crate::oracle::shape::Attribute;
use crate::oracle::shape::Slot;
use crate::oracle::slots::{self, is_declared, slot_of};
use crate::oracle::value::{
    Answer, Object, clear, has, has_required, holds_fixed, invalid_value, is_fixed, is_read_only,
    meant, member, mutability, put, set,
};
use crate::oracle::{Refusal, list};
use scim_schema::dialect::{Dialect, Tolerance};
use scim_schema::schema::Type;
use serde_json::Value;

/// Gives a new element what it has by default.
pub(super) fn with_defaults(element: &mut Object, attribute: &Attribute) {
    for sub in &attribute.sub_attributes {
        if !has(element, sub) {
            default_of(element, sub);
        }
    }
}

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
            Value::Object(given) if given.is_empty() && attribute.required => {
                return Err(mutability(attribute, "is required"));
            }
            Value::Null => return unassign(object, attribute),
            Value::Object(given) if given.is_empty() => return unassign(object, attribute),
            Value::Object(given) => given,
            _ => return Err(invalid_value(attribute, "is an object")),
        };
        let held = object.get(&attribute.name).and_then(Value::as_object);
        let mut inner = held.cloned().unwrap_or_default();
        self.merge(&mut inner, attribute, op, &given)?;
        put(object, attribute, Value::Object(inner));
        Ok(())
    }

    /// `manager` as Entra gives it: its `value` alone, or in an array.
    fn bare(&self, attribute: &Attribute, value: &Value) -> Value {
        if !self.dialect.accepts(Tolerance::BareValue) || attribute.sub_attribute("value").is_none()
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
            if attribute.sub_attribute(name).is_some() {
                member(given, name)?;
            }
            match attribute.sub_attribute(name) {
                Some(sub) if sub.owned => self.pass_over(name),
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
        if !self.dialect.accepts(Tolerance::JsonInRoles)
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
        let held = object.get(&attribute.name).and_then(Value::as_array);
        let mut held = held.cloned().unwrap_or_default();
        if op == Op::Replace {
            // 7644-3.5.2.3-03
            held = list::replaced(attribute, &held, &given, self.dialect)?;
            put(object, attribute, Value::Array(held));
            return Ok(());
        }
        let new = list::read(&given, attribute, Mode::Part, self.dialect)?;
        // as they were given: what one takes from another does not make it another element
        let (mut known, old) = (held.clone(), held.len());
        for new in new {
            // 7644-3.5.2.1-06, -10: what is there already is not added
            let same = known.iter().position(|known| list::is_same(attribute, &new, known));
            if same.is_none() {
                known.push(new.clone());
            }
            let place = same.unwrap_or(held.len());
            let primary = list::is_primary(&new);
            match (held.get_mut(place), new) {
                (None, new) => held.push(new),
                (Some(Value::Object(held)), Value::Object(new)) => {
                    let identity = list::identity(attribute, &new);
                    let tells = |sub: &Attribute| identity.iter().any(|one| one.name == sub.name);
                    for sub in attribute.sub_attributes.iter().filter(|sub| !tells(sub)) {
                        match (new.get(&sub.name), held.get(&sub.name)) {
                            (Some(given), Some(is)) if is_fixed(sub) => {
                                list::agrees(sub, Some(given), is)?;
                            }
                            (Some(given), _) => {
                                held.insert(sub.name.clone(), given.clone());
                            }
                            (None, _) => {}
                        }
                    }
                }
                (Some(_), _) => {}
            }
            if primary {
                elements::only_primary(&mut held, attribute, place);
            }
        }
        // what was there may lack what is given; what is new lacks nothing
        for element in held.iter_mut().skip(old).filter_map(Value::as_object_mut) {
            with_defaults(element, attribute);
            has_required(element, &attribute.sub_attributes)?;
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
        let before = parts.clone();
        let mut taken: Vec<(usize, Object)> = Vec::new();
        let (mut any, mut primary, mut faults) = (false, false, Vec::new());
        for element in given {
            let mut element = match element {
                Value::Object(element) => element,
                Value::Null => continue,
                _ => {
                    faults.push(invalid_value(attribute, "has objects"));
                    continue;
                }
            };
            // with nothing in it, it is none (7643-2.5-01)
            if element.values().all(|value| meant(value, attribute, self.dialect).is_null()) {
                continue;
            }
            any = true;
            let is_primary = slots::says_primary(attribute, &mut element, self.dialect)?;
            let second = is_primary && primary;
            if second {
                faults.extend(slots::second_primary(&mut element, self.dialect).err());
            }
            match slot_of(attribute, &element)? {
                Some(index) => {
                    primary |= is_primary;
                    if second && attribute.slots.get(index).is_some_and(|slot| slot.primary) {
                        element.retain(|name, _| !name.eq_ignore_ascii_case("primary"));
                    }
                    if taken.iter().any(|(slot, _)| *slot == index) {
                        faults.push(invalid_value(attribute, "two elements for one slot"));
                    }
                    taken.push((index, element));
                }
                None if self.skips_unmapped() => self.ignored.push(attribute.name.clone()),
                None => faults.push(invalid_value(attribute, "no slot holds this")),
            }
        }
        for (index, element) in &taken {
            let (Some(slot), Some(parts)) = (attribute.slots.get(*index), parts.get_mut(*index))
            else {
                continue;
            };
            faults.extend(self.check_declared(slot, element).err());
            faults.extend(self.write_slot(parts, attribute, slot, op, element).err());
        }
        Refusal::any(faults)?;
        if op == Op::Replace && any && taken.is_empty() {
            // what no slot holds leaves them out
            for (slot, parts) in attribute.slots.iter().zip(&mut parts) {
                omit_slot(slot, parts);
            }
        } else if op == Op::Replace {
            let given: Value =
                taken.into_iter().map(|(_, element)| Value::Object(element)).collect();
            let old = object.get(&attribute.name).cloned();
            let new =
                slots::replaced(attribute, old.as_ref(), &given, Mode::Replace, self.dialect)?;
            parts = slots::parts(attribute, Some(&new));
        }
        only_primary(attribute, &before, &mut parts);
        put(object, attribute, slots::elements(attribute, &parts));
        Ok(())
    }

    /// What a slot's declaration says cannot be changed: an element may only repeat it.
    fn check_declared(&self, slot: &Slot, element: &Object) -> Answer<()> {
        let mapped = slot.sub_attributes.iter().any(|part| part.name == "primary");
        match member(element, "primary")? {
            Some(value) if slot.primary || !mapped => {
                declared(slot, "primary", value, self.dialect)
            }
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
        member(element, &slot.selector)?;
        for (name, value) in element {
            let part = slot.sub_attributes.iter().find(|part| part.name.eq_ignore_ascii_case(name));
            match part {
                _ if is_declared(slot, name) => {}
                None => {}
                Some(part) => {
                    member(element, name)?;
                    if !is_read_only(part) {
                        self.assign(parts, part, op, value)?;
                    }
                }
            }
        }
        complete(parts, slot).map_err(|_| invalid_value(attribute, "lacks what is required"))
    }
}

/// 7644-3.5.2-15: a complex value is unassigned with all its parts, or not at all.
fn unassign(object: &mut Object, attribute: &Attribute) -> Answer<()> {
    if holds_fixed(object, attribute) {
        return Err(mutability(attribute, "has a part that is immutable"));
    }
    clear(object, attribute)
}

/// A slot with something in it has what it requires.
pub(super) fn complete(parts: &Object, slot: &Slot) -> Answer<()> {
    let written: Vec<_> =
        slot.sub_attributes.iter().filter(|part| !is_declared(slot, &part.name)).cloned().collect();
    has_required(parts, &written)
}

/// A value for what a slot's declaration says: equal, or an error.
pub(super) fn declared(slot: &Slot, name: &str, value: &Value, dialect: Dialect) -> Answer<()> {
    let refuse = |scim_type| Err(Refusal::new(scim_type, format!("`{name}` is fixed")));
    let equal = if name.eq_ignore_ascii_case(&slot.selector) {
        match (value, &slot.value) {
            (Value::String(value), Value::String(is)) => value.eq_ignore_ascii_case(is),
            (value, is) => value == is,
        }
    } else {
        match value {
            Value::Bool(value) => *value == slot.primary,
            Value::String(text) if dialect.accepts(Tolerance::StringBoolean) => {
                text.eq_ignore_ascii_case(&slot.primary.to_string())
            }
            Value::Null => !slot.primary,
            _ => return refuse("invalidValue"),
        }
    };
    if equal { Ok(()) } else { refuse("mutability") }
}

/// An app role as Entra gives it: JSON text in `value`.
fn role(element: Value) -> Value {
    let named = |members: &Object, name: &str| {
        members.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()
    };
    let members = match &element {
        Value::String(text) => Object::from_iter([("value".to_owned(), text.clone().into())]),
        Value::Object(members) => members.clone(),
        _ => return element,
    };
    let Some(key) = named(&members, "value") else { return element };
    let text = members.get(&key).and_then(Value::as_str);
    let parsed = text.and_then(|text| serde_json::from_str::<Object>(text).ok());
    let Some(value) = parsed.as_ref().and_then(|role| role.get("value")) else { return element };
    let display = parsed.as_ref().and_then(|role| role.get("displayName"));
    let mut members = members.clone();
    members.insert(key, value.clone());
    if let (None, Some(display)) = (named(&members, "display"), display) {
        members.insert("display".to_owned(), display.clone());
    }
    Value::Object(members)
}
