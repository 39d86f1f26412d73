//! `cargo run -p legacy`: see `--help`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it reports")]

use axum::Router;
use clap::{Parser, Subcommand};
use legacy::migrate::{conflicts, counted, migrate};
use legacy::store::Accounts;
use scim_schema::dialect::Dialect;
use scim_schema::message::ScimError;
use scim_schema::service::{Authenticate, Credential, Identity, ScimService};
use scim_schema::value::Secret;
use sqlx::SqlitePool;
use std::convert::Infallible;
use std::error::Error;
use std::net::SocketAddr;
use std::process::ExitCode;

/// SCIM on the table `accounts` of an application that goes on using it.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    /// The database of the application, such as `sqlite://app.db`.
    #[arg(long, value_name = "URL")]
    database: String,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tells which accounts have one login; changes nothing. Exit code 1 if there are any.
    Report,
    /// Adds what SCIM needs to the table, if there are none.
    Migrate,
    /// Serves the accounts to Okta.
    Serve {
        /// The address to listen on; port 0 takes a free one.
        #[arg(long, default_value = "127.0.0.1:8091", value_name = "ADDRESS")]
        listen: SocketAddr,
        /// The token of Okta.
        #[arg(long, env = "LEGACY_TOKEN", hide_env_values = true, value_parser = secret)]
        token: Secret,
    },
}

#[expect(clippy::unnecessary_wraps, reason = "what clap calls")]
fn secret(text: &str) -> Result<Secret, Infallible> {
    Ok(Secret::new(text))
}

/// One token, given to Okta.
struct Token(Secret);

impl Authenticate for Token {
    async fn authenticate(
        &self,
        request: &axum::http::request::Parts,
    ) -> Result<Identity, ScimError> {
        if *Credential::of(request)?.secret() != self.0 {
            return Err(ScimError::unauthorized("the token is not valid"));
        }
        Ok(Identity::new().subject("okta").dialect(Dialect::OKTA))
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(Cli::parse()).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> Result<ExitCode, Box<dyn Error>> {
    let db = SqlitePool::connect(&cli.database).await.map_err(|error| {
        format!(
            "cannot open `{}`: {}; write the URL of a database that exists, such as `sqlite://app.db`",
            cli.database,
            error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned()),
        )
    })?;
    match cli.command {
        Command::Report => {
            let found = conflicts(&db).await?;
            for conflict in &found {
                println!("{conflict}");
            }
            println!("{}", counted(found.len()));
            return Ok(ExitCode::from(u8::from(!found.is_empty())));
        }
        Command::Migrate => match migrate(&db).await? {
            true => println!("migrated"),
            false => println!("nothing to do"),
        },
        Command::Serve { listen, token } => {
            let listener = tokio::net::TcpListener::bind(listen)
                .await
                .map_err(|error| format!("cannot listen on `{listen}`: {error}"))?;
            let scim = ScimService::builder()
                .resource(Accounts::new(db)?)
                .authenticate(Token(token))
                .base_path("/scim/v2")
                .build();
            println!("SCIM at   http://{}/scim/v2", listener.local_addr()?);
            axum::serve(listener, Router::new().nest_service("/scim/v2", scim)).await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
