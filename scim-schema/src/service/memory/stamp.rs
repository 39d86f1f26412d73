//! What a store writes on a resource: its id, its times and its version.

use crate::resource::{Kind, Model, Node, Scalar, ScimResource, View, id_field};
use crate::value::DateTime;
use crate::write::text;
use std::hash::{BuildHasher, RandomState};

/// A new resource, the `count`th.
pub(super) fn created<R: ScimResource>(resource: &mut R, count: u64, now: &DateTime) {
    if let Some(field) = id_field(R::NODES) {
        // a number as an id is text, as in a URI
        write(resource, field, &[Scalar::String(&uuid()), Scalar::String(&count.to_string())]);
    }
    time(resource, R::NODES, "created", now);
    updated(resource, now);
}

/// A resource that was written to.
pub(super) fn updated<R: ScimResource>(resource: &mut R, now: &DateTime) {
    time(resource, R::NODES, "lastModified", now);
    let version = find(R::NODES, 0, &|node| match node.kind {
        Kind::Version(field) => Some(field),
        _ => None,
    });
    if let Some(field) = version {
        let held = resource.get(field);
        let next = 1 + match held {
            View::Integer(number) => number,
            ref other => text::of(other).and_then(|text| text.parse().ok()).unwrap_or(0),
        };
        drop(held);
        let [count, time, random] = [next.to_string(), now.to_string(), uuid()];
        let texts = [&count, &time, &random].map(|text| Scalar::String(text));
        let [count, time, random] = texts;
        write(resource, field, &[Scalar::Integer(next), count, time, random]);
    }
}

fn time(model: &mut dyn Model, nodes: &[Node], name: &str, now: &DateTime) {
    // of the resource, not of what an extension calls so
    let meta = nodes.iter().find(|node| node.name() == "meta");
    let field = meta.and_then(|meta| {
        find(meta.nodes(), meta.base, &|node| match node.kind {
            Kind::Field(field) if node.name() == name => Some(field),
            _ => None,
        })
    });
    if let Some(field) = field {
        write(model, field, &[Scalar::String(now.as_str())]);
    }
}

/// The number of the field that is looked for, of the resource itself or a group of its fields.
fn find(nodes: &[Node], base: u16, wanted: &dyn Fn(&Node) -> Option<u16>) -> Option<u16> {
    nodes.iter().find_map(|node| match node.kind {
        Kind::Group(inner) => find(inner, base + node.base, wanted),
        _ => wanted(node).map(|field| base + node.base + field),
    })
}

/// Writes the first value that the field takes.
fn write(model: &mut dyn Model, field: u16, values: &[Scalar<'_>]) {
    for value in values {
        let Some(place) = model.stamp(field) else { return };
        if matches!(place.edit(|held| held.set(*value)), Ok(Ok(_))) {
            return;
        }
    }
}

/// A UUID of version 4 (RFC 9562 section 5.4). Not for secrets: hash keys are random enough to be
/// distinct, and no more than that is promised of them.
fn uuid() -> String {
    let random = || RandomState::new().hash_one(0);
    let high = random() & 0xffff_ffff_ffff_0fff | 0x4000;
    let low = random() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
    let bits = u128::from(high) << 64 | u128::from(low);
    let text = format!("{bits:032x}");
    let mut uuid = String::with_capacity(36);
    for (index, digit) in text.chars().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            uuid.push('-');
        }
        uuid.push(digit);
    }
    uuid
}
