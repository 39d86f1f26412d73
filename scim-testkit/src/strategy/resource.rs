//! Whole valid resources, as request bodies and as servers hold them.

mod element;

pub(super) use element::element;

use super::leaf::member;
use super::target::{Extension, Field, Parts};
use super::text::recased;
use super::value::simple;
use super::{Generator, Settings, Source, Target};
use element::{elements, slots};
use scim_schema::compare::unicode_key;
use scim_schema::schema::{Mutability, Uniqueness};
use serde_json::{Map, Value};
use std::collections::HashSet;

type Object = Map<String, Value>;

/// Valid resources, as the body of a POST or PUT: no readOnly attribute unless
/// [`Settings::read_only`] asks for it.
///
/// `required`, `canonicalValues`, one `primary` at most and the URNs in `schemas` are honoured.
///
/// ```
/// use scim_testkit::strategy::{Settings, Target, resource};
///
/// let users = Target::of::<scim_schema::rfc::User>()?;
/// let simplest = resource(&users, &Settings::default()).simplest();
/// assert_eq!(simplest, serde_json::json!({
///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
///     "userName": "a",
/// }));
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn resource(target: &Target, settings: &Settings) -> Generator<Value> {
    let (target, settings) = (target.clone(), *settings);
    Generator::new(move |source| Value::Object(body(source, &target.parts, &settings)))
}

/// Up to `most` valid resources as a server holds and returns them: with `id`, `meta` and other
/// readOnly attributes, unique where their schema says so, without what is never returned.
///
/// ```
/// use scim_testkit::strategy::{Settings, Target, stored};
///
/// let groups = Target::of::<scim_schema::rfc::Group>()?;
/// for group in stored(&groups, &Settings::default(), 10).sample(3) {
///     assert!(group["id"].is_string() && group["meta"]["created"].is_string());
/// }
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn stored(target: &Target, settings: &Settings, most: usize) -> Generator<Vec<Value>> {
    let (target, settings) = (target.clone(), *settings);
    Generator::new(move |source| stored_list(source, &target.parts, &settings, most))
}

/// One resource as a server holds it.
pub(super) fn stored_one(source: &mut Source, parts: &Parts, settings: &Settings) -> Value {
    let (resource, meta) = held(source, parts, settings);
    with_server(resource, meta, parts, 0)
}

fn stored_list(source: &mut Source, parts: &Parts, settings: &Settings, most: usize) -> Vec<Value> {
    let list = source.list(most, |source| held(source, parts, settings));
    let mut unique = Unique::default();
    list.into_iter()
        .enumerate()
        .map(|(index, (mut resource, meta))| {
            unique.make(&mut resource, parts);
            with_server(resource, meta, parts, index)
        })
        .collect()
}

/// What a server holds of a body, near enough to ask for it.
pub(super) fn stored_view(body: &Object, parts: &Parts, index: usize) -> Value {
    with_server(body.clone(), Object::new(), parts, index)
}

/// What a client can say of a resource, and the parts of `meta`.
fn held(source: &mut Source, parts: &Parts, settings: &Settings) -> (Object, Object) {
    let settings = Settings { read_only: settings.optional, nulls: 0, respelled: 0, ..*settings };
    let resource = body(source, parts, &settings);
    let meta = parts.server.iter().find(|field| field.is("meta"));
    let whole = settings.read_only(100);
    match meta.and_then(|meta| complex(source, meta, &whole, &mut Scope::whole())) {
        Some(Value::Object(meta)) => (resource, meta),
        _ => (resource, Object::new()),
    }
}

/// With what the server gives it, and without what it never gives back.
fn with_server(mut resource: Object, mut meta: Object, parts: &Parts, index: usize) -> Value {
    let id = (index + 1).to_string();
    for (name, value) in [
        ("resourceType", parts.name.clone()),
        ("location", format!("https://example.com/v2{}/{id}", parts.endpoint)),
        ("version", format!("W/\"{index}\"")),
    ] {
        if let Some(held) = meta.get_mut(name) {
            *held = value.into();
        }
    }
    resource.insert("id".to_owned(), id.into());
    resource.insert("meta".to_owned(), Value::Object(meta));
    for (urn, field) in parts.attributes() {
        if field.attribute.mutability == Mutability::WriteOnly {
            let object = match urn {
                None => Some(&mut resource),
                Some(urn) => resource.get_mut(urn).and_then(Value::as_object_mut),
            };
            object.map(|object| object.remove(field.name()));
        }
    }
    Value::Object(resource)
}

/// What is unique among resources so far.
#[derive(Default)]
pub(super) struct Unique(HashSet<(String, String)>);

impl Unique {
    /// Gives a resource the values of another where it must differ.
    pub(super) fn copy(&self, other: &Value, resource: &mut Object, parts: &Parts) {
        for field in parts.fields.iter().filter(|f| f.attribute.uniqueness != Uniqueness::None) {
            let given = resource.iter_mut().find(|(name, _)| field.is(name));
            if let (Some((_, given)), Some(other)) = (given, member(other, field.name())) {
                *given = other.clone();
            }
        }
    }

