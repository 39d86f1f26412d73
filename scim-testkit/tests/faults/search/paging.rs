//! Engines that page wrongly.

use crate::fault::{Fault, Wrong, fault};
use scim_schema::query::{Page, Query};
use scim_schema::resource::ScimResource;
use scim_testkit::law::{Engine as _, Law, Shipped};

/// The same search for all of what it finds.
fn whole<R: ScimResource>(resources: &[R], query: &Query<R>) -> Vec<R> {
    let (mut all, most) = (Query::all(scim_schema::limits::Limits::DEFAULT), resources.len() + 1);
    if let Some(filter) = query.filter() {
        all = all.with_filter(filter.clone());
    }
    if let Some(sort) = query.sort() {
        all = all.with_sort(sort.clone());
    }
    if query.by_cursor() {
        all = all.with_cursor(None);
    }
    all.with_count(most).run_cloned(resources).resources().to_vec()
}

fn again<R>(page: &Page<R>, resources: Vec<R>) -> Page<R> {
    match page.has_more() {
        Some(more) => Page::by_cursor(resources, page.total_results(), more),
        None => Page::new(resources, page.total_results().unwrap_or_default()),
    }
}

/// From which resource to which a page is.
fn range<R: ScimResource>(query: &Query<R>) -> (usize, usize) {
    let start = usize::try_from(query.start_index()).unwrap_or(usize::MAX).saturating_sub(1);
    (start, start.saturating_add(query.count()))
}

macro_rules! pages { ($law:expr; $($name:literal, $requirement:literal, $wrong:expr;)*) => {
    vec![$( fault::<R>($name, $requirement, $law, Wrong::Search($wrong)) ),*]
} }

