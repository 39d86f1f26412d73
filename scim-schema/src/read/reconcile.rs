//! Elements keep their identity: a PUT changes, adds and removes elements of a list, it does not
//! exchange them, so that what SCIM does not map in them survives.
//!
//! Elements are the same when their `#[scim(key)]` is, by default `value`, of several that whose `type`
//! is as well (7643-2.4-11), else all that is mapped. Keys compare as their attribute does.
//! The order of elements has no meaning, so those that stay keep their places.

use super::copy::copy_element;
use super::list::tells_apart;
use super::seen::{Blanks, Seen};
use crate::compare::{Key, Rule};
use crate::message::ScimError;
use crate::resource::{Flags, Kind, List, ListMut, Model, Node, View};
use std::collections::{HashMap, HashSet};

/// Makes a list whose elements from `old` on were just read hold these and no others; answers
/// whether that changed anything. Linear in the elements: they are found by hashed texts. An error
/// where one of them gives another value to what is immutable in it.
pub(super) fn reconcile(
    list: &mut dyn ListMut,
    old: usize,
    node: &Node,
    mut blanks: Blanks,
) -> Result<bool, ScimError> {
    let nodes = node.nodes();
    if old == 0 {
        distinct(list, 0, nodes, &mut blanks);
        return Ok(!list.is_empty());
    }
    // one that is given, or that goes, is a change, whatever else is equal
    let secret = nodes.iter().any(|node| node.flags.has(Flags::NEVER));
    let has_secret = |list: &dyn ListMut, new: usize, index: usize| {
        secret
            && (holds_secret(&list.at(old + new), nodes)
                || any_secret(&list.at(index), nodes, &|node| !node.flags.has(Flags::KEEP)))
    };
    let equal_at = |index| {
        equal(&list.at(index), &list.at(old + index), nodes) && !has_secret(list, index, index)
    };
    if list.len() == old * 2 && (0..old).all(equal_at) {
        list.retain(&mut |index| index < old);
        return Ok(false);
    }
    distinct(list, old, nodes, &mut blanks);
    let mut new: Vec<Match> = (old..list.len()).map(|_| Match::New).collect();
    let mut kept = vec![false; old];
    // most clients send back what they were given, in the same places
    let equal_to = |list: &dyn ListMut, new: usize, index: usize| {
        if has_secret(list, new, index) { Match::Same(index) } else { Match::Equal }
    };
    for (index, (found, kept)) in new.iter_mut().zip(&mut kept).enumerate() {
        if equal(&list.at(index), &list.at(old + index), nodes) {
            (*found, *kept) = (equal_to(list, index, index), true);
        }
    }
    find(list, old, &mut new, &mut kept, &equal_to, &|view, _| text(view, nodes, &tells_apart));
    if let Some(key) = key(nodes) {
        let same = |_: &dyn ListMut, _: usize, index: usize| Match::Same(index);
        if kind(nodes).is_some() {
            find(list, old, &mut new, &mut kept, &same, &|view, new| {
                let blank = new.map_or(const { &Seen::NONE }, |new| blanks.of(new));
                let text = key_text(view, nodes, key, blank)?;
                Some(text + &key_text(view, nodes, is_kind, blank).unwrap_or_default())
            });
        }
        find(list, old, &mut new, &mut kept, &same, &|view, new| {
            key_text(view, nodes, key, new.map_or(const { &Seen::NONE }, |new| blanks.of(new)))
        });
    }
    let mut changed = kept.contains(&false) || new.iter().any(|found| matches!(found, Match::New));

    // the new elements first, in their order, so that the others can be taken from the end
    let mut fresh = 0;
    for index in 0..new.len() {
        if matches!(new.get(index), Some(Match::New)) {
            list.swap(old + fresh, old + index);
            new.swap(fresh, index);
            blanks.swap(fresh, index);
            fresh += 1;
        }
    }
    while new.len() > fresh {
        let (Some(found), Some(mut element)) = (new.pop(), list.pop()) else { break };
        if let (Match::Same(index), Some(from)) = (found, element.complex())
            && let Some(to) = list.at_mut(index).and_then(|element| element.complex())
        {
            changed |= copy_element(to, nodes, from, blanks.of(new.len()))?;
        }
    }
    list.retain(&mut |index| kept.get(index).copied().unwrap_or(true));
    Ok(changed)
}

