//! Complex values that are JSON objects.

use super::several::Element;
use super::single::{Held, Member};
use crate::resource::{Model, Node, Place, Scalar, Value, View};
use crate::value::InvalidValue;
use serde_json::{Map, Value as Json};

/// A JSON object, seen as the sub-attributes of a complex attribute; what else is in it stays.
pub(super) struct Object {
    parts: &'static [Node],
    members: Map<String, Json>,
}

impl Object {
    fn empty(parts: &'static [Node]) -> Self {
        Self { parts, members: Map::new() }
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

impl Element for Object {
    type Of = &'static [Node];

    fn from_json(parts: &'static [Node], json: Json) -> Result<Self, Json> {
        match json {
            Json::Object(members) => Ok(Self { parts, members }),
            other => Err(other),
        }
    }
    fn from_scalar(_: &'static [Node], _: Scalar<'_>) -> Result<Self, InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn blank(parts: &'static [Node]) -> Option<Self> {
        Some(Self::empty(parts))
    }
    fn into_json(self) -> Json {
        Json::Object(self.members)
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
        Some(self.object.get_or_insert_with(|| Object::empty(self.parts)))
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
