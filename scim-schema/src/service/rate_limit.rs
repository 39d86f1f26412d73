//! How often a tenant may ask.

use crate::cost::step;
use crate::message::ScimError;
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How many requests a tenant may send in which time, at once or spread over it.
///
/// What is over it is answered `429` with `Retry-After`, and costs no store anything. A bulk
/// request is one request, as its operations have a limit of their own; a request whose sender is
/// not known is no tenant's and is not counted.
///
/// ```
/// use scim_schema::service::{RateLimit, ScimService};
/// use std::num::NonZeroU32;
/// use std::time::Duration;
///
/// const REQUESTS: NonZeroU32 = NonZeroU32::new(600).unwrap();
/// let limit = RateLimit::new(REQUESTS, Duration::from_secs(60));
/// let scim = ScimService::builder().rate_limit(limit).unauthenticated().build();
/// # let _ = scim;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    requests: NonZeroU32,
    per: Duration,
}

impl RateLimit {
    /// A year: a longer time is taken for this one, as no clock goes on for ever.
    pub const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

    /// So many requests in this time; [`LONGEST`](Self::LONGEST) at most.
    #[must_use]
    pub const fn new(requests: NonZeroU32, per: Duration) -> Self {
        let is_longest = per.as_secs() >= Self::LONGEST.as_secs();
        Self { requests, per: if is_longest { Self::LONGEST } else { per } }
    }
}

/// A token bucket a tenant, each kept as the instant at which it will be full again
/// (the generic cell rate algorithm).
#[derive(Debug)]
pub(super) struct Buckets {
    limit: RateLimit,
    tenants: Mutex<Tenants>,
}

#[derive(Debug)]
struct Tenants {
    full_at: HashMap<Option<String>, Instant>,
    /// At this many, those with a full bucket are forgotten.
    sweep_at: usize,
}

/// Fewer buckets than this are not worth a sweep.
const SWEEP: usize = 1024;

impl Buckets {
    pub(super) fn new(limit: RateLimit) -> Self {
        let tenants = Tenants { full_at: HashMap::new(), sweep_at: SWEEP };
        Self { limit, tenants: Mutex::new(tenants) }
    }

    /// Takes a token, or says in how many seconds there is one.
    pub(super) fn take(&self, tenant: Option<&str>, now: Instant) -> Result<(), ScimError> {
        let RateLimit { requests, per } = self.limit;
        let cost = per / requests.get();
        let mut tenants = self.tenants.lock().unwrap_or_else(PoisonError::into_inner);
        if tenants.full_at.len() >= tenants.sweep_at {
            step(tenants.full_at.len());
            tenants.full_at.retain(|_, full_at| *full_at > now);
            tenants.sweep_at = SWEEP.max(2 * tenants.full_at.len());
        }
        let full_at = tenants.full_at.entry(tenant.map(str::to_owned)).or_insert(now);
        let missing = full_at.saturating_duration_since(now) + cost;
        if missing > per.max(cost) {
            let wait = missing - per;
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            return Err(ScimError::too_many_requests(u32::try_from(seconds).unwrap_or(u32::MAX)));
        }
        *full_at = now + missing;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
