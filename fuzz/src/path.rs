//! Attribute paths, wherever a request has one: `sortBy`, `attributes`, the `path` of an operation.

use super::subject::{Subject, Subjects, hold, on_model};
use scim_schema::path::AttributePath;
use scim_schema::sort::Order;
use scim_testkit::law::{self, Shipped};
use scim_testkit::strategy::ProjectionExpr;
use serde_json::json;

/// The text of a path, or several with commas between them.
pub fn path(input: &[u8]) {
    let Some((subject, text)) = Subject::of(input) else { return };
    let Ok(text) = str::from_utf8(text) else { return };
    if text.len() <= 1_500 {
        on_model!(subject, check(subject, text));
    }
}

fn check<R: Subjects>(subject: Subject, text: &str) {
    if let Some(path) = AttributePath::parse(text) {
        let written = path.to_string();
        assert_eq!(written, text);
        assert_eq!(AttributePath::parse(&written), Some(path));
    }
    let (resource, other) = (R::of(subject.seed), R::of(subject.seed.wrapping_add(1)));
    let paths: Vec<String> = text.split(',').map(str::to_owned).collect();
    let laws = [
        law::search::sort_agrees(&Shipped, resource, other, text, Order::Ascending),
        law::search::sort_agrees(&Shipped, other, resource, text, Order::Descending),
        law::search::projection_agrees(
            &Shipped,
            resource,
            &ProjectionExpr::Attributes(paths.clone()),
        ),
        law::search::projection_agrees(&Shipped, resource, &ProjectionExpr::Excluded(paths)),
    ];
    laws.into_iter().for_each(hold);
    let urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
    for operation in
        [json!({"op": "remove", "path": text}), json!({"op": "add", "path": text, "value": "x"})]
    {
        let body = json!({"schemas": [urn], "Operations": [operation]});
        hold(law::edit::patch_agrees(&Shipped, resource, &body, subject.dialect));
    }
}
