//! Which attributes a response has (RFC 7644 sections 3.4.2.5 and 3.9).

mod selection;

pub(crate) use selection::{Pick, Selection};

use crate::path::AttributePath;
use crate::resource::{Flags, ScimResource};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// What of a resource a request asked for: `attributes` or `excludedAttributes`, compiled.
///
/// Whatever was asked for, `returned` decides first: `always` is in, `never` is out, `request`
/// only when named.
pub struct Projection<R> {
    selection: Option<Arc<Selection>>,
    resource: PhantomData<fn() -> R>,
}

impl<R> Clone for Projection<R> {
    fn clone(&self) -> Self {
        Self { selection: self.selection.clone(), resource: PhantomData }
    }
}

impl<R> Default for Projection<R> {
    fn default() -> Self {
        Self { selection: None, resource: PhantomData }
    }
}

impl<R> fmt::Debug for Projection<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Projection").field(&self.selection).finish()
    }
}

impl<R: ScimResource> Projection<R> {
    /// These attributes and the ones that are always returned. Names that the resource type does
    /// not have add nothing (RFC 7644 section 3.9).
    ///
    /// # Panics
    /// Never.
    #[must_use]
    pub fn attributes<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let descriptor = R::descriptor();
        let mut selection = Selection::none(descriptor.nodes);
        for path in
            paths.into_iter().filter_map(|path| AttributePath::parse_for(path.trim(), &descriptor))
        {
            selection.add(&descriptor, &path);
        }
        Self { selection: Some(Arc::new(selection)), resource: PhantomData }
    }

    /// What is returned by default, without these.
    #[must_use]
    pub fn excluding<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let descriptor = R::descriptor();
        let mut selection = Selection::default_of(descriptor.nodes);
        for path in
            paths.into_iter().filter_map(|path| AttributePath::parse_for(path.trim(), &descriptor))
        {
            selection.remove(&descriptor, &path);
        }
        Self { selection: Some(Arc::new(selection)), resource: PhantomData }
    }

    /// The projection of a query's parameters, each a comma-separated list; `attributes` wins
    /// where both are given, as the RFC leaves open.
    #[must_use]
    pub fn from_parameters(attributes: Option<&str>, excluded: Option<&str>) -> Self {
        match (attributes, excluded) {
            (Some(attributes), _) if !attributes.trim().is_empty() => {
                Self::attributes(attributes.split(','))
            }
            (_, Some(excluded)) => Self::excluding(excluded.split(',')),
            _ => Self::default(),
        }
    }

    /// Everything but what is never returned: for a store that has to load what a filter or a sort
    /// could look at.
    #[must_use]
    pub fn everything() -> Self {
        let mut selection = Selection::none(R::NODES);
        for node in R::NODES {
            selection.load(R::NODES, node.name());
        }
        Self { selection: Some(Arc::new(selection)), resource: PhantomData }
    }

    /// This, and a top-level attribute that is looked at.
    pub(crate) fn loading(&self, attribute: &str) -> Self {
        if self.includes(attribute) {
            return self.clone();
        }
        let mut selection = match &self.selection {
            Some(selection) => Selection::clone(selection),
            None => Selection::default_of(R::NODES),
        };
        selection.load(R::NODES, attribute);
        Self { selection: Some(Arc::new(selection)), resource: PhantomData }
    }

    /// Whether the response has this top-level attribute, or a part of it. A store need not load
    /// what it has not.
    #[must_use]
    pub fn includes(&self, attribute: &str) -> bool {
        let nodes = R::NODES;
        let Some(index) = nodes.iter().position(|node| node.name().eq_ignore_ascii_case(attribute))
        else {
            return false;
        };
        match &self.selection {
            Some(selection) => !matches!(selection.pick(index), Pick::No),
            None => nodes
                .get(index)
                .is_some_and(|node| !node.flags.any(Flags::NEVER.and(Flags::REQUEST))),
        }
    }

    pub(crate) fn selection(&self) -> Option<&Selection> {
        self.selection.as_deref()
    }
}
