//! What time does to resources, and what of them a client sees by now.

use super::{Context, Identity, Store, id};
use crate::edit::{Create, Edit};
use crate::filter::Filter;
use crate::limits::Limits;
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::resource::ScimResource;
use crate::value::DateTime;
use crate::write::etag;
use std::fmt;
use std::sync::Arc;

/// How many resources are looked at at once.
const AT_ONCE: usize = 200;
/// How often a resource is looked at that others write meanwhile.
const TURNS: usize = 5;

/// What time does to the resources of one type, and what of them a client sees: people who are
/// hired and seen some days before they start, accounts that end on a date.
///
/// What is due is an edit of the resource, so it is a change like any other: it moves the version
/// and `meta.lastModified`, an incremental import finds it, and it is in the
/// [change feed](super::ChangeFeed). What a client sees is a filter, so a database can answer it.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// # use scim_schema::ScimResource;
/// use scim_schema::dialect::Dialect;
/// use scim_schema::edit::{Edit, Patch};
/// use scim_schema::filter::Filter;
/// use scim_schema::message::ScimError;
/// use scim_schema::service::{Context, MemoryStore, Schedule, ScimService, Scheduled};
/// use scim_schema::value::DateTime;
///
/// #[derive(Clone, Default, ScimResource)]
/// #[scim(schema = "urn:example:Pass", endpoint = "/Passes")]
/// struct Pass {
///     #[scim(id)]
///     id: String,
///     #[scim(path = "validFrom")]
///     valid_from: Option<DateTime>,
///     /// For the schedule alone to write: see [`ownership`](scim_schema::ownership).
///     listed: Option<bool>,
/// }
///
/// /// Passes are listed three days before they are valid.
/// struct Soon;
///
/// impl Schedule<Pass> for Soon {
///     fn seen(&self, _: &Context) -> Result<Option<Filter<Pass>>, ScimError> {
///         Ok(Some(Filter::parse("listed eq true")?))
///     }
///     fn due(&self, pass: &Pass, now: &DateTime) -> Result<Option<Edit<Pass>>, ScimError> {
///         let Some(from) = &pass.valid_from else { return Ok(None) };
///         if pass.listed == Some(true) || from.midnight(3).cmp_instant(now).is_gt() {
///             return Ok(None);
///         }
///         let body = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///             "Operations": [{"op": "replace", "path": "listed", "value": true}]}"#;
///         Ok(Some(Patch::new(body, Dialect::RFC)?.into()))
///     }
///     /// Of the others nothing is ever due.
///     fn waiting(&self, _: &DateTime) -> Result<Option<Filter<Pass>>, ScimError> {
///         Ok(Some(Filter::parse("validFrom pr")?))
///     }
/// }
///
/// let passes = Scheduled::new(MemoryStore::<Pass>::new(), Soon);
/// let scim = ScimService::builder().resource(passes).unauthenticated().build();
/// # let _ = scim;
/// # }
/// ```
pub trait Schedule<R: ScimResource>: Send + Sync + 'static {
    /// What the client of a request sees: what this filter finds, or everything. The rest is not
    /// there for it: not in searches and their totals, `404` by its id. Of a resource with a list
    /// that the store gives [in parts](Store::IN_PARTS), it is asked by a search for the `id`.
    ///
    /// It is asked for every request: a filter that stays the same is best parsed once and cloned.
    ///
    /// # Errors
    /// Why it is not known, with which the request fails; nothing is shown then. `400`, such as of
    /// a filter that cannot be parsed, is no fault of the client's, and answered as `500`.
    fn seen(&self, cx: &Context) -> Result<Option<Filter<R>>, ScimError>;

    /// What is due of a resource by now; `None` for nothing, which it must be once it is done.
    ///
    /// The store loads all of a resource for this but what is `returned` `never`, which it need
    /// not have: see [`Projection::everything`]. Of a list that it gives
    /// [in parts](Store::IN_PARTS) that is the first part, so nothing may depend on the others.
    ///
    /// The edit is for the version of this resource, unless it has a precondition of its own. If
    /// someone writes the resource meanwhile it is read and asked about again, some times, then that
    /// is `503`. A type without a version cannot tell: there the edit is done to what is stored by then.
    ///
    /// # Errors
    /// An edit that cannot be made. Whoever asks has sent none, so what is below `500`, of this or of
    /// what the store makes of the edit, is answered as `500`.
    fn due(&self, resource: &R, now: &DateTime) -> Result<Option<Edit<R>>, ScimError>;

    /// Which resources something may be due of, for a store that can search for them; by default
    /// all are looked at.
    ///
    /// # Errors
    /// As of [`due`](Self::due).
    fn waiting(&self, now: &DateTime) -> Result<Option<Filter<R>>, ScimError> {
        let _ = now;
        Ok(None)
    }
}

