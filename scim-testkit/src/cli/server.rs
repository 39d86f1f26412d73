//! Where the server is, and who asks.

use super::{cannot, told};
use clap::Args;
use scim_testkit::live::{HttpClient, Target};
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Who asks, and how long it may take.
#[derive(Args)]
pub(super) struct Access {
    /// The bearer token, or `SCHEME CREDENTIALS` such as `Basic dXNlcjpwYXNz`. Other users of this
    /// machine see arguments: prefer the environment or a file.
    #[arg(long, env = "SCIM_TOKEN", hide_env_values = true, value_name = "TOKEN")]
    token: Option<String>,

    /// A file that has the token and nothing else; it is preferred to the environment.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,

    /// A header for every request, `NAME: VALUE`; may be given several times. No output has its
    /// value.
    #[arg(long = "header", value_name = "HEADER")]
    headers: Vec<String>,

    /// How many seconds a whole answer may take: 10 unless said otherwise, and 60 where Okta asks.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<f64>,

    /// How large an answer may be, in MiB: 16 unless said otherwise, and 256 where Okta asks, as a
    /// page of groups has all of their members.
    #[arg(long, value_name = "MIB", value_parser = mib)]
    max_answer: Option<u32>,

    /// A file of certificates (PEM) to trust in the place of the public ones.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

/// What a client waits for, where nobody says: seconds, and MiB.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    seconds: f64,
    mib: u32,
}

impl Patience {
    pub(super) const USUAL: Self = Self { seconds: 10.0, mib: 16 };
    /// Okta gives an answer a minute.
    pub(super) const OKTA: Self = Self { seconds: 60.0, mib: 256 };
}

impl fmt::Debug for Access {
    /// Without the token, and without headers, which may have another.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access")
            .field("token_file", &self.token_file)
            .field("headers", &self.headers.len())
            .field("timeout", &self.timeout)
            .field("max_answer", &self.max_answer)
            .field("ca", &self.ca)
            .finish_non_exhaustive()
    }
}

impl Access {
    /// The server at a URL.
    pub(super) fn target(&self, url: &str) -> Result<Target, String> {
        self.target_with(url, Patience::USUAL)
    }

    /// The server at a URL, as a client with this patience sees it.
    pub(super) fn target_with(&self, url: &str, patience: Patience) -> Result<Target, String> {
        let timeout = Duration::from_secs_f64(self.timeout.unwrap_or(patience.seconds));
        let limit = u64::from(self.max_answer.unwrap_or(patience.mib)) << 20;
        let mut client = HttpClient::new(timeout).limit(limit);
        if let Some(path) = &self.ca {
            let pem = read(path)?;
            client = client
                .trusting(pem.as_bytes())
                .map_err(|error| format!("`--ca`: `{}`: {error}", path.display()))?;
        }
        let mut target = Target::over(url, client).map_err(told)?;
        let token = match &self.token_file {
            Some(path) => {
                let token = read(path)?;
                if token.trim().is_empty() {
                    return Err(format!("`{}` has no token in it", path.display()));
                }
                Some(token)
            }
            None => self.token.clone(),
        };
        if let Some(token) = token.filter(|token| !token.trim().is_empty()) {
            target = target.token(&token).map_err(told)?;
        }
        for header in &self.headers {
            let Some((name, value)) = header.split_once(':') else {
                return Err("`--header`: write `NAME: VALUE`".to_owned());
            };
            target = target.header(name, value).map_err(told)?;
        }
        Ok(target)
    }
}

/// Whether a source is a server and not a file.
pub(super) fn is_url(source: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| source.starts_with(scheme))
}

pub(super) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| cannot("read", path, &error))
}

fn mib(text: &str) -> Result<u32, String> {
    let mib = text.parse().ok().filter(|mib| (1..=65_536).contains(mib));
    mib.ok_or_else(|| "expected a number of MiB up to 65536, such as `16`".to_owned())
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.001..86_400.0).contains(seconds));
    seconds.ok_or_else(|| "expected a number of seconds, such as `0.5`".to_owned())
}
