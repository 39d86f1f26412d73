//! Bytes straight from the fields: no DOM, no serializer in between.
//!
//! Every member and element is written with a comma before it; the first comma of an object or an
//! array then becomes what opens it. So nothing has to know whether it is the first.

use super::{Resource, string, text};
use crate::projection::{Pick, Selection};
use crate::resource::{Flags, Kind, List, Literal, Model, Node, Slot, View, is_node_assigned};
use std::fmt::Display;
use std::io::Write as _;
#[cfg(feature = "http1")]
use std::ops::Range;

/// What is written only when it is asked for, or never.
const SILENT: Flags = Flags::NEVER.and(Flags::REQUEST);

pub(super) struct Writer<'a, 'o> {
    out: &'o mut Vec<u8>,
    resource: &'a Resource<'a>,
}

impl<'a, 'o> Writer<'a, 'o> {
    pub(super) fn new(out: &'o mut Vec<u8>, resource: &'a Resource<'a>) -> Self {
        Self { out, resource }
    }

    pub(super) fn resource(&mut self) {
        let mark = self.out.len();
        self.members(
            self.resource.model,
            self.resource.descriptor.nodes,
            0,
            self.resource.selection,
        );
        if !self.enclose(mark, b'{', b'}') {
            self.out.extend_from_slice(b"{}");
        }
    }

    /// The same; answers where the elements of a list are, if they were written.
    #[cfg(feature = "http1")]
    pub(super) fn resource_with(&mut self, list: &str) -> Option<Range<usize>> {
        let mark = self.out.len();
        let (model, mut elements) = (self.resource.model, None);
        for (index, node) in self.resource.descriptor.nodes.iter().enumerate() {
            let before = self.out.len();
            let pick = self.resource.selection.map(|selection| selection.pick(index));
            match pick {
                None if node.flags.any(SILENT) => {}
                Some(Pick::No) => {}
                None | Some(Pick::All) => self.member(model, node, node.base, None),
                Some(Pick::Some(inner)) => self.member(model, node, node.base, Some(inner)),
            }
            if node.name() == list && self.out.len() > before {
                // between the brackets
                elements = Some(before + node.key.len() + 1..self.out.len() - 1);
            }
        }
        self.enclose(mark, b'{', b'}');
        elements
    }

    /// Makes an object or array of what was written since `mark`; `false` if that is nothing.
    #[inline]
    fn enclose(&mut self, mark: usize, open: u8, close: u8) -> bool {
        let Some(comma) = self.out.get_mut(mark) else { return false };
        *comma = open;
        self.out.push(close);
        true
    }

    /// The members of an object; what has no value is left out.
    fn members(
        &mut self,
        model: &dyn Model,
        nodes: &[Node],
        base: u16,
        selection: Option<&Selection>,
    ) {
        let Some(selection) = selection else {
            for node in nodes.iter().filter(|node| !node.flags.any(SILENT)) {
                self.member(model, node, base + node.base, None);
            }
            return;
        };
        for (node, pick) in nodes.iter().zip(selection.picks()) {
            match pick {
                Pick::No => {}
                Pick::All => self.member(model, node, base + node.base, None),
                Pick::Some(inner) => self.member(model, node, base + node.base, Some(inner)),
            }
        }
    }

    #[inline(always)]
    fn member(&mut self, model: &dyn Model, node: &Node, base: u16, selection: Option<&Selection>) {
        let (Kind::Field(field) | Kind::Complex(field, _)) = node.kind else {
            return self.made(model, node, base, selection);
        };
        match model.get(base + field) {
            View::Null | View::Secret(_) => {}
            View::String(text) => {
                self.key(node);
                string::push(self.out, text);
            }
            view => self.other(node, &view, selection),
        }
    }

    /// A member that is no string; most are.
    #[inline(never)]
    fn other(&mut self, node: &Node, view: &View<'_>, selection: Option<&Selection>) {
        let mark = self.out.len();
        self.key(node);
        if !self.value(view, selection) {
            self.out.truncate(mark);
        }
    }

    #[inline]
    fn key(&mut self, node: &Node) {
        self.out.extend_from_slice(node.key.as_bytes());
    }

    /// A member that is made of several fields, or of none.
    #[inline(never)]
    fn made(&mut self, model: &dyn Model, node: &Node, base: u16, selection: Option<&Selection>) {
        let before = self.out.len();
        self.key(node);
        let mark = self.out.len();
        let written = match node.kind {
            Kind::Field(_) | Kind::Complex(..) => false,
            Kind::Group(nodes) => {
                self.members(model, nodes, base, selection);
                self.enclose(mark, b'{', b'}')
            }
            Kind::Slots(slots) => {
                for slot in slots {
                    self.slot(model, node, slot, base, selection);
                }
                self.enclose(mark, b'[', b']')
            }
            Kind::Schemas => {
                self.schemas();
                self.enclose(mark, b'[', b']')
            }
            Kind::ResourceType => {
                string::push(self.out, &self.resource.descriptor.resource_type.name);
                true
            }
            Kind::Location => self.location(),
            Kind::Version(field) => {
                self.out.extend_from_slice(b"\"W/\\\"");
                let has_tag = text::push_tag(self.out, &model.get(base + field));
                self.out.extend_from_slice(b"\\\"\"");
                has_tag
            }
        };
        if !written {
            self.out.truncate(before);
        }
    }

