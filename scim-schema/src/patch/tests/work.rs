//! What operations are charged for the elements that they ask, and for the bytes of these that they
//! compare.

use super::{body, text};
use crate::dialect::Dialect;
use crate::edit::Patch;
use crate::limits::Limits;
use crate::resource::{Model, Node, Scalar, ScimValue, Value, View};
use crate::schema::{Attribute, Type};
use crate::value::InvalidValue;
use crate::{ScimComplex, ScimResource};

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Depot", endpoint = "/Depots")]
struct Depot {
    #[scim(id)]
    id: u32,
    items: Vec<Item>,
    labels: Vec<String>,
    packs: Vec<Pack>,
    #[scim(flatten)]
    places: Places,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Item {
    value: Option<String>,
    label: Option<String>,
    /// Compares by a key that is made of each text.
    user_name: Option<String>,
    size: Option<i64>,
    marks: Vec<String>,
    #[scim(with = "note")]
    note: Note,
}

/// A text that is made anew for each look.
#[derive(Debug, Clone, Default, PartialEq)]
struct Note(String);

mod note {
    use super::{InvalidValue, Note};

    pub(super) fn view(note: &Note) -> Option<String> {
        (!note.0.is_empty()).then(|| note.0.clone())
    }
    pub(super) fn set(note: &mut Note, text: String) -> Result<(), InvalidValue> {
        note.0 = text;
        Ok(())
    }
    pub(super) fn clear(note: &mut Note) -> Result<(), InvalidValue> {
        set(note, String::new())
    }
}

/// An element that is made anew for each look.
#[derive(Debug, Clone, Default, PartialEq)]
struct Pack(Yard);

impl Value for Pack {
    fn view(&self) -> View<'_> {
        View::Computed(Box::new(self.0.clone()))
    }
    fn set(&mut self, scalar: Scalar<'_>) -> Result<bool, InvalidValue> {
        self.0.set(scalar)
    }
    fn clear(&mut self) -> Result<bool, InvalidValue> {
        self.0.clear()
    }
    fn complex(&mut self) -> Option<&mut dyn Model> {
        Some(&mut self.0)
    }
}

impl ScimValue for Pack {
    const TYPE: Type = Type::Complex;
    const UNASSIGNABLE: bool = true;
    const SUB_ATTRIBUTES: &'static [Attribute] = <Yard as ScimValue>::SUB_ATTRIBUTES;
    const NODES: &'static [Node] = <Yard as ScimValue>::NODES;
    fn from_scalar(scalar: Scalar<'_>) -> Result<Self, InvalidValue> {
        Yard::from_scalar(scalar).map(Self)
    }
    fn blank() -> Option<Self> {
        Yard::blank().map(Self)
    }
}

/// Elements that are fixed: in fields, and in a field as a whole.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Places {
    name: Option<String>,
    #[scim(path = r#"doors[type eq "front"].value"#)]
    front: Option<String>,
    #[scim(path = r#"doors[type eq "back"].value"#)]
    back: Option<String>,
    #[scim(path = r#"yards[type eq "front"]"#)]
    yard: Option<Yard>,
    #[scim(path = r#"yards[type eq "back"]"#)]
    garden: Option<Yard>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Yard {
    note: Option<String>,
    value: Option<String>,
}

