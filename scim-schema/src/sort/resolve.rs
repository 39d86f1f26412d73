//! From the name of an attribute to the fields that hold it.

use super::{SlotKey, SortKey};
use crate::compare::{Key, Rule};
use crate::dialect::Tolerance;
use crate::filter::{Options, find, no_attribute, no_schema, shown, with_suggestion};
use crate::message::{ScimError, ScimType};
use crate::path::AttributePath;
use crate::resource::{Descriptor, Flags, Kind, Literal, Node, Slot, View, id_field};
use crate::schema::{Attribute, Mutability, Returned};
use std::borrow::Cow;

type Result<T> = std::result::Result<T, ScimError>;

pub(super) struct Resolver<'r> {
    pub(super) descriptor: Descriptor,
    pub(super) options: &'r Options<'r>,
}

impl Resolver<'_> {
    /// What a path names, and the top-level attribute it is in.
    pub(super) fn path(&self, path: &AttributePath<'_>) -> Result<(SortKey, &'static str)> {
        let Descriptor { nodes, schema, .. } = self.descriptor;
        let (name, sub) = (path.attribute(), path.sub_attribute());
        let core = match path.schema() {
            Some(urn) if !schema.id.eq_ignore_ascii_case(urn) => {
                return match find(nodes, urn).filter(|node| node.flags.has(Flags::EXTENSION)) {
                    Some(extension) => self.extended(extension, name, sub),
                    None => self.absent(|| no_schema(&self.descriptor, urn)),
                };
            }
            schema => schema.is_some(),
        };
        if let Some(node) = find(nodes, name) {
            return Ok((self.node(node, node.base, sub)?, node.name()));
        }
        let mut having = self.extensions().filter(|node| find(node.nodes(), name).is_some());
        match (having.next(), having.next()) {
            (Some(extension), None)
                if !core && self.options.dialect.accepts(Tolerance::ExtensionWithoutUrn) =>
            {
                self.extended(extension, name, sub)
            }
            _ => self.absent(|| no_attribute(&self.descriptor, name)),
        }
    }

    fn extensions(&self) -> impl Iterator<Item = &'static Node> {
        self.descriptor.nodes.iter().filter(|node| node.flags.has(Flags::EXTENSION))
    }

    fn extended(
        &self,
        extension: &'static Node,
        name: &str,
        sub: Option<&str>,
    ) -> Result<(SortKey, &'static str)> {
        let Some(node) = find(extension.nodes(), name) else {
            return self.absent(|| {
                let urn = extension.name();
                let problem = format!("`{}` is not an attribute of `{urn}`", shown(name));
                with_suggestion(problem, name, extension.nodes().iter().map(Node::name))
            });
        };
        let base = extension.base;
        let key = match extension.kind {
            Kind::Complex(field, _) => {
                let key = Box::new(self.node(node, node.base, sub)?);
                SortKey::Within { field: base + field, node: extension, key }
            }
            _ => self.node(node, base + node.base, sub)?,
        };
        Ok((key, extension.name()))
    }

    /// A node, or its sub-attribute of a given name. `base` is what to add to its field numbers.
    fn node(&self, node: &'static Node, base: u16, sub: Option<&str>) -> Result<SortKey> {
        let attribute = node.attribute;
        refuse_hidden(attribute)?;
        if let Some(name) = sub {
            return self.below(node, base, name);
        }
        let several = node.flags.has(Flags::MULTI_VALUED);
        Ok(match node.kind {
            Kind::Field(field) if several => first(node, base + field, None, SortKey::itself(node)),
            Kind::Field(field) => SortKey::field(node, base + field),
            Kind::Version(field) => SortKey::Version { field: base + field },
            Kind::Location => return self.location(),
            Kind::ResourceType => text(&self.descriptor.resource_type.name),
            // the first is that of the resource type
            Kind::Schemas => text(&self.descriptor.schema.id),
            Kind::Group(_) | Kind::Complex(..) | Kind::Slots(_) => {
                if !several || attribute.sub_attribute("value").is_none() {
                    return Err(complex(attribute));
                }
                self.below(node, base, "value")?
            }
        })
    }

    fn below(&self, node: &'static Node, base: u16, name: &str) -> Result<SortKey> {
        let parent = node.attribute;
        let several = node.flags.has(Flags::MULTI_VALUED);
        Ok(match node.kind {
            Kind::Group(nodes) => self.sub_attribute(parent, nodes, base, name)?,
            Kind::Complex(field, nodes) => {
                let key = self.sub_attribute(parent, nodes, 0, name)?;
                if several {
                    first(node, base + field, primary(nodes), key)
                } else {
                    SortKey::Within { field: base + field, node, key: Box::new(key) }
                }
            }
            Kind::Slots(slots) => {
                let keys = slots.iter().map(|slot| {
                    let key = self.slot(parent, slot, base, name)?;
                    // the fields of a held element are its own
                    let own = if slot.element.is_some() { 0 } else { base };
                    let said = primary(slot.nodes).filter(|_| !slot.primary);
                    let primary = said.map(|field| own + field);
                    Ok(SlotKey { slot, base, primary, key })
                });
                let mut keys = keys.collect::<Result<Vec<_>>>()?;
                keys.sort_by_key(|key| !key.slot.primary);
                SortKey::Slots(keys)
            }
            // the elements of a simple attribute are their own `value`
            Kind::Field(_) if several && name.eq_ignore_ascii_case("value") => {
                self.node(node, base, None)?
            }
            _ => {
                let found = self.absent(|| format!("`{}` has no sub-attributes", parent.name));
                return found.map(|(key, _)| key);
            }
        })
    }

    fn slot(
        &self,
        parent: &Attribute,
        slot: &'static Slot,
        base: u16,
        name: &str,
    ) -> Result<SortKey> {
        let fixed = if slot.selector.sub_attribute.eq_ignore_ascii_case(name) {
            Some(match slot.selector.value {
                Literal::String(text) => View::String(text),
                Literal::Boolean(value) => View::Boolean(value),
            })
        } else {
            (slot.primary && name.eq_ignore_ascii_case("primary")).then_some(View::Boolean(true))
        };
        if let Some(fixed) = fixed {
            let exact = parent.sub_attribute(name).is_some_and(|sub| sub.case_exact);
            let rule = if exact { Rule::Exact } else { Rule::IgnoreAsciiCase };
            return Ok(Key::of(&fixed, rule).map_or(SortKey::Absent, SortKey::Constant));
        }
        // the fields of a held element are its own
        let base = if slot.element.is_some() { 0 } else { base };
        self.sub_attribute(parent, slot.nodes, base, name)
    }

    fn sub_attribute(
        &self,
        parent: &Attribute,
        nodes: &'static [Node],
        base: u16,
        name: &str,
    ) -> Result<SortKey> {
        if let Some(node) = find(nodes, name) {
            return self.node(node, base + node.base, None);
        }
        if let Some(declared) = parent.sub_attribute(name) {
            refuse_hidden(declared)?;
            return Ok(SortKey::Absent);
        }
        let found = self.absent(|| {
            let problem = format!("`{}` has no sub-attribute `{}`", parent.name, shown(name));
            with_suggestion(problem, name, parent.sub_attributes.iter().map(|sub| &*sub.name))
        });
        found.map(|(key, _)| key)
    }

    fn location(&self) -> Result<SortKey> {
        let id = id_field(self.descriptor.nodes);
        let (Some(field), Some(base)) = (id, self.options.base) else {
            return Err(invalid("`meta.location` cannot be sorted by here; sort by `id`"));
        };
        let endpoint = &self.descriptor.resource_type.endpoint;
        let prefix = format!("{}{endpoint}/", base.trim_end_matches('/')).into();
        Ok(SortKey::Location { field, prefix })
    }

    /// Without a value in a search of several resource types, an error otherwise.
    fn absent(&self, problem: impl Fn() -> String) -> Result<(SortKey, &'static str)> {
        if self.options.root { Ok((SortKey::Absent, "")) } else { Err(invalid(problem())) }
    }
}