    /// Gives a resource other values where it must differ from those before.
    pub(super) fn make(&mut self, resource: &mut Object, parts: &Parts) {
        for field in &parts.fields {
            // `resource` has its names as they were spelt
            if field.attribute.uniqueness == Uniqueness::None {
                continue;
            }
            let given = resource.iter_mut().find(|(name, _)| field.is(name));
            let Some((_, Value::String(text))) = given else { continue };
            let mut next = 1;
            let plain = text.clone();
            // equal under the widest folding is equal
            while !self.0.insert((field.path.clone(), unicode_key(text).into_owned())) {
                *text = format!("{plain}{next}");
                next += 1;
            }
        }
    }
}

/// The body of a POST.
pub(super) fn body(source: &mut Source, parts: &Parts, settings: &Settings) -> Object {
    let mut resource = Map::new();
    members(source, &parts.fields, settings, &mut Scope::whole(), &mut resource);
    let mut urns = vec![Value::from(parts.urn.as_str())];
    for extension in &parts.extensions {
        let members = extended(source, extension, settings);
        if let Some(members) = members {
            urns.push(extension.urn.as_str().into());
            resource.insert(extension.urn.clone(), Value::Object(members));
        }
    }
    resource.insert("schemas".to_owned(), Value::Array(urns));
    resource
}

fn extended(source: &mut Source, extension: &Extension, settings: &Settings) -> Option<Object> {
    source.span(|source| {
        let percent = if extension.required { 100 } else { settings.extensions };
        if !source.chance(percent) {
            return None;
        }
        let mut members_of = Map::new();
        members(source, &extension.fields, settings, &mut Scope::whole(), &mut members_of);
        (extension.required || members_of.values().any(is_assigned)).then_some(members_of)
    })
}

/// What one object may have, given those around it.
pub(super) struct Scope {
    /// Whether an element before it is primary.
    primary_taken: bool,
    element: bool,
}

impl Scope {
    pub(super) const fn whole() -> Self {
        Self { primary_taken: false, element: false }
    }

    /// Before any element.
    pub(super) const fn first() -> Self {
        Self { primary_taken: false, element: true }
    }

    /// Where no element may be primary.
    pub(super) const fn no_primary() -> Self {
        Self { primary_taken: true, element: true }
    }
}

fn members(
    source: &mut Source,
    fields: &[Field],
    settings: &Settings,
    scope: &mut Scope,
    into: &mut Object,
) {
    for field in fields {
        let read_only = !field.attribute.is_writable();
        let percent = match (read_only, field.attribute.required) {
            (true, _) => settings.read_only,
            (false, true) => 100,
            (false, false) => settings.optional,
        };
        let member = source.span(|source| {
            let value = if source.chance(percent) {
                value(source, field, settings, scope)?
            } else if !read_only && source.chance(settings.nulls) {
                if field.is_multi_valued() { Value::Array(vec![]) } else { Value::Null }
            } else {
                return None;
            };
            let respelled = source.chance(settings.respelled);
            let name = if respelled { recased(source, field.name()) } else { field.name().into() };
            Some((name, value))
        });
        into.extend(member);
    }
}

/// A value of an attribute, all its elements if it is multi-valued; `None` where nothing came out.
pub(super) fn value(
    source: &mut Source,
    field: &Field,
    settings: &Settings,
    scope: &mut Scope,
) -> Option<Value> {
    if field.is_multi_valued() {
        let least = usize::from(field.attribute.required);
        let elements = elements(source, field, settings, least);
        return (!elements.is_empty()).then_some(Value::Array(elements));
    }
    if field.is_complex() {
        return complex(source, field, settings, scope);
    }
    if scope.element && field.is_primary() {
        // false said of every element tells nothing, and is allowed
        let primary = !scope.primary_taken && source.chance(50);
        scope.primary_taken |= primary;
        return Some(primary.into());
    }
    Some(simple(source, field, settings))
}

/// A value of an attribute, with one element at least if it is multi-valued.
pub(super) fn some_value(source: &mut Source, field: &Field, settings: &Settings) -> Option<Value> {
    if !field.is_multi_valued() {
        return value(source, field, settings, &mut Scope::first());
    }
    let elements = if field.slots.is_empty() {
        elements(source, field, settings, 1)
    } else {
        let some = slots(source, field, settings);
        if some.is_empty() { slots(source, field, &settings.optional(100)) } else { some }
    };
    (!elements.is_empty()).then_some(Value::Array(elements))
}

/// One complex value with something in it.
fn complex(
    source: &mut Source,
    field: &Field,
    settings: &Settings,
    scope: &mut Scope,
) -> Option<Value> {
    let mut object = Map::new();
    members(source, &field.fields, settings, scope, &mut object);
    if !object.values().any(is_assigned) {
        // of a complex attribute one sub-attribute at least makes a value
        let settings = Settings { nulls: 0, empty: 0, ..*settings };
        let usual = || field.field("value").filter(|field| field.is_written());
        let first = || field.fields.iter().find(|field| field.is_written() && !field.is_primary());
        let any = || field.fields.first().filter(|_| settings.read_only > 0);
        let sub = usual().or_else(first).or_else(any)?;
        object.retain(|name, _| !name.eq_ignore_ascii_case(sub.name()));
        object.insert(sub.name().to_owned(), value(source, sub, &settings, scope)?);
    }
    Some(Value::Object(object))
}

/// Whether JSON says something (RFC 7643 section 2.5).
pub(super) fn is_assigned(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(elements) => elements.iter().any(is_assigned),
        Value::Object(members) => members.values().any(is_assigned),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
