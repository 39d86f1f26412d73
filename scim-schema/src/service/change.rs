//! What happened to resources, for those who follow.

use super::Context;
use crate::changes;
use crate::edit::Operation;
use crate::message::ScimError;
use crate::query::Updated;
use crate::resource::{Kind, ScimResource, View};
use crate::value::DateTime;
use crate::write::etag;
use serde::{Deserialize, Serialize};
use std::future::Future;

/// One write to one resource: who wrote what when, and never a value but for what
/// [`active`](Self::active) says.
///
/// A store makes one for every write and records it in the unit of work of that write, so that
/// there is a change for everything that happened and for nothing else. It serializes, for a
/// column or a queue.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::rfc::User;
/// use scim_schema::service::{Change, Context, Identity};
///
/// let cx = Context::new(Identity::new().subject("okta").tenant("acme"));
/// let user = User { id: "7".into(), user_name: "bjensen".into(), ..User::default() };
/// let change = Change::created(&cx, &user).with_sequence(1);
/// let json = serde_json::to_string(&change).unwrap();
/// assert!(json.starts_with(r#"{"sequence":1,"kind":"created","resourceType":"User","id":"7","tenant":"acme""#));
/// assert!(json.contains(r#""paths":["userName"]"#) && !json.contains("bjensen"));
/// let deleted = Change::deleted::<User>(&cx, &user.id, Some("W/\"3\"".into()));
/// assert_eq!((deleted.version_before.as_deref(), deleted.version_after), (Some("W/\"3\""), None));
/// // when another process wrote it down
/// let at = scim_schema::value::DateTime::parse("2011-05-13T04:42:34Z").unwrap();
/// assert_eq!(Change::created(&cx, &user).with_time(at.clone()).at, at);
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Change {
    /// Its place among the changes of the store: later ones have greater numbers, from 1. 0 until
    /// the store has assigned it.
    pub sequence: u64,
    /// What happened.
    pub kind: ChangeKind,
    /// The name of the resource type, such as `User`.
    pub resource_type: String,
    /// The id of the resource.
    pub id: String,
    /// Whose resource it is; `None` where there is only one tenant.
    pub tenant: Option<String>,
    /// The entity tag before; `None` for a new resource, or a type without versions.
    pub version_before: Option<String>,
    /// The entity tag after; `None` for a deleted resource, or a type without versions.
    pub version_after: Option<String>,
    /// What changed, as attribute paths: of a new resource the attributes that were assigned, of a
    /// deleted one none.
    pub paths: Vec<String>,
    /// Who asked for it, if that is known.
    pub subject: Option<String>,
    /// The request that asked for it; empty if none did.
    pub request_id: String,
    /// When.
    pub at: DateTime,
    /// Whether the resource is `active` afterwards, if that changed and is known: what whoever ends
    /// sessions must not have to ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// What happened to a resource.
///
/// ```
/// use scim_schema::service::ChangeKind;
///
/// assert_eq!(serde_json::to_string(&ChangeKind::Patched).unwrap(), r#""patched""#);
/// assert_eq!(serde_json::from_str::<ChangeKind>(r#""deleted""#).unwrap(), ChangeKind::Deleted);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum ChangeKind {
    /// It was created.
    Created,
    /// A PUT changed it.
    Replaced,
    /// A PATCH changed it.
    Patched,
    /// It was deleted, for good or with a tombstone left.
    Deleted,
}

impl Change {
    fn new<R: ScimResource>(cx: &Context, id: &R::Id, kind: ChangeKind) -> Self {
        Self {
            sequence: 0,
            kind,
            resource_type: R::RESOURCE_TYPE.name.to_string(),
            id: id.to_string(),
            tenant: cx.tenant().map(str::to_owned),
            version_before: None,
            version_after: None,
            paths: Vec::new(),
            subject: cx.subject().map(str::to_owned),
            request_id: cx.request_id().to_owned(),
            at: DateTime::now(),
            active: None,
        }
    }

