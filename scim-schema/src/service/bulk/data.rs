//! The data of an operation, taken apart as far as circles need it.

use super::Names;
use super::place::Place;
use super::template::{Template, push_string};
use crate::cost::step;
use crate::message::{Members, ScimError};
use crate::read::{Seen, given_twice};
use crate::resource::{Flags, Kind, Node};
use serde_json::value::RawValue;
use std::fmt;

/// The data of an operation.
#[derive(Debug)]
pub(super) enum Data<'a> {
    /// In one piece: each of its references must be known.
    Whole(Template<'a>),
    /// A new resource by its attributes, some of which can follow when the resource is there.
    Resource(Vec<Member<'a>>),
}

/// A member of a new resource.
pub(super) enum Member<'a> {
    /// Something without references, or whose references say nothing.
    Plain(String, &'a str),
    /// An attribute with references.
    Attribute(Attribute<'a>),
    /// An extension, with the members in it.
    Extension(String, Vec<Self>),
}

/// An attribute with references.
#[derive(Debug)]
pub(super) struct Attribute<'a> {
    name: String,
    /// As the path of a patch operation.
    path: String,
    node: &'static Node,
    is_list: bool,
    /// The elements, or the one value.
    values: Vec<Template<'a>>,
}

/// What was left out of a new resource, to add when what it refers to is there.
#[derive(Debug)]
pub(super) struct Addition {
    path: String,
    node: &'static Node,
    is_list: bool,
    attribute: usize,
    values: Vec<usize>,
}

impl fmt::Debug for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // the value may be a password
            Self::Plain(name, text) => {
                f.debug_struct("Plain").field("name", name).field("bytes", &text.len()).finish()
            }
            Self::Attribute(attribute) => f.debug_tuple("Attribute").field(attribute).finish(),
            Self::Extension(name, members) => {
                f.debug_tuple("Extension").field(name).field(members).finish()
            }
        }
    }
}

impl<'a> Data<'a> {
    /// The data of an operation that writes to what is there.
    pub(super) fn whole(raw: &'a RawValue, place: Place, names: &Names) -> Self {
        Self::Whole(Template::parse(raw.get(), names, place))
    }

    /// The data of a new resource.
    ///
    /// # Errors
    /// `400 invalidSyntax` for an attribute that is given twice.
    pub(super) fn resource(
        raw: &'a RawValue,
        nodes: &'static [Node],
        names: &Names,
    ) -> Result<Self, ScimError> {
        let whole = Template::parse(raw.get(), names, Place::Resource(nodes));
        if whole.operations().next().is_none() && whole.unknown.is_none() {
            return Ok(Self::Whole(whole));
        }
        match Members::parse(raw.get()) {
            Ok(members) => Ok(Self::Resource(split(members, nodes, "", names)?)),
            // which its endpoint will say
            Err(_) => Ok(Self::Whole(whole)),
        }
    }

    /// A reference to no operation.
    pub(super) fn unknown(&self) -> Option<&str> {
        match self {
            Self::Whole(template) => template.unknown.as_deref(),
            Self::Resource(members) => attributes(members)
                .flat_map(|attribute| &attribute.values)
                .find_map(|value| value.unknown.as_deref()),
        }
    }

    /// The operations that it refers to, and whether it can begin without them: an attribute
    /// that must be there, or one value of it, cannot be added later.
    pub(super) fn operations(&self) -> Vec<(usize, bool)> {
        match self {
            Self::Whole(template) => template.operations().map(|known| (known, false)).collect(),
            Self::Resource(members) => attributes(members)
                .flat_map(|attribute| {
                    let free =
                        attribute.values.iter().any(|value| value.operations().next().is_none());
                    let later = free || !attribute.node.flags.has(Flags::REQUIRED);
                    attribute.values.iter().flat_map(move |value| {
                        value.operations().map(move |operation| (operation, later))
                    })
                })
                .collect(),
        }
    }

