//! Operations on elements that are fixed: fields of the same model.

use super::created::Equal;
use super::primary::{primary_parts, set_primary};
use super::slot::{given, is_fixed, selector};
use super::value::Done;
use super::{Members, Op, PatchOperation, Patching, find, list::no_target, shorthand};
use crate::changes::ChangedPath;
use crate::dialect::Tolerance;
use crate::filter::{ElementFilter, is_slot_present};
use crate::message::{ScimError, ScimType};
use crate::read::{Held, Json, Scope, Seen};
use crate::resource::{Flags, Kind, Model, Node, Slot};
use crate::schema::Attribute;

/// The slots of an attribute, and where they are.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) node: &'static Node,
    pub(super) slots: &'static [Slot],
    pub(super) base: u16,
    pub(super) path: ChangedPath,
}

impl Place {
    pub(super) fn of(node: &'static Node, base: u16, scope: Scope) -> Option<Self> {
        let Kind::Slots(slots) = node.kind else { return None };
        Some(Self { node, slots, base, path: scope.path(node) })
    }
}

impl Patching<'_> {
    /// Writes elements to the slots they go to; `replace` unassigns the others.
    pub(super) fn write_slots(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        op: Op,
        json: &str,
    ) -> Done {
        let json = shorthand::elements(&self.reading, place.node, json);
        let elements = match self.reading.json(&json)? {
            Json::Array(elements) => elements,
            Json::Null => Vec::new(),
            other => return Err(ScimError::invalid_value(other.kind(), "an array")),
        };
        let mut filled = Seen::default();
        let (mut any, mut primary) = (false, false);
        let before = primary_parts(model, place);
        for element in elements {
            self.reading.charge()?;
            let mut members = match self.reading.json(element)? {
                Json::Null => continue,
                // with nothing in it, it is none (RFC 7643 section 2.5)
                Json::Object(members)
                    if members.iter().all(|(_, json)| self.reading.is_null(json)) =>
                {
                    continue;
                }
                Json::Object(members) => members,
                other => return Err(ScimError::invalid_value(other.kind(), "an object")),
            };
            any = true;
            let is_primary = self.says_primary(place, &members)?;
            let second = is_primary && primary;
            if second && !self.reading.dialect.accepts(Tolerance::FirstPrimary) {
                return Err(crate::read::two_primary());
            }
            if second {
                let said = members.iter_mut().filter(|(name, _)| name.is("primary"));
                said.for_each(|(_, json)| *json = "false");
            }
            let Some((index, slot)) = self.slot(place.slots, &members)? else {
                self.no_slot(place)?;
                continue;
            };
            primary |= is_primary;
            if second && slot.primary {
                // it cannot be another
                members.retain(|(name, _)| !name.is("primary"));
            }
            if !filled.insert(index) {
                let (found, expected) = ("two elements for one place", "one at most");
                return Err(ScimError::invalid_value(found, expected).at(selector(slot)));
            }
            self.fill(model, place, slot, op, members).map_err(|error| error.at(selector(slot)))?;
        }
        let others = place.slots.iter().enumerate().filter(|_| op == Op::Replace);
        for (index, slot) in others {
            if !filled.contains(index) {
                self.empty(model, place, slot, !any)?;
            }
        }
        self.one_primary(model, place, &before, false)
    }

    /// Whether an element says that it is the primary one.
    fn says_primary(&self, place: Place, members: &Members<'_>) -> Result<bool, ScimError> {
        Ok(match given(members, "primary")? {
            Some(Held::Boolean(is_primary)) => is_primary,
            Some(Held::String(said)) => {
                said.eq_ignore_ascii_case("true")
                    && self.reading.takes_primary_text(place.node.attribute)
            }
            _ => false,
        })
    }

    /// What no slot can hold is an error, or passed over.
    fn no_slot(&mut self, place: Place) -> Done {
        if self.reading.dialect.accepts(Tolerance::Unmapped) {
            self.reading.changes.ignore(&place.path.to_string());
            return Ok(());
        }
        let known: Vec<_> = place.slots.iter().map(selector).collect();
        let expected = format!("one for {}", known.join(", "));
        Err(ScimError::invalid_value("an element that has no place", expected))
    }

    /// The slot of an element: whose selector it satisfies; without the selector's sub-attribute
    /// the primary one.
    fn slot(
        &self,
        slots: &'static [Slot],
        members: &Members<'_>,
    ) -> Result<Option<(usize, &'static Slot)>, ScimError> {
        let mut primary = None;
        for (index, slot) in slots.iter().enumerate() {
            match given(members, slot.selector.sub_attribute)? {
                None | Some(Held::Null) if slot.primary => primary = Some((index, slot)),
                None | Some(Held::Null) => {}
                Some(Held::String(text)) if text.is_empty() && slot.primary => {
                    primary = Some((index, slot));
                }
                Some(value) if self.is_selector(slot, &value) => return Ok(Some((index, slot))),
                // another element than any slot here
                Some(_) => {}
            }
        }
        Ok(primary)
    }

    /// Removes the elements that are the same as one of those given.
    pub(super) fn remove_from_slots(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        json: &str,
    ) -> Done {
        let json = shorthand::elements(&self.reading, place.node, json);
        let elements = match self.reading.json(&json)? {
            Json::Array(elements) => elements,
            Json::Null => Vec::new(),
            other => return Err(ScimError::invalid_value(other.kind(), "an array")),
        };
        let each = place.slots.len() + Self::folded(model, place);
        for element in elements {
            self.reading.charge()?;
            self.work.charge(each)?;
            let members = match self.reading.json(element)? {
                Json::Null => continue,
                Json::Object(members) => members,
                other => return Err(ScimError::invalid_value(other.kind(), "an object")),
            };
            for slot in place.slots {
                if self.same(model, place, slot, &members)? {
                    self.clear_slot(model, place, slot)?;
                }
            }
        }
        Ok(())
    }

    /// Applies an operation to the slots that a value path chooses, or to all that have a value.
    pub(super) fn some_slots(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        operation: &PatchOperation<'_>,
    ) -> Done {
        let PatchOperation { op, target, .. } = operation;
        let value = match (op, operation.value()) {
            (Op::Remove, _) => None,
            (_, None) => return Err(ScimError::invalid_value("no `value`", "one")),
            (_, Some(json)) => Some(json),
        };
        self.work.charge(target.filter.as_ref().map_or(0, |filter| filter.slot_units(model)))?;
        let (mut chosen, mut any) = (Seen::default(), false);
        for (index, slot) in place.slots.iter().enumerate() {
            let is_chosen = match &target.filter {
                Some(filter) => filter.matches_slot(index, model),
                None => is_slot_present(model, slot, place.base),
            };
            if is_chosen {
                any = true;
                chosen.insert(index);
            }
        }
        let chosen = || {
            let slots = place.slots.iter().enumerate();
            slots.filter(|(index, _)| chosen.contains(*index)).map(|(_, slot)| slot)
        };
        // what else is written makes no element the primary one
        let says = |sub: &Attribute| sub.name.eq_ignore_ascii_case("primary");
        let may = !any || target.sub_attribute.is_none_or(says);
        let before = if may { primary_parts(model, place) } else { Vec::new() };
        match (value, target.sub_attribute) {
            (None, None) => {
                return chosen().try_for_each(|slot| self.clear_slot(model, place, slot));
            }
            (Some(json), _) if !any => self.create_slot(model, place, operation, json)?,
            _ => {
                for slot in chosen() {
                    self.edit_slot(model, place, slot, operation, value, true)?;
                }
            }
        }
        if may { self.one_primary(model, place, &before, true) } else { Ok(()) }
    }

    /// What to do where no slot is chosen: fill the empty one that the filter describes, where
    /// that is asked for; else nothing is there.
    fn create_slot(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        operation: &PatchOperation<'_>,
        json: &str,
    ) -> Done {
        let PatchOperation { op, target, .. } = operation;
        let chosen = target.filter.as_ref();
        // of another filter nobody knows which element it means
        let never = chosen.is_some_and(ElementFilter::is_never);
        let told = *op == Op::Add || self.reading.dialect.accepts(Tolerance::Unmapped);
        if never && told && operation.describes(&self.reading).is_some() {
            return self.no_slot(place);
        }
        let slot = operation.creates(&self.reading).and_then(|equals| {
            let slot = self.described(place, &equals)?;
            (!is_slot_present(model, slot, place.base)).then_some((slot, equals))
        });
        let Some((slot, equals)) = slot else {
            self.possible(model, place, operation, json)?;
            return Err(no_target(operation));
        };
        self.describe(model, place, slot, &equals)?;
        self.edit_slot(model, place, slot, operation, Some(json), true)
    }

    /// Whether a slot could hold what is given, were it there: a wrong value is the worse mistake.
    fn possible(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        operation: &PatchOperation<'_>,
        json: &str,
    ) -> Done {
        let has_part = |slot: &&'static Slot| {
            operation.target.sub_attribute.is_none_or(|sub| {
                !is_fixed(slot, &sub.name) && find(slot.nodes, &sub.name).is_some()
            })
        };
        let Some(slot) = place.slots.iter().find(has_part) else { return Ok(()) };
        // an element that is not made lacks nothing
        match self.edit_slot(model, place, slot, operation, Some(json), false) {
            Err(error) if error.scim_type() == Some(ScimType::InvalidValue) => Err(error),
            // the others are of what that slot holds
            _ => Ok(()),
        }
    }

    /// The slot of an element that comparisons by `eq` describe.
    fn described(&self, place: Place, equals: &[Equal]) -> Option<&'static Slot> {
        let writable = |slot: &Slot, name: &str| {
            is_fixed(slot, name)
                || !find(slot.nodes, name).is_some_and(|(_, node)| node.flags.has(Flags::READ_ONLY))
        };
        let fixed = |slot: &&'static Slot| {
            let mut fixed = equals.iter().filter(|(name, _)| is_fixed(slot, name));
            let all = fixed.all(|(name, equal)| self.check_fixed(place, slot, name, equal).is_ok());
            let selector = equals
                .iter()
                .any(|(name, _)| name.eq_ignore_ascii_case(slot.selector.sub_attribute));
            let writable = equals.iter().all(|(name, _)| writable(slot, name));
            all && writable && (selector || slot.primary)
        };
        place.slots.iter().find(fixed)
    }

    /// At most one element is primary: one that became so is the only one.
    fn one_primary(
        &mut self,
        model: &mut dyn Model,
        place: Place,
        before: &[bool],
        strict: bool,
    ) -> Done {
        let after = primary_parts(model, place);
        let became = |index: &usize| after.get(*index) > before.get(*index);
        let mut new = (0..after.len()).filter(became);
        let (Some(primary), others) = (new.next(), new.next()) else { return Ok(()) };
        if others.is_some() && strict {
            return Err(crate::read::two_primary());
        }
        for (index, slot) in place.slots.iter().enumerate() {
            if index != primary && after.get(index) == Some(&true) {
                let path = set_primary(model, place, slot);
                self.reading.changed(path.is_some(), path.unwrap_or(place.path));
            }
        }
        Ok(())
    }
}
