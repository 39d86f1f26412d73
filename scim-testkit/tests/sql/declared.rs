//! What a declaration says of a field: which column it is, what is read of it, how messages name it, and
//! what it cannot be.

use scim_schema::compare::Key;
use scim_schema::filter::Filter;
use scim_schema::limits::Limits;
use scim_schema::projection::Projection;
use scim_schema::query::{Position, Query};
use scim_schema::sort::{Order, Sort};
use scim_schema::sql::{Complex, Database, List, Sql, Stored, Table};
use scim_schema::value::DateTime;
use scim_schema::{ScimComplex, ScimExtension, ScimResource};
use sea_query::Query as Statement;
use uuid::Uuid;

const DATABASES: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// A device, with what the declarations below are about.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Device", endpoint = "/Devices")]
#[scim(extension(schema = "urn:example:scim:schemas:extension:2.0:Lease", name = "Lease"))]
struct Device {
    #[scim(id)]
    id: String,
    #[scim(version)]
    changed: Option<DateTime>,
    tag: Option<Uuid>,
    count: Option<i64>,
    weight: Option<f64>,
    lost: Option<bool>,
    label: Option<String>,
    #[scim(fold_column = "sold_key")]
    sold: Option<DateTime>,
    #[scim(path = "meta.created", fold_column = "made_key")]
    made: DateTime,
    #[scim(path = "maker.name", uniqueness = "server")]
    maker_name: Option<String>,
    #[scim(path = r#"ports[type eq "in"].number"#)]
    inlet: Option<i64>,
    #[scim(path = r#"ports[type eq "out"].opened"#)]
    opened: Option<DateTime>,
    parts: Vec<Part>,
    #[scim(path = "Lease:contract", uniqueness = "server")]
    contract: Option<String>,
    #[scim(extension)]
    stock: Option<Stock>,
    #[scim(flatten)]
    site: Site,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Part {
    value: Option<String>,
    size: Option<i64>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Shelf {
    #[scim(uniqueness = "global")]
    number: Option<i64>,
    filled: Option<DateTime>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimExtension)]
#[scim(schema = "urn:example:scim:schemas:extension:2.0:Stock", name = "Stock")]
struct Stock {
    row: Option<i64>,
    #[scim(uniqueness = "server")]
    label: Option<String>,
    shelf: Option<Shelf>,
    bins: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimComplex)]
struct Site {
    floor: Option<i64>,
    #[scim(uniqueness = "server")]
    room: Option<String>,
}

fn devices() -> Table<Device> {
    Table::<Device>::new("devices").stored("opened", Stored::Micros)
}

/// With its lists, and with the extension in columns.
fn in_columns() -> Table<Device> {
    let stock = Complex::columns("stock_")
        .complex("shelf", Complex::json().stored("filled", Stored::Micros))
        .list("bins", List::json());
    devices().list("parts", List::table("device_parts", "device")).complex("stock", stock)
}

/// With the extension in JSON, and what is in it.
fn in_json(stock: Complex) -> Table<Device> {
    devices().list("parts", List::json()).complex("stock", stock)
}

fn text<R: ScimResource>(sql: &Sql<R>, filter: &str) -> String {
    let filter = Filter::parse(filter).unwrap();
    let statement = Statement::select().and_where(sql.filter(&filter).unwrap()).take();
    sql.build(&statement).0.replace("SELECT  WHERE ", "")
}

fn refused<R: ScimResource>(sql: &Sql<R>, filter: &str) -> String {
    sql.filter(&Filter::parse(filter).unwrap()).unwrap_err().detail()
}

fn problems(table: Table<Device>, database: Database) -> String {
    let error = table.on(database).unwrap_err();
    let [problem] = error.problems() else { panic!("{error}") };
    problem.clone()
}

