//! What comparing elements is charged: each comparison, and long texts by their bytes.

use super::body;
use crate::dialect::Dialect;
use crate::edit::Patch;
use crate::limits::Limits;
use crate::resource::{Scalar, ScimValue, Value, View};
use crate::schema::Type;
use crate::value::InvalidValue;
use crate::{ScimComplex, ScimResource};

/// Bytes of a long text, of which 32 are charged like a comparison.
const LONG: usize = 3_200;
/// How many elements are held.
const HELD: usize = 10;

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Library", endpoint = "/Libraries")]
struct Library {
    #[scim(id)]
    id: u32,
    shelves: Vec<String>,
    books: Vec<Book>,
    maps: Vec<Map>,
    #[scim(flatten)]
    hall: Hall,
}

/// An element with a key.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Book {
    value: Option<String>,
    note: Option<String>,
    tags: Vec<String>,
}

/// One without: all that is in it tells.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Map {
    marks: Vec<String>,
    #[scim(with = "signs")]
    signs: Signs,
    stamps: Vec<Stamp>,
    #[scim(fold_column = "place_key")]
    place: Option<String>,
    #[scim(flatten)]
    frame: Frame,
}

/// A list that is made anew for each look.
#[derive(Debug, Clone, Default, PartialEq)]
struct Signs(Vec<String>);

mod signs {
    use super::{InvalidValue, Signs};

    pub(super) fn view(signs: &Signs) -> Option<Vec<String>> {
        Some(signs.0.clone())
    }
    pub(super) fn set(signs: &mut Signs, given: Vec<String>) -> Result<(), InvalidValue> {
        signs.0 = given;
        Ok(())
    }
    pub(super) fn clear(signs: &mut Signs) -> Result<(), InvalidValue> {
        set(signs, Vec::new())
    }
}

/// A text that is made anew for each look.
#[derive(Debug, Clone, Default, PartialEq)]
struct Stamp(String);

impl Value for Stamp {
    fn view(&self) -> View<'_> {
        View::Computed(Box::new(self.0.clone()))
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        self.0.set(scalar)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        Value::clear(&mut self.0)
    }
}

impl ScimValue for Stamp {
    const TYPE: Type = Type::String;
    const UNASSIGNABLE: bool = true;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        String::from_scalar(scalar).map(Self)
    }
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Frame {
    width: Option<String>,
    wood: Option<String>,
}

