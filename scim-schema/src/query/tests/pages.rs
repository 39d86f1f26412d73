//! Pages of a search in memory.

use super::*;
use crate::compare::Key;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::subsequence;
use std::cmp::Ordering;

fn user(id: u32) -> User {
    User { id: id.to_string(), ..User::default() }
}

fn ids(page: &Page<User>) -> Vec<&str> {
    page.resources().iter().map(|user| user.id.as_str()).collect()
}

/// 7644-3.4.2.4-05, -06, -10, -13.
#[test]
fn a_page_is_cut_out_of_all() {
    for (text, found, total) in [
        ("startIndex=2&count=2", vec!["2", "3"], 5),
        ("startIndex=5&count=2", vec!["5"], 5),
        ("startIndex=6", vec![], 5),
        ("count=0", vec![], 5),
        ("count=0&sortBy=id", vec![], 5),
        ("sortBy=id&sortOrder=Descending&startIndex=2&count=2", vec!["4", "3"], 5),
        ("sortBy=id&startIndex=18446744073709551615", vec![], 5),
        ("filter=id+gt+%222%22&startIndex=2", vec!["4", "5"], 3),
    ] {
        let query = query(text).unwrap();
        let mut gather = query.gather();
        (1..=5).map(user).for_each(|user| gather.add(user));
        for page in [query.run((1..=5).map(user)), gather.page()] {
            assert_eq!((ids(&page), page.total_results()), (found.clone(), Some(total)), "{text}");
            assert_eq!(page.has_more(), None);
        }
    }
}

/// 9865-2-04, -05, -07, -08.
#[test]
fn a_page_comes_after_a_place() {
    let at = |id: &str| Some(Position { key: None, id: id.into() });
    for (count, after, found, more) in [
        (2, None, vec!["1", "2"], true),
        (2, at("2"), vec!["3", "4"], true),
        // whatever was there is gone
        (2, at("25"), vec!["3", "4"], true),
        (2, at("3"), vec!["4", "5"], false),
        (2, at("9"), vec![], false),
        (0, None, vec![], true),
    ] {
        let query = query("").unwrap().with_count(count).with_cursor(after);
        let users: Vec<User> = [4, 2, 5, 1, 3].map(user).into();
        let page = query.run_cloned(&users);
        assert_eq!((ids(&page), page.has_more()), (found, Some(more)));
        assert_eq!(page.total_results(), Some(5));
    }
}

fn texts() -> impl Strategy<Value = Option<String>> {
    proptest::option::of("[aB\u{e9}\u{c9}]{0,2}")
}

prop_compose! {
    fn any_user()(
        id in 0..40u32,
        name in "[aAb\u{ff41}]{1,2}",
        title in texts(),
        family in texts(),
        active in any::<Option<bool>>(),
        emails in vec((texts(), any::<Option<bool>>()), 0..3),
    ) -> User {
        let emails = emails.into_iter().map(|(value, primary)| Email { value, primary, ..Email::default() });
        User {
            user_name: name,
            title,
            active,
            name: family.map(|family| Name { family_name: Some(family), ..Name::default() }),
            emails: emails.collect(),
            ..user(id)
        }
    }
}

fn users() -> impl Strategy<Value = Vec<User>> {
    vec(any_user(), 0..25)
        .prop_map(|mut users| {
            users.sort_by(|a, b| a.id.cmp(&b.id));
            users.dedup_by(|a, b| a.id == b.id);
            users
        })
        .prop_flat_map(|users| Just(users).prop_shuffle())
}

const SORTED: [&str; 8] = [
    "id",
    "userName",
    "TITLE",
    "name.familyName",
    "active",
    "emails",
    "emails.primary",
    "externalId",
];

fn orders() -> impl Strategy<Value = Order> {
    prop_oneof![Just(Order::Ascending), Just(Order::Descending)]
}

