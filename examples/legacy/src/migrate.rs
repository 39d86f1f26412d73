//! From the table as it was to one that SCIM can serve, and what stands in the way.

use scim_schema::compare::unicode_key;
use sqlx::{FromRow, SqlitePool};
use std::collections::BTreeMap;
use std::fmt;

/// Accounts whose logins are one and the same to SCIM, where `Babs` and `babs` are one name
/// (RFC 7643 section 4.1.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// What the logins compare as.
    pub key: String,
    /// The accounts.
    pub accounts: Vec<Claimant>,
}

/// One of the accounts with a login that others have too.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Claimant {
    /// Its key.
    pub id: i64,
    /// Its login.
    pub login: String,
    /// Its address.
    pub mail: Option<String>,
    /// Whether it is barred.
    pub disabled: bool,
}

/// All conflicts, for people to decide: which of the accounts keeps the login is nothing that a
/// program knows. Works before and after the migration, and changes nothing.
///
/// # Errors
/// What the database says.
pub async fn conflicts(db: &SqlitePool) -> sqlx::Result<Vec<Conflict>> {
    let all: Vec<Claimant> =
        sqlx::query_as("SELECT id, login, mail, disabled FROM accounts ORDER BY id")
            .fetch_all(db)
            .await?;
    let mut by_key: BTreeMap<String, Vec<Claimant>> = BTreeMap::new();
    for account in all {
        by_key.entry(unicode_key(&account.login).into_owned()).or_default().push(account);
    }
    let conflicts = by_key.into_iter().filter(|(_, accounts)| accounts.len() > 1);
    Ok(conflicts.map(|(key, accounts)| Conflict { key, accounts }).collect())
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is the login of {} accounts:", self.key, self.accounts.len())?;
        for Claimant { id, login, mail, disabled } in &self.accounts {
            let mail = mail.as_deref().unwrap_or("no mail");
            let state = if *disabled { "disabled" } else { "in use" };
            write!(f, "\n  {id}: `{login}`, {mail}, {state}")?;
        }
        Ok(())
    }
}

/// How many logins have several accounts, in words.
#[must_use]
pub fn counted(conflicts: usize) -> String {
    match conflicts {
        1 => "1 login has several accounts".to_owned(),
        many => format!("{many} logins have several accounts"),
    }
}

/// Why the table was not migrated.
#[derive(Debug)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum NotMigrated {
    /// Somebody has to decide these first; nothing was changed.
    Conflicts(Vec<Conflict>),
    /// What the database says; nothing was changed.
    Database(sqlx::Error),
}

impl From<sqlx::Error> for NotMigrated {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error)
    }
}

impl fmt::Display for NotMigrated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflicts(conflicts) => {
                write!(f, "{}; see `legacy report`", counted(conflicts.len()))
            }
            Self::Database(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for NotMigrated {}

/// Adds the columns, indexes and triggers, all or none of them; answers whether it had to.
///
/// # Errors
/// Conflicts, and what the database says.
pub async fn migrate(db: &SqlitePool) -> Result<bool, NotMigrated> {
    let conflicts = conflicts(db).await?;
    if !conflicts.is_empty() {
        return Err(NotMigrated::Conflicts(conflicts));
    }
    let mut work = db.begin_with("BEGIN IMMEDIATE").await?;
    let done = "SELECT count(*) FROM pragma_table_info('accounts') WHERE name = 'login_key'";
    let (done,): (i64,) = sqlx::query_as(done).fetch_one(&mut *work).await?;
    if done == 0 {
        sqlx::raw_sql(include_str!("../migration.sql")).execute(&mut *work).await?;
    }
    work.commit().await?;
    fold(db).await?;
    Ok(done == 0)
}

/// Gives rows that the application wrote since then the key of their login, and the claim to it
/// unless another account has that: both are found by the name and sorted by it, and no client can
/// make a third until somebody decides. Answers how many accounts are without a claim.
///
/// # Errors
/// What the database says.
pub async fn fold(db: &SqlitePool) -> sqlx::Result<usize> {
    let new = "SELECT id, login, login_key, EXISTS (
                   SELECT 1 FROM accounts AS other WHERE other.login_claim = accounts.login_key
               ) FROM accounts WHERE login_claim IS NULL ORDER BY id";
    let new: Vec<(i64, String, Option<String>, bool)> = sqlx::query_as(new).fetch_all(db).await?;
    let mut taken = 0;
    for (id, login, folded, is_taken) in new {
        let key = unicode_key(&login);
        // until somebody decides there is nothing to write, and nobody waits for who else writes
        if is_taken && folded.as_deref() == Some(&*key) {
            taken += 1;
            continue;
        }
        // in the same statement, so that no other writer comes between
        let update = "UPDATE accounts SET login_key = $1, login_claim = CASE
                          WHEN NOT EXISTS (SELECT 1 FROM accounts WHERE login_claim = $1) THEN $1
                      END
                      WHERE id = $2 AND login = $3 AND login_claim IS NULL
                      RETURNING login_claim";
        let update = sqlx::query_as(update).bind(&*key).bind(id).bind(&login);
        let claim: Option<(Option<String>,)> = update.fetch_optional(db).await?;
        taken += usize::from(matches!(claim, Some((None,))));
    }
    Ok(taken)
}
