//! Paths to targets.

use super::operation::Target;
use super::{Op, known};
use crate::dialect::{Dialect, Tolerance};
use crate::filter::syntax::{Expression, PatchPath};
use crate::filter::{ElementFilter, Options, no_attribute, no_schema, shown, with_suggestion};
use crate::json::Text;
use crate::limits::Limits;
use crate::message::{ScimError, ScimType};
use crate::path::AttributePath;
use crate::resource::{Descriptor, Flags, Kind, Node};
use crate::schema::{Attribute, same_name};

/// What a path names.
pub(super) enum Named {
    Target(Target),
    /// Something that a dialect passes over.
    Ignored,
}

#[derive(Clone, Copy)]
pub(super) struct Resolver<'l> {
    pub(super) descriptor: Descriptor,
    pub(super) dialect: Dialect,
    pub(super) limits: &'l Limits,
}

/// An attribute and the extension it is in.
type Found = (Option<&'static Node>, &'static Node);

impl Resolver<'_> {
    /// What the path of an operation names, if the operation may change it at all.
    pub(super) fn path(&self, path: Text<'_>, op: Op, has_value: bool) -> Result<Named, ScimError> {
        // most paths are a name, behind its URN perhaps, and need no parser
        let named = match path.plain().and_then(|name| self.name(name)) {
            Some((extension, node)) => Named::Target(Target { extension, ..whole(node) }),
            None => match self.value_path(path.raw()) {
                Some(target) => Named::Target(target),
                None => self.parsed(&path.decode())?,
            },
        };
        let Named::Target(target) = &named else { return Ok(named) };
        match check(target, op, has_value) {
            Ok(()) => Ok(named),
            Err(_) if self.dialect.accepts(Tolerance::Owned) && is_owned(target) => {
                Ok(Named::Ignored)
            }
            Err(error) => Err(error.at(target.to_string())),
        }
    }

    /// The attribute with a name, which may stand behind the URN of its extension.
    fn name(&self, text: &str) -> Option<Found> {
        if let Some(node) = find_node(self.descriptor.nodes, text) {
            return Some((None, node));
        }
        if !text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("urn:")) {
            return None;
        }
        let (urn, name) = text.rsplit_once(':')?;
        let extensions = self.descriptor.nodes.iter();
        let extension = extensions
            .filter(|node| node.flags.has(Flags::EXTENSION))
            .find(|node| node.name().eq_ignore_ascii_case(urn))?;
        Some((Some(extension), find_node(extension.nodes(), name)?))
    }

    pub(super) fn parsed(&self, text: &str) -> Result<Named, ScimError> {
        let options = Options::default().dialect(self.dialect).limits(*self.limits);
        let path = PatchPath::parse_for(text, &self.descriptor, &options)?;
        let Some((extension, node)) = self.attribute(&path.attribute) else {
            let defined = self.is_defined(&path.attribute, path.sub_attribute);
            return self.unmapped(defined, || self.undefined(&path.attribute));
        };
        let simple = node.attribute.sub_attributes.is_empty();
        let single = !node.flags.has(Flags::MULTI_VALUED);
        if path.filter.is_some() && single {
            let name = node.name();
            return Err(invalid_path(format!(
                "`{name}` has one value, and so none to choose by a filter"
            )));
        }
        let sub_attribute = match path.sub_attribute {
            None => None,
            Some(name) if simple => {
                return Err(invalid_path(format!(
                    "`{}` is simple and has no sub-attribute `{}`",
                    node.name(),
                    shown(name)
                )));
            }
            Some(name) => match node.attribute.sub_attribute(name) {
                Some(attribute) => Some(attribute),
                None => {
                    let defined = self.is_defined(&path.attribute, Some(name));
                    return self.unmapped(defined, || undefined_below(node, name));
                }
            },
        };
        let filter = match &path.filter {
            None => None,
            Some(expression) => {
                let base = match extension.map(|extension| (extension.kind, extension.base)) {
                    Some((Kind::Group(_), base)) => base + node.base,
                    _ => node.base,
                };
                let filter =
                    ElementFilter::new(expression, text, node, base, self.descriptor, &options);
                match filter {
                    Ok(filter) => Some(filter),
                    Err(error) => {
                        // where all it names is here, something else is wrong with it
                        let is_mapped = |name: &str| node.attribute.sub_attribute(name).is_some();
                        let is_defined = |name: &str| self.is_defined(&path.attribute, Some(name));
                        let passed_over = all_names(expression, &is_defined)
                            && !all_names(expression, &is_mapped);
                        return self.unmapped(passed_over, || error.into());
                    }
                }
            }
        };
        Ok(Named::Target(Target { extension, node, filter, sub_attribute }))
    }

    /// Whether the RFC defines what a path names.
    fn is_defined(&self, path: &AttributePath<'_>, sub_attribute: Option<&str>) -> bool {
        known::is_defined(&self.descriptor, path, sub_attribute, self.dialect)
    }

    /// Passes over what the RFC defines and the model does not map, where the dialect does
    /// (`changes.ignored()` tells of it); else an error.
    fn unmapped(
        &self,
        defined: bool,
        error: impl FnOnce() -> ScimError,
    ) -> Result<Named, ScimError> {
        if defined && self.dialect.accepts(Tolerance::Unmapped) {
            Ok(Named::Ignored)
        } else {
            Err(error())
        }
    }

    fn attribute(&self, path: &AttributePath<'_>) -> Option<Found> {
        let Descriptor { nodes, schema, .. } = self.descriptor;
        let name = path.attribute();
        if let Some(urn) = path.schema()
            && !schema.id.eq_ignore_ascii_case(urn)
        {
            let extension =
                find_node(nodes, urn).filter(|node| node.flags.has(Flags::EXTENSION))?;
            return Some((Some(extension), find_node(extension.nodes(), name)?));
        }
        if let Some(node) = find_node(nodes, name) {
            return Some((None, node));
        }
        if path.schema().is_some() || !self.dialect.accepts(Tolerance::ExtensionWithoutUrn) {
            return None;
        }
        let mut having = nodes
            .iter()
            .filter(|node| node.flags.has(Flags::EXTENSION))
            .filter_map(|extension| Some((Some(extension), find_node(extension.nodes(), name)?)));
        match (having.next(), having.next()) {
            (found, None) => found,
            _ => None,
        }
    }

    fn undefined(&self, path: &AttributePath<'_>) -> ScimError {
        let name = path.attribute();
        invalid_path(match path.schema().map(|urn| (urn, find_node(self.descriptor.nodes, urn))) {
            Some((urn, Some(extension))) => with_suggestion(
                format!("`{}` is not an attribute of `{urn}`", shown(name)),
                name,
                extension.nodes().iter().map(Node::name),
            ),
            Some((urn, None)) if !self.descriptor.schema.id.eq_ignore_ascii_case(urn) => {
                no_schema(&self.descriptor, urn)
            }
            _ => no_attribute(&self.descriptor, name),
        })
    }
}

