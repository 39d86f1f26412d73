//! What the server says it has: every resource type, with every attribute that it publishes.

use crate::client::{Client, text};
use serde_json::{Value, json};

/// A resource type.
pub(super) struct Kind {
    pub(super) endpoint: String,
    pub(super) urn: String,
    pub(super) leaves: Vec<Leaf>,
}

/// An attribute that is not complex, or a sub-attribute.
pub(super) struct Leaf {
    /// The URN of the extension that has it.
    extension: Option<String>,
    name: String,
    sub: Option<String>,
    /// Whether the attribute is a list.
    list: bool,
    pub(super) required: bool,
    pub(super) writable: bool,
    /// Whether it is never returned.
    pub(super) secret: bool,
    /// Whether it is returned on request.
    pub(super) on_request: bool,
    /// Whether it may have any text.
    pub(super) free: bool,
    /// Whether a text is compared with it.
    pub(super) compared: bool,
}

/// All that `/ResourceTypes` lists.
pub(super) async fn kinds(client: &Client) -> Vec<Kind> {
    let types = client.get("/ResourceTypes").await.body["Resources"].take();
    let mut kinds = Vec::new();
    for known in types.as_array().unwrap() {
        let urn = text(known, "schema").to_owned();
        let external_id = json!({ "name": "externalId", "type": "string" });
        let mut leaves = vec![Leaf::new(&external_id, None, None)];
        leaves.extend(published(client, &urn, None).await);
        for extension in known["schemaExtensions"].as_array().into_iter().flatten() {
            let urn = text(extension, "schema");
            leaves.extend(published(client, urn, Some(urn)).await);
        }
        kinds.push(Kind { endpoint: text(known, "endpoint").to_owned(), urn, leaves });
    }
    // of a directory, and of users whole
    assert!(kinds.len() >= 5 && kinds.iter().any(|kind: &Kind| kind.leaves.len() > 60));
    for kind in &mut kinds {
        kind.probe(client).await;
    }
    kinds
}

async fn published(client: &Client, urn: &str, extension: Option<&str>) -> Vec<Leaf> {
    let schema = client.get(&format!("/Schemas/{urn}")).await.body;
    let mut leaves = Vec::new();
    for attribute in schema["attributes"].as_array().unwrap() {
        let subs = attribute["subAttributes"].as_array().cloned().unwrap_or_default();
        if subs.is_empty() {
            leaves.push(Leaf::new(attribute, None, extension));
        }
        // one that stands for another resource is no text of its own, nor what is beside it
        let refers = subs.iter().any(|sub| sub["required"] == true);
        for sub in &subs {
            let mut leaf = Leaf::new(attribute, Some(sub), extension);
            leaf.free &= !refers;
            leaves.push(leaf);
        }
    }
    leaves
}

impl Kind {
    /// Looks which of the canonical values are all that may be given.
    async fn probe(&mut self, client: &Client) {
        for at in 0..self.leaves.len() {
            let leaf = &self.leaves[at];
            if !leaf.free || leaf.compared {
                continue;
            }
            let mut body = self.bare("probe", "'");
            leaf.put(&mut body, "'");
            let created = client.post(&self.endpoint, &body).await;
            if created.status == 201 {
                let path = format!("{}/{}", self.endpoint, text(&created.body, "id"));
                assert_eq!(client.delete(&path).await.status, 204);
            } else {
                assert_eq!(created.status, 400, "{}", created.body);
                self.leaves[at].free = false;
            }
        }
    }

    /// The leaves that may have any text.
    pub(super) fn free(&self) -> impl Iterator<Item = &Leaf> {
        self.leaves.iter().filter(|leaf| leaf.free)
    }

    /// The leaves that a client can write, but not with any text.
    pub(super) fn strict(&self) -> impl Iterator<Item = &Leaf> {
        self.leaves.iter().filter(|leaf| leaf.writable && !leaf.free && !leaf.secret)
    }

