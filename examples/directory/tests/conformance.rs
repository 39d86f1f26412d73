//! Users, groups and badges, each against every law of SCIM; and users and badges as SQLite and
//! PostgreSQL hold them, by requests to a service, one after the other and many at once.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "directory/databases.rs"]
mod databases;

use axum::http::Response;
use databases::{On, shared};
use directory::badge::Badge;
use directory::database::{Database, Error, Table};
use directory::group::Group;
use directory::user::User;
use scim_schema::edit::{Create, Edit};
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, Identity, Store};
use scim_testkit::Answer;
use std::sync::LazyLock;
use tokio::runtime::Runtime;
use uuid::Uuid;

scim_testkit::conformance!(mod users: User);
scim_testkit::conformance!(mod groups: Group);
scim_testkit::conformance!(mod badges: Badge);

scim_testkit::conformance!(mod users_in_sqlite: User, store = Tenant::of(&SQLITE), wait = wait, cases = 8);
scim_testkit::conformance!(mod badges_in_sqlite: Badge, store = Tenant::of(&SQLITE), wait = wait, cases = 8);
scim_testkit::conformance!(mod users_in_postgres: User, store = Tenant::of(&POSTGRES), wait = wait, cases = 8);
scim_testkit::conformance!(mod badges_in_postgres: Badge, store = Tenant::of(&POSTGRES), wait = wait, cases = 8);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());
static SQLITE: LazyLock<Database> =
    LazyLock::new(|| wait_for(async { Database::open("sqlite::memory:").await.unwrap() }));
/// In a schema of its own; where there is no server, SQLite again.
static POSTGRES: LazyLock<Database> =
    LazyLock::new(|| match On::postgres().and_then(|_| shared("conformance")) {
        Some(url) => wait_for(async move { Database::open(&url).await.unwrap() }),
        None => SQLITE.clone(),
    });

fn wait_for<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    // on a thread of the runtime, as a test is on none or on one of its own
    let (done, answer) = std::sync::mpsc::channel();
    RUNTIME.spawn(async move { done.send(work.await) });
    answer.recv().unwrap()
}

fn wait(answer: Answer) -> Response<String> {
    wait_for(answer)
}

/// A tenant that has nothing yet: an empty store.
struct Tenant {
    database: Database,
    name: String,
}

impl Tenant {
    fn of(database: &Database) -> Self {
        Self { database: database.clone(), name: Uuid::new_v4().to_string() }
    }

    fn context(&self, cx: &Context) -> Context {
        let identity = Identity::new().tenant(&*self.name).base_url(cx.base_url());
        Context::new(identity).with_request_id(cx.request_id().to_owned())
    }
}

impl<R: Table> Store<R> for Tenant {
    type Error = Error;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, Error> {
        Store::<R>::create(&self.database, &self.context(cx), new).await
    }

    async fn get(&self, cx: &Context, id: &str, p: &Projection<R>) -> Result<Option<R>, Error> {
        Store::<R>::get(&self.database, &self.context(cx), id, p).await
    }

    async fn update(&self, cx: &Context, id: &str, edit: Edit<R>) -> Result<Updated<R>, Error> {
        Store::<R>::update(&self.database, &self.context(cx), id, edit).await
    }

    async fn delete(&self, cx: &Context, id: &str, pre: Precondition) -> Result<(), Error> {
        Store::<R>::delete(&self.database, &self.context(cx), id, pre).await
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, Error> {
        Store::<R>::search(&self.database, &self.context(cx), query).await
    }
}
