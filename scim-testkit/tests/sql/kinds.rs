//! Every kind of column holds what it is for: the database selects and orders as the evaluator does.

use crate::database::Asked;
use scim_schema::ScimResource;
use scim_schema::compare::instant_key;
use scim_schema::filter::Options;
use scim_schema::query::Query;
use scim_schema::sql::{Database, Sql, Stored, Table};
use scim_schema::value::{Binary, DateTime};
use sea_query::Expr;
use std::fmt::Write;
use uuid::Uuid;

/// Something with a value of each kind.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Kept", endpoint = "/Kept")]
struct Kept {
    #[scim(id)]
    id: i64,
    seconds: Option<DateTime>,
    millis: Option<DateTime>,
    micros: Option<DateTime>,
    precise: Option<DateTime>,
    stamp: Option<DateTime>,
    key: Option<Uuid>,
    data: Option<Binary>,
}

/// Around whole seconds and their parts, before 1970, at the ends of the calendar, before the year 1, and
/// at the ends of PostgreSQL's calendar.
const INSTANTS: &[(i64, u32)] = &[
    (0, 0),
    (-1, 999_999_999),
    (-1, 999_999_000),
    (-1, 0),
    (1_709_193_600, 0),
    (1_709_193_600, 1),
    (1_709_193_600, 1_000),
    (1_709_193_600, 1_000_000),
    (1_709_193_600, 500_000_000),
    (1_709_193_600, 999_999_999),
    (1_709_193_601, 0),
    (-62_135_596_800, 0),
    (253_402_300_799, 999_000_000),
    (-62_162_121_600, 500_000_000),
    (-63_517_780_800, 0),
    (-210_866_803_200, 0),
    (9_223_371_158_400, 0),
];

/// The same ones as clients may spell them, some between them, and some beyond.
const LITERALS: &[&str] = &[
    "2024-02-29T08:00:00Z",
    "2024-02-29T10:00:00+02:00",
    "2024-02-29T08:00:00.000000001Z",
    "2024-02-29T08:00:00.0000005Z",
    "2024-02-29T08:00:00.0005Z",
    "2024-02-29T08:00:00.001Z",
    "2024-02-29T03:00:00.5-05:00",
    "2024-02-29T08:00:00.999999999Z",
    "1969-12-31T23:59:59.999999999Z",
    "1969-12-31T23:59:59.9999995Z",
    "1970-01-01T00:00:00Z",
    "2016-12-31T23:59:60Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999Z",
    "0000-02-29T00:00:00.5Z",
    "-0043-03-15T12:00:00Z",
    "-4713-11-24T00:00:00Z",
    "-5000-01-01T00:00:00Z",
    "294246-12-31T00:00:00Z",
    "294247-01-10T03:50:00Z",
];

fn rows() -> Vec<Kept> {
    let instant = |(seconds, nanos): (i64, u32), unit: u32| {
        Some(DateTime::from_unix(seconds, nanos / unit * unit).unwrap())
    };
    let key = |number: i64| Uuid::from_u128(0xA1B2_C3D4 << (number.unsigned_abs() % 12 * 8));
    let mut rows: Vec<Kept> = (101..)
        .zip(INSTANTS)
        .map(|(id, at)| Kept {
            id,
            seconds: instant(*at, 1_000_000_000),
            millis: instant(*at, 1_000_000),
            micros: instant(*at, 1_000),
            precise: instant(*at, 1),
            stamp: instant(*at, 1_000),
            key: Some(key(id)),
            data: Some(Binary::from_bytes(&vec![u8::try_from(id).unwrap(); id as usize % 5])),
        })
        .collect();
    rows.push(Kept { id: 900, ..Kept::default() });
    rows
}

fn table(database: Database) -> Sql<Kept> {
    let stamp = if database == Database::Postgres { Stored::Timestamp } else { Stored::Micros };
    Table::<Kept>::new("kept")
        .key("id")
        .instants(Stored::InstantText)
        .stored("seconds", Stored::Seconds)
        .stored("millis", Stored::Millis)
        .stored("micros", Stored::Micros)
        .stored("stamp", stamp)
        .stored("key", Stored::Uuid)
        .stored("data", Stored::Bytes)
        .on(database)
        .unwrap()
}

