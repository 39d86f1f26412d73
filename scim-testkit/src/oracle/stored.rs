//! The one place that looks at a model: its shape, and what it holds as a document.

use super::shape::{Attribute, Held, Hold, Shape, Slot};
use scim_schema::resource::{
    Descriptor, Flags, Kind, Literal, Model, Node, Place, Scalar, ScimResource, Value as Field,
    View,
};
use scim_schema::schema::Attribute as Declared;
use scim_schema::schema::Type;
use serde_json::{Map, Number, Value};
use std::sync::Arc;

/// What a document has in the place of a secret that is assigned: nobody can read it.
pub const SECRET: &str = "(a secret)";

/// All that a resource holds of its schema, whatever is returned: no nulls and nothing empty.
///
/// ```
/// use scim_schema::rfc::Group;
/// use scim_testkit::oracle::document;
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let held = document(&group);
/// assert_eq!(held["displayName"], "Staff");
/// assert!(held.get("members").is_none(), "nothing is held of an empty list");
/// ```
#[must_use]
pub fn document<R: ScimResource>(resource: &R) -> Value {
    Value::Object(members(resource, R::NODES, 0, &R::descriptor()))
}

/// The same with `meta.location` below a base URL.
#[must_use]
pub(crate) fn document_at<R: ScimResource>(resource: &R, base: &str) -> Value {
    let mut document = document(resource);
    let location = format!(
        "{}{}/{}",
        base.trim_end_matches('/'),
        R::RESOURCE_TYPE.endpoint,
        percent_encoded(&resource.id().to_string())
    );
    if let Some(Value::Object(meta)) = document.get_mut("meta") {
        meta.insert("location".to_owned(), location.into());
    }
    document
}

