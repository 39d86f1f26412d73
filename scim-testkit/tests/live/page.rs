//! The HTML report in a browser, and a service's page for people under its policy: see `guide` for
//! what is on it.

use crate::report::broken;
use crate::serve;
use scim_schema::rfc::{Group, User};
use scim_schema::service::{MemoryStore, ReferencePage, ScimService};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The browser; none if this machine has none, which it says.
#[expect(clippy::print_stderr, reason = "says why a test did nothing")]
pub(crate) fn chromium() -> Option<&'static str> {
    let browser = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        let found = Command::new(name).arg("--version").stdout(Stdio::null()).status();
        found.is_ok_and(|status| status.success())
    });
    if browser.is_none() {
        // a machine that is said to have one must
        assert!(env::var_os("SCIM_REQUIRE_CHROMIUM").is_none(), "there is no chromium");
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
pub(crate) fn opened(browser: &str, profile: &Path, url: &str) -> (String, String) {
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

pub(crate) fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&directory).unwrap();
    directory
}

/// A page with a script of the test's own at its end, which writes what it finds into the title.
pub(crate) fn probed(browser: &str, name: &str, html: &str, script: &str) -> Value {
    let probe =
        format!("<script>document.title = JSON.stringify((() => {{ {script} }})());</script>");
    titled(browser, name, &html.replace("</body>", &format!("{probe}</body>")))
}

/// What a script of a page wrote into its title.
pub(crate) fn titled(browser: &str, name: &str, html: &str) -> Value {
    let directory = directory(name);
    let page = directory.join("report.html");
    fs::write(&page, html).unwrap();
    title(&rendered(browser, &directory, &page, ""))
}

/// The title, as JSON.
pub(crate) fn title(dom: &str) -> Value {
    let title = dom.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next());
    let title = title.unwrap_or_else(|| panic!("{dom}"));
    let title = title.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">");
    serde_json::from_str(&title.replace("&amp;", "&")).unwrap_or_else(|_| panic!("{title}"))
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

/// What a reader sees: the totals, the sections in the order of the RFCs, a failure open at the
/// exchange that shows it, what a click opens, and a box that hides what passed.
#[test]
fn the_page_has_totals_sections_and_exchanges() {
    let Some(browser) = chromium() else { return };
    let report = broken();
    let seen = probed(
        browser,
        "shown",
        &report.to_html(),
        r#"
        const all = query => [...document.querySelectorAll(query)];
        const shown = element => element.checkVisibility({contentVisibilityAuto: true});
        const status = check => check.dataset.status;
        const failed = all("details.check.failed")
            .find(check => check.querySelector("summary code").textContent === "create.status");
        const exchange = failed.querySelector("details.exchange");
        const open = {check: failed.open, exchange: exchange.open, pre: shown(exchange.querySelector("pre"))};
        const warned = all("details.check:not(.failed)")
            .find(check => check.querySelector("details.exchange:not([open])"));
        const before = warned.open;
        warned.querySelector("summary").click();
        const one = warned.querySelector("details.exchange:not([open])");
        const closed = one.open;
        one.querySelector("summary").click();
        const click = [before, warned.open, closed, one.open];
        const totals = Object.fromEntries(all(".totals label").map(label =>
            [label.querySelector("input").value, Number(label.querySelector("b").textContent)]));
        const headings = all("section h2").map(heading => heading.firstChild.textContent.trim());
        const sections = all("section").map(section => [...section.querySelectorAll("details.check")].length);
        const box = document.querySelector('.totals input[value="passed"]');
        box.click();
        const left = all("details.check").filter(shown).map(status);
        box.click();
        const again = all("details.check").filter(shown).length;
        return {open, click, totals, headings, sections, left, again,
            curl: exchange.querySelector(".curl").textContent, verdict: document.querySelector(".verdict").textContent};
    "#,
    );
    let summary = serde_json::to_value(report.summary).unwrap();
    assert_eq!(seen["totals"], summary);
    assert_eq!(seen["verdict"], "not conformant");
    assert_eq!(seen["open"], json!({"check": true, "exchange": true, "pre": true}));
    assert_eq!(seen["click"], json!([false, true, false, true]), "{seen}");
    assert!(seen["curl"].as_str().unwrap().starts_with("curl -i -X POST"), "{seen}");
    let left = seen["left"].as_array().unwrap();
    assert_eq!(left.len(), report.checks.len() - report.summary.passed);
    assert!(!left.contains(&json!("passed")), "{seen}");
    assert_eq!(seen["again"], report.checks.len());
    let sections = seen["sections"].as_array().unwrap().iter().map(|count| count.as_u64().unwrap());
    assert_eq!(sections.sum::<u64>(), report.checks.len() as u64);
    // RFC 7643 before 7644, section 3.2 before 3.10
    let headings = seen["headings"].as_array().unwrap().iter().map(|one| one.as_str().unwrap());
    let number = |text: &str| -> Option<Vec<u32>> {
        text.split('.').map(|number| number.parse().ok()).collect()
    };
    let numbers: Vec<Vec<u32>> = headings
        .filter_map(|heading| {
            let (rfc, rest) = heading.strip_prefix("RFC ")?.split_once(", ")?;
            let section = rest.split(':').next()?;
            Some([number(rfc)?, number(section)?].concat())
        })
        .collect();
    assert!(numbers.len() > 10, "{seen}");
    assert!(numbers.is_sorted(), "{numbers:?}");
}

/// A dark page on a dark screen: the ground is dark and the text light, and the other way round.
#[test]
fn the_page_is_light_or_dark_as_the_screen_is() {
    let Some(browser) = chromium() else { return };
    // as `prefers-color-scheme` would choose
    let bright = |scheme: &str| {
        let html = broken().to_html();
        assert!(html.contains("color-scheme: light dark;"));
        let html = html.replace("color-scheme: light dark;", &format!("color-scheme: {scheme};"));
        let seen = probed(
            browser,
            scheme,
            &html,
            r#"
            const bright = colour => colour.match(/[\d.]+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3;
            const of = (query, name) => bright(getComputedStyle(document.querySelector(query))[name]);
            return [of("body", "backgroundColor"), of("body", "color"), of("details.check", "backgroundColor"),
                of(".badge.failed", "color"), of("pre", "backgroundColor")];
        "#,
        );
        let seen = seen.as_array().unwrap().iter().map(|one| one.as_f64().unwrap());
        seen.collect::<Vec<_>>()
    };
    let (light, dark) = (bright("light"), bright("dark"));
    let is = |colours: &[f64], dark: bool| {
        let [ground, ink, card, failed, pre] = colours else { panic!("{colours:?}") };
        let apart = |text: &f64, ground: &f64| (text - ground).abs() > 80.0;
        assert_eq!(*ground < 100.0, dark, "{colours:?}");
        assert!(apart(ink, ground) && apart(ink, card) && apart(ink, pre), "{colours:?}");
        assert!(apart(failed, card), "{colours:?}");
    };
    is(&light, false);
    is(&dark, true);
}

#[test]
fn the_page_needs_no_network() {
    let html = broken().to_html();
    for part in ["src=\"http", "@import", "url(", "<link"] {
        assert!(!html.contains(part), "{part}");
    }
    assert!(html.contains("default-src 'none'"));
}
