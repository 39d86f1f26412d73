//! A member of a JSON object as an attribute: a typed value, and back.

use super::object::{Object, Single};
use super::registry::Definition;
use super::several::{One, Several, is_of};
use crate::resource::{Adapted, Node, Place, Scalar, ScimValue, Value, View, is_assigned};
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
        let value = self.held(Some(json.clone()));
        match value.view() {
            View::Null => View::Null,
            View::Integer(number) => View::Integer(number),
            View::Decimal(number) => View::Decimal(number),
            _ => View::Computed(value),
        }
    }

    /// Whether there is a value, without a copy of it.
    pub(super) fn is_assigned(self, members: &Members) -> bool {
        match find(members, &self.attribute.name) {
            None => false,
            // asked of sub-attributes alone, which are simple
            Some(Json::Array(elements)) if self.attribute.multi_valued => {
                elements.iter().any(|element| is_of(self.attribute.r#type, element))
            }
            Some(_) => is_assigned(&self.view(members)),
        }
    }

    pub(super) fn place(self, members: &mut Members) -> Place<'_> {
        Place::With(Box::new(Edited { member: self, members }))
    }

    /// The value in the type that the schema says. Nothing in an object or a list is copied.
    fn held(self, json: Option<Json>) -> Box<dyn Held> {
        match self.attribute.r#type {
            Type::Complex if self.attribute.multi_valued => {
                Box::new(Several::<Object>::from_json(self.parts, json))
            }
            Type::Complex => Box::new(Single::from_json(self.parts, json)),
            r#type if self.attribute.multi_valued => {
                Box::new(Several::<One>::from_json(r#type, json))
            }
            Type::String => simple::<String>(json.as_ref()),
            Type::Boolean => simple::<bool>(json.as_ref()),
            Type::Decimal => simple::<f64>(json.as_ref()),
            Type::Integer => simple::<i64>(json.as_ref()),
            Type::DateTime => simple::<DateTime>(json.as_ref()),
            Type::Binary => simple::<Binary>(json.as_ref()),
            Type::Reference => simple::<Reference>(json.as_ref()),
        }
    }
}

fn simple<T: ScimValue>(json: Option<&Json>) -> Box<dyn Held> {
    Box::new(json.and_then(scalar).and_then(|scalar| T::from_scalar(scalar).ok()))
}

/// A member of an object, edited as a typed value.
struct Edited<'a> {
    member: Member,
    members: &'a mut Members,
}

impl Adapted for Edited<'_> {
    fn edit(&mut self, edit: &mut dyn FnMut(&mut dyn Value)) -> Result<(), InvalidValue> {
        let Member { attribute, .. } = self.member;
        if attribute.multi_valued || attribute.r#type == Type::Complex {
            self.edit_in_place(edit);
        } else {
            self.edit_simple(edit);
        }
        Ok(())
    }
}

impl Edited<'_> {
    /// A list or an object is taken out and put back: a copy for each of many small edits would cost
    /// their product.
    fn edit_in_place(&mut self, edit: &mut dyn FnMut(&mut dyn Value)) {
        let name = &*self.member.attribute.name;
        let known = entry(self.members, name).map(|(known, _)| known.clone());
        let json = known.as_ref().and_then(|known| self.members.get_mut(known)).map(Json::take);
        let mut value = self.member.held(json);
        edit(&mut *value);
        match (value.into_json(), known) {
            (Some(json), known) => {
                self.members.insert(known.unwrap_or_else(|| name.to_owned()), json);
            }
            (None, Some(_)) => self.members.retain(|known, _| !known.eq_ignore_ascii_case(name)),
            (None, None) => {}
        }
    }

    fn edit_simple(&mut self, edit: &mut dyn FnMut(&mut dyn Value)) {
        let name = &*self.member.attribute.name;
        let mut value = self.member.held(find(self.members, name).cloned());
        let before = json(&value.view());
        edit(&mut *value);
        let after = value.into_json();
        if before == after {
            return;
        }
        self.members.retain(|known, _| !known.eq_ignore_ascii_case(name));
        if let Some(after) = after {
            self.members.insert(name.to_owned(), after);
        }
    }
}

fn find<'a>(members: &'a Members, name: &str) -> Option<&'a Json> {
    entry(members, name).map(|(_, value)| value)
}

/// The member of this name, or else one whose name differs in case, as what others wrote may. Where
/// there is none, all are looked at: no more than what a deployment defined, and what its database
/// has beside. An index for each object would cost more than that where few are defined.
fn entry<'a>(members: &'a Members, name: &str) -> Option<(&'a String, &'a Json)> {
    let other = || members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    members.get_key_value(name).or_else(other)
}

pub(super) fn scalar(json: &Json) -> Option<Scalar<'_>> {
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
    fn into_json(self: Box<Self>) -> Option<Json>;
}

impl<T: ScimValue> Held for Option<T> {
    fn into_json(self: Box<Self>) -> Option<Json> {
        json(&self.view())
    }
}

/// A simple value.
pub(super) fn json(view: &View<'_>) -> Option<Json> {
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
