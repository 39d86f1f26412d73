//! The HTML report, and a service's page for people, in a browser.

use crate::report::broken;
use crate::serve;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{MemoryStore, ReferencePage, ScimService};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The browser; none if this machine has none, which it says.
#[expect(clippy::print_stderr, reason = "says why a test did nothing")]
fn chromium() -> Option<&'static str> {
    let browser = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        let found = Command::new(name).arg("--version").stdout(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    });
    if browser.is_none() {
        eprintln!("skipped: there is no chromium");
    }
    browser
}

/// The page as the browser has it after its script ran.
fn rendered(browser: &str, directory: &Path, page: &Path, fragment: &str) -> String {
    let profile = directory.join(format!("profile{}", fragment.len()));
    opened(browser, &profile, &format!("file://{}{fragment}", page.display())).0
}

/// What the browser has of a URL, and what it says on its console.
fn opened(browser: &str, profile: &Path, url: &str) -> (String, String) {
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-sync", "--dump-dom"])
        .args(["--enable-logging=stderr", "--log-level=0"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(url)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

/// A browser takes the page for a whole one, under its own policy; of one with another style it
/// says that the policy forbids it.
#[test]
fn the_guide_of_a_service_shows() {
    let Some(browser) = chromium() else { return };
    let service = ScimService::builder()
        .resource(MemoryStore::<User>::new())
        .resource(MemoryStore::<Group>::new())
        .unauthenticated()
        .reference_page(ReferencePage::at("/docs").title("Acme <Workspaces>").public())
        .build();
    let (directory, forbidden) = (directory("guide"), "Content Security Policy directive");
    let url = serve::http(service.clone(), |_, response| response);
    let (dom, said) = opened(browser, &directory.join("whole"), &format!("{url}/docs"));
    assert!(dom.contains("<h1>Acme &lt;Workspaces&gt;</h1>"), "{dom}");
    assert!(dom.contains("<section id=\"okta\">") && dom.ends_with("</html>\n"), "{dom}");
    assert!(!said.contains(forbidden), "{said}");
    let url = serve::http(service, |_, response| {
        let changed = String::from_utf8_lossy(response.body()).replace("--ground", "--grounds");
        let mut response = response.map(|_| changed.into());
        response.headers_mut().remove("content-length");
        response
    });
    let (_, said) = opened(browser, &directory.join("changed"), &format!("{url}/docs"));
    assert!(said.contains(forbidden), "{said}");
}

fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&directory).unwrap();
    directory
}

#[test]
fn the_page_shows_and_searches() {
    let Some(browser) = chromium() else { return };
    let (directory, report) = (directory("page"), broken());
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
