//! Section 4: discovery.

use crate::provider::*;
use serde_json::{Value, json};

/// 7644-4-02, 7643-5-01, -03 to -20: one object, without an id.
#[test]
fn service_provider_config() {
    let provider = Provider::with(|builder| builder.documentation_uri("https://example.com/help"));
    let answer = provider.send(get("/ServiceProviderConfig")).status(200).shows(json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "id": null,
        "documentationUri": "https://example.com/help",
        "changePassword": {"supported": true},
        "etag": {"supported": true},
        "authenticationSchemes": [{"type": "oauthbearertoken"}],
        "meta": {
            "resourceType": "ServiceProviderConfig",
            "location": format!("{BASE}/ServiceProviderConfig"),
        },
    }));
    let body = answer.json();
    for feature in ["patch", "bulk", "filter", "changePassword", "sort", "etag"] {
        assert!(body[feature]["supported"].is_boolean(), "{feature}");
    }
    assert!(body["bulk"]["maxOperations"].is_u64() && body["bulk"]["maxPayloadSize"].is_u64());
    assert!(body["filter"]["maxResults"].is_u64());
    let scheme = &body["authenticationSchemes"][0];
    assert!(scheme["name"].is_string() && scheme["description"].is_string());
}

/// 7644-4-03, -04, -07, 7643-7-01, -02, -03, -05, -07, -08, -09, -10, -16, 7643-3.1-01: all schemas in use as a list, each by its URN.
#[test]
fn schemas() {
    let provider = Provider::new();
    let all = provider.send(get("/Schemas")).list(5);
    let ids: Vec<_> = all.iter().map(|schema| schema["id"].as_str().unwrap()).collect();
    for urn in [USER, GROUP, ENTERPRISE, DEVICE] {
        assert!(ids.contains(&urn), "{urn}");
        let one = provider.send(get(&format!("/Schemas/{urn}"))).status(200).json();
        assert!(all.contains(&one));
        assert_eq!(one["schemas"], json!(["urn:ietf:params:scim:schemas:core:2.0:Schema"]));
        assert_eq!(one["meta"]["location"], format!("{BASE}/Schemas/{urn}"));
        assert_eq!(one["meta"]["resourceType"], "Schema");
        assert!(one["name"].is_string() && one["description"].is_string(), "{one}");
        attributes(&one["attributes"]);
    }
    provider.send(get("/Schemas/urn:unknown")).error(404, None);
}

/// What each attribute of a schema says of itself.
fn attributes(all: &Value) {
    for attribute in all.as_array().unwrap() {
        let name = attribute["name"].as_str().unwrap();
        assert!(attribute["type"].is_string() && attribute["multiValued"].is_boolean(), "{name}");
        assert!(
            attribute["description"].is_string() && attribute["required"].is_boolean(),
            "{name}"
        );
        assert!(attribute["mutability"].is_string() && attribute["returned"].is_string(), "{name}");
        // common attributes are of no schema
        assert!(!["id", "meta", "externalId", "schemas"].contains(&name), "{name}");
        if attribute["type"] == "complex" {
            attributes(&attribute["subAttributes"]);
        }
    }
}

/// 7644-4-05, -06, -07, 7643-6-01 to -13, 7643-3.2-01, 7643-3-02, 7643-8-03: resource types as a list, each by its name.
#[test]
fn resource_types() {
    let provider = Provider::new();
    let all = provider.send(get("/ResourceTypes")).list(3);
    let expected = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
        "id": "User", "name": "User", "endpoint": "/Users", "schema": USER,
        "schemaExtensions": [{"schema": ENTERPRISE, "required": false}],
        "meta": {"resourceType": "ResourceType", "location": format!("{BASE}/ResourceTypes/User")},
    });
    let one = provider.send(get("/ResourceTypes/User")).status(200).shows(expected).json();
    assert!(all.contains(&one) && one["description"].is_string());
    for resource_type in &all {
        let schemas = std::iter::once(&resource_type["schema"]).chain(
            resource_type["schemaExtensions"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|extension| &extension["schema"]),
        );
        for urn in schemas {
            let path = format!("/Schemas/{}", urn.as_str().unwrap());
            provider.send(get(&path)).status(200).shows(json!({"id": urn}));
        }
        let endpoint = resource_type["endpoint"].as_str().unwrap();
        provider.send(get(endpoint)).status(200);
    }
    for unknown in ["Unknown", "user"] {
        provider.send(get(&format!("/ResourceTypes/{unknown}"))).error(404, None);
    }
}

/// 7644-4-08, -09: what would sort or cut a list is ignored; what would filter it is `403`.
#[test]
fn parameters() {
    let provider = Provider::new();
    let query = "sortBy=name&sortOrder=descending&startIndex=2&count=1";
    for path in ["/Schemas", "/ResourceTypes", "/ServiceProviderConfig"] {
        let whole = provider.send(get(path)).status(200).json();
        assert_eq!(provider.send(get(&format!("{path}?{query}"))).status(200).json(), whole);
        provider.send(get(&format!("{path}?filter=name pr"))).error(403, None);
    }
}
