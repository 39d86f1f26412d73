//! A store that forgets when it is dropped.

mod stamp;
mod table;
#[cfg(test)]
mod tests;
mod unique;

use super::{Change, ChangeFeed, Context, Store};
use crate::edit::{Create, Edit};
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::resource::ScimResource;
use crate::value::DateTime;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use table::Tables;

/// A [`Store`] of any resource in memory, for tests and prototypes.
///
/// It does what a store has to: ids, `meta.created`, `meta.lastModified` and the version are its
/// own; an attribute with `uniqueness` `server` or `global` is unique within a tenant, compared as
/// [`compare`](crate::compare) says; an edit that changes nothing moves nothing; tenants do not
/// see each other; every write is a [`Change`], recorded with it; all of that under one lock, so
/// it is true of parallel writers as well. Searches that are not
/// sorted answer in the order of creation, and by cursor in that of ids.
///
/// Ids are random UUIDs, or count from 1 where the type of the id takes no UUID. Versions count
/// from 1, or are new where their type does not count. What a field behind `#[scim(with = ..)]`
/// holds of these is the blank resource's to say.
///
/// Cheap to clone; all clones are one store. Secrets are kept as they come: hash them yourself
/// if it is ever given real ones.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::rfc::{Group, User};
/// use scim_schema::service::{Context, DeletePolicy, Identity, MemoryStore, ScimService};
///
/// let users = MemoryStore::<User>::new().deletes(DeletePolicy::Tombstone);
/// let scim = ScimService::builder()
///     .resource(users.clone())
///     .resource(MemoryStore::<Group>::new())
///     .unauthenticated()
///     .build();
/// # let _ = scim;
///
/// // what a test wants to be there already
/// let cx = Context::new(Identity::new());
/// let user = users.insert(&cx, User { user_name: "bjensen".into(), ..User::default() }).unwrap();
/// assert_eq!((user.id.len(), user.version.as_str()), (36, "1"));
///
/// let taken = users.insert(&cx, User { user_name: "BJensen".into(), ..User::default() });
/// assert_eq!(taken.unwrap_err().status(), 409);
/// assert_eq!(users.resources(None), [user]);
/// assert!(users.tombstones(None).is_empty(), "nobody was deleted");
/// # }
/// ```
pub struct MemoryStore<R> {
    blank: Arc<dyn Fn() -> R + Send + Sync>,
    clock: Arc<dyn Fn() -> DateTime + Send + Sync>,
    deletes: DeletePolicy,
    tables: Arc<Mutex<Tables<R>>>,
}

/// What is left of a deleted resource. In either case requests do not find it (`404`), what was
/// unique is free again, and the deletion is a [`Change`] (RFC 7644 section 3.6).
///
/// ```
/// use scim_schema::rfc::User;
/// use scim_schema::service::{Context, DeletePolicy, Identity, MemoryStore, Store};
///
/// # fn block_on<F: Future>(future: F) -> F::Output {
/// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
/// #         std::task::Poll::Ready(output) => output,
/// #         std::task::Poll::Pending => panic!("it waits"),
/// #     }
/// # }
/// let users = MemoryStore::<User>::new().deletes(DeletePolicy::Tombstone);
/// let cx = Context::new(Identity::new());
/// let user = users.insert(&cx, User { user_name: "babs".into(), ..User::default() }).unwrap();
/// block_on(users.delete(&cx, &user.id, Default::default())).unwrap();
/// assert!(users.resources(None).is_empty());
/// assert_eq!(users.tombstones(None), [user]);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeletePolicy {
    /// Nothing.
    #[default]
    Erase,
    /// The resource as it was, for whoever keeps the store: [`MemoryStore::tombstones`].
    Tombstone,
}

impl<R: ScimResource + Default> Default for MemoryStore<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R: ScimResource> MemoryStore<R> {
    /// An empty store, whose new resources begin as `R::default()`.
    #[must_use]
    pub fn new() -> Self
    where
        R: Default,
    {
        Self::with_blank(R::default)
    }

    /// An empty store, whose new resources begin like this.
    ///
    /// ```
    /// use scim_schema::rfc::User;
    /// use scim_schema::service::{Context, Identity, MemoryStore};
    /// use scim_schema::value::DateTime;
    ///
    /// let blank = || User { locale: Some("en-US".into()), ..User::default() };
    /// let users = MemoryStore::with_blank(blank)
    ///     .clock(|| DateTime::parse("2011-05-13T04:42:34Z").unwrap());
    /// let cx = Context::new(Identity::new());
    /// let user = users.insert(&cx, User { user_name: "babs".into(), ..User::default() }).unwrap();
    /// assert_eq!(user.created.unwrap().as_str(), "2011-05-13T04:42:34Z");
    /// ```
    #[must_use]
    pub fn with_blank(blank: impl Fn() -> R + Send + Sync + 'static) -> Self {
        Self {
            blank: Arc::new(blank),
            clock: Arc::new(DateTime::now),
            deletes: DeletePolicy::default(),
            tables: Arc::default(),
        }
    }