    /// A resource was created; as it is stored, with its id and version.
    #[must_use]
    pub fn created<R: ScimResource>(cx: &Context, resource: &R) -> Self {
        Self {
            version_after: etag(resource),
            paths: changes::assigned(resource, R::descriptor_with(cx.dynamic::<R>()).nodes),
            ..Self::new::<R>(cx, resource.id(), ChangeKind::Created)
        }
    }

    /// An edit changed a resource, which had this entity tag. An edit whose
    /// [`changes`](Updated::changes) are empty is no change: record none.
    ///
    /// ```
    /// use scim_schema::edit::{Edit, Patch};
    /// use scim_schema::query::Updated;
    /// use scim_schema::service::{Change, ChangeKind, Context, Identity};
    /// use scim_schema::{dialect::Dialect, rfc::User, write::etag};
    ///
    /// let body = r#"{
    ///     "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    ///     "Operations": [{ "op": "replace", "path": "active", "value": false }]
    /// }"#;
    /// let edit = Edit::from(Patch::<User>::new(body, Dialect::RFC)?);
    /// let stored = User { id: "7".into(), version: "3".into(), active: Some(true), ..User::default() };
    /// let (mut user, changes) = edit.apply(&stored)?;
    /// user.version = "4".into();
    /// let updated = Updated::new(user, changes);
    ///
    /// let cx = Context::new(Identity::new().subject("okta"));
    /// let change = Change::updated(&cx, &stored.id, edit.operation(), etag(&stored), &updated);
    /// assert_eq!((change.kind, change.active), (ChangeKind::Patched, Some(false)));
    /// assert_eq!(change.paths, ["active"]);
    /// assert_eq!(change.version_after.as_deref(), Some("W/\"4\""));
    /// # Ok::<(), scim_schema::message::ScimError>(())
    /// ```
    #[must_use]
    pub fn updated<R: ScimResource>(
        cx: &Context,
        id: &R::Id,
        operation: &Operation<R>,
        version_before: Option<String>,
        updated: &Updated<R>,
    ) -> Self {
        let kind = match operation {
            Operation::Replace(_) => ChangeKind::Replaced,
            Operation::Patch(_) => ChangeKind::Patched,
        };
        let changed = updated.changes.paths();
        // an extension may have an attribute of this name, which says nothing of the resource
        let is_told =
            changed.iter().any(|path| path.extension().is_none() && path.attribute() == "active");
        Self {
            version_before,
            version_after: updated.version.clone(),
            paths: changed.iter().map(ToString::to_string).collect(),
            active: updated.resource.as_ref().filter(|_| is_told).and_then(is_active),
            ..Self::new::<R>(cx, id, kind)
        }
    }

    /// A write to another resource changed this one as well: a group lost a member that was
    /// deleted. Told as if a PATCH had changed these attributes.
    ///
    /// ```
    /// use scim_schema::rfc::Group;
    /// use scim_schema::service::{Change, ChangeKind, Context, Identity};
    ///
    /// let cx = Context::new(Identity::new());
    /// let group = Group { id: "12".into(), ..Group::default() };
    /// let (before, after) = (Some("W/\"1\"".to_owned()), Some("W/\"2\"".to_owned()));
    /// let change = Change::implied::<Group>(&cx, &group.id, before, after, &["members"]);
    /// assert_eq!((change.kind, change.resource_type.as_str()), (ChangeKind::Patched, "Group"));
    /// ```
    #[must_use]
    pub fn implied<R: ScimResource>(
        cx: &Context,
        id: &R::Id,
        version_before: Option<String>,
        version_after: Option<String>,
        paths: &[&str],
    ) -> Self {
        Self {
            version_before,
            version_after,
            paths: paths.iter().map(|path| (*path).to_owned()).collect(),
            ..Self::new::<R>(cx, id, ChangeKind::Patched)
        }
    }

    /// A resource was deleted, which had this entity tag.
    #[must_use]
    pub fn deleted<R: ScimResource>(
        cx: &Context,
        id: &R::Id,
        version_before: Option<String>,
    ) -> Self {
        Self { version_before, ..Self::new::<R>(cx, id, ChangeKind::Deleted) }
    }

