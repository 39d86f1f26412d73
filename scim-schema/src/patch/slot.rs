//! One fixed element: its parts, and what of it is fixed.

mod same;

use super::created::Equal;
use super::fresh::Whole;
use super::resolve::{find, invalid_path};
use super::slots::Place;
use super::value::Done;
use super::{Members, Op, PatchOperation, Patching, shorthand};
use crate::dialect::Tolerance;
use crate::message::ScimError;
use crate::read::{
    Held, Json, Scope, Seen, clear_element, given_twice, omit, required, scalar, segment,
};
use crate::resource::{Flags, Kind, Literal, Model, Node, Scalar, Slot, is_node_assigned};

impl Patching<'_> {
    pub(super) fn is_selector(&self, slot: &Slot, value: &Held<'_>) -> bool {
        match (slot.selector.value, value) {
            (Literal::String(wanted), Held::String(text)) => text.eq_ignore_ascii_case(wanted),
            (Literal::Boolean(wanted), Held::Boolean(value)) => *value == wanted,
            (Literal::Boolean(wanted), Held::String(text)) => {
                self.reading.dialect.accepts(Tolerance::StringBoolean)
                    && text.eq_ignore_ascii_case(if wanted { "true" } else { "false" })
            }
            _ => false,
        }
    }

    /// Writes an element to a slot; `replace` unassigns the parts that it leaves out.
    pub(super) fn fill(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        slot: &'static Slot,
        op: Op,
        mut members: Members<'_>,
    ) -> Done {
        // it chose the slot, or is null and says nothing
        given(&members, slot.selector.sub_attribute)?;
        members.retain(|(name, _)| !name.is(slot.selector.sub_attribute));
        self.within(model, place, slot, |this, model, base| {
            if op == Op::Replace {
                for node in slot.nodes.iter().filter(|node| !is_fixed(slot, node.name())) {
                    if given(&members, node.name())?.is_none() {
                        let changed = omit(model, node, base + node.base);
                        let path = place.path.slot(slot).sub_attribute(node);
                        this.reading.changed(changed, path);
                    }
                }
            }
            // as in a body, what is not mapped is left out
            members.retain(|(name, _)| {
                let name = name.decode();
                is_fixed(slot, &name) || find(slot.nodes, &name).is_some()
            });
            this.parts(model, place, slot, base, op, members)?;
            match op {
                // as in a body, whether anything else is there or not
                Op::Replace => {
                    this.missing(model, slot, base).map_or(Ok(()), |node| Err(required(node)))
                }
                _ => this.complete_slot(model, slot, base),
            }
        })
    }

    /// Edits the model that holds the parts of a slot: the resource, or the element in a field.
    fn within(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        slot: &'static Slot,
        edit: impl FnOnce(&mut Self, &mut dyn Model, u16) -> Done,
    ) -> Done {
        let Some(field) = slot.element else { return edit(self, model, place.base) };
        let whole = Some((Whole::Slot(slot), Scope::Complex(place.path.slot(slot))));
        self.inside(model, place.base + field, whole, |this, inner| {
            edit(this, inner, 0)?;
            // nobody has to say what the slot does
            let (mut nodes, is_fixed) =
                (slot.nodes.iter(), |node: &Node| is_fixed(slot, node.name()));
            nodes.clone().filter(|node| is_fixed(node)).for_each(|node| this.tell(node));
            if nodes.any(|node| !is_fixed(node) && this.has(inner, node, node.base)) {
                // what the slot says of its element is true of it
                fix(inner, slot)
            } else {
                for node in slot.nodes {
                    let _ = crate::read::unassign(inner, node, node.base);
                }
                Ok(())
            }
        })
    }

    /// Writes the members of an object to the parts of a slot.
    fn parts(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        slot: &'static Slot,
        base: u16,
        op: Op,
        members: Members<'_>,
    ) -> Done {
        let scope = Scope::Complex(place.path.slot(slot));
        for fixed in [slot.selector.sub_attribute, "primary"] {
            given(&members, fixed)?;
        }
        let mut seen = Seen::default();
        for (name, json) in members {
            let name = name.decode();
            if is_fixed(slot, &name) {
                self.check_fixed(place, slot, &name, json)
                    .map_err(|error| error.at(name.into_owned()))?;
                continue;
            }
            let Some((index, node)) = find(slot.nodes, &name) else {
                self.unmapped(scope, slot.nodes, &name)?;
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

    /// What tells a slot from others cannot change, and neither can what says that it is the
    /// primary one; the value it has already is fine.
    pub(super) fn check_fixed(&self, place: Place, slot: &Slot, name: &str, json: &str) -> Done {
        let attribute = place.node.attribute.sub_attribute(name);
        let same = match (scalar(json)?, attribute) {
            (Held::Null, _) => name.eq_ignore_ascii_case("primary") && !slot.primary,
            (value, _) if name.eq_ignore_ascii_case(slot.selector.sub_attribute) => {
                self.is_selector(slot, &value)
            }
            (Held::Boolean(value), _) => value == slot.primary,
            (Held::String(text), _) if self.reading.dialect.accepts(Tolerance::StringBoolean) => {
                text.eq_ignore_ascii_case(if slot.primary { "true" } else { "false" })
            }
            (value, _) => {
                return Err(ScimError::invalid_value(value.kind(), "a boolean"));
            }
        };
        if same {
            return Ok(());
        }
        let what = format!("the element is always the one with {}", selector(slot));
        Err(ScimError::mutability(what))
    }

    /// Unassigns a slot that a replacing value leaves out. Explicitly, what cannot be unassigned
    /// is an error.
    pub(super) fn empty(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        slot: &'static Slot,
        explicit: bool,
    ) -> Done {
        let path = place.path.slot(slot);
        if let Some(field) = slot.element {
            let changed = clear_element(model, slot, field, place.base).unwrap_or(false);
            self.reading.changed(changed, path);
            return Ok(());
        }
        for node in slot.nodes {
            let base = place.base + node.base;
            if explicit {
                let scope = Scope::Complex(path);
                self.unassign(model, node, base, scope).map_err(|error| error.at(segment(node)))?;
            } else {
                let changed = omit(model, node, base);
                self.reading.changed(changed, path.sub_attribute(node));
            }
        }
        Ok(())
    }

    /// Applies an operation to a slot; whether it has what it requires then matters where it is to be
    /// `complete`.
    pub(super) fn edit_slot(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        slot: &'static Slot,
        operation: &PatchOperation<'_>,
        value: Option<&str>,
        complete: bool,
    ) -> Done {
        let PatchOperation { op, target, .. } = operation;
        let Some(sub_attribute) = target.sub_attribute.map(|attribute| &*attribute.name) else {
            let json = value.unwrap_or("null");
            return match self.reading.json(shorthand::only_element(json).unwrap_or(json))? {
                Json::Object(members) => self.within(model, place, slot, |this, model, base| {
                    this.parts(model, place, slot, base, *op, members)?;
                    if complete { this.complete_slot(model, slot, base) } else { Ok(()) }
                }),
                other => Err(ScimError::invalid_value(other.kind(), "an object")),
            };
        };
        if is_fixed(slot, sub_attribute) {
            return match value {
                Some(json) => self.check_fixed(place, slot, sub_attribute, json),
                None => Err(ScimError::mutability("the attribute tells the elements apart")),
            };
        }
        let Some((_, node)) = find(slot.nodes, sub_attribute) else {
            if value.is_none_or(|json| json == "null") {
                // it has no such part, and so no value of it
                return Ok(());
            }
            if self.reading.dialect.accepts(Tolerance::Unmapped) {
                let path = place.path.slot(slot);
                self.reading.changes.ignore(&format!("{path}.{sub_attribute}"));
                return Ok(());
            }
            let what = format!("the element with {} has no `{sub_attribute}`", selector(slot));
            return Err(invalid_path(what));
        };
        let scope = Scope::Complex(place.path.slot(slot));
        self.within(model, place, slot, |this, model, base| {
            this.one(model, node, base + node.base, scope, *op, value)?;
            if complete { this.complete_slot(model, slot, base) } else { Ok(()) }
        })
    }

    /// Writes what comparisons by `eq` say of the parts of a slot.
    pub(super) fn describe(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        slot: &'static Slot,
        equals: &[Equal],
    ) -> Done {
        let scope = Scope::Complex(place.path.slot(slot));
        self.within(model, place, slot, |this, model, base| {
            for (name, equal) in equals.iter().filter(|(name, _)| !is_fixed(slot, name)) {
                if let Some((_, node)) = find(slot.nodes, name) {
                    this.write(model, node, base + node.base, scope, Op::Add, equal)?;
                }
            }
            Ok(())
        })
    }

    /// Unassigns all parts of a slot.
    pub(super) fn clear_slot(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        slot: &'static Slot,
    ) -> Done {
        let refused = || ScimError::mutability("the element cannot be without a value");
        let path = place.path.slot(slot);
        if let Some(field) = slot.element {
            let changed = clear_element(model, slot, field, place.base).map_err(|_| refused())?;
            self.reading.changed(changed, path);
            return Ok(());
        }
        for node in slot.nodes.iter().filter(|node| !node.flags.has(Flags::READ_ONLY)) {
            self.unassign(model, node, place.base + node.base, Scope::Complex(path))
                .map_err(|_| refused().at(segment(node)))?;
        }
        Ok(())
    }
}

/// The simple value that the members of an object give a name, once.
pub(super) fn given<'j>(members: &Members<'j>, name: &str) -> Result<Option<Held<'j>>, ScimError> {
    let mut found = members.iter().filter(|(known, _)| known.is(name));
    match (found.next(), found.next()) {
        (_, Some(_)) => Err(given_twice().at(name.to_owned())),
        (found, None) => found.map(|(_, json)| scalar(json)).transpose(),
    }
}

