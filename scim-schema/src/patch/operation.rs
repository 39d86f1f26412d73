//! An operation whose path is resolved.

use crate::filter::ElementFilter;
use crate::json::Text;
use crate::resource::Node;
use crate::schema::Attribute;
use std::fmt;

/// What an operation does (RFC 7644 sections 3.5.2.1 to 3.5.2.3).
///
/// ```
/// use scim_schema::{dialect::Dialect, edit::Patch, patch::Op, rfc::User};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [{ "op": "Replace", "value": { "title": "Guide", "nickName": "Babs" } }]
/// }"#;
/// let patch = Patch::<User>::new(body, Dialect::RFC)?;
/// let operations = patch.operations()?;
/// assert_eq!(operations.len(), 2, "one for each attribute");
/// assert!(operations.iter().all(|operation| operation.op() == Op::Replace));
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the RFC closes it")]
pub enum Op {
    /// Adds a value; of a single-valued attribute it replaces it.
    Add,
    /// Removes values.
    Remove,
    /// Replaces values, and adds them where there are none.
    Replace,
}

/// One operation of a PATCH, resolved against the resource type.
///
/// An operation without a path is one for each attribute in its value.
///
/// ```
/// use scim_schema::{dialect::Dialect, edit::Patch, patch::Op, rfc::User};
///
/// let body = r#"{
///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///     "Operations": [
///         { "op": "add", "path": "addresses[type eq \"work\"].locality", "value": "Hollywood" },
///         { "op": "remove", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager" }
///     ]
/// }"#;
/// let patch = Patch::<User>::new(body, Dialect::RFC)?;
/// let operations = patch.operations()?;
/// let [city, manager] = operations.as_slice() else { panic!("two operations") };
/// assert_eq!((city.op(), city.attribute(), city.sub_attribute()), (Op::Add, "addresses", Some("locality")));
/// assert!(city.filter().is_some());
/// assert_eq!(city.value(), Some(r#""Hollywood""#), "JSON that was not read");
/// assert_eq!(manager.extension(), Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"));
/// assert_eq!(city.to_string(), "add addresses.locality");
/// # Ok::<(), scim_schema::message::ScimError>(())
/// ```
#[derive(Clone)]
pub struct PatchOperation<'b> {
    pub(super) op: Op,
    pub(super) target: Target,
    pub(super) value: Option<&'b str>,
    /// The path as it is written; empty where there is none.
    pub(super) path: Text<'b>,
}

/// What a path names.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// The extension that has the attribute.
    pub(super) extension: Option<&'static Node>,
    /// The attribute.
    pub(super) node: &'static Node,
    /// Which elements of it.
    pub(super) filter: Option<ElementFilter>,
    /// Which sub-attribute of it or of them.
    pub(super) sub_attribute: Option<&'static Attribute>,
}

impl<'b> PatchOperation<'b> {
    /// What it does.
    #[must_use]
    pub const fn op(&self) -> Op {
        self.op
    }

    /// The URN of the extension that has the attribute.
    #[must_use]
    pub fn extension(&self) -> Option<&'static str> {
        self.target.extension.map(Node::name)
    }

    /// The name of the attribute: as the schema spells it, without its sub-attribute.
    #[must_use]
    pub const fn attribute(&self) -> &'static str {
        self.target.node.name()
    }

    /// The extension and the attribute.
    #[cfg(feature = "http1")]
    pub(crate) const fn node(&self) -> (Option<&'static Node>, &'static Node) {
        (self.target.extension, self.target.node)
    }

    /// Which elements of the attribute it is about; `None` for the attribute as a whole.
    #[must_use]
    pub const fn filter(&self) -> Option<&ElementFilter> {
        self.target.filter.as_ref()
    }

    /// The name of the sub-attribute it is about.
    #[must_use]
    pub fn sub_attribute(&self) -> Option<&'static str> {
        self.target.sub_attribute.map(|attribute| &*attribute.name)
    }

    /// The value as JSON text, unread. It may be a password.
    #[must_use]
    pub const fn value(&self) -> Option<&'b str> {
        self.value
    }
}

impl fmt::Display for PatchOperation<'_> {
    /// The operation and the path, without filter and value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.op {
            Op::Add => "add ",
            Op::Remove => "remove ",
            Op::Replace => "replace ",
        })?;
        self.target.fmt(f)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(extension) = self.extension {
            write!(f, "{}:", extension.name())?;
        }
        f.write_str(self.node.name())?;
        match self.sub_attribute {
            Some(attribute) => write!(f, ".{}", attribute.name),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for PatchOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PatchOperation").field(&self.to_string()).finish()
    }
}
