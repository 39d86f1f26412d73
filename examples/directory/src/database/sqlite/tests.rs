use super::{Options, Pools, open};
use sqlx::sqlite::SqliteConnection;
use tokio::task::yield_now;

/// One connection, which reads and writes.
async fn in_memory() -> Pools {
    open("sqlite::memory:", true, &Options::default()).await.unwrap()
}

/// A statement that is asked several times whether it shall go on.
async fn long(connection: sqlx::Result<&mut SqliteConnection>) -> sqlx::Result<i64> {
    let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
               SELECT count(*) FROM n";
    sqlx::query_scalar(sql).fetch_one(connection?).await
}

/// A snapshot that is dropped while the next one waits for the connection stops nothing of it.
#[tokio::test]
async fn who_reads_stops_nobody_elses_statement() {
    let pools = in_memory().await;
    for _ in 0..4 {
        let snapshot = pools.readers.begin().await.unwrap();
        let (writer, readers) = (pools.writer.clone(), pools.readers.clone());
        let writes = tokio::spawn(async move {
            let mut turn = writer.turn().await?;
            let found = long(turn.connection()).await;
            turn.end(true).await.and(found)
        });
        let reads = tokio::spawn(async move {
            let mut snapshot = readers.begin().await?;
            long(snapshot.connection()).await
        });
        // one thread runs everything: they have asked for the connection
        for _ in 0..8 {
            yield_now().await;
        }
        drop(snapshot);
        assert_eq!(writes.await.unwrap().unwrap(), 20_000);
        assert_eq!(reads.await.unwrap().unwrap(), 20_000);
    }
    // what is stopped is what was its own
    let mut snapshot = pools.readers.begin().await.unwrap();
    snapshot.watch().stop();
    let stopped = long(snapshot.connection()).await.unwrap_err();
    assert!(stopped.to_string().contains("interrupted"), "{stopped}");
}

/// The end of a turn is not one of the statements whose time is over. What it says is kept ready, and
/// asked once in some thousand times.
#[tokio::test]
async fn a_turn_ends_whatever_time_it_had_left() {
    let pools = in_memory().await;
    for round in 0..5_000 {
        let turn = pools.writer.turn().await.unwrap();
        turn.watch().unwrap().stop();
        turn.end(round % 2 == 0).await.unwrap();
    }
}
