//! An attribute of a resource type, and where a resource has it.

use scim_schema::schema::{Attribute, Mutability, Returned, Type, Uniqueness};
use scim_schema::value::DateTime;
use serde_json::{Map, Value};

/// An attribute or a sub-attribute of a resource type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attr {
    path: String,
    urn: Option<String>,
    parent: Option<Attribute>,
    attribute: Attribute,
}

impl Attr {
    pub(super) fn new(
        urn: Option<&str>,
        parent: Option<&Attribute>,
        attribute: &Attribute,
    ) -> Self {
        let mut path = urn.map(|urn| format!("{urn}:")).unwrap_or_default();
        if let Some(parent) = parent {
            path.push_str(&format!("{}.", parent.name));
        }
        path.push_str(&attribute.name);
        let (urn, parent) = (urn.map(str::to_owned), parent.cloned());
        Self { path, urn, parent, attribute: attribute.clone() }
    }

    /// The path in filters, patches and projections: `userName`, `name.givenName`, `URN:name`.
    #[must_use]
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The name.
    #[must_use]
    pub(crate) fn name(&self) -> &str {
        &self.attribute.name
    }

    /// The URN of the extension that it is of.
    #[must_use]
    pub(crate) fn urn(&self) -> Option<&str> {
        self.urn.as_deref()
    }

    /// The complex attribute that it is a sub-attribute of.
    #[must_use]
    pub(crate) const fn parent(&self) -> Option<&Attribute> {
        self.parent.as_ref()
    }

    /// What the schema says.
    #[must_use]
    pub(crate) const fn declared(&self) -> &Attribute {
        &self.attribute
    }

    /// Its data type.
    #[must_use]
    pub(crate) const fn r#type(&self) -> Type {
        self.attribute.r#type
    }

    /// Whether it, or what it is in, has several values.
    #[must_use]
    pub(crate) fn is_multi_valued(&self) -> bool {
        self.attribute.multi_valued || self.parent.as_ref().is_some_and(|one| one.multi_valued)
    }

    /// Whether a client writes it at any time and reads it back by default.
    #[must_use]
    pub(crate) fn is_plain(&self) -> bool {
        let plain = |one: &Attribute| {
            one.mutability == Mutability::ReadWrite
                && matches!(one.returned, Returned::Default | Returned::Always)
        };
        plain(&self.attribute) && self.parent.as_ref().is_none_or(plain)
    }

    /// Whether several resources may have one value of it.
    #[must_use]
    pub(crate) fn is_unique(&self) -> bool {
        self.attribute.uniqueness != Uniqueness::None
    }

    /// Whether a resource must have it.
    #[must_use]
    pub(crate) const fn is_required(&self) -> bool {
        self.attribute.required
    }

    /// As one that a resource must have.
    #[must_use]
    pub(super) fn required(mut self) -> Self {
        self.attribute.required = true;
        self
    }

    /// A sub-attribute.
    #[must_use]
    pub(crate) fn sub(&self, name: &str) -> Option<Self> {
        let sub = self.attribute.sub_attribute(name)?;
        Some(Self::new(self.urn.as_deref(), Some(&self.attribute), sub))
    }

    /// Its sub-attributes.
    #[must_use]
    pub(crate) fn subs(&self) -> Vec<Self> {
        let subs = self.attribute.sub_attributes.iter();
        subs.map(|sub| Self::new(self.urn.as_deref(), Some(&self.attribute), sub)).collect()
    }

    /// What a resource has of it. Of a sub-attribute of a multi-valued one: of the first element.
    #[must_use]
    pub(crate) fn of<'a>(&self, resource: &'a Value) -> Option<&'a Value> {
        let mut at = resource;
        if let Some(urn) = &self.urn {
            at = get(at, urn)?;
        }
        if let Some(parent) = &self.parent {
            at = get(at, &parent.name)?;
            if parent.multi_valued {
                at = at.as_array()?.first()?;
            }
        }
        get(at, &self.attribute.name)
    }

    /// Writes it into the body of a resource, and the URN of its extension into `schemas`.
    pub(crate) fn put(&self, resource: &mut Value, value: Value) {
        let Value::Object(members) = resource else { return };
        if let Some(urn) = &self.urn
            && let Some(Value::Array(urns)) = members.get_mut("schemas")
            && !urns.iter().any(|known| known.as_str() == Some(urn))
        {
            urns.push(urn.as_str().into());
        }
        let Some(members) = self.container(members) else { return };
        remove(members, &self.attribute.name);
        members.insert(self.attribute.name.to_string(), value);
    }

    /// Takes it out of the body of a resource.
    pub(crate) fn take(&self, resource: &mut Value) {
        let Value::Object(members) = resource else { return };
        if let Some(members) = self.container(members) {
            remove(members, &self.attribute.name);
        }
    }

    fn container<'a>(
        &self,
        mut members: &'a mut Map<String, Value>,
    ) -> Option<&'a mut Map<String, Value>> {
        if let Some(urn) = &self.urn {
            members = object(members, urn)?;
        }
        match &self.parent {
            None => Some(members),
            Some(parent) if parent.multi_valued => {
                let list = members
                    .entry(parent.name.to_string())
                    .or_insert_with(|| Value::Array(vec![Value::Object(Map::new())]));
                list.as_array_mut()?.first_mut()?.as_object_mut()
            }
            Some(parent) => object(members, &parent.name),
        }
    }

    /// A body with this attribute alone, as a value of a PATCH without a path has it.
    #[must_use]
    pub(crate) fn alone(&self, value: Value) -> Value {
        let mut body = Value::Object(Map::new());
        self.put(&mut body, value);
        body
    }

    /// Whether two values say the same: without case unless `caseExact`, instants as such, lists
    /// in any order, and objects of which the first may have more than the second.
    #[must_use]
    pub(crate) fn is_same(&self, found: &Value, expected: &Value) -> bool {
        same(&self.attribute, found, expected)
    }
}

