//! JSON Schema (draft 2020-12) of resources, for API descriptions, form builders and
//! validators that do not know SCIM's own schemas.
//!
//! It describes a resource as the service provider returns it whole, which is what
//! [`Scim`](crate::write::Scim) writes without a projection:
//!
//! - `required` names what every answer has. An attribute that is required but `returned` `never`
//!   or `request` is not among them. A request may leave out what is `readOnly`, `id` above all.
//! - Objects take no other properties (`additionalProperties: false`): what a model does not map is
//!   never written. A server ignores more in a request, so do not refuse requests by it.
//! - Names are in the case of the schema, though SCIM compares them without case (RFC 7643 section
//!   2.1), and what has no value is absent, though SCIM takes `null` for the same (section 2.5).
//! - `canonicalValues` are suggestions (section 7), so they are `examples`, not an `enum`.
//! - `format` is an annotation. A `dateTime` that a client sent without a time zone is written back
//!   as it came, and is then none of RFC 3339's, which `date-time` means.
//! - `caseExact`, `uniqueness` and `immutable` have no counterpart.
//! - An extension that is defined at run time, behind `#[scim(dynamic)]`, is not of the type but of
//!   who asks: [`of_descriptor`] describes what they get, [`of`] a resource without it.

use crate::resource::{Descriptor, Node, ScimResource};
use crate::schema::{Attribute, ID, Mutability, Returned, SCHEMAS, Schema, Type};
use schemars::consts::meta_schemas::DRAFT2020_12;
use serde_json::{Map, Value, json};

/// The JSON Schema of a resource: its attributes, its extensions under their URNs, `schemas`, `id`,
/// and of `externalId` and `meta` what the model maps.
///
/// ```
/// # use scim_schema::{ScimResource, json_schema};
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(schema = "urn:example:scim:schemas:2.0:Badge", endpoint = "/Badges")]
/// struct Badge {
///     #[scim(id)]
///     id: String,
///     #[scim(required)]
///     serial_number: String,
/// }
/// let schema = json_schema::of::<Badge>();
/// assert_eq!(schema.pointer("/properties/serialNumber/type").unwrap(), "string");
/// assert_eq!(schema.get("required").unwrap(), &serde_json::json!(["schemas", "id", "serialNumber"]));
/// ```
#[must_use]
pub fn of<R: ScimResource>() -> schemars::Schema {
    of_descriptor(&R::descriptor())
}

/// The same of what a descriptor has, such as [`ScimResource::descriptor_with`] an extension that is
/// defined at run time.
///
/// ```
/// # use scim_schema::{ScimResource, json_schema};
/// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
/// use scim_schema::schema::{Attribute, Schema, Type};
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     user_name: String,
///     #[scim(dynamic)]
///     extra: DynamicAttributes,
/// }
/// let acme = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
///     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
/// let acme = DynamicExtension::new(&acme)?;
/// let schema = json_schema::of_descriptor(&Member::descriptor_with(Some(acme)));
/// let centre = "/properties/urn:example:acme:2.0:User/properties/costCentre/type";
/// assert_eq!(schema.pointer(centre).unwrap(), "integer");
/// assert!(json_schema::of::<Member>().pointer(centre).is_none(), "others have it not");
/// # Ok::<(), scim_schema::resource::dynamic::InvalidExtension>(())
/// ```
#[must_use]
pub fn of_descriptor(descriptor: &Descriptor) -> schemars::Schema {
    let mut object = Object::default();
    object.required.push(SCHEMAS.name.to_string());
    object.properties.insert(SCHEMAS.name.to_string(), schemas(descriptor));
    object.attribute(ID);
    if let Some(node) = node(descriptor.nodes, "externalId") {
        object.attribute(node.attribute);
    }
    object.attributes(&descriptor.schema.attributes);
    for extension in descriptor.extensions {
        let mut inner = Object::default();
        inner.attributes(&extension.attributes);
        let listed = descriptor.resource_type.schema_extensions.iter();
        if listed.filter(|listed| listed.required).any(|listed| listed.schema == extension.id) {
            object.required.push(extension.id.to_string());
        }
        let mut value = inner.into_value();
        annotate(&mut value, &extension.name, &extension.description);
        object.properties.insert(extension.id.to_string(), value);
    }
    if let Some(node) = node(descriptor.nodes, "meta") {
        object.properties.insert("meta".to_owned(), meta(node, descriptor));
    }

    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!(DRAFT2020_12));
    let mut value = object.into_value();
    let Schema { name, description, .. } = descriptor.schema;
    annotate(&mut value, name, description);
    if let Value::Object(value) = value {
        root.extend(value);
    }
    schemars::Schema::from(root)
}

