//! The members of an object: names, duplicates, what is left out, what is required.

use super::element::{Held, HeldSeed, Skip};
use super::schemas::{Schemas, missing};
use super::scope::{Scope, segment};
use super::seen::Seen;
use super::slots::Slots;
use super::unassign::{default, nullify, omit};
use super::value::{ValueSeed, meant};
use super::{Mode, Reading};
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::resource::{Flags, Kind, Model, Node, Place, Value, View, is_node_assigned};
use crate::schema::same_name;
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The resource itself.
pub(super) struct Root<'a, 'r, 'l> {
    pub(super) model: &'a mut dyn Model,
    pub(super) reading: &'r mut Reading<'l>,
}

impl<'de> DeserializeSeed<'de> for Root<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        let nodes = self.reading.descriptor.nodes;
        let object = Object {
            model: self.model,
            nodes,
            base: 0,
            scope: Scope::Resource,
            whole: false,
            new: false,
            reading: self.reading,
        };
        json.deserialize_any(ObjectVisitor { object, null: false }).map(|_| ())
    }
}

/// An object whose members are nodes of a model.
pub(super) struct Object<'a, 'r, 'l> {
    pub(super) model: &'a mut dyn Model,
    pub(super) nodes: &'static [Node],
    pub(super) base: u16,
    pub(super) scope: Scope,
    /// Whether it is one value, which is unassigned as a whole.
    pub(super) whole: bool,
    /// Whether it was just made: then all that was not given is blank.
    pub(super) new: bool,
    pub(super) reading: &'r mut Reading<'l>,
}

