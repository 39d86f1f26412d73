//! What an edit changed.

use crate::cost::step;
use crate::resource::{Flags, Literal, Node, Slot};
#[cfg(feature = "http1")]
use crate::resource::{Kind, Model, View, is_node_assigned};
use std::borrow::Cow;
use std::fmt;

/// What an edit changed, and what it was given and left alone.
///
/// An edit that changes nothing is no write: it must not move `meta.lastModified` or the version.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::{dialect::Dialect, edit::Patch, rfc::User};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "replace", "path": "name.givenName", "value": "Barbara" }]
/// }"#;
/// let patch = Patch::<User>::new(body, Dialect::RFC)?;
/// let (user, changes) = patch.apply(&User::default())?;
/// assert_eq!(changes.paths(), ["name.givenName"]);
/// assert!(changes.touches("name"));
///
/// let (_, again) = patch.apply(&user)?;
/// assert!(again.is_empty());
/// # }
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Changes {
    changed: Vec<ChangedPath>,
    ignored: Vec<String>,
    unnamed: usize,
    /// Whether something was written more than once, which may be what it was before.
    rewritten: bool,
}

/// So many attributes that were passed over are told by name: a client chooses the names, and as many
/// as it likes.
const NAMED: usize = 50;

/// The path of an attribute that an edit changed; [`fmt::Display`] writes it as a filter would.
///
/// ```
/// # use scim_schema::{ScimResource, dialect::Dialect, edit::Patch};
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: i64,
///     #[scim(path = "userName")]
///     login: String,
///     #[scim(path = r#"emails[type eq "work"].value"#)]
///     email: Option<String>,
/// }
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "add", "path": "emails[type eq \"work\"].value", "value": "babs@example.com" }]
/// }"#;
/// let (_, changes) = Patch::<Member>::new(body, Dialect::RFC)?.apply(&Member::default())?;
/// let path = changes.paths().first().expect("one path");
/// assert_eq!(path.attribute(), "emails");
/// assert_eq!(path.to_string(), r#"emails[type eq "work"].value"#);
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Clone, Copy)]
pub struct ChangedPath {
    extension: Option<&'static Node>,
    attribute: &'static Node,
    slot: Option<&'static Slot>,
    sub_attribute: Option<&'static Node>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty()
    }

    /// The paths that changed, each once. Elements of a list are not told apart.
    #[must_use]
    pub fn paths(&self) -> &[ChangedPath] {
        &self.changed
    }

    /// What a dialect let pass without effect: attribute paths without filters, each once, the first
    /// 50 of them. A path is at most 100 bytes of what the client wrote.
    ///
    /// ```
    /// # use scim_schema::{ScimResource, dialect::Dialect, edit::Patch};
    /// #[derive(Clone, Default, ScimResource)]
    /// #[scim(rfc = "User")]
    /// struct Member {
    ///     #[scim(id)]
    ///     id: i64,
    ///     #[scim(path = "userName")]
    ///     login: String,
    /// }
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [{ "op": "add", "path": "nickName", "value": "Babs" }]
    /// }"#;
    /// let (_, changes) = Patch::<Member>::new(body, Dialect::OKTA)?.apply(&Member::default())?;
    /// assert!(changes.is_empty());
    /// assert_eq!((changes.ignored(), changes.ignored_more()), (&["nickName".to_owned()][..], 0));
    /// assert!(Patch::<Member>::new(body, Dialect::RFC)?.apply(&Member::default()).is_err());
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    #[must_use]
    pub fn ignored(&self) -> &[String] {
        &self.ignored
    }

    /// How often something else than [`ignored`](Self::ignored) names was passed over.
    #[must_use]
    pub const fn ignored_more(&self) -> usize {
        self.unnamed
    }

    /// Whether the attribute with this name, or a part of it, changed; for an attribute of an
    /// extension its name without the URN.
    #[must_use]
    pub fn touches(&self, attribute: &str) -> bool {
        self.changed.iter().any(|path| path.attribute.name().eq_ignore_ascii_case(attribute))
    }

    /// Records a path that no other record of the same edit has.
    pub(crate) fn record(&mut self, path: ChangedPath) {
        if self.changed.capacity() == 0 {
            // a first write changes most attributes; less than 1 KiB, as a request for more makes
            // glibc's allocator tidy up first
            self.changed = Vec::with_capacity(30);
        }
        self.changed.push(path);
    }

    /// Keeps the changes that `keep` accepts.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&ChangedPath) -> bool) {
        self.changed.retain(|path| keep(path));
    }

    /// Records what was passed over, by its path: the values that a filter names are left out.
    pub(crate) fn ignore(&mut self, path: &str) {
        let path = without_filter(path);
        step(self.ignored.len());
        if self.ignored.iter().any(|known| *known == path) {
            return;
        }
        if self.ignored.len() < NAMED {
            self.ignored.push(path.into_owned());
        } else {
            self.unnamed += 1;
        }
    }

    /// Records a path once.
    pub(crate) fn record_once(&mut self, path: ChangedPath) {
        if self.changed.capacity() == 0 {
            self.changed = Vec::with_capacity(4);
        } else if self.changed.contains(&path) {
            return;
        }
        self.changed.push(path);
    }

    /// Records what was written before, perhaps as it was first.
    pub(crate) fn record_again(&mut self, path: ChangedPath) {
        self.rewritten = true;
        self.record_once(path);
    }

    /// Whether what is recorded may be no change in the end: a function may make of another value what
    /// is there already.
    pub(crate) fn may_be_undone(&self) -> bool {
        let is_adapted = |path: &ChangedPath| {
            let part = path.sub_attribute.unwrap_or(path.attribute);
            part.flags.has(Flags::ADAPTED)
        };
        self.rewritten || self.changed.iter().any(is_adapted)
    }
}

