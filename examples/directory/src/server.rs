//! The server: from the command line to a router that answers until it is told to stop.

use crate::badge::Badge;
use crate::cli::{Cli, Given, Guide, LogFormat};
use crate::connections;
use crate::database::{Database, without_password};
use crate::events::{self, Receiver};
use crate::grant::{Entitlement, Role};
use crate::group::Group;
use crate::mastered::Mastered;
use crate::seed::seed;
use crate::tokens::{Access, Tokens};
use crate::user::User;
use crate::whole::{Whole, Writes};
use axum::Router;
use scim_schema::events::Issuer;
use scim_schema::limits::Limits;
use scim_schema::service::{Audited, CursorKey, RateLimit, ReferencePage, ScimService};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::FmtSpan;
use uuid::Uuid;

/// How long requests that run may take to end when the server stops.
const GRACE: Duration = Duration::from_secs(10);

/// How a directory is served.
#[derive(Debug, Clone)]
#[expect(clippy::exhaustive_structs, reason = "an application's own")]
pub struct Settings {
    /// The path below which SCIM is served.
    pub base_path: String,
    /// The URL of it as clients see it; by default what a request says.
    pub public_url: Option<String>,
    /// What signs the cursors of pages.
    pub cursor_key: CursorKey,
    /// How often a tenant may ask.
    pub rate_limit: Option<RateLimit>,
    /// What clients do not write.
    pub mastered: Mastered,
    /// Who reads the integration guide.
    pub guide: Guide,
    /// The most bytes of a body.
    pub body_size: usize,
}

/// The SCIM service of the resource types, below the base path.
pub fn router(database: Database, tokens: Tokens, settings: Settings) -> Router {
    router_telling(database, tokens, settings, &[]).0
}

/// The same, which says in `/ServiceProviderConfig` that changes are told, if anyone is; and what it
/// writes.
fn router_telling(
    database: Database,
    tokens: Tokens,
    settings: Settings,
    receivers: &[Receiver],
) -> (Router, Writes) {
    let Settings { base_path, public_url, cursor_key, rate_limit, mastered, guide, body_size } =
        settings;
    let mut limits = Limits::DEFAULT;
    limits.body = body_size;
    limits.answer = database.answer_bound();
    let mut scim = ScimService::builder()
        .limits(limits)
        .resource::<User>(database.clone())
        .resource::<Group>(database.clone())
        .resource::<Badge>(database.clone())
        .resource::<Role>(database.clone())
        .resource::<Entitlement>(database.clone())
        .authenticate(Access::new(tokens, database, mastered))
        .cursor_key(cursor_key)
        .audit(audit)
        .base_path(&base_path);
    if let Some(url) = public_url {
        scim = scim.base_url(url);
    }
    if let Some(limit) = rate_limit {
        scim = scim.rate_limit(limit);
    }
    if !receivers.is_empty() {
        scim = scim.event_uris(Issuer::uris().iter().copied());
    }
    let page = ReferencePage::at("/docs").title("Directory");
    scim = match guide {
        Guide::Off => scim,
        Guide::Tokens => scim.reference_page(page),
        Guide::Public => scim.reference_page(page.public()),
    };
    let scim = Whole::new(scim.build());
    let writes = scim.writes();
    let router = match &*base_path {
        // axum nests nothing at the root
        "" => Router::new().fallback_service(scim),
        path => Router::new().nest_service(path, scim),
    };
    (router, writes)
}

/// A line in the log for every write: who asked for what, and never a value.
fn audit(write: &Audited<'_>) {
    tracing::info!(
        target: "directory::audit",
        tenant = write.tenant,
        subject = write.subject,
        request_id = write.request_id,
        operation = write.operation.as_str(),
        resource_type = write.resource_type,
        id = write.id,
        paths = write.paths.join(","),
        ignored = write.ignored.join(","),
        ignored_more = (write.ignored_more > 0).then_some(write.ignored_more),
        status = write.status,
        "write"
    );
}

