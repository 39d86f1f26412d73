//! A store of SeaORM's queries. What a request searches for comes as expressions of sea-query,
//! which SeaORM takes as they are.

use crate::member::{ActiveModel, Entity, Model};
use scim_schema::edit::{Create, Edit};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, Store};
use scim_schema::sql::{Database, Sql, Stored, Table, TableError};
use scim_schema::write::etag;
use sea_orm::sea_query::Asterisk;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, NotSet, PaginatorTrait, QueryFilter, RuntimeErr, SqlErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

/// The members in a database of SQLite.
#[derive(Debug, Clone)]
pub struct Members {
    db: DatabaseConnection,
    sql: Sql<Model>,
}

impl Members {
    /// Of this database.
    ///
    /// # Errors
    /// An attribute of the model that has no place in the table.
    pub fn new(db: DatabaseConnection) -> Result<Self, TableError> {
        let sql = Table::new("members")
            .instants(Stored::Millis)
            // behind `with`, which changes the type and not the place
            .column("created_at", "created_at")
            .column("modified_at", "modified_at")
            .on(Database::Sqlite)?;
        Ok(Self { db, sql })
    }

    async fn find(&self, work: &DatabaseTransaction, id: &i64) -> Result<Model, ScimError> {
        let found = Entity::find().filter(self.sql.by_id(id)).one(work).await.map_err(fault)?;
        found.ok_or_else(|| ScimError::not_found("User", id))
    }

    /// Waits until nobody else writes: what is read then is there until it is written, and what is
    /// dated then is not older than what others see already.
    async fn alone(&self) -> Result<DatabaseTransaction, ScimError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        self.db.begin_with_options(options).await.map_err(fault)
    }
}

fn fault(error: DbErr) -> ScimError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => ScimError::uniqueness("userName"),
        _ if is_busy(&error) => ScimError::unavailable(1, error),
        _ => ScimError::internal(error),
    }
}

/// Whether another writes for long, or all connections are taken.
fn is_busy(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            let code = error.as_database_error().and_then(|error| error.code());
            let code = code.and_then(|code| code.parse::<i32>().ok());
            // SQLITE_BUSY, SQLITE_LOCKED, which have more in their upper bits
            code.is_some_and(|code| matches!(code & 0xff, 5 | 6))
        }
        _ => false,
    }
}

impl Store<Model> for Members {
    type Error = ScimError;

    async fn create(&self, _: &Context, new: Create<Model>) -> Result<Model, ScimError> {
        let (member, _) = new.apply(&Model::default())?;
        let work = self.alone().await?;
        let row = ActiveModel { id: NotSet, ..member.stored().into_active_model().reset_all() };
        let member = row.insert(&work).await.map_err(fault)?;
        work.commit().await.map_err(fault)?;
        Ok(member)
    }

    async fn get(
        &self,
        _: &Context,
        id: &i64,
        _: &Projection<Model>,
    ) -> Result<Option<Model>, ScimError> {
        Entity::find().filter(self.sql.by_id(id)).one(&self.db).await.map_err(fault)
    }

    async fn update(
        &self,
        _: &Context,
        id: &i64,
        edit: Edit<Model>,
    ) -> Result<Updated<Model>, ScimError> {
        let work = self.alone().await?;
        let stored = self.find(&work, id).await?;
        let (edited, changes) = edit.apply(&stored)?;
        if changes.is_empty() {
            return Ok(Updated::new(edited, changes));
        }
        // a column that is not SCIM's is not written, not even as it was read
        let row = ActiveModel {
            billing_notes: NotSet,
            created_at: NotSet,
            ..edited.stored().into_active_model().reset_all()
        };
        let written = row.update(&work).await.map_err(fault)?;
        work.commit().await.map_err(fault)?;
        Ok(Updated::new(written, changes))
    }

    async fn delete(&self, _: &Context, id: &i64, pre: Precondition) -> Result<(), ScimError> {
        let work = self.alone().await?;
        let stored = self.find(&work, id).await?;
        pre.check(etag(&stored).as_deref())?;
        Entity::delete_by_id(stored.id).exec(&work).await.map_err(fault)?;
        work.commit().await.map_err(fault)
    }

    async fn search(&self, _: &Context, query: &Query<Model>) -> Result<Page<Model>, ScimError> {
        // the page and the count are of one moment
        let work = self.db.begin().await.map_err(fault)?;
        // the whole statement: conditions, order and page, from a cursor too
        let mut page = self.sql.page(query)?;
        page.column(("members", Asterisk));
        let statement = work.get_database_backend().build(&page);
        let mut found = Entity::find().from_raw_sql(statement).all(&work).await.map_err(fault)?;
        // a page by cursor has one more where there are more
        let more = found.len() > query.count();
        found.truncate(query.count());
        let total = match query.wants_total() {
            false => None,
            true => {
                // the condition alone, in a query of SeaORM's own
                let mut all = Entity::find();
                if let Some(filter) = query.filter() {
                    all = all.filter(self.sql.filter(filter)?);
                }
                Some(all.count(&work).await.map_err(fault)?)
            }
        };
        work.commit().await.map_err(fault)?;
        Ok(match query.by_cursor() {
            true => Page::by_cursor(found, total, more),
            false => Page::new(found, total.unwrap_or_default()),
        })
    }
}
