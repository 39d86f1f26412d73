//! What a run made is deleted, however it ends.

use super::{code, file, out, program};
use crate::serve::{http, raw, read, service};
use std::fs;
#[cfg(unix)]
use std::process::Command;

/// DELETE fails at first, so the journal stays, and says what is left; later it succeeds.
#[test]
fn a_journal_finishes_the_clean_up() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    let (works, service) = (Arc::new(AtomicBool::new(false)), service());
    let (flag, held) = (Arc::clone(&works), service.clone());
    let url = raw(move |stream| {
        use std::io::Write;
        let Some(request) = read(stream) else { return };
        let broken = request.method() == http::Method::DELETE && !flag.load(Ordering::Relaxed);
        let answer = if broken {
            b"HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n".to_vec()
        } else {
            crate::serve::answered(&held, request)
        };
        let _ = stream.write_all(&answer);
    });
    let (journal, json) = (file("run.journal"), file("left.json"));
    let output = program(&[
        "check",
        &url,
        "--only",
        "create.status",
        "--journal",
        &journal.display().to_string(),
        "--report",
        &format!("json={}", json.display()),
    ]);
    let report = crate::report::expect_valid(&fs::read_to_string(json).unwrap());
    assert!(!report["left"].as_array().unwrap().is_empty(), "{report}");
    assert!(out(&output).contains("left behind: "), "{}", out(&output));
    assert!(out(&output).contains("scim-testkit cleanup "), "{}", out(&output));
    // somebody else's
    let request = http::Request::post("/Users").header("content-type", "application/scim+json");
    let body =
        r#"{"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": "other"}"#;
    let made = scim_testkit::Exchange::of(&service, request.body(body.to_owned()).unwrap());
    assert_eq!(made.status(), 201);
    works.store(true, Ordering::Relaxed);
    let output = program(&["cleanup", &journal.display().to_string()]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(!journal.exists());
    let request = http::Request::get("/Users").body(String::new()).unwrap();
    let list = scim_testkit::Exchange::of(&service, request).json();
    assert_eq!(list["totalResults"], 1, "{list}");
    assert_eq!(list["Resources"][0]["userName"], "other");
}

/// The program is killed after it made some resources and while it makes another, of which it was
/// never told; the journal leads to all of them, and to nothing else.
#[cfg(unix)]
#[test]
fn a_killed_run_is_cleaned_up_by_its_journal() {
    use crate::busy::{bystander, users};
    use std::process::Stdio;
    use std::sync::Mutex;
    use std::sync::mpsc::channel;
    let service = service();
    let before = bystander(&service);
    let (sender, third) = channel();
    let (made, held) = (Mutex::new((0, sender)), service.clone());
    let url = raw(move |stream| {
        use std::io::Write;
        let Some(request) = read(stream) else { return };
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        if method == http::Method::DELETE {
            let _ = stream.write_all(b"HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n");
            return;
        }
        let answer = crate::serve::answered(&held, request);
        if (method, &*path) == (http::Method::POST, "/Users") && answer.starts_with(b"HTTP/1.1 201")
        {
            let mut made = made.lock().unwrap();
            made.0 += 1;
            if made.0 == 3 {
                let _ = made.1.send(());
                // it is there, and the program is not told before it ends
                drop(made);
                std::thread::sleep(std::time::Duration::from_secs(60));
            }
        }
        let _ = stream.write_all(&answer);
    });
    let journal = file("killed.journal");
    let mut child = Command::new(env!("CARGO_BIN_EXE_scim-testkit"))
        .args(["check", &url, "--jobs", "1", "--only", "create", "--journal"])
        .arg(&journal)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    third.recv().unwrap();
    child.kill().unwrap();
    assert_eq!(child.wait().unwrap().code(), None);
    let all = users(&service);
    assert_eq!(all.len(), 4, "{all:?}");
    // the same server at the same address, which deletes now
    let text = fs::read_to_string(&journal).unwrap();
    let again = http(service.clone(), |_, response| response);
    fs::write(&journal, text.replace(&url, &again)).unwrap();
    let output = program(&["cleanup", &journal.display().to_string()]);
    assert_eq!(code(&output), 0, "{}", out(&output));
    assert!(!journal.exists());
    assert_eq!(users(&service), ["bystander"]);
    let path = format!("/Users/{}", before["id"].as_str().unwrap());
    let request = http::Request::get(path).body(String::new()).unwrap();
    assert_eq!(scim_testkit::Exchange::of(&service, request).json(), before);
}

