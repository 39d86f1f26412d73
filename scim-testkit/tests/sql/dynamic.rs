//! Attributes that are defined at run time, in a JSON column.

mod former;

use crate::account::{Account, Dynamic, URN, extension, to_dynamic};
use crate::database::Asked;
use former::{outlives_its_schema, outlives_the_schema_of_lists};
use proptest::test_runner::{Config, TestRunner};
use scim_schema::compare::{Key, instant_key};
use scim_schema::filter::{Filter, Options, Test};
use scim_schema::limits::Limits;
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::Query;
use scim_schema::resource::DynamicExtension;
use scim_schema::schema::Schema;
use scim_schema::sort::{Order, Sort};
use scim_schema::sql::{Database, Sql, Stored, Table};
use scim_schema::value::DateTime;
use scim_testkit::law::{Cases, Engine, Law, check, filter, logic, order, search};
use scim_testkit::strategy::Settings;
use sea_query::{Expr, Value, Values};
use std::cmp::Ordering;
use std::fmt::Write;

struct AtRunTime {
    asked: Asked,
    sql: Sql<Dynamic>,
}

impl AtRunTime {
    fn new(asked: Asked) -> Self {
        let (json, text) = match asked.database {
            Database::Postgres => ("JSONB", "TEXT COLLATE \"en-x-icu\""),
            _ => ("TEXT", "TEXT"),
        };
        asked.execute(&format!(
            "CREATE TABLE account (id {text} PRIMARY KEY, login {text}, extra {json}, \
             created TEXT, updated TEXT, revision BIGINT)"
        ));
        let table = Table::<Dynamic>::new("account").instants(Stored::InstantText);
        let sql = table.on(asked.database).unwrap().extended(Some(extension()));
        Self { asked, sql }
    }

    fn hold(&self, accounts: &[Account]) {
        self.asked.execute("DELETE FROM account");
        accounts.iter().map(to_dynamic).for_each(|account| self.insert(&account));
    }

    fn insert(&self, account: &Dynamic) {
        let sql = match self.asked.database {
            Database::Postgres => "INSERT INTO account VALUES ($1, $2, $3::jsonb, $4, $5, $6)",
            _ => "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?)",
        };
        let instant = |at: &DateTime| instant_key(at.unix_seconds(), at.subsec_nanos());
        let extra = serde_json::to_string(&account.extra).unwrap();
        let values = vec![
            account.id.as_str().into(),
            account.login.as_str().into(),
            extra.into(),
            Value::String(account.created.as_ref().map(instant)),
            Value::String(account.updated.as_ref().map(instant)),
            Value::BigInt(Some(i64::try_from(account.revision).unwrap())),
        ];
        self.asked.run((sql.to_owned(), Values(values)));
    }

    fn insert_json(&self, id: &str, extra: &str) {
        let extra = serde_json::from_str(extra).unwrap();
        self.insert(&Dynamic { id: id.into(), login: "a".into(), extra, ..Dynamic::default() });
    }

    fn ids(&self, query: &Query<Dynamic>) -> Result<Vec<String>, ScimError> {
        let mut page = self.sql.page(query)?;
        page.expr(Expr::col("id"));
        Ok(self.asked.texts(self.sql.build(&page)))
    }
}

impl Engine<Account> for AtRunTime {
    fn matches(
        &self,
        resource: &Account,
        filter: &str,
        options: &Options<'_>,
    ) -> Result<bool, ScimError> {
        let options = options.dynamic(Some(extension()));
        let filter = Filter::<Dynamic>::parse_with(filter, &options)?;
        let query = Query::<Dynamic>::all(Limits::DEFAULT).with_filter(filter.clone());
        self.hold(std::slice::from_ref(resource));
        match self.ids(&query) {
            Ok(found) => Ok(!found.is_empty()),
            // a store that is told so evaluates it on the resources
            Err(refused)
                if compares_instants(filter.test())
                    && refused.detail().contains("what it compares by") =>
            {
                Ok(filter.matches(&to_dynamic(resource)))
            }
            Err(other) => Err(other),
        }
    }

