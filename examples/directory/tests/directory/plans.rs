//! How the databases find what identity providers ask for: by an index, in `EXPLAIN`.

use crate::client::Client;
use crate::databases::{On, both};
use directory::database::{Dialect, Statement, Table, Work, count_statement, page_statement};
use directory::group::Group;
use directory::seed::seed;
use directory::user::User;
use scim_schema::filter::Options;
use scim_schema::query::Query;
use std::fmt::Write;

both!(
    what_identity_providers_ask_for_is_found_by_an_index,
    pages_are_passed_over_in_an_index,
    lists_are_walked_and_joined_by_an_index
);

/// The indexes on ids, with the tenant and alone.
const BY_ID: &[&str] = &[
    "(tenant=? AND id=?)",
    "USING INDEX sqlite_autoindex_users_1 (tenant=?)",
    "users_tenant_id_key",
    "groups_tenant_id_key",
    "USING INDEX users_id",
    "using users_id",
    "on users_id",
    "using groups_id",
];

/// Enough that a database which counts does not read them all.
const USERS: u32 = 5_000;

/// How the database runs a statement.
async fn explained(db: &mut Work, statement: Statement) -> String {
    let dialect = db.dialect();
    let statement = statement.explained(dialect);
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

/// The statements of a search of the tenant: of the page, and of the count that it may need.
fn statements<R: Table>(dialect: Dialect, query: &str) -> [Statement; 2] {
    let query = query.replace(' ', "%20").replace('"', "%22");
    let query = Query::<R>::parse(&query, &Options::default()).unwrap();
    [
        page_statement(dialect, "acme", &query).unwrap(),
        count_statement(dialect, "acme", &query).unwrap(),
    ]
}

/// A table, or an index of everything, is looked at from the first row to the last.
fn reads_all(plan: &str) -> bool {
    plan.lines().any(|line| match line.trim_start().strip_prefix("SCAN ") {
        // what a view has found is looked at row by row
        Some(what) => !what.starts_with("members"),
        None => line.contains("Seq Scan"),
    })
}

/// Whether it is by one of these.
fn uses(plan: &str, indexes: &[&str]) -> bool {
    indexes.iter().any(|index| plan.contains(index))
}

async fn prepared(on: On) -> (Client, Work) {
    let client = Client::new(on).await;
    assert!(seed(&client.database, "acme", USERS).await.unwrap());
    let mut db = client.database.read().await.unwrap();
    if on == On::Postgres {
        // tables that are this small are soonest read as a whole; the question is whether they must be
        db.execute(Statement::new("SET LOCAL enable_seqscan = off")).await.unwrap();
    }
    (client, db)
}

async fn found_by<R: Table>(db: &mut Work, filter: &str, index: &[&str]) {
    for statement in statements::<R>(db.dialect(), &format!("filter={filter}")) {
        let sql = statement.sql().to_owned();
        let plan = explained(db, statement).await;
        assert!(uses(&plan, index), "{filter}: {sql}\n{plan}");
        assert!(!reads_all(&plan), "{filter}: {sql}\n{plan}");
    }
}

async fn what_identity_providers_ask_for_is_found_by_an_index(on: On) {
    let (_client, mut db) = prepared(on).await;
    let db = &mut db;
    let id = "00000000-0000-8001-8000-000000000007";
    for (filter, index) in [
        ("userName eq \"a@example.com\"", &["user_name_key"][..]),
        ("externalId eq \"x\"", &["users_external_id"]),
        (&format!("id eq \"{id}\""), BY_ID),
        ("emails.value eq \"a@example.com\"", &["user_emails_value"]),
        ("emails[type eq \"work\" and value eq \"a@example.com\"]", &["user_emails_value"]),
        ("displayName eq \"Ada Chen\"", &["users_display_name"]),
        ("meta.lastModified gt \"2999-01-01T00:00:00Z\"", &["users_modified"]),
    ] {
        found_by::<User>(db, filter, index).await;
    }
    for (filter, index) in [
        ("displayName eq \"Sales\"", &["groups_display_name"][..]),
        ("externalId eq \"x\"", &["groups_external_id"]),
        (&format!("members.value eq \"{id}\""), BY_ID),
        (&format!("members[value eq \"{id}\"]"), BY_ID),
        (&format!("id eq \"{id}\" and members.value eq \"{id}\""), BY_ID),
        ("meta.lastModified gt \"2999-01-01T00:00:00Z\"", &["groups_modified"]),
    ] {
        found_by::<Group>(db, filter, index).await;
    }
}

/// Of the pages before the one that is asked for no row is read.
async fn pages_are_passed_over_in_an_index(on: On) {
    let (_client, mut db) = prepared(on).await;
    let [page, _] = statements::<User>(db.dialect(), "startIndex=4001&count=100");
    let sql = page.sql().to_owned();
    let plan = explained(&mut db, page).await;
    // PostgreSQL looks into the index alone when it has seen to the table, which it does by itself
    let keys = ["COVERING INDEX users_page", "Index Cond: (seq = ANY"];
    assert!(uses(&plan, &keys) && !reads_all(&plan), "{sql}\n{plan}");
}

/// What has no filter: a resource by its id, pages of an import, and what is loaded for them.
async fn lists_are_walked_and_joined_by_an_index(on: On) {
    let (_client, mut db) = prepared(on).await;
    let db = &mut db;
    let dialect = db.dialect();
    let page = |query: &str| statements::<User>(dialect, query)[0].clone();
    let numbers = dialect.numbers("$1");
    let lists =
        format!("SELECT * FROM user_emails WHERE owner IN {numbers} ORDER BY owner, position");
    for (statement, index) in [
        (
            Statement::new("SELECT * FROM users WHERE tenant = $1 AND id = $2")
                .bind("acme")
                .bind("00000000-0000-8001-8000-000000000007"),
            BY_ID,
        ),
        // in the order of the index, so that no page sorts the rest
        (page("startIndex=1&count=100"), &["users_page", "users_pkey"][..]),
        (page("cursor&count=100"), BY_ID),
        (
            Statement::new(
                "SELECT * FROM group_members WHERE owner = $1 AND id > $2 ORDER BY id LIMIT 5000",
            )
            .bind(1_i64)
            .bind(0_i64),
            &["group_members_page", "group_members_owner"],
        ),
        (Statement::new(lists).bind("[1,2,3]"), &["user_emails_owner"]),
    ] {
        let sql = statement.sql().to_owned();
        let plan = explained(db, statement).await;
        assert!(uses(&plan, index), "{sql}\n{plan}");
        assert!(!reads_all(&plan) || sql.contains("user_emails"), "{sql}\n{plan}");
        let sorts = ["Sort", "TEMP B-TREE"].iter().any(|word| plan.contains(word));
        // what is loaded of one resource may be sorted
        assert!(!sorts || !sql.contains("\"users\""), "{sql}\n{plan}");
    }
}
