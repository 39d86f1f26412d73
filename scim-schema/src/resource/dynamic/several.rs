//! Several values that are a JSON array.

use super::single::{Held, json, scalar};
use crate::cost::step;
use crate::resource::{List, ListMut, Model, Scalar, ScimValue, Value, View};
use crate::schema::Type;
use crate::value::{Binary, DateTime, InvalidValue, Reference};
use serde_json::Value as Json;

/// Values of one type.
pub(super) struct Several<E: Element> {
    of: E::Of,
    elements: Vec<E>,
    others: Others,
}

/// One of several values: a simple one, or an object.
pub(super) trait Element: Value + Sized + 'static {
    /// What the schema says of each.
    type Of: Copy + Send + Sync;

    /// The JSON that is none of these, back.
    fn from_json(of: Self::Of, json: Json) -> Result<Self, Json>;
    fn from_scalar(of: Self::Of, scalar: Scalar<'_>) -> Result<Self, InvalidValue>;
    /// One without anything in it, of those that can be.
    fn blank(of: Self::Of) -> Option<Self>;
    fn into_json(self) -> Json;
}

/// What is not of the type that the schema says: not seen, and kept beside what is.
struct Others {
    /// Elements of an array.
    elements: Vec<Json>,
    /// Something else than an array, or an empty one.
    whole: Option<Json>,
    /// Whether there was anything beside them.
    had: bool,
}

impl Others {
    /// Takes an array apart, by what `one` makes of its elements.
    fn beside<T>(json: Option<Json>, one: impl Fn(Json) -> Result<T, Json>) -> (Vec<T>, Self) {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        let whole = match json {
            Some(Json::Array(elements)) if !elements.is_empty() => {
                step(elements.len());
                for element in elements {
                    match one(element) {
                        Ok(element) => own.push(element),
                        Err(other) => others.push(other),
                    }
                }
                None
            }
            other => other,
        };
        let had = !own.is_empty();
        (own, Self { elements: others, whole, had })
    }

    /// The array with these and the others; where there are none any more, nothing.
    fn with(self, own: impl Iterator<Item = Json>) -> Option<Json> {
        let mut own = own.peekable();
        if own.peek().is_none() {
            let array = Some(self.elements).filter(|elements| !elements.is_empty());
            return if self.had { None } else { self.whole.or(array.map(Json::Array)) };
        }
        Some(Json::Array(own.chain(self.elements).collect()))
    }
}

impl<E: Element> Several<E> {
    pub(super) fn from_json(of: E::Of, json: Option<Json>) -> Self {
        let (elements, others) = Others::beside(json, |json| E::from_json(of, json));
        Self { of, elements, others }
    }
}

/// Whether a value is of this type.
pub(super) fn is_of(r#type: Type, json: &Json) -> bool {
    match r#type {
        // nothing is copied
        Type::String | Type::Binary | Type::Reference => json.is_string(),
        _ => scalar(json).is_some_and(|scalar| of(r#type, scalar).is_ok()),
    }
}

/// A value of this type as JSON.
fn of(r#type: Type, scalar: Scalar<'_>) -> Result<Json, InvalidValue> {
    fn one<T: ScimValue>(scalar: Scalar<'_>) -> Result<Json, InvalidValue> {
        json(&T::from_scalar(scalar)?.held()).ok_or(InvalidValue::new("a value"))
    }
    match r#type {
        Type::String => one::<String>(scalar),
        Type::Boolean => one::<bool>(scalar),
        Type::Decimal => one::<f64>(scalar),
        Type::Integer => one::<i64>(scalar),
        Type::DateTime => one::<DateTime>(scalar),
        Type::Binary => one::<Binary>(scalar),
        Type::Reference => one::<Reference>(scalar),
        Type::Complex => Err(InvalidValue::new("an object")),
    }
}

/// A simple value.
pub(super) struct One {
    r#type: Type,
    json: Json,
}

impl Value for One {
    fn view(&self) -> View<'_> {
        match (self.r#type, &self.json) {
            (Type::DateTime, Json::String(text)) => DateTime::parse(text)
                .map_or(View::Null, |instant| View::Computed(Box::new(instant))),
            (_, Json::String(text)) => View::String(text),
            (_, Json::Bool(value)) => View::Boolean(*value),
            (Type::Decimal, Json::Number(number)) => {
                number.as_f64().map_or(View::Null, View::Decimal)
            }
            (_, Json::Number(number)) => {
                number.as_i64().map_or(View::Null, |number| View::Integer(number.into()))
            }
            _ => View::Null,
        }
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        let json = of(self.r#type, scalar)?;
        let changed = json != self.json;
        self.json = json;
        Ok(changed)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        match (self.r#type, &mut self.json) {
            (Type::String, Json::String(text)) => Ok(!std::mem::take(text).is_empty()),
            _ => Err(InvalidValue::new("a value, which cannot be unassigned")),
        }
    }
}

impl Element for One {
    type Of = Type;

    fn from_json(r#type: Type, json: Json) -> Result<Self, Json> {
        if is_of(r#type, &json) { Ok(Self { r#type, json }) } else { Err(json) }
    }
    fn from_scalar(r#type: Type, scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        Ok(Self { r#type, json: of(r#type, scalar)? })
    }
    fn blank(_: Type) -> Option<Self> {
        None
    }
    fn into_json(self) -> Json {
        self.json
    }
}

impl<E: Element> List for Several<E> {
    fn len(&self) -> usize {
        self.elements.len()
    }
    fn at(&self, index: usize) -> View<'_> {
        step(1);
        self.elements.get(index).map_or(View::Null, Value::view)
    }
}

impl<E: Element> ListMut for Several<E> {
    fn push(&mut self, scalar: Scalar<'_>) -> Result<(), InvalidValue> {
        self.elements.push(E::from_scalar(self.of, scalar)?);
        Ok(())
    }
    fn push_blank(&mut self) -> Option<&mut dyn Model> {
        self.elements.push(E::blank(self.of)?);
        self.elements.last_mut()?.complex()
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

impl<E: Element> Value for Several<E> {
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

impl<E: Element> Held for Several<E> {
    fn into_json(self: Box<Self>) -> Option<Json> {
        let Self { elements, others, .. } = *self;
        others.with(elements.into_iter().map(E::into_json))
    }
}
