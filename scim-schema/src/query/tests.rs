#![cfg(feature = "derive")]
use super::*;
use crate::rfc::User;

fn query(text: &str) -> Result<Query<User>, ScimError> {
    Query::parse(text, &Limits { page: 200, ..Limits::DEFAULT })
}

fn user(id: u32) -> User {
    User { id: id.to_string(), ..User::default() }
}

/// 7644-3.4.2.4-03, -04, -08: what the bounds of a page mean.
#[test]
fn start_index_and_count_are_brought_into_bounds() {
    for (text, start_index, count) in [
        ("", 1, 200),
        ("startIndex=0", 1, 200),
        ("startIndex=-5&count=-1", 1, 0),
        ("startIndex=11&count=10", 11, 10),
        ("count=0", 1, 0),
        ("count=201", 1, 200),
        ("count=99999999999999999999", 1, 200),
        ("startIndex=-99999999999999999999", 1, 200),
        // 7644-3.4.2-03: unknown parameters are ignored
        ("sortOrder=descending&x=y&=&&z", 1, 200),
    ] {
        let query = query(text).unwrap();
        assert_eq!((query.start_index(), query.count()), (start_index, count), "{text}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in
        ["count=", "count=ten", "startIndex=1.5", "startIndex=+1", "count=-", "count=1&count=2"]
    {
        let error = query(text).unwrap_err();
        assert_eq!(
            (error.status(), error.scim_type()),
            (400, Some(ScimType::InvalidValue)),
            "{text}"
        );
    }
}

#[test]
fn broken_encodings_are_refused() {
    for text in ["x=%", "x=%4", "x=%zz", "%ff=1", "attributes=%C3"] {
        assert_eq!(query(text).unwrap_err().status(), 400, "{text}");
    }
    let parameters = Parameters::parse("a%20b=c+d%2B%C3%A4").unwrap();
    assert_eq!(parameters.get("a b").unwrap(), Some("c d+ä"));
}

/// 7644-3.12-19: what is not offered is `501`, never ignored: a search that ignores its filter
/// answers what was not asked for.
#[test]
fn filter_sort_and_cursor_are_not_offered() {
    for text in ["filter=userName%20pr", "sortBy=userName", "cursor="] {
        assert_eq!(query(text).unwrap_err().status(), 501, "{text}");
    }
}

/// 7644-3.9-06; of both lists `attributes` wins.
#[test]
fn lists_of_attributes() {
    let some = query("attributes=userName&attributes=emails&excludedAttributes=userName").unwrap();
    assert!(some.projection().includes("emails") && some.projection().includes("USERNAME"));
    assert!(!some.projection().includes("displayName"));
    let most = query("excludedAttributes=emails,%20photos").unwrap();
    assert!(!most.projection().includes("photos") && most.projection().includes("displayName"));
}

/// 7644-3.4.2.4-05, -06, -10, -13.
#[test]
fn a_page_is_cut_out_of_all() {
    for (text, ids, total) in [
        ("startIndex=2&count=2", vec!["2", "3"], 5),
        ("startIndex=5&count=2", vec!["5"], 5),
        ("startIndex=6", vec![], 5),
        ("count=0", vec![], 5),
    ] {
        let page = Page::cut((1..=5).map(user), &query(text).unwrap());
        let found: Vec<&str> = page.resources().iter().map(|user| user.id.as_str()).collect();
        assert_eq!((found, page.total_results()), (ids, total), "{text}");
    }
}
