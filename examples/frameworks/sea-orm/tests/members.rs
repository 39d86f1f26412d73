//! The store on SQLite in memory: every law, every check, and what SCIM leaves alone.
#![allow(clippy::unwrap_used, reason = "tests")]

use scim_schema::service::{CursorKey, ScimService};
use scim_testkit::live::{self, Options, Target};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait,
    IntoActiveModel, NotSet, Schema,
};
use sea_orm_store::member::{ActiveModel, Entity, Model};
use sea_orm_store::store::Members;
use std::sync::LazyLock;
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
});

async fn database() -> DatabaseConnection {
    // in memory each connection has a database of its own
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    let schema = Schema::new(db.get_database_backend());
    db.execute(&schema.create_table_from_entity(Entity)).await.unwrap();
    db
}

fn members() -> Members {
    Members::new(RUNTIME.block_on(database())).unwrap()
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
    let db = RUNTIME.block_on(database());
    let before =
        Model { login: "barbara".into(), billing_notes: "pays late".into(), ..Model::default() };
    let row = ActiveModel { id: NotSet, ..before.stored().into_active_model().reset_all() };
    RUNTIME.block_on(row.insert(&db)).unwrap();
    let scim = ScimService::builder()
        .resource(Members::new(db.clone()).unwrap())
        .unauthenticated()
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build();

    let target = Target::service_on(scim.clone(), |answer| RUNTIME.block_on(answer));
    let options = OF_SEVERAL.iter().fold(Options::new(), |options, id| options.skip(id));
    let report = live::run(&target, &options).unwrap();
    assert!(report.is_conformant(), "{report}");

    let body = r#"{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations":[{"op":"replace","path":"name.givenName","value":"Barbara"}]}"#;
    let request = http(&scim, "PATCH", "/Users/1", body);
    assert_eq!(request.status(), 200, "{request:?}");
    let row = RUNTIME.block_on(Entity::find_by_id(1).one(&db)).unwrap().unwrap();
    assert_eq!((row.first_name.as_deref(), &*row.billing_notes), (Some("Barbara"), "pays late"));
    assert_eq!(row.revision, 2);

    let request =
        http(&scim, "POST", "/Users", &format!(r#"{{"schemas":["{USER}"],"userName":"BARBARA"}}"#));
    assert_eq!(request.status(), 409, "the key of the login is unique");
}

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";

fn http(scim: &ScimService, method: &str, path: &str, body: &str) -> scim_testkit::Exchange {
    let request = http::Request::builder().method(method).uri(path);
    let request = request.header("content-type", "application/scim+json").body(body.to_owned());
    scim_testkit::Exchange::with(scim, request.unwrap(), |answer| RUNTIME.block_on(answer))
}
