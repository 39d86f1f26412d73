//! What is logged, and what never is.

use super::*;
use std::fmt::{self, Write as _};
use std::sync::{Arc, Mutex};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Writes every field down.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut log = self.0.lock().unwrap();
        write!(log, "\nspan {}", span.metadata().name()).unwrap();
        span.record(&mut Fields(&mut log));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut log = self.0.lock().unwrap();
        write!(log, "\n{}", event.metadata().level()).unwrap();
        event.record(&mut Fields(&mut log));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

/// What is logged meanwhile.
pub(super) fn written(act: impl Fn()) -> String {
    let log = Log::default();
    let once = || {
        act();
        std::mem::take(&mut *log.0.lock().unwrap())
    };
    tracing::subscriber::with_default(log.clone(), || {
        // a callsite that another test's thread is the first to reach may be registered just
        // before this subscriber is, and then stays off: reach all of them, and ask them again
        once();
        tracing::callsite::rebuild_interest_cache();
        once()
    })
}

fn logged(request: impl Fn() -> Send) -> String {
    written(|| {
        let (service, _) = service();
        request().header("x-request-id", "r1").to(&service);
    })
}

#[test]
fn one_span_a_request_without_values() {
    let body = r#"{"schemas":["urn:example:scim:schemas:2.0:Badge"],"serial":"s1","pin":"4711"}"#;
    let log = logged(|| Send::post("/scim/v2/Badges", body));
    assert_eq!(log.matches("span scim").count(), 1, "{log}");
    for field in [
        "request_id=\"r1\"",
        "tenant=\"acme\"",
        "resource_type=\"Badge\"",
        "operation=\"create\"",
        "status=201",
        "ms=",
    ] {
        assert!(log.contains(field), "{field} in {log}");
    }
    for value in ["s1", "4711", "acme-token", "bulk_operations="] {
        assert!(!log.contains(value), "{value} in {log}");
    }
}

#[test]
fn errors() {
    let log = logged(|| Send::post("/scim/v2/Badges", "{"));
    assert!(log.contains("scim_type=\"invalidSyntax\"") && !log.contains("ERROR"), "{log}");
    let log = logged(|| Send::get("/scim/v2/Badges?filter=serial%20eq%207"));
    for field in ["\"search\"", "\"Badge\"", "\"invalidFilter\"", "status=400"] {
        assert!(log.contains(field) && !log.contains("serial"), "{field} in {log}");
    }
    let log = logged(|| Send::get("/scim/v2/Badges?count=x"));
    assert!(log.contains("\"search\"") && log.contains("\"Badge\""), "{log}");
    let log = logged(|| Send::get("/scim/v2/Badges/500"));
    let cause = "cause=row 7 of badges is torn";
    assert!(log.contains("\nERROR") && log.contains(cause) && log.contains("status=500"), "{log}");
}

/// A bulk request is one span as well: how many operations were run, and what kind the first
/// error is; and why an operation failed that should not have.
#[test]
fn bulk() {
    let operation = |id: &str, serial: &str| {
        format!(
            r#"{{"method":"POST","path":"/Badges","bulkId":"{id}","data":{{"schemas":["urn:example:scim:schemas:2.0:Badge"],"serial":{serial}}}}}"#
        )
    };
    let body = format!(
        r#"{{"schemas":["{}"],"Operations":[{},{},{},{{"method":"DELETE","path":"/Badges/500"}}]}}"#,
        crate::message::BULK_REQUEST_URN,
        operation("a", "\"s1\""),
        operation("b", "\"s1\""),
        operation("c", "7"),
    );
    let log = logged(|| Send::post("/scim/v2/Bulk", &body));
    assert_eq!(log.matches("span scim").count(), 1, "{log}");
    for field in ["operation=\"bulk\"", "bulk_operations=4", "status=200"] {
        assert!(log.contains(field), "{field} in {log}");
    }
    assert_eq!(log.matches("scim_type=").count(), 1, "{log}");
    assert!(log.contains("scim_type=\"uniqueness\"") && !log.contains("s1"), "{log}");
}
