//! An edit on its way from what is stored to what will be.

use super::{hash, not_found, now};
use crate::database::{self, Error, Owner, Table, Work, record};
use scim_schema::changes::Changes;
use scim_schema::edit::{Edit, Operation};
use scim_schema::message::ScimError;
use scim_schema::patch::Apart;
use scim_schema::projection::Projection;
use scim_schema::query::Updated;
use scim_schema::service::{Change, Context};
use scim_schema::value::Secret;
use scim_schema::write::{Scim, etag};
use tokio::sync::OnceCell;
use uuid::Uuid;

/// A resource that was edited, and not stored yet.
pub(super) struct Edited<R: Table> {
    version: Option<String>,
    kind: Kind<R>,
}

enum Kind<R: Table> {
    /// Loaded whole.
    Whole(R, Changes),
    /// The row alone; what becomes of the rows of its list is in rows as well.
    Row(Apart<R, R::Listed>),
}

impl<R: Table> Edited<R> {
    /// Loads what the edit needs and applies it; what it adds to becomes no larger than so many
    /// bytes.
    pub(super) async fn of(
        db: &mut Work,
        cx: &Context,
        id: &Uuid,
        edit: &Edit<R>,
        bound: usize,
    ) -> Result<Self, Error> {
        let row = database::row(db, cx, id).await?;
        Self::of_row(db, cx, row.ok_or_else(|| not_found::<R>(id))?, edit, bound).await
    }

    /// The same, and nobody else changes the resource until the unit of work ends.
    pub(super) async fn of_locked(
        db: &mut Work,
        cx: &Context,
        id: &Uuid,
        edit: &Edit<R>,
        bound: usize,
    ) -> Result<Self, Error> {
        let row = database::locked(db, cx, id).await?;
        Self::of_row(db, cx, row.ok_or_else(|| not_found::<R>(id))?, edit, bound).await
    }

    async fn of_row(
        db: &mut Work,
        cx: &Context,
        mut row: R,
        edit: &Edit<R>,
        bound: usize,
    ) -> Result<Self, Error> {
        let version = etag(&row);
        if let Some(apart) = R::apart(edit, &row)? {
            return Ok(Self { version, kind: Kind::Row(apart) });
        }
        R::load(db, cx, &Projection::everything(), std::slice::from_mut(&mut row)).await?;
        let (edited, changes) = edit.apply(&row)?;
        // what a body says as a whole is bounded with it; what is added to is not
        if matches!(edit.operation(), Operation::Patch(_)) && !changes.is_empty() {
            let size = size(&edited);
            if size > bound && size > self::size(&row) {
                let detail = format!(
                    "the resource would have more than {bound} bytes; remove something of it before"
                );
                return Err(ScimError::too_large(detail).into());
            }
        }
        Ok(Self { version, kind: Kind::Whole(edited, changes) })
    }

    /// Whether there is nothing to store.
    pub(super) fn is_nothing(&self) -> bool {
        match &self.kind {
            Kind::Whole(_, changes) => changes.is_empty(),
            Kind::Row(apart) => apart.changes.is_empty() && apart.list.is_nothing(),
        }
    }

    /// The answer to an edit that changes nothing.
    pub(super) fn unchanged(self) -> Updated<R> {
        match self.kind {
            Kind::Whole(resource, changes) => Updated::new(resource, changes),
            Kind::Row(apart) => Updated::unread(self.version, apart.changes),
        }
    }

    pub(super) async fn hash(&mut self, hashed: &OnceCell<Secret>) -> Result<(), Error> {
        match &mut self.kind {
            Kind::Whole(resource, changes) => hash(resource, changes, hashed).await,
            Kind::Row(apart) => hash(&mut apart.resource, &apart.changes, hashed).await,
        }
    }

    /// Stores it and records the change, unless another write came first: then nothing is written.
    /// When the answer has no changes, the list was so already: the unit of work is to be undone.
    pub(super) async fn store(
        &mut self,
        db: &mut Work,
        cx: &Context,
        id: &Uuid,
        edit: &Edit<R>,
    ) -> Result<Option<Updated<R>>, Error> {
        let now = now();
        let resource = match &self.kind {
            Kind::Whole(resource, _) => resource,
            Kind::Row(apart) => &apart.resource,
        };
        if !database::update(db, cx, resource, &now).await? {
            return Ok(None);
        }
        let updated = match &mut self.kind {
            Kind::Whole(resource, changes) => {
                resource.save(db, cx, Owner::Stored(resource.seq()), changes).await?;
                // what is returned on request too: the answer has it if the request names it
                let stored = database::find(db, cx, id, &Projection::everything()).await?;
                Updated::new(stored.ok_or_else(|| not_found::<R>(id))?, changes.clone())
            }
            Kind::Row(apart) => {
                if R::save_list(db, cx, apart.resource.seq(), &apart.list).await? {
                    apart.list_changed();
                }
                let version = format!("W/\"{}\"", apart.resource.revision() + 1);
                let version =
                    if apart.changes.is_empty() { self.version.clone() } else { Some(version) };
                let changes = apart.changes.clone();
                if changes.is_empty() || matches!(edit.operation(), Operation::Patch(_)) {
                    Updated::unread(version, changes)
                } else {
                    // the answer has it, and nobody else's write in between
                    let stored = database::row(db, cx, id).await?;
                    let mut stored: R = stored.ok_or_else(|| not_found::<R>(id))?;
                    let (shown, one) =
                        (Projection::everything(), std::slice::from_mut(&mut stored));
                    R::load_beginning(db, cx, &shown, one).await?;
                    Updated::new(stored, changes)
                }
            }
        };
        if !updated.changes.is_empty() {
            let before = self.version.clone();
            let change = Change::updated(cx, id, edit.operation(), before, &updated);
            record(db, &change.with_time(now)).await?;
        }
        Ok(Some(updated))
    }
}

/// The bytes of a resource as JSON.
fn size<R: Table>(resource: &R) -> usize {
    Scim::new(resource).projection(&Projection::<R>::everything()).to_vec().len()
}
