//! What a store sets on a resource: its id, its times and its version.

use crate::strategy::Source;
use scim_schema::resource::{Kind, Node, Scalar, ScimResource};

const TIMES: [&str; 4] = [
    "2011-05-13T04:42:34Z",
    "2010-01-23T04:56:22.123Z",
    "2016-12-31T23:59:60Z",
    "2011-05-13T06:42:34+02:00",
];

/// Sets what a base leaves open. Ids of different indices differ.
pub(super) fn stamp<R: ScimResource>(resource: &mut R, source: &mut Source, index: usize) {
    // as many digits each: a store may order numbers as such or as texts
    let number = (u64::from(source.below(8)) + 1) * 1_000 + index as u64 + 1;
    // any text is an id, and a URI has it escaped
    let odd = source.below(8) == 7;
    let odd = odd.then(|| format!("{number:x}/a b%é"));
    let uuid = format!("{number:08x}-0000-4000-8000-00000000abcd");
    let number = number.to_string();
    let created = source.pick(&TIMES).copied().unwrap_or_default();
    let modified = source.pick(&TIMES).copied().unwrap_or_default();
    let version = source.below(9) + 1;
    let count = version.to_string();
    visit(R::NODES, 0, "", &mut |path, node, field| {
        let texts: &[&str] = match path {
            "id" => &[odd.as_deref().unwrap_or(&uuid), &uuid, &number],
            "meta.created" => &[created],
            "meta.lastModified" => &[modified],
            _ if matches!(node.kind, Kind::Version(_)) => &[&count, created, &uuid],
            _ => return,
        };
        let number =
            matches!(node.kind, Kind::Version(_)).then_some(Scalar::Integer(version.into()));
        let values: Vec<_> =
            number.into_iter().chain(texts.iter().map(|text| Scalar::String(text))).collect();
        set(resource, field, &values);
    });
}

/// Visits the fields of the resource itself.
fn visit(nodes: &[Node], base: u16, prefix: &str, field: &mut dyn FnMut(&str, &Node, u16)) {
    for node in nodes {
        let path = format!("{prefix}{}", node.name());
        match node.kind {
            Kind::Field(number) | Kind::Version(number) => {
                field(&path, node, base + node.base + number);
            }
            Kind::Group(inner) => visit(inner, base + node.base, &format!("{path}."), field),
            _ => {}
        }
    }
}

/// Sets the first value that the field takes.
fn set<R: ScimResource>(resource: &mut R, field: u16, values: &[Scalar<'_>]) {
    for value in values {
        let Some(place) = resource.stamp(field) else { return };
        if matches!(place.edit(|held| held.set(*value)), Ok(Ok(_))) {
            return;
        }
    }
}
