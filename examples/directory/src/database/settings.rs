//! What the processes on one database share.

use super::{Database, Error, Statement, again};
use uuid::Uuid;

impl Database {
    /// The key for the cursors of pages, made when it is first asked for.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cursor_key(&self) -> Result<Vec<u8>, Error> {
        let random = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
        let random = random.map(Uuid::into_bytes).concat();
        again(|| self.kept_or(&random)).await
    }

    async fn kept_or(&self, random: &[u8]) -> Result<Vec<u8>, Error> {
        let mut work = self.write().await?;
        let insert = "INSERT INTO settings VALUES ('cursor_key', $1) ON CONFLICT DO NOTHING";
        work.execute(Statement::new(insert).bind(random)).await?;
        let select = "SELECT value FROM settings WHERE name = 'cursor_key'";
        let key: Option<(Vec<u8>,)> = work.row(Statement::new(select)).await?;
        work.commit().await?;
        Ok(key.map(|(key,)| key).ok_or(sqlx::Error::RowNotFound)?)
    }

    /// The sequence that something has come to in the feed; 0 if it has not begun.
    ///
    /// # Errors
    /// What the database says.
    pub async fn position(&self, name: &str) -> Result<u64, Error> {
        let select = "SELECT value FROM settings WHERE name = $1";
        let mut snapshot = self.read().await?;
        let row: Option<(Vec<u8>,)> = snapshot.row(Statement::new(select).bind(name)).await?;
        let number = |(text,): (Vec<u8>,)| String::from_utf8(text).ok()?.parse().ok();
        Ok(row.and_then(number).unwrap_or_default())
    }

    /// Keeps such a sequence.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_position(&self, name: &str, sequence: u64) -> Result<(), Error> {
        again(|| self.keep(name, sequence)).await
    }

    async fn keep(&self, name: &str, sequence: u64) -> Result<(), Error> {
        let sql = "INSERT INTO settings VALUES ($1, $2)
                   ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        let mut work = self.write().await?;
        let statement = Statement::new(sql).bind(name).bind(sequence.to_string().into_bytes());
        work.execute(statement).await?;
        work.commit().await
    }
}
