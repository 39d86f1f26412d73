//! The flags of the program, over a server that notes what it is asked.

use crate::program::{code, file, out, program};
use crate::serve::{http, raw, read, service};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode};
use std::fs;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

type Asked = Arc<Mutex<Vec<Request<Bytes>>>>;

/// The URL of a server that notes requests, says 200 where it should say 201, and tells everybody
/// the credentials that it got.
fn recording() -> (String, Asked) {
    let asked = Asked::default();
    let notes = Arc::clone(&asked);
    let url = http(service(), move |request, mut response| {
        notes.lock().unwrap().push(request.clone());
        if response.status() == 201 {
            *response.status_mut() = StatusCode::OK;
        }
        for (name, told) in [("authorization", "x-token"), ("x-tenant", "x-told")] {
            let value = request.headers().get(name).cloned();
            let value = value.unwrap_or_else(|| HeaderValue::from_static("none"));
            response.headers_mut().insert(told, value);
        }
        response
    });
    (url, asked)
}

/// What each request had in a header.
fn header(asked: &Asked, name: &str) -> Vec<String> {
    let asked = asked.lock().unwrap();
    assert!(asked.len() > 3, "{asked:?}");
    let value = |request: &Request<Bytes>| {
        let value = request.headers().get(name);
        value.map_or("none".to_owned(), |value| value.to_str().unwrap().to_owned())
    };
    let mut all: Vec<String> = asked.iter().map(value).collect();
    all.dedup();
    all
}

fn with_environment(token: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scim-testkit"))
        .args(arguments)
        .env("SCIM_TOKEN", token)
        .output()
        .unwrap()
}

/// From an argument, a file, the environment; the file before the environment.
#[test]
fn every_request_has_the_token() {
    let path = file("token.txt");
    fs::write(&path, "  from-a-file\n").unwrap();
    let path = path.display().to_string();
    let cases: [(&[&str], &str, &str); 5] = [
        (&["--token", "from-an-argument"], "", "Bearer from-an-argument"),
        (&["--token", "Basic dXNlcjpwYXNz"], "", "Basic dXNlcjpwYXNz"),
        (&["--token-file", &path], "from-the-environment", "Bearer from-a-file"),
        (&[], "from-the-environment", "Bearer from-the-environment"),
        (&[], "", "none"),
    ];
    for (arguments, token, expected) in cases {
        let (url, asked) = recording();
        let first = ["check", &url, "--only", "create.status"];
        let output = with_environment(token, &[&first, arguments].concat());
        assert_eq!(code(&output), 1, "{}", out(&output));
        assert_eq!(header(&asked, "authorization"), [expected], "{arguments:?}");
    }
    let output = program(&["check", "http://127.0.0.1:1", "--token-file", "/no/such/file"]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("`/no/such/file`"), "{output:?}");
    fs::write(&path, "\n").unwrap();
    let output =
        with_environment("another", &["check", "http://127.0.0.1:1", "--token-file", &path]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("has no token"), "{output:?}");
}

/// Every request has them, and nothing that is printed or written; each report is what it says.
#[test]
fn every_request_has_the_headers_and_no_report_has() {
    let (url, asked) = recording();
    let formats = ["json", "junit", "html", "markdown"];
    let files = formats.map(|format| (format, file(&format!("flags.{format}"))));
    let mut arguments = vec!["check", &url, "--only", "create", "--header", "X-Tenant: hush-hush"];
    arguments.extend(["--token", "correct-horse"]);
    let reports = files.clone().map(|(format, path)| format!("{format}={}", path.display()));
    reports.iter().for_each(|report| arguments.extend(["--report", report.as_str()]));
    let output = program(&arguments);
    assert_eq!(code(&output), 1, "{}", out(&output));
    assert_eq!(header(&asked, "x-tenant"), ["hush-hush"]);
    let printed = format!("{}{}", out(&output), String::from_utf8_lossy(&output.stderr));
    let mut all = vec![("printed", printed)];
    all.extend(files.map(|(format, path)| (format, fs::read_to_string(path).unwrap())));
    for (format, text) in &all {
        assert!(!text.contains("hush-hush") && !text.contains("correct-horse"), "{format}: {text}");
        assert!(text.contains("create.status"), "{format}: {text}");
    }
    let of = |wanted: &str| &all.iter().find(|(format, _)| *format == wanted).unwrap().1;
    assert!(of("html").contains("x-tenant: $X_TENANT"));
    assert!(of("junit").starts_with("<?xml") && of("junit").contains("<testsuite name=\"create\""));
    assert!(of("markdown").starts_with("# SCIM conformance of `http://127.0.0.1:"));
    assert!(of("markdown").contains("### `create.status`"), "{}", of("markdown"));
    let output = program(&["check", &url, "--header", "no header"]);
    assert_eq!(code(&output), 2);
}