/// Whether the declaration of a slot says what a sub-attribute of it is.
pub(super) fn is_fixed(slot: &Slot, name: &str) -> bool {
    let is_primary = || name.eq_ignore_ascii_case("primary");
    name.eq_ignore_ascii_case(slot.selector.sub_attribute)
        || is_primary() && (slot.primary || find(slot.nodes, name).is_none())
}

/// A slot as the segment of a path.
pub(super) fn selector(slot: &Slot) -> String {
    match slot.selector.value {
        Literal::String(value) => format!("[{} eq \"{value}\"]", slot.selector.sub_attribute),
        Literal::Boolean(value) => format!("[{} eq {value}]", slot.selector.sub_attribute),
    }
}

impl Patching<'_> {
    /// Whether a slot with a value has what it requires.
    pub(super) fn complete_slot(&self, model: &dyn Model, slot: &'static Slot, base: u16) -> Done {
        let mut parts = slot.nodes.iter().filter(|node| !is_fixed(slot, node.name()));
        match self.missing(model, slot, base) {
            Some(node) if parts.any(|node| self.has(model, node, base + node.base)) => {
                Err(required(node))
            }
            _ => Ok(()),
        }
    }

    /// What a slot requires and does not have.
    fn missing(&self, model: &dyn Model, slot: &'static Slot, base: u16) -> Option<&'static Node> {
        let is_missing = |node: &&'static Node| {
            node.flags.has(Flags::REQUIRED)
                && !is_fixed(slot, node.name())
                && !self.has(model, node, base + node.base)
        };
        slot.nodes.iter().find(is_missing)
    }

    /// Whether a part has a value that somebody gave.
    fn has(&self, model: &dyn Model, node: &'static Node, base: u16) -> bool {
        !self.is_blank(node) && is_node_assigned(model, node, base)
    }
}

/// Gives the element in a field what its slot says of it.
fn fix(element: &mut dyn Model, slot: &Slot) -> Done {
    let selector = match slot.selector.value {
        Literal::String(value) => Scalar::String(value),
        Literal::Boolean(value) => Scalar::Boolean(value),
    };
    for node in slot.nodes {
        let value = match node.name() {
            name if name == slot.selector.sub_attribute => selector,
            "primary" if slot.primary => Scalar::Boolean(true),
            _ => continue,
        };
        if let Kind::Field(field) = node.kind
            && let Some(place) = element.edit(node.base + field)
        {
            place.edit(|held| held.set(value))??;
        }
    }
    Ok(())
}