fn node<'a>(nodes: &'a [Node], name: &str) -> Option<&'a Node> {
    nodes.iter().find(|node| node.name() == name)
}

/// The URNs of the resource's schemas; the primary one is always there (RFC 7643 section 3).
fn schemas(descriptor: &Descriptor) -> Value {
    let urns = std::iter::once(descriptor.schema).chain(descriptor.extensions.iter().copied());
    let urns: Vec<_> = urns.map(|schema| &schema.id).collect();
    json!({
        "description": SCHEMAS.description,
        "type": "array",
        "items": { "type": "string", "enum": urns },
        "contains": { "const": descriptor.schema.id },
        "uniqueItems": true,
    })
}

fn meta(node: &Node, descriptor: &Descriptor) -> Value {
    let mut object = Object::default();
    for part in node.nodes() {
        object.attribute(part.attribute);
    }
    if let Some(Value::Object(name)) = object.properties.get_mut("resourceType") {
        name.insert("const".to_owned(), json!(descriptor.resource_type.name));
    }
    let mut value = object.into_value();
    annotate(&mut value, "", &node.attribute.description);
    mark(&mut value, node.attribute);
    value
}

/// The properties of an object in the making.
#[derive(Default)]
struct Object {
    properties: Map<String, Value>,
    required: Vec<String>,
}

impl Object {
    fn attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            self.attribute(attribute);
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        let returned = matches!(attribute.returned, Returned::Always | Returned::Default);
        if attribute.required && returned && attribute.mutability != Mutability::WriteOnly {
            self.required.push(attribute.name.to_string());
        }
        self.properties.insert(attribute.name.to_string(), property(attribute));
    }

    fn into_value(self) -> Value {
        let mut value = json!({
            "type": "object",
            "properties": self.properties,
            "additionalProperties": false,
        });
        if let (false, Value::Object(object)) = (self.required.is_empty(), &mut value) {
            object.insert("required".to_owned(), json!(self.required));
        }
        value
    }
}

fn property(attribute: &Attribute) -> Value {
    let mut value = single(attribute);
    if !attribute.canonical_values.is_empty()
        && let Value::Object(object) = &mut value
    {
        object.insert("examples".to_owned(), json!(attribute.canonical_values));
    }
    if attribute.multi_valued {
        value = json!({ "type": "array", "items": value });
        if let (true, Value::Object(array)) = (attribute.required, &mut value) {
            // an empty array is no value (RFC 7643 section 2.5)
            array.insert("minItems".to_owned(), json!(1));
        }
    }
    annotate(&mut value, "", &attribute.description);
    mark(&mut value, attribute);
    value
}

/// One value (RFC 7643 section 2.3).
fn single(attribute: &Attribute) -> Value {
    match attribute.r#type {
        Type::String => json!({ "type": "string" }),
        Type::Boolean => json!({ "type": "boolean" }),
        Type::Decimal => json!({ "type": "number" }),
        Type::Integer => json!({ "type": "integer" }),
        Type::DateTime => json!({ "type": "string", "format": "date-time" }),
        Type::Binary => json!({ "type": "string", "contentEncoding": "base64" }),
        Type::Reference => json!({ "type": "string", "format": "uri-reference" }),
        Type::Complex => {
            let mut object = Object::default();
            object.attributes(&attribute.sub_attributes);
            object.into_value()
        }
    }
}

fn annotate(value: &mut Value, title: &str, description: &str) {
    let Value::Object(object) = value else { return };
    for (key, text) in [("title", title), ("description", description)] {
        if !text.is_empty() {
            object.insert(key.to_owned(), json!(text));
        }
    }
}

fn mark(value: &mut Value, attribute: &Attribute) {
    let key = match attribute.mutability {
        Mutability::ReadOnly => "readOnly",
        Mutability::WriteOnly => "writeOnly",
        Mutability::ReadWrite | Mutability::Immutable => return,
    };
    if let Value::Object(object) = value {
        object.insert(key.to_owned(), json!(true));
    }
}
