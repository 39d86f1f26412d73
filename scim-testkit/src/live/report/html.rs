//! One page of HTML that needs no network.

use super::section::sections;
use super::{Outcome, Report, Status, Summary};
use crate::live::Recorded;
use crate::requirement;
use serde_json::Value;
use std::fmt::Write;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

impl Report {
    /// The report as a page of HTML with its style and script in it.
    #[must_use]
    pub fn to_html(&self) -> String {
        let verdict = if self.is_conformant() { "conformant" } else { "not conformant" };
        let mut page = String::with_capacity(1 << 16);
        // writing to a string does not fail
        let _ = write!(
            page,
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>SCIM conformance of {url}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header>\n<p class=\"kicker\">SCIM 2.0 conformance</p>\n<h1>{url}</h1>\n\
             <p class=\"verdict {class}\">{verdict}</p>\n",
            url = escaped(&self.url),
            class = if self.is_conformant() { "passed" } else { "failed" },
        );
        self.write_totals(&mut page);
        for remark in self.remarks() {
            let _ = writeln!(page, "<p class=\"note\">{}</p>", escaped(&remark));
        }
        page.push_str("</header>\n<main>\n");
        for section in sections(&self.checks) {
            let count = Summary::of(section.checks.iter().copied());
            let _ = writeln!(
                page,
                "<section>\n<h2>{} <span class=\"count\">{}</span></h2>",
                escaped(&section.heading()),
                bar(&count)
            );
            for check in section.checks {
                write_check(&mut page, check);
            }
            page.push_str("</section>\n");
        }
        let _ = write!(
            page,
            "<p id=\"nothing\" hidden>No check is like that.</p>\n</main>\n\
             <footer>scim-testkit {} · run {}</footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION"),
            escaped(&self.run)
        );
        page
    }

    fn write_totals(&self, page: &mut String) {
        page.push_str("<div class=\"totals\">\n");
        for (status, count) in counts(&self.summary) {
            let _ = writeln!(
                page,
                "<label class=\"{status}\"><input type=\"checkbox\" value=\"{status}\" checked>\
                 <b>{count}</b> {status}</label>"
            );
        }
        page.push_str(
            "</div>\n<input id=\"search\" type=\"search\" placeholder=\"Search checks, requirements, messages\" \
             aria-label=\"Search\">\n",
        );
    }
}

fn counts(summary: &Summary) -> [(Status, usize); 5] {
    [
        (Status::Failed, summary.failed),
        (Status::Warned, summary.warned),
        (Status::Informed, summary.informed),
        (Status::Skipped, summary.skipped),
        (Status::Passed, summary.passed),
    ]
}

/// The counts that are not 0.
fn bar(summary: &Summary) -> String {
    let shown = counts(summary).into_iter().filter(|(_, count)| *count > 0);
    shown
        .map(|(status, count)| format!("<span class=\"{status}\">{count} {status}</span>"))
        .collect::<Vec<_>>()
        .join(" ")
}

fn write_check(page: &mut String, check: &Outcome) {
    let status = check.status;
    let open = if status == Status::Failed { " open" } else { "" };
    let _ = write!(
        page,
        "<details class=\"check {status}\" data-status=\"{status}\"{open}>\n\
         <summary><span class=\"badge {status}\">{status}</span> <span class=\"title\">{}</span> \
         <code>{}</code></summary>\n<div class=\"body\">\n",
        escaped(check.title),
        check.id
    );
    if !check.message.is_empty() {
        let _ = writeln!(page, "<p class=\"message\">{}</p>", escaped(&check.message));
    }
    page.push_str("<ul class=\"requirements\">\n");
    for id in check.requirements {
        match requirement::get(id) {
            Some(found) => {
                let _ = writeln!(
                    page,
                    "<li><code>{id}</code> <b>{}</b> {} <a href=\"https://www.rfc-editor.org/rfc/rfc{}#section-{}\" \
                     rel=\"noreferrer\">RFC {} section {}</a></li>",
                    found.level,
                    escaped(found.text),
                    found.rfc(),
                    found.section(),
                    found.rfc(),
                    found.section()
                );
            }
            None => {
                let _ = writeln!(page, "<li><code>{}</code></li>", escaped(id));
            }
        }
    }
    page.push_str("</ul>\n");
    for (index, exchange) in check.exchanges.iter().enumerate() {
        write_exchange(page, exchange, check.exchange == Some(index));
    }
    page.push_str("</div>\n</details>\n");
}

fn write_exchange(page: &mut String, exchange: &Recorded, shows: bool) {
    let open = if shows { " open" } else { "" };
    let _ = write!(
        page,
        "<details class=\"exchange\"{open}><summary><code>{}</code></summary>\n<pre>{}</pre>\n",
        escaped(&exchange.line()),
        escaped(&request(exchange))
    );
    if let Some(reply) = &exchange.reply {
        let mut text = format!("HTTP {}\n", reply.status);
        write_message(&mut text, &reply.headers, &reply.body);
        let _ = writeln!(page, "<pre>{}</pre>", escaped(&text));
    }
    let _ = writeln!(page, "<pre class=\"curl\">{}</pre></details>", escaped(&exchange.curl()));
}

fn request(exchange: &Recorded) -> String {
    let mut text = format!("{} {}\n", exchange.method, exchange.url);
    write_message(&mut text, &exchange.headers, &exchange.body);
    text
}

fn write_message(text: &mut String, headers: &[(String, String)], body: &str) {
    for (name, value) in headers {
        let _ = writeln!(text, "{name}: {value}");
    }
    if !body.is_empty() {
        let pretty = serde_json::from_str::<Value>(body).ok();
        let pretty = pretty.and_then(|json| serde_json::to_string_pretty(&json).ok());
        let _ = write!(text, "\n{}", pretty.as_deref().unwrap_or(body));
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\0' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