    /// With another clock, for tests.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> DateTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// With this left of what is deleted.
    #[must_use]
    pub const fn deletes(mut self, policy: DeletePolicy) -> Self {
        self.deletes = policy;
        self
    }

    /// Adds a resource that no request created, under a new id, and answers it as it is stored.
    ///
    /// # Errors
    /// [`ScimError::uniqueness`].
    pub fn insert(&self, cx: &Context, resource: R) -> Result<R, ScimError> {
        self.tables().insert(cx, resource, &(self.clock)())
    }

    /// All resources of a tenant, in the order of creation.
    #[must_use]
    pub fn resources(&self, tenant: Option<&str>) -> Vec<R> {
        self.tables().resources(tenant).cloned().collect()
    }

    /// The deleted resources of a tenant as they were, in the order of deletion; none with
    /// [`DeletePolicy::Erase`].
    #[must_use]
    pub fn tombstones(&self, tenant: Option<&str>) -> Vec<R> {
        self.tables().tombstones(tenant).cloned().collect()
    }

    /// Drops the changes up to this sequence, which every consumer has dealt with.
    ///
    /// ```
    /// use scim_schema::rfc::User;
    /// use scim_schema::service::{ChangeFeed, Context, Identity, MemoryStore};
    ///
    /// # fn block_on<F: Future>(future: F) -> F::Output {
    /// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
    /// #         std::task::Poll::Ready(output) => output,
    /// #         std::task::Poll::Pending => panic!("it waits"),
    /// #     }
    /// # }
    /// let users = MemoryStore::<User>::new();
    /// let cx = Context::new(Identity::new());
    /// for name in ["babs", "carla"] {
    ///     users.insert(&cx, User { user_name: name.into(), ..User::default() }).unwrap();
    /// }
    /// users.forget_changes(1);
    /// let left = block_on(users.after(None, 0, 100)).unwrap();
    /// assert_eq!(left.iter().map(|change| change.sequence).collect::<Vec<_>>(), [2]);
    /// ```
    pub fn forget_changes(&self, through: u64) {
        self.tables().forget_changes(through);
    }

    /// A panic in the code of a resource leaves nothing half done: tables change when all else is.
    fn tables(&self) -> MutexGuard<'_, Tables<R>> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: ScimResource> Store<R> for MemoryStore<R> {
    type Error = ScimError;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, ScimError> {
        let mut resource = (self.blank)();
        new.apply_to(&mut resource)?;
        self.insert(cx, resource)
    }

    async fn get(
        &self,
        cx: &Context,
        id: &R::Id,
        _: &Projection<R>,
    ) -> Result<Option<R>, ScimError> {
        Ok(self.tables().get(cx.tenant(), id).cloned())
    }

    async fn update(
        &self,
        cx: &Context,
        id: &R::Id,
        edit: Edit<R>,
    ) -> Result<Updated<R>, ScimError> {
        self.tables().update(cx, id, &edit, &(self.clock)())
    }

    async fn delete(&self, cx: &Context, id: &R::Id, pre: Precondition) -> Result<(), ScimError> {
        self.tables().delete(cx, id, &pre, self.deletes, &(self.clock)())
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, ScimError> {
        Ok(query.run_cloned(self.tables().resources(cx.tenant())))
    }
}

impl<R: ScimResource> ChangeFeed for MemoryStore<R> {
    type Error = ScimError;

    async fn after(
        &self,
        tenant: Option<&str>,
        sequence: u64,
        limit: usize,
    ) -> Result<Vec<Change>, ScimError> {
        Ok(self.tables().changes(tenant, sequence).take(limit).cloned().collect())
    }
}

impl<R> Clone for MemoryStore<R> {
    fn clone(&self) -> Self {
        Self {
            blank: self.blank.clone(),
            clock: self.clock.clone(),
            deletes: self.deletes,
            tables: self.tables.clone(),
        }
    }
}

impl<R> fmt::Debug for MemoryStore<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore").field("deletes", &self.deletes).finish_non_exhaustive()
    }
}
