//! `/Me`.

use super::*;
use crate::rfc::{Group, User};
use crate::service::{Context, MemoryStore};
use serde_json::json;

/// Who the header says, as a user unless it has a slash.
struct Named;

impl Authenticate for Named {
    async fn authenticate(&self, request: &Parts) -> Result<Identity, ScimError> {
        let credential = Credential::of(request)?;
        Ok(match credential.secret().expose().split_once('/') {
            None => Identity::new(),
            Some(("User", id)) => Identity::new().me::<User>(&id.to_owned()),
            Some((name, id)) => Identity::new().me_of(name.to_owned(), id),
        })
    }
}

fn served() -> (ScimService, String) {
    let users = MemoryStore::<User>::new();
    let user = User { user_name: "bjensen".into(), ..User::default() };
    let id = users.insert(&Context::new(Identity::new()), user).unwrap().id;
    let service = ScimService::builder()
        .resource(users)
        .resource(MemoryStore::<Group>::new())
        .authenticate(Named)
        .base_url("https://example.com/v2")
        .build();
    (service, id)
}

/// 7644-3.11-01, -02, -06, -07: every method but POST is that of the subject's own resource, and
/// `Location` is its own URI.
#[test]
fn it_is_the_resource_of_the_subject() {
    let (service, id) = served();
    let uri = format!("https://example.com/v2/Users/{id}");
    let me = |request: Send| request.header("authorization", &format!("User/{id}")).to(&service);
    let got = me(Send::get("/Me?attributes=userName"));
    assert_eq!((got.status, got.header("location")), (200, &*uri));
    assert_eq!(got.header("content-location"), uri);
    assert_eq!((&got.json()["id"], got.json().get("meta")), (&json!(id), None));
    assert_eq!(me(Send::get("/Me").header("if-none-match", got.header("etag"))).status, 304);

    let body = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"babs"}"#;
    assert_eq!(me(Send::put("/Me", body).header("if-match", "W/\"7\"")).status, 412);
    let put = me(Send::put("/Me", body));
    assert_eq!((put.status, put.header("location")), (200, &*uri));
    assert_eq!(
        (&put.json()["userName"], &put.json()["meta"]["location"]),
        (&json!("babs"), &json!(uri))
    );

    me(Send::post("/Me", body)).error(501, None);
    let deleted = me(Send::new("DELETE", "/Me"));
    assert_eq!((deleted.status, deleted.header("location")), (204, &*uri));
    me(Send::get("/Me")).error(404, None);
}

/// 7644-3.11-03: `501` for a subject that is no resource; `404` for one that is not there.
#[test]
fn it_is_nobody() {
    let (service, id) = served();
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] {
        let answered = Send::new(method, "/Me").header("authorization", "okta").to(&service);
        assert_eq!(answered.status, 501, "{method}");
    }
    for (who, method) in [("User/none", "GET"), ("Robot/7", "GET"), ("User/none", "DELETE")] {
        Send::new(method, "/Me").header("authorization", who).to(&service).error(404, None);
    }
    let group = format!("Group/{id}");
    Send::get("/Me").header("authorization", &group).to(&service).error(404, None);
    let answered = Send::new("OPTIONS", "/Me").header("authorization", &group).to(&service);
    answered.error(405, None);
}
