//! The people, as far as whoever asks sees them.

use crate::calendar::due;
use crate::person::{EMPLOYMENT, Person, Status};
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Edit, Patch};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, Identity, MemoryStore, Store};
use scim_schema::value::DateTime;
use serde_json::{Value, json};
use std::fmt;
use std::sync::Arc;

/// Who asks for people: what an identity's extension says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Reader {
    /// The people of HR, who see everyone.
    Hr,
    /// An identity provider, which sees people when it is time.
    Client,
}

/// The people. Cheap to clone; all clones are the same people.
#[derive(Clone)]
pub struct People {
    store: MemoryStore<Person>,
    clock: Arc<dyn Fn() -> DateTime + Send + Sync>,
    days_before: u32,
}

impl People {
    /// Nobody, to be seen so many days before they start, by this clock.
    #[must_use]
    pub fn new(days_before: u32, clock: impl Fn() -> DateTime + Send + Sync + 'static) -> Self {
        let clock: Arc<dyn Fn() -> DateTime + Send + Sync> = Arc::new(clock);
        let now = clock.clone();
        Self { store: MemoryStore::new().clock(move || now()), clock, days_before }
    }

    /// Adds someone whom no request made.
    ///
    /// # Errors
    /// A `userName` that is taken.
    pub fn insert(&self, cx: &Context, person: Person) -> Result<Person, ScimError> {
        self.store.insert(cx, person)
    }

    /// Does what is due by now, each as a change of its own: so whoever asks for what was changed
    /// since the last time is told of those who are seen since then, and of those who have left.
    ///
    /// # Errors
    /// A fault of the store.
    pub async fn catch_up(&self) -> Result<(), ScimError> {
        let (cx, now) = (Context::new(Identity::new()), (self.clock)());
        for person in self.store.resources(None) {
            let held = status(&person);
            let (status, active) = due(&person, self.days_before, &now);
            if (held, person.active) != (Some(status), Some(active)) {
                let edit =
                    set(&json!({ "active": active, EMPLOYMENT: { "status": status.as_str() } }))?;
                match self.store.update(&cx, &person.id, edit).await {
                    // removed meanwhile
                    Err(error) if error.status() == 404 => {}
                    done => drop(done?),
                }
            }
        }
        Ok(())
    }

    async fn find(&self, cx: &Context, id: &str) -> Result<Option<Person>, ScimError> {
        self.catch_up().await?;
        let found = self.store.get(cx, id, &Projection::default()).await?;
        Ok(found.filter(|person| is_seen(cx, person)))
    }
}

fn reader(cx: &Context) -> Reader {
    cx.extensions().get().copied().unwrap_or(Reader::Client)
}

fn status(person: &Person) -> Option<Status> {
    person.employment.as_ref().and_then(|employment| employment.status)
}

fn is_seen(cx: &Context, person: &Person) -> bool {
    reader(cx) == Reader::Hr || status(person) != Some(Status::Planned)
}

fn only_hr(cx: &Context) -> Result<(), ScimError> {
    match reader(cx) {
        Reader::Hr => Ok(()),
        Reader::Client => {
            Err(ScimError::new(403, "HR is the master of people: they come and go there"))
        }
    }
}

/// An edit that sets attributes.
fn set(value: &Value) -> Result<Edit<Person>, ScimError> {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{ "op": "replace", "value": value }],
    });
    Ok(Patch::new(body.to_string(), &Dialect::RFC)?.into())
}

impl Store<Person> for People {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<Person>) -> Result<Person, ScimError> {
        only_hr(cx)?;
        let created = self.store.create(cx, new).await?;
        let found = self.find(cx, &created.id).await?;
        Ok(found.unwrap_or(created))
    }

    async fn get(
        &self,
        cx: &Context,
        id: &str,
        _: &Projection<Person>,
    ) -> Result<Option<Person>, ScimError> {
        self.find(cx, id).await
    }

    async fn update(
        &self,
        cx: &Context,
        id: &str,
        edit: Edit<Person>,
    ) -> Result<Updated<Person>, ScimError> {
        if self.find(cx, id).await?.is_none() {
            return Err(ScimError::not_found("User", id));
        }
        let mut updated = self.store.update(cx, id, edit).await?;
        // a new date may be due
        if let Some(person) = self.find(cx, id).await? {
            updated = Updated::new(person, updated.changes);
        }
        Ok(updated)
    }

    /// Calls a hire off: who was seen stays, and is not active. Who was not, or has ended already,
    /// is removed.
    async fn delete(&self, cx: &Context, id: &str, pre: Precondition) -> Result<(), ScimError> {
        only_hr(cx)?;
        let person = self.find(cx, id).await?.ok_or_else(|| ScimError::not_found("User", id))?;
        if matches!(status(&person), Some(Status::Planned | Status::Ended)) {
            return self.store.delete(cx, id, pre).await;
        }
        let now = (self.clock)();
        let off = set(&json!({ "active": false, EMPLOYMENT: {
            "hireDate": null, "terminationDate": now.as_str(), "status": "ended" } }))?;
        self.store.update(cx, id, off.when(pre)).await?;
        Ok(())
    }

    async fn search(&self, cx: &Context, query: &Query<Person>) -> Result<Page<Person>, ScimError> {
        self.catch_up().await?;
        let people = self.store.resources(None);
        Ok(query.run_cloned(people.iter().filter(|person| is_seen(cx, person))))
    }
}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("People").field("days_before", &self.days_before).finish_non_exhaustive()
    }
}
