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
use serde_json::{Map, Value, json};

/// An attribute that is returned on request, of the resource or of an extension.
struct OnRequest<'s> {
    urn: Option<&'s str>,
    attribute: &'s Attribute,
}

fn all(shape: &Shape) -> Vec<OnRequest<'_>> {
    let mut all = Vec::new();
    for one in &shape.attributes {
        if one.extension {
            let urn = Some(one.name.as_str());
            all.extend(one.sub_attributes.iter().map(|attribute| OnRequest { urn, attribute }));
        } else {
            all.push(OnRequest { urn: None, attribute: one });
        }
    }
    all.retain(|one| {
        one.attribute.returned == Returned::Request
            && one.attribute.mutability != Mutability::ReadOnly
    });
    all
}

impl OnRequest<'_> {
    fn path(&self) -> String {
        match self.urn {
            Some(urn) => format!("{urn}:{}", self.attribute.name),
            None => self.attribute.name.clone(),
        }
    }

    /// What a resource or a body has of it, whatever the case of its name.
    fn of<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        let member = |object: &'v Value, name: &str| {
            let mut members = object.as_object().into_iter().flatten();
            members.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        };
        let within = match self.urn {
            Some(urn) => member(document, urn)?,
            None => document,
        };
        member(within, &self.attribute.name)
    }
}

/// What a resource has of it, for who asks for all of it.
pub(super) fn read<R: ScimResource>(client: &Client<'_, R>, shape: &Shape, id: &str) -> Value {
    let mut names: Vec<String> = all(shape).iter().map(OnRequest::path).collect();
    for one in shape.attributes.iter().filter(|one| !one.extension) {
        let subs = one.sub_attributes.iter().filter(|sub| sub.returned == Returned::Request);
        names.extend(subs.map(|sub| format!("{}.{}", one.name, sub.name)));
    }
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
        let expected = one.of(given).and_then(|_| one.of(&now));
        if one.of(&answer) != expected {
            let expected = expected.map_or("nothing".to_owned(), ToString::to_string);
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
    let (one, value) = all(shape).into_iter().find_map(|one| {
        let value = one.of(body)?.clone();
        Some((one, value))
    })?;
    let schemas = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"];
    let operation = json!({"op": "replace", "path": one.path(), "value": value});
    let message = json!({"schemas": schemas, "Operations": [operation]});
    let given = Map::from_iter([(one.attribute.name.clone(), value)]);
    let given = match one.urn {
        Some(urn) => json!({ urn: given }),
        None => Value::Object(given),
    };
    Some(Giving { message, given })
}
