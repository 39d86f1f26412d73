//! Whole valid resources, as request bodies and as servers hold them.

use super::target::{Extension, Field, Parts};
use super::text::recased;
use super::value::simple;
use super::{Generator, Settings, Source, Target};
use scim_schema::compare::unicode_key;
use scim_schema::schema::{Mutability, Uniqueness};
use serde_json::{Map, Value};
use std::collections::HashSet;

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

pub(super) fn stored_list(
    source: &mut Source,
    parts: &Parts,
    settings: &Settings,
    most: usize,
) -> Vec<Value> {
    let settings = Settings { read_only: settings.optional, nulls: 0, respelled: 0, ..*settings };
    let mut list = source.list(most, |source| {
        let mut resource = body(source, parts, &settings);
        let meta = parts.server.iter().find(|field| field.is("meta"));
        let whole = settings.read_only(100);
        let meta = meta.and_then(|meta| complex(source, meta, &whole, &mut Scope::whole()));
        (std::mem::take(&mut resource), meta)
    });
    let mut unique = Unique::default();
    list.iter_mut()
        .enumerate()
        .map(|(index, (resource, meta))| {
            unique.make(resource, parts);
            let mut meta = meta.take().unwrap_or_default();
            let id = (index + 1).to_string();
            if let Value::Object(meta) = &mut meta {
                let location = format!("https://example.com/v2{}/{id}", parts.endpoint);
                for (name, value) in [("resourceType", parts.name.clone()), ("location", location)]
                {
                    if meta.contains_key(name) {
                        meta.insert(name.to_owned(), value.into());
                    }
                }
                if let Some(version) = meta.get_mut("version") {
                    *version = format!("W/\"{index}\"").into();
                }
            }
            resource.insert("id".to_owned(), id.into());
            resource.insert("meta".to_owned(), meta);
            for (urn, field) in parts.attributes() {
                if field.attribute.mutability == Mutability::WriteOnly {
                    let object = match urn {
                        None => Some(&mut *resource),
                        Some(urn) => resource.get_mut(urn).and_then(Value::as_object_mut),
                    };
                    object.map(|object| object.remove(field.name()));
                }
            }
            Value::Object(std::mem::take(resource))
        })
        .collect()
}

/// What is unique among resources so far.
#[derive(Default)]
pub(super) struct Unique(HashSet<(String, String)>);

impl Unique {
    /// Gives a resource other values where it must differ from those before.
    pub(super) fn make(&mut self, resource: &mut Map<String, Value>, parts: &Parts) {
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
pub(super) fn body(source: &mut Source, parts: &Parts, settings: &Settings) -> Map<String, Value> {
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

fn extended(
    source: &mut Source,
    extension: &Extension,
    settings: &Settings,
) -> Option<Map<String, Value>> {
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
    into: &mut Map<String, Value>,
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
        let elements = elements(source, field, settings);
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

fn elements(source: &mut Source, field: &Field, settings: &Settings) -> Vec<Value> {
    if !field.slots.is_empty() {
        return slots(source, field, settings);
    }
    let mut scope = Scope { primary_taken: false, element: true };
    let least = usize::from(field.attribute.required);
    let first = (least > 0).then(|| element(source, field, settings, &mut scope)).flatten();
    let more = source.list(settings.elements.max(least) - least, |source| {
        element(source, field, settings, &mut scope)
    });
    let mut list: Vec<Value> = Vec::new();
    for element in first.into_iter().chain(more.into_iter().flatten()) {
        // elements with one `value` are one element
        if !list.iter().any(|other| same_element(other, &element)) {
            list.push(element);
        }
    }
    list
}

/// An element of a multi-valued attribute.
pub(super) fn element(
    source: &mut Source,
    field: &Field,
    settings: &Settings,
    scope: &mut Scope,
) -> Option<Value> {
    scope.element = true;
    if field.is_complex() {
        complex(source, field, settings, scope)
    } else {
        Some(simple(source, field, &Settings { empty: 0, ..*settings }))
    }
}

fn same_element(a: &Value, b: &Value) -> bool {
    let key = |element: &Value| {
        let value = element.get("value").unwrap_or(element);
        value.as_str().map_or_else(|| value.to_string(), |text| unicode_key(text).into_owned())
    };
    key(a) == key(b)
}

/// One element at most for each that a model can hold.
fn slots(source: &mut Source, field: &Field, settings: &Settings) -> Vec<Value> {
    let mut list = Vec::new();
    for slot in &field.slots {
        let element = source.span(|source| {
            if !source.chance(settings.optional) {
                return None;
            }
            let mut scope = Scope::no_primary();
            let Some(Value::Object(mut element)) = complex(source, field, settings, &mut scope)
            else {
                return None;
            };
            element.retain(|name, _| {
                let fixed = [slot.sub_attribute, "primary"];
                !fixed.iter().any(|fixed| fixed.eq_ignore_ascii_case(name))
            });
            if !element.values().any(is_assigned) {
                let other = |sub: &&Field| {
                    sub.is_written() && !sub.is(slot.sub_attribute) && !sub.is_primary()
                };
                let sub = field.fields.iter().find(other)?;
                element.insert(sub.name().to_owned(), value(source, sub, settings, &mut scope)?);
            }
            element.insert(slot.sub_attribute.to_owned(), slot.value.clone());
            if slot.primary {
                element.insert("primary".to_owned(), true.into());
            }
            Some(Value::Object(element))
        });
        list.extend(element);
    }
    list
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
