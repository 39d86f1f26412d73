//! What a row does not have, and which of several values counts: the database answers as the evaluator
//! does, for rows that say each of it.

use crate::database::Asked;
use crate::engine::InDatabase;
use crate::layout::{self, Layout};
use scim_schema::filter::Options;
use scim_schema::projection::Projection;
use scim_schema::query::Query;
use scim_schema::sql::Database;
use scim_schema::value::{DateTime, Secret};
use scim_schema::{ScimComplex, ScimExtension, ScimResource};
use scim_testkit::law::Engine;

/// Something whose values are in fields of every shape.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Machine", endpoint = "/Machines")]
#[scim(extension(schema = "urn:example:scim:schemas:extension:2.0:Safe", name = "Safe"))]
struct Machine {
    #[scim(id)]
    id: String,
    #[scim(version)]
    revision: Option<u64>,
    note: String,
    count: Option<i64>,
    #[scim(path = "maker.founded", required)]
    founded: Option<i64>,
    #[scim(path = "maker.place")]
    place: Option<String>,
    #[scim(path = r#"ports[type eq "in"].number"#)]
    inlet: Option<i64>,
    #[scim(path = r#"ports[type eq "out"].number"#)]
    outlet: Option<i64>,
    #[scim(path = r#"ports[type eq "out"].primary"#)]
    outlet_first: Option<bool>,
    #[scim(path = r#"plates[type eq "front"]"#, primary)]
    front: Option<Plate>,
    #[scim(path = r#"plates[type eq "back"]"#)]
    back: Option<Plate>,
    #[scim(path = r#"keys[type eq "day"]"#)]
    day: Option<Key>,
    #[scim(path = r#"keys[type eq "night"]"#)]
    night: Option<Key>,
    engine: Option<Motor>,
    burner: Option<Burner>,
    lids: Vec<Lid>,
    marks: Vec<String>,
    weights: Vec<f64>,
    tests: Vec<bool>,
    services: Vec<DateTime>,
    #[scim(path = "Safe:label")]
    safe_label: Option<String>,
    #[scim(path = "Safe:pin", mutability = "writeOnly", returned = "never")]
    safe_pin: Option<Secret>,
    #[scim(extension)]
    vault: Option<Vault>,
    drawer: Option<Lock>,
    #[scim(path = r#"locks[type eq "door"]"#)]
    door: Option<Lock>,
    #[scim(flatten)]
    site: Site,
}

/// Its element says itself what the slot does.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Plate {
    text: Option<String>,
    r#type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Key {
    value: Option<String>,
    primary: Option<bool>,
}

/// A number that is always there, where this is.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Motor {
    #[scim(default)]
    power: i64,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Burner {
    flames: Option<i64>,
    #[scim(flatten)]
    fuel: Fuel,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Fuel {
    fuel: Option<String>,
    tanks: Option<i64>,
}

/// One of several, with several of its own.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Lid {
    value: Option<String>,
    colors: Vec<String>,
}

/// A part of it is never shown.
#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Lock {
    label: Option<String>,
    #[scim(mutability = "writeOnly", returned = "never")]
    pin: Option<Secret>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Vault", name = "Vault")]
