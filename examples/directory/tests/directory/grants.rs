//! Roles and entitlements, as Okta reads and grants them.

use crate::client::{Client, USER, text};
use crate::databases::{On, both};
use directory::seed::seed;
use serde_json::{Value, json};

both!(okta_finds_and_grants_them, they_are_resources_like_others,);

const ROLE: &str = "urn:okta:scim:schemas:core:1.0:Role";
const ENTITLEMENT: &str = "urn:okta:scim:schemas:core:1.0:Entitlement";

async fn okta_finds_and_grants_them(on: On) {
    let client = Client::new(on).await;
    assert!(seed(&client.database, "acme", 3).await.unwrap());
    let okta = client.authorized("Bearer okta-token");

    // discovery says where they are
    let types = okta.get("/ResourceTypes").await.body;
    let endpoint = |schema: &str| {
        let mut all = types["Resources"].as_array().unwrap().iter();
        all.find(|one| one["schema"] == schema).unwrap()["endpoint"].as_str().unwrap().to_owned()
    };
    let endpoints = [endpoint(ROLE), endpoint(ENTITLEMENT)];
    assert_eq!(endpoints, ["/Roles", "/Entitlements"]);
    for (schema, names) in [(ROLE, 2), (ENTITLEMENT, 3)] {
        let schema = okta.get(&format!("/Schemas/{schema}")).await.body;
        assert_eq!(schema["attributes"].as_array().unwrap().len(), names, "{schema}");
    }

    // Okta's test of entitlements
    for endpoint in &endpoints {
        let page = okta.get(&format!("{endpoint}?count=1&startIndex=1")).await;
        assert_eq!(page.status, 200);
        let page = page.body;
        assert_eq!(page["schemas"], json!(["urn:ietf:params:scim:api:messages:2.0:ListResponse"]));
        assert_eq!((&page["startIndex"], &page["itemsPerPage"]), (&json!(1), &json!(1)));
        assert!(page["totalResults"].as_u64().unwrap() > 1);
        assert_eq!(page["Resources"].as_array().unwrap().len(), 1);
    }
    let roles = okta.get("/Roles?startIndex=1&count=100").await.body["Resources"].take();
    let licences = okta.get("/Entitlements?startIndex=1&count=100").await.body["Resources"].take();
    assert_eq!(licences[0]["type"], "Entitlement");

    // a grant is a PUT of the whole user, as it was read
    let user = okta.get("/Users?startIndex=1&count=1").await.body["Resources"][0].take();
    let path = format!("/Users/{}", text(&user, "id"));
    let grant = |one: &Value| json!({ "value": one["id"], "display": one["displayName"] });
    let mut put = okta.get(&path).await.body;
    put["roles"] = json!([grant(&roles[0]), grant(&roles[1])]);
    put["entitlements"] = json!([grant(&licences[0])]);
    put["entitlements"][0]["type"] = json!("Entitlement");
    let granted = okta.put(&path, &put).await;
    assert_eq!(granted.status, 200);
    let held = okta.get(&path).await.body;
    assert_eq!((&held["roles"], &held["entitlements"]), (&put["roles"], &put["entitlements"]));
    // and one is revoked the same way
    put["roles"] = json!([grant(&roles[1])]);
    put["entitlements"] = json!([]);
    okta.put(&path, &put).await;
    let held = okta.get(&path).await.body;
    assert_eq!((&held["roles"], held.get("entitlements")), (&put["roles"], None));
    let filter = format!("/Users?filter=roles.value%20eq%20{}", roles[1]["id"]);
    assert_eq!(okta.get(&filter.replace('"', "%22")).await.body["totalResults"], 1);
}

// 7643-6-07: a type of resource is found at its endpoint, whatever it is
async fn they_are_resources_like_others(on: On) {
    let client = Client::new(on).await;
    let body = json!({ "schemas": [ENTITLEMENT], "displayName": "Licence", "externalId": "l1" });
    let created = client.create("/Entitlements", &body).await;
    let path = format!("/Entitlements/{}", text(&created, "id"));
    assert_eq!(created["type"], "Entitlement");
    let body = json!({ "schemas": [ENTITLEMENT], "displayName": "License" });
    let put = client.put(&path, &body).await.body;
    assert_eq!((&put["displayName"], &put["type"]), (&json!("License"), &json!("Entitlement")));
    assert_eq!((put.get("externalId"), &put["meta"]["version"]), (None, &json!("W/\"2\"")));
    let operation = json!([{ "op": "replace", "path": "description", "value": "For editors" }]);
    assert_eq!(client.patch(&path, &operation).await.body["description"], "For editors");
    let role = json!({ "schemas": [ROLE], "displayName": "Editor" });
    let role = client.create("/Roles", &role).await;
    let user = json!({ "schemas": [USER], "userName": "babs", "roles": [{ "value": role["id"] }] });
    client.create("/Users", &user).await;
    let found = client
        .get("/?filter=displayName%20sw%20%22Lic%22%20or%20displayName%20eq%20%22editor%22")
        .await;
    assert_eq!(found.body["totalResults"], 2, "{}", found.body);
    let other = client.authorized("Bearer beta-token");
    assert_eq!(other.get("/Roles").await.body["totalResults"], 0);
    assert_eq!(client.delete(&path).await.status, 204);
    client.get(&path).await.assert_error(404, None, "");
}
