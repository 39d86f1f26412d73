//! How requests get to a server.

use bytes::Bytes;
use http::{Request, Response};
use std::fmt;

/// How requests get to a server.
///
/// ```
/// use bytes::Bytes;
/// use http::{Request, Response};
/// use scim_testkit::live::{Target, Transport, TransportError};
///
/// /// A server that is never there.
/// struct Nobody;
///
/// impl Transport for Nobody {
///     fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError> {
///         Err(TransportError::new(format!("no answer from {}", request.uri())))
///     }
///
///     fn limit(&self) -> u64 {
///         1 << 20
///     }
/// }
///
/// let target = Target::over("https://example.com/scim/v2", Nobody)?;
/// assert!(scim_testkit::live::discover(&target).is_err());
/// # Ok::<(), scim_testkit::live::InvalidTarget>(())
/// ```
pub trait Transport: Send + Sync {
    /// Sends a request with an absolute URI, and waits for the whole answer. Redirects are answers.
    ///
    /// # Errors
    /// When there is no whole answer.
    fn send(&self, request: Request<Bytes>) -> Result<Response<Bytes>, TransportError>;

    /// How many bytes an answer may have, also once it is decompressed; 16 MiB unless said otherwise.
    fn limit(&self) -> u64 {
        LIMIT
    }
}

/// As much of an answer as is read, in bytes.
pub(super) const LIMIT: u64 = 16 << 20;

/// Why there is no answer.
///
/// ```
/// use scim_testkit::live::TransportError;
///
/// let error = TransportError::new("the connection was closed");
/// assert_eq!(error.to_string(), "the connection was closed");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransportError {
    message: String,
    closed: bool,
}

impl TransportError {
    /// An error with a message, which must not hold a secret.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), closed: false }
    }

    /// That the connection was closed before there was an answer. A server may do so with one that
    /// it takes to be idle, so this alone is no failure: what is known not to have been done is
    /// sent once more.
    ///
    /// ```
    /// use scim_testkit::live::TransportError;
    ///
    /// let error = TransportError::new("the server reset the connection").closed();
    /// assert_eq!(error.to_string(), "the server reset the connection");
    /// ```
    #[must_use]
    pub const fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    pub(crate) const fn is_closed(&self) -> bool {
        self.closed
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}
