//! How the databases find what identity providers ask for: by an index, in `EXPLAIN`.

use crate::client::Client;
use crate::databases::{On, both};
use directory::database::{Dialect, Statement, Table, Work};
use directory::group::Group;
use directory::seed::seed;
use directory::user::User;
use scim_schema::filter::Options;
use scim_schema::query::Query;
use sea_query::{Expr, ExprTrait};
use std::fmt::Write;

both!(what_identity_providers_ask_for_is_found_by_an_index);

/// Enough that a database which counts does not read them all.
const USERS: u32 = 5_000;

/// How the database runs the statement of a search of the tenant.
async fn plan<R: Table>(db: &mut Work, filter: &str) -> String {
    let dialect = db.dialect();
    let sql = R::searches().on(dialect).unwrap();
    let filter = filter.replace(' ', "%20").replace('"', "%22");
    let query = Query::<R>::parse(&format!("filter={filter}"), &Options::default()).unwrap();
    let mut page = sql.count(&query).unwrap();
    page.and_where(Expr::col((R::TABLE, "tenant")).eq("acme"));
    let (text, values) = sql.build(&page);
    let explain = match dialect {
        Dialect::Sqlite => "EXPLAIN QUERY PLAN",
        Dialect::Postgres => "EXPLAIN",
    };
    let statement = Statement::from((format!("{explain} {text}"), values));
    let mut plan = String::new();
    match dialect {
        Dialect::Sqlite => {
            for (_, _, _, line) in db.rows::<(i64, i64, i64, String)>(statement).await.unwrap() {
                writeln!(plan, "{line}").unwrap();
            }
        }
        Dialect::Postgres => {
            for (line,) in db.rows::<(String,)>(statement).await.unwrap() {
                writeln!(plan, "{line}").unwrap();
            }
        }
    }
    plan
}

/// A table is looked at from the first row to the last.
fn reads_all(plan: &str) -> bool {
    plan.lines().any(|line| match line.trim_start().strip_prefix("SCAN ") {
        // what a view has found is looked at row by row
        Some(what) => !what.starts_with("members"),
        None => line.contains("Seq Scan"),
    })
}

async fn what_identity_providers_ask_for_is_found_by_an_index(on: On) {
    let client = Client::new(on).await;
    assert!(seed(&client.database, "acme", USERS).await.unwrap());
    let mut db = client.database.read().await.unwrap();
    if on == On::Postgres {
        // tables that are this small are soonest read as a whole; the question is whether they must be
        db.execute(Statement::new("SET LOCAL enable_seqscan = off")).await.unwrap();
    }
    let id = "00000000-0000-8001-8000-000000000007";
    for (filter, index) in [
        ("userName eq \"a@example.com\"", "user_name_key"),
        ("externalId eq \"x\"", "users_external_id"),
        (&format!("id eq \"{id}\""), "id"),
        ("emails.value eq \"a@example.com\"", "user_emails_value"),
        ("emails[type eq \"work\" and value eq \"a@example.com\"]", "user_emails_value"),
        ("displayName eq \"Ada Chen\"", "users_display_name"),
        ("meta.lastModified gt \"2999-01-01T00:00:00Z\"", "users_modified"),
    ] {
        let plan = plan::<User>(&mut db, filter).await;
        assert!(plan.contains(index), "{filter}:\n{plan}");
        assert!(!reads_all(&plan), "{filter}:\n{plan}");
    }
    for (filter, index) in [
        ("displayName eq \"Sales\"", "groups_display_name"),
        ("externalId eq \"x\"", "groups_external_id"),
        (&format!("members.value eq \"{id}\""), "users_id"),
        (&format!("members[value eq \"{id}\"]"), "users_id"),
        (&format!("id eq \"{id}\" and members.value eq \"{id}\""), "id"),
        ("meta.lastModified gt \"2999-01-01T00:00:00Z\"", "groups_modified"),
    ] {
        let plan = plan::<Group>(&mut db, filter).await;
        assert!(plan.contains(index), "{filter}:\n{plan}");
        assert!(!reads_all(&plan), "{filter}:\n{plan}");
    }
}