impl Object<'_, '_, '_> {
    /// Reads the members; answers whether anything is assigned then.
    pub(super) fn members<'de, A: MapAccess<'de>>(
        mut self,
        mut members: A,
    ) -> Result<bool, A::Error> {
        let (mut seen, mut nulls) = (Seen::default(), Seen::default());
        let (mut next, mut said) = (0, false);
        while let Some(found) = members.next_key_seed(Name { nodes: self.nodes, next })? {
            // what the model does not map is not this application's business
            let Some((index, node)) = found else {
                members.next_value_seed(Skip)?;
                continue;
            };
            next = index + 1;
            if !seen.insert(index) {
                let error = given_twice().at(segment(node));
                return Err(self.reading.fail(error));
            }
            if node.flags.has(Flags::READ_ONLY) {
                let answer = self.read_only(node, &mut members);
                said |= self.reading.at(answer, || segment(node))?;
                continue;
            }
            let answer = self.member(node, &mut members);
            self.reading.at(answer, || segment(node))?;
            if std::mem::take(&mut self.reading.null) {
                nulls.insert(index);
            }
        }
        self.finish(&seen, &nulls, said)
    }

    fn member<'de, A: MapAccess<'de>>(
        &mut self,
        node: &'static Node,
        members: &mut A,
    ) -> Result<(), A::Error> {
        let base = self.base + node.base;
        self.reading.new = self.new;
        match node.kind {
            Kind::Field(field) | Kind::Complex(field, _) => {
                let Some(place) = self.model.edit(base + field) else {
                    members.next_value_seed(Skip)?;
                    return Ok(());
                };
                let (scope, reading) = (&self.scope, &mut *self.reading);
                let with = match place {
                    Place::Value(value) => {
                        return members.next_value_seed(ValueSeed { value, node, scope, reading });
                    }
                    with @ Place::With(_) => with,
                };
                let read = |value: &mut dyn Value| {
                    members.next_value_seed(ValueSeed { value, node, scope, reading })
                };
                match with.edit(read) {
                    Ok(answer) => answer,
                    Err(invalid) => Err(self.reading.fail(invalid)),
                }
            }
            Kind::Group(nodes) => {
                let scope = self.scope.below(node);
                members.next_value_seed(Group(Object {
                    model: self.model,
                    nodes,
                    base,
                    scope,
                    whole: !node.flags.has(Flags::EXTENSION),
                    new: false,
                    reading: self.reading,
                }))
            }
            Kind::Slots(slots) => members.next_value_seed(Slots {
                model: self.model,
                node,
                slots,
                base,
                path: self.scope.path(node),
                reading: self.reading,
                filled: Seen::default(),
                any: false,
                primary: false,
            }),
            Kind::Schemas => {
                members.next_value_seed(Schemas { reading: self.reading, adds: false })
            }
            Kind::ResourceType | Kind::Location | Kind::Version(_) => members.next_value_seed(Skip),
        }
    }

    /// Ignores what a client cannot write (RFC 7644 sections 3.3 and 3.5.1), but for another id,
    /// which is a mistake that must not pass. Answers whether an element says something by it.
    fn read_only<'de, A: MapAccess<'de>>(
        &mut self,
        node: &Node,
        members: &mut A,
    ) -> Result<bool, A::Error> {
        match (node.kind, self.scope, self.reading.mode) {
            (Kind::Field(field), Scope::Resource, Mode::Replace) if node.name() == "id" => {
                let id = self.base + node.base + field;
                let given = members.next_value_seed(HeldSeed)?;
                match given {
                    Held::String(given) if !is_id(&self.model.get(id), &given) => {
                        Err(self.reading.fail(other_id()))
                    }
                    _ => Ok(false),
                }
            }
            (_, Scope::Element(_), _) => {
                let held = members.next_value_seed(HeldSeed)?;
                Ok(held.scalar().and_then(|value| meant(value, node, self.reading)).is_some())
            }
            _ => members.next_value_seed(Skip).map(|()| false),
        }
    }

    /// What is left out, and what is required; answers whether anything is assigned. Where nothing
    /// was before, `nulls` give nothing; an element may have `said` something that a client cannot write.
    fn finish<E: de::Error>(self, seen: &Seen, nulls: &Seen, said: bool) -> Result<bool, E> {
        let Self { model, nodes, base, scope, whole, new, reading } = self;
        reading.new = false;
        // what a new value holds though nobody gave it is blank
        let is_blank = |(index, node): (usize, &Node)| new && !is_given(index, node, seen, nulls);
        let held = |model: &dyn Model, node: &Node| is_node_assigned(model, node, base + node.base);
        if new && !nodes.iter().enumerate().any(|part| !is_blank(part) && held(model, part.1)) {
            // it is no value, whatever it has by default, and does not tell which element is meant
            let missing = nodes.iter().find(|node| said && is_needed(node));
            return missing.map_or(Ok(false), |node| Err(reading.fail(required(node))));
        }
        let is_resource = matches!(scope, Scope::Resource);
        let mut missing = None;
        let create = reading.mode == Mode::Create;
        // the parts of an element that a patch operation gives; it is completed later
        let written = if reading.mode == Mode::Patch { &[] } else { nodes };
        for (index, node) in written.iter().enumerate() {
            if create && !node.flags.any(MAY_BE_LEFT_OUT) {
                continue;
            }
            // what is given of what the application owns is ignored, so it was not
            let given = seen.contains(index) && !node.flags.has(Flags::OWNED);
            if !given {
                left_out(model, node, base + node.base, scope, reading)?;
            }
            if node.flags.has(Flags::REQUIRED) && !matches!(node.kind, Kind::Schemas) {
                let kept =
                    Flags::READ_ONLY.and(Flags::KEEP).and(Flags::IMMUTABLE).and(Flags::DEFAULT);
                let is_id = is_resource && node.name() == "id";
                let counts = is_id || given || node.flags.any(kept);
                // a default is there already, and what is readOnly is not for the client to give
                let made = if create && !given { MADE } else { Flags::READ_ONLY };
                let is_blank = is_blank((index, node)) && !node.flags.any(made);
                let has_value = counts && !is_blank && held(model, node);
                if !is_id && !has_value {
                    missing = missing.or(Some(node));
                }
            }
        }
        // in a PUT what is readOnly goes with the complex value that it is a part of
        let goes = reading.mode == Mode::Replace && whole;
        let stays = |node: &Node| {
            !goes || !node.flags.has(Flags::READ_ONLY) || node.flags.has(Flags::OWNED)
        };
        let assigned =
            is_resource || new || nodes.iter().any(|node| stays(node) && held(model, node));
        // what an unassigned complex value requires does not matter
        if let Some(node) = missing.filter(|_| assigned) {
            return Err(reading.fail(required(node)));
        }
        // neither are defaults given
        reading.blank = Seen::NONE;
        for (index, node) in nodes.iter().enumerate().filter(|part| is_blank(*part)) {
            if !held(model, node) {
                continue;
            }
            reading.blank.insert(index);
            // it came with the value; what is below says so itself
            if !reading.quiet && matches!(node.kind, Kind::Field(_)) {
                reading.changed_with(true, scope.path(node));
            }
        }
        Ok(assigned)
    }
}

/// Whether a body gives a value to an attribute: null is none, and nobody gives what is readOnly.
#[inline]
fn is_given(index: usize, node: &Node, seen: &Seen, nulls: &Seen) -> bool {
    seen.contains(index) && !nulls.contains(index) && !node.flags.has(Flags::READ_ONLY)
}

/// What a new value gets, though no client gives it.
const MADE: Flags = Flags::READ_ONLY.and(Flags::DEFAULT);

/// Whether a new value lacks what it requires where nothing is given.
const fn is_needed(node: &Node) -> bool {
    node.flags.has(Flags::REQUIRED) && !node.flags.any(MADE)
}

