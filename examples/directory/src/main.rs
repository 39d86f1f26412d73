//! `cargo run -p directory`: see `--help`.

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use directory::cli::{Cli, Command};
use directory::server;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(Command::Changes { database, after, tenant }) = cli.command {
        return ended(server::changes(database.expose(), after, tenant.as_deref()).await);
    }
    let given = usable(cli.given());
    server::log(cli.log_format);
    ended(server::run(cli, given).await)
}

/// What the flags say, or the end of the program.
fn usable<T>(flags: Result<T, String>) -> T {
    flags.unwrap_or_else(|error| Cli::command().error(ErrorKind::ValueValidation, error).exit())
}

fn ended(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => server::fail(&error),
    }
}