    /// The text, with the ids that are known. Values that refer to what `later` names are left
    /// out, and listed. A text of more than `most` bytes has no end: it is refused for its length.
    ///
    /// # Errors
    /// The first operation whose id is not known.
    pub(super) fn fill<'i>(
        &self,
        id: impl Fn(usize) -> Option<&'i str> + Copy,
        later: impl Fn(usize) -> bool + Copy,
        most: usize,
    ) -> Result<(String, Vec<Addition>), usize> {
        let (mut out, mut additions) = (String::new(), Vec::new());
        match self {
            Self::Whole(template) => template.fill(&mut out, id, most)?,
            Self::Resource(members) => {
                let mut adding = Adding { count: 0, additions, most };
                push_members(&mut out, members, id, later, &mut adding)?;
                additions = adding.additions;
            }
        }
        Ok((out, additions))
    }

    /// The body of a PATCH that adds what was left out, as far as [`fill`](Self::fill) goes.
    ///
    /// # Errors
    /// The first operation whose id is not known.
    pub(super) fn patch<'i>(
        &self,
        additions: &[Addition],
        id: impl Fn(usize) -> Option<&'i str> + Copy,
        most: usize,
    ) -> Result<String, usize> {
        let Self::Resource(members) = self else { return Ok(String::new()) };
        let mut out = String::from(
            r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":["#,
        );
        let attributes: Vec<_> = attributes(members).collect();
        step(attributes.len());
        for (index, addition) in additions.iter().enumerate() {
            let Some(attribute) = attributes.get(addition.attribute) else { continue };
            out.push_str(if index > 0 { "," } else { "" });
            out.push_str(r#"{"op":"add","path":"#);
            push_string(&mut out, &addition.path);
            out.push_str(r#","value":"#);
            out.push_str(if addition.is_list { "[" } else { "" });
            for (index, value) in addition.values.iter().enumerate() {
                let Some(template) = attribute.values.get(*value) else { continue };
                let Some(left) = most.checked_sub(out.len()) else { break };
                let mut value = String::new();
                template.fill(&mut value, id, left)?;
                out.push_str(if index > 0 { "," } else { "" });
                push_known(&mut out, &value, addition.node);
            }
            out.push_str(if addition.is_list { "]}" } else { "}" });
        }
        out.push_str("]}");
        Ok(out)
    }
}

/// Takes members apart. What is readOnly or not mapped is ignored in a new resource, and so are
/// the references in it.
fn split<'a>(
    members: Members<'a>,
    nodes: &'static [Node],
    urn: &str,
    names: &Names,
) -> Result<Vec<Member<'a>>, ScimError> {
    let mut seen = Seen::default();
    let one = |(name, raw): (String, &'a RawValue)| {
        step(1);
        let mut known = nodes.iter().enumerate();
        let known = known.find(|(_, node)| node.name().eq_ignore_ascii_case(&name));
        let Some((index, node)) = known.filter(|(_, node)| !node.flags.has(Flags::READ_ONLY))
        else {
            return Ok(Member::Plain(name, raw.get()));
        };
        if !seen.insert(index) {
            return Err(given_twice().at(format!("{urn}{}", node.name())));
        }
        if node.flags.has(Flags::EXTENSION) {
            return Ok(match Members::parse(raw.get()) {
                Ok(members) => {
                    let urn = format!("{}:", node.name());
                    Member::Extension(name, split(members, node.nodes(), &urn, names)?)
                }
                Err(_) => Member::Plain(name, raw.get()),
            });
        }
        let list = serde_json::from_str::<Vec<&'a RawValue>>(raw.get()).ok();
        let is_list = list.is_some();
        let values: Vec<_> = list
            .unwrap_or_else(|| vec![raw])
            .into_iter()
            .map(|raw| Template::parse(raw.get(), names, Place::Attribute(node.attribute)))
            .collect();
        if values.iter().all(|value| value.operations().next().is_none() && value.unknown.is_none())
        {
            return Ok(Member::Plain(name, raw.get()));
        }
        let path = format!("{urn}{}", node.name());
        Ok(Member::Attribute(Attribute { name, path, node, is_list, values }))
    };
    members.0.into_iter().map(one).collect()
}

/// The attributes with references, those of extensions included, in order.
fn attributes<'m, 'a>(members: &'m [Member<'a>]) -> impl Iterator<Item = &'m Attribute<'a>> {
    members.iter().flat_map(|member| {
        let (own, inner) = match member {
            Member::Plain(..) => (None, &[][..]),
            Member::Attribute(attribute) => (Some(attribute), &[][..]),
            Member::Extension(_, members) => (None, members.as_slice()),
        };
        own.into_iter().chain(inner.iter().filter_map(|member| match member {
            Member::Attribute(attribute) => Some(attribute),
            _ => None,
        }))
    })
}

/// What was left out so far.
struct Adding {
    /// The attributes with references before.
    count: usize,
    additions: Vec<Addition>,
    most: usize,
}

/// Appends an object, two levels deep at most.
fn push_members<'i>(
    out: &mut String,
    members: &[Member<'_>],
    id: impl Fn(usize) -> Option<&'i str> + Copy,
    later: impl Fn(usize) -> bool + Copy,
    adding: &mut Adding,
) -> Result<(), usize> {
    out.push('{');
    let begin = out.len();
    for member in members {
        let before = out.len();
        if before > begin {
            out.push(',');
        }
        match member {
            Member::Plain(name, text) => {
                push_string(out, name);
                out.push(':');
                out.push_str(text);
            }
            Member::Extension(name, members) => {
                push_string(out, name);
                out.push(':');
                push_members(out, members, id, later, adding)?;
            }
            Member::Attribute(attribute) => {
                push_string(out, &attribute.name);
                out.push_str(if attribute.is_list { ":[" } else { ":" });
                let (mut given, mut left) = (0, Vec::new());
                for (index, value) in attribute.values.iter().enumerate() {
                    if value.operations().any(later) {
                        left.push(index);
                        continue;
                    }
                    out.push_str(if given > 0 { "," } else { "" });
                    value.fill(out, id, adding.most)?;
                    given += 1;
                }
                out.push_str(if attribute.is_list { "]" } else { "" });
                if given == 0 {
                    out.truncate(before);
                }
                if !left.is_empty() {
                    adding.additions.push(Addition {
                        path: attribute.path.clone(),
                        node: attribute.node,
                        is_list: attribute.is_list,
                        attribute: adding.count,
                        values: left,
                    });
                }
                adding.count += 1;
            }
        }
    }
    out.push('}');
    Ok(())
}

/// Appends a value without the sub-attributes that a new resource ignores and a patch refuses:
/// those that are not mapped, and those that are readOnly.
fn push_known(out: &mut String, value: &str, node: &Node) {
    let (Kind::Complex(_, nodes) | Kind::Group(nodes)) = node.kind else {
        return out.push_str(value);
    };
    let Ok(members) = Members::parse(value) else { return out.push_str(value) };
    out.push('{');
    let known = members.0.iter().filter(|(name, _)| {
        nodes
            .iter()
            .any(|node| node.name().eq_ignore_ascii_case(name) && !node.flags.has(Flags::READ_ONLY))
    });
    for (index, (name, raw)) in known.enumerate() {
        out.push_str(if index > 0 { "," } else { "" });
        push_string(out, name);
        out.push(':');
        out.push_str(raw.get());
    }
    out.push('}');
}