    /// With its place among the changes.
    #[must_use]
    pub const fn with_sequence(mut self, sequence: u64) -> Self {
        self.sequence = sequence;
        self
    }

    /// At this time, for a store with a clock of its own.
    #[must_use]
    pub fn with_time(mut self, at: DateTime) -> Self {
        self.at = at;
        self
    }
}

/// What a resource has as `active`.
fn is_active<R: ScimResource>(resource: &R) -> Option<bool> {
    let boolean = |view: &View<'_>| match view {
        View::Boolean(active) => Some(*active),
        _ => None,
    };
    R::NODES.iter().find_map(|node| match node.kind {
        Kind::Field(field) if node.name() == "active" => match resource.get(node.base + field) {
            View::Computed(value) => boolean(&value.view()),
            view => boolean(&view),
        },
        _ => None,
    })
}

/// The changes that a store recorded, to read in order and as often as it takes.
///
/// A consumer remembers the sequence of the last change that it has dealt with, together with
/// what it did, and asks for what came after. When it fails in between it sees the same changes
/// again: every change arrives at least once, and a sequence that is not greater than the
/// remembered one was dealt with already.
///
/// ```
/// # #[cfg(feature = "derive")] {
/// use scim_schema::message::ScimError;
/// use scim_schema::service::{ChangeFeed, ChangeKind};
///
/// /// Ends the sessions of users who were deleted or deactivated.
/// struct Sessions {
///     /// Stored with the sessions.
///     seen: u64,
///     ended: Vec<String>,
/// }
///
/// impl Sessions {
///     async fn follow<F: ChangeFeed>(&mut self, feed: &F) -> Result<(), ScimError> {
///         loop {
///             let changes = feed.after(Some("acme"), self.seen, 100).await.map_err(Into::into)?;
///             if changes.is_empty() {
///                 return Ok(());
///             }
///             for change in changes {
///                 let deactivated = change.paths.iter().any(|path| path == "active");
///                 if change.kind == ChangeKind::Deleted || deactivated {
///                     self.ended.push(change.id);
///                 }
///                 self.seen = change.sequence;
///             }
///         }
///     }
/// }
/// # use scim_schema::rfc::User;
/// # use scim_schema::service::{Context, Identity, MemoryStore, Store};
/// # use std::{future::Future, pin::pin, task};
/// # fn block_on<F: Future>(future: F) -> F::Output {
/// #     match pin!(future).poll(&mut task::Context::from_waker(task::Waker::noop())) {
/// #         task::Poll::Ready(output) => output,
/// #         task::Poll::Pending => panic!("it waits"),
/// #     }
/// # }
/// # let users = MemoryStore::<User>::new();
/// # let cx = Context::new(Identity::new().tenant("acme"));
/// # let user = users.insert(&cx, User { user_name: "bjensen".into(), ..User::default() }).unwrap();
/// # block_on(users.delete(&cx, &user.id, Default::default())).unwrap();
/// # let mut sessions = Sessions { seen: 0, ended: Vec::new() };
/// # block_on(sessions.follow(&users)).unwrap();
/// # assert_eq!((sessions.seen, sessions.ended), (2, vec![user.id]));
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not record changes",
    note = "implement `scim_schema::service::ChangeFeed` for `{Self}`"
)]
pub trait ChangeFeed: Send + Sync + 'static {
    /// What can go wrong.
    type Error: Into<ScimError> + Send;

    /// The changes of a tenant's resources whose sequence is greater than this one, at most so
    /// many, in order. 0 asks from the beginning; nothing means that there are no more yet.
    ///
    /// No change may appear below one that was answered before: a store that draws sequences
    /// before it commits must hold back what is above an open unit of work.
    ///
    /// # Errors
    /// A fault of the store.
    fn after(
        &self,
        tenant: Option<&str>,
        sequence: u64,
        limit: usize,
    ) -> impl Future<Output = Result<Vec<Change>, Self::Error>> + Send;
}
