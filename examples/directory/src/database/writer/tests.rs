use super::{Turn, Watch, Writer};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use sqlx::{AssertSqlSafe, Connection, Executor};
use std::path::PathBuf;
use std::time::Duration;
use tokio::task::{JoinHandle, yield_now};

struct File {
    path: PathBuf,
    options: SqliteConnectOptions,
    readers: SqlitePool,
    writer: Writer,
}

impl File {
    async fn new() -> Self {
        let path = std::env::temp_dir().join(format!("turns-{}.db", uuid::Uuid::new_v4()));
        let options = SqliteConnectOptions::new().filename(&path).create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).busy_timeout(Duration::ZERO);
        let one = SqlitePoolOptions::new().max_connections(1).after_release(|connection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        });
        let pool = one.connect_with(options.clone()).await.unwrap();
        pool.execute("CREATE TABLE names (name TEXT UNIQUE)").await.unwrap();
        let readers = SqlitePoolOptions::new().connect_with(options.clone()).await.unwrap();
        let writer = Writer::new(pool, Duration::from_secs(10), Watch::new());
        Self { path, options, readers, writer }
    }

    async fn names(&self) -> Vec<String> {
        let names = sqlx::query_scalar("SELECT name FROM names ORDER BY name");
        names.fetch_all(&self.readers).await.unwrap()
    }

    /// Whether another process could write now.
    async fn is_free(&self) -> bool {
        let mut other = sqlx::SqliteConnection::connect_with(&self.options).await.unwrap();
        let is_free = other.begin_with("BEGIN IMMEDIATE").await.is_ok();
        other.close().await.unwrap();
        is_free
    }

    async fn gone(self) {
        self.readers.close().await;
        self.writer.pool.close().await;
        std::fs::remove_file(self.path).unwrap();
    }
}

async fn add(turn: &mut Turn, name: &str) -> sqlx::Result<()> {
    let insert = AssertSqlSafe(format!("INSERT INTO names VALUES ('{name}')"));
    turn.connection()?.execute(sqlx::query(insert)).await?;
    Ok(())
}

/// Asks for a turn, and has it when the ones before are done.
async fn waiting(writer: &Writer) -> JoinHandle<sqlx::Result<Turn>> {
    let writer = writer.clone();
    let waits = tokio::spawn(async move { writer.turn().await });
    // one thread runs everything: it has asked
    for _ in 0..8 {
        yield_now().await;
    }
    waits
}

#[tokio::test]
async fn who_waited_is_committed_together_and_who_gives_up_is_undone_alone() {
    let file = File::new().await;
    let mut first = file.writer.turn().await.unwrap();
    add(&mut first, "first").await.unwrap();
    let mut waiters = Vec::new();
    for _ in 0..5 {
        waiters.push(waiting(&file.writer).await);
    }
    let [second, third, fourth, fifth, sixth] = waiters.try_into().unwrap();
    let first = tokio::spawn(first.end(true));

    let mut second = second.await.unwrap().unwrap();
    add(&mut second, "second").await.unwrap();
    assert!(add(&mut second, "first").await.is_err(), "it sees what came before");
    drop(second);
    let mut third = third.await.unwrap().unwrap();
    add(&mut third, "third").await.unwrap();
    let third = tokio::spawn(third.end(true));
    let mut fourth = fourth.await.unwrap().unwrap();
    add(&mut fourth, "fourth").await.unwrap();
    let fourth = tokio::spawn(fourth.end(true));
    // it has read what the others wrote, and would tell of what may never be
    let fifth = fifth.await.unwrap().unwrap();
    let fifth = tokio::spawn(fifth.end(false));
    let sixth = sixth.await.unwrap().unwrap();
    let ends = [first, third, fourth, fifth];
    assert!(ends.iter().all(|end| !end.is_finished()), "they wait for the others' commit");
    assert!(file.names().await.is_empty());
    sixth.end(true).await.unwrap();

    for end in ends {
        end.await.unwrap().unwrap();
    }
    assert_eq!(file.names().await, ["first", "fourth", "third"]);
    file.gone().await;
}

#[tokio::test]
async fn what_the_database_gives_up_is_reported_to_everybody() {
    let file = File::new().await;
    let mut first = file.writer.turn().await.unwrap();
    let (pages,): (i64,) =
        sqlx::query_as("PRAGMA page_count").fetch_one(first.connection().unwrap()).await.unwrap();
    let limit = AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 2));
    first.connection().unwrap().execute(sqlx::query(limit)).await.unwrap();
    add(&mut first, "first").await.unwrap();
    let second = waiting(&file.writer).await;
    let first = tokio::spawn(first.end(true));
    let mut second = second.await.unwrap().unwrap();
    let full = add(&mut second, &"x".repeat(100_000)).await.unwrap_err();
    assert!(full.to_string().contains("full"), "{full}");
    assert!(second.end(true).await.is_err(), "nothing is left to commit");
    let first = first.await.unwrap();
    assert!(matches!(first, Err(sqlx::Error::Io(_))), "{first:?}");
    assert!(file.names().await.is_empty());

    // the limit was that of a connection, which is gone
    let mut next = file.writer.turn().await.unwrap();
    add(&mut next, &"x".repeat(100_000)).await.unwrap();
    next.end(true).await.unwrap();
    assert_eq!(file.names().await.len(), 1);
    file.gone().await;
}

#[tokio::test]
async fn who_hangs_up_is_in_nobodys_way() {
    let file = File::new().await;
    let mut first = file.writer.turn().await.unwrap();
    add(&mut first, "first").await.unwrap();
    let (second, third) = (waiting(&file.writer).await, waiting(&file.writer).await);
    second.abort();
    let first = tokio::spawn(first.end(true));
    let mut third = third.await.unwrap().unwrap();
    add(&mut third, "third").await.unwrap();
    // its client does not wait for the answer
    let third = tokio::spawn(third.end(true));
    yield_now().await;
    third.abort();
    first.await.unwrap().unwrap();
    let alone = file.writer.turn().await.unwrap();
    assert!(!file.is_free().await);
    drop(alone);
    while !file.is_free().await {
        yield_now().await;
    }
    assert_eq!(file.names().await, ["first", "third"]);
    file.gone().await;
}
