//! The command line.

mod check;
mod cleanup;
mod codegen;
mod coverage;
mod entra;
mod list;
mod mapping;
mod okta;
mod progress;
mod report;
mod running;
mod schema;
mod server;

use clap::{Parser, Subcommand};
use scim_testkit::live::visible;
use std::fmt::Display;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::str::FromStr;

/// Checks SCIM 2.0 servers, in any language, against RFC 7643, RFC 7644 and RFC 9865.
#[derive(Debug, Parser)]
#[command(name = "scim-testkit", version, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(Box<check::Check>),
    Okta(Box<okta::Okta>),
    Entra(Box<entra::Entra>),
    Schema(schema::Show),
    Mapping(mapping::Mapping),
    Codegen(codegen::Codegen),
    Coverage(coverage::Coverage),
    Cleanup(cleanup::CleanUp),
}

const EXAMPLES: &str = "\
Examples:
  scim-testkit check http://127.0.0.1:8080/scim/v2 --token secret
      checks a server on this machine
  SCIM_TOKEN=secret scim-testkit check https://example.com/scim/v2 --read-only
      checks what can be seen without writing anything
  scim-testkit check URL --allow-writes --report html=report.html --report junit=junit.xml
      checks a server elsewhere, with test resources that are deleted again, and writes reports
  scim-testkit check URL --only patch --skip patch.atomic
      a part of it; `scim-testkit check --list` tells the names
  scim-testkit okta URL --suite spec
      the test that Okta's integration network asks for, assertion by assertion
  scim-testkit okta URL --scenario all
      whole use cases, by a simulated Okta org; `scim-testkit okta --list` tells their names
  scim-testkit entra URL --flag aadOptscim062020
      what Entra ID sends with that flag
  scim-testkit codegen URL --output src/scim.rs
      Rust structs for the schemas of a server

Exit codes: 0 conformant, 1 something failed, 2 could not run.";

/// What a command came to.
enum Ended {
    /// As it should.
    Well,
    /// Something failed.
    Failed,
}

/// Runs what the command line asks for.
pub(crate) fn main() -> ExitCode {
    // clap answers wrong arguments with 2 as well
    let result = match Cli::parse().command {
        Command::Check(check) => check::run(&check),
        Command::Okta(okta) => okta::run(&okta),
        Command::Entra(entra) => entra::run(&entra),
        Command::Schema(show) => schema::run(&show),
        Command::Mapping(mapping) => mapping::run(&mapping),
        Command::Codegen(codegen) => codegen::run(&codegen),
        Command::Coverage(coverage) => coverage::run(&coverage),
        Command::Cleanup(clean_up) => cleanup::run(&clean_up),
    };
    match result {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Failed) => ExitCode::from(1),
        Err(reason) => {
            // nobody is left to tell
            let _ = writeln!(io::stderr(), "error: {}", visible(&reason));
            ExitCode::from(2)
        }
    }
}

/// Writes to standard output; a reader that has gone, such as `head`, is no failure.
fn print(text: &str) -> Result<(), String> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(told(error)),
        _ => Ok(()),
    }
}

/// Tells on standard error what was decided.
fn notes(lines: impl IntoIterator<Item = impl AsRef<str>>) {
    let lines = lines.into_iter().map(|line| format!("note: {}\n", visible(line.as_ref())));
    // nobody is left to tell
    let _ = io::stderr().write_all(lines.collect::<String>().as_bytes());
}

fn told(error: impl Display) -> String {
    error.to_string()
}

/// What is wrong with a file, in words that say no numbers of the system.
fn cannot(what: &str, path: &Path, error: &io::Error) -> String {
    let path = path.display();
    let why = match error.kind() {
        io::ErrorKind::NotFound if what == "write" => "there is no such directory",
        io::ErrorKind::NotFound => "there is no such file",
        io::ErrorKind::InvalidData => "it is no text in UTF-8",
        _ => &error.to_string(),
    };
    let why = why.split(" (os error").next().unwrap_or_default();
    format!("cannot {what} `{path}`: {why}")
}

/// A number, and no less than this.
fn at_least<N>(least: N) -> impl Fn(&str) -> Result<N, String> + Clone
where
    N: Copy + Display + PartialOrd + FromStr,
{
    move |text| {
        let number = text.parse().ok().filter(|number| *number >= least);
        number.ok_or_else(|| format!("expected a number, {least} or more"))
    }
}

fn address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "expected an address such as `127.0.0.1:9000`".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Cli, cannot};
    use clap::{CommandFactory, Parser};
    use std::io::{Error, ErrorKind};
    use std::path::Path;

    #[test]
    fn a_file_is_told_of_without_numbers() {
        let told = |what, error: Error| cannot(what, Path::new("/nope"), &error);
        let none = || Error::from_raw_os_error(2);
        if none().kind() == ErrorKind::NotFound {
            assert_eq!(told("read", none()), "cannot read `/nope`: there is no such file");
            assert_eq!(told("write", none()), "cannot write `/nope`: there is no such directory");
        }
        let denied = Error::from_raw_os_error(13);
        assert!(!told("read", denied).contains("os error"));
    }

    #[test]
    fn the_flags_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn debug_shows_no_token() {
        let command = ["scim-testkit", "check", "http://localhost"];
        let secrets = ["--token", "hunter2", "--header", "X-Key: hunter2"];
        let cli = Cli::parse_from([&command[..], &secrets[..]].concat());
        assert!(!format!("{cli:?}").contains("hunter2"), "{cli:?}");
    }
}
