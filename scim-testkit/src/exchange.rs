//! Requests to a service provider in the same process, and what it answers.

use crate::password;
use http::{Method, Request, Response};
use scim_schema::service::{Body, ScimService};
use serde_json::Value;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use tower_service::Service;

/// A request, and what a service provider in the same process answered.
///
/// ```
/// use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// use scim_testkit::Exchange;
///
/// let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
/// let body = r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "bjensen"}"#;
/// let request = http::Request::post("/Users").header("content-type", "application/scim+json");
/// let created = Exchange::of(&scim, request.body(body.to_owned())?);
/// assert_eq!(created.status(), 201);
/// assert_eq!(created.json()["userName"], "bjensen");
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone)]
pub struct Exchange {
    request: Request<String>,
    response: Response<String>,
}

/// What a service provider is about to answer.
pub type Answer = Pin<Box<dyn Future<Output = Response<String>> + Send>>;

impl Exchange {
    /// Sends a request. Stores that need a runtime are asked by [`Exchange::with`].
    #[must_use]
    pub fn of(service: &ScimService, request: Request<String>) -> Self {
        Self::with(service, request, block_on)
    }

    /// Sends a request, and waits for the answer as `block_on` does.
    ///
    /// ```
    /// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
    /// # let scim = ScimService::builder().resource(MemoryStore::<User>::new()).unauthenticated().build();
    /// use scim_testkit::Exchange;
    ///
    /// // a store over tokio's timers or connections
    /// let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    /// let request = http::Request::get("/Users/nobody").body(String::new())?;
    /// let asked = Exchange::with(&scim, request, |answer| runtime.block_on(answer));
    /// assert_eq!((asked.request().method().as_str(), asked.status()), ("GET", 404));
    /// assert_eq!(asked.header("content-type"), "application/scim+json");
    /// assert!(asked.response().body().contains("urn:ietf:params:scim:api:messages:2.0:Error"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn with(
        service: &ScimService,
        request: Request<String>,
        block_on: impl FnOnce(Answer) -> Response<String>,
    ) -> Self {
        let mut service = service.clone();
        let sent = request.clone();
        let answer = async move {
            let response = match service.call(sent).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (parts, body) = response.into_parts();
            Response::from_parts(parts, read(body).await)
        };
        let response = block_on(Box::pin(answer));
        Self { request, response }
    }

    /// What was sent.
    #[must_use]
    pub const fn request(&self) -> &Request<String> {
        &self.request
    }

    /// What was answered.
    #[must_use]
    pub const fn response(&self) -> &Response<String> {
        &self.response
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.response.status().as_u16()
    }

    /// The answer as JSON; null where it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(self.response.body()).unwrap_or_default()
    }

    /// A header of the answer; empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

impl Exchange {
    /// In either body, as an answer may repeat what it was sent.
    pub(crate) fn may_have_a_password(&self) -> bool {
        let bodies = [self.request.body(), self.response.body()];
        bodies.iter().any(|body| password::may_be_in(body.as_bytes()))
    }
}

/// As it is displayed: without headers, which may hold credentials.
impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exchange({self})")
    }
}

/// The method, URI and body, the status and the body of the answer; the bodies without passwords.
impl fmt::Display for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { request, response } = self;
        let may_be = self.may_have_a_password();
        let [sent, answered] =
            [request.body(), response.body()].map(|body| password::hidden(body, may_be));
        write!(f, "{} {} {sent}", request.method(), request.uri())?;
        write!(f, " -> {} {answered}", response.status().as_u16())
    }
}

/// A request with a body of SCIM JSON, if it has one.
pub(crate) fn request(
    method: Method,
    uri: &str,
    if_match: Option<&str>,
    body: Option<&Value>,
) -> Request<String> {
    let mut request = Request::builder().method(method).uri(uri);
    if body.is_some() {
        request = request.header("content-type", "application/scim+json");
    }
    if let Some(tag) = if_match {
        request = request.header("if-match", tag);
    }
    let body = body.map(ToString::to_string).unwrap_or_default();
    // a URI that cannot be is answered as one that names nothing
    request.body(body).unwrap_or_default()
}

async fn read(body: Body) -> String {
    let (mut body, mut bytes) = (pin!(body), Vec::new());
    while let Some(Ok(frame)) = poll_fn(|cx| http_body::Body::poll_frame(body.as_mut(), cx)).await {
        if let Ok(data) = frame.into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Waits on this thread, for futures that need no runtime.
pub(crate) fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}
