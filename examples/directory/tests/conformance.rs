//! Users, groups and badges, each against every law of SCIM; and as SQLite and PostgreSQL hold them,
//! by requests to a service, one after the other and many at once.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "directory/databases.rs"]
mod databases;

use axum::http::Response;
use databases::{On, shared};
use directory::badge::Badge;
use directory::database::{Database, Error, Table, insert};
use directory::grant::{Entitlement, Role};
use directory::group::Group;
use directory::user::User;
use scim_schema::edit::{Create, Edit};
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, Identity, Store};
use scim_testkit::conformance::{self, Place};
use scim_testkit::strategy::Settings;
use scim_testkit::{Answer, law};
use std::sync::LazyLock;
use tokio::runtime::Runtime;
use tokio::sync::Mutex;
use uuid::Uuid;

scim_testkit::conformance!(mod users: User);
scim_testkit::conformance!(mod groups: Group);
scim_testkit::conformance!(mod badges: Badge);
scim_testkit::conformance!(mod roles: Role);
scim_testkit::conformance!(mod entitlements: Entitlement);

scim_testkit::conformance!(mod users_in_sqlite: User, store = Tenant::of(&SQLITE), without = "groups.$ref", wait = wait, cases = 8);
scim_testkit::conformance!(mod badges_in_sqlite: Badge, store = Tenant::of(&SQLITE), wait = wait, cases = 8);
scim_testkit::conformance!(mod roles_in_sqlite: Role, store = Tenant::of(&SQLITE), wait = wait, cases = 4);
scim_testkit::conformance!(mod entitlements_in_sqlite: Entitlement, store = Tenant::of(&SQLITE), wait = wait, cases = 4);
scim_testkit::conformance!(mod groups_in_sqlite: Group, store = Tenant::with_people(&SQLITE), only = PEOPLE.clone(), without = "members.$ref", wait = wait, cases = 8);
scim_testkit::conformance!(mod users_in_postgres: User, store = Tenant::of(&POSTGRES), without = "groups.$ref", wait = wait, cases = 8);
scim_testkit::conformance!(mod badges_in_postgres: Badge, store = Tenant::of(&POSTGRES), wait = wait, cases = 8);
scim_testkit::conformance!(mod roles_in_postgres: Role, store = Tenant::of(&POSTGRES), wait = wait, cases = 4);
scim_testkit::conformance!(mod entitlements_in_postgres: Entitlement, store = Tenant::of(&POSTGRES), wait = wait, cases = 4);
scim_testkit::conformance!(mod groups_in_postgres: Group, store = Tenant::with_people(&POSTGRES), only = PEOPLE.clone(), without = "members.$ref", wait = wait, cases = 8);

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

/// Sequences about little else than who is a member, which are rare among others.
fn membership(database: &'static Database) {
    let place = Place { directory: env!("CARGO_MANIFEST_DIR"), module: module_path!() };
    conformance::of::<Group>()
        .store(|| Tenant::with_people(database))
        .wait(|| wait)
        .only(|| PEOPLE.clone())
        .without(|| "externalId")
        .without(|| "members.$ref")
        .without(|| "members.type")
        .without(|| "members.display")
        .settings(|| Settings::default().optional(95))
        .cases(|| 60)
        .check(law::sequence::SEQUENCES.test_name().as_str(), place);
}

#[test]
fn members_are_who_was_added_and_not_removed_in_sqlite() {
    membership(&SQLITE);
}

#[test]
fn members_are_who_was_added_and_not_removed_in_postgres() {
    membership(&POSTGRES);
}

/// Who can be a member of a group: the ids of users, few of them so that requests name the same.
static PEOPLE: LazyLock<(&str, Vec<String>)> = LazyLock::new(|| {
    let ids = (1..=5).map(|person| Uuid::from_u128(person).to_string());
    ("members.value", ids.collect())
});

/// A tenant that has nothing yet: an empty store.
struct Tenant {
    database: Database,
    name: String,
    /// Those of [`PEOPLE`] that are not stored yet.
    people: Mutex<Vec<User>>,
}

impl Tenant {
    fn of(database: &Database) -> Self {
        let people = Mutex::default();
        Self { database: database.clone(), name: Uuid::new_v4().to_string(), people }
    }

    /// A tenant with users, so that groups can have members.
    fn with_people(database: &Database) -> Self {
        let people = PEOPLE.1.iter().map(|id| {
            let mut person = User::default();
            person.id = id.parse().unwrap();
            person.user_name.clone_from(id);
            person.display_name = id.ends_with(['1', '3']).then(|| format!("Person {id}"));
            person
        });
        Self { people: Mutex::new(people.collect()), ..Self::of(database) }
    }

    /// Stores its people, before the first group may name one of them.
    async fn begin(&self) -> Result<(), Error> {
        let mut people = self.people.lock().await;
        if !people.is_empty() {
            let mut work = self.database.write().await?;
            for person in people.drain(..) {
                insert(&mut work, &self.name, &person).await?;
            }
            work.commit().await?;
        }
        Ok(())
    }

    fn context(&self, cx: &Context) -> Context {
        let identity = Identity::new().tenant(&*self.name).base_url(cx.base_url());
        Context::new(identity).with_request_id(cx.request_id().to_owned())
    }
}

impl<R: Table> Store<R> for Tenant {
    type Error = Error;
    const IN_PARTS: Option<&'static str> = <Database as Store<R>>::IN_PARTS;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, Error> {
        self.begin().await?;
        Store::<R>::create(&self.database, &self.context(cx), new).await
    }

    async fn get(&self, cx: &Context, id: &R::Id, p: &Projection<R>) -> Result<Option<R>, Error> {
        Store::<R>::get(&self.database, &self.context(cx), id, p).await
    }

    async fn update(&self, cx: &Context, id: &R::Id, edit: Edit<R>) -> Result<Updated<R>, Error> {
        Store::<R>::update(&self.database, &self.context(cx), id, edit).await
    }

    async fn delete(&self, cx: &Context, id: &R::Id, pre: Precondition) -> Result<(), Error> {
        Store::<R>::delete(&self.database, &self.context(cx), id, pre).await
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, Error> {
        Store::<R>::search(&self.database, &self.context(cx), query).await
    }

    fn is_last_part(&self, resource: &R) -> bool {
        Store::<R>::is_last_part(&self.database, resource)
    }

    async fn next_part(
        &self,
        cx: &Context,
        part: &R,
        p: &Projection<R>,
    ) -> Result<Option<R>, Error> {
        Store::<R>::next_part(&self.database, &self.context(cx), part, p).await
    }
}
