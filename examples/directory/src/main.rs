//! `cargo run -p directory`: see `--help`.

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use directory::cli::Cli;
use directory::server;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let tokens = match cli.tokens() {
        Ok(tokens) => tokens,
        Err(error) => Cli::command().error(ErrorKind::ValueValidation, error).exit(),
    };
    server::log(cli.log_format);
    match server::run(cli, tokens).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => server::fail(&error),
    }
}
