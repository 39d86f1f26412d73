//! One span a request. No attribute value goes in it.

use crate::message::ScimError;
use std::error::Error;
use std::fmt;
use tracing::{Span, field::Empty};

/// The span of a request; the fields that are not known yet stay empty.
pub(super) fn span(request_id: &str) -> Span {
    tracing::info_span!(
        "scim",
        request_id,
        tenant = Empty,
        resource_type = Empty,
        operation = Empty,
        status = Empty,
        scim_type = Empty,
        ms = Empty,
    )
}

/// Says what an error is, and for a fault of the service provider why.
pub(super) fn error(span: &Span, request_id: &str, error: &ScimError) {
    if let Some(scim_type) = error.scim_type() {
        span.record("scim_type", scim_type.as_str());
    }
    // `501` is an answer as planned
    if error.status() >= 500 && error.status() != 501 {
        let detail = error.detail();
        span.in_scope(|| {
            tracing::error!(request_id, cause = %Causes(error), "{detail}");
        });
    }
}

/// The causes of an error, outermost first.
struct Causes<'a>(&'a dyn Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let causes = std::iter::successors(self.0.source(), |error| (*error).source());
        for (index, cause) in causes.enumerate() {
            write!(f, "{}{cause}", if index == 0 { "" } else { ": " })?;
        }
        Ok(())
    }
}
