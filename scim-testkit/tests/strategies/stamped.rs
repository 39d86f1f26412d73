//! What only a store gives models: the id, the times and the version, in whatever fields.

use scim_schema::ScimResource;
use scim_schema::resource::{Kind, Model, Node, Place, View};
use scim_schema::rfc::User;
use scim_schema::schema::{ResourceType, Schema};
use scim_schema::value::DateTime;
use scim_testkit::strategy::{Settings, population, strategy};
use std::collections::BTreeSet;

/// What a store gives it is in none of the first fields.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User")]
struct Twin {
    user_name: String,
    #[scim(path = "meta.created")]
    created: DateTime,
    #[scim(path = "meta.lastModified")]
    modified: DateTime,
    #[scim(version)]
    revision: u64,
    #[scim(id)]
    id: u32,
}

/// Its field numbers are sums of what stands at each level of its nodes.
#[derive(Debug, Clone, Default, PartialEq)]
struct Row(Twin);

/// What is added by a node of the resource, and of an attribute.
const TOP: u16 = 20;
const INNER: u16 = 13;
const SHIFT: u16 = TOP + INNER;

const OF_TWIN: &[Node] = Twin::NODES;
/// `meta` comes last.
const LAST: usize = OF_TWIN.len() - 1;
const OF_META: &[Node] = OF_TWIN[LAST].nodes();
const META: &[Node] = &below::<{ OF_META.len() }>(OF_META, INNER, 0);
const NODES: &[Node] = &{
    let mut nodes = below::<{ OF_TWIN.len() }>(OF_TWIN, TOP, INNER);
    nodes[LAST].kind = Kind::Group(META);
    nodes
};

/// Nodes that add a base to what is below them, and a rest to their own numbers.
const fn below<const N: usize>(nodes: &[Node], base: u16, rest: u16) -> [Node; N] {
    let mut shifted = [nodes[0]; N];
    let mut index = 0;
    while index < N {
        let mut node = nodes[index];
        node.base = base;
        node.kind = match node.kind {
            Kind::Field(number) => Kind::Field(number + rest),
            other => other,
        };
        shifted[index] = node;
        index += 1;
    }
    shifted
}

impl Model for Row {
    fn nodes(&self) -> &'static [Node] {
        NODES
    }
    fn get(&self, field: u16) -> View<'_> {
        field.checked_sub(SHIFT).map_or(View::Null, |field| self.0.get(field))
    }
    fn edit(&mut self, field: u16) -> Option<Place<'_>> {
        self.0.edit(field.checked_sub(SHIFT)?)
    }
    fn stamp(&mut self, field: u16) -> Option<Place<'_>> {
        self.0.stamp(field.checked_sub(SHIFT)?)
    }
}

impl ScimResource for Row {
    type Id = u32;

    const SCHEMA: &'static Schema = Twin::SCHEMA;
    const EXTENSIONS: &'static [&'static Schema] = Twin::EXTENSIONS;
    const RESOURCE_TYPE: &'static ResourceType = Twin::RESOURCE_TYPE;
    const NODES: &'static [Node] = NODES;

    fn id(&self) -> &u32 {
        &self.0.id
    }
}

/// Of two hundred models hardly any two have a time in common.
fn are_stamped(models: &[Twin]) {
    assert_eq!(models.len(), 200);
    let count = |of: &dyn Fn(&Twin) -> String| models.iter().map(of).collect::<BTreeSet<_>>().len();
    assert!(models.iter().all(|model| (1..=1_000).contains(&model.id)));
    assert!(count(&|model| model.id.to_string()) > 100);
    assert!(count(&|model| model.created.as_str().to_owned()) > 190);
    assert!(count(&|model| model.modified.as_str().to_owned()) > 190);
    assert!(count(&|model| model.revision.to_string()) > 40);
}

/// Each model has an id, times and a version, whatever the numbers of their fields.
#[test]
fn every_model_has_what_a_store_gives_it() {
    let twins: Vec<Twin> = strategy::<Twin>().samples().take(200).collect();
    are_stamped(&twins);
    let rows: Vec<Twin> = strategy::<Row>().samples().take(200).map(|row| row.0).collect();
    are_stamped(&rows);
}

/// No store gives a 0 for an id.
#[test]
fn the_simplest_id_is_one() {
    assert_eq!(strategy::<Twin>().simplest().id, 1);
    assert_eq!(strategy::<Row>().simplest().0.id, 1);
    assert_eq!(strategy::<User>().simplest().id, "1");
}

/// Each of several models has the base of its place among them.
#[test]
fn every_base_is_that_of_its_index() {
    let base = |index: usize| Twin { id: index as u32, ..Twin::default() };
    let twins = population(base, &Settings::default(), 6).unwrap();
    let mut most = 0;
    for twins in twins.samples().take(100) {
        for (index, twin) in twins.iter().enumerate() {
            assert_eq!(twin.id as usize, index);
        }
        most = most.max(twins.len());
    }
    assert_eq!(most, 6);
}
