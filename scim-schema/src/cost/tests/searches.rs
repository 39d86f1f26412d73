//! Searches: filter, order, page.

use super::{PARTS, cost, grows, linear, list};
use crate::filter::Options;
use crate::limits::Limits;
use crate::message::SearchRequest;
use crate::query::Query;
use crate::rfc::User;

fn users(count: usize) -> Vec<User> {
    let user = |index: usize| User {
        id: format!("{:08}", (index * 7919) % 100_003),
        user_name: format!("u{}", (index * 31) % 101),
        title: Some("same".into()),
        ..User::default()
    };
    (0..count).map(user).collect()
}

fn query(search: &SearchRequest) -> Query<User> {
    Query::new(search, &Options::default()).unwrap()
}

fn search(change: impl FnOnce(&mut SearchRequest)) -> SearchRequest {
    let mut search = SearchRequest::default();
    change(&mut search);
    search
}

/// What is kept is the page; what is looked at is all there is.
#[test]
fn searches_cost_what_they_look_at() {
    let searches = [
        search(|_| {}),
        search(|search| search.count = Some(0)),
        search(|search| search.filter = Some(r#"userName sw "u1" and title pr"#.into())),
        search(|search| search.start_index = Some(300)),
        search(|search| search.sort_by = Some("userName".into())),
        search(|search| search.sort_by = Some("title".into())),
        search(|search| search.sort_by = Some("emails".into())),
        search(|search| {
            search.sort_by = Some("userName".into());
            search.sort_order = Some("descending".into());
            search.start_index = Some(1 << 40);
        }),
    ];
    for search in searches {
        let query = query(&search).with_count(10);
        linear(&format!("{search:?}"), users, |users| query.run_cloned(users));
        // a page takes no more memory where there is more to find
        if search.start_index.is_none() && search.sort_by.is_none() {
            let costs = [PARTS, 4 * PARTS].map(|count| {
                let users = users(count);
                cost(|| query.run_cloned(&users))
            });
            assert_eq!(costs[0].peak, costs[1].peak, "{search:?} {costs:?}");
        }
    }
    // sorted pages hold as many as the end of the page is from the beginning
    let query = query(&search(|search| search.sort_by = Some("userName".into()))).with_count(10);
    let costs = [PARTS, 2 * PARTS].map(|count| {
        let users = users(count);
        cost(|| query.run_cloned(&users)).peak
    });
    assert!(costs[1] <= costs[0] + 4_000, "{costs:?}");
}

/// Who asks for the number alone has nothing sorted and nothing kept, wherever a page would begin.
#[test]
fn the_number_alone_is_counted() {
    let query = query(&search(|search| {
        search.sort_by = Some("userName".into());
        search.start_index = Some(300);
        search.count = Some(0);
    }));
    let users = users(PARTS);
    assert_eq!(query.run_cloned(&users).total_results(), Some(PARTS as u64));
    let counted = cost(|| query.run_cloned(&users));
    assert_eq!(counted.allocations, 0, "{counted:?}");
}

#[test]
fn what_a_search_says_costs_its_size() {
    let long: [(&str, fn(usize) -> SearchRequest); 5] = [
        ("sortBy", |n| search(|search| search.sort_by = Some("a".repeat(40 * n)))),
        ("sortBy of many", |n| {
            search(|search| search.sort_by = Some(list(n, |_| "userName".into())))
        }),
        ("sortOrder", |n| search(|search| search.sort_order = Some("a".repeat(40 * n)))),
        ("attributes", |n| search(|search| search.attributes = vec!["userName".into(); n])),
        ("filter", |n| {
            search(|search| search.filter = Some(format!("title eq \"{}\"", "a".repeat(8 * n))))
        }),
    ];
    for (name, make) in long {
        linear(name, make, |search| Query::<User>::new(search, &Options::default()).is_ok());
    }
    let most = cost(|| query(&search(|search| search.filter = Some("title pr".into()))));
    let beyond = search(|search| search.filter = Some("title pr or ".repeat(1 << 16)));
    let refused = cost(|| Query::<User>::new(&beyond, &Options::default()).unwrap_err());
    grows("over the bound", [most, refused], 4.0);
}

/// A page has as many as are allowed, whatever is asked for.
#[test]
fn pages_are_bounded() {
    let limits = Limits { page: 10, ..Limits::DEFAULT };
    let search = search(|search| search.count = Some(i64::MAX));
    let query = Query::<User>::new(&search, &Options::default().limits(limits)).unwrap();
    let users = users(PARTS);
    assert_eq!(query.run_cloned(&users).resources().len(), 10);
    let page = cost(|| query.run_cloned(&users));
    let copies = cost(|| users.iter().take(10).cloned().collect::<Vec<_>>());
    assert!(page.peak <= 2 * copies.peak + 4_000, "{page:?} {copies:?}");
}
