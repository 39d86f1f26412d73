//! A map of resources, changed by the oracle.

use super::super::agreement::request as message;
use super::super::client::{keys, unstamped};
use crate::exchange::Exchange;
use crate::oracle::{self, Attribute, Patched, Refusal, Shape};
use crate::strategy::{ProjectionExpr, RequestExpr, SearchExpr, Version, Which};
use scim_schema::dialect::Dialect;
use scim_schema::resource::ScimResource;
use scim_schema::schema::Mutability;
use serde_json::{Map, Value, json};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use std::sync::Arc;

/// What should be there.
pub(super) struct Reference<R> {
    shape: Arc<Shape>,
    blank: Value,
    /// The id of each POST's resource; none if it was refused.
    created: Vec<Option<String>>,
    held: BTreeMap<String, Held>,
    resource: PhantomData<fn() -> R>,
}

struct Held {
    document: Value,
    tag: String,
    stale: Option<String>,
}

type Object = Map<String, Value>;

/// What was expected, and what was answered.
type Differs = (String, String);

/// An id that no store gives.
const UNKNOWN: &str = "scim-testkit-unknown";

impl<R: ScimResource> Reference<R> {
    pub(super) fn new(shape: Arc<Shape>, blank: Value) -> Self {
        let (created, held) = (Vec::new(), BTreeMap::new());
        Self { shape, blank, created, held, resource: PhantomData }
    }

    pub(super) fn id(&self, which: Which) -> String {
        let known = match which {
            Which::Created(index) => self.created.get(index).cloned().flatten(),
            Which::Unknown => None,
        };
        known.unwrap_or_else(|| UNKNOWN.to_owned())
    }

    /// What `If-Match` says.
    pub(super) fn tag(&self, which: Which, version: Version) -> Option<String> {
        let held = self.held.get(&self.id(which));
        let versioned = held.is_none_or(|held| !held.tag.is_empty());
        match version {
            Version::Any => None,
            _ if !versioned => None,
            Version::Current => Some(held.map_or_else(|| "*".to_owned(), |held| held.tag.clone())),
            Version::Stale => {
                let stale = held.and_then(|held| held.stale.clone());
                Some(stale.unwrap_or_else(|| "W/\"scim-testkit\"".to_owned()))
            }
        }
    }

    /// Compares an answer with what should be, and does what the request does.
    pub(super) fn answered(
        &mut self,
        request: &RequestExpr,
        exchange: &Exchange,
        read: Option<&Exchange>,
    ) -> Result<(), Differs> {
        match request {
            RequestExpr::Create { body } => {
                let made = oracle::create(body, &self.shape, &self.blank, Dialect::RFC);
                self.created.push(None);
                let made = self.written(made, None, exchange, &[201])?;
                let (Some(made), Some(read)) = (made, read) else { return Ok(()) };
                let id = super::id(exchange);
                if self.held.contains_key(&id) || id.is_empty() {
                    return Err(("an id of its own".to_owned(), exchange.to_string()));
                }
                if let Some(last) = self.created.last_mut() {
                    *last = Some(id.clone());
                }
                self.hold(&id, made, read)
            }
            RequestExpr::Get { resource, projection } => {
                let id = self.id(*resource);
                let Some(held) = self.held.get(&id) else { return status(exchange, 404) };
                status(exchange, 200)?;
                let expected = oracle::project(&held.document, &self.shape, projection);
                same(&expected, &exchange.json(), exchange)
            }
            RequestExpr::Replace { resource, body, version } => {
                self.edited(*resource, *version, exchange, read, |shape, held| {
                    oracle::replace(body, shape, held, Dialect::RFC)
                })
            }
            RequestExpr::Patch { resource, patch, version } => {
                self.edited(*resource, *version, exchange, read, |shape, held| {
                    oracle::patch(&patch.body(), shape, held, Dialect::RFC)
                        .map(|Patched { document, .. }| document)
                })
            }
            RequestExpr::Delete { resource, version } => {
                let id = self.id(*resource);
                let Some(held) = self.held.get(&id) else { return status(exchange, 404) };
                if *version == Version::Stale && !held.tag.is_empty() {
                    return status(exchange, 412);
                }
                status(exchange, 204)?;
                self.held.remove(&id);
                read.map_or(Ok(()), |read| status(read, 404))
            }
            RequestExpr::Search(search) => self.found(search, exchange),
        }
    }

