//! PATCH (RFC 7644 section 3.5.2).

mod elements;
mod given;
mod known;
mod message;
mod slots;
mod target;

use super::replace::in_use;
use super::shape::{Attribute, Shape};
use super::value::{
    Answer, Object, clear, fill, fill_lists, has, has_required, holds_fixed, is_fixed,
    is_read_only, mutability, put,
};
use super::{Refusal, replace};
use message::Operation;
use scim_schema::dialect::{Dialect, Tolerance};
use serde_json::Value;
use target::Target;

/// What a PATCH makes of a resource.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::oracle::{self, Shape, document};
/// use serde_json::json;
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let patch = json!({
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{"op": "add", "path": "externalId", "value": "g7"}]
/// });
/// let patched = oracle::patch(&patch, &Shape::of(&group), &document(&group), Dialect::RFC)?;
/// assert_eq!(patched.document["externalId"], "g7");
/// assert!(patched.ignored.is_empty());
/// # Ok::<(), oracle::Refusal>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Patched {
    /// The resource after it.
    pub document: Value,
    /// What a dialect let pass without effect, as paths.
    pub ignored: Vec<String>,
}

/// What an operation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Remove,
    Replace,
}

/// A PATCH of a stored resource. All of it or nothing (7644-3.5.2-24): an error changes nothing.
///
/// ```
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::oracle::{self, Shape, document};
/// use serde_json::json;
///
/// let group = Group { id: "7".into(), display_name: "Staff".into(), ..Group::default() };
/// let (shape, stored) = (Shape::of(&group), document(&group));
/// let patch = |path: &str| json!({
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{"op": "replace", "path": path, "value": "8"}]
/// });
/// let renamed = oracle::patch(&patch("displayName"), &shape, &stored, Dialect::RFC)?;
/// assert_eq!(renamed.document["displayName"], "8");
/// let refusal = oracle::patch(&patch("id"), &shape, &stored, Dialect::RFC).unwrap_err();
/// assert_eq!(refusal.scim_type, "mutability");
/// # Ok::<(), oracle::Refusal>(())
/// ```
///
/// # Errors
/// What is wrong with the first operation that cannot be applied (7644-3.5.2-22, -26).
pub fn patch(body: &Value, shape: &Shape, stored: &Value, dialect: Dialect) -> Answer<Patched> {
    let operations = message::operations(body, dialect)?;
    let mut document = stored.as_object().cloned().unwrap_or_default();
    let mut work = Work { shape, dialect, ignored: Vec::new() };
    // 7644-3.5.2-21: each on the result of the one before
    for (index, operation) in operations.iter().enumerate() {
        work.operation(&mut document, operation)
            .map_err(|refusal| Refusal { operation: Some(index), ..refusal })?;
        fill_lists(&mut document, &shape.attributes);
        in_use(&mut document, shape);
    }
    // not after each: several may make up a complex value (decided)
    for attribute in shape.attributes.iter().filter(|attribute| !attribute.multi_valued) {
        if stored.get(&attribute.name) != document.get(&attribute.name) {
            is_complete(&document, attribute)?;
        }
    }
    fill(&mut document, &shape.attributes);
    Ok(Patched { document: Value::Object(document), ignored: work.ignored })
}

/// A complex value has what it requires, and so what is below it (7644-3.12-27).
fn is_complete(object: &Object, attribute: &Attribute) -> Answer<()> {
    let Some(Value::Object(inner)) = object.get(&attribute.name) else { return Ok(()) };
    has_required(inner, &attribute.sub_attributes)?;
    let mut single = attribute.sub_attributes.iter().filter(|sub| !sub.multi_valued);
    single.try_for_each(|sub| is_complete(inner, sub))
}

/// What is known while operations are applied.
pub(super) struct Work<'s> {
    shape: &'s Shape,
    dialect: Dialect,
    ignored: Vec<String>,
}