pub(crate) fn paging<R: ScimResource>(law: &'static Law, by_cursor: &'static Law) -> Vec<Fault<R>> {
    let mut faults = pages![law;
        "a page has one more than `count`", "7644-3.4.2.4-06", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.by_cursor() {
                return page;
            }
            let (start, end) = range(query);
            let found = whole(resources, query).into_iter().take(end + 1).skip(start);
            again(&page, found.collect())
        };
        "the last resource is on no page", "7644-3.4.2.4-12", |resources, query| {
            let page = Shipped.search(resources, query);
            let all = whole(resources, query);
            let mut found = page.resources().to_vec();
            let last = all.last().map(|one| one.id().to_string());
            if all.len() > 1 {
                found.retain(|one| Some(one.id().to_string()) != last);
            }
            again(&page, found)
        };
        "`startIndex` counts from 0", "7644-3.4.2.4-11", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.by_cursor() {
                return page;
            }
            let (start, end) = range(query);
            let found = whole(resources, query).into_iter().skip(start + 1);
            again(&page, found.take(end - start).collect())
        };
        "a count of 0 returns one", "7644-3.4.2.4-05", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.count() > 0 {
                return page;
            }
            again(&page, whole(resources, query).into_iter().take(1).collect())
        };
        "a count of 0 returns all", "7644-3.4.2.4-05", |resources, query| {
            let page = Shipped.search(resources, query);
            if query.count() > 0 {
                return page;
            }
            again(&page, whole(resources, query))
        };
        "`totalResults` is that of the page", "7644-3.4.2.4-10", |resources, query| {
            let page = Shipped.search(resources, query);
            let (found, more) = (page.resources().to_vec(), page.has_more());
            let total = found.len() as u64;
            match more {
                Some(more) => Page::by_cursor(found, Some(total), more),
                None => Page::new(found, total),
            }
        };
        "`totalResults` is that of everything", "7644-3.4.2.4-10", |resources, query| {
            let page = Shipped.search(resources, query);
            let (found, total) = (page.resources().to_vec(), resources.len() as u64);
            match page.has_more() {
                Some(more) => Page::by_cursor(found, Some(total), more),
                None => Page::new(found, total),
            }
        };
        "`totalResults` is what follows", "7644-3.4.2.4-13", |resources, query| {
            let page = Shipped.search(resources, query);
            let total = page.total_results().unwrap_or_default();
            if query.by_cursor() {
                return page;
            }
            let (start, _) = range(query);
            Page::new(page.resources().to_vec(), total.saturating_sub(start as u64))
        };
        "past the end is the last page", "7644-3.4.2.4-13", |resources, query| {
            let page = Shipped.search(resources, query);
            let all = whole(resources, query);
            let (start, _) = range(query);
            if query.by_cursor() || start < all.len() || query.count() == 0 {
                return page;
            }
            again(&page, all.into_iter().rev().take(1).collect())
        };
        "a page is cut before it is sorted", "7644-3.4.2.3-03", |resources, query| {
            let page = Shipped.search(resources, query);
            let Some(sort) = query.sort().filter(|_| !query.by_cursor()) else { return page };
            let matching = |one: &&R| query.filter().is_none_or(|filter| filter.matches(one));
            let (start, end) = range(query);
            let found = resources.iter().filter(matching).take(end).skip(start);
            let mut found: Vec<R> = found.cloned().collect();
            found.sort_by(|a, b| sort.compare(a, b));
            again(&page, found)
        };
        "a page is cut before it is filtered", "7644-3.4.2.2-04", |resources, query| {
            let page = Shipped.search(resources, query);
            let filtered = query.filter().is_some() && query.sort().is_none();
            if !filtered || query.by_cursor() {
                return page;
            }
            let (start, end) = range(query);
            let cut = resources.iter().take(end).skip(start);
            let matching = |one: &&R| query.filter().is_none_or(|filter| filter.matches(one));
            again(&page, cut.filter(matching).cloned().collect())
        };
        "pages are sorted by the key alone", "7644-3.4.2.3-03", |resources, query| {
            let page = Shipped.search(resources, query);
            let Some(sort) = query.sort().filter(|_| !query.by_cursor()) else { return page };
            let (start, end) = range(query);
            let mut all = whole(resources, query);
            if start > 0 {
                // where the order is not total, each page may have its own
                all.reverse();
                all.sort_by(|a, b| {
                    sort.order().compare(sort.key().of(a).as_ref(), sort.key().of(b).as_ref())
                });
            }
            again(&page, all.into_iter().take(end).skip(start).collect())
        };
    ];
    faults.extend(pages![by_cursor;
        "a page by cursor begins with the last of the one before", "9865-2-07",
        |resources, query| {
            let page = Shipped.search(resources, query);
            let (Some(first), true) = (page.resources().first(), query.after().is_some()) else {
                return page;
            };
            let all = whole(resources, query);
            let ids: Vec<String> = all.iter().map(|one| one.id().to_string()).collect();
            let at = ids.iter().position(|id| *id == first.id().to_string()).unwrap_or(0);
            let found = all.into_iter().skip(at.saturating_sub(1)).take(page.resources().len());
            again(&page, found.collect())
        };
        "a page by cursor skips what is equal to the last of the one before", "9865-2-07",
        |resources, query| {
            let page = Shipped.search(resources, query);
            let (Some(after), Some(sort)) = (query.after(), query.sort()) else { return page };
            let mut found = page.resources().to_vec();
            found.retain(|one| sort.key().of(one).as_ref() != after.key.as_ref());
            again(&page, found)
        };
        "there is always a next page", "9865-2-08", |resources, query| {
            let page = Shipped.search(resources, query);
            match page.has_more() {
                Some(_) => Page::by_cursor(page.resources().to_vec(), page.total_results(), true),
                None => page,
            }
        };
        "a full page is the last", "9865-2-07", |resources, query| {
            let page = Shipped.search(resources, query);
            let full = page.resources().len() == query.count();
            match page.has_more() {
                Some(more) => {
                    let more = more && !full;
                    Page::by_cursor(page.resources().to_vec(), page.total_results(), more)
                }
                None => page,
            }
        };
        "a page by cursor ignores the filter", "9865-2-13", |resources, query| {
            let page = Shipped.search(resources, query);
            match (query.after(), query.filter()) {
                (Some(after), Some(_)) => {
                    let mut all = Query::all(scim_schema::limits::Limits::DEFAULT);
                    if let Some(sort) = query.sort() {
                        all = all.with_sort(sort.clone());
                    }
                    let all = all.with_cursor(Some(after.clone())).with_count(query.count());
                    all.run_cloned(resources)
                }
                _ => page,
            }
        };
    ]);
    faults
}