/// Leaves out the elements from one on that a body gives twice (7643-2.4-12): those that are equal
/// in all a client can write; where only the key is left to compare, as of members, it decides.
fn distinct(list: &mut dyn ListMut, from: usize, nodes: &[Node], blanks: &mut Blanks) {
    const FEW: usize = 8;
    if list.len() < from + 2 {
        return;
    }
    let fixed = |node: &Node| node.flags.any(Flags::READ_ONLY.and(Flags::IMMUTABLE));
    let key = key(nodes).filter(|key| nodes.iter().all(|node| key(node) || fixed(node)));
    let mut again = Seen::default();
    if key.is_none() && list.len() - from <= FEW {
        // mostly they differ in the first thing that is compared
        // what is a secret alone is like no other
        let same = |a: usize, b: usize| {
            equal(&list.at(a), &list.at(b), nodes)
                && (!holds_secret(&list.at(b), nodes)
                    || text(&list.at(b), nodes, &tells_apart).is_some())
        };
        for at in from..list.len() {
            if (from..at).any(|before| same(before, at)) {
                again.insert(at - from);
            }
        }
    } else {
        let mut seen = HashSet::new();
        for at in from..list.len() {
            let element = list.at(at);
            let by_key = |key| Some(('k', key_text(&element, nodes, key, blanks.of(at - from))?));
            let whole = || Some(('w', text(&element, nodes, &tells_apart)?));
            if key.and_then(by_key).or_else(whole).is_some_and(|text| !seen.insert(text)) {
                again.insert(at - from);
            }
        }
    }
    if !again.is_empty() {
        list.retain(&mut |index| index < from || !again.contains(index - from));
        blanks.retain(&mut |index| !again.contains(index));
    }
}

#[derive(Clone, Copy)]
enum Match {
    New,
    /// Nothing to write.
    Equal,
    /// The same element with other sub-attributes.
    Same(usize),
}