/// Prints the changes that a database holds.
///
/// # Errors
/// One line for whoever asked: the database cannot be used.
pub async fn changes(url: &str, after: u64, tenant: Option<&str>) -> Result<(), String> {
    const AT_ONCE: usize = 1_000;
    let database = Database::open_existing(url).await.map_err(|error| error.to_string())?;
    let (mut out, mut last) = (io::stdout().lock(), after);
    loop {
        let changes = database.changes(tenant, last, AT_ONCE).await;
        let changes =
            changes.map_err(|error| format!("cannot read the changes: {}", error.cause()))?;
        let Some(newest) = changes.last() else { break };
        last = newest.sequence;
        for change in &changes {
            let line = serde_json::to_string(change).map_err(|error| error.to_string())?;
            match writeln!(out, "{line}") {
                // whoever reads has seen enough
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(()),
                written => written.map_err(|error| error.to_string())?,
            }
        }
    }
    database.close().await;
    Ok(())
}

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// One line for whoever started it: the address or the database cannot be used.
pub async fn run(cli: Cli, given: Given) -> Result<(), String> {
    let Given { tokens, mastered, cursor_key, events } = given;
    let listener =
        TcpListener::bind(cli.listen).await.map_err(|error| cannot_listen(cli.listen, &error))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let database = Database::open_with(cli.database.expose(), &cli.options())
        .await
        .map_err(|error| error.to_string())?;
    let database = database.deletes(cli.deletes.into());
    let cursor_key = match cursor_key {
        Some(key) => key,
        None => stored_key(&database).await?,
    };

    let (tokens, made_up) = if tokens.is_empty() {
        let token = Uuid::new_v4().simple().to_string();
        (vec![token.parse().map_err(|_| "no token")?], Some(token))
    } else {
        (tokens, None)
    };
    let tokens = Tokens::new(tokens);
    if cli.seed > 0 {
        for tenant in tokens.tenants() {
            let seeded = seed(&database, tenant, cli.seed)
                .await
                .map_err(|error| format!("cannot seed: {}", error.cause()))?;
            let done = if seeded { "seeded" } else { "not empty, so not seeded" };
            tracing::info!(tenant, users = cli.seed, "{done}");
        }
    }

    let bounds = cli.bounds();
    let url = format!("http://{address}{}", cli.base_path);
    let issuer = cli.public_url.clone().unwrap_or_else(|| url.clone());
    let told = events::start(&database, &cli.events, &events::Options { issuer, ..events });
    say(&url, &cli, made_up.as_deref()).map_err(|error| error.to_string())?;
    let settings = Settings {
        base_path: cli.base_path,
        public_url: cli.public_url,
        cursor_key,
        rate_limit: cli.rate_limit,
        mastered,
        guide: cli.guide,
        body_size: cli.body_size as usize,
    };
    let (router, writes) = router_telling(database.clone(), tokens, settings, &cli.events);
    let (stopping, grace) = tokio::sync::oneshot::channel();
    let stop = async move {
        stopped().await;
        tracing::info!("stopping");
        let _ = stopping.send(());
    };
    let late = async {
        let _ = grace.await;
        tokio::time::sleep(GRACE).await;
    };
    let served = async {
        connections::serve(listener, router, bounds, stop).await;
        // a write of a client who hung up belongs to no connection
        writes.ended().await;
    };
    tokio::select! {
        () = served => {}
        () = late => tracing::warn!("some requests did not end in time"),
    }
    drop(told);
    database.close().await;
    Ok(())
}

/// The key for cursors that all processes on the database share.
async fn stored_key(database: &Database) -> Result<CursorKey, String> {
    let key = database.cursor_key().await;
    let key = key.map_err(|error| format!("cannot read the cursor key: {}", error.cause()))?;
    CursorKey::new(key).map_err(|error| format!("the cursor key in the database: {error}"))
}

fn cannot_listen(address: SocketAddr, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "cannot listen on `{address}`: another program does; choose a port with `--listen`, such as `--listen 127.0.0.1:0` for a free one"
        ),
        _ => format!("cannot listen on `{address}`: {error}"),
    }
}

/// What someone needs to try it.
fn say(url: &str, cli: &Cli, made_up: Option<&str>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "SCIM at   {url}")?;
    if cli.guide != Guide::Off {
        writeln!(out, "Guide at  {url}/docs")?;
    }
    writeln!(out, "Database  {}", without_password(cli.database.expose()))?;
    if let Some(token) = made_up {
        writeln!(out, "Token     {token}  (made up for this run; see `--token`)")?;
    }
    let token = made_up.unwrap_or("TOKEN");
    writeln!(out, "\ncurl -H 'Authorization: Bearer {token}' '{url}/Users?count=2'")?;
    out.flush()
}

/// Until Ctrl-C, or SIGTERM where there is such a thing.
async fn stopped() {
    let interrupt = async {
        if signal::ctrl_c().await.is_err() {
            // without the handler the signal ends the process by itself
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

/// Starts the log on standard error; `RUST_LOG` says how much of it.
pub fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        // the service has a span for each request, which says all there is when it ends
        .with_span_events(FmtSpan::CLOSE);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
}

/// Says on standard error why the server ends.
pub fn fail(error: &dyn Display) -> ExitCode {
    // nothing can be done if standard error is closed
    let _ = writeln!(io::stderr(), "error: {error}");
    ExitCode::FAILURE
}