proptest! {
    /// 7644-3.4.2.4-12, 9865-2-07, -08, -09: pages by index and by cursor are the whole list, cut,
    /// in one order; each but the last is full.
    #[test]
    fn pages_partition_the_list(
        users in users(),
        by in proptest::option::of(proptest::sample::select(&SORTED[..])),
        order in orders(),
        size in 1..7usize,
        filtered in any::<bool>(),
    ) {
        let mut query = Query::<User>::all(LIMITS);
        if let Some(by) = by {
            query = query.with_sort(Sort::parse(by, order).unwrap());
        }
        if filtered {
            query = query.with_filter(Filter::parse("title pr or active eq true").unwrap());
        }
        let whole = query.run_cloned(&users);
        prop_assert_eq!(whole.total_results(), Some(whole.resources().len() as u64));
        let query = query.with_count(size);

        let (mut by_index, mut start) = (Vec::new(), 1);
        loop {
            let page = query.clone().with_start_index(start).run(users.clone());
            prop_assert_eq!(page.total_results(), whole.total_results());
            if page.resources().is_empty() { break; }
            by_index.extend_from_slice(page.resources());
            start += size as u64;
        }
        prop_assert_eq!(&by_index, whole.resources());

        let (mut by_cursor, mut after) = (Vec::new(), None);
        loop {
            let page = query.clone().with_cursor(after).run_cloned(&users);
            prop_assert_eq!(page.total_results(), whole.total_results());
            by_cursor.extend_from_slice(page.resources());
            if page.has_more() != Some(true) { break; }
            prop_assert_eq!(page.resources().len(), size);
            after = page.resources().last().map(|last| query.position(last));
        }
        if by.is_none() {
            by_index.sort_by(|a, b| a.id.cmp(&b.id));
        }
        prop_assert_eq!(by_cursor, by_index);
    }

    /// A page by cursor is not moved by what is created or deleted meanwhile.
    #[test]
    fn a_cursor_outlives_its_resource(
        (users, left) in users().prop_flat_map(|users| (Just(users.clone()), subsequence(users.clone(), 0..=users.len()))),
        by in proptest::sample::select(&SORTED[..]),
        order in orders(),
        size in 1..7usize,
    ) {
        let query = Query::<User>::all(LIMITS).with_sort(Sort::parse(by, order).unwrap());
        let whole = query.run_cloned(&users);
        let query = query.with_count(size);
        let page = query.clone().with_cursor(None).run_cloned(&users);
        let Some(last) = page.resources().last() else { return Ok(()) };
        let rest: Vec<_> = whole.resources().iter().skip(page.resources().len()).filter(|user| left.contains(user)).take(size).cloned().collect();
        let next = query.clone().with_cursor(Some(query.position(last))).run_cloned(&left);
        prop_assert_eq!(next.resources(), rest);
    }

    /// 7644-3.4.2.3-03, -07, -09, -10: a total order, which agrees with what filters compare;
    /// what has no value is at the end, and descending is ascending backwards.
    #[test]
    fn sorting_agrees_with_filters(users in users(), by in proptest::sample::select(&SORTED[..])) {
        let sort = Sort::<User>::parse(by, Order::Ascending).unwrap();
        let sorted = Query::all(LIMITS).with_sort(sort.clone()).run_cloned(&users);
        for pair in sorted.resources().windows(2) {
            let [a, b] = pair else { continue };
            prop_assert_eq!(sort.compare(a, b), Ordering::Less);
            let (a_key, b_key) = (sort.key().of(a), sort.key().of(b));
            prop_assert!(a_key.is_some() || b_key.is_none());
            let several = by.starts_with("emails");
            if let (Some(Key::Text(_)), Some(Key::Text(text)), false) = (&a_key, &b_key, several) {
                let literal = serde_json::to_string(&**text).unwrap();
                let at_most = Filter::parse(&format!("{by} le {literal}")).unwrap();
                let equal = Filter::parse(&format!("{by} eq {literal}")).unwrap();
                prop_assert!(at_most.matches(a) && equal.matches(b));
            }
            if !several {
                let present = Filter::parse(&format!("{by} pr")).unwrap();
                prop_assert_eq!(present.matches(b), b_key.is_some());
            }
        }
        let backwards = Sort::parse(by, Order::Descending).unwrap();
        let mut reversed = Query::all(LIMITS).with_sort(backwards).run(users).into_resources();
        reversed.reverse();
        prop_assert_eq!(reversed, sorted.resources());
    }
}