    fn edited(
        &mut self,
        which: Which,
        version: Version,
        exchange: &Exchange,
        read: Option<&Exchange>,
        edit: impl Fn(&Shape, &Value) -> Result<Value, Refusal>,
    ) -> Result<(), Differs> {
        let id = self.id(which);
        let Some(held) = self.held.get(&id) else { return status(exchange, 404) };
        let Some(read) = read else { return Ok(()) };
        if version == Version::Stale && !held.tag.is_empty() {
            status(exchange, 412)?;
            let document = held.document.clone();
            return self.hold(&id, document, read);
        }
        let made = edit(&self.shape, &held.document);
        let before = held.document.clone();
        let made = self.written(made, Some(&id), exchange, &[200, 204])?;
        self.hold(&id, made.unwrap_or(before), read)
    }

    /// What a write makes; `None` if it is refused, as it must be.
    fn written(
        &self,
        made: Result<Value, Refusal>,
        id: Option<&str>,
        exchange: &Exchange,
        statuses: &[u16],
    ) -> Result<Option<Value>, Differs> {
        let made = match made {
            Ok(made) => made,
            Err(refusal) => {
                let answer = exchange.json();
                let kind = answer.get("scimType").and_then(Value::as_str).unwrap_or_default();
                return if refusal.allows(exchange.status(), kind) {
                    Ok(None)
                } else {
                    Err((refusal.to_string(), exchange.to_string()))
                };
            }
        };
        let own = keys::<R>(&self.shape, &made);
        let mut others = self.held.iter().filter(|(known, _)| Some(known.as_str()) != id);
        let taken =
            others.any(|(_, held)| !own.is_disjoint(&keys::<R>(&self.shape, &held.document)));
        if taken {
            status(exchange, 409)?;
            return Ok(None);
        }
        if !statuses.contains(&exchange.status()) {
            return Err((format!("{statuses:?} {made}"), exchange.to_string()));
        }
        Ok(Some(made))
    }

    /// Holds what a read gives, if it is what should be there.
    fn hold(&mut self, id: &str, mut document: Value, read: &Exchange) -> Result<(), Differs> {
        status(read, 200)?;
        let now = read.json();
        // ids and what is in `meta` are the store's to say
        if let Value::Object(members) = &mut document {
            for name in ["id", "meta"] {
                if let Some(value) = now.get(name) {
                    members.insert(name.to_owned(), value.clone());
                }
            }
            if let Some(now) = now.as_object() {
                adopt(&self.shape.attributes, members, now);
            }
        }
        let expected = oracle::project(&document, &self.shape, &ProjectionExpr::Default);
        same(&expected, &now, read)?;
        // the order of elements has no meaning, and which one is the first one has (sorting)
        if let (Value::Object(members), Some(now)) = (&mut document, now.as_object()) {
            for (name, value) in now {
                if expected.get(name) == members.get(name) {
                    members.insert(name.clone(), value.clone());
                }
            }
        }
        let tag = read.header("etag").to_owned();
        let before = self.held.remove(id);
        if let Some(before) = &before
            && before.tag == tag
            && !oracle::is_same_resource(&unstamped(&before.document), &unstamped(&document))
            && !tag.is_empty()
        {
            return Err(("another version".to_owned(), read.to_string()));
        }
        let stale = before
            .and_then(|before| if before.tag == tag { before.stale } else { Some(before.tag) });
        self.held.insert(id.to_owned(), Held { document, tag, stale });
        Ok(())
    }

