use super::*;
use crate::resource::Node;
use crate::schema::{SchemaExtension, Type};
use serde_json::Value;

const CORE: &str = "urn:example:2.0:Thing";
const EXTENSION: &str = "urn:example:2.0:Extra";

const THING: &Schema = &Schema::new(CORE, "Thing", "A thing.")
    .attributes(const { &[Attribute::new("size", Type::Integer, "How large it is.")] });
const OTHER: &Schema = &Schema::new("urn:example:2.0:Other", "Other", "Another thing.");
const EXTRA_OF_THING: &Schema = &Schema::new(EXTENSION, "Extra", "More.").attributes(
    const {
        &[Attribute::new("place", Type::Complex, "Where it is.")
            .sub_attributes(const { &[Attribute::new("room", Type::String, "The room.")] })]
    },
);
const EXTRA_OF_OTHER: &Schema = &Schema::new(EXTENSION, "Extra", "More.").attributes(
    const {
        &[
            Attribute::new("place", Type::Complex, "Where it is.")
                .sub_attributes(const { &[Attribute::new("floor", Type::Integer, "The floor.")] }),
            Attribute::new("colour", Type::String, "Its colour."),
        ]
    },
);
const NODES: &[Node] = &[Node::schemas()];

fn discovery() -> Discovery {
    const THINGS: &ResourceType = &ResourceType::new("Thing", "/Things", CORE, "Things.")
        .schema_extensions(const { &[SchemaExtension::new(EXTENSION, true)] });
    const OTHERS: &ResourceType =
        &ResourceType::new("Other", "/Others", "urn:example:2.0:Other", "Others.");
    let mut discovery = Discovery::new();
    for (schema, extensions, resource_type) in [
        (THING, const { &[EXTRA_OF_THING] }, THINGS),
        (OTHER, const { &[EXTRA_OF_OTHER] }, OTHERS),
        (THING, const { &[EXTRA_OF_THING] }, THINGS),
    ] {
        discovery.add(&Descriptor { schema, extensions, resource_type, nodes: NODES });
    }
    discovery
}

/// 7644-4-03: every schema, extensions too; each once, with all that is mapped anywhere.
#[test]
fn schemas_are_listed_once() {
    let discovery = discovery();
    let ids: Vec<&str> = discovery.schemas().map(|schema| &*schema.id).collect();
    assert_eq!(ids, [CORE, EXTENSION, "urn:example:2.0:Other"]);
    let extra = discovery.schema("URN:EXAMPLE:2.0:extra").unwrap();
    for path in ["place.room", "place.floor", "colour"] {
        assert!(extra.attribute(path).is_some(), "{path}");
    }
    assert!(discovery.schema("urn:example:2.0:None").is_none());
}

/// 7643-6-04 (erratum 8475): names of resource types are case-exact.
#[test]
fn resource_types_by_name() {
    let discovery = discovery();
    assert_eq!(discovery.resource_types().len(), 2);
    assert_eq!(discovery.resource_type("Thing").unwrap().endpoint, "/Things");
    assert!(discovery.resource_type("thing").is_none());
}

/// 7643-6-04: two of one name are a mistake of the application, which is not hidden.
#[test]
fn resource_types_of_one_name() {
    const THERE: &ResourceType = &ResourceType::new("Thing", "/There", CORE, "Things.");
    let mut discovery = discovery();
    for _ in 0..2 {
        discovery.add(&Descriptor {
            schema: THING,
            extensions: &[],
            resource_type: THERE,
            nodes: NODES,
        });
    }
    let endpoints: Vec<_> = discovery.resource_types().map(|known| &*known.endpoint).collect();
    assert_eq!(endpoints, ["/Things", "/Others", "/There"]);
    assert_eq!(discovery.resource_type("Thing").unwrap().endpoint, "/Things");
}

/// 7644-4-04 … -07, 7643-7-05: documents name their schema, type and location, and can be read
/// back.
#[test]
fn documents() {
    let discovery = discovery();
    let list: Value =
        serde_json::from_slice(&discovery.schemas_json("https://example.com/v2/")).unwrap();
    assert_eq!(list["totalResults"], 3);
    assert_eq!(list["itemsPerPage"], 3);
    let thing = &list["Resources"][0];
    assert_eq!(thing["schemas"], serde_json::json!([crate::schema::SCHEMA_URN]));
    assert_eq!(
        thing["meta"],
        serde_json::json!({
            "resourceType": "Schema",
            "location": "https://example.com/v2/Schemas/urn:example:2.0:Thing"
        })
    );
    assert_eq!(&serde_json::from_value::<Schema>(thing.clone()).unwrap(), THING);

    let list: Value = serde_json::from_slice(&discovery.resource_types_json("/v2")).unwrap();
    let things = &list["Resources"][0];
    assert_eq!(things["meta"]["location"], "/v2/ResourceTypes/Thing");
    assert_eq!(things["meta"]["resourceType"], "ResourceType");
    assert_eq!(things["schemaExtensions"][0]["required"], true);
    assert_eq!(
        &serde_json::from_value::<ResourceType>(things.clone()).unwrap(),
        discovery.resource_type("Thing").unwrap()
    );
}