/// What is left is told although a report cannot be written: its directory is gone since the run began.
#[test]
fn what_is_left_is_told_before_a_report_fails() {
    let directory = file("gone");
    fs::create_dir_all(&directory).unwrap();
    let (gone, journal) = (directory.clone(), file("gone.journal"));
    let url = http(service(), move |request, response| {
        if request.method() != http::Method::DELETE {
            return response;
        }
        let _ = fs::remove_dir_all(&gone);
        http::Response::builder().status(500).body(bytes::Bytes::new()).unwrap()
    });
    let report = format!("json={}", directory.join("report.json").display());
    let named = journal.display().to_string();
    let command = ["check", &url, "--only", "create.status", "--report", &report];
    let output = program(&[&command[..], &["--journal", &named]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(code(&output), 2, "{said}");
    let told = format!("to delete what is left: scim-testkit cleanup {named}\n");
    assert!(out(&output).ends_with(&told), "{}", out(&output));
    let noted = format!("note: what is made is noted in `{named}`, until it is deleted\n");
    assert!(said.starts_with(&noted) && said.contains("error: cannot write `"), "{said}");
}

/// A second Ctrl-C ends the program at once, and says where to go on.
#[cfg(unix)]
#[test]
fn a_second_interrupt_says_what_cleans_up() {
    use std::process::Stdio;
    use std::sync::Mutex;
    use std::sync::mpsc::channel;
    let (deletes, first) = channel();
    let deletes = Mutex::new(deletes);
    let url = http(service(), move |request, response| {
        if request.method() == http::Method::DELETE {
            let _ = deletes.lock().unwrap().send(());
            std::thread::sleep(std::time::Duration::from_secs(60));
        }
        response
    });
    let journal = file("twice.journal");
    let child = Command::new(env!("CARGO_BIN_EXE_scim-testkit"))
        .args(["check", &url, "--jobs", "1", "--only", "create.status", "--timeout", "60"])
        .arg("--journal")
        .arg(&journal)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    first.recv().unwrap();
    for _ in 0..2 {
        let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 130);
    let said = String::from_utf8_lossy(&output.stderr);
    let told =
        format!("note: to delete what is left: scim-testkit cleanup {}\n", journal.display());
    assert!(said.ends_with(&told), "{said}");
}

/// Ctrl-C ends the run, and what it made is deleted.
#[cfg(unix)]
#[test]
fn an_interrupt_cleans_up() {
    use std::process::Stdio;
    use std::sync::Mutex;
    use std::sync::mpsc::channel;
    let service = service();
    let (made, first) = channel();
    let (made, json) = (Mutex::new(made), file("interrupted.json"));
    let url = http(service.clone(), move |request, response| {
        if request.method() == http::Method::POST {
            let _ = made.lock().unwrap().send(());
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        response
    });
    let mut child = Command::new(env!("CARGO_BIN_EXE_scim-testkit"))
        .args(["check", &url, "--jobs", "1", "--random", "1000", "--report"])
        .arg(format!("json={}", json.display()))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    first.recv().unwrap();
    let kill = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(2));
    let report = crate::report::expect_valid(&fs::read_to_string(json).unwrap());
    assert_eq!(report["interrupted"], true);
    for path in ["/Users", "/Groups"] {
        let request = http::Request::get(path).body(String::new()).unwrap();
        let list = scim_testkit::Exchange::of(&service, request).json();
        assert_eq!(list["totalResults"], 0, "{path}: {list}");
    }
}