    fn found(&self, search: &SearchExpr, exchange: &Exchange) -> Result<(), Differs> {
        let documents: Vec<&Value> = self.held.values().map(|held| &held.document).collect();
        let expected = self.matching(search, &documents);
        let (mut matching, answer) = match (expected, exchange.json()) {
            (Ok(matching), answer) => (matching, answer),
            (Err(refusal), answer) => {
                let kind = answer.get("scimType").and_then(Value::as_str).unwrap_or_default();
                return if refusal.allows(exchange.status(), kind) {
                    Ok(())
                } else {
                    Err((refusal.to_string(), exchange.to_string()))
                };
            }
        };
        status(exchange, 200)?;
        let total = matching.len();
        if answer.get("totalResults") != Some(&json!(total)) {
            return Err((format!("totalResults {total}"), exchange.to_string()));
        }
        let nothing = Vec::new();
        let resources = answer.get("Resources").and_then(Value::as_array).unwrap_or(&nothing);
        let request = message(search);
        let page = oracle::page(&matching, request.start_index, request.count, 1_000);
        if resources.len() != page.resources.len() {
            let expected = format!("{} resources", page.resources.len());
            return Err((expected, exchange.to_string()));
        }
        if search.sort_by.is_some() {
            matching = page.resources;
        }
        let mut seen = BTreeSet::new();
        for (index, resource) in resources.iter().enumerate() {
            let id = resource.get("id").and_then(Value::as_str).unwrap_or_default();
            let of = |document: &&&Value| document.get("id").and_then(Value::as_str) == Some(id);
            let found = if search.sort_by.is_some() {
                matching.get(index).filter(of)
            } else {
                // in any order that stays
                matching.iter().find(of)
            };
            let Some(found) = found.filter(|_| seen.insert(id.to_owned())) else {
                let ids: Vec<_> = matching.iter().map(|one| one.get("id")).collect();
                return Err((format!("{ids:?}"), exchange.to_string()));
            };
            let expected = oracle::project(found, &self.shape, &search.projection);
            same(&expected, resource, exchange)?;
        }
        Ok(())
    }

    /// The matches, sorted.
    fn matching<'d>(
        &self,
        search: &SearchExpr,
        documents: &[&'d Value],
    ) -> Result<Vec<&'d Value>, Refusal> {
        let mut matching = documents.to_vec();
        if let Some(filter) = &search.filter {
            let filter = oracle::filter::parse(&filter.to_string(), &self.shape, Dialect::RFC)?;
            matching.clear();
            for document in documents {
                if oracle::filter::matches(&filter, &self.shape, document, Dialect::RFC)? {
                    matching.push(document);
                }
            }
        }
        if let Some(by) = &search.sort_by {
            let (by, descending) = (by.to_string(), search.descending == Some(true));
            let compare = |a: &Value, b: &Value| {
                oracle::sort::compare(a, b, &by, descending, &self.shape, Dialect::RFC)
            };
            // what is wrong with `sortBy` is wrong with any resources
            compare(&Value::Null, &Value::Null)?;
            matching.sort_by(|a, b| compare(a, b).unwrap_or(Ordering::Equal));
        }
        Ok(matching)
    }
}

/// What is readOnly is the store's to say as well, where no one has said it yet: the `display` of a
/// new member.
fn adopt(attributes: &[Attribute], held: &mut Object, now: &Object) {
    for attribute in attributes {
        let name = &attribute.name;
        let Some(said) = now.get(name) else { continue };
        if attribute.mutability == Mutability::ReadOnly {
            held.entry(name).or_insert_with(|| said.clone());
            continue;
        }
        let parts = &attribute.sub_attributes;
        match (held.get_mut(name), said) {
            (Some(Value::Object(held)), Value::Object(said)) => adopt(parts, held, said),
            (Some(Value::Array(held)), Value::Array(said)) => {
                for one in held.iter_mut().filter_map(Value::as_object_mut) {
                    let is_it = |said: &&Object| {
                        one.iter().all(|(name, value)| said.get(name) == Some(value))
                    };
                    let found = said.iter().filter_map(Value::as_object).find(is_it);
                    if let Some(said) = found {
                        adopt(parts, one, said);
                    }
                }
            }
            _ => {}
        }
    }
}

fn status(exchange: &Exchange, expected: u16) -> Result<(), Differs> {
    if exchange.status() == expected {
        return Ok(());
    }
    Err((expected.to_string(), exchange.to_string()))
}

fn same(expected: &Value, actual: &Value, exchange: &Exchange) -> Result<(), Differs> {
    if oracle::is_same_resource(expected, actual) {
        return Ok(());
    }
    Err((expected.to_string(), exchange.to_string()))
}

#[cfg(test)]
mod tests;