    /// A body with what is required and nothing else.
    pub(super) fn bare(&self, prefix: &str, text: &str) -> Value {
        let mut body = json!({ "schemas": [self.urn] });
        for leaf in self.leaves.iter().filter(|leaf| leaf.required) {
            leaf.put(&mut body, &leaf.given(prefix, text));
        }
        body
    }

    /// A body with this text wherever any text may be.
    pub(super) fn body(&self, prefix: &str, text: &str) -> Value {
        let mut body = self.bare(prefix, text);
        for leaf in self.free() {
            leaf.put(&mut body, &leaf.given(prefix, text));
        }
        body
    }

    /// A PATCH that replaces every attribute of such a body.
    pub(super) fn operations(&self, prefix: &str, text: &str) -> Value {
        let body = self.body(prefix, text);
        let mut operations: Vec<Value> = Vec::new();
        for leaf in self.free() {
            let operation =
                json!({ "op": "replace", "path": leaf.attribute(), "value": leaf.whole(&body) });
            // an attribute with sub-attributes is one operation
            if operations.last() != Some(&operation) {
                operations.push(operation);
            }
        }
        operations.into()
    }
}

impl Leaf {
    fn new(attribute: &Value, sub: Option<&Value>, extension: Option<&str>) -> Self {
        let leaf = sub.unwrap_or(attribute);
        let either = |name: &str, value: &str| attribute[name] == value || leaf[name] == value;
        let name = text(attribute, "name").to_owned();
        let secret = either("returned", "never");
        let writable = !either("mutability", "readOnly");
        let canonical = leaf["canonicalValues"].as_array().is_some_and(|all| !all.is_empty());
        let is_text = leaf["type"] == "string" && !secret;
        Self {
            extension: extension.map(str::to_owned),
            sub: sub.map(|sub| text(sub, "name").to_owned()),
            list: attribute["multiValued"] == true,
            // RFC 7643 says in words that a group has a name
            required: sub.is_none() && (attribute["required"] == true || name == "displayName"),
            writable,
            secret,
            on_request: either("returned", "request"),
            free: is_text && writable,
            compared: is_text && !canonical,
            name,
        }
    }

    /// The attribute, as a path.
    pub(super) fn attribute(&self) -> String {
        match &self.extension {
            Some(urn) => format!("{urn}:{}", self.name),
            None => self.name.clone(),
        }
    }

    /// The leaf, as a path.
    pub(super) fn path(&self) -> String {
        match &self.sub {
            Some(sub) => format!("{}.{sub}", self.attribute()),
            None => self.attribute(),
        }
    }

    /// The text that it is given: those of one request differ from those of others where they must.
    pub(super) fn given(&self, prefix: &str, text: &str) -> String {
        if self.required { format!("{prefix} {text}") } else { text.to_owned() }
    }

    /// Puts a text there.
    pub(super) fn put(&self, body: &mut Value, text: &str) {
        let holder = match &self.extension {
            Some(urn) => {
                let (schemas, urn) = (body["schemas"].as_array_mut().unwrap(), urn.as_str());
                if !schemas.contains(&urn.into()) {
                    schemas.push(urn.into());
                }
                &mut body[urn]
            }
            None => body,
        };
        let place = &mut holder[self.name.as_str()];
        match (&self.sub, self.list) {
            (None, false) => *place = text.into(),
            (None, true) => *place = json!([text]),
            (Some(sub), false) => place[sub.as_str()] = text.into(),
            (Some(sub), true) => {
                if place.is_null() {
                    *place = json!([{}]);
                }
                place[0][sub.as_str()] = text.into();
            }
        }
    }

    /// What the attribute has in a body.
    pub(super) fn whole<'v>(&self, body: &'v Value) -> &'v Value {
        let holder = self.extension.as_ref().map_or(body, |urn| &body[urn.as_str()]);
        &holder[self.name.as_str()]
    }

    /// What is there in a body.
    pub(super) fn of<'v>(&self, body: &'v Value) -> &'v Value {
        let whole = self.whole(body);
        let element = if self.list { &whole[0] } else { whole };
        self.sub.as_ref().map_or(element, |sub| &element[sub.as_str()])
    }
}
