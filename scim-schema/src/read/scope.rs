//! Where what is read stands: what a change and an error call it.

use crate::changes::ChangedPath;
use crate::resource::{Flags, Node};
use std::borrow::Cow;

/// Where an object stands; decides what a changed attribute is called.
#[derive(Clone, Copy)]
pub(crate) enum Scope {
    Resource,
    Extension(&'static Node),
    /// Below the attribute that is named.
    Complex(ChangedPath),
    /// An element of this list, whose changes are the list's.
    Element(ChangedPath),
}

impl Scope {
    /// The scope of the members of an attribute here.
    pub(crate) fn below(self, node: &'static Node) -> Self {
        if node.flags.has(Flags::EXTENSION) {
            Self::Extension(node)
        } else {
            Self::Complex(self.path(node))
        }
    }

    pub(crate) fn path(self, node: &'static Node) -> ChangedPath {
        match self {
            Self::Resource | Self::Element(_) => ChangedPath::new(None, node),
            Self::Extension(extension) => ChangedPath::new(Some(extension), node),
            Self::Complex(path) => path.sub_attribute(node),
        }
    }
}

/// A segment of an error's path.
pub(crate) fn segment(node: &Node) -> Cow<'static, str> {
    let name = node.name();
    if node.flags.has(Flags::EXTENSION) { format!("{name}:").into() } else { name.into() }
}