impl Work<'_> {
    /// Whether what the model does not map is passed over.
    fn skips_unmapped(&self) -> bool {
        self.dialect.accepts(Tolerance::Unmapped)
    }

    fn operation(&mut self, document: &mut Object, operation: &Operation) -> Answer<()> {
        match (&operation.path, operation.op) {
            // 7644-3.5.2.2-01
            (None, Op::Remove) => Err(Refusal::new("noTarget", "`remove` without `path`")),
            (None, op) => self.without_path(document, op, operation.value.as_ref()),
            (Some(path), op) => self.at_path(document, path, op, operation.value.as_ref()),
        }
    }

    /// 7644-3.5.2.1-03, 7644-3.5.2.3-01: the value is a set of attributes.
    fn without_path(&mut self, document: &mut Object, op: Op, value: Option<&Value>) -> Answer<()> {
        let Some(Value::Object(given)) = value else {
            return Err(Refusal::new("invalidValue", "without `path` the value is an object"));
        };
        for (name, value) in given {
            let known = self.shape.attribute(name);
            if known.is_some() {
                super::value::member(given, name)?;
            }
            match known {
                Some(attribute) if attribute.name == "id" => {
                    let other = |id: &Value| value.is_string() && id != value;
                    if document.get("id").is_some_and(other) {
                        return Err(mutability(attribute, "is another"));
                    }
                }
                // what a client cannot write is ignored within a value (decided)
                Some(attribute) if attribute.owned => self.pass_over(name),
                Some(attribute) if is_read_only(attribute) => {}
                Some(attribute) => self.assign(document, attribute, op, value)?,
                None => self.by_key(document, given, name, op)?,
            }
        }
        Ok(())
    }

    /// A name in a value that is no attribute: a path in some dialects, else not defined.
    fn by_key(&mut self, document: &mut Object, given: &Object, name: &str, op: Op) -> Answer<()> {
        let is_path = name.contains(['.', ':', '[']);
        let extended = self.dialect.accepts(Tolerance::ExtensionWithoutUrn);
        if (is_path && self.dialect.accepts(Tolerance::PathKeys)) || extended {
            match self.target(name) {
                Ok(Some(target)) if self.passes_over(&target) => {
                    self.pass_over(name);
                    return Ok(());
                }
                Ok(Some(target)) => {
                    let mut same = given.keys().filter(|key| is_same_path(key, name));
                    if let (Some(_), Some(_)) = (same.next(), same.next()) {
                        return Err(Refusal::new("invalidSyntax", format!("`{name}` twice")));
                    }
                    if target.attributes().any(is_read_only) {
                        return Ok(());
                    }
                    return self.at_target(document, &target, op, given.get(name));
                }
                Ok(None) => return Ok(()),
                Err(_) => {}
            }
        }
        self.skip(name)
    }

    /// Whether a dialect passes over what the application owns.
    fn passes_over(&self, target: &Target<'_>) -> bool {
        self.dialect.accepts(Tolerance::Owned) && target.attributes().any(|one| one.owned)
    }

    /// Reports what is passed over.
    pub(super) fn pass_over(&mut self, path: &str) {
        self.ignored.push(path.to_owned());
    }

    /// Passes over what the model does not map, where the dialect does.
    fn skip(&mut self, path: &str) -> Answer<()> {
        if !self.skips_unmapped() {
            return Err(Refusal::new("invalidPath", format!("`{path}` is not defined")));
        }
        self.ignored.push(path.to_owned());
        Ok(())
    }

    fn at_path(
        &mut self,
        document: &mut Object,
        path: &str,
        op: Op,
        value: Option<&Value>,
    ) -> Answer<()> {
        match self.target(path)? {
            Some(target) => {
                let target = Target { has_value: value.is_some(), ..target };
                self.at_target(document, &target, op, value)
            }
            None => Ok(()),
        }
    }

    /// The order of checks: path, mutability, required, value, and only then presence (decided).
    fn at_target(
        &mut self,
        document: &mut Object,
        target: &Target<'_>,
        op: Op,
        value: Option<&Value>,
    ) -> Answer<()> {
        let Some(named) = target.attributes().last() else { return Ok(()) };
        if let ("schemas", Op::Add | Op::Replace) = (named.name.as_str(), op) {
            let value = value.ok_or_else(missing_value)?;
            replace::check_schemas(Some(value), self.shape, self.dialect)?;
            // 7644-3.5.2.1-06: what is added comes to those that are there
            return match op {
                Op::Add => Ok(()),
                _ => replace::has_own(Some(value), self.shape, self.dialect),
            };
        }
        if self.passes_over(target) {
            self.pass_over(&named.name);
            return Ok(());
        }
        // 7644-3.5.2-14, -15
        if target.attributes().any(is_read_only) {
            return Err(mutability(named, "is readOnly"));
        }
        if op == Op::Remove {
            if target.attributes().any(is_fixed) {
                return Err(mutability(named, "is immutable"));
            }
            // 7644-3.5.2.2-07
            let chooses = target.filter.is_some() && target.sub_attribute.is_none();
            let only_these = value.is_some() && named.multi_valued;
            if named.required && !chooses && !only_these {
                return Err(mutability(named, "is required"));
            }
            // what tells the slots apart is in none to remove
            let slots = target.attributes().flat_map(|attribute| &attribute.slots);
            let mut selectors = slots.map(|slot| &slot.selector).peekable();
            if target.sub_attribute.is_some()
                && selectors.peek().is_some()
                && selectors.all(|selector| *selector == named.name)
            {
                return Err(mutability(named, "tells the elements apart"));
            }
        } else if value.is_none() {
            return Err(missing_value());
        }
        let value = value.unwrap_or(&Value::Null);
        self.descend(document, &target.chain, &mut |work, object, attribute| {
            if target.filter.is_some() || target.sub_attribute.is_some() {
                return work.chosen(object, attribute, target, op, value);
            }
            match op {
                Op::Remove if attribute.multi_valued && target.has_value => {
                    work.remove_given(object, attribute, value)
                }
                Op::Remove => remove(object, attribute),
                Op::Add | Op::Replace => work.assign(object, attribute, op, value),
            }
        })
    }

    /// Goes down to the object that has the last attribute of a chain.
    fn descend(
        &mut self,
        object: &mut Object,
        chain: &[&Attribute],
        act: &mut dyn FnMut(&mut Self, &mut Object, &Attribute) -> Answer<()>,
    ) -> Answer<()> {
        let [attribute, rest @ ..] = chain else { return Ok(()) };
        let before = object.get(&attribute.name).cloned();
        if rest.is_empty() {
            act(self, object, attribute)?;
        } else {
            let mut inner = before.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
            self.descend(&mut inner, rest, act)?;
            put(object, attribute, Value::Object(inner));
        }
        unassigned_or_changed(object, attribute, before.as_ref())
    }
}

