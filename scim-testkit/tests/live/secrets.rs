//! No output has a token or a password, even where a server tells them to everybody.

use crate::program::{file, out, program};
use crate::{okta, serve};
use bytes::Bytes;
use http::{Method, Response};
use scim_testkit::live::{self, Options, Outcome, Progress, Report, Target};
use scim_testkit::{entra, okta as client};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, Mutex};

const TOKEN: &str = "correct-horse-battery";

/// A server, and the passwords that it was sent.
struct Telltale {
    url: String,
    passwords: Arc<Mutex<BTreeSet<String>>>,
}

impl Telltale {
    /// One that refuses passwords and changes, and says of each what it was sent.
    fn new() -> Self {
        let passwords = Arc::<Mutex<BTreeSet<String>>>::default();
        let known = Arc::clone(&passwords);
        let url = serve::http(okta::service(), move |request, mut response| {
            let token = request.headers().get("authorization").cloned();
            let mut sent = BTreeSet::new();
            collect(&serde_json::from_slice(request.body()).unwrap_or_default(), &mut sent);
            let is_change = [Method::PUT, Method::PATCH].contains(request.method());
            if sent.is_empty() && !is_change {
                response.headers_mut().extend(token.map(|token| (http::header::SERVER, token)));
                return response;
            }
            known.lock().unwrap().extend(sent.iter().cloned());
            let token = token.as_ref().and_then(|token| token.to_str().ok()).unwrap_or("nobody");
            let told = format!("{token} may not say {}", Vec::from_iter(sent).join(", "));
            let response = Response::builder().status(400);
            if request.method() == Method::PUT {
                let response = response.header("content-type", "text/plain");
                return response.body(Bytes::from(told)).unwrap();
            }
            let urn = "urn:ietf:params:scim:api:messages:2.0:Error";
            let error = json!({ "schemas": [urn], "status": "400", "detail": told });
            let response = response.header("content-type", "application/scim+json");
            response.body(Bytes::from(error.to_string())).unwrap()
        });
        Self { url, passwords }
    }

    fn target(&self) -> Target {
        Target::http(&self.url).unwrap().token(TOKEN).unwrap()
    }

    /// That a text has none of them.
    fn expect_hidden(&self, text: &str) {
        assert!(!text.contains("correct-horse"), "{text}");
        for password in self.passwords.lock().unwrap().iter() {
            assert!(!text.contains(password.as_str()), "{password}: {text}");
        }
    }

    /// The same of a report in every format; answers the messages.
    fn expect_hidden_in(&self, report: &Report) -> String {
        let formats = [
            report.to_json(),
            report.to_junit(),
            report.to_html(),
            report.to_markdown(),
            report.to_text(true),
            format!("{report}\n{report:?}"),
        ];
        formats.iter().for_each(|text| self.expect_hidden(text));
        for check in &report.checks {
            self.expect_hidden(&check.to_string());
            for exchange in &check.exchanges {
                self.expect_hidden(&format!(
                    "{}\n{}\n{exchange:?}",
                    exchange.curl(),
                    exchange.line()
                ));
            }
        }
        let messages: Vec<&str> = report.checks.iter().map(|check| &*check.message).collect();
        messages.join("\n")
    }
}

fn collect(json: &Value, passwords: &mut BTreeSet<String>) {
    match json {
        Value::Array(all) => all.iter().for_each(|one| collect(one, passwords)),
        Value::Object(members) => {
            let of_one = members.get("path").is_some_and(|path| path == "password");
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "password" || of_one && name == "value" => {
                        passwords.insert(text.clone());
                    }
                    value => collect(value, passwords),
                }
            }
        }
        _ => {}
    }
}

/// What is told while checks run.
#[derive(Default)]
struct Told(Mutex<String>);

impl Progress for Told {
    fn begin(&self, _: usize) {}

    fn done(&self, outcome: &Outcome) {
        self.0.lock().unwrap().push_str(&format!("{outcome}\n{outcome:?}\n"));
    }
}

#[test]
fn no_report_of_checks_and_suites_has_a_secret() {
    let server = Telltale::new();
    let told = Arc::new(Told::default());
    let options = |name: &str| {
        let journal = file(name);
        (Options::new().journal(&journal).progress(told.clone()), journal)
    };
    let (of_checks, journal) = options("secrets-checks.journal");
    let checks = live::run(&server.target(), &of_checks).unwrap();
    server.expect_hidden(&fs::read_to_string(journal).unwrap());
    let messages = server.expect_hidden_in(&checks);
    assert!(messages.contains("$TOKEN may not say $PASSWORD"), "{messages}");

    let (of_okta, journal) = options("secrets-okta.journal");
    let suites = live::run_suites(&server.target(), &of_okta, client::suite::ALL).unwrap();
    server.expect_hidden(&fs::read_to_string(journal).unwrap());
    let messages = server.expect_hidden_in(&suites);
    assert!(messages.contains("$TOKEN may not say $PASSWORD"), "{messages}");

    for flag in [false, true] {
        let suites = live::run_suites(&server.target(), &Options::new(), entra::suites(flag));
        let messages = server.expect_hidden_in(&suites.unwrap());
        assert!(messages.contains("$TOKEN may not say"), "{messages}");
    }
    server.expect_hidden(&told.0.lock().unwrap());
    assert!(!server.passwords.lock().unwrap().is_empty());
}

#[test]
fn no_report_of_use_cases_has_a_secret() {
    let server = Telltale::new();
    let (told, journal) = (Arc::new(Told::default()), file("secrets-scenarios.journal"));
    let options = client::Options::new().journal(&journal).progress(told.clone());
    let played = client::play(&server.target(), &options).unwrap();
    server.expect_hidden(&fs::read_to_string(journal).unwrap());
    let messages = server.expect_hidden_in(&played);
    assert!(messages.contains("$TOKEN may not say $PASSWORD"), "{messages}");
    server.expect_hidden(&told.0.lock().unwrap());

    let played = entra::play(&server.target(), &entra::Options::new()).unwrap();
    let messages = server.expect_hidden_in(&played);
    assert!(messages.contains("$TOKEN may not say"), "{messages}");
}

/// What an organization keeps for its administrator.
#[test]
fn no_task_and_no_transcript_has_a_secret() {
    let server = Telltale::new();
    let mut org = client::Org::new(server.target(), client::App::new(client::Mode::Put));
    let user = org.hire(client::Profile::new("jane@example.com", "Jane", "Smith"));
    let task = org.assign(&user).unwrap_err();
    assert!(task.why.contains("$TOKEN may not say $PASSWORD"), "{task}");
    let text = format!("{}\n{:?}\n{org:?}", org.transcript(), org.tasks());
    server.expect_hidden(&text);
    assert!(!server.passwords.lock().unwrap().is_empty());
}

#[test]
fn the_program_prints_no_secret() {
    let server = Telltale::new();
    let html = file("secrets.html");
    let report = format!("html={}", html.display());
    let commands: [&[&str]; 3] = [
        &["check", &server.url, "--token", TOKEN, "--report", &report, "--only", "patch"],
        &["okta", &server.url, "--token", TOKEN, "--only", "okta"],
        &["okta", &server.url, "--token", TOKEN, "--provision", "3"],
    ];
    for command in commands {
        let output = program(command);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        let shown = out(&output) + &errors;
        assert!(shown.contains("$TOKEN may not say"), "{command:?}: {shown}");
        server.expect_hidden(&shown);
    }
    server.expect_hidden(&fs::read_to_string(html).unwrap());
}
