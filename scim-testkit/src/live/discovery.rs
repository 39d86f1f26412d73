//! What a server says of itself, and the RFC's own where it says nothing.

use super::{Extension, Kind};
use scim_schema::ScimExtension;
use scim_schema::ScimResource;
use scim_schema::rfc::{EnterpriseUser, Group, User};
use scim_schema::schema::{PaginationConfig, ResourceType, Schema, ServiceProviderConfig};
use serde_json::Value;

/// What a server says of itself at `/ServiceProviderConfig`, `/ResourceTypes` and `/Schemas`.
///
/// ```
/// use scim_schema::{rfc::{Group, User}, service::{MemoryStore, ScimService}};
/// use scim_testkit::live::{self, Target};
///
/// let scim = ScimService::builder()
///     .resource(MemoryStore::<User>::new())
///     .resource(MemoryStore::<Group>::new())
///     .unauthenticated()
///     .build();
/// let found = live::discover(&Target::service(scim))?;
/// assert!(found.config.as_ref().is_some_and(|config| config.patch.supported));
/// assert_eq!(found.user().map(|kind| kind.endpoint()), Some("/Users"));
/// assert_eq!(found.group().map(|kind| kind.name()), Some("Group"));
/// assert!(found.kind("Badge").is_none());
/// assert!(found.notes.is_empty(), "{:?}", found.notes);
/// # Ok::<(), live::CannotRun>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Discovery {
    /// What it supports; none if it does not say, or not readably.
    pub config: Option<ServiceProviderConfig>,
    /// The document of `/ServiceProviderConfig`.
    pub config_json: Option<Value>,
    /// The documents of `/ResourceTypes`.
    pub resource_types_json: Vec<Value>,
    /// The documents of `/Schemas`.
    pub schemas_json: Vec<Value>,
    /// The resource types that are checked.
    pub kinds: Vec<Kind>,
    /// The schemas that the server describes.
    pub schemas: Vec<Schema>,
    /// What was missing or could not be read, and what was taken in its place.
    pub notes: Vec<String>,
}

/// An answer to a discovery request: its status, and its body if it is JSON.
pub(super) struct Document {
    pub(super) status: u16,
    pub(super) json: Option<Value>,
}

impl Discovery {
    pub(super) fn read(config: &Document, types: &Document, schemas: &Document) -> Self {
        let mut read = Self::default();
        read.read_config(config);
        read.read_schemas(schemas);
        read.read_types(types);
        read
    }

    /// The resource type of a name.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }

    /// Users, as the RFC has them.
    #[must_use]
    pub fn user(&self) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.is_user())
    }

    /// Groups, as the RFC has them.
    #[must_use]
    pub fn group(&self) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.is_group())
    }

    /// What it declares of pages.
    pub(super) fn pagination(&self) -> Option<&PaginationConfig> {
        self.config.as_ref()?.pagination.as_ref()
    }

    /// Whether it declares `pagination.cursor`.
    pub(super) fn pages_by_cursor(&self) -> bool {
        self.pagination().is_some_and(|pages| pages.cursor)
    }

    fn read_config(&mut self, document: &Document) {
        let Some(json) = found(document) else {
            self.missing("/ServiceProviderConfig", document, "all features are taken to be there");
            return;
        };
        self.config_json = Some(json.clone());
        match serde_json::from_value(json.clone()) {
            Ok(config) => self.config = Some(config),
            Err(error) => self.notes.push(format!(
                "`/ServiceProviderConfig` cannot be read ({error}); all features are taken to be there"
            )),
        }
    }

    fn read_schemas(&mut self, document: &Document) {
        let Some(json) = found(document) else {
            self.missing("/Schemas", document, "the RFC's schemas are taken");
            return;
        };
        self.schemas_json = resources(json);
        if self.schemas_json.is_empty() {
            let lists = match super::attribute::get(json, "Resources") {
                None => "answered no `Resources`",
                Some(_) => "lists none",
            };
            self.notes.push(format!("`/Schemas` {lists}; the RFC's schemas are taken"));
        }
        for json in &self.schemas_json {
            match serde_json::from_value::<Schema>(json.clone()) {
                Ok(schema) => self.schemas.push(schema),
                Err(error) => {
                    let id = json.get("id").and_then(Value::as_str).unwrap_or("(no id)");
                    self.notes.push(format!("the schema `{id}` cannot be read: {error}"));
                }
            }
        }
    }

    fn read_types(&mut self, document: &Document) {
        let Some(json) = found(document) else {
            self.missing("/ResourceTypes", document, "`/Users` and `/Groups` are taken");
            self.take_rfc();
            return;
        };
        self.resource_types_json = resources(json);
        for json in self.resource_types_json.clone() {
            match serde_json::from_value::<ResourceType>(json.clone()) {
                Ok(declared) => self.take(&declared),
                Err(error) => {
                    let name = json.get("name").and_then(Value::as_str).unwrap_or("(no name)");
                    self.notes.push(format!("the resource type `{name}` cannot be read: {error}"));
                }
            }
        }
        if self.kinds.is_empty() {
            self.notes.push(
                "no resource type is usable; `/Users` and `/Groups` of the RFC are taken"
                    .to_owned(),
            );
            self.take_rfc();
        }
    }

    fn take(&mut self, declared: &ResourceType) {
        let discovery = ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas"];
        if discovery
            .iter()
            .any(|known| known.trim_matches('/') == declared.endpoint.trim_matches('/'))
        {
            return;
        }
        let Some(schema) = self.schema(&declared.schema) else {
            self.notes.push(format!(
                "`{}` is not checked: its schema `{}` is not described",
                declared.name, declared.schema
            ));
            return;
        };
        let mut extensions = Vec::new();
        for extension in declared.schema_extensions.iter() {
            match self.schema(&extension.schema) {
                Some(schema) => {
                    extensions.push(Extension { schema, required: extension.required });
                }
                None => self.notes.push(format!(
                    "the extension `{}` of `{}` is not described",
                    extension.schema, declared.name
                )),
            }
        }
        self.kinds.push(Kind::new(
            declared.name.to_string(),
            &declared.endpoint,
            schema,
            extensions,
        ));
    }

    /// The schema as the server describes it, or else as the RFC does.
    fn schema(&mut self, urn: &str) -> Option<Schema> {
        if let Some(own) = self.schemas.iter().find(|schema| schema.id.eq_ignore_ascii_case(urn)) {
            return Some(own.clone());
        }
        let rfc = [User::SCHEMA, Group::SCHEMA, EnterpriseUser::SCHEMA];
        let known = rfc.into_iter().find(|schema| schema.id.eq_ignore_ascii_case(urn))?;
        if !self.schemas_json.is_empty() {
            self.notes.push(format!("`{urn}` is not described; the RFC's schema is taken"));
        }
        Some(known.clone())
    }

    fn take_rfc(&mut self) {
        self.take(User::RESOURCE_TYPE);
        self.take(Group::RESOURCE_TYPE);
    }

    fn missing(&mut self, endpoint: &str, document: &Document, instead: &str) {
        let answered = match (document.status, &document.json) {
            (200, None) => "answered something that is no JSON".to_owned(),
            (status, _) => format!("answered {status}"),
        };
        self.notes.push(format!("`{endpoint}` {answered}; {instead}"));
    }
}

fn found(document: &Document) -> Option<&Value> {
    let is_found = document.status / 100 == 2;
    document.json.as_ref().filter(|json| is_found && (json.is_object() || json.is_array()))
}

fn resources(json: &Value) -> Vec<Value> {
    let list = super::attribute::get(json, "Resources").unwrap_or(json);
    match list {
        Value::Array(list) => list.clone(),
        Value::Object(_) if list.get("id").is_some() => vec![list.clone()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