/// What is required stays assigned (7644-3.5.2.2-07), and what is immutable as it is
/// (7644-3.5.2-15, -16). Where there was nothing and nothing came, as in an extension that is not used,
/// nothing is taken.
fn unassigned_or_changed(
    object: &Object,
    attribute: &Attribute,
    before: Option<&Value>,
) -> Answer<()> {
    let after = object.get(&attribute.name);
    if before.is_none() && after.is_none() {
        return Ok(());
    }
    if attribute.required && !has(object, attribute) {
        return Err(mutability(attribute, "is required"));
    }
    if is_fixed(attribute) && before.is_some() && after != before {
        return Err(mutability(attribute, "is immutable and has another value"));
    }
    Ok(())
}

/// 7644-3.5.2.2-02, -03: the attribute is unassigned. What has no such state cannot be.
fn remove(object: &mut Object, attribute: &Attribute) -> Answer<()> {
    // 7644-3.5.2-15: what is removed with it, too
    if holds_fixed(object, attribute) {
        return Err(mutability(attribute, "has a part that is immutable"));
    }
    if !attribute.slots.is_empty() {
        let mut parts = super::slots::parts(attribute, object.get(&attribute.name));
        for (slot, parts) in attribute.slots.iter().zip(&mut parts) {
            slots::clear_slot(slot, parts)?;
        }
        put(object, attribute, super::slots::elements(attribute, &parts));
        return Ok(());
    }
    clear(object, attribute).map_err(|_| mutability(attribute, "has no unassigned state"))
}

/// Whether two paths are one but for the case of their names; a filter is as it is written.
fn is_same_path(a: &str, b: &str) -> bool {
    let parts = |path: &str| {
        let open = path.find('[').unwrap_or(path.len());
        let close = path.rfind(']').map_or(open, |close| close.max(open));
        let lower = |part: Option<&str>| part.unwrap_or_default().to_ascii_lowercase();
        let filter = path.get(open..close).unwrap_or_default().to_owned();
        (lower(path.get(..open)), filter, lower(path.get(close..)))
    };
    parts(a) == parts(b)
}

fn missing_value() -> Refusal {
    Refusal::new("invalidValue", "no `value`")
}

#[cfg(test)]
mod tests;
