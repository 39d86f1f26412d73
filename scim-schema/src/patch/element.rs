//! Elements of lists: which are the same, what one takes from another, which is the primary one.

use super::same::TEXT;
use crate::compare::{Key, Rule, units};
use crate::message::ScimError;
use crate::read::{Seen, agree, copy_given, default, kind, same_simple};
use crate::resource::{
    Flags, Kind, List, ListMut, Model, Node, Scalar, View, is_assigned, is_node_assigned,
};

/// What makes two elements of an attribute the same.
pub(super) struct Identity {
    nodes: &'static [Node],
    rule: Rule,
    is_key: fn(&Node) -> bool,
    /// The sub-attribute that must be the same as well, if it is given.
    kind: Option<&'static Node>,
}

impl Identity {
    pub(super) fn of(node: &'static Node) -> Self {
        let nodes = node.nodes();
        let marked: fn(&Node) -> bool = |node| node.flags.has(Flags::KEY);
        let value: fn(&Node) -> bool = |node| node.name() == "value";
        let default = !nodes.iter().any(marked);
        Self {
            nodes,
            rule: Rule::of(node),
            is_key: if default { value } else { marked },
            kind: kind(nodes),
        }
    }

    /// Whether the attribute holds the element already that a request gives. What is blank in one of
    /// them says nothing.
    pub(super) fn same(&self, given: Known<'_>, held: Known<'_>) -> bool {
        let ((given, blank), (held, unsaid)) = (given, held);
        let (View::Complex(given), View::Complex(held)) = (given, held) else {
            return same_simple(given, held, self.rule) == Some(true);
        };
        let has_key = self.has_key(*given, blank);
        let counts = |node: &Node| match has_key {
            true => self.tells(node),
            false => !node.flags.any(Flags::READ_ONLY.and(Flags::NEVER)),
        };
        let mut given_nodes =
            given_nodes(self.nodes, *given, blank).filter(|(_, node)| counts(node)).peekable();
        given_nodes.peek().is_some()
            && given_nodes
                .all(|(index, node)| !unsaid.contains(index) && same_part(*given, *held, node))
    }

    /// Whether a sub-attribute is what identifies an element, or a part of that.
    pub(super) fn is_key(&self, node: &Node) -> bool {
        (self.is_key)(node)
    }

    /// Whether an element has what identifies it.
    fn has_key(&self, element: &dyn Model, blank: &Seen) -> bool {
        let is_key = |(_, node): &(usize, &Node)| (self.is_key)(node);
        let mut keys = self.nodes.iter().enumerate().filter(is_key).peekable();
        keys.peek().is_some()
            && keys.all(|(index, node)| !blank.contains(index) && is_held(element, node))
    }

    /// Whether a sub-attribute tells elements with a key apart.
    fn tells(&self, node: &Node) -> bool {
        (self.is_key)(node) || self.kind.is_some_and(|kind| std::ptr::eq(kind, node))
    }

    /// The bytes of the texts in an element.
    pub(super) fn size(&self, element: &View<'_>) -> usize {
        self.weighed(element, &|_, text| text.len())
    }

    /// What making keys of its texts is charged, where each comparison makes them.
    pub(super) fn folded(&self, element: &View<'_>) -> usize {
        self.weighed(element, &key_units)
    }

    /// The sum over the texts of an element, each with how it compares.
    fn weighed(&self, element: &View<'_>, weigh: &dyn Fn(Rule, &str) -> usize) -> usize {
        let one = |view: &View<'_>, rule| match view {
            View::String(text) => weigh(rule, text),
            _ => 0,
        };
        let View::Complex(model) = element else { return one(element, self.rule) };
        let parts = self.nodes.iter().map(|node| match node.kind {
            Kind::Field(field) => one(&model.get(node.base + field), Rule::of(node)),
            _ => 0,
        });
        parts.fold(0, usize::saturating_add)
    }

    /// Whether lists in an element that is given are compared with those in others.
    pub(super) fn compares_lists(&self, (given, blank): Known<'_>) -> bool {
        let View::Complex(given) = given else { return false };
        let mut lists = self.nodes.iter().filter(|node| node.flags.has(Flags::MULTI_VALUED));
        !self.has_key(*given, blank) && lists.any(|node| is_held(*given, node))
    }

    /// What comparing the lists in two elements is charged.
    pub(super) fn lists(&self, given: &View<'_>, held: &View<'_>) -> usize {
        let (View::Complex(given), View::Complex(held)) = (given, held) else { return 0 };
        let lists = self.nodes.iter().filter(|node| node.flags.has(Flags::MULTI_VALUED));
        let each = lists.map(|node| match node.kind {
            Kind::Field(field) | Kind::Complex(field, _) => {
                let field = node.base + field;
                sorted(&given.get(field), &held.get(field))
            }
            _ => 0,
        });
        each.fold(0, usize::saturating_add)
    }

    /// A text that is equal where elements may be the same; `None` where there is no key.
    pub(super) fn text(&self, (element, blank): Known<'_>) -> Option<String> {
        let one = |view: &View<'_>, rule| match Key::of(view, rule)? {
            Key::Text(text) => Some(text.into_owned()),
            other => Some(format!("{other:?}")),
        };
        let View::Complex(model) = element else { return one(element, self.rule) };
        let mut keys = self.nodes.iter().enumerate().filter(|(_, node)| (self.is_key)(node));
        let (_, first) = keys.next().filter(|(index, _)| !blank.contains(*index))?;
        let Kind::Field(field) = first.kind else { return None };
        one(&model.get(first.base + field), Rule::of(first))
    }

    /// Merges what is given of an element into the one that is the same; answers whether that
    /// changed anything. What is immutable is given once, and then as it is; what was blank in the one
    /// that is held is not, once it is given.
    pub(super) fn merge(
        &self,
        (held, unsaid): (&mut dyn Model, &mut Seen),
        (given, blank): (&dyn Model, &Seen),
    ) -> Result<bool, ScimError> {
        // without a key all that is given is there, but for a secret, which tells nothing
        let has_key = self.has_key(given, blank);
        let mut changed = false;
        let written = |node: &Node| has_key || node.flags.has(Flags::NEVER);
        let is_free = |node: &Node| !node.flags.has(Flags::READ_ONLY) && !self.tells(node);
        let nodes = given_nodes(self.nodes, given, blank);
        for (index, node) in nodes.filter(|(_, node)| is_free(node) && written(node)) {
            let (Kind::Field(field) | Kind::Complex(field, _)) = node.kind else { continue };
            let field = node.base + field;
            changed |= copy_given(held, node, field, &given.get(field), unsaid.contains(index))?;
            unsaid.remove(index);
        }
        Ok(changed)
    }
}

