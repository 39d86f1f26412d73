//! What the processes on one database share.

use super::{Database, Error, Statement};
use uuid::Uuid;

impl Database {
    /// The key for the cursors of pages, made when it is first asked for.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cursor_key(&self) -> Result<Vec<u8>, Error> {
        let random = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
        let random = random.map(Uuid::into_bytes).concat();
        let mut work = self.write().await?;
        let insert = "INSERT INTO settings VALUES ('cursor_key', $1) ON CONFLICT DO NOTHING";
        work.execute(Statement::new(insert).bind(random)).await?;
        let select = "SELECT value FROM settings WHERE name = 'cursor_key'";
        let key: Option<(Vec<u8>,)> = work.row(Statement::new(select)).await?;
        work.commit().await?;
        Ok(key.map(|(key,)| key).ok_or(sqlx::Error::RowNotFound)?)
    }
}
