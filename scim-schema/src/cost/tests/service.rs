//! Whole requests: URIs, headers, cursors.

use super::{Made, PARTS, cost, linear};
use crate::message::ScimError;
use crate::rfc::User;
use crate::service::tests::Send;
use crate::service::{Authenticate, CursorKey, Identity, MemoryStore, RateLimit, ScimService};
use http::request::Parts;
use std::num::NonZeroU32;
use std::time::Duration;

fn service() -> ScimService {
    ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .unauthenticated()
        .base_path("/scim/v2")
        .cursor_key(CursorKey::new([7; 32]).unwrap())
        .build()
}

#[test]
fn requests_cost_their_size() {
    let service = service();
    let uris: [Made; 9] = [
        ("segments", |n| "/a".repeat(10 * n)),
        ("an id", |n| format!("/Users/{}", "a".repeat(20 * n))),
        ("an encoded id", |n| format!("/Users/{}", "%e4".repeat(10 * n))),
        ("parameters", |n| format!("/Users?{}", "a=b&".repeat(10 * n))),
        ("names", |n| format!("/Users?attributes={}", "userName,".repeat(5 * n))),
        ("a cursor", |n| format!("/Users?cursor={}", "QUFB".repeat(10 * n))),
        ("a filter", |n| format!("/Users?filter={}", "title+pr+or+".repeat(5 * n))),
        ("a sort key", |n| format!("/Users?sortBy={}", "a.".repeat(15 * n))),
        ("slashes", |n| "/".repeat(40 * n)),
    ];
    for (name, make) in uris {
        let uri = |n: usize| format!("/scim/v2{}", make(n));
        linear(name, uri, |uri| Send::get(uri).to(&service).status);
    }
    for header in ["if-match", "if-none-match", "x-request-id", "authorization", "accept"] {
        let value = |n: usize| "W/\"7\",".repeat(10 * n);
        linear(header, value, |value| {
            Send::get("/scim/v2/Users/1").header(header, value).to(&service).status
        });
    }
}

/// A cursor that is not the service's is refused before it is read.
#[test]
fn forged_cursors_cost_their_size() {
    let service = service();
    let costs = [PARTS, 100 * PARTS].map(|n| {
        let uri = format!("/scim/v2/Users?cursor={}", "A".repeat(n));
        cost(|| Send::get(&uri).to(&service).error(400, Some("invalidCursor")))
    });
    assert!(costs[1].allocations <= costs[0].allocations + 8, "{costs:?}");
    assert!(costs[1].bytes <= costs[0].bytes + 600 * PARTS as u64, "{costs:?}");
}

/// A tenant for each token.
struct Tenants;

impl Authenticate for Tenants {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let token = request.headers.get("authorization").and_then(|value| value.to_str().ok());
        Ok(Identity::new().tenant(token.unwrap_or_default()))
    }
}

/// Those whose requests are counted are looked through now and then, not for each request.
#[test]
fn a_rate_limit_costs_the_same_for_each_tenant() {
    let limit = RateLimit::new(NonZeroU32::MIN, Duration::from_secs(1_000_000));
    let service = ScimService::builder().authenticate(Tenants).rate_limit(limit).build();
    let tenants = 3_000;
    let counted = cost(|| {
        for tenant in 0..tenants {
            let token = tenant.to_string();
            Send::get("/Users").header("authorization", &token).to(&service).error(404, None);
        }
    });
    assert!(counted.steps <= 4 * tenants, "{counted:?}");
}
