//! A model written by hand, whose field numbers are sums of what stands at every level of its
//! nodes: they are what the derive gives a twin of it, and [`SHIFT`] more.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "evaluated at compile time")]

use scim_schema::resource::{Kind, Literal, Model, Node, Place, Slot, View};
use scim_schema::schema::{ResourceType, Schema};
use scim_schema::value::DateTime;
use scim_schema::{ScimComplex, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Twin {
    #[scim(path = "externalId")]
    external: Option<String>,
    user_name: String,
    #[scim(id)]
    id: u32,
    #[scim(path = "name.givenName")]
    given: Option<String>,
    #[scim(path = "name.familyName", default = Some("Doe".to_owned()))]
    family: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#, primary)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "work"].display"#)]
    work_name: Option<String>,
    #[scim(path = r#"emails[type eq "home"].value"#, default = Some("home".to_owned()))]
    home: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Office>,
    ims: Vec<Chat>,
    title: Option<String>,
    #[scim(default = true)]
    active: bool,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value")]
    manager: Option<String>,
    #[scim(path = "meta.created")]
    created: DateTime,
    #[scim(path = "meta.lastModified")]
    modified: DateTime,
    #[scim(version)]
    revision: u64,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Office {
    locality: Option<String>,
    country: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.ims")]
struct Chat {
    value: Option<String>,
    primary: Option<bool>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Row(Twin);

/// How much greater numbers are than those of the twin.
const SHIFT: u16 = TOP + INNER + INMOST;
/// What is added by a node of the resource, of an attribute, of an attribute of an extension.
const TOP: u16 = 20;
const INNER: u16 = 13;
const INMOST: u16 = 7;

const ENTERPRISE_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const OF_TWIN: &[Node] = Twin::NODES;
const ENTERPRISE: &[Node] = OF_TWIN[at(OF_TWIN, ENTERPRISE_URN)].nodes();

const NAME: &[Node] = &inner::<2>(OF_TWIN[at(OF_TWIN, "name")].nodes());
const META: &[Node] = &inner::<5>(OF_TWIN[at(OF_TWIN, "meta")].nodes());
const EMAILS: &[Slot] = &[slot("emails", 0, WORK), slot("emails", 1, HOME)];
const WORK: &[Node] = &inner::<2>(slot("emails", 0, &[]).nodes);
const HOME: &[Node] = &inner::<1>(slot("emails", 1, &[]).nodes);
const ADDRESSES: &[Slot] = &[slot("addresses", 0, &[])];
const MANAGER: &[Node] = &below::<1>(ENTERPRISE[at(ENTERPRISE, "manager")].nodes(), INMOST, 0);
const EXTENSION: &[Node] = &{
    let mut nodes = inner::<2>(ENTERPRISE);
    nodes[at(ENTERPRISE, "manager")].kind = Kind::Group(MANAGER);
    nodes
};
const NODES: &[Node] = &{
    let mut nodes = below::<{ OF_TWIN.len() }>(OF_TWIN, TOP, SHIFT - TOP);
    nodes[at(OF_TWIN, "name")].kind = Kind::Group(NAME);
    nodes[at(OF_TWIN, "meta")].kind = Kind::Group(META);
    nodes[at(OF_TWIN, "emails")].kind = Kind::Slots(EMAILS);
    nodes[at(OF_TWIN, "addresses")].kind = Kind::Slots(ADDRESSES);
    nodes[at(OF_TWIN, ENTERPRISE_URN)].kind = Kind::Group(EXTENSION);
    nodes
};
/// Nodes that add a base to what is below them, and a rest to their own numbers.
const fn below<const N: usize>(nodes: &[Node], base: u16, rest: u16) -> [Node; N] {
    assert!(nodes.len() == N);
    let mut shifted = [nodes[0]; N];
    let mut index = 0;
    while index < N {
        let mut node = nodes[index];
        assert!(node.base == 0);
        node.base = base;
        node.kind = match node.kind {
            Kind::Field(number) => Kind::Field(number + rest),
            Kind::Complex(number, nodes) => Kind::Complex(number + rest, nodes),
            Kind::Version(number) => Kind::Version(number + rest),
            other => other,
        };
        shifted[index] = node;
        index += 1;
    }
    shifted
}

/// The same below a node of the resource.
const fn inner<const N: usize>(nodes: &[Node]) -> [Node; N] {
    below(nodes, INNER, SHIFT - TOP - INNER)
}

/// A slot of the twin with other nodes; a field that holds all of its element is one more number
/// of the resource.
const fn slot(name: &str, index: usize, nodes: &'static [Node]) -> Slot {
    let Kind::Slots(slots) = OF_TWIN[at(OF_TWIN, name)].kind else { panic!("slots") };
    let mut slot = slots[index];
    assert!(matches!(slot.selector.value, Literal::String(_)));
    match slot.element {
        Some(number) => slot.element = Some(number + SHIFT - TOP),
        None if nodes.is_empty() => {}
        None => slot.nodes = nodes,
    }
    slot
}

const fn at(nodes: &[Node], name: &str) -> usize {
    let mut index = 0;
    while index < nodes.len() {
        let (known, wanted) = (nodes[index].name().as_bytes(), name.as_bytes());
        let mut same = 0;
        while same < known.len() && same < wanted.len() && known[same] == wanted[same] {
            same += 1;
        }
        if same == known.len() && same == wanted.len() {
            return index;
        }
        index += 1;
    }
    panic!("no such node")
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
    fn set_default(&mut self, field: u16) -> bool {
        field.checked_sub(SHIFT).is_some_and(|field| self.0.set_default(field))
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

scim_testkit::conformance!(Row, cases = 32);