/// RFC 3986 section 2.3: all but unreserved characters.
fn percent_encoded(segment: &str) -> String {
    let mut encoded = String::new();
    for byte in segment.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn members(
    model: &dyn Model,
    nodes: &[Node],
    base: u16,
    descriptor: &Descriptor,
) -> Map<String, Value> {
    let mut object = Map::new();
    for node in nodes {
        if let Some(value) = held(model, node, base + node.base, descriptor) {
            object.insert(node.name().to_owned(), value);
        }
    }
    // the schemas of extensions that have values are in use (RFC 7643 section 3.3)
    if let Some(Value::Array(urns)) = object.get("schemas").cloned() {
        let mut urns = urns;
        for node in nodes.iter().filter(|node| node.flags.has(Flags::EXTENSION)) {
            if object.contains_key(node.name()) {
                urns.push(node.name().into());
            }
        }
        object.insert("schemas".to_owned(), Value::Array(urns));
    }
    object
}

/// What a node of a model holds; `None` if it is unassigned.
fn held(model: &dyn Model, node: &Node, base: u16, descriptor: &Descriptor) -> Option<Value> {
    match node.kind {
        Kind::Field(field) | Kind::Complex(field, _) => {
            value(&model.get(base + field), node.attribute.r#type, descriptor)
        }
        Kind::Group(nodes) => object(members(model, nodes, base, descriptor)),
        Kind::Slots(slots) => {
            let elements: Vec<_> =
                slots.iter().filter_map(|slot| element(model, slot, base, descriptor)).collect();
            (!elements.is_empty()).then_some(Value::Array(elements))
        }
        Kind::Schemas => Some(Value::Array(vec![descriptor.schema.id.as_ref().into()])),
        Kind::ResourceType => Some(descriptor.resource_type.name.as_ref().into()),
        Kind::Version(field) => {
            let version = value(&model.get(base + field), Type::String, descriptor)?;
            let tag: String = version
                .as_str()?
                .chars()
                // what an opaque tag may have (RFC 9110 section 8.8.3), and no backslash
                .filter(|c| *c > ' ' && !matches!(c, '"' | '\\' | '\u{7f}'))
                .collect();
            (!tag.is_empty()).then(|| format!("W/\"{tag}\"").into())
        }
        // the location, which has to do with where it is served
        _ => None,
    }
}

fn object(members: Map<String, Value>) -> Option<Value> {
    (!members.is_empty()).then_some(Value::Object(members))
}

/// The element of a slot: its parts, and what its declaration says it is.
fn element(model: &dyn Model, slot: &Slotted, base: u16, descriptor: &Descriptor) -> Option<Value> {
    let mut parts = match slot.element {
        None => members(model, slot.nodes, base, descriptor),
        Some(field) => match value(&model.get(base + field), Type::Complex, descriptor)? {
            Value::Object(parts) => parts,
            _ => return None,
        },
    };
    // an element is there for what its declaration does not say
    let declared =
        |name: &str| name == slot.selector.sub_attribute || (slot.primary && name == "primary");
    if parts.keys().all(|name| declared(name)) {
        return None;
    }
    if slot.primary {
        parts.insert("primary".to_owned(), true.into());
    }
    parts.insert(slot.selector.sub_attribute.to_owned(), literal(slot.selector.value));
    Some(Value::Object(parts))
}

type Slotted = scim_schema::resource::Slot;

fn literal(literal: Literal) -> Value {
    match literal {
        Literal::String(text) => text.into(),
        Literal::Boolean(value) => value.into(),
    }
}

fn value(view: &View<'_>, r#type: Type, descriptor: &Descriptor) -> Option<Value> {
    let is_text = !matches!(r#type, Type::Boolean | Type::Decimal | Type::Integer);
    Some(match view {
        View::Boolean(value) => (*value).into(),
        View::Integer(value) if is_text => value.to_string().into(),
        View::Integer(value) => match i64::try_from(*value) {
            Ok(value) => value.into(),
            Err(_) => u64::try_from(*value).ok()?.into(),
        },
        View::Decimal(value) => Value::Number(Number::from_f64(*value)?),
        View::String(text) => (*text).into(),
        View::DateTime(value) => value.as_str().into(),
        View::Display(value) => value.to_string().into(),
        View::Secret(_) => SECRET.into(),
        View::Complex(model) => object(members(*model, model.nodes(), 0, descriptor))?,
        View::List(list) => {
            let elements: Vec<_> = (0..list.len())
                .filter_map(|index| value(&list.at(index), r#type, descriptor))
                .collect();
            if elements.is_empty() {
                return None;
            }
            Value::Array(elements)
        }
        View::Computed(field) => return value(&field.view(), r#type, descriptor),
        _ => return None,
    })
}

/// How to come to the model that has a field: by the fields that hold it.
#[derive(Clone)]
enum Step {
    /// The complex value of a field.
    Complex(u16),
    /// A new element of the list of a field.
    Element(u16),
}

/// A way to try values: a copy of the sample, and the model in it that has the field.
#[derive(Clone)]
struct Probe {
    copy: Arc<dyn Fn() -> Box<dyn Model> + Send + Sync>,
    route: Vec<Step>,
    descriptor: Descriptor,
}

pub(super) fn shape<R: ScimResource>(sample: &R) -> Shape {
    let (sample, descriptor) = (sample.clone(), R::descriptor());
    let copy = Arc::new(move || Box::new(sample.clone()) as Box<dyn Model>);
    let probe = Probe { copy, route: Vec::new(), descriptor };
    Shape {
        urn: descriptor.schema.id.to_string(),
        resource_type: descriptor.resource_type.name.to_string(),
        attributes: probe.attributes(descriptor.nodes, 0),
    }
}

impl Probe {
    fn below(&self, step: Step) -> Self {
        let mut below = self.clone();
        below.route.push(step);
        below
    }

    fn attributes(&self, nodes: &[Node], base: u16) -> Vec<Attribute> {
        nodes.iter().map(|node| self.attribute(node, base + node.base)).collect()
    }

    fn attribute(&self, node: &Node, base: u16) -> Attribute {
        let several = node.attribute.multi_valued;
        let mut attribute = declared(node.attribute);
        attribute.keep = node.flags.has(Flags::KEEP);
        attribute.key = node.flags.has(Flags::KEY);
        attribute.extension = node.flags.has(Flags::EXTENSION);
        attribute.unicode |= node.fold_column.is_some();
        match node.kind {
            Kind::Field(field) => {
                attribute.hold = self.hold(base + field, node.attribute.r#type, several);
                attribute.cleared = self.cleared(base + field, node.attribute.r#type);
                attribute.default = self.default(node, base + field);
                attribute.blank = self.blank(base + field, node.attribute.r#type);
            }
            Kind::Complex(field, nodes) => {
                let step = if several { Step::Element } else { Step::Complex };
                attribute.sub_attributes = self.below(step(base + field)).attributes(nodes, 0);
                attribute.cleared = self.cleared(base + field, Type::Complex);
                attribute.default = self.default(node, base + field);
            }
            Kind::Group(nodes) => {
                let held = self.attributes(nodes, base);
                // what is defined and held by no field has no value: of `meta`, which every
                // resource has (RFC 7643 section 3.1), a model may hold a part
                attribute
                    .sub_attributes
                    .retain(|one| held.iter().all(|held| held.name != one.name));
                attribute.sub_attributes.extend(held);
                attribute.cleared = Held::Refused;
            }
            Kind::Slots(slots) => {
                attribute.slots = slots.iter().map(|slot| self.slot(slot, base)).collect();
                attribute.cleared = Held::Refused;
                for sub_attribute in &mut attribute.sub_attributes {
                    let mut held = attribute.slots.iter().flat_map(|slot| &slot.sub_attributes);
                    sub_attribute.unicode |=
                        held.any(|held| held.name == sub_attribute.name && held.unicode);
                }
            }
            Kind::Version(_) => {}
            _ => attribute.computed = true,
        }
        attribute
    }

    fn slot(&self, slot: &Slotted, base: u16) -> Slot {
        let sub_attributes = match slot.element {
            None => self.attributes(slot.nodes, base),
            Some(field) => self.below(Step::Complex(base + field)).attributes(slot.nodes, 0),
        };
        Slot {
            selector: slot.selector.sub_attribute.to_owned(),
            value: literal(slot.selector.value),
            primary: slot.primary,
            whole: slot.element.is_some(),
            sub_attributes,
        }
    }

    /// Does something with a field of a fresh copy, and answers what the field then holds.
    fn attempt(
        &self,
        field: u16,
        r#type: Type,
        act: &mut dyn FnMut(&mut dyn Model) -> Option<()>,
    ) -> Held {
        let mut copy = (self.copy)();
        let mut answer = Held::Refused;
        walk(&mut *copy, &self.route, &mut |model| {
            if act(model).is_some() {
                answer = match value(&model.get(field), r#type, &self.descriptor) {
                    Some(value) => Held::Value(value),
                    None => Held::Nothing,
                };
            }
        });
        answer
    }

    fn hold(&self, field: u16, r#type: Type, several: bool) -> Hold {
        let probe = self.clone();
        Arc::new(move |value| {
            let Some(scalar) = scalar(value) else { return Held::Refused };
            let held = probe.attempt(field, r#type, &mut |model| {
                edit(model.edit(field)?, &mut |field| {
                    if !several {
                        return field.set(scalar).ok().map(drop);
                    }
                    let list = field.list()?;
                    list.retain(&mut |_| false);
                    list.push(scalar).ok()
                })
            });
            match held {
                Held::Value(Value::Array(mut elements)) => {
                    elements.pop().map_or(Held::Nothing, Held::Value)
                }
                held => held,
            }
        })
    }

    fn cleared(&self, field: u16, r#type: Type) -> Held {
        self.attempt(field, r#type, &mut |model| {
            edit(model.edit(field)?, &mut |field| field.clear().ok().map(drop))
        })
    }

    fn default(&self, node: &Node, field: u16) -> Option<Value> {
        if !node.flags.has(Flags::DEFAULT) {
            return None;
        }
        let held = self.attempt(field, node.attribute.r#type, &mut |model| {
            model.set_default(field);
            Some(())
        });
        match held {
            Held::Value(value) => Some(value),
            Held::Nothing | Held::Refused => None,
        }
    }

    /// What a field holds where the value that it is a part of was not there before.
    fn blank(&self, field: u16, r#type: Type) -> Option<Value> {
        let (whole, above) = self.route.split_last()?;
        let (mut copy, mut held) = ((self.copy)(), None);
        walk(&mut *copy, above, &mut |model| {
            if let Step::Complex(whole) = whole {
                // what always is there is never made
                let cleared = model
                    .edit(*whole)
                    .and_then(|place| edit(place, &mut |field| field.clear().ok().map(drop)));
                if cleared.is_none() {
                    return;
                }
            }
            walk(model, std::slice::from_ref(whole), &mut |model| {
                held = value(&model.get(field), r#type, &self.descriptor);
            });
        });
        held
    }
}

fn walk(model: &mut dyn Model, route: &[Step], then: &mut dyn FnMut(&mut dyn Model)) {
    let Some((step, rest)) = route.split_first() else { return then(model) };
    let (Step::Complex(field) | Step::Element(field)) = step;
    let Some(place) = model.edit(*field) else { return };
    edit(place, &mut |field| {
        let inner = match step {
            Step::Complex(_) => field.complex(),
            Step::Element(_) => field.list()?.push_blank(),
        };
        walk(inner?, rest, then);
        Some(())
    });
}

fn edit(place: Place<'_>, act: &mut dyn FnMut(&mut dyn Field) -> Option<()>) -> Option<()> {
    place.edit(act).ok()?
}

fn scalar(value: &Value) -> Option<Scalar<'_>> {
    Some(match value {
        Value::Bool(value) => Scalar::Boolean(*value),
        Value::String(text) => Scalar::String(text),
        Value::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
            (Some(value), ..) => Scalar::Integer(value.into()),
            (_, Some(value), _) => Scalar::Integer(value.into()),
            (.., value) => Scalar::Decimal(value?),
        },
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    })
}

/// An attribute as the schema declares it, held by nothing.
fn declared(attribute: &Declared) -> Attribute {
    Attribute {
        name: attribute.name.to_string(),
        r#type: attribute.r#type,
        multi_valued: attribute.multi_valued,
        required: attribute.required,
        case_exact: attribute.case_exact,
        mutability: attribute.mutability,
        returned: attribute.returned,
        // RFC 7644 section 5
        unicode: attribute.name.eq_ignore_ascii_case("userName"),
        keep: false,
        owned: false,
        key: false,
        extension: false,
        computed: false,
        default: None,
        blank: None,
        cleared: Held::Nothing,
        hold: Arc::new(|value| Held::Value(value.clone())),
        slots: Vec::new(),
        sub_attributes: attribute.sub_attributes.iter().map(declared).collect(),
    }
}

#[cfg(test)]
mod tests;
