//! The program: exit codes, and what it prints.

mod clean_up;
mod said;

use crate::serve::{http, service};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

pub(crate) fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scim-testkit"))
        .args(arguments)
        .env_remove("SCIM_TOKEN")
        .output()
        .unwrap()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn file(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    fs::create_dir_all(directory).unwrap();
    let path = directory.join(name);
    let _ = fs::remove_file(&path);
    path
}

/// What a user got wrong is said in one line, which says what to write: 2, and nothing is asked.
#[test]
fn what_cannot_be_is_said_with_what_to_write() {
    let nothing = file("nothing.json");
    fs::write(&nothing, "<html>").unwrap();
    let nothing = nothing.display().to_string();
    let url = "http://127.0.0.1:1";
    let cases: &[(&[&str], &str)] = &[
        (&["check", "example.com"], "`example.com` is no base URL; write one such as `https://"),
        (&["check", "http://"], "`http://` is no base URL; write one such as `https://"),
        (&["check", "ftp://a"], "`ftp://a` is neither `http` nor `https`; write one"),
        (&["check", "http://a/?hush"], "the base URL has a query or a fragment; write one"),
        (&["check", "http://me:hush@a"], "which belong in `--header`; write one"),
        (
            &["check", url, "--token", "hu\u{1}sh"],
            "the token is no header value; write visible ASCII",
        ),
        (&["check", url, "--jobs", "0"], "expected a number, 1 or more"),
        (&["check", url, "--random", "few"], "expected a number, 0 or more"),
        (&["check", url, "--random", "1", "--seed", "x"], "expected a number, 0 or more"),
        (&["check", url, "--random", "1", "--read-only"], "cannot be used with"),
        (
            &["check", url, "--max-answer", "0"],
            "expected a number of MiB up to 65536, such as `16`",
        ),
        (&["check", url, "--token-file", "/nope"], "cannot read `/nope`: there is no such file"),
        (&["check", url, "--report", "json=/nope/x"], "`/nope` is no directory; make it first"),
        (
            &["check", "--list", "--only", "nope"],
            "`nope` is no check, area or requirement of a check; ",
        ),
        (
            &["okta", "--list", "--skip", "nope"],
            "`nope` is no check, area or requirement of a check; ",
        ),
        (
            &["entra", "--list", "--only", "nope"],
            "`nope` is no check, area or requirement of a check; ",
        ),
        (&["okta", url, "--provision", "many"], "expected a number, 1 or more"),
        (
            &["okta", url, "--provision", "1"],
            "no answer from `http://127.0.0.1:1/ServiceProviderConfig`",
        ),
        (
            &["okta", url, "--scenario", "all", "--events", "here"],
            "expected an address such as `127.0.0.1:9000`",
        ),
        (
            &["okta", url, "--scenario", "all", "--events", "8.8.8.8:90"],
            "`8.8.8.8:90` is not on this machine; write an address such as `127.0.0.1:9000`",
        ),
        (&["coverage", "foo"], "`foo` begins no requirement; write one such as `7644-3.5.2`"),
        (&["cleanup", &nothing], "nothing.json` is no journal; give the file that the run named"),
        (&["cleanup", "/nope"], "cannot read `/nope`: there is no such file"),
        (
            &["mapping", &nothing],
            "expected the answer of `/Schemas`, and line 1 column 1 is no JSON",
        ),
        (
            &["codegen", &nothing],
            "expected the answer of `/Schemas`, and line 1 column 1 is no JSON",
        ),
    ];
    for (arguments, expected) in cases {
        let output = program(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(code(&output), 2, "{arguments:?}: {said}");
        assert!(said.starts_with("error: ") && said.contains(expected), "{arguments:?}: {said}");
        assert!(!said.contains("hush") && !said.contains("os error"), "{arguments:?}: {said}");
    }
}

/// Over HTTP it is as in the process.
#[test]
fn a_conformant_server_is_0() {
    let url = http(service(), |_, response| response);
    let (json, html) = (file("report.json"), file("report.html"));
    let output = program(&[
        "check",
        &url,
        "--report",
        &format!("json={}", json.display()),
        "--report",
        &format!("html={}", html.display()),
    ]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(out(&output).contains(" 0 failed, "), "{}", out(&output));
    assert!(fs::read_to_string(json).unwrap().starts_with("{\n  \"url\": "));
    assert!(fs::read_to_string(html).unwrap().starts_with("<!doctype html>"));
}

#[test]
fn a_failure_is_1_and_no_server_2() {
    let url = http(service(), |_, mut response| {
        if response.status() == 201 {
            *response.status_mut() = http::StatusCode::OK;
        }
        response
    });
    let output = program(&["check", &url, "--only", "create.status"]);
    assert_eq!(code(&output), 1, "{}", out(&output));
    assert!(out(&output).contains("FAILED create.status"), "{}", out(&output));
    let output = program(&["check", "http://127.0.0.1:1/scim"]);
    assert_eq!(code(&output), 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error: no answer from `http://127.0.0.1:1/scim/"), "{said}");
    assert_eq!(code(&program(&["check", &url, "--only", "nothing"])), 2);
    assert_eq!(code(&program(&["check"])), 2);
    assert_eq!(code(&program(&["check", &url, "--report", "pdf=x"])), 2);
}

#[test]
fn it_explains_itself() {
    assert!(out(&program(&["--help"])).starts_with("Checks SCIM 2.0 servers, in any language"));
    let output = program(&["check", "--help"]);
    assert!(out(&output).contains("Exit codes: 0 conformant, 1 something failed, 2 could not run"));
    let output = program(&["check", "--list", "--level", "must"]);
    assert!(out(&output).contains("create.status"), "{}", out(&output));
    let output = program(&["coverage", "7644-3.3"]);
    assert!(out(&output).contains("RFC 7644 section 3.3: "), "{}", out(&output));
    let url = http(service(), |_, response| response);
    let output = program(&["schema", &url]);
    assert!(out(&output).contains("User at /Users"), "{}", out(&output));
    assert!(out(&output).contains("userName"), "{}", out(&output));
}

/// A server that asks nobody for a token: of the SPEC test, the assertions of step 11 fail, by name.
#[test]
fn a_failure_of_okta_names_the_assertion() {
    let url = http(service(), |_, response| response);
    let json = file("okta.json");
    let report = format!("json={}", json.display());
    let output = program(&["okta", &url, "--suite", "spec", "--report", &report]);
    assert_eq!(code(&output), 1, "{}", out(&output));
    assert!(out(&output).contains("FAILED okta.spec.11.status"), "{}", out(&output));
    assert!(out(&output).contains("okta.spec "), "{}", out(&output));
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    let checks = report["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 53);
    let failed = checks.iter().filter(|check| check["status"] == "failed");
    let failed: Vec<_> = failed.map(|check| check["id"].as_str().unwrap()).collect();
    let step = ["status", "detail", "body-status", "schemas"];
    assert_eq!(failed, step.map(|name| format!("okta.spec.11.{name}")));
    // one request, which shows it
    assert_eq!(checks.last().unwrap()["exchanges"].as_array().unwrap().len(), 0);
    assert_eq!(code(&program(&["okta", &url, "--only", "okta.spec.13"])), 2);
}

#[test]
fn suites_are_listed_with_what_no_request_shows() {
    let listed = out(&program(&["okta", "--list", "--suite", "quirks"]));
    assert!(listed.contains("okta.o13") && listed.contains("Okta sends nothing"), "{listed}");
    assert!(!listed.contains("okta.spec"), "{listed}");
    let listed = out(&program(&["entra", "--list", "--flag", "aadOptscim062020"]));
    assert!(listed.contains("entra.e05") && listed.contains("--scenario restore"), "{listed}");
}

/// In one way only where the flag is given.
#[test]
fn use_cases_of_entra_id_are_played() {
    let url = http(service(), |_, response| response);
    let flag = ["--flag", "aadOptscim062020"];
    let json = file("entra.json");
    let report = format!("json={}", json.display());
    let played = ["entra", &url, "--scenario", "restore", "--report", &report];
    let output = program(&[&played[..], &flag].concat());
    assert_eq!(code(&output), 0, "{}", out(&output));
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    let ids: Vec<_> = report["checks"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["entra.flag.restore"]);
    assert_eq!(code(&program(&["entra", &url, "--scenario", "nothing"])), 2);
}

/// From a server, and from a file with what it says of its schemas.
#[test]
fn a_mapping_is_what_okta_asks_for() {
    let url = http(service(), |_, response| response);
    let markdown = out(&program(&["mapping", &url]));
    assert!(markdown.contains("`emails.^[primary==true].value`"), "{markdown}");
    let request = http::Request::get("/Schemas").body(String::new()).unwrap();
    let schemas = file("schemas.json");
    fs::write(&schemas, scim_testkit::Exchange::of(&service(), request).json().to_string())
        .unwrap();
    let path = schemas.display().to_string();
    let csv = out(&program(&["mapping", &path, "--format", "csv"]));
    assert!(csv.starts_with("profile,variable,externalName,"), "{csv}");
    assert!(csv.contains("\r\nlogin,userName,userName,"), "{csv}");
    fs::write(&schemas, "[]").unwrap();
    assert_eq!(code(&program(&["mapping", &path])), 2);
}

/// From a server, from a file with its documents, and from one that no code can be of.
#[test]
fn structs_are_written_for_schemas() {
    let url = http(service(), |_, response| response);
    let output = program(&["codegen", &url]);
    let code = out(&output);
    assert!(
        code.starts_with(&format!("// Written by `scim-testkit codegen` of {url}.\n")),
        "{code}"
    );
    assert!(code.contains("#[scim(rfc = \"User\")]\npub struct User {"), "{code}");
    assert!(code.contains("    pub enterprise_user: Option<EnterpriseUser>,"), "{code}");
    assert_eq!(output.stderr, b"");

    let documents = file("documents.json");
    fs::write(&documents, out(&program(&["schema", &url, "--json"]))).unwrap();
    let (path, written) = (documents.display().to_string(), file("scim.rs"));
    let to = written.display().to_string();
    assert_eq!(self::code(&program(&["codegen", &path, "--strict", "--output", &to])), 0);
    let own = |code: &str| code.split_once("\n\n").unwrap().1.to_owned();
    assert_eq!(own(&fs::read_to_string(&written).unwrap()), own(&code));

    let (loose, skipped) = (file("loose.json"), file("skipped.rs"));
    fs::write(&loose, r#"{"id": "urn:example:Badge", "name": "Badge", "attributes": [{"name": "link", "type": "reference"}]}"#).unwrap();
    let (path, to) = (loose.display().to_string(), skipped.display().to_string());
    let output = program(&["codegen", &path, "--strict", "--output", &to]);
    assert_eq!(self::code(&output), 1);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("note: `Badge:link`: caseExact, as references are"), "{said}");
    assert!(!skipped.exists());
    assert_eq!(self::code(&program(&["codegen", &path, "--output", &to])), 0);
    // misspelt, it would be written or left out unnoticed
    for (arguments, expected) in [
        (
            ["--skip", "Badge:lnik"],
            "`Badge:lnik` is no attribute of the documents; write one such as `Badge:link`",
        ),
        (
            ["--skip", "User:link"],
            "`User:link` is no attribute of the documents; write one such as `Badge:link`",
        ),
        (["--only", "Bagde"], "`Bagde` is no schema of the documents; write one of `Badge`"),
    ] {
        let known = ["codegen", &path, "--only", "Badge", "--skip", "urn:example:Badge:LINK"];
        let output = program(&[&known[..], &arguments].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((self::code(&output), said), (2, format!("error: {expected}\n")));
    }

    fs::write(
        &loose,
        r#"[{"id": "urn:example:Badge", "attributes": [{"name": "a"}, {"name": "A"}]}]"#,
    )
    .unwrap();
    let output = program(&["codegen", &path]);
    assert_eq!(self::code(&output), 2);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("`urn:example:Badge:A` is defined twice"), "{said}");
    assert_eq!(self::code(&program(&["codegen", &url, "--resource-types", &path])), 2);
}

#[test]
fn an_org_plays_use_cases_and_provisions_many() {
    let url = http(crate::okta::service(), |_, response| response);
    let json = file("okta.json");
    let report = format!("json={}", json.display());
    let output = program(&["okta", &url, "--scenario", "all", "--report", &report]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(out(&output).contains(" 0 failed, 0 warned"), "{}", out(&output));
    let text = fs::read_to_string(json).unwrap();
    assert!(text.contains("\"put.deprovision\"") && text.contains("\"patch.deprovision\""));
    let output =
        program(&["okta", &url, "--scenario", "create", "--scenario", "link", "--dialect", "put"]);
    assert!(out(&output).contains(": 2 passed, 0 failed"), "{}", out(&output));
    // the server is this test
    let pid = std::process::id().to_string();
    let output = program(&["okta", &url, "--provision", "20", "--push", "2x10", "--pid", &pid]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    for phase in ["users ", "groups ", "import ", "clean-up "] {
        assert!(out(&output).contains(phase), "{}", out(&output));
    }
    assert_eq!(
        out(&output).contains(" MiB at most"),
        cfg!(target_os = "linux"),
        "{}",
        out(&output)
    );
    let wrong: [&[&str]; 5] = [
        &["--pid", "1"],
        &["--scenario", "nothing"],
        &["--scenario", "create", "--suite", "spec"],
        &["--push", "2x10"],
        &["--provision", "1", "--push", "2"],
    ];
    for arguments in wrong {
        let output = program(&[&["okta", &url], arguments].concat());
        assert_eq!(code(&output), 2, "{arguments:?}: {}", out(&output));
    }
    let output = program(&["okta", "--list"]);
    assert!(out(&output).contains("--scenario app-as-master"), "{}", out(&output));
}

/// Nothing goes to another machine unless somebody says so: not even a question for its name.
#[test]
fn another_machine_is_left_alone() {
    let modes: [&[&str]; 6] = [
        &["check"],
        &["okta"],
        &["okta", "--suite", "spec"],
        &["okta", "--scenario", "create"],
        &["okta", "--provision", "1"],
        &["entra"],
    ];
    for mode in modes {
        let url = "https://scim.example.invalid/v2";
        let output = program(&[&mode[..1], &[url], &mode[1..]].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        let why = format!("error: `{url}` is not on this machine, ");
        assert!(said.starts_with(&why) && said.contains("`--allow-writes`"), "{mode:?}: {said}");
        assert_eq!((code(&output), out(&output).as_str()), (2, ""), "{mode:?}");
    }
}