fn fill(asked: &Asked, rows: &[Kept]) {
    let postgres = asked.database == Database::Postgres;
    let [stamp, uuid, bytes] =
        if postgres { ["TIMESTAMPTZ", "UUID", "BYTEA"] } else { ["BIGINT", "BLOB", "BLOB"] };
    asked.execute(&format!(
        "CREATE TABLE kept (id BIGINT PRIMARY KEY, seconds BIGINT, millis BIGINT, micros BIGINT, \
         precise TEXT, stamp {stamp}, \"key\" {uuid}, data {bytes})"
    ));
    let or_null = |text: Option<String>| text.unwrap_or_else(|| "NULL".to_owned());
    for row in rows {
        let count = |at: &Option<DateTime>, each: i64| {
            let count = at.as_ref().map(|at| {
                at.unix_seconds() * each + i64::from(at.subsec_nanos()) / (1_000_000_000 / each)
            });
            or_null(count.map(|count| count.to_string()))
        };
        let precise = row.precise.as_ref();
        let precise = precise.map(|at| instant_key(at.unix_seconds(), at.subsec_nanos()));
        let stamp = if postgres {
            or_null(row.stamp.as_ref().map(timestamp))
        } else {
            count(&row.stamp, 1_000_000)
        };
        let octets = |bytes: &[u8]| {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            if postgres { format!("'\\x{hex}'") } else { format!("x'{hex}'") }
        };
        let key = row.key.map(|key| match postgres {
            true => format!("'{key}'"),
            false => octets(key.as_bytes()),
        });
        let data = row.data.as_ref().map(|data| octets(&data.decode()));
        asked.execute(&format!(
            "INSERT INTO kept VALUES ({}, {}, {}, {}, {}, {stamp}, {}, {})",
            row.id,
            count(&row.seconds, 1),
            count(&row.millis, 1_000),
            count(&row.micros, 1_000_000),
            or_null(precise.map(|precise| format!("'{precise}'"))),
            or_null(key),
            or_null(data),
        ));
    }
}

/// An instant as PostgreSQL has it.
fn timestamp(at: &DateTime) -> String {
    let seconds = format!("{} seconds", at.unix_seconds());
    let micros = format!("{} microseconds", at.subsec_nanos() / 1_000);
    format!("'1970-01-01T00:00:00Z'::timestamptz + '{seconds}'::interval + '{micros}'::interval")
}

/// What clients may ask of each attribute.
fn searches(rows: &[Kept]) -> Vec<String> {
    let mut searches = Vec::new();
    for name in ["seconds", "millis", "micros", "precise", "stamp"] {
        for literal in LITERALS {
            for operator in ["eq", "ne", "gt", "ge", "lt", "le"] {
                searches.push(format!("filter={name} {operator} \"{literal}\""));
            }
        }
    }
    for row in rows {
        let (Some(key), Some(data)) = (&row.key, &row.data) else { continue };
        let text = key.to_string().to_uppercase();
        for operator in ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] {
            searches.push(format!("filter=key {operator} \"{text}\""));
            searches.push(format!("filter=key {operator} \"{}\"", text.get(..11).unwrap()));
            searches.push(format!("filter=key {operator} \"{}\"", text.get(24..).unwrap()));
        }
        for operator in ["eq", "ne"] {
            searches.push(format!("filter=data {operator} \"{}\"", data.as_str()));
            // the same octets, which are another text
            let bare = data.as_str().trim_end_matches('=');
            searches.push(format!("filter=data {operator} \"{bare}\""));
        }
    }
    for name in ["seconds", "millis", "micros", "precise", "stamp", "key", "data"] {
        searches.push(format!("filter={name} pr"));
        searches.push(format!("filter=not ({name} pr)"));
        if name == "data" {
            // its order is that of its text, which the column does not have
            continue;
        }
        for order in ["ascending", "descending"] {
            searches.push(format!("sortBy={name}&sortOrder={order}"));
            searches.push(format!("sortBy={name}&sortOrder={order}&startIndex=3&count=4"));
            searches.push(format!("sortBy={name}&sortOrder={order}&cursor&count=4"));
        }
    }
    searches
}

