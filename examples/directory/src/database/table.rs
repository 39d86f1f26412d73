//! Resources: a table for each type, a row for each resource.

use super::search::columns;
use super::{Error, Millis, Owner, Read, Searches, Statement, Weigh, Work, keys};
use scim_schema::ScimResource;
use scim_schema::changes::Changes;
use scim_schema::edit::Edit;
use scim_schema::message::ScimError;
use scim_schema::patch::{Apart, ListEdit};
use scim_schema::projection::Projection;
use scim_schema::resource::ScimValue;
use scim_schema::service::Context;
use scim_schema::sql;
use scim_schema::value::{DateTime, Secret};
use uuid::Uuid;

/// A resource, and the row that holds it.
///
/// The table has the columns `seq` (the key, in the order of creation), `tenant`, `id`, `created_at`,
/// `modified_at` and `revision` beside those named here.
pub trait Table: ScimResource<Id = Uuid> + Read + Weigh + Sync {
    /// The table.
    const TABLE: &'static str;
    /// The columns that [`bind`](Self::bind) gives values for, in order, and the attributes that a
    /// response has them for: none is `""`, and `EXTENSION` is always read.
    const COLUMNS: &'static [(&'static str, &'static str)];
    /// The columns with a unique index for each tenant, and the attributes they hold.
    const UNIQUE: &'static [(&'static str, &'static str)];
    /// The attribute that is stored as a hash.
    const SECRET: Option<&'static str> = None;
    /// The elements of the list that edits do not load, see [`apart`](Self::apart); any type if
    /// there is no such list.
    type Listed: ScimValue;

    /// The attribute that answers have in parts, see [`load_beginning`](Self::load_beginning).
    const IN_PARTS: Option<&'static str> = None;

    /// What searches name that is made of the rows of a tenant.
    const DERIVED: Option<Derived> = None;

    /// Where the database finds what filters and sorting name.
    fn searched() -> sql::Table<Self>;

    /// The same for each database, checked.
    fn searches() -> &'static Searches<Self>;

    /// A resource that a client is about to fill in.
    fn blank(id: Uuid, now: DateTime) -> Self;

    /// The key.
    fn seq(&self) -> i64;

    /// When it was created.
    fn created(&self) -> &DateTime;

    /// How often it has changed.
    fn revision(&self) -> i64;

    /// Binds the values of the columns.
    fn bind(&self, statement: Statement) -> Statement;

    /// What [`SECRET`](Self::SECRET) names.
    fn secret(&mut self) -> Option<&mut Secret> {
        None
    }

