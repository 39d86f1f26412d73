//! Every resource type in the database, one unit of work for each request.

use crate::database::{self, Database, Error, Table, insert, tenant};
use crate::password;
use scim_schema::changes::Changes;
use scim_schema::edit::{Create, Edit};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, Store};
use scim_schema::value::{DateTime, Secret};
use uuid::Uuid;

/// How often an edit is applied anew because another write to the resource came first.
const ATTEMPTS: u32 = 50;

impl<R: Table> Store<R> for Database {
    type Error = Error;

    async fn create(&self, cx: &Context, new: Create<R>) -> Result<R, Error> {
        // ids that grow with time keep the index on them compact
        let (mut resource, changes) = new.apply(&R::blank(Uuid::now_v7(), now()))?;
        hash(&mut resource, &changes, &mut None).await?;

        let mut work = self.write().await?;
        let seq = insert(&mut work, tenant(cx), &resource).await?;
        resource.save(&mut work, cx, seq, &changes).await?;
        let id = resource.id().to_string();
        let stored = database::find(&mut work, cx, &id, &Projection::default()).await?;
        work.commit().await?;
        stored.ok_or_else(|| not_found::<R>(&id))
    }

    async fn get(&self, cx: &Context, id: &str, p: &Projection<R>) -> Result<Option<R>, Error> {
        let mut snapshot = self.read().await?;
        database::find(&mut snapshot, cx, id, p).await
    }

    async fn update(&self, cx: &Context, id: &str, edit: Edit<R>) -> Result<Updated<R>, Error> {
        let mut hashed = None;
        for _ in 0..ATTEMPTS {
            // The edit, and the hashing of a password, happen outside of the unit of work, so that
            // other writers do not wait for them; the revision tells whether one came between.
            let stored = {
                let mut snapshot = self.read().await?;
                database::find::<R>(&mut snapshot, cx, id, &Projection::default()).await?
            };
            let stored = stored.ok_or_else(|| not_found::<R>(id))?;
            let (mut edited, changes) = edit.apply(&stored)?;
            if changes.is_empty() {
                return Ok(Updated::new(stored, changes));
            }
            hash(&mut edited, &changes, &mut hashed).await?;

            let mut work = self.write().await?;
            if !database::update(&mut work, &edited, &now()).await? {
                continue;
            }
            edited.save(&mut work, cx, edited.seq(), &changes).await?;
            let stored = database::find(&mut work, cx, id, &Projection::default()).await?;
            work.commit().await?;
            let stored = stored.ok_or_else(|| not_found::<R>(id))?;
            return Ok(Updated::new(stored, changes));
        }
        Err(ScimError::unavailable(1, "other writes to the resource kept coming first").into())
    }

    async fn delete(&self, cx: &Context, id: &str, pre: Precondition) -> Result<(), Error> {
        let mut work = self.write().await?;
        let (seq, revision) =
            database::revision::<R>(&mut work, cx, id).await?.ok_or_else(|| not_found::<R>(id))?;
        pre.check(Some(&format!("W/\"{revision}\"")))?;
        database::delete::<R>(&mut work, seq, &now()).await?;
        Ok(work.commit().await?)
    }

    async fn search(&self, cx: &Context, query: &Query<R>) -> Result<Page<R>, Error> {
        let mut snapshot = self.read().await?;
        if query.filter().is_some() || query.sort().is_some() || query.by_cursor() {
            // in memory: all that a filter could look at is loaded
            let everything = Projection::everything();
            let all = database::page(&mut snapshot, cx, &everything, 0, i64::MAX).await?;
            return Ok(query.run(all));
        }
        let total = database::count::<R>(&mut snapshot, tenant(cx)).await?;
        let page = database::page(
            &mut snapshot,
            cx,
            query.projection(),
            i64::try_from(query.offset()).unwrap_or(i64::MAX),
            i64::try_from(query.count()).unwrap_or(i64::MAX),
        )
        .await?;
        Ok(Page::new(page, total.unsigned_abs()))
    }
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
    hashed: &mut Option<Secret>,
) -> Result<(), Error> {
    let Some(attribute) = R::SECRET else { return Ok(()) };
    let Some(secret) = resource.secret().filter(|_| changes.touches(attribute)) else {
        return Ok(());
    };
    let hash = match hashed.take() {
        Some(hash) => hash,
        None => password::hash(secret.clone()).await?,
    };
    secret.clone_from(&hash);
    *hashed = Some(hash);
    Ok(())
}

fn not_found<R: Table>(id: &str) -> Error {
    ScimError::not_found(&R::RESOURCE_TYPE.name, id).into()
}
