//! Documents as servers answer them.

use super::{Problems, usage};
use crate::live::{Discovery, member};
use scim_schema::schema::{Attribute, ResourceType, Schema};
use serde_json::{Map, Value};

/// Schemas and, where they are known, the resource types that have them.
///
/// ```
/// use scim_schema::{rfc::Group, service::{MemoryStore, ScimService}};
/// use scim_testkit::{codegen::Source, live::{self, Target}};
///
/// // from documents that were saved
/// let saved = Source::from_json(r#"{"Resources": [{"id": "urn:example:Lamp", "name": "Lamp",
///     "attributes": [{"name": "state", "type": "string"}]}]}"#)?
///     .with_resource_types(r#"[{"name": "Lamp", "endpoint": "/Lamps", "schema": "urn:example:Lamp"}]"#)?;
/// assert_eq!((&*saved.schemas[0].id, &*saved.resource_types[0].endpoint), ("urn:example:Lamp", "/Lamps"));
/// assert!(Source::from_json("<html>").is_err());
///
/// // from what a program has
/// let made = Source::new(saved.schemas.clone(), Vec::new());
/// assert_eq!((made.schemas.len(), made.resource_types.len()), (1, 0));
///
/// // from a server
/// let scim = ScimService::builder().resource(MemoryStore::<Group>::new()).unauthenticated().build();
/// let source = Source::of_server(&live::discover(&Target::service(scim))?)?;
/// assert_eq!(source.resource_types[0].name, "Group");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Source {
    /// The schemas.
    pub schemas: Vec<Schema>,
    /// The resource types; none where only the schemas are known.
    pub resource_types: Vec<ResourceType>,
    /// What the schemas lack of the documents.
    pub(super) unread: Vec<Unread>,
}

/// An attribute that cannot be read, which keeps code from being written unless it is left out.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    /// The URN of its schema.
    pub(super) schema: String,
    /// Its path there.
    pub(super) path: String,
    /// Why, as the end of a sentence.
    pub(super) why: String,
}

impl Source {
    /// Of these documents.
    #[must_use]
    pub const fn new(schemas: Vec<Schema>, resource_types: Vec<ResourceType>) -> Self {
        Self { schemas, resource_types, unread: Vec::new() }
    }

    /// Of a list response, an array or a single schema; or of what `scim-testkit schema --json`
    /// prints, which has the resource types too.
    ///
    /// An attribute that cannot be read is one of the problems of [`generate`](super::generate), which
    /// [`Options::skip`](super::Options::skip) may leave out.
    ///
    /// # Errors
    /// When it is no JSON or holds something else.
    pub fn from_json(text: &str) -> Result<Self, Problems> {
        let json = json(text, "/Schemas")?;
        match (member(&json, "schemas"), member(&json, "resourceTypes")) {
            (Some(schemas), Some(types)) if schemas.is_array() && types.is_array() => {
                Self::of(&list(schemas, "/Schemas")?, &list(types, "/ResourceTypes")?)
            }
            _ => Self::of(&list(&json, "/Schemas")?, &[]),
        }
    }

    /// With the resource types of what `/ResourceTypes` answers.
    ///
    /// # Errors
    /// When it is no JSON or holds something else.
    pub fn with_resource_types(mut self, text: &str) -> Result<Self, Problems> {
        let json = json(text, "/ResourceTypes")?;
        self.resource_types = resource_types(&list(&json, "/ResourceTypes")?)?;
        Ok(self)
    }

    /// Of what a server says of itself.
    ///
    /// # Errors
    /// When a document is none.
    pub fn of_server(discovery: &Discovery) -> Result<Self, Problems> {
        if discovery.schemas_json.is_empty() {
            return Err(Problems::one("the server describes no schema at `/Schemas`"));
        }
        Self::of(&discovery.schemas_json, &discovery.resource_types_json)
    }

    /// The schemas that extend one: as its resource types say, or else as the URNs do. And the extensions
    /// that do not.
    #[doc(hidden)]
    #[must_use]
    pub fn extensions_of(&self, base: &Schema) -> (Vec<&Schema>, Vec<&Schema>) {
        let is_of = |known: &&ResourceType| known.schema.eq_ignore_ascii_case(&base.id);
        let (extensions, mut others): (Vec<_>, Vec<_>) = self.schemas.iter().partition(|schema| {
            usage::extends(schema, base, self.resource_types.iter().filter(is_of))
        });
        others.retain(|schema| usage::is_extension(schema));
        (extensions, others)
    }

    /// A line for each attribute that cannot be read.
    #[doc(hidden)]
    #[must_use]
    pub fn unread(&self) -> Vec<String> {
        self.unread.iter().map(|one| format!("`{}:{}` {}", one.schema, one.path, one.why)).collect()
    }

    fn of(schemas: &[Value], types: &[Value]) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        let (mut read, mut unread) = (Vec::new(), Vec::new());
        for json in schemas {
            match schema(json, &mut unread) {
                Ok(schema) => read.push(schema),
                Err(mut found) => problems.append(&mut found),
            }
        }
        if !problems.is_empty() {
            return Err(Problems(problems));
        }
        Ok(Self { unread, ..Self::new(read, resource_types(types)?) })
    }
}

fn json(text: &str, endpoint: &str) -> Result<Value, Problems> {
    // some editors write a mark before the first character
    serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Problems::one(format!(
            "expected the answer of `{endpoint}`, and line {line} column {column} is no JSON"
        ))
    })
}