fn same(attribute: &Attribute, found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Array(found), Value::Array(expected)) => {
            found.len() == expected.len()
                && expected.iter().all(|one| found.iter().any(|other| same(attribute, other, one)))
        }
        (Value::Object(_), Value::Object(expected)) => expected.iter().all(|(name, value)| {
            let sub = attribute.sub_attribute(name);
            let found = get(found, name);
            match (sub, found) {
                (_, None) => !super::answer::is_assigned(value) || *value == Value::Bool(false),
                (Some(sub), Some(found)) => same(sub, found, value),
                (None, Some(found)) => found == value,
            }
        }),
        (Value::String(a), Value::String(b)) if attribute.r#type == Type::DateTime => {
            a == b
                || matches!((DateTime::parse(a), DateTime::parse(b)), (Ok(a), Ok(b)) if a.same_instant(&b))
        }
        (Value::String(a), Value::String(b)) => {
            a == b
                || (!attribute.case_exact
                    && attribute.r#type == Type::String
                    && a.to_lowercase() == b.to_lowercase())
        }
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (found, expected) => found == expected,
    }
}

/// A member of an object, its name in any case.
pub(crate) fn get<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    let members = object.as_object()?;
    members.get(name).or_else(|| {
        members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    })
}

fn object<'a>(
    members: &'a mut Map<String, Value>,
    name: &str,
) -> Option<&'a mut Map<String, Value>> {
    members.entry(name.to_owned()).or_insert_with(|| Value::Object(Map::new())).as_object_mut()
}

/// Takes a member out of an object, its name in any case.
pub(crate) fn unset(object: &mut Value, name: &str) {
    if let Value::Object(members) = object {
        remove(members, name);
    }
}

fn remove(members: &mut Map<String, Value>, name: &str) {
    members.retain(|key, _| !key.eq_ignore_ascii_case(name));
}

#[cfg(test)]
mod tests;
