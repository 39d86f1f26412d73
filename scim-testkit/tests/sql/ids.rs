//! Ids of each kind, and the URIs that are made of them.

use crate::database::Asked;
use crate::engine::InDatabase;
use crate::layout::{self, Layout};
use scim_schema::ScimResource;
use scim_schema::filter::{Filter, Options};
use scim_schema::limits::Limits;
use scim_schema::query::Query;
use scim_schema::sort::{Order, Sort};
use scim_schema::sql::{Database, Table};
use scim_testkit::law::Engine;
use sea_query::{Expr, Query as Statement};
use std::fmt::Debug;
use uuid::Uuid;

const BASE: &str = "https://example.com/v2";
const DATABASES: [Database; 2] = [Database::Sqlite, Database::Postgres];

/// Its ids are any text.
#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Paper", endpoint = "/Papers")]
struct Paper {
    #[scim(id)]
    id: String,
    title: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Sheet", endpoint = "/Sheets")]
struct Sheet {
    #[scim(id)]
    id: i64,
    title: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, ScimResource)]
#[scim(schema = "urn:example:scim:schemas:2.0:Leaf", endpoint = "/Leaves")]
struct Leaf {
    #[scim(id)]
    id: Uuid,
    title: Option<String>,
}

fn options() -> Options<'static> {
    Options::default().base(BASE)
}

fn all<R: ScimResource>() -> Query<R> {
    Query::all(Limits::DEFAULT)
}

/// A location is that of a resource as GET shows it, and written in no other way.
fn located<R>(engine: &InDatabase<R>, rows: &[R], locations: &[(&str, Option<&str>)])
where
    R: ScimResource + PartialEq + Debug,
{
    for (location, id) in locations {
        for operator in ["eq", "ne"] {
            let text = format!("meta.location {operator} \"{BASE}{location}\"");
            let filter = Filter::<R>::parse_with(&text, &options()).unwrap();
            let query = all().with_filter(filter);
            let (expected, found) = (query.run_cloned(rows), engine.search(rows, &query));
            assert_eq!(found.resources(), expected.resources(), "{text}");
            let hit = rows.iter().filter(|row| *id == Some(&*row.id().to_string())).count();
            let hits = if operator == "eq" { hit } else { rows.len() - hit };
            assert_eq!((found.resources().len(), hit), (hits, usize::from(id.is_some())), "{text}");
        }
    }
}

fn papers(asked: Asked) {
    let ids = ["plain", "Plain2", "a/b", "a b", "\u{e9}", "%2F", "~-._"];
    let rows = ids.map(|id| Paper { id: id.to_owned(), ..Paper::default() });
    let engine = InDatabase::<Paper>::new(asked, Layout::Tables);
    located(
        &engine,
        &rows,
        &[
            ("/Papers/plain", Some("plain")),
            ("/Papers/PLAIN", None),
            ("/Papers/p%6Cain", None),
            ("/Papers/Plain2", Some("Plain2")),
            ("/Papers/a%2Fb", Some("a/b")),
            ("/Papers/a%2fb", None),
            ("/Papers/a/b", None),
            ("/Papers/a%20b", Some("a b")),
            ("/Papers/a+b", None),
            ("/Papers/%252F", Some("%2F")),
            ("/Papers/%2F", None),
            ("/Papers/%C3%A9", Some("\u{e9}")),
            ("/Papers/\u{e9}", None),
            ("/Papers/%C3", None),
            ("/Papers/~-._", Some("~-._")),
            ("/Papers/%zz", None),
            ("/Papers/%+5", None),
            ("/Papers/%2", None),
            ("/Papers/%", None),
            ("/Papers/", None),
            ("/Papers", None),
            ("/Others/plain", None),
        ],
    );
}

