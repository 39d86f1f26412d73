//! The command line, and the environment that stands in for it.

mod parse;

use crate::connections::Bounds;
use crate::database::Options;
use crate::events::{self, Receiver};
use crate::mastered::Mastered;
use crate::tokens::{self, Token};
use clap::{Parser, Subcommand};
use parse::{address, at_least, base_path, public_url, rate_limit, secret};
use scim_schema::service::{CursorKey, DeletePolicy, RateLimit};
use scim_schema::value::Secret;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// A SCIM 2.0 directory: users, groups and badges in SQLite or PostgreSQL.
#[derive(Debug, Parser)]
#[command(version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do instead of serving.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// The address to listen on; port 0 takes a free one.
    #[arg(
        long,
        env = "DIRECTORY_LISTEN",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS",
        value_parser = address
    )]
    pub listen: SocketAddr,

    /// The path below which SCIM is served.
    #[arg(long, env = "DIRECTORY_BASE_PATH", default_value = "/scim/v2", value_name = "PATH",
        value_parser = base_path)]
    pub base_path: String,

    /// The URL of the base path as clients see it, for links; by default from the Host header.
    #[arg(long, env = "DIRECTORY_PUBLIC_URL", value_name = "URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// The database: `sqlite://FILE`, `sqlite::memory:` or `postgres://USER@HOST:PORT/NAME`.
    #[arg(long, env = "DIRECTORY_DATABASE", hide_env_values = true,
        default_value = "sqlite://directory.db", value_name = "URL",
        value_parser = |text: &str| secret(text))]
    pub database: Secret,

    /// The most connections to the database at once.
    #[arg(long, env = "DIRECTORY_CONNECTIONS", value_name = "N", default_value_t = 16,
        value_parser = at_least(1_u32))]
    pub connections: u32,

    /// How long a request waits for the database; then it is answered 503, and the client may come
    /// again.
    #[arg(long, env = "DIRECTORY_PATIENCE", value_name = "SECONDS", default_value_t = 20,
        value_parser = at_least(1_u64))]
    pub patience: u64,

    /// The most bytes of the resources on a page; it ends early with those that would be more.
    #[arg(long, env = "DIRECTORY_ANSWER_SIZE", value_name = "BYTES", default_value_t = 32 << 20,
        value_parser = at_least(1_u32))]
    pub answer_size: u32,

    /// The most bytes of a body, but for bulk requests; then it is answered 413. A client that PUTs a
    /// group with all its members sends some 180 for each.
    #[arg(long, env = "DIRECTORY_BODY_SIZE", value_name = "BYTES", default_value_t = 8 << 20,
        value_parser = at_least(1_u32))]
    pub body_size: u32,

    /// The most bytes that PATCH may make a resource grow to, members of groups aside; then it is
    /// answered 413.
    #[arg(long, env = "DIRECTORY_RESOURCE_SIZE", value_name = "BYTES", default_value_t = 16 << 20,
        value_parser = at_least(1_u32))]
    pub resource_size: u32,

    /// A token that clients send, for one dialect; may be given several times. Without any, one
    /// is made up and printed. One that has a `:` needs `rfc:` or another dialect before it. `app` is
    /// the application itself: see `--mastered`.
    #[arg(long = "token", env = "DIRECTORY_TOKEN", hide_env_values = true,
        value_name = "[rfc:|okta:|entra:|app:]TOKEN", value_parser = |text: &str| secret(text))]
    pub tokens: Vec<Secret>,

    /// A file of tokens: lines of `TENANT DIALECT TOKEN [subject=USERNAME]`; `#` begins a comment.
    /// `/Me` is the user of that name. `app` in place of a dialect is the application itself.
    #[arg(long, env = "DIRECTORY_TOKEN_FILE", value_name = "FILE")]
    pub token_file: Option<PathBuf>,

    /// An attribute that this directory is the master of, such as `User:phoneNumbers`,
    /// `User:name.givenName` or one with its URN; may be given several times. Clients read it and
    /// do not write it, but for those with an `app` token.
    #[arg(long, env = "DIRECTORY_MASTERED", value_delimiter = ',', value_name = "[TYPE:]PATH")]
    pub mastered: Vec<String>,

    /// The key that signs the cursors of pages, 32 bytes or more; by default one that is
    /// kept in the database.
    #[arg(long, env = "DIRECTORY_CURSOR_KEY", hide_env_values = true, value_name = "KEY",
        value_parser = |text: &str| secret(text))]
    pub cursor_key: Option<Secret>,

    /// Where changes of a tenant are posted as security event tokens (RFC 9967), such as
    /// `https://okta.example.com/events`; may be given several times.
    #[arg(long, env = "DIRECTORY_EVENTS", hide_env_values = true, value_delimiter = ',', value_name = "[TENANT=]URL",
        value_parser = |text: &str| text.parse::<Receiver>())]
    pub events: Vec<Receiver>,

    /// The key that signs them (HS256), 32 bytes or more; without one they are unsecured.
    #[arg(long, env = "DIRECTORY_EVENTS_KEY", hide_env_values = true, value_name = "KEY",
        value_parser = |text: &str| secret(text))]
    pub events_key: Option<Secret>,

    /// The token that receivers of events ask for.
    #[arg(long, env = "DIRECTORY_EVENTS_TOKEN", hide_env_values = true, value_name = "TOKEN",
        value_parser = |text: &str| secret(text))]
    pub events_token: Option<Secret>,

    /// A subject whose writes are not told, as the receiver is that client itself; may be given
    /// several times. `--token-file` says who the subjects are.
    #[arg(long, env = "DIRECTORY_EVENTS_EXCEPT", value_delimiter = ',', value_name = "SUBJECT")]
    pub events_except: Vec<String>,

    /// What is left of deleted resources, which no request finds in either case.
    #[arg(long, env = "DIRECTORY_DELETES", value_enum, default_value_t = Deletes::Erase)]
    pub deletes: Deletes,

    /// How many requests a tenant may send in how many seconds, such as `600/60`; without a limit
    /// by default.
    #[arg(long, env = "DIRECTORY_RATE_LIMIT", value_name = "N/SECONDS", value_parser = rate_limit)]
    pub rate_limit: Option<RateLimit>,

    /// Who reads the page `/docs` below the base path: what an administrator needs to connect an
    /// identity provider.
    #[arg(long, env = "DIRECTORY_GUIDE", value_enum, default_value_t = Guide::Tokens)]
    pub guide: Guide,

    /// The most connections of clients at once; others wait until one ends.
    #[arg(long, env = "DIRECTORY_MAX_CLIENTS", value_name = "N", default_value_t = 1_024,
        value_parser = at_least(1_u32))]
    pub max_clients: u32,

    /// The most bytes of a request's line and headers, 8192 or more; then it is answered 431.
    #[arg(long, env = "DIRECTORY_HEAD_SIZE", value_name = "BYTES", default_value_t = 32_768,
        value_parser = at_least(8_192_u32))]
    pub head_size: u32,

    /// The most bytes of a request's path and query; then it is answered 414.
    #[arg(long, env = "DIRECTORY_URL_SIZE", value_name = "BYTES", default_value_t = 16_384,
        value_parser = at_least(1_u32))]
    pub url_size: u32,

    /// How long a client may take to send the line and headers of its next request; then the
    /// connection ends.
    #[arg(long, env = "DIRECTORY_HEAD_TIME", value_name = "SECONDS", default_value_t = 30,
        value_parser = at_least(1_u64))]
    pub head_time: u64,

    /// How long it may take to send a body; then it is answered 408.
    #[arg(long, env = "DIRECTORY_BODY_TIME", value_name = "SECONDS", default_value_t = 60,
        value_parser = at_least(1_u64))]
    pub body_time: u64,

    /// How long it may take nothing of an answer; then the connection ends.
    #[arg(long, env = "DIRECTORY_SEND_TIME", value_name = "SECONDS", default_value_t = 60,
        value_parser = at_least(1_u64))]
    pub send_time: u64,

    /// Fills an empty directory with this many made-up users, and groups of them.
    #[arg(
        long,
        env = "DIRECTORY_SEED",
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        value_parser = at_least(0_u32)
    )]
    pub seed: u32,

    /// How the log is written to standard error; `RUST_LOG` says how much of it.
    #[arg(long, env = "DIRECTORY_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,
}

