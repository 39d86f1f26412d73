//! What is returned on request: to who names it, and in the answer to a write that gives it
//! (7643-7-33).

use super::super::Broken;
use super::super::client::{Client, segment};
use super::{ANSWERS, Held};
use crate::exchange::Exchange;
use crate::oracle::{Attribute, Shape};
use http::Method;
use scim_schema::resource::ScimResource;
use scim_schema::schema::{Mutability, Returned};
use serde_json::{Value, json};

/// What is returned on request: an attribute of the resource or of an extension, or a part of one.
struct OnRequest<'s> {
    urn: Option<&'s str>,
    attribute: &'s Attribute,
    part: Option<&'s Attribute>,
}

fn all(shape: &Shape) -> Vec<OnRequest<'_>> {
    let mut all = Vec::new();
    for one in &shape.attributes {
        let inner = one.sub_attributes.iter().filter(|_| one.extension);
        let outer = std::iter::once(one).filter(|one| !one.extension);
        for attribute in inner.chain(outer) {
            let urn = one.extension.then_some(one.name.as_str());
            all.push(OnRequest { urn, attribute, part: None });
            let parts = attribute.sub_attributes.iter();
            all.extend(parts.map(|part| OnRequest { urn, attribute, part: Some(part) }));
        }
    }
    let writes = |attribute: &Attribute| attribute.mutability != Mutability::ReadOnly;
    all.retain(|one| {
        let named = one.part.unwrap_or(one.attribute);
        named.returned == Returned::Request && writes(named) && writes(one.attribute)
    });
    all
}

impl OnRequest<'_> {
    fn path(&self) -> String {
        let urn = self.urn.map(|urn| format!("{urn}:")).unwrap_or_default();
        let part = self.part.map(|part| format!(".{}", part.name)).unwrap_or_default();
        format!("{urn}{}{part}", self.attribute.name)
    }

    /// What a resource or a body has of it, whatever the case of its name; of elements, what those
    /// have that have it.
    fn of(&self, document: &Value) -> Option<Value> {
        let within = match self.urn {
            Some(urn) => member(document, urn)?,
            None => document,
        };
        let value = member(within, &self.attribute.name)?;
        let Some(part) = self.part else { return Some(value.clone()) };
        match value {
            Value::Array(elements) => {
                let parts: Vec<_> =
                    elements.iter().filter_map(|one| member(one, &part.name)).collect();
                (!parts.is_empty()).then(|| json!(parts))
            }
            one => member(one, &part.name).cloned(),
        }
    }
}

impl OnRequest<'_> {
    /// What the answer to a write has of it: without the parts that are returned on request as well,
    /// and that the write did not give.
    fn answered(&self, given: &Value, now: &Value) -> Option<Value> {
        self.of(given)?;
        let mut value = self.of(now)?;
        let parts = self.attribute.sub_attributes.iter().filter(|_| self.part.is_none());
        for part in parts.filter(|part| part.returned == Returned::Request) {
            let gave = Self { part: Some(part), ..*self }.of(given).is_some();
            let objects = match &mut value {
                Value::Array(elements) => elements.iter_mut().collect(),
                one => vec![one],
            };
            for object in objects.into_iter().filter_map(Value::as_object_mut) {
                object.retain(|name, _| gave || !name.eq_ignore_ascii_case(&part.name));
            }
        }
        let is_empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
        Some(value).filter(|value| !is_empty(value))
    }
}

fn member<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    let mut members = object.as_object().into_iter().flatten();
    members.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

/// What a resource has of it, for who asks for all of it.
pub(super) fn read<R: ScimResource>(client: &Client<'_, R>, shape: &Shape, id: &str) -> Value {
    let names: Vec<String> = all(shape).iter().map(OnRequest::path).collect();
    if names.is_empty() {
        return Value::Null;
    }
    let path = format!("{}?attributes={}", segment(id), names.join(","));
    client.send(Method::GET, &path, None, None).json()
}

/// The answer to a write has what it gave, and no more.
pub(super) fn check<R: ScimResource>(
    client: &Client<'_, R>,
    held: &Held,
    written: &Exchange,
    given: &Value,
) -> Result<(), Broken> {
    let answer = written.json();
    // a PATCH of groups has no answer, and what is refused another
    if !matches!(written.status(), 200 | 201) || all(&held.shape).is_empty() {
        return Ok(());
    }
    let now = read(client, &held.shape, &held.id());
    for one in all(&held.shape) {
        let expected = one.answered(given, &now);
        let found = one.of(&answer);
        if found != expected {
            let expected = expected.map_or("nothing".to_owned(), |value| value.to_string());
            let expected = format!("`{}`: {expected}", one.path());
            return Err(held.broken(&ANSWERS, &expected, written));
        }
    }
    Ok(())
}

/// A PATCH, and what it gives as a body would.
pub(super) struct Giving {
    pub(super) message: Value,
    pub(super) given: Value,
}

/// Gives again what a body gives of the first of it that it has.
pub(super) fn patch(shape: &Shape, body: &Value) -> Option<Giving> {
    let single = |one: &OnRequest<'_>| one.part.is_none() || !one.attribute.multi_valued;
    let (one, value) = all(shape).into_iter().filter(single).find_map(|one| {
        let value = one.of(body)?;
        Some((one, value))
    })?;
    let schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
    let operation = json!({"op": "replace", "path": one.path(), "value": value});
    let message = json!({"schemas": schemas, "Operations": [operation]});
    let names = [one.part, Some(one.attribute)].into_iter().flatten().map(|one| one.name.as_str());
    let given = names.chain(one.urn).fold(value, |given, name| json!({ name: given }));
    Some(Giving { message, given })
}

#[cfg(test)]
mod tests;
