//! A resource type as those see it who do not write what the application owns: a copy of its nodes
//! and schemas, kept for as long as the process lives, once for each different set of paths.

use super::Owned;
use super::resolve::Names;
use crate::resource::{Descriptor, DynamicExtension, Flags, Kind, Node, ScimResource, Slot};
use crate::schema::{Attribute, Mutability, Schema};
use std::any::TypeId;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, PoisonError, RwLock};

/// What is owned of one type.
#[derive(Debug)]
pub(crate) struct Paths {
    extension: Option<DynamicExtension>,
    /// By their texts.
    names: BTreeMap<String, Names>,
}

impl Paths {
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    #[cfg(feature = "http1")]
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) const fn extension(&self) -> Option<DynamicExtension> {
        self.extension
    }
}

#[derive(Default)]
struct Registry {
    /// By the type, its extension and the texts of the paths.
    paths: HashMap<(TypeId, Option<usize>, Vec<String>), &'static Paths>,
    /// By the type, its extension and the place of the paths in memory.
    descriptors: HashMap<(TypeId, Option<usize>, usize), Descriptor>,
}

static REGISTRY: LazyLock<RwLock<Registry>> = LazyLock::new(RwLock::default);

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// The paths, kept once.
pub(super) fn kept<R: ScimResource>(
    extension: Option<DynamicExtension>,
    paths: Vec<Names>,
) -> &'static Paths {
    let urn = |name: &str| {
        R::descriptor_with(extension).extensions.iter().any(|known| *known.id == *name)
    };
    let text = |names: &Names| match names.split_first() {
        Some((first, rest)) if !rest.is_empty() && urn(first) => {
            format!("{first}:{}", rest.join("."))
        }
        _ => names.join("."),
    };
    let names: BTreeMap<_, _> = paths.into_iter().map(|names| (text(&names), names)).collect();
    let address = extension.map(|extension| extension.address());
    let key = (TypeId::of::<R>(), address, names.keys().cloned().collect());
    let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
    registry.paths.entry(key).or_insert_with(|| leaked(Paths { extension, names }))
}

/// What describes a type, with an extension and for one who does not write what is owned.
pub(crate) fn described<R: ScimResource>(
    extension: Option<DynamicExtension>,
    owned: Option<Owned<R>>,
) -> Descriptor {
    let plain = R::descriptor_with(extension);
    let Some(Owned { paths, .. }) = owned.filter(|owned| !owned.paths.names.is_empty()) else {
        return plain;
    };
    let address = extension.map(|extension| extension.address());
    let key = (TypeId::of::<R>(), address, std::ptr::from_ref(paths).addr());
    let known =
        REGISTRY.read().unwrap_or_else(PoisonError::into_inner).descriptors.get(&key).copied();
    known.unwrap_or_else(|| {
        let mut registry = REGISTRY.write().unwrap_or_else(PoisonError::into_inner);
        *registry.descriptors.entry(key).or_insert_with(|| restricted(plain, paths))
    })
}

/// What is left of paths below a name; an empty one is the name itself.
type Tails<'p> = Vec<&'p [&'static str]>;

fn below<'p>(paths: &Tails<'p>, name: &str) -> Tails<'p> {
    let parts = paths.iter().filter_map(|path| path.split_first());
    parts.filter(|(first, _)| **first == name).map(|(_, rest)| rest).collect()
}

fn is_whole(tails: &Tails<'_>) -> bool {
    tails.iter().any(|tail| tail.is_empty())
}

fn restricted(plain: Descriptor, paths: &'static Paths) -> Descriptor {
    let paths: Tails<'_> = paths.names.values().map(Vec::as_slice).collect();
    let extensions = plain.extensions.iter().map(|known| {
        let tails = below(&paths, &known.id);
        if tails.is_empty() { known } else { schema(known, &tails, is_whole(&tails)) }
    });
    Descriptor {
        schema: schema(plain.schema, &paths, false),
        extensions: leaked(extensions.collect::<Vec<_>>()),
        nodes: nodes(plain.nodes, &paths),
        ..plain
    }
}

fn schema(known: &Schema, paths: &Tails<'_>, whole: bool) -> &'static Schema {
    leaked(Schema { attributes: attributes(&known.attributes, paths, whole), ..known.clone() })
}

fn attributes(known: &[Attribute], paths: &Tails<'_>, whole: bool) -> Cow<'static, [Attribute]> {
    let all = known.iter().map(|known| {
        let tails = below(paths, &known.name);
        attribute(known, &tails, whole || is_whole(&tails))
    });
    Cow::Borrowed(leaked(all.collect::<Vec<_>>()))
}

fn attribute(known: &Attribute, tails: &Tails<'_>, whole: bool) -> Attribute {
    let mut attribute = known.clone();
    // what is never returned cannot be read-only, wherever it is
    if whole && known.mutability != Mutability::WriteOnly {
        attribute.mutability = Mutability::ReadOnly;
    }
    if whole || !tails.is_empty() {
        attribute.sub_attributes = attributes(&known.sub_attributes, tails, whole);
    }
    attribute
}

fn nodes(known: &'static [Node], paths: &Tails<'_>) -> &'static [Node] {
    leaked(known.iter().map(|known| node(known, &below(paths, known.name()))).collect::<Vec<_>>())
}

fn node(known: &Node, tails: &Tails<'_>) -> Node {
    if tails.is_empty() {
        return *known;
    }
    let whole = is_whole(tails);
    let attribute = leaked(attribute(known.attribute, tails, whole));
    if whole {
        let flags = known.flags.without(Flags::IMMUTABLE.and(Flags::KEEP));
        let flags = flags.and(Flags::READ_ONLY).and(Flags::OWNED);
        return known.with_attribute(attribute, known.kind, flags);
    }
    let slot = |slot: &Slot| Slot { nodes: nodes(slot.nodes, tails), ..*slot };
    let (kind, flags) = match known.kind {
        Kind::Group(inner) => (Kind::Group(nodes(inner, tails)), Flags::NONE),
        Kind::Complex(field, inner) => {
            (Kind::Complex(field, nodes(inner, tails)), Flags::PARTLY_OWNED)
        }
        Kind::Slots(slots) => {
            (Kind::Slots(leaked(slots.iter().map(slot).collect::<Vec<_>>())), Flags::NONE)
        }
        other => (other, Flags::NONE),
    };
    known.with_attribute(attribute, kind, known.flags.and(flags))
}