    fn compare(
        &self,
        a: &Account,
        b: &Account,
        sort_by: &str,
        order: Order,
    ) -> Result<Ordering, ScimError> {
        let options = Options::default().dynamic(Some(extension()));
        let sort = Sort::<Dynamic>::parse_with(sort_by, order, &options)?;
        let compared = sort.compare(&to_dynamic(a), &to_dynamic(b));
        if a.id == b.id {
            return Ok(compared);
        }
        self.hold(&[a.clone(), b.clone()]);
        match self.ids(&Query::<Dynamic>::all(Limits::DEFAULT).with_sort(sort)) {
            Ok(found) if found == [a.id.as_str(), b.id.as_str()] => Ok(Ordering::Less),
            Ok(_) => Ok(Ordering::Greater),
            Err(refused) if refused.detail().contains("its column has") => Ok(compared),
            Err(other) => Err(other),
        }
    }
}

/// Whether the JSON, which has the texts of date-times, would have to compare one.
fn compares_instants(test: &Test) -> bool {
    match test {
        Test::And(tests) | Test::Or(tests) => tests.iter().any(compares_instants),
        Test::Not(test) | Test::Within { test, .. } | Test::Any { test, .. } => {
            compares_instants(test)
        }
        Test::Field { condition, .. } | Test::Itself(condition) => {
            matches!(condition.key, Key::Instant(..))
        }
        _ => false,
    }
}

const LAWS: &[&Law] = &[
    &filter::AGREES,
    &filter::AGREES_AT_THE_ROOT,
    &search::SORT_AGREES,
    &logic::DE_MORGAN,
    &logic::DOUBLE_NEGATION,
    &order::TOTAL,
];

fn agree(asked: Asked) {
    let engine = AtRunTime::new(asked);
    let cases = Cases::<Account>::new().unwrap().settings(Settings::awkward());
    let config = Config { failure_persistence: None, ..Config::with_cases(8) };
    for law in LAWS {
        let check = check(law, &cases).unwrap();
        if let Err(broken) = check.run(&engine, &mut TestRunner::new(config.clone())) {
            panic!("{broken}");
        }
    }
}

