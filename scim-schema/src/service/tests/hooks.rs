//! Who is told of requests, and how many there may be.

use super::*;
use crate::service::{Audited, Measured, RateLimit};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A service whose hooks write lines.
fn told() -> (ScimService, Arc<Mutex<Vec<String>>>) {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let (audit, metrics) = (lines.clone(), lines.clone());
    let service = ScimService::builder()
        .resource::<Badge>(Memory::default())
        .authenticate(Tokens)
        .audit(move |write: &Audited<'_>| {
            audit.lock().unwrap().push(format!(
                "{} {} {}: {} {} {} {} [{}]",
                write.request_id,
                write.subject.unwrap_or("-"),
                write.tenant.unwrap_or("-"),
                write.operation,
                write.resource_type,
                write.id.unwrap_or("-"),
                write.status,
                write.paths.join(" "),
            ));
        })
        .metrics(move |request: &Measured<'_>| {
            assert!(request.duration < Duration::from_secs(60));
            metrics.lock().unwrap().push(format!(
                "{} {} {}: {} {:?} {} {}",
                request.operation,
                request.resource_type.unwrap_or("-"),
                request.tenant.unwrap_or("-"),
                request.status,
                request.scim_type,
                request.bytes_in,
                request.bytes_out,
            ));
        })
        .build();
    (service, lines)
}

/// Every write is told with who, what and which paths, and never a value; every request is
/// counted.
#[test]
fn writes_are_told_and_requests_are_counted() {
    let (service, lines) = told();
    let parking = "urn:example:scim:schemas:extension:2.0:Parking";
    let badge = |serial: &str| {
        format!(
            r#"{{"schemas":["urn:example:scim:schemas:2.0:Badge","{parking}"],"serial":"{serial}","pin":"4711","{parking}":{{"lot":"L9"}}}}"#
        )
    };
    let tell = |request: Send| {
        let answered = request.header("x-request-id", "r1").to(&service);
        (std::mem::take(&mut *lines.lock().unwrap()), answered.body.len())
    };
    let (created, out) = tell(Send::post("/Badges", &badge("secret-s1")));
    let paths = format!("serial pin {parking}:lot");
    assert_eq!(
        created,
        [
            format!("r1 acme-client acme: create Badge 1 201 [{paths}]"),
            format!("create Badge acme: 201 None {} {out}", badge("secret-s1").len()),
        ]
    );
    let (conflict, _) = tell(Send::post("/Badges", &badge("secret-s1")));
    assert_eq!(conflict[0], "r1 acme-client acme: create Badge - 409 []");
    assert!(conflict[1].starts_with("create Badge acme: 409 Some(Uniqueness) "), "{conflict:?}");

    let (replaced, _) = tell(Send::put("/Badges/1", &badge("secret-s2")));
    assert!(replaced[0].starts_with("r1 acme-client acme: replace Badge 1 200 [serial"));
    let (missing, _) = tell(Send::put("/Badges/9", &badge("secret-s2")));
    assert_eq!(missing[0], "r1 acme-client acme: replace Badge 9 404 []");
    let (deleted, _) = tell(Send::new("DELETE", "/Badges/1"));
    assert_eq!(
        deleted,
        ["r1 acme-client acme: delete Badge 1 204 []", "delete Badge acme: 204 None 0 0"]
    );
    let (got, out) = tell(Send::get("/Badges"));
    assert_eq!(got, [format!("search Badge acme: 200 None 0 {out}")]);
    let (unknown, out) = tell(Send::get("/Nothing").without("authorization"));
    assert_eq!(unknown, [format!(" - -: 401 None 0 {out}")]);
    for lines in [created, conflict, replaced] {
        let all = lines.join(" ");
        assert!(!["secret", "4711", "L9"].iter().any(|value| all.contains(value)), "{all}");
    }
}

/// RFC 6585 section 4: over the limit `429`, with whole seconds to wait; for one tenant only, and
/// not for who only reads how to authenticate.
#[test]
fn too_many_requests() {
    let service = ScimService::builder()
        .resource::<Badge>(Memory::default())
        .authenticate(Tokens)
        .rate_limit(RateLimit { requests: 2, per: Duration::from_secs(7200) })
        .build();
    let get = |token: &str| Send::get("/Badges").header("authorization", token).to(&service);
    for _ in 0..2 {
        assert_eq!(get("acme-token").status, 200);
        get("nobody").error(401, None);
    }
    let limited = get("acme-token");
    limited.error(429, None);
    let wait: u64 = limited.header("retry-after").parse().unwrap();
    assert!((1..=3600).contains(&wait), "{wait}");
    assert_eq!(get("okta-token").status, 200);
    assert_eq!(Send::get("/ServiceProviderConfig").to(&service).status, 200);
}

/// A client that hangs up: the future of its request is dropped while the store is at work, or the
/// body on its way.
#[test]
fn what_is_given_up_is_told_and_counted() {
    use crate::edit::{Create, Edit};
    use crate::projection::Projection;
    use crate::query::{Page, Precondition, Query, Updated};
    use crate::rfc::Group;
    use crate::service::{Context, Store};
    use std::future::pending;
    use tower_service::Service;

    struct Slow;

    impl Store<Group> for Slow {
        type Error = ScimError;

        async fn create(&self, _: &Context, _: Create<Group>) -> Result<Group, ScimError> {
            pending().await
        }

        async fn get(
            &self,
            _: &Context,
            _: &String,
            _: &Projection<Group>,
        ) -> Result<Option<Group>, ScimError> {
            pending().await
        }

        async fn update(
            &self,
            _: &Context,
            _: &String,
            _: Edit<Group>,
        ) -> Result<Updated<Group>, ScimError> {
            pending().await
        }

        async fn delete(&self, _: &Context, _: &String, _: Precondition) -> Result<(), ScimError> {
            pending().await
        }

        async fn search(&self, _: &Context, _: &Query<Group>) -> Result<Page<Group>, ScimError> {
            pending().await
        }
    }

    let lines = Arc::new(Mutex::new(Vec::new()));
    let (audit, metrics) = (lines.clone(), lines.clone());
    let mut service = ScimService::builder()
        .resource::<Group>(Slow)
        .unauthenticated()
        .audit(move |write: &Audited<'_>| {
            let line = format!("{} {:?} {}", write.operation, write.id, write.status);
            audit.lock().unwrap().push(line);
        })
        .metrics(move |request: &Measured<'_>| {
            metrics.lock().unwrap().push(format!("{} {}", request.operation, request.status));
        })
        .build();
    let group = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"g"}"#;
    let bulk = format!(
        r#"{{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[{{"method":"POST","path":"/Groups","bulkId":"a","data":{group}}}]}}"#
    );
    for (method, path, body, told) in [
        ("POST", "/Groups", group, &["create None 499", "create 499"][..]),
        ("DELETE", "/Groups/7", "", &["delete Some(\"7\") 499", "delete 499"]),
        ("POST", "/Bulk", &bulk, &["create None 499", "bulk 499"]),
        ("GET", "/Groups", "", &["search 499"]),
    ] {
        let request = http::Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/scim+json");
        let body = crate::service::Body::from(body.as_bytes().to_vec());
        let mut answering = service.call(request.body(body).unwrap());
        let waker = std::task::Waker::noop();
        let polled = answering.as_mut().poll(&mut std::task::Context::from_waker(waker));
        assert!(polled.is_pending());
        assert_eq!(lines.lock().unwrap().len(), 0);
        drop(answering);
        assert_eq!(std::mem::take(&mut *lines.lock().unwrap()), told);
    }
}
