//! Values of fields that are written by hand, with what no derive writes: numbers that add up inside a
//! value, and a part that no client writes and that can be written all the same.
#![cfg(feature = "derive")]

use crate::ScimResource;
use crate::dialect::Dialect;
use crate::edit::{Patch, Replace};
use crate::resource::{
    HoldsExtension, Literal, Model, Node, Place, Scalar, ScimValue, Slot, Value, View,
};
use crate::schema::{Attribute, Mutability, Schema, Type};
use crate::value::InvalidValue;

const ROOM: &str = "urn:example:scim:schemas:2.0:Room";
const KIT: &str = "urn:example:scim:schemas:extension:2.0:Kit";

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Room", endpoint = "/Rooms")]
struct Room {
    #[scim(id)]
    id: u32,
    seat: Seat,
    #[scim(extension)]
    kit: Option<Kit>,
}

/// An extension whose values are parts of others, each level of which adds to their numbers.
#[derive(Debug, Clone, Default, PartialEq)]
struct Kit {
    tool: Option<String>,
    cable: Option<String>,
}

const NAME: &Attribute = &Attribute::new("name", Type::String, "What it is called.");
const TOOL: &Attribute = &Attribute::new("tool", Type::Complex, "A tool.")
    .sub_attributes(const { &[Attribute::new("name", Type::String, "What it is called.")] });
const CABLES: &Attribute =
    &Attribute::new("cables", Type::Complex, "Cables.").multi_valued().sub_attributes(
        const {
            &[
                Attribute::new("type", Type::String, "How long it is."),
                Attribute::new("name", Type::String, "What it is called."),
            ]
        },
    );
const OF_KIT: &[Attribute] = &[TOOL.copied(), CABLES.copied()];

const TOOL_NODES: &[Node] = &[Node::field(NAME, ",\"name\":", 2, "tool").at(5)];
const CABLE_NODES: &[Node] = &[Node::field(NAME, ",\"name\":", 4, "cable").at(7)];
const CABLE_SLOTS: &[Slot] =
    &[Slot::new("type", Literal::String("long"), ",\"type\":\"long\"", CABLE_NODES)];
const KIT_NODES: &[Node] = &[
    Node::group(TOOL, ",\"tool\":", TOOL_NODES).at(3),
    Node::slots(CABLES, ",\"cables\":", CABLE_SLOTS).at(3),
];

impl Model for Kit {
    fn nodes(&self) -> &'static [Node] {
        KIT_NODES
    }
    fn get(&self, field: u16) -> View<'_> {
        match field {
            10 => self.tool.view(),
            14 => self.cable.view(),
            _ => View::Null,
        }
    }
    fn edit(&mut self, field: u16) -> Option<Place<'_>> {
        match field {
            10 => Some(Place::Value(&mut self.tool)),
            14 => Some(Place::Value(&mut self.cable)),
            _ => None,
        }
    }
}

impl Value for Kit {
    fn view(&self) -> View<'_> {
        View::Complex(self)
    }
    fn set(&mut self, _: Scalar<'_>) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        let changed = *self != Self::default();
        *self = Self::default();
        Ok(changed)
    }
    fn complex(&mut self) -> Option<&mut dyn Model> {
        Some(self)
    }
}

impl ScimValue for Kit {
    const TYPE: Type = Type::Complex;
    const UNASSIGNABLE: bool = true;
    const SUB_ATTRIBUTES: &'static [Attribute] = OF_KIT;
    const NODES: &'static [Node] = KIT_NODES;
    fn from_scalar(_: Scalar<'_>) -> Result<Self, InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn blank() -> Option<Self> {
        Some(Self::default())
    }
}

impl HoldsExtension for Kit {
    const SCHEMA: &'static Schema =
        &Schema::new(KIT, "Kit", "What is in a room.").attributes(OF_KIT);
    const KEY: &'static str = ",\"urn:example:scim:schemas:extension:2.0:Kit\":";
}

/// A place to sit, which always has its number: no client writes that, and the whole is never without
/// a value.
#[derive(Debug, Clone, Default, PartialEq)]
struct Seat {
    number: i64,
    row: Option<String>,
    note: Option<String>,
}

const NUMBER: &Attribute =
    &Attribute::new("number", Type::Integer, "Its number.").mutability(Mutability::ReadOnly);
