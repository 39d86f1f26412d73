//! The XML of `JUnit`, which CI systems read: a suite for each area, a case for each check.

use super::area::{areas, counted};
use super::{Report, Status};
use std::fmt::Write;

impl Report {
    /// The report as the XML of `JUnit`. Warnings and information are output of cases that passed.
    #[must_use]
    pub fn to_junit(&self) -> String {
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let all = &self.summary;
        // writing to a string does not fail
        let _ = writeln!(
            xml,
            "<testsuites name=\"scim-testkit {}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">",
            escaped(&self.url),
            self.checks.len(),
            all.failed,
            all.skipped
        );
        for (area, checks) in areas(&self.checks) {
            let count = counted(&checks);
            let _ = writeln!(
                xml,
                "  <testsuite name=\"{area}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">",
                checks.len(),
                count.failed,
                count.skipped
            );
            for check in checks {
                let _ = write!(
                    xml,
                    "    <testcase classname=\"{area}\" name=\"{}: {}\"",
                    check.id,
                    escaped(check.title)
                );
                let message = escaped(&check.message);
                let _ = match check.status {
                    Status::Passed if message.is_empty() => writeln!(xml, "/>"),
                    Status::Skipped => {
                        writeln!(xml, "><skipped message=\"{message}\"/></testcase>")
                    }
                    Status::Failed => writeln!(
                        xml,
                        "><failure message=\"{message}\">{}</failure></testcase>",
                        escaped(&super::text::detail(check))
                    ),
                    Status::Passed | Status::Warned | Status::Informed => writeln!(
                        xml,
                        "><system-out>{}: {message}</system-out></testcase>",
                        check.status
                    ),
                };
            }
            xml.push_str("  </testsuite>\n");
        }
        xml.push_str("</testsuites>\n");
        xml
    }
}

/// As text or an attribute of XML 1.0, which has no control characters.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