/// The attribute as a whole.
pub(super) fn whole(node: &'static Node) -> Target {
    Target { extension: None, node, filter: None, sub_attribute: None }
}

/// Whether an operation may change its target, whatever its value (RFC 7644 section 3.5.2).
fn check(target: &Target, op: Op, has_value: bool) -> Result<(), ScimError> {
    let read_only =
        |attribute: &Attribute| attribute.mutability == crate::schema::Mutability::ReadOnly;
    let read_only = target.node.flags.has(Flags::READ_ONLY)
        || target.extension.is_some_and(|extension| extension.flags.has(Flags::READ_ONLY))
        || target.sub_attribute.is_some_and(read_only);
    if read_only {
        return Err(ScimError::mutability("the attribute is readOnly; leave it out"));
    }
    if op != Op::Remove {
        return Ok(());
    }
    if matches!(target.node.kind, Kind::Schemas) {
        return Err(ScimError::mutability(
            "the schemas follow from the attributes with a value; remove those instead",
        ));
    }
    let is_fixed =
        |attribute: &Attribute| attribute.mutability == crate::schema::Mutability::Immutable;
    let immutable =
        target.node.flags.has(Flags::IMMUTABLE) || target.sub_attribute.is_some_and(is_fixed);
    let required = match target.sub_attribute {
        Some(attribute) => attribute.required && !(has_value && attribute.multi_valued),
        // elements that are chosen can go, though the last of a required attribute cannot
        None => {
            target.node.flags.has(Flags::REQUIRED)
                && target.filter.is_none()
                && !(has_value && target.node.flags.has(Flags::MULTI_VALUED))
        }
    };
    match (immutable, required, target.node.kind, target.sub_attribute) {
        (true, ..) => Err(ScimError::mutability("the attribute is immutable; leave it as it is")),
        (_, true, ..) => {
            Err(ScimError::mutability("the attribute is required; replace it instead"))
        }
        (_, _, Kind::Slots(slots), Some(attribute))
            if slots
                .iter()
                .all(|slot| attribute.name.eq_ignore_ascii_case(slot.selector.sub_attribute)) =>
        {
            Err(ScimError::mutability(
                "the attribute tells the elements apart; remove the element instead",
            ))
        }
        _ => Ok(()),
    }
}

/// Whether the target is read-only because the application owns it, or what it is a part of.
fn is_owned(target: &Target) -> bool {
    let owned = |node: &Node| node.flags.has(Flags::OWNED);
    let below = |name: &str| {
        let part = |nodes| find_node(nodes, name).is_some_and(owned);
        match target.node.kind {
            Kind::Slots(slots) => slots.iter().any(|slot| part(slot.nodes)),
            _ => part(target.node.nodes()),
        }
    };
    owned(target.node)
        || target.extension.is_some_and(owned)
        || target.sub_attribute.is_some_and(|attribute| below(&attribute.name))
}

/// Whether every sub-attribute that a filter names is so.
fn all_names(expression: &Expression<'_>, is: &dyn Fn(&str) -> bool) -> bool {
    match expression {
        Expression::Or(terms) | Expression::And(terms) => {
            terms.iter().all(|term| all_names(term, is))
        }
        Expression::Not(inner) => all_names(inner, is),
        Expression::Comparison(comparison) => is(comparison.attribute.attribute()),
        Expression::Present(present) => is(present.attribute.attribute()),
        Expression::ValuePath(_) => false,
    }
}

/// The attribute with a name, and its index.
pub(super) fn find(nodes: &'static [Node], name: &str) -> Option<(usize, &'static Node)> {
    nodes.iter().enumerate().find(|(_, node)| same_name(node.name(), name))
}

pub(super) fn find_node(nodes: &'static [Node], name: &str) -> Option<&'static Node> {
    find(nodes, name).map(|(_, node)| node)
}

pub(super) fn undefined_below(node: &Node, name: &str) -> ScimError {
    invalid_path(with_suggestion(
        format!("`{}` has no sub-attribute `{}`", node.name(), shown(name)),
        name,
        node.attribute.sub_attributes.iter().map(|sub| &*sub.name),
    ))
}

/// A name in a value that no attribute there has.
pub(super) fn undefined_in(nodes: &'static [Node], name: &str) -> ScimError {
    let problem = format!("no attribute here has the name `{}`", shown(name));
    invalid_path(with_suggestion(problem, name, nodes.iter().map(Node::name)))
}

pub(super) fn invalid_path(detail: String) -> ScimError {
    ScimError::bad_request(ScimType::InvalidPath, detail)
}
