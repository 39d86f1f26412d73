//! Pages (RFC 7644 section 3.4.2.4).

use super::{Held, Model};
use crate::live::attribute::get;
use crate::live::{Ask, Verdict};
use serde_json::Value;

impl Model<'_, '_> {
    /// Expects the pages of what has a text of the case to have each resource once, and no more
    /// than `count` each.
    pub(super) fn pages(&mut self, field: usize, count: usize) -> Verdict {
        let (Some(attribute), Some(Value::String(_))) =
            (self.fields.singular.get(field).cloned(), self.value(field, 0))
        else {
            return Ok(());
        };
        let begin = format!("{} ", self.tag);
        let filter = format!("{} sw {}", attribute.path(), Value::from(&*begin));
        let holds = |held: &&Held| {
            let value = held.values.get(field).and_then(Option::as_ref);
            value.and_then(Value::as_str).is_some_and(|text| text.starts_with(&begin))
        };
        let all = self.held.iter().flatten().filter(holds);
        let mut expected: Vec<String> = all.map(|held| held.made.id.clone()).collect();
        let mut found: Vec<String> = Vec::new();
        // an empty page more than there can be
        for _ in 0..=expected.len() {
            let start = (found.len() + 1).to_string();
            let ask = Ask::get(self.session.kind().endpoint()).query("filter", &filter);
            let ask = ask.query("startIndex", &start).query("count", &count.to_string());
            let answer = self.session.send(&ask)?;
            let page = answer.expect_list()?;
            if page.len() > count {
                let found = page.len().to_string();
                return Err(answer.failed(format!("{count} resources at most"), found));
            }
            if !answer.has_total(expected.len() as u64) {
                let found = answer.total().map_or("none".to_owned(), |total| total.to_string());
                return Err(answer.failed(format!("`totalResults` {}", expected.len()), found));
            }
            let ids = page.iter().filter_map(|one| get(one, "id")?.as_str());
            found.extend(ids.map(str::to_owned));
            if page.is_empty() || found.len() >= expected.len() {
                found.sort_unstable();
                expected.sort_unstable();
                if found == expected {
                    return Ok(());
                }
                let told = |ids: &[String]| ids.join(", ");
                let expected = format!("the pages of `{filter}` to have {}", told(&expected));
                return Err(answer.failed(expected, told(&found)));
            }
        }
        Ok(())
    }
}