/// Matches new elements with old ones whose text is equal, each once. A text is of an element, and of
/// which of the new ones.
fn find(
    list: &dyn ListMut,
    old: usize,
    new: &mut [Match],
    kept: &mut [bool],
    matched: &dyn Fn(&dyn ListMut, usize, usize) -> Match,
    text: &dyn Fn(&View<'_>, Option<usize>) -> Option<String>,
) {
    if !new.iter().any(|found| matches!(found, Match::New)) {
        return;
    }
    let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
    // the last first, so that `pop` gives the first
    for index in (0..old).rev().filter(|index| kept.get(*index) == Some(&false)) {
        if let Some(text) = text(&list.at(index), None) {
            by_text.entry(text).or_default().push(index);
        }
    }
    for (offset, slot) in new.iter_mut().enumerate().filter(|(_, slot)| matches!(slot, Match::New))
    {
        let text = text(&list.at(old + offset), Some(offset));
        if let Some(index) = text.and_then(|text| by_text.get_mut(&text)?.pop()) {
            *slot = matched(list, offset, index);
            if let Some(kept) = kept.get_mut(index) {
                *kept = true;
            }
        }
    }
}

/// Whether two elements are equal in all that tells elements apart.
pub(crate) fn equal(a: &View<'_>, b: &View<'_>, nodes: &[Node]) -> bool {
    match (a, b) {
        (View::String(a), View::String(b)) => a == b,
        (View::Null, View::Null) => true,
        (View::Boolean(a), View::Boolean(b)) => a == b,
        (View::Integer(a), View::Integer(b)) => a == b,
        (View::DateTime(a), View::DateTime(b)) => a == b,
        (View::Complex(a), View::Complex(b)) => {
            nodes.iter().filter(|node| tells_apart(node)).all(|node| {
                !node.any_field(node.base, &|field, nodes| {
                    !equal(&a.get(field), &b.get(field), nodes)
                })
            })
        }
        (View::Computed(a), b) => equal(&a.view(), b, nodes),
        (a, View::Computed(b)) => equal(a, &b.view(), nodes),
        (View::List(a), View::List(b)) => a.len() == b.len() && same_elements(*a, *b, nodes),
        (a, b) => text(a, nodes, &tells_apart) == text(b, nodes, &tells_apart),
    }
}

/// Whether two lists of one length have the same elements: their order has no meaning.
fn same_elements(a: &dyn List, b: &dyn List, nodes: &[Node]) -> bool {
    if (0..a.len()).all(|index| equal(&a.at(index), &b.at(index), nodes)) {
        return true;
    }
    let sorted = |list: &dyn List| {
        let mut texts: Vec<_> =
            (0..list.len()).map(|index| text(&list.at(index), nodes, &tells_apart)).collect();
        texts.sort_unstable();
        texts
    };
    sorted(a) == sorted(b)
}

/// Which sub-attributes identify an element; `None` if all that are mapped do.
fn key(nodes: &[Node]) -> Option<fn(&Node) -> bool> {
    let marked: fn(&Node) -> bool = |node| node.flags.has(Flags::KEY);
    let value: fn(&Node) -> bool = |node| node.name() == "value";
    [marked, value].into_iter().find(|is_key| nodes.iter().any(is_key))
}

/// The sub-attribute that must be the same as well, if it is given: clients write the `type` of what
/// no other key identifies.
pub(crate) fn kind(nodes: &[Node]) -> Option<&Node> {
    let marked = nodes.iter().any(|node| node.flags.has(Flags::KEY));
    nodes.iter().find(|node| !marked && is_kind(node))
}

fn is_kind(node: &Node) -> bool {
    node.name() == "type" && !node.flags.any(Flags::READ_ONLY.and(Flags::IMMUTABLE))
}

/// The text of what identifies an element, which is equal where that compares as equal; `None` if it
/// has none but what is blank.
fn key_text(
    view: &View<'_>,
    nodes: &[Node],
    is_key: fn(&Node) -> bool,
    blank: &Seen,
) -> Option<String> {
    let View::Complex(model) = view else { return None };
    let mut text = String::new();
    let keys = nodes.iter().enumerate().filter(|(_, node)| is_key(node));
    for (_, node) in keys.filter(|(index, _)| !blank.contains(*index)) {
        let Kind::Field(field) = node.kind else { continue };
        match Key::of(&model.get(node.base + field), Rule::of(node)) {
            Some(Key::Text(key)) => push(&mut text, &View::String(&key)),
            Some(Key::Integer(key)) => push(&mut text, &View::Integer(key)),
            Some(key) => push(&mut text, &View::String(&format!("{key:?}"))),
            None => continue,
        }
        text.push_str(node.name());
        text.push('\u{1}');
    }
    (!text.is_empty()).then_some(text)
}

/// The text of an element, of those sub-attributes that `includes` accepts; `None` if they have
/// no value.
fn text(view: &View<'_>, nodes: &[Node], includes: &dyn Fn(&Node) -> bool) -> Option<String> {
    let mut text = String::new();
    match view {
        View::Complex(model) => {
            for node in nodes.iter().filter(|node| includes(node)) {
                push_node(&mut text, *model, node, node.base);
            }
        }
        view => push(&mut text, view),
    }
    (!text.is_empty()).then_some(text)
}

fn push_node(text: &mut String, model: &dyn Model, node: &Node, base: u16) {
    match node.kind {
        Kind::Field(field) | Kind::Complex(field, _) => {
            let before = text.len();
            push(text, &model.get(base + field));
            if text.len() > before {
                text.push_str(node.name());
                text.push('\u{1}');
            }
        }
        Kind::Group(nodes) => {
            nodes.iter().for_each(|inner| push_node(text, model, inner, base + inner.base));
        }
        Kind::Slots(slots) => {
            for node in slots.iter().flat_map(|slot| slot.nodes) {
                push_node(text, model, node, base + node.base);
            }
        }
        Kind::Schemas | Kind::ResourceType | Kind::Location | Kind::Version(_) => {}
    }
}

/// Appends a value and what ends it; nothing if there is none.
pub(super) fn push(text: &mut String, view: &View<'_>) {
    use std::fmt::Write as _;
    let _ = match view {
        View::Null | View::Secret(_) => return,
        View::Boolean(value) => write!(text, "{value}"),
        View::Integer(value) => write!(text, "{value}"),
        View::Decimal(value) => write!(text, "{value}"),
        View::String(value) => write!(text, "{}:{value}", value.len()),
        View::DateTime(value) => write!(text, "{value}"),
        View::Display(value) => write!(text, "{value}"),
        View::Complex(model) => {
            model.nodes().iter().for_each(|node| push_node(text, *model, node, node.base));
            Ok(())
        }
        View::List(list) => {
            // their order has no meaning
            let mut texts = vec![String::new(); list.len()];
            texts.iter_mut().enumerate().for_each(|(index, text)| push(text, &list.at(index)));
            texts.sort_unstable();
            texts.iter().for_each(|element| text.push_str(element));
            Ok(())
        }
        View::Computed(value) => return push(text, &value.view()),
    };
    text.push('\u{0}');
}

/// Whether there is something in a value that nobody can compare.
pub(crate) fn holds_secret(view: &View<'_>, nodes: &[Node]) -> bool {
    any_secret(view, nodes, &|_| true)
}

/// The same of those attributes that `of` accepts.
fn any_secret(view: &View<'_>, nodes: &[Node], of: &dyn Fn(&Node) -> bool) -> bool {
    match view {
        View::Secret(_) => true,
        View::Complex(inner) => nodes.iter().any(|node| match node.kind {
            Kind::Field(field) | Kind::Complex(field, _) => {
                of(node) && any_secret(&inner.get(node.base + field), node.nodes(), of)
            }
            _ => false,
        }),
        View::List(list) if !nodes.is_empty() => {
            (0..list.len()).any(|index| any_secret(&list.at(index), nodes, of))
        }
        _ => false,
    }
}