impl Cli {
    /// What the flags say that clap does not look at.
    ///
    /// # Errors
    /// As of each.
    pub fn given(&self) -> Result<Given, String> {
        Ok(Given {
            tokens: self.tokens()?,
            mastered: self.mastered()?,
            cursor_key: self.cursor_key()?,
            events: self.events_options()?,
        })
    }

    /// The tokens of the flags and the file.
    ///
    /// # Errors
    /// One that is none or is given twice, or a file that cannot be read or has none.
    pub fn tokens(&self) -> Result<Vec<Token>, String> {
        let flags = self.tokens.iter().map(Secret::expose);
        let mut tokens = tokens::of_flags(flags).map_err(|error| format!("`--token`: {error}"))?;
        if let Some(path) = &self.token_file {
            let file = path.display();
            let text = std::fs::read_to_string(path).map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => {
                    format!("`--token-file`: cannot read `{file}`: there is no such file")
                }
                _ => format!("`--token-file`: cannot read `{file}`: {error}"),
            })?;
            let found = tokens::read(&text, &tokens);
            tokens.extend(found.map_err(|error| format!("`--token-file`: `{file}`: {error}"))?);
        }
        Ok(tokens)
    }
}

impl Cli {
    /// How the database is used.
    #[must_use]
    pub const fn options(&self) -> Options {
        Options {
            connections: self.connections,
            patience: Duration::from_secs(self.patience),
            answer: self.answer_size as usize,
            resource: self.resource_size as usize,
        }
    }

