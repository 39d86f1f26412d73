//! Exchanges as reports show them: without secrets.

use super::secret::Secrets;
use crate::header;
use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use serde::Serialize;

/// A request that was sent, and what came back. Credentials and passwords are not in it.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::Target;
/// use scim_testkit::okta::{App, Mode, Org};
///
/// let mut org = Org::new(Target::service(scim).token("secret")?, App::new(Mode::Put).import_groups(false));
/// org.connect()?;
/// let sent = org.exchanges().next().unwrap();
/// assert_eq!(sent.line(), "GET /Users?startIndex=1&count=2 -> 200");
/// // to be run by hand; the credentials are not in it
/// assert!(sent.curl().starts_with("curl -i -X GET") && !sent.curl().contains("secret"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The whole URL.
    pub url: String,
    /// The headers; credentials as `$TOKEN` and the like.
    pub headers: Vec<(String, String)>,
    /// The body, empty where there was none; passwords as `$PASSWORD`.
    pub body: String,
    /// The answer; none if there was none, or not a whole one.
    pub reply: Option<Reply>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// An answer.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::Target;
/// use scim_testkit::okta::{App, Mode, Org};
///
/// let mut org = Org::new(Target::service(scim), App::new(Mode::Put).import_groups(false));
/// org.connect()?;
/// let reply = org.exchanges().next().and_then(|sent| sent.reply.as_ref()).unwrap();
/// assert_eq!(reply.status, 200);
/// assert!(reply.body.contains("ListResponse"));
/// # Ok::<(), scim_testkit::okta::Task>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body, its end cut off if it is long.
    pub body: String,
}

/// How much of a body is kept.
const KEPT: usize = 16 << 10;

impl Recorded {
    /// The path below the base URL, without the query.
    pub(crate) fn path(&self, base: &str) -> &str {
        let path = self.url.strip_prefix(base).unwrap_or(&self.url);
        path.split('?').next().unwrap_or(path)
    }

    /// A request; `secrets` have the passwords of its body, see [`Secrets::learn`].
    pub(crate) fn sent(request: &Request<Bytes>, secrets: &Secrets) -> Self {
        // that of a target is marked; a wrong one is a check's own, to be sent again as it was
        let is_secret = |name: &str| name != "authorization" && header::is_secret(name);
        Self {
            method: request.method().to_string(),
            url: secrets.hide(&request.uri().to_string()),
            headers: shown(request.headers(), secrets, is_secret),
            body: text(request.body(), secrets),
            reply: None,
            error: None,
        }
    }

    /// The answer; `secrets` have the passwords of its body as well.
    pub(crate) fn answered(&mut self, response: &Response<Bytes>, secrets: &Secrets) {
        self.reply = Some(Reply {
            status: response.status().as_u16(),
            headers: shown(response.headers(), secrets, header::is_secret),
            body: text(response.body(), secrets),
        });
    }

    /// A curl command that sends it again; `$TOKEN` is for the shell to fill in.
    #[must_use]
    pub fn curl(&self) -> String {
        let mut command = format!("curl -i -X {} {}", self.method, quoted(&self.url));
        for (name, value) in &self.headers {
            if name == "accept-encoding" {
                // which unpacks the answer too
                command.push_str(" \\\n  --compressed");
            } else if name != "host" {
                command.push_str(&format!(" \\\n  -H {}", quoted(&format!("{name}: {value}"))));
            }
        }
        if !self.body.is_empty() {
            command.push_str(&format!(" \\\n  --data-binary {}", quoted(&self.body)));
        }
        command
    }

    /// The method and the path with its query, and the status.
    #[must_use]
    pub fn line(&self) -> String {
        let after = self.url.split_once("://").map_or(&*self.url, |(_, rest)| rest);
        let path = after.find('/').and_then(|at| after.get(at..)).unwrap_or("/");
        match (&self.reply, &self.error) {
            (Some(reply), _) => format!("{} {path} -> {}", self.method, reply.status),
            (None, Some(error)) => format!("{} {path} -> {error}", self.method),
            (None, None) => format!("{} {path}", self.method),
        }
    }
}

/// For a shell: in single quotes, but variables in double ones, which expand them.
fn quoted(text: &str) -> String {
    if text.contains('$') && text.chars().all(|c| c.is_ascii() && !"\"`\\!'".contains(c)) {
        let names_variable =
            text.split('$').skip(1).all(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
        if names_variable {
            return format!("\"{text}\"");
        }
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

fn shown(
    headers: &HeaderMap,
    secrets: &Secrets,
    is_secret: impl Fn(&str) -> bool,
) -> Vec<(String, String)> {
    let all = headers.iter().map(|(name, value)| {
        let text = if value.is_sensitive() || is_secret(name.as_str()) {
            hidden(name.as_str(), value.as_bytes())
        } else {
            secrets.hide(&String::from_utf8_lossy(value.as_bytes()))
        };
        (name.as_str().to_owned(), text)
    });
    all.collect()
}

/// A header that holds a secret: its scheme, and a variable.
fn hidden(name: &str, value: &[u8]) -> String {
    if name != "authorization" {
        return format!("${}", name.to_ascii_uppercase().replace('-', "_"));
    }
    let value = String::from_utf8_lossy(value);
    match value.split_once(' ') {
        Some((scheme, _)) if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            format!("{scheme} $TOKEN")
        }
        _ => "$TOKEN".to_owned(),
    }
}

fn text(body: &Bytes, secrets: &Secrets) -> String {
    // hidden first, so that no secret is cut in two
    let mut text = secrets.hide(&String::from_utf8_lossy(body));
    if text.len() > KEPT {
        text.truncate(text.floor_char_boundary(KEPT));
        text.push_str(&format!("… ({} bytes in all)", body.len()));
    }
    text
}

#[cfg(test)]
mod tests;