/// A store by a [`Schedule`]: what is due is done before anyone reads, and clients see what they
/// are to see.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::edit::{Edit, Patch};
/// use scim_schema::filter::Filter;
/// use scim_schema::message::ScimError;
/// use scim_schema::rfc::User;
/// use scim_schema::service::{Context, MemoryStore, Schedule, Scheduled, ScimService};
/// use scim_schema::value::DateTime;
///
/// /// Everyone is seen, and leaves at the end of the year.
/// struct Leave;
///
/// impl Schedule<User> for Leave {
///     fn seen(&self, _: &Context) -> Result<Option<Filter<User>>, ScimError> {
///         Ok(None)
///     }
///     fn due(&self, user: &User, now: &DateTime) -> Result<Option<Edit<User>>, ScimError> {
///         if user.active == Some(false) || now.as_str() < "2027" {
///             return Ok(None);
///         }
///         let body = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
///             "Operations": [{"op": "replace", "path": "active", "value": false}]}"#;
///         Patch::new(body, scim_schema::dialect::Dialect::RFC).map(|patch| Some(patch.into()))
///     }
/// }
///
/// let users = MemoryStore::<User>::new();
/// let scheduled = Scheduled::new(users.clone(), Leave);
/// // for a test, it is always noon
/// let scheduled = scheduled.clock(|| DateTime::from_unix(43_200, 0).unwrap());
/// assert!(scheduled.store().resources(None).is_empty());
///
/// // from time to time, for those who follow the changes
/// let due = async { scheduled.catch_up::<User>(None).await };
/// # drop(due);
/// let scim = ScimService::builder().resource(scheduled).unauthenticated().build();
/// # let _ = scim;
/// # }
/// ```
pub struct Scheduled<S, C> {
    store: S,
    schedule: C,
    clock: Arc<dyn Fn() -> DateTime + Send + Sync>,
}

impl<S, C> Scheduled<S, C> {
    /// This store, by this schedule and the clock of the machine.
    #[must_use]
    pub fn new(store: S, schedule: C) -> Self {
        Self { store, schedule, clock: Arc::new(DateTime::now) }
    }

    /// By another clock, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> DateTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The store itself, of which everything is seen and nothing is due.
    #[must_use]
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// Does what is due of a tenant's resources. Searches do it first; call it from time to time
    /// where the [change feed](super::ChangeFeed) is to tell of it though nobody asks.
    ///
    /// # Errors
    /// A fault of the store or of the schedule; a page by index that is not all is one, as it is asked
    /// for pages by cursor.
    pub async fn catch_up<R>(&self, tenant: Option<&str>) -> Result<(), ScimError>
    where
        R: ScimResource,
        S: Store<R>,
        C: Schedule<R>,
    {
        let (cx, now) = (application(tenant), (self.clock)());
        // what is due may depend on any attribute
        let mut query = Query::<R>::all(Limits::DEFAULT)
            .with_projection(Projection::everything())
            .with_count(AT_ONCE)
            .with_total(false)
            .with_cursor(None);
        if let Some(filter) = self.schedule.waiting(&now).map_err(fault)? {
            query = query.with_filter(filter);
        }
        loop {
            let page = self.store.search(&cx, &query).await;
            let page = page.map_err(|error| fault(error.into()))?;
            let looked_at = u64::try_from(page.resources().len()).unwrap_or(u64::MAX);
            // of a page by index nothing says where to go on
            if page.has_more().is_none() && page.total_results().is_none_or(|all| all > looked_at) {
                let fault = "the store answered a search by cursor with a page by index";
                return Err(ScimError::internal(fault));
            }
            for resource in page.resources() {
                self.settle(&cx, resource, &now).await?;
            }
            let last = page.resources().last().filter(|_| page.has_more() == Some(true));
            let Some(last) = last.map(|last| query.position(last)) else { return Ok(()) };
            query = query.with_cursor(Some(last));
        }
    }

