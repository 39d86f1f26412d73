//! A projection resolved against the nodes of a resource type.

use crate::path::AttributePath;
use crate::resource::{Descriptor, Flags, Kind, Node};
use crate::schema::{Attribute, Returned};

/// What is chosen of a list of nodes, by index.
#[derive(Debug, Clone)]
pub(crate) struct Selection(Vec<Pick>);

/// What is chosen of one node.
#[derive(Debug, Clone)]
pub(crate) enum Pick {
    /// Not in the response.
    No,
    /// With all that is returned by default.
    All,
    /// With some of its nodes; for slots, by index of the sub-attribute.
    Some(Selection),
}

static NO: Pick = Pick::No;

impl Selection {
    /// What is returned whatever is asked for.
    pub(crate) fn none(nodes: &[Node]) -> Self {
        Self(nodes.iter().map(Self::unasked).collect())
    }

    /// What is returned of a node whatever is asked for: the attributes of an extension are
    /// attributes like any other (RFC 7643 section 7).
    fn unasked(node: &Node) -> Pick {
        let always = |node: &Node| node.flags.has(Flags::ALWAYS);
        if always(node) {
            Pick::All
        } else if node.flags.has(Flags::EXTENSION) && node.nodes().iter().any(always) {
            Pick::Some(Self::none(node.nodes()))
        } else {
            Pick::No
        }
    }

    /// What is returned when nothing is asked for.
    pub(crate) fn default_of(nodes: &[Node]) -> Self {
        let silent = Flags::NEVER.and(Flags::REQUEST);
        let pick = |node: &Node| if node.flags.any(silent) { Pick::No } else { Pick::All };
        Self(nodes.iter().map(pick).collect())
    }

    /// All but what is never returned.
    pub(crate) fn everything(nodes: &[Node]) -> Self {
        let pick = |node: &Node| match node.flags.has(Flags::NEVER) {
            true => Self::unasked(node),
            false => Pick::All,
        };
        Self(nodes.iter().map(pick).collect())
    }

    /// Adds a top-level attribute, or an extension, as a whole.
    pub(crate) fn load(&mut self, nodes: &[Node], name: &str) {
        for (pick, node) in self.0.iter_mut().zip(nodes) {
            if !node.flags.has(Flags::NEVER) && node.name().eq_ignore_ascii_case(name) {
                *pick = Pick::All;
            }
        }
    }

    fn of_attributes(attributes: &[Attribute], all: bool) -> Self {
        let pick = |attribute: &Attribute| match attribute.returned {
            Returned::Always => Pick::All,
            Returned::Default if all => Pick::All,
            _ => Pick::No,
        };
        Self(attributes.iter().map(pick).collect())
    }

    /// What is chosen of each.
    #[inline]
    pub(crate) fn picks(&self) -> impl Iterator<Item = &Pick> {
        self.0.iter()
    }

    #[inline]
    pub(crate) fn pick(&self, index: usize) -> &Pick {
        self.0.get(index).unwrap_or(&NO)
    }

    /// Adds what a path names.
    pub(crate) fn add(&mut self, descriptor: &Descriptor, path: &AttributePath<'_>) {
        self.each(descriptor, path, &mut |pick, node, sub| {
            if node.flags.has(Flags::NEVER) {
                return;
            }
            let Some(sub) = sub.filter(|sub| !is_itself(node, sub)) else {
                Self::complete(pick, node);
                return;
            };
            // what is not defined adds nothing, not even what is always returned beside it
            if node.attribute.sub_attribute(sub).is_none() {
                return;
            }
            match pick {
                Pick::No => *pick = Pick::Some(Self::below(node, false)),
                Pick::All if on_request(node, sub) => *pick = Pick::Some(Self::below(node, true)),
                _ => {}
            }
            if let Pick::Some(selection) = pick {
                selection.put(node, sub, true);
            }
        });
    }

