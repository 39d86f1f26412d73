//! Values of single-valued attributes, and where an operation goes from there.

use super::fresh::Whole;
use super::resolve::{find, undefined_below};
use super::slots::Place;
use super::{Op, PatchOperation, Patching, shorthand};
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::read::{
    Held, Json, Scope, Seen, fixed_error, given_twice, is_id, other_id, required, scalar, segment,
    unassign,
};
use crate::resource::{Descriptor, Flags, Kind, Model, Node, Value, id_field, is_node_assigned};
use crate::value::InvalidValue;

pub(super) type Done = Result<(), ScimError>;

impl Patching<'_> {
    /// Applies an operation to a resource.
    pub(super) fn operation(
        &mut self,
        model: &mut dyn Model,
        operation: &PatchOperation<'_>,
    ) -> Done {
        let node = operation.target.node;
        self.touch(operation.target.extension, node);
        let Some(extension) = operation.target.extension else {
            return self.attribute(model, node.base, Scope::Resource, operation);
        };
        let scope = Scope::Extension(extension);
        match extension.kind {
            Kind::Complex(field, _) => {
                let (field, whole) =
                    (extension.base + field, Some((Whole::Attribute(extension), scope)));
                self.inside(model, field, whole, |this, inner| {
                    this.attribute(inner, node.base, scope, operation)
                })
            }
            _ => self.attribute(model, extension.base + node.base, scope, operation),
        }
    }

    fn touch(&mut self, extension: Option<&'static Node>, node: &'static Node) {
        let node = extension.unwrap_or(node);
        if !self.touched.iter().any(|known| std::ptr::eq(*known, node)) {
            self.touched.push(node);
        }
    }

    /// Whether the complex values that were edited have what they require, if they have anything.
    pub(super) fn complete(&mut self, model: &dyn Model) -> Done {
        for node in &self.touched {
            let blank = |node: &Node| self.blank_in(node);
            let completed = complete_node(model, node, node.base, &blank);
            completed.map_err(|error| error.at(segment(node)))?;
        }
        self.record_blank();
        Ok(())
    }

    /// Applies an operation to an attribute of a model.
    fn attribute(
        &mut self,
        model: &mut dyn Model,
        base: u16,
        scope: Scope,
        operation: &PatchOperation<'_>,
    ) -> Done {
        let PatchOperation { op, target, .. } = operation;
        let node = target.node;
        let several = node.flags.has(Flags::MULTI_VALUED);
        if several && (target.filter.is_some() || target.sub_attribute.is_some()) {
            match Place::of(node, base, scope) {
                Some(place) => self.some_slots(model, place, operation)?,
                None => self.some_elements(model, base, scope, operation)?,
            }
            return still_assigned(model, node, base);
        }
        if let Some(sub_attribute) = target.sub_attribute {
            let fixed = self.is_fixed(model, node, base);
            let below = scope.below(node);
            let part = |this: &mut Self, model: &mut dyn Model, nodes, base| match find(
                nodes,
                &sub_attribute.name,
            ) {
                Some((_, part)) => {
                    this.one(model, part, base + part.base, below, *op, operation.value())
                }
                None => Err(undefined_below(node, &sub_attribute.name)),
            };
            match node.kind {
                Kind::Complex(field, nodes) => {
                    let whole = Some((Whole::Attribute(node), below));
                    self.inside(model, base + field, whole, |this, inner| {
                        part(this, inner, nodes, 0)
                    })?;
                }
                _ => part(self, model, node.nodes(), base)?,
            }
            if *op != Op::Remove {
                self.tell(node);
            }
            return self.stays(fixed);
        }
        self.one(model, node, base, scope, *op, operation.value())
    }

    /// Whether an attribute is immutable and had a value before these operations, of which several
    /// may make up a complex one; and how much is written so far.
    fn is_fixed(&mut self, model: &dyn Model, node: &'static Node, base: u16) -> Option<u64> {
        if !node.flags.has(Flags::IMMUTABLE)
            || self.made.iter().any(|made| std::ptr::eq(*made, node))
        {
            return None;
        }
        if !is_node_assigned(model, node, base) {
            self.made.push(node);
            return None;
        }
        Some(self.reading.writes)
    }

    /// Nothing of such an attribute changes (7644-3.5.2-15).
    fn stays(&self, fixed: Option<u64>) -> Done {
        match fixed {
            Some(writes) if self.reading.writes != writes => Err(fixed_error()),
            _ => Ok(()),
        }
    }

    /// Applies an operation to an attribute as a whole.
    pub(super) fn one(
        &mut self,
        model: &mut dyn Model,
        node: &'static Node,
        base: u16,
        scope: Scope,
        op: Op,
        json: Option<&str>,
    ) -> Done {
        match (op, json) {
            // these elements and no others
            (Op::Remove, Some(json)) if node.flags.has(Flags::MULTI_VALUED) => {
                match Place::of(node, base, scope) {
                    Some(place) => self.remove_from_slots(model, place, json)?,
                    None => self.remove_values(model, node, base, scope, json)?,
                }
                still_assigned(model, node, base)
            }
            (Op::Remove, _) => self.remove(model, node, base, scope),
            (_, None) => Err(ScimError::invalid_value("no `value`", "one")),
            (op, Some(json)) => self.write(model, node, base, scope, op, json),
        }
    }

    /// Unassigns an attribute.
    fn remove(
        &mut self,
        model: &mut dyn Model,
        node: &'static Node,
        base: u16,
        scope: Scope,
    ) -> Done {
        if self.is_blank(node) {
            // nobody gave it, so there is nothing to remove
            return Ok(());
        }
        if self.holds_fixed(model, node, base) {
            return Err(ScimError::mutability(
                "a part of the attribute is immutable; leave it as it is",
            ));
        }
        let changed = unassign(model, node, base).map_err(|_| {
            ScimError::mutability("the attribute cannot be without a value; replace it instead")
        })?;
        self.reading.changed(changed, scope.path(node));
        Ok(())
    }

    /// Writes an attribute.
    pub(super) fn write(
        &mut self,
        model: &mut dyn Model,
        node: &'static Node,
        base: u16,
        scope: Scope,
        op: Op,
        json: &str,
    ) -> Done {
        let several = node.flags.has(Flags::MULTI_VALUED);
        let bare = shorthand::complex(&self.reading, node, json);
        let json = bare.as_deref().unwrap_or(json);
        let new = self.is_blank(node);
        if new && !node.flags.has(Flags::REQUIRED) && self.reading.is_null(json) {
            return Ok(());
        }
        let fixed = if new { None } else { self.is_fixed(model, node, base) };
        self.reading.new = new;
        match node.kind {
            Kind::Schemas => return self.reading.schemas(json, op == Op::Add),
            Kind::ResourceType | Kind::Location | Kind::Version(_) => return Ok(()),
            Kind::Field(_) | Kind::Complex(..) if several => {
                self.write_list(model, node, base, scope, op, json)?;
            }
            Kind::Field(_) if node.flags.has(Flags::REQUIRED) && self.reading.is_null(json) => {
                self.unassign(model, node, base, scope)?;
            }
            Kind::Field(field) => self.value(model, base + field, node, scope, json)?,
            Kind::Complex(field, nodes) => match self.given_parts(json)? {
                Some(members) => {
                    let below = scope.below(node);
                    // elements have theirs each
                    let whole = (!matches!(scope, Scope::Element(_)))
                        .then_some((Whole::Attribute(node), below));
                    self.inside(model, base + field, whole, |this, inner| {
                        this.members(inner, nodes, 0, below, op, members)
                    })?;
                }
                None => self.unassign(model, node, base, scope)?,
            },
            Kind::Group(nodes) => match self.given_parts(json)? {
                Some(members) => {
                    self.members(model, nodes, base, scope.below(node), op, members)?;
                }
                None => self.unassign(model, node, base, scope)?,
            },
            Kind::Slots(slots) => {
                let place = Place { node, slots, base, path: scope.path(node) };
                self.write_slots(model, place, op, json)?;
            }
        }
        self.reading.new = false;
        if new && is_node_assigned(model, node, base) {
            self.tell(node);
            // it may be what the field held already
            self.reading.changed(matches!(node.kind, Kind::Field(_)), scope.path(node));
        }
        self.stays(fixed)?;
        still_assigned(model, node, base)
    }

    /// Writes a field whose values are simple, or the whole list that it holds.
    pub(super) fn value(
        &mut self,
        model: &mut dyn Model,
        field: u16,
        node: &'static Node,
        scope: Scope,
        json: &str,
    ) -> Done {
        let Some(place) = model.edit(field) else { return Ok(()) };
        place.edit(|value| self.reading.value(value, node, &scope, json))?
    }

    /// Edits the complex value of a field, which is unassigned when nothing is in it then; what is
    /// blank in one that is made is nothing.
    pub(super) fn inside(
        &mut self,
        model: &mut dyn Model,
        field: u16,
        whole: Option<(Whole, Scope)>,
        edit: impl FnOnce(&mut Self, &mut dyn Model) -> Done,
    ) -> Done {
        let Some(place) = model.edit(field) else { return Ok(()) };
        place.edit(|value: &mut dyn Value| {
            let made = value.view().complex().is_none();
            let Some(inner) = value.complex() else {
                return Err(ScimError::from(InvalidValue::new("a complex value")));
            };
            let outer = self.enter(whole, made, inner);
            let answer = edit(self, inner);
            if !self.leave(outer, inner) {
                // a complex value with nothing in it is unassigned (RFC 7643 section 2.5)
                let _ = value.clear();
            }
            answer
        })?
    }

    /// The sub-attributes that a value gives to a complex one, to merge; null and `{}` have none
    /// and unassign the whole, with what is readOnly in it (RFC 7643 section 2.5).
    fn given_parts<'j>(&self, json: &'j str) -> Result<Option<super::Members<'j>>, ScimError> {
        match self.reading.json(json)? {
            Json::Object(members) => Ok(Some(members).filter(|members| !members.is_empty())),
            Json::Null => Ok(None),
            other => Err(ScimError::invalid_value(other.kind(), "an object")),
        }
    }

    /// Writes the members of an object.
    pub(super) fn members(
        &mut self,
        model: &mut dyn Model,
        nodes: &'static [Node],
        base: u16,
        scope: Scope,
        op: Op,
        members: super::Members<'_>,
    ) -> Done {
        let mut seen = Seen::default();
        for (name, json) in members {
            let name = name.decode();
            let Some((index, node)) = find(nodes, &name) else {
                self.unmapped(scope, nodes, &name)?;
                continue;
            };
            if !seen.insert(index) {
                return Err(given_twice().at(segment(node)));
            }
            if node.flags.has(Flags::OWNED) {
                self.reading.changes.ignore(&scope.path(node).to_string());
            } else if !node.flags.has(Flags::READ_ONLY) {
                self.write(model, node, base + node.base, scope, op, json)
                    .map_err(|error| error.at(segment(node)))?;
            }
        }
        Ok(())
    }

    /// What to do with a name in a value that no attribute has.
    pub(super) fn unmapped(&mut self, scope: Scope, nodes: &'static [Node], name: &str) -> Done {
        if !self.reading.dialect.accepts(Tolerance::Unmapped) {
            return Err(super::resolve::undefined_in(nodes, name));
        }
        let shown = crate::filter::shown(name);
        self.reading.changes.ignore(&match scope {
            Scope::Resource => shown.to_owned(),
            Scope::Extension(extension) => format!("{}:{shown}", extension.name()),
            Scope::Complex(path) | Scope::Element(path) => format!("{path}.{shown}"),
        });
        Ok(())
    }

    /// Unassigns what a value says has none.
    pub(super) fn unassign(
        &mut self,
        model: &mut dyn Model,
        node: &'static Node,
        base: u16,
        scope: Scope,
    ) -> Done {
        if self.holds_fixed(model, node, base) {
            return Err(fixed_error());
        }
        let changed = unassign(model, node, base).map_err(|invalid| {
            if node.flags.has(Flags::REQUIRED) {
                return still_required();
            }
            ScimError::invalid_value("null", invalid.expected().to_owned())
        })?;
        self.reading.changed(changed, scope.path(node));
        Ok(())
    }
}

