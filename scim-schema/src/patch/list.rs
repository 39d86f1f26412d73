//! Operations on the elements of a list.

use super::element::{Identity, complete_new, is_primary, is_something, only_primary};
use super::resolve::{find, undefined_below};
use super::same::{among, same};
use super::value::Done;
use super::{Op, PatchOperation, Patching, shorthand};
use crate::changes::ChangedPath;
use crate::filter::ElementFilter;
use crate::message::{ScimError, ScimType};
use crate::read::{Json, Scope, fixed_error, holds_given};
use crate::resource::{Flags, Kind, ListMut, Model, Node, Value, View, is_node_assigned};

impl Patching<'_> {
    /// Edits the list of a field, and records whether that changed it.
    fn list(
        &mut self,
        model: &mut dyn Model,
        node: &'static Node,
        base: u16,
        scope: Scope,
        edit: impl FnOnce(&mut Self, &mut dyn ListMut) -> Result<bool, ScimError>,
    ) -> Done {
        let (Kind::Field(field) | Kind::Complex(field, _)) = node.kind else { return Ok(()) };
        let fixed = node.flags.has(Flags::IMMUTABLE) && is_node_assigned(model, node, base);
        let Some(place) = model.edit(base + field) else { return Ok(()) };
        let changed = place.edit(|value: &mut dyn Value| {
            let Some(list) = value.list() else { return Ok(false) };
            let quiet = std::mem::replace(&mut self.reading.quiet, true);
            let changed = edit(self, list);
            self.reading.quiet = quiet;
            if list.is_empty() {
                let _ = value.clear();
            }
            changed
        })??;
        if changed && fixed {
            return Err(fixed_error());
        }
        self.reading.changed(changed, scope.path(node));
        Ok(())
    }

    /// Writes the whole list, or adds to it.
    pub(super) fn write_list(
        &mut self,
        model: &mut dyn Model,
        node: &'static Node,
        base: u16,
        scope: Scope,
        op: Op,
        json: &str,
    ) -> Done {
        let json = shorthand::elements(&self.reading, node, json);
        if op == Op::Add {
            return self.list(model, node, base, scope, |this, list| this.add(list, node, &json));
        }
        let (Kind::Field(field) | Kind::Complex(field, _)) = node.kind else { return Ok(()) };
        self.value(model, base + field, node, scope, &json)
    }

    /// Adds elements: those that the list has already are merged.
    fn add(
        &mut self,
        list: &mut dyn ListMut,
        node: &'static Node,
        json: &str,
    ) -> Result<bool, ScimError> {
        if !json.starts_with('[') {
            return Ok(false);
        }
        let (old, nodes, identity) = (list.len(), node.nodes(), Identity::of(node));
        let mut blanks = self.reading.append(list, node, json)?;
        let primary = (old..list.len()).find(|index| is_primary(list, *index, nodes));
        let mut targets = same((list, old), &blanks, &identity, &mut self.work)?;
        // where it will be: the element that it is the same as, or behind the new ones before it
        let primary = primary.map(|index| {
            let before = targets.iter().take(index - old);
            let fresh = before.filter(|target| target.is_none()).count();
            targets.get(index - old).copied().flatten().unwrap_or(old + fresh)
        });

        // the new elements first, in their order, so that the others can be taken from the end
        let mut fresh = 0;
        let mut places: Vec<usize> = (0..targets.len()).collect();
        for offset in 0..targets.len() {
            if targets.get(offset) == Some(&None) {
                list.swap(old + fresh, old + offset);
                targets.swap(fresh, offset);
                places.swap(fresh, offset);
                blanks.swap(fresh, offset);
                fresh += 1;
            }
        }
        let mut given = Vec::with_capacity(targets.len() - fresh);
        while targets.len() > fresh {
            let (Some(target), Some(element)) = (targets.pop(), list.pop()) else { break };
            let blank = blanks.take(targets.len());
            given.push((places.pop().unwrap_or_default(), target, element, blank));
        }
        let mut changed = fresh > 0;
        // as they were given: of several for one element the last holds
        given.sort_unstable_by_key(|(place, ..)| *place);
        for (place, target, mut element, blank) in given {
            let Some(target) = target else { continue };
            // one that is new may get what is blank in it
            let new = target.checked_sub(old);
            let mut unsaid = new.map(|new| blanks.take(new)).unwrap_or_default();
            let held = list.at_mut(target).and_then(|held| held.complex());
            if let (Some(held), Some(element)) = (held, element.complex()) {
                let merged = identity.merge((held, &mut unsaid), (element, &blank));
                changed |= merged.map_err(|error| error.at(format!("[{place}]")))?;
            }
            if let Some(new) = new {
                blanks.set(new, unsaid);
            }
        }
        for index in old..list.len() {
            if let Some(element) = list.at_mut(index).and_then(|element| element.complex()) {
                let new = index - old;
                let completed = complete_new(element, nodes, blanks.take(new));
                completed.map_err(|error| error.at(format!("[{new}]")))?;
            }
        }
        if let Some(index) = primary {
            changed |= only_primary(list, index, nodes);
        }
        Ok(changed)
    }

    /// Removes the elements that are the same as one of those given.
    pub(super) fn remove_values(
        &mut self,
        model: &mut dyn Model,
        node: &'static Node,
        base: u16,
        scope: Scope,
        json: &str,
    ) -> Done {
        let json = shorthand::elements(&self.reading, node, json);
        self.list(model, node, base, scope, |this, list| {
            if !json.starts_with('[') {
                return Ok(false);
            }
            let (old, identity) = (list.len(), Identity::of(node));
            let blanks = this.reading.append(list, node, &json)?;
            let gone = among((list, old), &blanks, &identity, &mut this.work)?;
            list.retain(&mut |index| gone.get(index) == Some(&false));
            Ok(gone.contains(&true))
        })
    }

    /// Applies an operation to the elements that a value path chooses, or to all of them.
    pub(super) fn some_elements(
        &mut self,
        model: &mut dyn Model,
        base: u16,
        scope: Scope,
        operation: &PatchOperation<'_>,
    ) -> Done {
        let PatchOperation { op, target, .. } = operation;
        let node = target.node;
        let value = match (op, operation.value()) {
            // some values of a list in each
            (Op::Remove, json) => {
                json.filter(|_| target.sub_attribute.is_some_and(|sub| sub.multi_valued))
            }
            (_, None) => return Err(ScimError::invalid_value("no `value`", "one")),
            (_, Some(json)) => Some(json),
        };
        self.list(model, node, base, scope, |this, list| {
            let chosen = this.chosen(list, target.filter.as_ref())?;
            match (value, target.sub_attribute) {
                (None, None) => {
                    let mut gone = chosen.iter().peekable();
                    list.retain(&mut |index| gone.next_if(|next| **next == index).is_none());
                    Ok(!chosen.is_empty())
                }
                _ if chosen.is_empty() && *op == Op::Remove => Ok(false),
                _ if chosen.is_empty() => this.create(list, operation, value.unwrap_or("null")),
                _ => {
                    // each gets a copy
                    this.work.charge(chosen.len().saturating_mul(value.map_or(0, str::len)))?;
                    this.edit(list, &chosen, operation, value)
                }
            }
        })
    }

    /// The elements that a filter chooses, or all of them. What that takes is charged before.
    fn chosen(
        &mut self,
        list: &dyn ListMut,
        filter: Option<&ElementFilter>,
    ) -> Result<Vec<usize>, ScimError> {
        let conditions = filter.map_or(1, ElementFilter::conditions);
        self.work.charge(list.len().saturating_mul(conditions))?;
        let Some(filter) = filter else { return Ok((0..list.len()).collect()) };
        let heavy = filter.is_heavy();
        let mut chosen = Vec::new();
        for index in 0..list.len() {
            let element = list.at(index);
            if heavy {
                self.work.charge(filter.units(&element))?;
            }
            if filter.matches(&element) {
                chosen.push(index);
            }
        }
        Ok(chosen)
    }

    /// Edits elements. Those with nothing in them afterwards are no elements any more.
    fn edit(
        &mut self,
        list: &mut dyn ListMut,
        chosen: &[usize],
        operation: &PatchOperation<'_>,
        value: Option<&str>,
    ) -> Result<bool, ScimError> {
        let node = operation.target.node;
        let nodes = node.nodes();
        let before = self.reading.writes;
        let (mut primary, mut others, mut emptied) = (None, false, Vec::new());
        for index in chosen.iter().copied() {
            let (was, held) = (is_primary(list, index, nodes), is_something(list, index));
            let Some(element) = list.at_mut(index) else { continue };
            self.element(element, operation, value)?;
            // what held nothing that the schema defines stays, as what it holds is not seen
            if held && !is_something(list, index) {
                emptied.push(index);
            }
            match (is_primary(list, index, nodes), was) {
                (true, false) => others |= primary.replace(index).is_some(),
                // it was, and is made so again together with another
                (true, true) => others = true,
                (false, _) => {}
            }
        }
        if primary.is_some() && others {
            return Err(crate::read::two_primary());
        }
        let mut changed = self.reading.writes != before;
        if let Some(index) = primary {
            changed |= only_primary(list, index, nodes);
        }
        if !emptied.is_empty() {
            let mut emptied = emptied.into_iter().peekable();
            list.retain(&mut |index| emptied.next_if_eq(&index).is_none());
        }
        Ok(changed)
    }

    /// Applies an operation to one element, which has what it requires then.
    fn element(
        &mut self,
        element: &mut dyn Value,
        operation: &PatchOperation<'_>,
        value: Option<&str>,
    ) -> Done {
        self.part_of(element, operation, value)?;
        match element.complex() {
            Some(inner) => super::value::complete(inner, operation.target.node.nodes(), 0),
            None => Ok(()),
        }
    }

    /// The same of one that may lack what it requires.
    fn part_of(
        &mut self,
        element: &mut dyn Value,
        operation: &PatchOperation<'_>,
        value: Option<&str>,
    ) -> Done {
        let PatchOperation { op, target, .. } = operation;
        let node = target.node;
        let Some(sub_attribute) = target.sub_attribute.map(|attribute| &*attribute.name) else {
            let json = value.unwrap_or("null");
            return self.whole_element(element, operation, json);
        };
        let nodes = node.nodes();
        let Some(inner) = element.complex() else { return Ok(()) };
        let Some((_, part)) = find(nodes, sub_attribute) else {
            return Err(undefined_below(node, sub_attribute));
        };
        self.one(inner, part, part.base, within(operation), *op, value)
    }

    fn whole_element(
        &mut self,
        element: &mut dyn Value,
        operation: &PatchOperation<'_>,
        json: &str,
    ) -> Done {
        let json = shorthand::only_element(json).unwrap_or(json);
        let (node, op, scope) = (operation.target.node, operation.op, within(operation));
        let nodes = node.nodes();
        let Some(inner) = element.complex() else {
            // what a dialect means by null, too: an empty text is no element there
            if self.reading.is_null(json) {
                return Err(ScimError::invalid_value("null", crate::read::expected_one(node)));
            }
            return self.reading.value(element, node, &scope, json);
        };
        match self.reading.json(json)? {
            Json::Object(members) => self.members(inner, nodes, 0, scope, op, members),
            other => Err(ScimError::invalid_value(other.kind(), "an object")),
        }
    }

    /// What to do where no element is chosen: create the one that the filter describes, where that
    /// is asked for; else nothing is there.
    fn create(
        &mut self,
        list: &mut dyn ListMut,
        operation: &PatchOperation<'_>,
        json: &str,
    ) -> Result<bool, ScimError> {
        let target = &operation.target;
        let (node, nodes) = (target.node, target.node.nodes());
        let equals = operation.creates(&self.reading).filter(|equals| {
            let writable = |name: &str| {
                find(nodes, name).is_some_and(|(_, node)| !node.flags.has(Flags::READ_ONLY))
            };
            equals.iter().all(|(name, _)| writable(name))
        });
        let last = list.len();
        if list.push_blank().is_none() {
            // a simple value: check that it could be one
            let elements = shorthand::elements(&self.reading, node, json);
            if !elements.starts_with('[') {
                return Err(ScimError::invalid_value("null", crate::read::expected_one(node)));
            }
            self.reading.append(list, node, &elements)?;
            return Err(no_target(operation));
        }
        let mut equals = equals;
        let outer = match list.at(last) {
            View::Complex(inner) => self.enter_element(node, inner),
            _ => return Err(no_target(operation)),
        };
        if let Some(pairs) = &equals {
            let element = list.at_mut(last).and_then(|element| element.complex());
            let Some(inner) = element else { return Err(no_target(operation)) };
            let mut parts = pairs
                .iter()
                .filter_map(|(name, equal)| find(nodes, name).map(|(_, part)| (part, equal)));
            let held = parts.try_for_each(|(part, equal)| {
                self.write(inner, part, part.base, within(operation), Op::Add, equal)?;
                // an empty text may be none, and no element is what asks for it
                if is_node_assigned(inner, part, part.base) {
                    Ok(())
                } else {
                    Err(no_target(operation))
                }
            });
            if held.is_err() {
                // no element can be what the filter describes; the value comes before that
                list.pop();
                list.push_blank();
                equals = None;
                self.leave_element(outer);
                if let View::Complex(inner) = list.at(last) {
                    self.enter_element(node, inner);
                }
            }
        }
        let Some(element) = list.at_mut(last) else { return Err(no_target(operation)) };
        // what is required may be missing in a scratch element
        let checked = self.part_of(element, operation, Some(json));
        let blank = self.leave_element(outer);
        let inner = element.complex();
        match (equals, inner) {
            (Some(_), Some(inner)) => {
                checked?;
                let nothing = target.sub_attribute.is_some_and(|sub_attribute| {
                    !find(nodes, &sub_attribute.name).is_some_and(|(index, part)| {
                        !blank.contains(index) && is_node_assigned(inner, part, part.base)
                    })
                });
                if nothing || !holds_given(inner, nodes, &blank) {
                    list.pop();
                    return Ok(false);
                }
                complete_new(inner, nodes, blank)?;
            }
            _ => {
                checked?;
                return Err(no_target(operation));
            }
        }
        if is_primary(list, last, nodes) {
            only_primary(list, last, nodes);
        }
        Ok(true)
    }
}

/// Where the parts of an element are.
const fn within(operation: &PatchOperation<'_>) -> Scope {
    Scope::Element(ChangedPath::new(operation.target.extension, operation.target.node))
}

/// The error of a value path that chooses nothing (RFC 7644 section 3.5.2.3).
#[cold]
pub(super) fn no_target(operation: &PatchOperation<'_>) -> ScimError {
    let detail = match (operation.op, &operation.target.filter) {
        (_, None) => "the attribute has no elements; use `add` with a whole one",
        (Op::Add, Some(_)) => {
            "no element satisfies the filter, which describes none to make; compare by `eq` and \
             `and`, or add a whole element without a filter"
        }
        (_, Some(_)) => "no element satisfies the filter; use `add` to make one",
    };
    ScimError::bad_request(ScimType::NoTarget, detail)
}
