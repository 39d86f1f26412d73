//! Section 3.6: deleting resources.

use crate::provider::*;
use serde_json::json;

/// 7644-3.6-02 to -06, 7644-3.12-14: `204`, then `404` from every method; not in lists, nor in the way of
/// another.
#[test]
fn deleted() {
    let provider = Provider::new();
    let body = user(json!({"userName": "bjensen"}));
    let id = provider.create("/Users", body.clone());
    let path = format!("/Users/{id}");
    let answer = provider.send(delete(&path)).status(204);
    assert_eq!(answer.text(), "");
    provider.send(get(&path)).error(404, None);
    provider.send(put(&path, body.clone())).error(404, None);
    provider.send(delete(&path)).error(404, None);
    assert!(provider.send(get("/Users")).list(0).is_empty());
    assert_ne!(provider.create("/Users", body), id);
    provider.send(delete("/Users/unknown")).error(404, None);
}