/// Fixed elements, of parts and as a whole.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Hall {
    note: Option<String>,
    #[scim(path = r#"doors[type eq "front"].name"#, fold_column = "front_key")]
    front: Option<String>,
    #[scim(path = r#"doors[type eq "front"].sign"#)]
    front_sign: Option<String>,
    #[scim(path = r#"doors[type eq "back"].name"#, fold_column = "back_key")]
    back: Option<String>,
    #[scim(path = r#"rooms[type eq "main"]"#)]
    main: Option<Room>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Room {
    floor: Option<i64>,
    #[scim(flatten)]
    label: Label,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Label {
    colour: Option<String>,
    #[scim(fold_column = "label_key")]
    name: Option<String>,
}

/// A text of so many bytes.
fn long(part: &str) -> String {
    part.repeat(LONG / part.len())
}

/// What removing these elements is charged: the least limit that allows it.
fn charged(held: &Library, path: &str, elements: &str) -> usize {
    let operation = format!(r#"{{"op":"remove","path":"{path}","value":[{elements}]}}"#);
    let body = body(&operation);
    let is_allowed = |comparisons| {
        let limits = Limits { comparisons, ..Limits::DEFAULT };
        let patch = Patch::<Library>::with_limits(&*body, Dialect::RFC, limits).unwrap();
        patch.apply(held).map_err(|error| assert_eq!(error.status(), 413, "{error}")).is_ok()
    };
    let (mut least, mut most) = (0, Limits::DEFAULT.comparisons);
    while least < most {
        let middle = usize::midpoint(least, most);
        if is_allowed(middle) { most = middle } else { least = middle + 1 }
    }
    least
}

fn many<T>(make: impl Fn(usize) -> T) -> Vec<T> {
    (0..HELD).map(make).collect()
}

/// Each element that is given is compared with each that is held, by no more bytes than it has.
#[test]
fn comparisons_are_charged_by_what_is_given() {
    let book = |index: usize| Book { value: Some(index.to_string()), ..Book::default() };
    let map = |index: usize| Map { place: Some(index.to_string()), ..Map::default() };
    let shelves = many(|index| index.to_string());
    let held = Library { shelves, books: many(book), maps: many(map), ..Library::default() };
    for (path, before, after) in [
        ("shelves", "\"", "\""),
        ("books", r#"{"value":""#, "\"}"),
        ("books", r#"{"note":""#, "\"}"),
        ("books", r#"{"value":"x","note":""#, "\"}"),
        ("maps", r#"{"width":""#, "\"}"),
        ("maps", r#"{"wood":""#, "\"}"),
    ] {
        let given = |text: &str| format!("{before}{text}{after}");
        let one = charged(&held, path, &given("x"));
        let two = charged(&held, path, &format!("{},{}", given("x"), given("y")));
        assert_eq!(two - one, HELD, "{before}");
        let text = charged(&held, path, &given(&long("x")));
        assert_eq!(text - one, HELD * LONG / 32, "{before}");
    }
}

/// Where comparing makes keys, of what is held and of what is given, each is charged.
#[test]
fn keys_are_charged_where_each_comparison_makes_them() {
    let charged = |held: &str, given: &str| {
        let map = |_| Map { place: Some(held.to_owned()), ..Map::default() };
        let held = Library { maps: many(map), ..Library::default() };
        charged(&held, "maps", &format!(r#"{{"place":"{given}"}}"#))
    };
    // nothing is longer than it was
    let short = charged("x", "y");
    assert_eq!(charged(&long("x"), "y") - short, HELD * LONG / 32);
    assert_eq!(charged(&long("\u{e9}"), "y") - short, HELD * LONG);
    assert_eq!(charged("x", &long("\u{e9}")) - short, HELD * (LONG + LONG / 32));
}

/// A list that is made anew for each look, or whose texts are, is charged like one that is held.
#[test]
fn lists_that_are_made_are_charged_by_their_texts() {
    let held = |list: &str, text: &str| {
        let map = |_| match list {
            "marks" => Map { marks: vec![text.to_owned()], ..Map::default() },
            "signs" => Map { signs: Signs(vec![text.to_owned()]), ..Map::default() },
            _ => Map { stamps: vec![Stamp(text.to_owned())], ..Map::default() },
        };
        Library { maps: many(map), ..Library::default() }
    };
    let of = |list: &str, text: &str, given: &str| {
        charged(&held(list, text), "maps", &format!(r#"{{"{list}":["{given}"]}}"#))
    };
    let short = of("marks", "a", "b");
    for list in ["marks", "signs", "stamps"] {
        assert_eq!(of(list, "a", "b"), short, "{list}");
        assert_eq!(of(list, &long("a"), "b"), short + HELD * LONG / 32, "{list}");
        assert_eq!(of(list, "a", &long("b")), short + HELD * LONG / 32, "{list}");
    }
}

/// Lists in elements without a key are compared as a whole, where they are as long as each other.
#[test]
fn lists_in_elements_are_charged_by_their_texts() {
    let held = |mark: &str| {
        let map = |_| Map { marks: vec![mark.to_owned()], ..Map::default() };
        let book = |index: usize| Book {
            value: Some(index.to_string()),
            tags: vec![mark.to_owned()],
            ..Book::default()
        };
        Library { maps: many(map), books: many(book), ..Library::default() }
    };
    let (short, other) = (held("a"), held(&long("a")));
    let given = |marks: &str| format!(r#"{{"marks":[{marks}]}}"#);
    let one = charged(&short, "maps", &given(r#""b""#));
    assert!(one > charged(&short, "maps", &given(r#""b","c""#)));
    let text = HELD * LONG / 32;
    assert_eq!(charged(&other, "maps", &given(r#""b""#)) - one, text);
    assert_eq!(charged(&short, "maps", &given(&format!("\"{}\"", long("b")))) - one, text);
    // what has a key is told by that
    let key = charged(&other, "books", r#"{"value":"x"}"#);
    assert_eq!(charged(&other, "books", r#"{"value":"x","tags":["b"]}"#), key);
}

/// Few elements are compared with those of a long list one by one, more are looked up in it.
#[test]
fn a_long_list_is_compared_the_cheaper_way() {
    const MANY: usize = 5_000;
    let shelves = (0..MANY).map(|index| index.to_string()).collect();
    let held = Library { shelves, ..Library::default() };
    let given = |count: usize| {
        let texts: Vec<_> = (0..count).map(|index| format!("\"x{index}\"")).collect();
        charged(&held, "shelves", &texts.join(","))
    };
    assert_eq!(given(1), 2 * MANY);
    assert!(given(50) < 5 * MANY, "{}", given(50));
}

/// Of fixed elements each is one, with the keys that comparing it makes.
#[test]
fn fixed_elements_are_charged_with_their_keys() {
    let hall = |front: &str, sign: &str, main: &str| {
        let label = Label { name: Some(main.to_owned()), ..Label::default() };
        let hall = Hall {
            front: Some(front.to_owned()),
            front_sign: Some(sign.to_owned()),
            main: Some(Room { label, ..Room::default() }),
            ..Hall::default()
        };
        Library { hall, ..Library::default() }
    };
    let one = r#"{"name":"x"}"#;
    let short = hall("a", "a", "a");
    for (path, slots) in [("doors", 2), ("rooms", 1)] {
        for count in [1, 3] {
            assert_eq!(charged(&short, path, &vec![one; count].join(",")), slots * count, "{path}");
        }
    }
    for (text, more) in [(long("A"), LONG / 32), (long("\u{e9}"), LONG)] {
        assert_eq!(charged(&hall(&text, "a", "a"), "doors", one), 2 + more);
        assert_eq!(charged(&hall("a", "a", &text), "rooms", one), 1 + more);
        // it is compared as it is
        assert_eq!(charged(&hall("a", &text, "a"), "doors", one), 2);
    }
}
