//! What is known of a request as it goes: its span, and its numbers. No attribute value goes in.

use super::Operation;
use super::hooks::Measured;
use crate::message::{ScimError, ScimType};
use std::error::Error;
use std::fmt;
use std::time::Instant;
use tracing::{Span, field::Empty};

/// The record of one request.
pub(super) struct Record {
    started: Instant,
    pub(super) span: Span,
    tenant: Option<String>,
    operation: Option<Operation>,
    resource_type: Option<&'static str>,
    scim_type: Option<ScimType>,
    bulk_operations: usize,
    pub(super) bytes_in: usize,
}

impl Record {
    /// Of a request that just came; the fields of its span that are not known yet stay empty.
    pub(super) fn new(request_id: &str) -> Self {
        let span = tracing::info_span!(
            "scim",
            request_id,
            tenant = Empty,
            resource_type = Empty,
            operation = Empty,
            bulk_operations = Empty,
            status = Empty,
            scim_type = Empty,
            ms = Empty,
        );
        Self {
            started: Instant::now(),
            span,
            tenant: None,
            operation: None,
            resource_type: None,
            scim_type: None,
            bulk_operations: 0,
            bytes_in: 0,
        }
    }

    pub(super) const fn started(&self) -> Instant {
        self.started
    }

    pub(super) fn tenant(&mut self, tenant: Option<&str>) {
        if let Some(tenant) = tenant {
            self.span.record("tenant", tenant);
            self.tenant = Some(tenant.to_owned());
        }
    }

    pub(super) fn operation(&mut self, operation: Operation) {
        self.span.record("operation", operation.as_str());
        self.operation = Some(operation);
    }

    pub(super) fn resource_type(&mut self, name: &'static str) {
        self.span.record("resource_type", name);
        self.resource_type = Some(name);
    }

    /// One more operation of a bulk request.
    pub(super) const fn bulk_operation(&mut self) {
        self.bulk_operations += 1;
    }

    /// Says what an error is, and for a fault of the service provider why. Of the errors of a bulk
    /// request the first says what kind it is.
    pub(super) fn error(&mut self, request_id: &str, error: &ScimError) {
        if let (None, Some(scim_type)) = (self.scim_type, error.scim_type()) {
            self.span.record("scim_type", scim_type.as_str());
            self.scim_type = Some(scim_type);
        }
        // `501` is an answer as planned
        if error.status() >= 500 && error.status() != 501 {
            let detail = error.detail();
            self.span.in_scope(|| {
                tracing::error!(request_id, cause = %Causes(error), "{detail}");
            });
        }
    }

    /// The numbers, at the end.
    pub(super) fn measured(&self, status: u16, bytes_out: usize) -> Measured<'_> {
        let duration = self.started.elapsed();
        if self.bulk_operations > 0 {
            self.span.record("bulk_operations", self.bulk_operations);
        }
        self.span.record("status", status);
        self.span.record("ms", u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
        Measured {
            tenant: self.tenant.as_deref(),
            operation: self.operation,
            resource_type: self.resource_type,
            status,
            scim_type: self.scim_type,
            bulk_operations: self.bulk_operations,
            duration,
            bytes_in: self.bytes_in,
            bytes_out,
        }
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