#[test]
fn a_time_out_is_heeded() {
    let hangs = raw(|stream| {
        let _ = read(stream);
        std::thread::sleep(Duration::from_secs(60));
    });
    let begun = Instant::now();
    let output = program(&["check", &hangs, "--timeout", "0.3"]);
    assert_eq!(code(&output), 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no whole answer within 0.3 s"), "{said}");
    // far less than the 10 s of who says nothing
    assert!(begun.elapsed() < Duration::from_secs(9), "{:?}", begun.elapsed());
    assert_eq!(code(&program(&["check", &hangs, "--timeout", "soon"])), 2);
}

#[test]
fn checks_are_chosen_and_left_out() {
    let (url, asked) = recording();
    let json = file("chosen.json");
    let report = format!("json={}", json.display());
    let run = |arguments: &[&str]| {
        asked.lock().unwrap().clear();
        let output = program(&[&["check", &url, "--report", &report], arguments].concat());
        assert!(code(&output) < 2, "{arguments:?}: {output:?}");
        let report: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(&json).unwrap()).unwrap();
        let checks = report["checks"].as_array().unwrap().clone();
        checks.iter().map(|check| check["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let ids = run(&["--only", "delete", "--skip", "delete.search", "--skip", "7644-3.6-06"]);
    assert!(ids.contains(&"delete.status".to_owned()), "{ids:?}");
    assert!(ids.iter().all(|id| id.starts_with("delete.")), "{ids:?}");
    for id in ["delete.search", "delete.again", "delete.unknown"] {
        assert!(!ids.contains(&id.to_owned()), "{ids:?}");
    }
    assert_eq!(run(&["--only", "okta.first-page", "--profile", "okta"]), ["okta.first-page"]);
    assert!(
        asked.lock().unwrap().iter().any(|one| one.uri().query() == Some("startIndex=1&count=2"))
    );
    // what another profile has is not run
    assert!(run(&["--only", "okta.first-page", "--only", "get.known"]) == ["get.known"]);
    let output = program(&["check", &url, "--report", "json=/no/such/directory/report.json"]);
    assert_eq!(code(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("`/no/such/directory`"));
    assert_eq!(code(&program(&["check", "--list", "--only", "nothing"])), 2);
    for none in [&["--only", "okta.first-page"], &["--only", "every"]] {
        let output = program(&[&["check", &url], &none[..]].concat());
        assert_eq!(code(&output), 2, "{none:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("no check that sends anything"));
    }
    run(&["--only", "get", "--only", "discovery", "--read-only"]);
    let asked = asked.lock().unwrap();
    assert!(asked.len() > 3 && asked.iter().all(|one| one.method() == Method::GET), "{asked:?}");
}

/// A host elsewhere is asked nothing without one of the two; it is not there.
#[test]
fn writes_elsewhere_are_allowed_or_not() {
    let said = |arguments: &[&str]| {
        let output = program(&[&["check", "http://scim.invalid"], arguments].concat());
        assert_eq!(code(&output), 2, "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(said(&[]).contains("`--allow-writes`"));
    for flag in ["--allow-writes", "--read-only"] {
        assert!(said(&[flag]).starts_with("error: no answer from `http://scim.invalid/"), "{flag}");
    }
    assert!(said(&["--allow-writes", "--read-only"]).contains("cannot be used with"));
}

/// What was asked, without the tag of the run and the ids that the server gave.
fn sequence(asked: &Asked) -> Vec<(Method, String, String)> {
    let asked = std::mem::take(&mut *asked.lock().unwrap());
    let random = asked.into_iter().skip_while(|one| one.method() != Method::POST);
    let plain = |text: &str| {
        let mut out = String::new();
        for (index, part) in text.split("scimtk-").enumerate() {
            out.push_str(if index == 0 { part } else { part.get(6..).unwrap_or_default() });
        }
        out
    };
    random
        .map(|one| {
            let path = one.uri().path().split('/').nth(1).unwrap_or_default().to_owned();
            let query = plain(one.uri().query().unwrap_or_default());
            let body = String::from_utf8_lossy(one.body()).into_owned();
            (one.method().clone(), format!("{path}?{query}"), plain(&body))
        })
        .collect()
}

#[test]
fn a_seed_asks_the_same_again() {
    let (asked, held) = (Asked::default(), service());
    let notes = Arc::clone(&asked);
    let url = http(held, move |request, response| {
        notes.lock().unwrap().push(request.clone());
        response
    });
    let run = |seed: &str| {
        let only = ["check", &url, "--only", "discovery.there", "--random", "4"];
        let output = program(&[&only[..], &["--seed", seed]].concat());
        assert_eq!(code(&output), 0, "{}", out(&output));
        sequence(&asked)
    };
    let (first, again, other) = (run("7"), run("7"), run("8"));
    assert!(first.len() > 20, "{first:?}");
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert_eq!(code(&program(&["check", &url, "--seed", "7"])), 2);
}

/// On a terminal a bar tells how far it is; `script` is one.
#[test]
#[expect(clippy::print_stderr, reason = "says why a test did nothing")]
fn a_terminal_shows_how_far_it_is() {
    let url = http(service(), |_, response| {
        std::thread::sleep(Duration::from_millis(10));
        response
    });
    let program = env!("CARGO_BIN_EXE_scim-testkit");
    let command = format!("{program} check {url} --only create --jobs 1");
    let Ok(output) = Command::new("script").args(["-qec", &command, "/dev/null"]).output() else {
        eprintln!("skipped: there is no `script`");
        return;
    };
    let shown = out(&output);
    let checks = shown.matches("/2").count() + shown.matches("/1").count();
    assert!(checks > 0 && shown.contains("\u{1b}["), "{shown:?}");
    assert!(shown.contains("create.status") && shown.contains(" 0 failed, "), "{shown}");
    // where it is no terminal there is none
    let plain = crate::program::program(&["check", &url, "--only", "create.status"]);
    let said = String::from_utf8_lossy(&plain.stderr);
    assert!(!out(&plain).contains('\u{1b}') && !said.contains('\u{1b}'), "{plain:?}");
    assert!(said.starts_with("note: what is made is noted in `"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}
