//! `ATTRIBUTES.md` has every key that is read, on every derive that takes it, and no other.

use super::{Container, Derive, FlatExtension, field};
use crate::ctxt::Ctxt;
use crate::model::Model;
use crate::rfc::{Mutability, Returned, Uniqueness};
use std::collections::BTreeSet;

const REFERENCE: &str = include_str!("../../ATTRIBUTES.md");
const DERIVES: [(Derive, &str); 3] =
    [(Derive::Resource, "R"), (Derive::Complex, "C"), (Derive::Extension, "X")];

/// A row: what is written, and the other cells.
struct Row {
    written: String,
    cells: Vec<String>,
}

impl Row {
    fn key(&self) -> &str {
        self.written.split([' ', '(']).next().unwrap()
    }

    fn is_on(&self, letter: &str) -> bool {
        self.cells[0].split(' ').any(|on| on == letter)
    }
}

/// The rows of the tables between a line and the next heading or table.
fn rows(after: &str) -> Vec<Row> {
    let (_, text) = REFERENCE.split_once(&format!("\n{after}\n")).expect(after);
    let table = text.lines().skip_while(|line| !line.starts_with("| `"));
    let rows = table.take_while(|line| line.starts_with('|')).map(|line| {
        let mut cells = line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned());
        let written = cells.next().unwrap().trim_matches('`').to_owned();
        Row { written, cells: cells.collect() }
    });
    rows.collect()
}

fn keys(rows: &[Row]) -> BTreeSet<&str> {
    rows.iter().map(Row::key).collect()
}

fn set<'a>(keys: &[&'a str]) -> BTreeSet<&'a str> {
    keys.iter().copied().collect()
}

#[test]
fn every_key_has_a_row_and_every_row_is_a_key() {
    let all: Vec<_> = DERIVES.iter().flat_map(|(derive, _)| derive.keys()).copied().collect();
    assert_eq!(keys(&rows("## On a struct")), set(&all));
    assert_eq!(keys(&rows("### In `extension(..)`")), set(FlatExtension::KEYS));
    assert_eq!(keys(&rows("## On a field")), set(field::KEYS));
    assert_eq!(keys(&rows("## On an enum")), set(crate::enumeration::KEYS));
    assert_eq!(keys(&rows("On a variant:")), set(crate::enumeration::VARIANT_KEYS));
    assert_eq!(keys(&rows("## On a newtype")), set(crate::newtype::KEYS));
}

#[test]
fn every_row_is_taken_by_the_derives_that_it_names_and_by_no_other() {
    for row in rows("## On a struct") {
        for (derive, letter) in DERIVES {
            assert_eq!(derive.keys().contains(&row.key()), row.is_on(letter), "{}", row.written);
            // `endpoint` goes with a schema, `rfc` without, and so on
            let beside = match (derive, row.key()) {
                (_, "schema" | "rfc") | (Derive::Complex, _) => "",
                (Derive::Resource, "endpoint") => r#"schema = "urn:example:Badge""#,
                (Derive::Resource, _) => r#"schema = "urn:example:Badge", endpoint = "/Badges""#,
                (Derive::Extension, _) => r#"schema = "urn:example:Badge""#,
            };
            let endpoint = match (derive, row.key()) {
                (Derive::Resource, "schema") => r#"endpoint = "/Badges""#,
                _ => "",
            };
            let field = match row.key() {
                "rfc" => r#"#[scim(path = "userName")] field: String,"#,
                "extension" if row.written.contains("Desk") => {
                    r#"#[scim(path = "Desk:floor")] field: String,"#
                }
                "extension" => r#"#[scim(path = "EnterpriseUser:department")] field: String,"#,
                _ => "field: String,",
            };
            // an extension of the RFC is another schema than a resource
            let written = match derive {
                Derive::Extension => row.written.replace("\"User\"", "\"EnterpriseUser\""),
                _ => row.written.clone(),
            };
            let field = match derive {
                Derive::Extension => field.replace("userName", "department"),
                _ => field.to_owned(),
            };
            let scim = [beside, endpoint, &written].map(|part| format!("#[scim({part})]")).concat();
            compiles(derive, &scim, &field, row.is_on(letter));
        }
    }
    for row in rows("## On a field") {
        for (derive, letter) in DERIVES {
            let schema = match derive {
                Derive::Resource => {
                    r#"#[scim(schema = "urn:example:Badge", endpoint = "/Badges")]"#
                }
                Derive::Complex => "",
                Derive::Extension => r#"#[scim(schema = "urn:example:Badge")]"#,
            };
            let beside = match row.key() {
                "primary" => r#"path = "doors[type eq \"front\"].value","#,
                _ => "",
            };
            let field = format!("#[scim({beside} {})] field: String, other: String,", row.written);
            compiles(derive, schema, &field, row.is_on(letter));
        }
    }
}

#[test]
fn every_word_of_a_characteristic_is_told() {
    let rows = rows("## On a field");
    for (key, words) in [
        ("mutability", Mutability::NAMES),
        ("returned", Returned::NAMES),
        ("uniqueness", Uniqueness::NAMES),
    ] {
        let row = rows.iter().find(|row| row.key() == key).unwrap();
        let meaning = row.cells.last().unwrap();
        assert_eq!(meaning.matches('`').count(), 2 * words.len(), "{key}: {words:?}");
        assert!(
            words.iter().all(|word| meaning.contains(&format!("`{word}`"))),
            "{key}: {words:?}"
        );
    }
}

/// Whether the struct has no error that a macro can see is as expected.
fn compiles(derive: Derive, scim: &str, fields: &str, expected: bool) {
    let id = match derive {
        Derive::Resource if !fields.contains("#[scim( id)]") => "#[scim(id)] number: String,",
        _ => "",
    };
    let text = format!("{scim} struct Badge {{ {id} {fields} }}");
    let input = syn::parse_str(&text).unwrap();
    let cx = Ctxt::new();
    let container = Container::parse(&cx, derive, &input);
    let model = Model::build(&cx, &container);
    crate::check::check(&cx, &model);
    let errors = cx.check().err().map(|errors| errors.to_string());
    assert_eq!(errors.is_none(), expected, "{}: {text}\n{errors:?}", derive.name());
}