    /// Loads what other tables hold, as far as the response has it.
    fn load(
        db: &mut Work,
        cx: &Context,
        projection: &Projection<Self>,
        resources: &mut [Self],
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// The same, but only the beginning of what is loaded in parts.
    fn load_beginning(
        db: &mut Work,
        cx: &Context,
        projection: &Projection<Self>,
        resources: &mut [Self],
    ) -> impl Future<Output = Result<(), Error>> + Send {
        Self::load(db, cx, projection, resources)
    }

    /// The same for the page of a search, as far as that takes about so many bytes: answers how many
    /// of them are loaded, of those that come first, one at least.
    fn load_page(
        db: &mut Work,
        cx: &Context,
        projection: &Projection<Self>,
        resources: &mut [Self],
        bound: usize,
    ) -> impl Future<Output = Result<usize, Error>> + Send {
        let _ = bound;
        async move {
            Self::load_beginning(db, cx, projection, resources).await?;
            Ok(resources.len())
        }
    }

    /// Whether it has all of what is loaded in parts.
    fn is_whole(&self) -> bool {
        true
    }

    /// The resource with the part that comes after the one it has; the rest of it may be blank.
    fn load_next(
        &self,
        db: &mut Work,
        cx: &Context,
    ) -> impl Future<Output = Result<Option<Self>, Error>> + Send {
        let _ = (db, cx);
        async { Ok(None) }
    }

    /// Stores what other tables hold of the owner, which is this resource, as far as an edit has
    /// changed it.
    fn save(
        &self,
        db: &mut Work,
        cx: &Context,
        owner: Owner,
        changes: &Changes,
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// Applies an edit to the row alone, and answers apart what it does to the list in other rows;
    /// `None` if that takes the list.
    ///
    /// # Errors
    /// What applying the edit says.
    fn apart(
        edit: &Edit<Self>,
        row: &Self,
    ) -> Result<Option<Apart<Self, Self::Listed>>, ScimError> {
        let _ = (edit, row);
        Ok(None)
    }

    /// Inserts and deletes rows of the list; answers whether that changed it.
    fn save_list(
        db: &mut Work,
        cx: &Context,
        seq: i64,
        edit: &ListEdit<Self::Listed>,
    ) -> impl Future<Output = Result<bool, Error>> + Send {
        let _ = (db, cx, seq, edit);
        async { Ok(false) }
    }

    /// Sees to the resources that name this one, before it is deleted.
    fn forget(
        db: &mut Work,
        cx: &Context,
        seq: i64,
        now: &DateTime,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        let _ = (db, cx, seq, now);
        async { Ok(()) }
    }
}

/// A relation that is made of the rows of the tenant that asks, so that what others have costs it
/// nothing: a view would be of them all.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::exhaustive_structs, reason = "an application's own")]
pub struct Derived {
    /// The name by which [`searched`](Table::searched) knows it.
    pub name: &'static str,
    /// Common table expressions, the last of them of that name; `asking` has the one column
    /// `tenant`.
    pub tables: &'static str,
}

/// The functions of [`Table`] about the columns that every table has, for a model with fields of
/// the same names.
macro_rules! own_columns {
    ($model:ty) => {
        fn searches() -> &'static $crate::database::Searches<Self> {
            static SEARCHES: $crate::database::Searches<$model> = $crate::database::Searches::new();
            &SEARCHES
        }

        fn blank(id: ::uuid::Uuid, now: ::scim_schema::value::DateTime) -> Self {
            Self { id, created: now.clone(), last_modified: now, revision: 1, ..Self::default() }
        }

        fn seq(&self) -> i64 {
            self.seq
        }

        fn created(&self) -> &::scim_schema::value::DateTime {
            &self.created
        }

        fn revision(&self) -> i64 {
            self.revision
        }
    };
}
pub(crate) use own_columns;

/// The tenant that a request is about: the empty one where the server has only one.
#[must_use]
pub fn tenant(cx: &Context) -> &str {
    cx.tenant().unwrap_or_default()
}

/// The attribute of columns that an extension is in: whether there is one shows in `schemas`.
pub(crate) const EXTENSION: &str = "schemas";

/// Column names for a statement.
pub(super) fn names(columns: impl IntoIterator<Item = &'static str>) -> String {
    let mut names = String::new();
    for name in columns {
        names += if names.is_empty() { "\"" } else { ", \"" };
        names += name;
        names.push('"');
    }
    names
}

/// Those of the resource's own columns.
fn own<R: Table>() -> String {
    names(R::COLUMNS.iter().map(|(column, _)| *column))
}

/// So many places for values, from the first one on.
pub(super) fn places(count: usize) -> String {
    let mut places = String::new();
    for place in 1..=count {
        places += if places.is_empty() { "$" } else { ", $" };
        places += &place.to_string();
    }
    places
}

/// The row of the resource with this id, without what other tables hold.
pub(crate) async fn row<R: Table>(
    db: &mut Work,
    cx: &Context,
    id: &Uuid,
) -> Result<Option<R>, Error> {
    by_id(db, cx, id, "*", "").await
}

/// The same, which nobody else may change until the unit of work ends.
pub(crate) async fn locked<R: Table>(
    db: &mut Work,
    cx: &Context,
    id: &Uuid,
) -> Result<Option<R>, Error> {
    let locking = db.dialect().locking();
    by_id(db, cx, id, "*", locking).await
}

async fn by_id<R: Table>(
    db: &mut Work,
    cx: &Context,
    id: &Uuid,
    columns: &str,
    locking: &str,
) -> Result<Option<R>, Error> {
    let sql =
        format!("SELECT {columns} FROM \"{}\" WHERE tenant = $1 AND id = $2{locking}", R::TABLE);
    Ok(db.row(Statement::new(sql).bind(tenant(cx)).bind(id.to_string())).await?)
}

/// The resource with this id, as far as the projection goes; with the beginning of what is loaded
/// in parts.
pub(crate) async fn find<R: Table>(
    db: &mut Work,
    cx: &Context,
    id: &Uuid,
    projection: &Projection<R>,
) -> Result<Option<R>, Error> {
    let columns = names(columns(projection));
    let Some(mut found) = by_id(db, cx, id, &columns, "").await? else { return Ok(None) };
    R::load_beginning(db, cx, projection, std::slice::from_mut(&mut found)).await?;
    Ok(Some(found))
}

/// How many resources a tenant has.
///
/// # Errors
/// What the database says.
pub async fn count<R: Table>(db: &mut Work, tenant: &str) -> Result<i64, Error> {
    let sql = format!("SELECT count(*) FROM \"{}\" WHERE tenant = $1", R::TABLE);
    Ok(db.number(Statement::new(sql).bind(tenant)).await?)
}

/// Stores a new resource; answers its key.
///
/// # Errors
/// `409` when a unique value is taken, and what the database says.
pub async fn insert<R: Table>(db: &mut Work, tenant: &str, resource: &R) -> Result<i64, Error> {
    let sql = format!(
        "INSERT INTO \"{}\" ({}, seq, tenant, id, created_at, modified_at, revision) VALUES ({})",
        R::TABLE,
        own::<R>(),
        places(R::COLUMNS.len() + 6),
    );
    let seq = keys::next();
    let statement = resource
        .bind(Statement::new(sql))
        .bind(seq)
        .bind(tenant)
        .bind(resource.id().to_string())
        .bind(Millis::from(resource.created()).0)
        .bind(Millis::from(resource.created()).0)
        .bind(resource.revision());
    let dialect = db.dialect();
    db.execute(statement).await.map_err(|error| Error::of_write::<R>(dialect, error))?;
    Ok(seq)
}

/// What `modified_at` becomes: the value at this place, but never less than it is. The clocks of
/// several servers differ, and who imports what was changed since then would miss what goes back.
pub(crate) fn no_earlier(place: usize) -> String {
    format!("CASE WHEN modified_at < ${place} THEN ${place} ELSE modified_at END")
}

/// Stores an edited resource unless another write came first; answers whether it did.
pub(crate) async fn update<R: Table>(
    db: &mut Work,
    cx: &Context,
    resource: &R,
    now: &DateTime,
) -> Result<bool, Error> {
    let columns = R::COLUMNS.len();
    let sql = format!(
        "UPDATE \"{}\" SET ({}, modified_at, revision) = ({}, {}, revision + 1) \
         WHERE tenant = ${} AND id = ${} AND revision = ${}",
        R::TABLE,
        own::<R>(),
        places(columns),
        no_earlier(columns + 1),
        columns + 2,
        columns + 3,
        columns + 4,
    );
    let statement = resource
        .bind(Statement::new(sql))
        .bind(Millis::from(now).0)
        .bind(tenant(cx))
        .bind(resource.id().to_string())
        .bind(resource.revision());
    let dialect = db.dialect();
    let done = db.execute(statement).await;
    Ok(done.map_err(|error| Error::of_write::<R>(dialect, error))? == 1)
}

/// Deletes a resource, and what other tables hold of it.
pub(crate) async fn delete<R: Table>(
    db: &mut Work,
    cx: &Context,
    resource: &R,
) -> Result<(), Error> {
    let sql = format!("DELETE FROM \"{}\" WHERE tenant = $1 AND id = $2", R::TABLE);
    db.execute(Statement::new(sql).bind(tenant(cx)).bind(resource.id().to_string())).await?;
    Ok(())
}
