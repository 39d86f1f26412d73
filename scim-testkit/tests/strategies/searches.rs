//! Searches and sequences of requests.

use crate::models::{Badge, Member};
use crate::shrinking::shrunk;
use proptest::prelude::*;
use scim_schema::ScimResource;
use scim_schema::dialect::Dialect;
use scim_schema::edit::Create;
use scim_schema::filter::Options;
use scim_schema::message::SearchRequest;
use scim_schema::query::Query;
use scim_schema::rfc::{Group, User};
use scim_testkit::strategy::{
    ProjectionExpr, RequestExpr, SearchExpr, Settings, Target, Version, Which, requests, searched,
};
use std::collections::BTreeMap;

/// 7644-3.4.2-, 7644-3.4.3-07: a search is read from a query and from a body, as the same.
fn read<R: ScimResource + Default>() {
    let target = Target::of::<R>().unwrap();
    let options = Options::default();
    proptest!(|((_, search) in searched(&target, &Settings::awkward(), 4))| {
        let query = search.query();
        let from_query = match Query::<R>::parse(&query, &options) {
            Ok(query) => query,
            Err(error) => panic!("{error}: {search:?}"),
        };
        let body = search.body().to_string();
        let body = SearchRequest::parse(body.as_bytes(), Dialect::RFC).unwrap();
        let from_body = match Query::<R>::new(&body, &options) {
            Ok(query) => query,
            Err(error) => panic!("{error}: {search:?}"),
        };
        prop_assert_eq!(from_query.start_index(), from_body.start_index());
        prop_assert_eq!(from_query.count(), from_body.count());
        prop_assert_eq!(from_query.filter().is_some(), search.filter.is_some());
    });
}

#[test]
fn searches_are_read() {
    read::<User>();
    read::<Group>();
    read::<Badge>();
    read::<Member>();
}

#[test]
fn searches_shrink_to_what_fails() {
    let target = Target::of::<User>().unwrap();
    let searches = searched(&target, &Settings::awkward(), 5);
    for (data, search) in shrunk(searches.clone(), |(_, search)| search.count != Some(-1)) {
        assert_eq!(
            (data, search),
            (vec![], SearchExpr { count: Some(-1), ..SearchExpr::default() })
        );
    }
    let excludes = |search: &SearchExpr| matches!(search.projection, ProjectionExpr::Excluded(_));
    for (_, search) in shrunk(searches, |(_, search)| !excludes(search)) {
        assert_eq!(search.query(), "excludedAttributes=userName");
    }
}

/// Every kind of request, on resources that were created before.
#[test]
fn sequences_refer_to_what_was_created() {
    let target = Target::of::<User>().unwrap();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for sequence in requests(&target, &Settings::default()).samples().take(300) {
        let mut created = 0;
        for request in &sequence {
            let (kind, which) = match request {
                RequestExpr::Create { body } => {
                    created += 1;
                    let create = Create::<User>::new(body.to_string(), Dialect::RFC).unwrap();
                    create.apply(&User::default()).unwrap();
                    ("create", None)
                }
                RequestExpr::Get { resource, .. } => ("get", Some(resource)),
                RequestExpr::Replace { resource, version: Version::Any, .. } => {
                    ("replace", Some(resource))
                }
                RequestExpr::Replace { resource, .. } => ("replace when", Some(resource)),
                RequestExpr::Patch { resource, .. } => ("patch", Some(resource)),
                RequestExpr::Delete { resource, .. } => ("delete", Some(resource)),
                RequestExpr::Search(_) => ("search", None),
                other => panic!("{other:?}"),
            };
            *kinds.entry(kind).or_default() += 1;
            match which {
                Some(Which::Created(index)) => assert!(*index < created, "{sequence:?}"),
                Some(Which::Unknown) => *kinds.entry("unknown").or_default() += 1,
                None => {}
            }
        }
    }
    assert_eq!(kinds.len(), 8, "{kinds:?}");
    assert!(kinds.values().all(|count| *count > 10), "{kinds:?}");
}

#[test]
fn sequences_shrink_to_the_requests_that_fail() {
    let target = Target::of::<User>().unwrap();
    let deletes = |sequence: &Vec<RequestExpr>| {
        sequence.iter().any(|request| matches!(request, RequestExpr::Delete { .. }))
    };
    let sequences = requests(&target, &Settings::awkward());
    for sequence in shrunk(sequences.clone(), |sequence| !deletes(sequence)) {
        let [RequestExpr::Create { body }, RequestExpr::Delete { resource, version }] = &*sequence
        else {
            panic!("{sequence:?}");
        };
        assert_eq!(body["userName"], "a");
        assert_eq!((resource, version), (&Which::Created(0), &Version::Any));
    }
    // one that needs two requests of the same resource
    let again = |sequence: &Vec<RequestExpr>| {
        let patched = sequence.iter().position(|request| {
            matches!(request, RequestExpr::Patch { resource: Which::Created(1), .. })
        });
        patched.is_some_and(|at| {
            sequence[at..].iter().any(|request| {
                matches!(request, RequestExpr::Get { resource: Which::Created(1), .. })
            })
        })
    };
    for sequence in shrunk(sequences, |sequence| !again(sequence)) {
        assert_eq!(sequence.len(), 4, "{sequence:?}");
    }
}
