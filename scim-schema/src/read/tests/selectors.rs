//! Slots that are chosen by what the derive does not take, as nodes that are written by hand can be:
//! by different sub-attributes, and by what is false.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "evaluated at compile time")]

use crate::ScimResource;
use crate::dialect::Dialect;
use crate::edit::Replace;
use crate::message::{ScimError, ScimType};
use crate::resource::{Kind, Literal, Model, Node, Place, Selector, Slot, View};
use crate::schema::{ResourceType, Schema};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Thing", endpoint = "/Things")]
struct ByType {
    #[scim(id)]
    id: u32,
    #[scim(path = r#"places[type eq "work"].value"#)]
    work: Option<String>,
    #[scim(path = r#"places[type eq "main"].value"#)]
    main: Option<String>,
    #[scim(path = r#"places[type eq "home"].value"#)]
    home: Option<String>,
}

/// The same fields, chosen otherwise.
#[derive(Debug, Clone, Default, PartialEq)]
struct Thing<const MIXED: bool>(ByType);

/// `main` is the primary one, whatever its type.
const BY_BOTH: &[Slot] = &[slot(0), primary(1, true), slot(2)];
const BY_PRIMARY: &[Slot] = &[primary(1, true), primary(2, false)];

const fn slot(index: usize) -> Slot {
    let mut nodes = ByType::NODES;
    while let [node, rest @ ..] = nodes {
        if let Kind::Slots(slots) = node.kind {
            return slots[index];
        }
        nodes = rest;
    }
    panic!("slots")
}

const fn primary(index: usize, is_primary: bool) -> Slot {
    let mut slot = slot(index);
    let value = Literal::Boolean(is_primary);
    slot.selector = Selector { sub_attribute: "primary", value };
    slot
}

const fn with(slots: &'static [Slot]) -> [Node; ByType::NODES.len()] {
    let mut nodes = [ByType::NODES[0]; ByType::NODES.len()];
    let mut index = 0;
    while index < nodes.len() {
        nodes[index] = ByType::NODES[index];
        if let Kind::Slots(_) = nodes[index].kind {
            nodes[index].kind = Kind::Slots(slots);
        }
        index += 1;
    }
    nodes
}

const MIXED_NODES: &[Node] = &with(BY_BOTH);
const PRIMARY_NODES: &[Node] = &with(BY_PRIMARY);

impl<const MIXED: bool> Model for Thing<MIXED> {
    fn nodes(&self) -> &'static [Node] {
        <Self as ScimResource>::NODES
    }
    fn get(&self, field: u16) -> View<'_> {
        self.0.get(field)
    }
    fn edit(&mut self, field: u16) -> Option<Place<'_>> {
        self.0.edit(field)
    }
}

impl<const MIXED: bool> ScimResource for Thing<MIXED> {
    type Id = u32;

    const SCHEMA: &'static Schema = ByType::SCHEMA;
    const EXTENSIONS: &'static [&'static Schema] = ByType::EXTENSIONS;
    const RESOURCE_TYPE: &'static ResourceType = ByType::RESOURCE_TYPE;
    const NODES: &'static [Node] = if MIXED { MIXED_NODES } else { PRIMARY_NODES };

    fn id(&self) -> &u32 {
        &self.0.id
    }
}

/// What a PUT of these elements leaves in `work`, `main` and `home`.
fn put<const MIXED: bool>(elements: &str) -> Result<[String; 3], ScimError> {
    let urn = "urn:example:scim:schemas:2.0:Thing";
    let body = format!(r#"{{"schemas":["{urn}"],"places":[{elements}]}}"#);
    let replace = Replace::<Thing<MIXED>>::new(body, Dialect::RFC)?;
    let (Thing(ByType { work, main, home, .. }), _) = replace.apply(&Thing::default())?;
    Ok([work, main, home].map(Option::unwrap_or_default))
}

/// An element that satisfies two selectors goes to the first of the slots, whichever of its members
/// comes first.
#[test]
fn the_first_slot_whose_selector_is_satisfied() {
    for ([a, b], expected) in [
        ([r#""type":"home""#, r#""primary":true"#], ["", "x", ""]),
        ([r#""type":"work""#, r#""primary":true"#], ["x", "", ""]),
        ([r#""type":"home""#, r#""primary":false"#], ["", "", "x"]),
        ([r#""type":"other""#, r#""primary":true"#], ["", "x", ""]),
    ] {
        let value = r#""value":"x""#;
        for members in [[a, b, value], [b, a, value], [value, a, b], [a, value, b]] {
            let element = format!("{{{}}}", members.join(","));
            assert_eq!(put::<true>(&element).unwrap(), expected, "{element}");
        }
    }
}

/// 7643-2.4: an element that is chosen as it is not the primary one is not.
#[test]
fn what_is_chosen_as_it_is_not_the_primary_one() {
    for (main, other) in [
        (r#"{"primary":true,"value":"x"}"#, r#"{"primary":false,"value":"y"}"#),
        (r#"{"value":"x","primary":true}"#, r#"{"value":"y","primary":false}"#),
    ] {
        for elements in [[main, other], [other, main]] {
            let held = put::<false>(&elements.join(",")).unwrap();
            assert_eq!(held, ["", "x", "y"], "{elements:?}");
        }
        let error = put::<false>(&[main, main].join(",")).unwrap_err();
        assert_eq!(error.scim_type(), Some(ScimType::InvalidValue), "{error}");
    }
}
