//! What is defined at run time, kept for as long as the process lives.
//!
//! The engines refer to schemas and nodes as static data. What a deployment defines is little and
//! is defined seldom, so it is leaked, once for each different definition.

use super::{DynamicExtension, FIRST, InvalidExtension};
use crate::resource::{Descriptor, Node, ScimResource};
use crate::schema::{Attribute, Schema, SchemaExtension, Type};
use std::any::TypeId;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

/// An extension.
pub(super) struct Interned {
    pub(super) schema: &'static Schema,
    pub(super) node: Node,
}

/// An attribute of any extension, which has one field number in the whole process.
pub(super) struct Definition {
    pub(super) attribute: &'static Attribute,
    /// The nodes of its sub-attributes, whose field numbers are their places.
    pub(super) parts: &'static [Node],
}

#[derive(Default)]
struct Registry {
    /// By the JSON of the schema.
    extensions: HashMap<String, &'static Interned>,
    definitions: Vec<&'static Definition>,
    /// By the JSON of the attribute.
    numbers: HashMap<String, u16>,
    /// By the type that is extended and the URN's place in memory.
    descriptors: HashMap<(TypeId, usize), Descriptor>,
}

static REGISTRY: LazyLock<RwLock<Registry>> = LazyLock::new(RwLock::default);

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// The attribute that a field number from [`FIRST`] on means.
pub(super) fn definition(field: u16) -> Option<&'static Definition> {
    let index = usize::from(field.checked_sub(FIRST)?);
    REGISTRY.read().unwrap_or_else(PoisonError::into_inner).definitions.get(index).copied()
}

/// The extension of this schema.
pub(super) fn intern(schema: &Schema) -> Result<&'static Interned, InvalidExtension> {
    let key = json(schema);
    let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = registry.extensions.get(&key) {
        return Ok(known);
    }
    let mut nodes = Vec::with_capacity(schema.attributes.len());
    for attribute in &*schema.attributes {
        nodes.push(registry.node(attribute)?);
    }
    let attributes = nodes.iter().map(|node| node.attribute.copied()).collect::<Vec<_>>();
    let schema = Schema::new(text(&schema.id), text(&schema.name), text(&schema.description))
        .attributes(leaked(attributes));
    let schema: &'static Schema = leaked(schema);
    let node = Node::group(
        leaked(Attribute::extension(schema)),
        member_key(&schema.id),
        leaked(nodes).as_slice(),
    )
    .extension();
    let interned = leaked(Interned { schema, node });
    registry.extensions.insert(key, interned);
    Ok(interned)
}

impl Registry {
    fn node(&mut self, attribute: &Attribute) -> Result<Node, InvalidExtension> {
        let key = json(attribute);
        let number = match self.numbers.get(&key) {
            Some(number) => *number,
            None => {
                let index = u16::try_from(self.definitions.len()).ok();
                let number = index.and_then(|index| FIRST.checked_add(index));
                let number = number.ok_or_else(|| {
                    InvalidExtension::of(
                        &*attribute.name,
                        "this process has defined all the attributes that it can",
                    )
                })?;
                let attribute = leaked(kept(attribute));
                let parts = attribute.sub_attributes.iter().zip(0..);
                let parts = parts.map(|(part, number)| field(part.clone(), number)).collect();
                let parts = leaked::<Vec<_>>(parts).as_slice();
                self.definitions.push(leaked(Definition { attribute, parts }));
                self.numbers.insert(key, number);
                number
            }
        };
        let index = usize::from(number - FIRST);
        let Some(Definition { attribute, parts }) = self.definitions.get(index) else {
            return Err(InvalidExtension::of(&*attribute.name, "the attribute is not known"));
        };
        let (key, name) = (member_key(&attribute.name), text(&attribute.name));
        Ok(match attribute.r#type {
            Type::Complex => Node::complex(attribute, key, number, name, parts),
            _ => Node::field(attribute, key, number, name),
        })
    }
}

fn field(attribute: Attribute, number: u16) -> Node {
    let (key, name) = (member_key(&attribute.name), text(&attribute.name));
    Node::field(leaked(attribute), key, number, name)
}

/// `,"name":`; names need no escape.
fn member_key(name: &str) -> &'static str {
    text(&format!(",\"{name}\":"))
}

/// A copy that borrows from what is kept.
fn kept(attribute: &Attribute) -> Attribute {
    let texts = |list: &[Cow<'static, str>]| -> &'static [Cow<'static, str>] {
        leaked(list.iter().map(|entry| Cow::Borrowed(text(entry))).collect::<Vec<_>>())
    };
    Attribute {
        name: Cow::Borrowed(text(&attribute.name)),
        r#type: attribute.r#type,
        sub_attributes: Cow::Borrowed(leaked(
            attribute.sub_attributes.iter().map(kept).collect::<Vec<_>>(),
        )),
        multi_valued: attribute.multi_valued,
        description: Cow::Borrowed(text(&attribute.description)),
        required: attribute.required,
        canonical_values: Cow::Borrowed(texts(&attribute.canonical_values)),
        // binary values and references are, whatever is said of them (RFC 7643 sections 2.3.6 and
        // 2.3.7), as where they are derived
        case_exact: attribute.case_exact
            || matches!(attribute.r#type, Type::Binary | Type::Reference),
        mutability: attribute.mutability,
        returned: attribute.returned,
        uniqueness: attribute.uniqueness,
        reference_types: Cow::Borrowed(texts(&attribute.reference_types)),
    }
}

/// Two definitions are the same when their documents are.
fn json(document: &impl serde::Serialize) -> String {
    // names and texts are strings, so this cannot fail
    serde_json::to_string(document).unwrap_or_default()
}

/// What describes a type with an extension; the type alone where it has no field for one, or
/// declares that extension itself.
pub(in crate::resource) fn described<R: ScimResource>(extension: DynamicExtension) -> Descriptor {
    let plain = R::descriptor();
    let urn = &*extension.schema().id;
    let declared = plain.extensions.iter().map(|schema| &*schema.id).chain([&*R::SCHEMA.id]);
    let Some(column) = R::DYNAMIC else { return plain };
    if declared.into_iter().any(|known| known.eq_ignore_ascii_case(urn)) {
        return plain;
    }
    let key = (TypeId::of::<R>(), extension.address());
    let known =
        REGISTRY.read().unwrap_or_else(PoisonError::into_inner).descriptors.get(&key).copied();
    known.unwrap_or_else(|| {
        let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
        *registry.descriptors.entry(key).or_insert_with(|| extended(plain, extension, column))
    })
}

fn extended(plain: Descriptor, extension: DynamicExtension, column: &'static str) -> Descriptor {
    let schema = extension.schema();
    let mut nodes = plain.nodes.to_vec();
    // `meta` comes last
    let place = nodes.iter().position(|node| node.name() == "meta").unwrap_or(nodes.len());
    nodes.insert(place, extension.node().held_by(column));
    let mut extensions = plain.extensions.to_vec();
    extensions.push(schema);
    let mut resource_type = plain.resource_type.clone();
    let mut listed = resource_type.schema_extensions.into_owned();
    listed.push(SchemaExtension::new(text(&schema.id), false));
    resource_type.schema_extensions = Cow::Owned(listed);
    Descriptor {
        schema: plain.schema,
        extensions: leaked(extensions),
        resource_type: leaked(resource_type),
        nodes: leaked(nodes),
    }
}
