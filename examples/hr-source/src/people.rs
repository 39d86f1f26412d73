//! The people, as far as whoever asks sees them.

use crate::calendar::due;
use crate::person::{EMPLOYMENT, Person, Status};
use scim_schema::dialect::Dialect;
use scim_schema::edit::{Create, Edit, Patch};
use scim_schema::filter::{Filter, FilterError};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, MemoryStore, Schedule, Scheduled, Store};
use scim_schema::value::DateTime;
use serde_json::{Value, json};
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

/// The people, whom the calendar moves.
#[derive(Debug)]
pub struct People {
    people: Scheduled<MemoryStore<Person>, Calendar>,
}

impl People {
    /// Nobody, to be seen so many days before they start, by this clock.
    ///
    /// # Errors
    /// A filter of who is seen that does not fit [`Person`].
    pub fn new(
        days_before: u32,
        clock: impl Fn() -> DateTime + Send + Sync + 'static,
    ) -> Result<Self, FilterError> {
        let now = Arc::new(clock);
        let stamps = now.clone();
        let store = MemoryStore::new().clock(move || stamps());
        let planned = format!("{EMPLOYMENT}:status eq \"{}\"", Status::Planned.as_str());
        let known = Filter::parse(&format!("not ({planned})"))?;
        let people = Scheduled::new(store, Calendar { days_before, known }).clock(move || now());
        Ok(Self { people })
    }

    /// Adds someone whom no request made.
    ///
    /// # Errors
    /// A `userName` that is taken.
    pub fn insert(&self, cx: &Context, person: Person) -> Result<Person, ScimError> {
        self.people.store().insert(cx, person)
    }
}

/// Who sees whom, and what is due: each as a change of its own, so whoever asks for what was changed
/// since the last time is told of those who are seen since then, and of those who have left.
#[derive(Debug)]
struct Calendar {
    days_before: u32,
    /// Those whom clients see.
    known: Filter<Person>,
}

impl Schedule<Person> for Calendar {
    fn seen(&self, cx: &Context) -> Result<Option<Filter<Person>>, ScimError> {
        Ok(match reader(cx) {
            Reader::Hr => None,
            Reader::Client => Some(self.known.clone()),
        })
    }

    fn due(&self, person: &Person, now: &DateTime) -> Result<Option<Edit<Person>>, ScimError> {
        let (is, active) = due(person, self.days_before, now);
        if (status(person), person.active) == (Some(is), Some(active)) {
            return Ok(None);
        }
        set(&json!({ "active": active, EMPLOYMENT: { "status": is.as_str() } })).map(Some)
    }
}

fn reader(cx: &Context) -> Reader {
    cx.extensions().get().copied().unwrap_or(Reader::Client)
}

fn status(person: &Person) -> Option<Status> {
    person.employment.as_ref().and_then(|employment| employment.status)
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
    Ok(Patch::new(body.to_string(), Dialect::RFC)?.into())
}

impl Store<Person> for People {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<Person>) -> Result<Person, ScimError> {
        only_hr(cx)?;
        self.people.create(cx, new).await
    }

    async fn get(
        &self,
        cx: &Context,
        id: &String,
        projection: &Projection<Person>,
    ) -> Result<Option<Person>, ScimError> {
        self.people.get(cx, id, projection).await
    }

    async fn update(
        &self,
        cx: &Context,
        id: &String,
        edit: Edit<Person>,
    ) -> Result<Updated<Person>, ScimError> {
        self.people.update(cx, id, edit).await
    }

    /// For who was entered by mistake, or is to be forgotten: gone for everybody, whatever the
    /// calendar says (RFC 7644 section 3.6). An employment ends by a date, see there.
    async fn delete(&self, cx: &Context, id: &String, pre: Precondition) -> Result<(), ScimError> {
        only_hr(cx)?;
        self.people.delete(cx, id, pre).await
    }

    async fn search(&self, cx: &Context, query: &Query<Person>) -> Result<Page<Person>, ScimError> {
        self.people.search(cx, query).await
    }
}
