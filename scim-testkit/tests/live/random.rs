//! Random sequences find what no single request shows, and say it shortly.

use crate::serve::{answered, http, raw, read, service};
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_testkit::live::{self, Options, Outcome, Status, Target};
use serde_json::Value;
use std::io::Write;
use std::sync::Mutex;

fn sequences(
    change: impl Fn(&Request<Bytes>, Response<Bytes>) -> Response<Bytes> + Send + Sync + 'static,
) -> Outcome {
    let target = Target::http(&http(service(), change)).unwrap();
    let options = Options::new().only("create.status").random(60, 7);
    live::run(&target, &options).unwrap().get("random.sequences").unwrap().clone()
}

#[test]
fn a_conformant_server_passes() {
    let outcome = sequences(|_, response| response);
    assert_eq!(outcome.status, Status::Passed, "{outcome}");
}

/// After a DELETE every search answers what the one before it did.
#[test]
fn a_stale_search_is_found_and_shrunk() {
    let last: Mutex<Option<Response<Bytes>>> = Mutex::default();
    let deleted = Mutex::new(false);
    let outcome = sequences(move |request, response| {
        let is_search = request.uri().query().is_some_and(|query| query.contains("filter"));
        if request.method() == Method::DELETE {
            *deleted.lock().unwrap() = true;
        }
        if request.method() == Method::POST {
            *deleted.lock().unwrap() = false;
        }
        if !is_search {
            return response;
        }
        if *deleted.lock().unwrap()
            && let Some(old) = last.lock().unwrap().clone()
        {
            return old;
        }
        *last.lock().unwrap() = Some(response.clone());
        response
    });
    assert_eq!(outcome.status, Status::Failed, "{outcome}");
    assert!(outcome.message.contains("(seed 7)"), "{outcome}");
    // what it takes, and the reads after each write
    assert!(outcome.exchanges.len() <= 12, "{outcome}");
    let text = outcome.to_string();
    assert!(text.contains("ID1=$(curl -s -X POST"), "{text}");
    assert!(text.contains("/Users/$ID1'") || text.contains("/Users/$ID1\""), "{text}");
}

/// A PATCH that has several operations does the first alone.
#[test]
fn a_lost_operation_is_found() {
    let service = service();
    let url = raw(move |stream| {
        let Some(mut request) = read(stream) else { return };
        if request.method() == Method::PATCH {
            let mut body: Value = serde_json::from_slice(request.body()).unwrap();
            body["Operations"].as_array_mut().unwrap().truncate(1);
            *request.body_mut() = body.to_string().into();
        }
        let _ = stream.write_all(&answered(&service, request));
    });
    let options = Options::new().only("create.status").random(60, 7);
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    let outcome = report.get("random.sequences").unwrap();
    assert_eq!(outcome.status, Status::Failed, "{outcome}");
    let patches = outcome.exchanges.iter().filter(|one| one.method == "PATCH");
    assert_eq!(patches.count(), 1, "{outcome}");
}
