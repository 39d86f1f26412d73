//! HTTP, with bounds on time and size.

use super::transport::LIMIT;
use super::{InvalidTarget, Transport, TransportError, is_loopback};
use bytes::Bytes;
use http::header::{EXPECT, HeaderValue, USER_AGENT};
use http::{Method, Request, Response};
use std::error::Error;
use std::time::Duration;
use ureq::Agent;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// A client of HTTP/1.1 with TLS, which follows no redirect.
///
/// A request may take 10 seconds, and an answer have 16 MiB, unless said otherwise.
///
/// ```
/// use scim_testkit::live::{HttpClient, Target};
/// use std::time::Duration;
///
/// let patient = HttpClient::new(Duration::from_secs(60)).limit(64 << 20);
/// let target = Target::over("https://example.com/scim/v2", patient)?;
/// assert_eq!(target.url(), "https://example.com/scim/v2");
/// // a server with a certificate of one's own
/// assert!(HttpClient::default().trusting(b"no certificate").is_err());
/// # Ok::<(), scim_testkit::live::InvalidTarget>(())
/// ```
#[derive(Debug, Clone)]
pub struct HttpClient {
    agent: Agent,
    /// For this machine: past the proxy that the environment may name.
    direct: Agent,
    timeout: Duration,
    limit: u64,
}

/// A body that is announced before it is sent.
const LARGE: usize = 32 << 10;

impl Default for HttpClient {
    fn default() -> Self {
        Self::new(Duration::from_secs(10))
    }
}

impl HttpClient {
    /// A client that waits so long for a whole answer.
    #[must_use]
    pub fn new(timeout: Duration) -> Self {
        Self::with(timeout, None)
    }

    /// Trusting these certificates, as PEM, in the place of the public ones.
    ///
    /// # Errors
    /// When there is none.
    pub fn trusting(self, pem: &[u8]) -> Result<Self, InvalidTarget> {
        let items = parse_pem(pem).filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        });
        let certificates: Vec<Certificate<'static>> = items.collect();
        if certificates.is_empty() {
            return Err(InvalidTarget("there is no certificate in PEM".to_owned()));
        }
        let tls = TlsConfig::builder().root_certs(RootCerts::new_with_certs(&certificates)).build();
        Ok(Self { limit: self.limit, ..Self::with(self.timeout, Some(&tls)) })
    }

    fn with(timeout: Duration, tls: Option<&TlsConfig>) -> Self {
        let config = || {
            Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .timeout_global(Some(timeout))
                .user_agent(concat!("scim-testkit/", env!("CARGO_PKG_VERSION")))
                .max_idle_connections_per_host(16)
                .allow_non_standard_methods(true)
                .tls_config(tls.cloned().unwrap_or_default())
                // servers close idle connections, some after two seconds
                .max_idle_age(Duration::from_secs(1))
        };
        let (agent, direct) = (config().build().into(), config().proxy(None).build().into());
        Self { agent, direct, timeout, limit: LIMIT }
    }

    /// With another bound on the size of answers, in bytes.
    #[must_use]
    pub const fn limit(mut self, limit: u64) -> Self {
        self.limit = limit;
        self
    }

    fn explain(&self, error: &ureq::Error) -> TransportError {
        let explained = TransportError::new(self.explanation(error));
        if is_closed(error) { explained.closed() } else { explained }
    }

    fn explanation(&self, error: &ureq::Error) -> String {
        let seconds = self.timeout.as_secs_f32();
        match error {
            ureq::Error::Timeout(_) => format!("no whole answer within {seconds} s"),
            ureq::Error::BodyExceedsLimit(_) => {
                format!("the answer is larger than {} bytes (see `--max-answer`)", self.limit)
            }
            ureq::Error::HostNotFound => "no such host".to_owned(),
            ureq::Error::Io(io) => match io.get_ref().and_then(|inner| inner.downcast_ref()) {
                Some(inner) => self.explanation(inner),
                None => explain_io(io),
            },
            other => explain_tls(chain(other)),
        }
    }
}

/// Whether the connection ended, or was one that had ended.
fn is_closed(error: &ureq::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    let ureq::Error::Io(io) = error else { return false };
    matches!(io.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
}

fn explain_io(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::ConnectionRefused => "nothing listens there (connection refused)".to_owned(),
        ErrorKind::UnexpectedEof => "the connection ended before the answer did".to_owned(),
        ErrorKind::ConnectionReset => "the server reset the connection".to_owned(),
        _ => explain_tls(chain(error)),
    }
}

/// What to do about a certificate that nobody known vouches for.
fn explain_tls(text: String) -> String {
    // one of the same name that has another key is a bad signature
    if ["UnknownIssuer", "BadSignature"].iter().any(|reason| text.contains(reason)) {
        return format!("{text}: trust who signed it with `--ca FILE`, in PEM");
    }
    if text.contains("InvalidContentType") {
        return format!("{text}: what answers speaks no TLS; is the URL one with `http://`?");
    }
    text
}

fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        let inner_text = inner.to_string();
        if !text.contains(&inner_text) {
            text = format!("{text}: {inner_text}");
        }
        source = inner.source();
    }
    text
}

impl HttpClient {
    fn ask(&self, request: Request<Bytes>) -> Result<Response<Bytes>, ureq::Error> {
        let (mut parts, body) = request.into_parts();
        // a server may refuse it and close the connection before it has it; who has a name of its own
        // sends what is given, as clients that are imitated do
        if body.len() > LARGE && !parts.headers.contains_key(USER_AGENT) {
            parts.headers.insert(EXPECT, HeaderValue::from_static("100-continue"));
        }
        let host = parts.uri.host().unwrap_or_default();
        let agent = if is_loopback(host) { &self.direct } else { &self.agent };
        let response = if body.is_empty() {
            agent.run(Request::from_parts(parts, ()))
        } else {
            agent.run(Request::from_parts(parts, body.to_vec()))
        };
        let (parts, mut body) = response?.into_parts();
        let bytes = body.with_config().limit(self.limit).read_to_vec()?;
        Ok(Response::from_parts(parts, bytes.into()))
    }
}

impl Transport for HttpClient {
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        // a GET that met the end of an idle connection changed nothing
        let again = (request.method() == Method::GET).then(|| request.clone());
        let result = match (self.ask(request), again) {
            (Err(ureq::Error::Io(_) | ureq::Error::Protocol(_)), Some(again)) => self.ask(again),
            (result, _) => result,
        };
        result.map_err(|error| self.explain(&error))
    }

    fn limit(&self) -> u64 {
        self.limit
    }
}