/// 7644-3.4.2.3-10: sorted by their locations, ids that are numbers come as texts do, on every page.
fn sheets(asked: Asked) {
    let rows = [9, -1, 100, 7, 10, 70].map(|id| Sheet { id, ..Sheet::default() });
    let engine = InDatabase::<Sheet>::new(asked, Layout::Tables);
    located(
        &engine,
        &rows,
        &[
            ("/Sheets/7", Some("7")),
            ("/Sheets/-1", Some("-1")),
            ("/Sheets/07", None),
            ("/Sheets/+7", None),
            ("/Sheets/%37", None),
            ("/Sheets/%2D1", None),
            ("/Sheets/x", None),
        ],
    );
    for (order, expected) in
        [(Order::Ascending, [-1, 10, 100, 7, 70, 9]), (Order::Descending, [9, 70, 7, 100, 10, -1])]
    {
        let sort = Sort::<Sheet>::parse_with("meta.location", order, &options()).unwrap();
        let mut query = all().with_sort(sort).with_cursor(None).with_count(2);
        let mut ids = Vec::new();
        loop {
            let page = engine.search(&rows, &query);
            assert_eq!(page.resources(), query.run_cloned(&rows).resources(), "{order:?}");
            ids.extend(page.resources().iter().map(|row| row.id));
            if page.has_more() != Some(true) {
                break;
            }
            let last = page.resources().last().map(|row| query.position(row));
            query = query.with_cursor(last);
        }
        assert_eq!(ids, expected);
    }
}

/// Ids that are UUIDs are those of PostgreSQL, and texts for SQLite.
fn leaves(asked: &Asked) {
    let column = if asked.database == Database::Postgres { "UUID" } else { "TEXT" };
    let ids = [7, 8].map(Uuid::from_u128);
    asked.execute(&format!("CREATE TABLE leaves (id {column} PRIMARY KEY, title TEXT)"));
    for id in ids {
        asked.execute(&format!("INSERT INTO leaves (id) VALUES ('{id}')"));
    }
    let sql = Table::<Leaf>::new("leaves").on(asked.database).unwrap();
    let found = |filter: &str| {
        let filter = Filter::<Leaf>::parse_with(filter, &options()).unwrap();
        let mut page = sql.page(&all().with_filter(filter)).unwrap();
        asked.texts(sql.build(page.expr(Expr::cust("CAST(id AS TEXT)"))))
    };
    for id in ids {
        assert_eq!(found(&format!("id eq \"{id}\"")), [id.to_string()]);
        assert_eq!(found(&format!("meta.location eq \"{BASE}/Leaves/{id}\"")), [id.to_string()]);
    }
    assert_eq!(found(&format!("id eq \"{}\"", Uuid::from_u128(9))), [""; 0]);
    assert_eq!(found("id eq \"7\""), [""; 0]);
}

#[test]
fn on_sqlite() {
    papers(Asked::sqlite());
    sheets(Asked::sqlite());
    leaves(&Asked::sqlite());
}

#[test]
fn on_postgres() {
    if let Some(asked) = Asked::postgres("scim_papers") {
        papers(asked);
    }
    if let Some(asked) = Asked::postgres("scim_sheets") {
        sheets(asked);
    }
    if let Some(asked) = Asked::postgres("scim_leaves") {
        leaves(&asked);
    }
}

/// The index on the ids is asked, so the literal is what the column holds.
#[test]
fn text_of_ids() {
    let asked = |database, filter: &str| {
        let sql = Table::<Leaf>::new("leaves").on(database).unwrap();
        let test = sql.filter(&Filter::parse(filter).unwrap()).unwrap();
        sql.build(Statement::select().and_where(test)).0.replace("SELECT  WHERE ", "")
    };
    let filter = format!("id eq \"{}\"", Uuid::from_u128(7));
    assert_eq!(asked(Database::Postgres, &filter), r#""leaves"."id" = CAST($1 AS uuid)"#);
    assert_eq!(asked(Database::Sqlite, &filter), r#""leaves"."id" = ?"#);
}

/// What is asked of a location but whether it is one is refused: what is encoded in it is not in the order
/// of the ids, nor has it their parts.
#[test]
fn what_cannot_be_asked_of_locations() {
    for database in DATABASES {
        let sql = layout::table::<Paper>(Layout::Tables).on(database).unwrap();
        for operator in ["co", "sw", "ew", "gt", "ge", "lt", "le"] {
            let text = format!("meta.location {operator} \"{BASE}/Papers/a\"");
            let filter = Filter::<Paper>::parse_with(&text, &options()).unwrap();
            let error = sql.filter(&filter).unwrap_err();
            let detail = "`meta.location` cannot be filtered here: compare it by `eq`, or `id`";
            assert_eq!(error.detail(), detail, "{text}");
        }
        let sort = Sort::<Paper>::parse_with("meta.location", Order::Ascending, &options());
        let error = sql.page(&all().with_sort(sort.unwrap())).unwrap_err();
        let detail = "`meta.location` cannot be sorted by here: sort by `id`";
        assert!(error.detail().ends_with(detail), "{error}");
    }
}
