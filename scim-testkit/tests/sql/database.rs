//! A database to ask.

use scim_schema::sql::Database;
use sea_query::{Value, Values};
use sqlx::postgres::PgArguments;
use sqlx::sqlite::{SqliteArguments, SqliteConnectOptions};
use sqlx::{
    Arguments, AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, Row,
    SqliteConnection,
};
use std::str::FromStr;
use std::sync::Mutex;
use tokio::runtime::Runtime;

pub(crate) struct Asked {
    runtime: Runtime,
    connection: Mutex<Held>,
    pub(crate) database: Database,
}

enum Held {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Asked {
    /// An empty database in memory.
    pub(crate) fn sqlite() -> Self {
        let runtime = runtime();
        let options = SqliteConnectOptions::from_str("sqlite::memory:").unwrap();
        let connection = runtime.block_on(options.connect()).unwrap();
        let connection = Mutex::new(Held::Sqlite(connection));
        Self { runtime, connection, database: Database::Sqlite }
    }

    /// An empty schema of this name; `None` if there is no PostgreSQL here.
    pub(crate) fn postgres(schema: &str) -> Option<Self> {
        let Ok(url) = std::env::var("SCIM_POSTGRES") else {
            let required = std::env::var("SCIM_REQUIRE_POSTGRES").is_ok_and(|set| set == "1");
            assert!(!required, "`SCIM_POSTGRES` is not set, and `SCIM_REQUIRE_POSTGRES=1`");
            eprintln!("skipped on PostgreSQL: `SCIM_POSTGRES` is not set");
            return None;
        };
        let runtime = runtime();
        let connection = runtime.block_on(PgConnection::connect(&url)).unwrap();
        let connection = Mutex::new(Held::Postgres(connection));
        let asked = Self { runtime, connection, database: Database::Postgres };
        asked.execute(&format!("DROP SCHEMA IF EXISTS {schema} CASCADE"));
        asked.execute(&format!("CREATE SCHEMA {schema}"));
        asked.execute(&format!("SET search_path TO {schema}"));
        Some(asked)
    }

    pub(crate) fn execute(&self, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        let done = match &mut *self.connection.lock().unwrap() {
            Held::Sqlite(connection) => {
                self.runtime.block_on(connection.execute(sqlx::raw_sql(sql))).map(drop)
            }
            Held::Postgres(connection) => {
                self.runtime.block_on(connection.execute(sqlx::raw_sql(sql))).map(drop)
            }
        };
        done.unwrap();
    }

    /// Does what a statement with values says.
    pub(crate) fn run(&self, (sql, values): (String, Values)) {
        self.texts((sql, values));
    }

    /// The first column, of texts.
    pub(crate) fn texts(&self, (sql, values): (String, Values)) -> Vec<String> {
        let shown = format!("{sql} {values:?}");
        let sql = AssertSqlSafe(sql);
        let found = match &mut *self.connection.lock().unwrap() {
            Held::Sqlite(connection) => {
                let query = sqlx::query_with(sql, of_sqlite(values));
                let rows = self.runtime.block_on(query.fetch_all(connection));
                rows.map(|rows| rows.iter().map(|row| row.get(0)).collect())
            }
            Held::Postgres(connection) => {
                let query = sqlx::query_with(sql, of_postgres(values));
                let rows = self.runtime.block_on(query.fetch_all(connection));
                rows.map(|rows| rows.iter().map(|row| row.get(0)).collect())
            }
        };
        match found {
            Ok(found) => found,
            Err(error) => panic!("{error}: {shown}"),
        }
    }
}

fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

macro_rules! arguments { ($($name:ident -> $arguments:ty;)*) => { $(
    fn $name(values: Values) -> $arguments {
        let mut arguments = <$arguments>::default();
        for value in values {
            match value {
                Value::Bool(value) => arguments.add(value),
                Value::BigInt(value) => arguments.add(value),
                Value::BigUnsigned(value) => {
                    arguments.add(value.map(|value| i64::try_from(value).unwrap()))
                }
                Value::Double(value) => arguments.add(value),
                Value::String(value) => arguments.add(value),
                Value::Bytes(value) => arguments.add(value),
                other => panic!("not bound: {other:?}"),
            }
            .unwrap();
        }
        arguments
    }
)* } }

arguments! {
    of_sqlite -> SqliteArguments;
    of_postgres -> PgArguments;
}
