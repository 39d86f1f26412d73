//! The HTML report in a browser.

use crate::report::broken;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The browser; none if this machine has none.
fn chromium() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        let found = Command::new(name).arg("--version").stdout(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    })
}

/// The page as the browser has it after its script ran.
fn rendered(browser: &str, directory: &Path, page: &Path, fragment: &str) -> String {
    let profile = directory.join(format!("profile{}", fragment.len()));
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-sync", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}{fragment}", page.display()))
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn directory() -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page");
    fs::create_dir_all(&directory).unwrap();
    directory
}

#[test]
#[expect(clippy::print_stderr, reason = "says why it did nothing")]
fn the_page_shows_and_searches() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: there is no chromium");
        return;
    };
    let (directory, report) = (directory(), broken());
    let page = directory.join("report.html");
    fs::write(&page, report.to_html()).unwrap();
    let checks = |dom: &str| dom.matches("<details class=\"check").count();
    let hidden = |dom: &str| {
        let all = dom.split("<details class=\"check").skip(1);
        all.filter(|check| check.split('>').next().unwrap().contains("hidden")).count()
    };
    let dom = rendered(browser, &directory, &page, "");
    assert_eq!((checks(&dom), hidden(&dom)), (report.checks.len(), 0));
    let dom = rendered(browser, &directory, &page, "#q=create.status");
    assert_eq!(hidden(&dom), report.checks.len() - 1, "{dom}");
    let dom = rendered(browser, &directory, &page, "#q=nothing-is-like-that");
    assert!(dom.contains("<p id=\"nothing\">"), "{dom}");
}

#[test]
fn the_page_needs_no_network() {
    let html = broken().to_html();
    for part in ["src=\"http", "@import", "url(", "<link"] {
        assert!(!html.contains(part), "{part}");
    }
    assert!(html.contains("default-src 'none'"));
}
