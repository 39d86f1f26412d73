//! Reports in every format.

use crate::random::{last, repeated};
use crate::serve::{http, service};
use bytes::Bytes;
use http::{HeaderValue, Response};
use scim_testkit::live::{self, Options, Report, Status, Target};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

/// Of a server that answers `200` to POST, with a token that it tells everybody, and a session.
pub(crate) fn broken() -> &'static Report {
    static BROKEN: LazyLock<Report> = LazyLock::new(run_broken);
    &BROKEN
}

fn run_broken() -> Report {
    let url = http(service(), |request, mut response| {
        if request.method() == http::Method::POST && response.status() == 201 {
            *response.status_mut() = http::StatusCode::OK;
        }
        let told = request.headers().get("authorization").cloned();
        let told = told.unwrap_or_else(|| HeaderValue::from_static("none"));
        response.headers_mut().insert("x-told", told);
        let session = HeaderValue::from_static("session=canary; HttpOnly");
        response.headers_mut().insert("set-cookie", session);
        response
    });
    let target = Target::http(&url).unwrap().token("correct-horse-battery").unwrap();
    live::run(&target, &Options::new()).unwrap()
}

/// As the schema that is published says.
pub(crate) fn expect_valid(report: &str) -> Value {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/report.schema.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let json: Value = serde_json::from_str(report).unwrap();
    let errors = validator.iter_errors(&json);
    let errors: Vec<_> =
        errors.map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    json
}

#[test]
fn json_is_as_its_schema_says() {
    let json = expect_valid(&broken().to_json());
    let failed = json["summary"]["failed"].as_u64().unwrap();
    let statuses = json["checks"].as_array().unwrap().iter().map(|check| &check["status"]);
    assert_eq!(statuses.filter(|status| **status == "failed").count() as u64, failed);
    assert!(failed > 0);
}

#[test]
fn no_format_tells_the_token_a_session_or_a_password() {
    let report = broken();
    let formats = [
        report.to_json(),
        report.to_junit(),
        report.to_html(),
        report.to_markdown(),
        report.to_text(true),
        format!("{report:?}"),
    ];
    for text in formats {
        assert!(!text.contains("correct-horse") && !text.contains("Pw-"), "{text}");
        assert!(!text.contains("canary"), "{text}");
    }
    assert!(report.to_json().contains("$SET_COOKIE"));
    assert!(report.to_text(false).contains("Bearer $TOKEN"));
}

#[test]
fn a_failure_tells_all_there_is_to_know() {
    let report = broken();
    let failed = report.get("create.status").unwrap();
    assert_eq!(failed.status, Status::Failed);
    let text = failed.to_string();
    for part in [
        "User: expected status 201, found 200 (POST /Users -> 200)",
        " MUST: Successful create returns 201",
        "RFC 7644 section 3.3",
        "> POST http://127.0.0.1:",
        "< 200",
        "curl -i -X POST 'http://127.0.0.1:",
        "-H \"authorization: Bearer $TOKEN\"",
    ] {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

/// What it shows was deleted when the check ended: the script makes it again, ids in bodies too.
#[test]
fn a_failure_can_be_repeated() {
    let url = http(service(), |request, response| {
        if !request.uri().path().starts_with("/Groups/") || response.body().is_empty() {
            return response;
        }
        let mut group: Value = serde_json::from_slice(response.body()).unwrap_or_default();
        if let Some(members) = group.get_mut("members") {
            *members = Value::Null;
        }
        let mut response = response.map(|_| Bytes::from(group.to_string()));
        response.headers_mut().remove("content-length");
        response
    });
    let options = Options::new().only("group.members");
    let report = live::run(&Target::http(&url).unwrap(), &options).unwrap();
    let failed = report.get("group.members").unwrap();
    assert_eq!(failed.status, Status::Failed, "{failed}");
    let Some(printed) = repeated(failed, &url) else { return };
    assert_eq!(last(&printed)["members"], Value::Null, "{failed}");
    let honest = http(service(), |_, response| response);
    let printed = repeated(failed, &honest).unwrap();
    let group = last(&printed);
    assert!(group["members"][0]["value"].is_string(), "{failed}\n{printed}");
}

#[test]
fn junit_is_well_formed() {
    let xml = broken().to_junit();
    let mut open: Vec<&str> = Vec::new();
    for tag in xml.split('<').skip(2) {
        let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("no end: <{tag}"));
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{xml}");
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert!(xml.contains("<failure message=\"User: expected status 201"), "{xml}");
}

#[test]
fn what_servers_say_is_no_markup() {
    let url = http(service(), |request, response| {
        if request.method() == http::Method::POST {
            let body =
                Bytes::from_static(br#"{"detail": "</pre><script>alert(1)</script>\u0001"}"#);
            return Response::builder().status(500).body(body).unwrap();
        }
        response
    });
    let report = live::run(&Target::http(&url).unwrap(), &Options::new().only("create")).unwrap();
    for text in [report.to_html(), report.to_junit(), report.to_markdown()] {
        assert!(!text.contains("<script>alert") || text.contains("```text"), "{text}");
    }
    assert!(!report.to_junit().contains('\u{1}'));
}

/// What is not fenced is code: no image of a server's is fetched from a pull request, and nobody is
/// mentioned.
#[test]
fn what_servers_say_is_no_markdown() {
    let url = http(service(), |request, response| {
        if request.method() == http::Method::POST {
            let error = json!({"detail": "![x](https://image.example/) @octocat ```"});
            return Response::builder().status(400).body(Bytes::from(error.to_string())).unwrap();
        }
        response
    });
    let report = live::run(&Target::http(&url).unwrap(), &Options::new().only("put")).unwrap();
    let markdown = report.to_markdown();
    let skipped = markdown.lines().filter(|line| line.starts_with("- `put."));
    let told: Vec<&str> = skipped.filter(|line| line.contains("image.example")).collect();
    assert!(!told.is_empty(), "{markdown}");
    for line in told {
        let (_, message) = line.split_once("`: ").unwrap();
        assert!(message.starts_with("```` ") && message.ends_with(" ````"), "{line}");
    }
}
