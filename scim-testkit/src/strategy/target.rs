//! What is generated for: a resource type and its schemas, checked once.

mod check;
mod error;
mod field;
mod learn;

pub use error::SchemaError;
pub(super) use field::{Field, Slot};
pub(super) use learn::{attribute_of, create, simplest};

use scim_schema::ScimResource;
use scim_schema::resource::{Descriptor, Flags};
use scim_schema::schema::{EXTERNAL_ID, ID, META, ResourceType, Schema};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;

/// A resource type and its schemas: all that generators know.
///
/// It is checked when it is made. A schema that no resource can satisfy is an error then, never a
/// generator that rejects without end.
///
/// ```
/// use scim_testkit::strategy::Target;
///
/// // of a type with a derive
/// let users = Target::of::<scim_schema::rfc::User>()?;
/// assert_eq!(users.name(), "User");
///
/// // of any server's documents
/// let badges = Target::from_json(
///     r#"{"name": "Badge", "endpoint": "/Badges", "schema": "urn:example:Badge"}"#,
///     r#"{"Resources": [{"id": "urn:example:Badge", "attributes": [
///         {"name": "serialNumber", "type": "string", "required": true}]}]}"#,
/// )?;
/// assert_eq!(badges.endpoint(), "/Badges");
///
/// let error = Target::from_json(
///     r#"{"name": "Badge", "endpoint": "/Badges", "schema": "urn:example:Badge"}"#,
///     r#"[{"id": "urn:example:Badge", "attributes": [{"name": "door", "type": "complex"}]}]"#,
/// );
/// assert_eq!(
///     error.unwrap_err().to_string(),
///     "`door` is complex and has no sub-attributes; list them in `subAttributes`"
/// );
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Target {
    pub(super) parts: Arc<Parts>,
}

#[derive(Debug, Clone)]
pub(super) struct Parts {
    pub(super) name: String,
    pub(super) endpoint: String,
    pub(super) urn: String,
    /// The attributes that stand in the resource itself: those of the primary schema, and
    /// `externalId` if it is mapped.
    pub(super) fields: Vec<Field>,
    pub(super) extensions: Vec<Extension>,
    /// `id` and `meta`, which servers set.
    pub(super) server: Vec<Field>,
}

#[derive(Debug, Clone)]
pub(super) struct Extension {
    pub(super) urn: String,
    pub(super) required: bool,
    pub(super) fields: Vec<Field>,
}

impl Target {
    /// The target of a type with a derive. What its fields can hold is found out by trying, so
    /// bounds of numbers and closed enums are kept.
    ///
    /// # Errors
    /// When no resource can satisfy the schema.
    pub fn of<R: ScimResource + Default>() -> Result<Self, SchemaError> {
        Self::of_base(&R::default())
    }

    /// The target of a type with a derive that has no default, from any value of it.
    ///
    /// ```
    /// use scim_schema::ScimResource;
    /// use scim_testkit::strategy::{Settings, Target, resource};
    ///
    /// /// What nobody can have by default.
    /// #[derive(Debug, Clone, ScimResource)]
    /// #[scim(schema = "urn:example:Lamp", endpoint = "/Lamps")]
    /// struct Lamp {
    ///     #[scim(id)]
    ///     id: u64,
    ///     #[scim(required)]
    ///     watts: u8,
    /// }
    ///
    /// let lamps = Target::of_base(&Lamp { id: 1, watts: 40 })?;
    /// let watts = |body: serde_json::Value| body["watts"].as_u64();
    /// // what the field cannot hold is not generated
    /// assert!(resource(&lamps, &Settings::default()).samples().take(50).all(|one| watts(one) <= Some(255)));
    /// # Ok::<(), scim_testkit::strategy::SchemaError>(())
    /// ```
    ///
    /// # Errors
    /// As [`of`](Self::of).
    pub fn of_base<R: ScimResource>(base: &R) -> Result<Self, SchemaError> {
        let mut target = Self::described(&R::descriptor())?;
        if let Some(parts) = Arc::get_mut(&mut target.parts) {
            learn::bounds(parts, base)?;
        }
        Ok(target)
    }

