//! Schemas that are defined at run time, and what is told of schemas: their documents, discovery
//! and JSON Schema.

use super::{Made, PARTS, cost, grows, linear, list};
use crate::ScimResource;
use crate::discovery::Discovery;
use crate::resource::{Descriptor, DynamicExtension};
use crate::rfc::Group;
use crate::schema::{ResourceType, Schema};

/// An attribute of a document, with most that one has.
pub(super) fn attribute(name: &str) -> String {
    let text = "An attribute. ".repeat(20);
    format!(
        r#"{{"name":"{name}","type":"string","description":"{text}","canonicalValues":["x","y"]}}"#
    )
}

/// A document with these attributes.
pub(super) fn document(attributes: &str) -> String {
    format!(r#"{{"id":"urn:example:acme:2.0:User","name":"Acme","attributes":[{attributes}]}}"#)
}

fn schema(attributes: &str) -> Schema {
    serde_json::from_str(&document(attributes)).unwrap()
}

/// So many resource types, each with a schema of its own.
pub(super) fn types(count: usize) -> Vec<Descriptor> {
    let one = |index: usize| {
        let (name, urn) = (format!("Type{index:04}"), format!("urn:example:type:{index:04}"));
        let schema = Schema { id: urn.clone().into(), ..Group::SCHEMA.clone() };
        let resource_type = ResourceType {
            id: name.clone().into(),
            endpoint: format!("/{name}").into(),
            name: name.into(),
            schema: urn.into(),
            ..Group::RESOURCE_TYPE.clone()
        };
        Descriptor {
            schema: Box::leak(Box::new(schema)),
            resource_type: Box::leak(Box::new(resource_type)),
            ..Group::descriptor()
        }
    };
    (0..count).map(one).collect()
}

/// What makes a schema large.
fn shapes() -> [Made; 4] {
    [
        ("attributes", |n| list(n, |index| attribute(&format!("a{index:04}")))),
        ("sub-attributes", |n| {
            let parts = list(n, |index| attribute(&format!("a{index:04}")));
            format!(r#"{{"name":"parts","type":"complex","subAttributes":[{parts}]}}"#)
        }),
        ("canonical values", |n| {
            let values = list(n, |index| format!(r#""value{index:04}""#));
            format!(r#"{{"name":"word","type":"string","canonicalValues":[{values}]}}"#)
        }),
        ("a description", |n| {
            format!(r#"{{"name":"long","type":"string","description":"{}"}}"#, "a ".repeat(20 * n))
        }),
    ]
}

/// A document is read, and is found to be one that is known, in its size, whatever is in it.
#[test]
fn documents_are_read_in_their_size() {
    let hostile: [Made; 5] = [
        ("unknown members", |n| {
            list(n, |index| format!(r#"{{"name":"a{index:04}","x":[{{"y":[[],7]}}]}}"#))
        }),
        ("the same name", |n| list(n, |_| attribute("a"))),
        ("spaces", |n| format!(r#"{{"name":{}"a"}}"#, " ".repeat(40 * n))),
        ("deep", |n| format!(r#"{{"name":"a","subAttributes":{}"#, "[".repeat(20 * n))),
        ("a long name", |n| format!(r#"{{"name":"a{}"}}"#, ".".repeat(40 * n))),
    ];
    for (name, attributes) in shapes() {
        let schema = serde_json::from_str::<Schema>(&document(&attributes(PARTS))).unwrap();
        assert!(DynamicExtension::new(&schema).is_ok(), "{name}");
    }
    for (name, attributes) in shapes().into_iter().chain(hostile) {
        let make = |n: usize| document(&attributes(n));
        linear(name, make, |text| {
            serde_json::from_str::<Schema>(text)
                .is_ok_and(|schema| DynamicExtension::new(&schema).is_ok())
        });
    }
}

/// What is defined for the first time is kept, in its size.
#[test]
fn what_is_defined_takes_its_size() {
    let costs = [PARTS, 2 * PARTS].map(|n| {
        let schema = schema(&list(n, |index| attribute(&format!("new{index:04}of{n:04}"))));
        cost(|| DynamicExtension::new(&schema).unwrap())
    });
    assert!(costs.iter().all(|cost| cost.allocations > PARTS as u64), "{costs:?}");
    grows("defined", costs, 2.2);
}

/// What discovery tells of these types.
fn told(types: &[Descriptor]) -> (Vec<u8>, Vec<u8>) {
    let base = "https://example.com/scim/v2";
    let mut discovery = Discovery::new();
    types.iter().for_each(|known| discovery.add(known));
    (discovery.schemas_json(base), discovery.resource_types_json(base))
}

#[test]
fn discovery_costs_what_it_tells() {
    linear("resource types", types, |types: &Vec<_>| told(types));
    for (name, attributes) in shapes() {
        linear(name, |n| descriptor(&attributes(n)), |one| told(&[*one]));
    }
}

/// Types that have different parts of one schema, of which each attribute is looked at once.
#[test]
fn parts_of_a_schema_are_merged_in_their_size() {
    let attributes =
        |n: usize, of: usize| list(n, |index| attribute(&format!("a{:04}", 2 * index + of)));
    let parts = |n: usize, of: usize| {
        let parts = attributes(n, of);
        format!(r#"{{"name":"parts","type":"complex","subAttributes":[{parts}]}}"#)
    };
    let whole = |n: usize| [0, 1].map(|of| descriptor(&attributes(n, of)));
    linear("attributes", whole, |types: &[_; 2]| told(types));
    let within = |n: usize| [0, 1].map(|of| descriptor(&parts(n, of)));
    linear("sub-attributes", within, |types: &[_; 2]| told(types));
    let (schemas, _) = told(&whole(PARTS));
    let schemas: serde_json::Value = serde_json::from_slice(&schemas).unwrap();
    assert_eq!(schemas["Resources"][0]["attributes"].as_array().unwrap().len(), 2 * PARTS);
}

#[cfg(feature = "schemars1")]
#[test]
fn json_schemas_cost_the_size_of_the_schema() {
    for (name, attributes) in shapes() {
        let make = |n: usize| descriptor(&attributes(n));
        linear(name, make, crate::json_schema::of_descriptor);
    }
}

/// A resource type whose schema has these attributes.
fn descriptor(attributes: &str) -> Descriptor {
    Descriptor { schema: Box::leak(Box::new(schema(attributes))), ..Group::descriptor() }
}
