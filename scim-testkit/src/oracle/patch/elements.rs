//! Some elements of a multi-valued attribute, or a part of them.

use super::slots::{agrees, clear_slot};
use super::target::Target;
use super::{Op, Work, given, remove};
use crate::oracle::filter::{Literal, Operator, Term, element_matches};
use crate::oracle::replace::Mode;
use crate::oracle::shape::{Attribute, Held};
use crate::oracle::slots;
use crate::oracle::value::{
    Answer, Object, has, has_required, held, invalid_value, is_read_only, meant, member, put,
};
use crate::oracle::{Refusal, key, list};
use scim_schema::dialect::Tolerance;
use serde_json::Value;

/// 7644-3.5.2-23: no other element stays primary.
pub(super) fn only_primary(elements: &mut [Value], attribute: &Attribute, place: usize) {
    if attribute.sub_attribute("primary").is_none() {
        return;
    }
    for (index, element) in elements.iter_mut().enumerate() {
        if index != place
            && list::is_primary(element)
            && let Value::Object(members) = element
        {
            members.insert("primary".to_owned(), false.into());
        }
    }
}

impl Work<'_> {
    /// The elements that a filter chooses, or all; or a sub-attribute of them.
    pub(super) fn chosen(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        target: &Target<'_>,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        if attribute.slots.is_empty() {
            self.chosen_of_list(object, attribute, target, op, value)
        } else {
            self.chosen_slots(object, attribute, target, op, value)
        }
    }

    pub(super) fn chooses(
        &self,
        target: &Target<'_>,
        attribute: &Attribute,
        element: &Value,
    ) -> Answer<bool> {
        match &target.filter {
            Some(term) => element_matches(term, attribute, element, self.shape, self.dialect),
            None => Ok(true),
        }
    }

    fn chosen_of_list(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        target: &Target<'_>,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let held = object.get(&attribute.name).and_then(Value::as_array);
        let mut elements = held.cloned().unwrap_or_default();
        let mut places = Vec::new();
        for (index, element) in elements.iter().enumerate() {
            if self.chooses(target, attribute, element)? {
                places.push(index);
            }
        }
        if op == Op::Remove && target.sub_attribute.is_none() {
            // 7644-3.5.2.2-04, -05, -08
            let mut index = 0;
            elements.retain(|_| {
                index += 1;
                !places.contains(&(index - 1))
            });
            put(object, attribute, Value::Array(elements));
            return Ok(());
        }
        if places.is_empty() {
            if op == Op::Remove {
                return Ok(());
            }
            return self.create(object, attribute, target, op, value);
        }
        for place in &places {
            let Some(element) = elements.get_mut(*place) else { continue };
            self.edit(element, attribute, target, op, value)?;
        }
        // after what is wrong with the names in it: the value comes after the path
        let primary = op != Op::Remove && self.makes_primary(target, attribute, value);
        if primary && places.len() > 1 {
            return Err(list::two_primary());
        }
        if let (true, [place]) = (primary, places.as_slice()) {
            only_primary(&mut elements, attribute, *place);
        }
        elements.retain(key::is_assigned);
        put(object, attribute, Value::Array(elements));
        Ok(())
    }

    /// Whether a value makes the element that it is given to the primary one.
    fn makes_primary(&self, target: &Target<'_>, attribute: &Attribute, value: &Value) -> bool {
        let Some(primary) = attribute.sub_attribute("primary") else { return false };
        let given = match target.sub_attribute {
            Some(sub) if sub.name == primary.name => Some(value.clone()),
            Some(_) => None,
            None => match one(value, attribute) {
                Ok(Value::Object(given)) => member(&given, "primary").ok().flatten().cloned(),
                _ => None,
            },
        };
        given.is_some_and(|given| meant(&given, primary, self.dialect) == Value::Bool(true))
    }

    /// An operation on one element.
    fn edit(
        &mut self,
        element: &mut Value,
        attribute: &Attribute,
        target: &Target<'_>,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let Value::Object(members) = element else {
            // a simple element is replaced
            let value = one(value, attribute)?;
            return match held(attribute, &meant(&value, attribute, self.dialect)) {
                Held::Value(value) => {
                    *element = value;
                    Ok(())
                }
                Held::Nothing | Held::Refused => {
                    Err(invalid_value(attribute, "has no such elements"))
                }
            };
        };
        match (target.sub_attribute, op) {
            (Some(sub), Op::Remove) if sub.multi_valued && target.has_value => {
                self.remove_given(members, sub, value)?;
            }
            (Some(sub), Op::Remove) => remove(members, sub)?,
            (Some(sub), _) => self.assign(members, sub, op, value)?,
            // 7644-3.5.2.3-07: what is given is written, the rest stays (decided)
            (None, _) => {
                let Value::Object(given) = one(value, attribute)? else {
                    return Err(invalid_value(attribute, "has objects"));
                };
                self.merge(members, attribute, op, &given)?;
            }
        }
        has_required(members, &attribute.sub_attributes)
    }

    /// Nothing is chosen: `add` makes what the filter describes, `replace` has no target
    /// (7644-3.5.2.3-09; decided).
    fn create(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        target: &Target<'_>,
        op: Op,
        value: &Value,
    ) -> Answer<()> {
        let simple = attribute.sub_attributes.is_empty();
        // the elements of a simple attribute have nothing else that a filter could describe
        let described = self.described(target, attribute, op).filter(|_| !simple);
        // the value comes before presence; an element that is not made lacks nothing
        let mut lenient = attribute.clone();
        lenient.sub_attributes.iter_mut().for_each(|sub| sub.required = false);
        let mut given = if simple { Value::Null } else { Value::Object(Object::new()) };
        self.edit(&mut given, &lenient, target, op, value)?;
        let mut element = Value::Object(described.ok_or_else(no_target)?);
        // nothing given to a part makes no element
        if target.sub_attribute.is_some() && !key::is_assigned(&given) {
            return Ok(());
        }
        self.edit(&mut element, attribute, target, op, value)?;
        let held = object.get(&attribute.name).and_then(Value::as_array);
        let mut elements = held.cloned().unwrap_or_default();
        if key::is_assigned(&element) {
            if let Value::Object(element) = &mut element {
                given::with_defaults(element, attribute);
            }
            let primary = list::is_primary(&element);
            elements.push(element);
            if primary {
                let last = elements.len() - 1;
                only_primary(&mut elements, attribute, last);
            }
        }
        put(object, attribute, Value::Array(elements));
        Ok(())
    }

    /// The element that a filter of `eq` describes, if it may be created.
    pub(super) fn described(
        &self,
        target: &Target<'_>,
        attribute: &Attribute,
        op: Op,
    ) -> Option<Object> {
        if op == Op::Replace && !self.dialect.accepts(Tolerance::CreateUnmatched) {
            return None;
        }
        let pairs = pairs(target.filter.as_ref()?)?;
        // no part has two values
        let other = |(name, literal): &(&str, &Literal)| {
            pairs.iter().any(|(known, is)| known.eq_ignore_ascii_case(name) && is != literal)
        };
        if pairs.iter().any(other) {
            return None;
        }
        let mut element = Object::new();
        for (name, literal) in pairs {
            let Some(sub) = attribute.sub_attribute(name) else {
                return attribute.sub_attributes.is_empty().then(Object::new);
            };
            // nobody can make one that has it
            if is_read_only(sub) && attribute.slots.is_empty() {
                return None;
            }
            let value = match literal {
                Literal::Number(text) => serde_json::from_str(text).ok()?,
                Literal::Other(Value::Null) => return None,
                Literal::Other(value) => meant(value, sub, self.dialect),
            };
            match held(sub, &value) {
                Held::Value(value) => drop(element.insert(sub.name.clone(), value)),
                Held::Nothing | Held::Refused => return None,
            }
        }
        Some(element)
    }

    /// `remove` with a value takes these elements away and no others (decided).
    pub(super) fn remove_given(
        &mut self,
        object: &mut Object,
        attribute: &Attribute,
        value: &Value,
    ) -> Answer<()> {
        let given = self.elements_of(attribute, value);
        if attribute.slots.is_empty() {
            let given = list::read(&given, attribute, Mode::Part, self.dialect)?;
            let held = object.get(&attribute.name).and_then(Value::as_array);
            let mut elements = held.cloned().unwrap_or_default();
            elements
                .retain(|held| !given.iter().any(|given| list::is_same(attribute, given, held)));
            put(object, attribute, Value::Array(elements));
            return Ok(());
        }
        let mut parts = slots::parts(attribute, object.get(&attribute.name));
        for element in given.iter().filter(|element| !element.is_null()) {
            let Value::Object(element) = element else {
                return Err(invalid_value(attribute, "has objects"));
            };
            for (slot, parts) in attribute.slots.iter().zip(&mut parts) {
                let there = slot.sub_attributes.iter().any(|part| has(parts, part));
                if there && agrees(slot, element, parts, self.dialect)? {
                    clear_slot(slot, parts)?;
                }
            }
        }
        put(object, attribute, slots::elements(attribute, &parts));
        Ok(())
    }
}

/// The value for a chosen element; an array of one is taken as that one (decided).
pub(super) fn one(value: &Value, attribute: &Attribute) -> Answer<Value> {
    match value {
        Value::Array(elements) => match elements.as_slice() {
            [one] => Ok(one.clone()),
            _ => Err(invalid_value(attribute, "one element is meant")),
        },
        Value::Null => Err(invalid_value(attribute, "null is no element")),
        value => Ok(value.clone()),
    }
}

/// The comparisons of a filter that is nothing but `eq` and `and`.
pub(super) fn pairs(term: &Term) -> Option<Vec<(&str, &Literal)>> {
    match term {
        Term::Compare(path, Operator::Eq, literal) => Some(vec![(&path.attribute, literal)]),
        Term::And(left, right) => {
            let mut all = pairs(left)?;
            all.extend(pairs(right)?);
            Some(all)
        }
        _ => None,
    }
}

pub(super) fn no_target() -> Refusal {
    Refusal::new("noTarget", "no element is chosen")
}
