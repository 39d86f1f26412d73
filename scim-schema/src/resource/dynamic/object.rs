//! Complex values that are JSON objects.

use super::several::Others;
use super::single::{Held, Member};
use crate::cost::step;
use crate::resource::{List, ListMut, Model, Node, Place, Scalar, Value, View};
use crate::value::InvalidValue;
use serde_json::{Map, Value as Json};

/// A JSON object, seen as the sub-attributes of a complex attribute; what else is in it stays.
pub(super) struct Object {
    parts: &'static [Node],
    members: Map<String, Json>,
}

impl Object {
    fn blank(parts: &'static [Node]) -> Self {
        Self { parts, members: Map::new() }
    }

    fn from_json(parts: &'static [Node], json: Json) -> Result<Self, Json> {
        match json {
            Json::Object(members) => Ok(Self { parts, members }),
            other => Err(other),
        }
    }

    fn part(&self, field: u16) -> Option<Member> {
        self.parts.get(usize::from(field)).map(Member::part)
    }
}

impl Model for Object {
    fn nodes(&self) -> &'static [Node] {
        self.parts
    }
    fn get(&self, field: u16) -> View<'_> {
        self.part(field).map_or(View::Null, |part| part.view(&self.members))
    }
    fn is_assigned(&self, field: u16) -> bool {
        self.part(field).is_some_and(|part| part.is_assigned(&self.members))
    }
    fn edit(&mut self, field: u16) -> Option<Place<'_>> {
        Some(self.part(field)?.place(&mut self.members))
    }
}

impl Value for Object {
    fn view(&self) -> View<'_> {
        View::Complex(self)
    }
    fn set(&mut self, _: Scalar<'_>) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        let changed = !self.members.is_empty();
        self.members.clear();
        Ok(changed)
    }
    fn complex(&mut self) -> Option<&mut dyn Model> {
        Some(self)
    }
}

/// A complex value, or none.
pub(super) struct Single {
    parts: &'static [Node],
    object: Option<Object>,
    /// What is no object, or has nothing in it: not seen, and kept.
    other: Option<Json>,
}

impl Single {
    pub(super) fn from_json(parts: &'static [Node], json: Option<Json>) -> Self {
        match json.map(|json| Object::from_json(parts, json)) {
            None => Self { parts, object: None, other: None },
            Some(Ok(object)) if object.members.is_empty() => {
                Self { parts, object: None, other: Some(Json::Object(object.members)) }
            }
            Some(Ok(object)) => Self { parts, object: Some(object), other: None },
            Some(Err(other)) => Self { parts, object: None, other: Some(other) },
        }
    }
}

impl Value for Single {
    fn view(&self) -> View<'_> {
        self.object.as_ref().map_or(View::Null, Value::view)
    }
    fn set(&mut self, _: Scalar<'_>) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Ok(self.object.take().is_some())
    }
    fn complex(&mut self) -> Option<&mut dyn Model> {
        Some(self.object.get_or_insert_with(|| Object::blank(self.parts)))
    }
}

impl Held for Single {
    fn into_json(self: Box<Self>) -> Option<Json> {
        match self.object {
            Some(object) if !object.members.is_empty() => Some(Json::Object(object.members)),
            _ => self.other,
        }
    }
}

/// Several complex values.
pub(super) struct Objects {
    parts: &'static [Node],
    elements: Vec<Object>,
    others: Others,
}

impl Objects {
    pub(super) fn from_json(parts: &'static [Node], json: Option<Json>) -> Self {
        let (elements, others) = Others::beside(json, |element| Object::from_json(parts, element));
        Self { parts, elements, others }
    }
}

impl List for Objects {
    fn len(&self) -> usize {
        self.elements.len()
    }
    fn at(&self, index: usize) -> View<'_> {
        step(1);
        self.elements.get(index).map_or(View::Null, Value::view)
    }
}

impl ListMut for Objects {
    fn push(&mut self, _: Scalar<'_>) -> Result<(), InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn push_blank(&mut self) -> Option<&mut dyn Model> {
        self.elements.push(Object::blank(self.parts));
        self.elements.last_mut().map(|element| element as &mut dyn Model)
    }
    fn at_mut(&mut self, index: usize) -> Option<&mut dyn Value> {
        step(1);
        self.elements.get_mut(index).map(|element| element as &mut dyn Value)
    }
    fn pop(&mut self) -> Option<Box<dyn Value>> {
        self.elements.pop().map(|element| Box::new(element) as Box<dyn Value>)
    }
    fn swap(&mut self, a: usize, b: usize) {
        step(1);
        if a < self.elements.len() && b < self.elements.len() {
            self.elements.swap(a, b);
        }
    }
    fn retain(&mut self, keep: &mut dyn FnMut(usize) -> bool) {
        step(self.elements.len());
        let mut index = 0;
        self.elements.retain(|_| {
            index += 1;
            keep(index - 1)
        });
    }
}

impl Value for Objects {
    fn view(&self) -> View<'_> {
        if self.elements.is_empty() { View::Null } else { View::List(self) }
    }
    fn set(&mut self, _: Scalar<'_>) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("an array"))
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        let changed = !self.elements.is_empty();
        self.elements.clear();
        Ok(changed)
    }
    fn list(&mut self) -> Option<&mut dyn ListMut> {
        Some(self)
    }
}

impl Held for Objects {
    fn into_json(self: Box<Self>) -> Option<Json> {
        let Self { elements, others, .. } = *self;
        others.with(elements.into_iter().map(|element| Json::Object(element.members)))
    }
}