/// What a document lists, or the document.
fn list(json: &Value, endpoint: &str) -> Result<Vec<Value>, Problems> {
    let listed = member(json, "Resources").filter(|listed| !listed.is_null());
    let urns = member(json, "schemas").and_then(Value::as_array).into_iter().flatten();
    let mut urns = urns.filter_map(Value::as_str);
    if listed.is_none() && urns.any(|urn| urn.ends_with(":ListResponse")) {
        return Err(Problems::one(format!(
            "the list response has no `Resources`: expected what `{endpoint}` lists"
        )));
    }
    Ok(match listed.unwrap_or(json) {
        Value::Array(list) => list.clone(),
        one => vec![one.clone()],
    })
}

fn resource_types(documents: &[Value]) -> Result<Vec<ResourceType>, Problems> {
    let read = |json: &Value| {
        let name = member(json, "name").and_then(Value::as_str).unwrap_or("(no name)");
        let names = ["id", "name", "description", "endpoint", "schema", "schemaExtensions"];
        let mut json = spelt(json, &names);
        if let Some(Value::Array(extensions)) = json.get_mut("schemaExtensions") {
            for extension in extensions {
                *extension = spelt(extension, &["schema", "required"]).into();
            }
        }
        serde_json::from_value(json.into()).map_err(|error| {
            Problems::one(format!("the resource type `{name}` cannot be read: {error}"))
        })
    };
    documents.iter().map(read).collect()
}

const KEYS: [&str; 12] = [
    "name",
    "type",
    "subAttributes",
    "multiValued",
    "description",
    "required",
    "canonicalValues",
    "caseExact",
    "mutability",
    "returned",
    "uniqueness",
    "referenceTypes",
];

fn schema(json: &Value, unread: &mut Vec<Unread>) -> Result<Schema, Vec<String>> {
    let id = member(json, "id").and_then(Value::as_str);
    let Some(id) = id else {
        let found = json.to_string();
        let start: String = found.chars().take(60).collect();
        return Err(vec![format!("expected a schema with an `id`, found `{start}`")]);
    };
    let Some(attributes) = member(json, "attributes").and_then(Value::as_array) else {
        return Err(vec![format!("`{id}` has no `attributes`: expected a list of them")]);
    };
    let name = member(json, "name").and_then(Value::as_str).filter(|name| !name.is_empty());
    let (label, mut problems) = (name.unwrap_or(id), Vec::new());
    let mut walk = Walk { schema: id, label, problems: &mut problems, unread };
    let attributes = walk.all(attributes, "");
    let mut head = spelt(json, &["id", "name", "description"]);
    head.insert("attributes".to_owned(), Value::Array(Vec::new()));
    let mut schema: Schema = match serde_json::from_value(head.into()) {
        Ok(schema) => schema,
        Err(error) => {
            problems.push(format!("`{id}` cannot be read: {error}"));
            return Err(problems);
        }
    };
    schema.attributes = attributes.into();
    if problems.is_empty() { Ok(schema) } else { Err(problems) }
}

struct Walk<'a> {
    schema: &'a str,
    label: &'a str,
    problems: &'a mut Vec<String>,
    unread: &'a mut Vec<Unread>,
}

impl Walk<'_> {
    fn all(&mut self, list: &[Value], above: &str) -> Vec<Attribute> {
        list.iter().filter_map(|json| self.attribute(json, above)).collect()
    }

    /// An attribute; one that cannot be read is named.
    fn attribute(&mut self, json: &Value, above: &str) -> Option<Attribute> {
        let name = member(json, "name").and_then(Value::as_str);
        let Some(name) = name else {
            let within = format!("{}:{above}", self.label);
            let within = within.trim_end_matches([':', '.']);
            self.problems.push(format!("an attribute of `{within}` has no `name`"));
            return None;
        };
        let path = format!("{above}{name}");
        let mut json = spelt(json, &KEYS);
        let parts = match json.remove("subAttributes") {
            Some(Value::Array(list)) => self.all(&list, &format!("{path}.")),
            None => Vec::new(),
            Some(_) => {
                self.cannot(path, "has `subAttributes` that are no list".to_owned());
                return None;
            }
        };
        for (key, known) in WORDS {
            word(&mut json, key, known);
        }
        match serde_json::from_value::<Attribute>(json.into()) {
            Ok(mut read) => {
                read.sub_attributes = parts.into();
                Some(read)
            }
            Err(error) => {
                self.cannot(path, format!("cannot be read: {error}"));
                None
            }
        }
    }

    fn cannot(&mut self, path: String, why: String) {
        self.unread.push(Unread { schema: self.schema.to_owned(), path, why });
    }
}

const WORDS: [(&str, &[&str]); 4] = [
    (
        "type",
        &["string", "boolean", "decimal", "integer", "dateTime", "binary", "reference", "complex"],
    ),
    ("mutability", &["readOnly", "readWrite", "immutable", "writeOnly"]),
    ("returned", &["always", "never", "default", "request"]),
    ("uniqueness", &["none", "server", "global"]),
];

/// A word in the RFC's spelling, whatever its case.
fn word(json: &mut Map<String, Value>, key: &str, known: &[&str]) {
    let Some(Value::String(text)) = json.get_mut(key) else { return };
    if let Some(word) = known.iter().find(|word| word.eq_ignore_ascii_case(text)) {
        (*word).clone_into(text);
    }
}

/// These members in this spelling, without those that are null.
fn spelt(json: &Value, names: &[&str]) -> Map<String, Value> {
    let found = names.iter().filter_map(|name| {
        let value = member(json, name).filter(|value| !value.is_null())?;
        Some(((*name).to_owned(), value.clone()))
    });
    found.collect()
}
