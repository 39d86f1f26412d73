//! What is checked: where it is, how requests get there, and who sends them.

#[cfg(feature = "client")]
mod http_client;
mod service;
mod transport;
pub(super) mod wait;

#[cfg(feature = "client")]
pub use http_client::HttpClient;
pub use service::Waiting;
pub use transport::{Transport, TransportError};

use super::secret::Secrets;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, Uri};
use http_body_util::Full;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tower_service::Service;
use wait::{PATIENCE, Pause, patiently, wait};

/// A URL, token or header that cannot be one.
///
/// ```
/// use scim_testkit::live::Target;
///
/// let error = Target::http("example.com/scim").unwrap_err();
/// assert!(error.to_string().contains("write one such as `https://example.com/scim/v2`"), "{error}");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidTarget(String);

impl fmt::Display for InvalidTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidTarget {}

/// A server to check: its base URL, how requests get there, and the credentials they have.
///
/// ```
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// use scim_testkit::live::Target;
///
/// let target = Target::service(scim).base("http://localhost/scim/v2")?.token("secret")?;
/// assert!(target.is_loopback() && target.has_credentials());
/// assert!(!format!("{target:?}").contains("secret"));
/// # Ok::<(), scim_testkit::live::InvalidTarget>(())
/// ```
///
/// Over HTTP:
///
/// ```
/// use scim_testkit::live::Target;
///
/// let server = Target::http("https://example.com/scim/v2/")?.header("x-tenant", "acme")?;
/// assert_eq!(server.url(), "https://example.com/scim/v2");
/// assert!(!server.is_loopback() && !server.has_credentials());
/// assert!(server.token("a\nb").is_err());
/// # Ok::<(), scim_testkit::live::InvalidTarget>(())
/// ```
#[derive(Clone)]
pub struct Target {
    base: String,
    transport: Arc<dyn Transport>,
    authorization: Option<HeaderValue>,
    headers: HeaderMap,
    secrets: Secrets,
    writes: bool,
    /// Of all clones: it is one server.
    pause: Arc<Pause>,
}

impl Target {
    /// The server at a base URL such as `https://example.com/scim/v2`, over HTTP.
    ///
    /// # Errors
    /// When it is no URL with `http` or `https`.
    #[cfg(feature = "client")]
    pub fn http(base: &str) -> Result<Self, InvalidTarget> {
        Self::over(base, HttpClient::default())
    }

    /// The server at a base URL, over a transport of your own.
    ///
    /// # Errors
    /// When it is no URL with `http` or `https`, or has a name and password, a query or a fragment
    /// (RFC 7644 section 1.3).
    pub fn over(base: &str, transport: impl Transport + 'static) -> Result<Self, InvalidTarget> {
        Ok(Self::new(base_url(base)?, transport))
    }

    /// Any tower service in the same process that needs no runtime, below `http://localhost`.
    pub fn service<S, B>(service: S) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + 'static,
        S::Error: fmt::Display,
        S::Future: Send + 'static,
        B: http_body::Body + Send + 'static,
        B::Data: Send,
        B::Error: fmt::Display,
    {
        Self::service_on(service, crate::exchange::block_on)
    }

