//! The store on SQLite in memory: every law, every check, and what SCIM leaves alone.
#![allow(clippy::unwrap_used, reason = "tests")]

use scim_schema::service::{CursorKey, ScimService};
use scim_testkit::live::{self, Options, Target};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait,
    IntoActiveModel, NotSet, Schema, TransactionTrait,
};
use sea_orm_store::member::{ActiveModel, Entity, Model};
use sea_orm_store::store::Members;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
});

async fn connect(url: &str) -> DatabaseConnection {
    // in memory each connection has a database of its own
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

async fn database(url: &str) -> DatabaseConnection {
    let db = connect(url).await;
    let schema = Schema::new(db.get_database_backend());
    db.execute(&schema.create_table_from_entity(Entity)).await.unwrap();
    db
}

fn members() -> Members {
    Members::new(RUNTIME.block_on(database("sqlite::memory:"))).unwrap()
}

/// Adds a member whose notes are the application's.
fn barbara(db: &DatabaseConnection) -> Model {
    let member =
        Model { login: "barbara".into(), billing_notes: "pays late".into(), ..Model::default() };
    let row = ActiveModel { id: NotSet, ..member.stored().into_active_model().reset_all() };
    RUNTIME.block_on(row.insert(db)).unwrap()
}

fn service(db: &DatabaseConnection) -> ScimService {
    ScimService::builder()
        .resource(Members::new(db.clone()).unwrap())
        .unauthenticated()
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build()
}

scim_testkit::conformance!(
    Model,
    store = members(),
    wait = |answer| RUNTIME.block_on(answer),
    cases = 12,
);

/// Checks that give a user two addresses: the row has one.
const OF_SEVERAL: &[&str] = &[
    "filter.list",
    "filter.value-path",
    "patch.add.list",
    "patch.add.no-path-list",
    "patch.replace.primary",
    "value.list",
];

#[test]
fn it_is_conformant_and_leaves_the_rest_of_the_row_alone() {
    let db = RUNTIME.block_on(database("sqlite::memory:"));
    barbara(&db);
    let scim = service(&db);
    // nor is anything of it written as it was read, over what the application wrote since
    execute(
        &db,
        "CREATE TRIGGER another BEFORE UPDATE OF id, billing_notes, created_at ON members
         BEGIN SELECT RAISE(ABORT, 'this is not what SCIM writes'); END",
    );

    let target = Target::service_on(scim.clone(), |answer| RUNTIME.block_on(answer));
    let options = OF_SEVERAL.iter().fold(Options::new(), |options, id| options.skip(id));
    let report = live::run(&target, &options).unwrap();
    assert!(report.is_conformant(), "{report}");

    let request = http(&scim, "PATCH", "/Users/1", &rename("Barbara"));
    assert_eq!(request.status(), 200, "{request:?}");
    let row = RUNTIME.block_on(Entity::find_by_id(1).one(&db)).unwrap().unwrap();
    assert_eq!((row.first_name.as_deref(), &*row.billing_notes), (Some("Barbara"), "pays late"));
    assert_eq!(row.revision, 2);

    let request = http(&scim, "POST", "/Users", &named("BARBARA"));
    assert_eq!(request.status(), 409, "the key of the login is unique");
}

/// Two who write one file: the service, and the application.
fn on_file(name: &str) -> (DatabaseConnection, DatabaseConnection) {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_file(&file);
    let url = format!("sqlite://{}?mode=rwc", file.display());
    RUNTIME.block_on(async { (database(&url).await, connect(&url).await) })
}

/// What is answered to a request that comes while the application writes this, and when that was.
fn meanwhile(
    application: &DatabaseConnection,
    sql: &str,
    scim: &ScimService,
    (method, path, body): (&'static str, &'static str, String),
) -> (u16, i64) {
    let work = RUNTIME.block_on(application.begin()).unwrap();
    RUNTIME.block_on(work.execute_unprepared(sql)).unwrap();
    let scim = scim.clone();
    let waits = std::thread::spawn(move || http(&scim, method, path, &body).status());
    // until it has come to wait; where it has not, the rest holds as well
    std::thread::sleep(Duration::from_millis(100));
    let written = Model::default().stored().modified_at;
    RUNTIME.block_on(work.commit()).unwrap();
    (waits.join().unwrap(), written)
}

/// 7643-3.1-22: a change is dated when it is made, not when it began to wait, and never before the last
/// one: whoever imports what was changed since has it the next time.
#[test]
fn what_waits_is_dated_when_it_is_written() {
    let (db, application) = on_file("waits.db");
    let id = barbara(&db).id;
    let scim = service(&db);
    let rows = || RUNTIME.block_on(Entity::find().all(&db)).unwrap();
    for (request, status) in
        [(("PATCH", "/Users/1", rename("Barbara")), 200), (("POST", "/Users", named("carla")), 201)]
    {
        let notes = "UPDATE members SET billing_notes = 'pays' WHERE id = 1";
        let (answered, written) = meanwhile(&application, notes, &scim, request);
        assert_eq!(answered, status);
        let last = rows().iter().map(|row| row.modified_at).max().unwrap();
        assert!(last >= written, "{status}: {last}, {written}");
    }
    let row = rows().into_iter().find(|row| row.id == id).unwrap();
    assert_eq!((row.first_name.as_deref(), &*row.billing_notes), (Some("Barbara"), "pays"));

    // as by a clock that was set back since
    execute(&db, "UPDATE members SET modified_at = modified_at + 3600000");
    let before = row.modified_at + 3_600_000;
    assert_eq!(http(&scim, "PATCH", "/Users/1", &rename("Babs")).status(), 200);
    assert_eq!(rows().iter().find(|row| row.id == id).unwrap().modified_at, before);
}

/// 7644-3.6-05, 7644-3.6-06: what the application writes while a delete waits does not refuse it; what it
/// deletes itself is not there. What waits for too long can be asked for again.
#[test]
fn a_delete_goes_by_what_is_there() {
    let (db, application) = on_file("deletes.db");
    let scim = service(&db);
    barbara(&db);
    let delete = |path| ("DELETE", path, String::new());
    let changed = "UPDATE members SET revision = revision + 1";
    assert_eq!(meanwhile(&application, changed, &scim, delete("/Users/1")).0, 204);
    assert_eq!(barbara(&db).id, 2);
    let deleted = "DELETE FROM members";
    assert_eq!(meanwhile(&application, deleted, &scim, delete("/Users/2")).0, 404);

    assert_eq!(barbara(&db).id, 3);
    execute(&db, "PRAGMA busy_timeout = 0");
    let work = RUNTIME.block_on(application.begin()).unwrap();
    RUNTIME.block_on(work.execute_unprepared(changed)).unwrap();
    assert_eq!(http(&scim, "DELETE", "/Users/3", "").status(), 503);
    RUNTIME.block_on(work.rollback()).unwrap();
    assert_eq!(http(&scim, "DELETE", "/Users/3", "").status(), 204);
}

fn execute(db: &DatabaseConnection, sql: &str) {
    RUNTIME.block_on(db.execute_unprepared(sql)).unwrap();
}

fn rename(name: &str) -> String {
    let schema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    let replace = format!(r#"{{"op":"replace","path":"name.givenName","value":"{name}"}}"#);
    format!(r#"{{"schemas":["{schema}"],"Operations":[{replace}]}}"#)
}

fn named(name: &str) -> String {
    let schema = "urn:ietf:params:scim:schemas:core:2.0:User";
    format!(r#"{{"schemas":["{schema}"],"userName":"{name}"}}"#)
}

fn http(scim: &ScimService, method: &str, path: &str, body: &str) -> scim_testkit::Exchange {
    let request = http::Request::builder().method(method).uri(path);
    let request = request.header("content-type", "application/scim+json").body(body.to_owned());
    scim_testkit::Exchange::with(scim, request.unwrap(), |answer| RUNTIME.block_on(answer))
}
