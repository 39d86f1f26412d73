//! Patches as data, and how to draw valid ones.

mod anywhere;
mod draw;
mod one_of;
mod sketch;
mod spelled;
mod spots;

pub use draw::Patches;
pub use spelled::{Habit, Spelled, spelled};

use super::expr::{FilterExpr, PathExpr};
use super::{Generator, Settings, Target, resource};
use serde_json::{Map, Value, json};
use std::fmt::{self, Display, Formatter};

const PATCH_OP: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

/// A PATCH (RFC 7644 section 3.5.2).
///
/// ```
/// use scim_testkit::strategy::{FilterExpr, Compare, Op, OperationExpr, PatchExpr, PathExpr, PatchTarget};
///
/// let target = PatchTarget {
///     path: PathExpr::new("emails"),
///     filter: Some(FilterExpr::compare(PathExpr::new("type"), Compare::Eq, "work")),
///     sub_attribute: Some("value".to_owned()),
/// };
/// let operation = OperationExpr::new(Op::Replace, Some(target), Some("a@example.com".into()));
/// let patch = PatchExpr { operations: vec![operation] };
/// assert_eq!(patch.body()["Operations"][0]["path"], r#"emails[type eq "work"].value"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "RFC 7644 section 3.5.2 closes it")]
pub struct PatchExpr {
    /// What it does, in order.
    pub operations: Vec<OperationExpr>,
}

/// One operation, with the texts that it has in the body.
///
/// ```
/// use scim_testkit::strategy::{Op, OperationExpr, PathExpr};
///
/// let title = PathExpr::new("title").into();
/// let mut operation = OperationExpr::new(Op::Replace, Some(title), Some("Guide".into()));
/// operation.op_text = "Replace".to_owned(); // as Entra ID writes it
/// let expected = serde_json::json!({"op": "Replace", "path": "title", "value": "Guide"});
/// assert_eq!(operation.json(), expected);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OperationExpr {
    /// What it does.
    pub op: Op,
    /// What it does it to; none means the resource.
    pub target: Option<PatchTarget>,
    /// With what.
    pub value: Option<Value>,
    /// How the body spells `op`: in any case.
    pub op_text: String,
    /// How the body spells the path.
    pub path_text: Option<String>,
}

/// What an operation does.
///
/// ```
/// use scim_testkit::strategy::{Op, OperationExpr, PathExpr};
///
/// assert_eq!(Op::Remove.as_str(), "remove");
/// let removal = OperationExpr::new(Op::Remove, Some(PathExpr::new("title").into()), None);
/// assert_eq!(removal.json(), serde_json::json!({"op": "remove", "path": "title"}));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "RFC 7644 section 3.5.2 closes it")]
pub enum Op {
    /// Adds values.
    Add,
    /// Removes values.
    Remove,
    /// Replaces values.
    Replace,
}

/// The target of an operation (RFC 7644 section 3.5.2, figure 7). The URN of an extension alone
/// stands where the name of an attribute does.
///
/// ```
/// use scim_testkit::strategy::{Compare, FilterExpr, PathExpr, PatchTarget};
///
/// let mut target = PatchTarget::from(PathExpr::new("members"));
/// assert_eq!(target.to_string(), "members");
/// target.filter = Some(FilterExpr::compare(PathExpr::new("value"), Compare::Eq, "7"));
/// assert_eq!(target.to_string(), r#"members[value eq "7"]"#);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "RFC 7644 section 3.5.2 closes it")]
pub struct PatchTarget {
    /// The attribute, or a sub-attribute if there is no filter.
    pub path: PathExpr,
    /// Which elements of it.
    pub filter: Option<FilterExpr>,
    /// Which sub-attribute of the elements.
    pub sub_attribute: Option<String>,
}

impl Op {
    /// The name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Replace => "replace",
        }
    }
}

impl From<PathExpr> for PatchTarget {
    fn from(path: PathExpr) -> Self {
        Self { path, filter: None, sub_attribute: None }
    }
}

impl Display for PatchTarget {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.path.fmt(f)?;
        if let Some(filter) = &self.filter {
            write!(f, "[{filter}]")?;
        }
        match &self.sub_attribute {
            Some(name) => write!(f, ".{name}"),
            None => Ok(()),
        }
    }
}

impl OperationExpr {
    /// An operation, spelt as the RFC does.
    #[must_use]
    pub fn new(op: Op, target: Option<PatchTarget>, value: Option<Value>) -> Self {
        let (op_text, path_text) =
            (op.as_str().to_owned(), target.as_ref().map(ToString::to_string));
        Self { op, target, value, op_text, path_text }
    }

    /// It as JSON, in its own spelling.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut operation = Map::new();
        operation.insert("op".to_owned(), self.op_text.clone().into());
        if let Some(path) = &self.path_text {
            operation.insert("path".to_owned(), path.clone().into());
        }
        if let Some(value) = &self.value {
            operation.insert("value".to_owned(), value.clone());
        }
        Value::Object(operation)
    }
}

impl PatchExpr {
    /// The body of the request.
    #[must_use]
    pub fn body(&self) -> Value {
        let operations: Vec<Value> = self.operations.iter().map(OperationExpr::json).collect();
        json!({"schemas": [PATCH_OP], "Operations": operations})
    }
}

impl Display for PatchExpr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.body().fmt(f)
    }
}

/// A resource as a server holds it, and a patch of it.
///
/// ```
/// use proptest::prelude::*;
/// use scim_schema::{dialect::Dialect, rfc::Group};
/// use scim_testkit::oracle::{self, Shape};
/// use scim_testkit::strategy::{Settings, Target, patched};
///
/// let shape = Shape::of(&Group::default());
/// let groups = Target::of::<Group>()?;
/// proptest!(|((group, patch) in patched(&groups, &Settings::default()))| {
///     let after = oracle::patch(&patch.body(), &shape, &group, Dialect::RFC).unwrap();
///     prop_assert_eq!(&after.document["id"], &group["id"]);
/// });
/// # Ok::<(), scim_testkit::strategy::SchemaError>(())
/// ```
#[must_use]
pub fn patched(target: &Target, settings: &Settings) -> Generator<(Value, PatchExpr)> {
    let (patches, settings) = (Patches::new(target, settings), *settings);
    let target = target.clone();
    Generator::new(move |source| {
        let resource = resource::stored_one(source, &target.parts, &settings);
        let patch = patches.draw(source, &resource);
        (resource, patch)
    })
}