/// An element, and what is blank in it.
pub(super) type Known<'e> = (&'e View<'e>, &'e Seen);

/// The sub-attributes that a request gives.
fn given_nodes<'e>(
    nodes: &'static [Node],
    element: &'e dyn Model,
    blank: &'e Seen,
) -> impl Iterator<Item = (usize, &'static Node)> + 'e {
    let given =
        move |(index, node): &(usize, &Node)| !blank.contains(*index) && is_held(element, node);
    nodes.iter().enumerate().filter(given)
}

fn is_held(model: &dyn Model, node: &Node) -> bool {
    is_node_assigned(model, node, node.base)
}

/// What making the key of a text is charged, where each comparison makes it.
pub(super) fn key_units(rule: Rule, text: &str) -> usize {
    match rule {
        Rule::Unicode if text.is_ascii() => units(text.len()),
        Rule::Unicode => text.len(),
        Rule::Exact | Rule::IgnoreAsciiCase => 0,
    }
}

/// What comparing two lists is charged: if they are as long as each other, their elements become
/// texts that are sorted.
fn sorted(given: &View<'_>, held: &View<'_>) -> usize {
    let texts = |list: &dyn List| {
        let rounds = list.len().checked_ilog2().unwrap_or(0) as usize;
        let bytes = (0..list.len()).map(|index| bytes(&list.at(index)));
        let each = bytes.map(|bytes| TEXT + rounds + units(bytes).saturating_mul(1 + rounds));
        each.fold(0, usize::saturating_add)
    };
    match (given, held) {
        (View::Computed(given), held) => sorted(&given.view(), held),
        (given, View::Computed(held)) => sorted(given, &held.view()),
        (View::List(given), View::List(held)) if given.len() == held.len() => {
            texts(*given).saturating_add(texts(*held))
        }
        _ => 0,
    }
}

/// The bytes of the text of an element of a list in an element.
fn bytes(view: &View<'_>) -> usize {
    match view {
        View::String(text) => text.len(),
        View::Computed(value) => bytes(&value.view()),
        _ => 0,
    }
}

/// Whether two elements have the same in a sub-attribute.
fn same_part(given: &dyn Model, held: &dyn Model, node: &Node) -> bool {
    let (Kind::Field(field) | Kind::Complex(field, _)) = node.kind else { return false };
    let field = node.base + field;
    agree(&given.get(field), &held.get(field), node)
}

/// Gives a new element its defaults, and checks that it has what it requires.
pub(super) fn complete_new(
    model: &mut dyn Model,
    nodes: &'static [Node],
    mut blank: Seen,
) -> Result<(), ScimError> {
    for (index, node) in nodes.iter().enumerate() {
        if node.flags.has(Flags::DEFAULT) && (blank.contains(index) || !is_held(model, node)) {
            default(model, node, node.base);
            blank.remove(index);
        }
    }
    super::value::complete_but(model, nodes, 0, &blank, &|_| const { &Seen::NONE })
}

/// The field of an element that says whether it is the primary one.
fn primary_field(nodes: &[Node]) -> Option<u16> {
    nodes.iter().find(|node| node.name() == "primary").and_then(|node| match node.kind {
        Kind::Field(field) => Some(node.base + field),
        _ => None,
    })
}

/// Whether an element of a list is the primary one.
pub(super) fn is_primary(list: &dyn ListMut, index: usize, nodes: &[Node]) -> bool {
    let (Some(field), View::Complex(element)) = (primary_field(nodes), list.at(index)) else {
        return false;
    };
    matches!(element.get(field), View::Boolean(true))
}

/// Makes an element the only primary one (RFC 7644 section 3.5.2); answers whether that changed
/// another.
pub(super) fn only_primary(list: &mut dyn ListMut, primary: usize, nodes: &[Node]) -> bool {
    let Some(field) = primary_field(nodes) else { return false };
    let mut changed = false;
    for index in (0..list.len()).filter(|index| *index != primary) {
        if !is_primary(list, index, nodes) {
            continue;
        }
        let element = list.at_mut(index).and_then(|element| element.complex());
        if let Some(place) = element.and_then(|element| element.edit(field)) {
            let set = place.edit(|value| value.set(Scalar::Boolean(false)));
            changed |= matches!(set, Ok(Ok(true)));
        }
    }
    changed
}

/// Whether an element has anything in it.
pub(super) fn is_something(list: &dyn List, index: usize) -> bool {
    is_assigned(&list.at(index))
}