fn first(node: &'static Node, field: u16, primary: Option<u16>, key: SortKey) -> SortKey {
    SortKey::First { field, node, primary, key: Box::new(key) }
}

fn text(text: &'static str) -> SortKey {
    SortKey::Constant(Key::Text(Cow::Borrowed(text)))
}

/// The field of an element that says whether it is the primary one.
fn primary(nodes: &'static [Node]) -> Option<u16> {
    find(nodes, "primary").and_then(|node| match node.kind {
        Kind::Field(field) => Some(node.base + field),
        _ => None,
    })
}

/// What is never returned cannot be found out by sorting either.
fn refuse_hidden(attribute: &Attribute) -> Result<()> {
    if attribute.returned != Returned::Never && attribute.mutability != Mutability::WriteOnly {
        return Ok(());
    }
    Err(invalid(format!("`{}` is never returned, and so cannot be sorted by", attribute.name)))
}

#[cold]
fn complex(attribute: &Attribute) -> ScimError {
    let name = &attribute.name;
    let example = attribute.sub_attributes.first().map_or("", |sub| &sub.name);
    let separator = if name.contains(':') { ':' } else { '.' };
    invalid(format!(
        "`{name}` is complex; sort by a sub-attribute such as `{name}{separator}{example}`"
    ))
}

#[cold]
fn invalid(detail: impl Into<Cow<'static, str>>) -> ScimError {
    ScimError::bad_request(ScimType::InvalidValue, detail)
}
