//! Which attributes a response has (RFC 7644 sections 3.4.2.5 and 3.9).

mod selection;

pub(crate) use selection::{Pick, Selection};

use crate::path::AttributePath;
use crate::resource::{Descriptor, DynamicExtension, Flags, ScimResource};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// What of a resource a request asked for: `attributes` or `excludedAttributes`, compiled.
///
/// Whatever was asked for, `returned` decides first: `always` is in, `never` is out, `request`
/// only when named, or in the answer to a write that gave it.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::{projection::Projection, rfc::User, write::Scim};
///
/// let user = User { id: "7".into(), user_name: "babs".into(), title: Some("Guide".into()), ..User::default() };
/// let projection = Projection::<User>::attributes(["title"]);
/// let json = Scim::new(&user).projection(&projection).to_string();
/// assert!(json.contains(r#""id":"7","title":"Guide""#) && !json.contains("userName"));
/// assert!(projection.includes("id") && !projection.includes("userName"));
/// assert!(!Projection::<User>::excluding(["emails"]).includes("emails"));
/// let everything = Projection::<User>::everything();
/// assert!(everything.includes("title") && !everything.includes("password"));
/// # }
/// ```
pub struct Projection<R> {
    selection: Option<Arc<Selection>>,
    dynamic: Option<DynamicExtension>,
    resource: PhantomData<fn() -> R>,
}

impl<R> Clone for Projection<R> {
    fn clone(&self) -> Self {
        Self { selection: self.selection.clone(), dynamic: self.dynamic, resource: PhantomData }
    }
}

impl<R> Default for Projection<R> {
    fn default() -> Self {
        Self { selection: None, dynamic: None, resource: PhantomData }
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
    #[must_use]
    pub fn attributes<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        Self::default().only(paths)
    }

    /// What is returned by default, without these.
    #[must_use]
    pub fn excluding<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        Self::default().without(paths, &[])
    }

    /// The projection of a query's parameters, each a comma-separated list; `attributes` wins
    /// where both are given, as the RFC leaves open.
    ///
    /// ```
    /// use scim_schema::{projection::Projection, rfc::User};
    ///
    /// // ?attributes=userName,%20name.familyName
    /// let projection = Projection::<User>::from_parameters(Some("userName, name.familyName"), None);
    /// assert!(projection.includes("userName") && projection.includes("name"));
    /// // an empty list asks for nothing special
    /// assert!(Projection::<User>::from_parameters(Some(""), None).includes("title"));
    /// ```
    #[must_use]
    pub fn from_parameters(attributes: Option<&str>, excluded: Option<&str>) -> Self {
        Self::from_parameters_with(None, attributes, excluded)
    }

    /// The same of resources that have this extension as well.
    ///
    /// ```
    /// # use scim_schema::ScimResource;
    /// # use scim_schema::schema::{Attribute, Schema, Type};
    /// use scim_schema::projection::Projection;
    /// use scim_schema::resource::{DynamicAttributes, DynamicExtension};
    ///
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(path = "userName")]
    ///     login: String,
    ///     #[scim(dynamic)]
    ///     extra: DynamicAttributes,
    /// }
    /// # let schema = Schema::new("urn:example:acme:2.0:User", "Acme", "What Acme added.")
    /// #     .attributes(const { &[Attribute::new("costCentre", Type::Integer, "Who pays.")] });
    /// let acme = DynamicExtension::new(&schema)?;
    /// let path = "urn:example:acme:2.0:User:costCentre";
    /// let projection = Projection::<Member>::from_parameters_with(Some(acme), Some(path), None);
    /// assert!(projection.includes("urn:example:acme:2.0:User"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_parameters_with(
        extension: Option<DynamicExtension>,
        attributes: Option<&str>,
        excluded: Option<&str>,
    ) -> Self {
        Self::of_write(extension, attributes, excluded, &[])
    }

    /// The same for the answer to a write, which has what the write gave of what is returned on
    /// request, unless the parameters say otherwise (7643-7-33).
    pub(crate) fn of_write(
        extension: Option<DynamicExtension>,
        attributes: Option<&str>,
        excluded: Option<&str>,
        given: &[AttributePath<'_>],
    ) -> Self {
        let all = Self { dynamic: extension, ..Self::default() };
        let named = |list: &&str| list.split(',').any(|name| !name.trim().is_empty());
        match (attributes.filter(named), excluded.filter(named)) {
            (Some(attributes), _) => all.only(attributes.split(',')),
            (_, Some(excluded)) => all.without(excluded.split(','), given),
            _ if given.is_empty() => all,
            _ => all.without([], given),
        }
    }

    /// Everything but what is never returned: for a store that has to load what a filter or a sort
    /// could look at.
    #[must_use]
    pub fn everything() -> Self {
        Self::everything_with(None)
    }

    /// The same of resources that have this extension as well.
    pub(crate) fn everything_with(extension: Option<DynamicExtension>) -> Self {
        let all = Self { dynamic: extension, ..Self::default() };
        let selection = Selection::everything(all.descriptor().nodes);
        all.selecting(selection)
    }

    fn only<'a>(self, paths: impl IntoIterator<Item = &'a str>) -> Self {
        let descriptor = self.descriptor();
        let mut selection = Selection::none(descriptor.nodes);
        for path in named(paths, &descriptor) {
            selection.add(&descriptor, &path);
        }
        self.selecting(selection)
    }

    fn without<'a>(
        self,
        paths: impl IntoIterator<Item = &'a str>,
        given: &[AttributePath<'_>],
    ) -> Self {
        let descriptor = self.descriptor();
        let mut selection = Selection::default_of(descriptor.nodes);
        for path in given {
            selection.add(&descriptor, path);
        }
        for path in named(paths, &descriptor) {
            selection.remove(&descriptor, &path);
        }
        self.selecting(selection)
    }

    fn descriptor(&self) -> Descriptor {
        R::descriptor_with(self.dynamic)
    }

    fn selecting(self, selection: Selection) -> Self {
        Self { selection: Some(Arc::new(selection)), ..self }
    }

    /// This, and a top-level attribute that is looked at.
    pub(crate) fn loading(&self, attribute: &str) -> Self {
        if self.includes(attribute) {
            return self.clone();
        }
        let nodes = self.descriptor().nodes;
        let mut selection = match &self.selection {
            Some(selection) => Selection::clone(selection),
            None => Selection::default_of(nodes),
        };
        selection.load(nodes, attribute);
        self.clone().selecting(selection)
    }

    /// Whether the response has this top-level attribute, or a part of it. A store need not load
    /// what it has not.
    #[must_use]
    pub fn includes(&self, attribute: &str) -> bool {
        let nodes = self.descriptor().nodes;
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

    /// The extension that is defined at run time, for which it was made.
    pub(crate) const fn dynamic(&self) -> Option<DynamicExtension> {
        self.dynamic
    }
}

/// The paths that are paths.
fn named<'a>(
    paths: impl IntoIterator<Item = &'a str>,
    descriptor: &Descriptor,
) -> impl Iterator<Item = AttributePath<'a>> {
    paths.into_iter().filter_map(|path| AttributePath::parse_for(path.trim(), descriptor))
}

#[cfg(test)]
mod tests;