/// Whether an identifier that a body gives is the one that is held.
pub(crate) fn is_id(held: &View<'_>, given: &str) -> bool {
    match held {
        View::Display(held) => held.to_string() == given,
        View::String(held) => *held == given,
        _ => true,
    }
}

/// The error of another.
pub(crate) fn other_id() -> ScimError {
    ScimError::mutability("the identifier of a resource cannot change; leave it as it is")
}

/// What a POST has to do with when the attribute is left out; others it passes over.
const MAY_BE_LEFT_OUT: Flags = Flags::DEFAULT.and(Flags::REQUIRED);

/// What a body leaves out: a POST gets the default, a PUT unassigns.
fn left_out<E: de::Error>(
    model: &mut dyn Model,
    node: &'static Node,
    base: u16,
    scope: Scope,
    reading: &mut Reading<'_>,
) -> Result<(), E> {
    let changed = match (reading.mode, node.kind) {
        (_, Kind::Schemas) if !reading.dialect.accepts(Tolerance::Schemas) => {
            let error = missing(reading).at("schemas");
            return Err(reading.fail(error));
        }
        (Mode::Create, _) => node.flags.has(Flags::DEFAULT) && default(model, node, base),
        (Mode::Replace, _) => omit(model, node, base),
        (Mode::Patch, _) => false,
    };
    reading.changed(changed, scope.path(node));
    Ok(())
}

#[cold]
pub(crate) fn given_twice() -> ScimError {
    ScimError::invalid_syntax("the attribute is given twice; give it once")
}

/// The error of a required attribute without a value.
pub(crate) fn required(node: &Node) -> ScimError {
    ScimError::invalid_value("no value", "one, as the attribute is required").at(segment(node))
}

/// Finds a member by name: those that come next in the schema's order first, then the others.
struct Name {
    nodes: &'static [Node],
    next: usize,
}

impl Name {
    fn find(self, name: &str) -> Option<(usize, &'static Node)> {
        let is = |(_, node): &(usize, &Node)| same_name(node.name(), name);
        // clients leave attributes out: look on from here first
        let nodes = || self.nodes.iter().enumerate();
        nodes().skip(self.next).find(is).or_else(|| nodes().take(self.next).find(is))
    }
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<(usize, &'static Node)>;
    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<(usize, &'static Node)>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an attribute name")
    }
    #[inline]
    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
        // clients keep the schema's order and its spelling
        match self.nodes.get(self.next) {
            Some(node) if node.name() == name => Ok(Some((self.next, node))),
            _ => Ok(self.find(name)),
        }
    }
}

/// A complex attribute, or an extension, whose sub-attributes are fields of the same model.
struct Group<'a, 'r, 'l>(Object<'a, 'r, 'l>);

impl<'de> DeserializeSeed<'de> for Group<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(ObjectVisitor { object: self.0, null: true }).map(|_| ())
    }
}

struct ObjectVisitor<'a, 'r, 'l> {
    object: Object<'a, 'r, 'l>,
    /// Whether null unassigns it.
    null: bool,
}

impl ObjectVisitor<'_, '_, '_> {
    fn refuse<E: de::Error>(self, found: &'static str) -> Result<bool, E> {
        let error = match self.object.scope {
            Scope::Resource => {
                ScimError::invalid_syntax(format!("the body is {found}, expected an object"))
            }
            _ => ScimError::invalid_value(found, "an object"),
        };
        Err(self.object.reading.fail(error))
    }

    fn unassign<E: de::Error>(self) -> Result<bool, E> {
        let Object { model, nodes, base, scope, reading, .. } = self.object;
        for node in nodes {
            match nullify(model, node, base + node.base, reading.mode) {
                Ok(changed) => reading.changed(changed, scope.path(node)),
                Err(error) => return Err(reading.fail(error.at(segment(node)))),
            }
        }
        Ok(false)
    }
}

impl<'de> Visitor<'de> for ObjectVisitor<'_, '_, '_> {
    type Value = bool;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<bool, A::Error> {
        self.object.members(members)
    }
    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        if self.null { self.unassign() } else { self.refuse("null") }
    }
    fn visit_str<E: de::Error>(self, text: &str) -> Result<bool, E> {
        if text.is_empty()
            && self.null
            && self.object.reading.dialect.accepts(Tolerance::EmptyString)
        {
            return self.unassign();
        }
        self.refuse("a string")
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<bool, E> {
        self.refuse("a boolean")
    }
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<bool, E> {
        self.refuse("a number")
    }
    fn visit_u64<E: de::Error>(self, _: u64) -> Result<bool, E> {
        self.refuse("a number")
    }
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<bool, E> {
        self.refuse("a number")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<bool, A::Error> {
        self.refuse("an array")
    }
}
