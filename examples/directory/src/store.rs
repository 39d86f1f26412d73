//! Every resource type in the database, one unit of work for each request.

mod edited;

use crate::database::{self, Database, Error, Owner, Table, Work, again, insert, record, tenant};
use crate::password;
use edited::Edited;
use scim_schema::changes::Changes;
use scim_schema::edit::{Create, Edit};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Change, Context, DeletePolicy, Store};
use scim_schema::value::{DateTime, Secret};
use tokio::sync::OnceCell;
use uuid::Uuid;

impl<R: Table> Store<R> for Database {
    type Error = Error;

    const IN_PARTS: Option<&'static str> = R::IN_PARTS;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, Error> {
        // ids that grow with time keep the index on them compact
        let (id, hashed) = (Uuid::now_v7(), OnceCell::new());
        // what is wrong with it is told before it waits for other writers, and its password is hashed
        // before others wait for it
        let (mut resource, changes) = new.apply(&R::blank(id, now()))?;
        hash(&mut resource, &changes, &hashed).await?;
        again(|| async {
            let mut work = self.write().await?;
            // who asks for what was created since, having seen all until now, misses nothing
            let now = now();
            let (mut resource, changes) = new.apply(&R::blank(id, now.clone()))?;
            hash(&mut resource, &changes, &hashed).await?;
            let created = created(&mut work, cx, &resource, &changes, &now).await;
            work.end(created).await
        })
        .await
    }

    async fn get(&self, cx: &Context, id: &Uuid, p: &Projection<R>) -> Result<Option<R>, Error> {
        let mut snapshot = self.read().await?;
        database::find(&mut snapshot, cx, id, p).await
    }

    async fn update(&self, cx: &Context, id: &Uuid, edit: Edit<R>) -> Result<Updated<R>, Error> {
        let hashed = OnceCell::new();
        again(|| updated(self, cx, id, &edit, &hashed)).await
    }

    async fn delete(&self, cx: &Context, id: &Uuid, pre: Precondition) -> Result<(), Error> {
        again(|| async {
            let mut work = self.write().await?;
            let deleted = deleted::<R>(&mut work, self.policy(), cx, id, &pre).await;
            work.end(deleted).await
        })
        .await
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, Error> {
        database::search(self, cx, query).await
    }

    fn is_last_part(&self, resource: &R) -> bool {
        resource.is_whole()
    }

    async fn next_part(
        &self,
        cx: &Context,
        resource: &R,
        _: &Projection<R>,
    ) -> Result<Option<R>, Error> {
        let mut snapshot = self.read().await?;
        resource.load_next(&mut snapshot, cx).await
    }
}

async fn created<R: Table>(
    work: &mut Work,
    cx: &Context,
    resource: &R,
    changes: &Changes,
    now: &DateTime,
) -> Result<R, Error> {
    let seq = insert(work, tenant(cx), resource).await?;
    resource.save(work, cx, Owner::New(seq), changes).await?;
    let id = resource.id();
    // the whole row: what is never shown was written too
    let stored = database::row(work, cx, id).await?;
    let mut stored: R = stored.ok_or_else(|| not_found::<R>(id))?;
    let shown = Projection::default();
    R::load_beginning(work, cx, &shown, std::slice::from_mut(&mut stored)).await?;
    record(work, &Change::created(cx, &stored).with_time(now.clone())).await?;
    Ok(stored)
}

async fn updated<R: Table>(
    database: &Database,
    cx: &Context,
    id: &Uuid,
    edit: &Edit<R>,
    hashed: &OnceCell<Secret>,
) -> Result<Updated<R>, Error> {
    // The edit, and the hashing of a password, happen outside of the unit of work, so that other
    // writers do not wait for them; the revision tells whether one came between.
    let mut edited = {
        let mut snapshot = database.read().await?;
        Edited::<R>::of(&mut snapshot, cx, id, edit, database.resource_bound()).await?
    };
    if edited.is_nothing() {
        return Ok(edited.unchanged());
    }
    edited.hash(hashed).await?;

    let mut work = database.write().await?;
    match stored(database, &mut work, cx, id, edit, edited, hashed).await {
        // a list that was so already
        Ok(updated) if updated.changes.is_empty() => work.undo().await.map(|()| updated),
        done => work.end(done).await,
    }
}

/// Stores what was edited; where another write came first, what is edited again.
async fn stored<R: Table>(
    database: &Database,
    work: &mut Work,
    cx: &Context,
    id: &Uuid,
    edit: &Edit<R>,
    mut edited: Edited<R>,
    hashed: &OnceCell<Secret>,
) -> Result<Updated<R>, Error> {
    if let Some(updated) = edited.store(work, cx, id, edit).await? {
        return Ok(updated);
    }
    // now no other write can come between
    edited = Edited::of_locked(work, cx, id, edit, database.resource_bound()).await?;
    if edited.is_nothing() {
        return Ok(edited.unchanged());
    }
    edited.hash(hashed).await?;
    let updated = edited.store(work, cx, id, edit).await?;
    Ok(updated.ok_or_else(|| {
        ScimError::unavailable(1, "another write to the resource came first, twice")
    })?)
}

async fn deleted<R: Table>(
    work: &mut Work,
    deletes: DeletePolicy,
    cx: &Context,
    id: &Uuid,
    pre: &Precondition,
) -> Result<(), Error> {
    // nobody makes it a member of a group meanwhile
    let row = database::locked(work, cx, id).await?;
    let row: R = row.ok_or_else(|| not_found::<R>(id))?;
    // when it has waited for others, and not before
    let now = now();
    let version = scim_schema::write::etag(&row);
    pre.check(version.as_deref())?;
    let document = match deletes {
        DeletePolicy::Tombstone => Some(database::document(work, cx, &row).await?),
        _ => None,
    };
    R::forget(work, cx, row.seq(), &now).await?;
    database::delete(work, cx, &row).await?;
    let change = Change::deleted::<R>(cx, id, version).with_time(now);
    record(work, &change).await?;
    if let Some(document) = document {
        database::bury(work, &change, document).await?;
    }
    Ok(())
}

/// Milliseconds are what other systems can read back.
pub(crate) fn now() -> DateTime {
    let now = DateTime::now();
    let nanos = now.subsec_nanos() / 1_000_000 * 1_000_000;
    DateTime::from_unix(now.unix_seconds(), nanos).unwrap_or(now)
}

/// Replaces a secret that the edit set by its hash. `hashed` keeps that for the next attempt.
async fn hash<R: Table>(
    resource: &mut R,
    changes: &Changes,
    hashed: &OnceCell<Secret>,
) -> Result<(), Error> {
    let Some(attribute) = R::SECRET else { return Ok(()) };
    let Some(secret) = resource.secret().filter(|_| changes.touches(attribute)) else {
        return Ok(());
    };
    password::check(secret).map_err(|error| error.at(attribute))?;
    let hash = hashed.get_or_try_init(|| password::hash(secret.clone())).await?;
    secret.clone_from(hash);
    Ok(())
}

fn not_found<R: Table>(id: &Uuid) -> Error {
    ScimError::not_found(&R::RESOURCE_TYPE.name, id).into()
}
