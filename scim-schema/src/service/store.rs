//! What keeps resources.

use super::Context;
use crate::edit::{Create, Edit};
use crate::message::ScimError;
use crate::projection::Projection;
use crate::query::{Page, Precondition, Query, Updated};
use crate::resource::ScimResource;
use std::future::Future;

/// What keeps the resources of one type. Implementations write plain `async fn`.
///
/// Ids are given as the type's own, [`ScimResource::Id`]: a text that is none, or another spelling of
/// one, is answered `404` before a store is asked. The tenant is [`Context::tenant`] and is part of
/// every key: another tenant's resource is no resource.
///
/// An edit is stored wholly or not at all, and nothing is stored when applying it fails.
///
/// A store behind an [`Arc`](std::sync::Arc) is one, too, so that the application can keep a clone for
/// what it does itself; so is whatever else a service is built of.
///
/// A table behind a lock, with what every store has to do; with a database it is the same, in a
/// transaction:
///
/// ```
/// use scim_schema::compare::unicode_key;
/// use scim_schema::edit::{Create, Edit};
/// use scim_schema::message::ScimError;
/// use scim_schema::projection::Projection;
/// use scim_schema::query::{Page, Precondition, Query, Updated};
/// use scim_schema::service::{Context, ScimService, Store};
/// use scim_schema::{ScimResource, write::etag};
/// use std::collections::BTreeMap;
/// use std::sync::{Arc, Mutex};
///
/// #[derive(Debug, Clone, Default, ScimResource)]
/// #[scim(rfc = "User")]
/// struct Member {
///     #[scim(id)]
///     id: u64,
///     user_name: String,
///     #[scim(version)]
///     revision: u64,
/// }
///
/// #[derive(Default)]
/// struct Members(Mutex<Rows>);
///
/// #[derive(Default)]
/// struct Rows {
///     members: BTreeMap<u64, Member>,
///     /// An id is never given again, whatever was deleted.
///     last_id: u64,
/// }
///
/// impl Rows {
///     /// Whether no other member has this name, as names compare.
///     fn check_unique(&self, member: &Member) -> Result<(), ScimError> {
///         let name = unicode_key(&member.user_name);
///         let mut others = self.members.values().filter(|other| other.id != member.id);
///         if others.any(|other| unicode_key(&other.user_name) == name) {
///             return Err(ScimError::uniqueness("userName"));
///         }
///         Ok(())
///     }
/// }
///
/// impl Store<Member> for Members {
///     type Error = ScimError;
///
///     async fn create(&self, _: &Context, new: Create<Member>) -> Result<Member, ScimError> {
///         let mut rows = self.0.lock().unwrap();
///         let id = rows.last_id + 1;
///         let (member, _) = new.apply(&Member { id, revision: 1, ..Member::default() })?;
///         rows.check_unique(&member)?;
///         rows.last_id = id;
///         rows.members.insert(id, member.clone());
///         Ok(member)
///     }
///
///     async fn get(&self, _: &Context, id: &u64, _: &Projection<Member>) -> Result<Option<Member>, ScimError> {
///         Ok(self.0.lock().unwrap().members.get(id).cloned())
///     }
///
///     async fn update(&self, _: &Context, id: &u64, edit: Edit<Member>) -> Result<Updated<Member>, ScimError> {
///         let mut rows = self.0.lock().unwrap();
///         let stored = rows.members.get(id).ok_or_else(|| ScimError::not_found("User", id))?;
///         let (mut edited, changes) = edit.apply(stored)?; // `If-Match` is checked here
///         if !changes.is_empty() {
///             rows.check_unique(&edited)?;
///             edited.revision += 1;
///             rows.members.insert(*id, edited.clone());
///         }
///         Ok(Updated::new(edited, changes))
///     }
///
///     async fn delete(&self, _: &Context, id: &u64, precondition: Precondition) -> Result<(), ScimError> {
///         let mut rows = self.0.lock().unwrap();
///         let stored = rows.members.get(id).ok_or_else(|| ScimError::not_found("User", id))?;
///         precondition.check(etag(stored).as_deref())?;
///         rows.members.remove(id);
///         Ok(())
///     }
///
///     async fn search(&self, _: &Context, query: &Query<Member>) -> Result<Page<Member>, ScimError> {
///         Ok(query.run_cloned(self.0.lock().unwrap().members.values()))
///     }
/// }
///
/// // the application's own handlers see what the service writes
/// let members = Arc::new(Members::default());
/// let scim = ScimService::builder().resource(members.clone()).unauthenticated().build();
/// # let _ = scim;
/// # fn block_on<F: Future>(future: F) -> F::Output {
/// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
/// #         std::task::Poll::Ready(output) => output,
/// #         std::task::Poll::Pending => panic!("it waits"),
/// #     }
/// # }
/// # let cx = Context::new(scim_schema::service::Identity::new());
/// # let (rfc, urn) = (scim_schema::dialect::Dialect::RFC, Member::SCHEMA.id.to_string());
/// # let named = |name: &str| format!(r#"{{ "schemas": ["{urn}"], "userName": "{name}" }}"#);
/// # let create = |name: &str| block_on(members.create(&cx, Create::new(named(name), rfc).unwrap()));
/// # assert_eq!((create("zoë").unwrap().id, create("babs").unwrap().id), (1, 2));
/// # assert_eq!(create("ＺＯＥ\u{308}").unwrap_err().status(), 409, "7644-3.3-11");
/// # let put = |name: &str| {
/// #     let edit = scim_schema::edit::Replace::<Member>::new(named(name), rfc).unwrap();
/// #     block_on(members.update(&cx, &2, edit.into()))
/// # };
/// # assert_eq!(put("ZOË").unwrap_err().status(), 409, "7644-3.12-22");
/// # assert!(put("Babs").is_ok(), "its own name in another case");
/// # block_on(members.delete(&cx, &2, Precondition::none())).unwrap();
/// # assert!(block_on(members.get(&cx, &2, &Projection::default())).unwrap().is_none());
/// # assert_eq!(create("babs").unwrap().id, 3, "7643-3.1-08");
/// ```
///
/// # Cancellation
///
/// A server drops the future of a request whose client hangs up, as hyper does, so any `.await` may be
/// the last: what was done before it stays, what comes after it never happens. So a write is one
/// statement; or one transaction, its [`Change`](super::Change) included, that is undone when it is
/// dropped; or it runs in a task of its own, such as `tokio::spawn` makes, which comes to its end
/// though nobody waits for it. `examples/directory` does the last for all writes, and once more for
/// turns at the one connection that writes to SQLite, where others wait for what was begun.
///
/// The service itself spawns nothing, as it knows no runtime. It tells [`Audit`](super::Audit) and
/// [`Metrics`](super::Metrics) of such a request with the status `499`, as it cannot know what became
/// of it, and does not run what is left of a bulk request.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not keep resources of the type `{R}`",
    note = "implement `scim_schema::service::Store<{R}>` for `{Self}`"
)]
pub trait Store<R: ScimResource>: Send + Sync + 'static {
    /// What can go wrong.
    type Error: Into<ScimError> + Send;

    /// The attribute with so many elements that this store gives only the beginning of it, such as
    /// `members`; see [`next_part`](Self::next_part).
    const IN_PARTS: Option<&'static str> = None;

    /// Creates a resource: applies the request to a blank one that the application prepared, with
    /// its id, timestamps and version, and answers it as it is stored.
    ///
    /// # Errors
    /// What applying answers, and [`ScimError::uniqueness`].
    fn create(
        &self,
        cx: &Context,
        new: Create<R>,
    ) -> impl Future<Output = Result<R, Self::Error>> + Send;

    /// The resource, or `None` if there is none. What the projection does not include need not be
    /// loaded, but for the id and the version.
    ///
    /// # Errors
    /// A fault of the store.
    fn get(
        &self,
        cx: &Context,
        id: &R::Id,
        projection: &Projection<R>,
    ) -> impl Future<Output = Result<Option<R>, Self::Error>> + Send;

    /// Edits a resource. Nothing was loaded yet. An edit that changes nothing is no write: it
    /// moves neither `meta.lastModified` nor the version.
    ///
    /// # Errors
    /// [`ScimError::not_found`], what applying answers (`412` for another version included), and
    /// [`ScimError::uniqueness`].
    fn update(
        &self,
        cx: &Context,
        id: &R::Id,
        edit: Edit<R>,
    ) -> impl Future<Output = Result<Updated<R>, Self::Error>> + Send;

    /// Deletes a resource, if the precondition holds of its version.
    ///
    /// # Errors
    /// [`ScimError::not_found`], and what [`Precondition::check`] answers.
    fn delete(
        &self,
        cx: &Context,
        id: &R::Id,
        precondition: Precondition,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;

    /// A page of the resources that the query finds, in an order that stays. A store that holds
    /// everything calls [`Query::run`] or [`Query::run_cloned`]; another translates
    /// [`Query::filter`] and [`Query::sort`], and finds no other resources than these say.
    ///
    /// A query [by cursor](Query::by_cursor) is answered by [`Page::by_cursor`], or it is a fault, `500`,
    /// as nobody can go on from a page by index. Clients ask so where a
    /// [key](super::Builder::cursor_key) allows it, and [`Scheduled`](super::Scheduled) always, to look
    /// at all resources.
    ///
    /// # Errors
    /// A fault of the store, or `400` with [`ScimType::TooMany`](crate::message::ScimType) for a
    /// search that costs more than it allows.
    fn search(
        &self,
        cx: &Context,
        query: &Query<R>,
    ) -> impl Future<Output = Result<Page<R>, Self::Error>> + Send;

    /// Whether a resource has the last of the parts already, if that is known without looking: the
    /// size of the response is known then, as for most lists.
    fn is_last_part(&self, resource: &R) -> bool {
        let _ = resource;
        false
    }

    /// The same resource with the elements of [`IN_PARTS`](Self::IN_PARTS) that come after those
    /// it has; `None` if there are none. It is asked for each resource that
    /// [`get`](Self::get), [`search`](Self::search) or [`update`](Self::update) answered, and of
    /// each part that is not the last, while the response is on its way: so a list that is longer
    /// than memory can be sent, and a field behind `#[scim(skip)]` is where a store notes how far
    /// it has come. A part has at least one element.
    ///
    /// The parts are read one after the other, and no transaction spans them, as a client may take
    /// its time: elements that are added or removed meanwhile may or may not be among them, all
    /// others are, once.
    ///
    /// # Errors
    /// A fault of the store. The response has begun, so its connection is closed before the end.
    ///
    /// The rows of a large group, a thousand at a time:
    ///
    /// ```
    /// use scim_schema::edit::{Create, Edit};
    /// use scim_schema::message::ScimError;
    /// use scim_schema::projection::Projection;
    /// use scim_schema::query::{Page, Precondition, Query, Updated};
    /// use scim_schema::rfc::{Group, Member};
    /// use scim_schema::service::{Context, Store};
    ///
    /// /// Groups, each with this many members.
    /// struct Large(usize);
    ///
    /// const PART: usize = 1_000;
    ///
    /// impl Store<Group> for Large {
    ///     type Error = ScimError;
    ///     const IN_PARTS: Option<&'static str> = Some("members");
    ///
    ///     async fn get(&self, _: &Context, id: &String, _: &Projection<Group>) -> Result<Option<Group>, ScimError> {
    ///         let members = (0..self.0.min(PART)).map(member).collect();
    ///         Ok(Some(Group { id: id.clone(), members, ..Group::default() }))
    ///     }
    ///
    ///     fn is_last_part(&self, group: &Group) -> bool {
    ///         group.members.len() < PART
    ///     }
    ///
    ///     async fn next_part(&self, _: &Context, group: &Group, _: &Projection<Group>) -> Result<Option<Group>, ScimError> {
    ///         let last = group.members.last().and_then(|member| member.value.as_deref());
    ///         let from = last.map_or(0, |id| id.parse::<usize>().unwrap_or(0) + 1);
    ///         let members: Vec<_> = (from..self.0.min(from + PART)).map(member).collect();
    ///         Ok((!members.is_empty()).then(|| Group { members, ..group.clone() }))
    ///     }
    /// #
    /// #     async fn create(&self, _: &Context, _: Create<Group>) -> Result<Group, ScimError> {
    /// #         Err(ScimError::not_implemented(""))
    /// #     }
    /// #     async fn update(&self, _: &Context, _: &String, _: Edit<Group>) -> Result<Updated<Group>, ScimError> {
    /// #         Err(ScimError::not_implemented(""))
    /// #     }
    /// #     async fn delete(&self, _: &Context, _: &String, _: Precondition) -> Result<(), ScimError> {
    /// #         Err(ScimError::not_implemented(""))
    /// #     }
    /// #     async fn search(&self, _: &Context, _: &Query<Group>) -> Result<Page<Group>, ScimError> {
    /// #         Err(ScimError::not_implemented(""))
    /// #     }
    ///     // and the rest of a store
    /// }
    ///
    /// fn member(id: usize) -> Member {
    ///     Member { value: Some(id.to_string()), ..Member::default() }
    /// }
    /// # fn block_on<F: Future>(future: F) -> F::Output {
    /// #     match std::pin::pin!(future).poll(&mut std::task::Context::from_waker(std::task::Waker::noop())) {
    /// #         std::task::Poll::Ready(output) => output,
    /// #         std::task::Poll::Pending => panic!("it waits"),
    /// #     }
    /// # }
    /// # let (groups, cx) = (Large(1_500), Context::new(scim_schema::service::Identity::new()));
    /// let shown = Projection::default();
    /// let first = block_on(groups.get(&cx, &"1".to_owned(), &shown)).unwrap().unwrap();
    /// let rest = block_on(groups.next_part(&cx, &first, &shown)).unwrap().unwrap();
    /// assert_eq!((first.members.len(), rest.members.len()), (1_000, 500));
    /// assert!(groups.is_last_part(&rest));
    /// ```
    fn next_part(
        &self,
        cx: &Context,
        resource: &R,
        projection: &Projection<R>,
    ) -> impl Future<Output = Result<Option<R>, Self::Error>> + Send {
        let _ = (cx, resource, projection);
        async { Ok(None) }
    }
}