/// What is required must have a value after an operation (RFC 7644 section 3.5.2.2).
fn still_assigned(model: &dyn Model, node: &Node, base: u16) -> Done {
    if node.flags.has(Flags::REQUIRED) && !is_node_assigned(model, node, base) {
        return Err(still_required());
    }
    Ok(())
}

fn still_required() -> ScimError {
    ScimError::mutability("the attribute is required and cannot be unassigned; give it a value")
}

/// Whether a complex value with something in it has what it requires, and so what is below it.
pub(super) fn complete(model: &dyn Model, nodes: &'static [Node], base: u16) -> Done {
    complete_but(model, nodes, base, &Seen::NONE, &|_| const { &Seen::NONE })
}

/// The same but for what is blank in it, and in the values below it.
pub(super) fn complete_but<'b>(
    model: &dyn Model,
    nodes: &'static [Node],
    base: u16,
    blank: &Seen,
    below: &dyn Fn(&Node) -> &'b Seen,
) -> Done {
    let has = |(index, node): (usize, &Node)| {
        !blank.contains(index) && is_node_assigned(model, node, base + node.base)
    };
    if !nodes.iter().enumerate().any(has) {
        return Ok(());
    }
    let mut needed = nodes.iter().enumerate().filter(|(_, node)| node.flags.has(Flags::REQUIRED));
    if let Some((_, node)) = needed.find(|one| !has(*one)) {
        return Err(required(node));
    }
    let single = |node: &&Node| !node.flags.has(Flags::MULTI_VALUED);
    for node in nodes.iter().filter(single) {
        let completed = complete_node(model, node, base + node.base, below);
        completed.map_err(|error| error.at(segment(node)))?;
    }
    Ok(())
}

fn complete_node<'b>(
    model: &dyn Model,
    node: &Node,
    base: u16,
    blank: &dyn Fn(&Node) -> &'b Seen,
) -> Done {
    match node.kind {
        Kind::Group(nodes) => complete_but(model, nodes, base, &Seen::NONE, blank),
        Kind::Complex(field, nodes) => {
            let inner = model.get(base + field);
            let complete = |inner| complete_but(inner, nodes, 0, blank(node), blank);
            inner.complex().map_or(Ok(()), complete)
        }
        _ => Ok(()),
    }
}

/// The identifier in a value must be the resource's.
pub(super) fn same_id(model: &dyn Model, descriptor: Descriptor, json: &str) -> Done {
    let Held::String(given) = scalar(json)? else { return Ok(()) };
    let id = id_field(descriptor.nodes).map(|id| model.get(id));
    if id.is_none_or(|id| is_id(&id, &given)) { Ok(()) } else { Err(other_id().at("id")) }
}
