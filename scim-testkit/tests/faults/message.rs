//! What wrong engines are made of: the right one, and a request that says something else.

use scim_schema::dialect::Dialect;
use scim_schema::filter::Options;
use scim_schema::filter::syntax::{Comparison, Expression, Literal, Operator, PatchPath};
use scim_schema::message::{ScimError, ScimType};
use scim_schema::resource::{Descriptor, ScimResource};
use scim_schema::schema::Attribute;
use scim_testkit::law::{Edited, Engine as _, Shipped};
use scim_testkit::oracle::document;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

pub(crate) type Object = Map<String, Value>;

/// What an edit answers.
pub(crate) type Answer<R> = Result<Edited<R>, ScimError>;

/// The right PATCH.
pub(crate) fn patch<R: ScimResource>(stored: &R, body: &str, dialect: Dialect) -> Answer<R> {
    Shipped.patch(stored, body, dialect)
}

/// An operation of a PATCH.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Op {
    pub(crate) op: String,
    pub(crate) path: Option<String>,
    pub(crate) value: Option<Value>,
}

impl Op {
    pub(crate) fn is(&self, op: &str) -> bool {
        self.op.eq_ignore_ascii_case(op)
    }

    pub(crate) fn at(&self, path: impl Into<String>) -> Self {
        Self { path: Some(path.into()), ..self.clone() }
    }

    pub(crate) fn with(&self, value: Value) -> Self {
        Self { value: Some(value), ..self.clone() }
    }

    pub(crate) fn doing(&self, op: &str) -> Self {
        Self { op: op.to_owned(), ..self.clone() }
    }

    pub(crate) fn remove(path: impl Into<String>) -> Self {
        Self { op: "remove".to_owned(), path: Some(path.into()), value: None }
    }

    /// One that no engine applies.
    pub(crate) fn refused() -> Self {
        Self::remove("scimTestkitUndefined")
    }

    fn json(&self) -> Value {
        let mut object = Object::new();
        object.insert("op".to_owned(), self.op.clone().into());
        if let Some(path) = &self.path {
            object.insert("path".to_owned(), path.clone().into());
        }
        if let Some(value) = &self.value {
            object.insert("value".to_owned(), value.clone());
        }
        Value::Object(object)
    }
}

/// The operations of a body; `None` if it is no PATCH.
pub(crate) fn operations(body: &str) -> Option<Vec<Op>> {
    let body: Value = serde_json::from_str(body).ok()?;
    let of = |operation: &Value| {
        Some(Op {
            op: operation.get("op")?.as_str()?.to_owned(),
            path: match operation.get("path") {
                Some(path) => Some(path.as_str()?.to_owned()),
                None => None,
            },
            value: operation.get("value").cloned(),
        })
    };
    body.get("Operations")?.as_array()?.iter().map(of).collect()
}

pub(crate) fn body(operations: &[Op]) -> String {
    let operations: Vec<Value> = operations.iter().map(Op::json).collect();
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    json!({"schemas": [urn], "Operations": operations}).to_string()
}

/// Where an operation is applied.
pub(crate) struct At<'a> {
    /// The resource before the PATCH.
    pub(crate) stored: &'a Value,
    /// The resource after the operations before this one.
    pub(crate) document: &'a Value,
    /// How many operations there are, and which one this is.
    pub(crate) count: usize,
    pub(crate) index: usize,
    pub(crate) dialect: Dialect,
    descriptor: Descriptor,
    /// What the right engine makes of an operation here.
    apply: &'a dyn Fn(&Op) -> Result<Value, ScimError>,
}

/// The parts of a path, names as the schema spells them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Target {
    /// The URN of an extension.
    pub(crate) urn: Option<String>,
    pub(crate) attribute: String,
    pub(crate) filter: Option<String>,
    pub(crate) sub: Option<String>,
    /// Of one that is `name eq value` alone.
    pub(crate) by: Option<(String, Value)>,
    /// A name within the filter.
    pub(crate) filter_name: Option<String>,
}

impl Target {
    /// The path of the attribute alone.
    pub(crate) fn whole(&self) -> String {
        let urn = self.urn.as_ref().map(|urn| format!("{urn}:")).unwrap_or_default();
        format!("{urn}{}", self.attribute)
    }

    /// The path with another filter, or none.
    pub(crate) fn filtered(&self, filter: &str) -> String {
        let sub = self.sub.as_ref().map(|sub| format!(".{sub}")).unwrap_or_default();
        format!("{}[{filter}]{sub}", self.whole())
    }
}