struct Vault {
    label: Option<String>,
    #[scim(mutability = "writeOnly", returned = "never")]
    pin: Option<Secret>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Site {
    floor: Option<i64>,
    room: Option<String>,
    #[scim(path = r#"hooks[type eq "left"]"#)]
    left: Option<Key>,
    #[scim(path = r#"hooks[type eq "right"]"#)]
    right: Option<Key>,
}

fn rows() -> Vec<Machine> {
    let text = |text: &str| Some(text.to_owned());
    let pin = || Some(Secret::new("1234"));
    let key = |value: &str, primary| Some(Key { value: text(value), primary });
    let texts =
        |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<String>>();
    let lid = |value: &str, colors: &[&str]| Lid { value: text(value), colors: texts(colors) };
    vec![
        // between those two are all lower case letters, and no alphabet but that of code points
        Machine {
            id: "B".into(),
            revision: Some(7),
            note: "x".into(),
            marks: texts(&["ab", "xc"]),
            ..Machine::default()
        },
        Machine {
            id: "a".into(),
            count: Some(-7),
            founded: Some(1900),
            marks: texts(&["acd"]),
            weights: vec![0.0, -1.5],
            tests: vec![false],
            services: vec![DateTime::from_unix(1_709_193_600, 0).unwrap()],
            ..Machine::default()
        },
        Machine {
            id: "C".into(),
            place: text("Oslo"),
            inlet: Some(1),
            marks: texts(&["ab", "AD", "b"]),
            weights: vec![2.5],
            tests: vec![true, false],
            ..Machine::default()
        },
        Machine {
            id: "_".into(),
            revision: Some(10),
            inlet: Some(9),
            outlet: Some(2),
            outlet_first: Some(true),
            ..Machine::default()
        },
        Machine {
            id: "b".into(),
            inlet: Some(4),
            outlet: Some(3),
            outlet_first: Some(false),
            day: key("p", None),
            night: key("a", Some(true)),
            ..Machine::default()
        },
        Machine {
            id: "d".into(),
            // which is nothing beyond what its slot says
            front: Some(Plate { text: None, r#type: text("front") }),
            day: key("c", Some(false)),
            night: key("z", None),
            safe_pin: pin(),
            vault: Some(Vault { label: None, pin: pin() }),
            drawer: Some(Lock { label: None, pin: pin() }),
            door: Some(Lock { label: None, pin: pin() }),
            ..Machine::default()
        },
        Machine {
            id: "e".into(),
            back: Some(Plate { text: text("7"), r#type: None }),
            night: key("b", Some(true)),
            engine: Some(Motor::default()),
            safe_label: text("x"),
            vault: Some(Vault { label: text("x"), pin: None }),
            drawer: Some(Lock { label: text("x"), pin: pin() }),
            door: Some(Lock { label: text("y"), pin: None }),
            ..Machine::default()
        },
        Machine {
            id: "f".into(),
            front: Some(Plate { text: text("8"), r#type: None }),
            engine: Some(Motor { power: 3 }),
            burner: Some(Burner { flames: None, fuel: Fuel { fuel: None, tanks: Some(2) } }),
            lids: vec![lid("top", &["red"]), lid("side", &["blue", "green"])],
            vault: Some(Vault::default()),
            drawer: Some(Lock::default()),
            door: Some(Lock::default()),
            ..Machine::default()
        },
        Machine {
            id: "é".into(),
            count: Some(8),
            lids: vec![lid("side", &["red"])],
            site: Site {
                floor: Some(3),
                room: text("12"),
                left: key("h", None),
                right: key("g", Some(true)),
            },
            ..Machine::default()
        },
    ]
}

const SEARCHES: &[&str] = &[
    "filter=note ge \"\"",
    "filter=note le \"\"",
    "filter=note eq \"\"",
    "filter=count eq -99999999999999999999",
    "filter=count ne -99999999999999999999",
    "filter=count eq 99999999999999999999",
    "filter=count gt -99999999999999999999",
    // required parts of what may be absent
    "filter=maker.founded pr",
    "filter=maker pr",
    "filter=ports.number pr",
    "filter=ports pr",
    "filter=engine.power pr",
    "filter=engine.power ge 0",
    "filter=engine pr",
    "filter=burner pr",
    "filter=burner.tanks pr",
    "filter=burner.fuel eq \"gas\"",
    "filter=plates pr",
    "filter=plates[type eq \"front\"]",
    "filter=plates[primary eq true]",
    "filter=keys.value pr",
    "filter=floor pr",
    "filter=room eq \"12\"",
    "filter=lids[colors eq \"RED\"]",
    "filter=lids[value eq \"side\" and colors eq \"red\"]",
    "filter=not (lids[colors eq \"blue\"])",
    "filter=marks[value sw \"a\" and not (value eq \"ab\" or value co \"c\")]",
    "filter=not (marks[value eq \"ab\" or value ew \"c\"])",
    "filter=marks[value eq \"b\" and value sw \"x\"]",
    // a value that is no text is present wherever there is one
    "filter=weights.value pr",
    "filter=weights[value pr and value lt 0]",
    "filter=weights[not (value pr)]",
    "filter=weights.value eq null",
    "filter=tests.value pr",
    "filter=tests[value pr]",
    "filter=tests.value eq null",
    "filter=services.value pr",
    "filter=services[value pr]",
    "filter=not (services.value pr)",
    // what is never shown is there as well
    "filter=urn:example:scim:schemas:extension:2.0:Safe pr",
    "filter=schemas eq \"urn:example:scim:schemas:extension:2.0:Safe\"",
    "filter=urn:example:scim:schemas:extension:2.0:Vault pr",
    "filter=not (urn:example:scim:schemas:extension:2.0:Vault pr)",
    "filter=schemas eq \"urn:example:scim:schemas:extension:2.0:Vault\"",
    "filter=drawer pr",
    "filter=drawer eq null",
    "filter=drawer[not (label eq \"x\")]",
    "filter=locks pr",
    "filter=locks[type eq \"door\"]",
    "filter=locks[not (label eq \"y\")]",
    "filter=hooks[value eq \"g\" and primary eq true]",
    "filter=meta.version pr",
    "filter=meta.version ne \"W/\\\"7\\\"\"",
    "sortBy=id",
    "sortBy=id&cursor&count=2",
    "cursor&count=2",
    "sortBy=meta.version",
    "sortBy=meta.version&sortOrder=descending",
    "sortBy=meta.version&cursor&count=3",
    "sortBy=maker.founded",
    "sortBy=ports.number",
    "sortBy=ports.number&sortOrder=descending",
    "sortBy=keys",
    "sortBy=keys.value&cursor&count=2",
    "sortBy=plates.text",
    "sortBy=plates.primary&cursor&count=1",
    "sortBy=hooks.value",
    "sortBy=engine.power",
    "sortBy=engine.power&cursor&count=3",
    "sortBy=burner.tanks",
    "sortBy=floor",
];

/// 7644-3.4.2.2-16 to -24, 7644-3.4.2.3-05, -06, -07: the same rows, in the same order, on every page.
fn agree(asked: Asked, layout: Layout) {
    let rows = rows();
    let engine = InDatabase::<Machine>::new(asked, layout);
    let mut wrong = Vec::new();
    for search in SEARCHES {
        let text = search.replace(' ', "%20").replace('"', "%22").replace('\\', "%5C");
        let mut query = Query::<Machine>::parse(&text, &Options::default()).unwrap();
        loop {
            let (expected, found) = (query.run_cloned(&rows), engine.search(&rows, &query));
            let ids = |rows: &[Machine]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
            let mut each = [ids(expected.resources()), ids(found.resources())];
            if query.sort().is_none() && !query.by_cursor() {
                // in the order of the table's key
                each.iter_mut().for_each(|ids| ids.sort());
            }
            let [expected_ids, found_ids] = each;
            if found_ids != expected_ids {
                wrong.push(format!("{search}: {found_ids:?}, not {expected_ids:?}"));
            }
            let last = expected.resources().last().map(|row| query.position(row));
            if expected.has_more() != Some(true) {
                break;
            }
            query = query.with_cursor(last);
        }
    }
    assert!(wrong.is_empty(), "{layout:?}\n{}", wrong.join("\n"));
}

/// Of slots that are structs, embedded behind other fields, what is read are the columns of each.
#[test]
fn slots_are_read_where_they_are() {
    let read = |layout| {
        let sql = layout::table::<Machine>(layout).on(Database::Sqlite).unwrap();
        sql.read(&Projection::attributes(["hooks"])).columns
    };
    let parts = ["left_value", "left_primary", "right_value", "right_primary"];
    assert_eq!(read(Layout::Tables), [&["scim_row", "id", "revision"][..], &parts].concat());
    assert_eq!(read(Layout::Json), ["scim_row", "id", "revision", "left", "right"]);
}

#[test]
fn on_sqlite() {
    for layout in [Layout::Tables, Layout::Json] {
        agree(Asked::sqlite(), layout);
    }
}

#[test]
fn on_postgres() {
    for (layout, schema) in [(Layout::Tables, "scim_chosen"), (Layout::Json, "scim_chosen_json")] {
        if let Some(asked) = Asked::postgres(schema) {
            agree(asked, layout);
        }
    }
}