    /// A tower service, which `block_on` waits for, such as `|answer| handle.block_on(answer)`
    /// with the handle of a tokio runtime.
    ///
    /// ```
    /// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
    /// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
    /// use scim_testkit::live::{self, Target};
    ///
    /// // a store over tokio's timers or connections
    /// let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// let target = Target::service_on(scim, move |answer| runtime.block_on(answer));
    /// assert!(live::discover(&target)?.user().is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn service_on<S, B>(
        service: S,
        block_on: impl Fn(Waiting) -> Result<Response<Bytes>, TransportError> + Send + Sync + 'static,
    ) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + 'static,
        S::Error: fmt::Display,
        S::Future: Send + 'static,
        B: http_body::Body + Send + 'static,
        B::Data: Send,
        B::Error: fmt::Display,
    {
        Self::new("http://localhost".to_owned(), service::InProcess::new(service, block_on))
    }

    fn new(base: String, transport: impl Transport + 'static) -> Self {
        Self {
            base,
            transport: Arc::new(transport),
            authorization: None,
            headers: HeaderMap::new(),
            secrets: Secrets::default(),
            writes: false,
            pause: Arc::new(Pause::new()),
        }
    }

    /// Below another base URL, for a service that is not at the root.
    ///
    /// # Errors
    /// As [`over`](Self::over).
    pub fn base(mut self, base: &str) -> Result<Self, InvalidTarget> {
        self.base = base_url(base)?;
        Ok(self)
    }

    /// With a bearer token, or with `SCHEME CREDENTIALS` if it has a space. No output has it.
    ///
    /// # Errors
    /// When a header cannot hold it.
    pub fn token(mut self, token: &str) -> Result<Self, InvalidTarget> {
        let token = token.trim();
        let value = if token.contains(' ') { token.to_owned() } else { format!("Bearer {token}") };
        let invalid = |_| {
            InvalidTarget("the token is no header value; write visible ASCII characters".to_owned())
        };
        let mut value = HeaderValue::from_str(&value).map_err(invalid)?;
        value.set_sensitive(true);
        self.secrets.add(token.rsplit(' ').next().unwrap_or(token), "$TOKEN");
        self.authorization = Some(value);
        Ok(self)
    }

    /// With a header in every request. No output has its value.
    ///
    /// # Errors
    /// When it is no header.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, InvalidTarget> {
        let invalid = || InvalidTarget(format!("`{name}`: not a header; write `NAME: VALUE`"));
        let key = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| invalid())?;
        let mut held = HeaderValue::from_str(value.trim()).map_err(|_| invalid())?;
        held.set_sensitive(true);
        let variable = key.as_str().to_ascii_uppercase().replace('-', "_");
        self.secrets.add(value.trim(), &format!("${variable}"));
        if key == AUTHORIZATION {
            if let Some((_, credentials)) = value.trim().split_once(' ') {
                self.secrets.add(credentials.trim(), "$TOKEN");
            }
            self.authorization = Some(held);
        } else {
            self.headers.append(key, held);
        }
        Ok(self)
    }

    /// Lets an [`Org`](crate::okta::Org) work on it though it is not on this machine: whoever says so
    /// knows that accounts are made and changed there.
    ///
    /// ```
    /// # use bytes::Bytes;
    /// # use http::{Request, Response};
    /// # use scim_testkit::live::{InvalidTarget, Target, Transport, TransportError};
    /// use scim_testkit::okta::{App, Mode, Org};
    ///
    /// # fn tried(staging: impl Transport + 'static) -> Result<(), InvalidTarget> {
    /// let target = Target::over("https://scim.staging.example.com/v2", staging)?;
    /// let refused = Org::new(target.clone(), App::new(Mode::Put)).connect().unwrap_err();
    /// assert!(refused.why.ends_with("is not on this machine: allow it with `Target::allow_writes`"));
    /// let org = Org::new(target.allow_writes(true), App::new(Mode::Put));
    /// # let _ = org;
    /// # Ok(())
    /// # }
    /// # struct Nobody;
    /// # impl Transport for Nobody {
    /// #     fn send(&self, _: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
    /// #         Err(TransportError::new("nobody"))
    /// #     }
    /// # }
    /// # tried(Nobody).unwrap();
    /// ```
    #[must_use]
    pub const fn allow_writes(mut self, allow_writes: bool) -> Self {
        self.writes = allow_writes;
        self
    }

    /// Whether it is on this machine, or somebody said that it may be written to.
    pub(crate) fn may_be_written(&self) -> bool {
        self.writes || self.is_loopback()
    }

    /// The base URL, without a slash at its end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.base
    }

    /// Whether its host is this machine, so that what is written is a test's.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        let uri: Option<Uri> = self.base.parse().ok();
        uri.as_ref().and_then(Uri::host).is_some_and(is_loopback)
    }

    /// Whether requests have credentials.
    #[must_use]
    pub const fn has_credentials(&self) -> bool {
        self.authorization.is_some()
    }

    /// Where a path below the base URL is. Servers and journals say paths, and credentials go to no
    /// other host: a text such as `.example.net/Users` is none.
    pub(crate) fn url_of(&self, path: &str) -> Option<String> {
        let is_path = path.is_empty() || path.starts_with(['/', '?']);
        is_path.then(|| format!("{}{path}", self.base))
    }

    /// The path of a URL that is below the base URL.
    pub(crate) fn below<'a>(&self, url: &'a str) -> Option<&'a str> {
        let path = url.strip_prefix(&*self.base)?;
        let leads_out = path.split('/').any(|segment| matches!(segment, "." | ".."));
        (path.starts_with('/') && !leads_out).then_some(path)
    }

    /// The path of what a reference leads to, if that is below the base URL.
    pub(crate) fn referred(&self, reference: &str) -> Option<String> {
        let (scheme, rest) = self.base.split_once("://")?;
        let authority = rest.split('/').next()?;
        let first = reference.split(['/', '?', '#']).next()?;
        if reference.is_empty() {
            return None;
        }
        // RFC 3986 section 5.2
        let url = if first.contains(':') {
            reference.to_owned()
        } else if reference.starts_with("//") {
            format!("{scheme}:{reference}")
        } else if reference.starts_with('/') {
            format!("{scheme}://{authority}{reference}")
        } else {
            // from the base URL on (RFC 7643 section 2.3.7); examples there go up from an endpoint
            format!("{}/{}", self.base, reference.trim_start_matches("../"))
        };
        self.below(&url).map(str::to_owned)
    }

    pub(crate) const fn authorization(&self) -> Option<&HeaderValue> {
        self.authorization.as_ref()
    }

    pub(crate) const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub(crate) const fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    pub(crate) fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
        self.transport.send(request)
    }

    /// A request without a body to a path below the base URL, by who the target says.
    pub(crate) fn ask(
        &self,
        method: Method,
        path: &str,
    ) -> Result<Response<Bytes>, TransportError> {
        let invalid = || TransportError::new(format!("`{path}` is no path"));
        let url = self.url_of(path).ok_or_else(invalid)?;
        let request = Request::builder().method(method).uri(&url).body(Bytes::new());
        let mut request = request.map_err(|_| invalid())?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/scim+json"));
        headers.extend(self.headers.clone());
        headers.extend(self.authorization.clone().map(|value| (AUTHORIZATION, value)));
        self.send(request)
    }

    /// A GET, again where the server has too much to do.
    pub(crate) fn get(&self, path: &str) -> Result<Response<Bytes>, TransportError> {
        self.get_within(path, PATIENCE)
    }

    /// Likewise, for so long at most.
    pub(super) fn get_within(
        &self,
        path: &str,
        most: Duration,
    ) -> Result<Response<Bytes>, TransportError> {
        let asked = patiently(
            &self.pause,
            most,
            || false,
            || {
                let response = self.ask(Method::GET, path)?;
                let wait = wait(&response);
                Ok::<_, TransportError>((response, wait))
            },
        );
        asked.map(|(response, _)| response)
    }

    /// Until when the server asks to be left alone.
    pub(super) fn pause(&self) -> &Pause {
        &self.pause
    }

    pub(crate) fn limit(&self) -> u64 {
        self.transport.limit()
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target").field("base", &self.base).finish_non_exhaustive()
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.to_ascii_lowercase().ends_with(".localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn base_url(text: &str) -> Result<String, InvalidTarget> {
    // what is before `@` or behind `?` may be secret
    let shown = match text.trim() {
        text if text.contains(['@', '?', '#']) => "the base URL".to_owned(),
        text => format!("`{text}`"),
    };
    let invalid = |why: &str| {
        Err(InvalidTarget(format!(
            "{shown} {why}; write one such as `https://example.com/scim/v2`"
        )))
    };
    let text = text.trim().trim_end_matches('/');
    let Ok(uri) = text.parse::<Uri>() else { return invalid("is no base URL") };
    let Some(authority) = uri.authority() else { return invalid("is no base URL") };
    match uri.scheme_str() {
        Some("http" | "https") => {}
        None => return invalid("is no base URL"),
        Some(_) => return invalid("is neither `http` nor `https`"),
    }
    if authority.as_str().contains('@') {
        return invalid("has a name and password, which belong in `--header`");
    }
    if uri.query().is_some() || text.contains('#') {
        return invalid("has a query or a fragment");
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests;
