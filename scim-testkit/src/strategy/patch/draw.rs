//! Valid patches, each operation and each form of path.

mod element;

use super::sketch::sketch;
use super::spots::{Spot, one_kind, prefer};
use super::{Op, OperationExpr, PatchExpr, PatchTarget};
use crate::strategy::expr::PathExpr;
use crate::strategy::leaf::{Names, member};
use crate::strategy::resource::{is_assigned, some_value};
use crate::strategy::target::Field;
use crate::strategy::text::recased;
use crate::strategy::{Filters, Settings, Source, Target};
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// How to draw patches of a resource that another generator drew.
///
/// They are valid: they name attributes that can be written, with values that these take, and
/// neither remove what is required nor rewrite what is immutable. Value paths mostly choose an
/// element that is there; those that do not may give `400 noTarget`, and no other error may come.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Patches {
    target: Target,
    spots: Vec<Spot>,
    pub(super) filters: Filters,
    pub(super) settings: Settings,
}

impl Patches {
    /// Patches of resources of a type.
    #[must_use]
    pub fn new(target: &Target, settings: &Settings) -> Self {
        let names = Names::of(target);
        Self {
            target: target.clone(),
            spots: Spot::all(target),
            filters: Filters::named(&names, settings),
            // what is ignored, or means removal, is drawn on purpose only
            settings: Settings { read_only: 0, nulls: 0, empty: 0, respelled: 0, ..*settings },
        }
    }

    /// A patch of a resource, with one operation at least.
    pub fn draw(&self, source: &mut Source, resource: &Value) -> PatchExpr {
        self.next(source, &mut resource.clone())
    }

    /// One of several, each after the one before: `now` is about what they make of the resource.
    pub(in crate::strategy) fn next(&self, source: &mut Source, now: &mut Value) -> PatchExpr {
        let most = self.settings.operations;
        let mut turn = Turn { first: true, last: None };
        let operations = source.list_of(1, most, |source| {
            let operation = self.one(source, now, &turn);
            sketch(now, &operation);
            let last = operation.target.as_ref().map(|target| target.path.clone());
            turn = Turn { first: false, last };
            operation
        });
        PatchExpr { operations }
    }

    /// One operation, the first of a patch.
    pub fn operation(&self, source: &mut Source, resource: &Value) -> OperationExpr {
        self.one(source, resource, &Turn { first: true, last: None })
    }

    fn one(&self, source: &mut Source, resource: &Value, turn: &Turn) -> OperationExpr {
        source.span(|source| {
            let again = source.chance(25);
            let last = turn.last.as_ref().filter(|_| again);
            let form = source.below(100);
            let drawn = match form {
                0..40 => None,
                40..55 => self.of_sub_attribute(source, resource),
                55..70 => self.of_elements(source, resource, last, None),
                70..82 => self.of_elements(source, resource, last, Some(turn.first)),
                82..93 => Some(self.of_resource(source, resource)),
                _ => self.of_extension(source, resource),
            };
            let mut operation = drawn.unwrap_or_else(|| self.of_attribute(source, resource, last));
            if source.chance(15) {
                operation.op_text = recased(source, &operation.op_text);
            }
            if source.chance(15) {
                operation.path_text =
                    operation.target.as_ref().map(|path| self.spelt(source, path));
            }
            operation
        })
    }

