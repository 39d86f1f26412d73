//! Random sequences find what no single request shows, and say it shortly.

use crate::serve::{answered, http, raw, read, service};
use bytes::Bytes;
use http::{Method, Request, Response};
use scim_testkit::live::{self, Options, Outcome, Status, Target};
use serde_json::Value;
use std::io::Write;
use std::sync::Mutex;

fn sequences(
    count: u32,
    change: impl Fn(&Request<Bytes>, Response<Bytes>) -> Response<Bytes> + Send + Sync + 'static,
) -> Outcome {
    let target = Target::http(&http(service(), change)).unwrap();
    let options = Options::new().only("create.status").random(count, 7);
    live::run(&target, &options).unwrap().get("random.sequences").unwrap().clone()
}

#[test]
fn a_conformant_server_passes() {
    let outcome = sequences(60, |_, response| response);
    assert_eq!(outcome.status, Status::Passed, "{outcome}");
}

/// After a DELETE every search answers what the one before it did.
#[test]
fn a_stale_search_is_found_and_shrunk() {
    let last: Mutex<Option<Response<Bytes>>> = Mutex::default();
    let deleted = Mutex::new(false);
    let outcome = sequences(400, move |request, response| {
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

/// What a shell prints that runs the script of an outcome; none where there is no `curl`.
#[expect(clippy::print_stderr, reason = "says why a test did nothing")]
pub(crate) fn repeated(outcome: &Outcome, url: &str) -> Option<String> {
    use std::process::Command;
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: there is no curl");
        return None;
    }
    let text = outcome.to_string();
    let (_, script) = text.split_once("again with curl:\n").unwrap();
    let at = outcome.exchanges[0].url.split("/Users").next().unwrap();
    let script = script.replace(at, url);
    let output = Command::new("sh").args(["-ec", &script]).output().unwrap();
    assert!(output.status.success(), "{script}\n{output:?}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The body of the last answer, without what differs from one resource to another.
pub(crate) fn last(printed: &str) -> Value {
    let (_, body) = printed.rsplit_once("\r\n\r\n").unwrap();
    without(serde_json::from_str(body).unwrap_or_else(|_| panic!("{printed}")))
}

fn without(mut resource: Value) -> Value {
    let members = resource.as_object_mut().unwrap();
    members.retain(|name, _| !["id", "meta"].contains(&name.as_str()));
    resource
}

/// The script shows on the same server what the failure did, and on one without the fault what
/// should be.
#[test]
fn the_script_shows_it_again() {
    let first_alone = |request: &mut Request<Bytes>| {
        if request.method() == Method::PATCH {
            let mut body: Value = serde_json::from_slice(request.body()).unwrap();
            body["Operations"].as_array_mut().unwrap().truncate(1);
            *request.body_mut() = body.to_string().into();
        }
    };
    let service = service();
    let held = service.clone();
    let url = raw(move |stream| {
        let Some(mut request) = read(stream) else { return };
        first_alone(&mut request);
        let _ = stream.write_all(&answered(&held, request));
    });
    let options = Options::new().only("create.status").random(60, 7);
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    let outcome = report.get("random.sequences").unwrap();
    assert_eq!(outcome.status, Status::Failed, "{outcome}");
    let reply = outcome.shown().unwrap().reply.as_ref().unwrap();
    let shown = without(serde_json::from_str(&reply.body).unwrap());
    let Some(printed) = repeated(outcome, &url) else { return };
    assert_eq!(last(&printed), shown, "{outcome}");
    let honest = http(crate::serve::service(), |_, response| response);
    assert_ne!(last(&repeated(outcome, &honest).unwrap()), shown, "{outcome}");
}

/// The last version that a client saw is the one that counts, for the script too.
#[test]
fn a_write_on_an_old_version_is_found_and_shown_again() {
    let service = service();
    let url = raw(move |stream| {
        let Some(mut request) = read(stream) else { return };
        request.headers_mut().remove("if-match");
        let _ = stream.write_all(&answered(&service, request));
    });
    let options = Options::new().only("create.status").random(60, 7);
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    let outcome = report.get("random.sequences").unwrap();
    assert_eq!(outcome.status, Status::Failed, "{outcome}");
    let text = outcome.to_string();
    assert!(text.contains("TAG1=$(curl -s -D - -o /dev/null -X GET"), "{text}");
    assert!(text.contains("-H \"if-match: $TAG1\""), "{text}");
    // on a server that heeds it, it is 412
    let honest = http(crate::serve::service(), |_, response| response);
    let Some(printed) = repeated(outcome, &honest) else { return };
    assert!(printed.contains(" 412 "), "{printed}\n{text}");
    assert!(!repeated(outcome, &url).unwrap().contains(" 412 "));
}

/// The second page is the first one again.
#[test]
fn a_page_that_comes_twice_is_found() {
    let service = service();
    let url = raw(move |stream| {
        let Some(mut request) = read(stream) else { return };
        let uri = request.uri().to_string();
        let uri = (2..9)
            .fold(uri, |uri, start| uri.replace(&format!("startIndex={start}"), "startIndex=1"));
        *request.uri_mut() = uri.parse().unwrap();
        let _ = stream.write_all(&answered(&service, request));
    });
    let options = Options::new().only("create.status").random(150, 7);
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    let outcome = report.get("random.sequences").unwrap();
    assert_eq!(outcome.status, Status::Failed, "{outcome}");
    assert!(outcome.message.contains("the pages of `"), "{outcome}");
}