/// What an operation is charged: the least that it must be allowed.
fn charged(held: &Depot, path: &str) -> usize {
    let path = path.replace('"', r#"\""#);
    let operation = format!(r#"{{"op":"remove","path":"{path}"}}"#);
    let body = body(&operation);
    let is_allowed = |comparisons: usize| {
        let limits = Limits { comparisons, ..Limits::DEFAULT };
        let patch = Patch::<Depot>::with_limits(&body, Dialect::RFC, limits).unwrap();
        patch.apply(held).err().is_none_or(|error| {
            assert_eq!(error.status(), 413, "{path}: {error}");
            false
        })
    };
    (0..10_000).find(|comparisons| is_allowed(*comparisons)).unwrap()
}

/// What the search in a text of 320 bytes is charged: the text, and what a short search takes.
const SEARCHED: usize = (320 + 512) / 32;

fn item(value: &str) -> Item {
    Item { value: text(value), ..Item::default() }
}

/// Once for each condition, and once more for each 32 bytes of a long text that is compared.
#[test]
fn conditions_on_elements_are_charged_by_what_they_compare() {
    let (long, key) = ("a".repeat(320), "a".repeat(64));
    let one = Depot { items: vec![item(&long)], ..Depot::default() };
    let items = vec![item(&long), Item::default(), item("short"), item(&long)];
    let several = Depot { items, ..Depot::default() };
    for (filter, conditions, compared) in [
        (r#"value eq "x""#.to_owned(), 1, 0),
        (r#"value eq "x" or label eq "y""#.to_owned(), 2, 0),
        (r#"not (value eq "x" and size gt 1)"#.to_owned(), 2, 0),
        (format!(r#"value eq "{key}""#), 1, 2),
        (format!(r#"value ne "{key}""#), 1, 2),
        (format!(r#"label eq "{key}""#), 1, 0),
        (r#"value co "aab""#.to_owned(), 1, SEARCHED),
        (r#"not (value co "aab")"#.to_owned(), 1, SEARCHED),
        (r#"value co "aab" and size eq 1"#.to_owned(), 2, SEARCHED),
        (r#"value co "aab" or value co "baa""#.to_owned(), 2, 2 * SEARCHED),
        (r#"label co "aab""#.to_owned(), 1, 0),
    ] {
        let path = format!("items[{filter}]");
        assert_eq!(charged(&one, &path), conditions + compared, "{path}");
        assert_eq!(charged(&several, &path), 4 * conditions + 2 * compared, "{path}");
    }
}

/// A key that is made of a text is charged by its bytes, and a list in an element by its values.
#[test]
fn keys_and_lists_in_elements_are_charged() {
    let named = |name: &str| Item { user_name: text(name), ..Item::default() };
    let items = vec![named(&"\u{e9}".repeat(20)), named(&"e".repeat(80))];
    let held = Depot { items, ..Depot::default() };
    assert_eq!(charged(&held, r#"items[userName eq "x"]"#), 2 + 40);
    assert_eq!(charged(&held, r#"items[userName co "x"]"#), 2 + 40 + (80 + 80) / 32);

    let marks = ["a".repeat(320), "b".to_owned(), "c".to_owned()];
    let items = vec![Item { marks: marks.to_vec(), ..Item::default() }, Item::default()];
    let held = Depot { items, ..Depot::default() };
    assert_eq!(charged(&held, r#"items[marks eq "x"]"#), 2 + 3);
    assert_eq!(charged(&held, r#"items[marks co "aab"]"#), 2 + 3 + SEARCHED);
}

/// What is made anew for each look is charged as what is held: texts, elements, and the elements of
/// simple values, which are their own `value`.
#[test]
fn what_is_made_for_each_look_is_charged() {
    let (long, short) = ("a".repeat(320), "a".to_owned());
    let noted = |text: &String| Item { note: Note(text.clone()), ..Item::default() };
    let packed = |text: &String| Pack(Yard { value: Some(text.clone()), ..Yard::default() });
    let held = Depot {
        items: [&long, &short].map(noted).to_vec(),
        packs: [&long, &short].map(packed).to_vec(),
        labels: vec![long, short],
        ..Depot::default()
    };
    for path in [
        r#"items[note co "aab"]"#,
        r#"items[not (note co "aab") and value pr]"#,
        r#"packs[value co "aab"]"#,
        r#"packs[not (value co "aab") and note pr]"#,
        r#"labels[value co "aab"]"#,
        r#"labels[not (value co "aab") and value eq "x"]"#,
    ] {
        let conditions = if path.contains(" and ") { 2 } else { 1 };
        assert_eq!(charged(&held, path), 2 * conditions + SEARCHED, "{path}");
    }
}

/// The same of elements that are fixed, in fields and in a field as a whole.
#[test]
fn conditions_on_fixed_elements_are_charged_by_what_they_compare() {
    let yard = |value: &str| Some(Yard { value: text(value), ..Yard::default() });
    let long = "a".repeat(320);
    let of = |places| Depot { places, ..Depot::default() };
    let none = Places::default();
    for (places, path) in [
        (Places { front: text(&long), ..none.clone() }, "doors"),
        (Places { back: text(&long), ..none.clone() }, "doors"),
        (Places { yard: yard(&long), ..none.clone() }, "yards"),
        (Places { garden: yard(&long), ..none.clone() }, "yards"),
    ] {
        for (filter, conditions, compared) in [
            (r#"value co "aab""#, 1, SEARCHED),
            (r#"not (value co "aab")"#, 1, SEARCHED),
            (r#"value eq "x""#, 1, 0),
            (r#"value eq "x" or value pr"#, 2, 0),
        ] {
            let path = format!("{path}[{filter}]");
            let held = of(places.clone());
            assert_eq!(charged(&held, &path), 2 * conditions + compared, "{path}: {places:?}");
            assert_eq!(charged(&of(none.clone()), &path), 2 * conditions, "{path}");
        }
    }
}
