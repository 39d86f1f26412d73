//! A member of a JSON object as an attribute: a typed value, and back.

use super::object::{Objects, Single};
use super::registry::Definition;
use crate::resource::{Adapted, List, Node, Place, Scalar, ScimValue, Value, View};
use crate::schema::{Attribute, Type};
use crate::value::{Binary, DateTime, InvalidValue, Reference};
use serde_json::{Map, Number, Value as Json};

type Members = Map<String, Json>;

/// What names and types a member of a JSON object.
#[derive(Clone, Copy)]
pub(super) struct Member {
    attribute: &'static Attribute,
    parts: &'static [Node],
}

impl Member {
    pub(super) const fn of(definition: &Definition) -> Self {
        Self { attribute: definition.attribute, parts: definition.parts }
    }

    /// A sub-attribute, which is simple.
    pub(super) const fn part(node: &Node) -> Self {
        Self { attribute: node.attribute, parts: &[] }
    }

    /// What an object has of it; what is of another type than the schema says is not seen.
    pub(super) fn view(self, members: &Members) -> View<'_> {
        let Some(json) = find(members, &self.attribute.name) else { return View::Null };
        if !self.attribute.multi_valued {
            match (self.attribute.r#type, json) {
                (Type::Boolean, Json::Bool(value)) => return View::Boolean(*value),
                (Type::String | Type::Reference | Type::Binary, Json::String(text)) => {
                    return View::String(text);
                }
                _ => {}
            }
        }
        let value = self.held(Some(json));
        match value.view() {
            View::Null => View::Null,
            View::Integer(number) => View::Integer(number),
            View::Decimal(number) => View::Decimal(number),
            _ => View::Computed(value),
        }
    }

    pub(super) fn place(self, members: &mut Members) -> Place<'_> {
        Place::With(Box::new(Edited { member: self, members }))
    }

    /// The value in the type that the schema says.
    fn held(self, json: Option<&Json>) -> Box<dyn Held> {
        match self.attribute.r#type {
            Type::String => self.simple::<String>(json),
            Type::Boolean => self.simple::<bool>(json),
            Type::Decimal => self.simple::<f64>(json),
            Type::Integer => self.simple::<i64>(json),
            Type::DateTime => self.simple::<DateTime>(json),
            Type::Binary => self.simple::<Binary>(json),
            Type::Reference => self.simple::<Reference>(json),
            Type::Complex if self.attribute.multi_valued => {
                Box::new(Objects::from_json(self.parts, json))
            }
            Type::Complex => Box::new(Single::from_json(self.parts, json)),
        }
    }

    fn simple<T: ScimValue>(self, json: Option<&Json>) -> Box<dyn Held> {
        let one = |json: &Json| scalar(json).and_then(|scalar| T::from_scalar(scalar).ok());
        if self.attribute.multi_valued {
            let elements = json.and_then(Json::as_array).into_iter().flatten();
            Box::new(elements.filter_map(one).collect::<Vec<T>>())
        } else {
            Box::new(json.and_then(one))
        }
    }
}

/// A member of an object, edited as a typed copy.
struct Edited<'a> {
    member: Member,
    members: &'a mut Members,
}

impl Adapted for Edited<'_> {
    fn edit(&mut self, edit: &mut dyn FnMut(&mut dyn Value)) -> Result<(), InvalidValue> {
        let name = &*self.member.attribute.name;
        let mut value = self.member.held(find(self.members, name));
        let before = value.json();
        edit(&mut *value);
        let after = value.json();
        if before == after {
            return Ok(());
        }
        self.members.retain(|known, _| !known.eq_ignore_ascii_case(name));
        if let Some(after) = after {
            self.members.insert(name.to_owned(), after);
        }
        Ok(())
    }
}

fn find<'a>(members: &'a Members, name: &str) -> Option<&'a Json> {
    let other = || members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    members.get(name).or_else(|| other().map(|(_, value)| value))
}

fn scalar(json: &Json) -> Option<Scalar<'_>> {
    Some(match json {
        Json::Bool(value) => Scalar::Boolean(*value),
        Json::String(text) => Scalar::String(text),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Scalar::Integer(number.into()),
            // no integer that is held is as great
            None => Scalar::Decimal(number.as_f64()?),
        },
        _ => return None,
    })
}

/// A typed value, and the JSON to keep of it.
pub(super) trait Held: Value {
    /// `None` where there is nothing to keep.
    fn json(&self) -> Option<Json>;
}

impl<T: ScimValue> Held for Option<T> {
    fn json(&self) -> Option<Json> {
        json(&self.view())
    }
}

impl<T: ScimValue> Held for Vec<T> {
    fn json(&self) -> Option<Json> {
        let elements: Vec<_> =
            (0..List::len(self)).filter_map(|index| json(&self.at(index))).collect();
        (!elements.is_empty()).then_some(Json::Array(elements))
    }
}

/// A simple value.
fn json(view: &View<'_>) -> Option<Json> {
    Some(match view {
        View::Boolean(value) => Json::Bool(*value),
        View::Integer(value) => Json::Number(i64::try_from(*value).ok()?.into()),
        View::Decimal(value) => Json::Number(Number::from_f64(*value)?),
        View::String(text) => Json::String((*text).to_owned()),
        View::DateTime(value) => Json::String(value.as_str().to_owned()),
        // what holds such an attribute is one of the types above
        _ => return None,
    })
}
