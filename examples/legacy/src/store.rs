//! What requests do to the table.

use crate::account::Account;
use crate::migrate::fold;
use scim_schema::compare::unicode_key;
use scim_schema::edit::{Create, Edit};
use scim_schema::message::ScimError;
use scim_schema::projection::Projection;
use scim_schema::query::{Page, Precondition, Query, Updated};
use scim_schema::service::{Context, Store};
use scim_schema::sql::{Database, Sql, Stored, Table, TableError};
use scim_schema::write::etag;
use sea_query::{Asterisk, Expr, ExprTrait, SelectStatement};
use sea_query_sqlx::SqlxValues;
use sqlx::error::DatabaseError;
use sqlx::{AssertSqlSafe, SqlitePool};

/// The table `accounts`, migrated.
#[derive(Debug)]
pub struct Accounts {
    db: SqlitePool,
    sql: Sql<Account>,
}

impl Accounts {
    /// Of this database.
    ///
    /// # Errors
    /// An attribute of the model that has no place in the table.
    pub fn new(db: SqlitePool) -> Result<Self, TableError> {
        let sql = Table::new("accounts")
            .instants(Stored::Millis)
            .expr("disabled", Expr::col(("accounts", "disabled")).eq(false))
            .on(Database::Sqlite)?;
        Ok(Self { db, sql })
    }

    async fn find(&self, id: i64) -> Result<Option<Account>, ScimError> {
        let row = sqlx::query_as("SELECT * FROM accounts WHERE scim_id = $1");
        row.bind(id).fetch_optional(&self.db).await.map_err(fault)
    }

    async fn rows<T>(&self, select: &SelectStatement) -> Result<Vec<T>, ScimError>
    where
        T: for<'r> sqlx::FromRow<'r, sqlx::sqlite::SqliteRow> + Send + Unpin,
    {
        let (text, values) = self.sql.build(select);
        // what the request says is among the values
        let query = sqlx::query_as_with(AssertSqlSafe(text), SqlxValues(values));
        query.fetch_all(&self.db).await.map_err(fault)
    }
}

fn fault(error: sqlx::Error) -> ScimError {
    let database = error.as_database_error();
    if database.is_some_and(DatabaseError::is_unique_violation) {
        return ScimError::uniqueness("userName");
    }
    // SQLITE_BUSY, SQLITE_LOCKED, which have more in their upper bits: another writes for long
    let code = database.and_then(|error| error.code()?.parse::<i32>().ok());
    let is_busy = code.is_some_and(|code| matches!(code & 0xff, 5 | 6));
    if is_busy || matches!(error, sqlx::Error::PoolTimedOut) {
        return ScimError::unavailable(1, error);
    }
    ScimError::internal(error)
}

impl Store<Account> for Accounts {
    type Error = ScimError;

    async fn create(&self, _: &Context, new: Create<Account>) -> Result<Account, ScimError> {
        // what the application wrote meanwhile has its name, too
        fold(&self.db).await.map_err(fault)?;
        let (account, _) = new.apply(&Account::default())?;
        // the time is the database's, when nobody else writes any more: who asks for what was
        // changed since misses nothing that waited
        let sql = "INSERT INTO accounts (scim_id, external_id, login, login_key, login_claim,
                       first_name, last_name, mail, disabled, created_at, modified_at)
                   SELECT highest + 1, $1, $2, $3, $3, $4, $5, $6, $7,
                       CAST(unixepoch('subsec') * 1000 AS INTEGER),
                       CAST(unixepoch('subsec') * 1000 AS INTEGER)
                   FROM scim_ids RETURNING *";
        sqlx::query_as(sql)
            .bind(&account.external_id)
            .bind(&account.login)
            .bind(&*unicode_key(&account.login))
            .bind(&account.first_name)
            .bind(&account.last_name)
            .bind(&account.mail)
            .bind(account.disabled)
            .fetch_one(&self.db)
            .await
            .map_err(fault)
    }

    async fn get(
        &self,
        _: &Context,
        id: &i64,
        _: &Projection<Account>,
    ) -> Result<Option<Account>, ScimError> {
        self.find(*id).await
    }

    async fn update(
        &self,
        _: &Context,
        id: &i64,
        edit: Edit<Account>,
    ) -> Result<Updated<Account>, ScimError> {
        fold(&self.db).await.map_err(fault)?;
        // an edit can be applied any number of times: the application may write in between
        for _ in 0..8 {
            let stored = self.find(*id).await?.ok_or_else(|| ScimError::not_found("User", id))?;
            let (edited, changes) = edit.apply(&stored)?;
            if changes.is_empty() {
                return Ok(Updated::new(edited, changes));
            }
            // one whose name another account claims is edited all the same, but for its login
            let sql = "UPDATE accounts SET external_id = $1, login = $2,
                           login_key = $3,
                           login_claim = CASE WHEN login = $2 THEN login_claim ELSE $3 END,
                           first_name = $4, last_name = $5, mail = $6, disabled = $7,
                           modified_at = CAST(unixepoch('subsec') * 1000 AS INTEGER),
                           revision = revision + 1
                       WHERE scim_id = $8 AND revision = $9 RETURNING *";
            let updated: Option<Account> = sqlx::query_as(sql)
                .bind(&edited.external_id)
                .bind(&edited.login)
                .bind(&*unicode_key(&edited.login))
                .bind(&edited.first_name)
                .bind(&edited.last_name)
                .bind(&edited.mail)
                .bind(edited.disabled)
                .bind(edited.scim_id)
                .bind(edited.revision)
                .fetch_optional(&self.db)
                .await
                .map_err(fault)?;
            if let Some(account) = updated {
                return Ok(Updated::new(account, changes));
            }
        }
        Err(ScimError::unavailable(1, "the account changes all the time"))
    }

    async fn delete(&self, _: &Context, id: &i64, pre: Precondition) -> Result<(), ScimError> {
        // as an update: what the application changed is deleted, what it deleted is not there
        for _ in 0..8 {
            let stored = self.find(*id).await?.ok_or_else(|| ScimError::not_found("User", id))?;
            pre.check(etag(&stored).as_deref())?;
            let sql = "DELETE FROM accounts WHERE scim_id = $1 AND revision = $2";
            let delete = sqlx::query(sql).bind(stored.scim_id).bind(stored.revision);
            let deleted = delete.execute(&self.db).await.map_err(fault)?;
            if deleted.rows_affected() == 1 {
                return Ok(());
            }
        }
        Err(ScimError::unavailable(1, "the account changes all the time"))
    }

    async fn search(
        &self,
        _: &Context,
        query: &Query<Account>,
    ) -> Result<Page<Account>, ScimError> {
        fold(&self.db).await.map_err(fault)?;
        let mut page = self.sql.page(query)?;
        page.column(("accounts", Asterisk));
        let mut found: Vec<Account> = self.rows(&page).await?;
        // a page by cursor has one more where there are more
        let more = found.len() > query.count();
        found.truncate(query.count());
        let total = match query.wants_total() {
            false => None,
            true => {
                let counted: Vec<(i64,)> = self.rows(&self.sql.count(query)?).await?;
                counted.first().map(|(count,)| count.unsigned_abs())
            }
        };
        Ok(match query.by_cursor() {
            true => Page::by_cursor(found, total, more),
            false => Page::new(found, total.unwrap_or_default()),
        })
    }
}
