//! Numbers of fields are added up on the way down. In what the derive writes only one of them is
//! not 0; here every level of the nodes has its part.
#![cfg(feature = "derive")]
#![allow(clippy::indexing_slicing, clippy::panic, reason = "evaluated at compile time")]

use crate::dialect::Dialect;
use crate::edit::{Patch, Replace};
use crate::message::{ScimError, ScimType};
use crate::resource::{
    Flags, Kind, Model, Node, Place, Slot, View, clear, id_field, is_node_assigned,
};
use crate::schema::{ResourceType, Schema};
use crate::value::Reference;
use crate::{ScimComplex, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(rfc = "User", extension = "EnterpriseUser")]
struct Twin {
    user_name: String,
    #[scim(id)]
    id: u32,
    #[scim(path = "name.givenName")]
    given: Option<String>,
    #[scim(path = "name.familyName", required)]
    family: Option<String>,
    #[scim(path = "name.middleName", mutability = "immutable")]
    middle: Option<String>,
    #[scim(path = r#"emails[type eq "work"].value"#)]
    work: Option<String>,
    #[scim(path = r#"emails[type eq "work"].display"#)]
    work_name: Option<String>,
    #[scim(path = r#"addresses[type eq "work"]"#)]
    office: Option<Office>,
    #[scim(path = "EnterpriseUser:department")]
    department: Option<String>,
    #[scim(path = "EnterpriseUser:manager.value", required)]
    manager: Option<String>,
    #[scim(path = "EnterpriseUser:manager.$ref")]
    manager_link: Option<Reference>,
    #[scim(version)]
    revision: u64,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
#[scim(rfc = "User.addresses")]
struct Office {
    #[scim(uniqueness = "server")]
    formatted: Option<String>,
    country: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Row(Twin);

/// What is added by a node of the resource, of an attribute, of an attribute of an extension.
const TOP: u16 = 20;
const INNER: u16 = 13;
const INMOST: u16 = 7;
const SHIFT: u16 = TOP + INNER + INMOST;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

const OF_TWIN: &[Node] = Twin::NODES;
const OF_ENTERPRISE: &[Node] = OF_TWIN[at(OF_TWIN, ENTERPRISE)].nodes();
const NAME: &[Node] = &inner::<3>(OF_TWIN[at(OF_TWIN, "name")].nodes());
const META: &[Node] = &inner::<3>(OF_TWIN[at(OF_TWIN, "meta")].nodes());
/// The name is required as well.
const WORK: &[Node] = &{
    let mut nodes = inner::<2>(slot("emails").nodes);
    let display = at(slot("emails").nodes, "display");
    nodes[display].flags = nodes[display].flags.and(Flags::REQUIRED);
    nodes
};
const EMAILS: &[Slot] = &{
    let mut slot = slot("emails");
    slot.nodes = WORK;
    [slot]
};
const ADDRESSES: &[Slot] = &{
    let mut slot = slot("addresses");
    slot.element = match slot.element {
        Some(number) => Some(number + SHIFT - TOP),
        None => panic!("a field holds it"),
    };
    [slot]
};
const MANAGER: &[Node] =
    &below::<2>(OF_ENTERPRISE[at(OF_ENTERPRISE, "manager")].nodes(), INMOST, 0);
const EXTENSION: &[Node] = &{
    let mut nodes = inner::<2>(OF_ENTERPRISE);
    nodes[at(OF_ENTERPRISE, "manager")].kind = Kind::Group(MANAGER);
    nodes
};
const NODES: &[Node] = &{
    let mut nodes = below::<{ OF_TWIN.len() }>(OF_TWIN, TOP, SHIFT - TOP);
    nodes[at(OF_TWIN, "name")].kind = Kind::Group(NAME);
    nodes[at(OF_TWIN, "meta")].kind = Kind::Group(META);
    nodes[at(OF_TWIN, "emails")].kind = Kind::Slots(EMAILS);
    nodes[at(OF_TWIN, "addresses")].kind = Kind::Slots(ADDRESSES);
    nodes[at(OF_TWIN, ENTERPRISE)].kind = Kind::Group(EXTENSION);
    nodes
};

/// Nodes that add a base to what is below them, and a rest to their own numbers.
const fn below<const N: usize>(nodes: &[Node], base: u16, rest: u16) -> [Node; N] {
    assert!(nodes.len() == N);
    let mut shifted = [nodes[0]; N];
    let mut index = 0;
    while index < N {
        let mut node = nodes[index].at(base);
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

const fn inner<const N: usize>(nodes: &[Node]) -> [Node; N] {
    below(nodes, INNER, SHIFT - TOP - INNER)
}

const fn slot(name: &str) -> Slot {
    let Kind::Slots(slots) = OF_TWIN[at(OF_TWIN, name)].kind else { panic!("slots") };
    slots[0]
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

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn row() -> Row {
    Row(Twin {
        user_name: "b".to_owned(),
        id: 7,
        given: text("Barbara"),
        family: text("Jensen"),
        work: text("w@x.example"),
        work_name: text("Work"),
        office: Some(Office { formatted: text("Hollywood"), country: None }),
        department: text("tours"),
        manager: text("8"),
        revision: 3,
        ..Twin::default()
    })
}

fn patch(dialect: Dialect, row: &Row, operation: &str) -> Result<Twin, ScimError> {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let body = format!(r#"{{"schemas":["{urn}"],"Operations":[{operation}]}}"#);
    let (Row(twin), _) = Patch::<Row>::new(body, dialect)?.apply(row)?;
    Ok(twin)
}

/// What lacks a part, or has one that stays, is refused; all else is written where it belongs.
#[test]
fn operations() {
    let Row(all) = row();
    let bare = Row(Twin { family: None, given: None, work: None, work_name: None, ..all.clone() });
    let edit = |row: &Row, operation: &str| {
        patch(Dialect::ENTRA, row, operation).unwrap_or_else(|error| panic!("{operation}: {error}"))
    };
    let refused = |row: &Row, operation: &str| {
        let error = patch(Dialect::RFC, row, operation).unwrap_err();
        (error.scim_type().unwrap(), error.path())
    };

    let described = r#"{"op":"add","path":"emails[type eq \"work\" and display eq \"D\"].value","value":"v@x.example"}"#;
    let expected = Twin { work: text("v@x.example"), work_name: text("D"), ..bare.0.clone() };
    assert_eq!(edit(&bare, described), expected);
    let expected = Twin { work: None, work_name: None, ..all.clone() };
    for element in [r#"{"display":"work"}"#, r#"{"value":"w@x.example"}"#] {
        let remove = format!(r#"{{"op":"remove","path":"emails","value":[{element}]}}"#);
        assert_eq!(edit(&row(), &remove), expected, "{element}");
    }
    let incomplete = r#"{"op":"add","value":{"emails":[{"type":"work","value":"v"}]}}"#;
    let (kind, path) = refused(&bare, incomplete);
    assert_eq!((kind, &*path), (ScimType::InvalidValue, r#"emails[type eq "work"].display"#));

    let none = Twin { family: None, given: None, ..all.clone() };
    assert_eq!(edit(&row(), r#"{"op":"replace","path":"name","value":null}"#), none);
    assert_eq!(edit(&row(), r#"{"op":"replace","path":"name","value":{}}"#), none);
    let middle = Row(Twin { middle: text("Ann"), ..all.clone() });
    for operation in
        [r#"{"op":"remove","path":"name"}"#, r#"{"op":"replace","path":"name","value":null}"#]
    {
        assert_eq!(refused(&middle, operation).0, ScimType::Mutability, "{operation}");
    }
    let given = r#"{"op":"add","path":"name.givenName","value":"Barbara"}"#;
    assert_eq!(refused(&bare, given), (ScimType::InvalidValue, "name.familyName".to_owned()));
    let led = Row(Twin { manager: None, ..all.clone() });
    let link = format!(r#"{{"op":"add","path":"{ENTERPRISE}:manager.$ref","value":"../Users/8"}}"#);
    let (kind, path) = refused(&led, &link);
    assert_eq!((kind, path), (ScimType::InvalidValue, format!("{ENTERPRISE}:manager.value")));

    let country = r#"{"op":"add","path":"addresses[formatted sw \"Holly\"].country","value":"US"}"#;
    assert_eq!(edit(&row(), country).office.unwrap().country, text("US"));
}

/// What the whole of an attribute had and has is compared where it is, so what is taken away is a
/// change and what was undone is none.
#[test]
fn changes() {
    let edit = |operations: &str| {
        let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
        let body = format!(r#"{{"schemas":["{urn}"],"Operations":[{operations}]}}"#);
        let (_, changes) = Patch::<Row>::new(body, Dialect::RFC).unwrap().apply(&row()).unwrap();
        changes.paths().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let remove = |path: &str| format!(r#"{{"op":"remove","path":"{path}"}}"#);
    for path in ["name", "emails", &format!("{ENTERPRISE}:manager")] {
        assert_eq!(edit(&remove(path)), [path]);
    }
    let name =
        r#"{"op":"add","path":"name","value":{"givenName":"Barbara","familyName":"Jensen"}}"#;
    assert_eq!(edit(&format!("{},{name}", remove("name"))), [""; 0]);
}

/// 7643-2.2-05: a body gives an element what it must have.
#[test]
fn bodies() {
    let put = |element: &str| {
        let body =
            format!(r#"{{"userName":"b","name":{{"familyName":"J"}},"emails":[{element}]}}"#);
        Replace::<Row>::new(body, Dialect::OKTA).unwrap().apply(&row())
    };
    let (Row(twin), _) = put(r#"{"type":"work","display":"D"}"#).unwrap();
    assert_eq!((twin.work, twin.work_name), (None, text("D")));
    for element in [r#"{"type":"work","value":"v"}"#, r#"{"value":"v","type":"work"}"#] {
        let error = put(element).unwrap_err();
        assert_eq!(error.path(), r#"emails[type eq "work"].display"#, "{element}");
    }
}

/// What nodes are asked one by one.
#[test]
fn single_nodes() {
    assert_eq!(id_field(NODES), Some(SHIFT + id_field(OF_TWIN).unwrap()));
    // whatever field comes first
    let reversed: Vec<Node> = NODES.iter().rev().copied().collect();
    assert_eq!(id_field(&reversed), id_field(NODES));

    for name in ["name", "emails", "addresses", ENTERPRISE] {
        let (node, mut row) = (&NODES[at(NODES, name)], row());
        assert!(is_node_assigned(&row, node, node.base), "{name}");
        assert_eq!(clear(&mut row, node, node.base), Ok(true), "{name}");
        assert!(!is_node_assigned(&row, node, node.base), "{name}");
    }
    // a model says for itself what has a default
    assert!(!row().set_default(SHIFT));
    assert_eq!(crate::write::etag(&row()).as_deref(), Some("W/\"3\""));
}

/// What a store does with resources.
#[cfg(feature = "http1")]
#[test]
fn stored() {
    use crate::service::{Context, Identity, MemoryStore};
    let assigned = crate::changes::assigned(&row(), NODES);
    let of_extension = ["department", "manager"].map(|name| format!("{ENTERPRISE}:{name}"));
    let own = ["userName", "name", "emails", "addresses"].map(str::to_owned);
    assert_eq!(assigned, [&own[..], &of_extension].concat());

    let (store, cx) = (MemoryStore::<Row>::new(), Context::new(Identity::new()));
    let named = |name: &str| Row(Twin { user_name: name.to_owned(), ..row().0 });
    store.insert(&cx, named("a")).unwrap();
    let error = store.insert(&cx, named("b")).unwrap_err();
    assert_eq!(error.scim_type(), Some(ScimType::Uniqueness), "{error}");
    let elsewhere = Office { formatted: text("Burbank"), country: None };
    store.insert(&cx, Row(Twin { office: Some(elsewhere), ..named("b").0 })).unwrap();
}
