//! Paths to attributes that can be owned.

use crate::filter::{no_schema, shown, with_suggestion};
use crate::path::AttributePath;
use crate::resource::{Descriptor, Flags, Kind, Node, Slot};
use crate::schema::same_name;
use std::fmt;

/// A path as names from the resource down: perhaps the URN of an extension, an attribute, perhaps
/// a sub-attribute.
pub(super) type Names = Vec<&'static str>;

/// A path that no attribute has, or of one that the application cannot own.
///
/// ```
/// use scim_schema::{ownership::Owned, rfc::User};
///
/// let error = Owned::<User>::new(["title", "emails[type eq \"work\"]"]).unwrap_err();
/// assert_eq!(error.path(), "emails[type eq \"work\"]");
/// assert!(error.to_string().ends_with("write `emails`"), "{error}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidOwned {
    path: String,
    problem: String,
}

impl InvalidOwned {
    /// The path as it was given.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for InvalidOwned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.path, self.problem)
    }
}

impl std::error::Error for InvalidOwned {}

/// What a path names.
pub(super) fn path(descriptor: &Descriptor, text: &str) -> Result<Names, InvalidOwned> {
    names(descriptor, text)
        .map_err(|problem| InvalidOwned { path: shown(text).to_owned(), problem })
}

fn names(descriptor: &Descriptor, text: &str) -> Result<Names, String> {
    if let Some((attribute, _)) = text.split_once('[') {
        return Err(format!(
            "`/Schemas` cannot say that some elements are readOnly; write `{}`",
            shown(attribute)
        ));
    }
    let path = AttributePath::parse_for(text, descriptor)
        .ok_or("expected an attribute path, such as `name.givenName`")?;
    let core = path.schema().filter(|urn| !descriptor.schema.id.eq_ignore_ascii_case(urn));
    let mut names = Names::new();
    let nodes = match core {
        None => descriptor.nodes,
        Some(urn) => {
            let extension = find(descriptor.nodes, urn).filter(|node| is_extension(node));
            let extension = extension.ok_or_else(|| no_schema(descriptor, urn))?;
            names.push(extension.name());
            extension.nodes()
        }
    };
    let node = find(nodes, path.attribute()).ok_or_else(|| {
        let of = match core {
            Some(urn) => shown(urn),
            None => &descriptor.resource_type.name,
        };
        let known = nodes.iter().filter(|node| !is_extension(node)).map(Node::name);
        with_suggestion(format!("not an attribute of `{of}`"), path.attribute(), known)
    })?;
    names.push(node.name());
    if matches!(node.kind, Kind::Schemas) || node.name() == "meta" {
        return Err("the service provider writes it, and nobody else".to_owned());
    }
    let owned = match path.sub_attribute() {
        None => node,
        Some(name) if node.flags.has(Flags::READ_ONLY) => {
            return Err(format!("`{}` is readOnly already; leave out `{name}`", node.name()));
        }
        Some(name) => below(node, name)?,
    };
    if path.sub_attribute().is_some() {
        names.push(owned.name());
    }
    check(owned)?;
    Ok(names)
}

/// The sub-attribute of a node.
fn below(node: &'static Node, name: &str) -> Result<&'static Node, String> {
    let several =
        || Err(format!("the elements of a list are written as a whole; write `{}`", node.name()));
    let undefined = || {
        let known = node.attribute.sub_attributes.iter().map(|known| &*known.name);
        with_suggestion(format!("`{}` has no such sub-attribute", node.name()), name, known)
    };
    match node.kind {
        Kind::Slots(slots) => {
            let fixed = |slot: &&Slot| {
                same_name(slot.selector.sub_attribute, name)
                    || slot.primary && same_name(name, "primary")
            };
            if slots.iter().any(|slot| fixed(&slot)) {
                return Err(
                    "the attribute tells the elements apart, and nobody writes it".to_owned()
                );
            }
            if slots.iter().any(|slot| slot.element.is_some()) {
                return several();
            }
            slots.iter().find_map(|slot| find(slot.nodes, name)).ok_or_else(undefined)
        }
        _ if node.flags.has(Flags::MULTI_VALUED) => several(),
        _ => find(node.nodes(), name).ok_or_else(undefined),
    }
}

/// Whether it can be readOnly, and is not yet.
fn check(node: &Node) -> Result<(), String> {
    let problem = if node.flags.has(Flags::READ_ONLY) {
        "it is readOnly already"
    } else if node.flags.any(Flags::NEVER.and(Flags::WRITE_ONLY)) {
        "it is never returned, so nobody could read it either; leave it out"
    } else if node.flags.has(Flags::REQUIRED) {
        "it is required, so a client has to give it; leave it out"
    } else {
        return Ok(());
    };
    Err(problem.to_owned())
}

fn is_extension(node: &Node) -> bool {
    node.flags.has(Flags::EXTENSION)
}

fn find(nodes: &'static [Node], name: &str) -> Option<&'static Node> {
    nodes.iter().find(|node| same_name(node.name(), name))
}
