//! What the processes on one database share.

use super::{Database, Error};
use uuid::Uuid;

impl Database {
    /// The key for the cursors of pages, made when it is first asked for.
    ///
    /// # Errors
    /// What the database says.
    pub async fn cursor_key(&self) -> Result<Vec<u8>, Error> {
        let random = [Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4()];
        let mut work = self.write().await?;
        sqlx::query("INSERT INTO settings VALUES ('cursor_key', ?) ON CONFLICT DO NOTHING")
            .bind(random.map(Uuid::into_bytes).concat())
            .execute(&mut *work)
            .await?;
        let key = sqlx::query_scalar("SELECT value FROM settings WHERE name = 'cursor_key'")
            .fetch_one(&mut *work)
            .await?;
        work.commit().await?;
        Ok(key)
    }
}