    /// Does what is due of a resource, of the version that it is due of: who writes meanwhile may have
    /// moved it. Answers whether the resource may be another by now.
    async fn settle<R>(&self, cx: &Context, resource: &R, now: &DateTime) -> Result<bool, ScimError>
    where
        R: ScimResource,
        S: Store<R>,
        C: Schedule<R>,
    {
        let mut newer: Option<R> = None;
        for _ in 0..TURNS {
            let current = newer.as_ref().unwrap_or(resource);
            let Some(edit) = self.schedule.due(current, now).map_err(fault)? else {
                return Ok(newer.is_some());
            };
            let edit = for_version_of(current, edit)?;
            let updated = self.store.update(&application(cx.tenant()), current.id(), edit).await;
            match updated.map_err(Into::<ScimError>::into) {
                Err(error) if error.status() == 412 => {}
                // deleted meanwhile
                Err(error) if error.status() != 404 => return Err(fault(error)),
                _ => return Ok(true),
            }
            newer = self.whole::<R>(cx, resource.id()).await?;
            if newer.is_none() {
                return Ok(true);
            }
        }
        let fault = "each time that something was due of a resource it was written by others";
        Err(ScimError::unavailable(1, fault))
    }

    /// A resource as it is stored, with all that what is due and what is seen may depend on.
    async fn whole<R>(&self, cx: &Context, id: &R::Id) -> Result<Option<R>, ScimError>
    where
        R: ScimResource,
        S: Store<R>,
    {
        let whole = Projection::everything_with(cx.dynamic::<R>());
        self.store.get(cx, id, &whole).await.map_err(Into::into)
    }

    /// The same as it is by now.
    async fn settled<R>(&self, cx: &Context, id: &R::Id) -> Result<Option<R>, ScimError>
    where
        R: ScimResource,
        S: Store<R>,
        C: Schedule<R>,
    {
        let Some(resource) = self.whole::<R>(cx, id).await? else { return Ok(None) };
        if self.settle(cx, &resource, &(self.clock)()).await? {
            return self.whole::<R>(cx, id).await;
        }
        Ok(Some(resource))
    }

    /// What a write left, where what is due of it has changed that: a new date may be due. It was
    /// written whatever goes wrong here, so that is told to who asks next, and not to who wrote.
    async fn written<R>(&self, cx: &Context, id: &R::Id, left: Option<&R>) -> Option<R>
    where
        R: ScimResource,
        S: Store<R>,
        C: Schedule<R>,
    {
        if let Some(resource) = left
            && !self.settle(cx, resource, &(self.clock)()).await.unwrap_or(false)
        {
            return None;
        }
        self.settled::<R>(cx, id).await.unwrap_or(None)
    }

    /// The same, if the client sees it.
    async fn find<R>(&self, cx: &Context, id: &R::Id) -> Result<Option<R>, ScimError>
    where
        R: ScimResource,
        S: Store<R>,
        C: Schedule<R>,
    {
        let seen = self.schedule.seen(cx).map_err(unseen)?;
        let Some(found) = self.settled::<R>(cx, id).await? else { return Ok(None) };
        let is_whole = S::IN_PARTS.is_none() || self.store.is_last_part(&found);
        let is_seen = match seen {
            None => true,
            Some(seen) if is_whole => seen.matches(&found),
            // the elements that are not here may decide
            Some(seen) => self.finds(cx, id, &seen).await?,
        };
        Ok(is_seen.then_some(found))
    }