    /// Adds the whole of a node to what is chosen of it, which may have more: what is returned on
    /// request.
    fn complete(pick: &mut Pick, node: &Node) {
        let Pick::Some(chosen) = pick else {
            *pick = Pick::All;
            return;
        };
        let whole = Self::below(node, true);
        for (index, (chosen, whole)) in chosen.0.iter_mut().zip(whole.0).enumerate() {
            match (&chosen, whole, node.nodes().get(index)) {
                (Pick::Some(_), Pick::All, Some(inner)) => Self::complete(chosen, inner),
                (_, Pick::No, _) => {}
                (_, whole, _) => *chosen = whole,
            }
        }
    }

    /// Removes what a path names.
    pub(crate) fn remove(&mut self, descriptor: &Descriptor, path: &AttributePath<'_>) {
        self.each(descriptor, path, &mut |pick, node, sub| {
            let Some(sub) = sub.filter(|sub| !is_itself(node, sub)) else {
                if !node.flags.has(Flags::ALWAYS) {
                    *pick = Self::unasked(node);
                }
                return;
            };
            if node.attribute.sub_attribute(sub).is_none() {
                return;
            }
            // each attribute has a rule of its own (RFC 7643 section 7): parts of what is always
            // returned may be left out
            if matches!(pick, Pick::All) {
                *pick = Pick::Some(Self::below(node, true));
            }
            if let Pick::Some(selection) = pick {
                selection.put(node, sub, false);
            }
        });
    }

    /// What is below a node: by index of its nodes, or of its sub-attributes for slots.
    fn below(node: &Node, all: bool) -> Self {
        match node.kind {
            Kind::Slots(_) => Self::of_attributes(&node.attribute.sub_attributes, all),
            _ if all => Self::default_of(node.nodes()),
            _ => Self::none(node.nodes()),
        }
    }

    fn put(&mut self, node: &Node, sub: &str, add: bool) {
        let attribute = |index: usize| match node.kind {
            Kind::Slots(_) => node.attribute.sub_attributes.get(index),
            _ => node.nodes().get(index).map(|node| node.attribute),
        };
        for (index, pick) in self.0.iter_mut().enumerate() {
            let found =
                attribute(index).filter(|attribute| attribute.name.eq_ignore_ascii_case(sub));
            match (add, found.map(|attribute| attribute.returned)) {
                (_, None) | (true, Some(Returned::Never)) | (false, Some(Returned::Always)) => {}
                (true, _) => *pick = Pick::All,
                (false, _) => *pick = Pick::No,
            }
        }
    }

    /// Calls `change` with the pick of the node that a path names, in an extension if it is there.
    fn each(
        &mut self,
        descriptor: &Descriptor,
        path: &AttributePath<'_>,
        change: &mut dyn FnMut(&mut Pick, &'static Node, Option<&str>),
    ) {
        let core = path.schema().is_none_or(|urn| descriptor.schema.id.eq_ignore_ascii_case(urn));
        for (pick, node) in self.0.iter_mut().zip(descriptor.nodes) {
            if core && node.name().eq_ignore_ascii_case(path.attribute()) {
                change(pick, node, path.sub_attribute());
            } else if node.flags.has(Flags::EXTENSION)
                && path.schema().is_some_and(|urn| node.name().eq_ignore_ascii_case(urn))
            {
                if !matches!(pick, Pick::Some(_)) {
                    // the same said in detail, before `change` says more
                    *pick = Pick::Some(Self::below(node, matches!(pick, Pick::All)));
                }
                let Pick::Some(below) = pick else { continue };
                for (pick, inner) in below.0.iter_mut().zip(node.nodes()) {
                    if inner.name().eq_ignore_ascii_case(path.attribute()) {
                        change(pick, inner, path.sub_attribute());
                    }
                }
            }
        }
    }
}

/// Whether a name below an attribute is the attribute itself: the elements of a simple one are
/// their own `value`.
fn is_itself(node: &Node, sub: &str) -> bool {
    matches!(node.kind, Kind::Field(_))
        && node.flags.has(Flags::MULTI_VALUED)
        && sub.eq_ignore_ascii_case("value")
}

/// Whether a sub-attribute is not among what a whole value has.
fn on_request(node: &Node, sub: &str) -> bool {
    node.attribute.sub_attribute(sub).is_some_and(|one| one.returned == Returned::Request)
}