/// A UUID is one for PostgreSQL and text for SQLite, where nothing else is said.
#[test]
fn uuids() {
    let id = Uuid::from_u128(7);
    let asked = |database| text(&in_columns().on(database).unwrap(), &format!("tag eq \"{id}\""));
    assert_eq!(asked(Database::Postgres), r#""devices"."tag" = CAST($1 AS uuid)"#);
    assert_eq!(asked(Database::Sqlite), r#"LOWER("devices"."tag") = ?"#);
}

/// A date-time with a column of its own for the instant needs no other word, and is that column whatever
/// the others are.
#[test]
fn instants_in_columns_of_their_own() {
    for database in DATABASES {
        for table in [in_columns(), in_columns().instants(Stored::Seconds)] {
            let sql = table.on(database).unwrap();
            for (path, column) in [("sold", "sold_key"), ("meta.created", "made_key")] {
                let filter = format!(r#"{path} gt "2011-05-13T04:42:34.5Z""#);
                let filter = Filter::parse(&filter).unwrap();
                let statement = Statement::select().and_where(sql.filter(&filter).unwrap()).take();
                let (text, values) = sql.build(&statement);
                assert!(text.contains(&format!(r#""devices"."{column}" > "#)), "{text}");
                let [sea_query::Value::String(Some(key))] = &*values.0 else {
                    panic!("{values:?}")
                };
                assert_eq!(*key, scim_schema::compare::instant_key(1_305_261_754, 500_000_000));
            }
        }
    }
}

/// What compares by a key of its own is said to, and nothing else is, where the column has text.
#[test]
fn keys_of_their_own() {
    /// Its user name is no text where it is held.
    #[derive(Debug, Clone, Default, ScimResource)]
    #[scim(rfc = "User")]
    struct Numbered {
        #[scim(id)]
        id: i64,
        #[scim(path = "userName", default)]
        number: Uuid,
    }
    for database in DATABASES {
        let needless = problems(in_columns().fold_column("label", "label_key"), database);
        assert!(needless.starts_with("`label` does not compare by a key of its own"), "{needless}");
        let error = Table::<Numbered>::new("numbered").stored("number", Stored::Text);
        let error = error.on(database).unwrap_err().to_string();
        assert!(error.contains("`userName` compares by its Unicode key"), "{error}");
        Table::<Numbered>::new("numbered").stored("number", Stored::Uuid).on(database).unwrap();
    }
}

/// A version is whatever its column holds; made of an instant, the database does not have its text.
#[test]
fn versions_of_instants() {
    let stored = [Stored::Micros, Stored::InstantText];
    for (database, stored) in DATABASES.into_iter().zip(stored) {
        let sql = in_columns().stored("changed", stored).on(database).unwrap();
        let said = refused(&sql, r#"meta.version eq "W/\"7\"""#);
        assert_eq!(said, "`meta.version` cannot be filtered here: it is made of an instant");
        let sort = Sort::parse("meta.version", Order::Ascending).unwrap();
        let error = sql.page(&Query::all(Limits::DEFAULT).with_sort(sort)).unwrap_err();
        assert!(error.detail().contains("`meta.version` cannot be sorted by here"), "{error}");
    }
}

/// Ids are always there, and text is in the order of code points: an index on the column has it.
#[test]
fn ids_that_are_text() {
    for (database, id) in
        DATABASES.into_iter().zip([r#""devices"."id""#, r#""devices"."id" COLLATE "C""#])
    {
        let sql = in_columns().on(database).unwrap();
        let mut page = sql.page(&Query::all(Limits::DEFAULT).with_cursor(None)).unwrap();
        let page = sql.build(page.column("id")).0;
        assert!(page.contains(&format!(" ORDER BY {id} ASC LIMIT ")), "{page}");
        let sort = Sort::parse("id", Order::Ascending).unwrap();
        let query = Query::all(Limits::DEFAULT).with_sort(sort);
        let place = Position { key: Some(Key::Text("7".into())), id: "7".into() };
        let page = sql.build(&sql.page(&query.with_cursor(Some(place))).unwrap()).0;
        assert!(page.contains(&format!(" ORDER BY {id} ASC, {id} ASC LIMIT ")), "{page}");
        assert!(!page.contains("NULL"), "{page}");
    }
}

/// A place is one of this search only if its key is what the column holds.
#[test]
fn places_of_another_search() {
    let keys = [
        Key::Text("x".into()),
        Key::Integer(7),
        Key::Decimal(7.5),
        Key::Boolean(true),
        Key::Instant(1_305_261_754, 0),
    ];
    // a whole number is one of those with a fraction as well
    let expected = [
        ("label", [true, false, false, false, false]),
        ("count", [false, true, false, false, false]),
        ("weight", [false, true, true, false, false]),
        ("lost", [false, false, false, true, false]),
        ("sold", [false, false, false, false, true]),
    ];
    for database in DATABASES {
        let sql = in_columns().on(database).unwrap();
        for (by, expected) in &expected {
            for (key, expected) in keys.iter().zip(expected) {
                let sort = Sort::parse(by, Order::Ascending).unwrap();
                let place = Position { key: Some(key.clone()), id: "7".into() };
                let query = Query::all(Limits::DEFAULT).with_sort(sort).with_cursor(Some(place));
                assert_eq!(sql.page(&query).is_ok(), *expected, "{by} after {key:?}");
            }
        }
    }
}

/// What is whole in its column goes on after a row, whatever the type of the attribute.
#[test]
fn places_of_whole_numbers() {
    for database in DATABASES {
        let sql = in_columns().stored("weight", Stored::Integer).on(database).unwrap();
        for (number, expected) in [(7.0, true), (-7.0, true), (7.5, false), (1e30, false)] {
            let sort = Sort::parse("weight", Order::Ascending).unwrap();
            let place = Position { key: Some(Key::Decimal(number)), id: "7".into() };
            let query = Query::all(Limits::DEFAULT).with_sort(sort).with_cursor(Some(place));
            assert_eq!(sql.page(&query).is_ok(), expected, "{number}");
        }
    }
}

/// What is in JSON is under its own names, whatever is said of what it is in.
#[test]
fn names_in_json() {
    let stock = "urn:example:scim:schemas:extension:2.0:Stock";
    let columns = in_columns().on(Database::Sqlite).unwrap();
    assert_eq!(
        text(&columns, &format!("{stock}:shelf.number eq 7")),
        r#"json_extract("devices"."stock_shelf", '$."number"') = ?"#
    );
    let json = in_json(Complex::json().column("row", "line")).instants(Stored::InstantText);
    let json = json.on(Database::Sqlite).unwrap();
    assert_eq!(
        text(&json, &format!("{stock}:row eq 7")),
        r#"json_extract("devices"."stock", '$."line"') = ?"#
    );
    assert_eq!(
        text(&json, &format!("{stock}:shelf.number eq 7")),
        r#"json_extract(json_extract("devices"."stock", '$."shelf"'), '$."number"') = ?"#
    );
}

/// Messages name an attribute by its whole path, wherever it is.
#[test]
fn paths_in_messages() {
    for database in DATABASES {
        let table = in_columns().without("contract").without("maker_name").without("inlet");
        let sql = table.on(database).unwrap();
        let lease = "urn:example:scim:schemas:extension:2.0:Lease:contract";
        for (path, filter) in [
            ("maker.name", r#"maker.name eq "x""#.to_owned()),
            ("ports.number", "ports.number eq 7".to_owned()),
            (lease, format!(r#"{lease} eq "x""#)),
        ] {
            let said = format!("`{path}` cannot be filtered here: the database does not have it");
            assert_eq!(refused(&sql, &filter), said);
        }
        let shelf = "urn:example:scim:schemas:extension:2.0:Stock:shelf";
        let said = "is a date-time: say how its column holds it, `.instants(..)` or \
                    `.stored(\"filled\", ..)`, or add a `fold_column` with its instant";
        assert_eq!(
            problems(in_json(Complex::json()), database),
            format!("`{shelf}.filled` {said}")
        );
        let columns = Complex::columns("stock_")
            .complex("shelf", Complex::columns("shelf_"))
            .list("bins", List::json());
        assert_eq!(problems(in_json(columns), database), format!("`{shelf}.filled` {said}"));
    }
    let table = Table::<Device>::new("devices").list("parts", List::json());
    let table = table.complex("stock", Complex::json().without("shelf"));
    let said = "`ports.opened` is a date-time: say how its column holds it";
    assert!(problems(table, Database::Sqlite).starts_with(said));
}

/// What is in JSON has no rows of its own in another table.
#[test]
fn lists_in_json() {
    let stock = Complex::json().without("shelf").list("bins", List::table("bins", "device"));
    let bins = "urn:example:scim:schemas:extension:2.0:Stock:bins";
    assert_eq!(
        problems(in_json(stock), Database::Sqlite),
        format!(
            "`{bins}` has several values inside one of several: only `List::json()` can hold them"
        )
    );
}

/// Whether a complex value is there is said by what the database has of it, unless that is nothing.
#[test]
fn presence_without_a_part() {
    let stock = "urn:example:scim:schemas:extension:2.0:Stock";
    let some = || Complex::columns("stock_").without("row").without("shelf").without("bins");
    for database in DATABASES {
        let sql = in_columns().complex("stock", some()).on(database).unwrap();
        for filter in [format!("{stock} pr"), format!("schemas eq \"{stock}\"")] {
            assert_eq!(text(&sql, &filter), r#""devices"."stock_label" IS NOT NULL"#);
        }
        let sql = in_columns().complex("stock", some().without("label")).on(database).unwrap();
        let said = format!("`{stock}:row` cannot be filtered here: the database does not have it");
        assert_eq!(refused(&sql, &format!("{stock} pr")), said);
    }
}

/// A list is asked by its values where any of a few texts is looked for, which an index on them finds, and
/// else row by row.
#[test]
fn lists_by_their_values() {
    for database in DATABASES {
        let sql = in_columns().on(database).unwrap();
        for (filter, by_values) in [
            (r#"parts[value eq "a"]"#, true),
            (r#"parts[value eq "a" or value eq "b"]"#, true),
            (r#"parts[value eq "a" and size gt 3]"#, true),
            (r#"parts[value eq "a" or size gt 3]"#, false),
            (r#"parts[value sw "a"]"#, false),
        ] {
            let found = text(&sql, filter).starts_with(r#""devices"."id" IN (SELECT"#);
            assert_eq!(found, by_values, "{}", text(&sql, filter));
        }
    }
}

/// What is read is what the declaration names.
#[test]
fn columns_to_read() {
    let table = in_columns().column("changed", "changed_at").column("room", "door");
    let sql = table.on(Database::Sqlite).unwrap();
    let read = sql.read(&Projection::attributes(["floor", "room"]));
    assert_eq!(read.columns, ["id", "changed_at", "floor", "door"]);
    let read = sql.read(&Projection::attributes(["meta.version", "ports"]));
    assert_eq!(read.columns, ["id", "changed_at", "inlet", "opened"]);
}

/// 7643-7-37: what must be unique is looked for wherever a single value is, and named by its path.
#[test]
fn unique_wherever_it_is() {
    let text = |text: &str| Some(text.to_owned());
    let device = Device {
        id: "7".into(),
        maker_name: text("Acme"),
        contract: text("C1"),
        stock: Some(Stock {
            label: text("L1"),
            shelf: Some(Shelf { number: Some(3), filled: None }),
            ..Stock::default()
        }),
        site: Site { floor: None, room: text("12") },
        ..Device::default()
    };
    let sql = in_columns().on(Database::Sqlite).unwrap();
    let found: Vec<_> = sql
        .unique(&device)
        .into_iter()
        .map(|unique| {
            let statement = Statement::select().and_where(unique.taken).take();
            let (text, values) = sql.build(&statement);
            let others = r#" AND ("devices"."id" = ?) IS NOT TRUE"#;
            let text = text.replace("SELECT  WHERE ", "").replace(others, "");
            (unique.attribute, text, values.0[0].clone())
        })
        .collect();
    let stock = "urn:example:scim:schemas:extension:2.0:Stock";
    let (label, number) = (format!("{stock}:label"), format!("{stock}:shelf.number"));
    let expected = [
        ("maker.name", r#"LOWER("devices"."maker_name") = ?"#, "acme".into()),
        ("room", r#"LOWER("devices"."room") = ?"#, "12".into()),
        (
            "urn:example:scim:schemas:extension:2.0:Lease:contract",
            r#"LOWER("devices"."contract") = ?"#,
            "c1".into(),
        ),
        (&*label, r#"LOWER("devices"."stock_label") = ?"#, "l1".into()),
        (
            &*number,
            r#"json_extract("devices"."stock_shelf", '$."number"') = ?"#,
            sea_query::Value::BigInt(Some(3)),
        ),
    ];
    let expected = expected.map(|(path, text, value)| (path.to_owned(), text.to_owned(), value));
    assert_eq!(found, expected);
    assert!(sql.unique(&Device::default()).is_empty());
}
