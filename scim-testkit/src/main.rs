//! The program `scim-testkit`.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
