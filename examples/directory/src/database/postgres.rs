//! PostgreSQL, and what speaks its protocol.

use super::error::Fault;
use super::{Options, migrate};
use sqlx::error::DatabaseError;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions, Postgres};
use sqlx::{Connection, Error, SqlStr, Transaction};
use std::io::{self, ErrorKind};
use std::str::FromStr;
use std::time::Duration;
use tokio::time::timeout;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// How long after it was used a connection is taken to be there.
const FRESH: Duration = Duration::from_secs(1);

/// Opens a database and brings it up to date. Processes that do so at once wait for one another.
pub(super) async fn open(url: &str, options: &Options) -> Result<PgPool, String> {
    // a statement that nobody waits for any more ends, and so does one that waits for a lock
    let patience = options.patience.as_millis().max(1).to_string();
    let connect = PgConnectOptions::from_str(url)
        .map_err(|error| super::reason(&error))?
        .options([("statement_timeout", &*patience), ("lock_timeout", &*patience)])
        // compiling a recursive statement takes a second where it is rated too high, as in a new
        // database without statistics, and saves nothing
        .options([("jit", "off")]);
    reach(&connect, options.patience).await?;
    let pool = PgPoolOptions::new()
        .min_connections(1)
        .max_connections(options.connections)
        .acquire_timeout(options.patience)
        // a connection that was used just now is not asked whether it is there, which takes as long
        // as a statement
        .test_before_acquire(false)
        .before_acquire(|connection, last| {
            Box::pin(async move { Ok(last.idle_for < FRESH || connection.ping().await.is_ok()) })
        })
        .connect_with(connect)
        .await
        .map_err(|error| super::reason(&error))?;
    let migrated = MIGRATIONS.run(&pool).await;
    migrated.map_err(|error| migrate::explained(&error, &MIGRATIONS))?;
    Ok(pool)
}

/// Begins a transaction, in a task of its own: dropped before it is answered, as when a client hangs
/// up, it would go on in a connection that the pool gives to others (sqlx issue 4393).
pub(super) async fn begin(
    pool: &PgPool,
    statement: &'static str,
    patience: Duration,
) -> sqlx::Result<Transaction<'static, Postgres>> {
    let connection = pool.acquire().await?;
    let begun = tokio::spawn(Transaction::begin(connection, Some(SqlStr::from_static(statement))));
    // it goes on when it is waited for no longer
    match timeout(patience, begun).await {
        Ok(begun) => begun.unwrap_or_else(|ended| Err(Error::Io(io::Error::other(ended)))),
        Err(_) => Err(Error::PoolTimedOut),
    }
}

/// Connects once: a pool tries again as long as it is patient, and does not tell why it had to.
async fn reach(connect: &PgConnectOptions, patience: Duration) -> Result<(), String> {
    let at = match connect.get_socket() {
        Some(socket) => format!("{}/.s.PGSQL.{}", socket.display(), connect.get_port()),
        None => format!("{}:{}", connect.get_host(), connect.get_port()),
    };
    match timeout(patience, PgConnection::connect_with(connect)).await {
        Ok(Ok(connection)) => {
            // it was there, which is all that was asked
            let _ = connection.close().await;
            Ok(())
        }
        Ok(Err(Error::Io(error))) => Err(match error.kind() {
            ErrorKind::ConnectionRefused => format!(
                "nothing listens at `{at}` (connection refused); start PostgreSQL, or change `--database`"
            ),
            ErrorKind::NotFound => {
                format!("there is no socket `{at}`; start PostgreSQL, or change `--database`")
            }
            _ => format!("cannot reach `{at}`: {error}"),
        }),
        Err(_) => {
            Err(format!("no answer from `{at}` within {} s; is it PostgreSQL?", patience.as_secs()))
        }
        // what the server says itself, such as that it is just starting, is the pool's to deal with
        Ok(Err(_)) => Ok(()),
    }
}

pub(super) fn list(place: &str) -> String {
    format!(
        "(SELECT position, value FROM json_array_elements_text(CAST({place} AS json)) \
         WITH ORDINALITY AS list (value, position))"
    )
}

/// The migrations name unique constraints after the table and the column.
pub(super) fn is_taken(error: &dyn DatabaseError, table: &str, column: &str) -> bool {
    error.constraint().and_then(|name| name.strip_prefix(table)?.strip_prefix('_')) == Some(column)
}

/// What an error of this database is, by its SQLSTATE.
pub(super) fn fault(error: &dyn DatabaseError) -> Fault {
    let code = error.code().unwrap_or_default();
    match &*code {
        // serialization_failure, deadlock_detected: nothing was written, and another attempt may do
        "40001" | "40P01" => Fault::Conflict,
        // a resource that was referred to went away meanwhile: the next attempt sees that; a key
        // of a row that another process made as well is another one then
        "23503" | "23505" => Fault::Conflict,
        // a row that refers to nothing: what it was to refer to went away between two statements
        "23514" => Fault::Conflict,
        // a NUL character, which this database holds in no text
        "22021" | "22P05" => Fault::Nul,
        // a text that an index cannot hold
        "54000" => Fault::Long,
        // disk_full
        "53100" => Fault::Full,
        // lock_not_available, query_canceled (by a time-out), object_not_in_prerequisite_state
        // (such as a database that takes no connections), read_only_sql_transaction (a replica)
        "55P03" | "57014" | "55000" | "25006" => Fault::Unavailable,
        // connection exceptions, insufficient resources, intervention of an operator
        code if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => {
            Fault::Unavailable
        }
        _ => Fault::Internal,
    }
}