    fn described(descriptor: &Descriptor) -> Result<Self, SchemaError> {
        let extensions: Vec<Schema> =
            descriptor.extensions.iter().map(|schema| (*schema).clone()).collect();
        let mut target = Self::new(descriptor.resource_type, descriptor.schema, &extensions)?;
        if let Some(parts) = Arc::get_mut(&mut target.parts) {
            let mapped = |name: &str| descriptor.nodes.iter().any(|node| node.name() == name);
            parts.fields.retain(|field| field.path != "externalId" || mapped("externalId"));
            for node in descriptor.nodes {
                if node.flags.has(Flags::EXTENSION) {
                    let extension =
                        parts.extensions.iter_mut().find(|extension| extension.urn == node.name());
                    if let Some(extension) = extension {
                        field::add_slots(&mut extension.fields, node.nodes());
                    }
                }
            }
            field::add_slots(&mut parts.fields, descriptor.nodes);
            if let Some(meta) = parts.server.iter_mut().find(|field| field.path == "meta") {
                let mapped = descriptor.nodes.iter().find(|node| node.name() == "meta");
                let nodes = mapped.map_or(&[][..], |node| node.nodes());
                meta.fields.retain(|field| nodes.iter().any(|node| node.name() == field.name()));
            }
        }
        Ok(target)
    }

    /// The target of a resource type, its primary schema and the schemas of its extensions.
    ///
    /// An optional extension whose schema is not given is left out.
    ///
    /// ```
    /// use scim_schema::{ScimExtension, ScimResource, rfc::{EnterpriseUser, User}};
    /// use scim_testkit::strategy::{Settings, Target, resource};
    ///
    /// let users = Target::new(User::RESOURCE_TYPE, User::SCHEMA, &[EnterpriseUser::SCHEMA.clone()])?
    ///     .without("password")?;
    /// assert_eq!((users.name(), users.endpoint(), users.urn()), ("User", "/Users", &*User::SCHEMA.id));
    /// let bodies = resource(&users, &Settings::default().optional(100));
    /// assert!(bodies.samples().take(5).all(|body| body.get("password").is_none()));
    /// # Ok::<(), scim_testkit::strategy::SchemaError>(())
    /// ```
    ///
    /// # Errors
    /// When no resource can satisfy the schemas, or they are not those of the resource type.
    pub fn new(
        resource_type: &ResourceType,
        schema: &Schema,
        extensions: &[Schema],
    ) -> Result<Self, SchemaError> {
        if !schema.id.eq_ignore_ascii_case(&resource_type.schema) {
            return Err(SchemaError::new(
                &*schema.id,
                format!("is not the schema of the resource type, `{}`", resource_type.schema),
            ));
        }
        check::schema(schema, "")?;
        let mut held = Vec::new();
        let mut urns = HashSet::from([schema.id.to_ascii_lowercase()]);
        for declared in resource_type.schema_extensions.iter() {
            if !urns.insert(declared.schema.to_ascii_lowercase()) {
                return Err(SchemaError::new(&*declared.schema, "is a schema of the type twice"));
            }
            let found = extensions.iter().find(|s| s.id.eq_ignore_ascii_case(&declared.schema));
            let Some(schema) = found else {
                if declared.required {
                    return Err(SchemaError::new(
                        &*declared.schema,
                        "is a required extension, and its schema is not given",
                    ));
                }
                continue;
            };
            check::schema(schema, &format!("{}:", schema.id))?;
            let fields = Field::all(&schema.attributes, &format!("{}:", schema.id));
            let urn = schema.id.clone().into_owned();
            held.push(Extension { urn, required: declared.required, fields });
        }
        let mut fields = Field::all(&schema.attributes, "");
        fields.push(Field::new(EXTERNAL_ID, ""));
        let parts = Parts {
            name: resource_type.name.clone().into_owned(),
            endpoint: resource_type.endpoint.clone().into_owned(),
            urn: schema.id.clone().into_owned(),
            fields,
            extensions: held,
            server: vec![Field::new(ID, ""), Field::new(META, "")],
        };
        Ok(Self { parts: Arc::new(parts) })
    }

