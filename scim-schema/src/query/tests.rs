#![cfg(feature = "derive")]
use super::*;
use crate::dialect::Dialect;
use crate::message::ScimType;
use crate::rfc::{Email, Name, User};

mod pages;

const LIMITS: Limits = Limits { page: 200, ..Limits::DEFAULT };

fn query(text: &str) -> Result<Query<User>, ScimError> {
    Query::parse(text, &Options::default().limits(LIMITS))
}

#[track_caller]
fn refused(text: &str) -> (Option<ScimType>, String) {
    let error = query(text).unwrap_err();
    assert_eq!(error.status(), 400, "{text}");
    (error.scim_type(), error.detail())
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
        // 9865-2-01, -03
        ("cursor&count=-2", 1, 0),
        ("cursor=&count=500", 1, 200),
    ] {
        let query = query(text).unwrap();
        assert_eq!((query.start_index(), query.count()), (start_index, count), "{text}");
        assert_eq!((query.by_cursor(), query.after()), (text.contains("cursor"), None), "{text}");
    }
}

/// 7644-3.4.2.2-06, -33, 7644-3.4.2.3-06, -08, 9865-2.1-01, -02, -04: each parameter that is not as
/// it should be has its type of error.
#[test]
fn what_is_refused() {
    use ScimType::{InvalidCount, InvalidCursor, InvalidFilter, InvalidValue};
    for (text, scim_type, detail) in [
        ("count=", InvalidValue, "`count` is not a whole number; write one such as `count=1`"),
        ("count=ten", InvalidValue, "`count` is not a whole number; write one such as `count=1`"),
        ("startIndex=1.5", InvalidValue, "`startIndex` is not a whole number"),
        ("startIndex=+1", InvalidValue, "whole number"),
        ("count=-", InvalidValue, "whole number"),
        ("count=1&count=2", InvalidValue, "is given twice; give it once"),
        ("filter=", InvalidFilter, "the filter is empty; leave out `filter`"),
        ("filter=userName", InvalidFilter, "at character 9"),
        ("filter=nickname2+pr", InvalidFilter, "did you mean `nickName`?"),
        ("filter=title+pr&filter=title+pr", InvalidValue, "is given twice"),
        ("sortBy=", InvalidValue, "is no attribute path; write one such as `userName`"),
        ("sortBy=a.b.c", InvalidValue, "is no attribute path; write one such as `userName`"),
        (
            "sortBy=userName,title",
            InvalidValue,
            "is no attribute path; write one such as `userName`",
        ),
        ("sortBy=usrName", InvalidValue, "not an attribute of `User`; did you mean `userName`?"),
        ("sortBy=name", InvalidValue, "sort by a sub-attribute such as `name.formatted`"),
        ("sortBy=addresses", InvalidValue, "such as `addresses.formatted`"),
        ("sortBy=name.giveName", InvalidValue, "did you mean `givenName`?"),
        ("sortBy=title.x", InvalidValue, "`title` has no sub-attributes"),
        ("sortBy=password", InvalidValue, "`password` is never returned"),
        ("sortBy=urn:x:title", InvalidValue, "`urn:x` is not a schema of `User`"),
        (
            "sortBy=urn:ietf:params:scim:schemas:core:2.0:User:usrName",
            InvalidValue,
            "`usrName` is not an attribute of `User`; did you mean `userName`?",
        ),
        (
            "sortBy=urn:ietf:params:scim:schemas:core:2.0:Usr:userName",
            InvalidValue,
            "not a schema of `User`; did you mean `urn:ietf:params:scim:schemas:core:2.0:User`?",
        ),
        (
            "filter=urn:ietf:params:scim:schemas:core:2.0:User:usrName+pr",
            InvalidFilter,
            "`usrName` is not an attribute of `User`; did you mean `userName`?",
        ),
        (
            "filter=urn:ietf:params:scim:schemas:core:1.0:User:userName+pr",
            InvalidFilter,
            "not a schema of `User`; did you mean `urn:ietf:params:scim:schemas:core:2.0:User`?",
        ),
        ("sortBy=meta.location", InvalidValue, "sort by `id`"),
        (
            "sortBy=title&sortOrder=up",
            InvalidValue,
            "found `up`, expected `ascending` or `descending`",
        ),
        ("sortOrder=", InvalidValue, "`sortOrder`: found ``, expected `ascending`"),
        ("cursor=&startIndex=1", InvalidValue, "leave out one of them"),
        ("cursor=x", InvalidCursor, "begin again"),
        (
            "cursor&count=x",
            InvalidCount,
            "`count` is not a whole number; write one such as `count=1`",
        ),
    ] {
        let (found, message) = refused(text);
        assert_eq!(found, Some(scim_type), "{text}: {message}");
        assert!(message.contains(detail), "{text}: {message}");
    }
}

#[test]
fn broken_encodings_are_refused() {
    for text in ["x=%", "x=%4", "x=%zz", "%ff=1", "attributes=%C3"] {
        refused(text);
    }
    let parameters = Parameters::parse("a%20b=c+d%2B%C3%A4").unwrap();
    assert_eq!(parameters.get("a b").unwrap(), Some("c d+ä"));
}

/// 7644-3.9-06; of both lists `attributes` wins.
#[test]
fn lists_of_attributes() {
    let some = query("attributes=userName&attributes=emails&excludedAttributes=userName").unwrap();
    assert!(some.projection().includes("emails") && some.projection().includes("USERNAME"));
    assert!(!some.projection().includes("displayName"));
    let most = query("excludedAttributes=emails,%20photos&attributes=,").unwrap();
    assert!(!most.projection().includes("photos") && most.projection().includes("displayName"));
}

/// A store loads what a page by cursor is sorted by, though it is not shown.
#[test]
fn what_is_loaded() {
    let loads = |text: &str, attribute: &str| query(text).unwrap().projection().includes(attribute);
    assert!(loads("attributes=title&sortBy=emails.type&cursor", "emails"));
    assert!(loads("excludedAttributes=meta&sortBy=meta.created&cursor", "meta"));
    assert!(!loads("attributes=title&sortBy=emails.type", "emails"));
    assert!(!loads("attributes=title&sortBy=emails.type&cursor", "name"));
    let all = Projection::<User>::everything();
    assert!(all.includes("emails") && all.includes("meta") && !all.includes("password"));
}

/// 7644-3.4.3-03: a body says the same as parameters; the dialect, the base URL and the search at
/// the root reach the filter and the sort.
#[test]
fn bodies_and_options() {
    let mut request = SearchRequest {
        filter: Some("active eq \"True\" and meta.location co \"/Users/\"".into()),
        sort_by: Some("meta.location".into()),
        start_index: Some(3),
        ..SearchRequest::default()
    };
    let options = Options::default().dialect(Dialect::OKTA).base("https://example.com");
    let query = Query::<User>::new(&request, &options).unwrap();
    assert_eq!((query.start_index(), query.filter().is_some()), (3, true));
    assert_eq!(query.sort().map(Sort::text), Some("meta.location"));
    assert!(Query::<User>::new(&request, &Options::default()).is_err());

    request.filter = Some("members pr".into());
    request.sort_by = Some("members".into());
    assert!(Query::<User>::new(&request, &options).is_err());
    let root = Query::<User>::new(&request, &options.root()).unwrap();
    assert_eq!(root.run([User::default()]).total_results(), Some(0));
    assert_eq!(root.position(&User::default()).key, None);
}
