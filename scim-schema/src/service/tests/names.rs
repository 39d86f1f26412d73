//! Names of resource types where two models have one schema.

use super::*;
use crate::ScimResource;
use crate::events::Issuer;
use crate::rfc::User;
use crate::service::{Change, Context, MemoryStore};
use serde_json::json;

#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User", name = "Admin", endpoint = "/Admins")]
struct Admin {
    #[scim(id)]
    id: String,
    user_name: String,
}

/// One without a name of its own.
#[derive(Debug, Clone, Default, ScimResource)]
#[scim(rfc = "User", endpoint = "/Guests")]
struct Guest {
    #[scim(id)]
    id: String,
    user_name: String,
}

/// Everyone is the admin with this id.
struct Everyone(String);

impl Authenticate for Everyone {
    async fn authenticate(&self, _: &Parts) -> Result<Identity, ScimError> {
        Ok(Identity::new().me::<Admin>(&self.0))
    }
}

/// 7643-6-03, -04, -05, -07, -08, 7644-3.11-07: each has its name and its endpoint; they share the
/// schema.
#[test]
fn two_resource_types_of_one_schema() {
    let cx = Context::new(Identity::new());
    let (users, admins) = (MemoryStore::<User>::new(), MemoryStore::<Admin>::new());
    users.insert(&cx, User { user_name: "bjensen".into(), ..User::default() }).unwrap();
    let admin = Admin { user_name: "root".into(), ..Admin::default() };
    let id = admins.insert(&cx, admin).unwrap().id;
    let service = ScimService::builder()
        .resource(users)
        .resource(admins)
        .authenticate(Everyone(id.clone()))
        .base_url("https://example.com/v2")
        .build();

    let list = Send::get("/ResourceTypes").to(&service).json();
    let types = list["Resources"].as_array().unwrap().iter();
    let types = types.map(|one| json!([one["id"], one["name"], one["endpoint"], one["schema"]]));
    assert_eq!(
        types.collect::<Vec<_>>(),
        [
            json!(["User", "User", "/Users", USER_URN]),
            json!(["Admin", "Admin", "/Admins", USER_URN]),
        ]
    );
    assert_eq!(Send::get("/ResourceTypes/Admin").to(&service).json()["endpoint"], "/Admins");
    assert_eq!(Send::get("/Schemas").to(&service).json()["totalResults"], 2, "and the extension");
    let schema = Send::get(&format!("/Schemas/{USER_URN}")).to(&service).json();
    assert_eq!(schema["name"], "User");

    let location = format!("https://example.com/v2/Admins/{id}");
    let got = Send::get(&format!("/Admins/{id}")).to(&service).json();
    assert_eq!((&got["schemas"], &got["userName"]), (&json!([USER_URN]), &json!("root")));
    assert_eq!(got["meta"]["resourceType"], "Admin");
    assert_eq!(got["meta"]["location"], location);
    let found = Send::get("/?filter=meta.resourceType%20eq%20%22Admin%22").to(&service).json();
    assert_eq!((&found["totalResults"], &found["Resources"][0]["id"]), (&json!(1), &json!(id)));

    let me = Send::get("/Me").to(&service);
    assert_eq!((me.status, me.header("location")), (200, &*location));
    let issuer = Issuer::new("https://example.com").resource::<User>().resource::<Admin>();
    let change = Change::deleted::<Admin>(&cx, &id, None);
    assert_eq!(issuer.event(&change).unwrap().sub_id.uri, format!("/Admins/{id}"));
}

/// 7643-6-04: a name is that of one resource type, the later one, and the log tells of the other.
#[test]
fn two_resource_types_of_one_name() {
    let guests = || {
        ScimService::builder()
            .resource(MemoryStore::<User>::new())
            .resource(MemoryStore::<Guest>::new())
            .unauthenticated()
            .build()
    };
    let log = logs::written(|| drop(guests()));
    let told = "`/Users` and `/Guests` have one name, `User`";
    assert!(log.contains("ERROR") && log.contains(told), "{log}");

    let service = guests();
    let list = Send::get("/ResourceTypes").to(&service).json();
    assert_eq!(list["totalResults"], 1);
    assert_eq!(list["Resources"][0]["endpoint"], "/Guests");
    assert_eq!(Send::get("/Guests").to(&service).status, 200);
    Send::get("/Users").to(&service).error(404, None);

    // in place of the same one is no mistake
    let log = logs::written(|| {
        drop(
            ScimService::builder()
                .resource(MemoryStore::<User>::new())
                .resource(MemoryStore::<User>::new())
                .unauthenticated()
                .build(),
        );
    });
    assert!(!log.contains("ERROR"), "{log}");
}