    /// The schemas in use. The key of an extension is its URN as it is written, between a comma and
    /// a colon.
    fn schemas(&mut self) {
        let Resource { model, descriptor, .. } = *self.resource;
        self.out.push(b',');
        string::push(self.out, &descriptor.schema.id);
        for node in descriptor.nodes.iter().filter(|node| node.flags.has(Flags::EXTENSION)) {
            if is_node_assigned(model, node, node.base) {
                let key = node.key.as_bytes();
                self.out.extend_from_slice(key.strip_suffix(b":").unwrap_or(key));
            }
        }
    }

    fn location(&mut self) -> bool {
        let (Some(base), Some(id)) = (self.resource.base, self.resource.id()) else { return false };
        self.out.push(b'"');
        string::push_inside(self.out, base);
        string::push_inside(self.out, &self.resource.descriptor.resource_type.endpoint);
        self.out.push(b'/');
        text::push_segment(self.out, &id);
        self.out.push(b'"');
        true
    }

    /// One element; nothing if none of its fields has a value.
    fn slot(
        &mut self,
        model: &dyn Model,
        node: &Node,
        slot: &Slot,
        base: u16,
        selection: Option<&Selection>,
    ) {
        let held;
        let (model, base) = match slot.element {
            None => (model, base),
            Some(field) => {
                held = model.get(base + field);
                let View::Complex(element) = held else { return };
                (element, 0)
            }
        };
        let picked = |name: &str| match selection {
            None => true,
            Some(selection) => {
                let index = node
                    .attribute
                    .sub_attributes
                    .iter()
                    .position(|a| a.name.eq_ignore_ascii_case(name));
                index.is_some_and(|index| !matches!(selection.pick(index), Pick::No))
            }
        };
        let before = self.out.len();
        self.out.push(b',');
        let mark = self.out.len();
        // the selector says who the element is, but an element is there for its other parts
        if selection.is_none() {
            self.out.extend_from_slice(slot.head.as_bytes());
        } else {
            if picked(slot.selector.sub_attribute) {
                self.out.push(b',');
                string::push(self.out, slot.selector.sub_attribute);
                self.out.push(b':');
                match slot.selector.value {
                    Literal::String(value) => string::push(self.out, value),
                    Literal::Boolean(value) => self.boolean(value),
                }
            }
            if slot.primary && picked("primary") && slot.selector.sub_attribute != "primary" {
                self.out.extend_from_slice(b",\"primary\":true");
            }
        }
        let mut assigned = false;
        for inner in slot.nodes {
            if inner.name() == slot.selector.sub_attribute
                || slot.primary && inner.name() == "primary"
            {
                continue;
            }
            if !picked(inner.name()) || inner.flags.any(SILENT) && selection.is_none() {
                assigned |= is_node_assigned(model, inner, base + inner.base);
                continue;
            }
            let before = self.out.len();
            self.member(model, inner, base + inner.base, None);
            assigned |= self.out.len() > before;
        }
        if !self.enclose(mark, b'{', b'}') || !assigned {
            self.out.truncate(before);
        }
    }

    /// A value; `false`, with something unfinished written, if a complex one has nothing in it.
    fn value(&mut self, view: &View<'_>, selection: Option<&Selection>) -> bool {
        match view {
            View::Null | View::Secret(_) => return false,
            View::Boolean(value) => self.boolean(*value),
            View::Integer(value) => self.integer(*value),
            View::Decimal(value) => self.decimal(*value),
            View::String(text) => string::push(self.out, text),
            View::DateTime(value) => string::push(self.out, value.as_str()),
            View::Display(value) => self.display(*value),
            View::Complex(model) => return self.complex(*model, selection),
            View::List(list) => return self.list(*list, selection),
            View::Computed(value) => return self.value(&value.view(), selection),
        }
        true
    }

    fn complex(&mut self, model: &dyn Model, selection: Option<&Selection>) -> bool {
        let mark = self.out.len();
        self.members(model, model.nodes(), 0, selection);
        self.enclose(mark, b'{', b'}')
    }

    fn list(&mut self, list: &dyn List, selection: Option<&Selection>) -> bool {
        let mark = self.out.len();
        for index in 0..list.len() {
            let before = self.out.len();
            self.out.push(b',');
            if !self.value(&list.at(index), selection) {
                self.out.truncate(before);
            }
        }
        self.enclose(mark, b'[', b']')
    }

    fn boolean(&mut self, value: bool) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    fn integer(&mut self, value: i128) {
        let mut buffer = itoa::Buffer::new();
        match i64::try_from(value) {
            Ok(value) => self.out.extend_from_slice(buffer.format(value).as_bytes()),
            Err(_) => self.out.extend_from_slice(buffer.format(value).as_bytes()),
        }
    }

    fn decimal(&mut self, value: f64) {
        // serde_json's text, so that both ways of writing agree
        let _ = serde_json::to_writer(&mut *self.out, &value);
    }

    /// Text that is formatted straight into the output, and escaped only if it must be.
    fn display(&mut self, value: &dyn Display) {
        self.out.push(b'"');
        let mark = self.out.len();
        let _ = write!(self.out, "{value}");
        string::escape_from(self.out, mark);
        self.out.push(b'"');
    }
}
