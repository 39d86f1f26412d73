//! The operations of a body one after the other, those without a path taken apart.

use super::message::{self, Written};
use super::resolve::{Named, Resolver, find, invalid_path, whole};
use super::{Op, PatchOperation};
use crate::dialect::{Dialect, Tolerance};
use crate::filter::{shown, with_suggestion};
use crate::json::Text;
use crate::limits::Limits;
use crate::message::{ScimError, ScimType};
use crate::read::{Json, Mode, Reading, Seen, given_twice};
use crate::resource::{Descriptor, Flags, Kind, Node};
use std::borrow::Cow;
use std::collections::HashSet;

/// One thing that a body does.
pub(super) enum Step<'b> {
    Operation(PatchOperation<'b>),
    /// The identifier in a value, which must be the resource's.
    SameId(&'b str),
    /// What a dialect passes over, as it is written.
    Ignored(Cow<'b, str>),
}

type Take<'f, 'b> = &'f mut dyn FnMut(Step<'b>) -> Result<(), ScimError>;

/// Gives every step of a body to `take`, until one fails.
pub(super) fn each<'b>(
    body: &'b str,
    descriptor: Descriptor,
    dialect: Dialect,
    limits: &Limits,
    take: Take<'_, 'b>,
) -> Result<(), ScimError> {
    let resolver = Resolver { descriptor, dialect, limits };
    for Written { op, path, value } in message::operations(body, dialect, limits)? {
        match (path, op) {
            (Some(path), _) => take(match resolver.path(path, op, value.is_some())? {
                Named::Target(target) => {
                    Step::Operation(PatchOperation { op, target, value, path })
                }
                Named::Ignored => Step::Ignored(path.decode()),
            })?,
            (None, Op::Remove) => {
                let what = "a `remove` without `path` names nothing to remove; add `path`";
                return Err(ScimError::bad_request(ScimType::NoTarget, what));
            }
            (None, op) => {
                let Some(value) = value else {
                    return Err(ScimError::invalid_value("no `value`", "an object of attributes"));
                };
                attributes(&resolver, op, value, take)?;
            }
        }
    }
    Ok(())
}

/// The attributes of a value without a path.
fn attributes<'b>(
    resolver: &Resolver<'_>,
    op: Op,
    value: &'b str,
    take: Take<'_, 'b>,
) -> Result<(), ScimError> {
    let Resolver { descriptor, dialect, limits } = *resolver;
    let members = match Reading::new(descriptor, Mode::Patch, dialect, limits).json(value)? {
        Json::Object(members) => members,
        other => return Err(ScimError::invalid_value(other.kind(), "an object of attributes")),
    };
    let (mut seen, mut keys_seen) = (Seen::default(), HashSet::new());
    for (path, value) in members {
        let name = path.decode();
        if let Some((index, node)) = find(descriptor.nodes, &name) {
            if !seen.insert(index) {
                return Err(given_twice().at(node.name()));
            }
            if let Some(step) = step(node, op, value) {
                take(step)?;
            }
            continue;
        }
        let is_path = name.contains(['.', ':', '[']);
        let keys = dialect.accepts(Tolerance::PathKeys) && is_path;
        if keys || dialect.accepts(Tolerance::ExtensionWithoutUrn) {
            let resolved = resolver.path(path, op, true);
            let is_read_only = |error: &ScimError| error.scim_type() == Some(ScimType::Mutability);
            // what is not known here is passed over, however often
            let known = match &resolved {
                Ok(named) => matches!(named, Named::Target(_)),
                Err(error) => is_read_only(error),
            };
            if known && !keys_seen.insert(folded(&name)) {
                return Err(given_twice().at(shown(&name).to_owned()));
            }
            match resolved {
                Ok(Named::Target(target)) => {
                    let value = Some(value);
                    take(Step::Operation(PatchOperation { op, target, value, path }))?;
                    continue;
                }
                // read-only attributes in a value are ignored, however they are spelt
                Err(error) if is_read_only(&error) => continue,
                Ok(Named::Ignored) => {
                    take(Step::Ignored(name))?;
                    continue;
                }
                Err(_) => {}
            }
        }
        if !dialect.accepts(Tolerance::Unmapped) {
            return Err(invalid_path(undefined(&descriptor, &name)));
        }
        take(Step::Ignored(name))?;
    }
    Ok(())
}

/// A path without the case of its names; what a filter compares with keeps it.
fn folded(path: &str) -> String {
    let (start, rest) = path.split_at(path.find('[').unwrap_or(path.len()));
    let (filter, end) = rest.split_at(rest.rfind(']').unwrap_or(0));
    format!("{}{filter}{}", start.to_ascii_lowercase(), end.to_ascii_lowercase())
}

/// A name in a value without a path, which is that of an attribute or an extension and no path.
fn undefined(descriptor: &Descriptor, name: &str) -> String {
    let (resource_type, urn) = (&descriptor.resource_type.name, &*descriptor.schema.id);
    let own = name.split_at_checked(urn.len()).and_then(|(start, rest)| {
        rest.strip_prefix(':').filter(|_| start.eq_ignore_ascii_case(urn))
    });
    with_suggestion(
        format!("`{}` is not an attribute of `{resource_type}`", shown(name)),
        own.unwrap_or(name),
        descriptor.nodes.iter().map(Node::name),
    )
}

/// What an attribute in a value without a path does: those that a client cannot write are ignored.
fn step<'b>(node: &'static Node, op: Op, value: &'b str) -> Option<Step<'b>> {
    match node.kind {
        Kind::Field(_) if node.name() == "id" => Some(Step::SameId(value)),
        Kind::Schemas => None,
        _ if node.flags.has(Flags::OWNED) => Some(Step::Ignored(node.name().into())),
        _ if node.flags.has(Flags::READ_ONLY) => None,
        _ => {
            let (target, value, path) = (whole(node), Some(value), Text::EMPTY);
            Some(Step::Operation(PatchOperation { op, target, value, path }))
        }
    }
}
