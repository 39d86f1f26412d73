//! A list read page by page, as Okta reads it: a hundred at a time, whatever came.

use crate::live::{Ask, member};
use crate::okta::org::Org;
use crate::okta::provision::listed;
use crate::okta::task::Task;
use crate::okta::wire::{Finding, usable_id};
use serde_json::Value;
use std::collections::BTreeSet;

/// How many resources a page has.
const PAGE: u64 = 100;

/// After so many pages, a list is taken to have no end.
const MOST: u64 = 20_000;

/// All pages of a list.
#[derive(Default)]
pub(in crate::okta) struct Pages {
    /// Each once, as the first page has it.
    pub(in crate::okta) resources: Vec<Value>,
    /// `Date` of the first answer.
    pub(super) date: Option<String>,
    /// The exchange that had the last page.
    pub(super) last: usize,
}

impl Org {
    pub(in crate::okta) fn pages(
        &mut self,
        what: &str,
        endpoint: &str,
        filter: Option<&str>,
    ) -> Result<Pages, Task> {
        let mut pages = Pages::default();
        let (mut seen, mut start, mut empty) = (BTreeSet::new(), 1_u64, 0);
        let (mut first_total, mut steady, mut twice) = (None, true, 0_u64);
        loop {
            let mut ask = Ask::get(endpoint);
            if let Some(filter) = filter {
                ask = ask.query("filter", filter);
            }
            let ask = ask.query("startIndex", &start.to_string());
            let answer = self.ask_well(what, &ask.query("count", &PAGE.to_string()))?;
            let page = listed(what, &answer)?;
            pages.last = answer.index();
            if start == 1 {
                pages.date = answer.header("date").map(str::to_owned);
            }
            let length = u64::try_from(page.len()).unwrap_or(u64::MAX);
            // text in the place of a number is a finding of its own
            let total = member(answer.json(), "totalResults").and_then(|total| {
                total.as_u64().or_else(|| total.as_str().and_then(|text| text.parse().ok()))
            });
            let total = total.unwrap_or(length);
            steady &= *first_total.get_or_insert(total) == total;
            let mut find = |fails: bool, text: &str| {
                self.wire.find(Finding { fails, text: text.to_owned(), exchange: answer.index() });
            };
            if length > PAGE {
                find(true, "a page has more than the 100 resources that are asked for");
            }
            if length < PAGE && start.saturating_add(length) <= total {
                let text = "a page has fewer than 100 resources while there are more: Okta goes on \
                            at `startIndex` + 100, and misses some";
                find(false, text);
            }
            empty = if page.is_empty() { empty + 1 } else { 0 };
            let (before, is_page) = (pages.resources.len(), !page.is_empty());
            for resource in page {
                if seen.insert(key(&resource)) {
                    pages.resources.push(resource);
                } else if usable_id(&resource).is_some() {
                    twice += 1;
                }
            }
            start += PAGE;
            // what does not heed `count` has sent all there is, and would again for each page
            if start > total || length > PAGE {
                break;
            }
            if is_page && pages.resources.len() == before {
                find(true, "a page has only resources that earlier pages have");
                break;
            }
            if empty == 3 || start > MOST * PAGE {
                find(true, "`totalResults` of a list promises what no page has");
                break;
            }
        }
        if twice > 0 && steady {
            let text = "a list has a resource twice: the order of its pages is not stable";
            let exchange = pages.last;
            self.wire.find(Finding { fails: true, text: text.to_owned(), exchange });
        }
        Ok(pages)
    }
}

/// By what a resource is known: its id, or all of it where it has none.
fn key(resource: &Value) -> String {
    member(resource, "id").filter(|id| !id.is_null()).unwrap_or(resource).to_string()
}