    /// Whether the store finds a resource by this filter.
    async fn finds<R>(&self, cx: &Context, id: &R::Id, seen: &Filter<R>) -> Result<bool, ScimError>
    where
        R: ScimResource,
        S: Store<R>,
    {
        let same = format!("id eq {}", serde_json::Value::from(id.to_string()));
        let same = Filter::<R>::parse(&same).map_err(|error| fault(error.into()))?;
        let query = Query::all(Limits::DEFAULT).with_filter(same).narrowed(seen).with_count(0);
        let page = self.store.search(cx, &query).await.map_err(|error| fault(error.into()))?;
        Ok(page.total_results().is_some_and(|total| total > 0))
    }
}

/// Who does what is due: the application, for a tenant.
fn application(tenant: Option<&str>) -> Context {
    let identity = Identity::new();
    Context::new(match tenant {
        Some(tenant) => identity.tenant(tenant),
        None => identity,
    })
}

/// The edit of what is due, for the version that it is due of.
fn for_version_of<R: ScimResource>(resource: &R, edit: Edit<R>) -> Result<Edit<R>, ScimError> {
    match etag(resource).filter(|_| edit.precondition().is_none()) {
        Some(version) => {
            let same = Precondition::parse(Some(&version), None).map_err(fault)?;
            Ok(edit.when(same))
        }
        None => Ok(edit),
    }
}

/// What is wrong with what is due, or with doing it, is nothing that the client sent.
fn fault(error: ScimError) -> ScimError {
    if error.status() < 500 { ScimError::internal(error) } else { error }
}

/// The same of what a client sees, but that a schedule may refuse this client.
fn unseen(error: ScimError) -> ScimError {
    if error.status() == 400 { ScimError::internal(error) } else { error }
}

impl<R: ScimResource, S: Store<R>, C: Schedule<R>> Store<R> for Scheduled<S, C> {
    type Error = ScimError;

    const IN_PARTS: Option<&'static str> = S::IN_PARTS;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, ScimError> {
        let created = self.store.create(cx, new).await.map_err(Into::into)?;
        let written = self.written(cx, created.id(), Some(&created)).await;
        Ok(written.unwrap_or(created))
    }

    async fn get(
        &self,
        cx: &Context,
        id: &R::Id,
        _: &Projection<R>,
    ) -> Result<Option<R>, ScimError> {
        self.find(cx, id).await
    }

    async fn update(
        &self,
        cx: &Context,
        id: &R::Id,
        edit: Edit<R>,
    ) -> Result<Updated<R>, ScimError> {
        if self.find::<R>(cx, id).await?.is_none() {
            return Err(id::not_found::<R>(id));
        }
        let updated = self.store.update(cx, id, edit).await.map_err(Into::into)?;
        match self.written(cx, id, updated.resource.as_ref()).await {
            Some(resource) => Ok(Updated::new(resource, updated.changes)),
            None => Ok(updated),
        }
    }

    async fn delete(&self, cx: &Context, id: &R::Id, pre: Precondition) -> Result<(), ScimError> {
        if self.find::<R>(cx, id).await?.is_none() {
            return Err(id::not_found::<R>(id));
        }
        self.store.delete(cx, id, pre).await.map_err(Into::into)
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, ScimError> {
        let seen = self.schedule.seen(cx).map_err(unseen)?;
        self.catch_up::<R>(cx.tenant()).await?;
        let page = match seen {
            Some(seen) => self.store.search(cx, &query.clone().narrowed(&seen)).await,
            None => self.store.search(cx, query).await,
        };
        page.map_err(Into::into)
    }

    fn is_last_part(&self, resource: &R) -> bool {
        self.store.is_last_part(resource)
    }

    async fn next_part(
        &self,
        cx: &Context,
        resource: &R,
        projection: &Projection<R>,
    ) -> Result<Option<R>, ScimError> {
        self.store.next_part(cx, resource, projection).await.map_err(Into::into)
    }
}

impl<S: fmt::Debug, C> fmt::Debug for Scheduled<S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scheduled").field("store", &self.store).finish_non_exhaustive()
    }
}
