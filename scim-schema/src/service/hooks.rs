//! Who is told of what happened.

use super::Operation;
use crate::message::ScimType;
use std::time::Duration;

/// Who is told of every write, after it.
///
/// Called on the task of the request, before its response: be quick, and hand on what takes time.
/// It is told of what requests asked for and what became of it, also where the client hangs up and
/// nobody waits for that: a server drops the future of such a request, or runs it in a task of its
/// own, where it comes to its end. What is true of the data is the
/// [change feed](super::ChangeFeed), which the store records together with it.
///
/// Every `Fn(&Audited<'_>)` is one:
///
/// ```
/// # #[cfg(feature = "derive")] {
/// # use scim_schema::{rfc::User, service::{MemoryStore, ScimService}};
/// use scim_schema::service::Audited;
///
/// let (send, audit_log) = std::sync::mpsc::channel();
/// let scim = ScimService::builder()
///     .resource(MemoryStore::<User>::new())
///     .unauthenticated()
///     .audit(move |write: &Audited<'_>| {
///         let line = format!("{} {:?} {}", write.operation, write.id, write.paths.join(","));
///         let _ = send.send(line);
///     })
///     .build();
/// # let _ = (scim, audit_log);
/// # }
/// ```
///
/// Or a type of its own:
///
/// ```
/// use scim_schema::service::{Audit, Audited, Operation};
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// /// Counts what was deleted.
/// #[derive(Default)]
/// struct Deletions(AtomicU64);
///
/// impl Audit for Deletions {
///     fn record(&self, write: &Audited<'_>) {
///         if write.operation == Operation::Delete && write.status < 400 {
///             self.0.fetch_add(1, Ordering::Relaxed);
///         }
///     }
/// }
/// let scim = scim_schema::service::ScimService::builder().audit(Deletions::default());
/// # let _ = scim;
/// ```
pub trait Audit: Send + Sync + 'static {
    /// A write was answered.
    fn record(&self, write: &Audited<'_>);
}

impl<F: Fn(&Audited<'_>) + Send + Sync + 'static> Audit for F {
    fn record(&self, write: &Audited<'_>) {
        self(write);
    }
}

/// One write, alone or of a bulk request: who asked for it and what became of it, and no value.
///
/// ```
/// use scim_schema::service::{Audited, ScimService};
///
/// /// A line of an audit log: who did what to which resource, and no value.
/// fn line(write: &Audited<'_>) -> String {
///     let (who, id) = (write.subject.unwrap_or("?"), write.id.unwrap_or("-"));
///     format!("{who} {} {} {id} {} {}", write.operation, write.resource_type, write.paths.join(","), write.status)
/// }
/// let scim = ScimService::builder().audit(|write: &Audited<'_>| println!("{}", line(write)));
/// # let _ = scim;
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Audited<'a> {
    /// Who asked, if that is known.
    pub subject: Option<&'a str>,
    /// Whose resource it is; `None` where there is only one tenant.
    pub tenant: Option<&'a str>,
    /// The request; the operations of a bulk request share it.
    pub request_id: &'a str,
    /// What was asked for: to create, replace, patch or delete.
    pub operation: Operation,
    /// The name of the resource type, such as `User`.
    pub resource_type: &'static str,
    /// The id of the resource; `None` when creating one failed.
    pub id: Option<&'a str>,
    /// What changed, as attribute paths: of a new resource the attributes that were assigned;
    /// nothing if the write failed, or changed nothing, or deleted the resource.
    pub paths: &'a [String],
    /// What a PATCH wrote without effect, because the client's [dialect](crate::dialect) has that
    /// passed over: attributes that the application [owns](crate::ownership), or that the model does
    /// not map. Attribute paths without filters, the first 50.
    pub ignored: &'a [String],
    /// How often something else than [`ignored`](Self::ignored) names was passed over.
    pub ignored_more: usize,
    /// The HTTP status: from 400 on nothing was written. But for two that say so: `503` where the
    /// store [could not tell](crate::message::ScimError::unconfirmed), and `499`, which nobody was
    /// sent: the client hung up before there was an answer, and it is not known what became of the
    /// write.
    pub status: u16,
}

/// Who counts and times requests.
///
/// Called once a request, on its task, before its response is sent: be quick. Every
/// `Fn(&Measured<'_>)` is one.
///
/// ```
/// use scim_schema::service::{Measured, ScimService};
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// static FAILURES: AtomicU64 = AtomicU64::new(0);
///
/// let scim = ScimService::builder()
///     .unauthenticated()
///     .metrics(|request: &Measured<'_>| {
///         if request.status >= 500 {
///             FAILURES.fetch_add(1, Ordering::Relaxed);
///         }
///     })
///     .build();
/// # let _ = scim;
/// ```
///
/// Or a type of its own:
///
/// ```
/// use scim_schema::service::{Measured, Metrics};
/// use std::sync::Mutex;
/// use std::time::Duration;
///
/// /// The slowest request so far.
/// #[derive(Default)]
/// struct Slowest(Mutex<Duration>);
///
/// impl Metrics for Slowest {
///     fn record(&self, request: &Measured<'_>) {
///         let mut slowest = self.0.lock().unwrap();
///         *slowest = request.duration.max(*slowest);
///     }
/// }
/// let scim = scim_schema::service::ScimService::builder().metrics(Slowest::default());
/// # let _ = scim;
/// ```
pub trait Metrics: Send + Sync + 'static {
    /// A request was answered.
    fn record(&self, request: &Measured<'_>);
}

impl<F: Fn(&Measured<'_>) + Send + Sync + 'static> Metrics for F {
    fn record(&self, request: &Measured<'_>) {
        self(request);
    }
}

/// One request, in numbers. All but the tenant has few different values, as labels need.
///
/// ```
/// use scim_schema::service::{Measured, Operation, ScimService};
///
/// /// The labels of a histogram.
/// fn labels(request: &Measured<'_>) -> [String; 3] {
///     let kind = request.resource_type.unwrap_or("none");
///     let operation = request.operation.map_or("none", Operation::as_str);
///     [kind.to_owned(), operation.to_owned(), request.status.to_string()]
/// }
/// let scim = ScimService::builder()
///     .metrics(|request: &Measured<'_>| println!("{:?} {}", labels(request), request.duration.as_secs_f64()));
/// # let _ = scim;
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Measured<'a> {
    /// Whose resources were asked for, if that is known.
    pub tenant: Option<&'a str>,
    /// What was asked for; `None` when it was answered before that was known.
    pub operation: Option<Operation>,
    /// The name of the resource type, such as `User`, if it is about one.
    pub resource_type: Option<&'static str>,
    /// The HTTP status; `499` where the client hung up before there was one.
    pub status: u16,
    /// The kind of the error, if it is one that has a kind.
    pub scim_type: Option<ScimType>,
    /// How many operations of a bulk request were run; 0 for any other.
    pub bulk_operations: usize,
    /// From the request's head to the response's.
    pub duration: Duration,
    /// The size of the body that was read.
    pub bytes_in: usize,
    /// The size of the body that is sent; of lists that a store gives in parts only the beginning.
    pub bytes_out: usize,
}