    fn of_attribute(
        &self,
        source: &mut Source,
        resource: &Value,
        last: Option<&PathExpr>,
    ) -> OperationExpr {
        let op = self.op(source);
        let mut spots: Vec<&Spot> = self
            .usable(resource)
            .filter(|spot| op != Op::Remove || spot.can_be_removed())
            .collect();
        one_kind(source, &mut spots);
        prefer(&mut spots, |spot| last.is_some_and(|last| *last == spot.path));
        let Some(spot) = source.pick(&spots).copied() else {
            return self.of_resource(source, resource);
        };
        let target = Some(spot.path.clone().into());
        let held = spot.held(resource);
        let listed = source.chance(70);
        if op == Op::Remove {
            // 7644-3.5.2.2-: with a value it removes these elements only, in every dialect
            let listed =
                (listed && spot.is_list()).then(|| self.removed(source, &spot.field, held));
            return OperationExpr::new(op, target, listed.flatten());
        }
        let mut value = self.new_value(source, &spot.field, held);
        if let (Op::Add, Some(Value::Array(elements))) = (op, &mut value) {
            // 7644-3.5.2.1-10: what is there already is not added again
            let free = spot.field.slots.is_empty();
            let there = source.chance(30).then(|| some_of(source, &spot.field, held));
            let there = there.into_iter().flatten().filter(|_| free);
            let new: Vec<Value> = there.filter(|one| !elements.contains(one)).collect();
            elements.extend(new);
        }
        // one element may stand without brackets (7644-3.5.2.1-)
        let bare = source.chance(40) && op == Op::Add;
        let value = match value {
            Some(Value::Array(mut elements)) if bare && elements.len() == 1 => elements.pop(),
            value => value,
        };
        OperationExpr::new(op, target, value)
    }

    fn of_sub_attribute(&self, source: &mut Source, resource: &Value) -> Option<OperationExpr> {
        let spots: Vec<(&Spot, &Field)> = self
            .usable(resource)
            .filter(|spot| !spot.is_list() && spot.field.is_complex())
            .flat_map(|spot| spot.subs().into_iter().map(move |sub| (spot, sub)))
            .filter(|(spot, sub)| is_complete(&spot.field.fields, spot.held(resource), sub))
            .collect();
        let op = self.op(source);
        let (spot, sub) = *source.pick(&spots)?;
        let op = if op == Op::Remove && sub.attribute.required { Op::Replace } else { op };
        let held = spot.held(resource).and_then(|whole| member(whole, sub.name()));
        let value = (op != Op::Remove).then(|| self.new_value(source, sub, held)).flatten();
        let path = spot.path.clone().dot(sub.name());
        Some(OperationExpr::new(op, Some(path.into()), value))
    }

    /// Without a path: several attributes at once.
    fn of_resource(&self, source: &mut Source, resource: &Value) -> OperationExpr {
        let op = if source.chance(50) { Op::Add } else { Op::Replace };
        let mut whole = Map::new();
        let _ = source.list_of(1, 3, |source| self.member(source, resource, &mut whole));
        OperationExpr::new(op, None, Some(Value::Object(whole)))
    }

    /// Adds one attribute to a value; `None` where none can be.
    fn member(
        &self,
        source: &mut Source,
        resource: &Value,
        whole: &mut Map<String, Value>,
    ) -> Option<()> {
        let spots: Vec<&Spot> = self.usable(resource).collect();
        let spot = source.pick(&spots)?;
        let held = spot.held(resource);
        let value = self.new_value(source, &spot.field, held)?;
        let into = match &spot.path.urn {
            None => whole,
            Some(urn) => {
                let extension =
                    whole.entry(urn.clone()).or_insert_with(|| Value::Object(Map::new()));
                let Value::Object(members) = extension else { return None };
                members
            }
        };
        into.insert(spot.field.name().to_owned(), value);
        Some(())
    }

    /// An extension by its URN.
    fn of_extension(&self, source: &mut Source, resource: &Value) -> Option<OperationExpr> {
        let extension = source.pick(&self.target.parts.extensions)?;
        let required = extension.required
            || extension.fields.iter().any(|field| field.attribute.required && field.enforced);
        let op = self.op(source);
        let op = if required && op == Op::Remove { Op::Add } else { op };
        let target = Some(PathExpr::new(extension.urn.clone()).into());
        if op == Op::Remove {
            return Some(OperationExpr::new(op, target, None));
        }
        let held = member(resource, &extension.urn);
        let spots =
            self.usable(resource).filter(|spot| spot.path.urn.as_ref() == Some(&extension.urn));
        let mut members = Map::new();
        for spot in spots {
            let needed = required && spot.field.attribute.required && held.is_none();
            let value = source.span(|source| {
                let percent = if needed { 100 } else { self.settings.optional };
                let held = held.and_then(|held| member(held, spot.field.name()));
                source.chance(percent).then(|| self.new_value(source, &spot.field, held)).flatten()
            });
            members.extend(value.map(|value| (spot.field.name().to_owned(), value)));
        }
        (!members.is_empty()).then(|| OperationExpr::new(op, target, Some(Value::Object(members))))
    }

