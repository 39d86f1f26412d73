//! Section 3.11: `/Me`.

use crate::provider::*;
use serde_json::json;

/// 7644-3.2-08, 7644-3.11-02, -06, -07: the resource of whoever asks, which says where it is.
#[test]
fn of_a_user() {
    let provider = Provider::new();
    let id = provider.user("bjensen");
    let me = format!("me:{id}");
    let location = format!("{BASE}/Users/{id}");
    let body = user(json!({"userName": "bjensen", "title": "Guide"}));
    for request in [get("/Me"), put("/Me", body), get("/Me?attributes=title,meta")] {
        let answer = provider.send(request.token(&me)).status(200);
        answer
            .has_header("location", &location)
            .shows(json!({"id": id, "meta": {"location": location}}));
    }
    provider.send(get(&format!("/Users/{id}"))).shows(json!({"title": "Guide"}));
    provider.send(delete("/Me").token(&me)).status(204);
    provider.send(get("/Me").token(&me)).error(404, None);
}

/// 7644-3.11-03, 7644-3.12-19: `501` where whoever asks is no resource, and to create one.
#[test]
fn of_nobody() {
    let provider = Provider::new();
    provider.send(get("/Me")).error(501, None);
    let body = user(json!({"userName": "bjensen"}));
    provider.send(post("/Me", body.clone())).error(501, None);
    let id = provider.user("bjensen");
    provider.send(post("/Me", body).token(&format!("me:{id}"))).error(501, None);
}