    /// What clients may take.
    #[must_use]
    pub const fn bounds(&self) -> Bounds {
        Bounds {
            connections: self.max_clients as usize,
            head: self.head_size as usize,
            url: self.url_size as usize,
            head_time: Duration::from_secs(self.head_time),
            body_time: Duration::from_secs(self.body_time),
            send_time: Duration::from_secs(self.send_time),
        }
    }

    /// The key of the flag.
    ///
    /// # Errors
    /// One that is too short.
    pub fn cursor_key(&self) -> Result<Option<CursorKey>, String> {
        let key = self.cursor_key.as_ref().map(|key| CursorKey::new(key.expose()));
        key.transpose().map_err(|error| format!("`--cursor-key`: {error}"))
    }
}

impl Cli {
    /// The attributes that the directory is the master of.
    ///
    /// # Errors
    /// A path that names none, or one that clients have to write.
    pub fn mastered(&self) -> Result<Mastered, String> {
        Mastered::new(&self.mastered).map_err(|error| format!("`--mastered`: {error}"))
    }
}

impl Cli {
    /// How changes are told, by whom is not known yet.
    ///
    /// # Errors
    /// A key that is too short, or a token that no header can hold.
    pub fn events_options(&self) -> Result<events::Options, String> {
        let visible = |token: &Secret| token.expose().bytes().all(|byte| byte.is_ascii_graphic());
        if self.events_key.as_ref().is_some_and(|key| key.expose().len() < 32) {
            return Err("`--events-key`: expected a key of at least 32 bytes".to_owned());
        }
        if !self.events_token.as_ref().is_none_or(visible) {
            return Err(
                "`--events-token`: expected visible ASCII characters without spaces".to_owned()
            );
        }
        Ok(events::Options {
            key: self.events_key.clone(),
            token: self.events_token.clone(),
            except: self.events_except.clone(),
            ..events::Options::default()
        })
    }
}

/// What flags say, read.
#[derive(Debug)]
#[expect(clippy::exhaustive_structs, reason = "an application's own")]
pub struct Given {
    /// Who may ask.
    pub tokens: Vec<Token>,
    /// What clients do not write.
    pub mastered: Mastered,
    /// What signs the cursors of pages, if a flag says so.
    pub cursor_key: Option<CursorKey>,
    /// How changes are told, by whom not yet.
    pub events: events::Options,
}

/// What the program does beside serving.
#[derive(Debug, Subcommand)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Command {
    /// Prints who changed what, oldest first: a JSON object a line.
    Changes {
        /// The database, which a server may be using: `sqlite://FILE` or `postgres://..`.
        #[arg(long, env = "DIRECTORY_DATABASE", hide_env_values = true,
            default_value = "sqlite://directory.db", value_name = "URL",
            value_parser = |text: &str| secret(text))]
        database: Secret,

        /// Only what came after the change with this sequence.
        #[arg(long, value_name = "SEQUENCE", default_value_t = 0, value_parser = at_least(0_u64))]
        after: u64,

        /// Only changes of this tenant.
        #[arg(long, value_name = "TENANT")]
        tenant: Option<String>,
    },
}

/// Who reads the integration guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Guide {
    /// Nobody: there is none.
    Off,
    /// Whoever has a token; a browser asks for it as a password, with any name.
    #[default]
    Tokens,
    /// Everyone who can reach it.
    Public,
}

/// What is left of deleted resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum Deletes {
    /// Nothing but the change that tells of it.
    Erase,
    /// The resource as it could be read, in the table `tombstones`.
    Tombstone,
}

impl From<Deletes> for DeletePolicy {
    fn from(deletes: Deletes) -> Self {
        match deletes {
            Deletes::Erase => Self::Erase,
            Deletes::Tombstone => Self::Tombstone,
        }
    }
}

/// How the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[expect(clippy::exhaustive_enums, reason = "an application's own")]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// A JSON object a line.
    Json,
}

const EXAMPLES: &str = "\
Examples:
  directory
      serves http://127.0.0.1:8080/scim/v2 from directory.db, and prints a token to use
  directory --database sqlite::memory: --seed 1000 --token secret
      forgets everything at the end; 1000 users to play with
  directory --database postgres://scim@db.example.com/directory
      in PostgreSQL, which any number of such servers may use at once
  directory --token okta:one-token --token entra:another
      Okta and Entra ID, each with its token and the deviations that it needs
  directory --token okta:one-token --token app:another --mastered User:phoneNumbers
      telephone numbers are the directory's: Okta reads them, and overwrites none
  directory --token-file tokens --events https://okta.example.com/events --events-except okta
      tells Okta of every change but of those that Okta made
  directory changes --after 120
      who changed what since then, as JSON lines
  directory --listen 0.0.0.0:8080 --public-url https://scim.example.com/scim/v2
      behind a proxy that terminates TLS

Clients send the token as `Authorization: Bearer TOKEN`, as `Authorization: TOKEN`,
or as the password of Basic authentication.";

#[cfg(test)]
mod tests;
