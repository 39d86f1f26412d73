//! The command line.

mod check;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Checks SCIM 2.0 servers, in any language, against RFC 7643, RFC 7644 and RFC 9865.
#[derive(Debug, Parser)]
#[command(name = "scim-testkit", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Check),
}

/// Runs what the command line asks for.
pub(crate) fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(check) => check::run(&check),
    }
}