    /// The target of JSON documents as servers answer them: a resource type, and its schemas in
    /// an array or a list response.
    ///
    /// # Errors
    /// When they are not such documents, an attribute's type included, and as [`new`](Self::new).
    pub fn from_json(resource_type: &str, schemas: &str) -> Result<Self, SchemaError> {
        let resource_type: ResourceType = read("the resource type", resource_type)?;
        let mut schemas: Value = read("the list of schemas", schemas)?;
        if let Some(list) = schemas.get_mut("Resources") {
            schemas = list.take();
        }
        let schemas: Vec<Schema> = serde_json::from_value(schemas).map_err(|error| {
            SchemaError::new("the list of schemas", format!("cannot be read: {error}"))
        })?;
        let primary = schemas.iter().find(|s| s.id.eq_ignore_ascii_case(&resource_type.schema));
        let Some(primary) = primary else {
            return Err(SchemaError::new(
                &*resource_type.schema,
                "is the schema of the resource type, and is not given",
            ));
        };
        Self::new(&resource_type, primary, &schemas)
    }

    /// With no other values of a simple attribute than these: of `members.value` the ids that a
    /// server knows, as no schema tells which others it refuses. An attribute of an extension has
    /// its URN before it.
    ///
    /// ```
    /// use scim_testkit::strategy::{Settings, Target, resource};
    ///
    /// let groups = Target::of::<scim_schema::rfc::Group>()?;
    /// let groups = groups.only("displayName", ["Red", "Blue"])?;
    /// let group = resource(&groups, &Settings::default()).sample(1);
    /// assert!(group["displayName"] == "Red" || group["displayName"] == "Blue");
    /// # Ok::<(), scim_testkit::strategy::SchemaError>(())
    /// ```
    ///
    /// # Errors
    /// When there is no such attribute, it is complex, or there are no values.
    pub fn only<V: Into<Value>>(
        mut self,
        path: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Result<Self, SchemaError> {
        let parts = Arc::make_mut(&mut self.parts);
        let extended = parts.extensions.iter_mut().flat_map(|extension| &mut extension.fields);
        let mut fields = parts.fields.iter_mut().chain(extended);
        let Some(field) = fields.find_map(|field| field.at(path)) else {
            return Err(SchemaError::new(path, "is no attribute of the resource type"));
        };
        if field.is_complex() {
            return Err(SchemaError::new(path, "is complex; name one of its sub-attributes"));
        }
        field.only = values.into_iter().map(Into::into).collect();
        if field.only.is_empty() {
            return Err(SchemaError::new(path, "has no values to choose from"));
        }
        Ok(self)
    }

    /// Without an attribute or a sub-attribute, as if there were none: no body gives it and no
    /// request names it. For what a server shows and cannot search, such as a `$ref` that it makes.
    ///
    /// # Errors
    /// When there is no such attribute.
    pub fn without(mut self, path: &str) -> Result<Self, SchemaError> {
        let parts = Arc::make_mut(&mut self.parts);
        let extended = parts.extensions.iter_mut().map(|extension| &mut extension.fields);
        let mut all = [&mut parts.fields, &mut parts.server].into_iter().chain(extended);
        let removed = all.any(|fields| field::remove(fields, path));
        drop(all);
        if removed {
            return Ok(self);
        }
        Err(SchemaError::new(path, "is no attribute of the resource type"))
    }

    /// The name of the resource type.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.parts.name
    }

    /// Its endpoint: `/Users`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.parts.endpoint
    }

    /// The URN of the primary schema.
    #[must_use]
    pub fn urn(&self) -> &str {
        &self.parts.urn
    }
}

impl Parts {
    /// All attributes, each with the URN of its extension.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (Option<&str>, &Field)> {
        let own = self.fields.iter().map(|field| (None, field));
        let extended = self.extensions.iter().flat_map(|extension| {
            extension.fields.iter().map(|field| (Some(extension.urn.as_str()), field))
        });
        own.chain(extended)
    }
}

fn read<T: DeserializeOwned>(what: &str, json: &str) -> Result<T, SchemaError> {
    serde_json::from_str(json)
        .map_err(|error| SchemaError::new(what, format!("cannot be read: {error}")))
}