/// 7644-3.4.2.2-16 to -24 and 7644-3.4.2.3: of every kind of column.
fn agree(asked: &Asked) {
    let (rows, sql) = (rows(), table(asked.database));
    fill(asked, &rows);
    let asked_for = |query: &Query<Kept>| {
        let mut page = sql.page(query).ok()?;
        let mut ids = asked.texts(sql.build(page.expr(Expr::cust("CAST(id AS TEXT)"))));
        ids.truncate(query.count());
        Some(ids)
    };
    let mut refused = Vec::new();
    for search in searches(&rows) {
        let text = search.replace(' ', "%20").replace('"', "%22").replace('+', "%2B");
        let mut query = Query::<Kept>::parse(&text, &Options::default()).unwrap();
        loop {
            let page = query.run_cloned(&rows);
            let expected: Vec<_> = page.resources().iter().map(|row| row.id.to_string()).collect();
            let Some(found) = asked_for(&query) else {
                refused.push(search.clone());
                break;
            };
            assert_eq!(found, expected, "{search}");
            let last = page.resources().last().map(|row| query.position(row));
            if page.has_more() != Some(true) {
                break;
            }
            query = query.with_cursor(last);
        }
    }
    assert_eq!(refused, Vec::<String>::new());
}

/// Its column has the instant in whole units, beside the text that a client sent.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Hired", endpoint = "/Hired")]
struct Hired {
    #[scim(id)]
    id: i64,
    #[scim(fold_column = "hire_key")]
    hire_date: Option<DateTime>,
}

/// Finer than any unit, and a second that no column has.
const SENT: &[&str] = &[
    "2024-02-29T08:00:00.1234567Z",
    "2024-02-29T08:00:00.1234562Z",
    "2016-12-31T23:59:60Z",
    "2024-02-29T08:00:00.5Z",
    "1969-12-31T23:59:59.9999999Z",
];

/// 9865-2-05: a page begins after a row whose text says more than its column holds.
fn begin_after_finer_texts(asked: &Asked) {
    let hired = |(id, sent): (i64, &&str)| Hired { id, hire_date: DateTime::parse(sent).ok() };
    let rows: Vec<Hired> = (1..).zip(SENT).map(hired).collect();
    for (stored, each) in [
        (Stored::Seconds, 1),
        (Stored::Millis, 1_000),
        (Stored::Micros, 1_000_000),
        (Stored::Timestamp, 1_000_000),
    ] {
        let is_timestamp = stored == Stored::Timestamp;
        if is_timestamp && asked.database == Database::Sqlite {
            continue;
        }
        let column = if is_timestamp { "TIMESTAMPTZ" } else { "BIGINT" };
        asked.execute("DROP TABLE IF EXISTS hired");
        asked.execute(&format!("CREATE TABLE hired (id BIGINT PRIMARY KEY, hire_key {column})"));
        for row in &rows {
            let at = row.hire_date.as_ref().unwrap();
            let parts = i64::from(at.subsec_nanos()) / (1_000_000_000 / each);
            let count = (at.unix_seconds() * each + parts).to_string();
            let key = if is_timestamp { timestamp(at) } else { count };
            asked.execute(&format!("INSERT INTO hired VALUES ({}, {key})", row.id));
        }
        let table = Table::<Hired>::new("hired").stored("hire_date", stored);
        let sql = table.on(asked.database).unwrap();
        let ids = |query: &Query<Hired>| {
            let mut page = sql.page(query).unwrap();
            asked.texts(sql.build(page.expr(Expr::cust("CAST(id AS TEXT)"))))
        };
        for order in ["ascending", "descending"] {
            let text = format!("sortBy=hireDate&sortOrder={order}&cursor&count=1");
            let mut query = Query::<Hired>::parse(&text, &Options::default()).unwrap();
            let all = ids(&query.clone().with_count(rows.len()));
            let mut seen = Vec::new();
            for _ in &rows {
                let Some(id) = ids(&query).into_iter().next() else { break };
                let row = rows.iter().find(|row| row.id.to_string() == id).unwrap();
                let place = query.position(row);
                query = query.with_cursor(Some(place));
                seen.push(id);
            }
            assert_eq!(seen, all, "{stored:?} {order}");
            assert_eq!(ids(&query), [""; 0], "{stored:?} {order}");
        }
    }
}