/// 7643-2.3.6-04, 7643-2.3.7-05: binary values and references compare with case, though the schema
/// does not say so; texts without.
fn compares_case(asked: Asked) {
    let mut engine = AtRunTime::new(asked);
    let id = "urn:example:exact:2.0:Account";
    let value = serde_json::json!([{ "name": "value", "type": "reference" }]);
    let schema: Schema = serde_json::from_value(serde_json::json!({ "id": id, "attributes": [
        { "name": "page", "type": "reference" },
        { "name": "photo", "type": "binary" },
        { "name": "note", "type": "string" },
        { "name": "pages", "type": "complex", "multiValued": true, "subAttributes": value },
    ] }))
    .unwrap();
    let extension = DynamicExtension::new(&schema).unwrap();
    engine.sql = engine.sql.extended(Some(extension));
    let upper = r#"{"page":"urn:x:A","photo":"AAEC","note":"AA","pages":[{"value":"urn:x:A"}]}"#;
    engine.insert_json("upper", upper);
    engine.insert_json("lower", &upper.to_ascii_lowercase());
    let options = Options::default().dynamic(Some(extension));
    for (filter, expected) in [
        (r#"page eq "urn:x:A""#, &["upper"][..]),
        (r#"page sw "urn:x:a""#, &["lower"]),
        (r#"photo eq "AAEC""#, &["upper"]),
        (r#"photo ne "AAEC""#, &["lower"]),
        (r#"pages[value eq "urn:x:a"]"#, &["lower"]),
        (r#"note eq "aA""#, &["lower", "upper"]),
    ] {
        let filter = Filter::<Dynamic>::parse_with(&format!("{id}:{filter}"), &options).unwrap();
        let query = Query::<Dynamic>::all(Limits::DEFAULT).with_filter(filter.clone());
        let mut found = engine.ids(&query).unwrap();
        found.sort();
        assert_eq!(found, expected, "{}", filter.text());
    }
}

/// The text for each type, as it is built for either database; a date-time is refused, as the JSON
/// has none that a database could compare.
#[test]
fn text() {
    let types = ["string", "boolean", "integer", "decimal", "dateTime", "reference", "binary"];
    let attributes =
        types.map(|kind| serde_json::json!({ "name": format!("a{kind}"), "type": kind }));
    let id = "urn:example:texts:2.0:Account";
    let schema = serde_json::json!({ "id": id, "attributes": attributes });
    let schema: Schema = serde_json::from_value(schema).unwrap();
    let texts = DynamicExtension::new(&schema).unwrap();
    let options = Options::default().dynamic(Some(texts));
    for (database, name) in [(Database::Sqlite, "sqlite"), (Database::Postgres, "postgres")] {
        let table = Table::<Dynamic>::new("account").instants(Stored::InstantText);
        let sql = table.on(database).unwrap().extended(Some(texts));
        let mut shown = String::new();
        for (kind, value) in types.iter().zip([
            "\"x\"",
            "true",
            "1",
            "1.5",
            "\"2024-02-29T08:00:00Z\"",
            "\"https://example.com\"",
            "\"AAEC\"",
        ]) {
            for test in [format!("eq {value}"), format!("ne {value}"), "pr".to_owned()] {
                let filter = format!("{id}:a{kind} {test}");
                let parsed = Filter::<Dynamic>::parse_with(&filter, &options).unwrap();
                let query = Query::<Dynamic>::all(Limits::DEFAULT).with_filter(parsed);
                match sql.count(&query) {
                    Ok(count) => {
                        let (text, values) = sql.build(&count);
                        let (_, test) = text.split_once(" WHERE ").unwrap();
                        writeln!(shown, "{filter}\n    {test}\n    {:?}", values.0).unwrap();
                    }
                    Err(refused) => writeln!(shown, "{filter}\n    {refused}").unwrap(),
                }
            }
        }
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("dynamic_{name}"), shown);
        });
    }
}

/// SQLite, which takes any text for JSON and promises no order of what `AND` joins, is given an element
/// only where that is of its type.
#[test]
fn elements_of_another_type() {
    let id = "urn:example:elements:2.0:Account";
    let count = serde_json::json!([{ "name": "count", "type": "integer" }]);
    let schema: Schema = serde_json::from_value(serde_json::json!({ "id": id, "attributes": [
        { "name": "many", "type": "complex", "multiValued": true, "subAttributes": count },
    ] }))
    .unwrap();
    let extension = DynamicExtension::new(&schema).unwrap();
    let options = Options::default().dynamic(Some(extension));
    let filter = Filter::<Dynamic>::parse_with(&format!("{id}:many.count eq 1"), &options).unwrap();
    let of_type =
        r#"json_extract((CASE WHEN ("e"."type" = 'object') THEN "e"."value" END), '$."count"')"#;
    let plain = r#"("e"."value" ->> 'count')"#;
    for (database, value, other) in
        [(Database::Sqlite, of_type, "->>"), (Database::Postgres, plain, "THEN \"e\".\"value\"")]
    {
        let table = Table::<Dynamic>::new("account").instants(Stored::InstantText);
        let sql = table.on(database).unwrap().extended(Some(extension));
        let query = Query::<Dynamic>::all(Limits::DEFAULT).with_filter(filter.clone());
        let text = sql.build(&sql.count(&query).unwrap()).0;
        assert!(text.contains(value) && !text.contains(other), "{text}");
    }
}

/// The JSON column is read where something of it is shown, and what else is shown stays the same.
#[test]
fn what_is_read() {
    let sql = AtRunTime::new(Asked::sqlite()).sql;
    let read = |attributes: Option<&str>, excluded: Option<&str>| {
        let of = Some(extension());
        sql.read(&Projection::from_parameters_with(of, attributes, excluded)).columns
    };
    let all = ["id", "revision", "login", "extra", "created", "updated"];
    assert_eq!(read(None, None), all);
    let one = format!("{URN}:shoeSize,meta.created");
    // `locker` is always shown
    assert_eq!(read(Some(&one), None), ["id", "revision", "extra", "created"]);
    assert_eq!(read(None, Some("login,meta")), ["id", "revision", "extra"]);
    let plain = sql.read(&Projection::default()).columns;
    assert_eq!(plain, ["id", "revision", "login", "created", "updated"]);
}

#[test]
fn on_sqlite() {
    agree(Asked::sqlite());
    outlives_its_schema(Asked::sqlite());
    outlives_the_schema_of_lists(Asked::sqlite());
    compares_case(Asked::sqlite());
}

#[test]
fn on_postgres() {
    if let Some(asked) = Asked::postgres("scim_dynamic") {
        agree(asked);
    }
}

#[test]
fn what_is_held_on_postgres() {
    if let Some(asked) = Asked::postgres("scim_dynamic_former") {
        outlives_its_schema(asked);
    }
    if let Some(asked) = Asked::postgres("scim_dynamic_lists") {
        outlives_the_schema_of_lists(asked);
    }
    if let Some(asked) = Asked::postgres("scim_dynamic_exact") {
        compares_case(asked);
    }
}