impl At<'_> {
    /// The target of a path, if it names an attribute.
    pub(crate) fn target(&self, path: &str) -> Option<Target> {
        let options = Options::default().dialect(self.dialect);
        let parsed = PatchPath::parse_for(path, &self.descriptor, &options).ok()?;
        let urn = parsed.attribute.schema();
        let schema = self.extension(urn);
        let attributes = schema.map_or(&self.descriptor.schema.attributes, |s| &s.attributes);
        let name = parsed.attribute.attribute();
        let spelt = attributes.iter().find(|one| one.name.eq_ignore_ascii_case(name));
        let (by, filter_name) = match &parsed.filter {
            Some(filter) => (by(filter), first_name(filter)),
            None => (None, None),
        };
        let sub = parsed.sub_attribute.map(|sub| {
            let found = spelt.and_then(|one| one.sub_attribute(sub));
            found.map_or(sub, |found| &found.name).to_owned()
        });
        Some(Target {
            urn: schema.map(|schema| schema.id.clone().into_owned()),
            attribute: spelt.map_or(name, |one| &one.name).to_owned(),
            filter: parsed.filter.as_ref().map(ToString::to_string),
            sub,
            by,
            filter_name,
        })
    }

    fn extension(&self, urn: Option<&str>) -> Option<&'static scim_schema::schema::Schema> {
        let extensions = self.descriptor.extensions.iter();
        extensions.copied().find(|one| urn.is_some_and(|urn| one.id.eq_ignore_ascii_case(urn)))
    }

    /// The attribute of a target.
    pub(crate) fn attribute(&self, target: &Target) -> Option<&'static Attribute> {
        let schema = self.extension(target.urn.as_deref());
        schema.map_or(self.descriptor.schema, |schema| schema).attribute(&target.attribute)
    }

    /// Whether it is multi-valued, without a filter or sub-attribute.
    pub(crate) fn is_list(&self, target: &Target) -> bool {
        let list = self.attribute(target).is_some_and(|attribute| attribute.multi_valued);
        list && target.filter.is_none() && target.sub.is_none()
    }

    pub(crate) fn held<'v>(&self, document: &'v Value, target: &Target) -> Option<&'v Value> {
        let within = match &target.urn {
            Some(urn) => document.get(urn)?,
            None => document,
        };
        within.get(&target.attribute)
    }

    pub(crate) fn now(&self, target: &Target) -> Option<&Value> {
        self.held(self.document, target)
    }

    /// The document after an operation.
    pub(crate) fn after(&self, op: &Op) -> Option<Value> {
        (self.apply)(op).ok()
    }

    /// Whether it is refused, and how.
    pub(crate) fn error(&self, op: &Op) -> Option<ScimType> {
        (self.apply)(op).err().and_then(|error| error.scim_type())
    }

    /// Whether a value path chooses nothing.
    pub(crate) fn is_unmatched(&self, target: &Target) -> bool {
        let Some(filter) = &target.filter else { return false };
        let path = format!("{}[{filter}]", target.whole());
        self.after(&Op::remove(path)).is_some_and(|after| after == *self.document)
    }
}

fn by(filter: &Expression<'_>) -> Option<(String, Value)> {
    match filter {
        Expression::Comparison(Comparison { attribute, operator: Operator::Eq, value, .. }) => {
            let value = match value {
                Literal::String(text) => Value::from(text.as_ref()),
                Literal::Boolean(truth) => (*truth).into(),
                Literal::Number(number) => serde_json::from_str(number).ok()?,
                Literal::Null => Value::Null,
            };
            Some((attribute.attribute().to_owned(), value))
        }
        _ => None,
    }
}

fn first_name(filter: &Expression<'_>) -> Option<String> {
    match filter {
        Expression::Or(terms) | Expression::And(terms) => terms.first().and_then(first_name),
        Expression::Not(inner) => first_name(inner),
        Expression::Comparison(one) => Some(one.attribute.attribute().to_owned()),
        Expression::Present(one) => Some(one.attribute.attribute().to_owned()),
        Expression::ValuePath(_) => None,
    }
}

/// A PATCH each of whose operations is taken for others.
pub(crate) fn rewritten<R: ScimResource>(
    stored: &R,
    text: &str,
    dialect: Dialect,
    rewrite: fn(&At<'_>, Op) -> Vec<Op>,
) -> Answer<R> {
    let Some(given) = operations(text) else { return patch(stored, text, dialect) };
    let (mut state, mut taken) = (stored.clone(), Vec::new());
    let (before, count) = (document(stored), given.len());
    for (index, op) in given.into_iter().enumerate() {
        let now = document(&state);
        let apply = |op: &Op| {
            patch(&state, &body(std::slice::from_ref(op)), dialect)
                .map(|edited| document(&edited.resource))
        };
        let at = At {
            stored: &before,
            document: &now,
            count,
            index,
            dialect,
            descriptor: R::descriptor(),
            apply: &apply,
        };
        let others = rewrite(&at, op);
        if let Ok(next) = patch(&state, &body(&others), dialect) {
            state = next.resource;
        }
        taken.extend(others);
    }
    if taken.is_empty() {
        return Ok(unchanged(stored));
    }
    patch(stored, &body(&taken), dialect)
}

pub(crate) fn unchanged<R: Clone>(stored: &R) -> Edited<R> {
    Edited { resource: stored.clone(), changed: BTreeSet::new(), ignored: Vec::new() }
}
