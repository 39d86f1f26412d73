//! `cargo run -p directory`: see `--help`.

use clap::Parser;
use directory::cli::Cli;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    directory::server::log(cli.log_format);
    match directory::server::run(cli).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "for whoever started the server")]
            {
                eprintln!("error: {error}");
            }
            ExitCode::FAILURE
        }
    }
}
