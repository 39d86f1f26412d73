//! Bytes straight from the fields: no DOM, no serializer in between.

use super::{Scim, text};
use crate::projection::{Pick, Selection};
use crate::resource::{Flags, Kind, Literal, Model, Node, Slot, View};
use std::fmt::Display;
use std::io::Write as _;

/// Bytes that a JSON string escapes: all below space, the quote and the backslash.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
static ESCAPED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 32 {
        table[byte] = true;
        byte += 1;
    }
    table[b'"' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

pub(super) struct Writer<'a, 'o> {
    out: &'o mut Vec<u8>,
    scim: &'a Scim<'a>,
}

/// Whether a member was written to the object that is open; decides between `{` and `,`.
type First = bool;

impl<'a, 'o> Writer<'a, 'o> {
    pub(super) fn new(out: &'o mut Vec<u8>, scim: &'a Scim<'a>) -> Self {
        Self { out, scim }
    }

    pub(super) fn resource(&mut self) {
        let first =
            self.members(self.scim.model, self.scim.descriptor.nodes, 0, self.scim.selection, true);
        self.close(first);
    }

    fn close(&mut self, first: First) {
        if first {
            self.out.push(b'{');
        }
        self.out.push(b'}');
    }

    #[inline]
    fn key(&mut self, first: First, key: &str) {
        self.out.push(if first { b'{' } else { b',' });
        self.out.extend_from_slice(key.as_bytes());
    }

    /// The members of an object, without its closing brace; what has no value is left out.
    fn members(
        &mut self,
        model: &dyn Model,
        nodes: &[Node],
        base: u16,
        selection: Option<&Selection>,
        mut first: First,
    ) -> First {
        for (index, node) in nodes.iter().enumerate() {
            let inner = match selection.map(|selection| selection.pick(index)) {
                None if node.flags.any(Flags::NEVER.and(Flags::REQUEST)) => continue,
                None | Some(Pick::All) => None,
                Some(Pick::No) => continue,
                Some(Pick::Some(inner)) => Some(inner),
            };
            first = self.member(model, node, base + node.base, inner, first);
        }
        first
    }

    fn member(
        &mut self,
        model: &dyn Model,
        node: &Node,
        base: u16,
        selection: Option<&Selection>,
        first: First,
    ) -> First {
        match node.kind {
            Kind::Field(field) | Kind::Complex(field, _) => {
                let view = model.get(base + field);
                match view {
                    View::Null | View::Secret => return first,
                    View::String(text) => {
                        self.key(first, node.key);
                        self.string(text);
                        return false;
                    }
                    _ => {}
                }
                let mark = self.out.len();
                self.key(first, node.key);
                if self.value(&view, selection) {
                    return false;
                }
                self.out.truncate(mark);
                first
            }
            Kind::Group(nodes) => {
                let mark = self.out.len();
                self.key(first, node.key);
                if self.members(model, nodes, base, selection, true) {
                    self.out.truncate(mark);
                    return first;
                }
                self.out.push(b'}');
                false
            }
            Kind::Slots(slots) => self.slots(model, node, slots, base, selection, first),
            Kind::Schemas => {
                self.key(first, node.key);
                let mut separator = b'[';
                for urn in self.scim.schemas() {
                    self.out.push(separator);
                    self.string(urn);
                    separator = b',';
                }
                self.out.push(b']');
                false
            }
            Kind::ResourceType => {
                self.key(first, node.key);
                self.string(&self.scim.descriptor.resource_type.name);
                false
            }
            Kind::Location => {
                let (Some(base), Some(id)) = (self.scim.base, self.scim.id()) else { return first };
                self.key(first, node.key);
                self.out.push(b'"');
                self.plain(base);
                self.plain(&self.scim.descriptor.resource_type.endpoint);
                self.out.push(b'/');
                text::push_segment(self.out, &id);
                self.out.push(b'"');
                false
            }
            Kind::Version(field) => {
                let mark = self.out.len();
                self.key(first, node.key);
                self.out.extend_from_slice(b"\"W/\\\"");
                if !text::push_tag(self.out, &model.get(base + field)) {
                    self.out.truncate(mark);
                    return first;
                }
                self.out.extend_from_slice(b"\\\"\"");
                false
            }
        }
    }

    fn slots(
        &mut self,
        model: &dyn Model,
        node: &Node,
        slots: &[Slot],
        base: u16,
        selection: Option<&Selection>,
        first: First,
    ) -> First {
        let mark = self.out.len();
        self.key(first, node.key);
        let mut separator = b'[';
        for slot in slots {
            let mark = self.out.len();
            self.out.push(separator);
            if self.slot(model, node, slot, base, selection) {
                separator = b',';
            } else {
                self.out.truncate(mark);
            }
        }
        if separator == b'[' {
            self.out.truncate(mark);
            return first;
        }
        self.out.push(b']');
        false
    }

    /// One element; `false` if none of its fields has a value.
    fn slot(
        &mut self,
        model: &dyn Model,
        node: &Node,
        slot: &Slot,
        base: u16,
        selection: Option<&Selection>,
    ) -> bool {
        let held;
        let (model, base) = match slot.element {
            None => (model, base),
            Some(field) => {
                held = model.get(base + field);
                let View::Complex(element) = held else { return false };
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
        // the selector says who the element is, but an element is there for its other parts
        let mut first = true;
        if selection.is_none() {
            self.out.extend_from_slice(slot.head.as_bytes());
            first = false;
        } else {
            if picked(slot.selector.sub_attribute) {
                self.key(first, "");
                self.string(slot.selector.sub_attribute);
                self.out.push(b':');
                match slot.selector.value {
                    Literal::String(value) => self.string(value),
                    Literal::Boolean(value) => self.boolean(value),
                }
                first = false;
            }
            if slot.primary && picked("primary") && slot.selector.sub_attribute != "primary" {
                self.key(first, "\"primary\":true");
                first = false;
            }
        }
        let mut assigned = false;
        for inner in slot.nodes {
            if inner.name() == slot.selector.sub_attribute
                || slot.primary && inner.name() == "primary"
            {
                continue;
            }
            if !picked(inner.name())
                || inner.flags.any(Flags::NEVER.and(Flags::REQUEST)) && selection.is_none()
            {
                assigned |= crate::resource::is_node_assigned(model, inner, base + inner.base);
                continue;
            }
            let before = self.out.len();
            first = self.member(model, inner, base + inner.base, None, first);
            assigned |= self.out.len() > before;
        }
        if first {
            return false;
        }
        self.out.push(b'}');
        assigned
    }

    /// A value; `false`, with something unfinished written, if a complex one has nothing in it.
    fn value(&mut self, view: &View<'_>, selection: Option<&Selection>) -> bool {
        match view {
            View::Null | View::Secret => return false,
            View::Boolean(value) => self.boolean(*value),
            View::Integer(value) => self.integer(*value),
            View::Decimal(value) => self.decimal(*value),
            View::String(text) => self.string(text),
            View::DateTime(value) => self.string(value.as_str()),
            View::Display(value) => self.display(*value),
            View::Complex(model) => {
                if self.members(*model, model.nodes(), 0, selection, true) {
                    return false;
                }
                self.out.push(b'}');
            }
            View::List(list) => {
                let mut separator = b'[';
                for index in 0..list.len() {
                    let mark = self.out.len();
                    self.out.push(separator);
                    if self.value(&list.at(index), selection) {
                        separator = b',';
                    } else {
                        self.out.truncate(mark);
                    }
                }
                if separator == b'[' {
                    return false;
                }
                self.out.push(b']');
            }
            View::Computed(value) => return self.value(&value.view(), selection),
        }
        true
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
        let written = self.out.get(mark..).unwrap_or_default();
        if written.iter().copied().any(escaped) {
            let text = written.to_vec();
            self.out.truncate(mark);
            self.escape(&text);
        }
        self.out.push(b'"');
    }

    #[inline]
    fn string(&mut self, text: &str) {
        self.out.reserve(text.len() + 2);
        self.out.push(b'"');
        self.plain(text);
        self.out.push(b'"');
    }

    /// The inside of a string.
    #[inline]
    fn plain(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let plain = match bytes.last_chunk::<8>() {
            // the last eight bytes overlap the chunks, and save looking at the rest one by one
            Some(last) => bytes.as_chunks::<8>().0.iter().all(is_plain) && is_plain(last),
            None => !bytes.iter().copied().any(escaped),
        };
        if plain {
            self.out.extend_from_slice(bytes);
        } else {
            self.escape(bytes);
        }
    }

    #[cold]
    fn escape(&mut self, mut bytes: &[u8]) {
        while let Some(at) = bytes.iter().position(|byte| escaped(*byte)) {
            let (run, rest) = bytes.split_at(at);
            self.out.extend_from_slice(run);
            let Some((byte, rest)) = rest.split_first() else { break };
            bytes = rest;
            match byte {
                b'"' => self.out.extend_from_slice(b"\\\""),
                b'\\' => self.out.extend_from_slice(b"\\\\"),
                b'\n' => self.out.extend_from_slice(b"\\n"),
                b'\r' => self.out.extend_from_slice(b"\\r"),
                b'\t' => self.out.extend_from_slice(b"\\t"),
                0x08 => self.out.extend_from_slice(b"\\b"),
                0x0c => self.out.extend_from_slice(b"\\f"),
                byte => drop(write!(self.out, "\\u{byte:04x}")),
            }
        }
        self.out.extend_from_slice(bytes);
    }
}

#[inline]
#[expect(clippy::indexing_slicing, reason = "a byte is an index of 256 entries")]
fn escaped(byte: u8) -> bool {
    ESCAPED[usize::from(byte)]
}

/// Whether none of eight bytes is escaped, tested at once.
#[inline]
fn is_plain(chunk: &[u8; 8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let word = u64::from_ne_bytes(*chunk);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let quote = word ^ (ONES * 0x22);
    let quote = quote.wrapping_sub(ONES) & !quote;
    let backslash = word ^ (ONES * 0x5c);
    let backslash = backslash.wrapping_sub(ONES) & !backslash;
    (control | quote | backslash) & HIGH == 0
}