/// A path without the filter in it, which has values. What is behind a bracket that does not end as a
/// filter does is no name either.
fn without_filter(path: &str) -> Cow<'_, str> {
    const LONGEST: usize = 100;
    let cut = |path: &str| path.floor_char_boundary(LONGEST);
    let Some((before, rest)) = path.split_once('[') else {
        return Cow::Borrowed(path.get(..cut(path)).unwrap_or(path));
    };
    // a text in the filter may have brackets too
    let after = rest.rsplit_once(']').map_or("", |(_, after)| after);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '$');
    let mut path = [before, if after.chars().all(is_name) { after } else { "" }].concat();
    path.truncate(cut(&path));
    Cow::Owned(path)
}

/// The names of the attributes that a client gave a new resource, or could have given it: those
/// that have a value and are not readOnly. Attributes of extensions have their URN before them.
#[cfg(feature = "http1")]
pub(crate) fn assigned(resource: &dyn Model, nodes: &[Node]) -> Vec<String> {
    let has = |model: &dyn Model, node: &Node, base| {
        let given = !node.flags.has(Flags::READ_ONLY) && !matches!(node.kind, Kind::Schemas);
        given && is_node_assigned(model, node, base)
    };
    let mut paths = Vec::new();
    for node in nodes {
        if !has(resource, node, node.base) {
            continue;
        }
        if !node.flags.has(Flags::EXTENSION) {
            paths.push(node.name().to_owned());
            continue;
        }
        let mut of = |model: &dyn Model, base: u16| {
            for inner in node.nodes().iter().filter(|inner| has(model, inner, base + inner.base)) {
                paths.push(format!("{}:{}", node.name(), inner.name()));
            }
        };
        match node.kind {
            Kind::Complex(field, _) => {
                if let View::Complex(held) = resource.get(node.base + field) {
                    of(held, 0);
                }
            }
            _ => of(resource, node.base),
        }
    }
    paths
}

impl ChangedPath {
    /// The name of the attribute, without extension and sub-attribute.
    #[must_use]
    pub fn attribute(&self) -> &'static str {
        self.attribute.name()
    }

    pub(crate) const fn new(extension: Option<&'static Node>, attribute: &'static Node) -> Self {
        Self { extension, attribute, slot: None, sub_attribute: None }
    }

    pub(crate) const fn extension(&self) -> Option<&'static Node> {
        self.extension
    }

    pub(crate) const fn node(&self) -> &'static Node {
        self.attribute
    }

    /// The slot that it names.
    pub(crate) const fn of_slot(&self) -> Option<&'static Slot> {
        self.slot
    }

    /// The sub-attribute that it names.
    pub(crate) const fn part(&self) -> Option<&'static Node> {
        self.sub_attribute
    }

    pub(crate) const fn slot(self, slot: &'static Slot) -> Self {
        Self { slot: Some(slot), ..self }
    }

    pub(crate) const fn sub_attribute(self, node: &'static Node) -> Self {
        Self { sub_attribute: Some(node), ..self }
    }
}

impl PartialEq for ChangedPath {
    fn eq(&self, other: &Self) -> bool {
        let name = |node: Option<&'static Node>| node.map(Node::name);
        // most paths differ in having a slot or not, and that is the cheapest to see
        self.slot.map(|slot| slot.selector) == other.slot.map(|slot| slot.selector)
            && self.attribute.name() == other.attribute.name()
            && name(self.sub_attribute) == name(other.sub_attribute)
            && name(self.extension) == name(other.extension)
    }
}

/// As [`Display`](fmt::Display) writes it, so that a test can say `assert_eq!(changes.paths(), ["active"])`.
impl PartialEq<&str> for ChangedPath {
    fn eq(&self, other: &&str) -> bool {
        self.to_string() == **other
    }
}

impl fmt::Display for ChangedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(extension) = self.extension {
            write!(f, "{}:", extension.name())?;
        }
        f.write_str(self.attribute.name())?;
        if let Some(slot) = self.slot {
            match slot.selector.value {
                Literal::String(value) => {
                    write!(f, "[{} eq \"{value}\"]", slot.selector.sub_attribute)?;
                }
                Literal::Boolean(value) => {
                    write!(f, "[{} eq {value}]", slot.selector.sub_attribute)?;
                }
            }
        }
        match self.sub_attribute {
            Some(node) => write!(f, ".{}", node.name()),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for ChangedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests;
