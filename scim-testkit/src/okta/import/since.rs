//! Incremental imports: only what has changed, by `meta.lastModified`.

use super::{Import, mark};
use crate::okta::org::Org;
use crate::okta::task::Task;
use crate::okta::wire::usable_id;
use scim_schema::value::DateTime;

/// How far an incremental import looks back before the last one began. What it finds a second time
/// is known by its version.
const OVERLAP: i64 = 2;

impl Org {
    /// Imports the users that changed since the last import began; all of them, where there was
    /// none or the server refuses the filter with `400`.
    ///
    /// Okta itself does not do so with SCIM yet: this is how it is planned.
    ///
    /// # Errors
    /// When the server does not answer lists.
    pub fn import_changes(&mut self) -> Result<Import, Task> {
        let Some(since) = self.watermark.clone() else { return self.import() };
        let began = self.clock().now();
        let filter = format!("meta.lastModified ge \"{since}\"");
        let pages = match self.pages("import changes", "/Users", Some(&filter)) {
            Err(task) if matches!(task.status(), Some(400 | 501)) => return self.import(),
            result => self.done(result)?,
        };
        self.watermark = Some(watermark(pages.date.as_deref(), &began));
        let mut import = Import::default();
        self.index();
        for resource in &pages.resources {
            let known = usable_id(resource).and_then(|id| self.imported.get(id));
            if known.is_some_and(|known| mark(known) == mark(resource)) {
                continue;
            }
            import.scanned += 1;
            self.take(resource, &pages, &mut import);
        }
        Ok(import)
    }
}

/// The time of the server, or else ours, less the overlap.
pub(super) fn watermark(date: Option<&str>, ours: &DateTime) -> String {
    let seconds = date.and_then(of_http).unwrap_or_else(|| ours.unix_seconds());
    let back = DateTime::from_unix(seconds.saturating_sub(OVERLAP), 0);
    back.unwrap_or_else(|| ours.clone()).as_str().to_owned()
}

/// Seconds of a date as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
fn of_http(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (_, rest) = text.split_once(", ")?;
    let mut words = rest.split(' ');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let (time, zone) = (words.next()?, words.next()?);
    let month = MONTHS.iter().position(|known| *known == month)? + 1;
    if zone != "GMT" {
        return None;
    }
    let text = format!("{year}-{month:02}-{day}T{time}Z");
    DateTime::parse(&text).ok().map(|date| date.unix_seconds())
}

#[cfg(test)]
mod tests {
    use super::of_http;

    #[test]
    fn a_date_of_http_is_an_instant() {
        assert_eq!(of_http("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        for text in ["", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Foo 1994 08:49:37 GMT"] {
            assert_eq!(of_http(text), None, "{text}");
        }
    }
}
