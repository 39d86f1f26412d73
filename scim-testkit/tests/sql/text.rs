//! The text of SQL: every operator on every kind of column, every order, every place.

mod tables;

use crate::database::Asked;
use scim_schema::ScimResource;
use scim_schema::compare::Key;
use scim_schema::filter::{Filter, Options};
use scim_schema::limits::Limits;
use scim_schema::projection::Projection;
use scim_schema::query::{Position, Query};
use scim_schema::sort::{Order, Sort};
use scim_schema::sql::{Database, List, Sql, Stored, Table};
use sea_query::{Expr, Query as Statement, Value};
use std::fmt::Write;
use tables::{Asset, MEMBER_TABLES, Member, asset_tables, assets, members};

const DATABASES: [(Database, &str); 2] =
    [(Database::Sqlite, "sqlite"), (Database::Postgres, "postgres")];

/// 7644-3.4.2.2-16 to -24: every operator that a type has, on every kind of column.
#[test]
fn filters() {
    let texts = [
        "id",
        "externalId",
        "name",
        "code",
        "label",
        "note",
        "link",
        "state",
        "tags",
        "colors",
        "parts",
        "parts.value",
        "pieces",
        "maker.country",
        "origin.country",
        "ownedBy",
        "urn:example:scim:schemas:extension:2.0:Parking:lot",
        "meta.version",
    ];
    let others: [(&str, &str); 9] = [
        ("count", "7"),
        ("weight", "7.5"),
        ("parts.size", "7"),
        ("pieces.size", "7.5"),
        ("sold", r#""2011-05-13T06:42:34.0005+02:00""#),
        ("paid", r#""2011-05-13T04:42:34Z""#),
        ("meta.created", r#""2011-05-13T06:42:34.5+02:00""#),
        ("maker.founded", r#""0000-05-13T04:42:34Z""#),
        ("origin.founded", r#""12011-05-13T04:42:34Z""#),
    ];
    let mut asked = Vec::new();
    for path in texts {
        for operator in ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"] {
            asked.push(format!(r#"{path} {operator} "Aé_%!""#));
        }
        asked.push(format!("{path} pr"));
    }
    for (path, value) in others {
        for operator in ["eq", "ne", "gt", "ge", "lt", "le"] {
            asked.push(format!("{path} {operator} {value}"));
        }
        asked.push(format!("{path} pr"));
    }
    asked.extend(
        [
            "lost eq true",
            "lost ne true",
            "lost eq false",
            "lost pr",
            "stopped eq true",
            "stopped ne true",
            "stopped eq false",
            "stopped pr",
            r#"image eq "TWFu""#,
            "image pr",
            "parts.primary eq true",
            "parts.primary ne true",
            "parts.primary eq false",
            "pieces.primary eq true",
            "maker pr",
            "origin pr",
            "parts pr",
            "pieces pr",
            r#"parts[value eq "x" and size gt 3]"#,
            r#"pieces[value eq "x" and not (size gt 3)]"#,
            r#"not (parts[value eq "x"])"#,
            r#"name eq "a" and not (code eq "b" or count eq 1)"#,
            r#"schemas eq "urn:example:scim:schemas:extension:2.0:Parking""#,
            r#"id eq "7""#,
            r#"id eq "07""#,
            r#"meta.version eq "W/\"7\"""#,
            "count eq 7.5",
            "count gt 7.5",
            "count ge 7.5",
            "count lt 7.5",
            "count le 7.5",
            "count gt 99999999999999999999",
            "count lt 99999999999999999999",
            "weight gt 9007199254740993",
            "weight eq 9007199254740993",
            r#"name eq "a\u0000b""#,
            r#"name gt "a\u0000b""#,
            r#"name le "a\u0000b""#,
            r#"note eq """#,
            r#"note le """#,
            r#"note co """#,
            r#"note sw """#,
            r#"code sw """#,
            r#"code eq """#,
            r#"code lt """#,
            "title eq null",
        ]
        .map(str::to_owned),
    );
    for (database, name) in DATABASES {
        let sql = assets(database);
        let held = tables::asked(database, "scim_filters", &asset_tables(database));
        let mut shown = String::new();
        for text in &asked {
            let Ok(filter) = Filter::<Asset>::parse(text) else { continue };
            if let Some(asked) = &held {
                run(asked, &sql, &Query::all(Limits::DEFAULT).with_filter(filter.clone()));
            }
            show(&mut shown, text, &sql, sql.filter(&filter));
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("filters_{name}"), shown);
        });
    }
}

/// Slots are constants, and parts of a group columns like any other.
#[test]
fn flat_rows() {
    let asked = [
        r#"userName eq "BJensen""#,
        r#"emails eq "x@y""#,
        r#"emails[type eq "work" and value ew "@y"]"#,
        r#"emails[type eq "home"] and not (emails.value co "z")"#,
        r#"emails.type eq "home""#,
        "emails pr",
        "emails.primary eq true",
        "emails.primary eq false",
        "name pr",
        r#"name.givenName lt "x""#,
        r#"not (name.familyName eq "x")"#,
        r#"meta.resourceType eq "User""#,
    ];
    for (database, name) in DATABASES {
        let sql = members(database);
        let held = tables::asked(database, "scim_flat", MEMBER_TABLES);
        let run = |query: &Query<Member>| {
            if let Some(asked) = &held {
                run(asked, &sql, query);
            }
        };
        let mut shown = String::new();
        for text in asked {
            let filter = Filter::parse(text).unwrap();
            run(&Query::all(Limits::DEFAULT).with_filter(filter.clone()));
            show(&mut shown, text, &sql, sql.filter(&filter));
        }
        for by in ["userName", "name.familyName", "name.givenName", "emails", "emails.type"] {
            let sort = Sort::parse(by, Order::Ascending).unwrap();
            let query = Query::all(Limits::DEFAULT).with_sort(sort);
            write!(shown, "sortBy={by}").unwrap();
            run(&query);
            page(&mut shown, &sql, &query);
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("flat_{name}"), shown);
        });
    }
}

/// 7644-3.4.2.3-05, -07, 9865-2-05: orders, and the places that pages begin after.
#[test]
fn pages() {
    let text = |text: &'static str| Key::Text(text.into());
    let asked: [(&str, Option<Key<'static>>); 17] = [
        ("id", Some(text("7"))),
        ("name", Some(text("b"))),
        ("code", Some(text("B"))),
        ("label", Some(text("é"))),
        ("note", None),
        ("count", Some(Key::Integer(7))),
        ("weight", Some(Key::Decimal(7.5))),
        ("lost", Some(Key::Boolean(true))),
        ("sold", Some(Key::Instant(1_305_261_754, 500_000_000))),
        ("meta.created", Some(Key::Instant(1_305_261_754, 1))),
        ("tags", Some(text("b"))),
        ("colors", None),
        ("parts", Some(text("b"))),
        ("pieces.size", Some(Key::Integer(7))),
        ("origin.country", Some(text("nl"))),
        ("maker.founded", None),
        ("meta.version", Some(text("W/\"7\""))),
    ];
    for (database, name) in DATABASES {
        let sql = assets(database);
        let mut shown = String::new();
        let held = tables::asked(database, "scim_pages", &asset_tables(database));
        let all = || Query::<Asset>::all(Limits::DEFAULT).with_count(10);
        for (what, query) in [
            ("by index", all().with_start_index(21)),
            ("by cursor", all().with_cursor(None)),
            ("after 7", all().with_cursor(Some(Position { key: None, id: "7".into() }))),
        ] {
            shown.push_str(what);
            page(&mut shown, &sql, &query);
        }
        for (by, key) in &asked {
            for order in [Order::Ascending, Order::Descending] {
                let sort = || Sort::parse(by, order).unwrap();
                let place = Position { key: key.clone(), id: "7".into() };
                write!(shown, "sortBy={by} {} after {key:?}", order.as_str()).unwrap();
                let query = all().with_sort(sort()).with_cursor(Some(place));
                if let Some(asked) = &held {
                    run(asked, &sql, &query);
                }
                page(&mut shown, &sql, &query);
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("pages_{name}"), shown);
        });
    }
}

/// A page may be as large as whoever asks says; its bounds are still numbers that are bound.
#[test]
fn bounds_of_pages() {
    for (database, _) in DATABASES {
        let sql = members(database);
        let held = tables::asked(database, "scim_bounds", MEMBER_TABLES);
        let most = || Query::<Member>::all(Limits::DEFAULT).with_count(usize::MAX);
        for query in [most(), most().with_start_index(u64::MAX), most().with_cursor(None)] {
            for value in sql.build(&sql.page(&query).unwrap()).1 {
                let Value::BigUnsigned(Some(bound)) = value else { panic!("{value:?}") };
                assert!(i64::try_from(bound).is_ok(), "{bound}");
            }
            if let Some(asked) = &held {
                run(asked, &sql, &query);
            }
        }
    }
}

/// Asks for no row, to see that the database understands it.
fn run<R: ScimResource>(asked: &Asked, sql: &Sql<R>, query: &Query<R>) {
    if let Ok(mut page) = sql.page(query) {
        page.expr(Expr::cust("'a row'"));
        assert_eq!(asked.texts(sql.build(&page)), [""; 0]);
    }
}

fn show<R: ScimResource>(
    shown: &mut String,
    what: &str,
    sql: &Sql<R>,
    found: Result<Expr, scim_schema::message::ScimError>,
) {
    match found {
        Ok(test) => {
            let (text, values) = sql.build(Statement::select().and_where(test));
            let text = text.strip_prefix("SELECT  WHERE ").unwrap_or(&text);
            let values: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
            writeln!(shown, "{what}\n    {text}\n    {}", values.join(", ")).unwrap();
        }
        Err(error) => writeln!(shown, "{what}\n    {error}").unwrap(),
    }
}

fn page<R: ScimResource>(shown: &mut String, sql: &Sql<R>, query: &Query<R>) {
    match sql.page(query) {
        Ok(page) => {
            let (text, values) = sql.build(&page);
            let values: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
            writeln!(
                shown,
                "\n    {}\n    {}",
                text.trim_start_matches("SELECT "),
                values.join(", ")
            )
            .unwrap();
        }
        Err(error) => writeln!(shown, "\n    {error}").unwrap(),
    }
}

/// What is not asked for is not read.
#[test]
fn what_is_read() {
    let sql = assets(Database::Sqlite);
    let read = sql.read(&Projection::attributes(["name", "maker.country", "parts.value"]));
    assert_eq!(read.columns, ["id", "revision", "the_name", "maker_country"]);
    assert_eq!(read.lists, ["parts"]);
    let excluded = ["tags", "parts", "ownedBy", "meta", "origin", "maker", "pieces"];
    let read = sql.read(&Projection::excluding(excluded));
    assert!(read.lists.is_empty(), "{read:?}");
    assert!(!read.columns.iter().any(|column| column.starts_with("maker") || column == "created"));
    // what a function makes of a field needs the field
    assert!(read.columns.iter().any(|column| column == "stopped"));
}

/// 7643-7-37: what must be unique is looked for as filters compare it, among the others.
#[test]
fn what_must_be_unique() {
    let asset = Asset { id: 7, name: "Lamp".into(), ..Asset::default() };
    let unique = assets(Database::Postgres).unique(&asset);
    let [name] = unique.as_slice() else { panic!("{unique:?}") };
    assert_eq!(name.attribute, "name");
    let mut shown = String::new();
    show(&mut shown, "name", &assets(Database::Postgres), Ok(name.taken.clone()));
    insta::assert_snapshot!(shown, @r#"
    name
        LOWER("assets"."the_name" COLLATE "C") = $1 AND ("assets"."id" = $2) IS NOT TRUE
        String(Some("lamp")), BigInt(Some(7))
    "#);
    for (database, _) in DATABASES {
        let Some(asked) = tables::asked(database, "scim_unique", &asset_tables(database)) else {
            continue;
        };
        let sql = assets(database);
        let taken = |asset: &Asset| {
            let [name] = &*sql.unique(asset) else { panic!("one name is unique") };
            let mut others = Statement::select();
            others.expr(Expr::cust("'taken'")).from("assets").and_where(name.taken.clone());
            !asked.texts(sql.build(&others)).is_empty()
        };
        asked.execute("INSERT INTO assets (id, the_name) VALUES (7, 'LAMP')");
        assert!(!taken(&asset), "it is its own");
        asked.execute("INSERT INTO assets (id, the_name) VALUES (8, 'lamps'), (9, NULL)");
        assert!(!taken(&asset));
        asked.execute("INSERT INTO assets (id, the_name) VALUES (10, 'laMp')");
        assert!(taken(&asset));
    }
}

/// What is missing is said at once, with the line to write.
#[test]
fn what_is_not_said() {
    let error = Table::<Asset>::new("assets").list("nothing", List::json()).on(Database::Sqlite);
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("what_is_not_said", error.unwrap_err().problems().join("\n"));
    });
    let member = Table::<scim_schema::rfc::Group>::new("groups")
        .instants(Stored::Timestamp)
        .without("members")
        .on(Database::Sqlite);
    let said = member.unwrap_err().to_string();
    assert!(
        said.starts_with("table `groups`: `meta.created`: SQLite has no timestamps;"),
        "{said}"
    );
}

/// What the database does not have is refused before it is asked.
#[test]
fn what_cannot_be_asked() {
    let groups = Table::<scim_schema::rfc::Group>::new("groups")
        .instants(Stored::Micros)
        .without("members")
        .on(Database::Postgres)
        .unwrap();
    let options = Options::default();
    for (query, detail) in [
        (
            "filter=displayName+sw+%22a%22+and+members+eq+%227%22",
            "`members` cannot be filtered here: the database does not have it",
        ),
        (
            "sortBy=members",
            "`sortBy`: `members` cannot be sorted by here: the database does not have it",
        ),
    ] {
        let error = groups.page(&Query::parse(query, &options).unwrap()).unwrap_err();
        assert_eq!((error.status(), error.detail()), (400, detail.to_owned()));
    }
}
