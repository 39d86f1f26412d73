//! Bodies of POST, PUT and PATCH: as bytes, and where they are JSON as the oracle has them.

use super::subject::{Subject, Subjects, hold, on_model};
use scim_schema::edit::{Create, Edit, Patch, Replace};
use scim_schema::resource::ScimResource;
use scim_testkit::law::{self, Shipped};
use scim_testkit::oracle::document;
use serde_json::Value;

/// The body of a PATCH.
pub fn patch(input: &[u8]) {
    let Some((subject, body)) = Subject::of(input) else { return };
    on_model!(subject, check_patch(subject, body));
}

/// The body of a POST or a PUT.
pub fn read(input: &[u8]) {
    let Some((subject, body)) = Subject::of(input) else { return };
    on_model!(subject, check_read(subject, body));
}

fn check_patch<R: Subjects>(subject: Subject, body: &[u8]) {
    let resource = R::of(subject.seed);
    let Ok(patch) = Patch::<R>::new(body, subject.dialect) else { return };
    applied(&patch.into(), resource);
    if let Some(body) = json(body) {
        hold(law::edit::patch_agrees(&Shipped, resource, &body, subject.dialect));
    }
}

fn check_read<R: Subjects>(subject: Subject, body: &[u8]) {
    let resource = R::of(subject.seed);
    let Ok(replace) = Replace::<R>::new(body, subject.dialect) else { return };
    applied(&replace.into(), resource);
    if let Ok(create) = Create::<R>::new(body, subject.dialect) {
        let created = create.apply(&R::default()).map(|(created, _)| document(&created)).ok();
        let again = create.apply(&R::default()).map(|(created, _)| document(&created)).ok();
        assert_eq!(created, again);
    }
    if let Some(body) = json(body) {
        hold(law::edit::create_agrees(&Shipped, &R::default(), &body, subject.dialect));
        hold(law::edit::replace_agrees(&Shipped, resource, &body, subject.dialect));
    }
}

/// An edit can be applied any number of times (to the same resource with the same result), and in
/// place.
fn applied<R: ScimResource>(edit: &Edit<R>, resource: &R) {
    let first =
        edit.apply(resource).map(|(edited, changes)| (document(&edited), changes.is_empty()));
    let mut in_place = resource.clone();
    match (first, edit.apply_to(&mut in_place)) {
        (Ok((edited, unchanged)), Ok(_)) => {
            assert_eq!(edited, document(&in_place));
            assert!(!unchanged || edited == document(resource), "changes are not reported");
        }
        (Err(error), Err(again)) => assert_eq!(error.to_string(), again.to_string()),
        (one, other) => panic!("{one:?} {other:?}"),
    }
}

/// A longer body is not compared: no shorter one, nor a path in it, reaches a limit.
pub const COMPARED: usize = 8_192;

/// What the oracle can read: it has neither names twice nor numbers as text, nor a limit.
pub fn json(body: &[u8]) -> Option<Value> {
    serde_json::from_slice(body).ok().filter(|_| body.len() <= COMPARED)
}