    /// The attributes that can be written alone: those of an extension that the resource has, or
    /// that requires no other.
    pub(super) fn usable<'a>(&'a self, resource: &'a Value) -> impl Iterator<Item = &'a Spot> {
        self.spots.iter().filter(|spot| {
            let extensions = &self.target.parts.extensions;
            let urn = spot.path.urn.as_ref();
            if spot.once && spot.held(resource).is_some() {
                return false;
            }
            urn.and_then(|urn| extensions.iter().find(|one| one.urn == *urn))
                .is_none_or(|one| is_complete(&one.fields, member(resource, &one.urn), &spot.field))
        })
    }

    pub(super) fn op(&self, source: &mut Source) -> Op {
        [Op::Replace, Op::Add, Op::Remove].get(source.below(3) as usize).copied().unwrap_or(Op::Add)
    }

    /// A value, mostly another than the resource has.
    fn new_value(&self, source: &mut Source, field: &Field, held: Option<&Value>) -> Option<Value> {
        let same = source.chance(15);
        match held.filter(|_| same && is_plain(field)) {
            Some(held) => Some(held.clone()),
            None => some_value(source, field, &self.settings),
        }
    }

    /// What `remove` names of a list: mostly elements that it has, some by their `value` alone.
    fn removed(&self, source: &mut Source, field: &Field, held: Option<&Value>) -> Option<Value> {
        match source.below(10) {
            0..8 => Some(Value::Array(some_of(source, field, held))),
            _ => self.new_value(source, field, held),
        }
    }

    fn spelt(&self, source: &mut Source, target: &PatchTarget) -> String {
        if target.path.attribute.contains(':') {
            return recased(source, &target.path.attribute);
        }
        let mut text = crate::strategy::spell::spelt(source, &self.filters.names, &target.path);
        if let Some(filter) = &target.filter {
            let _ = write!(text, "[{filter}]");
        }
        if let Some(sub) = &target.sub_attribute {
            let _ = write!(text, ".{}", recased(source, sub));
        }
        text
    }
}

/// Where in a patch an operation is.
struct Turn {
    first: bool,
    /// What the one before it is on: the order matters where both are on one attribute.
    last: Option<PathExpr>,
}

/// Some of the elements that a list has, as a client may say them.
fn some_of(source: &mut Source, field: &Field, held: Option<&Value>) -> Vec<Value> {
    let mut some = Vec::new();
    for element in held.and_then(Value::as_array).into_iter().flatten() {
        let (taken, by_value) = (source.chance(50), source.chance(50));
        let said = said(field, element, by_value);
        if taken && is_assigned(&said) {
            some.push(said);
        }
    }
    some
}

/// An element as a client may say it: by its `value` alone, or all of it.
pub(super) fn said(field: &Field, element: &Value, by_value: bool) -> Value {
    let Value::Object(members) = element else { return element.clone() };
    let has_value = members.contains_key("value");
    let is_said = |name: &str| {
        let sub = field.field(name);
        let written = sub.is_some_and(|sub| sub.is_written() && !sub.is_primary());
        written && (name == "value" || !(by_value && has_value))
    };
    let said = members.iter().filter(|(name, _)| is_said(name));
    Value::Object(said.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Whether a complex value has all that it requires once a field is written.
fn is_complete(fields: &[Field], held: Option<&Value>, written: &Field) -> bool {
    let required = fields.iter().filter(|one| one.attribute.required && one.is_written());
    required.into_iter().all(|one| {
        one.path == written.path || held.is_some_and(|held| member(held, one.name()).is_some())
    })
}

/// Whether what a server gives back of it can be sent as it is.
fn is_plain(field: &Field) -> bool {
    !field.is_complex() || field.fields.iter().all(Field::is_written)
}

#[cfg(test)]
mod tests;