const ROW: &Attribute = &Attribute::new("row", Type::String, "Where it is.");
const NOTE: &Attribute = &Attribute::new("note", Type::String, "What one has to know.");
const OF_SEAT: &[Attribute] = &[NUMBER.copied(), ROW.copied(), NOTE.copied()];

const SEAT_NODES: &[Node] = &[
    Node::field(NUMBER, ",\"number\":", 0, "number"),
    Node::field(ROW, ",\"row\":", 1, "row"),
    Node::field(NOTE, ",\"note\":", 2, "note"),
];

impl Model for Seat {
    fn nodes(&self) -> &'static [Node] {
        SEAT_NODES
    }
    fn get(&self, field: u16) -> View<'_> {
        match field {
            0 => self.number.view(),
            1 => self.row.view(),
            2 => self.note.view(),
            _ => View::Null,
        }
    }
    fn edit(&mut self, field: u16) -> Option<Place<'_>> {
        match field {
            0 => Some(Place::Value(&mut self.number)),
            1 => Some(Place::Value(&mut self.row)),
            2 => Some(Place::Value(&mut self.note)),
            _ => None,
        }
    }
}

impl Value for Seat {
    fn view(&self) -> View<'_> {
        View::Complex(self)
    }
    fn set(&mut self, _: Scalar<'_>) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Err(InvalidValue::new("a seat, which always has its number"))
    }
    fn complex(&mut self) -> Option<&mut dyn Model> {
        Some(self)
    }
}

impl ScimValue for Seat {
    const TYPE: Type = Type::Complex;
    // what clients write of it
    const UNASSIGNABLE: bool = true;
    const SUB_ATTRIBUTES: &'static [Attribute] = OF_SEAT;
    const NODES: &'static [Node] = SEAT_NODES;
    fn from_scalar(_: Scalar<'_>) -> Result<Self, InvalidValue> {
        Err(InvalidValue::new("an object"))
    }
    fn blank() -> Option<Self> {
        Some(Self::default())
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// What is left of a room when an attribute is removed, and what that changed.
fn removed(held: &Room, path: &str) -> (Room, Vec<String>) {
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let operation = format!(r#"{{"op":"remove","path":"{path}"}}"#);
    let body = format!(r#"{{"schemas":["{urn}"],"Operations":[{operation}]}}"#);
    let (room, changes) = Patch::<Room>::new(body, Dialect::RFC).unwrap().apply(held).unwrap();
    (room, changes.paths().iter().map(ToString::to_string).collect())
}

/// 7644-3.5.2.2-02: an extension that is removed was a change, whatever was in it.
#[test]
fn an_extension_that_goes_is_a_change() {
    for kit in [
        Kit { tool: text("saw"), cable: None },
        Kit { tool: None, cable: text("c") },
        Kit { tool: text("saw"), cable: text("c") },
    ] {
        let held = Room { kit: Some(kit), ..Room::default() };
        assert_eq!(removed(&held, KIT), (Room::default(), vec![KIT.to_owned()]), "{held:?}");
    }
    assert_eq!(removed(&Room::default(), KIT), (Room::default(), vec![]));
}

/// 7643-2.5-02: of what always has a value all goes that clients write, by whatever request; that is a
/// change where there was any of it.
#[test]
fn what_clients_write_of_the_whole_goes() {
    let seat = |row: &str, note: &str| Seat {
        number: 7,
        row: text(row).filter(|row| !row.is_empty()),
        note: text(note).filter(|note| !note.is_empty()),
    };
    let bare = Room { seat: seat("", ""), ..Room::default() };
    for (row, note) in [("A", "broken"), ("A", ""), ("", "broken"), ("", "")] {
        let held = Room { seat: seat(row, note), ..Room::default() };
        let changed = if held == bare { vec![] } else { vec!["seat".to_owned()] };
        assert_eq!(removed(&held, "seat"), (bare.clone(), changed.clone()), "{held:?}");
        for members in ["", r#","seat":null"#] {
            let body = format!(r#"{{"schemas":["{ROOM}"]{members}}}"#);
            let replace = Replace::<Room>::new(body, Dialect::RFC).unwrap();
            let (room, changes) = replace.apply(&held).unwrap();
            let paths: Vec<_> = changes.paths().iter().map(ToString::to_string).collect();
            assert_eq!((room, paths), (bare.clone(), changed.clone()), "{members} {held:?}");
        }
    }
}