/// A date-time of the year 0 is one of the year before Christ for PostgreSQL, and so on.
#[test]
fn years_before_the_first() {
    for (literal, bound) in [
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ("0000-02-29T00:00:00.5Z", "0001-02-29T00:00:00.500Z BC"),
        ("-0001-12-31T23:59:59Z", "0002-12-31T23:59:59Z BC"),
        ("-0043-03-15T12:00:00Z", "0044-03-15T12:00:00Z BC"),
        ("-4713-11-24T00:00:00Z", "4714-11-24T00:00:00Z BC"),
    ] {
        let query = format!("filter=stamp%20eq%20%22{literal}%22");
        let query = Query::<Kept>::parse(&query, &Options::default()).unwrap();
        let sql = table(Database::Postgres);
        let (_, values) = sql.build(&sql.count(&query).unwrap());
        assert_eq!(values.0, [bound.into()], "{literal}");
    }
}

/// What is beyond PostgreSQL's calendar is before or behind all that it holds.
#[test]
fn years_beyond_the_calendar() {
    let sql = table(Database::Postgres);
    for (literal, later) in [("-5000-01-01T00:00:00Z", true), ("294247-01-10T03:50:00Z", false)] {
        for (operator, all) in
            [("eq", false), ("gt", later), ("ge", later), ("lt", !later), ("le", !later)]
        {
            let query = format!("filter=stamp%20{operator}%20%22{literal}%22");
            let query = Query::<Kept>::parse(&query, &Options::default()).unwrap();
            let (text, values) = sql.build(&sql.count(&query).unwrap());
            let test = if all { r#""kept"."stamp" IS NOT NULL"# } else { "FALSE" };
            assert!(text.ends_with(&format!(" WHERE {test}")), "{operator} {literal}: {text}");
            assert!(values.0.is_empty(), "{operator} {literal}: {values:?}");
        }
    }
}

/// Octets are in another order than their text, which is what the attribute is.
#[test]
fn octets_are_not_sorted_by() {
    for database in [Database::Sqlite, Database::Postgres] {
        let query = Query::<Kept>::parse("sortBy=data", &Options::default()).unwrap();
        let error = table(database).page(&query).unwrap_err();
        let detail = "`data` cannot be sorted by here: its column has octets, not their text";
        assert!(error.status() == 400 && error.detail().ends_with(detail), "{error}");
    }
}

/// The text for each of them, as it is built for either database.
#[test]
fn text() {
    for (database, name) in [(Database::Sqlite, "sqlite"), (Database::Postgres, "postgres")] {
        let sql = table(database);
        let mut shown = String::new();
        let at = "2024-02-29T08:00:00.5Z";
        let asked = ["seconds", "millis", "micros", "precise", "stamp"].map(|name| (name, at));
        let key = Uuid::from_u128(7).to_string();
        for (attribute, value) in asked.into_iter().chain([("key", &*key), ("data", "AAEC")]) {
            for filter in ["eq", "ne", "gt", "pr"] {
                let filter = match filter {
                    "pr" => format!("{attribute} pr"),
                    "gt" if attribute == "data" => continue,
                    operator => format!("{attribute} {operator} \"{value}\""),
                };
                let query = filter.replace(' ', "%20").replace('"', "%22");
                let query = Query::<Kept>::parse(&format!("filter={query}"), &Options::default());
                let (text, values) = sql.build(&sql.count(&query.unwrap()).unwrap());
                let test = text.split_once(" WHERE ").map_or(&*text, |(_, test)| test);
                writeln!(shown, "{filter}\n    {test}\n    {:?}", values.0).unwrap();
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("kinds_{name}"), shown);
        });
    }
}

#[test]
fn on_sqlite() {
    agree(&Asked::sqlite());
    begin_after_finer_texts(&Asked::sqlite());
}

#[test]
fn on_postgres() {
    if let Some(asked) = Asked::postgres("scim_kinds") {
        agree(&asked);
        begin_after_finer_texts(&asked);
    }
}
